"""Ground truths that need no person and no model, and how far two truths agree."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Origin, Pair, Qrels
from itembank_desktop.core.item import Item, ItemId
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.runs import Category, category_of
from itembank_desktop.services.statistics import kappa_of_counts

Scorer = Callable[[str], NDArray[np.float64]]
"""The score of every item, in order, for a text."""
# A cosine between the threshold and 1 becomes a grade from 1 to 5, so that nDCG has something to weigh.
_GRADES = 5


def text_of(item: Item, with_answer: bool = False) -> str:
    """What finders by words see of an item: stem and choices, and its answer when asked."""
    parts = (item.stem, *item.choices, *((item.answer,) if with_answer else ()))
    return "\n".join(part for part in parts if part)


def sample_queries(items: Iterable[Item], per_category: int, seed: int) -> dict[Category, list[ItemId]]:
    """At most `per_category` ids of each category, drawn with a seed; the same bank and seed give the same ones."""
    found: dict[Category, list[ItemId]] = {category: [] for category in Category}
    for item in items:
        found[category_of(item)].append(item.id)
    rng = random.Random(seed)
    return {
        category: sorted(rng.sample(sorted(ids), min(per_category, len(ids)))) for category, ids in found.items() if ids
    }


def tfidf_truth(
    items: Sequence[Item],
    score: Scorer,
    queries: Sequence[ItemId],
    k: int,
    threshold: float,
    control: JobControl | None = None,
) -> Qrels | None:
    """The k nearest items of every query by TF-IDF cosine, where it reaches `threshold`; graded 1 to 5 above it.

    None when stopped. Such a truth rewards finders that work by words: compare it with another before trusting it.
    """
    if not 0 < threshold < 1:
        raise BadInput("the threshold", f"{threshold} is not between 0 and 1")
    control = control or JobControl()
    places = {item.id: place for place, item in enumerate(items)}
    pairs = []
    for done, query in enumerate(queries):
        if control.cancelled():
            return None
        cosines = score(text_of(items[places[query]]))
        cosines[places[query]] = -1.0
        for place in np.argsort(-cosines, kind="stable")[:k]:
            if (cosine := float(cosines[place])) >= threshold:
                grade = 1 + min(_GRADES - 1, int((cosine - threshold) / (1 - threshold) * _GRADES))
                pairs.append(Pair(query, items[place].id, grade, f"cosine {cosine:.3f}"))
        control.progress(Progress(done + 1, len(queries)))
    origin = Origin("tfidf", date.today().isoformat(), threshold=threshold, note=f"the {k} nearest of each query")
    return Qrels("tfidf", tuple(pairs), origin, directed=True)


def hybrid_truth(one: Qrels, other: Qrels, min_one: int, min_other: int) -> Qrels:
    """The pairs that both truths call relevant, with the lower of both grades."""
    first, second = _relevant(one, min_one), _relevant(other, min_other)
    pairs = [Pair(a, b, min(grade, second[a, b])) for (a, b), grade in sorted(first.items()) if (a, b) in second]
    note = f"{one.name} from {min_one} up and {other.name} from {min_other} up"
    return Qrels("hybrid", tuple(pairs), Origin("hybrid", date.today().isoformat(), note=note), directed=True)


@dataclass(frozen=True, slots=True)
class TruthComparison:
    """Two truths over the queries that both have: relevant pairs of each, and where they differ.

    `kappa` is over every pair of such a query and an item that either truth names: what a truth does not judge, it
    does not call relevant. `disputed` pairs are relevant in one alone.
    """

    one: str
    other: str
    queries: int
    only_one: tuple[tuple[ItemId, ItemId], ...]
    only_other: tuple[tuple[ItemId, ItemId], ...]
    both: tuple[tuple[ItemId, ItemId], ...]
    kappa: float | None

    @property
    def overlap(self) -> float:
        """Relevant in both / relevant in either (Jaccard); 1 when neither has any."""
        either = len(self.both) + len(self.only_one) + len(self.only_other)
        return len(self.both) / either if either else 1.0

    @property
    def disputed(self) -> tuple[tuple[ItemId, ItemId], ...]:
        """Relevant in one of them alone."""
        return (*self.only_one, *self.only_other)


def compare_truths(one: Qrels, other: Qrels, min_one: int, min_other: int) -> TruthComparison:
    """How far two truths agree on the queries that both have."""
    grades = (one.by_query(0), other.by_query(0))
    shared = grades[0].keys() & grades[1].keys()
    first, second = (
        {_ordered(a, b) for a, b in _relevant(truth, least) if a in shared or b in shared}
        for truth, least in ((one, min_one), (other, min_other))
    )
    both, only_one, only_other = first & second, first - second, second - first
    named = {item for known in grades for query, items in known.items() for item in (query, *items)}
    possible = len(shared) * (len(shared) - 1) // 2 + len(shared) * (len(named) - len(shared))
    neither = max(0, possible - len(first | second))
    kappa = kappa_of_counts(len(both), len(only_one), len(only_other), neither)
    return TruthComparison(
        one.name,
        other.name,
        len(shared),
        tuple(sorted(only_one)),
        tuple(sorted(only_other)),
        tuple(sorted(both)),
        kappa,
    )


def _ordered(a: ItemId, b: ItemId) -> tuple[ItemId, ItemId]:
    return (a, b) if a <= b else (b, a)


def _relevant(truth: Qrels, least: int) -> Mapping[tuple[ItemId, ItemId], int]:
    return {
        (query, item): grade
        for query, known in truth.by_query(least).items()
        for item, grade in known.items()
        if grade >= least
    }
