"""The word and the shape of a verdict: never colour alone."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.ui import theme
from itembank_desktop.ui.set_lines import SetLines
from itembank_desktop.ui.text_scale import scaled

_SIDE, _DOT_SIDE = 10.0, 4.0
_WEIGHT = QFont.Weight.DemiBold


def word(verdict: Resemblance) -> str:
    """What the author reads; it suggests and never claims."""
    translate = QCoreApplication.translate
    return {
        Resemblance.DUPLICATE: translate("Badge", "Possible duplicate"),
        Resemblance.VARIANT: translate("Badge", "Other numbers"),
        Resemblance.SIMILAR: translate("Badge", "Similar type"),
        Resemblance.RELATED: translate("Badge", "For reference"),
    }[verdict]


def badge_font() -> QFont:
    """The face of a badge's word."""
    return theme.font(theme.SECONDARY_SIZE, _WEIGHT)


def width(verdict: Resemblance) -> float:
    """How wide the badge stands, in logical pixels."""
    text = QFontMetricsF(badge_font()).horizontalAdvance(word(verdict))
    return _before_word() + text + scaled(theme.SMALL) + 1


def paint(
    painter: QPainter, at: QRectF, verdict: Resemblance, colours: theme.BadgeColours, lines: SetLines | None = None
) -> None:
    """Draw the badge into `at`; `lines` keeps its word for the next time."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.ground))
    painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)
    shape = scaled(_SIDE)
    centre = QPointF(at.left() + scaled(theme.SMALL) + shape / 2, at.center().y())
    _paint_shape(painter, centre, verdict, QColor(colours.ink))
    place = at.adjusted(_before_word(), 0, 0, 0)
    (lines or SetLines()).paint(painter, place, word(verdict), colours.ink, theme.SECONDARY_SIZE, _WEIGHT)
    painter.restore()


def _before_word() -> int:
    """From the left edge over the shape to the word."""
    return scaled(theme.SMALL) + scaled(_SIDE) + scaled(theme.TIGHT) + 1


def _paint_shape(painter: QPainter, centre: QPointF, verdict: Resemblance, ink: QColor) -> None:
    """● filled, ◐ half, ○ ring, · dot."""
    side = scaled(_SIDE)
    full = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    ring = full.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.setBrush(QBrush(ink))
    if verdict is Resemblance.DUPLICATE:
        painter.drawEllipse(full)
    elif verdict is Resemblance.RELATED:
        painter.drawEllipse(centre, scaled(_DOT_SIDE) / 2, scaled(_DOT_SIDE) / 2)
    else:
        if verdict is Resemblance.VARIANT:
            painter.drawPie(ring, 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.5))
        painter.drawEllipse(ring)
