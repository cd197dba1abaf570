"""From evidence to a word an author can act on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Resemblance(StrEnum):
    """How a found item resembles the draft; a suggestion, never a certainty."""

    DUPLICATE = "duplicate"
    """The same item, reworded or redrawn."""
    VARIANT = "variant"
    """The same item with other numbers or data."""
    SIMILAR = "similar"
    """The same type of question."""
    RELATED = "related"
    """Worth a glance."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every measure of every space for one pair, by name; None where one side has nothing to compare."""

    measures: Mapping[str, float | None] = field(default_factory=dict, hash=False)
