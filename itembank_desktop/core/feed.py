"""How a local copy follows a shared bank: the feed of its changes, and the copy that takes them in.

Every write to a shared bank gets the next number of one counter, taken last in its transaction: who has read up to a
number has missed nothing below it. The feed hands out what lies above a cursor; no clock is ever compared.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from itembank_desktop.core.item import ItemId, Picture
from itembank_desktop.core.ports import Description, Entry, Progress, Space
from itembank_desktop.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SharedSpace:
    """A space as the shared bank has it: `fit` changes with its statistics, `first` is its oldest revision."""

    fit: int
    first: int = 0


@dataclass(frozen=True, slots=True)
class FeedHead:
    """Where a feed stands: its newest revision, and the floor below which deletions may be forgotten."""

    feed: str
    revision: int
    floor: int
    items: int
    spaces: Mapping[str, SharedSpace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavedItem:
    """An item without its pictures' bytes, as it stood at `revision`, described by the spaces asked for."""

    entry: Entry
    revision: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one space has come to say of an item whose content has that fingerprint."""

    item: ItemId
    fingerprint: str
    space: str
    description: Description


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything above `after` up to `cursor`, seen in one look with `head`; `size` is what it weighed, in bytes.

    Signatures were made with the statistics that `head` names.
    """

    head: FeedHead
    after: int
    cursor: int
    items: tuple[SavedItem, ...] = ()
    parts: tuple[Part, ...] = ()
    gone: tuple[ItemId, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    size: int = 0


class Feed(Protocol):
    """The changes of a shared bank; every call raises BankAway when the server cannot be asked."""

    def head(self) -> FeedHead:
        """Where the feed stands now."""
        ...

    def since(self, cursor: int, count: int, spaces: Sequence[str]) -> Changes:
        """The next changes above `cursor`, about `count`; with the same cursor when there is nothing newer."""
        ...

    def statistics(self, space: str) -> tuple[int, str, bytes] | None:
        """(fit, revision, statistics) of a space now; None when the bank has no such space."""
        ...

    def figures(self, hashes: Sequence[str]) -> Iterator[Picture]:
        """Those figures, in any order; UnreadableFigure for one that the bank has lost."""
        ...

    def changed(self, cursor: int, seconds: float, stop: Callable[[], bool]) -> bool:
        """Wait until there is something above `cursor`, at most so long or until `stop`; false alarms are possible."""
        ...


@dataclass(frozen=True, slots=True)
class Origin:
    """What a local bank is a copy of: the bank's address (no user, no password), its feed, and how far it has come.

    `synced` is when the copy last held everything, by this computer's clock and for people only; None before that.
    `sweeping` says that everything is being pulled again, after which what did not come again will go.
    """

    url: str
    feed: str
    cursor: int = 0
    shared_items: int = 0
    synced: datetime | None = None
    sweeping: bool = False
    fits: Mapping[str, int] = field(default_factory=dict)


class LocalCopy(Protocol):
    """A local bank that follows a feed; whatever belongs together is written in one transaction."""

    def origin(self) -> Origin | None:
        """What this is a copy of; None for a bank of its own."""
        ...

    def begin(self, url: str, feed: str) -> None:
        """Follow that feed from its beginning, keeping what is here until `finish`.

        NotACopy when the bank has items of its own, or is a copy of a bank elsewhere with another feed.
        """
        ...

    def moved(self, url: str) -> None:
        """The same feed is found at another address now."""
        ...

    def adopt(self, space: Space, fit: int, revision: str, statistics: bytes) -> None:
        """Take over a space's statistics and sign everything here with them."""
        ...

    def apply(self, changes: Changes) -> bool:
        """Take in one chunk and its cursor; figures must be here already, as far as there is room.

        False, and nothing is written, when the copy is not where the chunk begins (another program pulls as well), or
        its statistics are not those of the chunk's head.
        """
        ...

    def finish(self, head: FeedHead) -> int:
        """Everything up to that head is here; how many items went that did not come again."""
        ...

    def lacking(self, hashes: Sequence[str]) -> list[str]:
        """Those of the figures that are not here."""
        ...

    def has_room(self) -> bool:
        """Whether a pull may bring more figures; the others come when they are looked at."""
        ...

    def keep(self, pictures: Sequence[Picture]) -> None:
        """Put figures on the disk, within the budget there is for them."""
        ...


class Patience(Protocol):
    """Whatever asks a server and can be told how long to wait for it."""

    def patience(self, seconds: float) -> AbstractContextManager[None]:
        """Within it this thread waits at most so long for the server in all; BankAway when that is used up."""
        ...


@dataclass(frozen=True, slots=True)
class SyncProgress(Progress):
    """How far a pull has come: `done` of `total` revisions, and what that was, in `seconds`."""

    items: int = 0
    size: int = 0
    seconds: float = 0.0
