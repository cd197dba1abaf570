"""Connections to one SQLite file, shared by threads, with every failure told in our own words."""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from itembank_desktop.adapters.stores.schema import APPLICATION_ID, STEPS, VERSION
from itembank_desktop.core.errors import (
    BankBusy,
    BankDamaged,
    BankMissing,
    BankProblem,
    BankReadOnly,
    BankTooNew,
    DiskFull,
)

BUSY_SECONDS = 5.0
# Pages that SQLite keeps for a connection, in KiB: payloads have a cache of their own, and 16 MiB made no search
# faster at 11,000 items. Mapping the file would, but a cut-off file then ends the process.
_CACHE_KIB = 4096

_PROBLEMS: tuple[tuple[type[apsw.Error], type[BankProblem], str], ...] = (
    (apsw.BusyError, BankBusy, "another program is writing to it"),
    (apsw.LockedError, BankBusy, "another program is writing to it"),
    (apsw.FullError, DiskFull, "no space is left"),
    (apsw.ReadOnlyError, BankReadOnly, "it cannot be written"),
    (apsw.PermissionsError, BankReadOnly, "access is denied"),
    (apsw.CantOpenError, BankReadOnly, "its files cannot be opened"),
    (apsw.NotADBError, BankDamaged, "the file is no bank"),
    (apsw.CorruptError, BankDamaged, "parts of the file are missing or broken"),
    (apsw.IOError, BankDamaged, "the disk reports an error"),
)


@contextmanager
def translated(place: Path) -> Iterator[None]:
    """Failures of SQLite and of the disk under `place`, as BankProblem; our own mistakes pass unchanged."""
    try:
        yield
    except apsw.Error as error:
        for known, problem, detail in _PROBLEMS:
            if isinstance(error, known):
                raise problem(str(place), detail) from error
        raise
    except OSError as error:
        raise disk_problem(place, error) from error


