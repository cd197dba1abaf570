"""A local bank as the copy of a shared one: where it comes from, how far it has come, and chunks taken in whole.

A copy is written by the feed alone, so that the same question gives the same answer here and there: its statistics
are the shared bank's, and whatever would change it on its own is refused.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import numpy as np

from itembank_desktop.adapters.stores.connections import Connections, rows
from itembank_desktop.adapters.stores.figure_files import FigureFiles
from itembank_desktop.adapters.stores.index import BankIndex, has_table, remove, space_number
from itembank_desktop.adapters.stores.item_rows import add_descriptions, body_of, item_of, named, revision_of
from itembank_desktop.adapters.stores.verdict_log import add_verdicts
from itembank_desktop.core.errors import BankOutdated, IsACopy, NotACopy
from itembank_desktop.core.feed import Changes, FeedHead, Origin, Part, SavedItem
from itembank_desktop.core.item import ItemId, Picture, reads_alike
from itembank_desktop.core.ports import Description, Space
from itembank_desktop.core.verdict import Verdict

_UPSERT = """
INSERT INTO item(key, id, subject, body, fingerprint, created, updated, revision, shared)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)
ON CONFLICT(key) DO UPDATE SET subject = ?3, body = ?4, fingerprint = ?5, updated = ?6, revision = ?7, shared = ?8
"""
Described = dict[str, list[tuple[int, Description]]]
"""By space: items by key, and what it says of them."""
_NAMED = "SELECT DISTINCT figure.value ->> 0 FROM item, json_each(item.body, '$.figures') AS figure"
_UNSENT = """
SELECT picture.value ->> 0 FROM outbox, json_each(outbox.body, '$.pictures') AS picture WHERE item IS NOT NULL
"""
_PULLED, _LEFT = 0.9, 0.95
"""Shares of the budget that a pull fills, and that are left when room was made: a pull never makes room for itself."""
_ORIGIN = "SELECT url, feed, cursor, shared_items, synced, sweep IS NOT NULL FROM origin"


class BankCopy:
    """Implements core.feed.LocalCopy in a local bank's file."""

    def __init__(self, connections: Connections, figures: FigureFiles, index: BankIndex) -> None:
        self._connections = connections
        self._figures = figures
        self._index = index
        self._budget: int | None = None
        self._used: int | None = None

    def origin(self) -> Origin | None:
        """What this is a copy of; None for a bank of its own."""
        with self._connections.reading() as connection:
            return _origin(connection)

    def begin(self, url: str, feed: str) -> None:
        """Follow that feed from its beginning, keeping what is here until `finish`."""
        with self._connections.writing() as connection:
            known = _origin(connection)
            if known is None and rows(connection, "SELECT 1 FROM item LIMIT 1"):
                raise NotACopy(str(self._folder), "it holds items of its own")
            if known is not None and url != known.url and feed != known.feed:
                raise NotACopy(str(self._folder), f"it is a copy of {known.url}")
            connection.execute("DELETE FROM origin")
            connection.execute("DELETE FROM origin_fit")
            begun = "INSERT INTO origin(one, url, feed, sweep) VALUES (1, ?, ?, ?)"
            connection.execute(begun, (url, feed, revision_of(connection)))

    def moved(self, url: str) -> None:
        """The same feed is found at another address now."""
        with self._connections.writing() as connection:
            connection.execute("UPDATE origin SET url = ?", (url,))

    def adopt(self, space: Space, fit: int, revision: str, statistics: bytes) -> None:
        """Take over a space's statistics and sign everything here with them; BankOutdated for another revision."""
        if revision != space.revision:
            raise BankOutdated(space.name, f"described by revision {revision}, this program needs {space.revision}")

        def keep_fit(connection: apsw.Connection, number: int) -> None:
            connection.execute("INSERT OR REPLACE INTO origin_fit VALUES (?, ?)", (number, fit))

        self._index.sign_with(space, statistics, keep_fit)

    def apply(self, changes: Changes) -> bool:
        """Take in one chunk and its cursor; False, and nothing is written, when another pull has been faster."""
        with self._connections.writing() as connection:
            known = _origin(connection)
            head = changes.head
            fits = {name: space.fit for name, space in head.spaces.items()}
            if known is None or (known.feed, known.cursor) != (head.feed, changes.after):
                return False
            if any(fits.get(name, fit) != fit for name, fit in known.fits.items()):
                return False
            _write_items(connection, changes.items)
            _write_parts(connection, changes.parts)
            delete_items(connection, [key for _, key, _ in named(connection, changes.gone)])
            add_verdicts(connection, changes.verdicts)
            connection.execute("UPDATE origin SET cursor = ?, shared_items = ?", (changes.cursor, head.items))
            return True

    def finish(self, head: FeedHead) -> int:
        """Everything up to that head is here; how many items went that did not come again."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connections.writing() as connection:
            stale = rows(connection, "SELECT key FROM item, origin WHERE item.revision <= origin.sweep")
            swept = delete_items(connection, [key for (key,) in stale])
            connection.execute("UPDATE origin SET sweep = NULL, synced = ?, shared_items = ?", (now, head.items))
            return swept

    def lacking(self, hashes: Sequence[str]) -> list[str]:
        """Those of the figures that are not here."""
        return [sha256 for sha256 in dict.fromkeys(hashes) if not self._figures.path(sha256).is_file()]

    def note(self, verdicts: Sequence[Verdict]) -> None:
        """Verdicts that the server has taken, for the copy to tell before the next pull brings them."""
        with self._connections.writing() as connection:
            add_verdicts(connection, verdicts)

    def keep(self, pictures: Iterable[Picture]) -> None:
        """Put figures on the disk; over the budget, the longest unread ones make room."""
        written = self._figures.write(pictures)
        if self._used is not None:
            self._used += written
        self.make_room()

    def limit(self, budget: int | None) -> None:
        """So many bytes of figures are kept from now on; None for all of them."""
        self._budget, self._used = budget, None
        self._figures.remembers_use = budget is not None

    def has_room(self) -> bool:
        """Whether a pull may bring figures: the last tenth is left to those that are looked at."""
        return self._budget is None or self._size() < _PULLED * self._budget

    def make_room(self) -> None:
        """Keep to the budget; what waits to be sent stays, for nobody else has it."""
        if self._budget is None or self._size() <= self._budget:
            return
        if self.origin() is not None:  # A bank's own figures are nowhere else.
            self._used = self._figures.evict(int(_LEFT * self._budget), self._unsent())

    def absent_figures(self) -> int:
        """How many figures of its items are not here; reads all items where there is a budget."""
        if self._budget is None:
            return 0
        with self._connections.reading() as connection:
            named = {sha256 for (sha256,) in rows(connection, _NAMED)}
        return len(named - self._figures.present().keys())

    def _size(self) -> int:
        if self._used is None:
            self._used = sum(file.st_size for file in self._figures.present().values())
        return self._used

    def _unsent(self) -> set[str]:
        with self._connections.reading() as connection:
            found = rows(connection, _UNSENT) if has_table(connection, "outbox") else []
        return {sha256 for (sha256,) in found}

    def revisions(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """The shared bank's revisions of those items, as they were copied: what a save offline is written over."""
        known = "SELECT id, shared FROM carray(?) AS wanted CROSS JOIN item ON id = wanted.value WHERE shared NOT NULL"
        with self._connections.reading() as connection:
            return (
                {ItemId(id): shared for id, shared in rows(connection, known, apsw.carray(tuple(ids)))} if ids else {}
            )

    def written_since(self, revision: int, ids: Sequence[ItemId]) -> set[ItemId]:
        """Those of the items that this file got after its own revision of that number."""
        newer = "SELECT id FROM carray(?) AS wanted CROSS JOIN item ON id = wanted.value WHERE revision > ?"
        with self._connections.reading() as connection:
            found = rows(connection, newer, apsw.carray(tuple(ids)), revision) if ids else []
        return {ItemId(id) for (id,) in found}

    def check_not_copied(self, space: str) -> None:
        """IsACopy when that space comes from the shared bank."""
        known = self.origin()
        if known is not None and space in known.fits:
            raise IsACopy(str(self._folder), f"it is a copy of {known.url}")

    @property
    def _folder(self) -> Path:
        return self._connections.file.parent


