"""Compared candidates in an order: score and badge of each by a calibration."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.ports import Space
from itembank_desktop.core.resemblance import Calibration, Floats, Judgements, fused_ranks
from itembank_desktop.services.compare_candidates import CompareCandidates, Comparison
from itembank_desktop.services.neural import Neural

NEAREST = 3
"""So many items are called closest in meaning."""


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


class RankCandidates:
    """Ranks by the fingerprints' calibration, and by the model's own where it took part."""

    def __init__(self, calibration: Calibration, neural: Neural | None = None) -> None:
        self._calibration = calibration
        self._neural = neural

    @property
    def neural_channels(self) -> tuple[str, ...]:
        """The names of the model's channels."""
        return tuple(space.measures[0] for space in self._neural.spaces) if self._neural else ()

    def __call__(self, comparison: Comparison, pushed: "Floats | None" = None) -> Ranking:
        """The candidates' places in `comparison`, best first; ties stand in the bank's order.

        What resembles the `pushed` words (0..1 a candidate) stands lower, but keeps its score and its level.
        """
        judged, worthwhile, calibrated = self._judge(comparison)
        worth = judged.scores if pushed is None else judged.scores * (1.0 - pushed)
        return Ranking(np.lexsort((comparison.keys, -worth)), judged, worthwhile, calibrated)

    def one_by_one(
        self, compare: CompareCandidates, figure: Space, pictures: tuple[bytes, ...], comparison: Comparison,
        ranking: Ranking, pushed: "Floats | None",
    ) -> tuple[Comparison, Ranking]:  # fmt: skip
        """Several pictures: an item that has just one of them is found as if that one had been asked alone.

        The mean over all pictures would hide it. Beside words only what is hidden is lifted: an item that reads like
        the draft and lacks one of its figures is no duplicate. Of equal scores the nearer to all pictures comes first.
        """
        together, lifts = ranking.judged, comparison.asked == (figure.measures[0],)
        scores, levels, worth = together.scores, together.levels, ranking.worthwhile
        measures = comparison.measures
        for payload in pictures:
            columns = compare.measure(figure, (payload,), comparison.keys).astype(np.float64)
            own = dict(zip(figure.measures, columns.T, strict=True))
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

    def nearest(self, comparison: Comparison) -> set[int]:
        """Places of the few candidates closest in meaning: ranks, since no cosine means the same in two models."""
        found: set[int] = set()
        for name in set(self.neural_channels) & set(comparison.asked):
            scores = comparison.measures[name]
            known = np.flatnonzero(~np.isnan(scores))
            found.update(known[np.argsort(-scores[known], kind="stable")[:NEAREST]].tolist())
        return found

    def _judge(self, comparison: Comparison) -> tuple[Judgements, NDArray[np.bool_], bool]:
        """By all channels where the model took part; an item it has not read yet is judged by fingerprints."""
        alone = self._calibration.judge(comparison.asked, comparison.measures)
        read = [comparison.measures[name] for name in self.neural_channels if name in comparison.asked]
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
