"""A copy that follows a shared bank on a real server."""

import os

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.adapters.stores.shared.feed import SharedFeed
from itembank_desktop.core.errors import DiskFull, IsACopy, NotACopy
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Addition, JobControl
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_item
from tests.builders import a_content, an_entry, an_illustrated_item, an_item
from tests.fakes import RecordedControl
from tests.fakes_vectors import TEXT, FakeEmbedder
from tests.following import SPACES, assert_same, assert_sound, entry_for, fill, known_space, open_shared, puller


@pytest.fixture
def shared(shared_place):
    with open_shared(shared_place) as bank:
        yield bank


@pytest.fixture
def local(tmp_path):
    with LocalBank.create(tmp_path / "copy") as bank:
        yield bank


def a_verdict(one: str, other: str) -> Verdict:
    sides = (side_of_item(an_item(stem, stem)) for stem in (one, other))
    return Verdict(*sides, Mark.RELATED, "김", now())


def test_a_first_pull_brings_everything_and_the_next_only_what_is_new(shared, local):
    fill(shared, 60)
    shared.record([a_verdict("가", "나")])
    report = puller(shared, local, chunk=16)()
    assert (report.items, report.verdicts, report.figures, report.anew) == (60, 1, 4, True)
    assert_same(shared, local)
    assert local.copy.origin().shared_items == 60
    assert local.copy.origin().synced is not None

    shared.save([entry_for(shared, an_item("새 문항", "new")), entry_for(shared, an_item("고친 문항", "q4"))])
    assert shared.delete_item(ItemId("q8"), shared.revisions([ItemId("q8")])["q8"])
    shared.record([a_verdict("다", "라")])
    again = puller(shared, local)()
    assert (again.items, again.gone, again.verdicts, again.figures, again.anew) == (2, 1, 1, 0, False)
    assert_same(shared, local)
    idle = puller(shared, local)()
    assert (idle.items, idle.gone, idle.verdicts, idle.size) == (0, 0, 0, 0)


def test_an_empty_bank_has_an_empty_copy(shared, local):
    assert puller(shared, local)().items == 0
    assert_same(shared, local)
    fill(shared, 3)
    assert puller(shared, local)().items == 3
    assert_same(shared, local)


def test_what_is_deleted_is_found_no_more_by_a_program_that_had_it_in_memory(shared, local):
    fill(shared, 12)
    puller(shared, local)()
    with LocalBank.open(local.folder) as watching:
        key = watching.find([ItemId("q3")])[ItemId("q3")]
        ((payload,),) = watching.payloads("text", [key])
        probe = SPACES[0].fitted(watching.statistics("text")[1]).probes(payload)
        assert watching.nearest("text", probe, 1).tolist() == [key]
        shared.delete_item(ItemId("q3"), shared.revisions([ItemId("q3")])["q3"])
        puller(shared, local)()
        assert key not in watching.nearest("text", probe, 100).tolist()
        assert watching.count() == 11
        assert len(watching.get(watching.nearest("text", probe, 100).tolist())) == 11


def test_an_item_that_lost_its_figure_is_found_by_it_no_more(shared, local):
    item, pictures = an_illustrated_item(3, id="drawn")
    fill(shared, 4)
    shared.save([entry_for(shared, item, pictures)])
    puller(shared, local)()
    key = local.find([ItemId("drawn")])[ItemId("drawn")]
    ((payload,),) = local.payloads("figure", [key])
    probe = SPACES[1].fitted(local.statistics("figure")[1]).probes(payload)
    assert local.nearest("figure", probe, 1).tolist() == [key]
    shared.save([entry_for(shared, an_item(item.stem, "drawn"))])
    puller(shared, local)()
    assert key not in local.nearest("figure", probe, 100).tolist()
    assert_same(shared, local)


def test_statistics_fitted_anew_are_taken_over_before_anything_signed_with_them(shared, local):
    fill(shared, 20)
    puller(shared, local)()
    before = local.statistics("text")
    fill(shared, 30, start=20)
    shared.refit(SPACES[0])
    puller(shared, local, chunk=7)()
    assert local.statistics("text") != before
    assert_same(shared, local)


