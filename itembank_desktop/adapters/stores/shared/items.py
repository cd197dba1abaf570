"""Items of a shared bank: read by key and id, written in bulk by a keeper or one by one by an author."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql

from itembank_desktop.adapters.stores.item_rows import body_of, item_of
from itembank_desktop.adapters.stores.shared import copying
from itembank_desktop.adapters.stores.shared.spaces import Kept, Part, remove_parts, tick, write_parts
from itembank_desktop.core.filters import TRAITS, Traits
from itembank_desktop.core.item import Item, ItemId, Picture
from itembank_desktop.core.ports import Entry

_MAGIC = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"), (b"BM", "image/bmp"))
_STAGED = """
CREATE TEMP TABLE IF NOT EXISTS staged
    (place integer, id text, subject text, body jsonb, fingerprint text) ON COMMIT DELETE ROWS
"""
_BEFORE = """
SELECT staged.place, item.key, item.deleted_at IS NULL, itembank.reads_alike(item.body, staged.body)
FROM staged JOIN item USING (id)
"""
_UPSERT = """
INSERT INTO item (id, subject, body, fingerprint, rev)
    SELECT id, subject, body, fingerprint, %s + place FROM staged ORDER BY place
ON CONFLICT (id) DO UPDATE SET subject = excluded.subject, body = excluded.body, fingerprint = excluded.fingerprint,
    rev = excluded.rev, updated = now(), saved_by = session_user, deleted_at = NULL
RETURNING id, key
"""
_SHOWN = """
INSERT INTO item_asset SELECT DISTINCT key, figure ->> 0
FROM item, jsonb_array_elements(body -> 'figures') AS figure WHERE key = ANY(%s) ON CONFLICT DO NOTHING
"""


def get(connection: psycopg.Connection[Any], keys: Sequence[int]) -> list[Item]:
    """Items by key, in order; KeyError for an unknown key."""
    wanted = "SELECT key, id, subject, body::text FROM item WHERE key = ANY(%s) AND deleted_at IS NULL"
    found = {key: item_of(*fields) for key, *fields in connection.execute(wanted, (list(keys),))}
    return [found[key] for key in keys]


def named(connection: psycopg.Connection[Any], ids: Sequence[ItemId]) -> list[tuple[str, int, str, int]]:
    """(id, key, fingerprint, revision) of those ids that exist."""
    wanted = "SELECT id, key, fingerprint, rev FROM item WHERE id = ANY(%s) AND deleted_at IS NULL"
    return connection.execute(wanted, (list(ids),)).fetchall()


def traits(connection: psycopg.Connection[Any]) -> Traits:
    """What all items say under what they can be filtered by: texts and numbers."""
    some = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, {}, count(*) FROM item WHERE deleted_at IS NULL AND {} GROUP BY 2").format(
            sql.Literal(name), sql.Identifier(name), _said(name)
        )
        for name in ("subject", *TRAITS)
    )
    counted: dict[str, dict[str, int]] = {}
    for name, value, count in connection.execute(some):
        counted.setdefault(name, {})[value] = count
    return Traits(counted)


def _said(name: str) -> sql.Composable:
    if name == "subject":
        return sql.SQL("subject <> ''")
    kind = sql.SQL("jsonb_typeof(body -> 'metadata' -> {}) IN ('string', 'number')").format(sql.Literal(name))
    return sql.SQL("{} <> '' AND {}").format(sql.Identifier(name), kind)


def mime(data: bytes) -> str:
    """What kind of picture it is, by its first bytes."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "application/octet-stream")


def check(entries: Sequence[Entry]) -> None:
    """ValueError for a description whose payloads and signatures do not go together."""
    for entry in entries:
        for one in entry.descriptions.values():
            if len(one.payloads) != len(one.signatures):
                raise ValueError(f"{len(one.payloads)} payloads with {len(one.signatures)} signatures")


