"""Ground truths, runs, and the measures that compare them.

Measures follow trec_eval and BEIR and are pure functions of one ranking; the qrels' queries decide what is
averaged, and a query without an answer counts as 0. Names say what they are:

* `Recall@k`        relevant items among the first k / all relevant items
* `CappedRecall@k`  the same / min(k, all relevant items), so that 1 can be reached (BEIR's R_cap)
* `Success@k`       1 when any relevant item is among the first k
* `MRR`, `MAP`      reciprocal rank of the first relevant item; mean precision at each relevant item
* `nDCG@k`          gains 2^grade - 1, discount log2(rank + 1) (Burges et al. 2005)
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import ItemId

Grades = Mapping[ItemId, int]
Ranking = Sequence[ItemId]
MAX_RELEVANCE = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items somebody judged, with how relevant each is to the other (0 to 5)."""

    a: ItemId
    b: ItemId
    relevance: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a ground truth comes from, so that nobody takes one kind for another.

    `kind` is "tfidf", "llm", "hybrid", "human", "planted" or "imported"; `made` an ISO date; `by` the model or the
    people; `prompt` the hash of what a model was told; `threshold` the least score that counted as relevant.
    """

    kind: str = ""
    made: str = ""
    by: str = ""
    prompt: str = ""
    threshold: float | None = None
    note: str = ""

    def __str__(self) -> str:
        told = {"by": self.by, "on": self.made, "prompt": self.prompt[:12], "threshold": self.threshold}
        known = ", ".join(f"{name} {value}" for name, value in told.items() if value not in ("", None))
        return ": ".join(part for part in (self.kind or "origin not stated", known, self.note) if part)


@dataclass(frozen=True, slots=True)
class Qrels:
    """All judgements of one ground truth. One that is `directed` judges b as an answer to a, and not the reverse."""

    name: str
    pairs: tuple[Pair, ...]
    origin: Origin = Origin()
    directed: bool = False

    def by_query(self, min_relevance: int) -> dict[ItemId, dict[ItemId, int]]:
        """Grades by query, for every query with an item of at least `min_relevance`."""
        grades: dict[ItemId, dict[ItemId, int]] = {}
        for pair in self.pairs:
            ways = ((pair.a, pair.b), (pair.b, pair.a))
            for query, item in ways[:1] if self.directed else ways:
                known = grades.setdefault(query, {})
                known[item] = max(pair.relevance, known.get(item, 0))
        return {query: known for query, known in grades.items() if max(known.values()) >= min_relevance}


def qrels_from_json(name: str, document: object) -> Qrels:
    """Qrels from {"pairs": [{"a", "b", "relevance", "kind"}]}; raises BadInput naming the pair."""
    fields = document if isinstance(document, dict) else {}
    pairs = fields.get("pairs")
    if not isinstance(pairs, list):
        raise BadInput(name, 'qrels need a list under "pairs"')
    read = []
    for number, pair in enumerate(pairs, start=1):
        try:
            a, b, relevance = ItemId(str(pair["a"])), ItemId(str(pair["b"])), pair["relevance"]
        except (KeyError, TypeError) as error:
            raise BadInput(name, f'pair {number} needs "a", "b" and "relevance"') from error
        if type(relevance) is not int or not 0 <= relevance <= MAX_RELEVANCE:
            raise BadInput(name, f"the relevance of pair {number} is no whole number from 0 to {MAX_RELEVANCE}")
        if a != b:
            read.append(Pair(a, b, relevance, str(pair.get("kind", ""))))
    origin = _origin(name, fields.get("origin"))
    if not origin.note:  # Truths of others say in a description what their grades mean.
        origin = replace(origin, note=str(fields.get("description", "")))
    return Qrels(name, tuple(read), origin, bool(fields.get("directed", False)))


def _origin(name: str, told: object) -> Origin:
    if told is None:
        return Origin()
    if not isinstance(told, dict):
        raise BadInput(name, '"origin" is no object')
    texts = {key: str(told.get(key, "")) for key in ("kind", "made", "by", "prompt", "note")}
    threshold = told.get("threshold")
    if threshold is not None and not isinstance(threshold, int | float):
        raise BadInput(name, '"threshold" of its origin is no number')
    return Origin(**texts, threshold=threshold)


def qrels_to_json(qrels: Qrels) -> dict[str, object]:
    """What `qrels_from_json` reads."""
    pairs = [{"a": one.a, "b": one.b, "relevance": one.relevance, "kind": one.kind} for one in qrels.pairs]
    return {"origin": asdict(qrels.origin), "directed": qrels.directed, "pairs": pairs}


def qrels_from_trec(name: str, text: str) -> Qrels:
    """Qrels from lines of TREC's form, "query 0 item grade"; grades below 0 count as 0, above 5 are refused."""
    read = []
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.split()
        if not fields:
            continue
        try:
            query, _, item, grade = fields
            relevance = max(0, int(grade))
        except ValueError as error:
            raise BadInput(name, f'line {number} is not "query 0 item grade"') from error
        if relevance > MAX_RELEVANCE:
            raise BadInput(name, f"the grade in line {number} is above {MAX_RELEVANCE}")
        if query != item:
            read.append(Pair(ItemId(query), ItemId(item), relevance))
    return Qrels(name, tuple(read), Origin("imported", note="TREC qrels"), directed=True)


