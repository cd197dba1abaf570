"""A piece of typeset text, with its figures at their places, that is as wide as its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from itembank_desktop.core.item import Figure, Place
from itembank_desktop.core.typeset import Inset, Sheet, Spot
from itembank_desktop.ui import theme
from itembank_desktop.ui.figure_view import FigureView
from itembank_desktop.ui.press import Order, Press, Pressed, Print
from itembank_desktop.ui.text_scale import factor


@dataclass(frozen=True, slots=True)
class Numbered:
    """A figure with its place, from 1, among those of its item."""

    number: int
    figure: Figure


class SheetView(QWidget):
    """Shows its text plainly until the press has set it; an older setting stays while a newer is made.

    A sheet is ordered when its figures are made, for it keeps room of their size; `zoom_asked` names a figure by hash.
    """

    reordered = Signal()
    zoom_asked = Signal(str)

    def __init__(
        self, press: Press, look: theme.Theme, parent: QWidget | None = None, *, enlarges: bool = True
    ) -> None:
        """`enlarges` says that figures answer to a click and the keyboard."""
        super().__init__(parent)
        self._press = press
        self._enlarges = enlarges
        self._look = look
        self._text = ""
        self._choices: tuple[str, ...] = ()
        self._figures: tuple[Numbered, ...] = ()
        self._views: tuple[FigureView, ...] = ()
        self._awaits_figures = False
        self._shown: Pressed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)
        press.pressed.connect(self.refresh)
        look.changed.connect(self.reordered)

    @property
    def order(self) -> Sheet | None:
        """What the press must make of the words; None when there is nothing to set, or a figure is still awaited."""
        if not (self._text.strip() or self._choices or self._figures) or self.width() < theme.VAST:
            return None
        made = [self._press.get(order) for order in self._prints()]
        if any(one is None for one in made):
            return None
        insets = tuple(
            Inset(one.number, *_room(pressed), one.figure.place)
            for one, pressed in zip(self._figures, made, strict=True)
        )
        ink, scale = self._look.colours.text, self.devicePixelRatioF()
        return Sheet(self._text, self._choices, self.width(), scale, ink, theme.ITEM_SIZE * factor(), figures=insets)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The figures, then the words."""
        sheet = self.order
        return (*self._prints(), *([sheet] if sheet is not None else []))

    @property
    def is_set(self) -> bool:
        """Whether what is in sight is the newest text."""
        order = self.order
        return order is not None and self._shown is not None and self._press.get(order) == self._shown

    def show_text(
        self, text: str, choices: tuple[str, ...] = (), keep: bool = False, figures: Sequence[Numbered] = ()
    ) -> None:
        """Show another text; `keep` leaves the old setting in sight until the new one is there."""
        self._text, self._choices = text, choices
        self.setAccessibleName(" ".join([text, *choices]))
        if tuple(figures) != self._figures:
            self._show_figures(tuple(figures))
        if not keep or not (text.strip() or choices or figures):
            self._shown = None
            self._place_figures(())
        self.refresh()
        if self._shown is None:
            self._stand(self._guessed_height())

    def zoom_first(self) -> None:
        """Ask for the first figure to be shown large."""
        if self._figures:
            self.zoom_asked.emit(self._figures[0].figure.sha256)

    def refresh(self) -> None:
        """Take the finished setting from the press, if it is there."""
        order = self.order
        if self._awaits_figures and order is not None:
            self._awaits_figures = False
            self.reordered.emit()
        made = self._press.get(order) if order is not None else None
        if made is not None and made.pixmap is not None and made != self._shown:
            assert order is not None
            self._shown = made
            height = made.pixmap.deviceIndependentSize().height()
            spots = made.spots or _stacked(order.figures, height)
            self._stand(round(max(height, *(spot.y + spot.height for spot in spots))) if spots else round(height))
            self._place_figures(spots)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another setting."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._awaits_figures = bool(self._figures)
            self.refresh()
            self.reordered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The setting, or the plain text before it is there."""
        painter = QPainter(self)
        if self._shown is not None and self._shown.pixmap is not None:
            painter.drawPixmap(0, 0, self._shown.pixmap)
        elif self._text:
            painter.setPen(QColor(self._look.colours.secondary))
            painter.setFont(theme.font(theme.CONTROL_SIZE))
            options = QTextOption(Qt.AlignmentFlag.AlignLeft)
            options.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            painter.drawText(self.rect().toRectF(), self._text, options)
        painter.end()

    def sizeHint(self) -> QSize:
        """As high as it stands now."""
        return QSize(theme.LEFT_LEAST, self.height())

    def _prints(self) -> list[Print]:
        scale = self.devicePixelRatioF()
        sizes = {Place.CHOICE: (theme.THUMB_WIDTH, theme.THUMB_HEIGHT)}
        largest = theme.DETAIL_FIGURE_WIDTH, theme.DETAIL_FIGURE_HEIGHT
        fits = max(self.width() - 2 * theme.MEDIUM, theme.VAST)
        boxes = [sizes.get(one.figure.place, largest) for one in self._figures]
        return [
            Print(one.figure.sha256, min(width, fits), height, scale)
            for one, (width, height) in zip(self._figures, boxes, strict=True)
        ]

    def _show_figures(self, figures: tuple[Numbered, ...]) -> None:
        for view in self._views:
            view.setParent(None)
            view.deleteLater()
        self._figures = figures
        self._awaits_figures = bool(figures)
        views = []
        for one in figures:
            view = FigureView(self._look, self)
            view.hide()
            if not self._enlarges:
                view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            view.zoom_asked.connect(lambda sha256=one.figure.sha256: self.zoom_asked.emit(sha256))
            views.append(view)
        self._views = tuple(views)

    def _place_figures(self, spots: Sequence[Spot]) -> None:
        """Put the figures where the sheet keeps room for them; hide them while there is no sheet."""
        places: Sequence[Spot | None] = spots or [None] * len(self._views)
        for view, order, spot in zip(self._views, self._prints(), places, strict=True):
            made = self._press.get(order)
            view.setVisible(spot is not None and made is not None)
            if spot is not None and made is not None:
                view.show_figure(made.pixmap, made.problem)
                view.setFixedSize(round(spot.width), round(spot.height))
                view.move(round(spot.x), round(spot.y))

    def _stand(self, height: int) -> None:
        self.setFixedHeight(height)
        self.update()

    def _guessed_height(self) -> int:
        size = theme.ITEM_SIZE * factor()
        line = size * theme.ITEM_LEADING
        per_line = max(10.0, self.width() / (size * 0.8))
        lines = sum(1 + int(len(part) / per_line) for part in self._text.splitlines()) + len(self._choices)
        return round(lines * line) + theme.THUMB_HEIGHT * len(self._figures)


def _stacked(figures: Sequence[Inset], top: float) -> tuple[Spot, ...]:
    """Below one another: for a sheet that could only be shown as its source."""
    spots = []
    for figure in figures:
        spots.append(Spot(0, top + theme.SMALL, figure.width, figure.height))
        top = spots[-1].y + figure.height
    return tuple(spots)


def _room(made: Pressed | None) -> tuple[int, int]:
    """The size of a figure on its paper; that of a small one for a figure that cannot be shown."""
    if made is None or made.pixmap is None:
        return theme.THUMB_WIDTH, theme.THUMB_HEIGHT
    size = made.pixmap.deviceIndependentSize()
    return round(size.width()) + 2 * theme.MEDIUM, round(size.height()) + 2 * theme.MEDIUM
