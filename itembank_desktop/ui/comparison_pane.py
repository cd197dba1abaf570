"""Draft and item side by side, part by part: what Enter opens."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from itembank_desktop.core.comparison import Comparison, axes
from itembank_desktop.core.item import Content, Item
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import theme
from itembank_desktop.ui.axis_bars import AxisBars
from itembank_desktop.ui.compared_parts import ComparedParts
from itembank_desktop.ui.comparer import Comparer, Shown
from itembank_desktop.ui.comparison_words import sentence
from itembank_desktop.ui.desk import Desk
from itembank_desktop.ui.figure_canvas import FigureCanvas
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.parts import fill, icon_button, label, paper, scrolling
from itembank_desktop.ui.press import FigureSource, Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height, scaled

_CLIENT = "comparison"


class ComparisonPane(Retold, QWidget):
    """`closed` (Esc) returns to the list, `stepped` asks for a neighbour, `whole_asked` (Enter) for the whole item.

    `judging` is the place for verdicts in the narrow column; `paired` carries (Content, Hit) whenever another pair, or
    the same pair after an edit, is shown. `painted` says that everything in sight is typeset.
    """

    closed = Signal()
    stepped = Signal(int)
    whole_asked = Signal()
    pin_asked = Signal()
    paired = Signal(object)
    painted = Signal()

    def __init__(
        self, desk: Desk, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._press = press
        self._icons = icons
        self._hit: Hit | None = None
        self._content = Content()
        self._compared: Content | None = None
        self._comparison: Comparison | None = None
        self._shown: tuple[Shown, ...] | None = None
        self._figure: FigureSource | None = None
        self._listed = True
        self._before = 0
        # Another width sets every sheet anew, and each says so: they are ordered together.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self.comparer = Comparer(desk, self)
        self.parts = ComparedParts(press, look, icons)
        self.bars = AxisBars(look)
        self.judging = QWidget()
        self._sentence = label(wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place = label("secondary")
        self._back, self._previous, self._next = icon_button(worded=True), icon_button(), icon_button()
        self._pin, self._whole = icon_button(worded=True), icon_button(worded=True)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect(look)
        self._name_things()
        self._paint_icons()

    @property
    def item(self) -> Item | None:
        """The item that is compared."""
        return self._hit.item if self._hit else None

    @property
    def hit(self) -> Hit | None:
        """What the finder said of it."""
        return self._hit

    @property
    def canvas(self) -> FigureCanvas:
        """The paper of the figures."""
        return self.parts.figures.canvas

    @property
    def is_enlarged(self) -> bool:
        """Whether the figures fill the page."""
        return self.canvas.enlarged

    def follows(self, content: Content) -> bool:
        """Whether exactly this draft is compared, and everything in sight is typeset."""
        orders = self.parts.orders
        return self._compared == content and bool(orders) and all(self._press.get(order) for order in orders)

    @property
    def sentence(self) -> str:
        """Why both are alike, and what differs."""
        return self._sentence.text()

    def read_figures_from(self, figure: FigureSource) -> None:
        """Take the item's figures from another bank from now on."""
        self._figure = figure

    def show_hit(self, hit: Hit, count: int, content: Content) -> None:
        """Compare the hit, one of `count`, with the draft; another hit begins at the top."""
        fresh = self.item is None or self.item.id != hit.item.id
        self._show(hit, content)
        self._place.setText(f"{hit.rank} / {count}" if count else "")
        self._previous.setEnabled(count > 0 and hit.rank > 1)
        self._next.setEnabled(hit.rank < count)
        if fresh and not self.is_enlarged:
            self._scroll.verticalScrollBar().setValue(0)

    def show_draft(self, content: Content) -> None:
        """The author has edited the draft."""
        if self._hit is not None and content != self._content:
            self._show(self._hit, content)

    def show_scores(self, hit: Hit, rank: str) -> None:
        """What the finder says of the pair after an edit; `rank` says where the item stands in the list now."""
        self._hit = hit
        self.parts.show_hit(hit)
        self._place.setText(rank)
        if self._comparison is not None:
            self.bars.show_axes(axes(hit, self._comparison))
        self.paired.emit((self._content, hit))

    def show_pinned(self, pinned: bool) -> None:
        """Whether the draft is measured against this item."""
        self._pin.setChecked(pinned)

    def stand_for(self, name: str) -> None:
        """An item of the bank stands in the draft's place, under this name; whoever shows it has a bar of its own."""
        self._bar.hide()
        self.parts.name_mine(name)

    def leave(self) -> None:
        """Nothing is compared any more."""
        self._enlarge(False)
        self._hit = self._compared = self._comparison = self._shown = None
        self.comparer.forget()
        self._press.want(_CLIENT, [])

    def close_lanes(self) -> None:
        """Stop every thread; call once, when the window goes."""
        self._soon.stop()
        self.comparer.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, first out of an enlarged figure; ↑ and ↓ step through the hits, ← and → through the ways."""
        key, keys = event.key(), Qt.Key
        if key == keys.Key_Escape:
            if self.is_enlarged:
                self._enlarge(False)
            else:
                self.closed.emit()
        elif key in (keys.Key_Up, keys.Key_Down):
            self.stepped.emit(1 if key == keys.Key_Down else -1)
        elif key in (keys.Key_Left, keys.Key_Right) and self.parts.figures.isVisible():
            self.parts.figures.step_way(1 if key == keys.Key_Right else -1)
        elif key == keys.Key_Space and self._may_show_figures:
            self._enlarge(not self.is_enlarged)
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus) and self.is_enlarged:
            self.canvas.zoom(1.2 if key != keys.Key_Minus else 1 / 1.2)
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.whole_asked.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed out of sight."""
        super().showEvent(event)
        self._order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the narrow column becomes a strip above."""
        super().resizeEvent(event)
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: the page's edge says so."""
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._show_focus(False)

    def _retell(self) -> None:
        self._name_things()
        self._say()

    @property
    def has_figures(self) -> bool:
        """Whether the figures of this pair are compared."""
        return bool(self._shown)

    @property
    def _may_show_figures(self) -> bool:
        return bool(self._content.pictures or (self.item is not None and self.item.question_figures))

    def _show(self, hit: Hit, content: Content) -> None:
        assert self._figure is not None
        self._hit, self._content = hit, content
        self.parts.show_hit(hit)
        self.parts.show_has_figures(self._may_show_figures)
        if self.is_enlarged and not self._may_show_figures:
            self._enlarge(False)
        if self.comparer.ask(content, hit.item, self._figure):
            self._shown = None

    def _on_compared(self, answer: tuple[Content, Item, Comparison]) -> None:
        if self._hit is None:
            return
        self._compared, _, self._comparison = answer
        self.parts.show_comparison(answer[2])
        if self.is_enlarged:
            self.parts.enlarge(self._scroll.viewport().height())
        self.bars.show_axes(axes(self._hit, answer[2]))
        self._say()
        self._order()
        self.paired.emit((self._content, self._hit))

    def _on_figured(self, shown: tuple[Shown, ...]) -> None:
        self._shown = shown
        self.parts.figures.show_figures(shown)
        self._say()

    def _say(self) -> None:
        if self._comparison is not None:
            pairs = None if self._shown is None else [one.pair for one in self._shown]
            self._sentence.setText(sentence(self._comparison, pairs))

    def _order(self) -> None:
        if self._hit is None:
            return
        self._press.want(_CLIENT, self.parts.orders)
        self._on_pressed()

    def _on_pressed(self) -> None:
        if self.follows(self._content):
            self.painted.emit()

    def _enlarge(self, large: bool) -> None:
        """The figures alone on the page, or everything again where it was."""
        if large == self.is_enlarged:
            return
        bar = self._scroll.verticalScrollBar()
        if large:
            self._before = bar.value()
        self.canvas.enlarged = large
        self.parts.enlarge(self._scroll.viewport().height() if large else None)
        self._fit_canvas()
        if not large:
            self.canvas.fit()
            self.parts.settle()
            bar.setValue(self._before)
            self._order()

    def _fit_canvas(self) -> None:
        used = self.parts.figures.sizeHint().height() - self.canvas.height()
        room = self._scroll.viewport().height() - used - 2 * theme.LARGE - theme.WIDE
        self.canvas.setFixedHeight(max(theme.DRAFT_FIGURE_HEIGHT, room) if self.is_enlarged else theme.CANVAS_HEIGHT)

    def _arrange(self) -> None:
        strip = self.width() < scaled(theme.COMPARISON_STRIP)
        direction = QBoxLayout.Direction.BottomToTop if strip else QBoxLayout.Direction.LeftToRight
        if self._body.direction() != direction:
            self._body.setDirection(direction)
        self.bars.lie(strip)
        self._side.setMaximumWidth(self.width() if strip else scaled(theme.COMPARISON_SIDE))
        self._side.setMinimumWidth(0 if strip else scaled(theme.COMPARISON_SIDE))
        if self.is_enlarged:
            self._fit_canvas()

    def _show_focus(self, focused: bool) -> None:
        self._paper.setProperty("focused", focused)
        self._paper.style().unpolish(self._paper)
        self._paper.style().polish(self._paper)

    def _connect(self, look: theme.Theme) -> None:
        self.comparer.compared.connect(self._on_compared)
        self.comparer.figured.connect(self._on_figured)
        self.comparer.failed.connect(lambda problem: self._sentence.setText(explain(problem)[0]))
        self.parts.reordered.connect(self._soon.start)
        self._soon.timeout.connect(self._order)
        self.parts.figures.enlarge_asked.connect(lambda: self._enlarge(not self.is_enlarged))
        self._press.pressed.connect(self._on_pressed)
        look.changed.connect(self._paint_icons)
        look.changed.connect(self._arrange)
        self._back.clicked.connect(self.closed)
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._whole.clicked.connect(self.whole_asked)
        self._pin.setCheckable(True)
        self._pin.clicked.connect(self.pin_asked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, theme.TIGHT, 0)
        self._back.setObjectName("flush")
        self._pin.setObjectName("segment")
        for widget in (self._back, self._place, self._previous, self._next, self._pin, self._whole):
            head.addWidget(widget)
        head.insertStretch(1, 1)
        self._bar = QWidget()
        hold_height(self._bar, theme.PANE_HEADER_HEIGHT)
        self._bar.setLayout(head)
        self._scroll = scrolling(self.parts)
        self._paper = paper(self._scroll)
        self._side = self._narrow_column()
        self._body.setSpacing(theme.MEDIUM)
        self._body.addWidget(self._paper, 1)
        self._body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TIGHT, theme.TIGHT, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.TIGHT + theme.FOCUS_RING)
        column.addWidget(self._bar)
        column.addLayout(self._body, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _narrow_column(self) -> QWidget:
        side = QFrame()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, theme.TIGHT, 0, 0)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(self.bars)
        column.addWidget(self._sentence)
        column.addWidget(self.judging)
        column.addStretch(1)
        fill(side, inner)
        return side

    def _paint_icons(self) -> None:
        for button, name in ((self._back, "left"), (self._previous, "up"), (self._next, "down")):
            button.setIcon(self._icons(name))

    def _name_things(self) -> None:
        self._back.setText(self.tr("Back to the list"))
        self._back.setToolTip(self.tr("Back to the list (Esc)"))
        self._previous.setToolTip(self.tr("Previous item (↑)"))
        self._previous.setAccessibleName(self.tr("Previous item"))
        self._next.setToolTip(self.tr("Next item (↓)"))
        self._next.setAccessibleName(self.tr("Next item"))
        self._pin.setText(self.tr("Pin"))
        self._pin.setToolTip(self.tr("Measure how far the draft moves away from this item (Ctrl+P)"))
        self._whole.setText(self.tr("Whole item"))
        self._whole.setToolTip(self.tr("The whole item with its explanation (Enter)"))
        self.setAccessibleName(self.tr("Comparison"))
