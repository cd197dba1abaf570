"""The pilot's evaluation as one piece of work: every finder, every truth, with intervals and tests, resumable."""

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from itembank_desktop.core.comparison_of_finders import (
    HEADLINE,
    MOST_PAIRED,
    Difference,
    FinderComparison,
    Score,
    TruthResult,
)
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Qrels, Report, evaluate
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.runs import Category, Run, Scored
from itembank_desktop.services.statistics import holm, mean_interval, paired_p


class Ranker(Protocol):
    """One way of ranking that answers with one run, or with several that cost one search."""

    @property
    def names(self) -> tuple[str, ...]:
        """The runs that it makes, in order."""
        ...

    @property
    def settings(self) -> str:
        """All that its answers depend on besides bank and queries: a run of other settings is made again."""
        ...

    def answer(self, query: ItemId) -> Sequence[Scored | None]:
        """One answer a run, best first, at most DEPTH items; None where it has nothing to ask with."""
        ...

    @property
    def how(self) -> Sequence[str]:
        """A sentence a run: what is compared and how scores are made."""
        ...

    @property
    def left_out(self) -> Sequence[int]:
        """Items that each run cannot rank at all."""
        ...


class RunStore(Protocol):
    """Where runs are kept between two starts."""

    def load(self, name: str, key: str) -> Run | None:
        """A complete run made with the same key; None for any other."""
        ...

    def save(self, run: Run, key: str) -> None:
        """Keep a run, whole or not at all."""
        ...

    def partial(self, key: str) -> dict[ItemId, list[Scored | None]]:
        """What a ranker had answered with that key before it was stopped."""
        ...

    def keep(self, key: str, query: ItemId, answers: Sequence[Scored | None]) -> None:
        """Add one query's answers to what `partial` gives."""
        ...


Rereader = Callable[[Mapping[str, Run]], Ranker]
"""Makes a ranker that works on top of a run of another one."""
Mixer = Callable[[Mapping[str, Run]], Sequence[Run]]
"""Makes further runs of those there are: mixtures, ensembles, concatenations."""
_SWEPT = re.compile(r"(.+) @(\d\.\d+)")
"""The run of one weight of a sweep; one that was ranked again goes by another name."""


class CompareFinders:
    """Asks every ranker with every query that a truth names; an item never finds itself."""

    def __init__(self, bank: str, revision: int, items: int, store: RunStore) -> None:
        """`revision` changes with every write to the bank: runs of an older state are not taken for this one's."""
        self._bank = bank
        self._revision = revision
        self._items = items
        self._store = store

    def __call__(
        self,
        rankers: Sequence[Ranker],
        truths: Sequence[tuple[Qrels, int]],
        categories: Mapping[ItemId, Category],
        rereaders: Sequence[Rereader] = (),
        mix: Mixer = lambda _: (),
        decides: str = "nDCG@10",
        control: JobControl | None = None,
    ) -> FinderComparison | None:
        """The comparison; None when stopped: started again, it goes on with the query where it stopped.

        `categories` has every item of the bank. BadInput for a truth without a relevant pair in the bank.
        """
        control = control or JobControl()
        asked = [_queries(qrels, least) for qrels, least in truths]
        queries = sorted({query for one in asked for query in one if query in categories})
        if not queries:
            raise BadInput(", ".join(qrels.name for qrels, _ in truths), "the bank holds none of its items")
        runs: dict[str, Run] = {}
        seconds: dict[str, float] = {}
        makers: list[Rereader] = [*(lambda _, one=ranker: one for ranker in rankers), *rereaders]
        for number, make in enumerate(makers):
            if number == len(rankers):
                runs |= {run.name: run for run in mix(runs)}
            ranker = make(runs)
            made = self._runs(ranker, queries, seconds, _part(control, number, len(makers), ranker.names[0]))
            if made is None:
                return None
            runs |= {run.name: run for run in made}
        if not rereaders:
            runs |= {run.name: run for run in mix(runs)}
        results = tuple(_result(qrels, least, list(runs.values()), categories, decides) for qrels, least in truths)
        return FinderComparison(self._bank, self._items, tuple(runs.values()), results, seconds, decides)

    def _runs(
        self, ranker: Ranker, queries: Sequence[ItemId], seconds: dict[str, float], control: JobControl
    ) -> list[Run] | None:
        key = self._key(ranker, queries)
        kept = [self._store.load(name, key) for name in ranker.names]
        if all(run is not None for run in kept):
            return [run for run in kept if run is not None]
        answers = self._store.partial(key)
        began, fresh = time.perf_counter(), 0
        for done, query in enumerate(queries):
            if query not in answers:
                answers[query] = list(ranker.answer(query))
                self._store.keep(key, query, answers[query])
                fresh += 1
            control.progress(Progress(done + 1, len(queries), ranker.names[0]))
            if control.cancelled():
                return None
        if fresh:
            seconds[ranker.names[0]] = (time.perf_counter() - began) / fresh
        runs = []
        for place, (name, how) in enumerate(zip(ranker.names, ranker.how, strict=True)):
            known = {query: scored for query in queries if (scored := answers[query][place]) is not None}
            runs.append(Run(name, how, known, ranker.left_out[place]))
            self._store.save(runs[-1], key)
        return runs

    def _key(self, ranker: Ranker, queries: Sequence[ItemId]) -> str:
        told = json.dumps([self._bank, self._revision, ranker.names, ranker.settings, list(queries)])
        return hashlib.sha256(told.encode()).hexdigest()