def check_own(connection: apsw.Connection, folder: Path) -> None:
    """IsACopy unless the bank's items are its own."""
    known = _origin(connection)
    if known is not None:
        raise IsACopy(str(folder), f"it is a copy of {known.url}")


def delete_items(connection: apsw.Connection, asked: Iterable[int]) -> int:
    """Take items out with all that was said of them; how many there were."""
    keys = sorted(set(asked))
    spaces = [number for (number,) in rows(connection, "SELECT number FROM space")]
    for key in keys:
        for space in spaces:
            remove(connection, space, key, for_good=True)
    connection.executemany("DELETE FROM item WHERE key = ?", [(key,) for key in keys])
    connection.execute("UPDATE state SET revision = revision + ?, items = items - ?", (len(keys), len(keys)))
    return len(keys)


def _origin(connection: apsw.Connection) -> Origin | None:
    if not has_table(connection, "origin"):
        return None  # A bank of an older version that this account may only read: it is nobody's copy.
    found = rows(connection, _ORIGIN)
    if not found:
        return None
    ((url, feed, cursor, items, synced, sweeping),) = found
    fits = dict(rows(connection, "SELECT name, fit FROM origin_fit JOIN space ON number = space"))
    return Origin(url, feed, cursor, items, datetime.fromisoformat(synced) if synced else None, bool(sweeping), fits)


