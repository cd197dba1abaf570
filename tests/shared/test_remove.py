"""A keeper takes items out of a shared bank; copies follow, others are refused, and an import brings them back."""

import pytest

from itembank_desktop.__main__ import _bench_window, _tour, _window
from itembank_desktop.adapters.importers.bank_folder import write_bank_folder
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.cli import Screens, run
from itembank_desktop.core.errors import IsACopy, ItemChanged, PublishRefused
from itembank_desktop.core.item import ItemId, fingerprint
from itembank_desktop.core.outbox import ItemSave
from itembank_desktop.services.remove_items import RemoveItems
from itembank_desktop.services.write_either import ReplayOutbox
from itembank_desktop.services.write_shared import WriteShared
from tests.builders import an_item
from tests.following import SPACES, assert_same, entry_for, fill, open_shared, puller

SCREENS = Screens(_window, _tour, _bench_window)
IDS = [ItemId("q2"), ItemId("q4")]


@pytest.fixture
def shared(shared_place):
    with open_shared(shared_place) as bank:
        fill(bank, 8)
        yield bank


@pytest.fixture
def local(tmp_path, shared):
    with LocalBank.create(tmp_path / "copy") as bank:
        puller(shared, bank)()
        yield bank


def test_a_copy_drops_what_the_keeper_removed(shared, local, tmp_path):
    removing = RemoveItems(shared, write_bank_folder)
    removing(removing.look(IDS), tmp_path / "kept")
    report = puller(shared, local)()
    assert (report.items, report.gone, report.anew) == (0, 2, False)
    assert local.find(IDS) == {}
    assert_same(shared, local)


def test_nothing_is_removed_that_somebody_changed_since_it_was_shown(shared, tmp_path):
    removing = RemoveItems(shared, write_bank_folder)
    looked_at = removing.look(IDS)
    shared.save([entry_for(shared, an_item("고친 글", "q4"))])
    with pytest.raises(ItemChanged, match="q4"):
        removing(looked_at, tmp_path / "kept")
    assert set(shared.find(IDS)) == set(IDS)


def test_a_copy_is_no_place_to_remove_from(local):
    with pytest.raises(IsACopy):
        RemoveItems(local, write_bank_folder).look(IDS)


def test_the_command_removes_as_a_keeper_and_import_brings_the_same_items_back(shared, shared_place, tmp_path, capsys):
    keys = shared.find(IDS)
    before = {item.id: fingerprint(item) for item in shared.get(list(keys.values()))}
    for account, said in (("author", "bank keeper"), ("reader", "bank keeper")):
        assert run(["remove", *IDS, "--yes", "--bank", shared_place.url(account)], SCREENS) == 1
        assert said in capsys.readouterr().err
    assert set(shared.find(IDS)) == set(IDS)

    kept = tmp_path / "kept"
    arguments = ["remove", *IDS, "--yes", "--keep", str(kept), "--bank", shared_place.url("keeper")]
    assert run(arguments, SCREENS) == 0
    said = capsys.readouterr().out
    assert f"2 removed, kept in {kept}" in said
    assert shared_place.password not in said
    assert shared.find(IDS) == {}
    # The tests' own spaces are not the program's: only what was kept is looked at, and saved as an import does.
    from itembank_desktop.adapters.importers.json_bank import JsonBankImporter

    rows = list(JsonBankImporter().read(kept))
    assert {row.item.id: fingerprint(row.item) for row in rows} == before
    shared.save([entry_for(shared, row.item, row.pictures) for row in rows])
    assert {item.id: fingerprint(item) for item in shared.get(list(shared.find(IDS).values()))} == before
    assert shared.find(IDS) == keys, "each under its own key"


def test_a_waiting_save_that_would_publish_is_refused_stays_and_holds_up_nothing(shared, shared_place, local):
    revision = local.copy.revisions([ItemId("q1")])[ItemId("q1")]
    local.outbox.put(ItemSave(an_item("출판할 글", "q1", metadata={"status": "published"}), revision))
    local.outbox.put(ItemSave(an_item("새 글", "new")))
    with open_shared(shared_place, "author") as author:
        result = ReplayOutbox(WriteShared(author, SPACES), local.outbox)()
    assert (result.sent, result.collided) == (1, 0)
    assert [type(problem) for _, problem in result.refused] == [PublishRefused]
    assert [one.item.stem for one in local.outbox.waiting()] == ["출판할 글"], "it is not lost"
    assert shared.revisions([ItemId("q1")])[ItemId("q1")] == revision
