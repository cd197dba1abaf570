"""Offscreen Qt with the shipped fonts; nothing may warn, log a warning, or leave a thread or a timer behind."""

import functools
import gc
import itertools
import logging
import os
import threading
import time
from pathlib import Path

import pytest
from hypothesis import settings

# Speed is measured by `bench`, never by a test: a busy machine must not fail one.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

os.environ["QT_QPA_PLATFORM"] = "offscreen"

pytest_plugins = ["tests.postgres"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application as `app.main` starts it."""
    from itembank_desktop.app import start_qt

    start_qt()
    return qapp


PATIENCE_MS = 20_000
"""A machine with other work may hold a window up for seconds; what never comes still fails."""


@pytest.fixture
def qtbot(qtbot):
    """Waits longer than pytest-qt does where a test does not say how long."""
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitCallback"):
        setattr(qtbot, name, functools.partial(getattr(qtbot, name), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture(autouse=True)
def _no_thread_left_behind():
    before = set(threading.enumerate())
    yield
    patience = time.monotonic() + PATIENCE_MS / 1000
    while left := [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]:
        if time.monotonic() > patience:
            pytest.fail(f"threads left behind: {left}")
        time.sleep(0.01)


_FULL_LOOK = 50
"""Tests between two searches for garbage through everything that lives."""
_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def _garbage_goes_on_this_thread():
    """As in the program: collected on another thread, widgets would be ended there, and the process with them."""
    gc.disable()
    yield
    gc.disable()
    gc.collect(2 if next(_tests) % _FULL_LOOK == 0 else 1)


@pytest.fixture(autouse=True)
def _no_timer_left_behind(request):
    yield
    if "qapp" not in request.fixturenames:
        return
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    running = [
        timer
        for widget in QApplication.topLevelWidgets()
        if not widget.isHidden()
        for timer in widget.findChildren(QTimer)
        if timer.isActive() and type(timer) is QTimer
    ]
    assert not running, f"timers left behind: {[timer.parent() for timer in running]}"


@pytest.fixture(autouse=True)
def _no_warning_logged(caplog):
    """A test that expects a warning takes it out with caplog.clear(); the crash dialog's own record is its work."""
    with caplog.at_level(logging.INFO):
        yield
    warned = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and not record.name.endswith("crash_dialog")
    ]
    assert not warned, [record.getMessage() for record in warned]


@pytest.fixture(scope="session")
def mixed_bank(tmp_path_factory):
    """The sample bank and the reworded items in one bank, described by the shipped spaces; read it only."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import SAMPLE_BANK, item_import

    with LocalBank.create(tmp_path_factory.mktemp("mixed") / "bank") as bank:
        for source in (SAMPLE_BANK, ROOT / "tests" / "data" / "reworded"):
            report = item_import(bank)(source)
            assert report.added
            assert not report.rejected
        yield bank


@pytest.fixture
def screenshot(request):
    """Saves what a widget shows into .screenshots/ (ignored by git) under a name of its own."""
    folder = ROOT / ".screenshots"

    def save(widget, name: str) -> Path:
        folder.mkdir(exist_ok=True)
        path = folder / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return save


def pytest_collection_modifyitems(items):
    """What the offscreen plugin says of any window with a least size, or above others, is no news."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True))
