"""The right side: what was found, or one sentence that says what to do."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from itembank_desktop.core.search import ALL_SCORES, Answer
from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.busy_line import BusyLine
from itembank_desktop.ui.filter_bar import FilterBar
from itembank_desktop.ui.hit_list import HitList
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.model_words import Standing, how
from itembank_desktop.ui.parts import icon_button, label, scrolling
from itembank_desktop.ui.picture_options import PictureOptions
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.shared_words import where
from itembank_desktop.ui.text_scale import hold_least_height


class ResultsPane(Retold, QWidget):
    """Header, moving line, and either cards or an empty state; the old answer stays until the new one is ready."""

    painted = Signal(object)
    hidden_asked = Signal(bool)
    record_asked = Signal()

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_banner = Banner(look, icons)
        self.banner = Banner(look, icons)
        self.line_banner = Banner(look, icons)
        self.hits = HitList(press, look, icons)
        self.filters = FilterBar()
        self.options = PictureOptions()
        self._title = label("title")
        self._how = label("secondary", wrap=True)
        self._how.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.hidden_button = QToolButton()
        self.hidden_button.setObjectName("segment")
        self.hidden_button.setCheckable(True)
        self.hidden_button.clicked.connect(self.hidden_asked)
        self.hidden_button.hide()
        self._hidden = 0
        self._icons = icons
        self._record = icon_button()
        self._record.clicked.connect(self.record_asked)
        look.changed.connect(self._paint_icons)
        self._line = BusyLine(look)
        self._empty = EmptyState()
        self._nothing = scrolling(self._empty)
        self._standing = Standing()
        self._say: Callable[[], None] = lambda: None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.hits)
        self._dimmer = QTimer(self, singleShot=True, interval=theme.DIM_AFTER_MS)
        self._dimmer.timeout.connect(lambda: self.hits.dim(True))
        self.hits.shown.connect(self._on_shown)
        self._lay_out()
        self._paint_icons()
        self._name_things()
        self.show_no_draft()

    @property
    def sentence(self) -> str:
        """What the empty state says now; empty while cards are shown."""
        return "" if self._stack.currentWidget() is self.hits else self._empty.text

    @property
    def header(self) -> str:
        """What stands above the list."""
        return " ".join(part for part in (self._title.text(), self._how.text()) if part)

    def show_model(self, standing: Standing) -> None:
        """How matters stand with the model when the next answer comes."""
        self._standing = standing

    def show_asking(self) -> None:
        """A question is under way: the old answer stays and dims when it takes long."""
        self._line.set_busy(True)
        self._dimmer.start()

    def show_answer(self, answer: Answer) -> None:
        """Show what was found, as soon as the first cards are set."""
        if answer.hits:
            self._stack.setCurrentWidget(self.hits)
            self.hits.show_answer(answer)
            return
        self.hits.clear()
        self._on_shown(answer)

    def show_hidden(self, count: int) -> None:
        """So many hits of the newest answer were dismissed."""
        self._hidden = count
        self.hidden_button.setVisible(count > 0)
        self._name_things()

    def show_failed(self) -> None:
        """The question failed: the banner says why, the old answer stays, grey."""
        self._rest()
        self.hits.dim(True)

    def show_no_draft(self) -> None:
        """Nothing is typed."""
        self._show_state(
            lambda: self._empty.say(
                self.tr("Write an item or drop a figure here."),
                self.tr("Similar items of the bank appear here while you type."),
            )
        )

    def show_too_short(self) -> None:
        """Too little is typed to look for."""
        self._show_state(
            lambda: self._empty.say(
                self.tr("Write a little more."),
                self.tr("The search starts at eight letters or with a figure."),
            )
        )

    def show_opening(self) -> None:
        """A bank is being opened."""
        self._show_state(
            lambda: self._empty.say(
                self.tr("Opening the bank…"), self.tr("You can write meanwhile. The search starts by itself.")
            )
        )
        self._line.set_busy(True)

    def show_no_bank(self) -> None:
        """There is nothing to search in."""
        self._show_state(
            lambda: self._empty.say(
                self.tr("No bank is open."),
                self.tr("Open a bank folder or the sample bank from the menu at the top left."),
            )
        )

    def welcome(self, ways: QWidget) -> None:
        """Stand the ways to begin below what an empty side says."""
        self._empty.add(ways)

    def _retell(self) -> None:
        self._say()
        self._name_things()

    def _name_things(self) -> None:
        self.hidden_button.setText(self.tr("{count} hidden").format(count=self._hidden))
        self.hidden_button.setToolTip(self.tr("Show the items that somebody judged unrelated to this draft"))
        self._record.setToolTip(self.tr("Keep a record of this search as PDF and JSON (Ctrl+Shift+R)"))
        self._record.setAccessibleName(self.tr("Record of this search"))

    def _paint_icons(self) -> None:
        self._record.setIcon(self._icons("export"))

    def _show_state(self, say: Callable[[], None]) -> None:
        self._rest()
        self.hits.clear()
        self.show_hidden(0)
        self._record.setEnabled(False)
        self._stack.setCurrentWidget(self._nothing)

        def speak() -> None:
            self._title.setText(self.tr("Similar items"))
            self._how.setText("")
            say()

        self._say = speak
        speak()

    def _on_shown(self, answer: Answer) -> None:
        self._rest()
        self.options.show_calibrated(answer.calibrated)
        standing = self._standing

        def speak() -> None:
            count = f" {len(answer.hits)}" if answer.hits else ""
            self._title.setText(self.tr("Similar items") + count)
            self._how.setText(" · ".join(filter(None, (how(answer, standing), where(answer.source)))))
            if answer.query.filter:
                self._empty.say(
                    self.tr("Nothing similar among the items that the filter lets through"),
                    self.tr("The other items were not looked at. Show all in the filter to search the whole bank."),
                )
            else:
                self._empty.say(
                    self.tr("Nothing similar · {count} items checked").format(count=f"{answer.searched:,}"),
                    self._why_nothing(answer),
                )

        self._say = speak
        speak()
        self._record.setEnabled(True)
        self._stack.setCurrentWidget(self.hits if answer.hits else self._nothing)
        self.painted.emit(answer)

    def _why_nothing(self, answer: Answer) -> str:
        if answer.query.scores != ALL_SCORES:
            least, most = answer.query.scores
            return self.tr("No item has a score from {least} to {most}.").format(least=least, most=most)
        return self.tr("Nothing in this bank resembles the draft.")

    def _rest(self) -> None:
        self._dimmer.stop()
        self._line.set_busy(False)
        self.hits.dim(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.HAIR, 0, theme.MEDIUM, 0)
        head.setSpacing(theme.SMALL)
        head.addWidget(self._title)
        # Who answered is never cut: it takes a second line where the text is large.
        head.addWidget(self._how, 1)
        head.addWidget(self.hidden_button)
        head.addWidget(self._record)
        bar = QWidget()
        hold_least_height(bar, theme.PANE_HEADER_HEIGHT)
        bar.setLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TIGHT, theme.TIGHT, theme.TIGHT, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(bar)
        column.addWidget(self.filters)
        column.addWidget(self.options)
        column.addWidget(self._line)
        # As wide as the cards, which leave room for the scroll bar.
        banners = QVBoxLayout()
        banners.setContentsMargins(theme.HAIR, 0, theme.MEDIUM + theme.HAIR, 0)
        banners.setSpacing(theme.SMALL)
        banners.addWidget(self.line_banner)
        banners.addWidget(self.model_banner)
        banners.addWidget(self.banner)
        column.addLayout(banners)
        column.addWidget(self._stack, 1)


class EmptyState(QWidget):
    """A sentence in the middle and a smaller one below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = label("empty", wrap=True)
        self._next = label("secondary", wrap=True)
        for words in (self._what, self._next):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.VAST, 0, theme.VAST, theme.VAST)
        column.setSpacing(theme.SMALL)
        column.addStretch(2)
        column.addWidget(self._what)
        column.addWidget(self._next)
        column.addStretch(3)

    def add(self, below: QWidget) -> None:
        """Put something below the sentences."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        row = QHBoxLayout()  # In the middle while it is wide, as wide as the side while that is narrow.
        row.addStretch(1)
        row.addWidget(below, 100)
        row.addStretch(1)
        column.insertLayout(column.count() - 1, row)

    @property
    def text(self) -> str:
        """Both sentences."""
        return f"{self._what.text()} {self._next.text()}".strip()

    def say(self, what: str, to_do: str) -> None:
        """Say what is, and what to do."""
        self._what.setText(what)
        self._next.setText(to_do)
