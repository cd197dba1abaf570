"""The feed of a shared bank: what lies above a cursor, every look at it one snapshot.

Revisions are unique among items and among verdicts; the vectors that one transaction added share theirs, so a chunk
never ends inside a revision.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import psycopg
from psycopg import sql

from itembank_desktop.adapters.stores.item_rows import item_of
from itembank_desktop.adapters.stores.shared.connect import Server
from itembank_desktop.adapters.stores.shared.copying import numbers
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.feed import Changes, FeedHead, Part, SavedItem, SharedSpace
from itembank_desktop.core.item import ItemId, Picture
from itembank_desktop.core.ports import Description, Entry
from itembank_desktop.core.verdict import verdict_from_json

_HEAD = "SELECT feed_id::text, rev, purge_floor, items FROM meta, clock"
_SPACES = "SELECT name, number, dim, prefix, fits, first FROM space WHERE revision IS NOT NULL"
_ABOVE = "(SELECT rev FROM {} WHERE rev > %(after)s ORDER BY rev LIMIT %(count)s)"
_ITEMS = """
SELECT key, id, subject, body::text, fingerprint, rev, deleted_at IS NOT NULL FROM item
WHERE rev > %(after)s AND rev <= %(upto)s ORDER BY rev
"""
_PLAIN_PARTS = """
SELECT s.item, p.body, varbit_send(s.signature) FROM {table} AS s
JOIN payload AS p ON p.space = %(space)s AND p.item = s.item AND p.part = s.part
WHERE s.item = ANY(%(keys)s) ORDER BY s.item, s.part
"""
# A vector newer than the chunk comes with a later one, and not twice.
_VECTOR_PARTS = """
SELECT item, halfvec_send(e), varbit_send(signature) FROM {table}
WHERE rev <= %(upto)s AND (item = ANY(%(keys)s) OR rev > %(after)s)
ORDER BY item, part
"""
_VERDICTS = "SELECT body FROM verdict WHERE rev > %(after)s AND rev <= %(upto)s ORDER BY rev"
_SLICE_SECONDS = 0.1
_LENGTH = 4
"""varbit_send begins with the number of bits."""

Described = dict[int, dict[str, Description]]


class SharedFeed:
    """Implements core.feed.Feed on a server's connections."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def head(self) -> FeedHead:
        """Where the feed stands now."""
        with self._server.looking() as connection:
            return _head(connection)[0]

    def since(self, cursor: int, count: int, spaces: Sequence[str]) -> Changes:
        """The next changes above `cursor`, about `count`; with the same cursor when there is nothing newer."""
        with self._server.looking() as connection:
            head, rows = _head(connection)
            asked = [_Asked(*row[:4]) for row in rows if row[0] in spaces]
            upto = _end(connection, cursor, count, head.revision, [one.table for one in asked if one.dim])
            return _Chunk(connection, asked, cursor, upto).read(head)

    def statistics(self, space: str) -> tuple[int, str, bytes] | None:
        """(fit, revision, statistics) of a space now; None when the bank has no such space."""
        found = "SELECT fits, revision, statistics FROM space WHERE name = %s AND revision IS NOT NULL"
        with self._server.lent() as connection:
            row = connection.execute(found, (space,), binary=True).fetchone()
        return (int(row[0]), str(row[1]), bytes(row[2])) if row else None

    def figures(self, hashes: Sequence[str]) -> Iterator[Picture]:
        """Those figures, in any order; UnreadableFigure for one that the bank has lost."""
        with self._server.lent() as connection:
            asked = "SELECT sha256, bytes FROM asset WHERE sha256 = ANY(%s)"
            found = {
                str(sha256): bytes(data) for sha256, data in connection.execute(asked, (list(hashes),), binary=True)
            }
        for sha256 in hashes:
            if sha256 not in found:
                raise UnreadableFigure(sha256, "the shared bank has lost it")
            yield Picture(found[sha256], sha256=sha256)

    def changed(self, cursor: int, seconds: float, stop: Callable[[], bool]) -> bool:
        """Wait until there is something above `cursor`, at most so long or until `stop`; false alarms are possible."""
        until = time.monotonic() + seconds
        with self._server.lent() as connection:
            connection.execute("LISTEN itembank")
            try:
                # What was written before we listened; what comes later is told, or found by the next look.
                row = connection.execute("SELECT rev > %s FROM clock", (cursor,)).fetchone()
                told = row == (True,)
                while not told and time.monotonic() < until and not stop():
                    told = any(True for _ in connection.notifies(timeout=_SLICE_SECONDS, stop_after=1))
                return told
            finally:
                if not connection.closed:
                    connection.execute("UNLISTEN itembank")


