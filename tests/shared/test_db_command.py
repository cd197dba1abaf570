"""The keeper's commands on a real server: made twice, refused when newer, interrupted without a trace."""

import threading

import psycopg  # noqa: TID253
import pytest

from itembank_desktop import cli
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.adapters.stores.shared.keeper import apply_migrations
from itembank_desktop.adapters.stores.shared.migrate import Migration, migrate, migrations, newest, version
from itembank_desktop.core.errors import BankBehind, BankMissing, BankTooNew, RightMissing
from itembank_desktop.core.shared import address_of
from tests.postgres import connect

TABLES = "SELECT count(*) FROM pg_class WHERE relnamespace = 'itembank'::regnamespace"
FUNCTIONS = "SELECT proname FROM pg_proc WHERE pronamespace = 'itembank'::regnamespace AND "


def run(*arguments: str) -> int:
    return cli.run(arguments, cli.Screens(*[lambda *_: 0] * 3))


@pytest.fixture
def bare(postgres):
    """A database without any bank; its name."""
    with connect(postgres.address(), postgres.password) as admin:
        admin.execute("CREATE DATABASE bare")
        yield "bare"
        admin.execute("DROP DATABASE bare WITH (FORCE)")


def test_init_makes_a_bank_twice_and_status_says_what_is_there(postgres, bare, capsys):
    url = postgres.address(bare).url.replace("@", f":{postgres.password}@")
    assert run("db", "status", url) == 1
    assert "db migrate" in capsys.readouterr().err
    assert run("db", "migrate", url) == 1
    assert "db init" in capsys.readouterr().err
    assert run("db", "init", url) == 0
    assert f"applied {migrations()[-1].name}" in capsys.readouterr().out
    assert run("db", "init", url) == run("db", "migrate", url) == 0
    assert capsys.readouterr().out == "Up to date\nUp to date\n"
    assert run("db", "status", url) == 0
    said = capsys.readouterr().out
    assert "0 items" in said
    assert f"format {newest()} of {newest()}" in said
    assert postgres.password not in said


def test_two_keepers_at_once_make_one_bank(postgres, bare):
    address, outcomes = postgres.address(bare), []

    def init():
        outcomes.append(apply_migrations(address, postgres.password, create=True))

    threads = [threading.Thread(target=init) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(len, outcomes)) == [0, len(migrations())]


def test_an_interrupted_step_leaves_the_old_tables_and_can_be_taken_again(shared_place):
    broken = Migration(99, "0099_broken.sql", "CREATE TABLE half (a integer); SELECT no_such_function();")
    whole = Migration(99, "0099_whole.sql", "CREATE TABLE half (a integer);")
    with shared_place.connect() as admin:
        before = admin.execute(TABLES).fetchone()
        with pytest.raises(Exception, match="no_such_function"):
            migrate(admin, (*migrations(), broken))
        assert (version(admin), admin.execute(TABLES).fetchone()) == (newest(), before)
        assert migrate(admin, (*migrations(), whole)) == ["0099_whole.sql"]
        assert admin.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'half'").fetchone() == (
            "itembank_owner",
        )


def test_a_killed_keeper_leaves_the_old_tables(shared_place):
    slow = Migration(99, "0099_slow.sql", "CREATE TABLE half (a integer); SELECT pg_sleep(60);")
    with shared_place.connect() as admin:
        victim = shared_place.connect()
        caught = []

        def migrating():
            try:
                migrate(victim, (*migrations(), slow))
            except psycopg.OperationalError as error:
                caught.append(error)

        thread = threading.Thread(target=migrating)
        thread.start()
        sleeping = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        while not admin.execute(sleeping).fetchall():
            pass
        thread.join()
        victim.close()
        assert caught
        assert version(admin) == newest()
        assert admin.execute("SELECT to_regclass('itembank.half')").fetchone() == (None,)
        assert migrate(admin) == []


def test_a_newer_schema_is_refused_by_every_command(shared_place, capsys):
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.meta SET schema_version = 99")
        with pytest.raises(BankTooNew):
            migrate(admin)
    with pytest.raises(BankTooNew, match="its format is 99"):
        SharedBank.open(shared_place.address("reader"), shared_place.password)
    assert run("search", "--bank", shared_place.url("reader"), "--text", "x") == 1
    assert "Update Itembank Desktop" in capsys.readouterr().err


def test_an_older_schema_asks_for_its_keeper(shared_place):
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.meta SET schema_version = 1")
    with pytest.raises(BankBehind, match="db migrate"):
        SharedBank.open(shared_place.address("reader"), shared_place.password)


def test_the_steps_that_only_replace_functions_may_be_taken_twice_and_keep_everybody_s_rights(shared_place):
    rights = (
        FUNCTIONS.replace("SELECT proname", "SELECT proname, proacl::text, proowner, prosecdef") + "true ORDER BY 1"
    )
    with shared_place.connect() as admin:
        before = admin.execute(rights).fetchall()
        admin.execute("UPDATE itembank.meta SET schema_version = 2")
        assert migrate(admin) == [step.name for step in migrations() if step.number > 2]
        assert admin.execute(rights).fetchall() == before


def test_only_a_keeper_migrates(shared_place):
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.meta SET schema_version = 1")
    with pytest.raises(RightMissing):
        apply_migrations(shared_place.address("author"), shared_place.password, create=False)


def test_a_database_that_is_not_there_is_named(postgres):
    address, _ = address_of(postgres.address("no_such_bank").url)
    with pytest.raises(BankMissing, match="no_such_bank"):
        SharedBank.open(address, postgres.password)


def test_no_function_may_be_called_by_everybody_and_every_definer_has_its_own_path(shared_place):
    with shared_place.connect() as admin:
        open_to_all = admin.execute(FUNCTIONS + "has_function_privilege('stranger', oid, 'EXECUTE')").fetchall()
        loose = admin.execute(FUNCTIONS + "prosecdef AND proconfig IS NULL").fetchall()
    assert open_to_all == loose == []
