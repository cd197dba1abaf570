"""The settings' page: every setting, found by a word in either language, in force at once, and back again."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from itembank_desktop import settings as keys
from itembank_desktop.core.model import ModelChoice
from itembank_desktop.core.pilot import Targets
from itembank_desktop.settings import SETTINGS
from itembank_desktop.ui import text_scale
from itembank_desktop.ui.filter_wish import Wish
from itembank_desktop.ui.setting_words import NOT_BY_HAND, Kind, entries
from itembank_desktop.ui.settings_page import SettingsPage

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, session):
    window = session.window
    window.activateWindow()
    window.draft.editor.setFocus()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_Comma, CONTROL)
    assert window.settings_page.isVisible()
    yield window
    session.look.scale_text(100)
    session.look.choose("light")


@pytest.fixture
def page(window) -> SettingsPage:
    return window.settings_page


def choose(row, value):
    row.choices.setCurrentIndex(row.choices.findData(value))
    row.choices.activated.emit(row.choices.currentIndex())


def test_every_setting_is_on_the_page_or_is_none_that_a_person_changes(page):
    assert {one.name for one in SETTINGS} == {*page.rows, *(one.name for one in NOT_BY_HAND)}
    assert not set(page.rows) & {one.name for one in NOT_BY_HAND}
    assert all(one.name and one.sentence.endswith(".") for one in entries())
    assert all(one.act and one.link for one in entries() if one.kind is Kind.LINK)


@pytest.mark.parametrize(
    ("words", "shown"),
    [("글자 크기", ["text_size"]), ("TEXT size", ["text_size"]), ("판정", ["author"]), ("verdicts", ["author"]),
     ("서버", ["server_limit"]), ("dark", ["theme"]), ("어둡게", ["theme"]), ("한국어", ["language"])],
)  # fmt: skip
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_word_of_either_language_finds_its_setting(session, page, language, words, shown):
    session.speak(language)
    page.search.setText(words)
    assert page.shown == shown


def test_a_word_that_no_setting_says_is_told_and_esc_goes_back(qtbot, page, window):
    page.search.setText("zzz")
    assert page.shown == []
    assert "zzz" in page._nothing.text()
    assert page._nothing.isVisible()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(page.shown) == len(page.rows)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert window.results.isVisible()


def test_a_choice_is_in_force_at_once_and_ticked_in_the_menu(session, page, window):
    choose(page.rows["theme"], "dark")
    assert session.look.colours.is_dark
    assert window.header._theme_actions["dark"].isChecked()
    choose(page.rows["language"], "ko")
    QApplication.processEvents()
    assert page._title.text() == "설정"
    assert page.rows["text_size"].choices.accessibleName() == "글자 크기"
    choose(page.rows["text_size"], "150")
    assert text_scale.percent() == 150
    page.rows["preview"].switch.click()
    assert window.draft.preview.isHidden()
    field = page.rows["author"].field
    field.setText(" 김저자 ")
    field.editingFinished.emit()
    assert window.deciding.judging.author == "김저자"
    assert session._settings.get(keys.AUTHOR) == "김저자"
    choose(page.rows["target_ms"], "50")
    assert window.evaluation._performance.targets == Targets(50.0, 8.0, 100.0)


def test_a_change_made_elsewhere_stands_on_the_page(qtbot, session, page, window):
    window.header.theme_chosen.emit("dark")
    window.text_size_asked.emit(1)
    page.closed.emit()
    window.header.settings_asked.emit()
    assert page.rows["theme"].choices.currentData() == "dark"
    assert page.rows["text_size"].choices.currentData() == "110"


def test_a_setting_goes_back_to_its_default_and_the_line_takes_that_back(session, page):
    row = page.rows["text_size"]
    assert row.reset.isHidden()
    choose(row, "200")
    row.reset.click()
    assert text_scale.percent() == 100
    assert "Size of text" in page.banner.sentence
    page.banner.act()
    assert text_scale.percent() == 200
    assert row.choices.currentData() == "200"


def test_emptying_the_recent_banks_can_be_undone(session, page, window):
    session._settings.put(keys.RECENT, ["/banks/one", "/banks/two"])
    session._name_recent()
    window.header.settings_asked.emit()
    page.rows["recent"].act.click()
    assert (session._settings.get(keys.RECENT), window.header._recent) == ([], ())
    page.banner.act()
    assert [place.name for place in window.header._recent] == ["one", "two"]


def test_the_filter_of_the_start_goes_back_and_is_in_force(session, page, window):
    kept = Wish(with_figure=True)
    window.filtering.saved.emit(kept)
    window.filtering.wish(kept)
    window.header.settings_asked.emit()
    assert "with a figure" in page.rows["filter"]._value.text()
    page.rows["filter"].reset.click()
    assert not window.results.filters.wish
    page.banner.act()
    assert window.results.filters.wish == kept


def test_where_the_model_runs_goes_back_and_the_models_page_says_so(session, page, window):
    placed = []
    session._settings.put(keys.MODEL_DEVICE, "cuda:1")
    session._settings.put(keys.MODEL_IDLE, "nonsense")
    window.header.settings_asked.emit()
    window.model_page.placed.connect(placed.append)
    page.rows["model_device"].reset.click()
    assert placed == [ModelChoice("", "", "auto", 30.0)]
    assert window.model_page._device.currentText() == "auto"


@pytest.mark.parametrize(("name", "shown"), [("model", "model_page"), ("server_limit", "connect_page")])
def test_a_row_leads_to_the_page_where_more_is_said(page, window, name, shown):
    page.rows[name].act.click()
    assert getattr(window, shown).isVisible()


def test_the_row_of_the_filter_folds_it_out(page, window):
    page.rows["filter"].act.click()
    assert window.results.filters.isVisible()


def test_the_wheel_scrolls_the_page_and_changes_nothing(session, page):
    box = page.rows["text_size"].choices
    down = QPoint(0, -120)
    at = QPointF(5, 5)
    turn = QWheelEvent(at, box.mapToGlobal(at), QPoint(), down, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                       Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert (box.currentData(), text_scale.percent()) == ("100", 100)