class _Asked:
    """A space whose parts are wanted."""

    def __init__(self, name: str, number: int, dim: int | None, prefix: bytes) -> None:
        self.name = name
        self.number = number
        self.dim = dim
        self.prefix = bytes(prefix)
        self.table = sql.Identifier(f"space_{number}")

    def description(self, rows: Sequence[tuple[bytes, bytes]]) -> Description:
        """Payloads and signatures of one item, in the order of its parts."""
        payloads = tuple(bytes(body) if self.dim is None else self.prefix + numbers(body) for body, _ in rows)
        packed = b"".join(bytes(signature)[_LENGTH:] for _, signature in rows)
        return Description(payloads, np.frombuffer(packed, np.uint8).reshape(len(rows), -1))


class _Chunk:
    """What lies above `after`, up to and with `upto`, in the snapshot of one transaction."""

    def __init__(self, connection: psycopg.Connection[Any], asked: Sequence[_Asked], after: int, upto: int) -> None:
        self._connection = connection
        self._asked = asked
        self._bounds: dict[str, Any] = {"after": after, "upto": upto}
        self._size = 0

    def read(self, head: FeedHead) -> Changes:
        """All of it."""
        rows = self._all(_ITEMS)
        living = {row[0]: row for row in rows if not row[6]}
        described = self._described(list(living))
        saved = tuple(
            SavedItem(Entry(item_of(id, subject, body), mark, (), described.pop(key, {})), rev)
            for key, id, subject, body, mark, rev, _ in living.values()
        )
        self._size += sum(len(row[3]) for row in rows)
        gone = tuple(ItemId(row[1]) for row in rows if row[6])
        bodies = self._all(_VERDICTS)
        verdicts = tuple(verdict_from_json(body) for (body,) in bodies)
        parts = tuple(self._parts(described))
        after, upto = self._bounds["after"], self._bounds["upto"]
        return Changes(head, after, upto, saved, parts, gone, verdicts, self._size)

    def _described(self, keys: list[int]) -> Described:
        """By item: what the spaces say of those items, and of others to which vectors were added."""
        found: Described = {}
        for space in self._asked:
            query = sql.SQL(_PLAIN_PARTS if space.dim is None else _VECTOR_PARTS).format(table=space.table)
            rows = self._all(query, {"keys": keys, "space": space.number})
            self._size += sum(len(body) + len(signature) for _, body, signature in rows)
            for item, parts in _by_item(rows).items():
                found.setdefault(item, {})[space.name] = space.description(parts)
        return found

    def _parts(self, described: Described) -> Iterator[Part]:
        """Additions to items that have not changed themselves."""
        named = "SELECT key, id, fingerprint FROM item WHERE key = ANY(%(keys)s) AND deleted_at IS NULL"
        for key, id, mark in self._all(named, {"keys": list(described)}) if described else ():
            for space, description in described[key].items():
                yield Part(ItemId(id), mark, space, description)

    def _all(self, query: str | sql.Composed, more: Mapping[str, Any] | None = None) -> list[Any]:
        text = sql.SQL(query) if isinstance(query, str) else query
        return self._connection.execute(text, {**self._bounds, **(more or {})}, binary=True).fetchall()


def _head(connection: psycopg.Connection[Any]) -> tuple[FeedHead, list[Any]]:
    ((feed, revision, floor, items),) = connection.execute(_HEAD).fetchall()
    rows = connection.execute(_SPACES, binary=True).fetchall()
    spaces = {name: SharedSpace(fits, first) for name, _, _, _, fits, first in rows}
    return FeedHead(feed, revision, floor, items, spaces), rows


def _end(
    connection: psycopg.Connection[Any], after: int, count: int, head: int, tables: Iterable[sql.Composable]
) -> int:
    """The revision of the count-th change above a cursor, or the feed's newest where there are fewer."""
    every = [sql.Identifier("item"), sql.Identifier("verdict"), *tables]
    above = sql.SQL(" UNION ALL ").join(sql.SQL(_ABOVE).format(table) for table in every)
    nth = sql.SQL("SELECT rev FROM ({}) AS above ORDER BY rev OFFSET %(count)s - 1 LIMIT 1").format(above)
    row = connection.execute(nth, {"after": after, "count": count}).fetchone()
    return int(row[0]) if row else head


def _by_item(rows: Iterable[tuple[int, bytes, bytes]]) -> dict[int, list[tuple[bytes, bytes]]]:
    gathered: dict[int, list[tuple[bytes, bytes]]] = {}
    for item, body, signature in rows:
        gathered.setdefault(item, []).append((body, signature))
    return gathered
