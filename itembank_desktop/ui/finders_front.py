"""What is compared, under which ground truths, and where the report goes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from itembank_desktop.core.comparison_of_finders import FINDERS
from itembank_desktop.core.evaluation import MAX_RELEVANCE
from itembank_desktop.ui import theme
from itembank_desktop.ui.finder_words import run_word
from itembank_desktop.ui.parts import inset, label, row
from itembank_desktop.ui.rerank_box import RerankBox
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height, hold_least_width

LEAST = 2
_UNDER_THE_MODEL = 4


class FindersFront(Retold, QWidget):
    """Says what was asked for."""

    started = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.truths: tuple[Path, ...] = ()
        self.report: Path | None = None
        self._running, self._missing, self._folded = False, False, False
        self._words = [label() for _ in range(4)]
        self._named, self._folder = label(wrap=True), label(wrap=True)
        self.of = QComboBox()
        self._least = QSpinBox(minimum=1, maximum=MAX_RELEVANCE, value=LEAST)
        inset(self._least)
        self.choose_truths, self.choose_report, self.start, self.open_folder = (QPushButton() for _ in range(4))
        self.change = QPushButton()
        self.change.clicked.connect(lambda: self.fold(False))
        self.change.hide()
        self.start.setObjectName("primary")
        self.choose_truths.clicked.connect(self._choose_truths)
        self.choose_report.clicked.connect(self._choose_report)
        self.start.clicked.connect(self.started)
        self.open_folder.clicked.connect(self._open_folder)
        for sized in (*self._words, self._least, self.of):
            hold_height(sized, theme.FIELD_HEIGHT)
        hold_least_width(self.of, theme.COMPARISON_SIDE)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.SMALL)
        form.addRow(self._words[0], _line(self.choose_truths, self._named))
        form.addRow(self._words[1], _line(self.choose_report, self._folder))
        form.addRow(self._words[2], _line(self._least))
        self.rerank = RerankBox(form)
        self._of_row = row(self.of, None)
        form.insertRow(_UNDER_THE_MODEL, self._words[3], self._of_row)
        self._form = form
        form.addRow(self.rerank)
        self.rerank.changed.connect(self._on_rerank_changed)
        self.offer_runs(FINDERS)
        self._on_rerank_changed()
        form.addRow(_line(self.start, self.change, self.open_folder))
        self._name_things()

    @property
    def least(self) -> int:
        """Relevance from which a pair counts as a hit."""
        return self._least.value()

    @property
    def reranked(self) -> str:
        """The run whose first items are ranked again."""
        return str(self.of.currentData())

    def offer_runs(self, names: Sequence[str]) -> None:
        """Let a reranker work on any of these; one that was made so is not offered."""
        chosen = self.of.currentData()
        self.of.clear()
        for name in names:
            if " + " not in name:
                self.of.addItem(run_word(name), name)
        self.of.setCurrentIndex(max(0, self.of.findData(chosen)))

    def fold(self, folded: bool) -> None:
        """Leave the room to the results; a button brings the questions back."""
        self._folded = folded
        for line in range(self._form.rowCount() - 1):
            self._form.setRowVisible(line, not folded)
        if not folded:
            self.rerank.settle()
        self.start.setVisible(not folded)
        self.change.setVisible(folded)

    def take(self, truths: Sequence[Path] | None = None, report: Path | None = None) -> None:
        """Compare under these truths, and write the report there."""
        self.truths = self.truths if truths is None else tuple(truths)
        self.report = self.report if report is None else report
        self._name_things()

    def allow(self, running: bool, missing: bool) -> None:
        """Whether it may be started: not while it runs, nor while packages are `missing`."""
        self._running, self._missing = running, missing
        self._name_things()

    def _name_things(self) -> None:
        titles = (
            self.tr("Ground truths"),
            self.tr("Report folder"),
            self.tr("Relevant from grade"),
            self.tr("Whose first items"),
        )
        for word, title in zip(self._words, titles, strict=True):
            word.setText(title)
        self._least.setAccessibleName(titles[2])
        self.of.setAccessibleName(titles[3])
        for place in range(self.of.count()):
            self.of.setItemText(place, run_word(str(self.of.itemData(place))))
        self.choose_truths.setText(self.tr("Choose ground truths…"))
        self.choose_report.setText(self.tr("Choose a folder…"))
        self.start.setText(self.tr("Compare finders"))
        self.change.setText(self.tr("Compare otherwise…"))
        self.open_folder.setText(self.tr("Open the report folder"))
        self._named.setText(", ".join(one.name for one in self.truths) or self.tr("none chosen"))
        self._folder.setText(str(self.report) if self.report else self.tr("none chosen"))
        self.start.setEnabled(bool(self.truths and self.report) and not self._running and not self._missing)
        self.open_folder.setEnabled(self.report is not None and (self.report / "report.md").is_file())

    def _on_rerank_changed(self) -> None:
        if self._folded:
            self.fold(True)  # The box shows its own rows when models come and go.
        else:
            self._form.setRowVisible(self._of_row, bool(self.rerank.model.currentData()))

    def _choose_truths(self) -> None:
        kinds = self.tr("Ground truths ({names})").format(names="*.json *.qrels *.txt")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose ground truths"), "", kinds)
        if chosen:
            self.take([Path(one) for one in chosen])

    def _choose_report(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the report"))
        if chosen:
            self.take(report=Path(chosen))

    def _open_folder(self) -> None:
        if self.report is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.report)))


def _line(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL)
    for widget in widgets:
        if isinstance(widget, QPushButton):
            widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(widget, 0 if isinstance(widget, QPushButton | QSpinBox) else 1)
    if all(isinstance(widget, QPushButton | QSpinBox) for widget in widgets):
        row.addStretch(1)
    return row
