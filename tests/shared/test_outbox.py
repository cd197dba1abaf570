"""Verdicts and saves made while the server is away: kept on the disk, sent in order, never over somebody else's work."""

from dataclasses import replace

import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankAway, RightMissing
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_item
from itembank_desktop.services.line import Line
from itembank_desktop.services.write_either import ReplayOutbox, WriteEither
from itembank_desktop.services.write_shared import WriteShared
from tests.builders import a_picture, an_illustrated_item, an_item
from tests.fault_proxy import FaultProxy, Faults
from tests.following import SPACES, assert_same, fill, open_shared, puller


@pytest.fixture
def shared(shared_place):
    with open_shared(shared_place) as keeper:
        fill(keeper, 8)
    with open_shared(shared_place, "author") as bank:
        yield bank


@pytest.fixture
def local(tmp_path, shared):
    with LocalBank.create(tmp_path / "copy") as bank:
        puller(shared, bank)()
        yield bank


@pytest.fixture
def replay(shared, local):
    return ReplayOutbox(WriteShared(shared, SPACES), local.outbox)


def a_verdict(one: str = "가", other: str = "나", mark: Mark = Mark.RELATED) -> Verdict:
    sides = (side_of_item(an_item(stem, stem)) for stem in (one, other))
    return Verdict(*sides, mark, "김", now())


def edited(local: LocalBank, id: str, stem: str) -> ItemSave:
    """An item of the copy, rewritten over what the copy has read."""
    (item,) = local.get([local.find([ItemId(id)])[ItemId(id)]])
    return ItemSave(replace(item, stem=stem), local.copy.revisions([ItemId(id)])[ItemId(id)])


def stem_of(bank, id: str) -> str:
    return bank.get([bank.find([ItemId(id)])[ItemId(id)]])[0].stem


def test_what_waits_survives_the_program_and_keeps_its_order(local):
    item, pictures = an_illustrated_item(40, id="new")
    entries = [a_verdict(), ItemSave(item, 0, pictures), a_verdict("다", "라"), edited(local, "q1", "고침")]
    for entry in entries:
        local.outbox.put(entry)
    local.outbox.put(entries[1])
    with LocalBank.open(local.folder) as reopened:
        assert reopened.outbox.waiting() == entries
        assert reopened.outbox.waiting()[1].pictures == pictures
        assert {one.id for one in reopened.verdicts()} == {entries[0].id, entries[2].id}, "they count at once"


def test_verdicts_given_in_a_copy_wait_by_themselves_and_those_that_came_from_the_bank_do_not(shared, local, replay):
    theirs, mine = a_verdict("가", "나"), a_verdict("다", "라")
    shared.record([theirs])
    puller(shared, local)()
    local.record([theirs, mine])
    assert local.outbox.waiting() == [mine]
    assert replay().sent == 1
    assert {one.id for one in shared.verdicts()} == {theirs.id, mine.id}
    puller(shared, local)()
    assert len(local.verdicts()) == 2


def test_saves_arrive_in_order_with_their_figures_and_can_be_found_there(shared, local, replay):
    item, pictures = an_illustrated_item(40, id="new")
    first = edited(local, "q1", "첫 번째 고침")
    second = replace(first, item=replace(first.item, stem="두 번째 고침"), id="second")
    for entry in (ItemSave(item, 0, pictures), first, second, a_verdict()):
        local.outbox.put(entry)
    result = replay()
    assert (result.sent, result.collided, result.refused) == (4, 0, ())
    assert local.outbox.waiting() == []
    assert stem_of(shared, "q1") == "두 번째 고침"
    assert shared.figure(pictures[0].sha256) == pictures[0].data
    puller(shared, local)()
    assert_same(shared, local)
    key = shared.find([ItemId("new")])[ItemId("new")]
    (probe,) = SPACES[1].describe(Content(pictures=pictures))
    fitted = SPACES[1].fitted(shared.statistics("figure")[1])
    assert shared.nearest("figure", fitted.probes(probe), 1).tolist() == [key]


def test_an_edit_keeps_the_figures_that_did_not_change(shared, local, replay):
    save = edited(local, "q4", "그림은 그대로")
    assert save.item.figures
    assert save.pictures == ()
    local.outbox.put(save)
    assert replay().sent == 1
    puller(shared, local)()
    assert_same(shared, local)
    assert local.payloads("figure", list(local.find([ItemId("q4")]).values())) != [()]


def test_an_item_changed_by_another_author_meanwhile_stands_beside_mine_and_is_not_overwritten(
    shared, shared_place, local, replay
):
    mine = edited(local, "q1", "내가 고침")
    local.outbox.put(mine)
    behind = replace(mine, item=replace(mine.item, stem="또 고침"), id="behind")
    local.outbox.put(behind)
    local.outbox.put(a_verdict())
    with open_shared(shared_place, "author2") as other:
        written = WriteShared(other, SPACES).write(edited(local, "q1", "남이 고침"))
        assert isinstance(written, Written)
    result = replay()
    assert (result.sent, result.collided) == (1, 1), "the verdict goes on"
    assert stem_of(shared, "q1") == "남이 고침"
    with LocalBank.open(local.folder) as reopened:
        (collision,) = reopened.outbox.collisions()
    assert (collision.mine.item.stem, collision.theirs.stem) == ("내가 고침", "남이 고침")
    assert collision.revision == written.revision
    assert local.outbox.waiting() == [], "what was written over mine waits for the choice"
    assert replay().sent == 0

    local.outbox.settle(mine.id, mine=True)
    assert replay().sent == 2
    assert stem_of(shared, "q1") == "또 고침"
    with pytest.raises(KeyError):
        local.outbox.settle(mine.id, mine=True)