def test_vectors_added_later_come_by_themselves(shared, local):
    fill(shared, 10)
    sync = puller(shared, local)
    sync._space_of = lambda name, statistics: known_space(name, statistics) or VectorSpace.of(statistics)
    sync()
    late = VectorSpace(TEXT, FakeEmbedder().ask)
    keys = shared.keys()
    items = dict(zip(keys, shared.get(keys), strict=True))
    marks = shared.fingerprints([item.id for item in items.values()])
    for some in (keys[:4], keys[4:]):
        additions = [Addition(key, marks[items[key].id], late.describe(a_content(items[key]))) for key in some]
        assert shared.add(late, additions) == len(some)
        report = sync()
        assert (report.items, report.anew) == (0, False)
    assert local.missing(late.name) == []
    here, there = (
        {
            item.id: parts
            for item, parts in zip(bank.get(bank.keys()), bank.payloads(late.name, bank.keys()), strict=True)
        }
        for bank in (local, shared)
    )
    assert here == there
    assert local.statistics(late.name) == shared.statistics(late.name)
    shared.save([entry_for(shared, an_item("ganz anders", "q2"))])
    sync()
    assert local.get(local.missing(late.name)) == shared.get(shared.missing(late.name))


def test_a_space_this_program_does_not_know_is_left_out(shared, local):
    fill(shared, 5)
    sync = puller(shared, local)
    sync._space_of = lambda name, _: SPACES[0] if name == "text" else None
    sync()
    assert set(local.copy.origin().fits) == {"text"}
    assert local.missing("figure") == local.keys()
    puller(shared, local)()
    assert_same(shared, local)


def test_another_feed_at_the_same_place_is_pulled_anew_and_what_it_lacks_goes(shared, shared_place, local):
    fill(shared, 30)
    puller(shared, local)()
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.meta SET feed_id = gen_random_uuid()")
        # As after a restored dump: an item is gone, and no tombstone tells of it.
        admin.execute("DELETE FROM itembank.item WHERE id = 'q7'")
        admin.execute("UPDATE itembank.clock SET items = items - 1")
    stopped = RecordedControl(cancel_after=10)
    report = puller(shared, local, chunk=8)(JobControl(stopped.progress, stopped.cancelled))
    assert (report.anew, report.cancelled) == (True, True)
    assert local.count() == 30, "until everything has come again, nothing is taken away"
    assert local.copy.origin().sweeping
    report = puller(shared, local, chunk=8)()
    assert (report.anew, report.gone) == (False, 1)
    assert_same(shared, local)


def test_a_copy_that_missed_deletions_is_pulled_anew(shared, shared_place, local):
    fill(shared, 12)
    puller(shared, local)()
    shared.delete_item(ItemId("q5"), shared.revisions([ItemId("q5")])["q5"])
    shared.save([entry_for(shared, an_item("danach", "after"))])
    with shared_place.connect() as admin:
        admin.execute("SET search_path = itembank")
        assert admin.execute("SELECT purge(interval '-1 day')").fetchone() == (1,)
    report = puller(shared, local)()
    assert (report.anew, report.gone) == (True, 1)
    assert_same(shared, local)


def test_a_server_set_back_to_an_older_dump_is_noticed(shared, shared_place, local):
    fill(shared, 6)
    puller(shared, local)()
    with shared_place.connect() as admin:
        admin.execute("DELETE FROM itembank.item WHERE id IN ('q4', 'q5')")
        admin.execute("UPDATE itembank.clock SET items = items - 2, rev = (SELECT max(rev) FROM itembank.item)")
    assert puller(shared, local)().anew
    assert_same(shared, local)


def test_a_bank_with_items_of_its_own_never_becomes_a_copy(shared, local):
    local.save([an_entry(an_item(), SPACES)])
    with pytest.raises(NotACopy, match="items of its own"):
        puller(shared, local)()
    assert local.count() == 1


def test_the_copy_of_another_bank_is_not_overwritten(shared, local):
    fill(shared, 3)
    local.copy.begin("postgresql://elsewhere:5432/other", "another feed")
    with pytest.raises(NotACopy, match="elsewhere"):
        puller(shared, local)()


def test_a_server_that_has_moved_is_no_other_bank(shared, local):
    fill(shared, 3)
    puller(shared, local)()
    local.copy.moved("postgresql://old-name:5432/bank")
    report = puller(shared, local)()
    assert (report.items, report.anew) == (0, False)
    assert "old-name" not in local.copy.origin().url


def test_a_copy_is_not_changed_on_its_own(shared, local):
    fill(shared, 3)
    puller(shared, local)()
    key = local.keys()[0]
    for change in (
        lambda: local.save([an_entry(an_item(id="own"), SPACES)]),
        lambda: local.remove_items(local.revisions([ItemId("q0")])),
        lambda: local.refit(SPACES[0]),
        lambda: local.add(SPACES[0], [Addition(key, "f", (b"a",))]),
    ):
        with pytest.raises(IsACopy, match="copies follow"):
            change()
    assert_same(shared, local)


