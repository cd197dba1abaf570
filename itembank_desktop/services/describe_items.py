"""Every item of a bank described anew, after an update changed what a space keeps."""

from collections.abc import Sequence

from itembank_desktop.core.item import Content, Item, Picture
from itembank_desktop.core.ports import Bank, Description, Entry, FittedSpace, JobControl, Progress, Space

CHUNK = 64


class DescribeItems:
    """Rewrites the descriptions of spaces whose revision is not this program's; safe to run again."""

    def __init__(self, bank: Bank, spaces: Sequence[Space]) -> None:
        self._bank = bank
        self._spaces = tuple(spaces)

    def __call__(self, control: JobControl | None = None) -> int:
        """How many items were described: 0 when the bank was up to date."""
        control = control or JobControl()
        if all(self._is_current(space) for space in self._spaces):
            return 0
        keys, total = self._bank.keys(), self._bank.count()
        # Provisional signatures: the refit at the end makes the true ones from the bank's own statistics.
        plain = [(space, space.fitted(space.fit(()))) for space in self._spaces]
        for start in range(0, len(keys), CHUNK):
            items = self._bank.get(keys[start : start + CHUNK])
            marks = self._bank.fingerprints([item.id for item in items])
            self._bank.save([Entry(item, marks[item.id], (), self._describe(item, plain)) for item in items])
            control.progress(Progress(start + len(items), total))
            if control.cancelled():
                return start + len(items)
        for space in self._spaces:
            # Last, and in one transaction: it alone says that the bank is up to date.
            self._bank.refit(space)
        return len(keys)

    def _is_current(self, space: Space) -> bool:
        stored = self._bank.statistics(space.name)
        return stored is None or stored[0] == space.revision

    def _describe(self, item: Item, plain: Sequence[tuple[Space, FittedSpace]]) -> dict[str, Description]:
        pictures = tuple(Picture(self._bank.figure(f.sha256), f.name, f.place, f.sha256) for f in item.figures)
        content = Content(item.stem, item.choices, item.answer, pictures)
        payloads = {space.name: space.describe(content) for space, _ in plain}
        return {s.name: Description(payloads[s.name], fitted.signatures(payloads[s.name])) for s, fitted in plain}
