"""What the window says of a shared bank's server and of its copy; the pull and the server are played."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from itembank_desktop.core.errors import AccountRefused, BankAway, DiskFull, PasswordWanted
from itembank_desktop.core.feed import Origin, SyncProgress
from itembank_desktop.core.item import Draft
from itembank_desktop.core.outbox import Collision, ItemSave
from itembank_desktop.core.search import Source
from itembank_desktop.core.shared import BankAddress
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from itembank_desktop.services.follow_bank import Round
from itembank_desktop.services.line import Line
from itembank_desktop.services.recheck_drafts import RecheckDrafts
from itembank_desktop.services.sync_bank import SyncReport
from itembank_desktop.settings import Settings
from itembank_desktop.ui.session import Session
from itembank_desktop.ui.shared_desk import Settled, SharedSide, Turn
from itembank_desktop.ui.shared_words import CopyStanding, ago, copy_line, sync_line
from tests.builders import an_item
from tests.fakes_ui import FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check

KIM = BankAddress("bank.example.org", "고등수학", "kim")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MODEL = EmbeddingSpace("Qwen3-VL-Embedding-2B", "8ce3aab91f", Modality.TEXT, Pooling.MEAN, "", 2048)
TEXT = "삼각형 ABC의 넓이를 구하시오."


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=3, seconds=50), "3 min ago"),
        (timedelta(hours=30), "30 h ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_the_age_of_a_copy_is_said_as_people_say_it(since, said):
    assert ago(NOW - since, NOW) == said


def test_a_copy_that_never_was_whole_says_so():
    assert ago(None) == "not complete yet"


def test_the_status_line_tells_server_copy_age_and_vectors():
    just = datetime.now(UTC) - timedelta(minutes=3)
    assert copy_line(CopyStanding(True, 10952, 10948, just, (MODEL,))) == (
        "Server 10,952 · local 10,948 · 3 min ago · Qwen3-VL-2B text/mean rev 8ce3aab"
    )
    away = copy_line(CopyStanding(False, 10952, 10948, just, waiting=2, paused=True))
    assert away == "Server does not answer · local 10,948 · 3 min ago · 2 waiting to be sent · copying paused"


def test_a_pull_tells_items_megabytes_and_rate():
    told = sync_line(SyncProgress(10, 20, items=3000, size=12_300_000, seconds=1.5))
    assert told == "3,000 items · 12.3 MB · 2,000 items a second"


class PlayedServer:
    """Tells the turns that a test names, on the thread that follows; `waiting` collides until it is settled."""

    def __init__(self):
        self.line = Line()
        self.turns = []
        self.more = threading.Event()
        self.hung_up = threading.Event()
        self.paused = []
        self.settled = []
        self.revision = 9
        self.collisions = ()

    def side(self):
        return SharedSide(
            KIM, self.line, Origin("u", "f", 5, 40, datetime.now(UTC)), 40, (), self._follow, self.hung_up.set,
            lambda: RecheckDrafts(self), ListFinder(a_hit(1), a_hit(2)), lambda _: True, self._settle,
        )  # fmt: skip

    def written_since(self, _revision, ids):
        return {one for one in ids if one == "q2"}

    def tell(self, *turns):
        self.turns += turns
        self.more.set()

    def _follow(self, control, tell):
        while not control.cancelled():
            self.paused.append(control.paused())
            if not self.more.wait(0.01):
                continue
            self.more.clear()
            while self.turns:
                turn = self.turns.pop(0)
                (control.progress if isinstance(turn, SyncProgress) else tell)(turn)

    def _settle(self, id, mine):
        self.settled.append((id, mine))
        return Settled((), self.revision if mine else 0)


def a_turn(items=40, waiting=0, collisions=(), **what):
    origin = Origin("u", "f", 9, items, datetime.now(UTC))
    return Turn(Round(origin, **what), items, waiting, collisions)


@pytest.fixture
def server():
    return PlayedServer()


@pytest.fixture
def window(qtbot, tmp_path, server):
    banks = FakeBanks(ListFinder(a_hit(1)))
    opened = banks.open
    banks.open = lambda place: (
        replace(opened(tmp_path / "copy"), items=40, shared=server.side())
        if isinstance(place, BankAddress)
        else opened(place)
    )
    settings = Settings(None, {}, {"language": "en", "theme": "light", "model": "off"})
    session = Session(a_desk(tmp_path, banks), check, settings, print)
    session.window.live.set_pause(0)
    session.window.show()
    session.begin(KIM)
    qtbot.waitUntil(lambda: session.window.banks.bank is not None)
    session.window.banks_played = banks
    yield session.window
    session.end()


def test_name_and_state_stand_in_header_and_status_line(window):
    assert "고등수학 · bank.example.org" in window.header.bank_button.text()
    assert window.status.text.startswith("고등수학 · bank.example.org · Server 40 · local 40 · just now")


def test_a_pull_is_shown_while_it_runs_and_can_be_paused(qtbot, window, server):
    window.header.connect_asked.emit()
    assert window.connect_page.address == KIM
    server.tell(SyncProgress(20, 40, items=20, size=1_200_000, seconds=1.0))
    qtbot.waitUntil(lambda: "Copying: 20 items · 1.2 MB · 20 items a second" in window.status.text)
    work = window.connect_page.copy_work
    assert "1.2 MB" in work.text
    assert not work.stop.isVisible()
    work.pause.click()
    assert "copying paused" in window.status.text
    qtbot.waitUntil(lambda: server.paused[-1])
    work.pause.click()
    qtbot.waitUntil(lambda: not server.paused[-1])
    server.tell(a_turn(41, pulled=SyncReport(items=1)))
    qtbot.waitUntil(lambda: "Server 41 · local 41" in window.status.text)
    assert "Copying" not in window.status.text


def test_a_lost_server_is_said_once_and_tried_again_when_asked(qtbot, window, server):
    problem = BankAway("고등수학", "did not answer in 1.5 s")
    server.line.lost(problem)
    server.tell(a_turn(problem=problem))
    banner = window.results.line_banner
    qtbot.waitUntil(lambda: "does not answer" in banner.sentence)
    assert "(offline)" in window.header.bank_button.text()
    banner.dismiss()
    server.tell(a_turn(problem=problem))
    qtbot.wait(50)
    assert banner.sentence == "", "what was closed is not said at every try"
    banner.act()
    assert server.line.wait == 0.0


def test_back_again_only_something_new_is_told(qtbot, window, server):
    finder = window.banks_played.finder
    sources = [Source(False, datetime.now(UTC), 3, BankAway("고등수학"))]
    window.live.set_finder(lambda query: replace(finder(query), source=sources[-1]))
    window.draft.editor.set_draft(Draft(TEXT))
    qtbot.waitUntil(lambda: "offline copy" in window.results.header)
    sources.append(Source(True))
    server.tell(a_turn(returned=True))
    # q2 was written meanwhile, and the finder of the copy knows it.
    qtbot.waitUntil(lambda: "checked offline: 1." in window.results.line_banner.sentence)
    assert window.results.line_banner.is_news
    qtbot.waitUntil(lambda: window.results.header.endswith("server"))
    assert window.results.line_banner.is_news, "the answer of the server does not take it away"


def test_a_full_disk_is_no_lost_server(qtbot, window, server):
    server.tell(a_turn(problem=DiskFull("/copy", "no space is left")))
    qtbot.waitUntil(lambda: "disk is full" in window.results.line_banner.sentence)
    assert "(offline)" not in window.header.bank_button.text()


def test_a_collision_waits_until_somebody_chooses(qtbot, window, server):
    mine, theirs = an_item("내 것", "q7"), an_item("남의 것", "q7")
    one = Collision(ItemSave(mine, 3), theirs, 5)
    other = Collision(ItemSave(an_item("또", "q8"), 3), None, 0)
    server.tell(a_turn(collisions=(one, other), waiting=1))
    qtbot.waitUntil(lambda: "2 items that you saved" in window.results.banner.sentence)
    assert "1 waiting to be sent" in window.status.text
    assert not window.conflicts.isVisible(), "nothing opens by itself while somebody writes"
    window.results.banner.act()
    assert "q7" in window.conflicts.text
    assert window.conflicts.mine.marked == ["Question · differs"]
    window.conflicts.keep_theirs.click()
    assert "Yours is let go of." in window.conflicts.text
    qtbot.keyClick(window.conflicts, Qt.Key.Key_Escape)
    assert (server.settled, window.conflicts.isVisible()) == ([], True), "nothing is let go of by one press"
    assert not window.conflicts.confirm.isVisible()
    window.conflicts.keep_theirs.click()
    window.conflicts.confirm.click()
    qtbot.waitUntil(lambda: server.settled == [(one.mine.id, False)])
    qtbot.waitUntil(lambda: window.results.isVisible())


def choose_mine(qtbot, window, server, theirs="남의 것"):
    one = Collision(ItemSave(an_item("내 것", "q7"), 3), an_item(theirs, "q7"), 5)
    server.tell(a_turn(collisions=(one,)))
    qtbot.waitUntil(lambda: "An item that you saved was changed" in window.results.banner.sentence)
    window.results.banner.act()
    window.conflicts.take_mine.click()
    window.conflicts.confirm.click()
    qtbot.waitUntil(lambda: server.settled == [(one.mine.id, True)])
    return window.banks.bank.saving.write.__self__  # FakeSaving


def test_mine_that_was_chosen_is_said_and_can_be_undone(qtbot, window, server):
    saving = choose_mine(qtbot, window, server)
    saving.items["q7"] = (an_item("내 것", "q7"), server.revision)
    qtbot.waitUntil(lambda: window.results.banner.sentence == "q7 is changed.")
    assert window.shelf.edits is None, "it was no draft of this session"
    window.results.banner.act()
    qtbot.waitUntil(lambda: saving.items["q7"][0].stem == "남의 것")


def test_mine_that_was_chosen_while_the_server_is_away_waits(qtbot, window, server):
    server.revision = 0
    server.line.lost(BankAway("고등수학"))
    choose_mine(qtbot, window, server)
    qtbot.waitUntil(lambda: "q7 is kept here and sent when it is back" in window.results.banner.sentence)


def test_a_deleted_item_says_that_it_is_gone(qtbot, window, server):
    server.tell(a_turn(collisions=(Collision(ItemSave(an_item("내 것", "q7"), 3), None, 0),)))
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    window.results.banner.act()
    assert "deleted this item" in window.conflicts.text


def test_another_bank_ends_the_pull_without_waiting_for_the_server(qtbot, window, server):
    window.open_bank(Path("/somewhere"))
    qtbot.waitUntil(lambda: window.banks.bank.shared is None)
    assert server.hung_up.is_set()
    assert window.status.text.startswith("somewhere · 131 items")
    assert window.results.line_banner.sentence == ""


def test_a_password_that_was_changed_meanwhile_leads_to_the_page(qtbot, window, server):
    problem = AccountRefused("고등수학", "password authentication failed")
    server.line.lost(problem)
    server.tell(a_turn(problem=problem))
    banner = window.results.line_banner
    qtbot.waitUntil(lambda: "does not let you in" in banner.sentence)
    assert "Your offline copy (just now) is searched." in banner.sentence
    banner.act()
    assert window.connect_page.isVisible()
    assert window.connect_page.address == KIM


def test_a_server_that_is_back_and_wants_a_password_says_so_in_place_of_being_away(qtbot, window, server):
    banner = window.results.line_banner
    for problem, said in (
        (BankAway("고등수학"), "Connect again"),
        (PasswordWanted("고등수학"), "is not known on this"),
    ):
        server.line.lost(problem)
        server.tell(a_turn(problem=problem))
        qtbot.waitUntil(lambda said=said: said in f"{banner.sentence} {banner._action.text()}")
    server.tell(a_turn(problem=BankAway("고등수학"), items=41))
    qtbot.waitUntil(lambda: "41" in window.status.text)
    assert "is not known on this" in banner.sentence, "what somebody must do stays"


def test_a_long_status_line_ends_in_dots_and_the_window_stays_narrow(qtbot, window):
    both = (MODEL, replace(MODEL, modality=Modality.MULTIMODAL))
    window.status.show_copy(CopyStanding(True, 1_000_952, 1_000_948, datetime.now(UTC), both, waiting=12, paused=True))
    window.status.show_work("Copying: 1,000,000 items · 12.3 GB · 3,020 items a second")
    window.resize(960, 640)
    qtbot.wait(20)
    assert window.width() == 960
    assert "multimodal/mean, text/mean rev 8ce3aab" in window.status.text
    assert "copying paused" in window.status.findChildren(QLabel)[0].toolTip()
