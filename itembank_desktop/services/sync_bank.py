"""What is new in a shared bank, into its copy on this computer; it can be stopped, or killed, at any moment."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from itembank_desktop.core.errors import BankBusy
from itembank_desktop.core.feed import Changes, Feed, FeedHead, LocalCopy, Origin, SyncProgress
from itembank_desktop.core.item import Picture
from itembank_desktop.core.ports import JobControl, Space

SpaceOf = Callable[[str, bytes], Space | None]
"""The space of that name and statistics; None where this program does not know it, or is not to copy it."""
CHUNK = 1000
FIGURES = 32
"""Pictures asked for at once: some megabytes."""
_PAUSE_SECONDS = 0.05
_REPORT_SECONDS = 0.1
_RETRIES = 20
"""How often in a row another pull, or a fit of the shared bank, may come in between before we give up."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a pull brought: items written and gone, verdicts, figures, bytes; `anew` says that it took everything.

    `left` figures stay on the server because the copy has no room for them.
    """

    items: int = 0
    gone: int = 0
    verdicts: int = 0
    figures: int = 0
    size: int = 0
    seconds: float = 0.0
    cancelled: bool = False
    anew: bool = False
    left: int = 0


class SyncBank:
    """Each chunk is one transaction with its cursor; the figures it names are on the disk before."""

    def __init__(self, feed: Feed, copy: LocalCopy, url: str, space_of: SpaceOf, chunk: int = CHUNK) -> None:
        """`url` is the shared bank's address without user and password."""
        self._feed = feed
        self._copy = copy
        self._url = url
        self._space_of = space_of
        self._chunk = chunk
        self._left_out: set[str] = set()

    def __call__(self, control: JobControl | None = None) -> SyncReport:
        """Pull until the copy holds everything; BankAway, NotACopy, BankOutdated, DiskFull keep finished chunks."""
        run = _Run(control or JobControl())
        fruitless = 0
        changes: Changes | None = None
        while not run.stopped():
            # The copy first, then the feed: seen the other way round, another pull would look like a server set back.
            origin = self._copy.origin()
            if origin is not None and fruitless:
                changes = self._feed.since(origin.cursor, self._chunk, sorted(origin.fits))
            head = changes.head if changes else self._feed.head()
            if self._prepared(head, origin, run) or changes is None or not self._take(changes, run):
                fruitless += 1
                changes = None
                if fruitless > _RETRIES:
                    raise BankBusy(self._url, "it changes faster than it can be copied")
                continue
            fruitless = 1
            if changes.cursor >= head.revision:
                run.gone += self._copy.finish(head)
                return run.report()
        return run.report(cancelled=True)

    def _prepared(self, head: FeedHead, origin: Origin | None, run: "_Run") -> bool:
        """Begin anew, or take over new statistics, where that must come before a chunk of that head; whether it did."""
        due = self._fetched(head, origin)
        if origin is None or self._must_begin(head, origin, due):
            self._copy.begin(self._url, head.feed)
            run.anew = True
            return True
        if origin.url != self._url:
            self._copy.moved(self._url)
        for space, fit, revision, statistics in due.values():
            self._copy.adopt(space, fit, revision, statistics)
        return bool(due)

    def _must_begin(self, head: FeedHead, origin: Origin, due: Iterable[str]) -> bool:
        """Whether the feed cannot tell what changed since the cursor."""
        if origin.feed != head.feed or origin.cursor > head.revision or 0 < origin.cursor < head.floor:
            return True
        return any(head.spaces[name].first <= origin.cursor for name in due if name not in origin.fits)

    def _due(self, head: FeedHead, origin: Origin | None) -> list[str]:
        """Spaces whose statistics are not the copy's."""
        fits = origin.fits if origin else {}
        return [
            name for name, space in head.spaces.items() if name not in self._left_out and fits.get(name) != space.fit
        ]

    def _fetched(self, head: FeedHead, origin: Origin | None) -> dict[str, tuple[Space, int, str, bytes]]:
        """What the shared bank has of the spaces that are due, without those we leave out."""
        found = {}
        for name in self._due(head, origin):
            stored = self._feed.statistics(name)
            space = self._space_of(name, stored[2]) if stored else None
            if stored and space:
                found[name] = (space, *stored)
            else:
                self._left_out.add(name)
        return found

    def _take(self, changes: Changes, run: "_Run") -> bool:
        """Figures first, then the chunk; whether it was taken."""
        named = [figure.sha256 for saved in changes.items for figure in saved.entry.item.figures]
        lacking = self._copy.lacking(named)
        for start in range(0, len(lacking), FIGURES):
            if run.stopped():
                return False
            if not self._copy.has_room():
                run.left += len(lacking) - start
                break
            pictures = list(self._feed.figures(lacking[start : start + FIGURES]))
            self._copy.keep(pictures)
            run.count_figures(pictures)
        taken = self._copy.apply(changes)
        if taken:
            run.count(changes)
        return taken


class _Run:
    """Counts while a pull runs, shows it ten times a second at most, and waits while it is paused."""

    def __init__(self, control: JobControl) -> None:
        self.anew = False
        self.gone = self.left = 0
        self._control = control
        self._began = time.perf_counter()
        self._shown = 0.0
        self._items = self._verdicts = self._figures = self._size = self._cursor = self._total = 0

    def stopped(self) -> bool:
        """Whether to go no further; waits, with everything written, while paused."""
        while self._control.paused() and not self._control.cancelled():
            time.sleep(_PAUSE_SECONDS)
        return self._control.cancelled()

    def count_figures(self, pictures: Sequence[Picture]) -> None:
        """They are on the disk."""
        self._figures += len(pictures)
        self._size += sum(len(picture.data) for picture in pictures)
        self._show()

    def count(self, changes: Changes) -> None:
        """They are in the copy."""
        self._items += len(changes.items)
        self._verdicts += len(changes.verdicts)
        self.gone += len(changes.gone)
        self._size += changes.size
        self._cursor, self._total = changes.cursor, changes.head.revision
        self._show(last=self._cursor >= self._total)

    def report(self, cancelled: bool = False) -> SyncReport:
        """What was done."""
        seconds = time.perf_counter() - self._began
        return SyncReport(
            self._items,
            self.gone,
            self._verdicts,
            self._figures,
            self._size,
            seconds,
            cancelled,
            self.anew,
            self.left,
        )

    def _show(self, last: bool = False) -> None:
        now = time.perf_counter()
        if last or now - self._shown >= _REPORT_SECONDS:
            self._shown = now
            done, total = self._cursor, max(self._cursor, self._total)
            self._control.progress(
                SyncProgress(done, total, items=self._items, size=self._size, seconds=now - self._began)
            )
