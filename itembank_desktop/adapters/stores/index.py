"""Signatures of every space, kept in memory in step with the file, and payloads read from it by key."""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import apsw
import numpy as np

from itembank_desktop.adapters.stores.connections import Connections, rows, translated
from itembank_desktop.adapters.stores.payload_cache import PayloadCache
from itembank_desktop.adapters.stores.schema import PART_BITS, first_place, item_at
from itembank_desktop.adapters.stores.signatures import SignatureMatrix, signed_in_batches
from itembank_desktop.core.errors import BankOutdated
from itembank_desktop.core.ports import Addition, Bits, FittedSpace, Keys, Space

_BATCH = 8192


class _Known:
    """What is in memory of one space; `fits` counts how often it was fitted."""

    def __init__(self, number: int, fits: int, statistics: tuple[str, bytes] | None, items_at_fit: int) -> None:
        self.number = number
        self.fits = fits
        self.statistics = statistics
        self.items_at_fit = items_at_fit
        self.matrix: SignatureMatrix | None = None

    def append(self, items: list[int], bits: list[bytes]) -> None:
        """More signatures, read in the order they were written."""
        width = len(bits[-1])
        if self.matrix is None or self.matrix.bits != width * 8:
            # Written by another revision of the space: signatures of two lengths have no distance.
            self.matrix = SignatureMatrix(width * 8)
        kept = [place for place, signature in enumerate(bits) if len(signature) == width]
        rows = np.frombuffer(b"".join(bits[place] for place in kept), np.uint8).reshape(len(kept), width)
        self.matrix.append(np.array([items[place] for place in kept], np.int64), rows)


