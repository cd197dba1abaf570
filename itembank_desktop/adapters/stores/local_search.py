"""A question to a local bank: every space's nearest items among those let through, and their payloads."""

import threading
from collections.abc import Mapping, Sequence

import apsw
import numpy as np

from itembank_desktop.adapters.stores.connections import Connections, rows
from itembank_desktop.adapters.stores.index import BankIndex
from itembank_desktop.adapters.stores.item_rows import revision_of
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Candidates, Keys, Probe

# ->> gives a number as it is written and null for null, like PostgreSQL's; true is 1 here, which nobody filters by.
_TRAIT = "CAST(body ->> '$.metadata.{0}' AS TEXT) IN (SELECT value FROM carray(?{1}))"


class LocalSearch:
    """Finds candidates; what the last filter lets through is remembered until the bank changes."""

    def __init__(self, connections: Connections, index: BankIndex) -> None:
        self._connections = connections
        self._index = index
        self._guard = threading.Lock()
        self._last: tuple[Filter, int, Keys] | None = None

    def candidates(
        self,
        asked: Mapping[str, Probe],
        filter: Filter = EVERYTHING,
        excluded: ItemId | None = None,
        beside: Sequence[ItemId] = (),
    ) -> Candidates:
        """As in SignatureIndex."""
        among = self._let_through(filter) if filter else None
        found = [self._index.nearest(name, one.probes, one.count, among) for name, one in asked.items()]
        if beside:
            found.append(self._keys("id IN (SELECT value FROM carray(?))", apsw.carray(tuple(beside))))
        keys: Keys = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
        if excluded is not None:
            keys = keys[~np.isin(keys, self._keys("id = ?", excluded))]
        return Candidates(keys, {name: self._index.payloads(name, keys.tolist()) for name in asked})

    def _let_through(self, filter: Filter) -> Keys:
        with self._guard:
            with self._connections.reading() as connection:
                revision = revision_of(connection)
            if self._last is None or self._last[:2] != (filter, revision):
                self._last = (filter, revision, self._keys(*_condition(filter)))
            return self._last[2]

    def _keys(self, condition: str, *bindings: object) -> Keys:
        with self._connections.reading() as connection:
            found = rows(connection, f"SELECT key FROM item WHERE {condition}", *bindings)
        return np.array([key for (key,) in found], np.int64)


def _condition(filter: Filter) -> tuple[str, *tuple[object, ...]]:
    """What an item must fulfil, as SQL, and what stands in it."""
    terms: list[str] = []
    bindings: list[object] = []
    for name, values in filter.wanted().items():
        bindings.append(apsw.carray(values))
        column = "subject IN (SELECT value FROM carray(?{1}))" if name == "subject" else _TRAIT
        terms.append(column.format(name, len(bindings)))
    if filter.with_figure is not None:
        terms.append(f"json_array_length(body, '$.figures') {'>' if filter.with_figure else '='} 0")
    return (" AND ".join(terms), *bindings)