def _write_items(connection: apsw.Connection, saved: Sequence[SavedItem]) -> None:
    """All items of a chunk with their descriptions."""
    newest = {one.entry.item.id: one for one in saved}
    before = {id: key for id, key, _ in named(connection, tuple(newest))}
    for id, key in before.items():
        _forget_parts(connection, key, newest[ItemId(id)])
    free = _next_key(connection)
    keys = before | {id: key for key, id in enumerate((id for id in newest if id not in before), free)}
    now, revision = datetime.now(UTC).isoformat(timespec="seconds"), revision_of(connection)
    connection.executemany(
        _UPSERT,
        (
            (
                keys[id],
                id,
                one.entry.item.subject,
                body_of(one.entry.item),
                one.entry.fingerprint,
                now,
                number,
                one.revision,
            )
            for number, (id, one) in enumerate(newest.items(), revision + 1)
        ),
    )
    described: Described = {}
    for id, one in newest.items():
        for name, description in one.entry.descriptions.items():
            described.setdefault(name, []).append((keys[id], description))
    for name, those in described.items():
        add_descriptions(connection, space_number(connection, name), those)
    added = len(newest) - len(before)
    connection.execute("UPDATE state SET revision = revision + ?, items = items + ?", (len(newest), added))


def _forget_parts(connection: apsw.Connection, key: int, saved: SavedItem) -> None:
    """What spaces said of an item before: those that are copied, and, unless it reads as it did, all others."""
    ((*fields,),) = rows(connection, "SELECT id, subject, body FROM item WHERE key = ?", key)
    alike = reads_alike(item_of(*fields), saved.entry.item)
    spaces = "SELECT number, name, fit IS NOT NULL FROM space LEFT JOIN origin_fit ON space = number"
    for number, name, copied in rows(connection, spaces):
        new = saved.entry.descriptions.get(name)
        if copied or new is not None or not alike:
            remove(connection, number, key, for_good=new is None or not new.payloads)


def _next_key(connection: apsw.Connection) -> int:
    """The first number that no item ever had."""
    used: list[Any] = rows(connection, "SELECT seq FROM sqlite_sequence WHERE name = 'item'")
    return int(used[0][0]) + 1 if used else 1


def _write_parts(connection: apsw.Connection, parts: Sequence[Part]) -> None:
    """Parts of items that are here as the part's maker saw them; an item changed since comes with its own later."""
    known = {id: (key, mark) for id, key, mark in named(connection, tuple({part.item for part in parts}))}
    described: Described = {}
    for part in parts:
        key, mark = known.get(part.item, (0, ""))
        if mark == part.fingerprint:
            described.setdefault(part.space, []).append((key, part.description))
    present = "SELECT DISTINCT item FROM signature WHERE space = ? AND item IN (SELECT value FROM carray(?))"
    for name, those in described.items():
        number = space_number(connection, name)
        here = apsw.carray(np.array([key for key, _ in those], np.int64))
        for (key,) in rows(connection, present, number, here):
            remove(connection, number, key, for_good=False)
        add_descriptions(connection, number, those)
