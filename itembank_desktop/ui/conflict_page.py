"""An item that was changed by somebody else before mine was saved: both side by side, until one is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from itembank_desktop.core.item import Item
from itembank_desktop.core.outbox import Collision
from itembank_desktop.core.saving import is_published
from itembank_desktop.ui import theme
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.item_version import ItemVersion, align, differing
from itembank_desktop.ui.parts import icon_button, label, paper, scrolling
from itembank_desktop.ui.press import Order, Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height


class ConflictPage(Retold, QWidget):
    """Shows the oldest of those that wait; `settled` carries it and whether mine is to be saved over theirs.

    Either choice lets go of a version for everybody, and the bank keeps no older ones: it is asked once more.
    What is in print by now is not replaced.
    """

    settled = Signal(object, bool)
    closed = Signal()

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._icons = icons
        self._waiting: tuple[Collision, ...] = ()
        self._back = icon_button(worded=True)
        self._back.setObjectName("flush")
        self._back.clicked.connect(self.closed)
        self._place = label("secondary")
        self._title, self._words = label("title", wrap=True), label(wrap=True)
        self.mine, self.theirs = ItemVersion(press, look), ItemVersion(press, look)
        self._chosen: bool | None = None
        self.take_mine, self.keep_theirs, self.confirm, self._not_yet = (QPushButton() for _ in range(4))
        self.confirm.setObjectName("primary")
        self.take_mine.clicked.connect(lambda: self._choose(True))
        self.keep_theirs.clicked.connect(lambda: self._choose(False))
        self.confirm.clicked.connect(self._settle)
        self._not_yet.clicked.connect(lambda: self._choose(None))
        self._lay_out()
        press.pressed.connect(self._on_pressed)
        look.changed.connect(self._paint_icons)
        for version in (self.mine, self.theirs):
            version.reordered.connect(self._order)
        self._paint_icons()
        self._name_things()

    @property
    def collision(self) -> Collision | None:
        """What is to be chosen now."""
        return self._waiting[0] if self._waiting else None

    @property
    def text(self) -> str:
        """What the page says besides the items."""
        return f"{self._title.text()} {self._words.text()}"

    def show_waiting(self, waiting: Sequence[Collision]) -> None:
        """All that wait; the one in sight stays where it is."""
        before = self.collision
        self._waiting = tuple(waiting)
        now = self.collision
        if now != before:
            self._chosen = None
        if now is not None and now != before:
            self._show(now.mine.item, now.theirs)
        self._allow(True)
        self._name_state()

    def focus_choice(self) -> None:
        """The keyboard to the first choice there is."""
        (self.keep_theirs if self.take_mine.isHidden() else self.take_mine).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the choice back, and then leaves it for later."""
        if event.key() == Qt.Key.Key_Escape and self._chosen is not None:
            self._choose(None)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, mine: Item, theirs: Item | None) -> None:
        changed = differing(mine, theirs) if theirs is not None else frozenset()
        self.mine.show_item(mine, changed)
        self.theirs.show_item(theirs, changed)
        self._order()

    def _choose(self, mine: bool | None) -> None:
        """Ask whether this is meant; None for nothing chosen."""
        held = self.confirm.hasFocus() or self._not_yet.hasFocus()
        self._chosen = mine
        self._name_state()
        if mine is not None:
            self.confirm.setFocus()
        elif held:
            self.focus_choice()

    def _settle(self) -> None:
        collision, mine = self.collision, self._chosen
        if collision is not None and mine is not None:
            self._choose(None)
            self._allow(False)
            self.settled.emit(collision, mine)

    def _allow(self, allowed: bool) -> None:
        for button in (self.take_mine, self.keep_theirs):
            button.setEnabled(allowed)

    def _order(self) -> None:
        orders: list[Order] = [*self.mine.orders, *self.theirs.orders]
        self._press.want("conflict", orders)
        self._on_pressed()

    def _on_pressed(self) -> None:
        for version in (self.mine, self.theirs):
            version.take_figures()
        align(self.mine, self.theirs)

    def _paint_icons(self) -> None:
        self._back.setIcon(self._icons("left"))

    def _name_things(self) -> None:
        self._back.setText(self.tr("Decide later"))
        self.take_mine.setText(self.tr("Save mine as a new version"))
        self.keep_theirs.setText(self.tr("Keep the bank's"))
        self._not_yet.setText(self.tr("Not yet"))
        self.mine.show_name(self.tr("Mine"))
        self.theirs.show_name(self.tr("In the bank now"))
        self._name_state()

    def _name_state(self) -> None:
        collision, chosen = self.collision, self._chosen
        self._place.setText(f"1 / {len(self._waiting)}" if len(self._waiting) > 1 else "")
        self._title.setText(str(collision.mine.item.id) if collision is not None else "")
        words = self._warning(chosen) if chosen is not None else self._news(collision) if collision is not None else ""
        self._words.setText(words)
        # Named before they are seen: their room is made for what they say.
        self.confirm.setText(self.tr("Replace the bank's version") if chosen else self.tr("Let go of mine"))
        self.take_mine.setVisible(chosen is None and not _is_printed(collision))
        self.keep_theirs.setVisible(chosen is None)
        for button in (self.confirm, self._not_yet):
            button.setVisible(chosen is not None)

    def _news(self, collision: Collision) -> str:
        if _is_printed(collision):
            what = self.tr("This item was published meanwhile. What is published is not changed.")
            rest = self.tr("Your version can become a new item.")
            return f"{what} {rest}"
        deleted = self.tr("Somebody deleted this item meanwhile.")
        changed = self.tr("Somebody changed this item meanwhile.")
        rest = self.tr("Both versions are kept until you choose what the bank holds.")
        return f"{deleted if collision.theirs is None else changed} {rest}"

    def _warning(self, mine: bool) -> str:
        if mine:
            return self.tr("Your version takes the place of the bank's for everybody.")
        return self.tr("The bank's version stays. Yours is let go of.")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, theme.TIGHT, 0)
        head.addWidget(self._back)
        head.addStretch(1)
        head.addWidget(self._place)
        bar = QWidget()
        hold_height(bar, theme.PANE_HEADER_HEIGHT)
        bar.setLayout(head)
        both = QWidget()
        sides = QHBoxLayout(both)
        sides.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        sides.setSpacing(theme.WIDE)
        for version in (self.mine, self.theirs):
            sides.addWidget(version, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for button in (self.take_mine, self.keep_theirs, self.confirm, self._not_yet):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TIGHT, theme.TIGHT, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        column.addWidget(bar)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(paper(scrolling(both)), 1)
        column.addLayout(buttons)


def _is_printed(collision: Collision | None) -> bool:
    return collision is not None and collision.theirs is not None and is_published(collision.theirs)
