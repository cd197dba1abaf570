"""What is compared, under which ground truths, and where the report goes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QPushButton, QSizePolicy, QSpinBox, QWidget

from itembank_desktop.core.evaluation import MAX_RELEVANCE
from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import label
from itembank_desktop.ui.rerank_box import RerankBox
from itembank_desktop.ui.text_scale import hold_height

LEAST = 2


class FindersFront(QWidget):
    """Says what was asked for."""

    started = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.truths: tuple[Path, ...] = ()
        self.report: Path | None = None
        self._running, self._missing = False, False
        self._words = [label() for _ in range(3)]
        self._named, self._folder = label(wrap=True), label(wrap=True)
        self._least = QSpinBox(minimum=1, maximum=MAX_RELEVANCE, value=LEAST)
        self.choose_truths, self.choose_report, self.start, self.open_folder = (QPushButton() for _ in range(4))
        self.start.setObjectName("primary")
        self.rerank = RerankBox()
        self.choose_truths.clicked.connect(self._choose_truths)
        self.choose_report.clicked.connect(self._choose_report)
        self.start.clicked.connect(self.started)
        self.open_folder.clicked.connect(self._open_folder)
        for sized in (*self._words, self._least):
            hold_height(sized, theme.FIELD_HEIGHT)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.SMALL)
        form.addRow(self._words[0], _line(self.choose_truths, self._named))
        form.addRow(self._words[1], _line(self.choose_report, self._folder))
        form.addRow(self._words[2], _line(self._least))
        form.addRow(self.rerank)
        form.addRow(_line(self.start, self.open_folder))
        self._name_things()

    @property
    def least(self) -> int:
        """Relevance from which a pair counts as a hit."""
        return self._least.value()

    def take(self, truths: Sequence[Path] | None = None, report: Path | None = None) -> None:
        """Compare under these truths, and write the report there."""
        self.truths = self.truths if truths is None else tuple(truths)
        self.report = self.report if report is None else report
        self._name_things()

    def allow(self, running: bool, missing: bool) -> None:
        """Whether it may be started: not while it runs, nor while packages are `missing`."""
        self._running, self._missing = running, missing
        self._name_things()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language chosen now."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_things()
        super().changeEvent(event)

    def _name_things(self) -> None:
        titles = self.tr("Ground truths"), self.tr("Report folder"), self.tr("Relevant from grade")
        for word, title in zip(self._words, titles, strict=True):
            word.setText(title)
        self._least.setAccessibleName(titles[2])
        self.choose_truths.setText(self.tr("Choose ground truths…"))
        self.choose_report.setText(self.tr("Choose a folder…"))
        self.start.setText(self.tr("Compare finders"))
        self.open_folder.setText(self.tr("Open the report folder"))
        self._named.setText(", ".join(one.name for one in self.truths) or self.tr("none chosen"))
        self._folder.setText(str(self.report) if self.report else self.tr("none chosen"))
        self.start.setEnabled(bool(self.truths and self.report) and not self._running and not self._missing)
        self.open_folder.setEnabled(self.report is not None and (self.report / "report.md").is_file())

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
