"""What MathML draws around, under or behind a formula, in Typst: enclosures, coloured boxes, rules, laps, phantoms."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

from itembank_desktop.adapters.typesetting import math_tables
from itembank_desktop.adapters.typesetting.math_spaces import length, space
from itembank_desktop.adapters.typesetting.math_tables import NO_OVERHANG, RULE
from itembank_desktop.adapters.typesetting.typst_strings import colour

Node = ElementTree.Element
Printer = Callable[[Node], str]

_STRIKES = {
    "updiagonalstrike": "cancel({})",
    "downdiagonalstrike": "cancel(inverted: #true, {})",
    "horizontalstrike": "cancel(angle: #90deg, {})",
    "verticalstrike": "cancel(angle: #0deg, {})",
}
_SIDES = {"top": "top", "bottom": "bottom", "left": "left", "right": "right"}
_WHOLE = {"box": "0pt", "roundedbox": "0.35em", "circle": "50%"}
_BORDER = re.compile(r"border:\s*\S+\s+solid\s+([^;]+)")
_FILM = "transparentize(60%)"
"""A ground is thinned so that ink of either theme is read on it."""


def enclosed(node: Node, printed: Printer) -> str:
    """An menclose: strikes through, rules beside, or a frame around its content."""
    notations = node.get("notation", "box").split()
    if "box" not in notations and len(node) == 1 and node[0].tag == "mtable":
        return math_tables.ruled(node[0], printed, frozenset(notations))
    inner = printed(node) or '""'
    if {"updiagonalstrike", "downdiagonalstrike"} <= set(notations):
        inner = f"cancel(cross: #true, {inner})"
        notations = [name for name in notations if not name.endswith("diagonalstrike")]
    for name in notations:
        if name in _STRIKES:
            inner = _STRIKES[name].format(inner)
    if "radical" in notations:
        inner = f"sqrt({inner})"
    if "longdiv" in notations:
        inner = f'class("normal", \\)){_framed(inner, {"top"})}'
    if "actuarial" in notations or "phasorangle" in notations:
        inner = _framed(inner, {"top", "right"} if "actuarial" in notations else {"left", "bottom"})
    if sides := {_SIDES[name] for name in notations if name in _SIDES}:
        inner = _framed(inner, sides)
    for name in notations:
        if name in _WHOLE:
            inset = "(x: 0.4em, y: 0.28em)" if name == "circle" else "0.28em"
            return _box(f"stroke: {RULE}, radius: {_WHOLE[name]}, inset: {inset}", inner)
    return inner


def _framed(inner: str, sides: set[str]) -> str:
    strokes = ", ".join(f"{side}: {RULE}" for side in sorted(sides))
    return _box(f"stroke: ({strokes}), inset: (x: 0.14em, top: 0.14em, bottom: 0.2em)", inner)


def _box(look: str, inner: str) -> str:
    """A frame in the line; its content stands on the line's own base."""
    return f"#context box({look}, {{ {NO_OVERHANG} $inline({inner})$ }});"


def padded(node: Node, printed: Printer) -> str:
    """An mpadded: a coloured box, something raised, or something that takes no width."""
    inner = printed(node)
    if "mathbackground" in node.attrib:
        return _box(_ground(node), inner or '""')
    raised = length(node.get("voffset", "0"))
    if raised and inner:
        return f"#box(baseline: {-raised:.3f}em, {{ {NO_OVERHANG} $inline({inner})$ }});"
    if not inner or not node.get("width", "").startswith("0"):
        return inner
    if node.get("lspace") == "-1width":
        body = f"let body = $inline({inner})$; h(-measure(body).width); body"
        return f"#context box(width: 0pt, {{ {NO_OVERHANG} {body} }});"
    return f"#box(width: 0pt, {{ {NO_OVERHANG} $inline({inner})$ }});"


def _ground(node: Node) -> str:
    """The look of a \\colorbox or \\fcolorbox; a colour that we do not know is left out."""
    ground = colour(node.get("mathbackground", ""))
    border = _BORDER.search(node.get("style", ""))
    edge = colour(border[1].strip()) if border else None
    look = [f'fill: rgb("{ground}").{_FILM}'] if ground else []
    look += [f'stroke: 0.05em + rgb("{edge}")'] if edge else [f"stroke: {RULE}"] if border else []
    return ", ".join([*look, "inset: 0.2em", "radius: 0.1em"])


def phantom(node: Node, printed: Printer) -> str:
    """Room for something that is not shown."""
    return f"#hide({{ {NO_OVERHANG} $inline({printed(node)})$ }});"


def rule(node: Node) -> str:
    """A bar of ink, as \\rule draws it."""
    width, height = length(node.get("width", "0")), length(node.get("height", "0"))
    return f"#context box(width: {width:.3f}em, height: {max(height, 0.0):.3f}em, fill: text.fill);"


def blank(node: Node) -> float:
    """The width in em of a row that holds only spaces; 0 for everything else."""
    widths = [space(one) for one in ([node] if node.tag != "mrow" else list(node))]
    known = [width for width in widths if width is not None]
    return max(sum(known), 0.0) if len(known) == len(widths) else 0.0


def line_to_fill(width: float) -> str:
    """A line to write on."""
    return f"#context box(width: {width:.3f}em, height: 0.75em, outset: (bottom: 0.15em), stroke: (bottom: {RULE}));"


def is_hidden(node: Node) -> bool:
    """Whether nothing of a node is shown: it only takes room."""
    return node.tag == "mphantom" or (len(node) > 0 and all(is_hidden(child) for child in node))


def prescripts(node: Node, printed: Printer) -> str | None:
    """The scripts that mhchem sets before a symbol by lapping them over a phantom; None for every other node.

    The first of the two phantoms, which only makes room, is told by an empty answer.
    """
    places = {"msub": ["bl"], "msup": ["tl"], "msubsup": ["bl", "tl"]}.get(node.tag)
    if places is None or not is_hidden(node[0]):
        return None
    scripts = list(zip(places, list(node)[1:], strict=True))
    if all(is_hidden(script) for _, script in scripts):
        return ""
    shown = [f"{place}: {body}" for place, script in scripts if (body := _unlapped(script, printed))]
    return f'attach("", {", ".join(shown)})'


def _unlapped(node: Node, printed: Printer) -> str:
    """What a script shows, its laps and phantoms taken away."""
    if is_hidden(node):
        return ""
    if node.tag == "mpadded" or (node.tag == "mrow" and any(child.tag == "mpadded" for child in node)):
        return "".join(_unlapped(child, printed) for child in node)
    return printed(node)
