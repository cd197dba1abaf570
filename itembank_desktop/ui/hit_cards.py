"""What a card holds and where: plans for the press and places for the painter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from itembank_desktop.core.item import Item
from itembank_desktop.core.search import Hit
from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui import badges, theme
from itembank_desktop.ui.press import Order, Press, Print
from itembank_desktop.ui.reasons import reason
from itembank_desktop.ui.text_scale import factor, scaled

_PADDING = theme.LARGE
_GAP = theme.SMALL
_REASON_HEIGHT, _MARK_WIDTH = 20, 44
_THUMB_INSET = 6
_CHEVRON = 28
_MOST_THUMBS = 2
# Metadata that tells items apart at a glance, in reading order, by the names that sources use.
_IDENTITY_KEYS = ("level", "grade", "school", "unit", "year", "exam", "source")


@dataclass(frozen=True, slots=True)
class Frame:
    """What cards are drawn for: their outer width, the screen's scale, the ink, the size of words."""

    width: int
    scale: float
    ink: str
    size: float


def frame(width: int, scale: float, ink: str) -> Frame:
    """A frame for text as large as it stands now."""
    return Frame(width, scale, ink, theme.ITEM_SIZE * factor())


@dataclass(frozen=True, slots=True)
class Plan:
    """What the press must make for a card; `text` is None for an item without words."""

    text: Sheet | None
    thumbs: tuple[Print, ...]

    @property
    def orders(self) -> tuple[Order, ...]:
        """Everything, the words first."""
        return (*([self.text] if self.text else []), *self.thumbs)


@dataclass(frozen=True, slots=True)
class Places:
    """Rectangles of a card, from the top left corner of its row."""

    card: QRectF
    badge: QRectF
    score: QRectF
    identity: QRectF
    chevron: QRectF
    text: QRectF
    thumbs: tuple[QRectF, ...]
    reason: QRectF

    @property
    def height(self) -> int:
        """Height of the row, the space to the next card included."""
        return round(self.card.bottom()) + theme.TIGHT


def plan(hit: Hit, frame: Frame) -> Plan:
    """The typeset words and the figures of a card."""
    item = hit.item
    shown = item.figures[:_MOST_THUMBS]
    thumbs = tuple(
        Print(figure.sha256, theme.THUMB_WIDTH - 2 * _THUMB_INSET, theme.THUMB_HEIGHT - 2 * _THUMB_INSET, frame.scale)
        for figure in shown
    )
    if not item.stem.strip() and not item.choices:
        return Plan(None, thumbs)
    width = _text_width(frame, bool(thumbs))
    sheet = Sheet(item.stem, item.choices, width, frame.scale, frame.ink, frame.size, theme.STEM_LINES)
    return Plan(sheet, thumbs)


def places(hit: Hit, made: Plan, press: Press, width: int) -> Places:
    """Where everything stands; before the words are set their height is a guess."""
    card = QRectF(1, theme.TIGHT, width - 2, 0)
    left, right = card.left() + _PADDING, card.right() - _PADDING
    top, head = card.top() + theme.MEDIUM, scaled(theme.BADGE_HEIGHT)
    badge = QRectF(left, top, badges.width(hit.verdict), head)
    score = QRectF(badge.right() + _GAP, top, scaled(_MARK_WIDTH), head)
    press_here = scaled(_CHEVRON)
    chevron = QRectF(right - press_here + theme.SMALL, top - (press_here - head) / 2, press_here, press_here)
    identity = QRectF(score.right(), top, chevron.left() - score.right() - _GAP, head)
    body = badge.bottom() + theme.MEDIUM
    text = QRectF(left, body, made.text.width if made.text else 0, _text_height(made, press))
    thumbs = tuple(
        QRectF(right - theme.THUMB_WIDTH, body + i * (theme.THUMB_HEIGHT + _GAP), theme.THUMB_WIDTH, theme.THUMB_HEIGHT)
        for i in range(len(made.thumbs))
    )
    why = _place_of_reason(hit, QRectF(left, text.bottom() + _GAP, right - left, scaled(_REASON_HEIGHT)), thumbs)
    bottom = max([why.bottom(), *(thumb.bottom() for thumb in thumbs)])
    card.setBottom(bottom + theme.MEDIUM)
    return Places(card, badge, score, identity, chevron, text, thumbs, why)


def thumb_inside(thumb: QRectF) -> QRectF:
    """Where in its white box a thumbnail may stand."""
    return thumb.adjusted(_THUMB_INSET, _THUMB_INSET, -_THUMB_INSET, -_THUMB_INSET)


def identity(item: Item) -> str:
    """Id, subject and what the metadata says of school level and year, in one line."""
    return " · ".join(dict.fromkeys([str(item.id), *filter(None, [item.subject]), *_known(item.metadata)]))


def _place_of_reason(hit: Hit, below: QRectF, thumbs: tuple[QRectF, ...]) -> QRectF:
    """At the foot of the figures, beside them, so that short items stay low; below them when it is too long."""
    if not thumbs or below.top() >= thumbs[-1].bottom():
        return below
    room, high = thumbs[0].left() - theme.LARGE - below.left(), below.height()
    if _advance(reason(hit), factor()) > room:
        return QRectF(below.left(), thumbs[-1].bottom() + _GAP, below.width(), high)
    return QRectF(below.left(), max(below.top(), thumbs[-1].bottom() - high), room, high)


@lru_cache(maxsize=1024)
def _advance(words: str, _: float) -> float:
    """How wide a reason is in text of that factor; a list asks for every row whenever a few of them are set."""
    return QFontMetricsF(theme.font(theme.SECONDARY_SIZE)).horizontalAdvance(words)


def _known(metadata: Mapping[str, object]) -> list[str]:
    values = [metadata.get(key) for key in _IDENTITY_KEYS]
    return [str(value) for value in values if isinstance(value, str | int) and not isinstance(value, bool) and value]


def _text_width(frame: Frame, beside_figures: bool) -> int:
    inner = frame.width - 2 - 2 * _PADDING
    return max(160, inner - (theme.THUMB_WIDTH + theme.LARGE if beside_figures else 0))


def _text_height(made: Plan, press: Press) -> float:
    if made.text is None:
        return 0
    pressed = press.get(made.text)
    if pressed is not None and pressed.pixmap is not None:
        return pressed.pixmap.deviceIndependentSize().height()
    per_line = made.text.width / (made.text.size * 0.8)
    lines = min(theme.STEM_LINES, 1 + int(len(made.text.text) / per_line))
    return (lines + (1.25 if made.text.choices else 0)) * made.text.size * theme.ITEM_LEADING
