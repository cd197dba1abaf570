"""From the draft to the bank and back: the form, what became of it, undoing it, and two who save one item."""

import pytest
from PySide6.QtCore import Qt

from itembank_desktop.core.errors import ItemPublished, RightMissing
from itembank_desktop.core.item import Draft
from itembank_desktop.core.resemblance import Resemblance
from tests.builders import a_picture, an_item
from tests.fakes_ui import a_hit

TEXT = "이차방정식 $x^2-4x+2=0$의 두 근의 합은?\n① $2$\n② $4$\n③ $6$\n정답: ②"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(session):
    session.window.deciding.judging.author = "kim"
    return session.window


@pytest.fixture
def bank(window):
    """What the window's bank holds, behind the window's back."""
    return window.banks.bank.saving.write.__self__  # FakeSaving


def write(qtbot, window, draft=None):
    window.draft.editor.set_draft(draft or Draft(TEXT))
    qtbot.waitUntil(lambda: bool(window.results.hits.hits))


def ask(qtbot, window):
    window.activateWindow()
    window.draft.editor.setFocus()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_S, CONTROL)
    assert window.save_page.isVisible()
    return window.save_page


def saved(qtbot, window, said):
    qtbot.waitUntil(lambda: said in window.results.banner.sentence)
    assert window.results.isVisible()


def test_a_draft_is_saved_as_a_new_item_and_taken_out_again(qtbot, window, bank):
    write(qtbot, window, Draft(TEXT, (a_picture(1),)))
    page = ask(qtbot, window)
    assert page.id.text().startswith("kim-")
    assert page.answer.text() == "②"
    for said in ("3 choices, 1 figure.", "Possible duplicates in the list: 1"):
        assert said in page.text
    page.id.setText("ALG-1")
    page.subject.setText("대수")
    page.facts["year"].setText("2026")
    qtbot.keyClick(page.subject, Qt.Key.Key_Return)
    saved(qtbot, window, "ALG-1 is saved in the bank.")
    item, _ = bank.items["ALG-1"]
    assert (item.subject, item.choices, item.metadata["year"]) == ("대수", ("$2$", "$4$", "$6$"), 2026)
    assert [one.sha256 for one in item.figures] == [a_picture(1).sha256]
    assert window.live.exclude == "ALG-1", "it does not find itself"
    window.results.banner.act()
    saved(qtbot, window, "ALG-1 is taken out of the bank again.")
    assert bank.items == {}
    assert window.live.exclude is None


def test_saving_again_makes_a_version_of_the_same_item_and_undo_brings_the_first_back(qtbot, window, bank):
    write(qtbot, window)
    page = ask(qtbot, window)
    page.id.setText("ALG-1")
    page.save_button.click()
    saved(qtbot, window, "is saved")
    window.draft.editor.set_draft(Draft(TEXT.replace("합은", "곱은")))
    page = ask(qtbot, window)
    assert "ALG-1 in mine is changed" in page.text
    assert page.id.isReadOnly()
    page.save_button.click()
    saved(qtbot, window, "ALG-1 is changed.")
    assert "곱은" in bank.items["ALG-1"][0].stem
    window.results.banner.act()
    qtbot.waitUntil(lambda: "합은" in bank.items["ALG-1"][0].stem)


def test_an_item_is_changed_in_the_editor_and_the_draft_waits_on_the_shelf(qtbot, window, bank):
    bank.put(an_item("옛 글 $x=1$", "q1", subject="함수", explanation="풀이", metadata={"unit": "도형"}))
    write(qtbot, window)
    window.results.hits.step(1)
    window.results.hits.setFocus()
    item = window.results.hits.current_hit.item
    bank.items[item.id] = (an_item("옛 글 $x=1$", item.id, explanation="풀이", metadata={"unit": "도형"}), 7)
    qtbot.keyClick(window.results.hits, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: window.draft.editor.draft().text == "옛 글 $x=1$")
    assert "Your draft is on the shelf." in window.results.banner.sentence
    qtbot.waitUntil(lambda: [one.draft.text for one in window.shelf.others] == [TEXT])
    window.draft.editor.set_draft(Draft("고친 글 $x=2$"))
    page = ask(qtbot, window)
    assert page.facts["unit"].text() == "도형"
    page.save_button.click()
    saved(qtbot, window, f"{item.id} is changed.")
    now, _ = bank.items[item.id]
    assert (now.stem, now.explanation) == ("고친 글 $x=2$", "풀이")


def test_a_version_can_be_saved_beside_its_item(qtbot, window, bank):
    bank.put(an_item("옛 글 $x=1$", "q1"))
    window.saving.edit(an_item("", "q1"))
    qtbot.waitUntil(lambda: window.draft.editor.draft().text == "옛 글 $x=1$")
    page = ask(qtbot, window)
    page.new_button.click()
    assert not page.id.isReadOnly()
    assert page.id.text() != "q1"
    page.id.setText("q2")
    page.save_button.click()
    saved(qtbot, window, "q2 is saved")
    assert sorted(bank.items) == ["q1", "q2"]


