"""How sure a difference between two finders is, and how far reviewers agree."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.comparison_of_finders import Interval

RESAMPLES = 9_999
_SEED = 20261125
_FEW, _BATCH = 30, 512
"""Up to so many queries scipy permutes, all ways where those are few; so many draws are held at once."""


def mean_interval(values: Sequence[float], resamples: int = RESAMPLES) -> Interval:
    """Mean and interval; ValueError without values, no width when all are equal."""
    if not values:
        raise ValueError("a mean of nothing")
    sample = np.asarray(values, dtype=np.float64)
    mean = float(sample.mean())
    if np.ptp(sample) == 0:
        return Interval(mean, mean, mean)
    from scipy import stats  # type: ignore[import-untyped]

    found = stats.bootstrap(
        (sample,), np.mean, n_resamples=resamples, batch=256, vectorized=True, method="percentile",
        rng=np.random.default_rng(_SEED),
    )  # fmt: skip
    return Interval(mean, float(found.confidence_interval.low), float(found.confidence_interval.high))


def paired_p(one: Sequence[float], other: Sequence[float], resamples: int = RESAMPLES) -> float:
    """Two-sided p of the paired permutation test: how often a difference of means this large comes by chance.

    Values belong to the same queries in the same order. Smucker, Allan and Carterette (CIKM 2007) recommend it for
    retrieval measures, whose differences are far from normal.
    """
    difference = np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)
    if not len(difference) or not difference.any():
        return 1.0
    if len(difference) > _FEW:
        return _drawn_p(difference, resamples)
    from scipy import stats

    def mean(sample: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", axis: int) -> object:
        return sample.mean(axis=axis)

    found = stats.permutation_test(
        (difference,), mean, permutation_type="samples", n_resamples=resamples, batch=256, vectorized=True,
        rng=np.random.default_rng(_SEED),
    )  # fmt: skip
    return float(found.pvalue)


def _drawn_p(difference: "NDArray[np.float64]", resamples: int) -> float:
    """As scipy draws and counts signs, by products of matrices: a twentieth of its time, for some tests are many."""
    rng = np.random.default_rng(_SEED)
    seen, slack = abs(float(difference.sum())), 1e-9 * float(np.abs(difference).sum())
    beyond = [0, 0]
    for start in range(0, resamples, _BATCH):
        signs = rng.integers(0, 2, (min(_BATCH, resamples - start), len(difference)), dtype=np.int8)
        sums = 2.0 * (signs @ difference) - difference.sum()
        beyond[0] += int((sums >= seen - slack).sum())
        beyond[1] += int((sums <= -seen + slack).sum())
    # Both tails by the one that is smaller, as scipy: the tails of signs are the same but for the draw.
    tail = beyond[0] if difference.sum() > 0 else beyond[1]
    return min(1.0, 2 * (tail + 1) / (resamples + 1))


def holm(p_values: Sequence[float]) -> list[float]:
    """p values corrected for having been asked together (Holm 1979): the family-wise error stays below each."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    corrected, most = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        most = max(most, min(1.0, p_values[place] * (len(p_values) - rank)))
        corrected[place] = most
    return corrected


def cohen_kappa(one: Sequence[Hashable], other: Sequence[Hashable], weights: str | None = None) -> float | None:
    """Agreement of two raters beyond chance (Cohen 1960), `weights` "quadratic" for grades.

    None when both gave one and the same answer to everything: chance alone explains that.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} answers against {len(other)}")
    if not one or len({*one, *other}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]

    return float(cohen_kappa_score(list(one), list(other), weights=weights))


def kappa_of_counts(both: int, only_one: int, only_other: int, neither: int) -> float | None:
    """Cohen's kappa of two yes-or-no raters from the four counts; None where chance alone explains all agreement."""
    total = both + only_one + only_other + neither
    if not total:
        return None
    yes_one, yes_other = (both + only_one) / total, (both + only_other) / total
    chance = yes_one * yes_other + (1 - yes_one) * (1 - yes_other)
    return None if chance == 1 else ((both + neither) / total - chance) / (1 - chance)


def krippendorff_alpha(answers: Sequence[Mapping[str, float]], ordered: bool) -> float | None:
    """Agreement of any number of raters, with gaps (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").

    `answers` has one mapping a unit, from rater to value; `ordered` takes values as numbers (interval difference), else
    as names. None without two answers to one unit, or when all answers are the same.
    """
    units = [list(unit.values()) for unit in answers if len(unit) >= 2]
    values = sorted({value for unit in units for value in unit})
    if len(values) < 2:
        return None
    place = {value: at for at, value in enumerate(values)}
    coincidences = np.zeros((len(values), len(values)))
    for unit in units:
        counts = np.bincount([place[value] for value in unit], minlength=len(values)).astype(np.float64)
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    totals = coincidences.sum(axis=1)
    known = np.array(values, dtype=np.float64)
    apart = (known[:, None] - known[None, :]) ** 2 if ordered else 1.0 - np.eye(len(values))
    expected = float((np.outer(totals, totals) * apart).sum() / (totals.sum() - 1))
    return 1.0 - float((coincidences * apart).sum()) / expected