def _part(control: JobControl, number: int, parts: int, note: str) -> JobControl:
    """Progress of one ranker as a share of all of them, in thousandths."""

    def tell(progress: Progress) -> None:
        share = (number + progress.done / max(1, progress.total)) / parts
        control.progress(Progress(round(1000 * share), 1000, note))

    return JobControl(tell, control.cancelled, control.paused)


def _queries(qrels: Qrels, least: int) -> list[ItemId]:
    queries = sorted(qrels.by_query(least))
    if not queries:
        raise BadInput(qrels.name, f"no pair has a relevance of {least} or more")
    return queries


def _result(
    qrels: Qrels, least: int, runs: Sequence[Run], categories: Mapping[ItemId, Category], decides: str
) -> TruthResult:
    queries = _queries(qrels, least)
    means = {run.name: evaluate(run.name, run.rankings, qrels, least).means[decides] for run in runs}
    sweeps = _sweeps(means)
    tops = {f"{name} @{max(points, key=lambda one: one[1])[0]:.1f}" for name, points in sweeps.items()}
    shown = [run for run in runs if not _SWEPT.fullmatch(run.name) or run.name in tops]
    scores = sorted(
        (_score(run, qrels, least, categories, decides) for run in shown), key=lambda one: -means[one.report.run]
    )
    values = {one.report.run: [one.report.queries[query][decides] for query in queries] for one in scores}
    names = list(values)
    differences = _differences([(names[0], other) for other in names[1:]], values, decides)
    pairs = _differences(list(combinations(names[:MOST_PAIRED], 2)), values, decides)
    sizes = {category: sum(categories.get(query) is category for query in queries) for category in Category}
    missing = tuple(query for query in queries if query not in categories)
    return TruthResult(qrels, least, len(queries), missing, sizes, tuple(scores), differences, sweeps, pairs)


def _sweeps(means: Mapping[str, float]) -> dict[str, tuple[tuple[float, float], ...]]:
    """Runs named "SOMETHING @0.3" as (weight, measure) points of SOMETHING."""
    found: dict[str, list[tuple[float, float]]] = {}
    for run, mean in means.items():
        if one := _SWEPT.fullmatch(run):
            found.setdefault(one[1], []).append((float(one[2]), mean))
    return {name: tuple(sorted(points)) for name, points in found.items()}


def _score(run: Run, qrels: Qrels, least: int, categories: Mapping[ItemId, Category], decides: str) -> Score:
    report = evaluate(run.name, run.rankings, qrels, least)
    intervals = {
        name: mean_interval([values[name] for values in report.queries.values()])
        for name in dict.fromkeys((*HEADLINE, decides))
    }
    means, by_category = {}, {}
    for category in Category:
        known = {query: values for query, values in report.queries.items() if categories.get(query) is category}
        if known:
            means[category] = Report(run.name, least, known).means
            by_category[category] = mean_interval([values[decides] for values in known.values()])
    unanswered = sum(query not in run.answers for query in report.queries)
    return Score(report, intervals, means, by_category, unanswered)


def _differences(
    pairs: Sequence[tuple[str, str]], values: Mapping[str, Sequence[float]], measure: str
) -> tuple[Difference, ...]:
    """Each pair's second against its first; having asked so often is what the correction is for."""
    p_values = [paired_p(values[best], values[other]) for best, other in pairs]
    gaps = [(sum(values[other]) - sum(values[best])) / len(values[best]) for best, other in pairs]
    return tuple(
        Difference(other, best, measure, gap, p, corrected)
        for (best, other), gap, p, corrected in zip(pairs, gaps, p_values, holm(p_values), strict=True)
    )
