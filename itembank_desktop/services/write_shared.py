"""What an author writes to a shared bank: verdicts, and items over the revision that was read."""

from collections.abc import Sequence
from typing import Protocol

from itembank_desktop.core.errors import BankOutdated
from itembank_desktop.core.item import Content, ItemId, Picture, fingerprint
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.ports import Bank, Description, Entry, Space
from itembank_desktop.core.verdict import Verdict


class GuardedBank(Bank, Protocol):
    """A bank that writes an item only over the revision its author has read."""

    def revisions(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """What each of those ids that exist was saved as."""
        ...

    def save_item(self, entry: Entry, expected: int) -> int | None:
        """The new revision; None when the item is at another one than `expected` (0: a new one)."""
        ...


class WriteShared:
    """Implements core.outbox.SharedWriter; describes an item as the bank's own statistics want it."""

    def __init__(self, bank: GuardedBank, spaces: Sequence[Space]) -> None:
        self._bank = bank
        self._spaces = tuple(spaces)

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write verdicts; one that is there already changes nothing."""
        self._bank.record(verdicts)

    def write(self, save: ItemSave) -> Written | Collision:
        """Write an item over its base, or say what stands in its place."""
        revision = self._bank.save_item(self._entry(save), save.base)
        if revision is not None:
            return Written(save.item.id, revision)
        id = save.item.id
        key = self._bank.find([id]).get(id)
        if key is None:
            return Collision(save, None, 0)
        return Collision(save, self._bank.get([key])[0], self._bank.revisions([id])[id])

    def _entry(self, save: ItemSave) -> Entry:
        pictures = self._pictures(save)
        content = Content(save.item.stem, save.item.choices, save.item.answer, pictures)
        descriptions = {space.name: self._description(space, content) for space in self._spaces}
        return Entry(save.item, fingerprint(save.item), save.pictures, descriptions)

    def _pictures(self, save: ItemSave) -> tuple[Picture, ...]:
        """Every figure of the item; those that came with it, the others as the bank has them."""
        sent = {picture.sha256: picture.data for picture in save.pictures}
        return tuple(
            Picture(sent.get(one.sha256) or self._bank.figure(one.sha256), one.name, one.place, one.sha256)
            for one in save.item.figures
        )

    def _description(self, space: Space, content: Content) -> Description:
        stored = self._bank.statistics(space.name)
        if stored is None or stored[0] != space.revision:
            found = stored[0] if stored else "nothing"
            raise BankOutdated(space.name, f"described by revision {found}, this program needs {space.revision}")
        payloads = space.describe(content)
        return Description(payloads, space.fitted(stored[1]).signatures(payloads))