class BankIndex:
    """Scans signatures and fetches payloads; any thread may ask, and sees what other programs have committed."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._lock = threading.Lock()
        self._watch: apsw.Connection | None = None
        self._generation = -1
        self._version = -1
        self._last_row = 0
        self._last_gone = 0
        self._items = 0
        self._spaces: dict[str, _Known] = {}
        self._cache = PayloadCache()

    def nearest(self, space: str, probes: Bits, count: int, among: "Keys | None" = None) -> Keys:
        """As in SignatureIndex; only `among` those items where they are given."""
        with self._lock:
            self._refresh()
            known = self._spaces.get(space)
            if known is None or known.matrix is None:
                return np.empty(0, np.int64)
            return known.matrix.nearest(probes, count, among)

    def statistics(self, space: str) -> tuple[str, bytes] | None:
        """As in SignatureIndex; the very same object until the space is fitted again."""
        with self._lock:
            self._refresh()
            known = self._spaces.get(space)
            return known.statistics if known else None

    def count(self) -> int:
        """How many items the bank holds."""
        with self._lock:
            self._refresh()
            return self._items

    def growth(self, space: str) -> float:
        """Items now for each item when the space was last fitted; infinite before the first."""
        with self._lock:
            self._refresh()
            known = self._spaces.get(space)
            fitted_on = known.items_at_fit if known and known.statistics else 0
            return self._items / fitted_on if fitted_on else float("inf") if self._items else 1.0

    def payloads(self, space: str, keys: Sequence[int]) -> list[tuple[bytes, ...]]:
        """As in SignatureIndex."""
        with self._lock:
            self._refresh()
            if space not in self._spaces or not len(keys):
                return [()] * len(keys)
            start = first_place(self._spaces[space].number, 0)
            places = (start + (np.asarray(keys, np.int64) << PART_BITS)).tolist()
            stamp = self._generation, self._version
            found = self._cache.known(stamp, places)
        if lacking := sorted({place for place, parts in zip(places, found, strict=True) if parts is None}):
            read = self._read(lacking)
            with self._lock:
                self._cache.keep(stamp, read)
            return [read[place] if parts is None else parts for place, parts in zip(places, found, strict=True)]
        return [parts or () for parts in found]

    @property
    def cached(self) -> tuple[int, int]:
        """(payloads found in memory, payloads asked for) since the bank was opened."""
        with self._lock:
            return self._cache.hits, self._cache.asked

    def _read(self, places: list[int]) -> dict[int, tuple[bytes, ...]]:
        """The payloads of the items that begin at those places in the file, in order of their parts."""
        with self._connections.reading() as connection:
            bodies = rows(
                connection,
                "SELECT wanted.value, p.body FROM carray(?) AS wanted CROSS JOIN payload AS p"
                " ON p.place BETWEEN wanted.value AND wanted.value + ?",
                apsw.carray(np.array(places, np.int64)),
                (1 << PART_BITS) - 1,
            )
        read: dict[int, tuple[bytes, ...]] = dict.fromkeys(places, ())
        for place, body in bodies:
            read[place] += (body,)
        return read

    def spaces(self) -> list[str]:
        """As in VectorStore."""
        with self._lock:
            self._refresh()
            return sorted(self._spaces)

    def missing(self, space: str) -> list[int]:
        """As in VectorStore; one look-up in a B-tree an item."""
        with self._connections.reading() as connection:
            number = space_number_if_any(connection, space)
            if number is None:
                return [key for (key,) in rows(connection, "SELECT key FROM item ORDER BY key")]
            present = "SELECT 1 FROM payload WHERE place = ? + (key << ?)"
            lacking = f"SELECT key FROM item WHERE NOT EXISTS ({present}) ORDER BY key"
            return [key for (key,) in rows(connection, lacking, first_place(number, 0), PART_BITS)]

    def add(self, space: Space, additions: Sequence[Addition]) -> int:
        """As in VectorStore; signed with the statistics in force, which no other program can change meanwhile."""
        if not additions:
            return 0
        with self._connections.writing() as connection:
            number = space_number(connection, space.name)
            wanted = "SELECT key, fingerprint FROM carray(?) AS wanted CROSS JOIN item ON key = wanted.value"
            asked = apsw.carray(np.array([addition.key for addition in additions], np.int64))
            present = dict(rows(connection, wanted, asked))
            kept = [addition for addition in additions if present.get(addition.key) == addition.fingerprint]
            if not kept:
                return 0
            bodies = [body for addition in kept for body in addition.payloads]
            signatures = _in_force(connection, number, space, bodies).signatures(bodies)
            for addition in kept:
                remove(connection, number, addition.key, for_good=not addition.payloads)
                start = first_place(number, addition.key)
                connection.executemany("INSERT INTO payload VALUES (?, ?)", enumerate(addition.payloads, start))
            owners = [addition.key for addition in kept for _ in addition.payloads]
            add_signatures(connection, number, owners, signatures)
            return len(kept)

    def refit(self, space: Space) -> None:
        """As in SignatureIndex."""
        self.sign_with(space, None)

    def sign_with(
        self, space: Space, statistics: bytes | None, also: Callable[[apsw.Connection, int], object] = lambda *_: None
    ) -> None:
        """Sign every stored payload with those statistics, or (None) with a fit on them all, in one transaction.

        The long sums are done before the file is locked for writing; `also` joins the transaction.
        """
        with self._connections.writing() as connection:
            number = space_number(connection, space.name)
        with self._connections.reading() as connection:
            connection.execute("BEGIN")
            try:
                ((revision, items),) = rows(connection, "SELECT revision, items FROM state")
                if statistics is None:
                    statistics = space.fit(body for _, body in _stored(connection, number))
                fitted = space.fitted(statistics)
                made = list(signed_in_batches(fitted, _stored(connection, number)))
            finally:
                connection.execute("ROLLBACK")
        with self._connections.writing() as connection:
            self._replace(connection, number, made, fitted, revision)
            connection.execute(
                "UPDATE space SET fits = fits + 1, revision = ?, statistics = ?, items_at_fit = ? WHERE number = ?",
                (space.revision, statistics, items, number),
            )
            also(connection, number)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._watch:
                self._watch.close()
                self._watch = None

    def _replace(
        self,
        connection: apsw.Connection,
        number: int,
        made: list[tuple[list[int], Bits]],
        fitted: FittedSpace,
        seen: int,
    ) -> None:
        """All signatures of a space anew; what was written since revision `seen` is signed here and now."""
        newer = {key for (key,) in rows(connection, "SELECT key FROM item WHERE revision > ?", seen)}
        # Payloads added to an item leave its revision as it is.
        newer |= _owners(connection, number) - {item for items, _ in made for item in items}
        connection.execute("DELETE FROM signature WHERE space = ?", (number,))
        for items, bits in made:
            kept = [place for place, item in enumerate(items) if item not in newer]
            add_signatures(connection, number, [items[place] for place in kept], bits[kept])
        for key in sorted(newer):
            for items, bits in signed_in_batches(fitted, _stored(connection, number, key)):
                add_signatures(connection, number, items, bits)

    def _refresh(self) -> None:
        """Take in what was committed since the last look; a few microseconds when nothing was."""
        with translated(self._connections.file.parent):
            generation = self._connections.generation()
            if self._watch is None or generation != self._generation:
                self._forget(generation)
            assert self._watch is not None
            if self._watch.pragma("data_version") == self._version:
                return
            self._watch.execute("BEGIN")
            try:
                self._version = self._watch.pragma("data_version")
                self._take_in(self._watch)
            except BaseException:
                self._version = -1
                raise
            finally:
                self._watch.execute("ROLLBACK")

    def _forget(self, generation: int) -> None:
        if self._watch:
            self._watch.close()
        self._watch = self._connections.open()
        self._generation, self._version, self._spaces = generation, -1, {}
        self._last_row = self._last_gone = 0

    def _take_in(self, connection: apsw.Connection) -> None:
        ((self._items,),) = rows(connection, "SELECT items FROM state")
        for number, name, fits in rows(connection, "SELECT number, name, fits FROM space"):
            known = self._spaces.get(name)
            if known is None or known.fits != fits:
                # A refit has given every row a new, higher number: forgetting the old ones is enough.
                fit = "SELECT revision, statistics, items_at_fit FROM space WHERE number = ?"
                ((revision, statistics, items),) = rows(connection, fit, number)
                self._spaces[name] = _Known(number, fits, (revision, statistics) if revision else None, items)
        by_number = {known.number: known for known in self._spaces.values()}
        # First: a signature in the file is a living one, one in memory may have gone before it was written anew.
        self._drop_gone(connection, by_number)
        while batch := _whole_items(connection, self._last_row):
            gathered: dict[int, tuple[list[int], list[bytes]]] = {}
            for _, number, item, bits in batch:
                keys, signatures = gathered.setdefault(number, ([], []))
                keys.append(item)
                signatures.append(bits)
            for number, (keys, signatures) in gathered.items():
                by_number[number].append(keys, signatures)
            self._last_row = batch[-1][0]

    def _drop_gone(self, connection: apsw.Connection, by_number: dict[int, _Known]) -> None:
        if not has_table(connection, "gone"):
            return  # A bank of an older version that this account may only read: nothing can go from it.
        gathered: dict[int, list[int]] = {}
        newer = "SELECT number, space, item FROM gone WHERE number > ? ORDER BY number"
        for number, space, item in rows(connection, newer, self._last_gone):
            gathered.setdefault(space, []).append(item)
            self._last_gone = number
        for space, items in gathered.items():
            if (matrix := by_number[space].matrix) is not None:
                matrix.forget(np.array(items, np.int64))


def has_table(connection: apsw.Connection, name: str) -> bool:
    """Whether the file has that table; one of an older version may lack it."""
    return bool(rows(connection, "SELECT 1 FROM sqlite_schema WHERE name = ?", name))


def _whole_items(connection: apsw.Connection, last_row: int) -> list[Any]:
    """The next signatures after a row, about _BATCH; never some of an item's without its others in that space.

    A matrix takes signatures of an item it knows for a rewriting of that item, and forgets the earlier ones.
    """
    newer = "SELECT row, space, item, bits FROM signature WHERE row > ? ORDER BY row LIMIT ?"
    batch = rows(connection, newer, last_row, _BATCH)
    if batch:
        row, space, item, _ = batch[-1]
        rest = "SELECT row, space, item, bits FROM signature WHERE space = ? AND item = ? AND row > ? ORDER BY row"
        batch += rows(connection, rest, space, item, row)
    return batch


def space_number(connection: apsw.Connection, name: str) -> int:
    """The number of a space in this bank, given at its first use."""
    connection.execute("INSERT INTO space(name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    ((number,),) = rows(connection, "SELECT number FROM space WHERE name = ?", name)
    return int(number)


def space_number_if_any(connection: apsw.Connection, name: str) -> int | None:
    """The number of a space in this bank; None before its first use."""
    found = rows(connection, "SELECT number FROM space WHERE name = ?", name)
    return int(found[0][0]) if found else None


def add_signatures(connection: apsw.Connection, space: int, items: Sequence[int], bits: Bits) -> None:
    """One row a signature."""
    rows = ((space, item, signature.tobytes()) for item, signature in zip(items, bits, strict=True))
    connection.executemany("INSERT INTO signature(space, item, bits) VALUES (?, ?, ?)", rows)


def remove(connection: apsw.Connection, space: int, item: int, for_good: bool) -> None:
    """Forget what is kept of an item in a space, unless something newer follows at once: `for_good`."""
    start = first_place(space, item)
    connection.execute("DELETE FROM payload WHERE place BETWEEN ? AND ?", (start, start + (1 << PART_BITS) - 1))
    connection.execute("DELETE FROM signature WHERE space = ? AND item = ?", (space, item))
    if for_good and connection.changes():
        connection.execute("INSERT INTO gone(space, item) VALUES (?, ?)", (space, item))


def _in_force(connection: apsw.Connection, number: int, space: Space, bodies: Sequence[bytes]) -> FittedSpace:
    """The space with the statistics that its stored signatures were made with; its first payloads make the first."""
    ((revision, statistics),) = rows(connection, "SELECT revision, statistics FROM space WHERE number = ?", number)
    if revision is None:
        statistics = space.fit(bodies)
        first = "UPDATE space SET fits = fits + 1, revision = ?, statistics = ? WHERE number = ?"
        connection.execute(first, (space.revision, statistics, number))
    elif revision != space.revision:
        raise BankOutdated(space.name, f"described by revision {revision}, this program needs {space.revision}")
    return space.fitted(statistics)


def _owners(connection: apsw.Connection, space: int) -> set[int]:
    """The items with a payload in a space."""
    places = "SELECT place FROM payload WHERE place >= ? AND place < ?"
    return {item_at(place) for (place,) in rows(connection, places, first_place(space, 0), first_place(space + 1, 0))}


def _stored(connection: apsw.Connection, space: int, item: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Every payload of a space, or of one item in it, with its item; read as it is consumed."""
    first = first_place(space, item or 0)
    last = first_place(space, item + 1) if item is not None else first_place(space + 1, 0)
    bodies: Iterator[Any] = connection.execute(
        "SELECT place, body FROM payload WHERE place >= ? AND place < ?", (first, last)
    )
    return ((item_at(place), body) for place, body in bodies)
