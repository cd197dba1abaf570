"""The draft as it will be printed: it follows typing and stays out of the way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from itembank_desktop.adapters.images import check_picture, thumbnail_png
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.ui import theme
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.draft_pane import DraftPane
from itembank_desktop.ui.figure_view import FigureView
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.sheet_view import SheetView
from tests.builders import png_bytes
from tests.fakes_ui import BlockTypesetter

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def typeset():
    return BlockTypesetter()


@pytest.fixture
def press(qtbot, typeset):
    made = Press(typeset, thumbnail_png, ("preview", "cards"))
    yield made
    typeset.gate.set()
    made.close()


@pytest.fixture
def pane(qtbot, press):
    look = theme.Theme()
    made = DraftPane(DraftEditor(check_picture), press, look, Icons(RESOURCES / "icons", look))
    qtbot.addWidget(made)
    made.resize(560, 700)
    made.show()
    made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    yield made
    made.preview.close_timer()


def stem(pane):
    return pane.preview.findChildren(SheetView)[0].order.text


def test_every_letter_is_followed_without_a_pause(qtbot, pane, typeset):
    for letter in "삼각형":
        pane.editor.insertPlainText(letter)
        qtbot.waitUntil(lambda: pane.preview.follows)
    assert [sheet.text for sheet in typeset.set] == ["삼", "삼각", "삼각형"]


def test_an_explanation_is_set_below_the_answer(qtbot, pane):
    pane.editor.set_draft(Draft("값은?\n[정답] 7\n[해설] 더한다."))
    qtbot.waitUntil(lambda: pane.preview.follows)
    shown = [view.order.text for view in pane.preview.findChildren(SheetView) if view.isVisible()]
    assert shown == ["값은?", "Answer 7", "Explanation 더한다."]
    pane.editor.set_draft(Draft("값은?"))
    qtbot.waitUntil(lambda: [view.isVisible() for view in pane.preview.findChildren(SheetView)] == [True, False, False])


def test_letters_typed_while_one_is_set_are_set_together(qtbot, pane, typeset):
    typeset.gate.clear()
    for letter in "abcdef":
        pane.editor.insertPlainText(letter)
        QApplication.processEvents()
    assert not pane.preview.follows
    typeset.gate.set()
    qtbot.waitUntil(lambda: pane.preview.follows)
    assert [sheet.text for sheet in typeset.set] == ["a", "abcdef"]


def test_the_draft_is_set_before_the_cards_that_wait(qtbot, pane, press, typeset):
    from itembank_desktop.core.typeset import Sheet

    typeset.gate.clear()
    press.want("cards", [Sheet(f"문항 {n}") for n in range(12)])
    pane.editor.insertPlainText("가")
    QApplication.processEvents()
    typeset.gate.set()
    qtbot.waitUntil(lambda: pane.preview.follows and press.is_idle)
    assert [sheet.text for sheet in typeset.set].index("가") == 4, "after the batch that was under way"


def test_the_preview_never_takes_the_focus_not_by_a_click_either(qtbot, pane):
    pane.editor.set_draft(Draft("그림에서", (Picture(png_bytes(1), "a.png"),)))
    qtbot.waitUntil(lambda: pane.preview.follows)
    (figure,) = [one for one in pane.preview.findChildren(FigureView) if one.isVisible()]
    qtbot.mouseClick(pane.preview, Qt.MouseButton.LeftButton, pos=figure.mapTo(pane.preview, QPoint(5, 5)))
    assert pane.editor.hasFocus()
    assert figure.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_picture_of_the_draft_stands_between_its_words_and_its_choices(qtbot, pane):
    pane.editor.set_draft(Draft("넓이는?\n① 1 ② 2", (Picture(png_bytes(2), "b.png"),)))
    qtbot.waitUntil(lambda: pane.preview.follows)
    order = pane.preview.findChildren(SheetView)[0].order
    assert (order.text, order.choices, len(order.figures)) == ("넓이는?", ("1", "2"), 1)


def test_a_syllable_being_composed_is_left_alone(qtbot, pane, typeset):
    qtbot.keyClicks(pane.editor, "x")
    qtbot.waitUntil(lambda: pane.preview.follows)
    typeset.gate.clear()
    qtbot.keyClicks(pane.editor, "y")
    for step in ("ㅎ", "하", "한"):
        QApplication.sendEvent(pane.editor, QInputMethodEvent(step, []))
        QApplication.processEvents()
    typeset.gate.set()
    qtbot.waitUntil(lambda: pane.preview.follows)
    assert pane.editor.textCursor().block().layout().preeditAreaText() == "한"
    assert pane.editor.hasFocus()
    assert [sheet.text for sheet in typeset.set] == ["x", "xy"]
    done = QInputMethodEvent("", [])
    done.setCommitString("한")
    QApplication.sendEvent(pane.editor, done)
    qtbot.waitUntil(lambda: pane.preview.follows)
    assert stem(pane) == "xy한"


def test_an_emptied_draft_clears_the_page_at_once(qtbot, pane):
    pane.editor.insertPlainText("가")
    qtbot.waitUntil(lambda: pane.preview.follows)
    pane.start_anew()
    assert pane.preview.findChildren(SheetView)[0].order is None
    assert pane.preview.follows
