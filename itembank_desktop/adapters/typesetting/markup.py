"""An item's text taken apart: lines of words and formulas, with what is left of HTML in it."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from itembank_desktop.adapters.typesetting import marks
from itembank_desktop.core.typeset import BOX, TINT


class Kind(Enum):
    """What a run of characters is."""

    WORDS = "words"
    INLINE = "inline formula"
    DISPLAY = "displayed formula"


class Style(Enum):
    """How a run is set; the value is the name of the HTML elements that ask for it."""

    PLAIN = ""
    STRONG = "b strong"
    UNDERLINED = "u ins"
    EMPHASISED = "i em"
    SUBSCRIPT = "sub"
    SUPERSCRIPT = "sup"


class Mark(Enum):
    """What a comparison says of a run."""

    NONE = "unchanged"
    TINT = "changed"
    BOX = "another number"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind and style; `source` is a formula as the author wrote it, delimiters included."""

    text: str
    kind: Kind = Kind.WORDS
    style: Style = Style.PLAIN
    source: str = ""
    mark: Mark = Mark.NONE


Line = tuple[Run, ...]

_MARKS = {TINT[0]: Mark.TINT, BOX[0]: Mark.BOX}
_ENVIRONMENTS = (
    "equation|align|alignat|aligned|alignedat|gather|gathered|split|cases|rcases|array|matrix|[pbBvV]matrix|CD"
)
_OPENERS = re.compile(rf"\\[$\[(]|\$\$|\$|\\begin\{{(?P<environment>(?:{_ENVIRONMENTS})\*?)\}}")
_CLOSERS = {"$$": "$$", "\\[": "\\]", "\\(": "\\)"}
_BLANK_LINE = re.compile(r"\n\s*\n")
_DOLLAR = re.compile(r"(?<!\\)\$")
_BRACES_AND_DOLLARS = re.compile(r"\\.|[{}$]", re.DOTALL)
_MONEY = re.compile(r"\s?\d[\d,.]*")
_GROUPS = re.compile(r"\{[^{}]*\}")
_HANGUL = re.compile(r"[가-힣]")
PLACEHOLDER = re.compile(r"\s?<\s*/?\s*(?:image|img|figure|그림)[\s_-]*\d*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|ul|ol|tr|h[1-6])\s*>", re.IGNORECASE)
_BULLET = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_DROPPED = re.compile(
    r"</?(?:p|div|span|font|table|tbody|thead|tr|td|th|ul|ol|li|html|body|h[1-6]|a|center)(?:\s[^<>]*)?>", re.IGNORECASE
)
_STYLE_TAG = re.compile(r"<(/?)(b|strong|u|ins|i|em|sub|sup)>", re.IGNORECASE)
_STYLES = {name: style for style in Style for name in style.value.split()}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.IGNORECASE)