def test_letting_go_of_mine_leaves_theirs_and_what_was_written_over_mine_asks_again(
    shared, shared_place, local, replay
):
    mine = edited(local, "q1", "내가 고침")
    local.outbox.put(mine)
    local.outbox.put(replace(mine, item=replace(mine.item, stem="또 고침"), id="behind"))
    with open_shared(shared_place, "author2") as other:
        WriteShared(other, SPACES).write(edited(local, "q1", "남이 고침"))
    replay()
    local.outbox.settle(mine.id, mine=False)
    assert replay().collided == 1
    local.outbox.settle("behind", mine=False)
    assert replay() == replay()
    assert stem_of(shared, "q1") == "남이 고침"
    assert local.outbox.collisions() == local.outbox.waiting() == []


def test_an_item_deleted_meanwhile_is_a_collision_without_a_version_of_theirs(shared, shared_place, local, replay):
    local.outbox.put(edited(local, "q2", "내가 고침"))
    with open_shared(shared_place) as keeper:
        assert keeper.remove_items(keeper.revisions([ItemId("q2")])) == []
    assert replay().collided == 1
    (collision,) = local.outbox.collisions()
    assert (collision.theirs, collision.revision) == (None, 0)
    local.outbox.settle(collision.mine.id, mine=True)
    assert replay().sent == 1
    assert stem_of(shared, "q2") == "내가 고침"


def test_two_authors_who_save_one_item_at_once_do_not_lose_either_s_work(shared, shared_place, local):
    base = edited(local, "q3", "")
    with open_shared(shared_place, "author2") as other:
        writers = [WriteShared(bank, SPACES) for bank in (shared, other)]
        saves = [replace(base, item=replace(base.item, stem=stem), id=stem) for stem in ("김의 글", "이의 글")]
        results = [writer.write(save) for writer, save in zip(writers, saves, strict=True)]
    assert isinstance(results[0], Written)
    assert isinstance(results[1], Collision)
    assert (results[1].mine.item.stem, results[1].theirs.stem) == ("이의 글", "김의 글")
    assert stem_of(shared, "q3") == "김의 글"


def test_what_arrived_before_a_kill_is_sent_again_and_changes_nothing(shared, local, replay):
    save, verdict = edited(local, "q1", "고침"), a_verdict()
    # The server has committed, and the program was killed before it could note that.
    writer = WriteShared(shared, SPACES)
    written = writer.write(save)
    writer.record([verdict])
    for entry in (verdict, save):
        local.outbox.put(entry)
    result = replay()
    assert (result.sent, result.collided) == (2, 0)
    assert shared.revisions([ItemId("q1")])[ItemId("q1")] == written.revision
    assert len(shared.verdicts()) == 1


def test_an_entry_the_server_refuses_does_not_hold_up_the_others(shared, shared_place, local):
    local.outbox.put(edited(local, "q1", "고침"))
    with open_shared(shared_place, "reader") as reader:
        result = ReplayOutbox(WriteShared(reader, SPACES), local.outbox)()
    assert [type(problem) for _, problem in result.refused] == [RightMissing]
    assert len(local.outbox.waiting()) == 1
    assert ReplayOutbox(WriteShared(shared, SPACES), local.outbox)().sent == 1


def test_a_line_cut_while_something_is_sent_loses_nothing_and_doubles_nothing(shared, shared_place, local):
    with FaultProxy(shared_place.server.port) as proxy:
        address = proxy.address(shared_place.address("author"))
        with type(shared).open(address, shared_place.password) as cut:
            line = Line()
            either = WriteEither(WriteShared(cut, SPACES), cut, local.outbox, line)
            assert either.record([a_verdict()])
            assert local.outbox.waiting() == []
            proxy.faults = Faults(cut_after=0)  # the answer to the commit is lost
            lost = a_verdict("다", "라")
            assert not either.record([lost])
            assert not line.up
            proxy.heal()
            save = edited(local, "q5", "고침")
            assert either.write(save) is None
            line.back()
            assert not either.record([a_verdict("마", "바")]), "nothing overtakes what waits"
            assert len(local.outbox.waiting()) == 3
            proxy.faults = Faults(cut_after=0)
            replay = ReplayOutbox(WriteShared(cut, SPACES), local.outbox)
            with pytest.raises(BankAway):
                replay()
            proxy.heal()
            assert replay().sent >= 1
            assert either.record([a_verdict("사", "아")])
    assert len(shared.verdicts()) == 4
    assert stem_of(shared, "q5") == "고침"
    assert local.outbox.waiting() == []


def test_a_picture_of_a_waiting_item_lies_among_the_copy_s_figures(local):
    picture = a_picture(50)
    local.outbox.put(ItemSave(an_item(id="drawn", figures=(picture.figure,)), 0, (picture,)))
    assert local.figure(picture.sha256) == picture.data
