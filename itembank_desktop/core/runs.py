"""Runs: what one finder answered to many queries, with scores, and mixtures of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from itembank_desktop.core.evaluation import Ranking
from itembank_desktop.core.item import Item, ItemId

Scored = tuple[tuple[ItemId, float], ...]
"""Items with their scores, best first."""


class Category(StrEnum):
    """What a query consists of, as the pilot told them apart."""

    IMAGE = "image"
    LATEX = "latex"
    TEXT = "text"


def category_of(item: Item) -> Category:
    """IMAGE with any figure, else LATEX with any formula, else TEXT."""
    if item.figures:
        return Category.IMAGE
    texts = (item.stem, *item.choices)
    return Category.LATEX if any("$" in text or "\\" in text for text in texts) else Category.TEXT


@dataclass(frozen=True, slots=True)
class Run:
    """The answers of one finder. Queries without an entry were not answered and count as 0.

    `how` says in a sentence what was compared and how scores were made; `left_out` counts the items that this finder
    cannot rank at all, such as items without a figure in a space of figures.
    """

    name: str
    how: str
    answers: Mapping[ItemId, Scored] = field(hash=False, repr=False)
    left_out: int = 0

    @property
    def rankings(self) -> dict[ItemId, Ranking]:
        """Ids alone, best first."""
        return {query: [item for item, _ in scored] for query, scored in self.answers.items()}


class Scale(StrEnum):
    """How the scores of two runs are made comparable before they are mixed."""

    AS_IS = "as is"
    MIN_MAX = "min-max"
    """Per query over the items that the run lists: its best is 1, its last 0."""


def mixture(name: str, parts: Sequence[tuple[float, Run]], scale: Scale = Scale.MIN_MAX) -> Run:
    """The weighted sum of the parts' scores; an item that a part does not list gets 0 from it.

    A query that only some parts answer is ranked by those alone.
    """
    queries = dict.fromkeys(query for _, run in parts for query in run.answers)
    told = " + ".join(f"{weight:g} {run.name}" for weight, run in parts)
    answers = {
        query: _mixed([(weight, run.answers.get(query, ())) for weight, run in parts], scale) for query in queries
    }
    return Run(name, f"{told}, scores {scale}", answers, min((run.left_out for _, run in parts), default=0))


def _mixed(parts: Sequence[tuple[float, Scored]], scale: Scale) -> Scored:
    total: dict[ItemId, float] = {}
    for weight, scored in parts:
        for item, score in _scaled(scored, scale):
            total[item] = total.get(item, 0.0) + weight * score
    return tuple(sorted(total.items(), key=lambda one: (-one[1], one[0])))


def _scaled(scored: Scored, scale: Scale) -> Scored:
    if scale is Scale.AS_IS or not scored:
        return scored
    scores = [score for _, score in scored]
    low, span = min(scores), max(scores) - min(scores)
    return tuple((item, (score - low) / span if span else 1.0) for item, score in scored)


def blended(name: str, base: Run, reranked: Mapping[ItemId, Mapping[ItemId, float]], share: float) -> Run:
    """`base` with its first items in the order of other scores in 0..1: `share` of those, the rest min-max of `base`.

    A `share` of 1 replaces. Items that were not scored again keep their order behind those that were.
    """
    answers = {}
    for query, scored in base.answers.items():
        again = reranked.get(query, {})
        plain = dict(_scaled(scored, Scale.MIN_MAX))
        first = {item: share * again[item] + (1 - share) * plain[item] for item, _ in scored if item in again}
        order = sorted(first.items(), key=lambda one: (-one[1], -plain[one[0]], one[0]))
        # Behind the last one scored again, in steps that keep the order: scores of two kinds do not compare.
        least = min(first.values(), default=1.0)
        rest = [(item, least - 1 - place) for place, (item, _) in enumerate(s for s in scored if s[0] not in again)]
        answers[query] = (*order, *rest)
    return Run(name, f"first items of {base.name} ranked again, {share:g} of the new score", answers, base.left_out)
