"""One piece of bulk work at a time, told apart by kind, so that a screen can show what runs."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.ports import JobControl
from itembank_desktop.ui.background import Job


class Lane(QObject):
    """Refuses new work while some is under way; every signal names the kind it is about."""

    started = Signal(str)
    progressed = Signal(str, object)
    finished = Signal(str, object)
    failed = Signal(str, object)
    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job[object] | None = None
        self._kind = ""
        self._paused = False

    @property
    def running(self) -> str:
        """The kind of work under way; empty for none."""
        return self._kind if self._job is not None and self._job.running else ""

    @property
    def paused(self) -> bool:
        """Whether the work was asked to rest."""
        return self._paused

    def run(self, kind: str, work: Callable[[JobControl], object]) -> bool:
        """Start it; False when something runs already."""
        if self.running:
            return False
        self._kind, self._paused = kind, False
        job: Job[object] = Job(work, self)
        job.progressed.connect(lambda progress: self.progressed.emit(kind, progress))
        job.finished.connect(lambda result: self.finished.emit(kind, result))
        job.failed.connect(lambda error: self.failed.emit(kind, error))
        job.crashed.connect(self.crashed)
        self._job = job
        job.start()
        self.started.emit(kind)
        return True

    def pause(self, paused: bool) -> None:
        """Let the work rest, or go on."""
        self._paused = paused
        if self._job is not None:
            self._job.pause(paused)

    def cancel(self) -> None:
        """Ask the work to stop at its next batch."""
        if self._job is not None:
            self._job.cancel()

    def close(self) -> None:
        """Stop the work and wait for it; nothing is delivered afterwards."""
        if self._job is not None and self._job.running:
            self._job.close()
