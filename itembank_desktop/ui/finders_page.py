"""The comparison of finders: choose, run, read, and look at what was missed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from itembank_desktop.core.errors import EvaluationMissing, ItemBankError
from itembank_desktop.core.misses import Miss
from itembank_desktop.core.ports import Progress
from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.evaluation_desk import Again, Compared, EvaluationDesk
from itembank_desktop.ui.finder_results import FinderResults
from itembank_desktop.ui.finders_front import FindersFront
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_desk import ModelDesk
from itembank_desktop.ui.model_words import Standing
from itembank_desktop.ui.pair_view import PairView
from itembank_desktop.ui.parts import icon_button, label
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.work_line import WorkLine


class FindersPage(QStackedWidget):
    """One comparison runs at a time, of the bank that is open when it starts; stopped, it goes on where it was."""

    crashed = Signal(object)

    def __init__(
        self,
        desk: EvaluationDesk,
        press: Press,
        look: theme.Theme,
        icons: Icons,
        banner: Banner,
        models: ModelDesk,
        standing: Callable[[], Standing],
        parent: QWidget | None = None,
    ) -> None:
        """`standing` tells where models run."""
        super().__init__(parent)
        self._desk, self._banner, self._models, self._standing = desk, banner, models, standing
        self._bank: OpenBank | None = None
        self._missing: EvaluationMissing | None = None
        self.front, self.work, self.results = FindersFront(), WorkLine(), FinderResults()
        self.lack = label(wrap=True)
        self.lack.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.MEDIUM)
        column.setSpacing(theme.MEDIUM)
        for widget in (self.lack, self.front, self.work):
            column.addWidget(widget)
        column.addWidget(self.results, 1)
        column.addStretch(0)
        self.missed = MissedPage(press, look, icons)
        self.addWidget(page)
        self.addWidget(self.missed)
        self.lane, self.listing = Lane(self), Lane(self)
        self._connect()
        self._name_things()

    def show_bank(self, bank: OpenBank | None) -> None:
        """Compare on this bank from now on."""
        self._bank = bank
        self.missed.pair.forget()
        self.setCurrentIndex(0)

    def look_for_packages(self) -> None:
        """Say what is missing, and how to get it."""
        try:
            self._desk.require()
            self._missing = None
        except EvaluationMissing as problem:
            self._missing = problem
        self._name_things()
        self.listing.run("models", lambda _: self._models.list())

    def start(self) -> None:
        """Compare on the open bank."""
        bank, report, truths, least = self._bank, self.front.report, self.front.truths, self.front.least
        wish = self.front.rerank.wish
        again = Again(wish, replace(self._standing().place, model=wish.model, reranks=True)) if wish.model else None
        if bank is None:
            self._banner.tell(self.tr("No bank is open."))
        elif report is not None and self.lane.run(
            "compare", lambda control: self._desk.compare(bank.folder, truths, least, report, again, control)
        ):
            self.front.allow(running=True, missing=False)
            self.work.begin(self.tr("Comparing finders"))
            self._banner.hide()

    def close_lanes(self) -> None:
        """Stop every thread; what was answered so far is kept."""
        self.lane.close()
        self.listing.close()
        self.missed.pair.close_lane()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language chosen now."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_things()
        super().changeEvent(event)

    def _connect(self) -> None:
        self.front.started.connect(self.start)
        self.work.stopped.connect(self.lane.cancel)
        self.results.opened.connect(self._on_opened)
        self.missed.closed.connect(self._on_missed_closed)
        self.missed.pair.failed.connect(self._tell)
        self.missed.pair.crashed.connect(self.crashed)
        self.lane.progressed.connect(self._on_progressed)
        self.lane.finished.connect(self._on_finished)
        self.lane.failed.connect(self._on_failed)
        self.lane.crashed.connect(self._on_crashed)
        self.listing.finished.connect(lambda _, models: self.front.rerank.show_models(models))
        self.listing.failed.connect(lambda _, problem: self._tell(problem))
        self.listing.crashed.connect(self.crashed)

    def _name_things(self) -> None:
        self.lack.setText(explain(self._missing).sentence if self._missing else "")
        self.lack.setVisible(self._missing is not None)
        self.front.allow(running=bool(self.lane.running), missing=self._missing is not None)

    def _on_progressed(self, _: str, progress: Progress) -> None:
        share = 100 * progress.done // max(1, progress.total)
        said = self.tr("Comparing finders: {share} %, {finder}").format(share=share, finder=progress.note)
        if progress.done == progress.total:
            said = self.tr("Working out intervals and tests, and writing the report")
        self.work.go(progress.done, progress.total, said)

    def _on_finished(self, _: str, found: Compared | None) -> None:
        self.work.rest("" if found else self.tr("Stopped. Started again, the comparison goes on where it was."))
        self.front.allow(running=False, missing=False)
        if found is not None:
            self.results.show_found(found)

    def _on_failed(self, _: str, problem: ItemBankError) -> None:
        self.work.rest("")
        self.front.allow(running=False, missing=False)
        self._tell(problem)

    def _on_crashed(self, problem: Exception) -> None:
        self.work.rest("")
        self.front.allow(running=False, missing=False)
        self.crashed.emit(problem)

    def _on_opened(self, miss: Miss) -> None:
        self.missed.show_miss(self._bank, miss, self.results.run.currentText())
        self.setCurrentWidget(self.missed)
        self.missed.setFocus()

    def _on_missed_closed(self) -> None:
        self.setCurrentIndex(0)
        self.results.queries.setFocus()

    def _tell(self, problem: ItemBankError) -> None:
        self._banner.tell(explain(problem).sentence)


class MissedPage(QWidget):
    """A query and the relevant item that a finder ranked low; Esc goes back."""

    closed = Signal()

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._miss: Miss | None = None
        self._run = ""
        self.pair = PairView(press, look, "missed")
        self._back, self._told = icon_button(worded=True), label(wrap=True)
        self._back.setObjectName("flush")
        self._back.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(theme.LARGE)
        head.addWidget(self._back)
        head.addWidget(self._told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        column.addLayout(head)
        column.addWidget(self.pair, 1)
        look.changed.connect(self._paint_icons)
        self._paint_icons()
        self._name_things()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def text(self) -> str:
        """What is said of the pair."""
        return self._told.text()

    def show_miss(self, bank: OpenBank | None, miss: Miss, run: str) -> None:
        """Show this query of this finder."""
        self._miss, self._run = miss, run
        self.pair.show_pair(bank, miss.query, miss.relevant)
        self._name_things()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, the arrows scroll, Space enlarges the first figure."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.pair.scroll_by(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Space:
            self.pair.zoom_first()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language chosen now."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_things()
        super().changeEvent(event)

    def _paint_icons(self) -> None:
        self._back.setIcon(self._icons("left"))

    def _name_things(self) -> None:
        self._back.setText(self.tr("Back to the queries"))
        self._back.setToolTip(self.tr("Back to the queries (Esc)"))
        self.setAccessibleName(self.tr("A query and what it should have found"))
        if self._miss is None:
            return
        places = {"query": self._miss.query, "item": self._miss.relevant, "finder": self._run, "rank": self._miss.rank}
        told = (
            self.tr("{finder} does not list {item} for the query {query}.")
            if self._miss.rank is None
            else self.tr("{finder} ranks {item} at place {rank} for the query {query}.")
        )
        self._told.setText(told.format(**places))
