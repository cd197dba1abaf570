import logging
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from itembank_desktop import __version__
from itembank_desktop.ui import crash_dialog
from itembank_desktop.ui.crash_dialog import CrashDialog, CrashNotice, LogTail, record_log, report_of, show_crash

# What the offscreen plugin says of any window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SECRET = "삼각형 ABC의 넓이"


def a_bug():
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        return error


@pytest.fixture
def tail():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    made = LogTail()
    root.addHandler(made)
    yield made
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(900, 500)
    editor = QLineEdit()
    made.setCentralWidget(editor)
    made.show()
    made.activateWindow()
    editor.setFocus()
    return made


@pytest.fixture
def dialogs(qapp):
    """The reports open now; closed after the test."""

    def shown():
        return [top for top in QApplication.topLevelWidgets() if isinstance(top, CrashDialog) and top.isVisible()]

    yield shown
    for dialog in shown():
        dialog.close()


def log_something():
    log = logging.getLogger("itembank.test")
    log.setLevel(logging.INFO)
    log.info("searched %s", SECRET)


def test_without_consent_the_report_says_where_and_what_but_quotes_nothing(tail):
    log_something()
    report = report_of(a_bug(), tail.lines, with_messages=False)
    assert SECRET not in report
    assert "ValueError: (message withheld)" in report
    assert "KeyError: (message withheld)" in report
    assert report.index("ValueError") < report.index("KeyError:")
    assert "test_crash_dialog.py" in report
    assert "in a_bug: int(SECRET)" in report
    assert "INFO itembank.test: searched %s" in report
    assert __version__ in report


def test_with_consent_the_messages_are_there(tail):
    log_something()
    report = report_of(a_bug(), tail.lines, with_messages=True)
    assert report.count(SECRET) == 3


def test_home_folders_stay_out_of_the_report(monkeypatch):
    assert "/home/" not in report_of(a_bug(), (), with_messages=False)
    (path,) = {
        line.split(":")[0].strip() for line in report_of(a_bug(), (), with_messages=False).split("\n") if ".py:" in line
    }
    assert path.count("/") == 2


def test_the_tail_is_bounded():
    tail = LogTail(capacity=3)
    for number in range(5):
        tail.handle(logging.LogRecord("a", logging.INFO, "", 1, "line %d", (number,), None))
    assert [line.message for line in tail.lines] == ["line 2", "line 3", "line 4"]


def test_what_is_shown_is_what_is_copied(qtbot, tail):
    log_something()
    dialog = CrashDialog(a_bug(), tail.lines)
    qtbot.addWidget(dialog)
    assert not dialog.consent.isChecked()
    assert not dialog.isModal()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()
    assert SECRET not in QGuiApplication.clipboard().text()
    dialog.consent.setChecked(True)
    dialog.copy.click()
    assert SECRET in QGuiApplication.clipboard().text()
    dialog.consent.setChecked(False)
    assert SECRET not in dialog.text.toPlainText()


def test_a_bug_puts_a_notice_in_the_corner_and_typing_goes_on(qtbot, window, tail, caplog, dialogs):
    show_crash(a_bug())
    notice = window.findChild(CrashNotice)
    assert notice.isVisible()
    assert dialogs() == []
    assert window.rect().contains(notice.geometry())
    assert QApplication.focusWidget() is window.centralWidget()
    qtbot.keyClicks(window.centralWidget(), "abc")
    assert window.centralWidget().text() == "abc"
    window.resize(1000, 600)
    assert notice.geometry().right() > 900
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    caplog.clear()


def test_further_bugs_are_counted_in_the_same_notice_until_it_is_dismissed(window, tail, caplog):
    for _ in range(3):
        show_crash(a_bug())
    (notice,) = window.findChildren(CrashNotice)
    assert "3" in notice.sentence.text()
    notice.dismiss.click()
    assert not notice.isVisible()
    show_crash(a_bug())
    assert notice.isVisible()
    assert "4" not in notice.sentence.text()
    caplog.clear()


def test_details_open_the_report_of_the_newest_bug_without_blocking(window, tail, caplog, dialogs):
    show_crash(a_bug())
    show_crash(ZeroDivisionError("newest"))
    window.findChild(CrashNotice).details.click()
    (dialog,) = dialogs()
    assert "ZeroDivisionError" in dialog.text.toPlainText()
    assert not dialog.isModal()
    caplog.clear()


def test_without_a_window_the_report_itself_is_shown(qapp, tail, caplog, dialogs):
    show_crash(a_bug())
    (dialog,) = dialogs()
    assert "KeyError" in dialog.text.toPlainText()
    caplog.clear()


def test_errors_nobody_caught_are_shown_too_but_not_the_wish_to_stop(qtbot, tail, monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(crash_dialog, "show_crash", shown.append)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    installed = record_log()
    assert installed in logging.getLogger().handlers
    bug = a_bug()
    sys.excepthook(KeyError, bug, bug.__traceback__)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [bug]
    assert "KeyError" in capsys.readouterr().err