def lines(text: str) -> list[Line]:
    """The lines of a text; an empty line stands for a gap, never two in a row, never first or last."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    made: list[Line] = []
    for line in _split_lines(_told_apart(_styled(list(_runs(text))))):
        if line or (made and made[-1]):
            made.append(line)
    return made[:-1] if made and not made[-1] else made


def _runs(text: str) -> Iterator[Run]:
    """Words and formulas in order; a delimiter without its partner is an ordinary character."""
    unpaired = len(_DOLLAR.findall(text)) % 2 == 1
    start = position = 0
    while (opener := _OPENERS.search(text, position)) is not None:
        found = None if opener[0] == "\\$" else _formula(text, opener, cautious=unpaired)
        if found is None:
            position = opener.end()
            continue
        formula, end = found
        yield Run(_words(text[start : opener.start()]))
        yield formula
        start = position = end
    yield Run(_words(text[start:]))


def _formula(text: str, opener: re.Match[str], *, cautious: bool) -> tuple[Run, int] | None:
    """The formula that begins at `opener`, and where it ends; None when the delimiter is only a character."""
    if opener["environment"]:
        return _environment(text, opener)
    closer = _CLOSERS.get(opener[0])
    end = _partner(text, opener.end()) if closer is None else text.find(closer, opener.end())
    if end < 0:
        return None
    tex = text[opener.end() : end]
    if not tex.strip() or _BLANK_LINE.search(tex):
        return None
    after = end + len(closer or "$")
    plain = marks.bare(tex)
    if closer is None and (_is_money(plain, text[after : after + 1]) or (cautious and _is_prose(plain))):
        return None
    kind = Kind.DISPLAY if opener[0] in ("$$", "\\[") else Kind.INLINE
    tex = _ENTITY.sub(_character, tex)
    return Run(tex.strip(), kind, source=text[opener.start() : after]), after


def _environment(text: str, opener: re.Match[str]) -> tuple[Run, int] | None:
    """The environment that begins at `opener` outside of dollars, those of its own name inside it included."""
    depth = 0
    for mark in re.finditer(rf"\\(begin|end)\{{{re.escape(opener['environment'])}\}}", text[opener.start() :]):
        depth += 1 if mark[1] == "begin" else -1
        if not depth:
            end = opener.start() + mark.end()
            source = text[opener.start() : end]
            return (Run(_ENTITY.sub(_character, source), Kind.DISPLAY, source=source), end)
    return None


def _partner(text: str, start: int) -> int:
    """Where the dollar stands that closes a formula: not inside braces, as in \\text{if $x$}; -1 when there is none."""
    depth = 0
    for mark in _BRACES_AND_DOLLARS.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if mark[0] == "$" and depth <= 0:
            return mark.start()
    first = _DOLLAR.search(text, start)
    return first.start() if first else -1


def _is_money(tex: str, following: str) -> bool:
    """Whether `$...$` stands between two prices, as in "$5 each and $10 together"."""
    amount = _MONEY.match(tex)
    if amount is None or re.search(r"[\\^_={}]", tex):
        return False
    between = tex[amount.end() :]
    return following.isdigit() or tex.endswith((" ", "(")) or bool(re.search(r"[A-Za-z]{3}|[가-힣]", between))


def _is_prose(tex: str) -> bool:
    """Whether Korean words stand outside the groups: a formula that is not closed yet ran into the sentence."""
    while (smaller := _GROUPS.sub("", tex)) != tex:
        tex = smaller
    return bool(_HANGUL.search(tex)) and " " in tex.strip()


def _words(text: str) -> str:
    """Text without placeholders of figures and without HTML but the elements that `Style` knows."""
    text = _BREAKS.sub("\n", PLACEHOLDER.sub("", text))
    text = _CELL_END.sub("  ", _BULLET.sub("\n• ", text))
    text = _ENTITY.sub(_character, _DROPPED.sub("", text))
    return text.replace("\\$", "$")


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("\u00a0", " ")


def _styled(runs: list[Run]) -> Iterator[Run]:
    """The runs with their style elements turned into styles; an element without its partner stays text."""
    everything = "".join(run.text for run in runs if run.kind is Kind.WORDS).lower()
    paired = {name for name in _STYLES if f"<{name}>" in everything and f"</{name}>" in everything}
    active: list[Style] = []
    for run in runs:
        if run.kind is not Kind.WORDS:
            yield replace(run, style=active[-1] if active else Style.PLAIN)
            continue
        position = 0
        for tag in _STYLE_TAG.finditer(run.text):
            name = tag[2].lower()
            if name not in paired:
                continue
            style = _STYLES[name]
            yield Run(run.text[position : tag.start()], style=active[-1] if active else Style.PLAIN)
            position = tag.end()
            if not tag[1]:
                active.append(style)
            elif style in active:
                active.remove(style)
        yield Run(run.text[position:], style=active[-1] if active else Style.PLAIN)


def _told_apart(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs cut where a comparison's marks stand; formulas keep the boxes inside them."""
    mark = Mark.NONE
    for run in runs:
        if run.kind is not Kind.WORDS:
            yield replace(run, mark=mark, source=marks.bare(run.source))
            continue
        for part in marks.ANY.split(run.text):
            if marks.ANY.fullmatch(part):
                mark = _MARKS.get(part, Mark.NONE)
            elif part:
                yield replace(run, text=part, mark=mark)


def _split_lines(runs: Iterator[Run]) -> Iterator[Line]:
    """The runs, cut at line breaks; blanks at the ends of a line and doubled blanks are dropped."""
    line: list[Run] = []
    for run in runs:
        if run.kind is not Kind.WORDS:
            line.append(run)
            continue
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield _tidied(line)
            line = [replace(run, text=other)]
    yield _tidied(line)


def _tidied(line: list[Run]) -> Line:
    kept: list[Run] = []
    for run in line:
        if run.kind is Kind.WORDS:
            text = re.sub(r"[ \t\u3000]+", " ", run.text)
            if not kept or kept[-1].kind is Kind.DISPLAY:
                text = text.lstrip()
            run = replace(run, text=text)
        if run.text:
            kept.append(run)
    while kept and kept[-1].kind is Kind.WORDS:
        text = kept[-1].text.rstrip()
        if text:
            kept[-1] = replace(kept[-1], text=text)
            break
        kept.pop()
    return tuple(kept)
