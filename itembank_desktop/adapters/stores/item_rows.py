"""Items as the rows of a local bank keep them."""

import json
from collections.abc import Sequence

import apsw

from itembank_desktop.adapters.stores.connections import rows
from itembank_desktop.adapters.stores.schema import PART_BITS, first_place
from itembank_desktop.core.filters import TRAITS, Traits
from itembank_desktop.core.item import Figure, Item, ItemId, Place
from itembank_desktop.core.ports import Description

_WRITER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def body_of(item: Item) -> str:
    """All of an item but its id and subject, which have columns of their own."""
    fields = {
        "stem": item.stem,
        "choices": item.choices,
        "answer": item.answer,
        "explanation": item.explanation,
        "figures": [[figure.sha256, figure.name, figure.place] for figure in item.figures],
        "metadata": dict(item.metadata),
    }
    return _WRITER.encode(fields)


def item_of(id: str, subject: str, body: str) -> Item:
    """The item that `body_of` wrote."""
    fields = json.loads(body)
    figures = tuple(Figure(sha256, name, Place(place)) for sha256, name, place in fields["figures"])
    return Item(
        ItemId(id),
        subject,
        fields["stem"],
        tuple(fields["choices"]),
        fields["answer"],
        fields["explanation"],
        figures,
        fields["metadata"],
    )


def named(connection: apsw.Connection, ids: tuple[ItemId, ...]) -> list[tuple[str, int, str]]:
    """(id, key, fingerprint) of those ids that exist."""
    if not ids:
        return []
    wanted = "SELECT id, key, fingerprint FROM carray(?) AS wanted CROSS JOIN item ON id = wanted.value"
    return rows(connection, wanted, apsw.carray(ids))


def revision_of(connection: apsw.Connection) -> int:
    """The number of the file's newest write."""
    ((revision,),) = rows(connection, "SELECT revision FROM state")
    return int(revision)


def traits_of(connection: apsw.Connection) -> Traits:
    """What all items say under what they can be filtered by."""
    said = "CASE WHEN json_type(body, ?1) IN ('text', 'integer', 'real') THEN CAST(body ->> ?1 AS TEXT) END"
    counted = {"subject": dict(rows(connection, "SELECT subject, count(*) FROM item WHERE subject <> '' GROUP BY 1"))}
    for name in TRAITS:
        found = rows(connection, f"SELECT {said} AS said, count(*) FROM item GROUP BY 1", f"$.metadata.{name}")
        counted[name] = {value: count for value, count in found if value}
    return Traits({name: values for name, values in counted.items() if values})


def add_description(connection: apsw.Connection, space: int, key: int, description: Description) -> None:
    """Payloads and signatures of an item that has none in that space."""
    add_descriptions(connection, space, [(key, description)])


def add_descriptions(connection: apsw.Connection, space: int, described: Sequence[tuple[int, Description]]) -> None:
    """Payloads and signatures of items, by key, that have none in that space; many at once are written faster."""
    for _, one in described:
        if len(one.payloads) >= 1 << PART_BITS or len(one.signatures) != len(one.payloads):
            raise ValueError(f"{len(one.payloads)} payloads with {len(one.signatures)} signatures")
    bodies = (part for key, one in described for part in enumerate(one.payloads, first_place(space, key)))
    connection.executemany("INSERT INTO payload VALUES (?, ?)", bodies)
    signed = ((space, key, bits.tobytes()) for key, one in described for bits in one.signatures)
    connection.executemany("INSERT INTO signature(space, item, bits) VALUES (?, ?, ?)", signed)
