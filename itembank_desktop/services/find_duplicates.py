"""A question to the items that resemble it."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import BankOutdated, ItemBankError, TextTooLong
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import MAX_TEXT, Content, ItemId
from itembank_desktop.core.model import Cut, Effort
from itembank_desktop.core.ports import (
    Bank,
    Candidates,
    FittedSpace,
    HasVectors,
    Keys,
    NeuralSpace,
    Probe,
    Scores,
    Space,
)
from itembank_desktop.core.resemblance import LEVELS, Calibration, Evidence, Floats, Judgements, fused_ranks
from itembank_desktop.core.search import ALL_SCORES, Answer, Hit, Query, Stage
from itembank_desktop.core.space import Modality
from itembank_desktop.services.push_down import by_meaning, by_words

CANDIDATES = 800
"""Of a question that asks one fingerprint space; every space more halves what each is asked for.

Whatever deserves a badge is near in one of them. Against comparing all of 10,079 items this lost, of duplicates and
variants, 0 of 4,487 asked for by figure, 8 of 3,474 by text and 1 of 3,230 by both, 400 a space 3, 8 and 1; of 401
by both among 100,000 items none. Most of those lost were strangers with the same numbers and answer.
"""
NEAREST_BY_MEANING = 400
"""Candidates of each of a model's spaces: 200 lost one in twenty of the hard duplicates."""
NEAREST = 3
"""So many items are called closest in meaning."""
FINDER = "fingerprints"
ENSEMBLE = "ensemble"
MOST_POINTS = 99
"""Cards say no more, for the author decides."""
FIGURE = "figure"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every candidate with every measure: `measures[name]` has one value a key, NaN where unknown.

    `asked` names the channels that the question had something for; a channel is its space's first measure.
    """

    keys: Keys
    measures: dict[str, Floats] = field(repr=False)
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """`places` index the compared candidates, best first; `judged` is in the candidates' own order.

    Without a calibration of the model's channels, scores stand for ranks and levels are the fingerprints' alone.
    `worthwhile` says which candidates reach the floor. Ranks have none, the first of a hundred strangers is first all
    the same: without a calibration the fingerprints' floor holds, and whatever is closest in meaning is shown besides.
    """

    places: NDArray[np.intp]
    judged: Judgements
    worthwhile: NDArray[np.bool_]
    calibrated: bool = True


@dataclass(frozen=True, slots=True)
class Neural:
    """A model's channels: its name, its spaces, and how all channels are weighed together (None: not calibrated)."""

    model: str
    spaces: tuple[NeuralSpace, ...]
    calibration: Calibration | None = None

    def routed(self, has_text: bool, has_figures: bool) -> tuple[NeuralSpace, ...]:
        """The pilot's ensemble: text asks the text space, text with figures both, figures alone the multimodal one.

        Text asks the multimodal space when there is no other.
        """
        text = tuple(one for one in self.spaces if one.space.modality is Modality.TEXT)
        both = tuple(one for one in self.spaces if one.space.modality is not Modality.TEXT)
        if has_text and has_figures:
            return self.spaces
        return both if has_figures or not text else text


