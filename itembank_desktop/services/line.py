"""Whether the server of a shared bank is there, as the question's thread and the background's both know it."""

import threading
import time
from collections.abc import Callable

from itembank_desktop.core.errors import (
    AccountRefused,
    BankAway,
    BankBehind,
    BankBusy,
    ItemBankError,
    LineUnsafe,
    ServerUnfit,
)

LOST = (BankAway, AccountRefused, LineUnsafe, ServerUnfit, BankBehind, BankBusy)
"""Failures after which the copy answers and the server is tried again later."""
FIRST_SECONDS = 0.5
LONGEST_SECONDS = 30.0


class Line:
    """Up until it is lost; then tried again after a while that doubles with every failure.

    Being reachable does not end the doubling, only a question answered in time does: a server that greets at once and
    searches for ages is not asked at every pause.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._reason: ItemBankError | None = None
        self._delay = 0.0
        self._next = 0.0

    @property
    def up(self) -> bool:
        """Whether the server is to be asked."""
        return self._reason is None

    @property
    def reason(self) -> ItemBankError | None:
        """Why not."""
        return self._reason

    @property
    def wait(self) -> float:
        """Seconds until it is tried again; 0 when it is up, or due."""
        with self._guard:
            return 0.0 if self._reason is None else max(0.0, self._next - self._clock())

    def lost(self, reason: ItemBankError) -> None:
        """A question, or a try, has failed."""
        with self._guard:
            self._reason = reason
            self._delay = min(max(2 * self._delay, FIRST_SECONDS), LONGEST_SECONDS)
            self._next = self._clock() + self._delay

    def back(self) -> None:
        """The server can be reached again."""
        with self._guard:
            self._reason = None

    def answered(self) -> None:
        """It has answered a question in time."""
        with self._guard:
            self._reason = None
            self._delay = 0.0

    def due(self) -> None:
        """Try at once: somebody has plugged the cable in and says so."""
        with self._guard:
            self._next = self._clock()
