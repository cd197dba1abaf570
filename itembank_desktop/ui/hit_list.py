"""The list of hits: keeps its place and its selection while answers come and go."""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.search import Answer, Hit, Query
from itembank_desktop.ui import theme
from itembank_desktop.ui.hit_cards import frame, plan
from itembank_desktop.ui.hit_delegate import FEWEST_FACES, HitDelegate
from itembank_desktop.ui.hit_model import HIT, HitModel, Standings
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Order, Press
from itembank_desktop.ui.retold import Retold

# Enough cards to fill the largest window; an answer is shown when these are ready.
_FIRST_SCREEN = 6
_AHEAD = 2
"""Cards on either side of sight that are drawn before anybody scrolls to them."""
_JUMPS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""They start from the selected row, so there must be one."""


class HitList(Retold, QListView):
    """Cards of the newest answer; `opened` asks for the whole item, `family_asked` to unfold or fold its family."""

    opened = Signal(object)
    family_asked = Signal(object)
    shown = Signal(object)

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self._press = press
        self._look = look
        self._awaited: Answer | None = None
        self._shown: Query | None = None
        self._ordered = self._seen = range(0)
        self._rows = HitModel(self)
        self._cards = HitDelegate(press, look, icons, self._rows.chips_of, self)
        self._patience = QTimer(self, singleShot=True, interval=theme.PATIENCE_MS)
        self._patience.timeout.connect(self._swap)
        self._drawing = QTimer(self, interval=0)
        self._drawing.timeout.connect(self._draw_next)
        self._ahead = QTimer(self, interval=0)
        self._ahead.timeout.connect(self._draw_ahead)
        self._fade = QVariantAnimation(self, startValue=0.3, endValue=1.0, duration=theme.FADE_MS)
        self._fade.valueChanged.connect(self._on_fade)
        self._set_up_view()
        press.pressed.connect(self._on_pressed)
        look.changed.connect(self._on_look_changed)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown now, best first."""
        return self._rows.hits

    @property
    def current_hit(self) -> Hit | None:
        """The selected hit."""
        index = self.currentIndex()
        return index.data(HIT) if index.isValid() else None

    def show_answer(self, answer: Answer) -> None:
        """Show `answer` as soon as its first cards are set; until then the old one stays."""
        self._awaited = answer
        self._drawing.stop()
        self._cards.keep((*self._rows.hits, *answer.hits))
        self._patience.start()
        self._order()
        self._swap_if_ready()

    def show_standings(self, standings: Standings) -> None:
        """Show other decisions on the same items, and on those of the next answer."""
        self._cards.forget()
        self._rows.show_standings(standings)
        self._order()

    def clear(self) -> None:
        """Show nothing."""
        self._awaited = None
        self._patience.stop()
        self._drawing.stop()
        self._cards.forget()
        self._rows.show(())

    def dim(self, dimmed: bool) -> None:
        """Grey the rows while their question is overtaken."""
        self._fade.stop()
        self._cards.opacity = theme.DIMMED if dimmed else 1.0
        self.viewport().update()

    def step(self, by: int) -> None:
        """Select the hit `by` rows further, the first one when none is selected."""
        count = len(self._rows.hits)
        if not count:
            return
        row = self.currentIndex().row()
        target = (0 if by > 0 else count - 1) if row < 0 else max(0, min(count - 1, row + by))
        self.setCurrentIndex(self._rows.index(target))

    def select(self, item: ItemId) -> None:
        """Select that item, if it is there."""
        row = self._rows.row_of(item)
        if row is not None:
            self.setCurrentIndex(self._rows.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows move even when nothing is selected yet, → and ← unfold and fold a family."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_hit:
            self.opened.emit(self.current_hit)
        elif (
            event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.current_hit:
            unfolded = self.current_hit.item.id in self._rows.standings.unfolded
            if unfolded == (event.key() == Qt.Key.Key_Left):
                self.family_asked.emit(self.current_hit)
        else:
            if event.key() in _JUMPS and self.current_hit is None:
                self.step(1)
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What the keyboard would act on is seen: Qt makes the first row current, but does not select it."""
        super().focusInEvent(event)
        index, chosen = self.currentIndex(), self.selectionModel()
        if index.isValid() and not chosen.isSelected(index):
            chosen.select(index, chosen.SelectionFlag.ClearAndSelect)

    def showEvent(self, event: QShowEvent) -> None:
        """What other pages pushed out of the press meanwhile is wanted again."""
        super().showEvent(event)
        self._order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards are as wide as the list."""
        super().resizeEvent(event)
        self._measure()
        self._order()

    def _retell(self) -> None:
        """Speak the language chosen now; badges and reasons may have another length."""
        self.setAccessibleName(self.tr("Similar items"))
        self._relay()

    def _set_up_view(self) -> None:
        self.setAccessibleName(self.tr("Similar items"))
        self.setModel(self._rows)
        self.setItemDelegate(self._cards)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(theme.VAST)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.doubleClicked.connect(self._on_opened)
        self._cards.opened.connect(self._on_opened)
        self._cards.family_asked.connect(lambda index: self.family_asked.emit(index.data(HIT)))

    def _on_opened(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.opened.emit(index.data(HIT))

    def _measure(self) -> None:
        # Whether or not the bar shows, or the first long answer would narrow every card and set it anew.
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        wanted = frame(width, self.devicePixelRatioF(), self._look.colours.text)
        if wanted != self._cards.frame:
            self._cards.frame = wanted
            self._relay()

    def _on_look_changed(self) -> None:
        self._measure()
        self._order()
        self.viewport().update()

    def _order(self) -> None:
        """Ask the press for an awaited answer's first cards, the rows in sight, and a screen before and behind."""
        hits: list[Hit] = list(self._awaited.hits[:_FIRST_SCREEN]) if self._awaited else []
        rows, sight = self._rows.hits, self._sight()
        self._seen = sight
        self._cards.most_faces = max(FEWEST_FACES, len(sight) + 2 * _AHEAD)
        self._ordered = near = range(max(0, sight.start - len(sight)), min(len(rows), sight.stop + len(sight)))
        hits += [*rows[sight.start : near.stop], *rows[near.start : sight.start]]
        orders: list[Order] = [order for hit in hits for order in plan(hit, self._cards.frame).orders]
        self._press.want("cards", orders)
        self._ahead.start()

    def _on_scrolled(self) -> None:
        if self._sight() != self._seen:
            self._order()

    def _sight(self) -> range:
        """Rows that can be seen at least in part."""
        count = len(self._rows.hits)
        first, last = (self.indexAt(QPoint(1, y)).row() for y in (0, self.viewport().height()))
        # No row at the foot: the last one ends above it.
        return range(max(0, first), last + 1 if last >= 0 else count)

    def _draw_ahead(self) -> None:
        """Draw one card that is about to come into sight: in the frame that first shows it there is no time for it."""
        rows, sight = self._rows.hits, self._seen
        for hit in (*rows[sight.stop : sight.stop + _AHEAD], *rows[max(0, sight.start - _AHEAD) : sight.start]):
            if self._cards.prepare(hit):
                return
        self._ahead.stop()

    def _on_pressed(self, done: frozenset[Order]) -> None:
        # Only what was finished: to lay out two hundred cards for each batch would hold up who types.
        if self._cards.renew(done):
            self._lay_out()
            sight = self._sight()
            if sight.start < self._ordered.start or sight.stop > self._ordered.stop:
                self._order()
        self._ahead.start()
        self.viewport().update()
        if self._awaited is not None:
            self._swap_if_ready()

    def _swap_if_ready(self) -> None:
        assert self._awaited is not None
        wanted = self._cards.frame
        first = self._awaited.hits[:_FIRST_SCREEN]
        if all(self._press.get(order) is not None for hit in first for order in plan(hit, wanted).orders):
            self._drawing.start()

    def _draw_next(self) -> None:
        """Draw one of the first cards; a key that was pressed meanwhile comes before the next one."""
        assert self._awaited is not None
        below = self.viewport().height()
        for hit in self._awaited.hits:
            if below <= 0:
                break
            if self._cards.prepare(hit):
                return
            below -= self._cards.height(hit)
        self._swap()

    def _swap(self) -> None:
        """Put the awaited answer in, keeping the selection and the place."""
        if self._awaited is None:
            return
        answer, self._awaited = self._awaited, None
        self._patience.stop()
        self._drawing.stop()
        fresh = {hit.item.id for hit in answer.hits} - {hit.item.id for hit in self._rows.hits}
        if answer.hits != self._rows.hits:
            anchor, chosen = self._anchor(), self._current_id()
            self._rows.show(answer.hits)
            self._cards.keep(answer.hits)
            if self._shown is None or _way(answer.query) == _way(self._shown):
                self._return_to(anchor, chosen)
            else:
                self._return_to(None, chosen)
                self.scrollToTop()
        self._shown = answer.query
        self.dim(False)
        if fresh and not theme.still():
            self._fade.start()
        self._order()
        self.shown.emit(answer)

    def _relay(self) -> None:
        """Place every card anew."""
        self._cards.forget()
        self._lay_out()
        self.viewport().update()

    def _lay_out(self) -> None:
        """Let the rows stand as high as they are now, without moving what is in sight."""
        anchor = self._anchor()
        self.scheduleDelayedItemsLayout()
        self._return_to(anchor, None)

    def _current_id(self) -> ItemId | None:
        return self.current_hit.item.id if self.current_hit else None

    def _anchor(self) -> tuple[ItemId, int] | None:
        """The hit that must not move and its distance from the top; None while the list is at its top."""
        if not self.verticalScrollBar().value():
            return None
        index = self.currentIndex()
        if not index.isValid() or not self.visualRect(index).intersects(self.viewport().rect()):
            index = self.indexAt(QPoint(theme.LARGE, theme.LARGE))
        return (index.data(HIT).item.id, self.visualRect(index).top()) if index.isValid() else None

    def _return_to(self, anchor: tuple[ItemId, int] | None, chosen: ItemId | None) -> None:
        row = self._rows.row_of(chosen)
        if row is not None:
            # Not setCurrentIndex: it would scroll.
            flag = self.selectionModel().SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self._rows.index(row), flag)
        if anchor is None:
            return
        self.executeDelayedItemsLayout()
        row = self._rows.row_of(anchor[0])
        if row is not None:
            top = self.visualRect(self._rows.index(row)).top()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - anchor[1])

    def _on_fade(self, opacity: float) -> None:
        self._cards.opacity = opacity
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for a few cards."""
        return QSize(theme.RIGHT_START, theme.WINDOW_HEIGHT)


def _way(query: Query) -> tuple[object, ...]:
    """How a draft is searched: who changes that wants to see what is best now, not where the list stood."""
    return query.pictures_only, query.scores, query.push, query.filter
