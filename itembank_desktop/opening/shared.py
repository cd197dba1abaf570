"""Opens a shared bank with its copy on this computer, put together as the window needs it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.adapters.passwords import Passwords
from itembank_desktop.core.errors import BankAway, BankOutdated, RightMissing, UnreadableFigure
from itembank_desktop.core.filters import Traits
from itembank_desktop.core.item import Item, ItemId, Picture, fingerprint
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.core.shared import AccountReport, BankAddress, without_user
from itembank_desktop.core.space import EmbeddingSpace
from itembank_desktop.core.verdict import Verdict
from itembank_desktop.opening.model import finder_with_model, reading_of
from itembank_desktop.services.ask_either import LIMIT_SECONDS, AskEither
from itembank_desktop.services.edit_item import EditEither
from itembank_desktop.services.follow_bank import FollowBank, Round
from itembank_desktop.services.judge_pairs import JudgePairs
from itembank_desktop.services.line import LOST, Line
from itembank_desktop.services.recheck_drafts import RecheckDrafts
from itembank_desktop.services.sync_bank import SyncBank
from itembank_desktop.services.write_either import WRITE_SECONDS, ReplayOutbox, WriteEither
from itembank_desktop.services.write_shared import WriteShared
from itembank_desktop.ui.desk import OpenBank, Saving
from itembank_desktop.ui.live_search import Finder
from itembank_desktop.ui.model_desk import ModelProcess
from itembank_desktop.ui.shared_desk import Settled, SharedDesk, SharedSide, Turn

if TYPE_CHECKING:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.services.embed_missing import EmbedReport


def make_shared_desk(passwords: Passwords) -> SharedDesk:
    """The way to shared banks; the driver is imported by the thread that asks one first."""

    def check(address: BankAddress, password: str) -> AccountReport:
        from itembank_desktop.adapters.stores.shared.account import check_account

        return check_account(address, password)

    return SharedDesk(check, passwords.has_keyring, passwords.get, passwords.keep)


def open_shared(
    address: BankAddress,
    password: str,
    copies: Path,
    limit: float = LIMIT_SECONDS,
    figures: int | None = None,
) -> OpenBank:
    """The shared bank at `address`; while its server is away its copy, if there is a whole one, else BankAway.

    `limit` is how many seconds the server may take for a question, `figures` how many bytes of figures the copy may
    hold (None: all of them).
    """
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.adapters.stores.shared.connect import Server
    from itembank_desktop.wiring import shared_folder

    local = LocalBank.open(copies / shared_folder(address).name, create=True)
    local.copy.limit(figures)
    line = Line()
    try:
        server = Server(address, password)
    except BankAway as problem:
        origin = local.copy.origin()
        if origin is None or origin.synced is None:
            local.close()
            raise
        line.lost(problem)
        server = Server(address, password, at_once=False)
    except BaseException:
        local.close()
        raise
    opened = _Opened(SharedBank(server, local.folder), local, line, limit)
    try:
        return opened.bank()
    except BaseException:
        opened.close()
        raise


class _Opened:
    """A shared bank, its copy, and what stands between them."""

    def __init__(
        self,
        shared: "SharedBank",
        local: "LocalBank",
        line: Line,
        limit: float,
    ) -> None:
        from itembank_desktop.wiring import finder, fingerprint_spaces

        self._shared = shared
        self._local = local
        self._line = line
        self._limit = limit
        self._writer = WriteShared(shared, fingerprint_spaces())
        self._replay = ReplayOutbox(self._writer, local.outbox)
        self._shared_finder, self._copy_finder = finder(shared), finder(local)
        self._find_shared, self._find_copy = _worthwhile(self._shared_finder), _worthwhile(self._copy_finder)
        self._either_writer = WriteEither(self._writer, shared, local.outbox, line)
        self._editing = EditEither(shared, _Copied(local, self._figure), shared, local.outbox, line)

    def bank(self) -> OpenBank:
        """As the window takes it."""
        local, origin = self._local, self._local.copy.origin()
        counted = self._warm_up() if self._line.up else None
        items = counted if counted is not None else origin.shared_items if origin else local.count()
        return OpenBank(
            local.folder,
            items,
            self._either(self._find_shared, self._find_copy),
            self._figure,
            self.close,
            find_with=self._find_with,
            # Its vectors come from the keeper: an author's computer is asked for none.
            reading=lambda model: replace(reading_of(local, model), lacking=0),
            embed=self._embed,
            traits=self._traits,
            # Reviews and comparisons of finders work on the copy.
            items_of=lambda ids: {item.id: item for item in local.get(list(local.find(ids).values()))},
            record=self._record,
            verdicts=local.verdicts,
            cached=local.cached,
            saving=Saving(self._editing, self._write, self._remove),
            shared=self._side(),
        )

    def _warm_up(self) -> int | None:
        """Fetch what the first question would wait for; how many items there are, None when the server is lost."""
        try:
            self._shared_finder.warm_up()
            return self._shared.count()
        except LOST as problem:
            self._line.lost(problem)
            return None

    def _side(self) -> SharedSide:
        local = self._local
        either = self._either_writer
        return SharedSide(
            self._shared.address,
            self._line,
            local.copy.origin(),
            local.count(),
            self._spaces(),
            self._follow,
            self._shared.server.hang_up,
            lambda: RecheckDrafts(local.copy),
            self._find_copy,
            either.record,
            self._settle,
        )

    def _record(self, verdicts: Sequence[Verdict]) -> None:
        """To the server and, until the next pull tells it anyway, to the copy; or into the outbox."""
        if self._either_writer.record(verdicts):
            self._local.copy.note(verdicts)

    def _write(self, save: ItemSave) -> Written | Collision | None:
        """A collision stays in the outbox, with both versions, until somebody chooses."""
        result = self._either_writer.write(save)
        if isinstance(result, Collision):
            self._local.outbox.put(save)
            self._local.outbox.collided(save, result.theirs, result.revision)
        return result

    def _remove(self, id: ItemId, revision: int) -> bool:
        with self._shared.patience(WRITE_SECONDS):
            return self._shared.delete_item(id, revision) is not None

    def _either(self, shared: Finder, copy: Finder) -> Finder:
        ours = JudgePairs(shared, self._shared, self._shared.revision)
        copied = JudgePairs(copy, self._local, self._local.revision)
        return AskEither(ours, copied, self._shared, self._line, self._copied, self._limit)

    def _find_with(self, model: ModelProcess) -> Finder:
        folder = self._local.folder
        shared = finder_with_model(self._shared, folder, self._find_shared, model)
        return self._either(shared, finder_with_model(self._local, folder, self._find_copy, model))

    def _copied(self) -> tuple[datetime | None, int]:
        origin = self._local.copy.origin()
        return origin.synced if origin else None, self._local.revision()

    def _figure(self, sha256: str) -> bytes:
        """From the copy; what that has not pulled yet from the server, and kept."""
        if not self._local.copy.lacking([sha256]):
            return self._local.figure(sha256)
        try:
            with self._shared.patience(WRITE_SECONDS):
                data = self._shared.figure(sha256)
        except LOST as problem:
            raise UnreadableFigure(sha256, "it is only on the server, which does not answer") from problem
        self._local.copy.keep([Picture(data, sha256=sha256)])
        return data

    def _traits(self) -> Traits:
        """The copy's when it is whole: it is here, and the server's are the same."""
        origin = self._local.copy.origin()
        whole = origin is not None and origin.synced is not None
        return self._local.traits() if whole else self._shared.traits()

    def _embed(self, model: ModelProcess, control: JobControl) -> "EmbedReport":
        """A shared bank is read by its embedders, on one machine for everybody."""
        raise RightMissing(self._shared.address.name, "its vectors come from the bank keeper")

    def _follow(self, control: JobControl, tell: Callable[[Turn], None]) -> None:
        with suppress(BankOutdated):  # The search says so where it is asked.
            self._copy_finder.warm_up()
        follow = self._follower()
        outbox, local = self._local.outbox, self._local
        local.copy.make_room()
        absent: int | None = None

        def turned(one: Round) -> None:
            nonlocal absent
            # Looks at every item: only where a pull has brought some, and at the beginning.
            if absent is None or (one.pulled is not None and (one.pulled.items or one.pulled.gone)):
                absent = local.copy.absent_figures()
            waiting, collisions = len(outbox.waiting()), tuple(outbox.collisions())
            tell(Turn(one, local.count(), waiting, collisions, self._spaces(), absent))

        follow(control, turned)

    def _settle(self, id: str, mine: bool) -> Settled:
        outbox, revision = self._local.outbox, 0
        chosen = {one.mine.id: one.mine.item for one in outbox.collisions()}
        outbox.settle(id, mine)
        if self._line.up:
            try:
                with self._shared.patience(WRITE_SECONDS):
                    self._replay()
                    revision = self._revision_of(chosen[id]) if mine else 0
            except LOST as problem:
                self._line.lost(problem)
        return Settled(tuple(outbox.collisions()), revision)

    def _revision_of(self, item: Item) -> int:
        """Which revision the item is in the bank; 0 when something else stands there, or nothing.

        Asked of the bank: the thread that follows it may have sent the item before us.
        """
        revision = self._shared.revisions([item.id]).get(item.id, 0)
        return revision if self._shared.fingerprints([item.id]).get(item.id) == fingerprint(item) else 0

    def _spaces(self) -> tuple[EmbeddingSpace, ...]:
        from itembank_desktop.wiring import vector_spaces

        return tuple(one.space for one in vector_spaces(self._local))

    def _follower(self) -> FollowBank:
        from itembank_desktop.adapters.stores.shared.feed import SharedFeed
        from itembank_desktop.wiring import known_space

        feed, copy = SharedFeed(self._shared.server), self._local.copy
        sync = SyncBank(feed, copy, without_user(self._shared.address).url, known_space)
        return FollowBank(feed, copy, sync, self._replay, self._line)

    def close(self) -> None:
        """Let go of the server and of the copy."""
        self._shared.close()
        self._local.close()


class _Copied:
    """The copy as a bank to edit from: its items have the server's revisions."""

    def __init__(self, local: "LocalBank", figure: Callable[[str], bytes]) -> None:
        self.find, self.get = local.find, local.get
        self.revisions = local.copy.revisions
        self.figure = figure


def _worthwhile(find: Finder) -> Finder:
    """Without what is not worth a glance."""

    def found(query: Query) -> Answer:
        return find(replace(query, worthwhile=True))

    return found
