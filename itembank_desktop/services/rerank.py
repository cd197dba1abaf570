"""The first items of a run ranked again by a model that reads query and item together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Content, Item, ItemId
from itembank_desktop.core.ports import Bank
from itembank_desktop.core.runs import Run, Scored, blended
from itembank_desktop.services.rankers import content_of_item

TOP = 20

PairScorer = Callable[[Content, Sequence[Content], str], NDArray[np.float32]]
"""Scores in 0..1 of documents for a query under an instruction: adapters.embedders.reranker."""


@dataclass(frozen=True, slots=True)
class RerankSettings:
    """How many items are read again, what the model is told, and how its scores count.

    Items that score below `threshold` go behind all that reach it, in the old order. For each of `shares` there is a
    run: 1 replaces the old scores, less blends them.
    """

    model: str
    top: int = TOP
    instruction: str = ""
    threshold: float = 0.0
    shares: tuple[float, ...] = (1.0,)
    with_figures: bool = True


class Reranked:
    """Implements services.compare_finders.Ranker on top of a run; counts the figures that could not be shown."""

    def __init__(self, bank: Bank, base: Run, score: PairScorer, settings: RerankSettings) -> None:
        self._bank = bank
        self._base = base
        self._score = score
        self._settings = settings
        self.unreadable: set[str] = set()
        self.names = tuple(f"{base.name} + {settings.model} {share:g}" for share in settings.shares)
        self.settings = f"{settings} {sorted(base.answers.items())}"
        self.left_out = (base.left_out,) * len(self.names)

    @property
    def how(self) -> tuple[str, ...]:
        """With the figures that failed, which a reader must know of."""
        one = self._settings
        told = f"the first {one.top} of {self._base.name} read again by {one.model}, from {one.threshold:g} up"
        failed = f"; {len(self.unreadable)} figures could not be shown to it" if self.unreadable else ""
        return tuple(f"{told}, {share:g} of its score{failed}" for share in one.shares)

    def answer(self, query: ItemId) -> list[Scored | None]:
        """One answer a share; None where the base has none."""
        scored = self._base.answers.get(query)
        if not scored:
            return [scored] * len(self.names)
        first = [item for item, _ in scored[: self._settings.top]]
        known = self._bank.find([query, *first])
        asked, *documents = (self._content(item) for item in self._bank.get([known[id] for id in (query, *first)]))
        # A draft that is checked has no answer yet.
        scores = self._score(replace(asked, answer=""), documents, self._settings.instruction)
        again = {
            item: float(score) for item, score in zip(first, scores, strict=True) if score >= self._settings.threshold
        }
        base = Run(self._base.name, "", {query: scored})
        return [blended("", base, {query: again}, share).answers[query] for share in self._settings.shares]

    def _content(self, item: Item) -> Content:
        """What the model is shown; a figure that is lost or broken is left out and counted, never replaced."""
        if not self._settings.with_figures:
            return Content(item.stem, item.choices)
        readable = []
        for figure in item.figures:
            try:
                self._bank.figure(figure.sha256)
                readable.append(figure)
            except UnreadableFigure:
                self.unreadable.add(figure.sha256)
        return content_of_item(self._bank, replace(item, figures=tuple(readable)), answer=False)
