"""`--bank`: a folder, or postgresql://user@host/database."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.shared import BankAddress, address_of, is_shared

if TYPE_CHECKING:
    from itembank_desktop.wiring import AnyBank

HELP = "folder of a local bank, or postgresql://user@host/database"


def bank_place(text: str) -> Path | str:
    """A folder, or the URL of a shared bank as it stands: a path would lose a slash."""
    return text if is_shared(text) else Path(text)


def name_of(asked: argparse.Namespace) -> str:
    """What to call the bank of --bank: its folder's name, or its address without a password."""
    if isinstance(asked.bank, str):
        return address_of(asked.bank)[0].name
    return str(asked.bank.resolve().name)


def opened(asked: argparse.Namespace, create: bool = False) -> "AnyBank":
    """The bank of --bank; asks for a password where nothing else knows it and somebody sits there."""
    from itembank_desktop.wiring import open_bank

    return open_bank(asked.bank, create, asked_password)


def asked_password(address: BankAddress) -> str | None:
    """What is typed without being shown; None where nobody can type."""
    if not sys.stdin.isatty():
        return None
    return getpass.getpass(f"Password of {address.user or 'your account'} at {address.name}: ") or None
