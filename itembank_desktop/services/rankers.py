"""The finders that can be compared, each over the items of one bank."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.comparison_of_finders import DEPTH
from itembank_desktop.core.item import Content, Item, ItemId, Picture, Place
from itembank_desktop.core.ports import Bank, NeuralSpace
from itembank_desktop.core.runs import Scored
from itembank_desktop.services.compare_candidates import Comparison
from itembank_desktop.services.evaluate_search import best_places
from itembank_desktop.services.find_duplicates import FIGURE, FindDuplicates
from itembank_desktop.services.make_truths import text_of
from itembank_desktop.services.neural import Payloads


class WordIndex(Protocol):
    """Scores of every text for one asked: adapters.lexical."""

    @property
    def name(self) -> str:
        """The run's name."""
        ...

    @property
    def how(self) -> str:
        """What is compared."""
        ...

    def scores(self, text: str) -> NDArray[np.float64]:
        """Shape (texts,), 0 for nothing in common."""
        ...


class ByWords:
    """BM25 or TF-IDF over stems and choices, and answers where `answers`."""

    def __init__(self, items: Sequence[Item], make: Callable[[Sequence[str]], WordIndex], answers: bool) -> None:
        self._texts = [text_of(item, answers) for item in items]
        self.ids = [item.id for item in items]
        self.places = {item: place for place, item in enumerate(self.ids)}
        self._index = make(self._texts)
        self.names = (self._index.name,)
        seen = "stem, choices and answer" if answers else "stem and choices"
        self.how = (f"{self._index.how}, of {seen}",)
        self.settings = self.how[0]
        self.left_out = (sum(not text for text in self._texts),)

    def answer(self, query: ItemId) -> tuple[Scored | None]:
        """Items that share anything with the query."""
        place = self.places[query]
        if not self._texts[place]:
            return (None,)
        scores = self._index.scores(self._texts[place])
        scores[place] = 0.0
        return (_first(self.ids, np.where(scores > 0, scores, np.nan)),)


class ByFingerprints:
    """The program's own finder: fused, without figures, and every channel alone.

    Without `answers` the query is described anew as a draft that has none yet; items keep theirs.
    """

    def __init__(self, bank: Bank, find: FindDuplicates, answers: bool, revision: str) -> None:
        """`revision` names the calibration and spaces that `find` works with."""
        self._bank = bank
        self._find = find
        self._answers = answers
        self.names = ("fingerprints", "fingerprints, text only", *(f"channel {name}" for name in find.channels))
        asked = "" if answers else ", queries without their answer"
        self.how = (
            f"fingerprint channels weighed by their calibration{asked}",
            f"the same, asked without the query's figures{asked}",
            *(f"the channel {name} alone{asked}" for name in find.channels),
        )
        self.settings = f"{revision}{asked}"
        self.left_out = (0,) * len(self.names)

    def answer(self, query: ItemId) -> list[Scored | None]:
        """One answer for each of `names`."""
        asked = self._payloads(query)
        text = {name: () if name == FIGURE else payloads for name, payloads in asked.items()}
        comparison = self._find.compare(asked, query)
        reworded = comparison if text == asked else self._find.compare(text, query)
        told = [self._fused(one) if one.asked else None for one in (comparison, reworded)]
        return [*told, *(self._alone(comparison, name) for name in self._find.channels)]

    def _payloads(self, query: ItemId) -> Payloads:
        if self._answers:
            return self._find.payloads_of(query)
        (item,) = self._bank.get([self._bank.find([query])[query]])
        return self._find.describe(content_of_item(self._bank.figure, item, answer=False))

    def _alone(self, comparison: Comparison, channel: str) -> Scored | None:
        if channel not in comparison.asked:
            return None
        scores = comparison.measures[channel]
        return self._scored(comparison, scores, best_places(comparison, scores))

    def _fused(self, comparison: Comparison) -> Scored:
        ranking = self._find.rank(comparison)
        return self._scored(comparison, ranking.judged.scores, ranking.places[:DEPTH])

    def _scored(self, comparison: Comparison, scores: NDArray[np.float64], places: NDArray[np.intp]) -> Scored:
        items = self._bank.get(comparison.keys[places].tolist())
        return tuple((item.id, float(scores[place])) for item, place in zip(items, places, strict=True))


