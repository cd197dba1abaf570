"""Decisions about pairs in a local bank: rows are added and never changed."""

import json
from collections.abc import Sequence

import apsw

from itembank_desktop.adapters.stores.connections import Connections, rows
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.verdict import Verdict, verdict_from_json, verdict_to_json

_ADD = """
INSERT INTO verdict(id, one, other, one_item, other_item, one_draft, other_draft, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(id) DO NOTHING
"""
_OF_CONTENTS = "one IN (SELECT value FROM carray(?1)) OR other IN (SELECT value FROM carray(?1))"
_OF_ITEMS = "one_item IN (SELECT value FROM carray(?1)) OR other_item IN (SELECT value FROM carray(?1))"
_OF_DRAFTS = "one_draft IN (SELECT value FROM carray(?1)) OR other_draft IN (SELECT value FROM carray(?1))"


class VerdictLog:
    """Implements core.ports.VerdictStore beside the items of one bank."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write all of them in one transaction; one whose id is there already changes nothing."""
        with self._connections.writing() as connection:
            add_verdicts(connection, verdicts)

    def verdicts(self, fingerprints: Sequence[str] | None = None) -> list[Verdict]:
        """Decisions about pairs with any of these contents (None: all), oldest first."""
        if fingerprints is None:
            return self._read("TRUE", None)
        return self._read(_OF_CONTENTS, fingerprints)

    def verdicts_on(self, items: Sequence[ItemId], drafts: Sequence[str] = ()) -> list[Verdict]:
        """Decisions in which any of these items or drafts was a side, oldest first."""
        found = [*self._read(_OF_ITEMS, items), *self._read(_OF_DRAFTS, drafts)]
        return sorted({verdict.id: verdict for verdict in found}.values(), key=lambda one: (one.at, one.id))

    def _read(self, condition: str, names: Sequence[str] | None) -> list[Verdict]:
        bound: tuple[object, ...] = ()
        if names is not None:
            known = tuple({str(name) for name in names if name})  # an empty name stands for "no item", "no draft"
            if not known:
                return []
            bound = (apsw.carray(known),)
        with self._connections.reading() as connection:
            if not rows(connection, "SELECT 1 FROM sqlite_schema WHERE name = 'verdict'"):
                return []  # A bank of an older version that this account may only read: nothing was judged there.
            found = rows(connection, f"SELECT body FROM verdict WHERE {condition}", *bound)
        read = (verdict_from_json(json.loads(body)) for (body,) in found)
        return sorted(read, key=lambda one: (one.at, one.id))


def add_verdicts(connection: apsw.Connection, verdicts: Sequence[Verdict]) -> None:
    """Write verdicts within the caller's transaction; those whose id is there stay as they are."""
    connection.executemany(_ADD, [_fields(verdict) for verdict in verdicts])


def _fields(verdict: Verdict) -> tuple[str, ...]:
    one, other = verdict.one, verdict.other
    body = json.dumps(verdict_to_json(verdict), ensure_ascii=False, separators=(",", ":"))
    return (verdict.id, one.fingerprint, other.fingerprint, one.item, other.item, one.draft, other.draft, body)
