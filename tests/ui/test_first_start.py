"""The ways to begin: shown at the first start and never again, and the same is not said twice."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from itembank_desktop.core.item import Draft
from itembank_desktop.settings import Settings
from itembank_desktop.ui import theme
from itembank_desktop.ui.first_start import FirstStart
from itembank_desktop.ui.session import Session
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clipped import clipped
from tests.ui.clips import check


@pytest.fixture
def start(qtbot, tmp_path):
    """Starts the program on a settings file, as a user does; closes what it started."""
    sessions = []

    def started(bank=None):
        for one in sessions:
            one.end()
        sessions.clear()
        settings = Settings(tmp_path / "settings.json", {}, {"language": "en", "theme": "light"})
        desk = a_desk(tmp_path, FakeBanks(ListFinder(a_hit())), BlockTypesetter())
        session = Session(desk, check, settings, lambda error: pytest.fail(repr(error)))
        sessions.append(session)
        session.window.live.set_pause(0)
        session.window.show()
        session.begin(bank)
        qtbot.waitUntil(lambda: session.window.banks.bank is not None)
        qtbot.waitUntil(lambda: not session.window.banks.importing)
        if session.window.imports.isVisible():  # The bank of this test brings a row that is refused, which is told.
            session.window.imports.close_button.click()
        return session

    yield started
    for one in sessions:
        one.end()


def ways(session):
    """What stands on the empty side; None when it does not, or no more."""
    found = session.window.findChild(FirstStart)
    return found if found is not None and found.isVisible() else None


def test_three_ways_stand_on_the_empty_side_once(qtbot, start):
    first = start()
    qtbot.waitUntil(lambda: ways(first) is not None)
    names = [one.accessibleName() for one in ways(first).findChildren(QPushButton)]
    assert names == [
        "Try the sample bank: Open the sample",
        "Connect to a shared bank: Connect…",
        "Get a model: Choose…",
    ]
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in ways(first).findChildren(QPushButton))
    again = start()
    assert ways(again) is None
    assert again.window.findChild(FirstStart) is None


def test_who_comes_with_a_bank_is_not_asked(start, tmp_path):
    assert start(tmp_path / "mine").window.findChild(FirstStart) is None


@pytest.mark.parametrize(("number", "signal"), [(0, "sample_asked"), (1, "connect_asked"), (2, "model_asked")])
def test_a_way_does_what_the_menu_does_and_ends_the_asking(qtbot, start, number, signal):
    session = start()
    qtbot.waitUntil(lambda: ways(session) is not None)
    with qtbot.waitSignal(getattr(session.window.header, signal)):
        qtbot.mouseClick(ways(session).buttons[number], Qt.MouseButton.LeftButton)
    window = session.window
    if number:
        assert (window.connect_page if number == 1 else window.model_page).isVisible()
    assert ways(session) is None


@pytest.mark.parametrize("how", ["skip", "write"])
def test_who_begins_to_write_has_the_side_for_the_hits(qtbot, start, how):
    session = start()
    qtbot.waitUntil(lambda: ways(session) is not None)
    if how == "skip":
        qtbot.mouseClick(ways(session).skip, Qt.MouseButton.LeftButton)
    else:
        session.window.draft.editor.set_draft(Draft("가"))
    assert ways(session) is None
    session.window.draft.start_anew()
    qtbot.waitUntil(lambda: session.window.results.sentence.startswith("Write an item"))
    assert ways(session) is None


def test_that_a_model_can_be_had_is_said_by_one_of_them_and_by_the_line_the_next_time(qtbot, start):
    first = start()
    qtbot.waitUntil(lambda: first.window.status.text.endswith("no model"))
    assert first.window.results.model_banner.sentence == ""
    second = start()
    qtbot.waitUntil(lambda: second.window.results.model_banner.sentence.startswith("There is no model"))


def test_with_large_words_on_the_least_window_the_ways_scroll_instead_of_being_cut(qtbot, start):
    session = start()
    session.look.scale_text(200)
    session.window.resize(theme.LEAST_WIDTH, theme.LEAST_HEIGHT)
    qtbot.waitUntil(lambda: not clipped(session.window), timeout=2000)
    last = ways(session).findChildren(QPushButton)[-1]
    side = session.window.results
    assert not side.rect().contains(last.mapTo(side, last.rect().center()))
    with qtbot.waitActive(session.window):
        session.window.activateWindow()
    for _ in range(40):
        qtbot.keyClick(session.window.focusWidget(), Qt.Key.Key_Tab)
        if session.window.focusWidget() is last:
            break
    assert side.rect().contains(last.mapTo(side, last.rect().center()))
    session.look.scale_text(100)
