"""What the window is given to work with shared banks."""

from collections.abc import Callable
from dataclasses import dataclass

from itembank_desktop.core.shared import AccountReport, BankAddress


@dataclass(frozen=True, slots=True)
class SharedDesk:
    """All of it runs off the window's thread: servers and keyrings may take their time."""

    check: Callable[[BankAddress, str], AccountReport]
    """What an account with this password finds there; the ItemBankError that says why it finds nothing."""
    has_keyring: Callable[[], bool]
    password: Callable[[BankAddress], str | None]
    keep_password: Callable[[BankAddress, str], bool]
    """Remember it for `Desk.open_bank`; False when only until the program ends."""
