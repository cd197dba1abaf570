"""The server dies, falls silent, is slow or is cut off in mid-answer: the copy answers the same draft, and says so."""

import random
import threading
import time

import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.adapters.stores.shared.feed import SharedFeed
from itembank_desktop.cli.sync import follower
from itembank_desktop.core.errors import BankAway, TextTooLong
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.services.ask_either import AskEither
from itembank_desktop.services.line import FIRST_SECONDS, LONGEST_SECONDS, Line
from itembank_desktop.services.recheck_drafts import RecheckDrafts
from itembank_desktop.wiring import finder, fingerprint_spaces
from tests.builders import an_item, numbered_items
from tests.fault_proxy import FaultProxy, Faults
from tests.following import entries_for, open_shared

LIMIT = 0.4
SPACES = fingerprint_spaces()


def draft(number: int, limit: int = 5) -> Query:
    """A draft close to the item of that number."""
    (item,) = numbered_items(1, number)
    return Query(Content(item.stem.replace("구하시오", "구하여라")), limit, draft="draft")


class Desk:
    """A shared bank behind a proxy, its copy, and what asks either."""

    def __init__(self, place, folder) -> None:
        self.direct = open_shared(place)
        for space in SPACES:
            self.direct.refit(space)
        self.save(*numbered_items(60))
        for space in SPACES:
            self.direct.refit(space)
        self.proxy = FaultProxy(place.server.port)
        self.proxy.__enter__()
        self.shared = SharedBank.open(self.proxy.address(place.address("author")), place.password)
        self.local = LocalBank.create(folder)
        self.line = Line()
        self.follow = follower(self.shared, self.local, line=self.line)
        assert self.follow.turn(JobControl()).problem is None
        self.copy = finder(self.local)
        self.copy.warm_up()
        self.ask = AskEither(finder(self.shared), self.copy, self.shared, self.line, self._copied, LIMIT)

    def save(self, *items) -> None:
        """Somebody else writes to the shared bank."""
        self.direct.save(entries_for(self.direct, items, SPACES))

    def _copied(self):
        return self.local.copy.origin().synced, self.local.revision()

    def close(self) -> None:
        self.shared.close()
        self.direct.close()
        self.local.close()
        self.proxy.__exit__()


@pytest.fixture
def desk(shared_place, tmp_path):
    desk = Desk(shared_place, tmp_path / "copy")
    yield desk
    desk.close()


def hits(answer: Answer) -> list[tuple[str, float]]:
    return [(hit.item.id, round(hit.score, 3)) for hit in answer.hits]


def assert_from_copy(desk: Desk, answer: Answer, expected: Answer) -> None:
    assert hits(answer) == hits(expected)
    assert answer.source.shared is False
    assert isinstance(answer.source.away, BankAway)
    assert answer.source.copied == desk.local.copy.origin().synced
    assert not desk.line.up


def test_while_the_server_is_there_it_answers(desk):
    answer = desk.ask(draft(7))
    assert answer.source.shared is True
    assert answer.hits[0].item.id == "q7"


@pytest.mark.parametrize(
    "fault",
    [
        Faults(silent=True),
        Faults(delay=1.0),
        Faults(cut_after=0),
        Faults(cut_after=700),
    ],
    ids=["silent", "slow", "cut before the answer", "cut in the answer"],
)
def test_a_fault_in_mid_question_is_answered_by_the_copy_from_the_same_draft(desk, fault):
    expected = desk.ask(draft(7))
    desk.proxy.faults = fault
    answer = desk.ask(draft(7))
    assert_from_copy(desk, answer, expected)
    desk.proxy.heal()
    began = desk.local.revision()
    assert desk.ask(draft(8)).source.shared is False, "nobody waits for a server that is known lost"
    assert desk.follow.turn(JobControl()).returned
    assert desk.local.revision() == began
    assert desk.ask(draft(7)).source.shared is True


def test_connections_cut_between_questions_are_made_anew_without_a_word(desk):
    desk.ask(draft(1))
    desk.proxy.cut()
    assert desk.ask(draft(1)).source.shared is True


def test_a_server_that_takes_no_new_connections_costs_no_more_than_the_limit(desk):
    expected = desk.ask(draft(3))
    desk.proxy.faults = Faults(silent=True)
    desk.proxy.cut()
    assert_from_copy(desk, desk.ask(draft(3)), expected)
    assert desk.line.reason is not None


def test_a_server_that_refuses_connections_is_known_at_once(desk):
    expected = desk.ask(draft(3))
    desk.proxy.faults = Faults(refused=True)
    desk.proxy.cut()
    assert_from_copy(desk, desk.ask(draft(3)), expected)


def test_a_cut_at_any_byte_gives_the_server_s_answer_or_the_copy_s_and_never_half_of_one(desk):
    expected = hits(desk.ask(draft(11)))
    rng = random.Random(5)
    sources = set()
    for _ in range(12):
        desk.proxy.faults = Faults(cut_after=rng.randrange(20_000))
        answer = desk.ask(draft(11))
        assert hits(answer) == expected
        sources.add(answer.source.shared)
        desk.proxy.heal()
        desk.line.back()
    assert False in sources


