"""Connections to one shared bank, lent to threads: checked when made, given up when the server keeps one waiting.

A pool that reconnects by itself would need threads of its own and would answer a wrong password with a timeout.
"""

import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql, waiting
from psycopg.conninfo import make_conninfo

from itembank_desktop.adapters.stores.shared.copying import send_vectors
from itembank_desktop.adapters.stores.shared.failures import refused, translated
from itembank_desktop.adapters.stores.shared.migrate import newest
from itembank_desktop.core.errors import BankAway, BankBehind, BankTooNew, RightMissing, ServerUnfit
from itembank_desktop.core.shared import BankAddress

CONNECT_SECONDS = 5.0
PGVECTOR = (0, 8)
OLDEST, NEWEST = 16, 18
# The default of 40 loses duplicates; a filtered scan that finds too few goes on. The planner forgets that vectors
# are fetched from elsewhere (TOAST), and takes a scan of all for cheap unless pages of the index are cheap too.
_SESSION = {"hnsw.ef_search": "200", "hnsw.iterative_scan": "relaxed_order", "jit": "off",
            "plan_cache_mode": "force_custom_plan", "random_page_cost": "1.1"}  # fmt: skip
_LOOK = """
SELECT current_setting('server_version_num')::int, current_setting('server_version'),
    (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
    (SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'vector'),
    to_regnamespace('itembank') IS NOT NULL,
    coalesce(has_schema_privilege(to_regnamespace('itembank')::oid, 'USAGE'), false)
"""


class _Patient(psycopg.Connection[Any]):
    """Waits for the server no longer than its thread has patience."""

    limit: "_Limit | None" = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's; BankAway when the patience of this thread is used up, and with it the connection."""
        left = self.limit.left() if self.limit else None
        if left is None:
            return super().wait(gen, interval, timeout)
        began = time.monotonic()
        try:
            return super().wait(gen, interval, max(0.0, left))
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise BankAway(self.limit.place if self.limit else "", self.limit.told() if self.limit else "") from error
        finally:
            if self.limit:
                self.limit.spent += time.monotonic() - began


class _Limit(threading.local):
    """How long this thread still waits for the server; None: as long as it takes.

    Only waiting counts: a model that reads the question in between takes nobody's patience.
    """

    seconds: float | None = None
    spent = 0.0

    def __init__(self, place: str) -> None:
        self.place = place

    def left(self) -> float | None:
        return None if self.seconds is None else self.seconds - self.spent

    def told(self) -> str:
        return f"did not answer in {self.seconds:g} s"


class Server:
    """Lends connections to the database at one address: as many as threads ask at once."""

    def __init__(self, address: BankAddress, password: str, at_once: bool = True) -> None:
        """Connects and checks once; raises BankAway, AccountRefused, LineUnsafe, ServerUnfit, BankBehind, ...

        Not `at_once`, it connects when it is first asked: for a server that is known to be away.
        """
        self.address = address
        self._password = password
        self._idle: list[_Patient] = []
        self._lent: set[_Patient] = set()
        self._guard = threading.Lock()
        self._closed = False
        self._limit = _Limit(address.name)
        if at_once:
            with self.lent():
                pass

    def __repr__(self) -> str:
        """Without the password."""
        return f"Server({self.address.url})"

    @contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Within it this thread waits at most so long for the server in all; BankAway when that is used up."""
        before = self._limit.seconds, self._limit.spent
        self._limit.seconds, self._limit.spent = seconds, 0.0
        try:
            yield
        finally:
            self._limit.seconds, self._limit.spent = before

    @contextmanager
    def lent(self) -> Iterator[_Patient]:
        """A connection in autocommit for one thread at a time, kept open afterwards for the next."""
        connection = self._taken() or self._connected()
        with self._guard:
            self._lent.add(connection)
        try:
            with translated(self.address.name):
                yield connection
        finally:
            self._give_back(connection)

    @contextmanager
    def writing(self) -> Iterator[_Patient]:
        """A connection inside one transaction: committed at the end, rolled back when anything fails."""
        with self.lent() as connection, connection.transaction():
            yield connection

    @contextmanager
    def looking(self) -> Iterator[_Patient]:
        """A connection that sees one moment of the bank until the end."""
        with self.lent() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    def close(self) -> None:
        """Close every idle connection; one still lent is closed when it comes back."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def hang_up(self) -> None:
        """Close, and end whatever another thread waits for: BankAway there, also when the server is silent."""
        self.close()
        with self._guard:
            for connection in self._lent:
                if connection.pgconn.status == psycopg.pq.ConnStatus.OK:
                    line = socket.socket(fileno=connection.pgconn.socket)
                    with suppress(OSError):
                        line.shutdown(socket.SHUT_RDWR)
                    line.detach()

    def _taken(self) -> _Patient | None:
        while True:
            with self._guard:
                if self._closed:
                    raise ValueError("the bank is closed")
                if not self._idle:
                    return None
                connection = self._idle.pop()
            if _alive(connection):
                return connection
            connection.close()

    def _give_back(self, connection: _Patient) -> None:
        idle = connection.pgconn.status == psycopg.pq.ConnStatus.OK and (
            connection.pgconn.transaction_status == psycopg.pq.TransactionStatus.IDLE
        )
        with self._guard:
            self._lent.discard(connection)
            if idle and not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _connected(self) -> _Patient:
        left = self._limit.left()
        began = time.monotonic()
        try:
            connection = bare_connection(self.address, self._password, CONNECT_SECONDS if left is None else left)
        except BankAway as problem:
            if left is not None and time.monotonic() - began >= left:
                raise BankAway(self.address.name, self._limit.told()) from problem
            raise
        finally:
            self._limit.spent += time.monotonic() - began
        connection.limit = self._limit
        try:
            with translated(self.address.name):
                _prepare(connection, self.address.name)
        except BaseException:
            connection.close()
            raise
        return connection


