"""Presentation MathML, as KaTeX writes it, printed as Typst mathematics.

Every character of a leaf stands literally in the result, escaped where Typst reads it as syntax, except those that turn
into a construct: `ACCENTS`, `UNDER` and `BARS` name them. A blank is written only between two letters or digits, for
Typst shows one that stands beside a quoted text.
"""

import re
from collections.abc import Callable, Sequence
from xml.etree import ElementTree

from itembank_desktop.adapters.typesetting import math_boxes, math_tables
from itembank_desktop.adapters.typesetting.math_spaces import INVISIBLE, length, space, space_after
from itembank_desktop.adapters.typesetting.typst_strings import colour, string, symbols

Node = ElementTree.Element

ACCENTS = {
    "‾": "overline", "¯": "macron", "ˉ": "macron", "^": "hat", "ˆ": "hat", "˙": "dot", "¨": "dot.double", "~": "tilde",
    "˜": "tilde", "ˇ": "caron", "˘": "breve", "ˊ": "acute", "´": "acute", "ˋ": "grave", "`": "grave", "˚": "circle",
    "⏞": "overbrace", "⏠": "overshell", "⌢": "overparen", "⏜": "overparen",
    "⎴": "overbracket",
}  # fmt: skip
UNDER = {
    "_": "underline", "‾": "underline", "⏟": "underbrace", "⏝": "underparen", "⏡": "undershell", "⎵": "underbracket",
}  # fmt: skip
ARROWS = frozenset("→←↔⇒⇐⇔⇀↼⟶⟵⟷↦")
_THIN_ARROWS = frozenset("→←↔⇀↼⟶⟵⟷")
BARS = {"∣": "|", "∥": "‖"}
_WITH_NOTE = frozenset({"overbrace", "overbracket", "underbrace", "underbracket"})
_ARCS = frozenset("⌢⏜")
_STRETCHED = frozenset("^~")
_INTEGRALS = frozenset("∫∬∭∮∯∰")
# The printer, and Typst after it, go one call deeper a level; threads on Windows have a stack of one megabyte.
_DEEPEST = 100
_RELATIONS = frozenset("∥⊥")
_CLOSERS = frozenset({")", "]", "}", "!", "′", "°", "|", "∣", "‖", "∥", "⋯", "…"})
_VARIANTS = {
    "normal": "upright({})", "bold": "bold(upright({}))", "italic": "italic({})", "bold-italic": "bold({})",
    "double-struck": "bb({})", "script": "cal({})", "fraktur": "frak({})", "sans-serif": "sans({})",
    "monospace": "mono({})", "bold-sans-serif": "bold(sans({}))", "sans-serif-italic": "sans(italic({}))",
    "bold-fraktur": "bold(frak({}))", "bold-script": "bold(cal({}))",
}  # fmt: skip
_STYLES = {"0": "inline", "1": "script", "2": "sscript"}


def typst_math(mathml: str) -> str:
    """The Typst mathematics (without dollars) of a MathML document.

    Raises ValueError when the text is not XML, or has an element that is never drawn here.
    """
    start, end = mathml.find("<math"), mathml.rfind("</math>")
    try:
        tree = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", mathml[start : end + 7]))
    except ElementTree.ParseError as error:
        raise ValueError(f"not MathML: {error}") from error
    if _depth(tree) > _DEEPEST:
        raise ValueError("this MathML is nested too deeply")
    return _print(tree)


def _depth(tree: Node) -> int:
    """How deep the elements are nested, counted without recursion."""
    depth, row = 0, [tree]
    while row:
        depth, row = depth + 1, [child for node in row for child in node]
    return depth


def leaf_text(node: Node) -> str:
    """The characters of a node, without the invisible operators."""
    return "".join(node.itertext()).strip(INVISIBLE + " \u00a0")


def _join(parts: Sequence[str]) -> str:
    """The parts side by side, a blank only where two names or numbers would run together."""
    joined = ""
    for part in parts:
        if joined and part and (joined[-1].isalnum() and part[0].isalnum()):
            joined += " "
        joined += part
    return joined


def _row(nodes: Sequence[Node], *, fenced: bool = False) -> str:
    """The nodes of a row; a space takes note of what stands before it. Between fences, bars grow too."""
    parts: list[str] = []
    before: Node | None = None
    for place, node in enumerate(nodes):
        if _is_empty(node) and place + 1 < len(nodes) and nodes[place + 1].tag == "mo":
            # TeX's {}= asks for the spaces of a relation with nothing on its left.
            parts.append("#box();")
            continue
        width = space(node)
        if width is not None:
            parts.append(space_after(before, width))
            continue
        printed = _in_row(node, before, fenced=fenced)
        if printed:
            parts.append(printed)
            before = _OPENED if printed.startswith(_OPENING_BAR) else node
    return _join(parts)