Payloads = dict[str, tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """What a model made of a question: payloads by space and what they cost, or the `failure` that left none.

    `cut` is of the space that was shown least of a text too long for the model.
    """

    payloads: Payloads = field(default_factory=dict)
    effort: Effort = field(default_factory=Effort)
    failure: ItemBankError | None = None
    cut: Cut | None = None


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
        self._spaces: tuple[Space, ...] = (*spaces, *(neural.spaces if neural else ()))
        self._plain = tuple(spaces)
        self._calibration = calibration
        self._candidates = candidates
        self._fitted: dict[str, tuple[bytes, FittedSpace]] = {}
        measures = [name for space in self._spaces for name in space.measures]
        if len(set(measures)) < len(measures):
            raise ValueError("two spaces measure under one name")

    @property
    def channels(self) -> tuple[str, ...]:
        """The names that results give to each space's own score."""
        return tuple(space.measures[0] for space in self._spaces)

    @property
    def neural_channels(self) -> tuple[str, ...]:
        """Those of them that are the model's."""
        return tuple(space.measures[0] for space in self._neural.spaces) if self._neural else ()

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
            comparison, ranking = self._one_by_one(asked[FIGURE], comparison, ranking, pushed)
        ranked = time.perf_counter()
        hits = self._hits(comparison, ranking, query)
        ended = time.perf_counter()
        model = self._neural.model if self._neural and any(read.payloads.values()) else ""
        finder = ENSEMBLE if model else FINDER
        stages = {
            Stage.DESCRIBE: described - began,
            **(_stages_of(read.effort, heard - described) if self._neural else {}),
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

    def warm_up(self) -> None:
        """Load signatures and statistics before the first question, so that it is as fast as the next."""
        for space in self._spaces:
            if (fitted := self._fitted_space(space)) and space in self._plain:
                for part in space.describe(Content("삼각형 $ABC$의 넓이는 $12$이다.")):
                    self._bank.nearest(space.name, fitted.probes(part), 1)

    def payloads_of(self, item: ItemId, with_figures: bool = True) -> Payloads:
        """What the bank keeps of an item, to ask with it as if it were a draft."""
        key = self._bank.find([item])[item]
        (stored,) = self._bank.get([key])
        plain = [space for space in self._plain if with_figures or space.name != FIGURE]
        routed = self._routed(Content(stored.stem, stored.choices), with_figures and bool(stored.figures))
        return {
            space.name: self._bank.payloads(space.name, [key])[0] if space in plain or space in routed else ()
            for space in self._spaces
        }

    def read(self, query: Query) -> Read:
        """The model's vectors of the question; without any, why: fingerprints answer then, and say so."""
        content = query.asked
        # The model goes on reading its draft only where it is shown the whole of it.
        draft = query.draft if content is query.content else None
        routed = self._routed(content, bool(content.pictures))
        try:
            asked = {space.name: space.ask(content, draft) for space in routed}
        except ItemBankError as error:
            return Read(failure=error)
        payloads = {name: one.payloads for name, one in asked.items()}
        cuts = [one.cut for one in asked.values() if one.cut]
        cut = max(cuts, key=lambda one: one.left_out, default=None)
        return Read(payloads, sum((one.effort for one in asked.values()), Effort()), cut=cut)

    def _routed(self, content: Content, has_figures: bool) -> tuple[NeuralSpace, ...]:
        text = content.stem.strip() or any(choice.strip() for choice in content.choices)
        return self._neural.routed(bool(text), has_figures) if self._neural and (text or has_figures) else ()

    def compare(
        self,
        asked: Payloads,
        excluded: ItemId | None = None,
        filter: Filter = EVERYTHING,
        beside: Sequence[ItemId] = (),
    ) -> Comparison:
        """Candidates of every space, and those beside, each measured by all spaces."""
        fitted = {space.name: self._fitted_space(space) for space in self._spaces}
        counts = self._counts(asked)
        probes = {
            space.name: _probe(space, one, parts, counts[space.name])
            for space in self._spaces
            if (one := fitted[space.name]) is not None and (parts := asked.get(space.name))
        }
        found = self._bank.candidates(probes, filter, excluded, beside)
        measures: dict[str, Floats] = {}
        for space in self._spaces:
            values = _measured(space, fitted[space.name], asked.get(space.name, ()), found)
            measures |= {name: values[:, column].astype(np.float64) for column, name in enumerate(space.measures)}
        return Comparison(found.keys, measures, tuple(one.measures[0] for one in self._spaces if asked.get(one.name)))

    def _counts(self, asked: Payloads) -> dict[str, int]:
        """For how many items each space is asked: several pictures for more, or one would crowd out the next."""
        plain = [space.name for space in self._plain if asked.get(space.name)]
        share = max(1, self._candidates >> max(0, len(plain) - 1))
        counts = {name: min(share * len(asked[name]), self._candidates) for name in plain}
        return dict.fromkeys(asked, NEAREST_BY_MEANING) | counts

    def rank(self, comparison: Comparison, pushed: "Floats | None" = None) -> Ranking:
        """The candidates' places in `comparison`, best first; ties stand in the bank's order.

        What resembles the `pushed` words (0..1 a candidate) stands lower, but keeps its score and its level.
        """
        judged, worthwhile, calibrated = self._judge(comparison)
        worth = judged.scores if pushed is None else judged.scores * (1.0 - pushed)
        return Ranking(np.lexsort((comparison.keys, -worth)), judged, worthwhile, calibrated)

    def _one_by_one(
        self, figures: tuple[bytes, ...], comparison: Comparison, ranking: Ranking, pushed: "Floats | None"
    ) -> tuple[Comparison, Ranking]:
        """Several pictures: an item that has just one of them is found as if that one had been asked alone.

        The mean over all pictures would hide it. Beside words only what is hidden is lifted: an item that reads like
        the draft and lacks one of its figures is no duplicate. Of equal scores the nearer to all pictures comes first.
        """
        together, lifts = ranking.judged, comparison.asked == (self._figures.measures[0],)
        scores, levels, worth = together.scores, together.levels, ranking.worthwhile
        measures = comparison.measures
        fitted = self._fitted_space(self._figures)
        for payload in figures:
            columns = self._measure(self._figures, fitted, (payload,), comparison.keys).astype(np.float64)
            own = dict(zip(self._figures.measures, columns.T, strict=True))
            alone = self._calibration.judge(comparison.asked, comparison.measures | own)
            lifted = (alone.scores >= alone.floor) & (alone.scores > scores) & (lifts | ~ranking.worthwhile)
            worth = worth | lifted
            if ranking.calibrated:
                scores, levels = np.where(lifted, alone.scores, scores), np.where(lifted, alone.levels, levels)
                measures = measures | {name: np.where(lifted, own[name], measures[name]) for name in own}
        order = scores if pushed is None else scores * (1.0 - pushed)
        places = np.lexsort((comparison.keys, -together.scores, -order))
        judged = replace(together, scores=scores, levels=levels)
        return replace(comparison, measures=measures), Ranking(places, judged, worth, ranking.calibrated)

    @property
    def _figures(self) -> Space:
        return next(space for space in self._plain if space.name == FIGURE)

    def _pushed(self, query: Query, keys: Keys) -> "Floats | None":
        """How much each candidate resembles the words that push; None where there are none."""
        content = Content(query.push.strip())
        if not content.stem or not len(keys):
            return None
        pushed = np.zeros(len(keys))
        for space in self._plain:
            if space.name == TEXT:
                measured = self._measure(space, self._fitted_space(space), space.describe(content), keys)
                pushed = np.maximum(pushed, by_words(measured, space.measures))
        meant = self.read(Query(content)).payloads  # Why a model is away is told of the question itself.
        for space in self._spaces:
            if meant.get(space.name):
                cosines = self._measure(space, self._fitted_space(space), meant[space.name], keys)[:, 0]
                pushed = np.maximum(pushed, by_meaning(cosines.astype(np.float64)))
        return pushed

    def _judge(self, comparison: Comparison) -> tuple[Judgements, NDArray[np.bool_], bool]:
        """By all channels where the model took part; an item it has not read yet is judged by fingerprints."""
        alone = self._calibration.judge(comparison.asked, comparison.measures)
        spaces = self._neural.spaces if self._neural else ()
        read = [comparison.measures[s.measures[0]] for s in spaces if s.measures[0] in comparison.asked]
        if not self._neural or not read:
            return alone, alone.scores >= alone.floor, True
        full = self._neural.calibration
        if full is None or not full.covers(comparison.asked):
            ranks = Judgements(fused_ranks([alone.scores, *read]), alone.levels, 0.0)
            return ranks, alone.scores >= alone.floor, False
        weighed = full.judge(comparison.asked, comparison.measures)
        known = ~np.isnan(read).any(axis=0)
        scores = np.where(known, weighed.scores, alone.scores)
        judged = Judgements(scores, np.where(known, weighed.levels, alone.levels), weighed.floor)
        return judged, scores >= judged.floor, True

    def _measure(self, space: Space, fitted: FittedSpace | None, asked: tuple[bytes, ...], keys: Keys) -> Scores:
        """Items by one space beyond what the question itself has compared: shape (items, measures)."""
        return _measured(
            space, fitted, asked, Candidates(keys, {space.name: self._bank.payloads(space.name, keys.tolist())})
        )

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

    def _hits(self, comparison: Comparison, ranking: Ranking, query: Query) -> tuple[Hit, ...]:
        places = ranking.places
        if query.worthwhile:
            worth = ranking.worthwhile.copy()
            if not ranking.calibrated:
                worth[sorted(self._nearest(comparison))] = True
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
        nearest = self._nearest(comparison)
        items = self._bank.get(comparison.keys[places].tolist())
        shown = {name: values[places].tolist() for name, values in comparison.measures.items()}
        for at, (rank, place, item) in enumerate(zip(ranks, places.tolist(), items, strict=True)):
            known = {name: None if values[at] != values[at] else values[at] for name, values in shown.items()}  # NaN
            channels = {channel: known[channel] for channel in self.channels}
            verdict, evidence = LEVELS[levels[place]], Evidence(known)
            score, near = float(scores[place]), place in nearest
            yield Hit(item, rank, score, verdict, channels, evidence, ranking.calibrated, near)

    def _nearest(self, comparison: Comparison) -> set[int]:
        """Places of the few candidates closest in meaning: ranks, since no cosine means the same in two models."""
        found: set[int] = set()
        for name in set(self.neural_channels) & set(comparison.asked):
            scores = comparison.measures[name]
            known = np.flatnonzero(~np.isnan(scores))
            found.update(known[np.argsort(-scores[known], kind="stable")[:NEAREST]].tolist())
        return found


def _stages_of(effort: Effort, seconds: float) -> dict[Stage, float]:
    """The model's part of a question: whatever its process did not count is the way there and back."""
    told = {Stage.TOKENS: effort.tokenise, Stage.VISION: effort.vision, Stage.MODEL: effort.language}
    return {Stage.WAY: max(0.0, seconds - sum(told.values())), **told}


def _probe(space: Space, fitted: FittedSpace, asked: tuple[bytes, ...], count: int) -> Probe:
    """A vector travels as such too: a bank that has an index of vectors finds more by it than by signatures."""
    probes = np.concatenate([fitted.probes(part) for part in asked])
    return Probe(probes, count, space.vector(asked[0]) if isinstance(space, HasVectors) else None)


def _measured(space: Space, fitted: FittedSpace | None, asked: tuple[bytes, ...], found: Candidates) -> Scores:
    """Every candidate by one space, shape (candidates, measures); NaN where either side has nothing."""
    if space.name in found.cosines:
        return np.clip(found.cosines[space.name], 0.0, 1.0)[:, None]
    if fitted is None or not asked or not len(found.keys):
        return np.full((len(found.keys), len(space.measures)), np.nan, np.float32)
    return fitted.compare(asked, found.payloads[space.name])


def _check_length(content: Content) -> None:
    length = len(content.stem) + sum(map(len, content.choices)) + len(content.answer)
    if length > MAX_TEXT:
        raise TextTooLong("the text", f"has {length:,} characters, more than {MAX_TEXT:,}")
