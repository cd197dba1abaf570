"""Draws a hit's card, all of it, from what the press has made."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
    QTextOption,
)

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import badges, theme
from itembank_desktop.ui.hit_cards import Places, Plan, identity, thumb_inside
from itembank_desktop.ui.hit_model import mark
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.reasons import reason
from itembank_desktop.ui.set_lines import SetLines
from itembank_desktop.ui.text_scale import scaled

_FADED_END = 30.0
_LEAST_IDENTITY = 72

Chip = tuple[str, str]
"""(kind, words) of a short mark: "verdict", "again", "enemy", "family" and "note"."""


@dataclass(frozen=True, slots=True)
class Trim:
    """How a card stands out: its ground, and the colour and width of its edge."""

    ground: str
    edge: str
    thick: int = theme.HAIR


class FacePainter:
    """Badge, score, identity, typeset words, figures on white, and the reason."""

    def __init__(self, press: Press, look: theme.Theme, icons: Icons) -> None:
        self._press = press
        self._look = look
        self._icons = icons
        self._lines = SetLines()

    def draw(
        self, painter: QPainter, hit: Hit, made: Plan, where: Places, trim: Trim, chips: Sequence[Chip], scale: float
    ) -> None:
        """One card, its row's top left corner at the painter's origin."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, where, trim)
        self._draw_head(painter, hit, where, chips, scale)
        self._draw_words(painter, hit, made, where, QColor(trim.ground))
        for order, box in zip(made.thumbs, where.thumbs, strict=True):
            pressed = self._press.get(order)
            self._draw_thumb(painter, box, pressed.pixmap if pressed else None, bool(pressed and pressed.problem))
        hidden = len(hit.item.figures) - len(where.thumbs)
        if hidden > 0:
            self._draw_count(painter, where.thumbs[-1], f"+{hidden}")
        self._lines.paint(painter, where.reason, reason(hit), self._look.colours.secondary, theme.SECONDARY_SIZE)

    @staticmethod
    def _draw_ground(painter: QPainter, where: Places, trim: Trim) -> None:
        inset = trim.thick / 2
        painter.setBrush(QBrush(QColor(trim.ground)))
        painter.setPen(QPen(QColor(trim.edge), trim.thick))
        painter.drawRoundedRect(where.card.adjusted(inset, inset, -inset, -inset), theme.CARD_RADIUS, theme.CARD_RADIUS)

    def _draw_head(self, painter: QPainter, hit: Hit, where: Places, chips: Sequence[Chip], scale: float) -> None:
        colours = self._look.colours
        badges.paint(painter, where.badge, hit.verdict, colours.badge(hit.verdict), self._lines)
        self._lines.paint(painter, where.score, mark(hit), colours.text, theme.CONTROL_SIZE, QFont.Weight.DemiBold)
        placed = chip_places(where, chips)
        for kind, words, box in placed:
            self._draw_chip(painter, box, kind, words)
        line = QRectF(where.identity)
        if placed:
            line.setRight(placed[-1][2].left() - theme.SMALL)
        self._lines.paint(painter, line, identity(hit.item), colours.secondary, theme.SECONDARY_SIZE)
        chevron = self._icons.pixmap("right", colours.secondary, scale)
        centre = where.chevron.center()
        painter.drawPixmap(QPointF(centre.x() - scaled(theme.ICON) / 2, centre.y() - scaled(theme.ICON) / 2), chevron)

    def _draw_chip(self, painter: QPainter, box: QRectF, kind: str, words: str) -> None:
        colours = self._look.colours
        pair = {
            "verdict": colours.news,
            "again": colours.ours,
            "enemy": colours.problem,
            "family": colours.theirs,
        }.get(kind, colours.badge(Resemblance.RELATED))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(pair.ground)))
        painter.drawRoundedRect(box, theme.TIGHT, theme.TIGHT)
        painter.setFont(_chip_font())
        painter.setPen(QColor(pair.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_words(self, painter: QPainter, hit: Hit, made: Plan, where: Places, ground: QColor) -> None:
        if made.text is None:
            return
        pressed = self._press.get(made.text)
        if pressed is None or pressed.pixmap is None:
            painter.setPen(QColor(self._look.colours.secondary))
            painter.setFont(theme.font(theme.CONTROL_SIZE))
            options = QTextOption()
            options.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            painter.setClipRect(where.text)
            painter.drawText(where.text, " ".join(hit.item.stem.split()), options)
            painter.setClipping(False)
            return
        painter.drawPixmap(where.text.topLeft(), pressed.pixmap)
        if pressed.cut and not hit.item.choices:
            _fade_end(painter, where.text, ground)

    def _draw_thumb(self, painter: QPainter, box: QRectF, pixmap: QPixmap | None, broken: bool) -> None:
        colours = self._look.colours
        painter.setBrush(QBrush(QColor(colours.paper)))
        painter.setPen(QPen(QColor(colours.paper_edge if colours.is_dark else colours.hairline), theme.HAIR))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.TIGHT, theme.TIGHT)
        inside = thumb_inside(box)
        if pixmap is not None:
            size = pixmap.deviceIndependentSize()
            at = QPointF(inside.center().x() - size.width() / 2, inside.center().y() - size.height() / 2)
            painter.drawPixmap(at.toPoint(), pixmap)
        elif broken:
            painter.setPen(QColor(colours.paper_ink))
            painter.setFont(theme.font(theme.SECONDARY_SIZE))
            unreadable = QCoreApplication.translate("HitDelegate", "Figure unreadable")
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, unreadable)

    def _draw_count(self, painter: QPainter, box: QRectF, text: str) -> None:
        """How many more figures the item has, in the corner of the last one shown."""
        colours = self._look.colours
        face = theme.font(theme.SECONDARY_SIZE, QFont.Weight.DemiBold)
        width = QFontMetricsF(face).horizontalAdvance(text) + 2 * theme.SMALL
        high = scaled(theme.BADGE_HEIGHT)
        chip = QRectF(box.right() - width, box.bottom() - high, width, high)
        painter.setBrush(QBrush(QColor(colours.news.ground)))
        painter.setPen(QPen(QColor(colours.paper_edge), theme.HAIR))
        painter.drawRoundedRect(chip.adjusted(-0.5, -0.5, -0.5, -0.5), theme.TIGHT, theme.TIGHT)
        painter.setFont(face)
        painter.setPen(QColor(colours.news.ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _chip_font() -> QFont:
    return theme.font(theme.SECONDARY_SIZE, QFont.Weight.DemiBold)


def chip_places(where: Places, chips: Sequence[Chip]) -> list[tuple[str, str, QRectF]]:
    """From the right edge of the identity line; words that leave no room for the identity are cut."""
    metrics = QFontMetricsF(_chip_font())
    right, least = where.identity.right(), where.identity.left() + scaled(_LEAST_IDENTITY)
    placed = []
    for kind, words in chips:
        room = right - least - 2 * theme.SMALL
        if room < theme.VAST:
            break
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(fitting) + 2 * theme.SMALL
        placed.append((kind, fitting, QRectF(right - width, where.identity.top(), width, where.identity.height())))
        right -= width + theme.TIGHT
    return placed


def _fade_end(painter: QPainter, words: QRectF, ground: QColor) -> None:
    """Let the last line of a cut stem run into the card."""
    fade = QRectF(words.left(), words.bottom() - _FADED_END, words.width(), _FADED_END)
    clear = QColor(ground)
    clear.setAlpha(0)
    gradient = QLinearGradient(fade.topLeft(), fade.bottomLeft())
    gradient.setColorAt(0, clear)
    gradient.setColorAt(1, ground)
    painter.fillRect(fade, gradient)
