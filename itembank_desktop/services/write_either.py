"""Verdicts and items to the shared bank or, when that is away, into the outbox; and what waits there, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.feed import Patience
from itembank_desktop.core.item import fingerprint
from itembank_desktop.core.outbox import Collision, ItemSave, Outbox, SharedWriter, Waiting, Written
from itembank_desktop.core.verdict import Verdict
from itembank_desktop.services.line import LOST, Line

WRITE_SECONDS = 5.0
"""Writing may wait longer than a question: nobody looks at the result while typing."""


class WriteEither:
    """Sends at once where it can; what cannot be sent now, or comes after such, is on the disk when a call returns."""

    def __init__(self, shared: SharedWriter, server: Patience, outbox: Outbox, line: Line) -> None:
        self._shared = shared
        self._server = server
        self._outbox = outbox
        self._line = line

    def record(self, verdicts: Sequence[Verdict]) -> bool:
        """Whether they have arrived; otherwise they wait."""
        if self._free():
            try:
                with self._server.patience(WRITE_SECONDS):
                    self._shared.record(verdicts)
                return True
            except LOST as problem:
                self._line.lost(problem)
        for verdict in verdicts:
            self._outbox.put(verdict)
        return False

    def write(self, save: ItemSave) -> Written | Collision | None:
        """What became of an item; None when it waits. A collision is for the caller to show and is not kept."""
        if self._free():
            try:
                with self._server.patience(WRITE_SECONDS):
                    return _sent(self._shared, save)
            except LOST as problem:
                self._line.lost(problem)
        self._outbox.put(save)
        return None

    def _free(self) -> bool:
        """Nothing overtakes what waits already."""
        return self._line.up and not self._outbox.waiting()


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did: entries that arrived, saves that collided, and entries refused, with the reason."""

    sent: int = 0
    collided: int = 0
    refused: tuple[tuple[Waiting, ItemBankError], ...] = ()


class ReplayOutbox:
    """Sends what waits, oldest first. Killed in between, it sends again what had arrived: that changes nothing."""

    def __init__(self, shared: SharedWriter, outbox: Outbox) -> None:
        self._shared = shared
        self._outbox = outbox

    def __call__(self) -> Replayed:
        """Until nothing can be sent any more; a lost server ends it, raised as it is."""
        sent = collided = 0
        refused: dict[str, tuple[Waiting, ItemBankError]] = {}
        while waiting := [one for one in self._outbox.waiting() if not _behind(one, refused)]:
            batch = list(takewhile(lambda one: isinstance(one, Verdict), waiting)) or waiting[:1]
            try:
                collisions = self._send(batch)
            except LOST:
                raise
            except ItemBankError as problem:
                # One that the server will never take must not hold up the others.
                refused |= {one.id: (one, problem) for one in batch}
                continue
            collided += collisions
            sent += len(batch) - collisions
        return Replayed(sent, collided, tuple(refused.values()))

    def _send(self, batch: Sequence[Waiting]) -> int:
        """How many of them collided."""
        verdicts = [one for one in batch if isinstance(one, Verdict)]
        if verdicts:
            self._shared.record(verdicts)
        collisions = 0
        for entry in batch:
            result = _sent(self._shared, entry) if isinstance(entry, ItemSave) else None
            if isinstance(entry, ItemSave) and isinstance(result, Collision):
                self._outbox.collided(entry, result.theirs, result.revision)
                collisions += 1
            else:
                self._outbox.sent(entry, result.revision if result else 0)
        return collisions


def _sent(shared: SharedWriter, save: ItemSave) -> Written | Collision:
    """A save that finds itself in its place had arrived before."""
    result = shared.write(save)
    if isinstance(result, Collision) and result.theirs and fingerprint(result.theirs) == fingerprint(save.item):
        return Written(save.item.id, result.revision)
    return result


def _behind(entry: Waiting, refused: dict[str, tuple[Waiting, ItemBankError]]) -> bool:
    """Whether the entry, or an earlier save of its item, was refused."""
    if entry.id in refused or not isinstance(entry, ItemSave):
        return entry.id in refused
    saves = (one for one, _ in refused.values() if isinstance(one, ItemSave))
    return any(one.item.id == entry.item.id for one in saves)
