"""How an item's text is taken apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.adapters.typesetting.markup import Kind, Run, Style, lines


def formulas(text):
    return [run.text for line in lines(text) for run in line if run.kind is not Kind.WORDS]


def plain(text):
    """The lines as they read, formulas with their delimiters."""
    return ["".join(run.source or run.text for run in line) for line in lines(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$의 값", ["x"]),
        ("$ x $와 $y$", ["x", "y"]),
        ("$$x$$ 그리고 \\[y\\] 그리고 \\(z\\)", ["x", "y", "z"]),
        ("$\\text{$x$가 양수}$", ["\\text{$x$가 양수}"]),
        ("$a$, $5$, $3x$", ["a", "5", "3x"]),
        ("값은 \\$5 이다", []),
        ("$$", []),
        ("$ $", []),
        ("$x\n\ny$", []),
        ("$x &lt; y$", ["x < y"]),
        ("It costs $5 each and $10 together.", []),
        ("between $50 and $100?", []),
        ("$1.5 each, ($2) and $3", []),
        ("가격은 $5이고 무게는 $x$이다", ["x"]),
    ],
)
def test_formulas_are_found(text, expected):
    assert formulas(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x^2 + ", []),
        ("값이 $x^2 일 때 $y$의 값", ["y"]),
        ("$a$일 때 $b", ["a"]),
        ("$$x^2", []),
        ("\\[x", []),
        ("\\(x", []),
    ],
)
def test_a_formula_in_mid_typing_is_text(text, expected):
    assert formulas(text) == expected
    assert plain(text) == [text.strip()]


def test_displayed_formulas_are_told_apart():
    assert [run.kind for run in lines("$$x$$\\[y\\]$z$")[0]] == [Kind.DISPLAY, Kind.DISPLAY, Kind.INLINE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("가\n나", ["가", "나"]),
        ("가\r\n나\r다", ["가", "나", "다"]),
        ("\n\n가\n\n\n나\n\n", ["가", "", "나"]),
        ("가<br>나<BR/>다<br />라", ["가", "나", "다", "라"]),
        ("<p>가</p><p>나</p>", ["가", "나"]),
        ("<ul><li>가</li><li>나</li></ul>", ["• 가", "• 나"]),
        ("그림 <image1>과 <image 2>", ["그림과"]),
        ("가 <img src='x.png'> 나", ["가 나"]),
        ("a &lt; b &amp; c&nbsp;d", ["a < b & c d"]),
        ("x<b>y 이고 <보기>에서", ["x<b>y 이고 <보기>에서"]),
        ("  여러   칸  ", ["여러 칸"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_lines_and_html(text, expected):
    assert plain(text) == expected


def test_styles_reach_over_formulas():
    assert lines("옳지 <u>않은 $x$</u> 것") == [
        (
            Run("옳지 "),
            Run("않은 ", style=Style.UNDERLINED),
            Run("x", Kind.INLINE, Style.UNDERLINED, "$x$"),
            Run(" 것"),
        )
    ]


def test_decomposed_hangul_is_composed():
    assert plain(unicodedata.normalize("NFD", "한글")) == ["한글"]


@given(st.text(alphabet="가나x1 $\\{}()[]<>/bu&;\n", max_size=60))
def test_any_text_can_be_taken_apart(text):
    made = lines(text)
    assert all(made[i] or made[i + 1] for i in range(len(made) - 1))
    assert all(run.text for line in made for run in line)


@given(st.lists(st.sampled_from(["가나", "$x$", " ", "다.", "$y^2$", "\n", "AB"]), max_size=12))
def test_nothing_of_the_text_is_lost(parts):
    text = "".join(parts)
    assert "".join("".join(plain(text)).split()) == "".join(text.split())
