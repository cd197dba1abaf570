"""Items out of a bank for good, by its keeper: looked at first, kept in a folder, and only then taken out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from itembank_desktop.core.errors import BadInput, ItemChanged
from itembank_desktop.core.item import Item, ItemId
from itembank_desktop.core.saving import is_published
from itembank_desktop.services.edit_item import Editables

Keep = Callable[[Path, Iterable[Item], Callable[[str], bytes]], None]
"""Writes items, with the bytes of their figures, into a folder that an import reads."""
_PAGE = 500
_NAMED = 5


class Removable(Editables, Protocol):
    """A bank that its keeper takes items out of."""

    def own(self) -> None:
        """An ItemBankError unless whoever opened it may do that."""
        ...

    def remove_items(self, looked_at: Mapping[ItemId, int], in_print: bool = False) -> list[ItemId]:
        """All of them or none: then the ids of those at another revision. ItemPublished unless `in_print`."""
        ...


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Items to be removed, each at the revision it was seen at."""

    items: tuple[Item, ...]
    revisions: Mapping[ItemId, int] = field(hash=False)

    @property
    def published(self) -> tuple[ItemId, ...]:
        """Those in print."""
        return tuple(item.id for item in self.items if is_published(item))


class RemoveItems:
    """Nothing is removed that was not written to a folder before, and nothing that has changed since it was shown."""

    def __init__(self, bank: Removable, keep: Keep) -> None:
        self._bank = bank
        self._keep = keep

    def look(self, ids: Sequence[ItemId]) -> LookedAt:
        """The items, each once; BadInput naming those that the bank does not hold, RightMissing, IsACopy."""
        self._bank.own()
        wanted = list(dict.fromkeys(ids))
        # The revisions first: whoever writes in between is noticed when the items are removed.
        revisions = self._bank.revisions(wanted)
        keys = self._bank.find(wanted)
        if missing := [id for id in wanted if id not in keys or id not in revisions]:
            raise BadInput(named(missing), "the bank does not hold it")
        return LookedAt(tuple(self._read([keys[id] for id in wanted])), revisions)

    def __call__(self, looked_at: LookedAt, folder: Path, in_print: bool = False) -> None:
        """Write them into `folder`, which is made, and take them out; ItemPublished, ItemChanged, UnreadableFigure."""
        self._keep(folder, looked_at.items, self._bank.figure)
        if changed := self._bank.remove_items(looked_at.revisions, in_print):
            raise ItemChanged(named(changed))

    def _read(self, keys: Sequence[int]) -> Iterator[Item]:
        for at in range(0, len(keys), _PAGE):
            yield from self._bank.get(keys[at : at + _PAGE])


def named(ids: Sequence[ItemId]) -> str:
    """The first of them, and how many more."""
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more
