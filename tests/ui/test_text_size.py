"""Text from 100 to 200 percent: it grows everywhere at once, is remembered, and is cut nowhere."""

import contextlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from itembank_desktop import settings as keys
from itembank_desktop.core.item import Draft
from itembank_desktop.settings import Settings
from itembank_desktop.ui import text_scale, theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.session import Session
from itembank_desktop.ui.shortcut_sheet import ShortcutSheet, open_sheet
from itembank_desktop.ui.truths_front import Way
from tests.builders import a_picture
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clipped import clipped
from tests.ui.clips import check

CONTROL = Qt.KeyboardModifier.ControlModifier
DRAFT = Draft("삼각형 ABC의 넓이를 구하시오.")


@pytest.fixture
def session(session):
    yield session
    session.look.scale_text(100)


def answered(qtbot, session, draft=DRAFT):
    with qtbot.waitSignal(session.window.results.painted):
        session.window.draft.editor.set_draft(draft)
    qtbot.waitUntil(lambda: session.window.press.is_idle)


def pages(session):
    """Every page of both windows, one after the other, by name."""
    window = session.window
    yield "hits", window
    window.header.filter_asked.emit()
    for banner in (window.results.banner, window.results.line_banner, window.results.model_banner):
        banner.tell("세 문항을 읽지 못했습니다. Three items could not be read.", "다시 찾기", lambda: None)
    yield "filter and banners", window
    for banner in window.findChildren(Banner):
        banner.dismiss()
    window.header.filter_asked.emit()
    window.results.hits.opened.emit(window.results.hits.hits[0])
    yield "comparison", window
    window.comparing.pin()
    yield "pinned comparison", window
    window.comparing.pin()
    window.comparison.whole_asked.emit()
    yield "item", window
    for name, asked in (("model", "model"), ("connect", "connect"), ("settings", "settings")):
        getattr(window.header, f"{asked}_asked").emit()
        yield name, window
    open_sheet(window)
    sheet = window.findChild(ShortcutSheet)
    yield "keys", sheet
    sheet.close()
    window.evaluation.open()
    for number in range(4):
        window.evaluation.window.turn_to(number)
        yield f"evaluation {number}", window.evaluation.window
    window.evaluation.window.turn_to(1)
    for way in Way:
        window.evaluation.window.truths.front.turn_to(way)
        yield f"truth {way.name}", window.evaluation.window


@pytest.mark.parametrize(("language", "colours"), [("ko", "light"), ("en", "dark")])
def test_at_200_percent_no_words_are_cut_on_any_page(qtbot, session, language, colours):
    window = session.window
    window.resize(theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)
    session.speak(language)
    session.look.choose(colours)
    session.look.scale_text(200)
    answered(qtbot, session)
    seen = []
    for name, shown in pages(session):
        qtbot.waitUntil(lambda: window.press.is_idle)
        QApplication.processEvents()
        assert clipped(shown) == [], name
        seen.append(name)
    assert window.size().toTuple() == (theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)
    assert len(seen) == 18


# All banners at once; and pages on which English words ask for more than the header does.
@pytest.mark.parametrize(
    ("language", "left_out"),
    [
        ("ko", ["filter and banners"]),
        ("en", ["filter and banners", "comparison", "pinned comparison", "connect"]),
    ],
)
def test_a_window_too_small_for_large_words_grows_until_nothing_is_cut(qtbot, session, language, left_out):
    window = session.window
    window.resize(theme.LEAST_WIDTH, theme.LEAST_HEIGHT)
    session.look.scale_text(200)
    session.speak(language)  # Last: the words that are wider come after the size.
    answered(qtbot, session, Draft(DRAFT.text, (a_picture(),)))
    for name, shown in pages(session):
        qtbot.waitUntil(lambda: window.press.is_idle)
        if name not in left_out:
            # What asks for more room is known when it stands where it shall stand.
            with contextlib.suppress(qtbot.TimeoutError):
                qtbot.waitUntil(lambda shown=shown: not clipped(shown), timeout=2000)
            assert clipped(shown) == [], name
    assert window.width() < theme.WINDOW_WIDTH
    assert window.minimumHeight() <= window.screen().availableSize().height()
    session.look.scale_text(100)
    least = (theme.LEAST_WIDTH, theme.LEAST_HEIGHT)
    qtbot.waitUntil(lambda: window.minimumSize().toTuple() == least)
    window.resize(*least)
    assert window.size().toTuple() == least


def test_boxes_of_the_filter_stand_in_as_many_columns_as_have_room_for_their_words(qtbot, session):
    session.speak("en")
    window, filters = session.window, session.window.results.filters
    columns = {}
    for percent in (100, 200):
        session.look.scale_text(percent)
        window.resize(theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)
        if filters.isHidden():
            window.header.filter_asked.emit()
        boxes = (*filters.choices.values(), filters.first, filters.last, filters.figure)
        qtbot.waitUntil(lambda boxes=boxes: all(box.width() >= box.sizeHint().width() for box in boxes))
        columns[percent] = len({box.x() for box in boxes})
    assert columns[100] == 4
    assert columns[200] < 4