def test_a_full_disk_leaves_the_copy_as_it_was_and_the_pull_goes_on_later(shared, local):
    fill(shared, 10)
    puller(shared, local)()
    shared.save([entry_for(shared, an_item("가나다라 " * 3000 + str(n), f"large{n}")) for n in range(4)])
    with local._connections.writing() as writer:
        pages = writer.pragma("page_count")
    writer.pragma("max_page_count", pages + 2)
    before = local.copy.origin()
    with pytest.raises(DiskFull):
        puller(shared, local)()
    assert local.copy.origin() == before
    assert local.count() == 10
    assert_sound(local)
    writer.pragma("max_page_count", 1_000_000)
    puller(shared, local)()
    assert_same(shared, local)


def test_no_room_for_a_figure_means_that_the_item_naming_it_does_not_come(shared, local, monkeypatch):
    fill(shared, 3)
    puller(shared, local)()
    item, pictures = an_illustrated_item(30, id="drawn")
    shared.save([entry_for(shared, item, pictures)])
    before = local.copy.origin()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(DiskFull):
            puller(shared, local)()
    assert (local.copy.origin(), local.find([item.id])) == (before, {})
    puller(shared, local)()
    assert_same(shared, local)


def test_a_pull_rests_while_it_is_paused_and_ends_when_it_is_cancelled(shared, local):
    fill(shared, 40)
    rests = []

    def paused() -> bool:
        if local.count():
            rests.append(local.count())
        return 0 < len(rests) < 4

    sync = puller(shared, local, chunk=10)
    report = sync(JobControl(cancelled=lambda: len(rests) > 4, paused=paused))
    assert report.cancelled
    assert len(set(rests[:4])) == 1, "nothing is written while it rests"
    assert 0 < local.count() < 40
    assert_sound(local)
    assert not sync().cancelled
    assert_same(shared, local)


def test_two_pulls_into_one_copy_lose_nothing(shared, local):
    puller(shared, local)()
    fill(shared, 40)
    feed = SharedFeed(shared.server)

    class Overtaken(SharedFeed):
        times = 0

        def since(self, cursor, count, spaces):
            changes = feed.since(cursor, count, spaces)
            self.times += 1
            if self.times <= 3:
                shared.save([entry_for(shared, an_item(f"mitten drin {cursor}", "q1"))])
                with LocalBank.open(local.folder) as other:
                    stopped = RecordedControl(cancel_after=cursor + 9)
                    puller(shared, other, chunk=9)(JobControl(stopped.progress, stopped.cancelled))
            return changes

    assert not puller(shared, local, chunk=9, feed=Overtaken(shared.server))().anew, "the other has only been faster"
    puller(shared, local)()
    assert_same(shared, local)


def test_progress_says_how_far_and_how_much(shared, local):
    fill(shared, 40)
    control = RecordedControl()
    puller(shared, local, chunk=10)(JobControl(control.progress))
    last = control.seen[-1]
    assert (last.done, last.items) == (last.total, 40)
    assert last.size > 1000
    assert last.seconds > 0


def test_the_feed_asks_no_clock(shared, shared_place, local):
    """A server whose clock went back a day: what is written then still comes after what was written before."""
    fill(shared, 5)
    puller(shared, local)()
    shared.save([entry_for(shared, an_item("gestern", "yesterday"))])
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.item SET updated = now() - interval '400 days', created = updated")
    assert puller(shared, local)().items == 1
    assert_same(shared, local)


def test_signatures_and_vectors_arrive_bit_by_bit(shared, local):
    fill(shared, 8)
    head = SharedFeed(shared.server).head()
    changes = SharedFeed(shared.server).since(0, 100, ["text", "figure"])
    assert changes.head == head
    fitted = {space.name: space.fitted(shared.statistics(space.name)[1]) for space in SPACES}
    for saved in changes.items:
        for name, description in saved.entry.descriptions.items():
            np.testing.assert_array_equal(description.signatures, fitted[name].signatures(description.payloads))


def test_news_is_a_hint_and_what_was_written_before_listening_is_news(shared):
    fill(shared, 2)
    feed = SharedFeed(shared.server)
    head = feed.head().revision
    assert not feed.changed(head, 0.05, lambda: False)
    assert not feed.changed(head, 60, lambda: True)
    assert feed.changed(head - 1, 0.0, lambda: False)
