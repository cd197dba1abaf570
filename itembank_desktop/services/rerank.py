"""The first items of a run ranked again by a model that reads query and item together."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from itembank_desktop.core.errors import ItemBankError, UnreadableFigure
from itembank_desktop.core.item import Content, Item, ItemId, Picture, Place
from itembank_desktop.core.model import PairScores
from itembank_desktop.core.ports import Bank
from itembank_desktop.core.rerank import TOP, Reranking, RerankWish
from itembank_desktop.core.runs import Run, Scored, blended
from itembank_desktop.core.search import Answer, Hit, Query, Stage

PairScorer = Callable[[Content, Sequence[Content], str], PairScores]
"""Scores of documents for a query under an instruction: adapters.embedders.rerank_engine."""
ReadFigure = Callable[[str], bytes]
"""The bytes of a figure by its address; UnreadableFigure for a lost one."""


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
        found = self._score(replace(asked, answer=""), documents, self._settings.instruction)
        self.unreadable.update(found.unreadable)
        again = _counting(first, found, self._settings.threshold)
        base = Run(self._base.name, "", {query: scored})
        return [blended("", base, {query: again}, share).answers[query] for share in self._settings.shares]

    def _content(self, item: Item) -> Content:
        """What the model is shown; a figure that is lost or broken is left out and counted, never replaced."""
        if not self._settings.with_figures:
            return Content(item.stem, item.choices)
        return _shown(item, self._bank.figure, self.unreadable)


class RerankHits:
    """A finder whose first hits are put in order by a model that reads draft and item together.

    Scores and badges stay what the calibration says of them: only the order changes. Without the model the order stays,
    and the answer says why.
    """

    def __init__(
        self, find: Callable[[Query], Answer], score: PairScorer, figure: ReadFigure, wish: RerankWish
    ) -> None:
        self._find, self._score, self._figure, self._wish = find, score, figure, wish

    def __call__(self, query: Query) -> Answer:
        """The answer in the new order."""
        answer, wish = self._find(query), self._wish
        hits = answer.hits[: wish.top]
        if len(hits) < 2:
            return answer
        began = time.perf_counter()
        lost: set[str] = set()
        documents = [_shown(hit.item, self._figure, lost) for hit in hits]
        try:
            found = self._score(replace(query.asked, answer=""), documents, wish.instruction)
        except ItemBankError as error:
            return replace(answer, reranking=Reranking(wish.model, failure=error))
        lost.update(found.unreadable)
        seconds = time.perf_counter() - began
        return replace(
            answer,
            hits=self._ordered(answer.hits, found),
            seconds=answer.seconds + seconds,
            stages={**answer.stages, Stage.RERANK: seconds},
            reranking=Reranking(wish.model, len(hits), len(lost)),
        )

    def _ordered(self, hits: Sequence[Hit], found: PairScores) -> tuple[Hit, ...]:
        wish, asked = self._wish, ItemId("")
        by_id = {hit.item.id: hit for hit in hits}
        base = Run("", "", {asked: tuple((hit.item.id, hit.score) for hit in hits)})
        again = _counting([hit.item.id for hit in hits[: wish.top]], found, wish.threshold)
        order = blended("", base, {asked: again}, wish.share).answers[asked]
        return tuple(replace(by_id[item], rank=place) for place, (item, _) in enumerate(order, start=1))


def _counting(items: Sequence[ItemId], found: PairScores, threshold: float) -> dict[ItemId, float]:
    """The scores that count."""
    return {item: float(score) for item, score in zip(items, found.scores, strict=True) if score >= threshold}


def _shown(item: Item, figure: ReadFigure, lost: set[str]) -> Content:
    """What the model is shown of an item; the addresses of its lost figures are added to `lost`."""
    pictures = []
    for one in item.figures:
        if one.place is Place.EXPLANATION:
            continue
        try:
            pictures.append(Picture(figure(one.sha256), one.name, one.place, one.sha256))
        except UnreadableFigure:
            lost.add(one.sha256)
    return Content(item.stem, item.choices, pictures=tuple(pictures))