def test_a_strip_gives_its_height_to_what_is_compared(qtbot, session):
    """The history stands beside the reason, and what is unknown is a dash where the word asks for a line more."""
    window = session.window
    session.speak("en")
    session.look.scale_text(200)
    window.resize(theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)
    answered(qtbot, session)
    window.results.hits.opened.emit(window.results.hits.hits[0])
    qtbot.waitUntil(lambda: window.comparison.follows(window.live.content))
    qtbot.keyClick(window.comparison, Qt.Key.Key_2, CONTROL)
    panel, bars = window.deciding.panel, window.comparison.bars
    qtbot.waitUntil(lambda: panel._stands.isVisible() and panel._stands.x() > panel._why.x())
    assert "Meaning unknown" in bars.text, "who listens hears the word"
    assert bars.height() < 2 * text_scale.scaled(26) + 26


def test_every_page_begins_where_the_list_begins(qtbot, session):
    window = session.window
    answered(qtbot, session)
    title = window.results._title
    stands = title.mapTo(window, title.rect().topLeft())
    for asked in ("model", "connect", "settings"):
        getattr(window.header, f"{asked}_asked").emit()
        QApplication.processEvents()
        page = window._right.currentWidget()
        at = page._title.mapTo(window, page._title.rect().topLeft())
        assert at.x() == stands.x(), asked
        middle = page._title.mapTo(window, page._title.rect().center()).y()
        assert abs(middle - title.mapTo(window, title.rect().center()).y()) <= 2, asked


def test_what_cannot_stand_in_a_row_is_found_to_be_cut(qtbot, session):
    """The check of this file sees something: words in a button that is held too narrow."""
    session.window.header.bank_button.setFixedWidth(30)
    QApplication.processEvents()
    assert any("asks for" in line for line in clipped(session.window))


def test_keys_change_the_size_of_words_cards_and_preview(qtbot, session):
    window = session.window
    answered(qtbot, session)
    height = window.results.hits.itemDelegate().frame.size
    assert height == theme.ITEM_SIZE
    window.activateWindow()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_Plus, CONTROL)
    assert text_scale.percent() == 110
    for _ in range(9):
        qtbot.keyClick(window.draft.editor, Qt.Key.Key_Equal, CONTROL)
    assert text_scale.percent() == 200
    assert QApplication.font().pixelSize() == 2 * theme.CONTROL_SIZE
    assert window.draft.editor.font().pixelSize() == 2 * theme.ITEM_SIZE
    session.look.choose("dark")
    assert window.draft.editor.font().pixelSize() == 2 * theme.ITEM_SIZE, "other colours leave the size alone"
    assert window.results.hits.itemDelegate().frame.size == 2 * theme.ITEM_SIZE
    sizes = {sheet.size for sheet in (window.draft.preview._words.order,)}
    assert sizes == {2 * theme.ITEM_SIZE}
    qtbot.waitUntil(lambda: window.press.is_idle and window.draft.preview.follows)
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_Minus, CONTROL)
    assert text_scale.percent() == 175
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_0, CONTROL | Qt.KeyboardModifier.AltModifier)
    assert text_scale.percent() == 100
    assert window.draft.editor.font().pixelSize() == theme.ITEM_SIZE


def test_the_size_is_remembered(qtbot, tmp_path):
    settings = Settings(None, {}, {"language": "en", "theme": "light", "model": "off", "text_size": "148"})
    banks = FakeBanks(ListFinder(a_hit(1)))
    session = Session(a_desk(tmp_path, banks, BlockTypesetter()), check, settings, print)
    assert text_scale.percent() == 150
    assert session.window.draft.editor.font().pixelSize() == round(1.5 * theme.ITEM_SIZE)
    session.window.text_size_asked.emit(1)
    assert settings.get(keys.TEXT_SIZE) == "175"
    session.look.scale_text(100)
    session.end()


def test_larger_text_takes_back_nothing_and_asks_nothing(qtbot, session):
    """Lines stand further apart; the draft, its undo and the answer stay."""
    window = session.window
    editor = window.draft.editor
    answered(qtbot, session)
    editor.insert_picture(a_picture())
    asked, draft = [], editor.draft()
    qtbot.waitUntil(lambda: window.press.is_idle)
    editor.draft_changed.connect(asked.append)
    session.look.scale_text(200)
    QApplication.processEvents()
    assert editor.document().begin().blockFormat().lineHeight() == 2 * theme.ITEM_SIZE * theme.ITEM_LEADING
    assert (editor.draft(), asked) == (draft, [])
    editor.undo()
    assert editor.draft() == DRAFT
    editor.redo()
    assert editor.draft() == draft


def test_an_icon_is_drawn_as_large_as_the_text(qapp, session):
    icons = Icons(session._desk.resources / "icons", session.look)
    before = icons.pixmap("undo", "#000000").width()
    session.look.scale_text(200)
    assert icons.pixmap("undo", "#000000").width() == 2 * before


@pytest.mark.parametrize(
    ("said", "step"), [("", 100), ("x", 100), ("90", 100), ("149", 150), ("1000", 200), ("nan", 100)]
)
def test_a_setting_that_is_no_step_means_the_nearest(said, step):
    assert text_scale.nearest(said) == step
