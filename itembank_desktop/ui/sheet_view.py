"""A piece of typeset text that is as wide as its place."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui import theme
from itembank_desktop.ui.press import Press, Pressed


class SheetView(QWidget):
    """Shows its text plainly until the press has set it; an older setting stays while a newer is made."""

    reordered = Signal()

    def __init__(self, press: Press, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._look = look
        self._text = ""
        self._choices: tuple[str, ...] = ()
        self._shown: Pressed | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)
        press.pressed.connect(self.refresh)
        look.changed.connect(self.reordered)

    @property
    def order(self) -> Sheet | None:
        """What the press must make; None when there is nothing to set."""
        if not (self._text.strip() or self._choices) or self.width() < theme.VAST:
            return None
        ink = self._look.colours.text
        return Sheet(self._text, self._choices, self.width(), self.devicePixelRatioF(), ink, theme.ITEM_SIZE)

    def show_text(self, text: str, choices: tuple[str, ...] = (), keep: bool = False) -> None:
        """Show another text; `keep` leaves the old setting in sight until the new one is there."""
        self._text, self._choices = text, choices
        self.setAccessibleName(" ".join([text, *choices]))
        if not keep or not (text.strip() or choices):
            self._shown = None
        self.refresh()
        if self._shown is None:
            self._stand(self._guessed_height())

    def refresh(self) -> None:
        """Take the finished setting from the press, if it is there."""
        order = self.order
        made = self._press.get(order) if order is not None else None
        if made is not None and made.pixmap is not None and made != self._shown:
            self._shown = made
            self._stand(round(made.pixmap.deviceIndependentSize().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another setting."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
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

    def _stand(self, height: int) -> None:
        self.setFixedHeight(height)
        self.update()

    def _guessed_height(self) -> int:
        line = theme.ITEM_SIZE * theme.ITEM_LEADING
        per_line = max(10.0, self.width() / (theme.ITEM_SIZE * 0.8))
        lines = sum(1 + int(len(part) / per_line) for part in self._text.splitlines()) + len(self._choices)
        return round(lines * line)
