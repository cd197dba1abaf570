"""Earlier runs of `bench pilot` on the open bank, held against the targets of today."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from itembank_desktop.core.pilot import PilotFigures, Targets, slower_than
from itembank_desktop.ui import theme
from itembank_desktop.ui.finder_words import run_word
from itembank_desktop.ui.parts import label, strong_label
from itembank_desktop.ui.result_tables import ResultTable
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height

_MOST = 8
"""Runs that are listed, the newest first."""


class PilotHistory(Retold, QWidget):
    """Says how the runs are made where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: list[PilotFigures] = []
        self.targets, self._bank = Targets(), ""
        self._title, self._none = strong_label(), label("secondary", wrap=True)
        self.command = QLineEdit(readOnly=True)
        hold_height(self.command, theme.FIELD_HEIGHT)
        self.table = ResultTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        for widget in (self._title, self._none, self.command, self.table):
            column.addWidget(widget)
        self._tell()

    def show_runs(self, runs: Sequence[PilotFigures], bank: str) -> None:
        """Oldest first, as they are kept; `bank` is what a command calls the bank."""
        self._runs, self._bank = list(runs), bank
        self._tell()

    def aim(self, targets: Targets) -> None:
        """What must hold from now on."""
        self.targets = targets
        self._tell()

    def _retell(self) -> None:
        self._tell()

    def _tell(self) -> None:
        self._title.setText(self.tr("Measured runs"))
        self._none.setText(self.tr("None yet. This command measures 1,000 questions."))
        self.command.setText(f"itembank-desktop bench pilot --bank {_quoted(self._bank)}")
        self.command.setCursorPosition(0)
        self.command.setAccessibleName(self._none.text())
        head = [
            self.tr("Run"), self.tr("Finder"), self.tr("Answered"), "P50 / P95 / P99, ms", self.tr("Memory, GB"),
            self.tr("Items/s in bulk"), self.tr("Targets"),
        ]  # fmt: skip
        shown = range(len(self._runs) - 1, max(-1, len(self._runs) - 1 - _MOST), -1)
        self.table.show_rows(head, [self._row(place) for place in shown])
        self.table.setAccessibleName(self.tr("Measured runs"))
        self.table.setVisible(bool(self._runs))
        for widget in (self._none, self.command):
            widget.setVisible(not self._runs)
        hold_height(self.table, (min(len(self._runs), _MOST) + 1) * theme.FIELD_HEIGHT + theme.MEDIUM)

    def _finder(self, name: str) -> str:
        plain, mark, model = name.partition(" and ")
        return self.tr("Fingerprints and {model}").format(model=model) if mark else run_word(plain)

    def _row(self, place: int) -> list[tuple[str, object]]:
        run = self._runs[place]
        missed = bool(run.misses(self.targets))
        told = self.tr("missed") if missed else self.tr("reached")
        if (before := slower_than(self._runs[:place], run)) is not None:
            told += "  ·  " + self.tr("slower than the run before, P95 {before} ms").format(before=f"{before.p95:.0f}")
        return [
            (run.at[:16].replace("T", " "), run.at),
            (self._finder(run.finder), run.finder),
            (f"{run.answered:,} / {run.queries:,}", run.share),
            (f"{run.p50:.1f} / {run.p95:.1f} / {run.p99:.1f}", run.p95),
            (f"{run.gigabytes:.2f}", run.gigabytes),
            (f"{run.vectors or run.throughput:.0f}", run.vectors or run.throughput),
            (told, missed),
        ]


def _quoted(place: str) -> str:
    """As every shell reads a path with spaces."""
    return f'"{place}"' if " " in place else place
