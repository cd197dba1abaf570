"""Hangul composed in the whole window: what happens around a syllable leaves it alone, and it leaves the search alone."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent

from itembank_desktop.core.item import Draft
from itembank_desktop.ui.judging_panel import JudgingPanel

STEM = "삼각형의 넓이를 구하"


def compose(editor, preedit, commit=None, replaced=(0, 0)):
    event = QInputMethodEvent(preedit, [])
    if commit is not None:
        event.setCommitString(commit, *replaced)
    QCoreApplication.sendEvent(editor, event)


def preedit_of(editor):
    return editor.textCursor().block().layout().preeditAreaText()


@pytest.fixture
def window(qtbot, session):
    """Its draft is answered, and the cursor stands behind it."""
    shown = session.window
    shown.activateWindow()
    shown.draft.editor.setFocus()
    with qtbot.waitSignal(shown.results.painted):
        shown.draft.editor.set_draft(Draft(STEM))
    qtbot.waitUntil(lambda: shown.press.is_idle)
    return shown


@pytest.fixture
def asked(window):
    questions = []
    window.live.asked.connect(lambda query: questions.append(query.content.stem))
    return questions


def test_an_answer_new_cards_and_the_preview_come_without_touching_the_syllable(qtbot, window, asked):
    editor = window.draft.editor
    compose(editor, "ㅅ")
    with qtbot.waitSignal(window.results.painted):
        window.live.ask_now()
    qtbot.waitUntil(lambda: window.press.is_idle)
    assert preedit_of(editor) == "ㅅ"
    assert editor.hasFocus()
    compose(editor, "시")
    compose(editor, "", commit="시")
    assert editor.draft() == Draft(STEM + "시")
    qtbot.waitUntil(lambda: asked == [STEM, STEM + "시"])


def test_what_is_composed_and_taken_back_asks_nothing(qtbot, window, asked):
    editor = window.draft.editor
    for step in ("ㅅ", "시", "싱", "시", "ㅅ", ""):
        compose(editor, step)
        qtbot.wait(1)
    assert not window.live._timer.isActive()
    assert (asked, editor.draft()) == ([], Draft(STEM))


def test_a_pause_that_runs_is_neither_begun_again_nor_stopped_by_a_syllable(qtbot, window, asked):
    editor, timer = window.draft.editor, window.live._timer
    window.live.set_pause(3_600_000)
    compose(editor, "", commit="시")
    begun = timer.remainingTime()
    qtbot.wait(20)
    for step in ("ㅇ", "오", "옷"):
        compose(editor, step)
    assert timer.isActive()
    assert timer.remainingTime() < begun
    assert asked == []
    timer.stop()


def test_a_conversion_replaces_the_syllable_before_it_and_asks_once(qtbot, window, asked):
    """What an input method does for Hanja and for a correction: it commits over letters that stand already."""
    editor = window.draft.editor
    compose(editor, "", commit="求", replaced=(-2, 2))
    assert editor.draft() == Draft(STEM[:-2] + "求")
    qtbot.waitUntil(lambda: asked == [STEM[:-2] + "求"])


def test_keys_of_the_window_and_other_words_and_colours_leave_the_syllable(qtbot, window, session, asked):
    editor = window.draft.editor
    compose(editor, "한")
    qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.results.hits.current_hit is not None
    session.look.choose("dark")
    session.speak("ko")
    assert preedit_of(editor) == "한"
    session.look.choose("light")
    compose(editor, "", commit="한")
    assert editor.draft() == Draft(STEM + "한")


def test_a_line_elsewhere_composes_without_a_question(qtbot, window, asked):
    """The reason of a verdict is Hangul too."""
    window.results.hits.opened.emit(window.results.hits.hits[0])
    line = window.findChild(JudgingPanel)._why
    line.setFocus()
    for step in ("ㅂ", "비", "빗"):
        compose(line, step)
    compose(line, "", commit="비슷")
    assert line.text() == "비슷"
    assert asked == []
