"""What waits to be sent to the shared bank, in the copy's own file; its pictures lie among the copy's figures."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import apsw

from itembank_desktop.adapters.stores.connections import Connections, rows
from itembank_desktop.adapters.stores.figure_files import FigureFiles
from itembank_desktop.adapters.stores.index import has_table
from itembank_desktop.adapters.stores.item_rows import body_of, item_of
from itembank_desktop.adapters.stores.verdict_log import add_verdicts
from itembank_desktop.core.item import Item, Picture, Place
from itembank_desktop.core.outbox import Collision, ItemSave, Waiting
from itembank_desktop.core.verdict import Verdict, verdict_from_json, verdict_to_json

# A verdict names no item here: it is never refused, so nothing behind it has to wait.
_PUT = "INSERT INTO outbox(id, item, base, body) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO NOTHING"
_WAITING = """
SELECT id, item, base, body FROM outbox WHERE NOT collided AND NOT EXISTS (
    SELECT 1 FROM outbox AS other WHERE other.item = outbox.item AND other.collided AND other.number < outbox.number
) ORDER BY number
"""


class OutboxTable:
    """Implements core.outbox.Outbox."""

    def __init__(self, connections: Connections, figures: FigureFiles) -> None:
        self._connections = connections
        self._figures = figures

    def put(self, entry: Waiting) -> None:
        """Keep an entry on the disk; a verdict also counts at once in the local copy."""
        self.put_all([entry])

    def put_all(self, entries: Sequence[Waiting]) -> None:
        """As `put`, in one transaction; a verdict that the copy has already is not sent again."""
        self._figures.write(picture for one in entries if isinstance(one, ItemSave) for picture in one.pictures)
        verdicts = [one for one in entries if isinstance(one, Verdict)]
        with self._connections.writing() as connection:
            known = "SELECT id FROM verdict WHERE id IN (SELECT value FROM carray(?))"
            here = (
                {id for (id,) in rows(connection, known, apsw.carray(tuple(one.id for one in verdicts)))}
                if verdicts
                else ()
            )
            connection.executemany(_PUT, [_fields(one) for one in entries if one.id not in here])
            add_verdicts(connection, verdicts)

    def waiting(self) -> list[Waiting]:
        """What can be sent, oldest first; saves behind a collision of the same item stay back."""
        return [self._entry(*fields) for fields in self._read(_WAITING)]

    def sent(self, entry: Waiting, revision: int = 0) -> None:
        """The entry has arrived; the next save of the same item was made over it, so it counts from `revision`."""
        with self._connections.writing() as connection:
            connection.execute("DELETE FROM outbox WHERE id = ?", (entry.id,))
            if isinstance(entry, ItemSave):
                connection.execute("UPDATE outbox SET base = ? WHERE item = ?", (revision, entry.item.id))

    def collided(self, entry: ItemSave, theirs: Item | None, revision: int) -> None:
        """Keep both versions."""
        other = None if theirs is None else _body(theirs)
        with self._connections.writing() as connection:
            stand = "UPDATE outbox SET collided = 1, theirs = ?, base = ? WHERE id = ?"
            connection.execute(stand, (other, revision, entry.id))

    def collisions(self) -> list[Collision]:
        """Saves that wait for somebody to choose, oldest first."""
        stuck = "SELECT id, item, base, body, theirs FROM outbox WHERE collided ORDER BY number"
        found = []
        for *fields, theirs in self._read(stuck):
            mine = self._entry(*fields)
            assert isinstance(mine, ItemSave)
            found.append(Collision(mine, _item(json.loads(theirs)) if theirs else None, mine.base))
        return found

    def settle(self, id: str, mine: bool) -> None:
        """Send my version over theirs after all, or let go of it; KeyError when nothing of that id collided."""
        chosen = "UPDATE outbox SET collided = 0, theirs = NULL" if mine else "DELETE FROM outbox"
        with self._connections.writing() as connection:
            # Saves behind it keep their base: over theirs they collide in their turn, over mine they follow it.
            connection.execute(f"{chosen} WHERE id = ? AND collided", (id,))
            if not connection.changes():
                raise KeyError(id)

    def _read(self, sql: str) -> list[Any]:
        with self._connections.reading() as connection:
            return rows(connection, sql) if has_table(connection, "outbox") else []

    def _entry(self, id: str, item: str | None, base: int, body: str) -> Waiting:
        fields = json.loads(body)
        if item is None:
            return verdict_from_json(fields)
        pictures = tuple(
            Picture(self._figures.read(sha256), name, Place(place), sha256)
            for sha256, name, place in fields["pictures"]
        )
        return ItemSave(_item(fields), base, pictures, id)


def _fields(entry: Waiting) -> tuple[str, str | None, int, str]:
    if isinstance(entry, Verdict):
        body = json.dumps(verdict_to_json(entry), ensure_ascii=False, separators=(",", ":"))
        return entry.id, None, 0, body
    return entry.id, entry.item.id, entry.base, _body(entry.item, entry.pictures)


def _body(item: Item, pictures: tuple[Picture, ...] = ()) -> str:
    fields = {
        "id": item.id,
        "subject": item.subject,
        "body": body_of(item),
        "pictures": [[picture.sha256, picture.name, picture.place] for picture in pictures],
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _item(fields: Mapping[str, Any]) -> Item:
    return item_of(fields["id"], fields["subject"], fields["body"])
