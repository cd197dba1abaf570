"""A question to the items that resemble it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import BankOutdated, TextTooLong
from itembank_desktop.core.item import MAX_TEXT, Content, ItemId
from itembank_desktop.core.ports import Bank, FittedSpace, Keys, Scores, Space
from itembank_desktop.core.resemblance import LEVELS, Calibration, Evidence, Floats, Judgements
from itembank_desktop.core.search import Answer, Hit, Query

# Signatures of 400 candidates lose nothing that exact comparison would find (0.861 / 0.961 with and without).
CANDIDATES = 400
FINDER = "fingerprints"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every candidate with every measure: `measures[name]` has one value a key, NaN where unknown."""

    keys: Keys
    measures: dict[str, Floats] = field(repr=False)
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """`places` index the compared candidates, best first; `judged` is in the candidates' own order."""

    places: NDArray[np.intp]
    judged: Judgements


Payloads = dict[str, tuple[bytes, ...]]


class FindDuplicates:
    """Scans the signatures of every space, compares the union exactly, and ranks it by one calibration."""

    def __init__(
        self, bank: Bank, spaces: Sequence[Space], calibration: Calibration, candidates: int = CANDIDATES
    ) -> None:
        self._bank = bank
        self._spaces = tuple(spaces)
        self._calibration = calibration
        self._candidates = candidates
        self._fitted: dict[str, tuple[bytes, FittedSpace]] = {}

    def __call__(self, query: Query) -> Answer:
        """The best `query.limit` items, best first; ties stand in the bank's order."""
        began = time.perf_counter()
        _check_length(query.content)
        asked = {space.name: space.describe(query.content) for space in self._spaces}
        excluded = self._bank.find([query.exclude]).get(query.exclude) if query.exclude else None
        comparison = self.compare(asked, excluded)
        hits = self._hits(comparison, query)
        return Answer(query, hits, self._bank.count(), FINDER, time.perf_counter() - began)

    def warm_up(self) -> None:
        """Load signatures and statistics before the first question, so that it is as fast as the next."""
        for space in self._spaces:
            if fitted := self._fitted_space(space):
                for part in space.describe(Content("삼각형 $ABC$의 넓이는 $12$이다.")):
                    self._bank.nearest(space.name, fitted.probes(part), 1)

    def payloads_of(self, item: ItemId) -> Payloads:
        """What the bank keeps of an item, to ask with it as if it were a draft."""
        key = self._bank.find([item])[item]
        return {space.name: self._bank.payloads(space.name, [key])[0] for space in self._spaces}

    def compare(self, asked: Payloads, excluded: int | None = None) -> Comparison:
        """Candidates of every space, each measured by all spaces."""
        fitted = {space.name: self._fitted_space(space) for space in self._spaces}
        found = [
            self._bank.nearest(name, np.concatenate([space.probes(part) for part in asked[name]]), self._candidates)
            for name, space in fitted.items()
            if space is not None and asked[name]
        ]
        keys = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
        if excluded is not None:
            keys = keys[keys != excluded]
        measures: dict[str, Floats] = {}
        for space in self._spaces:
            values = self._measure(space, fitted[space.name], asked[space.name], keys)
            measures |= {name: values[:, column].astype(np.float64) for column, name in enumerate(space.measures)}
        return Comparison(keys, measures, tuple(name for name, parts in asked.items() if parts))

    def rank(self, comparison: Comparison) -> Ranking:
        """The candidates' places in `comparison`, best first; ties stand in the bank's order."""
        judged = self._calibration.judge(comparison.asked, comparison.measures)
        return Ranking(np.lexsort((comparison.keys, -judged.scores)), judged)

    def _measure(self, space: Space, fitted: FittedSpace | None, asked: tuple[bytes, ...], keys: Keys) -> Scores:
        if fitted is None or not asked or not len(keys):
            return np.full((len(keys), len(space.measures)), np.nan, np.float32)
        return fitted.compare(asked, self._bank.payloads(space.name, keys.tolist()))

    def _fitted_space(self, space: Space) -> FittedSpace | None:
        """The space with the bank's statistics, parsed once; None while the bank holds nothing in it."""
        stored = self._bank.statistics(space.name)
        if stored is None:
            return None
        revision, statistics = stored
        if revision != space.revision:
            raise BankOutdated(space.name, f"described by revision {revision}, this program needs {space.revision}")
        known = self._fitted.get(space.name)
        if known is None or known[0] != statistics:
            known = self._fitted[space.name] = (statistics, space.fitted(statistics))
        return known[1]

    def _hits(self, comparison: Comparison, query: Query) -> tuple[Hit, ...]:
        ranking = self.rank(comparison)
        scores, levels = ranking.judged.scores, ranking.judged.levels
        floor = ranking.judged.floor if query.worthwhile else 0.0
        places = ranking.places[scores[ranking.places] >= floor][: query.limit]
        items = self._bank.get(comparison.keys[places].tolist())
        hits = []
        for rank, (place, item) in enumerate(zip(places.tolist(), items, strict=True), start=1):
            known = {
                name: None if np.isnan(values[place]) else float(values[place])
                for name, values in comparison.measures.items()
            }
            channels = {space.name: known[space.measures[0]] for space in self._spaces}
            hits.append(Hit(item, rank, float(scores[place]), LEVELS[levels[place]], channels, Evidence(known)))
        return tuple(hits)


def _check_length(content: Content) -> None:
    length = len(content.stem) + sum(map(len, content.choices)) + len(content.answer)
    if length > MAX_TEXT:
        raise TextTooLong("the text", f"has {length:,} characters, more than {MAX_TEXT:,}")
