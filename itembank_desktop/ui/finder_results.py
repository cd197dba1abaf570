"""What a comparison of finders found: a sentence, a table, the plots, and every query."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from itembank_desktop.core.comparison_of_finders import TruthResult
from itembank_desktop.core.misses import Miss, misses
from itembank_desktop.ui import theme
from itembank_desktop.ui.evaluation_desk import Compared
from itembank_desktop.ui.finder_words import run_word, summary
from itembank_desktop.ui.paired_finders import PairedFinders
from itembank_desktop.ui.parts import label, scrolling, segment_button
from itembank_desktop.ui.result_tables import FinderTable, QueryTable
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height


class FinderResults(Retold, QWidget):
    """`opened` asks for a query and the relevant item that was ranked low, side by side."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Compared | None = None
        self._misses: list[Miss] = []
        self._sentence = label(wrap=True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.truth, self.run = QComboBox(), QComboBox()
        self.truth.currentIndexChanged.connect(self._show)
        self.run.currentIndexChanged.connect(self._show_queries)
        self.finders, self.queries, self.plots = FinderTable(), QueryTable(), PlotList()
        self.paired = PairedFinders()
        self.queries.chosen.connect(lambda row: self.opened.emit(self._misses[row]))
        self.finders.chosen.connect(self._on_finder_chosen)
        self.views = QStackedWidget()
        for view in (self.finders, self.paired, scrolling(self.plots), self.queries):
            self.views.addWidget(view)
        self.segments = [segment_button() for _ in range(self.views.count())]
        for number, segment in enumerate(self.segments):
            segment.clicked.connect(lambda _=False, number=number: self.turn_to(number))
        for chooser in (self.truth, self.run):
            hold_height(chooser, theme.FIELD_HEIGHT)
        self._lay_out()
        self.turn_to(0)
        self._name_things()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said of the truth that is shown."""
        return self._sentence.text()

    @property
    def shown_run(self) -> str:
        """The finder whose queries are listed, by its run's name."""
        return str(self.run.currentData() or "")

    def show_found(self, found: Compared) -> None:
        """Show another comparison."""
        self._found = found
        self.truth.blockSignals(True)
        self.truth.clear()
        self.truth.addItems([result.qrels.name for result in found.comparison.results])
        self.truth.blockSignals(False)
        self.truth.setVisible(self.truth.count() > 1)
        self.plots.show_plots(found.plots)
        self._show()
        self.show()

    def turn_to(self, view: int) -> None:
        """0 the table, 1 every two finders, 2 the plots, 3 the queries."""
        self.views.setCurrentIndex(view)
        for number, segment in enumerate(self.segments):
            segment.setChecked(number == view)
        self.run.setVisible(view == self.views.count() - 1)

    def _retell(self) -> None:
        self._name_things()
        self._show()

    @property
    def _result(self) -> TruthResult | None:
        place = self.truth.currentIndex()
        return self._found.comparison.results[place] if self._found is not None and place >= 0 else None

    def _show(self) -> None:
        result = self._result
        if self._found is None or result is None:
            return
        decides, chosen = self._found.comparison.decides, self.shown_run
        self._sentence.setText(summary(result, decides))
        self.finders.show_result(result, decides)
        self.paired.show_result(result, decides)
        self.run.blockSignals(True)
        self.run.clear()
        for score in result.scores:
            self.run.addItem(run_word(score.report.run), score.report.run)
        self.run.setCurrentIndex(max(0, self.run.findData(chosen)))
        self.run.blockSignals(False)
        self._show_queries()

    def _show_queries(self) -> None:
        result = self._result
        if self._found is None or result is None:
            return
        comparison, name = self._found.comparison, self.shown_run
        run = next(run for run in comparison.runs if run.name == name)
        self._misses = misses(result, run, comparison.decides)
        self.queries.show_misses(self._misses, comparison.decides)

    def _on_finder_chosen(self, row: int) -> None:
        """From a finder to its queries."""
        self.run.setCurrentIndex(row)
        self.turn_to(self.views.count() - 1)
        self.queries.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        for segment in self.segments:
            row.addWidget(segment)
        row.addStretch(1)
        row.addWidget(self.run)
        row.addWidget(self.truth)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._sentence)
        column.addLayout(row)
        column.addWidget(self.views, 1)

    def _name_things(self) -> None:
        names = self.tr("Table"), self.tr("Every two"), self.tr("Plots"), self.tr("Queries")
        for segment, name in zip(self.segments, names, strict=True):
            segment.setText(name)
        self.segments[-1].setToolTip(self.tr("Why was one missed? Enter opens a query beside the item ranked low."))
        self.truth.setAccessibleName(self.tr("Ground truth"))
        self.run.setAccessibleName(self.tr("Finder"))


class PlotList(QWidget):
    """Plots below one another, at most as wide as the window and never blown up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmaps: list[QPixmap] = []
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.MEDIUM, 0)
        self._column.setSpacing(theme.MEDIUM)
        self._column.addStretch(1)

    def show_plots(self, files: Sequence[Path]) -> None:
        """Show these in place of the last ones."""
        for shown in self._labels:
            shown.setParent(None)
            shown.deleteLater()
        self._pixmaps = [QPixmap(str(file)) for file in files]
        self._labels = [QLabel() for _ in files]
        for place, (shown, file) in enumerate(zip(self._labels, files, strict=True)):
            shown.setAccessibleName(self.tr("Plot {name}").format(name=file.stem))
            self._column.insertWidget(place, shown)
        self._fit()

    @property
    def count(self) -> int:
        """Plots that could be shown."""
        return sum(not pixmap.isNull() for pixmap in self._pixmaps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another scale."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        room = max(theme.VAST, self.width() - theme.MEDIUM)
        for shown, pixmap in zip(self._labels, self._pixmaps, strict=True):
            if pixmap.isNull():
                continue
            width = round(min(room * ratio, pixmap.width()))
            scaled = pixmap.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            shown.setPixmap(scaled)
            shown.setMinimumWidth(1)
