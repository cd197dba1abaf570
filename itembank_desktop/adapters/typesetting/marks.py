"""Changes marked in a text (core.typeset.TINT and BOX) on their way through markup, KaTeX and MathML."""

import re
from collections import Counter

from itembank_desktop.core.typeset import BOX, TINT

ANY = re.compile(f"([{''.join(TINT + BOX)}])")
_BOXED = re.compile(f"{BOX[0]}([^{BOX[1]}]*){BOX[1]}|(\\d+(?:\\.\\d+)?)")
_MN = re.compile(r"<mn([^>]*)>([^<]*)</mn>")

Boxes = frozenset[tuple[str, int]]
"""Numbers of a formula by value and place among the equal ones, from 0."""


def bare(text: str) -> str:
    """The text without marks."""
    return ANY.sub("", text)


def unboxed(tex: str) -> tuple[str, Boxes]:
    """A formula without its marks, and which of its numbers stood in boxes."""
    if not ANY.search(tex):
        return tex, frozenset()
    met: Counter[str] = Counter()
    boxes = set()
    for found in _BOXED.finditer(tex):
        number = found[1] if found[2] is None else found[2]
        if found[2] is None:
            boxes.add((number, met[number]))
        met[number] += 1
    return bare(tex), frozenset(boxes)


def boxed(mathml: str, boxes: Boxes) -> str:
    """The MathML with those numbers marked as changed; one that KaTeX wrote otherwise stays unmarked."""
    if not boxes:
        return mathml
    met: Counter[str] = Counter()

    def marked(number: re.Match[str]) -> str:
        place = (number[2], met[number[2]])
        met[number[2]] += 1
        return f'<mn{number[1]} class="changed">{number[2]}</mn>' if place in boxes else number[0]

    start = mathml.find("<math")
    end = mathml.find("<annotation")
    shown = mathml[start:end] if end > 0 else mathml[start:]
    return mathml[:start] + _MN.sub(marked, shown) + (mathml[end:] if end > 0 else "")
