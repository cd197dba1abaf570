"""What the window asks of the typesetter, and what it gets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from itembank_desktop.core.item import Place

# Noncharacters, which Unicode keeps for use inside a program: no text that people write holds them.
TINT = ("\ufdd0", "\ufdd1")
"""What stands between them has changed: it is set on `Sheet.tint`."""
BOX = ("\ufdd2", "\ufdd3")
"""A changed number, in a formula or in a sentence: it is set in a box of `Sheet.edge`."""


@dataclass(frozen=True, slots=True)
class Inset:
    """Room that a sheet keeps free for a figure of `width` x `height` logical pixels.

    `number` is the figure's place among those of its item, from 1: a text names it as <image2> or <그림 2>.
    """

    number: int
    width: int
    height: int
    place: Place = Place.STEM


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a room stands, in logical pixels from the sheet's upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Text with $LaTeX$ to be set as a textbook prints it.

    `width` is in logical pixels; `scale` is device pixels per logical pixel (times any zoom); `ink` is
    "#rrggbb"; `size` is the body size in logical pixels. `max_lines` cuts a long stem after about that many
    lines (None: all of it). `choices` are set as ① to ⑤ below the text, in as many columns as fit. `tint` and `edge`
    ("#rrggbb") are for what stands between TINT and BOX marks. `figures` (for a sheet without `max_lines`) stand where
    the text or a choice names them, else in the choices or below the text.
    """

    text: str
    choices: tuple[str, ...] = ()
    width: int = 480
    scale: float = 1.0
    ink: str = "#16191F"
    size: float = 15.0
    max_lines: int | None = None
    tint: str = ""
    edge: str = ""
    figures: tuple[Inset, ...] = ()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A sheet as a PNG with transparent ground, `width` x `height` device pixels.

    `problems` lists the formulas that could not be set; they stand in the picture as their source in red.
    `cut` says that `max_lines` left something out. `spots` are the rooms of the sheet's figures, in their order; none
    when the sheet as a whole could not be set.
    """

    png: bytes
    width: int
    height: int
    problems: tuple[str, ...] = ()
    cut: bool = False
    spots: tuple[Spot, ...] = ()


Typesetter = Callable[[Sequence[Sheet]], list[Typeset]]
"""Sets sheets off the window's thread; one answer a sheet, in order; never raises for one bad sheet."""
