"""Deciding at the window with small real things: what is kept, shown, undone, folded, parked."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from itembank_desktop import settings as keys
from itembank_desktop.core.errors import DiskFull
from itembank_desktop.core.item import Content, Draft, Picture
from itembank_desktop.core.judgement import Judged
from itembank_desktop.core.verdict import Mark
from itembank_desktop.services.judge_pairs import decide
from itembank_desktop.settings import Settings
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.hit_face import chip_places
from itembank_desktop.ui.hit_model import CHIPS
from itembank_desktop.ui.session import Session
from tests.builders import an_item, png_bytes
from tests.fakes_ui import FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check

TEXT = "삼각형 ABC의 넓이를 구하시오."
CONTROL, KEY = Qt.KeyboardModifier.ControlModifier, Qt.Key


@pytest.fixture
def finder():
    return ListFinder(*(a_hit(number) for number in range(1, 5)))


@pytest.fixture
def banks(finder):
    return FakeBanks(finder)


@pytest.fixture
def start(qtbot, tmp_path, banks):
    sessions = []

    def started(**stored):
        session = Session(a_desk(tmp_path, banks), check, Settings(None, {}, {"language": "en"} | stored), print)
        sessions.append(session)
        session.window.live.set_pause(0)
        session.window.show()
        session.begin(tmp_path / "mine")
        qtbot.waitUntil(lambda: session.window.banks.bank is not None and session.window.turn.is_idle)
        return session

    yield started
    for session in sessions:
        session.end()


@pytest.fixture
def window(start):
    return start(author="Kim").window


def typed(qtbot, window, text=TEXT, pictures=()):
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.set_draft(Draft(text, tuple(pictures)))
    done(qtbot, window)


def done(qtbot, window):
    qtbot.waitUntil(lambda: window.press.is_idle and window.turn.is_idle and window.results.hits._awaited is None)


def listed(window):
    return [hit.item.id for hit in window.results.hits.hits]


def press(qtbot, window, key, modifier=CONTROL):
    qtbot.keyClick(window.results.hits, key, modifier)
    done(qtbot, window)


def opened(qtbot, window):
    qtbot.keyClick(window.results.hits, KEY.Key_Return)
    qtbot.waitUntil(lambda: window.comparison.follows(window.live.content))


@pytest.mark.parametrize(
    ("key", "mark"),
    [(KEY.Key_1, Mark.DUPLICATE), (KEY.Key_2, Mark.VARIANT), (KEY.Key_3, Mark.RELATED), (KEY.Key_4, Mark.DIFFERENT)],
)
def test_a_key_decides_about_the_selected_hit(qtbot, window, banks, key, mark):
    typed(qtbot, window)
    window.results.hits.step(1)
    press(qtbot, window, key)
    (given,) = banks.given
    assert (given.mark, given.by, given.other.item) == (mark, "Kim", "q1")
    assert given.one.draft == window.shelf.name
    press(qtbot, window, key)
    assert (len(banks.given) == 1) == (mark is not Mark.DIFFERENT), "the same once more is no news"


def test_without_a_selection_the_window_says_what_to_do(qtbot, window, banks):
    typed(qtbot, window)
    press(qtbot, window, KEY.Key_1)
    assert window.results.banner.sentence == "Select an item first, then decide about it."
    assert banks.given == []


def test_a_mark_stands_on_the_card_with_who_and_when_as_its_tooltip(qtbot, window):
    typed(qtbot, window)
    hits = window.results.hits
    hits.step(1)
    press(qtbot, window, KEY.Key_2)
    press(qtbot, window, KEY.Key_E)
    index = hits.currentIndex()
    assert index.data(CHIPS) == [("verdict", "✓ Variant"), ("enemy", "Enemy")]
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("Variant · Kim · 20")
    assert "✓ Variant" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    press(qtbot, window, KEY.Key_E)
    press(qtbot, window, KEY.Key_0)
    assert index.data(CHIPS) == []
    assert index.data(Qt.ItemDataRole.ToolTipRole) is None


def test_a_dismissed_hit_goes_can_be_looked_at_and_comes_back_by_undo(qtbot, window):
    typed(qtbot, window)
    window.results.hits.step(1)
    window.activateWindow()
    window.results.hits.setFocus()
    press(qtbot, window, KEY.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert listed(window) == ["q2", "q3", "q4"]
    assert window.results.hits.current_hit.item.id == "q2"
    assert window.results.header.startswith("Similar items 3")
    assert window.results.hidden_button.text() == "1 hidden"
    window.results.hidden_button.click()
    done(qtbot, window)
    assert listed(window) == ["q1", "q2", "q3", "q4"]
    window.results.hidden_button.click()
    done(qtbot, window)
    window.results.banner.act()
    done(qtbot, window)
    assert listed(window) == ["q1", "q2", "q3", "q4"]
    assert window.results.hidden_button.isHidden()


def test_the_last_hit_can_be_dismissed_too(qtbot, window):
    typed(qtbot, window)
    for _ in range(4):
        window.results.hits.step(-1)
        window.results.hits.select("q4" if "q4" in listed(window) else listed(window)[-1])
        press(qtbot, window, KEY.Key_4)
    assert listed(window) == []
    assert window.results.hidden_button.text() == "4 hidden"


def test_nothing_is_shown_as_given_when_it_could_not_be_kept(qtbot, window, banks, monkeypatch):
    typed(qtbot, window)
    window.results.hits.step(1)
    opened(qtbot, window)
    panel = window.deciding.panel

    class Full(list):
        def extend(self, _):
            raise DiskFull("mine", "0 bytes left")

    bank = window.banks.bank
    window.deciding.judging._bank = type(bank)(
        **{name: getattr(bank, name) for name in bank.__slots__ if name != "record"}, record=Full().extend
    )
    panel.button(Mark.DUPLICATE).click()
    done(qtbot, window)
    assert not panel.button(Mark.DUPLICATE).isChecked()
    assert "0 bytes left" in panel.text
    assert "0 bytes left" in window.results.banner.sentence


def test_in_the_comparison_buttons_keys_and_a_reason_decide(qtbot, window, banks):
    typed(qtbot, window)
    window.results.hits.step(1)
    opened(qtbot, window)
    panel = window.deciding.panel
    panel.button(Mark.DUPLICATE).click()
    done(qtbot, window)
    assert panel.button(Mark.DUPLICATE).isChecked()
    qtbot.keyClicks(panel._why, "same source")
    qtbot.keyClick(panel._why, KEY.Key_Return)
    done(qtbot, window)
    assert banks.given[-1].why == "same source"
    assert "same source" in panel.text
    assert panel.why == ""
    assert window.comparison.isVisible(), "Enter in the line leads nowhere else"
    qtbot.keyClicks(panel._why, "half a thought")
    qtbot.keyClick(panel._why, KEY.Key_Escape)
    assert window.comparison.isVisible()
    qtbot.keyClick(window.comparison, KEY.Key_0, CONTROL)
    done(qtbot, window)
    assert panel.text == ""
    assert not panel._back.isEnabled()


def test_a_dismissed_pair_stays_in_the_comparison_until_it_is_left(qtbot, window):
    typed(qtbot, window)
    window.results.hits.step(1)
    opened(qtbot, window)
    qtbot.keyClick(window.comparison, KEY.Key_4, CONTROL)
    done(qtbot, window)
    assert window.comparison.item.id == "q1"
    assert window.deciding.panel.button(Mark.DIFFERENT).isChecked()
    qtbot.keyClick(window.comparison, KEY.Key_Down)
    assert window.comparison.item.id == "q2"
    qtbot.keyClick(window.comparison, KEY.Key_Escape)
    done(qtbot, window)
    assert listed(window) == ["q2", "q3", "q4"]


def test_who_leaves_a_comparison_that_was_dismissed_goes_on_at_the_next_hit(qtbot, window):
    typed(qtbot, window)
    hits = window.results.hits
    hits.setCurrentIndex(hits.model().index(2))
    third, fourth = hits.hits[2].item.id, hits.hits[3].item.id
    qtbot.keyClick(hits, KEY.Key_Return)
    done(qtbot, window)
    qtbot.keyClick(window.comparison, KEY.Key_4, CONTROL)
    done(qtbot, window)
    qtbot.keyClick(window.comparison, KEY.Key_Escape)
    done(qtbot, window)
    assert third not in listed(window)
    assert hits.current_hit.item.id == fourth


def test_a_decision_about_the_whole_item_is_seen_in_its_comparison(qtbot, window, banks):
    typed(qtbot, window)
    window.results.hits.step(1)
    opened(qtbot, window)
    qtbot.keyClick(window.comparison, KEY.Key_Return)
    assert window.detail.isVisible()
    qtbot.keyClick(window.detail, KEY.Key_1, CONTROL)
    done(qtbot, window)
    assert [one.mark for one in banks.given] == [Mark.DUPLICATE]
    assert window.comparison.isVisible()
    assert window.deciding.panel.button(Mark.DUPLICATE).isChecked()


def test_nothing_out_of_sight_is_decided_about(qtbot, window, banks):
    typed(qtbot, window)
    window.results.hits.step(1)
    window.header.model_asked.emit()
    qtbot.waitUntil(window.model_page.isVisible)
    qtbot.keyClick(window, KEY.Key_1, CONTROL)
    done(qtbot, window)
    assert banks.given == []


def test_a_changed_draft_is_told_on_the_card_and_in_the_comparison(qtbot, window):
    typed(qtbot, window)
    window.results.hits.step(1)
    press(qtbot, window, KEY.Key_4)
    window.draft.editor.insertPlainText("다시 ")
    qtbot.waitUntil(lambda: "q1" in listed(window))
    done(qtbot, window)
    window.results.hits.select("q1")
    assert window.results.hits.currentIndex().data(CHIPS) == [("again", "Again: stem changed")]
    opened(qtbot, window)
    text = window.deciding.panel.text
    assert text.startswith("Decided before and open again. The draft's stem changed. Before: Unrelated · Kim")


def test_a_family_folds_into_one_row_and_unfolds_by_key_and_by_click(qtbot, window, finder):
    family = {"metadata": {"author": "Kim", "paper": 7}}
    finder.hits = (a_hit(1, item=an_item("가", "q1", **family)), a_hit(2), a_hit(3, item=an_item("나", "q3", **family)))
    typed(qtbot, window)
    hits = window.results.hits
    assert listed(window) == ["q1", "q2"]
    hits.step(1)
    assert hits.currentIndex().data(CHIPS) == [("family", "▸ same family: 1 more")]
    press(qtbot, window, KEY.Key_Right, Qt.KeyboardModifier.NoModifier)
    assert listed(window) == ["q1", "q3", "q2"]
    press(qtbot, window, KEY.Key_Left, Qt.KeyboardModifier.NoModifier)
    assert listed(window) == ["q1", "q2"]
    index = hits.model().index(0)
    where = hits._cards._placed_card(hits.hits[0])[1]
    ((_, _, box),) = chip_places(where, index.data(CHIPS))
    at = hits.visualRect(index).topLeft() + QPoint(round(box.center().x()), round(box.center().y()))
    qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=at)
    done(qtbot, window)
    assert listed(window) == ["q1", "q3", "q2"]


def test_a_published_item_is_read_only_here_and_says_so(qtbot, window, finder):
    finder.hits = (a_hit(1, item=an_item("가", "q1", metadata={"status": "published"})),)
    typed(qtbot, window)
    window.results.hits.step(1)
    assert window.results.hits.currentIndex().data(CHIPS) == [("note", "Published")]
    opened(qtbot, window)
    assert "Published: this item can only be read here." in window.deciding.panel.text


def test_what_is_typed_saves_itself_and_comes_back_after_a_crash(qtbot, start, tmp_path):
    window = start().window
    typed(qtbot, window, TEXT, [Picture(png_bytes(1), "a.png")])
    window.shelf.save()
    done(qtbot, window)
    name = window.shelf.name
    another = start().window  # the first never said goodbye
    qtbot.waitUntil(lambda: not another.draft.editor.draft().is_empty)
    assert another.draft.editor.draft() == window.draft.editor.draft()
    assert another.shelf.name == another.live.shelf == another.deciding.judging.draft == name


def test_a_draft_is_parked_reopened_discarded_and_brought_back(qtbot, window):
    typed(qtbot, window)
    window.results.hits.step(1)
    press(qtbot, window, KEY.Key_1)
    name = window.shelf.name
    window.draft.shelf.park_asked.emit()
    done(qtbot, window)
    assert window.draft.editor.draft().is_empty
    assert window.shelf.name != name
    (parked,) = window.shelf.others
    assert parked.parked
    assert parked.found[0]["decided"] == ["duplicate"]
    assert "4 hits · 1 judged" in window.draft.shelf._rows[0].text()
    typed(qtbot, window, "등차수열의 합을 구하시오.")
    window.draft.shelf._rows[0].trigger()
    done(qtbot, window)
    assert (window.shelf.name, window.draft.editor.draft().text) == (name, TEXT)
    (left,) = window.shelf.others
    assert left.draft.text == "등차수열의 합을 구하시오.", "what stood there is on the shelf"
    window.draft.shelf.discard_asked.emit(left.name)
    done(qtbot, window)
    assert window.shelf.others == ()
    window.results.banner.act()
    done(qtbot, window)
    assert [one.name for one in window.shelf.others] == [left.name]


def test_undoing_a_new_draft_brings_its_name_back_too(qtbot, window):
    typed(qtbot, window)
    name = window.shelf.name
    window.draft.start_anew()
    assert window.shelf.name != name
    window.draft.editor.undo()
    assert window.draft.editor.draft().text == TEXT
    assert window.shelf.name == window.live.shelf == name
    done(qtbot, window)


def test_a_record_is_written_where_the_author_says(qtbot, window, tmp_path, monkeypatch):
    window.recording.ask()  # nothing is found yet: no dialog
    typed(qtbot, window)
    path = tmp_path / "record.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    window.results.record_asked.emit()
    done(qtbot, window)
    record = json.loads(path.read_text())
    assert [hit["item"] for hit in record["hits"]] == ["q1", "q2", "q3", "q4"]
    assert "record.pdf" in window.results.banner.sentence


def test_the_name_on_verdicts_is_kept(start, monkeypatch):
    session = start()
    judging = session.window.deciding.judging
    own = judging.author
    for said, author in (("박", "박"), ("", own)):
        monkeypatch.setattr(QInputDialog, "getText", lambda *_, said=said, **__: (said, True))
        session.window.header.author_asked.emit()
        assert (judging.author, session._settings.get(keys.AUTHOR)) == (author, said)


def test_work_in_turn_is_done_in_order_and_finished_before_it_closes(qtbot):
    turn, did, told = InTurn(), [], []
    for number in range(5):
        turn.do(lambda number=number: did.append(number), lambda _: told.append(1))
    turn.finish()
    assert did == [0, 1, 2, 3, 4]
    qtbot.waitUntil(lambda: len(told) == 5)
    turn.do(lambda: did.append(5))
    turn.close()
    turn.do(lambda: did.append(6))
    assert did == [0, 1, 2, 3, 4, 5]


def test_a_score_is_explained_by_what_reviewers_said_of_such_pairs(qtbot, start, banks, finder):
    hit = finder.hits[0]
    for number in range(20):
        mark = Mark.DUPLICATE if number < 17 else Mark.VARIANT
        banks.given.append(decide(Content(f"다른 초안 {number}"), "", hit, mark, "Lee"))
    window = start().window
    typed(qtbot, window)
    window.results.hits.step(1)
    tooltip = Qt.ItemDataRole.ToolTipRole
    assert window.results.hits.currentIndex().data(tooltip) == "Reviewers called 17 of 20 such pairs duplicates."
    opened(qtbot, window)
    assert "17 of 20" in window.deciding.panel.text
    assert window.results.hits.model().index(3).data(tooltip) is None, "of its score too few were judged"


def test_an_unknown_pair_has_nothing_to_tell():
    from itembank_desktop.ui.verdict_words import history

    assert history(Judged()) == ""
