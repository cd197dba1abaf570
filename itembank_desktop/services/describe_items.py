"""Every item of a bank described anew, after an update changed what a space keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Content, Item, ItemId, Picture
from itembank_desktop.core.ports import Bank, Description, Entry, FittedSpace, JobControl, Progress, Space

CHUNK = 64


@dataclass(frozen=True, slots=True)
class LostFigure:
    """A figure that an item was described without, and why."""

    id: ItemId
    reason: str


@dataclass(frozen=True, slots=True)
class Described:
    """What a run did: items described (0 when the bank was up to date), figures whose files are gone or changed."""

    items: int = 0
    lost: tuple[LostFigure, ...] = ()


class DescribeItems:
    """Rewrites the descriptions of spaces whose revision is not this program's; safe to run again.

    A lost figure keeps no other item from being found: its own item is described by what is left of it.
    """

    def __init__(self, bank: Bank, spaces: Sequence[Space]) -> None:
        self._bank = bank
        self._spaces = tuple(spaces)
        self._lost: list[LostFigure] = []

    def __call__(self, control: JobControl | None = None) -> Described:
        """Describe every item anew, in chunks."""
        control = control or JobControl()
        self._lost = []
        if all(map(self._is_up_to_date, self._spaces)):
            return Described()
        keys, total = self._bank.keys(), self._bank.count()
        # Signatures of an empty space: the refit at the end makes the true ones from the bank's own statistics.
        plain = [(space, space.fitted(space.fit(()))) for space in self._spaces]
        for start in range(0, len(keys), CHUNK):
            items = self._bank.get(keys[start : start + CHUNK])
            marks = self._bank.fingerprints([item.id for item in items])
            self._bank.save([Entry(item, marks[item.id], (), self._describe(item, plain)) for item in items])
            control.progress(Progress(start + len(items), total))
            if control.cancelled():
                return Described(start + len(items), tuple(self._lost))
        for space in self._spaces:
            # Last of all: it alone says that the bank is up to date.
            self._bank.refit(space)
        return Described(len(keys), tuple(self._lost))

    def _is_up_to_date(self, space: Space) -> bool:
        stored = self._bank.statistics(space.name)
        return stored is None or stored[0] == space.revision

    def _describe(self, item: Item, plain: Sequence[tuple[Space, FittedSpace]]) -> dict[str, Description]:
        content = Content(item.stem, item.choices, item.answer, self._pictures(item))
        payloads = {space.name: space.describe(content) for space, _ in plain}
        return {s.name: Description(payloads[s.name], fitted.signatures(payloads[s.name])) for s, fitted in plain}

    def _pictures(self, item: Item) -> tuple[Picture, ...]:
        pictures = []
        for figure in item.figures:
            try:
                data = self._bank.figure(figure.sha256)
            except UnreadableFigure as error:
                self._lost.append(LostFigure(item.id, f"{figure.name}: {error.detail or error.subject}"))
            else:
                pictures.append(Picture(data, figure.name, figure.place, figure.sha256))
        return tuple(pictures)