def test_a_published_item_is_not_changed(qtbot, window, bank):
    item = an_item("글", "q1", metadata={"status": "published"})
    bank.put(item)
    window.saving.edit(item)
    assert "q1 is published and cannot be changed." in window.results.banner.sentence
    window.detail.show_hit(a_hit(1, Resemblance.DUPLICATE, item), 1)
    assert not window.detail._edit.isEnabled()
    window.detail.show_hit(a_hit(1), 1)
    assert window.detail._edit.isEnabled()


def test_a_draft_that_is_a_version_of_a_published_item_becomes_a_new_one(qtbot, window, bank):
    bank.put(an_item("옛 글 $x=1$", "q1"))
    window.saving.edit(an_item("", "q1"))
    qtbot.waitUntil(lambda: window.shelf.edits is not None)
    edits = window.shelf.edits
    published = type(edits)(an_item("옛 글", "q1", metadata={"status": "published"}), edits.revision, edits.bank)
    window.shelf.note_edits(window.shelf.name, published)
    assert "Save a new item" in ask(qtbot, window).text


def test_somebody_else_was_faster_and_mine_is_saved_over_it_or_not(qtbot, window, bank):
    bank.put(an_item("첫 글 $x=1$", "q1"))
    for mine in (False, True):
        window.saving.edit(an_item("", "q1"))
        qtbot.waitUntil(lambda: window.shelf.edits is not None and window.draft.editor.draft().text.startswith("첫 글"))
        bank.put(an_item("첫 글, 다른 사람", "q1"))
        window.draft.editor.set_draft(Draft("첫 글, 내가"))
        ask(qtbot, window).save_button.click()
        qtbot.waitUntil(window.conflicts.isVisible)
        assert "Somebody changed this item meanwhile." in window.conflicts.text
        assert bank.items["q1"][0].stem == "첫 글, 다른 사람"
        (window.conflicts.take_mine if mine else window.conflicts.keep_theirs).click()
        window.conflicts.confirm.click()
        qtbot.waitUntil(window.results.isVisible)
    qtbot.waitUntil(lambda: bank.items["q1"][0].stem == "첫 글, 내가")


def collide(qtbot, window, bank, theirs):
    """I change q1 while somebody else makes it `theirs`; the page is open."""
    bank.put(an_item("첫 글 $x=1$", "q1"))
    window.saving.edit(an_item("", "q1"))
    qtbot.waitUntil(lambda: window.draft.editor.draft().text.startswith("첫 글"))
    bank.put(theirs)
    window.draft.editor.set_draft(Draft("첫 글, 내가"))
    ask(qtbot, window).save_button.click()
    qtbot.waitUntil(window.conflicts.isVisible)
    return window.conflicts


@pytest.mark.parametrize("mine", [True, False])
def test_what_was_chosen_of_two_versions_can_be_undone(qtbot, window, bank, mine):
    theirs = an_item("첫 글, 다른 사람", "q1")
    page = collide(qtbot, window, bank, theirs)
    (page.take_mine if mine else page.keep_theirs).click()
    page.confirm.click()
    saved(qtbot, window, "q1 is changed." if mine else "q1 stays as it is in the bank.")
    assert bank.items["q1"][0].stem == ("첫 글, 내가" if mine else theirs.stem)
    assert (window.shelf.edits is not None) == mine, "the draft is a version of what it became"
    window.results.banner.act()
    qtbot.waitUntil(lambda: bank.items["q1"][0].stem == (theirs.stem if mine else "첫 글, 내가"))


def test_what_was_published_meanwhile_is_not_replaced_and_mine_becomes_a_draft_of_its_own(qtbot, window, bank):
    page = collide(qtbot, window, bank, an_item("첫 글, 인쇄", "q1", metadata={"status": "published"}))
    assert "This item was published meanwhile." in page.text
    assert not page.take_mine.isVisible()
    assert page.keep_theirs.hasFocus(), "the keyboard is where something can be pressed"
    page.keep_theirs.click()
    page.confirm.click()
    saved(qtbot, window, "q1 stays as it is in the bank.")
    window.draft.start_anew()
    window.results.banner.act()
    assert window.draft.editor.draft().text == "첫 글, 내가"
    assert "Save a new item" in ask(qtbot, window).text
    assert bank.items["q1"][0].stem == "첫 글, 인쇄"


