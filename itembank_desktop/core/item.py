"""The words of the house: items, their figures, and drafts."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

ItemId = NewType("ItemId", str)
MAX_TEXT = 20_000
"""Characters in all texts of one item or draft together: several times what any exam item has."""


class Place(StrEnum):
    """Where in an item a figure stands."""

    STEM = "stem"
    CHOICE = "choice"
    EXPLANATION = "explanation"


@dataclass(frozen=True, slots=True)
class Figure:
    """An image belonging to an item, addressed by the SHA-256 (hex) of its bytes."""

    sha256: str
    name: str = ""
    place: Place = Place.STEM


@dataclass(frozen=True, slots=True)
class Picture:
    """The encoded bytes (PNG, JPEG, ...) of an image in hand: pasted, dropped, or read from a bank."""

    data: bytes = field(repr=False)
    name: str = ""
    place: Place = Place.STEM
    sha256: str = ""

    def __post_init__(self) -> None:
        """Address the picture by its bytes unless the caller already knows the address."""
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.data).hexdigest())

    @property
    def figure(self) -> Figure:
        """What an item keeps of this picture."""
        return Figure(self.sha256, self.name, self.place)


@dataclass(frozen=True, slots=True)
class Item:
    """One exam question. `metadata` holds every further field of its source, as JSON values."""

    id: ItemId
    subject: str = ""
    stem: str = ""
    choices: tuple[str, ...] = ()
    answer: str = ""
    explanation: str = ""
    figures: tuple[Figure, ...] = ()
    metadata: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def question_figures(self) -> tuple[Figure, ...]:
        """Those that belong to the question; a draft has no explanation to compare with."""
        return tuple(figure for figure in self.figures if figure.place is not Place.EXPLANATION)


@dataclass(frozen=True, slots=True)
class Draft:
    """An item being typed: its text as it stands in the editor and its pictures in order."""

    text: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask about."""
        return not self.text.strip() and not self.pictures


@dataclass(frozen=True, slots=True)
class Content:
    """What spaces describe: the parts of an item or draft that say which question it is."""

    stem: str = ""
    choices: tuple[str, ...] = ()
    answer: str = ""
    pictures: tuple[Picture, ...] = ()


def reads_alike(one: Item, other: Item) -> bool:
    """Whether a model sees the same question in both: the parts that Content has."""
    return (one.stem, one.choices, one.answer, one.figures) == (other.stem, other.choices, other.answer, other.figures)


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(item: Item) -> str:
    """Hash of an item's whole content; the same fingerprint means nothing has changed.

    Composed and decomposed Hangul (NFC, NFD) and runs of spaces count as the same.
    """

    def plain(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).split())

    parts = [
        plain(item.subject),
        plain(item.stem),
        [plain(choice) for choice in item.choices],
        plain(item.answer),
        plain(item.explanation),
        [[figure.sha256, figure.place] for figure in item.figures],
        dict(item.metadata),
    ]
    return hashlib.sha256(_WRITER.encode(parts).encode("utf-8", "surrogatepass")).hexdigest()
