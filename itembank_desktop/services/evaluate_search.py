"""How well the finder, and each of its channels alone, meets a ground truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Qrels, Report, evaluate
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Bank, JobControl, Progress
from itembank_desktop.core.resemblance import Floats
from itembank_desktop.services.compare_candidates import Comparison
from itembank_desktop.services.find_duplicates import FindDuplicates

# Deep enough for every cut-off of ours; MAP beyond it would change in the third digit at most.
DEPTH = 100
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One report per channel and one for their fusion, over the same queries."""

    qrels: str
    min_relevance: int
    queries: int
    missing: tuple[ItemId, ...]
    reports: tuple[Report, ...]


class EvaluateSearch:
    """Asks with every item that the truth names; an item never finds itself."""

    def __init__(self, bank: Bank, find: FindDuplicates) -> None:
        self._bank = bank
        self._find = find

    def __call__(self, qrels: Qrels, min_relevance: int, control: JobControl | None = None) -> Evaluation:
        """A report for every channel alone, "fused", and "fused_text"; queries that the bank lacks count as 0.

        "fused_text" asks without the query's figures, as an author does who has not drawn them yet.
        """
        control = control or JobControl()
        queries = sorted(qrels.by_query(min_relevance))
        if not queries:
            raise BadInput(qrels.name, f"no pair has a relevance of {min_relevance} or more")
        known = self._bank.find(queries)
        if not known:
            raise BadInput(qrels.name, "the bank holds none of its items")
        names = (*self._find.channels, "fused", "fused_text")
        runs: dict[str, dict[ItemId, list[ItemId]]] = {name: {} for name in names}
        for done, query in enumerate(queries):
            if query in known:
                for name, ranking in self._rankings(query).items():
                    runs[name][query] = ranking
            control.progress(Progress(done + 1, len(queries)))
            if control.cancelled():
                break
        missing = tuple(query for query in queries if query not in known)
        reports = tuple(evaluate(name, run, qrels, min_relevance) for name, run in runs.items())
        return Evaluation(qrels.name, min_relevance, len(queries), missing, reports)

    def _rankings(self, query: ItemId) -> dict[str, list[ItemId]]:
        """One ranking a channel, by its own score alone, and the fused one."""
        asked, text = self._find.payloads_of(query), self._find.payloads_of(query, with_figures=False)
        comparison = self._find.compare(asked, query)
        rankings = {
            name: self._ids(comparison, best_places(comparison, comparison.measures[name]))
            for name in self._find.channels
        }
        rankings["fused"] = self._ids(comparison, self._find.rank(comparison).places[:DEPTH])
        if text != asked:
            comparison = self._find.compare(text, query)
        rankings["fused_text"] = self._ids(comparison, self._find.rank(comparison).places[:DEPTH])
        return rankings

    def _ids(self, comparison: Comparison, places: Places) -> list[ItemId]:
        return [item.id for item in self._bank.get(comparison.keys[places].tolist())]


def best_places(comparison: Comparison, scores: Floats) -> Places:
    """Places of the known scores, best first; what a channel cannot compare it does not rank."""
    order = np.lexsort((comparison.keys, -scores))
    return order[~np.isnan(scores[order])][:DEPTH]
