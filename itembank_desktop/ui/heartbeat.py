"""How long the window's event loop answers nobody."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_TICK_MS = 5


@dataclass(frozen=True, slots=True)
class Stall:
    """The longest silence, in seconds, and how much of it this thread was ready but no processor was free.

    The second is 0 where the system does not tell it; it is other programs' work, and this one's other threads'.
    """

    longest: float
    starved: float


class Heartbeat(QObject):
    """Beats every 5 ms from `start` to `stop`; what comes late was held up by what the loop did instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beats: list[tuple[float, float]] = []
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_beat)
        self._told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")

    def start(self) -> None:
        """Begin anew."""
        self._beats = []
        self._timer.start()

    def stop(self) -> Stall:
        """The longest silence since `start`."""
        self._timer.stop()
        silences = ((late[0] - early[0], late[1] - early[1]) for early, late in pairwise(self._beats))
        longest, starved = max(silences, default=(_TICK_MS / 1000, 0.0))
        held = longest - _TICK_MS / 1000
        return Stall(held, min(starved, held))

    def longest(self, work: Callable[[], object]) -> float:
        """Seconds of the longest silence while `work` went on."""
        self.start()
        work()
        return self.stop().longest

    def _on_beat(self) -> None:
        self._beats.append((time.perf_counter(), self._waited()))

    def _waited(self) -> float:
        """Seconds that this thread has waited for a processor in its life."""
        try:
            return int(self._told.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            return 0.0
