"""The only threads: `LatestOnly` for live questions, `Job` for bulk work, `InTurn` for what must last."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event, Lock
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.ports import JobControl, Progress

log = logging.getLogger(__name__)
A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[R]):
    """What a thread hands back: a result, or the error that stopped it."""

    result: R | None = None
    error: Exception | None = None


def _attempt(work: Callable[[], R]) -> _Outcome[R]:
    try:
        return _Outcome(result=work())
    except Exception as error:  # noqa: BLE001 - sorted by whose fault it is, on the main thread
        return _Outcome(error=error)
    except BaseException as panic:  # noqa: BLE001 - a library written in Rust panics with one that is no Exception
        crash = RuntimeError(f"{type(panic).__name__}: {panic}")
        crash.__cause__ = panic
        return _Outcome(error=crash)


class LatestOnly(QObject, Generic[A, R]):
    """Answers one question at a time off the main thread and delivers only the newest answer.

    A question asked while another runs replaces the one that waits; an overtaken answer is dropped on
    arrival, before anything else is looked at. All methods belong to the main thread.
    """

    answered = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    _arrived = Signal(int, object)

    def __init__(self, work: Callable[[A], R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self._tickets = count(1)
        self._newest = 0
        self._newest_future: Future[None] | None = None
        self._closed = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: A) -> None:
        """Ask; after `close` this does nothing, because a timer may still fire while the window goes."""
        self.forget()
        if self._closed:
            return
        self._newest_future = self._lane.submit(self._answer, self._newest, question)

    def forget(self) -> None:
        """Drop whatever is asked and not answered yet, as when the draft is emptied."""
        self._newest = next(self._tickets)
        if self._newest_future is not None:
            self._newest_future.cancel()  # Takes it out of the queue; one that runs already ends unheard.
            self._newest_future = None

    def close(self) -> None:
        """Stop the thread, waiting for the question under way; nothing is delivered afterwards."""
        self._closed = True
        self.forget()
        self._lane.shutdown(wait=True, cancel_futures=True)

    def _answer(self, ticket: int, question: A) -> None:
        self._arrived.emit(ticket, _attempt(lambda: self._work(question)))

    def _on_arrived(self, ticket: int, outcome: _Outcome[R]) -> None:
        if ticket != self._newest:
            log.debug("answer %d overtaken by %d", ticket, self._newest)
            return
        self._newest_future = None
        if outcome.error is None:
            self.answered.emit(outcome.result)
        elif isinstance(outcome.error, ItemBankError):
            self.failed.emit(outcome.error)
        else:
            self.crashed.emit(outcome.error)


class Job(QObject, Generic[R]):
    """One piece of bulk work on its own thread: start it once, hear its progress, cancel it.

    Work that was cancelled returns what it has, so it ends in `finished` like any other. Progress that the
    window has not painted yet is replaced by newer progress: a fast worker cannot flood the event loop.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    _reported = Signal()
    _ended = Signal(object)

    def __init__(self, work: Callable[[JobControl], R], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._cancelled = Event()
        self._paused = Event()
        self._closed = False
        self._running = False
        self._lock = Lock()
        self._news: Progress | None = None
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether the work was started and its end has not been told yet."""
        return self._running

    def start(self) -> None:
        """Start the work; RuntimeError the second time."""
        self._lane.submit(self._run)
        self._lane.shutdown(wait=False)  # Takes no more work: the thread goes as soon as this piece ends.
        self._running = True

    def cancel(self) -> None:
        """Ask the work to stop at its next batch."""
        self._cancelled.set()

    def pause(self, paused: bool) -> None:
        """Ask the work to rest at its next batch, or to go on."""
        if paused:
            self._paused.set()
        else:
            self._paused.clear()

    def close(self) -> None:
        """Cancel and wait for the work to stop; nothing is delivered afterwards."""
        self._closed = True
        self._running = False
        self.cancel()
        self._lane.shutdown(wait=True)

    def _run(self) -> None:
        control = JobControl(self._report, self._cancelled.is_set, self._paused.is_set)
        self._ended.emit(_attempt(lambda: self._work(control)))

    def _report(self, progress: Progress) -> None:
        with self._lock:
            announced = self._news is not None
            self._news = progress
        if not announced:
            self._reported.emit()

    def _on_reported(self) -> None:
        with self._lock:
            progress, self._news = self._news, None
        if not self._closed and progress is not None:
            self.progressed.emit(progress)

    def _on_ended(self, outcome: _Outcome[R]) -> None:
        if self._closed:
            return
        self._lane.shutdown(wait=True)
        self._running = False
        if outcome.error is None:
            self.finished.emit(outcome.result)
        elif isinstance(outcome.error, ItemBankError):
            self.failed.emit(outcome.error)
        else:
            self.crashed.emit(outcome.error)


class InTurn(QObject):
    """Short work that must not be lost, piece by piece in the order it came; each tells its own end."""

    crashed = Signal(object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="turn")
        self._closed = False
        self._waiting = 0
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_idle(self) -> bool:
        """Whether everything is done and told."""
        return self._waiting == 0

    def do(
        self,
        work: Callable[[], R],
        then: Callable[[R], object] = lambda _: None,
        failed: Callable[[ItemBankError], object] = lambda _: None,
    ) -> None:
        """Do it after all that waits; `then` or `failed` is called on the main thread. Nothing after `close`."""
        if self._closed:
            return
        self._waiting += 1
        self._lane.submit(lambda: self._ended.emit(_attempt(work), then, failed))

    def finish(self) -> None:
        """Wait until all that was asked is done, as before its ground is taken away; ends are told later."""
        self._lane.submit(lambda: None).result()

    def close(self) -> None:
        """Wait until all of it is done; nothing is told afterwards."""
        self._closed = True
        self._lane.shutdown(wait=True)

    def _on_ended(
        self, outcome: _Outcome[R], then: Callable[[R | None], object], failed: Callable[[ItemBankError], object]
    ) -> None:
        self._waiting -= 1
        if self._closed:
            return
        if outcome.error is None:
            then(outcome.result)
        elif isinstance(outcome.error, ItemBankError):
            failed(outcome.error)
        else:
            self.crashed.emit(outcome.error)
