"""Two figures laid over each other: how the one must be turned to lie on the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Turn(StrEnum):
    """What was done to the first figure to get the second, as one sees it; angles are clockwise."""

    NONE = "none"
    QUARTER = "quarter"
    HALF = "half"
    THREE_QUARTERS = "three quarters"
    MIRRORED = "mirrored"
    """Left and right are exchanged."""
    FLIPPED = "flipped"
    """Top and bottom are exchanged."""
    DIAGONAL = "diagonal"
    """Mirrored, then a quarter turn."""
    ANTIDIAGONAL = "antidiagonal"
    """Mirrored, then three quarter turns."""


@dataclass(frozen=True, slots=True)
class FigureMatch:
    """Two figures on canvases of one size, the content boxes upon each other.

    `likeness` of the line work is 0 to 1 and `turn` NONE where it is too small to tell; `same` says that nothing
    visible differs. `one` and `other` (turned back) are PNG; so is `difference`: ink of both grey, of one alone in
    its colour. `asked` and `found` are the figures as they are.
    """

    turn: Turn
    likeness: float
    same: bool
    one: bytes = field(repr=False)
    other: bytes = field(repr=False)
    difference: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of a difference, "#rrggbb"."""

    both: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class FigurePair:
    """A figure of the draft and the item's that is most like it, as PNG; None where a side has none left.

    `problem` says why there is no `match` although there are two figures.
    """

    one: bytes | None = field(repr=False)
    other: bytes | None = field(repr=False)
    match: FigureMatch | None = None
    problem: str = ""


AlignFigures = Callable[[bytes, bytes, Ink], FigureMatch]
"""Encoded pictures to their alignment; raises UnreadableFigure."""
