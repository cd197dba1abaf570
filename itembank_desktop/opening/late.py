"""Adapters that take a while to load, each loaded by the thread that needs it first."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.core.figures import FigurePair, Ink
from itembank_desktop.core.item import Figure, Picture
from itembank_desktop.core.pages import PageImage
from itembank_desktop.core.record import SearchRecord
from itembank_desktop.core.shelf import DraftShelf, ShelvedDraft
from itembank_desktop.core.typeset import Sheet, Typeset, Typesetter
from itembank_desktop.ui import theme
from itembank_desktop.ui.press import FigureSource

if TYPE_CHECKING:
    from itembank_desktop.services.compare_figures import CompareFigures


class LateShelf:
    """The draft shelf, its adapter loaded by the thread that asks it first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _files(self) -> DraftShelf:
        from itembank_desktop.adapters.draft_files import DraftFiles

        return DraftFiles(self._folder)

    def drafts(self) -> list[ShelvedDraft]:
        """The last saved first."""
        return self._files().drafts()

    def save(self, draft: ShelvedDraft) -> None:
        """Whole or not at all."""
        self._files().save(draft)

    def discard(self, name: str) -> None:
        """Take it off the shelf."""
        self._files().discard(name)


class LateTypesetter:
    """The typesetter, made by the thread that sets the first sheet: Typst and KaTeX take a while to load."""

    def __init__(self) -> None:
        self._typesetter: Typesetter | None = None

    def __call__(self, sheets: Sequence[Sheet]) -> list[Typeset]:
        """One picture a sheet, in order."""
        if self._typesetter is None:
            from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
            from itembank_desktop.ui.katex import Katex

            katex = Katex(RESOURCES / "katex" / "katex.js")
            self._typesetter = TypstTypesetter(katex.tex_to_mathml, RESOURCES / "fonts")
        return self._typesetter(sheets)


class LateFigures:
    """Figures laid over each other; OpenCV is loaded by the thread that compares the first."""

    def __init__(self) -> None:
        self._compare: CompareFigures | None = None

    def __call__(
        self, ours: Sequence[Picture], theirs: Sequence[Figure], figure: FigureSource
    ) -> tuple[FigurePair, ...]:
        """A pair for every figure of either side."""
        if self._compare is None:
            from itembank_desktop.adapters.figure_alignment import align
            from itembank_desktop.services.compare_figures import CompareFigures

            self._compare = CompareFigures(align, Ink(theme.BOTH_INK, theme.OUR_INK, theme.THEIR_INK))
        return self._compare(ours, theirs, figure)


def check_picture(data: bytes, name: str) -> object:
    """Decode a picture that goes into the draft; raises UnreadableFigure."""
    from itembank_desktop.adapters.images import check_picture

    return check_picture(data, name)


def read_page(path: Path, number: int) -> PageImage:
    """A page of a PDF or a scan as pixels."""
    from itembank_desktop.adapters.pages import read_page

    return read_page(path, number)


def thumbnail(data: bytes, name: str, width: int, height: int) -> bytes:
    """As `ui.press.Thumbnailer`."""
    from itembank_desktop.adapters.images import thumbnail_png

    return thumbnail_png(data, name, width, height)


def write_record(record: SearchRecord, path: Path) -> None:
    """The record as PDF and JSON; with a typesetter of its own, which belongs to the thread that uses it."""
    from itembank_desktop.adapters.typesetting.record_pdf import RecordWriter

    RecordWriter(LateTypesetter(), thumbnail, RESOURCES / "fonts")(record, path)
