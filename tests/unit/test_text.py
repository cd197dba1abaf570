"""One canonical form for Korean, LaTeX and Unicode; numbers; and nothing that hangs or raises."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.core.text import LIMIT, Kind, canonical, masked, numbers, numbers_of, renamed_letters, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"$\frac{1}{2}$", "1/2"),
        (r"$\dfrac12$", "½"),
        ("2분의 1", "1/2"),
        (r"$\frac{2}{4}$", "1/2"),
        (r"$\sqrt{2}$", "√2"),
        (r"$\frac{\sqrt{2}}{3}$", "√2/3"),
        (r"$\frac{1}{x+1}$", "1/(x+1)"),
        (r"$\frac{x+1}{2}$", "(x+1)/2"),
        (r"$x^{2}-3x$", "x²-3x"),
        (r"$a \times b$", "a×b"),
        (r"$x \leqq 3$", "x ≤ 3"),
        (r"$x \ge -1$", "x≥−1"),
        (r"$\angle ABC = 40^\circ$", "∠ABC=40°"),
        (r"$\angle A$", "각 A"),
        (r"$\triangle ABC$", "삼각형 ABC"),
        (r"$\overline{AB}$", "선분 AB"),
        (r"$\overline{AB}$", "변 AB의 길이"),
        (r"$\overline{AB} \parallel \overline{CD}$", "AB∥CD"),
        (r"$12\,\mathrm{cm}$", "12 ㎝"),
        ("9 ㎠", r"$9\,\mathrm{cm}^2$"),
        (r"$\left( x+1 \right)$", "(x+1)"),
        (r"$\log_{2} 8$", "log₂8"),
        ("1,200원", "1200원"),
        ("0.50", ".5"),
        ("두 개", "2개"),
        ("세 상수 $a$, $b$, $c$", "상수 $a$, $b$, $c$"),
        ("최댓값을 구하시오.", "최대값을 구하여라."),
        ("가장 큰 값을 구하시오", "최댓값은 얼마인가?"),
        ("원의 반지름이", "원의 반지름은"),
        ("이등변삼각형 ABC의 넓이를 구하시오.", "이등변삼각형ABC의넓이를구하시오"),
        ("<image1> 넓이는? [4점]", "넓이를 구하시오."),
        ("ＡＢ＝４", "AB=4"),
        (r"$12\,\mathrm{m}$", "12 m"),
        (r"$(2+\sqrt{3})\,\text{m}$", "(2+√3) m"),
        (r"$\mathrm{E}(X)$", "기댓값 X"),
        (r"$V(2X+1)$", "분산 2X+1"),
        (r"$\sigma(X)$", "표준편차 X"),
        (r"$\mathrm{P}(A\cap B)$", "확률 A∩B"),
    ],
)
def test_two_notations_are_one(one, other):
    assert canonical(one) == canonical(other)
    assert canonical(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("삼각형 ABC의 넓이", "사각형 ABC의 넓이"),
        ("$x^2$", "$2x$"),
        (r"$\sin x$", r"$\cos x$"),
        ("최댓값", "최솟값"),
        ("3 이상", "3 이하"),
        (r"$\sqrt{2}$", "2"),
        ("-3", "3"),
    ],
)
def test_different_mathematics_stays_different(one, other):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.272727…", "3/11"),
        (r"$0.\dot{2}\dot{7}$", "3/11"),
        ("0.2\u03077\u0307", "3/11"),
        (r"$0.\overline{27}$", "3/11"),
        ("0.1666...", "1/6"),
        (r"$0.1\dot6$", "1/6"),
        (r"$1.2345345\cdots$", "4111/3330"),
        (r"$0.\dot{1}2\dot{3}$", "41/333"),
        ("0.999…", "1"),
    ],
)
def test_a_recurring_decimal_is_the_fraction_it_equals(text, value):
    assert numbers(text) == (value,)


@pytest.mark.parametrize("text", ["3.141592…", "1.414…", "0.101001000…", "0.333", "0.5…"])
def test_other_decimals_stay_as_they_are(text):
    (digits,) = numbers(text)
    assert digits == str(Fraction(text.rstrip("…")))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("점 P(2, 3)", "P"), ("점 E(1, 4)", "E"), (r"$(x+1) m$", "m"), (r"$\mathrm{A}$", "A"), ("PE(X)", "PE")],
)
def test_a_point_or_a_factor_is_no_moment_and_no_unit(text, kept):
    assert any(token.kind is Kind.LETTERS and token.text == kept for token in tokens(text))


def test_a_number_belongs_to_the_arrow_before_it_in_words_and_signs():
    one, other = (numbers_of(tokens(text)) for text in (r"$\lim_{x\to3}f(x)$", "x → 3일 때 f(x)의 극한값"))
    assert one == other


def test_a_limit_from_the_left_is_another_fact_than_one_from_the_right():
    left, right, both = (numbers_of(tokens(text)) for text in (r"$\lim_{x\to1-}f(x)$", "x → 1+일 때", "x → 1일 때"))
    assert len({left[0].context, right[0].context, both[0].context}) == 3
    assert numbers_of(tokens(r"$\lim_{x\to1^{+}}f(x)$")) == right


def test_a_segment_and_its_length_differ_only_by_the_sign():
    equation = [token.text for token in tokens(r"$\overline{AB}=\frac{1}{2}$")]
    sentence = [token.text for token in tokens("선분 AB의 길이가 1/2이다.")]
    assert [text for text in equation if text != "="] == sentence


def test_renamed_points_read_the_same_in_order_of_appearance():
    base = tokens(r"$\triangle ABC$에서 $\overline{BC}=3$")
    other = tokens(r"삼각형 PQR에서 QR=3")
    assert base != other
    assert renamed_letters(base) == renamed_letters(other)


def test_a_clone_with_other_numbers_has_the_same_mask():
    assert masked("반지름이 $3$인 원") == masked("반지름이 $\\frac{5}{2}$인 원")
    assert masked("반지름이 $3$인 원") != masked("지름이 $3$인 원")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x=-3$, $a-5$", ("-3", "5")),
        (r"$\frac{3}{6}$과 0.50", ("1/2", "1/2")),
        (r"$\frac{x-1}{2}-\frac{2x+1}{3}$", ("1", "2", "2", "1", "3")),
        ("1/(2×3) + (3)/(4)", ("1", "2", "3", "3/4")),
        ("3.5 미만", ("7/2",)),
        ("1,200원을 세 명에게", ("1200", "3")),
        ("$2^{-3}$", ("-3", "2")),
        ("농도 5%인 소금물 300 g [4점]", ("300", "5")),
        ("(1) 두 점 사이의 거리는?\n(2) 5보다 큰가?", ("2", "5")),
        ("① 3 ② 4", ("3", "4")),
        ("12. 다음 값 7을", ("7",)),
        ("f(2)+f(3)", ("2", "3")),
        ("3분의 2", ("2/3",)),
        ("7/0", ("0", "7")),
        ("넓이를 구하시오", ()),
    ],
)
def test_numbers_are_a_canonical_multiset(text, expected):
    assert numbers(text) == tuple(sorted(expected))


KOREAN = st.text(st.sampled_from("가나다각을이의삼형 ABCxy$\\{}^_0123456789/.,√½²∠ㄱ①[](점)frac=-"), max_size=80)


@given(st.one_of(KOREAN, st.text(max_size=80)))
def test_any_text_is_read(text):
    for token in tokens(text):
        assert token.text
        assert isinstance(token.kind, Kind)


@given(KOREAN)
def test_composed_and_decomposed_hangul_are_the_same(text):
    assert tokens(unicodedata.normalize("NFC", text)) == tokens(unicodedata.normalize("NFD", text))


@given(KOREAN)
def test_more_space_between_words_changes_nothing(text):
    assert tokens(" ".join(text.split())) == tokens("  ".join(text.split()))


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_fraction_is_one_number_however_it_is_written(above, below):
    assert numbers(rf"\frac{{{above}}}{{{below}}}") == numbers(f"{above}/{below}")
    assert len(numbers(f"{above}/{below}")) == 1


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(["{", "\\frac", "$", "(1) ", "<image", "가장 ", "[1", "1,234,", "한 ", "나", "\\frac{1}{", "^"]))
def test_a_paste_of_megabytes_is_read_up_to_the_limit(piece):
    paste = piece * (5_000_000 // len(piece))
    assert tokens(paste) == tokens(paste[:LIMIT])
