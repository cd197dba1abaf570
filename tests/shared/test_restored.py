"""A bank restored from a backup counts its revisions anew: with a new feed its copies take everything again."""

import threading

import pytest

from itembank_desktop import cli
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.adapters.stores.shared.feed import SharedFeed
from itembank_desktop.adapters.stores.shared.keeper import renew_feed
from itembank_desktop.core.errors import BankBehind, RightMissing
from tests.builders import an_item
from tests.following import SPACES, assert_same, contents, entry_for, fill, open_shared, puller
from tests.postgres import connect


def run(*arguments: str) -> int:
    return cli.run(arguments, cli.Screens(*[lambda *_: 0] * 3))


def copied(place, target: str, source: str) -> None:
    """A database as it stands under another name: a backup, or its restoration."""
    with connect(place.server.address(), place.password) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {target} TEMPLATE {source}")


@pytest.fixture
def backup(shared_place):
    name = f"{shared_place.database}_backup"
    yield name
    with connect(shared_place.server.address(), shared_place.password) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_a_copy_of_a_restored_bank_is_made_whole_again_by_a_new_feed(shared_place, backup, tmp_path, capsys):
    with open_shared(shared_place) as shared:
        fill(shared, 24)
    copied(shared_place, backup, shared_place.database)
    with LocalBank.create(tmp_path / "copy") as local:
        with open_shared(shared_place) as shared:
            shared.save([entry_for(shared, an_item("백업 뒤에 쓴 문항", "lost"))])
            puller(shared, local)()
        copied(shared_place, shared_place.database, backup)
        with open_shared(shared_place) as shared:
            # The counter comes to where the copy stands, by way of another item.
            shared.save([entry_for(shared, an_item("복원 뒤에 쓴 문항", "found"))])
            assert puller(shared, local)().items == 0
            assert contents(local) != contents(shared), "without a new feed nobody could tell"

            assert run("db", "new-feed", shared_place.url()) == 0
            assert "takes everything anew" in capsys.readouterr().out
            report = puller(shared, local)()
            assert report.anew
            assert_same(shared, local)


def test_a_program_that_looks_on_forgets_what_it_knew_of_the_bank_before(shared_place, backup):
    with open_shared(shared_place) as shared:
        fill(shared, 8)
    copied(shared_place, backup, shared_place.database)
    with open_shared(shared_place) as looking:
        with open_shared(shared_place) as other:
            other.save([entry_for(other, an_item("가나다", "before"))])
            other.refit(SPACES[0])
        before = looking.statistics("text")
        copied(shared_place, shared_place.database, backup)
        with open_shared(shared_place) as other:
            other.save([entry_for(other, an_item("전혀 다른 말", "after"))])
            other.refit(SPACES[0])
            renew_feed(shared_place.address(), shared_place.password)
            looking._spaces.forget()
            assert looking.statistics("text") == other.statistics("text") != before


def test_whoever_follows_a_bank_hears_of_a_new_feed_at_once(shared_place):
    with open_shared(shared_place) as shared:
        fill(shared, 4)
        feed = SharedFeed(shared.server)
        cursor, heard = feed.head().revision, []
        waiting = threading.Thread(target=lambda: heard.append(feed.changed(cursor, 30, lambda: False)))
        waiting.start()
        renew_feed(shared_place.address(), shared_place.password)
        waiting.join()
    assert heard == [True]


def test_only_a_keeper_gives_a_bank_a_new_feed(shared_place):
    with pytest.raises(RightMissing):
        renew_feed(shared_place.address("author"), shared_place.password)
    with pytest.raises(BankBehind, match="db init"):
        renew_feed(shared_place.server.address(), shared_place.password)


def test_the_help_says_when_a_new_feed_is_wanted(capsys):
    with pytest.raises(SystemExit):
        run("db", "new-feed", "--help")
    assert "after restoring a backup" in " ".join(capsys.readouterr().out.lower().split())
