"""Lines of text that are laid out once and painted many times: shaping Hangul costs ten times the painting."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText

from itembank_desktop.ui import theme
from itembank_desktop.ui.text_scale import factor

_MOST = 400
"""Lines kept; a list of twenty hits has eighty."""


class SetLines:
    """Paints single lines, cut with an ellipsis where they are too long for their place."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, float, QFont.Weight, float, float], tuple[QStaticText, QFont]] = {}

    def paint(
        self,
        painter: QPainter,
        at: QRectF,
        text: str,
        ink: str,
        size: float,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        """One line at the left of `at`, in the middle of its height."""
        line, face = self._line(text, size, weight, at.width())
        painter.setFont(face)
        painter.setPen(QColor(ink))
        painter.drawStaticText(QPointF(at.left(), at.top() + (at.height() - line.size().height()) / 2), line)

    def _line(self, text: str, size: float, weight: QFont.Weight, width: float) -> tuple[QStaticText, QFont]:
        key = (text, size, weight, width, factor())
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            face = theme.font(size, weight)
            line = QStaticText(QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, width))
            line.setTextFormat(Qt.TextFormat.PlainText)
            line.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            line.prepare(font=face)
            known = self._known[key] = line, face
        return known
