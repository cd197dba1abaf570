"""The local bank: a folder with one SQLite file and its figures, for one author and no server.

Any number of threads and programs may read while one writes: a search sees what an import in another program has
committed. Whatever belongs together is written in one transaction, so that a killed import loses its last chunk
and nothing else.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import apsw
import numpy as np

from itembank_desktop.adapters.stores.connections import BUSY_SECONDS, Connections, rows
from itembank_desktop.adapters.stores.figure_files import FigureFiles
from itembank_desktop.adapters.stores.index import BankIndex, add_signatures, remove, space_number
from itembank_desktop.adapters.stores.schema import PART_BITS, first_place
from itembank_desktop.adapters.stores.verdict_log import VerdictLog
from itembank_desktop.core.item import Figure, Item, ItemId, Place, reads_alike
from itembank_desktop.core.ports import Addition, Bits, Description, Entry, Keys, Space
from itembank_desktop.core.verdict import Verdict

FILE_NAME = "bank.sqlite"
_PAGE = 256

_UPSERT = """
INSERT INTO item(id, subject, body, fingerprint, created, updated, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)
ON CONFLICT(id) DO UPDATE SET subject = ?2, body = ?3, fingerprint = ?4, updated = ?5, revision = ?6
RETURNING key
"""


class LocalBank:
    """Implements core.ports.Bank in a folder."""

    def __init__(self, folder: Path, connections: Connections) -> None:
        self.folder = folder
        self._connections = connections
        self._figures = FigureFiles(folder / "figures")
        self._index = BankIndex(connections)
        self._verdicts = VerdictLog(connections)

    @classmethod
    def open(cls, folder: Path, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> "LocalBank":
        """The bank in `folder`; raises BankMissing, BankTooNew, BankDamaged or, to create it, BankReadOnly."""
        return cls(folder, Connections(folder / FILE_NAME, create, busy_seconds))

    @classmethod
    def create(cls, folder: Path) -> "LocalBank":
        """The bank in `folder`, made empty if there is none."""
        return cls.open(folder, create=True)

    def close(self) -> None:
        """Let go of the files; nothing may be asked afterwards."""
        self._connections.close()
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Items

    def count(self) -> int:
        """How many items the bank holds."""
        return self._index.count()

    def get(self, keys: Sequence[int]) -> list[Item]:
        """Items by key, in order; KeyError for an unknown key."""
        if not len(keys):
            return []
        with self._connections.reading() as connection:
            wanted = "SELECT key, id, subject, body FROM carray(?) AS wanted CROSS JOIN item ON key = wanted.value"
            found = {
                key: _item(*fields) for key, *fields in rows(connection, wanted, apsw.carray(np.array(keys, np.int64)))
            }
        return [found[key] for key in keys]

    def find(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """The keys of those ids that exist."""
        return {ItemId(name): key for name, key, _ in self._named(ids)}

    def fingerprints(self, ids: Sequence[ItemId]) -> dict[ItemId, str]:
        """The content fingerprints of those ids that exist."""
        return {ItemId(name): fingerprint for name, _, fingerprint in self._named(ids)}

    def keys(self) -> list[int]:
        """The keys of all items, in order."""
        with self._connections.reading() as connection:
            return [key for (key,) in rows(connection, "SELECT key FROM item ORDER BY key")]

    def items(self) -> Iterator[tuple[int, Item]]:
        """Every item with its key, in order of keys; items written meanwhile may or may not be among them."""
        last = 0
        while True:
            with self._connections.reading() as connection:
                following = "SELECT key, id, subject, body FROM item WHERE key > ? ORDER BY key LIMIT ?"
                page = rows(connection, following, last, _PAGE)
            if not page:
                return
            yield from ((key, _item(*fields)) for key, *fields in page)
            last = page[-1][0]

    def revision(self) -> int:
        """The number of the newest write; every written item has its own."""
        with self._connections.reading() as connection:
            return _revision(connection)

    def figure(self, sha256: str) -> bytes:
        """The bytes of a figure; UnreadableFigure when they are gone or changed."""
        return self._figures.read(sha256)

    def figure_path(self, sha256: str) -> Path:
        """The file of a figure, whether or not it is there."""
        return self._figures.path(sha256)

    def save(self, entries: Sequence[Entry]) -> None:
        """Write all entries in one transaction, replacing items of the same id; figures come first."""
        self._figures.write(picture for entry in entries for picture in entry.pictures)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connections.writing() as connection:
            ids = {entry.item.id for entry in entries}
            added = len(ids) - len(_named(connection, tuple(ids)))
            for number, entry in enumerate(entries, start=_revision(connection) + 1):
                self._write(connection, entry, number, now)
            connection.execute("UPDATE state SET revision = revision + ?, items = items + ?", (len(entries), added))

    # Vectors

    def spaces(self) -> list[str]:
        """The names of all spaces that something was described or fitted in."""
        return self._index.spaces()

    def missing(self, space: str) -> list[int]:
        """Keys of the items without a payload in that space, in order."""
        return self._index.missing(space)

    def add(self, space: Space, additions: Sequence[Addition]) -> int:
        """Sign and write all additions in one transaction; how many were of an item's present content."""
        return self._index.add(space, additions)

    # Signatures

    def nearest(self, space: str, probes: Bits, count: int) -> Keys:
        """Keys of the `count` items nearest to any probe by Hamming distance, nearest first, ties by key."""
        return self._index.nearest(space, probes, count)

    def payloads(self, space: str, keys: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Payloads of those items, in order; empty where an item has none in this space."""
        return self._index.payloads(space, keys)

    def cached(self) -> tuple[int, int]:
        """(payloads found in memory, payloads asked for) since the bank was opened."""
        return self._index.cached

    def statistics(self, space: str) -> tuple[str, bytes] | None:
        """(revision, statistics) of the last fit, the very same object until the next; None before the first."""
        return self._index.statistics(space)

    def needs_refit(self, space: Space, growth: float = 2.0) -> bool:
        """Whether the space was never fitted, in another revision, or when the bank had 1/`growth` of its items."""
        fitted = self.statistics(space.name)
        return fitted is None or fitted[0] != space.revision or self._index.growth(space.name) >= growth

    def refit(self, space: Space) -> None:
        """Fit the space on every stored payload and rewrite all its signatures, in one transaction."""
        self._index.refit(space)

    # Verdicts

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write all of them in one transaction; one whose id is there already changes nothing."""
        self._verdicts.record(verdicts)

    def verdicts(self, fingerprints: Sequence[str] | None = None) -> list[Verdict]:
        """Decisions about pairs with any of these contents (None: all), oldest first."""
        return self._verdicts.verdicts(fingerprints)

    def verdicts_on(self, items: Sequence[ItemId], drafts: Sequence[str] = ()) -> list[Verdict]:
        """Decisions in which any of these items or drafts was a side, whatever it said then, oldest first."""
        return self._verdicts.verdicts_on(items, drafts)

    def _named(self, ids: Sequence[ItemId]) -> list[tuple[str, int, str]]:
        with self._connections.reading() as connection:
            return _named(connection, tuple(ids))

    def _write(self, connection: apsw.Connection, entry: Entry, revision: int, now: str) -> None:
        item = entry.item
        before = rows(connection, "SELECT id, subject, body FROM item WHERE id = ?", item.id)
        fields = (item.id, item.subject, _body(item), entry.fingerprint, now, revision)
        ((key,),) = rows(connection, _UPSERT, *fields)
        if before:
            alike = reads_alike(_item(*before[0]), item)
            for space, name in rows(connection, "SELECT number, name FROM space"):
                if not alike or name in entry.descriptions:
                    remove(connection, space, key)
        for name, description in entry.descriptions.items():
            _describe(connection, space_number(connection, name), key, description)


def _describe(connection: apsw.Connection, space: int, key: int, description: Description) -> None:
    parts = len(description.payloads)
    if parts >= 1 << PART_BITS or len(description.signatures) != parts:
        raise ValueError(f"{parts} payloads with {len(description.signatures)} signatures")
    start = first_place(space, key)
    connection.executemany("INSERT INTO payload VALUES (?, ?)", enumerate(description.payloads, start))
    add_signatures(connection, space, [key] * parts, description.signatures)


def _named(connection: apsw.Connection, ids: tuple[ItemId, ...]) -> list[tuple[str, int, str]]:
    if not ids:
        return []
    wanted = "SELECT id, key, fingerprint FROM carray(?) AS wanted CROSS JOIN item ON id = wanted.value"
    return rows(connection, wanted, apsw.carray(ids))


def _revision(connection: apsw.Connection) -> int:
    ((revision,),) = rows(connection, "SELECT revision FROM state")
    return int(revision)


def _body(item: Item) -> str:
    fields = {
        "stem": item.stem,
        "choices": item.choices,
        "answer": item.answer,
        "explanation": item.explanation,
        "figures": [[figure.sha256, figure.name, figure.place] for figure in item.figures],
        "metadata": dict(item.metadata),
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _item(id: str, subject: str, body: str) -> Item:
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
