"""The local bank: a folder with one SQLite file and its figures, for one author and no server.

Any number of threads and programs may read while one writes: a search sees what an import in another program has
committed. Whatever belongs together is written in one transaction, so that a killed import loses its last chunk
and nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import apsw
import numpy as np

from itembank_desktop.adapters.stores.connections import BUSY_SECONDS, Connections, rows
from itembank_desktop.adapters.stores.figure_files import FigureFiles
from itembank_desktop.adapters.stores.index import BankIndex, remove, space_number
from itembank_desktop.adapters.stores.item_rows import add_description, body_of, item_of, named, revision_of, traits_of
from itembank_desktop.adapters.stores.local_copy import BankCopy, check_own, delete_items
from itembank_desktop.adapters.stores.local_search import LocalSearch
from itembank_desktop.adapters.stores.outbox import OutboxTable
from itembank_desktop.adapters.stores.verdict_log import VerdictLog
from itembank_desktop.core.errors import ItemPublished, PublishRefused
from itembank_desktop.core.filters import EVERYTHING, Filter, Traits
from itembank_desktop.core.item import Item, ItemId, reads_alike
from itembank_desktop.core.ports import Addition, Bits, Candidates, Entry, Keys, Probe, Space
from itembank_desktop.core.saving import is_published
from itembank_desktop.core.verdict import Verdict

FILE_NAME = "bank.sqlite"
_PAGE = 256

_UPSERT = """
INSERT INTO item(id, subject, body, fingerprint, created, updated, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
ON CONFLICT(id) DO UPDATE SET subject = ?2, body = ?3, fingerprint = ?4, updated = ?5, revision = ?6
RETURNING key
"""


class LocalBank:
    """Implements core.ports.Bank in a folder."""

    chunk = 64

    def __init__(self, folder: Path, connections: Connections) -> None:
        self.folder = folder
        self._connections = connections
        self._figures = FigureFiles(folder / "figures")
        self._index = BankIndex(connections)
        self._verdicts = VerdictLog(connections)
        self._search = LocalSearch(connections, self._index)
        self.copy = BankCopy(connections, self._figures, self._index)
        """What follows a shared bank, where this is a copy of one."""
        self.outbox = OutboxTable(connections, self._figures)
        """What waits to be sent there."""

    @classmethod
    def open(cls, folder: Path, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> "LocalBank":
        """The bank in `folder`; raises BankMissing, BankTooNew, BankDamaged or, to create it, BankReadOnly."""
        return cls(folder, Connections(folder / FILE_NAME, create, busy_seconds))

    @classmethod
    def create(cls, folder: Path) -> "LocalBank":
        """The bank in `folder`, made empty if there is none."""
        return cls.open(folder, create=True)

    def close(self) -> None:
        """Let go of the files; nothing may be asked afterwards."""
        self._connections.close()
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Items

    def count(self) -> int:
        """How many items the bank holds."""
        return self._index.count()

    def get(self, keys: Sequence[int]) -> list[Item]:
        """Items by key, in order; KeyError for an unknown key."""
        if not len(keys):
            return []
        with self._connections.reading() as connection:
            wanted = "SELECT key, id, subject, body FROM carray(?) AS wanted CROSS JOIN item ON key = wanted.value"
            found = {
                key: item_of(*fields)
                for key, *fields in rows(connection, wanted, apsw.carray(np.array(keys, np.int64)))
            }
        return [found[key] for key in keys]

    def find(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """The keys of those ids that exist."""
        return {ItemId(name): key for name, key, _ in self._named(ids)}

    def fingerprints(self, ids: Sequence[ItemId]) -> dict[ItemId, str]:
        """The content fingerprints of those ids that exist."""
        return {ItemId(name): fingerprint for name, _, fingerprint in self._named(ids)}

    def keys(self) -> list[int]:
        """The keys of all items, in order."""
        with self._connections.reading() as connection:
            return [key for (key,) in rows(connection, "SELECT key FROM item ORDER BY key")]

    def items(self) -> Iterator[tuple[int, Item]]:
        """Every item with its key, in order of keys; items written meanwhile may or may not be among them."""
        last = 0
        while True:
            with self._connections.reading() as connection:
                following = "SELECT key, id, subject, body FROM item WHERE key > ? ORDER BY key LIMIT ?"
                page = rows(connection, following, last, _PAGE)
            if not page:
                return
            yield from ((key, item_of(*fields)) for key, *fields in page)
            last = page[-1][0]

    def traits(self) -> Traits:
        """What its items can be filtered by; looks at all of them."""
        with self._connections.reading() as connection:
            traits = traits_of(connection)
            # The whole file went through the connection's cache, which would keep 16 MiB of it for nothing.
            connection.pragma("shrink_memory")
        return traits

    def revision(self) -> int:
        """The number of the newest write; every written item has its own."""
        with self._connections.reading() as connection:
            return revision_of(connection)

    def figure(self, sha256: str) -> bytes:
        """The bytes of a figure; UnreadableFigure when they are gone or changed."""
        return self._figures.read(sha256)

    def figure_path(self, sha256: str) -> Path:
        """The file of a figure, whether or not it is there."""
        return self._figures.path(sha256)

    def save(self, entries: Sequence[Entry]) -> None:
        """Write all entries in one transaction, replacing items of the same id; figures come first. IsACopy."""
        self._figures.write(picture for entry in entries for picture in entry.pictures)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connections.writing() as connection:
            check_own(connection, self.folder)
            ids = {entry.item.id for entry in entries}
            added = len(ids) - len(named(connection, tuple(ids)))
            for number, entry in enumerate(entries, start=revision_of(connection) + 1):
                self._write(connection, entry, number, now)
            connection.execute("UPDATE state SET revision = revision + ?, items = items + ?", (len(entries), added))

    def revisions(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """What each of those ids that exist was saved as: what `save_item` is told to save over."""
        with self._connections.reading() as connection:
            return {id: revision for id in ids if (revision := _revision(connection, id))}

    def save_item(self, entry: Entry, expected: int) -> int | None:
        """Write one item over the revision its author read (0: a new one), with its figures. IsACopy.

        The new revision; None when the item is at another one, so that nothing was written. ItemPublished,
        PublishRefused: here too an import publishes, so that nobody locks an item by saving it.
        """
        self._figures.write(entry.pictures)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connections.writing() as connection:
            check_own(connection, self.folder)
            if _revision(connection, entry.item.id) != expected:
                return None
            _check_unpublished(connection, entry.item.id)
            if is_published(entry.item):
                raise PublishRefused(entry.item.id)
            revision = revision_of(connection) + 1
            self._write(connection, entry, revision, now)
            connection.execute("UPDATE state SET revision = ?, items = items + ?", (revision, int(not expected)))
            return revision

    def own(self) -> None:
        """IsACopy unless the bank's items are its own."""
        with self._connections.reading() as connection:
            check_own(connection, self.folder)

    def delete_item(self, item: ItemId, expected: int) -> bool:
        """Take an item out at that revision; False when it is at another one. IsACopy, ItemPublished."""
        with self._connections.writing() as connection:
            check_own(connection, self.folder)
            if not expected or _revision(connection, item) != expected:
                return False
            _check_unpublished(connection, item)
            delete_items(connection, [key for _, key, _ in named(connection, (item,))])
            return True

    def remove_items(self, looked_at: Mapping[ItemId, int], in_print: bool = False) -> list[ItemId]:
        """Take items out at those revisions, in one transaction. IsACopy.

        The ids of those that are at another revision: then nothing is removed. ItemPublished unless `in_print`.
        """
        with self._connections.writing() as connection:
            check_own(connection, self.folder)
            changed = [id for id, revision in looked_at.items() if _revision(connection, id) != (revision or None)]
            if changed:
                return changed
            for id in () if in_print else looked_at:
                _check_unpublished(connection, id)
            delete_items(connection, [key for _, key, _ in named(connection, tuple(looked_at))])
            return []

    # Vectors

    def spaces(self) -> list[str]:
        """The names of all spaces that something was described or fitted in."""
        return self._index.spaces()

    def missing(self, space: str) -> list[int]:
        """Keys of the items without a payload in that space, in order."""
        return self._index.missing(space)

    def add(self, space: Space, additions: Sequence[Addition]) -> int:
        """Sign and write all additions in one transaction; how many were of an item's present content. IsACopy."""
        self.copy.check_not_copied(space.name)
        return self._index.add(space, additions)

    def claim(self, work: str, names: Sequence[str]) -> list[str]:
        """All of them: a local bank has one writer at a time."""
        return list(names)

    # Signatures

    def candidates(
        self,
        asked: Mapping[str, Probe],
        filter: Filter = EVERYTHING,
        excluded: ItemId | None = None,
        beside: Sequence[ItemId] = (),
    ) -> Candidates:
        """The items nearest in each space among those let through, and those `beside`, with their payloads."""
        return self._search.candidates(asked, filter, excluded, beside)

    def nearest(self, space: str, probes: Bits, count: int) -> Keys:
        """Keys of the `count` items nearest to any probe by Hamming distance, nearest first, ties by key."""
        return self._index.nearest(space, probes, count)

    def payloads(self, space: str, keys: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Payloads of those items, in order; empty where an item has none in this space."""
        return self._index.payloads(space, keys)

    def cached(self) -> tuple[int, int]:
        """(payloads found in memory, payloads asked for) since the bank was opened."""
        return self._index.cached

    def statistics(self, space: str) -> tuple[str, bytes] | None:
        """(revision, statistics) of the last fit, the very same object until the next; None before the first."""
        return self._index.statistics(space)

    def needs_refit(self, space: Space, growth: float = 2.0) -> bool:
        """Whether the space was never fitted, in another revision, or when the bank had 1/`growth` of its items."""
        fitted = self.statistics(space.name)
        return fitted is None or fitted[0] != space.revision or self._index.growth(space.name) >= growth

    def refit(self, space: Space) -> None:
        """Fit the space on every stored payload and rewrite all its signatures, in one transaction. IsACopy."""
        self.copy.check_not_copied(space.name)
        self._index.refit(space)

    # Verdicts

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write all of them in one transaction; one whose id is there already changes nothing.

        Those made in a copy also wait in its outbox.
        """
        if self.copy.origin() is None:
            self._verdicts.record(verdicts)
        else:
            self.outbox.put_all(verdicts)

    def verdicts(self, fingerprints: Sequence[str] | None = None) -> list[Verdict]:
        """Decisions about pairs with any of these contents (None: all), oldest first."""
        return self._verdicts.verdicts(fingerprints)

    def verdicts_on(self, items: Sequence[ItemId], drafts: Sequence[str] = ()) -> list[Verdict]:
        """Decisions in which any of these items or drafts was a side, whatever it said then, oldest first."""
        return self._verdicts.verdicts_on(items, drafts)

    def _named(self, ids: Sequence[ItemId]) -> list[tuple[str, int, str]]:
        with self._connections.reading() as connection:
            return named(connection, tuple(ids))

    def _write(self, connection: apsw.Connection, entry: Entry, revision: int, now: str) -> None:
        item = entry.item
        before = rows(connection, "SELECT id, subject, body FROM item WHERE id = ?", item.id)
        fields = (item.id, item.subject, body_of(item), entry.fingerprint, now, revision)
        ((key,),) = rows(connection, _UPSERT, *fields)
        if before:
            alike = reads_alike(item_of(*before[0]), item)
            for space, name in rows(connection, "SELECT number, name FROM space"):
                new = entry.descriptions.get(name)
                if not alike or new is not None:
                    remove(connection, space, key, for_good=new is None or not new.payloads)
        for name, description in entry.descriptions.items():
            add_description(connection, space_number(connection, name), key, description)


def _revision(connection: apsw.Connection, id: ItemId) -> int:
    """What an item was saved as; 0 where there is none."""
    found = rows(connection, "SELECT revision FROM item WHERE id = ?", id)
    return int(found[0][0]) if found else 0


def _check_unpublished(connection: apsw.Connection, id: ItemId) -> None:
    """ItemPublished for an item in print: only `save`, which imports, writes over that."""
    found = rows(connection, "SELECT id, subject, body FROM item WHERE id = ?", id)
    if found and is_published(item_of(*found[0])):
        raise ItemPublished(id)
