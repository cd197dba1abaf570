"""What was decided and written while the shared bank was out of reach, kept until it has arrived there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from itembank_desktop.core.item import Item, ItemId, Picture
from itembank_desktop.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class ItemSave:
    """An item to be written over the revision that its author had read; 0 for a new item."""

    item: Item
    base: int = 0
    pictures: tuple[Picture, ...] = field(default=(), hash=False)
    id: str = field(default_factory=lambda: uuid.uuid4().hex)


Waiting: TypeAlias = Verdict | ItemSave


@dataclass(frozen=True, slots=True)
class Collision:
    """A save that found another version in its place: both stand side by side until somebody chooses.

    `theirs` is None when the item was deleted meanwhile; `revision` is what mine would have to be written over.
    """

    mine: ItemSave
    theirs: Item | None
    revision: int


class Outbox(Protocol):
    """A durable queue; what is put twice under one id waits once."""

    def put(self, entry: Waiting) -> None:
        """Keep an entry on the disk; a verdict also counts at once in the local copy."""
        ...

    def waiting(self) -> list[Waiting]:
        """What can be sent, oldest first; saves behind a collision of the same item stay back."""
        ...

    def sent(self, entry: Waiting, revision: int = 0) -> None:
        """The entry has arrived; the next save of the same item was made over it, so it counts from `revision`."""
        ...

    def collided(self, entry: ItemSave, theirs: Item | None, revision: int) -> None:
        """Keep both versions."""
        ...

    def collisions(self) -> list[Collision]:
        """Saves that wait for somebody to choose, oldest first."""
        ...

    def settle(self, id: str, mine: bool) -> None:
        """Send my version over theirs after all, or let go of it; KeyError when nothing of that id collided."""
        ...


class SharedWriter(Protocol):
    """What replaying needs of a shared bank; BankAway when the server cannot be asked."""

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write verdicts; one that is there already changes nothing."""
        ...

    def write(self, save: ItemSave) -> "Written | Collision":
        """Write an item over its base, or say what stands in its place."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """An item has arrived and got that revision."""

    item: ItemId
    revision: int
