"""A draft and an item part by part."""

from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.comparison import Axis, axes, compare, match_choices, meant
from itembank_desktop.core.item import Content
from tests.builders import an_item
from tests.fakes_ui import a_hit

CHOICES = st.lists(
    st.sampled_from(["$6$", "6", "$8$", "ㄱ, ㄴ", "ㄱ", "$\\frac{1}{2}$", "$12\\pi$", "$10\\pi$"]), max_size=6
)


def places(rows):
    return [(row.here, row.there) for row in rows]


def text(side):
    return "".join(piece.text for piece in side)


def test_choices_are_matched_by_content_wherever_they_stand():
    rows = match_choices(("$6$", "$8$", "$10$"), ("$8$", "$10$", "$6$"))
    assert places(rows) == [(0, 2), (1, 0), (2, 1)]
    assert all(row.moved and row.part.is_same for row in rows)


def test_a_choice_without_an_equal_takes_the_one_that_differs_in_numbers_only():
    rows = match_choices(("$12\\pi$", "없다"), ("모두", "$10\\pi$"))
    assert places(rows) == [(0, 1), (1, 0)]


def test_a_choice_that_the_draft_lacks_comes_last():
    assert places(match_choices(("$6$",), ("$8$", "$6$"))) == [(0, 1), (None, 0)]


@given(CHOICES, CHOICES)
def test_no_choice_is_lost_and_none_is_shown_twice(ours, theirs):
    rows = match_choices(ours, theirs)
    assert [row.here for row in rows if row.here is not None] == list(range(len(ours)))
    assert sorted(row.there for row in rows if row.there is not None) == list(range(len(theirs)))
    for row in rows:
        assert text(row.part.one) == ("" if row.here is None else ours[row.here])
        assert text(row.part.other) == ("" if row.there is None else theirs[row.there])


@given(CHOICES, CHOICES)
def test_as_many_choices_are_paired_the_other_way_round(ours, theirs):
    forth = [row.part.is_same for row in match_choices(ours, theirs) if None not in (row.here, row.there)]
    back = [row.part.is_same for row in match_choices(theirs, ours) if None not in (row.here, row.there)]
    assert (len(forth), sum(forth)) == (len(back), sum(back))


def test_an_answer_may_name_its_choice():
    assert meant("③", ("6", "8", "10")) == "10"
    assert meant("3번", ("6", "8", "10")) == "10"
    assert meant("3", ("1", "2", "3")) == "3", "a choice of that content is meant"
    assert meant("⑤", ("6", "8")) == "⑤"
    found = compare(Content("넓이는?", ("$6$", "$8$"), "②"), an_item("넓이는?", choices=("$8$", "$6$"), answer="$8$"))
    assert found.answer_same is True
    assert found.reordered


def test_what_only_one_side_has_is_no_difference_in_words():
    found = compare(Content("", (), ""), an_item("넓이를 구하시오.", choices=("1", "2"), answer="2"))
    assert found.stem.is_same
    assert found.answer_same is None
    assert not found.in_stem
    assert all(row.part.is_same for row in found.choices)


def test_unknown_axes_say_so():
    hit = a_hit(1, text=0.9, figure=None, numbers=0.5)
    found = axes(hit, compare(Content("넓이를 구하시오."), hit.item))
    assert found == {Axis.TEXT: 0.9, Axis.FIGURE: None, Axis.NUMBERS: 0.5, Axis.ANSWER: None, Axis.MEANING: None}


def test_a_models_channel_is_the_meaning():
    hit = a_hit(1, **{"qwen": 0.7})
    assert axes(hit, compare(Content("넓이"), hit.item))[Axis.MEANING] == 0.7
