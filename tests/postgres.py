"""A real PostgreSQL with pgvector for tests: one server a session, one fresh bank a test, an account for each role."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from itembank_desktop.adapters.stores.shared.migrate import migrate
from itembank_desktop.adapters.stores.shared.own_server import OwnServer
from itembank_desktop.core.errors import ServerUnfit
from itembank_desktop.core.shared import BankAddress

VERSION = int(os.environ.get("ITEMBANK_TEST_POSTGRES", "16"))
TEMPLATE = "itembank_template"
ACCOUNTS = {
    "keeper": ("itembank_owner",),
    "reader": ("itembank_reader",),
    "author": ("itembank_author",),
    "author2": ("itembank_author",),
    "embedder": ("itembank_embedder",),
    "stranger": (),
}
"""Login names and the groups they are in."""
_numbers = itertools.count()


@dataclass(frozen=True)
class SharedPlace:
    """One fresh database with the schema; `server` may be stopped and started by a test that has its own."""

    server: OwnServer
    database: str

    @property
    def password(self) -> str:
        """Every account's."""
        return self.server.password

    def address(self, account: str = "keeper") -> BankAddress:
        """Where it is, for one of ACCOUNTS."""
        return self.server.address(self.database, account)

    def url(self, account: str = "keeper") -> str:
        """With its password, for command lines."""
        return self.address(account).url.replace("@", f":{self.password}@")

    def connect(self, account: str = "postgres", **options):
        """A bare psycopg connection in autocommit, for looking behind the adapter."""
        return connect(self.address(account), self.password, **options)


def connect(address: BankAddress, password: str, **options):
    """A bare psycopg connection in autocommit."""
    import psycopg

    return psycopg.connect(
        host=address.host, port=address.port, dbname=address.database, user=address.user, password=password,
        sslmode="disable", autocommit=True, **options,
    )  # fmt: skip


def prepared(server: OwnServer) -> OwnServer:
    """The started server with its accounts and the template of a bank."""
    with connect(server.address(), server.password) as admin:
        admin.execute(f"CREATE DATABASE {TEMPLATE}")
        with connect(server.address(TEMPLATE), server.password) as inside:
            migrate(inside, create=True)
        for name, groups in ACCOUNTS.items():
            admin.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{server.password}'")
            for group in groups:
                admin.execute(f"GRANT {group} TO {name}")
    return server


@contextmanager
def fresh_bank(server: OwnServer) -> Iterator[SharedPlace]:
    """An empty shared bank of its own, dropped afterwards."""
    name = f"bank_{next(_numbers)}"
    with connect(server.address(), server.password) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    yield SharedPlace(server, name)
    with connect(server.address(), server.password) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_server(version: int = VERSION) -> Iterator[OwnServer]:
    """A prepared server; the test is skipped where the platform has none."""
    try:
        server = OwnServer(version)
    except ServerUnfit as problem:
        pytest.skip(f"NO POSTGRESQL HERE, the shared bank is not tested: {problem}")
    with server:
        yield prepared(server)


@pytest.fixture(scope="session")
def postgres() -> Iterator[OwnServer]:
    """The session's server: read its address, never stop it."""
    with running_server() as server:
        yield server


@pytest.fixture
def shared_place(postgres) -> Iterator[SharedPlace]:
    """A fresh, empty shared bank on the session's server."""
    with fresh_bank(postgres) as place:
        yield place


@pytest.fixture
def own_shared_place() -> Iterator[SharedPlace]:
    """A fresh bank on a server of the test's own, which may be stopped, killed and started again (3 s)."""
    with running_server() as server, fresh_bank(server) as place:
        yield place
