"""The two tables of a comparison: finders with their measures, and the queries of one finder."""

from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from itembank_desktop.core.comparison_of_finders import HEADLINE, TruthResult
from itembank_desktop.core.misses import Miss
from itembank_desktop.core.runs import Category
from itembank_desktop.services.make_truths import TruthComparison
from itembank_desktop.ui import theme
from itembank_desktop.ui.finder_words import category_word, interval_words, run_word
from itembank_desktop.ui.text_scale import hold_rows

_SORT = Qt.ItemDataRole.UserRole
_NEVER = 10**9
"""Sorts a relevant item that was not listed behind every rank."""


class ResultTable(QTableView):
    """Sorted by a click on a head; `chosen` tells the row, as it was given, at Enter or a double click."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStandardItemModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(_SORT)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        hold_rows(self.verticalHeader(), theme.FIELD_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda index: self.chosen.emit(self._sorted.mapToSource(index).row()))

    def show_rows(self, head: Sequence[str], rows: Sequence[Sequence[tuple[str, object]]]) -> None:
        """Cells are what is read and what is sorted by; the rows come in the order they are given."""
        self._model.clear()
        self._model.setHorizontalHeaderLabels(list(head))
        for row in rows:
            cells = []
            for text, value in row:
                cell = QStandardItem(text)
                cell.setData(value, _SORT)
                cells.append(cell)
            self._model.appendRow(cells)
        self._sorted.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.resizeColumnsToContents()
        if rows:
            self.selectRow(0)

    def cells(self, column: int) -> list[str]:
        """A column as it is in sight now."""
        return [str(self._sorted.index(row, column).data()) for row in range(self._sorted.rowCount())]

    def step(self, by: int) -> None:
        """Choose a neighbour in the order that is in sight, if there is one."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._sorted.rowCount():
            self.selectRow(row)
            self.chosen.emit(self._sorted.mapToSource(self._sorted.index(row, 0)).row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(self._sorted.mapToSource(index).row())
        else:
            super().keyPressEvent(event)


class FinderTable(ResultTable):
    """Every finder under one truth, best first."""

    def show_result(self, result: TruthResult, decides: str) -> None:
        """Means with intervals, the deciding measure first; p against the best; means by category of query."""
        measures = [decides, *(name for name in HEADLINE if name != decides)]
        categories = [one for one in Category if result.sizes.get(one)]
        p_of = {one.run: one.corrected for one in result.differences}
        head = [
            self.tr("Finder"), *(f"{name} [95 %]" for name in measures[:1]), self.tr("p against the best"),
            *(f"{name} [95 %]" for name in measures[1:]),
            *(f"{decides}, {category_word(one)} [95 %]" for one in categories), self.tr("Unanswered"),
        ]  # fmt: skip
        rows = []
        for score in result.scores:
            name = score.report.run
            means = [(interval_words(one), one.mean) for one in (score.intervals[measure] for measure in measures)]
            parts = [score.by_category.get(one) for one in categories]
            p = p_of.get(name)
            rows.append(
                [
                    (run_word(name), run_word(name)), means[0],
                    (self.tr("best") if p is None else f"{p:.3f}", 2.0 if p is None else p),
                    *means[1:], *((interval_words(part), part.mean) if part else ("", 0.0) for part in parts),
                    (str(score.unanswered or ""), score.unanswered),
                ]
            )  # fmt: skip
        self.show_rows(head, rows)
        self.setAccessibleName(self.tr("Finders"))


class QueryTable(ResultTable):
    """The queries of one finder, worst first: which relevant item it ranked last, where, and what stands above it."""

    def show_misses(self, misses: Sequence[Miss], measure: str) -> None:
        """One row a query."""
        head = [
            self.tr("Query"),
            measure,
            self.tr("Lowest relevant item"),
            self.tr("Its rank"),
            self.tr("Stands above it"),
        ]
        rows = [
            [
                (one.query, one.query),
                (f"{one.value:.3f}", one.value),
                (one.relevant, one.relevant),
                (self.tr("not listed") if one.rank is None else str(one.rank), one.rank or _NEVER),
                (one.above or "", one.above or ""),
            ]
            for one in misses
        ]
        self.show_rows(head, rows)
        self.setAccessibleName(self.tr("Queries"))


class DisputeTable(ResultTable):
    """The pairs that one of two truths alone calls alike."""

    def show_comparison(self, found: TruthComparison) -> None:
        """One row a pair."""
        head = [self.tr("Item"), self.tr("Other item"), self.tr("Alike by")]
        told = ((found.one, found.only_one), (found.other, found.only_other))
        rows = [[(a, a), (b, b), (name, name)] for name, pairs in told for a, b in pairs]
        self.show_rows(head, rows)
        self.setAccessibleName(self.tr("Pairs in dispute"))
