"""What the last question cost, stage by stage, and how the session's questions did."""

import math
import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.model import Effort
from itembank_desktop.core.pilot import Targets
from itembank_desktop.core.search import Answer
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.results_pane import ResultsPane

KEPT = 1000
"""As many questions as the pilot measured in one go."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One question: its answer, and the seconds from the answer to the first card in sight."""

    answer: Answer
    drawing: float


class Performance(QObject):
    """Listens to the draft's questions; costs two readings of the clock each."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.last: Measured | None = None
        self.waiting = False
        self.failures = 0
        """Questions of this session that had no answer."""
        self.targets = Targets()
        self.effort = Effort()
        """Of all questions of this session that the model's process was asked."""
        self._seconds: deque[float] = deque(maxlen=KEPT)
        self._came: tuple[Answer, float] | None = None

    def listen(self, live: LiveSearch, results: ResultsPane) -> None:
        """Measure the questions of `live`, whose answers are painted by `results`."""
        live.asked.connect(lambda _: self._wait(True))
        live.answered.connect(self._on_answered)
        live.failed.connect(self._on_failed)
        live.emptied.connect(lambda: self._wait(False))
        live.too_short.connect(lambda: self._wait(False))
        results.painted.connect(self._on_painted)

    def aim(self, targets: Targets) -> None:
        """What must hold from now on."""
        self.targets = targets
        self.changed.emit()

    @property
    def questions(self) -> int:
        """How many of this session count."""
        return len(self._seconds)

    def percentile(self, share: float) -> float:
        """Seconds that this share of the questions took at most, by nearest rank; ValueError before the first one."""
        if not self._seconds:
            raise ValueError("no question was asked yet")
        ordered = sorted(self._seconds)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    def _on_answered(self, answer: Answer) -> None:
        self._came = answer, time.perf_counter()
        self._seconds.append(answer.seconds)
        self.effort += answer.effort or Effort()
        self._wait(False)

    def _on_failed(self, _: object) -> None:
        self.failures += 1
        self._wait(False)

    def _on_painted(self, answer: Answer) -> None:
        """Only the first painting of an answer is what the author waited for; the list may show fewer of its hits."""
        if self._came is not None and self._came[0].query is answer.query:
            self.last = Measured(self._came[0], time.perf_counter() - self._came[1])
            self._came = None
            self.changed.emit()

    def _wait(self, waiting: bool) -> None:
        self.waiting = waiting
        self.changed.emit()
