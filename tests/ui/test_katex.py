"""KaTeX in Qt's engine: what it converts, what it refuses, and that threads and exits are clean."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from itembank_desktop.ui.katex import FormulaError, Katex

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "resources" / "katex" / "katex.js"


@pytest.fixture(scope="module")
def katex(qapp):
    made = Katex(BUNDLE)
    yield made
    made.close()


def test_a_formula_becomes_mathml(katex):
    mathml = katex.tex_to_mathml(r"\frac{1}{2}", False)
    assert "<mfrac><mn>1</mn><mn>2</mn></mfrac>" in mathml


def test_display_puts_limits_above_and_below(katex):
    assert "<munderover>" in katex.tex_to_mathml(r"\sum_{k=1}^{n} k", True)
    assert "<msubsup>" in katex.tex_to_mathml(r"\sum_{k=1}^{n} k", False)


@pytest.mark.parametrize(
    "tex", [r"\frac{1}{", r"\nosuchcommand", "x^", r"\left( x", "{", "a & b", r"\enclose{wave}{3}"]
)
def test_what_katex_refuses_is_said(katex, tex):
    with pytest.raises(FormulaError) as refused:
        katex.tex_to_mathml(tex, False)
    assert str(refused.value).strip()


@pytest.mark.parametrize(
    "tex", [r"\begin{align*} a &= b \end{align*}", r"\begin{split} a &= b \end{split}", r"x \tag{1}"]
)
def test_what_belongs_to_displays_is_also_set_in_a_line(katex, tex):
    assert "<mtable" in katex.tex_to_mathml(tex, False)


@pytest.mark.parametrize("tex", [r"\overparen{AB}", r"\arc{AB}", r"\enclose{box}{3}", r"\ce{2H2 + O2 -> 2H2O}"])
def test_commands_of_korean_banks_are_known(katex, tex):
    assert "<math" in katex.tex_to_mathml(tex, False)


def test_a_macro_of_one_formula_is_unknown_to_the_next(katex):
    katex.tex_to_mathml(r"\gdef\mine{x}\mine", False)
    with pytest.raises(FormulaError):
        katex.tex_to_mathml(r"\mine", False)


def test_endless_macros_are_stopped(katex):
    with pytest.raises(FormulaError):
        katex.tex_to_mathml(r"\def\a{\a\a}\a", False)


def test_it_can_be_closed_and_used_again(katex):
    before = katex.tex_to_mathml("x", False)
    katex.close()
    assert katex.tex_to_mathml("x", False) == before


def test_every_thread_gets_the_same_answers(katex):
    here = katex.tex_to_mathml(r"\sqrt{2}", False)
    with ThreadPoolExecutor(2) as pool:
        there = list(pool.map(lambda _: katex.tex_to_mathml(r"\sqrt{2}", False), range(8)))
        list(pool.map(lambda _: katex.close(), range(2)))
    assert there == [here] * 8


SCRIPT = """
import sys, threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from itembank_desktop.ui.katex import FormulaError, Katex
app = QCoreApplication([])
katex = Katex(Path(sys.argv[1]))
def deep(depth):
    try:
        return len(katex.tex_to_mathml("{" * depth + "x" + "}" * depth, False)) > 0
    except FormulaError:
        return True
pool = ThreadPoolExecutor(1)
print(pool.submit(katex.tex_to_mathml, "x", False).result()[:5], pool.submit(deep, 5_000).result())
print(katex.tex_to_mathml("y", True)[:5])
HOW
"""


@pytest.mark.parametrize(
    "how", ["pool.shutdown()", "pool.submit(katex.close).result(); katex.close()", "del app", "pass"]
)
def test_a_program_ends_silently_with_engines_in_its_threads(how):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.replace("HOW", how), str(BUNDLE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["<span", "True", "<span"]