def bare_connection(address: BankAddress, password: str, seconds: float = CONNECT_SECONDS) -> _Patient:
    """A connection in autocommit to whatever is there; AccountRefused, LineUnsafe, BankAway, BankMissing."""
    place = make_conninfo(
        host=address.host, port=address.port, dbname=address.database, user=address.user or None,
        password=password or None, sslmode=address.tls.value, sslrootcert=address.ca or _authorities(address),
        application_name="itembank-desktop",
        keepalives_idle=10, keepalives_interval=5, keepalives_count=3, tcp_user_timeout=20000,
    )  # fmt: skip
    try:
        # As `Connection.connect` does it, which waits for two seconds at least: longer than a question may take.
        connection = waiting.wait_conn(_Patient._connect_gen(place), interval=0.05, timeout=max(0.0, seconds))
        connection.autocommit = True
        return connection
    except psycopg.OperationalError as error:
        raise refused(address.name, error) from error


def _authorities(address: BankAddress) -> str | None:
    """The system's own list where a certificate is checked and no file was named."""
    return "system" if address.tls.value == "verify-full" else None


def _alive(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server has not hung up meanwhile; found without asking it anything.

    A server that is silent has nothing to say: whatever lies there unread is a farewell, or the end itself.
    """
    if connection.closed:
        return False
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return not selector.select(0)


def _prepare(connection: psycopg.Connection[Any], place: str) -> None:
    """Whether this server and this bank will do, and the settings of a session."""
    row = connection.execute(_LOOK).fetchone()
    assert row is not None
    number, version, pgvector, extension, is_bank, may_look = row
    check_server(place, number, version)
    if not is_bank:
        raise BankBehind(place, "its database holds no item bank yet")
    check_pgvector(place, pgvector)
    if not may_look:
        raise RightMissing(place, "the account is in no group of this bank")
    told = connection.execute("SELECT schema_version FROM itembank.meta").fetchone()
    assert told is not None
    if told[0] > newest():
        raise BankTooNew(place, f"its format is {told[0]}, this program knows {newest()}")
    if told[0] < newest():
        raise BankBehind(place, f"its format is {told[0]}, this program needs {newest()}")
    settings = {**_SESSION, "search_path": f'itembank, "{extension}"'}
    # The library that knows these settings is loaded by the first use of its types.
    connection.execute(sql.SQL("SELECT '[1]'::{}.vector").format(sql.Identifier(extension)))
    names, values = list(settings), list(settings.values())
    connection.execute("SELECT set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS s(name, value)",
                       (names, values))  # fmt: skip
    ((oid,),) = connection.execute("SELECT 'halfvec'::regtype::oid").fetchall()
    send_vectors(connection, oid)


def check_server(place: str, number: int, version: str) -> None:
    """ServerUnfit unless it is PostgreSQL 16 to 18."""
    if not OLDEST <= number // 10000 <= NEWEST:
        raise ServerUnfit(place, f"it runs PostgreSQL {version}")


def check_pgvector(place: str, version: str | None) -> None:
    """ServerUnfit unless it has pgvector 0.8 or newer."""
    if version is None:
        raise ServerUnfit(place, "its database has no pgvector")
    if tuple(int(part) for part in version.split(".")[:2]) < PGVECTOR:
        raise ServerUnfit(place, f"it has pgvector {version}")
