"""Two texts side by side: which words, formulas and numbers of each have no equal in the other.

A formula is one token. Words are compared as they are written (a reviewer wants to see every change), numbers by
value, formulas by what they say: spacing commands, `\\dfrac` for `\\frac` and idle braces are no change.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from itembank_desktop.core.notation import Kind as TokenKind
from itembank_desktop.core.notation import canonical_number, tokens
from itembank_desktop.core.typeset import BOX, TINT


class Kind(StrEnum):
    """What a piece of a text is."""

    WORD = "word"
    NUMBER = "number"
    FORMULA = "formula"
    BETWEEN = "between"
    """Space, stops and leftover markup: never a difference."""


class Change(StrEnum):
    """What became of a piece on the other side."""

    NONE = "none"
    NUMBERS = "numbers"
    """The same piece with other numbers; `Piece.boxes` says where."""
    MOVED = "moved"
    """A number that the other has too, in a formula or elsewhere."""
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as written; all pieces joined are the text. `boxes` are spans of `text` that hold changed
    numbers."""

    text: str
    kind: Kind
    change: Change = Change.NONE
    boxes: tuple[tuple[int, int], ...] = ()


Pieces = tuple[Piece, ...]

_TAGS = (
    "image|img|figure|그림|br|p|div|span|b|i|u|ins|em|strong|sub|sup|li|ul|ol|table|tbody|thead|tr|t[dh]|center|font|a"
)
_PIECE = re.compile(
    r"(?P<formula>\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)|(?<!\\)\$(?:\\.|[^$\\])+\$)"
    rf"|(?P<between><\s*/?\s*(?:{_TAGS})\b[^<>]*>|[\s.,!?;\"“”…]+)"
    r"|(?P<number>(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?)[°%]?)"
    r"|(?P<word>[^\W\d_]+|.)",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONE = re.compile(r"[A-Za-z]{1,4}|[\d.]+[°%]?")
_SPACING = re.compile(
    r"\\(?:(?:left|right|displaystyle|textstyle|limits|quad|qquad|[bB]igg?[lr]?)(?![A-Za-z])|[,;:! ])|~|\s+"
)
_FONT = re.compile(r"\\(?:mathrm|mathit|textrm|text|rm)\s*\{([^{}]*)\}")
_IDLE_BRACES = re.compile(r"\{(\w|\\[A-Za-z]+)\}")
_STRUCTURE = re.compile(r"[{}()\[\]|'_&]|\\prime|\\\\")
# Longer texts are compared without their commonest words as anchors: time would grow with the square of their count.
_MANY = 1000


def pieces(text: str) -> Pieces:
    """A text taken apart; nothing is lost."""
    return tuple(Piece(found[0], Kind(found.lastgroup or "word")) for found in _PIECE.finditer(text))


def differences(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Both texts taken apart, every piece marked; asked the other way round, the answer is the other way round."""
    ours, theirs = list(pieces(one)), list(pieces(other))
    mine, yours = _comparable(ours), _comparable(theirs)
    keys, other_keys = [_key(ours[at]) for at in mine], [_key(theirs[at]) for at in yours]
    if (other_keys, other) < (keys, one):
        swapped, kept = differences(other, one)
        return kept, swapped
    for start, end, other_start, other_end in _unequal(keys, other_keys):
        _mark(ours, mine[start:end], theirs, yours[other_start:other_end])
    common = _changed_numbers(ours) & _changed_numbers(theirs)
    for side in (ours, theirs):
        _call_moved(side, common)
    return tuple(ours), tuple(theirs)


def changed(text: str) -> Pieces:
    """A text that has no counterpart."""
    return tuple(
        piece if piece.kind is Kind.BETWEEN else replace(piece, change=Change.CHANGED) for piece in pieces(text)
    )


def marked(side: Pieces) -> str:
    """The text with what has changed between the marks that a Sheet understands."""
    out: list[str] = []
    open_ = False
    for at, piece in enumerate(side):
        text = _clean(piece.text)
        tinted = _is_tinted(side, at)
        if tinted != open_:
            out.append(TINT[0] if tinted else TINT[1])
            open_ = tinted
        # A number by itself is boxed like one in a formula.
        alone = piece.kind is Kind.NUMBER and piece.change is Change.CHANGED
        spans = ((0, len(piece.text)),) if alone else piece.boxes
        out.append(_boxed(piece.text, spans) if spans else text)
    return "".join([*out, TINT[1] if open_ else ""])


@dataclass(frozen=True, slots=True)
class Tally:
    """How many words, formulas and numbers differ; what was replaced counts once."""

    words: int = 0
    formulas: int = 0
    numbers: int = 0

    def __bool__(self) -> bool:
        return bool(self.words or self.formulas or self.numbers)


def tally(one: Pieces, other: Pieces) -> Tally:
    """The differences of two marked sides, counted."""
    ours, theirs = _counted(one), _counted(other)
    return Tally(*(max(pair) for pair in zip(ours, theirs, strict=True)))


def same_text(one: str, other: str) -> bool:
    """Whether two short texts, a choice or an answer, say the same: 55° and a formula of 55° do."""
    return key_of(one) == key_of(other)


def key_of(text: str, numbers: bool = True) -> str:
    """What a short text says, for finding its equals; without `numbers` any number equals any other."""
    return _meaning(text, numbers)


def _counted(side: Pieces) -> tuple[int, int, int]:
    found = {Kind.WORD: 0, Kind.FORMULA: 0, Kind.NUMBER: 0}
    for piece in side:
        if piece.change is Change.NUMBERS:
            found[Kind.NUMBER] += len(piece.boxes)
        elif piece.change is Change.CHANGED:
            found[piece.kind] += 1
    return found[Kind.WORD], found[Kind.FORMULA], found[Kind.NUMBER]


def _changed_numbers(side: Sequence[Piece]) -> Counter[str]:
    """The numbers in what has changed, by value."""
    pieces_ = (piece.text for piece in side if piece.change is Change.CHANGED)
    return Counter(canonical_number(number) for text in pieces_ for number in _NUMBER.findall(text.replace(",", "")))


def _call_moved(side: list[Piece], common: Counter[str]) -> None:
    left = Counter(common)
    for at, piece in enumerate(side):
        value = canonical_number(piece.text.rstrip("°%")) if piece.kind is Kind.NUMBER else ""
        if piece.kind is Kind.NUMBER and piece.change is Change.CHANGED and left[value] > 0:
            left[value] -= 1
            side[at] = replace(piece, change=Change.MOVED)


def _comparable(side: Sequence[Piece]) -> list[int]:
    return [at for at, piece in enumerate(side) if piece.kind is not Kind.BETWEEN]


def _unequal(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, one, other, autojunk=max(len(one), len(other)) > _MANY)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            yield start, end, other_start, other_end


def _mark(ours: list[Piece], mine: list[int], theirs: list[Piece], yours: list[int]) -> None:
    """Mark what stands in two unequal stretches; what is equal but for numbers finds its partner here."""
    masked, other_masked = [_masked(ours[at]) for at in mine], [_masked(theirs[at]) for at in yours]
    matcher = SequenceMatcher(None, masked, other_masked, autojunk=max(len(mine), len(yours)) > _MANY)
    paired: set[int] = set()
    for start, other_start, length in matcher.get_matching_blocks():
        for step in range(length):
            at, there = mine[start + step], yours[other_start + step]
            ours[at], theirs[there] = _renumbered(ours[at], theirs[there])
            paired |= {start + step}
            yours[other_start + step] = -1
    for place, at in enumerate(mine):
        if place not in paired:
            ours[at] = replace(ours[at], change=Change.CHANGED)
    for there in yours:
        if there >= 0:
            theirs[there] = replace(theirs[there], change=Change.CHANGED)


def _renumbered(one: Piece, other: Piece) -> tuple[Piece, Piece]:
    """Two pieces that are alike but for numbers, with those boxed that differ."""
    if _key(one) == _key(other):
        return one, other
    ours, theirs = list(_NUMBER.finditer(one.text)), list(_NUMBER.finditer(other.text))
    apart = [
        (mine.span(), yours.span())
        for mine, yours in zip(ours, theirs, strict=False)
        if canonical_number(mine[0]) != canonical_number(yours[0])
    ]
    if len(ours) != len(theirs) or not apart:
        return replace(one, change=Change.CHANGED), replace(other, change=Change.CHANGED)
    mine_, yours_ = zip(*apart, strict=True)
    return _with_boxes(one, mine_), _with_boxes(other, yours_)


def _with_boxes(piece: Piece, boxes: tuple[tuple[int, int], ...]) -> Piece:
    """A number by itself is boxed whole."""
    whole = piece.kind is Kind.NUMBER
    return replace(piece, change=Change.NUMBERS, boxes=((0, len(piece.text)),) if whole else boxes)


def _meaning(text: str, numbers: bool = True) -> str:
    """The tokens of a text and what they do not tell: its structure."""
    stream = ("#" if token.kind is TokenKind.NUMBER and not numbers else token.text for token in tokens(text))
    return f"{' '.join(stream)} {_NUMBER.sub('', _structure(text))}"


def _key(piece: Piece) -> str:
    if piece.kind is Kind.NUMBER:
        value = piece.text.rstrip("°%")
        return canonical_number(value) + piece.text[len(value) :]
    if piece.kind is Kind.FORMULA:
        stream = tokens(piece.text)
        # A lone letter or number is the same with and without dollars.
        lone = "".join(token.text for token in stream)
        return lone if _LONE.fullmatch(lone) and not _structure(piece.text) else f"${_meaning(piece.text)}"
    word = unicodedata.normalize("NFKC", piece.text)
    # Short Latin words are points and variables: A and a are not the same.
    return word if len(word) <= 3 else word.casefold()


def _masked(piece: Piece) -> str:
    if piece.kind is Kind.WORD:
        return _key(piece)
    key = _key(piece)
    return _NUMBER.sub("#", key) if _LONE.fullmatch(key) else f"${_meaning(piece.text, numbers=False)}"


def _structure(formula: str) -> str:
    """The brackets, primes, indices and groups of a formula: what its tokens do not tell."""
    bare = _SPACING.sub("", _FONT.sub(r"\1", formula))
    while (barer := _IDLE_BRACES.sub(r"\1", bare)) != bare:
        bare = barer
    return "".join(_STRUCTURE.findall(_NUMBER.sub("0", bare).replace("{0}", "0")))


def _is_tinted(side: Pieces, at: int) -> bool:
    """Changed words and formulas, and the space between two of them."""
    piece = side[at]
    if piece.kind is not Kind.BETWEEN:
        return _on_tint(piece)
    within = 0 < at < len(side) - 1 and not ("\n" in piece.text or "<" in piece.text)
    return within and _on_tint(side[at - 1]) and _on_tint(side[at + 1])


def _on_tint(piece: Piece) -> bool:
    return piece.change is Change.MOVED or (piece.change is Change.CHANGED and piece.kind is not Kind.NUMBER)


def _boxed(text: str, spans: Sequence[tuple[int, int]]) -> str:
    out, done = [], 0
    for start, end in spans:
        out += [_clean(text[done:start]), BOX[0], text[start:end], BOX[1]]
        done = end
    return "".join([*out, _clean(text[done:])])


def _clean(text: str) -> str:
    """The text without the marks themselves, should anybody have written them."""
    for mark in (*TINT, *BOX):
        text = text.replace(mark, "")
    return text