def qrels_to_trec(qrels: Qrels) -> str:
    """TREC's form; every pair in both directions unless the truth is directed."""
    lines = []
    for query, known in sorted(qrels.by_query(0).items()):
        lines += [f"{query} 0 {item} {grade}" for item, grade in sorted(known.items())]
    return "\n".join(lines) + "\n"


def recall(ranking: Ranking, relevant: frozenset[ItemId], k: int) -> float:
    """Share of the relevant items that are among the first k."""
    return len(relevant.intersection(ranking[:k])) / len(relevant)


def capped_recall(ranking: Ranking, relevant: frozenset[ItemId], k: int) -> float:
    """Relevant items among the first k, out of as many as could be there."""
    return len(relevant.intersection(ranking[:k])) / min(k, len(relevant))


def success(ranking: Ranking, relevant: frozenset[ItemId], k: int) -> float:
    """Whether any relevant item is among the first k."""
    return float(not relevant.isdisjoint(ranking[:k]))


def reciprocal_rank(ranking: Ranking, relevant: frozenset[ItemId]) -> float:
    """One over the rank of the first relevant item; 0 when none was found."""
    return next((1 / rank for rank, item in enumerate(ranking, start=1) if item in relevant), 0.0)


def average_precision(ranking: Ranking, relevant: frozenset[ItemId]) -> float:
    """Mean over the relevant items of the precision at their rank; one not found adds 0."""
    found, total = 0, 0.0
    for rank, item in enumerate(ranking, start=1):
        if item in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def ndcg(ranking: Ranking, grades: Grades, k: int) -> float:
    """Discounted gain of the first k over that of the best possible order; 0 when nothing has a gain."""

    def discounted(values: Sequence[int]) -> float:
        return math.fsum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(values, start=1))

    best = discounted(sorted(grades.values(), reverse=True)[:k])
    return discounted([grades.get(item, 0) for item in ranking[:k]]) / best if best else 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """A named sum with its cut-off."""

    name: str
    of: Callable[[Ranking, Grades, frozenset[ItemId]], float]


def _cut(name: str, at: Callable[[Ranking, frozenset[ItemId], int], float], k: int) -> Measure:
    return Measure(f"{name}@{k}", lambda ranking, _, relevant: at(ranking, relevant, k))


MEASURES: tuple[Measure, ...] = (
    *(_cut("Recall", recall, k) for k in (1, 5, 10)),
    *(_cut("CappedRecall", capped_recall, k) for k in (1, 5, 10)),
    *(_cut("Success", success, k) for k in (1, 5)),
    Measure("MRR", lambda ranking, _, relevant: reciprocal_rank(ranking, relevant)),
    Measure("MAP", lambda ranking, _, relevant: average_precision(ranking, relevant)),
    Measure("nDCG@10", lambda ranking, grades, _: ndcg(ranking, grades, 10)),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Values per query and measure for one run; `means` averages over every query of the truth."""

    run: str
    min_relevance: int
    queries: Mapping[ItemId, Mapping[str, float]] = field(hash=False)

    @property
    def means(self) -> dict[str, float]:
        """Mean of each measure over all queries; empty without queries."""
        count = len(self.queries)
        return {
            measure.name: math.fsum(values[measure.name] for values in self.queries.values()) / count
            for measure in MEASURES
            if count
        }


def evaluate(run: str, rankings: Mapping[ItemId, Ranking], qrels: Qrels, min_relevance: int) -> Report:
    """Every measure for every query of `qrels`; a query missing from `rankings` counts as 0 in each."""
    queries = {}
    for query, grades in qrels.by_query(min_relevance).items():
        relevant = frozenset(item for item, grade in grades.items() if grade >= min_relevance)
        ranking = rankings.get(query, ())
        queries[query] = {measure.name: measure.of(ranking, grades, relevant) for measure in MEASURES}
    return Report(run, min_relevance, queries)
