"""Everything of the window that knows a shared bank's server and its copy: the pull, the line, what came meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from itembank_desktop.core.errors import BankAway, BankBusy, ItemBankError
from itembank_desktop.core.feed import SyncProgress
from itembank_desktop.core.outbox import Collision
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.search import Answer
from itembank_desktop.services.line import LOST
from itembank_desktop.services.recheck_drafts import News, RecheckDrafts
from itembank_desktop.ui.background import Job, LatestOnly
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.shared_desk import Settled, SharedSide, Turn
from itembank_desktop.ui.shared_words import CopyStanding, copy_sentence, offline_sentence, sync_line

REFRESH_MS = 20_000
"""Often enough for words that count minutes."""


class FollowSide(QObject):
    """Belongs to the main thread; one bank is followed at a time."""

    standing_changed = Signal(object)
    """A CopyStanding, or None where the open bank is no shared one."""
    progressed = Signal(str)
    """What is being pulled; empty when nothing is."""
    items_changed = Signal()
    """The copy holds other items than before."""
    collided = Signal(object)
    """The Collisions that wait for somebody to choose."""
    chosen = Signal(object, bool, int)
    """A Collision, whether mine was to be saved over theirs, and its revision; 0 while the bank has not got it."""
    account_asked = Signal(object, object)
    """(BankAddress, ItemBankError): the connection itself must be looked at."""
    crashed = Signal(object)
    _turned = Signal(object, object)

    def __init__(self, banner: Banner, live: LiveSearch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banner = banner
        self._live = live
        self._shared: SharedSide | None = None
        self._standing: CopyStanding | None = None
        self._recheck: RecheckDrafts | None = None
        self._job: Job[None] | None = None
        self._collisions: tuple[Collision, ...] = ()
        self._told_away = self._told_reason = False
        self._again: LatestOnly[Callable[[], list[News]], list[News]] = LatestOnly(lambda work: work(), self)
        self._again.answered.connect(self._on_rechecked)
        self._again.failed.connect(lambda _: self._live.ask_now())
        self._again.crashed.connect(self.crashed)
        self._settling = Lane(self)
        self._settling.finished.connect(self._on_settled)
        self._settling.failed.connect(self._on_unsettled)
        self._settling.crashed.connect(self.crashed)
        self._turned.connect(self._on_turned, Qt.ConnectionType.QueuedConnection)
        self._refresh = QTimer(self, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._tell)
        live.answered.connect(self._on_answered)

    @property
    def standing(self) -> CopyStanding | None:
        """How the copy stands; None where the open bank is no shared one."""
        return self._standing

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """Saves that wait for somebody to choose."""
        return self._collisions

    def show_bank(self, bank: OpenBank) -> None:
        """Follow this bank from now on, if it is on a server."""
        self.stop()
        self._shared = shared = bank.shared
        if shared is None:
            self._standing = None
            self.standing_changed.emit(None)
            return
        origin = shared.origin
        synced = origin.synced if origin else None
        self._standing = CopyStanding(shared.line.up, bank.items, shared.local, synced, shared.spaces)
        self._recheck = shared.recheck()
        self._start(shared)
        self._refresh.start()
        self._tell()
        if not shared.line.up:
            self._tell_away(synced, shared.line.reason)

    def pause(self, paused: bool) -> None:
        """Let the pull rest, or go on."""
        if self._job is not None and self._standing is not None:
            self._job.pause(paused)
            self._standing = replace(self._standing, paused=paused)
            self._tell()

    def reconnect(self) -> None:
        """Try the server at once."""
        if self._shared is not None:
            self._shared.line.due()

    def settle(self, collision: Collision, mine: bool) -> None:
        """Send my version over the bank's, or keep the bank's."""
        shared = self._shared
        if shared is None:
            return
        self._settling.run("settle", lambda _: (shared, collision, mine, shared.settle(collision.mine.id, mine)))

    def stop(self) -> None:
        """Follow nothing any more; waits for the pull to come to an end."""
        self._refresh.stop()
        self._again.forget()
        if self._job is not None and self._shared is not None:
            self._job.cancel()
            # A server that is silent must not keep the window waiting.
            self._shared.hang_up()
            self._job.close()
            self._job = None
        self._shared, self._recheck, self._collisions = None, None, ()
        self._told_away = False
        self._banner.hide()
        self.progressed.emit("")

    def close(self) -> None:
        """Stop for good; call once."""
        self.stop()
        self._again.close()
        self._settling.close()

    # The pull

    def _start(self, shared: SharedSide) -> None:
        def work(control: JobControl) -> None:
            shared.follow(control, lambda turn: self._turned.emit(shared, turn))

        self._job = Job(work, self)
        self._job.progressed.connect(self._on_progressed)
        self._job.failed.connect(lambda problem: self._banner.tell(explain(problem).sentence))
        self._job.crashed.connect(self.crashed)
        self._job.start()

    def _on_progressed(self, progress: Progress) -> None:
        if isinstance(progress, SyncProgress) and progress.done < progress.total:
            self.progressed.emit(sync_line(progress))

    def _on_turned(self, shared: SharedSide, turn: Turn) -> None:
        if shared is not self._shared or self._standing is None:
            return
        done = turn.round
        before = self._standing
        self._standing = replace(
            before,
            up=shared.line.up,
            server=done.origin.shared_items if done.origin else before.server,
            local=turn.local,
            synced=done.origin.synced if done.origin else before.synced,
            spaces=turn.spaces,
            waiting=turn.waiting,
            absent=turn.absent,
        )
        self.progressed.emit("")
        self._tell()
        self._show_problem(turn)
        if done.returned and shared.line.up:
            self._come_back(shared)
        if done.pulled is not None and (done.pulled.items or done.pulled.gone):
            self.items_changed.emit()
        if turn.collisions != self._collisions:
            self._collisions = turn.collisions
            self.collided.emit(turn.collisions)

    def _show_problem(self, turn: Turn) -> None:
        problem = turn.round.problem
        if problem is None:
            return
        if isinstance(problem, LOST):
            self._tell_away(self._standing.synced if self._standing else None, problem)
        else:
            self._banner.tell(explain(problem).sentence)

    def _tell(self) -> None:
        if self._standing is not None and self._shared is not None:
            self._standing = replace(self._standing, up=self._shared.line.up)
            self.standing_changed.emit(self._standing)

    # The line

    def _on_answered(self, answer: Answer) -> None:
        if self._recheck is None or answer.source is None:
            return
        self._recheck.note(answer)
        if answer.source.shared:
            self._banner_away(False)
        else:
            self._tell_away(answer.source.copied, answer.source.away)
        self._tell()

    def _tell_away(self, synced: datetime | None, problem: ItemBankError | None) -> None:
        """Once, until it is mended; what no waiting mends, such as a refused account, is said with its reason.

        That is said also where the server could not even be reached before.
        """
        passing = problem is None or isinstance(problem, BankAway | BankBusy)
        if self._told_away and (passing or self._told_reason):
            return
        self._told_away, self._told_reason = True, not passing
        if problem is None or passing:
            self._banner.tell(offline_sentence(synced), self.tr("Connect again"), self._on_reconnect)
            return
        message = explain(problem)
        meanwhile = copy_sentence(synced)
        self._banner.tell(
            f"{message.sentence} {meanwhile}", message.next_step or "", lambda: self._on_account_asked(problem)
        )

    def _on_account_asked(self, problem: ItemBankError) -> None:
        if self._shared is not None:
            self.account_asked.emit(self._shared.address, problem)

    def _on_reconnect(self) -> None:
        self._told_away = False  # Said again, if it is still so.
        self.reconnect()

    def _banner_away(self, away: bool) -> None:
        if self._told_away and not away:
            self._told_away = False
            self._banner.hide()

    def _come_back(self, shared: SharedSide) -> None:
        """The server is there again: what was checked by the copy is looked at once more."""
        self._banner_away(False)
        old, self._recheck = self._recheck, shared.recheck()
        if old is not None:
            self._again.ask(lambda: old(shared.find_copy))

    def _on_settled(self, _: str, what: tuple[SharedSide, Collision, bool, Settled]) -> None:
        shared, collision, mine, settled = what
        if shared is not self._shared:
            return
        self._collisions = settled.left
        self.collided.emit(settled.left)
        self.chosen.emit(collision, mine, settled.revision)

    def _on_unsettled(self, _: str, problem: ItemBankError) -> None:
        """Both versions are there still, to be chosen from once more."""
        self._banner.tell(explain(problem).sentence)
        self.collided.emit(self._collisions)

    def _on_rechecked(self, news: list[News]) -> None:
        found = sum(len(one.hits) for one in news)
        if found:
            sentence = self.tr(
                "The server is back. Similar items that came since your draft was checked offline: {count}."
            )
            self._banner.tell(sentence.format(count=found), news=True)
        self._live.ask_now()
