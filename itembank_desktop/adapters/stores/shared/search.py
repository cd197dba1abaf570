"""The candidates of a question in one statement: every space's nearest items, and what it takes to compare them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from psycopg import sql
from psycopg.sql import SQL, Composable, Composed, Identifier, Placeholder

from itembank_desktop.adapters.stores.shared.copying import HalfVector
from itembank_desktop.adapters.stores.shared.spaces import EXACT_VECTORS, Kept, Stamp
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Bits, Candidates, Keys, Probe, Scores

EF_SEARCH = 200
"""As many vectors as an index finds well; a duplicate is first in all of the hard cases (at 40: in 94 %)."""
INDEXED_DIMENSIONS = 4000
_PAYLOADS = """
SELECT p.space, p.item, p.part, p.body, NULL FROM payload p JOIN found USING (item) WHERE p.space = ANY(%(plain)s)
"""
_STAMP = """
SELECT -1, items, hashtext(feed_id::text), NULL, (SELECT coalesce(sum(fits), 0) FROM space)::float8 FROM clock, meta
"""
_MANY_PARTS = 4
"""Rows looked at for each item wanted: an item with several figures comes several times."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One space's part of a question with what the bank keeps of that space."""

    kept: Kept
    probe: Probe


def candidates(
    connection: psycopg.Connection[Any],
    asked: Mapping[str, Asked],
    filter: Filter,
    excluded: ItemId | None,
    beside: Sequence[ItemId] = (),
) -> tuple[Candidates, Stamp]:
    """What was found, and what the bank was at that moment."""
    allowed = _allowed(connection, filter)
    query, values = _statement(asked, allowed)
    rows = connection.execute(
        query, {**values, **_filter_values(filter), "excluded": excluded or "", "beside": list(beside)}, binary=True
    ).fetchall()  # All at once: one by one each row costs a call of Python's.
    keys: set[int] = set()
    parts: dict[int, dict[int, list[bytes]]] = {one.kept.number: {} for one in asked.values()}
    cosines: dict[int, dict[int, float]] = {one.kept.number: {} for one in asked.values()}
    stamp = (0, 0, 0)
    for space, item, part, body, cosine in rows:
        if space == 0:
            keys.add(item)
        elif space < 0:
            stamp = (int(cosine), item, part)
        elif body is None:
            cosines[space][item] = cosine
        else:
            parts[space].setdefault(item, []).append(bytes(body))
    found: Keys = np.array(sorted(keys), np.int64)
    return _gathered(asked, found, parts, cosines), stamp


def _gathered(
    asked: Mapping[str, Asked], keys: Keys, parts: Mapping[int, Mapping[int, list[bytes]]],
    cosines: Mapping[int, Mapping[int, float]],
) -> Candidates:  # fmt: skip
    payloads: dict[str, list[tuple[bytes, ...]]] = {}
    compared: dict[str, Scores] = {}
    for name, one in asked.items():
        if one.probe.vector is not None:
            known = cosines[one.kept.number]
            compared[name] = np.array([known.get(key, np.nan) for key in keys.tolist()], np.float32)
        else:
            payloads[name] = [tuple(parts[one.kept.number].get(key, ())) for key in keys.tolist()]
    return Candidates(keys, payloads, compared)


def nearest(connection: psycopg.Connection[Any], kept: Kept, probes: Bits, count: int) -> list[int]:
    """Items nearest to any probe by Hamming distance, nearest first, ties by key, each once."""
    wanted = _MANY_PARTS * count
    while True:
        query = SQL("SELECT item FROM {} WHERE length(signature) = %(bits)s ORDER BY {}, item LIMIT %(wanted)s").format(
            Identifier(kept.table), _distance(kept, len(probes))
        )
        values = {**_probe_values(kept, probes), "bits": probes.shape[1] * 8, "wanted": wanted}
        rows = [item for (item,) in connection.execute(query, values)]
        items = list(dict.fromkeys(rows))
        if len(items) >= count or len(rows) < wanted:
            return items[:count]
        wanted *= 4


def conditions(filter: Filter) -> Composable:
    """What `item` must fulfil, as SQL."""
    wanted: list[Composable] = [SQL("deleted_at IS NULL")]
    wanted += [SQL("{} = ANY({})").format(Identifier(name), Placeholder(f"only_{name}")) for name in filter.wanted()]
    if filter.with_figure is not None:
        wanted.append(SQL("figures > 0") if filter.with_figure else SQL("figures = 0"))
    return SQL(" AND ").join(wanted)


def _filter_values(filter: Filter) -> dict[str, object]:
    return {f"only_{name}": list(values) for name, values in filter.wanted().items()}


def _allowed(connection: psycopg.Connection[Any], filter: Filter) -> "_Allowed":
    if filter == EVERYTHING:
        return _Allowed(None, None)
    count = SQL("SELECT count(*) FROM (SELECT FROM item WHERE {} LIMIT {}) AS few").format(
        conditions(filter), sql.Literal(EXACT_VECTORS + 1)
    )
    ((found,),) = connection.execute(count, _filter_values(filter)).fetchall()
    return _Allowed(conditions(filter), bool(found <= EXACT_VECTORS))


@dataclass(frozen=True, slots=True)
class _Allowed:
    """A filter as SQL; None without one. `few` says that what it lets through is compared one by one."""

    conditions: Composable | None
    few: bool | None

    @property
    def table(self) -> Composable:
        """Rows of the items let through, before the searches."""
        if self.conditions is None:
            return SQL("")
        once = SQL("MATERIALIZED" if self.few else "NOT MATERIALIZED")
        return SQL("allowed AS {} (SELECT key FROM item WHERE {}), ").format(once, self.conditions)

    @property
    def clause(self) -> Composable:
        return SQL("") if self.conditions is None else SQL("AND item IN (SELECT key FROM allowed)")


