"""What a shared bank keeps of each space: its statistics, known here until they change there, and its parts."""

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from psycopg import sql

from itembank_desktop.adapters.stores.shared import copying
from itembank_desktop.adapters.stores.shared.connect import Server
from itembank_desktop.adapters.stores.signatures import signed_in_batches
from itembank_desktop.core.errors import BankOutdated
from itembank_desktop.core.ports import Addition, Bits, FittedSpace, Space
from itembank_desktop.core.space import EmbeddingSpace

FRESH_SECONDS = 1.0
"""So long a question may go by statistics and counts that were true a moment ago: a round trip less."""
EXACT_ROWS = 200_000
"""Signatures up to here are scanned one by one: exact, and cheaper for an import than keeping an index."""
EXACT_VECTORS = 5_000
_KNOWN = """
SELECT name, number, dim, prefix, fits, to_regclass('space_' || number || '_near') IS NOT NULL FROM space
"""
_FIT = "SELECT fits, items_at_fit, revision, statistics FROM space WHERE number = %s"
_COUNTED = "SELECT items, hashtext(feed_id::text) FROM clock, meta"
Stamp = tuple[int, int, int]
"""(all fits, items, mark of the feed) of a bank: a restored backup has another feed, whatever it counts."""
_PAGE = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """A space as the bank has it; `dim` is None where payloads are no vectors."""

    number: int
    name: str
    dim: int | None
    prefix: bytes
    fits: int
    statistics: tuple[str, bytes] | None
    items_at_fit: int
    indexed: bool = False

    @property
    def table(self) -> str:
        """Where its parts are."""
        return f"space_{self.number}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an item as a space keeps it; `signature` packed."""

    item: int
    part: int
    payload: bytes
    signature: bytes


