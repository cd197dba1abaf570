"""The copy of a shared bank kept fresh in the background: pull, send what waits, rest until there is news."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.feed import Feed, LocalCopy, Origin
from itembank_desktop.core.ports import JobControl
from itembank_desktop.services.line import LOST, Line
from itembank_desktop.services.sync_bank import SyncBank, SyncReport
from itembank_desktop.services.write_either import Replayed, ReplayOutbox

POLL_SECONDS = 30.0
"""How old a copy may get where a hint was lost."""
_SLICE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Round:
    """One turn: where the copy stands now, what was pulled and sent; `problem` says why less was than should be.

    `returned` says that the server was lost before: what was checked by the copy alone can be checked again.
    """

    origin: Origin | None
    pulled: SyncReport | None = None
    sent: Replayed | None = None
    problem: ItemBankError | None = None
    returned: bool = False


class FollowBank:
    """Belongs to a thread of its own, and ends when its control is cancelled."""

    def __init__(self, feed: Feed, copy: LocalCopy, sync: SyncBank, replay: ReplayOutbox, line: Line) -> None:
        self._feed = feed
        self._copy = copy
        self._sync = sync
        self._replay = replay
        self._line = line

    def __call__(self, control: JobControl, tell: Callable[[Round], None], poll: float = POLL_SECONDS) -> None:
        """Turn after turn; `tell` hears of each, on this thread."""
        while not control.cancelled():
            if not self._line.wait:
                tell(self.turn(control))
            if problem := self._rest(control, poll):
                tell(Round(self._copy.origin(), problem=problem))

    def turn(self, control: JobControl) -> Round:
        """Pull and send once."""
        away = not self._line.up
        pulled = sent = None
        try:
            sent = self._replay()
            pulled = self._sync(control)
        except LOST as problem:
            self._line.lost(problem)
            return Round(self._copy.origin(), pulled, sent, problem)
        except ItemBankError as problem:
            # The disk is full, or this program too old: the server is there all the same.
            self._line.back()
            return Round(self._copy.origin(), pulled, sent, problem)
        self._line.back()
        return Round(self._copy.origin(), pulled, sent, sent.refused[0][1] if sent.refused else None, returned=away)

    def _rest(self, control: JobControl, seconds: float) -> ItemBankError | None:
        """Until there is news, the server is due again, or the time is up; the failure if it is lost meanwhile."""
        origin = self._copy.origin()
        until = time.monotonic() + seconds
        if self._line.up and origin is not None:
            try:
                self._feed.changed(origin.cursor, seconds, lambda: control.cancelled() or not self._line.up)
            except LOST as problem:
                self._line.lost(problem)
                return problem
            return None
        while not control.cancelled() and time.monotonic() < until and (self._line.wait or self._line.up):
            time.sleep(_SLICE_SECONDS)
        return None
