"""Shows hits as cards, each drawn once and then painted as one picture."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import theme
from itembank_desktop.ui.hit_cards import Places, Plan, frame, identity, places, plan
from itembank_desktop.ui.hit_face import Chip, FacePainter, Trim, chip_places
from itembank_desktop.ui.hit_model import CHIPS, HIT, HitModel, mark
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Order, Press
from itembank_desktop.ui.reasons import reason

FEWEST_FACES = 10
"""Cards kept drawn at least, half a megabyte each."""


@dataclass(frozen=True, slots=True)
class _Card:
    """Everything that can be seen of a card: hits of different answers may look the same."""

    plan: Plan
    width: int
    height: int
    figures: int
    identity: str
    verdict: Resemblance
    mark: str
    reason: str
    trim: Trim
    chips: tuple[Chip, ...] = ()


class HitDelegate(QStyledItemDelegate):
    """Painting asks Python for little, so that a search on another thread can hold it up only for little."""

    opened = Signal(object)
    family_asked = Signal(object)

    def __init__(
        self,
        press: Press,
        look: theme.Theme,
        icons: Icons,
        chips_of: Callable[[Hit], Sequence[Chip]] = lambda _: (),
        parent: QObject | None = None,
    ) -> None:
        """`chips_of` tells what people decided about a hit, as short marks; `forget` when that has changed."""
        super().__init__(parent)
        self._press = press
        self._look = look
        self._drawing = FacePainter(press, look, icons)
        self.frame = frame(theme.RIGHT_LEAST, 1.0, look.colours.text)
        self.opacity = 1.0
        self.most_faces = FEWEST_FACES
        self._placed: dict[int, tuple[Plan, Places, _Card]] = {}
        self._waiting: dict[Order, dict[int, Hit]] = {}
        self._faces: OrderedDict[_Card, QPixmap] = OrderedDict()
        self._chips_of = chips_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the list, as high as its words and figures need."""
        # Asked for every row of a list whenever one has changed: not by way of Qt and back.
        model = index.model()
        assert isinstance(model, HitModel)
        return QSize(self.frame.width, self.height(model.hits[index.row()]))

    def height(self, hit: Hit) -> int:
        """How high the hit's row stands."""
        return self._placed_card(hit)[2].height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One card."""
        hit: Hit = index.data(HIT)
        trim = self._trim(option)
        face = self._face(hit, trim)
        painter.save()
        painter.setOpacity(self.opacity)
        if face is not None:
            painter.drawPixmap(option.rect.topLeft(), face)
        else:
            painter.translate(option.rect.topLeft())
            self._drawing.draw(painter, hit, *self._placed_card(hit)[:2], trim, self._chips_of(hit), self.frame.scale)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """A click on the chevron opens the item."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease and index.isValid():
            where = self._placed_card(index.data(HIT))[1]
            at = event.position() - QPointF(option.rect.topLeft())
            if where.chevron.contains(at):
                self.opened.emit(index)
                return True
            if any(kind == "family" and box.contains(at) for kind, _, box in chip_places(where, index.data(CHIPS))):
                self.family_asked.emit(index)
                return True
        return False

    def prepare(self, hit: Hit) -> bool:
        """Draw the hit's card before it is shown; False when there is nothing to draw, or nothing to draw it from."""
        known = self._placed_card(hit)[2] in self._faces
        return self._face(hit, self._plain()) is not None and not known

    def keep(self, hits: Iterable[Hit]) -> None:
        """Forget where everything stands on other cards than these."""
        kept = {id(hit) for hit in hits}
        self._placed = {key: known for key, known in self._placed.items() if key in kept}
        for order, waiting in list(self._waiting.items()):
            self._waiting[order] = {key: hit for key, hit in waiting.items() if key in kept}

    def forget(self) -> None:
        """Place every card anew: frame, language or finished prints are others now."""
        self._placed.clear()
        self._waiting.clear()

    def renew(self, done: Set[Order]) -> bool:
        """Place anew the cards that these finished prints belong to; whether one of them has another height now."""
        moved = False
        for hit in [hit for order in done for hit in self._waiting.pop(order, {}).values()]:
            known = self._placed.pop(id(hit), None)
            moved |= known is not None and self.height(hit) != known[2].height
        return moved

    def _placed_card(self, hit: Hit) -> tuple[Plan, Places, _Card]:
        """Worked out once for each hit shown: a view asks for heights and paints many times a keystroke."""
        known = self._placed.get(id(hit))
        if known is None:
            made = plan(hit, self.frame)
            where = places(hit, made, self._press, self.frame.width)
            item = hit.item
            words = identity(item), hit.verdict, mark(hit), reason(hit)
            chips = tuple(self._chips_of(hit))
            known = (
                made,
                where,
                _Card(made, self.frame.width, where.height, len(item.figures), *words, self._plain(), chips),
            )
            self._placed[id(hit)] = known
            for order in made.orders:
                if self._press.get(order) is None:
                    self._waiting.setdefault(order, {})[id(hit)] = hit
        return known

    def _trim(self, option: QStyleOptionViewItem) -> Trim:
        colours = self._look.colours
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if not selected:
            return Trim(colours.hover, colours.hairline) if hovered else self._plain()
        view = option.widget
        focused = isinstance(view, QAbstractItemView) and view.hasFocus()
        return Trim(colours.raised, colours.accent, theme.FOCUS_RING if focused else theme.HAIR)

    def _plain(self) -> Trim:
        return Trim(self._look.colours.raised, self._look.colours.hairline)

    def _face(self, hit: Hit, trim: Trim) -> QPixmap | None:
        """The card as one picture; None while the press still works for it."""
        made, where, plain = self._placed_card(hit)
        card = plain if trim == plain.trim else replace(plain, trim=trim)
        face = self._faces.get(card)
        if face is not None:
            self._faces.move_to_end(card)
            return face
        if any(self._press.get(order) is None for order in made.orders):
            return None
        face = self._faces[card] = self._drawn(hit, made, where, trim)
        while len(self._faces) > self.most_faces:
            self._faces.popitem(last=False)
        return face

    def _drawn(self, hit: Hit, made: Plan, where: Places, trim: Trim) -> QPixmap:
        scale = self.frame.scale
        face = QPixmap(round(self.frame.width * scale), round(where.height * scale))
        face.setDevicePixelRatio(scale)
        # On the list's own ground, not on nothing: letters keep the sharpness that the screen has for them.
        face.fill(QColor(self._look.colours.window))
        painter = QPainter(face)
        self._drawing.draw(painter, hit, made, where, trim, self._chips_of(hit), scale)
        painter.end()
        return face
