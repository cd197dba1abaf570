"""Import: which bank, how far, what was rejected."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from itembank_desktop.core.errors import BankReadOnly
from itembank_desktop.core.ports import Progress
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import CARD_LEFT, CARD_RIGHT, label, verbatim
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.row_reasons import row_reason
from itembank_desktop.ui.text_scale import hold_height

_LONGEST_NAME = 28


class ImportScreen(Retold, QWidget):
    """Three states on one page: the question into which bank, the progress, the report."""

    started = Signal(object, object)
    """(source, folder of the bank)"""
    cancelled = Signal()
    resumed = Signal()
    """Go on with the import that was stopped."""
    closed = Signal()
    choosing = Signal()
    unsaved = Signal(object)
    """The BankReadOnly that kept the rejected rows from being written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = Path()
        self._current: tuple[str, Path] | None = None
        self._fresh = Path()
        self._report: ImportReport | None = None
        self._progress = Progress(0, 0)
        self._title = label("title")
        self._sentence = label(wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._into_current = QPushButton()
        self._into_current.clicked.connect(self._on_into_current)
        self._into_new = QPushButton()
        self._into_new.clicked.connect(lambda: self.started.emit(self._source, self._fresh))
        self._elsewhere = QPushButton()
        self._elsewhere.clicked.connect(self.choosing)
        self._cancel = QPushButton()
        self._cancel.clicked.connect(self._on_cancel)
        self._resume = QPushButton()
        self._resume.clicked.connect(self.resumed)
        self._save = QPushButton()
        self._save.clicked.connect(self._on_save)
        self._done = QPushButton()
        self._done.clicked.connect(self.closed)
        self._rows = QTableWidget(0, 3)
        self._say: Callable[[], None] = lambda: None
        self._lay_out()
        self._name_things()

    @property
    def close_button(self) -> QPushButton:
        """What the keyboard finds here in every state."""
        return self._done

    @property
    def source(self) -> Path:
        """What is to be imported."""
        return self._source

    @property
    def text(self) -> str:
        """What the page says, for tests and screen readers."""
        return f"{self._title.text()} {self._sentence.text()}"

    @property
    def rejected(self) -> list[tuple[str, str, str]]:
        """The listed rows: line, id, reason."""
        return [(str(row.line), row.id, row.reason) for row in (self._report.rejected if self._report else ())]

    def ask(self, source: Path, current: tuple[str, Path] | None, fresh: Path) -> None:
        """Ask whether `source` goes into the open bank (name, folder) or into a new one at `fresh`."""
        self._source, self._current, self._fresh = source, current, fresh
        self._enter(self._say_question, [self._into_current, self._into_new, self._elsewhere, self._done])
        self._into_current.setVisible(current is not None)
        (self._into_current if current else self._into_new).setFocus()

    def show_started(self, source: Path) -> None:
        """The import runs."""
        self._source = source
        self._progress = Progress(0, 0)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._enter(self._say_progress, [self._bar, self._cancel, self._done])

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        self._progress = progress
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._say_progress()

    def show_report(self, report: ImportReport) -> None:
        """What came of it, with every rejected row."""
        self._report = report
        # The report comes by itself: it must not take the keyboard from somebody who writes.
        focused = self.focusWidget()
        here = focused is not None and focused.hasFocus()
        self._list_rejected()
        shown: list[QWidget] = [self._done]
        if report.cancelled:
            shown.append(self._resume)
        if report.rejected:
            shown += [self._rows, self._save]
        self._enter(self._say_report, shown)
        if here:
            self._done.setFocus()

    def _list_rejected(self) -> None:
        rejected = self._report.rejected if self._report else ()
        self._rows.setRowCount(len(rejected))
        for place, row in enumerate(rejected):
            for column, text in enumerate((str(row.line), row.id, row_reason(row.reason))):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self._rows.setItem(place, column, cell)

    def _retell(self) -> None:
        self._name_things()
        self._list_rejected()

    def _enter(self, say: Callable[[], None], shown: list[QWidget]) -> None:
        for widget in (*self._buttons, self._bar, self._rows):
            widget.setVisible(widget in shown)
        self._say = say
        self._name_things()

    def _say_question(self) -> None:
        self._title.setText(self.tr("Import {source}").format(source=self._source.name))
        if self._current is None:
            self._sentence.setText(self.tr("The items go into a new bank: {folder}").format(folder=self._fresh))
        else:
            self._sentence.setText(self.tr("Which bank do the items go into?"))

    def _say_progress(self) -> None:
        self._title.setText(self.tr("Importing {source}").format(source=self._source.name))
        if self._progress.total:
            counts = {"done": f"{self._progress.done:,}", "total": f"{self._progress.total:,}"}
            self._sentence.setText(self.tr("{done} of {total} items. You can go on writing.").format(**counts))
        else:
            self._sentence.setText(self.tr("Reading the source. You can go on writing."))

    def _say_report(self) -> None:
        assert self._report is not None
        report = self._report
        self._title.setText(self.tr("Import stopped") if report.cancelled else self.tr("Import finished"))
        facts = [
            self.tr("{count} added").format(count=f"{report.added:,}"),
            self.tr("{count} changed").format(count=f"{report.changed:,}"),
            self.tr("{count} unchanged").format(count=f"{report.unchanged:,}"),
            self.tr("{count} rejected").format(count=f"{len(report.rejected):,}"),
        ]
        sentence = " · ".join(facts)
        if report.cancelled:
            sentence += "\n" + self.tr("What was imported is kept. Import the same source again to go on.")
        elif report.rejected:
            sentence += "\n" + self.tr("Correct the rejected rows in the source and import it again.")
        self._sentence.setText(sentence)

    def _name_things(self) -> None:
        self._say()
        name = self._current[0] if self._current else ""
        self._into_current.setText(self.tr("Into “{bank}”").format(bank=_short(name)))
        self._into_new.setText(
            self.tr("Into a new bank “{bank}”").format(bank=_short(self._fresh.name))
            if self._current
            else self.tr("Import")
        )
        self._elsewhere.setText(self.tr("Choose another folder…"))
        self._cancel.setText(self.tr("Stop"))
        self._resume.setText(self.tr("Go on importing"))
        self._save.setText(self.tr("Save rejected rows as CSV…"))
        self._done.setText(self.tr("Back to the list"))
        self._rows.setHorizontalHeaderLabels([self.tr("Line"), self.tr("Id"), self.tr("Reason")])
        self._rows.setAccessibleName(self.tr("Rejected rows"))
        self._bar.setAccessibleName(self.tr("Progress of the import"))

    def _lay_out(self) -> None:
        self._rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._rows.setShowGrid(False)
        self._rows.setTabKeyNavigation(False)
        self._rows.verticalHeader().hide()
        header = self._rows.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._buttons = [
            *(self._into_current, self._into_new, self._elsewhere),
            *(self._cancel, self._resume, self._done, self._save),
        ]
        self._into_current.setObjectName("primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_LEFT, theme.TIGHT, CARD_RIGHT, theme.MEDIUM)
        column.setSpacing(theme.MEDIUM)
        hold_height(self._title, theme.PANE_HEADER_HEIGHT)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addWidget(self._bar)
        # Names of banks are as long as people make them: each way to go has a line of its own.
        for way in (self._into_current, self._into_new, self._elsewhere):
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        for button in (self._cancel, self._resume, self._done, self._save):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._rows, 1)
        column.addStretch(0)

    def _on_into_current(self) -> None:
        assert self._current is not None
        self.started.emit(self._source, self._current[1])

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()

    def _on_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save rejected rows"), "rejected.csv", "CSV (*.csv)")
        if chosen and self._report is not None:
            try:
                self._report.write_csv(Path(chosen))
            except OSError as error:
                self.unsaved.emit(BankReadOnly(chosen, error.strerror or "it cannot be written"))


def _short(name: str) -> str:
    """A name that leaves a button its width."""
    return verbatim(name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…")