def save(connection: psycopg.Connection[Any], entries: Sequence[Entry], spaces: Mapping[str, Kept]) -> None:
    """Write entries of different ids inside the connection's transaction; `spaces` has every space of the bank."""
    _keep_pictures(connection, [picture for entry in entries for picture in entry.pictures])
    connection.execute(_STAGED)
    copying.copy_rows(connection, "staged", ("place", "id", "subject", "body", "fingerprint"), (
        (copying.integer(place), entry.item.id.encode(), entry.item.subject.encode(),
         copying.jsonb(body_of(entry.item)), entry.fingerprint.encode())
        for place, entry in enumerate(entries, start=1)
    ))  # fmt: skip
    last = tick(connection, len(entries))
    before = connection.execute(_BEFORE).fetchall()
    _forget(connection, entries, before, spaces)
    keys = dict(connection.execute(_UPSERT, (last - len(entries),)).fetchall())
    added = len(entries) - sum(alive for _, _, alive, _ in before)
    connection.execute("UPDATE clock SET items = items + %s", (added,))
    connection.execute(_SHOWN, ([keys[entry.item.id] for entry in entries if entry.item.figures],))
    for name in {name for entry in entries for name in entry.descriptions}:
        parts = [part for entry in entries for part in _parts(keys[entry.item.id], entry, name)]
        write_parts(connection, spaces[name], parts, last)


def _forget(
    connection: psycopg.Connection[Any], entries: Sequence[Entry], before: Sequence[Any], spaces: Mapping[str, Kept]
) -> None:
    """What spaces keep of items that now read otherwise, or are described anew."""
    known = [(entries[place - 1], key, alike) for place, key, _, alike in before]
    for name, kept in spaces.items():
        gone = [key for entry, key, alike in known if not alike or name in entry.descriptions]
        remove_parts(connection, kept, gone)
    connection.execute("DELETE FROM item_asset WHERE item = ANY(%s)", ([key for _, key, _ in known],))


def _parts(key: int, entry: Entry, name: str) -> list[Part]:
    one = entry.descriptions.get(name)
    if one is None:
        return []
    rows = zip(one.payloads, one.signatures, strict=True)
    return [Part(key, part, payload, signature.tobytes()) for part, (payload, signature) in enumerate(rows)]


def _keep_pictures(connection: psycopg.Connection[Any], pictures: Sequence[Picture]) -> None:
    data = {picture.sha256: picture.data for picture in pictures}
    if not data:
        return
    present = connection.execute("SELECT sha256 FROM asset WHERE sha256 = ANY(%s)", (list(data),)).fetchall()
    missing = sorted(set(data) - {sha256 for (sha256,) in present})
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO asset (sha256, mime, bytes) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [(sha256, mime(data[sha256]), data[sha256]) for sha256 in missing],
        )


def save_one(connection: psycopg.Connection[Any], entry: Entry, expected: int) -> int:
    """As an author: over that revision (0: a new item), or psycopg.Error IB001; the new revision."""
    parts = [
        (name, part.part, part.payload, "x" + part.signature.hex())
        for name in entry.descriptions
        for part in _parts(0, entry, name)
    ]
    names, numbers, payloads, signatures = [list(column) for column in zip(*parts, strict=True)] or [[], [], [], []]
    call = sql.SQL(
        "SELECT save_item(%s, %s, %s::jsonb, %s, %s, %s::text[], %s::text[], %s::bytea[],"
        " %s::text[], %s::integer[], %s::bytea[], %s::varbit[], %s::text[])"
    )
    item, pictures = entry.item, entry.pictures
    ((revision,),) = connection.execute(call, (
        item.id, item.subject, body_of(item), entry.fingerprint, expected,
        [one.sha256 for one in pictures], [mime(one.data) for one in pictures], [one.data for one in pictures],
        names, numbers, payloads, signatures, list(entry.descriptions),
    )).fetchall()  # fmt: skip
    return int(revision)
