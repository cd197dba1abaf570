"""How alike a pair is in five respects: text, figure, numbers, answer, meaning."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from itembank_desktop.core.comparison import Axis
from itembank_desktop.ui import theme
from itembank_desktop.ui.comparison_words import axis_name
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import scaled

_ROW = 26
_NAME, _VALUE = 0.30, 0.24
_BAR = 6


class AxisBars(Retold, QWidget):
    """A bar for each axis, below one another or, as a strip, side by side; what is unknown says so."""

    def __init__(self, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._values: Mapping[Axis, float | None] = dict.fromkeys(Axis)
        self._strip = False
        look.changed.connect(lambda: self.lie(self._strip))
        self.lie(False)

    @property
    def text(self) -> str:
        """What the bars say."""
        return ", ".join(f"{axis_name(axis)} {self._word(axis)}" for axis in Axis)

    def show_axes(self, values: Mapping[Axis, float | None]) -> None:
        """Show other values, each 0 to 1 or None."""
        self._values = values
        self.setAccessibleName(self.text)
        self.setToolTip(self.text)
        self.lie(self._strip)

    def lie(self, strip: bool) -> None:
        """Side by side in a strip, or below one another."""
        self._strip = strip
        row = scaled(_ROW)
        words = 2 * row if self._is_tight() else row
        self.setFixedHeight(words + _ROW - theme.SMALL if strip else len(Axis) * row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar and value of each."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SECONDARY_SIZE))
        wide = self.width() / len(Axis)
        for at, axis in enumerate(Axis):
            if self._strip:
                self._paint_cell(painter, QRectF(at * wide, 0, wide - theme.MEDIUM, self.height()), axis)
            else:
                self._paint_row(painter, QRectF(0, at * scaled(_ROW), self.width(), scaled(_ROW)), axis)
        painter.end()

    def _retell(self) -> None:
        self.show_axes(self._values)

    def _paint_row(self, painter: QPainter, at: QRectF, axis: Axis) -> None:
        name = QRectF(at.left(), at.top(), at.width() * _NAME, at.height())
        value = QRectF(at.right() - at.width() * _VALUE, at.top(), at.width() * _VALUE, at.height())
        bar = QRectF(name.right(), at.center().y() - _BAR / 2, value.left() - name.right() - theme.TIGHT, _BAR)
        self._paint_words(painter, name, value, axis)
        self._paint_bar(painter, bar, axis)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names stand above their values where both do not fit into a line."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.lie(self._strip)

    def _is_tight(self) -> bool:
        return self._strip and not self._fit([self._short(axis) for axis in Axis])

    def _fit(self, words: list[str]) -> bool:
        """Whether every name and its value fit into a line of the strip."""
        metrics = QFontMetricsF(theme.font(theme.SECONDARY_SIZE))
        lines = (axis_name(axis) + word for axis, word in zip(Axis, words, strict=True))
        widest = max(metrics.horizontalAdvance(line) for line in lines)
        return widest + theme.SMALL <= self.width() / len(Axis) - theme.MEDIUM

    def _paint_cell(self, painter: QPainter, at: QRectF, axis: Axis) -> None:
        name = QRectF(at.left(), at.top(), at.width(), scaled(_ROW))
        value = name.translated(0, name.height()) if self._is_tight() else name
        self._paint_words(painter, name, value, axis)
        self._paint_bar(painter, QRectF(at.left(), value.bottom(), at.width(), _BAR), axis)

    def _paint_words(self, painter: QPainter, name: QRectF, value: QRectF, axis: Axis) -> None:
        flags = Qt.AlignmentFlag
        colours = self._look.colours
        painter.setPen(QColor(colours.text))
        painter.drawText(name, flags.AlignVCenter | flags.AlignLeft, axis_name(axis))
        painter.setPen(QColor(colours.secondary if self._values[axis] is None else colours.text))
        painter.drawText(value, flags.AlignVCenter | flags.AlignRight, self._short(axis))

    def _paint_bar(self, painter: QPainter, at: QRectF, axis: Axis) -> None:
        colours = self._look.colours
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hairline))
        painter.drawRoundedRect(at, _BAR / 2, _BAR / 2)
        value = self._values[axis]
        if value:
            painter.setBrush(QColor(colours.accent))
            filled = QRectF(at.left(), at.top(), max(_BAR, at.width() * min(1.0, value)), at.height())
            painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)

    def _short(self, axis: Axis) -> str:
        """A dash for what is unknown where the strip has no room for the word: a second line would cost more."""
        if not self._strip or self._values[axis] is not None or self._fit([self._word(axis) for axis in Axis]):
            return self._word(axis)
        return "–"

    def _word(self, axis: Axis) -> str:
        value = self._values[axis]
        if value is None:
            return self.tr("unknown")
        if axis is Axis.ANSWER:
            return self.tr("same") if value >= 1.0 else self.tr("differs")
        return str(round(100 * value))