def test_an_item_published_since_it_was_found_is_not_opened(qtbot, window, bank):
    bank.put(an_item("글", "q1", metadata={"status": "published"}))
    window.saving.edit(an_item("글", "q1"))
    qtbot.waitUntil(lambda: "q1 is published and cannot be changed." in window.results.banner.sentence)
    assert window.draft.editor.draft().is_empty


def test_undoing_while_another_draft_is_typed_makes_that_no_version_of_the_item(qtbot, window, bank):
    write(qtbot, window)
    ask(qtbot, window).id.setText("ALG-1")
    window.save_page.save_button.click()
    saved(qtbot, window, "is saved")
    window.draft.editor.set_draft(Draft(TEXT.replace("합은", "곱은")))
    ask(qtbot, window).save_button.click()
    saved(qtbot, window, "ALG-1 is changed.")
    window.draft.start_anew()
    window.draft.editor.set_draft(Draft("다른 초안"))
    window.results.banner.act()
    qtbot.waitUntil(lambda: "합은" in bank.items["ALG-1"][0].stem)
    saved(qtbot, window, "ALG-1 is changed.")
    assert window.shelf.edits is None
    assert "Save a new item" in ask(qtbot, window).text


def test_an_undo_that_the_bank_refuses_stays_said_when_the_list_is_found_anew(qtbot, window, bank):
    bank.put(an_item("옛 글 $x=1$", "q1"))
    window.saving.edit(an_item("", "q1"))
    qtbot.waitUntil(lambda: window.draft.editor.draft().text == "옛 글 $x=1$")
    ask(qtbot, window).save_button.click()
    saved(qtbot, window, "q1 is changed.")
    bank.problem = ItemPublished("q1")
    window.results.banner.act()
    saved(qtbot, window, "q1 is published and cannot be changed here.")
    with qtbot.waitSignal(window.live.answered):
        window.live.ask_now()
    assert window.results.banner.sentence.startswith("q1 is published")


def test_a_number_that_is_taken_shows_both_items(qtbot, window, bank):
    bank.put(an_item("이미 있는 글", "q1"))
    write(qtbot, window)
    page = ask(qtbot, window)
    page.id.setText("q1")
    page.save_button.click()
    qtbot.waitUntil(window.conflicts.isVisible)
    window.conflicts.keep_theirs.click()
    window.conflicts.confirm.click()
    saved(qtbot, window, "q1 stays as it is in the bank.")
    assert bank.items["q1"][0].stem == "이미 있는 글"


def test_a_save_that_waits_is_said(qtbot, window, bank):
    bank.away = True
    write(qtbot, window)
    page = ask(qtbot, window)
    page.id.setText("q9")
    page.save_button.click()
    saved(qtbot, window, "The server does not answer. q9 is kept here and sent when it is back.")
    assert [one.item.id for one in bank.waiting] == ["q9"]


def test_an_account_that_may_not_save_hears_it_on_the_form(qtbot, window, bank):
    bank.problem = RightMissing("math")
    write(qtbot, window)
    page = ask(qtbot, window)
    page.save_button.click()
    qtbot.waitUntil(lambda: "may not do that" in page.text)
    assert page.save_button.isEnabled()
    assert page.isVisible()
    page.id.setText("")
    page.save_button.click()
    assert "it is empty" in page.text
    qtbot.keyClick(page.id, Qt.Key.Key_Escape)
    assert window.results.isVisible()


def test_nothing_is_saved_of_an_empty_draft(qtbot, window):
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_S, CONTROL)
    assert "Write an item first" in window.results.banner.sentence
    assert not window.save_page.isVisible()


def test_an_item_that_the_editor_would_read_otherwise_is_left_alone(qtbot, window, bank):
    bank.put(an_item("보기 ①과 ②를 비교하시오.", "q1"))
    window.saving.edit(an_item("", "q1"))
    qtbot.waitUntil(lambda: "would read otherwise" in window.results.banner.sentence)
    window.saving.edit(an_item("", "gone"))
    qtbot.waitUntil(lambda: "does not hold it any more" in window.results.banner.sentence)
    assert window.draft.editor.draft().is_empty


def test_a_draft_remembers_what_it_is_a_version_of_after_a_restart(qtbot, window, bank):
    bank.put(an_item("옛 글 $x=1$", "q1", metadata={"unit": "도형"}))
    window.saving.edit(an_item("", "q1"))
    qtbot.waitUntil(lambda: window.shelf.edits is not None)
    window.shelf.save()
    window.turn.finish()
    (kept,) = (one for one in window.shelf._shelf.drafts() if one.edits is not None)
    assert kept.edits == window.shelf.edits
    window.draft.start_anew()
    assert window.shelf.edits is None
    assert window.live.exclude is None
    qtbot.waitUntil(lambda: kept.name in [one.name for one in window.shelf.others])
    window.shelf.reopen(kept.name)
    assert window.shelf.edits == kept.edits
    assert window.live.exclude == "q1"
