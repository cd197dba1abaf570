from itembank_desktop.core.comparison_of_finders import Score, TruthResult
from itembank_desktop.core.evaluation import Pair, Qrels, evaluate
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.misses import Miss, misses
from itembank_desktop.core.runs import Run

A, B, C, D = map(ItemId, "abcd")
TRUTH = Qrels("truth", (Pair(A, B, 3), Pair(A, C, 2), Pair(B, D, 1)))


def result_of(run: Run) -> TruthResult:
    report = evaluate(run.name, run.rankings, TRUTH, 2)
    return TruthResult(TRUTH, 2, len(report.queries), (), {}, (Score(report, {}, {}, {}, 0),))


def test_every_query_names_the_relevant_item_that_was_ranked_last_and_what_stands_above_it_the_worst_first():
    run = Run("finder", "how", {A: ((B, 1.0), (D, 0.5), (C, 0.1)), B: ((D, 1.0), (A, 0.5))})
    assert misses(result_of(run), run, "MRR") == [
        Miss(C, 0.0, A, None),
        Miss(B, 0.5, A, 2, D),
        Miss(A, 1.0, C, 3, D),
    ]


def test_a_relevant_item_that_is_not_listed_is_worse_than_any_that_is():
    run = Run("finder", "how", {A: ((C, 1.0), (D, 0.5))})
    assert next(one for one in misses(result_of(run), run, "MRR") if one.query == A) == Miss(A, 1.0, B, None, D)