class ByVectors:
    """Exact cosine over the vectors that a bank holds in one embedding space; no signature, no candidates."""

    def __init__(self, bank: Bank, space: NeuralSpace, name: str) -> None:
        keys = bank.keys()
        self.ids = [item.id for item in bank.get(keys)]
        payloads = bank.payloads(space.name, keys)
        self.places = {item: place for place, item in enumerate(self.ids)}
        self.known = np.array([bool(parts) for parts in payloads], bool)
        self.vectors = np.zeros((len(keys), space.space.dimension), np.float32)
        for place, parts in enumerate(payloads):
            if parts:
                self.vectors[place] = space.vector(parts[0])
        self.names = (name,)
        told = space.space
        self.how = (f"cosine of {told.model} vectors ({told.modality}, {told.pooling}, {told.dimension} dimensions)",)
        self.left_out = (int((~self.known).sum()),)
        self.settings = f"{space.name} {hashlib.sha256(self.vectors.tobytes()).hexdigest()}"

    def answer(self, query: ItemId) -> tuple[Scored | None]:
        """The nearest items; None for a query without a vector."""
        place = self.places[query]
        if not self.known[place]:
            return (None,)
        cosines = (self.vectors @ self.vectors[place]).astype(np.float64)
        cosines[~self.known] = np.nan
        cosines[place] = np.nan
        return (_first(self.ids, cosines),)


class Concatenated:
    """Cosine of weighted concatenations; where either side lacks a half, the other half decides alone.

    The pilot put zeros in place of a missing half, which made all items without a figure look alike.
    """

    def __init__(self, name: str, text: ByVectors, figures: ByVectors, weight: float) -> None:
        if text.ids != figures.ids:
            raise ValueError("two halves of different banks")
        self._halves = ((weight, text), (1.0 - weight, figures))
        self.ids = text.ids
        self.names = (name,)
        self.how = (
            f"{weight:g} of [{text.how[0]}] with {1 - weight:g} of [{figures.how[0]}]; a missing half is left out",
        )
        self.settings = f"{weight} {text.settings} {figures.settings}"
        self.left_out = (int((~(text.known | figures.known)).sum()),)

    def answer(self, query: ItemId) -> tuple[Scored | None]:
        """Mean of the halves' cosines that both sides have, weighted by the squares as a concatenation's are."""
        total, weights = np.zeros(len(self.ids)), np.zeros(len(self.ids))
        for weight, half in self._halves:
            place = half.places[query]
            if half.known[place]:
                total += np.where(half.known, weight**2 * (half.vectors @ half.vectors[place]), 0.0)
                weights += np.where(half.known, weight**2, 0.0)
        if not weights.any():
            return (None,)
        with np.errstate(invalid="ignore"):
            scores = np.where(weights > 0, total / weights, np.nan)
        scores[self._halves[0][1].places[query]] = np.nan
        return (_first(self.ids, scores),)


def content_of_item(figure: Callable[[str], bytes], item: Item, answer: bool = True) -> Content:
    """An item as a draft would show it; figures of the explanation are no part of the question."""
    figures = [figure for figure in item.figures if figure.place is not Place.EXPLANATION]
    pictures = tuple(Picture(figure(one.sha256), one.name, one.place, one.sha256) for one in figures)
    return Content(item.stem, item.choices, item.answer if answer else "", pictures)


def _first(ids: Sequence[ItemId], scores: NDArray[np.float64]) -> Scored:
    """The known scores' items, best first, ties in the bank's order."""
    known = np.flatnonzero(~np.isnan(scores))
    order = known[np.argsort(-scores[known], kind="stable")[:DEPTH]]
    return tuple((ids[place], float(scores[place])) for place in order)
