"""One progress line on a terminal; nothing in a log file; Ctrl+C cancels between batches."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from itembank_desktop.core.ports import JobControl, Progress


@contextmanager
def progress_line(noun: str) -> Iterator[JobControl]:
    """A job control that draws on standard error and turns the first Ctrl+C into a clean stop."""
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True

    def draw(progress: Progress) -> None:
        if sys.stderr.isatty():
            share = progress.done / progress.total if progress.total else 1.0
            bar = "█" * round(30 * share) + "░" * (30 - round(30 * share))
            print(f"\r{bar} {progress.done:,}/{progress.total:,} {noun}", end="", file=sys.stderr, flush=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield JobControl(draw, lambda: stopped)
    finally:
        signal.signal(signal.SIGINT, before)
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)
