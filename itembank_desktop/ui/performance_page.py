"""The figures of speed and memory, as they are now."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from itembank_desktop.core.model import ModelPhase
from itembank_desktop.core.pilot import PilotFigures
from itembank_desktop.core.search import Stage
from itembank_desktop.services.memory_peak import memory_peak
from itembank_desktop.ui import theme
from itembank_desktop.ui.desk import OpenBank, text_of
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.model_words import Standing, status_line
from itembank_desktop.ui.parts import fill, label, paper, scrolling
from itembank_desktop.ui.performance import Performance
from itembank_desktop.ui.pilot_history import PilotHistory
from itembank_desktop.ui.retold import Retold

_SHARES = (0.5, 0.95, 0.99)
MOST_ROWS = 19
"""The last question with its nine stages, the session, its targets, queue, model, three caches, lost figures."""


class PerformancePage(Retold, QWidget):
    """Follows the draft's questions while it is in sight."""

    crashed = Signal(object)

    def __init__(
        self,
        performance: Performance,
        standing: Callable[[], Standing],
        history: Callable[[Path], Sequence[PilotFigures]],
        parent: QWidget | None = None,
    ) -> None:
        """`history` reads the measured runs of the bank in a folder, off the window's thread."""
        super().__init__(parent)
        self._performance, self._standing, self._read_history = performance, standing, history
        self.history = PilotHistory()
        self.lane = Lane(self)
        self.lane.finished.connect(self._on_read)
        self.lane.crashed.connect(self.crashed)
        self._bank: OpenBank | None = None
        self._rows = [(label("secondary"), label("strong", wrap=True)) for _ in range(MOST_ROWS)]
        form = QFormLayout()
        form.setHorizontalSpacing(theme.WIDE)
        form.setVerticalSpacing(theme.SMALL)
        for word, value in self._rows:
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(word, value)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        column.addLayout(form)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        outer.setSpacing(theme.LARGE)
        outer.addWidget(paper(inside))
        outer.addWidget(self.history)
        outer.addStretch(1)
        fill(self, scrolling(page))
        performance.changed.connect(self._tell)
        self._tell()

    @property
    def text(self) -> str:
        """All that is shown, a line a row."""
        return "\n".join(f"{word.text()} {value.text()}" for word, value in self._rows if not word.isHidden())

    def show_bank(self, bank: OpenBank | None) -> None:
        """Whose cache is told."""
        self._bank = bank
        self._tell()
        self._look_for_runs()

    def close_lane(self) -> None:
        """Stop its thread; call once."""
        self.lane.close()

    def showEvent(self, event: QShowEvent) -> None:
        """The figures of now."""
        super().showEvent(event)
        self._tell()
        self._look_for_runs()

    def _retell(self) -> None:
        self._tell()

    def _look_for_runs(self) -> None:
        """Runs may have been measured meanwhile."""
        bank = self._bank
        if bank is not None and self.isVisible():
            self.lane.run("history", lambda _: (self._read_history(bank.folder), text_of(bank.place)))

    def _on_read(self, _: str, found: tuple[Sequence[PilotFigures], str]) -> None:
        self.history.show_runs(*found)

    def _tell(self) -> None:
        if self.history.targets != self._performance.targets:
            self.history.aim(self._performance.targets)
        told = [*self._last(), *self._session(), *self._now()]
        for place, (word, value) in enumerate(self._rows):
            shown = told[place] if place < len(told) else None
            for widget in (word, value):
                widget.setVisible(shown is not None)
            if shown is not None:
                word.setText(shown[0])
                value.setText(shown[1])

    def _last(self) -> list[tuple[str, str]]:
        last = self._performance.last
        if last is None:
            return [(self.tr("Last question"), self.tr("none yet"))]
        answer, words = last.answer, self._stages()
        total = self.tr("{time}, {count} items searched").format(
            time=_time(answer.seconds + last.drawing), count=f"{answer.searched:,}"
        )
        stages = [(words[stage], _time(seconds)) for stage, seconds in answer.stages.items()]
        return [(self.tr("Last question"), total), *stages, (self.tr("Drawing the cards"), _time(last.drawing))]

    def _stages(self) -> dict[Stage, str]:
        return {
            Stage.DESCRIBE: self.tr("Describing the draft"),
            Stage.WAY: self.tr("To the model's process and back"),
            Stage.TOKENS: self.tr("Model: decoding, making tokens"),
            Stage.VISION: self.tr("Model: seeing the figures"),
            Stage.MODEL: self.tr("Model: reading the text"),
            Stage.SEARCH: self.tr("Scanning and comparing"),
            Stage.ITEMS: self.tr("Reading the items"),
            Stage.RERANK: self.tr("Ranking the first items again"),
        }

    def _session(self) -> list[tuple[str, str]]:
        performance = self._performance
        if not performance.questions:
            return []
        shown = "  ·  ".join(f"P{share * 100:g} {_time(performance.percentile(share))}" for share in _SHARES)
        told = [(self.tr("The last {count} answers").format(count=performance.questions), shown)]
        return [*told, (self.tr("Against the targets"), self._held())]

    def _held(self) -> str:
        """The pilot's three measures of this session, each with its target and whether it holds."""
        performance, targets = self._performance, self._performance.targets
        announced = self._standing().state.announced
        model = memory_peak(announced.process) if announced and announced.process else 0
        held = max(memory_peak() + model, announced.memory_used if announced else 0) / 1e9
        time = 1000 * performance.percentile(0.95)
        share = 100 * performance.questions / (performance.questions + performance.failures)
        parts = (
            (f"P95 {time:.1f} ms", f"{targets.milliseconds:g} ms", time <= targets.milliseconds),
            (self.tr("memory {size} GB").format(size=f"{held:.2f}"), f"{targets.gigabytes:g} GB",
             held <= targets.gigabytes),
            (self.tr("answered {share} %").format(share=f"{share:.4g}"), f"{targets.answered:g} %",
             share >= targets.answered),
        )  # fmt: skip
        reached, missed = self.tr("{figure} (target {target}: reached)"), self.tr("{figure} (target {target}: missed)")
        return "  ·  ".join(
            (reached if holds else missed).format(figure=figure, target=target) for figure, target, holds in parts
        )

    def _now(self) -> list[tuple[str, str]]:
        standing = self._standing()
        queue = self.tr("one question under way") if self._performance.waiting else self.tr("empty")
        last = self._performance.last
        if last is not None and last.answer.effort is not None:
            waited = self.tr("the last question waited {time} for the model, {count} before it")
            effort = last.answer.effort
            queue += "  ·  " + waited.format(time=_time(effort.waited), count=effort.ahead)
        if standing.state.phase is ModelPhase.BUSY:
            queue += "  ·  " + self.tr("the model reads the bank")
        return [
            (self.tr("Queue"), queue),
            (self.tr("Model and its memory"), status_line(standing) or self.tr("none")),
            *self._caches(),
            *self._reranked(),
        ]

    def _reranked(self) -> list[tuple[str, str]]:
        again = self._performance.last.answer.reranking if self._performance.last else None
        if again is None or not again.items:
            return []
        return [(self.tr("Figures the reranker could not be shown"), f"{again.unreadable:,}")]

    def _caches(self) -> list[tuple[str, str]]:
        """What did not have to be read or computed again, since the bank was opened and since the session began."""
        hits, asked = self._bank.cached() if self._bank is not None else (0, 0)
        told = [(self.tr("Found in the cache"), self._rate(hits, asked))]
        effort = self._performance.effort
        if effort.tokens:
            told.append((self.tr("Draft's tokens the model knew"), self._rate(effort.known, effort.tokens)))
        if effort.figures:
            told.append((self.tr("Figures the model knew"), self._rate(effort.seen, effort.figures)))
        return told

    def _rate(self, hits: int, asked: int) -> str:
        if not asked:
            return self.tr("not used yet")
        return self.tr("{rate} % of {count}").format(rate=f"{100 * hits / asked:.0f}", count=f"{asked:,}")


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