class SpaceTable:
    """Reads and writes the spaces of one shared bank."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._guard = threading.Lock()
        self._known: dict[str, Kept] = {}
        self._items = self._feed = 0
        self._read_at = -np.inf

    def known(self, name: str, within: float = 0.0) -> Kept | None:
        """A space, true at most `within` seconds ago; the very same object until it is fitted again."""
        return self.all(within).get(name)

    def all(self, within: float = 0.0) -> dict[str, Kept]:
        """Every space by name."""
        with self._guard:
            if time.monotonic() - self._read_at > within:
                self._refresh()
            return self._known

    def items(self, within: float = 0.0) -> int:
        """How many items the bank holds."""
        self.all(within)
        return self._items

    def forget(self) -> None:
        """What is known may be true no longer."""
        self._read_at = -np.inf

    def seen(self, stamp: Stamp) -> None:
        """What an answer told of the bank: nothing need be asked again while it agrees."""
        if stamp == (sum(kept.fits for kept in self._known.values()), self._items, self._feed):
            self._read_at = time.monotonic()
        else:
            self.forget()

    def made(self, name: str, dim: int | None = None, prefix: bytes = b"") -> Kept:
        """A space, made at its first use."""
        kept = self.known(name, FRESH_SECONDS)
        if kept is None:
            with self._server.lent() as connection:
                connection.execute("SELECT make_space(%s, %s, %s)", (name, dim, prefix))
            kept = self.all()[name]
        return kept

    def _refresh(self) -> None:
        with self._server.lent() as connection:
            ((self._items, feed),) = connection.execute(_COUNTED).fetchall()
            if feed != self._feed:
                self._feed, self._known = feed, {}
            found = connection.execute(_KNOWN).fetchall()
            fresh = {}
            for name, number, dim, prefix, counted, indexed in found:
                old = self._known.get(name)
                if old is None or (old.fits, old.number, old.indexed) != (counted, number, indexed):
                    # Another keeper may have fitted it since the line above: its newest fit counts.
                    ((fits, items_at_fit, revision, made),) = connection.execute(
                        _FIT, (number,), binary=True
                    ).fetchall()
                    statistics = None if revision is None else (str(revision), bytes(made))
                    if old and old.fits == fits:
                        statistics = old.statistics  # The very same object.
                    old = Kept(number, name, dim, bytes(prefix), fits, statistics, items_at_fit, indexed)
                fresh[name] = old
            self._known = fresh
            self._read_at = time.monotonic()


def vectors_of(space: Space, payloads: Sequence[bytes]) -> tuple[int | None, bytes]:
    """(dimension, what every payload begins with) of a neural space; (None, b"") of any other."""
    embedding = getattr(space, "space", None)
    if not isinstance(embedding, EmbeddingSpace) or not payloads:
        return None, b""
    head = len(payloads[0]) - 2 * embedding.dimension
    return embedding.dimension, payloads[0][:head]


def write_parts(connection: psycopg.Connection[Any], kept: Kept, parts: Sequence[Part], rev: int) -> None:
    """Parts of items that have none in this space."""
    if kept.dim is not None:
        rows: Iterable[Sequence[bytes]] = (
            (copying.long(one.item), copying.integer(one.part), copying.long(rev), copying.bits(one.signature),
             copying.halfvec(one.payload[len(kept.prefix) :]))
            for one in parts
        )  # fmt: skip
        copying.copy_rows(connection, kept.table, ("item", "part", "rev", "signature", "e"), rows)
        return
    rows = (
        (copying.long(one.item), copying.integer(one.part), copying.long(rev), copying.bits(one.signature))
        for one in parts
    )
    copying.copy_rows(connection, kept.table, ("item", "part", "rev", "signature"), rows)
    number = copying.integer(kept.number)
    rows = ((number, copying.long(one.item), copying.integer(one.part), one.payload) for one in parts)
    copying.copy_rows(connection, "payload", ("space", "item", "part", "body"), rows)


def remove_parts(connection: psycopg.Connection[Any], kept: Kept, items: Sequence[int]) -> None:
    """Forget what is kept of items in a space."""
    if not items:
        return
    table = sql.Identifier(kept.table)
    connection.execute(sql.SQL("DELETE FROM {} WHERE item = ANY(%s)").format(table), (list(items),))
    if kept.dim is None:
        connection.execute("DELETE FROM payload WHERE space = %s AND item = ANY(%s)", (kept.number, list(items)))


def payloads(
    connection: psycopg.Connection[Any], kept: Kept, items: Sequence[int] | None
) -> Iterator[tuple[int, bytes]]:
    """(item, payload) of those items, or of all, in order of items and parts; read as it is consumed."""
    some = sql.SQL("" if items is None else "AND item = ANY(%(items)s)")
    if kept.dim is None:
        query = sql.SQL("SELECT item, body FROM payload WHERE space = %(space)s {} ORDER BY item, part").format(some)
    else:
        query = sql.SQL("SELECT item, halfvec_send(e) FROM {} WHERE true {} ORDER BY item, part").format(
            sql.Identifier(kept.table), some
        )
    fields = {"space": kept.number, "items": list(items or ())}
    if items is not None:
        found: Iterable[Any] = connection.execute(query, fields, binary=True)
        yield from _whole(kept, found)
        return
    with connection.cursor("parts", binary=True) as cursor:
        cursor.itersize = _PAGE
        yield from _whole(kept, cursor.execute(query, fields))


def _whole(kept: Kept, found: Iterable[Any]) -> Iterator[tuple[int, bytes]]:
    if kept.dim is None:
        return ((item, bytes(body)) for item, body in found)
    return ((item, kept.prefix + copying.numbers(body)) for item, body in found)


def missing(connection: psycopg.Connection[Any], kept: Kept) -> list[int]:
    """Keys of the items without a part in that space, in order."""
    query = sql.SQL(
        "SELECT key FROM item WHERE deleted_at IS NULL AND NOT EXISTS"
        " (SELECT FROM {} WHERE item = key AND part = 0) ORDER BY key"
    ).format(sql.Identifier(kept.table))
    return [key for (key,) in connection.execute(query)]


def add(server: Server, table: SpaceTable, space: Space, additions: Sequence[Addition]) -> int:
    """As in VectorStore; signed with the statistics in force, which nobody can change meanwhile."""
    if not additions:
        return 0
    kept = table.made(space.name, *vectors_of(space, [body for one in additions for body in one.payloads]))
    with server.writing() as connection:
        connection.execute("SELECT hold_space(%s, %s)", (kept.number, kept.statistics is None))
        rev = tick(connection, 1)  # From here on no item changes.
        wanted = "SELECT key, fingerprint FROM item WHERE key = ANY(%s) AND deleted_at IS NULL"
        present = dict(connection.execute(wanted, ([one.key for one in additions],)).fetchall())
        taken = [one for one in additions if present.get(one.key) == one.fingerprint]
        bodies = [body for one in taken for body in one.payloads]
        if taken:
            rows = iter(_in_force(connection, kept, space, bodies).signatures(bodies))
            remove_parts(connection, kept, [one.key for one in taken])
            parts = [
                Part(one.key, part, body, next(rows).tobytes())
                for one in taken
                for part, body in enumerate(one.payloads)
            ]
            write_parts(connection, kept, parts, rev)
    table.forget()
    return len(taken)


def refit(server: Server, table: SpaceTable, space: Space) -> None:
    """As in SignatureIndex; the long sums are done while others go on writing."""
    kept = table.known(space.name)
    if kept is None:
        embedding = getattr(space, "space", None)
        if isinstance(embedding, EmbeddingSpace):
            return  # Nothing was ever put into it, and only a payload tells how it begins.
        kept = table.made(space.name)
    with server.looking() as connection:
        ((rev, items),) = connection.execute("SELECT rev, items FROM clock").fetchall()
        statistics = space.fit(body for _, body in payloads(connection, kept, None))
        fitted = space.fitted(statistics)
        made = list(signed_in_batches(fitted, payloads(connection, kept, None)))
    count = sum(len(items) for items, _ in made)
    with server.writing() as connection:
        connection.execute("SELECT hold_space(%s, true)", (kept.number,))
        _replace(connection, kept, made, fitted, rev)
        fit = "SELECT set_fit(%s, %s, %s, %s)"
        connection.execute(fit, (kept.number, space.revision, statistics, items))
    table.forget()
    if count > (EXACT_ROWS if kept.dim is None else EXACT_VECTORS):
        with server.lent() as connection:
            connection.execute("SELECT index_space(%s, %s)", (kept.number, space.bits))
            connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(kept.table)))


def _replace(
    connection: psycopg.Connection[Any],
    kept: Kept,
    made: Sequence[tuple[list[int], Bits]],
    fitted: FittedSpace,
    rev: int,
) -> None:
    """All signatures anew; what was written since revision `rev` is signed here and now."""
    table = sql.Identifier(kept.table)
    newer = [item for (item,) in connection.execute(
        sql.SQL("SELECT DISTINCT item FROM {} WHERE rev > %s").format(table), (rev,)).fetchall()]  # fmt: skip
    late = list(signed_in_batches(fitted, payloads(connection, kept, newer))) if newer else []
    connection.execute("CREATE TEMP TABLE resigned (item bigint, part integer, signature varbit) ON COMMIT DROP")
    gone = set(newer)
    rows = (
        (copying.long(item), copying.integer(part), copying.bits(signature))
        for item, part, signature in _numbered([*_without(made, gone), *late])
    )
    copying.copy_rows(connection, "resigned", ("item", "part", "signature"), rows)
    connection.execute(
        sql.SQL(
            "UPDATE {} AS s SET signature = r.signature FROM resigned r WHERE s.item = r.item AND s.part = r.part"
            " AND s.signature IS DISTINCT FROM r.signature"
        ).format(table)
    )


def _without(made: Sequence[tuple[list[int], Bits]], gone: set[int]) -> Iterator[tuple[list[int], Bits]]:
    for items, bits in made:
        kept = [place for place, item in enumerate(items) if item not in gone]
        yield [items[place] for place in kept], bits[kept]


def _numbered(signed: Iterable[tuple[list[int], Bits]]) -> Iterator[tuple[int, int, bytes]]:
    """(item, part, signature): parts of an item come in their order, one after the other."""
    last, part = -1, 0
    for items, bits in signed:
        for item, signature in zip(items, bits, strict=True):
            part = part + 1 if item == last else 0
            last = item
            yield item, part, signature.tobytes()


def _in_force(connection: psycopg.Connection[Any], kept: Kept, space: Space, bodies: Sequence[bytes]) -> FittedSpace:
    """The space with the statistics that its stored signatures were made with; its first payloads make the first."""
    row = connection.execute("SELECT revision, statistics FROM space WHERE number = %s", (kept.number,), binary=True)
    ((revision, statistics),) = row.fetchall()
    if revision is None:
        statistics = space.fit(bodies)
        connection.execute("SELECT set_fit(%s, %s, %s, 0)", (kept.number, space.revision, statistics))
    elif revision != space.revision:
        raise BankOutdated(space.name, f"described by revision {revision}, this program needs {space.revision}")
    return space.fitted(bytes(statistics))


def tick(connection: psycopg.Connection[Any], count: int) -> int:
    """The last of `count` new revisions; every other writer waits until this transaction ends."""
    ((rev,),) = connection.execute("SELECT tick(%s)", (count,)).fetchall()
    return int(rev)
