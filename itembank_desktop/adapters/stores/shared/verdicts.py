"""Decisions about pairs in a shared bank: rows are added, by a function, and never changed."""

import json
from collections.abc import Sequence

from psycopg.sql import SQL

from itembank_desktop.adapters.stores.shared.connect import Server
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.verdict import Verdict, verdict_from_json, verdict_to_json

_READ = "SELECT body::text FROM verdict WHERE {}"
_OF_CONTENTS = SQL(_READ.format("one = ANY(%(names)s) OR other = ANY(%(names)s)"))
_OF_ITEMS = SQL(
    _READ.format("one_item <> '' AND one_item = ANY(%(names)s) OR other_item <> '' AND other_item = ANY(%(names)s)")
)
_OF_DRAFTS = SQL(
    _READ.format("one_draft <> '' AND one_draft = ANY(%(names)s) OR other_draft <> '' AND other_draft = ANY(%(names)s)")
)
_ALL = SQL(_READ.format("true"))


class SharedVerdicts:
    """Implements core.ports.VerdictStore beside the items of one shared bank."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write all of them in one transaction; one whose id is there already changes nothing."""
        if not verdicts:
            return
        bodies = [json.dumps(verdict_to_json(verdict), ensure_ascii=False) for verdict in verdicts]
        with self._server.writing() as connection:
            connection.execute("SELECT save_verdicts(%s::jsonb[])", (bodies,))

    def verdicts(self, fingerprints: Sequence[str] | None = None) -> list[Verdict]:
        """Decisions about pairs with any of these contents (None: all), oldest first."""
        return self._read(_ALL, [""]) if fingerprints is None else self._read(_OF_CONTENTS, fingerprints)

    def verdicts_on(self, items: Sequence[ItemId], drafts: Sequence[str] = ()) -> list[Verdict]:
        """Decisions in which any of these items or drafts was a side, oldest first."""
        found = [*self._read(_OF_ITEMS, items), *self._read(_OF_DRAFTS, drafts)]
        return sorted({verdict.id: verdict for verdict in found}.values(), key=lambda one: (one.at, one.id))

    def _read(self, query: SQL, names: Sequence[str]) -> list[Verdict]:
        if not names:
            return []
        with self._server.lent() as connection:
            found = connection.execute(query, {"names": [str(name) for name in names]}).fetchall()
        read = (verdict_from_json(json.loads(body)) for (body,) in found)
        return sorted(read, key=lambda one: (one.at, one.id))
