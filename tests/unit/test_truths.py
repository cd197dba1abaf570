import json

import pytest

pytest.importorskip("sklearn")

from itembank_desktop.adapters.lexical.rankers import Bm25, TfIdf
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import (
    Origin,
    Pair,
    Qrels,
    qrels_from_json,
    qrels_from_trec,
    qrels_to_json,
    qrels_to_trec,
)
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Category
from itembank_desktop.services.make_truths import compare_truths, hybrid_truth, sample_queries, text_of, tfidf_truth
from tests.builders import a_picture, an_item, numbered_items

ITEMS = [
    an_item("삼각형 $ABC$의 넓이를 구하시오.", "t1"),
    an_item("삼각형 $PQR$의 넓이를 구하시오.", "t2"),
    an_item("주사위 두 개를 던질 때 눈의 합이 $7$일 확률은?", "d1"),
    an_item("주사위 두 개를 던질 때 눈의 합이 $8$일 확률은?", "d2"),
    an_item("", "empty", figures=(a_picture().figure,)),
]


def truth(*pairs, name="truth", directed=False) -> Qrels:
    return Qrels(name, tuple(Pair(ItemId(a), ItemId(b), grade) for a, b, grade in pairs), directed=directed)


@pytest.mark.parametrize("kind", [Bm25, TfIdf])
def test_words_find_what_shares_them_and_nothing_else(kind):
    index = kind([text_of(item) for item in ITEMS])
    scores = index.scores("주사위의 눈의 합")
    assert scores[2] > 0 < scores[3]
    assert scores[[0, 1, 4]].tolist() == [0, 0, 0]
    assert not index.scores("로그함수 미분").any()
    assert not index.scores("").any()
    assert not kind(["", ""]).scores("주사위").any()


def test_a_tfidf_truth_names_the_nearest_and_where_it_comes_from():
    index = TfIdf([text_of(item) for item in ITEMS])
    made = tfidf_truth(ITEMS, index.scores, [item.id for item in ITEMS], k=2, threshold=0.3)
    assert {(pair.a, pair.b) for pair in made.pairs} == {("t1", "t2"), ("t2", "t1"), ("d1", "d2"), ("d2", "d1")}
    assert all(1 <= pair.relevance <= 5 for pair in made.pairs)
    assert (made.origin.kind, made.origin.threshold, made.directed) == ("tfidf", 0.3, True)
    for threshold in (0.0, 1.0):
        with pytest.raises(BadInput, match="threshold"):
            tfidf_truth(ITEMS, index.scores, [], 2, threshold)


def test_a_truth_keeps_its_origin_through_json():
    origin = Origin("llm", "2026-11-25", "some-model", "abc", 4, "by text")
    kept = Qrels("q", truth(("t1", "t2", 3)).pairs, origin, directed=True)
    assert qrels_from_json("q", json.loads(json.dumps(qrels_to_json(kept)))) == kept
    assert "some-model" in str(origin)
    assert str(Origin()) == "origin not stated"
    told = qrels_from_json("q", {"pairs": [], "description": "3: the same."})
    assert str(told.origin) == "origin not stated: 3: the same.", "what a stranger's truth says of itself is not lost"
    with pytest.raises(BadInput, match="origin"):
        qrels_from_json("q", {"pairs": [], "origin": "somewhere"})
    with pytest.raises(BadInput, match="threshold"):
        qrels_from_json("q", {"pairs": [], "origin": {"threshold": "high"}})


def test_trec_qrels_come_in_and_go_out():
    read = qrels_from_trec("t", "q1 0 a 3\nq1 0 b -1\n\nq2 0 a 1\n")
    assert read.by_query(1) == {"q1": {"a": 3, "b": 0}, "q2": {"a": 1}}
    assert qrels_from_trec("t", qrels_to_trec(read)).by_query(0) == read.by_query(0)
    assert qrels_to_trec(truth(("a", "b", 2))) == "a 0 b 2\nb 0 a 2\n"
    for line in ("q1 a 3", "q1 0 a high", "q1 0 a 9"):
        with pytest.raises(BadInput):
            qrels_from_trec("t", line)


def test_a_directed_truth_judges_one_way():
    pairs = (("a", "b", 2),)
    assert truth(*pairs).by_query(2).keys() == {"a", "b"}
    assert truth(*pairs, directed=True).by_query(2).keys() == {"a"}


def test_a_hybrid_truth_is_what_both_agree_on():
    one, other = truth(("a", "b", 3), ("a", "c", 2), ("a", "d", 1)), truth(("b", "a", 4), ("a", "d", 5))
    agreed = hybrid_truth(one, other, 2, 3)
    assert agreed.by_query(2) == {"a": {"b": 3}, "b": {"a": 3}}
    assert agreed.origin.kind == "hybrid"


def test_two_truths_are_compared_over_the_queries_of_both():
    one = truth(("a", "b", 3), ("a", "c", 3), ("x", "y", 3))
    other = truth(("a", "b", 3), ("a", "d", 3), name="other")
    found = compare_truths(one, other, 2, 2)
    assert found.both == (("a", "b"),)
    assert (found.only_one, found.only_other) == ((("a", "c"),), (("a", "d"),))
    assert found.overlap == pytest.approx(1 / 3)
    assert set(found.disputed) == {("a", "c"), ("a", "d")}
    same = compare_truths(one, one, 2, 2)
    assert (same.overlap, same.kappa) == (1.0, 1.0)
    assert found.kappa < same.kappa


def test_a_sample_is_drawn_by_category_and_the_same_seed_draws_the_same():
    items = [*numbered_items(40), *(an_item("말뿐", f"w{n}") for n in range(9)),
             *(an_item("그림", f"f{n}", figures=(a_picture(n).figure,)) for n in range(5))]  # fmt: skip
    drawn = sample_queries(items, 7, 3)
    assert {name: len(ids) for name, ids in drawn.items()} == {Category.IMAGE: 5, Category.LATEX: 7, Category.TEXT: 7}
    assert sample_queries(reversed(items), 7, 3) == drawn
    assert sample_queries(items, 7, 4) != drawn
