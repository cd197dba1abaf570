"""What a bank's keeper does to its tables, from any state of the database."""

import psycopg

from itembank_desktop.adapters.stores.shared.connect import bare_connection, check_pgvector, check_server
from itembank_desktop.adapters.stores.shared.failures import translated
from itembank_desktop.adapters.stores.shared.migrate import migrate, version
from itembank_desktop.core.errors import BankBehind, RightMissing
from itembank_desktop.core.shared import BankAddress

_SERVER = """
SELECT current_setting('server_version_num')::int, current_setting('server_version'),
    (SELECT extversion FROM pg_extension WHERE extname = 'vector'),
    (SELECT default_version FROM pg_available_extensions WHERE name = 'vector')
"""


def apply_migrations(address: BankAddress, password: str, create: bool) -> list[str]:
    """Make what is missing and name it; without `create`, BankBehind where there are no tables at all."""
    connection = bare_connection(address, password)
    try:
        with translated(address.name):
            row = connection.execute(_SERVER).fetchone()
            assert row is not None
            number, told, present, offered = row
            check_server(address.name, number, told)
            check_pgvector(address.name, present or offered)
            if not create and version(connection) is None:
                raise BankBehind(address.name, "its database holds no item bank yet; make one with: db init")
            return _applied(connection, address, create)
    finally:
        connection.close()


def renew_feed(address: BankAddress, password: str) -> str:
    """Give the bank another feed, so that every copy takes everything anew; its id. RightMissing for all but keepers.

    A restored backup counts its revisions on from where it was made: a copy that is ahead would take what is written
    next for what it has.
    """
    connection = bare_connection(address, password)
    try:
        with translated(address.name):
            if version(connection) is None:
                raise BankBehind(address.name, "its database holds no item bank yet; make one with: db init")
            with connection.transaction():
                connection.execute("SET LOCAL ROLE itembank_owner")
                connection.execute("SELECT itembank.tick(1)")  # Whoever follows the bank hears of it at once.
                row = connection.execute("UPDATE itembank.meta SET feed_id = gen_random_uuid() RETURNING feed_id::text")
                ((feed,),) = row.fetchall()
            return str(feed)
    finally:
        connection.close()


def _applied(connection: psycopg.Connection[tuple[object, ...]], address: BankAddress, create: bool) -> list[str]:
    try:
        return migrate(connection, create=create)
    except psycopg.errors.InsufficientPrivilege as error:
        raise RightMissing(address.name, error.diag.message_primary or "only its keeper may do that") from error
