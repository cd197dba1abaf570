"""Why a measure is what it is: for every query the relevant item that a finder ranked last."""

from dataclasses import dataclass

from itembank_desktop.core.comparison_of_finders import TruthResult
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Run


@dataclass(frozen=True, slots=True)
class Miss:
    """One query of one finder: its measure, and its relevant item of the lowest rank; None for one not listed.

    `above` is the first item of the list that is not relevant, where one stands above that item.
    """

    query: ItemId
    value: float
    relevant: ItemId
    rank: int | None
    above: ItemId | None = None


def misses(result: TruthResult, run: Run, measure: str) -> list[Miss]:
    """Every query of the truth once, the worst first."""
    report = next(score.report for score in result.scores if score.report.run == run.name)
    grades, rankings = result.qrels.by_query(result.min_relevance), run.rankings
    found = []
    for query, values in report.queries.items():
        ranks = {item: place for place, item in enumerate(rankings.get(query, ()), start=1)}
        relevant = [item for item, grade in grades[query].items() if grade >= result.min_relevance]
        worst = max(relevant, key=lambda item: (ranks.get(item) or len(ranks) + 1, item))
        wrong = next((item for item in ranks if item not in relevant), None)
        above = wrong if wrong is not None and ranks[wrong] < ranks.get(worst, len(ranks) + 1) else None
        found.append(Miss(query, values[measure], worst, ranks.get(worst), above))
    return sorted(found, key=lambda one: (one.value, one.query))
