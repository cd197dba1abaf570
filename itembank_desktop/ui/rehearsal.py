"""Drives the real window without a user: for the tour and for the bench."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QCursor

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Draft
from itembank_desktop.core.search import Answer
from itembank_desktop.ui.session import Session

_STEP_MS = 2
_QUIET_SECONDS = 0.1


class Rehearsal(QObject):
    """Waits for what the window does; an error that the window would show ends the wait by being raised."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._window = session.window
        self._problem: Exception | None = None
        self._answer: Answer | None = None
        self._asked = False
        self._began = self._painted_at = 0.0
        window = session.window
        for told in (window.banks.failed, window.banks.import_failed, window.live.failed, window.crashed):
            told.connect(self._on_problem)
        window.results.painted.connect(self._on_painted)
        window.live.asked.connect(self._on_asked)
        # Out of the way: whatever lies under the pointer is painted differently.
        QCursor.setPos(window.mapToGlobal(window.status.geometry().center()))

    def wait_for_bank(self, seconds: float = 120.0) -> None:
        """Until a bank is open and no import runs."""
        self._wait(lambda: self._window.banks.bank is not None and not self._window.banks.importing, seconds)

    def ask(self, draft: Draft, seconds: float = 30.0) -> tuple[Answer, float]:
        """Put the draft into the editor; the answer and the seconds from there until its cards were painted."""
        self._answer = None
        began = time.perf_counter()
        self._window.draft.editor.set_draft(draft)
        self._wait(lambda: self._answer is not None, seconds)
        assert self._answer is not None
        return self._answer, self._painted_at - began

    def type(self, text: str, patience: float = 30.0) -> list[float]:
        """Type letter by letter behind what stands there; for each letter that was asked the seconds to its cards."""
        editor = self._window.draft.editor
        seconds: list[float] = []
        for letter in text:
            self._answer, self._asked = None, False
            began = self._began = time.perf_counter()
            editor.insertPlainText(letter)
            # A letter that changes no question, such as a space, is never asked.
            self._wait(lambda: self._answer is not None or self._is_quiet(), patience)
            if self._answer is not None:
                seconds.append(self._painted_at - began)
        return seconds

    def settle(self, seconds: float = 30.0) -> None:
        """Until every card in reach is typeset and nothing moves."""
        self._wait(lambda: self._window.press.is_idle, seconds)
        self.pause(0.2)

    def wait_until(self, done: Callable[[], bool], seconds: float = 30.0) -> None:
        """Let the window live until `done`; TimeoutError when it takes longer than `seconds`."""
        self._wait(done, seconds)

    def pause(self, seconds: float) -> None:
        """Let the window live for a while."""
        end = time.perf_counter() + seconds
        self._wait(lambda: time.perf_counter() >= end, seconds + 1)

    def _is_quiet(self) -> bool:
        return not self._asked and time.perf_counter() - self._began > _QUIET_SECONDS

    def _on_asked(self, _: object) -> None:
        self._asked = True

    def _wait(self, done: Callable[[], bool], seconds: float) -> None:
        loop = QEventLoop()
        poll = QTimer(interval=_STEP_MS)
        end = time.perf_counter() + seconds
        came = False

        def look() -> None:
            nonlocal came
            # Kept: before the loop ends other events may begin something new, and what came is no more so.
            came = came or done()
            if came or self._problem is not None or time.perf_counter() > end:
                loop.quit()

        poll.timeout.connect(look)
        poll.start()
        loop.exec()
        poll.stop()
        if self._problem is not None:
            raise self._problem
        if not came:
            raise TimeoutError(f"the window did not come so far in {seconds:.0f} s")

    def _on_painted(self, answer: Answer) -> None:
        self._window.results.hits.viewport().repaint()
        self._painted_at = time.perf_counter()
        self._answer = answer

    def _on_problem(self, problem: Exception) -> None:
        if isinstance(problem, ItemBankError) or self._problem is None:
            self._problem = problem