def _statement(asked: Mapping[str, Asked], allowed: _Allowed) -> tuple[Composed, dict[str, object]]:
    values: dict[str, object] = {}
    searches: list[Composable] = []
    found: list[Composable] = []
    told: list[Composable] = [SQL("SELECT 0, item, 0, NULL::bytea, NULL::float8 FROM found")]
    plain = []
    for one in asked.values():
        number, count = one.kept.number, one.probe.count
        values |= _probe_values(one.kept, one.probe.probes)
        values |= {f"count_{number}": count, f"rows_{number}": _MANY_PARTS * count}
        if one.probe.vector is not None:
            values[f"vector_{number}"] = HalfVector(one.probe.vector.astype("<f2").tobytes())
        else:
            plain.append(number)
        name = Identifier(f"near_{number}")
        measured = one.kept.indexed and not allowed.few and _has_vector_index(one)
        if one.probe.vector is not None:
            told.append(_cosines(one.kept, name if measured else None))
        search = _by_index(one, allowed) if one.kept.indexed and not allowed.few else _by_signature(one, allowed)
        searches.append(SQL("{} AS MATERIALIZED ({})").format(name, search))
        found.append(SQL("SELECT item FROM {}").format(name))
        values[f"bits_{number}"] = one.probe.probes.shape[1] * 8
    values["plain"] = plain
    told.append(SQL(_PAYLOADS))
    told.append(SQL(_STAMP))
    found.append(SQL("SELECT key FROM item WHERE id = ANY(%(beside)s) AND deleted_at IS NULL"))
    union = SQL(" UNION ").join(found)
    query = SQL(
        "WITH {allowed}{searches}{comma} found AS MATERIALIZED (SELECT item FROM ({union}) AS n(item)"
        " WHERE item NOT IN (SELECT key FROM item WHERE id = %(excluded)s)) {told} ORDER BY 1, 2, 3"
    ).format(
        allowed=allowed.table, searches=SQL(", ").join(searches), comma=SQL("," if searches else ""), union=union,
        told=SQL(" UNION ALL ").join(told),
    )  # fmt: skip
    return query, values


def _by_index(one: Asked, allowed: _Allowed) -> Composable:
    """By the index of vectors, or one look a probe into that of signatures; any other order would leave it unused."""
    kept, table = one.kept, Identifier(one.kept.table)
    if _has_vector_index(one):
        return SQL("SELECT item, e <=> {} AS d FROM {} WHERE true {} ORDER BY d LIMIT {}").format(
            _vector(kept), table, allowed.clause, sql.Literal(EF_SEARCH)
        )
    bits = one.probe.probes.shape[1] * 8
    looks = [
        SQL("(SELECT item FROM {} WHERE length(signature) = {} {} ORDER BY signature::bit({}) <~> {} LIMIT {})").format(
            table,
            sql.Literal(bits),
            allowed.clause,
            sql.Literal(bits),
            _bits(kept, place, bits),
            Placeholder(f"count_{kept.number}"),
        )
        for place in range(len(one.probe.probes))
    ]
    return SQL(" UNION ").join(looks)


def _by_signature(one: Asked, allowed: _Allowed) -> Composable:
    number = one.kept.number
    return SQL(
        "SELECT item FROM (SELECT item, {distance} AS d FROM {table} WHERE length(signature) = {bits} {clause}"
        " ORDER BY d, item LIMIT {rows}) AS near GROUP BY item ORDER BY min(d), item LIMIT {count}"
    ).format(
        distance=_distance(one.kept, len(one.probe.probes)), table=Identifier(one.kept.table),
        bits=Placeholder(f"bits_{number}"), clause=allowed.clause,
        rows=Placeholder(f"rows_{number}"), count=Placeholder(f"count_{number}"),
    )  # fmt: skip


def _has_vector_index(one: Asked) -> bool:
    return one.probe.vector is not None and one.kept.dim is not None and one.kept.dim <= INDEXED_DIMENSIONS


def _cosines(kept: Kept, measured: Composable | None) -> Composable:
    """Of all that were found; those that a search has `measured` already are not fetched again, 10 us each."""
    number, table = sql.Literal(kept.number), Identifier(kept.table)
    every = SQL("SELECT {}, item, part, NULL, 1 - (e <=> {}) FROM {} JOIN found USING (item)").format(
        number, _vector(kept), table
    )
    if measured is None:
        return every
    known = SQL("SELECT {}, item, 0, NULL::bytea, 1 - d FROM {} JOIN found USING (item)").format(number, measured)
    return SQL("{} UNION ALL {} WHERE found.item NOT IN (SELECT item FROM {})").format(known, every, measured)


def _vector(kept: Kept) -> Composable:
    return SQL("{}::halfvec").format(Placeholder(f"vector_{kept.number}"))


def _bits(kept: Kept, place: int, bits: int) -> Composable:
    return SQL("{}::bit({})").format(Placeholder(f"probe_{kept.number}_{place}"), sql.Literal(bits))


def _distance(kept: Kept, probes: int) -> Composable:
    each = [
        SQL("signature <~> {}::varbit").format(Placeholder(f"probe_{kept.number}_{place}")) for place in range(probes)
    ]
    return SQL("least({})").format(SQL(", ").join(each))


def _probe_values(kept: Kept, probes: Bits) -> dict[str, object]:
    return {f"probe_{kept.number}_{place}": f"x{probe.tobytes().hex()}" for place, probe in enumerate(probes)}
