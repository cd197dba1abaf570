"""Compares off the window's thread: the texts in one lane, the figures, which take longer, in another."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from itembank_desktop.core.comparison import Comparison, compare
from itembank_desktop.core.figures import FigurePair
from itembank_desktop.core.item import Content, Figure, Item, Picture
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.desk import Desk
from itembank_desktop.ui.press import FigureSource

_Texts = tuple[Content, Item]


@dataclass(frozen=True, slots=True)
class _Figures:
    ours: tuple[Picture, ...]
    theirs: tuple[Figure, ...]
    source: FigureSource


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair of figures, decoded; None where there is none. Those with `match` are of one size, for one canvas."""

    pair: FigurePair
    one: QImage | None
    other: QImage | None
    laid_one: QImage | None = None
    laid_other: QImage | None = None
    difference: QImage | None = None


class Comparer(QObject):
    """`compared` carries (Content, Item, Comparison), `figured` a tuple of Shown, for what was asked last."""

    compared = Signal(object)
    figured = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked: _Figures | None = None
        self._texts: LatestOnly[_Texts, tuple[Content, Item, Comparison]] = LatestOnly(_compared, self)
        self._figures: LatestOnly[_Figures, tuple[Shown, ...]] = LatestOnly(self._figured, self)
        self._texts.answered.connect(self.compared)
        self._figures.answered.connect(self.figured)
        for lane in (self._texts, self._figures):
            lane.failed.connect(self.failed)
            lane.crashed.connect(self.crashed)

    def ask(self, content: Content, item: Item, source: FigureSource) -> bool:
        """Compare; whether the figures are others than before, and will be told again."""
        self._texts.ask((content, item))
        figures = _Figures(content.pictures, item.question_figures, source)
        if figures == self._asked:
            return False
        self._asked = figures
        self._figures.ask(figures)
        return True

    def forget(self) -> None:
        """What is asked and not answered is no longer wanted."""
        self._asked = None
        self._texts.forget()
        self._figures.forget()

    def close(self) -> None:
        """Stop both lanes; call once, before the application quits."""
        self._texts.close()
        self._figures.close()

    def _figured(self, asked: _Figures) -> tuple[Shown, ...]:
        pairs = self._desk.compare_figures(asked.ours, asked.theirs, asked.source)
        return tuple(_decoded(pair) for pair in pairs)


def _compared(asked: _Texts) -> tuple[Content, Item, Comparison]:
    return (*asked, compare(*asked))


def _decoded(pair: FigurePair) -> Shown:
    one, other = _image(pair.one), _image(pair.other)
    if pair.match is None:
        return Shown(pair, one, other)
    match = pair.match
    return Shown(pair, one, other, *(_image(data) for data in (match.one, match.other, match.difference)))


def _image(data: bytes | None) -> QImage | None:
    """The picture, or None: formats that Qt has no plug-in for are shown by the aligned copy alone."""
    image = QImage.fromData(data) if data is not None else QImage()
    return None if image.isNull() else image
