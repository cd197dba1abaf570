"""Ground truths made and compared in the evaluation window: a real bank, real files, a chat endpoint on loopback."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

pytest.importorskip("openai")
pytest.importorskip("sklearn")

from itembank_desktop.adapters.reports.truth_files import read_truth
from itembank_desktop.ui import theme
from itembank_desktop.ui.evaluation_window import EvaluationWindow
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.messages import _KNOWN
from itembank_desktop.ui.model_words import Standing
from itembank_desktop.ui.performance import Performance
from itembank_desktop.ui.truths_front import Way
from itembank_desktop.wiring import fingerprint_spaces
from tests.builders import a_bank
from tests.chat_look_alike import chatting
from tests.fakes_ui import FakeBanks, ListFinder, a_desk

GOOD = '{"concept": 4, "overall": 5}'


@pytest.fixture
def window(qtbot, tmp_path):
    """On a bank of twelve items, with everything real below it."""
    a_bank(tmp_path / "mine", 12, fingerprint_spaces()).close()
    desk = a_desk(tmp_path, FakeBanks(ListFinder()))
    look = theme.Theme(theme.Choice.LIGHT)
    shown = EvaluationWindow(desk, look, Icons(desk.resources / "icons", look), Performance(), Standing)
    shown.crashed.connect(lambda error: pytest.fail(repr(error)))
    shown.show_bank(replace(FakeBanks(ListFinder()).open(tmp_path / "mine"), folder=tmp_path / "mine"))
    shown.turn_to(1)
    shown.show()
    yield shown
    shown.hide()
    shown.close_for_good()
    shown.deleteLater()


@pytest.fixture
def page(window):
    return window.truths


def press(qtbot, button):
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def done(qtbot, page):
    qtbot.waitUntil(lambda: not page.lane.running)


def write(path, *pairs):
    path.write_text(json.dumps({"pairs": [{"a": a, "b": b, "relevance": n} for a, b, n in pairs]}), "utf-8")
    return path


def asked(page, chat, file, budget=1.0):
    """What somebody fills in who wants few pairs graded."""
    front = page.front
    front.turn_to(Way.MODEL)
    front.address.setText(f"{chat.url}/")
    front.model.setText("m")
    front.key.setText("secret-key")
    front.asked.setValue(2.0)
    front.answered.setValue(8.0)
    front.budget.setValue(budget)
    front.candidates.setValue(2)
    front.output.take(file)


def test_a_truth_by_words_is_made_and_handed_on_to_the_comparison(qtbot, window, page, tmp_path):
    page.front.turn_to(Way.WORDS)
    assert not page.front.start.isEnabled(), "where it is saved is not said yet"
    page.front.output.take(tmp_path / "truth.json")
    page.front.k.setValue(2)
    page.front.cosine.setValue(0.2)
    press(qtbot, page.front.start)
    done(qtbot, page)
    made = read_truth(tmp_path / "truth.json")
    assert (made.origin.kind, made.origin.threshold) == ("tfidf", 0.2)
    assert f"{len(made.pairs)} pairs" in page.text
    press(qtbot, page.measure)
    assert window.finders.isVisible()
    assert window.finders.front.truths == (tmp_path / "truth.json",)


def test_a_language_model_is_asked_only_after_what_it_costs_was_told(qtbot, page, tmp_path):
    with chatting([GOOD]) as chat:
        asked(page, chat, tmp_path / "llm.json")
        press(qtbot, page.front.start)
        done(qtbot, page)
        assert "still to be asked" in page.text
        assert f"sent to {chat.url}" in page.text
        assert chat.asked == []
        assert page.front.start.text() == "Grade the pairs"
        press(qtbot, page.front.start)
        done(qtbot, page)
        truth = read_truth(tmp_path / "llm.json")
        assert (truth.origin.kind, truth.origin.by, truth.origin.threshold) == ("llm", "m", 4)
        assert len(chat.asked) == len(truth.pairs) > 5
        assert f"{len(truth.pairs)} calls" in page.text
        assert set(chat.keys) == {"Bearer secret-key"}
    kept = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert all(b"secret-key" not in file.read_bytes() for file in kept), "the key is in no file"


def test_what_was_estimated_is_forgotten_when_something_else_is_asked_for(qtbot, page, tmp_path):
    with chatting([GOOD]) as chat:
        asked(page, chat, tmp_path / "llm.json")
        press(qtbot, page.front.start)
        done(qtbot, page)
        page.front.turn_to(Way.WORDS)
        assert page.front.start.text() == "Make the ground truth"
        page.front.turn_to(Way.MODEL)
        assert page.front.start.text() == "Grade the pairs"
        page.front.candidates.setValue(3)
        assert page.front.start.text() == "Estimate the cost"
        assert page.text == ""


def test_grading_stops_at_once_even_where_the_endpoint_is_silent_and_goes_on_where_it_was(qtbot, page, tmp_path):
    with chatting([GOOD]) as chat:
        asked(page, chat, tmp_path / "llm.json")
        press(qtbot, page.front.start)
        done(qtbot, page)
        chat.speaks.clear()
        press(qtbot, page.front.start)
        qtbot.waitUntil(lambda: len(chat.asked) == 1)
        press(qtbot, page.work.stop)
        done(qtbot, page)
        assert "goes on where it was" in page.text
        assert read_truth(tmp_path / "llm.json").pairs == ()
        chat.speaks.set()
        for _ in range(2):
            press(qtbot, page.front.start)
            done(qtbot, page)
        assert "goes on" not in page.text
        assert len(read_truth(tmp_path / "llm.json").pairs) > 5


def test_nothing_is_asked_beyond_the_budget_and_what_was_paid_for_is_kept(qtbot, page, tmp_path):
    with chatting([GOOD]) as chat:
        asked(page, chat, tmp_path / "llm.json", budget=0.01)
        for _ in range(2):
            press(qtbot, page.front.start)
            done(qtbot, page)
        assert "The budget is used up" in page.text
        first = len(chat.asked)
        assert 0 < first <= 0.01 / 0.0028
        press(qtbot, page.front.start)
        done(qtbot, page)
        total = len(read_truth(tmp_path / "llm.json").pairs)
        assert total == first
        assert "still to be asked" in page.text


def test_an_endpoint_that_refuses_is_said_and_nothing_hangs(qtbot, window, page, tmp_path):
    with chatting([401]) as chat:
        asked(page, chat, tmp_path / "llm.json")
        for _ in range(2):
            press(qtbot, page.front.start)
            done(qtbot, page)
        assert "does not answer" in window.banner.sentence
        assert page.front.start.isEnabled()
        page.front.key.setText("비밀")
        press(qtbot, page.front.start)
        done(qtbot, page)
        assert "the key" in window.banner.sentence
        page.front.address.setText("localhost/v1")
        press(qtbot, page.front.start)
        done(qtbot, page)
        assert "localhost/v1 (an address looks like" in window.banner.sentence
        for reason in ("has letters that no key has", "Connection error.", "the grade in line 3 is above 5"):
            assert _KNOWN.said(reason) is not None, "the window has words for it"


def test_what_two_truths_agree_on_is_a_truth(qtbot, page, tmp_path):
    page.front.turn_to(Way.AGREED)
    page.front.one.take(write(tmp_path / "a.json", ("i1", "i2", 3), ("i1", "i3", 2)))
    assert not page.front.complete
    page.front.other.take(write(tmp_path / "b.json", ("i1", "i2", 5), ("i1", "i3", 1)))
    page.front.output.take(tmp_path / "both.json")
    press(qtbot, page.front.start)
    done(qtbot, page)
    assert {frozenset((one.a, one.b)) for one in read_truth(tmp_path / "both.json").pairs} == {frozenset(("i1", "i2"))}


def test_a_truth_of_trec_s_form_is_brought_in(qtbot, window, page, tmp_path):
    source = tmp_path / "theirs.qrels"
    source.write_text("i1 0 i2 3\ni1 0 i3 0\n", "utf-8")
    page.front.turn_to(Way.FILE)
    page.front.source.take(source)
    page.front.output.take(tmp_path / "ours.json")
    press(qtbot, page.front.start)
    done(qtbot, page)
    assert read_truth(tmp_path / "ours.json").origin.kind == "imported"
    source.write_text("i1 i2\n", "utf-8")
    press(qtbot, page.front.start)
    done(qtbot, page)
    assert "line 1" in window.banner.sentence
    assert not page.measure.isVisible(), "nothing was made this time"


def test_two_truths_are_compared_and_their_disputes_go_to_a_review(qtbot, window, page, tmp_path):
    page.front.turn_to(Way.COMPARED)
    one = write(tmp_path / "a.json", ("i1", "i2", 3), ("i1", "i3", 2))
    page.front.one.take(one)
    page.front.other.take(write(tmp_path / "b.json", ("i1", "i2", 5), ("i1", "i4", 3)))
    page.front.least_other.setValue(3)
    press(qtbot, page.front.start)
    done(qtbot, page)
    assert "Alike by both: 1 pairs" in page.text
    assert "Cohen's kappa" in page.text
    assert "Overlap 0.333" in page.text
    table = page.disputed
    assert sorted(zip(table.cells(1), table.cells(2), strict=True)) == [("i3", "a.json"), ("i4", "b.json")]
    page.keep_list((("i1", "i3"),), tmp_path / "list.json")
    done(qtbot, page)
    assert json.loads((tmp_path / "list.json").read_text("utf-8")) == {"pairs": [{"a": "i1", "b": "i3"}]}
    assert "list.json" in window.banner.sentence
    press(qtbot, page.review)
    assert window.review.isVisible()
    assert (window.review.front.truths.one, window.review.front.truths.least_other) == (one, 3)


def test_a_stopped_search_for_pairs_writes_nothing(qtbot, page, tmp_path):
    page.front.output.take(tmp_path / "truth.json")
    press(qtbot, page.front.start)
    page.lane.cancel()
    done(qtbot, page)
    assert (tmp_path / "truth.json").exists() != ("Nothing was written" in page.work.text)