def disk_problem(place: Path, error: OSError) -> BankProblem:
    """What a failed file operation means for the bank."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(str(place), "no space is left")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BankReadOnly(str(place), reason)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return BankReadOnly(str(place), "a file of that name is in the way")
    if error.errno == errno.ENOENT:
        return BankMissing(str(place), reason)
    return BankDamaged(str(place), reason)


def rows(connection: apsw.Connection, sql: str, *bindings: object) -> list[Any]:
    """All rows of a query, at once, so that no statement stays open; a row is a tuple."""
    return connection.execute(sql, bindings).fetchall()


class Connections:
    """Lends connections to one bank file: as many readers as threads ask at once, and one writer."""

    def __init__(self, file: Path, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> None:
        self.file = file
        self._busy_ms = round(busy_seconds * 1000)
        self._idle: list[apsw.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._writer: apsw.Connection | None = None
        self._frozen: tuple[int, int, bool] | None = None
        self._generation = 0
        self._closed = False
        with translated(file.parent):
            if create:
                self._create()
            elif not file.is_file():
                raise BankMissing(str(file.parent), f"it holds no {file.name}")
            connection = self.open()
            self._idle.append(connection)
            if not connection.readonly("main"):
                _upgrade(connection)

    def open(self) -> apsw.Connection:
        """A new connection for the caller to close; read-only where the disk allows no more."""
        if self._closed:
            raise ValueError("the bank is closed")
        try:
            return self._checked(str(self.file), apsw.SQLITE_OPEN_READWRITE)
        except (apsw.CantOpenError, apsw.ReadOnlyError):
            # In WAL mode readers need two more files. Where they cannot be made, nobody writes either, and SQLite
            # may take the file as it is: unless a log was left behind that holds part of the bank.
            if not self.file.is_file() or self._has_log():
                raise
            self._frozen = self._stamp()
            uri = f"{self.file.resolve().as_uri()}?immutable=1"
            return self._checked(uri, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """A connection for one thread at a time, kept open afterwards for the next."""
        with translated(self.file.parent):
            generation = self.generation()
            with self._guard:
                if self._closed:
                    raise ValueError("the bank is closed")
                connection = self._idle.pop() if self._idle else None
            connection = connection or self.open()
            try:
                yield connection
            finally:
                with self._guard:
                    if self._closed or generation != self._generation:
                        connection.close()
                    else:
                        self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """The writer inside one transaction: committed at the end, rolled back when anything fails."""
        with translated(self.file.parent), self._writing:
            if self._closed:
                raise ValueError("the bank is closed")
            self._writer = self._writer or self.open()
            if self._writer.readonly("main"):
                # Not kept: the next try finds out whether permission was given meanwhile.
                self._writer.close()
                self._writer = None
                raise BankReadOnly(str(self.file.parent), "its file is read-only")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:  # a full disk has rolled back by itself
                    self._writer.execute("ROLLBACK")
                raise

    def generation(self) -> int:
        """Changes when connections opened before must not be used any more.

        That is so when a file that nobody could write when it was opened has been changed or replaced since.
        """
        with self._guard:
            if self._frozen is not None and self._frozen != self._stamp():
                self._drop_idle()
                self._frozen = None
                self._generation += 1
            return self._generation

    def close(self) -> None:
        """Close every idle connection; one still lent is closed when it comes back."""
        with self._writing, self._guard, translated(self.file.parent):
            self._closed = True
            self._drop_idle()
            if self._writer:
                self._writer.close()

    def _drop_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _stamp(self) -> tuple[int, int, bool]:
        found = self.file.stat()
        return found.st_mtime_ns, found.st_size, self._has_log()

    def _has_log(self) -> bool:
        log = self.file.with_name(self.file.name + "-wal")
        return log.exists() and log.stat().st_size > 0

    def _connect(self, name: str, flags: int) -> apsw.Connection:
        connection = apsw.Connection(name, flags=flags)
        try:
            connection.set_busy_timeout(self._busy_ms)
            connection.pragma("foreign_keys", True)
            connection.pragma("synchronous", "normal")
            connection.pragma("cache_size", -_CACHE_KIB)
        except BaseException:
            connection.close()
            raise
        return connection

    def _checked(self, name: str, flags: int) -> apsw.Connection:
        connection = self._connect(name, flags)
        try:
            _check(connection, self.file)
        except BaseException:
            connection.close()
            raise
        return connection

    def _create(self) -> None:
        """Make the tables unless they are there; two programs may try at once, or one have been killed."""
        if self.file.is_file() and not os.access(self.file.parent, os.W_OK):
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect(str(self.file), apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        try:
            if not _is_blank(connection):
                return
            connection.pragma("page_size", 4096)
            connection.pragma("journal_mode", "wal")
            connection.execute("BEGIN IMMEDIATE")
            if _is_blank(connection):
                for step in STEPS:
                    connection.execute(step)
                connection.pragma("application_id", APPLICATION_ID)
                connection.pragma("user_version", VERSION)
            connection.execute("COMMIT")
        finally:
            connection.close()


def _is_blank(connection: apsw.Connection) -> bool:
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
    return not tables and not connection.pragma("application_id")


def _upgrade(connection: apsw.Connection) -> None:
    """Bring the tables of an older version up to ours, whole or not at all; two programs may try at once."""
    if connection.pragma("user_version") == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[connection.pragma("user_version") :]:
            connection.execute(step)
        connection.pragma("user_version", VERSION)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check(connection: apsw.Connection, file: Path) -> None:
    """Whether this is a bank that we can read; also the first read, which finds a broken file."""
    if connection.pragma("application_id") != APPLICATION_ID:
        raise BankDamaged(str(file), "the file is no bank")
    version = connection.pragma("user_version")
    if version > VERSION:
        raise BankTooNew(str(file.parent), f"its format is {version}, this program knows {VERSION}")
    if file.stat().st_size % connection.pragma("page_size"):  # SQLite itself takes half a last page for a whole one
        raise BankDamaged(str(file), "the file is cut off")
