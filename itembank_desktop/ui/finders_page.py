"""The comparison of finders: choose, run, read, and look at what was missed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from itembank_desktop.core.errors import EvaluationMissing, ItemBankError
from itembank_desktop.core.misses import Miss
from itembank_desktop.core.ports import Progress
from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.evaluation_desk import Again, Compared
from itembank_desktop.ui.finder_results import FinderResults
from itembank_desktop.ui.finder_words import language_in_force, run_word
from itembank_desktop.ui.finders_front import FindersFront
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.missed_page import MissedPage
from itembank_desktop.ui.model_words import Standing
from itembank_desktop.ui.parts import label, scrolling
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_least_height
from itembank_desktop.ui.work_line import WorkLine


class FindersPage(Retold, QStackedWidget):
    """One comparison runs at a time, of the bank that is open when it starts; stopped, it goes on where it was."""

    crashed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        press: Press,
        look: theme.Theme,
        icons: Icons,
        banner: Banner,
        standing: Callable[[], Standing],
        parent: QWidget | None = None,
    ) -> None:
        """`standing` tells where models run."""
        super().__init__(parent)
        self._desk, self._banner, self._models, self._standing = desk.evaluation, banner, desk.models, standing
        self._bank: OpenBank | None = None
        self._missing: EvaluationMissing | None = None
        self.front, self.work, self.results = FindersFront(), WorkLine(), FinderResults()
        self.lack, self.about = label(wrap=True), label("secondary", wrap=True)
        self.lack.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.MEDIUM)
        column.setSpacing(theme.MEDIUM)
        for widget in (self.lack, self.front, self.work):
            column.addWidget(widget)
        column.addWidget(self.about)
        column.addWidget(self.results, 1)
        column.addStretch(0)
        hold_least_height(self.results, theme.PREVIEW_START)
        self.missed = MissedPage(desk, press, look, icons)
        self.addWidget(scrolling(page))
        self.addWidget(self.missed)
        self.lane, self.listing = Lane(self), Lane(self)
        self._connect()
        self._name_things()

    def show_bank(self, bank: OpenBank | None) -> None:
        """Compare on this bank from now on."""
        self._bank = bank
        self.missed.forget()
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
        place = replace(self._standing().place, model=wish.model, reranks=True)
        spoken = language_in_force()
        again = Again(wish, place, self.front.reranked) if wish.model else None
        if bank is None:
            self._banner.tell(self.tr("No bank is open."))
        elif report is not None and self.lane.run(
            "compare", lambda control: self._desk.compare(bank.folder, truths, least, report, again, spoken, control)
        ):
            self.front.allow(running=True, missing=False)
            self.work.begin(self.tr("Comparing finders"))
            self._banner.hide()

    def close_lanes(self) -> None:
        """Stop every thread; what was answered so far is kept."""
        self.lane.close()
        self.listing.close()
        self.missed.close_lanes()

    def _connect(self) -> None:
        self.front.started.connect(self.start)
        self.work.stopped.connect(self.lane.cancel)
        self.results.opened.connect(self._on_opened)
        self.missed.closed.connect(self._on_missed_closed)
        self.missed.stepped.connect(self.results.queries.step)
        self.missed.failed.connect(self._tell)
        self.missed.crashed.connect(self.crashed)
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
        self.about.setText(
            self.tr(
                "Compared are the fingerprints, together and each alone, BM25, TF-IDF, every model's vectors that this"
                " bank holds, and their mixtures. The report says what won, by how much, and whether that is more than"
                " chance, with tables, plots and every query."
            )
        )
        self.front.allow(running=bool(self.lane.running), missing=self._missing is not None)

    def _on_progressed(self, _: str, progress: Progress) -> None:
        share = 100 * progress.done // max(1, progress.total)
        said = self.tr("Comparing finders: {share} %, {finder}").format(share=share, finder=run_word(progress.note))
        if progress.done == progress.total:
            said = self.tr("Working out intervals and tests, and writing the report")
        self.work.go(progress.done, progress.total, said)

    def _on_finished(self, _: str, found: Compared | None) -> None:
        self.work.rest("" if found else self.tr("Stopped. Started again, the comparison goes on where it was."))
        self.front.allow(running=False, missing=False)
        if found is not None:
            self.about.hide()
            self.front.fold(True)
            self.results.show_found(found)
            self.front.offer_runs([run.name for run in found.comparison.runs])

    def _on_failed(self, _: str, problem: ItemBankError) -> None:
        self.work.rest("")
        self.front.allow(running=False, missing=False)
        self._tell(problem)

    def _on_crashed(self, problem: Exception) -> None:
        self.work.rest("")
        self.front.allow(running=False, missing=False)
        self.crashed.emit(problem)

    def _on_opened(self, miss: Miss) -> None:
        self.missed.show_miss(self._bank, miss, self.results.shown_run)
        self.setCurrentWidget(self.missed)
        self.missed.setFocus()

    def _on_missed_closed(self) -> None:
        self.setCurrentIndex(0)
        self.results.queries.setFocus()

    def _tell(self, problem: ItemBankError) -> None:
        self._banner.tell(explain(problem).sentence)
