"""A question to the items that resemble it."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import TextTooLong
from itembank_desktop.core.item import MAX_TEXT, Content, ItemId
from itembank_desktop.core.ports import Bank, Keys, Space
from itembank_desktop.core.resemblance import LEVELS, Calibration, Evidence, Floats
from itembank_desktop.core.search import ALL_SCORES, Answer, Hit, Query, Stage
from itembank_desktop.services.compare_candidates import CANDIDATES, CompareCandidates, Comparison
from itembank_desktop.services.neural import Neural, Payloads, Read
from itembank_desktop.services.push_down import by_meaning, by_words
from itembank_desktop.services.rank_candidates import RankCandidates, Ranking

FINDER = "fingerprints"
ENSEMBLE = "ensemble"
MOST_POINTS = 99
"""Cards say no more, for the author decides."""
FIGURE = "figure"
TEXT = "text"


class FindDuplicates:
    """Scans the signatures of every space, compares the union exactly, and ranks it by one calibration."""

    def __init__(
        self,
        bank: Bank,
        spaces: Sequence[Space],
        calibration: Calibration,
        candidates: int = CANDIDATES,
        neural: Neural | None = None,
    ) -> None:
        """`spaces` and `calibration` are the fingerprints'; they answer alone when `neural` is None or fails.

        `candidates` as in CANDIDATES.
        """
        self._bank = bank
        self._neural = neural
        self._plain = tuple(spaces)
        self.compare = CompareCandidates(bank, spaces, neural.spaces if neural else (), candidates)
        self.rank = RankCandidates(calibration, neural)

    @property
    def channels(self) -> tuple[str, ...]:
        """The names that results give to each space's own score."""
        return tuple(space.measures[0] for space in self.compare.spaces)

    @property
    def neural_channels(self) -> tuple[str, ...]:
        """Those of them that are the model's."""
        return self.rank.neural_channels

    def __call__(self, query: Query) -> Answer:
        """The best `query.limit` items, best first; ties stand in the bank's order."""
        began = time.perf_counter()
        _check_length(query.content)
        _check_length(Content(query.push))
        asked = self.describe(query.asked)
        described = time.perf_counter()
        read = self.read(query)
        heard = time.perf_counter()
        comparison = self.compare(asked | read.payloads, query.exclude, query.filter, query.beside)
        pushed = self._pushed(query, comparison.keys)
        ranking = self.rank(comparison, pushed)
        if len(asked.get(FIGURE, ())) > 1:
            figure = next(space for space in self._plain if space.name == FIGURE)
            comparison, ranking = self.rank.one_by_one(self.compare, figure, asked[FIGURE], comparison, ranking, pushed)
        ranked = time.perf_counter()
        hits = self._hits(comparison, ranking, query)
        ended = time.perf_counter()
        model = self._neural.model if self._neural and any(read.payloads.values()) else ""
        finder = ENSEMBLE if model else FINDER
        stages = {
            Stage.DESCRIBE: described - began,
            **(read.stages(heard - described) if self._neural else {}),
            Stage.SEARCH: ranked - heard,
            Stage.ITEMS: ended - ranked,
        }
        answer = Answer(
            query, hits, self._bank.count(), finder, ended - began, model, read.failure, ranking.calibrated,
            stages=stages, effort=read.effort if self._neural else None, cut=read.cut,
        )  # fmt: skip
        return replace(answer, beside=self._beside(comparison, ranking, query)) if query.beside else answer

    def describe(self, content: Content) -> Payloads:
        """What the fingerprint spaces ask with for a content; UnreadableFigure for a broken picture."""
        return {space.name: space.describe(content) for space in self._plain}

    def read(self, query: Query) -> Read:
        """The model's vectors of the question; without any, why: fingerprints answer then, and say so."""
        return self._neural.read(query) if self._neural else Read()

    def warm_up(self) -> None:
        """Load signatures and statistics before the first question, so that it is as fast as the next."""
        self.compare.warm_up()

    def payloads_of(self, item: ItemId, with_figures: bool = True) -> Payloads:
        """What the bank keeps of an item, to ask with it as if it were a draft."""
        key = self._bank.find([item])[item]
        (stored,) = self._bank.get([key])
        plain = [space for space in self._plain if with_figures or space.name != FIGURE]
        asks = Content(stored.stem, stored.choices), with_figures and bool(stored.figures)
        routed = self._neural.routed(*asks) if self._neural else ()
        return {
            space.name: self._bank.payloads(space.name, [key])[0] if space in plain or space in routed else ()
            for space in self.compare.spaces
        }

    def _pushed(self, query: Query, keys: Keys) -> "Floats | None":
        """How much each candidate resembles the words that push; None where there are none."""
        content = Content(query.push.strip())
        if not content.stem or not len(keys):
            return None
        pushed = np.zeros(len(keys))
        for space in self._plain:
            if space.name == TEXT:
                measured = self.compare.measure(space, space.describe(content), keys)
                pushed = np.maximum(pushed, by_words(measured, space.measures))
        meant = self.read(Query(content)).payloads  # Why a model is away is told of the question itself.
        for space in self._neural.spaces if self._neural else ():
            if meant.get(space.name):
                cosines = self.compare.measure(space, meant[space.name], keys)[:, 0]
                pushed = np.maximum(pushed, by_meaning(cosines.astype(np.float64)))
        return pushed

    def _hits(self, comparison: Comparison, ranking: Ranking, query: Query) -> tuple[Hit, ...]:
        places = ranking.places
        if query.worthwhile:
            worth = ranking.worthwhile.copy()
            if not ranking.calibrated:
                worth[sorted(self.rank.nearest(comparison))] = True
            places = places[worth[places]]
        if query.scores != ALL_SCORES and ranking.calibrated:
            least, most = query.scores
            points = np.minimum(np.rint(100 * ranking.judged.scores[places]), MOST_POINTS)
            places = places[(least <= points) & (points <= most)]
        places = places[: query.limit]
        return tuple(self._told(comparison, ranking, places, range(1, len(places) + 1)))

    def _beside(self, comparison: Comparison, ranking: Ranking, query: Query) -> tuple[Hit, ...]:
        """What is said of items that were asked for by name, whatever their place."""
        compared = set(comparison.keys.tolist())
        keys = [key for key in self._bank.find(query.beside).values() if key in compared]
        places = np.searchsorted(comparison.keys, np.array(keys, np.int64))
        ranks = [int(np.flatnonzero(ranking.places == place)[0]) + 1 for place in places]
        return tuple(self._told(comparison, ranking, places, ranks))

    def _told(
        self, comparison: Comparison, ranking: Ranking, places: NDArray[np.intp], ranks: Iterable[int]
    ) -> Iterator[Hit]:
        scores, levels = ranking.judged.scores, ranking.judged.levels
        nearest = self.rank.nearest(comparison)
        items = self._bank.get(comparison.keys[places].tolist())
        shown = {name: values[places].tolist() for name, values in comparison.measures.items()}
        for at, (rank, place, item) in enumerate(zip(ranks, places.tolist(), items, strict=True)):
            known = {name: None if values[at] != values[at] else values[at] for name, values in shown.items()}  # NaN
            channels = {channel: known[channel] for channel in self.channels}
            verdict, evidence = LEVELS[levels[place]], Evidence(known)
            score, near = float(scores[place]), place in nearest
            yield Hit(item, rank, score, verdict, channels, evidence, ranking.calibrated, near)


def _check_length(content: Content) -> None:
    length = len(content.stem) + sum(map(len, content.choices)) + len(content.answer)
    if length > MAX_TEXT:
        raise TextTooLong("the text", f"has {length:,} characters, more than {MAX_TEXT:,}")
