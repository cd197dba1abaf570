"""The sheet at F1 against the windows: no key undocumented, none that does nothing, none that two things hear."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from itembank_desktop.core.item import Draft
from itembank_desktop.ui.shortcut_sheet import ShortcutSheet, open_sheet
from itembank_desktop.ui.shortcuts import global_keys, shortcuts

CONTROL = Qt.KeyboardModifier.ControlModifier
PORTABLE = QKeySequence.SequenceFormat.PortableText


@pytest.fixture
def window(session):
    return session.window


def heard(window) -> list[str]:
    """The keys that the window hears wherever the focus is: its shortcuts, and actions that its widgets have."""
    keys = [one.key() for one in window.findChildren(QShortcut) if one.context() == Qt.ShortcutContext.WindowShortcut]
    owned = {action for widget in window.findChildren(QWidget) for action in widget.actions()}
    keys += [action.shortcut() for action in owned if isinstance(action, QAction) and not action.shortcut().isEmpty()]
    return [key.toString(PORTABLE) for key in keys]


def test_the_sheet_lists_what_the_window_hears_and_each_key_once(window):
    listed = [QKeySequence(keys).toString(PORTABLE) for keys in global_keys()]
    assert all(listed)
    assert [key for key, count in Counter(heard(window)).items() if count > 1] == []
    assert sorted(listed) == sorted(heard(window))


def test_keys_of_one_place_are_listed_in_the_sheet(window):
    local = {key.key().toString(PORTABLE) for key in window.findChildren(QShortcut)} - set(heard(window))
    here = {keys for group in shortcuts() for one in group.shortcuts if one.here for keys in one.keys}
    assert local == {"Del"}
    assert local <= here


def test_every_key_of_a_group_is_listed_once():
    for group in shortcuts():
        keys = [key for one in group.shortcuts for key in one.keys]
        assert len(keys) == len(set(keys)), group.title
        assert all(QKeySequence(key).toString(PORTABLE) for key in keys), group.title


@pytest.mark.parametrize("key", ["O", "I"])
def test_the_keys_of_the_bank_menu_work_from_the_editor(qtbot, window, monkeypatch, key):
    asked = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: asked.append(key) or "")
    window.activateWindow()
    window.draft.editor.setFocus()
    qtbot.keyClick(window.draft.editor, getattr(Qt.Key, f"Key_{key}"), CONTROL)
    assert asked == [key]


def test_parking_and_capturing_have_keys_of_their_own(qtbot, window, monkeypatch):
    captured = []
    monkeypatch.setattr(window.pictures.capture, "begin", lambda: captured.append(True))
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.set_draft(Draft("삼각형 ABC의 넓이를 구하시오."))
    window.activateWindow()
    both = CONTROL | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(window.shelf.parked):
        qtbot.keyClick(window.draft.editor, Qt.Key.Key_D, both)
    assert captured == []


def test_f1_opens_one_sheet_that_names_every_key_and_esc_closes_it(qtbot, window):
    window.activateWindow()
    for _ in range(2):
        qtbot.keyClick(window.draft.editor, Qt.Key.Key_F1)
    (sheet,) = window.findChildren(ShortcutSheet)
    assert sheet.isVisible()
    assert not sheet.isModal()
    words = {one.text() for one in sheet.findChildren(QLabel)}
    for group in shortcuts():
        assert group.title in words
        for one in group.shortcuts:
            assert {one.text, one.what} <= words
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_speaks_the_language_chosen_while_it_is_open(qtbot, session):
    sheet = open_sheet(session.window)
    assert sheet.windowTitle() == "Keyboard shortcuts"
    session.speak("ko")
    qtbot.waitUntil(lambda: sheet.windowTitle() == "단축키")
    qtbot.waitUntil(lambda: "지금 찾기" in {one.text() for one in sheet.findChildren(QLabel)})
    sheet.close()


def test_keys_are_written_as_they_stand_on_the_keyboard(qapp):
    shown = {keys: one.text for group in shortcuts() for one in group.shortcuts for keys in one.keys}
    assert shown["Ctrl+Return"] == "Ctrl+Enter"
    assert shown["Alt+Up"] == "Alt+↑ · Alt+↓"
    assert shown["+"] == "+ · -"
