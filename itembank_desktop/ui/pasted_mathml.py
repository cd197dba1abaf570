"""Presentation MathML of a clipboard as the TeX that an author would have typed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

# fmt: off
_SIGNS = {
    "−": "-", "\u2061": "", "\u2062": "", "\u2063": "", "\u2064": "", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&",
    "#": r"\#", "$": r"\$", "_": r"\_",
    "×": r"\times", "÷": r"\div", "±": r"\pm", "∓": r"\mp", "⋅": r"\cdot", "·": r"\cdot", "∘": r"\circ",
    "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv", "∽": r"\backsim", "∞": r"\infty",
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "→": r"\to", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "∠": r"\angle", "△": r"\triangle", "⊥": r"\perp", "∥": r"\parallel", "∴": r"\therefore", "∵": r"\because",
    "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "∪": r"\cup", "∩": r"\cap", "∅": r"\varnothing", "…": r"\ldots",
    "∣": "|", "⋯": r"\cdots", "°": r"^\circ", "∂": r"\partial", "∇": r"\nabla", "\xa0": " ",
}
_NAMED = frozenset((
    "arccos", "arcsin", "arctan", "cos", "cosh", "cot", "csc", "det", "exp", "gcd", "lim", "ln", "log", "max", "min",
    "sec", "sin", "sinh", "tan", "tanh",
))
_OVER = {
    "¯": "overline", "‾": "overline", "_": "overline", "―": "overline", "ˉ": "overline", "→": "overrightarrow",
    "⃗": "overrightarrow", "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "˙": "dot", ".": "dot", "⏞": "overbrace",
    "⌢": "overparen", "⏜": "overparen", "↔": "overleftrightarrow",
}
_UNDER = {"_": "underline", "¯": "underline", "‾": "underline", "⏟": "underbrace"}
_UNSEEN = frozenset(("annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark", "none", "mprescripts"))
# fmt: on
_TAKES_LIMITS = re.compile(r"\\(sum|prod|int|lim|max|min)\b")
_WHOLE = re.compile(r"[^\\{}^_\s]|\\[A-Za-z]+|\\[A-Za-z]+\{[^{}]*\}|\d+")


@dataclass(slots=True)
class Node:
    """An element with what stands in it: elements, or the text of a leaf."""

    tag: str
    children: list["Node"] = field(default_factory=list)
    text: str = ""
    upright: bool = False


class MathTree:
    """Takes what a parser meets between <math> and </math>; missing end tags are closed with their parents."""

    def __init__(self) -> None:
        self._open = [Node("math")]

    def start(self, tag: str, upright: bool = False) -> None:
        """An element begins; `upright` as its mathvariant says."""
        made = Node(tag, upright=upright)
        self._open[-1].children.append(made)
        self._open.append(made)

    def end(self, tag: str) -> None:
        """An element ends."""
        if any(node.tag == tag for node in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def text(self, data: str) -> None:
        """Characters of a leaf."""
        self._open[-1].text += data

    def tex(self) -> str:
        """All of it as TeX, without dollars."""
        return _row(self._open[0].children).strip()


def _joined(tex: str) -> str:
    """Upright letters side by side are one name: AB, not A and B."""
    before = ""
    while before != tex:
        before, tex = tex, re.sub(r"\\mathrm\{(\w+)\}\\mathrm\{(\w+)\}", r"\\mathrm{\1\2}", tex)
    return tex


def _row(nodes: Sequence[Node]) -> str:
    shown = [node for node in nodes if node.tag not in _UNSEEN]
    if _is_cases(shown):
        return r"\begin{cases}" + _rows(shown[1]) + r"\end{cases}"
    made = ""
    for node in shown:
        part = _tex(node)
        # A command's name ends where a letter would go on with it.
        made += f" {part}" if re.search(r"\\[A-Za-z]+$", made) and part[:1].isalpha() else part
    return _joined(made)


def _is_cases(nodes: Sequence[Node]) -> bool:
    opened = len(nodes) in (2, 3) and nodes[0].text.strip() == "{" and nodes[1].tag == "mtable"
    return opened and (len(nodes) == 2 or not nodes[2].text.strip())


def _tex(node: Node) -> str:
    if node.tag in ("mtext", "ms"):
        return _words(node.text)
    if node.tag in _LEAVES and not node.children:
        made = _LEAVES[node.tag](" ".join(node.text.split()))
        return rf"\mathrm{{{made}}}" if node.upright and len(made) == 1 and made.isascii() and made.isalpha() else made
    known = _MADE.get(node.tag)
    if known is not None:
        least, make = known
        shown = [child for child in node.children if child.tag != "maligngroup"]
        return make(shown) if len(shown) >= least else _row(shown)
    if node.tag == "semantics":
        return _tex(node.children[0]) if node.children else ""
    return _rows(node, r"\begin{matrix}", r"\end{matrix}") if node.tag == "mtable" else _row(node.children)


def _name(text: str) -> str:
    if text in _NAMED:
        return f"\\{text}"
    return rf"\mathrm{{{text}}}" if len(text) > 1 and text.isascii() and text.isalpha() else _signs(text)


def _words(text: str) -> str:
    said = re.sub(r"\s+", " ", re.sub("[\u2061-\u2064\u200b]", "", text))
    return rf"\text{{{_signs(said)}}}" if said.strip() else said


def _signs(text: str) -> str:
    if text.endswith("\u0338"):  # Struck through.
        return r"\not" + _signs(text[:-1])
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _base(node: Node) -> str:
    made = _tex(node).strip()
    return made if _WHOLE.fullmatch(made) or made.endswith(")") else f"{{{made}}}"


def _scripts(parts: Sequence[Node]) -> str:
    """The first as it is, then what stands below and above."""
    made = _base(parts[0])
    for mark, part in zip("_^", parts[1:], strict=False):
        script = _tex(part).strip()
        made += f"{mark}{{{script}}}" if script else ""
    return made


def _raised(parts: Sequence[Node]) -> str:
    script = _tex(parts[1]).strip()
    if script == r"\circ":
        return _base(parts[0]) + r"^\circ"
    return f"{_base(parts[0])}^{{{script}}}" if set(script) != {"′"} else _base(parts[0]) + "'" * len(script)


def _over(parts: Sequence[Node]) -> str:
    accent = parts[1].text.strip()
    if accent in _OVER:
        return rf"\{_OVER[accent]}{{{_tex(parts[0]).strip()}}}"
    if _TAKES_LIMITS.match(_tex(parts[0])):
        return _raised(parts)
    return rf"\overset{{{_tex(parts[1]).strip()}}}{{{_tex(parts[0]).strip()}}}"


def _under(parts: Sequence[Node]) -> str:
    accent = parts[1].text.strip()
    if accent in _UNDER:
        return rf"\{_UNDER[accent]}{{{_tex(parts[0]).strip()}}}"
    if _TAKES_LIMITS.match(_tex(parts[0])):
        return _scripts(parts[:2])
    return rf"\underset{{{_tex(parts[1]).strip()}}}{{{_tex(parts[0]).strip()}}}"


def _around(parts: Sequence[Node]) -> str:
    """Scripts behind the base and, after <mprescripts>, before it: combinations and permutations."""
    split = next((at for at, part in enumerate(parts) if part.tag == "mprescripts"), len(parts))
    before = _scripts([Node("mrow"), *parts[split + 1 : split + 3]])
    return ("" if before == "{}" else before) + _scripts(parts[: min(3, split)])


def _rows(table: Node, before: str = "", after: str = "") -> str:
    rows = (" & ".join(_row(cell.children).strip() for cell in line.children) for line in table.children)
    return before + r" \\ ".join(rows) + after


def _fraction(parts: Sequence[Node]) -> str:
    return rf"\frac{{{_tex(parts[0]).strip()}}}{{{_tex(parts[1]).strip()}}}"


def _root(parts: Sequence[Node]) -> str:
    return rf"\sqrt[{_tex(parts[1]).strip()}]{{{_tex(parts[0]).strip()}}}"


_LEAVES: dict[str, Callable[[str], str]] = {
    "mi": _name,
    "mn": _signs,
    "mo": lambda text: _name(text) if text in _NAMED else _signs(text),
    "mspace": lambda _: " ",
}
_MADE: dict[str, tuple[int, Callable[[Sequence[Node]], str]]] = {
    "mfrac": (2, _fraction),
    "mroot": (2, _root),
    "msqrt": (1, lambda parts: rf"\sqrt{{{_row(parts).strip()}}}"),
    "msup": (2, _raised),
    "msub": (2, _scripts),
    "msubsup": (3, _scripts),
    "munderover": (3, _scripts),
    "mover": (2, _over),
    "munder": (2, _under),
    "mmultiscripts": (1, _around),
    "mfenced": (0, lambda parts: "(" + ", ".join(_tex(part).strip() for part in parts) + ")"),
}
