"""An item read to be changed: from a bank, or from the shared bank, its outbox, or its copy."""

from collections.abc import Sequence
from typing import Protocol

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.feed import Patience
from itembank_desktop.core.item import Item, ItemId, Picture, Place
from itembank_desktop.core.outbox import ItemSave, Outbox
from itembank_desktop.core.saving import Editable
from itembank_desktop.services.line import LOST, Line
from itembank_desktop.services.write_either import WRITE_SECONDS


class Editables(Protocol):
    """A bank whose items have revisions to save over."""

    def revisions(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """What each of those ids that exist was saved as."""
        ...

    def find(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """The keys of those ids that exist."""
        ...

    def get(self, keys: Sequence[int]) -> list[Item]:
        """Items by key, in order."""
        ...

    def figure(self, sha256: str) -> bytes:
        """The bytes of a figure; UnreadableFigure when they are gone."""
        ...


def edit_item(bank: Editables, id: ItemId) -> Editable:
    """The item with its revision and pictures; BadInput when it is gone, UnreadableFigure for a picture that is."""
    # The revision first: whoever writes in between is noticed when this is saved.
    revision = bank.revisions([id]).get(id)
    key = bank.find([id]).get(id)
    if revision is None or key is None:
        raise BadInput(id, "the bank does not hold it any more")
    (item,) = bank.get([key])
    shown = (one for one in item.figures if one.place is not Place.EXPLANATION)
    pictures = tuple(Picture(bank.figure(one.sha256), one.name, one.place, one.sha256) for one in shown)
    return Editable(item, revision, pictures)


class EditEither:
    """One's own version that waits to be sent, else the server's, else the copy's."""

    def __init__(self, shared: Editables, copy: Editables, server: Patience, outbox: Outbox, line: Line) -> None:
        self._shared = shared
        self._copy = copy
        self._server = server
        self._outbox = outbox
        self._line = line

    def __call__(self, id: ItemId) -> Editable:
        """As `edit_item`."""
        own = [one for one in self._outbox.waiting() if isinstance(one, ItemSave) and one.item.id == id]
        if own:
            return self._waiting(own[-1])
        if self._line.up:
            try:
                with self._server.patience(WRITE_SECONDS):
                    return edit_item(self._shared, id)
            except LOST as problem:
                self._line.lost(problem)
        return edit_item(self._copy, id)

    def _waiting(self, save: ItemSave) -> Editable:
        """Its base becomes whatever the save before it is written as."""
        sent = {picture.sha256: picture.data for picture in save.pictures}
        shown = (one for one in save.item.figures if one.place is not Place.EXPLANATION)
        pictures = tuple(
            Picture(sent.get(one.sha256) or self._copy.figure(one.sha256), one.name, one.place, one.sha256)
            for one in shown
        )
        return Editable(save.item, save.base, pictures)
