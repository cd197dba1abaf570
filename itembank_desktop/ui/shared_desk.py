"""What the window is given to work with shared banks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itembank_desktop.core.feed import Origin
from itembank_desktop.core.outbox import Collision
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.shared import AccountReport, BankAddress
from itembank_desktop.core.space import EmbeddingSpace
from itembank_desktop.core.verdict import Verdict
from itembank_desktop.services.line import Line
from itembank_desktop.services.recheck_drafts import RecheckDrafts
from itembank_desktop.ui.live_search import Finder

if TYPE_CHECKING:
    from itembank_desktop.services.follow_bank import Round


@dataclass(frozen=True, slots=True)
class SharedDesk:
    """All of it runs off the window's thread: servers and keyrings may take their time."""

    check: Callable[[BankAddress, str], AccountReport]
    """What an account with this password finds there; the ItemBankError that says why it finds nothing."""
    has_keyring: Callable[[], bool]
    password: Callable[[BankAddress], str | None]
    keep_password: Callable[[BankAddress, str], bool]
    """Remember it for `Desk.open_bank`; False when only until the program ends."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of following: the items in the copy, how many entries wait to be sent, and what collided."""

    round: "Round"
    local: int
    waiting: int
    collisions: tuple[Collision, ...] = ()
    spaces: tuple[EmbeddingSpace, ...] = ()
    """What the copy has vectors in."""
    absent: int = 0
    """Figures that the copy has no room for."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What still waits for somebody to choose, and the revision of what was chosen; 0 while the bank has not got it."""

    left: tuple[Collision, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class SharedSide:
    """The server's side of an open bank and its copy on this computer. Only `line` belongs to every thread."""

    address: BankAddress
    line: Line
    origin: Origin | None
    """Where the copy stood when the bank was opened."""
    local: int
    spaces: tuple[EmbeddingSpace, ...]
    follow: Callable[[JobControl, Callable[[Turn], None]], None]
    """Pull and send until cancelled; the callback is called on that thread."""
    hang_up: Callable[[], None]
    """End what waits for the server, for good."""
    recheck: Callable[[], RecheckDrafts]
    find_copy: Finder
    record: Callable[[Sequence[Verdict]], bool]
    """Whether verdicts have arrived; otherwise they wait in the copy."""
    settle: Callable[[str, bool], "Settled"]
    """Send my version over theirs, or let go of it."""
