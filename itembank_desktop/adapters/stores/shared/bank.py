"""The shared bank as one of the program's banks: any thread may ask; what belongs together is one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from psycopg import errors

from itembank_desktop.adapters.stores.shared import items, search, spaces
from itembank_desktop.adapters.stores.shared.connect import Server
from itembank_desktop.adapters.stores.shared.spaces import FRESH_SECONDS, SpaceTable
from itembank_desktop.adapters.stores.shared.verdicts import SharedVerdicts
from itembank_desktop.adapters.stores.shared_folder import shared_folder
from itembank_desktop.core.errors import RightMissing, UnreadableFigure
from itembank_desktop.core.filters import EVERYTHING, Filter, Traits
from itembank_desktop.core.item import Item, ItemId
from itembank_desktop.core.ports import Addition, Bits, Candidates, Entry, Keys, Probe, Space
from itembank_desktop.core.shared import BankAddress
from itembank_desktop.core.verdict import Verdict

CLAIM_SECONDS = 300.0


class SharedBank:
    """Implements core.ports.Bank in a PostgreSQL database."""

    chunk = 500

    def __init__(self, server: Server, folder: Path | None = None) -> None:
        """`folder` is where this computer keeps what belongs to the bank: None for the usual place."""
        self.server = server
        self.folder = folder or shared_folder(server.address)
        self._spaces = SpaceTable(server)
        self._verdicts = SharedVerdicts(server)
        self._holder = uuid.uuid4().hex
        self._claimed: set[str] = set()

    @classmethod
    def open(cls, address: BankAddress, password: str) -> "SharedBank":
        """The bank at `address`; raises BankAway, AccountRefused, LineUnsafe, ServerUnfit, BankBehind, ..."""
        return cls(Server(address, password))

    @property
    def address(self) -> BankAddress:
        """Where it is."""
        return self.server.address

    def close(self) -> None:
        """Let go of the server; nothing may be asked afterwards."""
        self.server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._release()
        self.close()

    def patience(self, seconds: float) -> AbstractContextManager[None]:
        """Within it this thread waits at most so long for the server in all; BankAway when that is used up."""
        return self.server.patience(seconds)

    # Items

    def count(self) -> int:
        """How many items the bank holds."""
        return self._spaces.items(FRESH_SECONDS)

    def revision(self) -> int:
        """The number of the newest write."""
        with self.server.lent() as connection:
            ((revision,),) = connection.execute("SELECT rev FROM clock").fetchall()
        return int(revision)

    def keys(self) -> list[int]:
        """The keys of all items, in order."""
        with self.server.lent() as connection:
            found = connection.execute("SELECT key FROM item WHERE deleted_at IS NULL ORDER BY key")
            return [key for (key,) in found]

    def get(self, keys: Sequence[int]) -> list[Item]:
        """Items by key, in order; KeyError for an unknown key."""
        if not len(keys):
            return []
        with self.server.lent() as connection:
            return items.get(connection, keys)

    def find(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """The keys of those ids that exist."""
        return {ItemId(name): key for name, key, _, _ in self._named(ids)}

    def fingerprints(self, ids: Sequence[ItemId]) -> dict[ItemId, str]:
        """The content fingerprints of those ids that exist."""
        return {ItemId(name): fingerprint for name, _, fingerprint, _ in self._named(ids)}

    def revisions(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """What each of those ids that exist was saved as: what `save_item` is told to save over."""
        return {ItemId(name): revision for name, _, _, revision in self._named(ids)}

    def traits(self) -> Traits:
        """What its items say under what they can be filtered by."""
        with self.server.lent() as connection:
            return items.traits(connection)

    def figure(self, sha256: str) -> bytes:
        """The bytes of a figure; UnreadableFigure when the bank has none of that address."""
        with self.server.lent() as connection:
            row = connection.execute("SELECT bytes FROM asset WHERE sha256 = %s", (sha256,), binary=True).fetchone()
        if row is None:
            raise UnreadableFigure(sha256, "it is not in the shared bank")
        return bytes(row[0])

    def save(self, entries: Sequence[Entry]) -> None:
        """Write all entries in one transaction, replacing items of the same id; a keeper's right (RightMissing)."""
        items.check(entries)
        latest = list({entry.item.id: entry for entry in entries}.values())
        if not latest:
            return
        for name in {name for entry in latest for name in entry.descriptions}:
            self._spaces.made(name)
        known = self._spaces.all()
        with self.server.writing() as connection:
            # Every space: an item that reads otherwise is taken out of those it is not described in, and a fit that
            # has their rows asks for the clock last.
            for number in sorted(kept.number for kept in known.values()):
                connection.execute("SELECT hold_space(%s, false)", (number,))
            items.save(connection, latest, known)
        self._spaces.forget()

    def save_item(self, entry: Entry, expected: int) -> int | None:
        """Write one item over the revision its author read (0: a new one), with its figures.

        The new revision; None when the item is at another one, so that nothing was written. ItemPublished,
        PublishRefused.
        """
        items.check([entry])
        try:
            with self.server.writing() as connection:
                revision = items.save_one(connection, entry, expected)
        except errors.DatabaseError as error:
            if error.sqlstate == "IB001":
                return None
            raise
        self._spaces.forget()
        return revision

    def delete_item(self, item: ItemId, expected: int) -> int | None:
        """Leave a tombstone in place of an item at that revision; None when it is at another one.

        ItemPublished; RightMissing for an author where another account saved it last.
        """
        try:
            with self.server.writing() as connection:
                ((revision,),) = connection.execute("SELECT delete_item(%s, %s)", (item, expected)).fetchall()
        except errors.DatabaseError as error:
            if error.sqlstate == "IB001":
                return None
            raise
        self._spaces.forget()
        return int(revision)

    def own(self) -> None:
        """RightMissing unless this account keeps the bank."""
        with self.server.lent() as connection:
            asked = "SELECT has_function_privilege('itembank.remove_items(text[], bigint[], boolean)', 'EXECUTE')"
            if connection.execute(asked).fetchone() != (True,):
                raise RightMissing(self.address.name, "only a bank keeper does that")

    def remove_items(self, looked_at: Mapping[ItemId, int], in_print: bool = False) -> list[ItemId]:
        """Leave tombstones in place of items at those revisions, in one transaction; a keeper's right (RightMissing).

        The ids of those that are at another revision: then nothing is removed. ItemPublished unless `in_print`.
        """
        if not looked_at:
            return []
        with self.server.writing() as connection:
            asked = (list(looked_at), list(looked_at.values()), in_print)
            changed = connection.execute("SELECT * FROM remove_items(%s, %s, %s)", asked).fetchall()
        self._spaces.forget()
        return [ItemId(id) for (id,) in changed]

    # Vectors

    def spaces(self) -> list[str]:
        """The names of all spaces that something was described or fitted in."""
        return sorted(self._spaces.all())

    def missing(self, space: str) -> list[int]:
        """Keys of the items without a payload in that space, in order."""
        kept = self._spaces.known(space)
        if kept is None:
            return self.keys()
        with self.server.lent() as connection:
            return spaces.missing(connection, kept)

    def add(self, space: Space, additions: Sequence[Addition]) -> int:
        """Sign and write all additions in one transaction; how many were of an item's present content."""
        return spaces.add(self.server, self._spaces, space, additions)

    def claim(self, work: str, names: Sequence[str]) -> list[str]:
        """Those of `names` that nobody else works on; they are this bank's for five minutes."""
        with self.server.lent() as connection:
            asked = (work, list(names), self._holder, CLAIM_SECONDS)
            taken = {what for (what,) in connection.execute("SELECT claim_work(%s, %s, %s, %s)", asked)}
        self._claimed.add(work)
        return [name for name in names if name in taken]

    def _release(self) -> None:
        for work in self._claimed:
            with self.server.lent() as connection:
                connection.execute("SELECT release_work(%s, %s)", (work, self._holder))

    # Signatures

    def candidates(
        self,
        asked: Mapping[str, Probe],
        filter: Filter = EVERYTHING,
        excluded: ItemId | None = None,
        beside: Sequence[ItemId] = (),
    ) -> Candidates:
        """The items nearest in each space among those let through, and those `beside`, in one round trip.

        A filter adds one: it is counted first.
        """
        known = self._spaces.all(FRESH_SECONDS)
        put = {name: search.Asked(known[name], probe) for name, probe in asked.items() if name in known}
        with self.server.lent() as connection:
            found, stamp = search.candidates(connection, put, filter, excluded, beside)
        self._spaces.seen(stamp)
        return found

    def nearest(self, space: str, probes: Bits, count: int) -> Keys:
        """Keys of the `count` items nearest to any probe by Hamming distance, nearest first, each once."""
        kept = self._spaces.known(space, FRESH_SECONDS)
        if kept is None or not len(probes):
            return np.empty(0, np.int64)
        with self.server.lent() as connection:
            return np.array(search.nearest(connection, kept, probes, count), np.int64)

    def payloads(self, space: str, keys: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Payloads of those items, in order; empty where an item has none in this space."""
        kept = self._spaces.known(space, FRESH_SECONDS)
        if kept is None or not len(keys):
            return [()] * len(keys)
        found: dict[int, tuple[bytes, ...]] = {}
        with self.server.lent() as connection:
            for item, body in spaces.payloads(connection, kept, keys):
                found[item] = (*found.get(item, ()), body)
        return [found.get(key, ()) for key in keys]

    def statistics(self, space: str) -> tuple[str, bytes] | None:
        """(revision, statistics) of the last fit, the very same object until the next; None before the first."""
        kept = self._spaces.known(space, FRESH_SECONDS)
        return kept.statistics if kept else None

    def needs_refit(self, space: Space, growth: float = 2.0) -> bool:
        """Whether the space was never fitted, in another revision, or when the bank had 1/`growth` of its items."""
        kept = self._spaces.known(space.name, FRESH_SECONDS)
        if kept is None or kept.statistics is None or kept.statistics[0] != space.revision:
            return True
        present = self._spaces.items(FRESH_SECONDS)
        if not kept.items_at_fit:
            return present > 0 or growth <= 1.0
        return present / kept.items_at_fit >= growth

    def refit(self, space: Space) -> None:
        """Fit the space on every stored payload and rewrite all its signatures, in one transaction."""
        spaces.refit(self.server, self._spaces, space)

    # Verdicts

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write all of them in one transaction; one whose id is there already changes nothing."""
        self._verdicts.record(verdicts)

    def verdicts(self, fingerprints: Sequence[str] | None = None) -> list[Verdict]:
        """Decisions about pairs with any of these contents (None: all), oldest first."""
        return self._verdicts.verdicts(fingerprints)

    def verdicts_on(self, items: Sequence[ItemId], drafts: Sequence[str] = ()) -> list[Verdict]:
        """Decisions in which any of these items or drafts was a side, whatever it said then, oldest first."""
        return self._verdicts.verdicts_on(items, drafts)

    def _named(self, ids: Sequence[ItemId]) -> list[tuple[str, int, str, int]]:
        if not ids:
            return []
        with self.server.lent() as connection:
            return items.named(connection, ids)
