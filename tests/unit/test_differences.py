"""Two texts side by side: nothing is lost, nothing is invented, and it does not matter who is compared with whom."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.core.differences import Change, Kind, Tally, differences, marked, pieces, same_text, tally
from itembank_desktop.core.typeset import BOX, TINT

PARTS = st.sampled_from(
    ["삼각형 ", "$ABC$", "의 넓이", "$\\frac{1}{2}x^{2}$", "$x=3$", "$x=5$", "3", "12.5cm", " ", "\n", "<br>", "를", "$", "\\(a\\)", "①", "½", "가", "가", "110°"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PARTS, max_size=14).map("".join), st.text(max_size=40))


def shown(text, other, side=0):
    """The marked text with readable marks: {changed} and [number]."""
    found = marked(differences(text, other)[side])
    for mark, sign in zip((*TINT, *BOX), "{}[]", strict=True):
        found = found.replace(mark, sign)
    return found


def texts_of(side):
    return "".join(piece.text for piece in side)


@given(TEXTS, TEXTS)
def test_both_sides_can_be_put_together_again(one, other):
    ours, theirs = differences(one, other)
    assert (texts_of(ours), texts_of(theirs)) == (one, other)


@given(TEXTS, TEXTS)
def test_it_does_not_matter_which_is_compared_with_which(one, other):
    ours, theirs = differences(one, other)
    assert differences(other, one) == (theirs, ours)
    assert tally(ours, theirs) == tally(theirs, ours)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    ours, theirs = differences(text, text)
    assert all(piece.change is Change.NONE for piece in (*ours, *theirs))
    assert same_text(text, text)
    assert not tally(ours, theirs)


@given(TEXTS, TEXTS)
def test_marks_change_no_letter_and_are_closed(one, other):
    for side in differences(one, other):
        text = marked(side)
        bare = text
        for mark in (*TINT, *BOX):
            bare = bare.replace(mark, "")
        assert bare == "".join(letter for letter in texts_of(side) if letter not in (*TINT, *BOX))
        assert text.count(TINT[0]) == text.count(TINT[1])
        assert text.count(BOX[0]) == text.count(BOX[1])


@given(TEXTS, TEXTS)
def test_what_bears_no_mark_has_its_partner_on_the_other_side(one, other):
    partnered = [
        sum(piece.kind is not Kind.BETWEEN and piece.change in (Change.NONE, Change.NUMBERS) for piece in side)
        for side in differences(one, other)
    ]
    assert partnered[0] == partnered[1]


def test_a_formula_is_one_piece():
    assert [piece.kind for piece in pieces("점 $A(1, 2)$를")] == [Kind.WORD, Kind.BETWEEN, Kind.FORMULA, Kind.WORD]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("원의 넓이를 구하시오.", "원의 둘레를 구하시오.", "원의 {넓이를} 구하시오."),
        ("반지름이 3cm인 원", "반지름이 5cm인 원", "반지름이 [3]cm인 원"),
        ("$\\overline{AB}=4$이다.", "$\\overline{AB}=12$이다.", "$\\overline{AB}=[4]$이다."),
        ("$x^2+3x+1$", "$x^2+5x+1$", "$x^2+[3]x+1$"),
        ("$\\sin x$의 값", "$\\cos x$의 값", "{$\\sin x$}의 값"),
        ("$2(x+1)$", "$2x+1$", "{$2(x+1)$}"),
        ("$f'(x)$", "$f(x)$", "{$f'(x)$}"),
        ("세 점 A, B", "두 점 A, B", "{세} 점 A, B"),
        ("각의 크기는 110°이다", "$\\angle AOB=110^\\circ$이다", "{각의 크기는 110°}이다"),
    ],
)
def test_words_are_tinted_and_numbers_boxed(one, other, expected):
    assert shown(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$\\dfrac{1}{2}$", "$\\frac12$"),
        ("$\\left( x \\right)$", "$(x)$"),
        ("$x^{2}$", "$x^2$"),
        ("$3$", "3"),
        ("$A$", "A"),
        ("110°", "$110^\\circ$"),
        ("1,200원", "1200원"),
        ("넓이를  구하시오", "넓이를 구하시오."),
        (unicodedata.normalize("NFD", "넓이"), "넓이"),
    ],
)
def test_another_spelling_of_the_same_is_no_difference(one, other):
    assert not tally(*differences(one, other))


def test_differences_are_counted():
    one = "반지름이 3인 원에서 $\\overline{AB}=4$, $\\sin x$의 값을 구하시오."
    other = "반지름이 5인 원에서 $\\overline{AB}=7$, $\\cos x$의 값을 구하여라."
    assert tally(*differences(one, other)) == Tally(words=1, formulas=1, numbers=2)


def test_a_long_and_monotonous_text_is_compared_soon():
    ours, theirs = differences("가 나 " * 5000, "가 다 " * 4000)
    assert texts_of(ours) == "가 나 " * 5000
    assert texts_of(theirs) == "가 다 " * 4000
