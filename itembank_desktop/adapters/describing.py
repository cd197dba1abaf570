"""Contents described by several processes at once: what most of an import's time goes into."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Self

from itembank_desktop.core.describing import Described, described
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Space

MOST_PROCESSES = 8
"""A bank's server takes items no faster than so many describe them."""
_BATCH = 32
_spaces: tuple[Space, ...] = ()
"""What a process of the pool describes with."""


class DescribingPool:
    """Describes in processes of its own, begun when first asked; use it as a context."""

    def __init__(self, spaces: Callable[[], Sequence[Space]], processes: int = 0) -> None:
        """`spaces` is a function of a module, called in each process; without a number one process a core."""
        self.processes = processes or min(os.cpu_count() or 1, MOST_PROCESSES)
        # Not forked: a copy of a program with open connections and threads may stand still for ever.
        self._pool = ProcessPoolExecutor(self.processes, multiprocessing.get_context("spawn"), _begin, (spaces,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def __call__(self, contents: Sequence[Content]) -> Iterator[Described]:
        """What the spaces say of each, in order; the work has begun when this returns."""
        batches = [contents[at : at + _BATCH] for at in range(0, len(contents), _BATCH)]
        return _taken([self._pool.submit(_describe, batch) for batch in batches])


def _taken(begun: Sequence[Future[list[Described]]]) -> Iterator[Described]:
    for one in begun:
        yield from one.result()


def _begin(spaces: Callable[[], Sequence[Space]]) -> None:
    global _spaces
    _spaces = tuple(spaces())
    # Ctrl+C is for the program that imports: it ends the pool.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _describe(contents: Sequence[Content]) -> list[Described]:
    return [described(_spaces, content) for content in contents]
