"""A window of its own for those who keep a bank: pairs reviewed by people, and finders compared by what they said."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.finders_page import FindersPage
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.model_words import Standing
from itembank_desktop.ui.parts import segment_button
from itembank_desktop.ui.performance import Performance
from itembank_desktop.ui.performance_page import PerformancePage
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.review_page import ReviewPage
from itembank_desktop.ui.shortcut_sheet import open_sheet
from itembank_desktop.ui.text_scale import hold_height
from itembank_desktop.ui.truths_page import TruthsPage


class EvaluationWindow(Retold, QWidget):
    """Stands beside the main window and works on the bank that is open there; closing it stops nothing."""

    crashed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        look: theme.Theme,
        icons: Icons,
        performance: Performance,
        standing: Callable[[], Standing],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.press = Press(desk.evaluation.typeset, desk.thumbnail, ("zoom", "review", "comparison"), parent=self)
        self.banner = Banner(look, icons)
        self.review = ReviewPage(desk.evaluation, self.press, look, icons, self.banner)
        self.truths = TruthsPage(desk.evaluation.truths, self.banner)
        self.finders = FindersPage(desk, self.press, look, icons, self.banner, standing)
        self.performance = PerformancePage(performance, standing, desk.evaluation.bench_history)
        self._pages = QStackedWidget()
        pages = (self.review, self.truths, self.finders, self.performance)
        self.tabs = [segment_button() for _ in pages]
        group = QButtonGroup(self)
        for number, (tab, page) in enumerate(zip(self.tabs, pages, strict=True)):
            self._pages.addWidget(page)
            group.addButton(tab, number)
        group.idClicked.connect(self.turn_to)
        for part in (self.press, self.review, self.truths, self.finders, self.performance):
            part.crashed.connect(self.crashed)
        self.truths.measuring.connect(self._on_measuring)
        self.truths.reviewing.connect(self._on_reviewing)
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: open_sheet(self))
        self._lay_out()
        self.turn_to(0)
        self._name_things()

    def turn_to(self, page: int) -> None:
        """0 the review, 1 ground truths, 2 the comparison of finders, 3 the figures of speed and memory."""
        self._pages.setCurrentIndex(page)
        self.tabs[page].setChecked(True)
        if any(tab.hasFocus() for tab in self.tabs):
            self.tabs[page].setFocus()
        self.banner.hide()

    def show_bank(self, bank: OpenBank) -> None:
        """Work on this bank from now on; a comparison under way stays with its own."""
        self.press.read_figures_from(bank.figure)
        self.review.show_bank(bank)
        self.truths.show_bank(bank)
        self.finders.show_bank(bank)
        self.performance.show_bank(bank)

    def close_for_good(self) -> None:
        """Stop every thread; call once, when the program ends."""
        self.review.close_lanes()
        self.truths.close_lane()
        self.finders.close_lanes()
        self.performance.close_lane()
        self.press.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Packages may have been installed meanwhile."""
        super().showEvent(event)
        self.finders.look_for_packages()

    def _on_measuring(self, truth: Path) -> None:
        self.finders.front.take([truth])
        self.turn_to(2)

    def _on_reviewing(self, two: TwoTruths) -> None:
        self.review.front.take(two)
        self.turn_to(0)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("header")
        hold_height(head, theme.HEADER_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.LARGE, 0, theme.LARGE, 0)
        row.setSpacing(theme.TIGHT)
        for tab in self.tabs:
            row.addWidget(tab)
        row.addStretch(1)
        news = QVBoxLayout()
        news.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, 0)
        news.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(news)
        column.addWidget(self._pages, 1)
        self.setMinimumSize(theme.LEAST_WIDTH, theme.LEAST_HEIGHT)
        self.resize(theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)

    def _name_things(self) -> None:
        self.setWindowTitle(self.tr("Evaluation"))
        names = (
            self.tr("Review pairs"),
            self.tr("Ground truths"),
            self.tr("Compare finders"),
            self.tr("Performance"),
        )
        for tab, name in zip(self.tabs, names, strict=True):
            tab.setText(name)
