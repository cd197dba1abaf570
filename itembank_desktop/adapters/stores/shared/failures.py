"""What goes wrong between us and a server, in our own words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from itembank_desktop.core.errors import (
    AccountRefused,
    BadInput,
    BankAway,
    BankBehind,
    BankBusy,
    BankMissing,
    BankReadOnly,
    DiskFull,
    ItemBankError,
    ItemPublished,
    LineUnsafe,
    PasswordWanted,
    PublishRefused,
    RightMissing,
)

_KNOWN: tuple[tuple[type[psycopg.Error], type[ItemBankError], str], ...] = (
    (errors.InsufficientPrivilege, RightMissing, ""),
    (errors.DiskFull, DiskFull, "no space is left"),
    (errors.ReadOnlySqlTransaction, BankReadOnly, "the server takes no changes"),
    (errors.LockNotAvailable, BankBusy, "another program is writing to it"),
    (errors.DeadlockDetected, BankBusy, "another program is writing to it"),
    (errors.UndefinedTable, BankBehind, ""),
    (errors.UndefinedFunction, BankBehind, ""),
    (errors.InvalidSchemaName, BankBehind, ""),
    (errors.UntranslatableCharacter, BadInput, "it holds a character that no database keeps"),
    (errors.CharacterNotInRepertoire, BadInput, "it holds a character that no database keeps"),
)
_UNSAFE = ("certificate", "SSL", "sslmode")
_LINE = (
    (re.compile(r'server certificate for "(.+?)".* does not match host name'), "its certificate is for {}"),
    (re.compile(r"certificate verify failed"),
     "its certificate has expired, or nobody this computer trusts has signed it"),
    (re.compile(r"server does not support SSL"), "the server does not encrypt"),
    (re.compile(r'root certificate file "(.+)" does not exist'), 'the certificate file "{}" does not exist'),
)  # fmt: skip
"""What libpq says of lines that it refuses, and we instead: the window knows these in every language."""
_AWAY = (
    "starting up", "shutting down", "too many connections", "remaining connection slots", "refused", "timeout",
    "timed out", "closed the connection", "translate host", "resolve host", "No route", "unreachable", "reset by peer",
    "recovery",
)  # fmt: skip


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Failures of the server called `place` as ItemBankError; our own mistakes pass unchanged."""
    try:
        yield
    except (errors.OperationalError, errors.InterfaceError) as error:
        for known, problem, detail in _KNOWN:
            if isinstance(error, known):
                raise problem(place, detail or _told(error)) from error
        raise BankAway(place, f"the connection broke off ({_told(error)})") from error
    except psycopg.Error as error:
        if error.sqlstate == "IB002":
            raise BadInput(place, _told(error)) from error
        if error.sqlstate == "IB003":
            raise ItemPublished(error.diag.message_detail or place) from error
        if error.sqlstate == "IB004":
            raise PublishRefused(error.diag.message_detail or place) from error
        for known, problem, detail in _KNOWN:
            if isinstance(error, known):
                raise problem(place, detail or _told(error)) from error
        raise


def refused(place: str, error: psycopg.Error) -> ItemBankError:
    """Why there is no connection; by libpq's words, since it gives no code."""
    told = _told(error)
    if "no password supplied" in told:
        return PasswordWanted(place)
    if "FATAL" not in told and any(word in told for word in _UNSAFE):
        return LineUnsafe(place, _of_line(told))
    if "pg_hba.conf" in told and "no encryption" in told:
        return LineUnsafe(place, told)
    if "database" in told and "does not exist" in told:
        return BankMissing(place, told)
    if any(word in told for word in _AWAY) or "FATAL" not in told:
        return BankAway(place, told)
    # Whatever else a server answers by is about the account, in whatever language it speaks.
    return AccountRefused(place, told)


def _of_line(told: str) -> str:
    for pattern, ours in _LINE:
        if found := pattern.search(told):
            return ours.format(*found.groups())
    return told


def _told(error: psycopg.Error) -> str:
    """The reason alone: the last clause of libpq's words, or the server's own message.

    Of a name with several addresses, what the one said that somebody listens at.
    """
    if error.diag.message_primary:
        return error.diag.message_primary
    lines = str(error).strip().splitlines() or [type(error).__name__]
    tried = [line for line in lines if " failed: " in line and "refused" not in line]
    return (tried or lines)[0].rpartition(" failed: ")[2].strip().rstrip(".")