_OPENING_BAR = 'class("opening"'
_OPENED = ElementTree.fromstring("<mo>(</mo>")


def _in_row(node: Node, before: Node | None, *, fenced: bool) -> str:
    """A node that follows `before`: a bar that stands where nothing is to be closed opens."""
    if fenced and _is_fence(node):
        return f"mid({_fence(node)})"
    if (script := math_boxes.prescripts(node, _print)) is not None:
        return script
    if not _is_bar(node):
        return _print(node)
    side = "opening" if before is None or (before.tag == "mo" and leaf_text(before) not in _CLOSERS) else "closing"
    bar = _fence(node)
    if "minsize" in node.attrib:
        bar = f"lr(size: #{length(node.attrib['minsize'])}em, {bar})"
    return f'class("{side}", {bar})'


def _is_bar(node: Node) -> bool:
    """Whether a node is a bar of absolute value; the relations of divisors, parallels and sets are not."""
    if leaf_text(node) not in BARS or len(node):
        return False
    return node.tag == "mi" or (node.tag == "mo" and node.get("stretchy") == "false") or "minsize" in node.attrib


def _print(node: Node) -> str:
    printer = _PRINTERS.get(node.tag)
    if printer is None:
        raise ValueError(f"MathML <{node.tag}> is not known here")
    return printer(node)


def _argument(node: Node) -> str:
    """The node as an argument of a function, where something must stand."""
    return _print(node) or '""'


def _children(node: Node) -> str:
    return _row([child for child in node if child.tag != "annotation"])


def _group(node: Node) -> str:
    """A row; fences at its ends grow with what they hold, as \\left and \\right ask."""
    children = list(node)
    left = bool(children) and _is_fence(children[0])
    right = len(children) > 1 and _is_fence(children[-1])
    if not left and not right:
        return _row(children)
    inner = children[int(left) : len(children) - int(right)]
    opening, closing = _fence(children[0]) if left else "", _fence(children[-1]) if right else ""
    return f"lr({opening}{_row(inner, fenced=True)}{closing})"


def _is_fence(node: Node) -> bool:
    return node.tag == "mo" and node.get("fence") == "true" and "minsize" not in node.attrib


def _is_empty(node: Node) -> bool:
    return node.tag == "mrow" and not len(node)


def _fence(node: Node) -> str:
    text = leaf_text(node)
    return symbols(BARS.get(text, text))


def _style(node: Node) -> str:
    inner = _children(node)
    if not inner:
        return ""
    if "mathcolor" in node.attrib:
        ink = colour(node.attrib["mathcolor"])
        return f'text(fill: #rgb("{ink}"), {inner})' if ink else inner
    if "mathsize" in node.attrib:
        return f"text(size: #{max(length(node.attrib['mathsize']), 0.3):.2f}em, {inner})"
    if node.get("displaystyle") == "true":
        return f"display({inner})"
    style = _STYLES.get(node.get("scriptlevel", ""))
    return f"{style}({inner})" if style else inner


def _table(node: Node) -> str:
    if math_tables.has_rules(node):
        return math_tables.ruled(node, _children, frozenset())
    return math_tables.plain(node, _children)


def _identifier(node: Node) -> str:
    if len(node):
        # \overset and its like: whatever is inside, it behaves as a letter does.
        inner = _children(node)
        return f'class("normal", {inner})' if inner else ""
    text, variant = leaf_text(node), node.get("mathvariant")
    if not text:
        return ""
    if variant is None:
        return text if len(text) == 1 and text.isalpha() else f"op({string(text)})" if len(text) > 1 else symbols(text)
    if len(text) > 1 and variant == "normal":
        return f"op({string(text)})"
    if not text[0].isalpha():
        return f'class("normal", {symbols(BARS.get(text, text))})'
    return _VARIANTS.get(variant, "{}").format(string(text))


def _number(node: Node) -> str:
    if len(node):
        return _children(node)
    text = leaf_text(node)
    # An accent stands right over a bare number, but askew over a quoted one.
    number = text if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else string(text)
    printed = _VARIANTS.get(node.get("mathvariant", ""), "{}").format(number)
    return f"changed({printed})" if node.get("class") == "changed" else printed


def _operator(node: Node) -> str:
    if len(node):
        return f'class("relation", {_children(node) or chr(34) * 2})'
    text = leaf_text(node)
    if len(text) > 1:
        return f'class("relation", {string(text)})'
    if "minsize" in node.attrib and text not in ARROWS:
        return f"lr(size: #{length(node.attrib['minsize'])}em, {_fence(node)})"
    if text in _RELATIONS:
        return f'class("{"normal" if "stretchy" in node.attrib else "relation"}", {text})'
    return symbols(text)


