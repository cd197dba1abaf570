"""A whole item: words, choices, answer, explanation, figures large."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from itembank_desktop.core.item import Item, Place
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.saving import is_published
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import badges, theme
from itembank_desktop.ui.figure_view import ZoomedFigure
from itembank_desktop.ui.hit_model import mark
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import icon_button, label, paper, scrolling, strong_label
from itembank_desktop.ui.press import Press, Print
from itembank_desktop.ui.reasons import reason
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.sheet_view import Numbered, SheetView
from itembank_desktop.ui.text_scale import hold_height, scaled
from itembank_desktop.ui.words import breakable, fact_name, fact_value

_ZOOM_DETAIL = 3.0


class DetailPane(Retold, QWidget):
    """Opens over the comparison; `closed` (Esc, Enter) returns to it, `stepped` asks for the next or previous hit."""

    closed = Signal()
    edit_asked = Signal()
    stepped = Signal(int)

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._look = look
        self._icons = icons
        self._hit: Hit | None = None
        self._back, self._previous, self._next = icon_button(worded=True), icon_button(), icon_button()
        self._back.setObjectName("flush")
        self._back.clicked.connect(self.closed)
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._edit = icon_button(worded=True)
        self._edit.clicked.connect(self.edit_asked)
        self._place = label("secondary")
        self._badge = BadgeLabel(look)
        self._score = strong_label()
        self._id = label("title", wrap=True)
        self._id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._id.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # A click on it would take the keys from the page.
        self._reason = label(wrap=True)
        self._facts = label("secondary", wrap=True)
        self._stem, self._answer, self._explanation = (SheetView(press, look) for _ in range(3))
        self._answer_title, self._explanation_title = (label("secondary") for _ in range(2))
        self._lay_out()
        self._connect(press, look)
        self._name_things()
        self._paint_icons()

    @property
    def item(self) -> Item | None:
        """The item that is shown."""
        return self._hit.item if self._hit else None

    def show_hit(self, hit: Hit, count: int) -> None:
        """Show the whole item of the hit, one of `count`."""
        self._hit = hit
        item = hit.item
        self._badge.show_verdict(hit.verdict)
        self._place.setText(f"{hit.rank} / {count}")
        self._previous.setEnabled(hit.rank > 1)
        self._next.setEnabled(hit.rank < count)
        self._score.setText(mark(hit))
        self._id.setText(str(item.id))
        self._reason.setText(reason(hit))
        self._name_facts()
        self._name_edit()
        figures = [Numbered(number, figure) for number, figure in enumerate(item.figures, 1)]
        explaining = [one for one in figures if one.figure.place is Place.EXPLANATION]
        self._stem.show_text(item.stem, item.choices, figures=[one for one in figures if one not in explaining])
        self._answer.show_text(item.answer)
        self._explanation.show_text(item.explanation, figures=explaining)
        for part, shown in (
            ((self._answer, self._answer_title), item.answer.strip()),
            ((self._explanation, self._explanation_title), item.explanation.strip() or explaining),
        ):
            for widget in part:
                widget.setVisible(bool(shown))
        self._scroll.verticalScrollBar().setValue(0)
        self._order()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter go back; the arrows go to the neighbours; Space enlarges the first figure."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Space:
            self._stem.zoom_first()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: the page's edge says so."""
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._show_focus(False)

    def _show_focus(self, focused: bool) -> None:
        self._paper.setProperty("focused", focused)
        self._paper.style().unpolish(self._paper)
        self._paper.style().polish(self._paper)

    def _retell(self) -> None:
        self._name_things()
        if self._hit is not None:
            self._reason.setText(reason(self._hit))
            self._name_facts()

    def _connect(self, press: Press, look: theme.Theme) -> None:
        look.changed.connect(self._paint_icons)
        for view in (self._stem, self._answer, self._explanation):
            view.reordered.connect(self._order)
            view.zoom_asked.connect(self._zoom)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, theme.TIGHT, 0)
        for widget in (self._back, self._edit, self._place, self._previous, self._next):
            head.addWidget(widget)
        head.insertStretch(1, 1)
        bar = QWidget()
        hold_height(bar, theme.PANE_HEADER_HEIGHT)
        bar.setLayout(head)
        self._scroll = scrolling(self._page())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TIGHT, theme.TIGHT, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.TIGHT + theme.FOCUS_RING)
        column.addWidget(bar)
        self._paper = paper(self._scroll)
        column.addWidget(self._paper, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.SMALL)
        first = QHBoxLayout()
        first.setSpacing(theme.SMALL)
        first.addWidget(self._badge)
        first.addWidget(self._score)
        first.addWidget(self._id, 1)
        column.addLayout(first)
        column.addWidget(self._reason)
        column.addWidget(self._facts)
        column.addSpacing(theme.SMALL)
        column.addWidget(_rule())
        column.addSpacing(theme.SMALL)
        column.addWidget(self._stem)
        for title, view in ((self._answer_title, self._answer), (self._explanation_title, self._explanation)):
            title.setContentsMargins(0, theme.LARGE, 0, 0)
            column.addWidget(title)
            column.addWidget(view)
        column.addStretch(1)
        return page

    def _name_facts(self) -> None:
        assert self._hit is not None
        item = self._hit.item
        facts = {"subject": item.subject, **item.metadata}
        told = [f"{fact_name(key)} {fact_value(key, value)}" for key, value in facts.items() if _is_plain(value)]
        self._facts.setText(breakable("  ·  ".join(told)))

    def _name_edit(self) -> None:
        published = self._hit is not None and is_published(self._hit.item)
        self._edit.setEnabled(not published)
        whole = self.tr("Put this item into the editor, to save a new version (F2)")
        self._edit.setToolTip(self.tr("Published items are not changed") if published else whole)

    def _order(self) -> None:
        if self._hit is not None:
            views = (self._stem, self._answer, self._explanation)
            self._press.want("detail", [order for view in views for order in view.orders])

    def _zoom(self, sha256: str) -> None:
        """Show the figure at three times the detail, as soon as it is made."""
        room = self.window().size()
        order = Print(sha256, room.width(), room.height(), self.devicePixelRatioF() * _ZOOM_DETAIL)
        known = [order for view in (self._stem, self._explanation) for order in view.orders]
        plain = next((self._press.get(one) for one in known if isinstance(one, Print) and one.sha256 == sha256), None)
        if plain is None or plain.pixmap is None:
            return
        zoomed = ZoomedFigure(plain.pixmap, self._look, self)
        zoomed.sharpen(self._press, order)
        zoomed.open()

    def _paint_icons(self) -> None:
        for button, name in ((self._back, "left"), (self._previous, "up"), (self._next, "down")):
            button.setIcon(self._icons(name))

    def _name_things(self) -> None:
        self._back.setText(self.tr("Back to the comparison"))
        self._back.setToolTip(self.tr("Back to the comparison (Esc)"))
        self._edit.setText(self.tr("Change"))
        self._edit.setAccessibleName(self.tr("Change this item"))
        self._name_edit()
        self._previous.setToolTip(self.tr("Previous item (↑)"))
        self._previous.setAccessibleName(self.tr("Previous item"))
        self._next.setToolTip(self.tr("Next item (↓)"))
        self._next.setAccessibleName(self.tr("Next item"))
        self._answer_title.setText(self.tr("Answer"))
        self._explanation_title.setText(self.tr("Explanation"))
        self.setAccessibleName(self.tr("Item"))


class BadgeLabel(Retold, QWidget):
    """A verdict's badge as a widget."""

    def __init__(self, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._verdict = Resemblance.RELATED
        look.changed.connect(lambda: self.show_verdict(self._verdict))
        self.show_verdict(self._verdict)

    def show_verdict(self, verdict: Resemblance) -> None:
        """Show another verdict."""
        self._verdict = verdict
        self.setFixedSize(round(badges.width(verdict)), scaled(theme.BADGE_HEIGHT))
        self.setAccessibleName(badges.word(verdict))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The badge fills the widget."""
        painter = QPainter(self)
        badges.paint(painter, self.rect().toRectF(), self._verdict, self._look.colours.badge(self._verdict))
        painter.end()

    def _retell(self) -> None:
        """Another language has other widths."""
        self.show_verdict(self._verdict)


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""


def _rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(theme.HAIR)
    return line
