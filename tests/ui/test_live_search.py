import threading

import pytest
from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.errors import BankBusy
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.core.search import Answer, Query, content_of
from itembank_desktop.ui.live_search import LiveSearch, weight_of

NEVER = 3_600_000
TEXT = "삼각형 ABC의 넓이를 구하시오."
PICTURE = Picture(b"line art", "그림.png")


class Finder:
    """Answers with the question; waits at a gate the test opens."""

    def __init__(self, name="지문"):
        self.name = name
        self.open = threading.Event()
        self.open.set()
        self.error = None

    def __call__(self, query):
        assert self.open.wait(20)
        if self.error:
            raise self.error
        return Answer(query, (), 120, self.name, 0.001)


class Ears:
    """Everything a LiveSearch said, in order."""

    def __init__(self, live):
        self.said = []
        for name in ("asked", "answered", "failed", "crashed"):
            getattr(live, name).connect(lambda value, name=name: self.said.append((name, value)))
        live.too_short.connect(lambda: self.said.append("too short"))
        live.emptied.connect(lambda: self.said.append("emptied"))

    @property
    def asked(self):
        return [entry[1] for entry in self.said if entry[0] == "asked"]

    @property
    def answered(self):
        return [entry[1] for entry in self.said if entry[0] == "answered"]


@pytest.fixture
def finder():
    return Finder()


@pytest.fixture
def make(qapp, finder):
    made = []

    def make(pause_ms=0):
        made.append(LiveSearch(finder, pause_ms=pause_ms))
        return made[-1]

    yield make
    finder.open.set()
    for live in made:
        live.close()


def query(draft):
    return Query(content_of(draft), 20)


def test_a_pause_turns_the_draft_into_one_question_and_its_answer(qtbot, make):
    live = make()
    ears = Ears(live)
    with qtbot.waitSignal(live.answered):
        for end in range(1, len(TEXT) + 1):
            live.on_draft_changed(Draft(TEXT[:end]))
    assert ears.asked == [query(Draft(TEXT))]
    assert [answer.query for answer in ears.answered] == ears.asked


def test_while_typing_nothing_is_asked(qtbot, make):
    live = make(NEVER)
    ears = Ears(live)
    live.on_draft_changed(Draft(TEXT))
    QCoreApplication.processEvents()
    assert ears.said == []


def test_the_same_draft_and_one_with_the_same_question_ask_nothing(qtbot, make):
    live = make()
    ears = Ears(live)
    with qtbot.waitSignal(live.answered):
        live.on_draft_changed(Draft(TEXT))
    live.on_draft_changed(Draft(TEXT))
    live.on_draft_changed(Draft(TEXT + " \n"))
    qtbot.wait(20)
    assert len(ears.asked) == 1


def test_the_same_draft_does_not_put_off_the_pause(qtbot, make):
    live = make(NEVER)
    live.on_draft_changed(Draft(TEXT))
    live._timer.stop()
    live.on_draft_changed(Draft(TEXT))
    assert not live._timer.isActive()


def test_a_picture_is_asked_at_once_but_taking_one_out_waits(qtbot, make):
    live = make(NEVER)
    ears = Ears(live)
    live.on_draft_changed(Draft("가", (PICTURE,)))
    assert ears.asked == [query(Draft("가", (PICTURE,)))]
    live.on_draft_changed(Draft(TEXT))
    assert len(ears.asked) == 1


@pytest.mark.parametrize(
    "text", ["삼각형", "다음 값을 구해", "$x$", "$x+1$", "$$ $$ ...", "\\[ x \\]", "..........", "{}{}{}{}{}"]
)
def test_a_short_draft_is_not_asked(qtbot, make, text):
    live = make()
    ears = Ears(live)
    with qtbot.waitSignal(live.too_short):
        live.on_draft_changed(Draft(text))
    assert ears.said == ["too short"]


@pytest.mark.parametrize(
    "text", ["$x^2+1$", "$x^2+1", "$$x^2+1$$", r"\(x^2+1\)", r"$\frac{1}{2}+\sqrt{3}$", "직선의 기울기를 구하시오"]
)
def test_a_formula_or_a_sentence_is_enough(text):
    assert weight_of(text) >= 8


def test_an_empty_draft_is_told_at_once_and_drops_the_answer_under_way(qtbot, make, finder):
    live = make(NEVER)
    ears = Ears(live)
    finder.open.clear()
    live.on_draft_changed(Draft("", (PICTURE,)))
    live.on_draft_changed(Draft())
    finder.open.set()
    qtbot.wait(30)
    assert ears.said == [("asked", query(Draft("", (PICTURE,)))), "emptied"]


def test_an_overtaken_answer_never_shows(qtbot, make, finder):
    live = make(NEVER)
    ears = Ears(live)
    finder.open.clear()
    live.on_draft_changed(Draft(TEXT))
    live.ask_now()
    live.on_draft_changed(Draft(TEXT + " 단, 각 C는 직각이다."))
    live.ask_now()
    with qtbot.waitSignal(live.answered):
        finder.open.set()
    qtbot.wait(20)
    assert [answer.query for answer in ears.answered] == [ears.asked[-1]]


def test_another_finder_is_asked_the_same_draft_and_the_old_one_is_not_heard(qtbot, make, finder):
    live = make(NEVER)
    ears = Ears(live)
    finder.open.clear()
    live.on_draft_changed(Draft(TEXT))
    live.ask_now()
    with qtbot.waitSignal(live.answered):
        live.set_finder(Finder("다른 은행"))
        finder.open.set()
    qtbot.wait(20)
    assert [answer.finder for answer in ears.answered] == ["다른 은행"]


def test_without_a_bank_nothing_is_asked_until_there_is_one(qtbot, make, finder):
    live = make()
    live.set_finder(None)
    ears = Ears(live)
    live.on_draft_changed(Draft(TEXT))
    qtbot.wait(20)
    assert ears.said == []
    with qtbot.waitSignal(live.answered):
        live.set_finder(finder)
    assert ears.asked == [query(Draft(TEXT))]


@pytest.mark.parametrize(("error", "signal"), [(BankBusy("은행"), "failed"), (KeyError("ours"), "crashed")])
def test_after_a_failure_the_same_draft_can_be_asked_again(qtbot, make, finder, error, signal):
    live = make()
    finder.error = error
    with qtbot.waitSignal(getattr(live, signal)) as told:
        live.on_draft_changed(Draft(TEXT))
    assert told.args == [error]
    finder.error = None
    with qtbot.waitSignal(live.answered):
        live.on_draft_changed(Draft(TEXT + " "))


def test_the_pause_can_be_set(qtbot, make):
    live = make(NEVER)
    live.set_pause(0)
    with qtbot.waitSignal(live.answered):
        live.on_draft_changed(Draft(TEXT))


def test_closed_it_says_nothing(qtbot, make):
    live = make()
    ears = Ears(live)
    live.on_draft_changed(Draft(TEXT))
    live.close()
    qtbot.wait(20)
    assert ears.said == []