def _words(node: Node) -> str:
    text = (node.text or "").replace("\u00a0", " ")
    if not text:
        return _children(node)
    words, variant = string(text), node.get("mathvariant", "")
    if variant.startswith("bold"):
        # The letters of mathematics have a bold alphabet; Hangul has a bold font.
        return f'text(weight: #"bold", {_VARIANTS.get(variant, "{}").format(words)})'
    return _VARIANTS[variant].format(words) if variant in ("italic", "monospace", "sans-serif") else words


def _break(node: Node) -> str:
    if "mathbackground" in node.attrib:
        return math_boxes.rule(node)
    return "\\ " if node.get("linebreak") == "newline" else ""


def _fraction(node: Node) -> str:
    if node.get("linethickness", "").startswith("0"):
        return f"mat(delim: #none, row-gap: #0.3em, {_argument(node[0])}; {_argument(node[1])})"
    return f"frac({_argument(node[0])}, {_argument(node[1])})"


def _scripts(node: Node) -> str:
    """Subscript and superscript; those of an integral stand where its slant wants them."""
    below, above = ("b", "t") if leaf_text(node[0]) in _INTEGRALS else ("br", "tr")
    places = {"msub": [below], "msup": [above], "msubsup": [below, above]}[node.tag]
    scripts = [f"{place}: {_argument(child)}" for place, child in zip(places, node[1:], strict=True)]
    return f"attach({', '.join([_argument(node[0]), *scripts])})"


def _over(node: Node) -> str:
    base, mark = node
    text = leaf_text(mark)
    if mark.tag == "mo" and not len(mark):
        if text in _ARCS:
            # An accent's arc is as wide as its letters, and signs beside it keep their spaces; overparen's is not.
            return f"accent({_argument(base)}, ⏜, size: #110%)"
        if text in ACCENTS:
            return _accent(base, text, stretchy=mark.get("stretchy") == "true")
        if text in _THIN_ARROWS or text == "⃗":
            arrow, size = text.replace("⃗", "→"), ", size: #100%" if mark.get("stretchy") == "true" else ""
            return f"accent({_argument(base)}, {arrow}{size})"
    if base.tag == "mover" and (drawn := ACCENTS.get(leaf_text(base[1]))) in _WITH_NOTE:
        return f"{drawn}({_argument(base[0])}, {_argument(mark)})"
    return f"attach({_base(base)}, t: {_argument(mark)})"


def _accent(base: Node, mark: str, *, stretchy: bool) -> str:
    if stretchy and mark in _STRETCHED:
        return f"accent({_argument(base)}, {ACCENTS[mark]}, size: #100%)"
    return f"{ACCENTS[mark]}({_argument(base)})"


def _under(node: Node) -> str:
    base, mark = node
    text = leaf_text(mark)
    if mark.tag == "mo" and not len(mark) and text in UNDER:
        width = math_boxes.blank(base) if UNDER[text] == "underline" else 0.0
        return math_boxes.line_to_fill(width) if width else f"{UNDER[text]}({_argument(base)})"
    if base.tag == "munder" and (drawn := UNDER.get(leaf_text(base[1]))) in _WITH_NOTE:
        return f"{drawn}({_argument(base[0])}, {_argument(mark)})"
    return f"attach({_base(base)}, b: {_argument(mark)})"


def _under_over(node: Node) -> str:
    return f"attach({_base(node[0])}, b: {_argument(node[1])}, t: {_argument(node[2])})"


def _base(node: Node) -> str:
    """What carries limits; an arrow that may stretch grows with them."""
    if node.tag == "mo" and node.get("stretchy") == "true" and leaf_text(node) in ARROWS | {"="}:
        return f"limits(stretch({symbols(leaf_text(node))}, size: #(100% + 1em)))"
    return f"limits({_argument(node)})"


_PRINTERS: dict[str, Callable[[Node], str]] = {
    "math": _children, "semantics": _children, "mrow": _group, "mstyle": _style,
    "mpadded": lambda node: math_boxes.padded(node, _children),
    "mphantom": lambda node: math_boxes.phantom(node, _children),
    "menclose": lambda node: math_boxes.enclosed(node, _children),
    "mi": _identifier, "mn": _number, "mo": _operator, "mtext": _words, "mspace": _break,
    "msqrt": lambda node: f"sqrt({_children(node) or chr(34) * 2})",
    "mroot": lambda node: f"root({_argument(node[1])}, {_argument(node[0])})", "mfrac": _fraction,
    "msub": _scripts, "msup": _scripts, "msubsup": _scripts, "mover": _over, "munder": _under,
    "munderover": _under_over, "mtable": _table,
}  # fmt: skip
