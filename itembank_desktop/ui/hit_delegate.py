"""Paints a hit's card from pixmaps that are ready, so that a frame of scrolling costs about 2 ms."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import badges, theme
from itembank_desktop.ui.hit_cards import Frame, Places, Plan, identity, places, plan, thumb_inside
from itembank_desktop.ui.hit_model import CHIPS, HIT, mark
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.reasons import reason

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_FADED_END = 30.0
_LEAST_IDENTITY = 72


class HitDelegate(QStyledItemDelegate):
    """Badge, score, identity, typeset words, figures on white, and the reason."""

    opened = Signal(object)
    family_asked = Signal(object)

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._look = look
        self._icons = icons
        self.frame = Frame(theme.RIGHT_LEAST, 1.0, look.colours.text)
        self.opacity = 1.0
        self._placed: dict[int, tuple[Plan, Places]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list, as high as its words and figures need."""
        hit: Hit = index.data(HIT)
        return QSize(self.frame.width, self._places(hit)[1].height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One card."""
        hit: Hit = index.data(HIT)
        made, where = self._places(hit)
        painter.save()
        painter.translate(option.rect.topLeft())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self.opacity)
        ground = self._paint_ground(painter, where, option)
        self._paint_head(painter, hit, where, index.data(CHIPS))
        self._paint_words(painter, hit, made, where, ground)
        for order, box in zip(made.thumbs, where.thumbs, strict=True):
            pressed = self._press.get(order)
            self._paint_thumb(painter, box, pressed.pixmap if pressed else None, bool(pressed and pressed.problem))
        hidden = len(hit.item.figures) - len(where.thumbs)
        if hidden > 0:
            self._paint_count(painter, where.thumbs[-1], f"+{hidden}")
        self._paint_line(painter, where.reason, reason(hit), self._look.colours.secondary, theme.SECONDARY_SIZE)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """A click on the chevron opens the item."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease and index.isValid():
            _, where = self._places(index.data(HIT))
            at = event.position() - QPointF(option.rect.topLeft())
            if where.chevron.contains(at):
                self.opened.emit(index)
                return True
            if any(kind == "family" and box.contains(at) for kind, _, box in _chip_places(where, index.data(CHIPS))):
                self.family_asked.emit(index)
                return True
        return False

    def forget(self) -> None:
        """Place every card anew: rows, frame, language or finished prints are others now."""
        self._placed.clear()

    def _places(self, hit: Hit) -> tuple[Plan, Places]:
        """Worked out once for each hit shown: a view asks for heights and paints many times a keystroke."""
        known = self._placed.get(id(hit))
        if known is None:
            made = plan(hit, self.frame)
            known = self._placed[id(hit)] = made, places(hit, made, self._press, self.frame.width)
        return known

    def _paint_ground(self, painter: QPainter, where: Places, option: QStyleOptionViewItem) -> QColor:
        colours = self._look.colours
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        view = option.widget
        focused = selected and isinstance(view, QAbstractItemView) and view.hasFocus()
        ground = QColor(colours.hover if hovered and not selected else colours.raised)
        edge = colours.accent if selected else colours.hairline
        thick = theme.FOCUS_RING if focused else theme.HAIR
        inset = thick / 2
        painter.setBrush(QBrush(ground))
        painter.setPen(QPen(QColor(edge), thick))
        painter.drawRoundedRect(where.card.adjusted(inset, inset, -inset, -inset), theme.CARD_RADIUS, theme.CARD_RADIUS)
        return ground

    def _paint_head(self, painter: QPainter, hit: Hit, where: Places, chips: list[tuple[str, str]]) -> None:
        colours = self._look.colours
        badges.paint(painter, where.badge, hit.verdict, colours.badge(hit.verdict))
        self._paint_line(painter, where.score, mark(hit), colours.text, theme.CONTROL_SIZE, QFont.Weight.DemiBold)
        chosen = _chip_places(where, chips)
        for kind, words, box in chosen:
            self._paint_chip(painter, box, kind, words)
        line = QRectF(where.identity)
        if chosen:
            line.setRight(chosen[-1][2].left() - theme.SMALL)
        self._paint_line(painter, line, identity(hit.item), colours.secondary, theme.SECONDARY_SIZE)
        chevron = self._icons.pixmap("right", colours.secondary, self.frame.scale)
        centre = where.chevron.center()
        painter.drawPixmap(QPointF(centre.x() - theme.ICON / 2, centre.y() - theme.ICON / 2), chevron)

    def _paint_words(self, painter: QPainter, hit: Hit, made: Plan, where: Places, ground: QColor) -> None:
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

    def _paint_thumb(self, painter: QPainter, box: QRectF, pixmap: QPixmap | None, broken: bool) -> None:
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
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, self.tr("Figure unreadable"))

    def _paint_chip(self, painter: QPainter, box: QRectF, kind: str, words: str) -> None:
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

    def _paint_count(self, painter: QPainter, box: QRectF, text: str) -> None:
        """How many more figures the item has, in the corner of the last one shown."""
        colours = self._look.colours
        face = theme.font(theme.SECONDARY_SIZE, QFont.Weight.DemiBold)
        width = QFontMetricsF(face).horizontalAdvance(text) + 2 * theme.SMALL
        chip = QRectF(box.right() - width, box.bottom() - theme.BADGE_HEIGHT, width, theme.BADGE_HEIGHT)
        painter.setBrush(QBrush(QColor(colours.news.ground)))
        painter.setPen(QPen(QColor(colours.paper_edge), theme.HAIR))
        painter.drawRoundedRect(chip.adjusted(-0.5, -0.5, -0.5, -0.5), theme.TIGHT, theme.TIGHT)
        painter.setFont(face)
        painter.setPen(QColor(colours.news.ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _paint_line(
        painter: QPainter,
        at: QRectF,
        text: str,
        ink: str,
        size: float,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        face = theme.font(size, weight)
        painter.setFont(face)
        painter.setPen(QColor(ink))
        fitting = QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, _LEFT, fitting)


def _chip_font() -> QFont:
    return theme.font(theme.SECONDARY_SIZE, QFont.Weight.DemiBold)


def _chip_places(where: Places, chips: list[tuple[str, str]]) -> list[tuple[str, str, QRectF]]:
    """From the right edge of the identity line; words that leave no room for the identity are cut."""
    metrics = QFontMetricsF(_chip_font())
    right, least = where.identity.right(), where.identity.left() + _LEAST_IDENTITY
    placed = []
    for kind, words in chips:
        room = right - least - 2 * theme.SMALL
        if room < theme.VAST:
            break
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(fitting) + 2 * theme.SMALL
        placed.append((kind, fitting, QRectF(right - width, where.identity.top(), width, theme.BADGE_HEIGHT)))
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