def test_a_pull_cut_at_any_byte_leaves_a_whole_copy_that_catches_up(desk):
    rng = random.Random(7)
    for step in range(6):
        desk.save(an_item(f"새 문항 {step}: 수열의 합", f"new{step}"))
        desk.proxy.faults = Faults(cut_after=rng.randrange(6_000))
        turn = desk.follow.turn(JobControl())
        assert turn.problem is None or isinstance(turn.problem, BankAway)
        assert desk.local.count() == len(desk.local.keys())
        desk.proxy.heal()
        assert desk.follow.turn(JobControl()).problem is None
        assert desk.local.count() == desk.direct.count() == 61 + step
        assert desk.local.copy.origin().cursor == SharedFeed(desk.direct.server).head().revision


def test_the_question_s_own_mistake_is_no_reason_to_ask_the_copy(desk):
    with pytest.raises(TextTooLong):
        desk.ask(Query(Content("가" * 30_000)))
    assert desk.line.up


def test_a_killed_server_is_left_for_the_copy_and_taken_up_again_when_it_has_restarted(own_shared_place, tmp_path):
    desk = Desk(own_shared_place, tmp_path / "copy")
    try:
        expected = desk.ask(draft(5))
        own_shared_place.server.kill()
        answer = desk.ask(draft(5))
        assert_from_copy(desk, answer, expected)
        assert isinstance(desk.follow.turn(JobControl()).problem, BankAway)
        own_shared_place.server.start()
        patience = time.monotonic() + 20
        while not desk.follow.turn(JobControl()).returned and time.monotonic() < patience:
            time.sleep(0.1)
        again = desk.ask(draft(5))
        assert again.source.shared is True
        assert hits(again) == hits(expected)
    finally:
        desk.close()


def test_the_background_goes_on_by_itself_through_a_fault_and_hears_of_news(desk):
    turns, stop = [], threading.Event()
    control = JobControl(cancelled=stop.is_set)
    thread = threading.Thread(target=desk.follow, args=(control, turns.append, 60.0))
    thread.start()

    def wait_for(happened) -> None:
        patience = time.monotonic() + 20
        while not happened():
            assert time.monotonic() < patience
            time.sleep(0.01)

    try:
        wait_for(lambda: turns)
        desk.save(an_item("소식", "news"))
        wait_for(lambda: desk.local.find([ItemId("news")]))
        desk.proxy.faults = Faults(refused=True)
        desk.proxy.cut()
        wait_for(lambda: not desk.line.up)
        desk.save(an_item("그사이", "meanwhile"))
        desk.proxy.heal()
        wait_for(lambda: desk.local.find([ItemId("meanwhile")]))
        wait_for(lambda: desk.line.up)
    finally:
        stop.set()
        thread.join()
    assert [turn.returned for turn in turns].count(True) == 1
    assert any(isinstance(turn.problem, BankAway) for turn in turns)


def test_what_was_checked_by_the_copy_is_checked_again_and_told_only_if_something_new_appeared(desk):
    recheck = RecheckDrafts(desk.local.copy)
    desk.proxy.faults = Faults(silent=True)
    for number, name in ((7, "first"), (9, "second")):
        query = draft(number)
        recheck.note(desk.ask(Query(query.content, 5, draft=name)))
    # Meanwhile somebody saves the very item that the second draft is about, and touches another's metadata only.
    twin, touched = numbered_items(1, 9)[0], desk.direct.get(desk.direct.keys())[7]
    changed = an_item(touched.stem, touched.id, subject=touched.subject, metadata={"level": 3})
    desk.save(an_item(twin.stem, "twin"), changed)
    desk.proxy.heal()
    assert recheck(desk.copy) == []
    for number, name in ((7, "first"), (9, "second")):
        desk.line.lost(BankAway("bank"))
        recheck.note(desk.ask(Query(draft(number).content, 5, draft=name)))
    assert desk.follow.turn(JobControl()).returned
    (news,) = recheck(desk.copy)
    assert news.draft == "second"
    assert [hit.item.id for hit in news.hits] == ["twin"]
    assert recheck(desk.copy) == [], "told once"


def test_a_server_s_own_answer_leaves_nothing_to_check_again(desk):
    recheck = RecheckDrafts(desk.local.copy)
    recheck.note(desk.ask(draft(3)))
    desk.save(an_item(numbered_items(1, 3)[0].stem, "twin"))
    desk.follow.turn(JobControl())
    assert recheck(desk.copy) == []


def test_a_lost_line_is_tried_after_longer_and_longer_until_a_question_is_answered():
    at = [0.0]
    line = Line(lambda: at[0])
    waits = []
    for _ in range(9):
        line.lost(BankAway("bank"))
        waits.append(line.wait)
        at[0] += line.wait
        assert line.wait == 0
        line.back()
    assert waits[:3] == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS]
    assert waits[-1] == LONGEST_SECONDS
    line.answered()
    line.lost(BankAway("bank"))
    assert line.wait == FIRST_SECONDS
    line.due()
    assert line.wait == 0
