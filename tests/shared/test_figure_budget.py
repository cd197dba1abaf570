"""Figures of a copy within a budget: the longest unread make room, what nobody else has stays, the rest is counted."""

import os

import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.outbox import ItemSave
from tests.builders import a_picture, an_item
from tests.following import entry_for, fill, open_shared, puller

PICTURES = [a_picture(number) for number in range(12)]
SIZE = max(len(one.data) for one in PICTURES)


@pytest.fixture
def local(tmp_path):
    with LocalBank.create(tmp_path / "copy") as bank:
        bank.copy.begin("postgresql://bank.example.org/math", "feed")
        yield bank


def old(local, *pictures):
    """Read last so long ago, the first of them longest."""
    for age, picture in enumerate(reversed(pictures), start=1):
        os.utime(local.figure_path(picture.sha256), (1e9 - age * 3600,) * 2)


def here(local):
    return {number for number, one in enumerate(PICTURES) if local.figure_path(one.sha256).is_file()}


def test_the_longest_unread_make_room_and_what_was_read_stays(local):
    local.copy.keep(PICTURES[:6])
    old(local, *PICTURES[:6])
    budget = sum(len(one.data) for one in PICTURES[:6]) - 1
    local.copy.limit(budget)
    local.figure(PICTURES[0].sha256)
    local.copy.make_room()
    assert 0 in here(local)
    assert 1 not in here(local)
    assert sum(local.figure_path(PICTURES[n].sha256).stat().st_size for n in here(local)) <= budget


def test_what_waits_to_be_sent_is_never_thrown_away(local):
    mine = PICTURES[0]
    local.outbox.put(ItemSave(an_item("내 문항", "q1", figures=(mine.figure,)), 0, (mine,)))
    local.copy.keep(PICTURES[1:6])
    old(local, *PICTURES[:6])
    local.copy.limit(1)
    local.copy.make_room()
    assert here(local) == {0}
    (waiting,) = local.outbox.waiting()
    assert waiting.pictures[0].data == mine.data
    local.outbox.sent(waiting, 1)
    local.copy.make_room()
    assert here(local) == set()


def test_a_bank_of_ones_own_loses_nothing(tmp_path):
    with LocalBank.create(tmp_path / "own") as own:
        own.copy.keep(PICTURES[:3])
        own.copy.limit(1)
        own.copy.make_room()
        assert here(own) == {0, 1, 2}


def test_a_pull_brings_as_many_figures_as_there_is_room_for_and_counts_the_others(shared_place, tmp_path):
    with open_shared(shared_place) as shared, LocalBank.create(tmp_path / "copy") as local:
        fill(shared, 64)
        many = [a_picture(number) for number in range(100, 180)]
        for one in many:
            item = an_item(f"그림 {one.sha256[:8]}", one.sha256[:8], figures=(one.figure,))
            shared.save([entry_for(shared, item, (one,))])
        local.copy.limit(20 * SIZE)
        report = puller(shared, local, chunk=16)()
        assert report.items == local.count() == 144
        assert report.left > 0
        named = {one.sha256 for item in local.get(local.keys()) for one in item.figures}
        present = [sha256 for sha256 in named if local.figure_path(sha256).is_file()]
        assert sum(local.figure_path(sha256).stat().st_size for sha256 in present) <= 20 * SIZE
        assert local.copy.absent_figures() == len(named) - len(present) >= report.left
        lost = next(one for one in many if not local.figure_path(one.sha256).is_file())
        with pytest.raises(UnreadableFigure):
            local.figure(lost.sha256)
        local.copy.keep([lost])  # As the window does when the figure is looked at.
        assert local.figure(lost.sha256) == lost.data
        assert puller(shared, local)().figures == 0
