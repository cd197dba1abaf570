"""Answers are equal by what they say, and some of them say more than others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.answers import MOST_BITS, NOTHING, answer_of, value_of


@pytest.mark.parametrize(
    ("choices", "answer", "meant"),
    [
        (("10", "20"), "②", "20"),
        (("10", "20"), "2번", "20"),
        (("10", "20"), "(1)", "10"),
        (("1", "2", "3"), "3", "3"),
        (("3", "2", "1"), "3", "3"),
        ((), "3", "3"),
        ((), "②", ""),
        (("10",), "⑤", ""),
        (("10", "20"), "", ""),
    ],
)
def test_an_answer_is_what_its_mark_means(choices, answer, meant):
    assert answer_of(choices, answer) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("85도", r"$85^\circ$"),
        ("a = 10", "10"),
        (r"$11\,\mathrm{cm}$", "11 cm"),
        (r"$12\pi\,\mathrm{cm}^3$", "12π cm³"),
        ("2m + n", "$2a+b$"),
        ("18가지", "$18$"),
        ("x=2 또는 x=3", "2, 3"),
        ("3.5", r"$\frac{7}{2}$"),
        (r"$25\,\%$", "25 %"),
        (r"$\overline{AB}=4$", "4"),
        (r"$2\sqrt{7}$", "2√7"),
        (r"$4\sqrt{3}+1.5$", "(4√3 + 1.5) m"),
        (r"$12\,\mathrm{m}$", "12"),
        (r"$0.\dot{3}$", "1/3"),
    ],
)
def test_notation_units_and_letters_make_no_other_answer(one, other):
    assert value_of(one).key == value_of(other).key != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2a+b", "a+2b"),
        ("2√3", "3√2"),
        ("3", "-3"),
        ("$x^2+1$", "$x+1$"),
        ("1/2", "2"),
        ("15", "16"),
        ("Yes", "No"),
        ("A", "B"),
        ("AG", "CE"),
    ],
)
def test_other_values_are_other_answers(one, other):
    one_value, other_value = value_of(one), value_of(other)
    assert one_value.key != other_value.key
    assert one_value.numbers != other_value.numbers or not one_value.numbers


def test_the_order_of_several_numbers_does_not_matter():
    assert value_of("최댓값 5, 최솟값 -3").numbers == value_of("최솟값 -3, 최댓값 5").numbers != ""


def test_a_rare_answer_tells_more_than_a_common_one():
    bits = [value_of(text).bits for text in ("None", "4", "55", "7/36", "$4x+6$")]
    assert bits[:4] == sorted(bits[:4])
    assert bits[4] > bits[2]


@given(st.text(max_size=60))
def test_any_text_has_a_value_and_says_something_only_if_it_has_a_key(text):
    value = value_of(text)
    assert 0 <= value.bits <= MOST_BITS
    assert (value.key == "") == (value == NOTHING)


@given(st.integers(-(10**6), 10**6), st.sampled_from(["{} cm", "x = {}", "${}$", "{}개", "답은 {}"]))
def test_a_number_is_the_same_answer_in_any_dress(number, dress):
    assert value_of(dress.format(number)).numbers == str(number)
