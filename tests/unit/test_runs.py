import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Category, Run, Scale, blended, category_of, mixture
from tests.builders import a_picture, an_item

A, B, C, D = (ItemId(name) for name in "abcd")


def a_run(name: str, **answers) -> Run:
    return Run(name, name, {ItemId(query): tuple(scored) for query, scored in answers.items()})


def test_categories_are_told_apart_as_the_pilot_did():
    assert category_of(an_item("$x$", figures=(a_picture().figure,))) is Category.IMAGE
    assert category_of(an_item("넓이는", choices=(r"\frac12",))) is Category.LATEX
    assert category_of(an_item("사과 3개의 값은")) is Category.TEXT


def test_a_mixture_weighs_scores_that_were_made_comparable():
    one = a_run("one", q=[(A, 100.0), (B, 60.0), (C, 20.0)])
    other = a_run("other", q=[(C, 0.9), (B, 0.8)])
    mixed = mixture("both", [(0.5, one), (0.5, other)])
    assert dict(mixed.answers["q"]) == {A: 0.5, B: 0.25, C: 0.5}
    assert [item for item, _ in mixed.answers["q"]] == [A, C, B]
    assert dict(mixture("both", [(1, one), (1, other)], Scale.AS_IS).answers["q"])[B] == 60.8


@pytest.mark.parametrize("weight", [0.0, 1.0])
def test_a_weight_of_nothing_leaves_the_others_order(weight):
    one, other = a_run("one", q=[(A, 3.0), (B, 2.0), (C, 1.0)]), a_run("other", q=[(C, 3.0), (B, 2.0), (A, 1.0)])
    order = [item for item, _ in mixture("m", [(weight, one), (1 - weight, other)]).answers["q"]]
    assert order == ([A, B, C] if weight else [C, B, A])


def test_a_query_that_one_part_cannot_answer_is_ranked_by_the_other():
    mixed = mixture("m", [(0.5, a_run("one")), (0.5, a_run("other", q=[(A, 1.0), (B, 0.0)]))])
    assert [item for item, _ in mixed.answers["q"]] == [A, B]


def test_items_ranked_again_come_first_and_the_rest_keeps_its_order():
    base = a_run("base", q=[(A, 9.0), (B, 8.0), (C, 7.0), (D, 6.0)])
    again = {ItemId("q"): {A: 0.1, B: 0.9}}
    assert [item for item, _ in blended("r", base, again, 1.0).answers["q"]] == [B, A, C, D]
    assert [item for item, _ in blended("r", base, again, 0.0).answers["q"]] == [A, B, C, D]
    assert blended("r", base, {}, 1.0).rankings == base.rankings


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=8), st.floats(0, 1))
def test_scores_of_any_run_fall_along_its_list(scores, share):
    items = [ItemId(str(place)) for place in range(len(scores))]
    base = a_run("base", q=sorted(zip(items, scores, strict=True), key=lambda one: -one[1]))
    again = {ItemId("q"): {items[0]: 0.5}}
    for run in (mixture("m", [(1.0, base)]), blended("b", base, again, share)):
        found = [score for _, score in run.answers["q"]]
        assert found == sorted(found, reverse=True)
        assert len(found) == len(scores)
