"""HTML of a clipboard read as text and pictures: what authors copy from HWP, Word and web pages."""

import re
from html.parser import HTMLParser

from itembank_desktop.ui.pasted_list import Attributes, PastedLists
from itembank_desktop.ui.pasted_mathml import MathTree

# fmt: off
_BREAKING = frozenset((
    "address", "article", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "section",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))
_UNSEEN = frozenset(("head", "noscript", "script", "style", "template", "title", "xml"))
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))
# fmt: on
_BASE = re.compile(r"(\([^()$\n]*\)|[A-Za-z]+|[Α-Ωα-ω]|\d+)$")
_RAISED = re.compile(r"\$([^$\n]*[\^_]\{[^$\n]*\})\$$")


class Source(str):
    """Where a picture of the HTML comes from: its src, as written."""

    __slots__ = ()


def read_html(html: str) -> list[str | Source]:
    """Text and picture sources in reading order.

    Table cells are parted by tabs, rows and paragraphs by line ends; numbered lists keep their numbers;
    x<sup>2</sup> becomes $x^{2}$, and mathematics that carries its TeX (KaTeX, MathJax, Wikipedia) becomes that TeX,
    other MathML its like.
    """
    reader = _Reader()
    reader.feed(html.replace("\r\n", "\n"))
    reader.close()
    return reader.finish()


def raised(before: str, mark: str, script: str) -> str:
    """The text `before` with a superscript ("^") or subscript ("_") set behind it."""
    script = " ".join(script.split())
    if not script:
        return before
    behind = f"{mark}{{{script}}}"
    line = before.rpartition("\n")[2]
    if _RAISED.search(line[-1000:]):  # x<sub>1</sub><sup>2</sup> is one formula.
        return before[:-1] + behind + "$"
    base = _BASE.search(line[-200:])
    if base is None or line.count("$") % 2:
        return before + behind
    name = base[0]
    upright = rf"\mathrm{{{name}}}" if len(name) > 1 and name.isalpha() else name
    return before[: len(before) - len(name)] + f"${upright}{behind}$"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str | Source] = []
        self._text = ""
        self._unseen: list[str] = []  # The open elements inside (and with) one that is not shown.
        self._pre = 0
        self._scripts: list[tuple[str, str]] = []  # (mark, the text before it) of every open sup or sub.
        self._math: MathTree | None = None
        self._tex = ""
        self._in_tex = False
        self._cell = False
        self._lists = PastedLists()
        self._numbered = -1  # Where the text ends behind an item's number.

    def finish(self) -> list[str | Source]:
        self._flush()
        parts = [part if isinstance(part, Source) else _tidy(part) for part in self._parts]
        return [part for part in parts if part or isinstance(part, Source)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "body":
            self._unseen.clear()  # A head without its end tag.
        if self._unseen or tag in _UNSEEN or values.get("aria-hidden") == "true":
            if tag not in _VOID:
                self._unseen.append(tag)
        elif self._math is not None:
            self._in_tex = tag == "annotation" and "tex" in (values.get("encoding") or "").lower()
            self._math.start(tag, values.get("mathvariant") == "normal")
        elif tag == "math":
            self._math, self._tex = MathTree(), ""
        elif tag in ("img", "v:imagedata"):
            self._flush()
            self._parts.append(Source((values.get("src") or "").strip()))
        else:
            self._open(tag, values)

    def _open(self, tag: str, attributes: Attributes) -> None:
        if tag == "br":
            self._text += "\n"
        elif tag in ("sup", "sub"):
            self._scripts.append(("^" if tag == "sup" else "_", self._text))
            self._text = ""
        elif tag in ("td", "th"):
            self._text = self._text.rstrip(" ") + "\t" if self._cell else self._text
            self._cell = True
        elif tag in _BREAKING:
            self._break(within_cell=tag != "tr")
        if tag in ("ol", "ul"):
            self._lists.begin(tag, attributes)
        elif tag == "li":
            self._text += self._lists.mark(attributes)
            self._numbered = len(self._text)
        if tag == "tr":
            self._cell = False
        self._pre += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:  # A missing end tag inside is closed with its parent.
                while self._unseen.pop() != tag:
                    pass
        elif self._math is not None:
            self._end_in_math(self._math, tag)
        elif tag in ("sup", "sub") and self._scripts:
            mark, before = self._scripts.pop()
            self._text = raised(before, mark, self._text)
        elif tag in _BREAKING:
            self._numbered = -1
            self._break(within_cell=tag not in ("tr", "table"))
        if tag in ("ol", "ul"):
            self._lists.end()
        if tag in ("tr", "table"):
            self._cell = False
        if tag == "pre" and self._pre:
            self._pre -= 1

    def _end_in_math(self, tree: MathTree, tag: str) -> None:
        if tag != "math":
            self._in_tex = self._in_tex and tag != "annotation"
            tree.end(tag)
            return
        self._math = None
        tex = self._tex.strip() or tree.tex()
        self._text += f"${tex}$" if tex else ""

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._math is not None:
            if self._in_tex:
                self._tex += data
            else:
                self._math.text(data)
        elif self._pre:
            self._text += data.replace("\xa0", " ")
        else:
            data = re.sub(r"[ \t\n\f]+", " ", data)
            at_start = not self._text or self._text[-1] in "\n\t "
            self._text += data.lstrip(" ") if at_start and not self._after_picture() else data

    def _after_picture(self) -> bool:
        return not self._text and bool(self._parts) and not self._scripts

    def _break(self, *, within_cell: bool) -> None:
        """End the line; a paragraph inside a table cell ends with a space instead, to keep its row together.

        A paragraph right behind an item's number stands on its line.
        """
        if self._text and len(self._text) == self._numbered:
            return
        if within_cell and self._cell:
            if self._text and self._text[-1] not in "\n\t ":
                self._text += " "
        elif (self._text and not self._text.endswith("\n")) or self._after_picture():
            self._text = self._text.rstrip(" ") + "\n"

    def _flush(self) -> None:
        while self._scripts:  # A picture inside a superscript, or a missing end tag.
            mark, before = self._scripts.pop()
            self._text = raised(before, mark, self._text)
        self._parts.append(self._text)
        self._text = ""


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text.replace("\xa0", " "))
