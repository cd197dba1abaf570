"""A foreign file into a bank: what is new or changed goes in, every row left out says why."""

import csv
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from itembank_desktop.core.describing import Describe, Described, described
from itembank_desktop.core.errors import BankOutdated, UnreadableFigure
from itembank_desktop.core.item import Content, ItemId, fingerprint
from itembank_desktop.core.ports import (
    Bank,
    Description,
    Entry,
    FittedSpace,
    Importer,
    JobControl,
    Progress,
    Rejected,
    Row,
    Space,
)

# Fitting again at each doubling costs twice the last fit in all, and keeps the bank searchable from the first chunk.
_GROWTH = 2.0
_FINAL_GROWTH = 1.1
_REPORT_SECONDS = 0.1
_WAIT_SECONDS = 1.0
IMPORT = "import"
"""What claims on items are called while they are imported."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, row by row; `seconds` includes fitting the spaces."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: tuple[Rejected, ...] = ()
    cancelled: bool = False
    seconds: float = 0.0

    @property
    def taken(self) -> int:
        """Rows of the source that are in the bank now."""
        return self.added + self.changed + self.unchanged

    def write_csv(self, path: Path) -> None:
        """The rejected rows as a table that a spreadsheet opens (UTF-8 with its mark)."""
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            table = csv.writer(out)
            table.writerow(("line", "id", "reason"))
            table.writerows((row.line, _plain_cell(row.id), _plain_cell(row.reason)) for row in self.rejected)


class ImportItems:
    """Reads chunk by chunk, skips what has not changed, describes the rest by every space, and saves.

    A stopped or killed import is resumed by starting it again: the rows that are in are skipped unread by any space.
    Rows that another keeper is importing are looked at again until they are in, or until that keeper has gone.
    """

    def __init__(
        self, bank: Bank, spaces: Sequence[Space], importer: Importer, describe: Describe | None = None
    ) -> None:
        """`describe` works in other processes: one chunk is described while the one before it is written."""
        self._bank = bank
        self._describe = describe
        self._spaces = tuple(spaces)
        self._importer = importer
        self._known: dict[str, tuple[bytes, FittedSpace]] = {}

    def __call__(self, path: Path, control: JobControl | None = None) -> ImportReport:
        """Import `path`; raises UnreadableSource, or a BankProblem after which the finished chunks are kept."""
        began = time.perf_counter()
        tally = _Tally(control or JobControl(), self._importer.count(path))
        self._prepare()
        self._pass(path, tally, None)
        while tally.postponed and not tally.cancelled:
            waiting, tally.postponed = tally.postponed, set()
            self._pass(path, tally, waiting)
            if tally.postponed == waiting:
                time.sleep(_WAIT_SECONDS)
        if not tally.cancelled:
            # More closely than on the way, so that a bank made in one go is fitted on nearly all of itself.
            self._refit(_FINAL_GROWTH)
        tally.show(last=True)
        return tally.sum_up(time.perf_counter() - began)

    def _pass(self, path: Path, tally: "_Tally", only: set[ItemId] | None) -> None:
        """The whole source; after the first pass, `only` the rows that others were importing."""
        rows = self._importer.read(path)
        if only is not None:
            rows = (row for row in rows if isinstance(row, Row) and row.item.id in only)
        ahead: _Begun | None = None
        while chunk := list(islice(rows, self._bank.chunk)):
            if ahead is not None and ahead.shares(chunk):
                self._finish(ahead, tally)
                ahead = None
            begun = self._begin(chunk, tally)
            if ahead is not None:
                self._finish(ahead, tally)
            ahead = begun
            if self._describe is None:
                self._finish(ahead, tally)
                ahead = None
            if tally.control.cancelled():
                tally.cancelled = True
                return
        if ahead is not None:
            self._finish(ahead, tally)

    def _prepare(self) -> None:
        """Every space fitted, if only on nothing, so that whatever goes in is signed and of a known revision."""
        for space in self._spaces:
            stored = self._bank.statistics(space.name)
            if stored is None:
                self._bank.refit(space)
            elif stored[0] != space.revision:
                raise BankOutdated(
                    space.name, f"described by revision {stored[0]}, this program needs {space.revision}"
                )

    def _begin(self, chunk: Sequence[Row | Rejected], tally: "_Tally") -> "_Begun":
        """What of a chunk is ours to write; its description is under way."""
        rows = [row for row in chunk if isinstance(row, Row)]
        tally.rejected += (row for row in chunk if isinstance(row, Rejected))
        known = self._bank.fingerprints([row.item.id for row in rows])
        marks = {row.item.id: fingerprint(row.item) for row in rows}
        wanted = [row for row in rows if known.get(row.item.id) != marks[row.item.id] or not self._has_figures(row)]
        ours = set(map(ItemId, self._bank.claim(IMPORT, [row.item.id for row in wanted]))) if wanted else set()
        # Another keeper may have imported some and given them back since we compared.
        newest = self._bank.fingerprints(sorted(ours)) if ours else {}
        done = {id for id in ours if newest.get(id) != known.get(id) and newest.get(id) == marks[id]}
        wanted = [row for row in wanted if row.item.id not in done]
        taken = [row for row in wanted if row.item.id in ours]
        contents = [Content(row.item.stem, row.item.choices, row.item.answer, row.pictures) for row in taken]
        said = (
            (described(self._spaces, one) for one in contents) if self._describe is None else self._describe(contents)
        )
        postponed = {row.item.id for row in wanted} - ours
        return _Begun(len(chunk), rows, taken, said, known, marks, len(rows) - len(wanted), postponed)

    def _finish(self, begun: "_Begun", tally: "_Tally") -> None:
        """Write it, without the rows that have a figure which a space cannot read."""
        written: list[tuple[Row, list[tuple[bytes, ...]]]] = []
        for row, said in zip(begun.taken, begun.said, strict=True):
            if isinstance(said, UnreadableFigure):
                reason = f'the figure "{said.subject}" cannot be used: {said.detail}'
                tally.rejected.append(Rejected(row.line, reason, row.item.id))
            else:
                written.append((row, said))
        if written:
            self._bank.save(self._entries(written, begun.marks))
            self._refit(_GROWTH)
        tally.postponed |= begun.postponed
        tally.unchanged += begun.unchanged
        tally.changed += sum(row.item.id in begun.known for row, _ in written)
        tally.added += sum(row.item.id not in begun.known for row, _ in written)
        tally.done += begun.size - sum(row.item.id in begun.postponed for row in begun.rows)
        tally.show()

    def _has_figures(self, row: Row) -> bool:
        """Whether the bank still holds what it should: a figure's file that was lost is brought back."""
        try:
            for picture in row.pictures:
                self._bank.figure(picture.sha256)
        except UnreadableFigure:
            return False
        return True

    def _entries(
        self, described: Sequence[tuple[Row, list[tuple[bytes, ...]]]], marks: Mapping[ItemId, str]
    ) -> list[Entry]:
        """Signed in one go for each space, which is several times faster than item by item."""
        descriptions: list[dict[str, Description]] = [{} for _ in described]
        for place, space in enumerate(self._spaces):
            payloads = [parts[place] for _, parts in described]
            signatures = self._fitted(space).signatures([payload for parts in payloads for payload in parts])
            start = 0
            for description, parts in zip(descriptions, payloads, strict=True):
                description[space.name] = Description(parts, signatures[start : start + len(parts)])
                start += len(parts)
        return [
            Entry(row.item, marks[row.item.id], row.pictures, description)
            for (row, _), description in zip(described, descriptions, strict=True)
        ]

    def _fitted(self, space: Space) -> FittedSpace:
        """With the bank's statistics of now; another program may have fitted the space again."""
        stored = self._bank.statistics(space.name)
        if stored is None:  # Another keeper is just making the space: it may be fitted twice, but never not at all.
            self._bank.refit(space)
            stored = self._bank.statistics(space.name)
        if stored is None or stored[0] != space.revision:
            raise BankOutdated(space.name, "it was fitted by another version of the program meanwhile")
        known = self._known.get(space.name)
        if known is None or known[0] != stored[1]:
            known = self._known[space.name] = (stored[1], space.fitted(stored[1]))
        return known[1]

    def _refit(self, growth: float) -> None:
        for space in self._spaces:
            if self._bank.needs_refit(space, growth):
                self._bank.refit(space)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A chunk between being compared with the bank and being written."""

    size: int
    rows: Sequence[Row]
    taken: Sequence[Row]
    said: Iterator[Described]
    known: Mapping[ItemId, str]
    marks: Mapping[ItemId, str]
    unchanged: int
    postponed: set[ItemId]

    def shares(self, chunk: Sequence[Row | Rejected]) -> bool:
        """Whether another chunk has one of its ids again: that must be compared with what this one writes."""
        return any(isinstance(row, Row) and row.item.id in self.marks for row in chunk)


class _Tally:
    """Counts while an import runs, and shows them ten times a second at most."""

    def __init__(self, control: JobControl, total: int) -> None:
        self.control = control
        self.done = self.added = self.changed = self.unchanged = 0
        self.rejected: list[Rejected] = []
        self.postponed: set[ItemId] = set()
        self.cancelled = False
        self._total = total
        self._shown = 0.0

    def show(self, last: bool = False) -> None:
        """Report progress unless that was done a moment ago."""
        now = time.monotonic()
        if last or now - self._shown >= _REPORT_SECONDS:
            self._shown = now
            self.control.progress(Progress(self.done, self._total))

    def sum_up(self, seconds: float) -> ImportReport:
        """The report, rejections in the order of lines."""
        rejected = tuple(sorted(self.rejected, key=lambda row: row.line))
        return ImportReport(self.added, self.changed, self.unchanged, rejected, self.cancelled, seconds)


def _plain_cell(text: str) -> str:
    """Text from a foreign file that a spreadsheet must not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
