"""A shared bank's tables brought up to this program's: one transaction a step, safe to run twice or by two at once."""

import re
from dataclasses import dataclass
from importlib import resources

import psycopg
from psycopg import sql

from itembank_desktop.core.errors import BankTooNew, RightMissing

_PACKAGE = resources.files("itembank_desktop.adapters.stores.shared")
_NAMED = re.compile(r"(\d{4})_\w+\.sql")
# Any number that no other program is likely to lock with.
_LOCK = 0x49544D42


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: what brings a schema of the number before to `number`."""

    number: int
    name: str
    text: str


def migrations() -> tuple[Migration, ...]:
    """Every step of this program, in order."""
    found = []
    for file in (_PACKAGE / "migrations").iterdir():
        if named := _NAMED.fullmatch(file.name):
            found.append(Migration(int(named[1]), file.name, file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda one: one.number))


def newest() -> int:
    """The schema this program reads and writes."""
    return migrations()[-1].number


def version(connection: psycopg.Connection) -> int | None:
    """The schema of a database; None where there is none of ours. RightMissing when it may not be looked at."""
    try:
        if connection.execute("SELECT to_regclass('itembank.meta') IS NULL").fetchone() == (True,):
            return None
        row = connection.execute("SELECT schema_version FROM itembank.meta").fetchone()
    except psycopg.errors.InsufficientPrivilege as error:
        raise RightMissing(connection.info.dbname, "the account is in no group of this bank") from error
    return int(row[0]) if row else None


def migrate(
    connection: psycopg.Connection, steps: tuple[Migration, ...] | None = None, create: bool = False
) -> list[str]:
    """Apply what is missing, each step whole or not at all, and name it; `create` makes the schema where there is none.

    `connection` must be in autocommit; another program migrating at the same time is waited for.
    """
    steps = migrations() if steps is None else steps
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        present = version(connection)
        if present is None and create:
            with connection.transaction():
                connection.execute((_PACKAGE / "bootstrap.sql").read_text(encoding="utf-8"))
        if present is not None and present > steps[-1].number:
            raise BankTooNew(connection.info.dbname, f"its format is {present}, this program knows {steps[-1].number}")
        missing = [step for step in steps if step.number > (present or 0)]
        for step in missing:
            _apply(connection, step)
        return [step.name for step in missing]
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _apply(connection: psycopg.Connection, step: Migration) -> None:
    with connection.transaction():
        connection.execute("SET LOCAL ROLE itembank_owner")
        connection.execute("SET LOCAL search_path = itembank")
        connection.execute(sql.SQL(step.text))
        connection.execute("UPDATE itembank.meta SET schema_version = %s", (step.number,))
