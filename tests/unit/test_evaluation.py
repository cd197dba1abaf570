"""Measures against their textbook definitions and the properties that must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import MEASURES, Pair, Qrels, evaluate, ndcg, qrels_from_json
from itembank_desktop.core.item import ItemId

LETTERS = [ItemId(letter) for letter in "abcdefgh"]
rankings = st.permutations(LETTERS)
grades = st.dictionaries(st.sampled_from(LETTERS), st.integers(0, 3), min_size=1)


def values(ranking, graded, min_relevance=2):
    """Every measure of one ranking for one query."""
    pairs = tuple(Pair(ItemId("q"), item, grade) for item, grade in graded.items())
    report = evaluate("test", {ItemId("q"): ranking}, Qrels("t", pairs), min_relevance)
    return report.queries.get(ItemId("q"))


def test_worked_example():
    got = values(list("xaybz"), {"a": 3, "b": 2, "c": 2, "y": 1})
    assert got["Recall@1"] == 0
    assert got["Recall@5"] == pytest.approx(2 / 3)
    assert got["CappedRecall@5"] == pytest.approx(2 / 3)
    assert got["Success@1"] == 0
    assert got["Success@5"] == 1
    assert got["MRR"] == pytest.approx(1 / 2)
    assert got["MAP"] == pytest.approx((1 / 2 + 2 / 4) / 3)
    gain = 7 / math.log2(3) + 1 / math.log2(4) + 3 / math.log2(5)
    best = 7 + 3 / math.log2(3) + 3 / math.log2(4) + 1 / math.log2(5)
    assert got["nDCG@10"] == pytest.approx(gain / best)


def test_capped_recall_can_reach_one_where_recall_cannot():
    got = values(list("ab"), {"a": 3, "b": 3})
    assert got["Recall@1"] == 0.5
    assert got["CappedRecall@1"] == 1


def test_a_query_without_an_answer_counts_as_zero():
    qrels = Qrels("t", (Pair(ItemId("q"), ItemId("a"), 3), Pair(ItemId("r"), ItemId("a"), 3)))
    report = evaluate("test", {ItemId("q"): [ItemId("a")]}, qrels, 3)
    assert set(report.queries) == {"q", "r", "a"}
    assert report.means["Success@1"] == pytest.approx(1 / 3)


@given(rankings, grades)
def test_measures_stay_between_zero_and_one(ranking, graded):
    for value in (values(ranking, graded) or {}).values():
        assert 0 <= value <= 1


@given(rankings, grades, st.integers(1, 7))
def test_measures_never_fall_when_a_better_item_moves_up(ranking, graded, place):
    graded = {item: grade if grade >= 2 else 0 for item, grade in graded.items()}
    if graded.get(ranking[place], 0) <= graded.get(ranking[place - 1], 0):
        return
    better = list(ranking)
    better[place - 1], better[place] = better[place], better[place - 1]
    before, after = values(ranking, graded), values(better, graded)
    for measure in MEASURES:
        assert after[measure.name] >= before[measure.name] - 1e-12


@given(grades)
def test_the_best_order_has_ndcg_one(graded):
    best = sorted(graded, key=lambda item: -graded[item])
    assert ndcg(best, graded, 10) == pytest.approx(1 if any(graded.values()) else 0)


@pytest.mark.parametrize(
    "document",
    [
        *([], {}, {"pairs": {}}, {"pairs": [1]}, {"pairs": [{"a": "x", "b": "y"}]}),
        *({"pairs": [{"a": "x", "b": "y", "relevance": grade}]} for grade in ("much", 2.7, True, -1, 6, 1e400, None)),
    ],
)
def test_broken_qrels_are_refused_in_one_sentence(document):
    with pytest.raises(BadInput):
        qrels_from_json("qrels.json", document)
