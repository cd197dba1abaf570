"""MathML to Typst: nothing that an author wrote may be lost on the way."""

import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from itembank_desktop.adapters.typesetting.document import formulas
from itembank_desktop.adapters.typesetting.markup import Kind
from itembank_desktop.adapters.typesetting.math_spaces import INVISIBLE, length, space
from itembank_desktop.adapters.typesetting.mathml_to_typst import ACCENTS, ARROWS, BARS, UNDER, leaf_text, typst_math
from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui.katex import Katex

ROOT = Path(__file__).parents[2]
EXPRESSIONS = [
    line
    for line in (ROOT / "tests" / "data" / "expressions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]
LITERAL = re.compile(
    r'"(?P<string>(?:\\.|[^"\\])*)"'
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<![\w.#])(?P<number>\d+(?:\.\d+)?)(?![\w.%])"
    r"|(?<![A-Za-z.])(?P<letter>[A-Za-z])(?![A-Za-z(:.])"
    r"|(?P<other>[^\x00-\x7f])"
)


@pytest.fixture(scope="module")
def katex(qapp):
    made = Katex(ROOT / "resources" / "katex" / "katex.js")
    yield made
    made.close()


def math(body):
    return typst_math(f"<math><semantics>{body}</semantics></math>")


def leaves(mathml):
    """Every character that the MathML shows, but for the marks that become a construct, and blanks."""
    tree = ElementTree.fromstring(
        re.sub(r' xmlns="[^"]*"', "", mathml[mathml.find("<math") : mathml.rfind("</math>") + 7])
    )
    constructs = {
        mark
        for parent in tree.iter()
        if parent.tag in ("mover", "munder")
        for mark in [parent[1]]
        if mark.tag == "mo" and leaf_text(mark) in {*ACCENTS, *UNDER, *ARROWS, "⃗"}
    }
    unseen = {leaf for phantom in tree.iter("mphantom") for leaf in phantom.iter()}
    shown = Counter()
    for node in tree.iter():
        if node in unseen:
            continue
        if node.tag in ("mi", "mn", "mo", "mtext") and node not in constructs and space(node) is None:
            text = (node.text or "").strip(INVISIBLE)
            shown.update(BARS.get(character, character) for character in text if not character.isspace())
    return shown


def literals(typst):
    """Every character that the Typst source shows, as against names of functions and lengths."""
    shown = Counter()
    for match in LITERAL.finditer(typst):
        text = next(group for group in match.groups() if group is not None)
        if match["string"] is not None:
            text = re.sub(r"\\(.)", r"\1", text)
        shown.update(BARS.get(character, character) for character in text if not character.isspace())
    return shown


@pytest.mark.parametrize("display", [False, True], ids=["inline", "display"])
@pytest.mark.parametrize("tex", EXPRESSIONS)
def test_every_leaf_survives(katex, tex, display):
    mathml = katex.tex_to_mathml(tex, display)
    shown = leaves(mathml)
    assert shown
    assert shown - literals(typst_math(mathml)) == Counter()


def test_every_leaf_of_the_whole_items_survives(katex):
    lines = (ROOT / "tests" / "data" / "whole_items.jsonl").read_text("utf-8").splitlines()
    items = [item for item in map(json.loads, lines) if item["id"] != "read-25"]
    for item in items:
        for run in formulas(Sheet(item["text"] + item["explanation"], tuple(item["choices"]))):
            mathml = katex.tex_to_mathml(run.text, run.kind is Kind.DISPLAY)
            assert leaves(mathml) - literals(typst_math(mathml)) == Counter(), run.text


def test_the_comparison_sees_a_lost_leaf(katex):
    shown = leaves(katex.tex_to_mathml(r"\frac{1}{2}+\sin x", False))
    assert shown - literals('frac("1", "2")\\+op("sin")') == Counter("x")
    assert shown - literals('frac("1", x)\\+op("sin")') == Counter("2")


def test_nothing_of_the_authors_acts_as_code():
    assert math('<mtext>"); #panic("</mtext>') == r'"\"); #panic(\""'
    assert math("<mo>#</mo><mi>x</mi>") == r"\#x"
    assert "panic" not in math('<mstyle mathcolor="#panic()"><mi>x</mi></mstyle>')
    assert "panic" not in math('<mo minsize="panic()">(</mo>')
    assert "panic" not in math('<mspace width="panic()"/>')


@pytest.mark.parametrize(
    ("mathml", "typst"),
    [
        ("<mi>x</mi><mi>y</mi>", "x y"),
        ("<mn>2</mn><mi>x</mi>", "2 x"),
        ("<mi>sin</mi><mi>x</mi>", 'op("sin")x'),
        ('<mi mathvariant="normal">C</mi>', 'upright("C")'),
        ("<mrow><mo fence='true'>|</mo><mi>x</mi><mo fence='true'>|</mo></mrow>", r"lr(\|x\|)"),
        ("<mover accent='true'><mn>3</mn><mo>˙</mo></mover>", "dot(3)"),
        ("<mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>⌢</mo></mover>", "accent(A B, ⏜, size: #110%)"),
        (
            '<mrow><mo stretchy="false">∣</mo><mo>−</mo><mn>3</mn><mo stretchy="false">∣</mo></mrow>',
            r'class("opening", \|)−3 class("closing", \|)',
        ),
        ("<mi>a</mi><mo>∣</mo><mi>b</mi>", "a∣b"),
        ('<mstyle mathsize="1.2em"><mi>x</mi></mstyle>', "text(size: #1.20em, x)"),
        ('<mtext mathvariant="bold">가</mtext>', 'text(weight: #"bold", bold(upright("가")))'),
        ("<mover><mi>x</mi><mo>⎴</mo></mover>", "overbracket(x)"),
        ("<munder><munder><mi>x</mi><mo>⎵</mo></munder><mi>n</mi></munder>", "underbracket(x, n)"),
        (
            '<menclose notation="updiagonalstrike horizontalstrike"><mi>x</mi></menclose>',
            "cancel(angle: #90deg, cancel(x))",
        ),
        ('<menclose notation="radical"><mi>x</mi></menclose>', "sqrt(x)"),
        ("<msub><mrow></mrow><mi>n</mi></msub><mi>C</mi>", 'attach("", br: n)C'),
        ("<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>", "attach(∫, b: 0, t: 1)"),
    ],
)
def test_constructs(mathml, typst):
    assert math(mathml) == typst


def test_an_arc_stands_between_relations_as_letters_do(katex):
    arc = typst_math(katex.tex_to_mathml(r"\overparen{\mathrm{AB}}=2", False))
    assert arc.startswith('class("normal", accent(')
    assert arc.endswith(r")\=2")


def test_prescripts_of_chemistry_stand_before_their_symbol(katex):
    assert 'attach("", bl: 6, tl: 14)upright("C")' in typst_math(katex.tex_to_mathml(r"\ce{^{14}_{6}C}", False))
    assert 'attach("", tl: 2)upright("H")' in typst_math(katex.tex_to_mathml(r"\ce{^2H}", False))


def test_a_space_keeps_the_spaces_of_its_neighbours():
    thin = "<mtext>\u2009</mtext>"
    assert math(f"<mi>a</mi>{thin}<mo>=</mo>") == r"a#box(width: 0.1667em);\="
    assert math(f"<mo>,</mo>{thin}<mn>2</mn>") == r"\,#h(0.3333em);2"
    assert math(f"<mo>(</mo>{thin}<mn>2</mn>") == r"\(#h(0.1667em);2"
    assert math("<mi>a</mi><mtext>\u2009\u2063</mtext><mo>:</mo>") == r"a#box(width: -0.1667em);\:"


@pytest.mark.parametrize(
    ("text", "em"), [("1em", 1), ("-0.5em", -0.5), ("+6pt", 0.6), ("18mu", 1), ("2", 2), ("wide", 0), ("", 0)]
)
def test_lengths(text, em):
    assert length(text) == pytest.approx(em)


@pytest.mark.parametrize("text", ["", "no markup", "<math><mrow></math>", "<math><mglyph/></math>"])
def test_what_is_not_known_is_refused(text):
    with pytest.raises(ValueError, match="MathML"):
        typst_math(text)
