"""Every control of every page, shown or not, says its name to a screen reader, in both languages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QStackedWidget,
    QTextEdit,
    QWidget,
)  # fmt: skip

from itembank_desktop.core.item import Draft
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.shortcut_sheet import open_sheet

SAID = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar, QTextEdit,
)  # fmt: skip
WHOLE = (QAbstractSpinBox, QComboBox, QAbstractItemView, QLineEdit)


def controls(root):
    """What takes the focus or is pressed; the parts that Qt makes itself inside of one count as that one."""
    for widget in root.findChildren(QWidget):
        own = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
        inside = isinstance(widget.parent(), WHOLE) or isinstance(widget.parent().parent(), QComboBox)
        takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, SAID)
        if takes and not own and not inside and not widget.isWindow():
            yield widget


def waits(widget):
    """Whether it, or a part around it, is put away until there is something to say; a page of a stack never is."""
    while widget is not None and not widget.isWindow():
        if widget.isHidden() and not isinstance(widget.parent(), QStackedWidget):
            return True
        widget = widget.parentWidget()
    return False


def path_of(widget):
    names = []
    while widget is not None:
        names.append(type(widget).__name__)
        widget = widget.parentWidget()
    return "/".join(reversed(names))


def nameless(root):
    return [path_of(one) for one in controls(root) if not waits(one) and not name_of(one).strip(" ▾▴")]


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.fixture(params=["en", "ko"])
def spoken(request, session, qtbot):
    session.speak(request.param)
    window = session.window
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.set_draft(Draft("삼각형 ABC의 넓이를 구하시오."))
    return session


def test_every_control_of_the_main_windows_pages_has_a_name(qtbot, spoken):
    window = spoken.window
    window.header.filter_asked.emit()
    window.results.hits.opened.emit(window.results.hits.hits[0])
    qtbot.waitUntil(lambda: window.press.is_idle and window.comparing.is_open)
    window.comparing.pin()
    for banner in window.findChildren(Banner):
        banner.tell("News", "Act", lambda: None)
    window.header.settings_asked.emit()
    open_sheet(window)
    assert nameless(window) == []
    assert len([one for one in controls(window) if not waits(one)]) > 110


def test_every_control_of_the_evaluation_window_has_a_name(spoken):
    spoken.window.evaluation.open()
    evaluation = spoken.window.evaluation.window
    for page in range(4):
        evaluation.turn_to(page)
        assert nameless(evaluation) == []
    assert len([one for one in controls(evaluation) if not waits(one)]) > 30


def test_controls_that_stand_together_are_told_apart(spoken):
    """Two buttons side by side that sound alike are as good as nameless."""
    spoken.window.evaluation.open()
    for root in (spoken.window, spoken.window.evaluation.window):
        beside = {}
        for one in controls(root):
            if isinstance(one, QAbstractButton) and not waits(one):
                beside.setdefault((path_of(one.parentWidget()), id(one.parentWidget()), name_of(one)), []).append(one)
        assert [key for key, ones in beside.items() if len(ones) > 1] == []
