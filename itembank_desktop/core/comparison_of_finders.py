"""What a comparison of finders found: measures with intervals, and which differences are more than chance."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from itembank_desktop.core.evaluation import Qrels, Report
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Category, Run

DEPTH = 100
"""Items kept of every answer: deep enough for each cut-off; MAP beyond it changes in the third digit at most."""
HEADLINE = ("Recall@1", "Success@1", "CappedRecall@5", "Success@5", "MRR", "nDCG@10")
"""The measures that get an interval and a test; the report's files hold all of them."""

FINDERS = ("fingerprints", "bm25", "tfidf")
"""What is compared unless somebody names less; embedding spaces of the bank come on top."""
MOST_PAIRED = 12
"""Of so many best finders every two are tested against each other: 66 tests."""
CHANCE = 0.05
"""A corrected p below it is called more than chance."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over queries with the 95 % interval of its bootstrap distribution (percentile method)."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Score:
    """One finder under one truth: measures per query, mean and interval of the headline measures, by category too.

    `by_category` has the deciding measure's mean and interval over the queries of each category.
    """

    report: Report
    intervals: Mapping[str, Interval] = field(hash=False)
    categories: Mapping[Category, Mapping[str, float]] = field(hash=False)
    by_category: Mapping[Category, Interval] = field(hash=False)
    unanswered: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A finder against another under a truth: difference of means, and p corrected for all such tests (Holm)."""

    run: str
    best: str
    measure: str
    difference: float
    p: float
    corrected: float


@dataclass(frozen=True, slots=True)
class TruthResult:
    """All finders under one truth, best first by the measure that decides; of a sweep of weights its best alone.

    `sweeps` has the deciding measure at every weight. The best of a sweep was chosen on the very queries it is
    measured on, so it flatters a little. `differences` are against the best; `pairs` are between every two of the
    first MOST_PAIRED, corrected for all of those.
    """

    qrels: Qrels
    min_relevance: int
    queries: int
    missing: tuple[ItemId, ...]
    sizes: Mapping[Category, int] = field(hash=False)
    scores: tuple[Score, ...] = ()
    differences: tuple[Difference, ...] = ()
    sweeps: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict, hash=False)
    pairs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class FinderComparison:
    """What the report is written from."""

    bank: str
    items: int
    runs: tuple[Run, ...]
    results: tuple[TruthResult, ...]
    seconds: Mapping[str, float] = field(hash=False)
    decides: str = "nDCG@10"
