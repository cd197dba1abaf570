"""The spaces of MathML in Typst, where a space put by hand switches off those that the symbols ask for themselves."""

import re
from xml.etree import ElementTree

INVISIBLE = "\u2061\u2062\u2063\u2064"
_NEGATIVE = "\u2063"
# KaTeX writes its spaces as Unicode ones; widths in em.
_WIDTHS = {"\u200a": 1 / 18, "\u2009": 3 / 18, "\u2005": 4 / 18, "\u205f": 4 / 18, "\u00a0": 0.25, " ": 0.25}
_UNITS = {"em": 1.0, "ex": 0.45, "mu": 1 / 18, "pt": 0.1, "px": 0.075}
_LONGEST = 50.0
_BINARY = frozenset("+−±∓×÷⋅∗∪∩∧∨∖∘⊕⊗⊖⋆∙")
_CLOSING = frozenset(")]}⌋⌉⟩!′")
_OPENING = frozenset("([{⌊⌈⟨∑∏∫∬∭∮⋃⋂")


def length(text: str) -> float:
    """A MathML length in em (points are taken at a body size of ten), at most `_LONGEST`; 0 for what is no length."""
    match = re.fullmatch(r"\+?(-?\d*\.?\d+)(em|ex|mu|pt|px)?", text.strip())
    em = float(match[1]) * _UNITS[match[2] or "em"] if match else 0.0
    return max(-_LONGEST, min(_LONGEST, em))


def space(node: ElementTree.Element) -> float | None:
    """The width in em of a node that is only a space; None for every other node."""
    if node.tag == "mspace":
        return None if node.get("linebreak") or "mathbackground" in node.attrib else length(node.get("width", "0"))
    text = node.text or ""
    if node.tag != "mtext" or not text or text.strip("".join(_WIDTHS) + _NEGATIVE):
        return None
    width = sum(_WIDTHS.get(character, 0.0) for character in text)
    return -width if _NEGATIVE in text else width


def space_after(before: ElementTree.Element | None, width: float) -> str:
    """Typst source for a space of `width` em that follows the node `before` (None: at the start of a row).

    After an ordinary symbol an empty box leaves the symbols' own spaces in force. After a comma, a sign or an opening
    bracket a box would turn a following minus into a binary one: there the lost space is added by hand.
    """
    if before is not None and (before.tag != "mo" or len(before) or (before.text or "") in _CLOSING):
        return f"#box(width: {width:.4f}em);"
    return f"#h({width + _own_space(before):.4f}em);"


def _own_space(before: ElementTree.Element | None) -> float:
    text = (before.text or "").strip(INVISIBLE) if before is not None else ""
    if not text or text in _OPENING:
        return 0.0
    if text in ",;":
        return 3 / 18
    return 4 / 18 if text in _BINARY else 5 / 18
