"""A draft and an item part by part: stem, choices matched by content, answer, figures; and what differs, as facts."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from itembank_desktop.core.differences import (
    Change,
    Pieces,
    Tally,
    changed,
    differences,
    key_of,
    pieces,
    same_text,
    tally,
)
from itembank_desktop.core.item import Content, Item
from itembank_desktop.core.search import Hit

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBERED = re.compile(r"^\s*(?:([①-⑳])|\(?([1-9])\)?\s*번?)\s*$")


class Axis(StrEnum):
    """In what two items may be alike."""

    TEXT = "text"
    FIGURE = "figure"
    NUMBERS = "numbers"
    ANSWER = "answer"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Part:
    """The same part of both, taken apart and marked; a side that lacks it is empty."""

    one: Pieces
    other: Pieces

    @property
    def is_same(self) -> bool:
        """Whether nothing is marked."""
        return all(piece.change is Change.NONE for piece in (*self.one, *self.other))


@dataclass(frozen=True, slots=True)
class Row:
    """A choice of the draft beside the item's with the same content; `here` and `there` count from 0, None: lacking."""

    here: int | None
    there: int | None
    part: Part

    @property
    def moved(self) -> bool:
        """Whether it stands at another place in the item."""
        return None not in (self.here, self.there) and self.here != self.there


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything but the figures. `answer_same` is None where a side has no answer."""

    stem: Part
    choices: tuple[Row, ...]
    answer: Part
    answer_same: bool | None
    explanation: str
    in_stem: Tally
    in_choices: Tally

    @property
    def reordered(self) -> bool:
        """Whether choices stand in another order."""
        return any(row.moved for row in self.choices)


def compare(content: Content, item: Item) -> Comparison:
    """Align what an author has written with an item of the bank."""
    stem = _part(content.stem, item.stem)
    rows = match_choices(content.choices, item.choices)
    answers = content.answer.strip(), item.answer.strip()
    ours, theirs = meant(content.answer, content.choices), meant(item.answer, item.choices)
    same = None if not all(answers) else same_text(*answers) or same_text(ours, theirs)
    answer = Part(pieces(content.answer), pieces(item.answer)) if same else _part(content.answer, item.answer)
    in_choices = [tally(row.part.one, row.part.other) for row in rows] if content.choices and item.choices else []
    return Comparison(
        stem,
        rows,
        answer,
        same,
        item.explanation,
        tally(stem.one, stem.other) if _both(stem) else Tally(),
        _sum(in_choices),
    )


def match_choices(ours: Sequence[str], theirs: Sequence[str]) -> tuple[Row, ...]:
    """Rows in the draft's order: equal content first, then equal but for numbers, then by place; leftovers last."""
    pairs: dict[int, int] = {}
    for read in (lambda text: key_of(text), lambda text: key_of(text, numbers=False), lambda _: ()):
        _pair(ours, theirs, read, pairs)
    alone = not ours or not theirs
    rows = [
        Row(here, pairs.get(here), _choice(text, theirs[pairs[here]] if here in pairs else None, alone))
        for here, text in enumerate(ours)
    ]
    left = sorted(set(range(len(theirs))) - set(pairs.values()))
    return (*rows, *(Row(None, there, _choice(None, theirs[there], alone)) for there in left))


def meant(answer: str, choices: Sequence[str]) -> str:
    """The content of the choice that an answer names (③, (3), 3번), else the answer itself."""
    named = _NUMBERED.match(answer)
    if named is None or any(same_text(answer, choice) for choice in choices):
        return answer
    place = MARKS.index(named[1]) if named[1] else int(named[2]) - 1
    return choices[place] if place < len(choices) else answer


def axes(hit: Hit, comparison: Comparison) -> Mapping[Axis, float | None]:
    """How alike both are in each respect, 0 to 1; None where a side has nothing to compare, or nobody has read it."""
    known = {**hit.channels, **hit.evidence.measures}
    texts = [value for name in ("text", "text_masked") if (value := known.get(name)) is not None]
    meanings = [
        value for name, value in hit.channels.items() if name not in ("text", "figure", "numbers") and value is not None
    ]
    answer = comparison.answer_same
    numbers = known.get("numbers")
    return {
        # Numbers have an axis of their own.
        Axis.TEXT: max(texts, default=None),
        Axis.FIGURE: known.get("figure"),
        Axis.NUMBERS: 1.0 if known.get("numbers_equal") == 1.0 else numbers,
        Axis.ANSWER: None if answer is None else float(answer),
        Axis.MEANING: max(0.0, *meanings) if meanings else None,
    }


def _part(one: str, other: str) -> Part:
    """What only one side has is no difference in words."""
    if not one.strip() or not other.strip():
        return Part(pieces(one), pieces(other))
    return Part(*differences(one, other))


def _choice(one: str | None, other: str | None, alone: bool) -> Part:
    """A row; choices that say the same bear no mark, however they are written."""
    if one is None or other is None:
        show = pieces if alone else changed
        return Part(show(one or ""), show(other or ""))
    return Part(pieces(one), pieces(other)) if same_text(one, other) else Part(*differences(one, other))


def _both(part: Part) -> bool:
    return bool("".join(one.text for one in part.one).strip() and "".join(one.text for one in part.other).strip())


def _pair(ours: Sequence[str], theirs: Sequence[str], read: Callable[[str], Hashable], pairs: dict[int, int]) -> None:
    """Pair what reads alike and has no partner yet, in order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    taken = set(pairs.values())
    for there, text in enumerate(theirs):
        if there not in taken:
            waiting[read(text)].append(there)
    for here, text in enumerate(ours):
        if here not in pairs and (found := waiting.get(read(text))):
            pairs[here] = found.popleft()


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(one.words for one in tallies), sum(one.formulas for one in tallies), sum(one.numbers for one in tallies)
    )
