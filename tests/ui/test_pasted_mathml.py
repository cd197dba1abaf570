"""MathML that brings no TeX along: an author gets what they would have typed, and nothing of it is lost."""

import re
import unicodedata
from pathlib import Path

import pytest

from itembank_desktop.ui.katex import FormulaError, Katex
from itembank_desktop.ui.pasted_html import read_html

ROOT = Path(__file__).parents[2]
EXPRESSIONS = [
    line for line in (ROOT / "tests" / "data" / "expressions.txt").read_text("utf-8").splitlines() if line[:1] != "#"
]


def pasted(mathml):
    (text,) = read_html(f"<p>식 <math>{mathml}</math>의 값</p>")
    return text.removeprefix("식 $").removesuffix("$의 값\n")


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac><mo>+</mo><msqrt><mi>x</mi><mo>−</mo><mn>1</mn></msqrt>",
         r"\frac{1}{2}+\sqrt{x-1}"),
        ("<munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
         "<msub><mi>a</mi><mi>k</mi></msub>", r"\sum_{k=1}^{n}a_{k}"),
        ("<munder><mo>lim</mo><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder><mfrac><mrow><mi>sin</mi>"
         "<mo>⁡</mo><mi>x</mi></mrow><mi>x</mi></mfrac>", r"\lim_{x\to0}\frac{\sin x}{x}"),
        ("<mo>{</mo><mtable><mtr><mtd><mi>x</mi><mo>=</mo><mn>1</mn></mtd></mtr><mtr><mtd><mi>y</mi><mo>=</mo>"
         "<mn>3</mn></mtd></mtr></mtable>", r"\begin{cases}x=1 \\ y=3\end{cases}"),
        ('<mover><mrow><mi mathvariant="normal">A</mi><mi mathvariant="normal">B</mi></mrow><mo>¯</mo></mover>',
         r"\overline{\mathrm{AB}}"),
        ('<mmultiscripts><mi mathvariant="normal">C</mi><mi>r</mi><none/><mprescripts/><mi>n</mi><none/>'
         "</mmultiscripts>", r"{}_{n}\mathrm{C}_{r}"),
        ("<msup><mn>60</mn><mo>∘</mo></msup>", r"60^\circ"),
        ("<msup><mi>f</mi><mo>′</mo></msup><mo>(</mo><mi>x</mi><mo>)</mo>", "f'(x)"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow><mn>3</mn></msup>", "(a+b)^{3}"),
        ("<mroot><mn>8</mn><mn>3</mn></mroot><mtext> 이하</mtext>", r"\sqrt[3]{8}\text{ 이하}"),
        ("<mfrac><mn>1</mn>", "1"),
    ],
)  # fmt: skip
def test_mathematics_without_tex_becomes_the_tex_that_an_author_types(mathml, tex):
    assert pasted(mathml) == tex


@pytest.fixture(scope="module")
def katex(qapp):
    made = Katex(ROOT / "resources" / "katex" / "katex.js")
    yield made
    made.close()


def letters(mathml):
    """What a reader sees of it, in order: letters and digits, no accents."""
    seen = re.sub(r"<annotation.*?</annotation>|<mphantom>.*?</mphantom>|<[^>]+>", "", mathml)
    return "".join(one for one in seen if unicodedata.category(one) in ("Lu", "Ll", "Lo", "Nd"))


def test_no_letter_and_no_digit_is_lost_between_mathml_and_tex(katex):
    lost = {}
    for tex in EXPRESSIONS:
        try:
            mathml = katex.tex_to_mathml(tex, False)
        except FormulaError:
            continue
        made = pasted(re.sub(r"^<math[^>]*>|</math>$|<annotation.*?</annotation>", "", mathml))
        if not made:
            continue
        again = katex.tex_to_mathml(made, False)
        if letters(again) != letters(mathml):
            lost[tex] = made
    assert len(EXPRESSIONS) > 200
    assert lost == {}
