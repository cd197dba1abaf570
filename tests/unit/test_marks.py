"""Changes marked in a text, set as tints and boxes."""

import io

import numpy as np
import pytest

from itembank_desktop.adapters.typesetting import marks, markup
from itembank_desktop.adapters.typesetting.markup import Kind, Mark
from itembank_desktop.core.typeset import BOX, TINT, Sheet
from tests.conftest import ROOT

TINTED, EDGE = "#FFE000", "#FF00FF"


@pytest.fixture(scope="module")
def typeset(qapp):
    from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
    from itembank_desktop.ui.katex import Katex

    katex = Katex(ROOT / "resources" / "katex" / "katex.js")
    yield TypstTypesetter(katex.tex_to_mathml, ROOT / "resources" / "fonts")
    katex.close()


def tinted(text):
    return TINT[0] + text + TINT[1]


def boxed(text):
    return BOX[0] + text + BOX[1]


def has(made, colour):
    from PIL import Image

    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    pixels = np.asarray(Image.open(io.BytesIO(made.png)).convert("RGBA")).astype(int)
    return bool(((np.abs(pixels[..., :3] - wanted).max(axis=2) < 12) & (pixels[..., 3] > 200)).any())


def test_marks_are_told_apart_in_words_and_stay_in_formulas():
    (line,) = markup.lines(f"{tinted('원의 넓이')}는 ${boxed('3')}x$, {tinted('$y$')}")
    assert [(run.text, run.mark) for run in line] == [
        ("원의 넓이", Mark.TINT), ("는 ", Mark.NONE), (f"{boxed('3')}x", Mark.NONE), (", ", Mark.NONE), ("y", Mark.TINT),
    ]  # fmt: skip
    assert [run.source for run in line if run.kind is not Kind.WORDS] == ["$3x$", "$y$"]


def test_prices_are_no_formulas_with_marks_either():
    (line,) = markup.lines(f"사과 ${boxed('5')} each and $10 together")
    assert all(run.kind is Kind.WORDS for run in line)


def test_a_box_knows_which_of_equal_numbers_it_is():
    assert marks.unboxed(f"2x+{boxed('2')}y+12") == ("2x+2y+12", {("2", 1)})
    assert marks.unboxed("2x") == ("2x", frozenset())
    mathml = "<math><mn>2</mn><mi>x</mi><mn>2</mn><annotation><mn>2</mn></annotation></math>"
    assert marks.boxed(mathml, frozenset({("2", 1)})).count('class="changed"') == 1


@pytest.mark.parametrize(
    "formula",
    ["x^4", "\\frac{4}{9}", "\\sqrt{4}", "\\begin{cases} 4 & x \\\\ 3 & y \\end{cases}", "\\overline{AB}=4", "a_4"],
)
def test_a_number_is_boxed_wherever_it_stands(typeset, formula):
    sheet = Sheet(f"값은 ${formula.replace('4', boxed('4'))}$이다.", scale=2.0, tint=TINTED, edge=EDGE)
    (made,) = typeset([sheet])
    assert not made.problems
    assert has(made, EDGE)
    assert not has(made, TINTED)


def test_words_and_formulas_are_tinted(typeset):
    for text in (tinted("넓이"), tinted("$x+1$"), tinted("$$\\frac{1}{2}$$")):
        (made,) = typeset([Sheet(f"값 {text} 끝", scale=2.0, tint=TINTED, edge=EDGE)])
        assert has(made, TINTED), text


def test_a_refused_formula_is_shown_without_marks(typeset):
    (made,) = typeset([Sheet(f"$\\unknown{{{boxed('4')}}}$", tint=TINTED, edge=EDGE)])
    assert made.problems == ("$\\unknown{4}$",)


def test_two_sheets_of_a_batch_keep_their_own_colours(typeset):
    sheets = [Sheet(tinted("넓이"), scale=2.0, tint=tint, edge=EDGE) for tint in (TINTED, "#00FF80")]
    first, second = typeset(sheets)
    assert has(first, TINTED)
    assert not has(first, "#00FF80")
    assert has(second, "#00FF80")


def test_a_sheet_without_marks_looks_as_before(typeset):
    plain, coloured = typeset([Sheet("원의 넓이 $x^2$"), Sheet("원의 넓이 $x^2$", tint=TINTED, edge=EDGE)])
    assert plain.png == coloured.png
