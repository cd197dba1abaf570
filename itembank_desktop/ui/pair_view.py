"""Two items of the bank side by side, typeset, with their figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from itembank_desktop.core.item import Item, ItemId, Place
from itembank_desktop.ui import theme
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.figure_view import ZoomedFigure
from itembank_desktop.ui.parts import label, paper, scrolling, strong_label
from itembank_desktop.ui.press import Press, Print
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.sheet_view import Numbered, SheetView

_ZOOM_DETAIL = 3.0
_SCROLL_STEP = 60


@dataclass(frozen=True, slots=True)
class _Asked:
    bank: OpenBank
    ids: tuple[ItemId, ItemId]


class PairView(Retold, QWidget):
    """Reads the items off the window's thread; the old pair goes at once, for nobody may judge it as the new one."""

    arrived = Signal()
    failed = Signal(object)
    crashed = Signal(object)

    def __init__(self, press: Press, look: theme.Theme, client: str, parent: QWidget | None = None) -> None:
        """`client` is its name among those who want something of the press."""
        super().__init__(parent)
        self._press = press
        self._look = look
        self._client = client
        self._shown: tuple[ItemId, ItemId] | None = None
        self._items: Mapping[ItemId, Item] = {}
        self._asked: tuple[ItemId, ItemId] | None = None
        self.sides = ItemSide(press, look), ItemSide(press, look)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
        row.setSpacing(theme.MEDIUM)
        for side in self.sides:
            row.addWidget(paper(side), 1)
            for view in side.views:
                view.reordered.connect(self._order)
                view.zoom_asked.connect(self._zoom)
        self._scroll: QScrollArea = scrolling(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._lane: LatestOnly[_Asked, tuple[tuple[ItemId, ItemId], Mapping[ItemId, Item]]] = LatestOnly(_read, self)
        self._lane.answered.connect(self._on_answered)
        self._lane.failed.connect(self.failed)
        self._lane.crashed.connect(self.crashed)
        self._name_things()

    @property
    def shown(self) -> tuple[ItemId, ItemId] | None:
        """The pair in sight, both items of which are in the bank; None otherwise."""
        return self._shown if self._shown and all(one in self._items for one in self._shown) else None

    @property
    def has_figures(self) -> bool:
        """Whether any of the two has one in its question."""
        return any(figure.place is not Place.EXPLANATION for item in self._items.values() for figure in item.figures)

    def show_pair(self, bank: OpenBank | None, one: ItemId, other: ItemId) -> None:
        """Show these two of `bank`, as soon as they are read."""
        self._shown, self._items = None, {}
        for side in self.sides:
            side.clear()
        self._press.want(self._client, [])
        if bank is not None:
            self._lane.ask(_Asked(bank, (one, other)))

    def forget(self) -> None:
        """Nothing is shown any more, as when the bank is closed."""
        self._lane.forget()
        self._shown, self._items = None, {}
        for side in self.sides:
            side.clear()

    def scroll_by(self, steps: int) -> None:
        """Up or down."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + steps * _SCROLL_STEP)

    def zoom_first(self) -> None:
        """Show the first figure of the pair large."""
        for side in self.sides:
            if side.figures:
                side.views[0].zoom_first()
                return

    def close_lane(self) -> None:
        """Stop its thread; call once."""
        self._lane.close()

    def showEvent(self, event: QShowEvent) -> None:
        """What was not wanted while it was hidden is wanted now."""
        super().showEvent(event)
        self._order()

    def _on_answered(self, found: tuple[tuple[ItemId, ItemId], Mapping[ItemId, Item]]) -> None:
        self._shown, self._items = found
        for side, one in zip(self.sides, self._shown, strict=True):
            side.show_item(one, self._items.get(one))
        self._scroll.verticalScrollBar().setValue(0)
        self._order()
        self.arrived.emit()

    def _order(self) -> None:
        if self._shown is not None:
            views = [view for side in self.sides for view in side.views]
            self._press.want(self._client, [order for view in views for order in view.orders])

    def _zoom(self, sha256: str) -> None:
        room = self.window().size()
        order = Print(sha256, room.width(), room.height(), self.devicePixelRatioF() * _ZOOM_DETAIL)
        known = [order for side in self.sides for view in side.views for order in view.orders]
        plain = next((self._press.get(one) for one in known if isinstance(one, Print) and one.sha256 == sha256), None)
        if plain is None or plain.pixmap is None:
            return
        zoomed = ZoomedFigure(plain.pixmap, self._look, self)
        zoomed.sharpen(self._press, order)
        zoomed.open()

    def _name_things(self) -> None:
        self.setAccessibleName(self.tr("Two items side by side"))


class ItemSide(Retold, QWidget):
    """One item: its number, its question, its answer."""

    def __init__(self, press: Press, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id, self._note = strong_label(), label("secondary", wrap=True)
        self._id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._id.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._answer_title = label("secondary")
        self._stem, self._answer = SheetView(press, look), SheetView(press, look)
        self.figures: tuple[Numbered, ...] = ()
        self._missing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.SMALL)
        for widget in (self._id, self._note, self._stem, self._answer_title, self._answer):
            column.addWidget(widget)
        column.addStretch(1)
        self.clear()
        self._name_things()

    @property
    def views(self) -> tuple[SheetView, SheetView]:
        """The question and the answer."""
        return self._stem, self._answer

    def clear(self) -> None:
        """Empty paper."""
        self._id.clear()
        self.figures, self._missing = (), False
        for view in self.views:
            view.show_text("")
        self._note.hide()
        self._answer_title.hide()

    def show_item(self, id: ItemId, item: Item | None) -> None:
        """This item; None for one that the bank does not hold."""
        self.clear()
        self._id.setText(id)
        self._missing = item is None
        self._note.setVisible(item is None)
        self._name_things()
        if item is None:
            return
        numbered = [Numbered(number, figure) for number, figure in enumerate(item.figures, 1)]
        self.figures = tuple(one for one in numbered if one.figure.place is not Place.EXPLANATION)
        self._stem.show_text(item.stem, item.choices, figures=self.figures)
        self._answer.show_text(item.answer)
        self._answer_title.setVisible(bool(item.answer.strip()))

    def _name_things(self) -> None:
        self._answer_title.setText(self.tr("Answer"))
        if self._missing:
            self._note.setText(self.tr("This item is not in the open bank. Open the bank that the pairs come from."))


def _read(asked: _Asked) -> tuple[tuple[ItemId, ItemId], Mapping[ItemId, Item]]:
    """Off the window's thread."""
    return asked.ids, asked.bank.items_of(asked.ids)
