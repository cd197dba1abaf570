import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QAction, QDragEnterEvent, QDropEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from itembank_desktop import settings as keys
from itembank_desktop.core.errors import BankBusy, BankMissing, BankReadOnly, DiskFull, UnreadableSource
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.settings import Settings
from itembank_desktop.ui.session import Session
from tests.builders import a_bank_folder, a_row, an_item, png_bytes
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check

TEXT = "삼각형 ABC의 넓이를 구하시오."
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def finder():
    return ListFinder(*(a_hit(n, verdict) for n, verdict in enumerate([*Resemblance, *Resemblance], start=1)))


@pytest.fixture
def banks(finder):
    return FakeBanks(finder)


@pytest.fixture
def typeset():
    return BlockTypesetter()


@pytest.fixture
def start(qtbot, tmp_path, banks, typeset):
    """Starts a session; closes its window at the end."""
    sessions = []

    def started(bank=None, crash=None, **stored):
        settings = Settings(None, {}, {"language": "en", "theme": "light"} | stored)
        crashes = []
        session = Session(a_desk(tmp_path, banks, typeset), check, settings, crash or crashes.append)
        session.settings, session.crashes = settings, crashes
        session.window.live.set_pause(0)
        sessions.append(session)
        session.window.show()
        session.begin(bank or tmp_path / "mine")
        qtbot.waitUntil(lambda: session.window.banks.bank is not None or bool(session.window.results.banner.sentence))
        return session

    yield started
    for session in sessions:
        banks.gate.set()
        typeset.gate.set()
        session.speak("en")
        session.end()


@pytest.fixture
def window(start):
    return start().window


def typed(qtbot, window, text=TEXT, pictures=()):
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.set_draft(Draft(text, tuple(pictures)))
    qtbot.waitUntil(lambda: window.press.is_idle)


def test_typing_shows_hits_with_their_header(qtbot, window):
    typed(qtbot, window)
    assert [hit.item.id for hit in window.results.hits.hits] == [f"q{n}" for n in range(1, 9)]
    assert window.results.header == "Similar items 8 0.06 s · Fingerprint search, no model"
    assert "131 items" in window.status.text
    assert window.results.sentence == ""


def test_states_say_what_to_do(qtbot, window, finder):
    assert window.results.sentence.startswith("Write an item or drop a figure")
    window.draft.editor.set_draft(Draft("삼각형"))
    qtbot.waitUntil(lambda: window.results.sentence.startswith("Write a little more"))
    finder.hits = ()
    typed(qtbot, window)
    assert window.results.sentence.startswith("Nothing similar · 131 items checked")
    window.draft.start_anew()
    assert window.results.sentence.startswith("Write an item")


def test_the_old_answer_stays_until_the_new_cards_are_set(qtbot, window, finder, typeset):
    typed(qtbot, window)
    typeset.gate.clear()
    finder.hits = (a_hit(1, item=an_item("다른 문항입니다", "new")),)
    window.draft.editor.set_draft(Draft(TEXT + " 단"))
    qtbot.waitUntil(lambda: len(finder.asked) == 2)
    qtbot.wait(30)
    assert window.results.hits.hits[0].item.id == "q1"
    typeset.gate.set()
    qtbot.waitUntil(lambda: window.results.hits.hits[0].item.id == "new")


def test_a_refresh_keeps_the_selected_hit_and_the_place(qtbot, window, finder):
    typed(qtbot, window)
    hits = window.results.hits
    hits.step(1)
    for _ in range(4):
        hits.step(1)
    bar = hits.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    chosen = hits.current_hit.item.id
    before = hits.visualRect(hits.currentIndex()).top()
    assert bar.value() > 0
    finder.hits = (a_hit(1, item=an_item("앞에 새로 온 문항", "new")), *finder.hits)
    typed(qtbot, window, TEXT + " 단")
    assert hits.hits[0].item.id == "new"
    assert hits.current_hit.item.id == chosen
    assert hits.visualRect(hits.currentIndex()).top() == before


def test_another_way_of_searching_begins_at_the_best_hit(qtbot, window, finder):
    typed(qtbot, window, pictures=[Picture(png_bytes(1), "a.png")])
    hits = window.results.hits
    bar = hits.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert bar.value() > 0
    finder.hits = (a_hit(1, item=an_item("그림이 같은 문항", "new")), *finder.hits)
    with qtbot.waitSignal(window.results.painted):
        window.results.options.choose(pictures_only=True)
    assert hits.hits[0].item.id == "new"
    assert bar.value() == 0


def test_a_key_means_one_thing(window):
    shortcuts = [one for one in window.findChildren(QShortcut) if one.context() is Qt.ShortcutContext.WindowShortcut]
    keys = [one.key() for one in shortcuts] + [one.shortcut() for one in window.findChildren(QAction)]
    told = [key.toString() for key in keys if not key.isEmpty()]
    assert {"Ctrl+O", "Ctrl+I", "Ctrl+Shift+S", "Ctrl+Shift+D"} <= set(told)
    assert len(told) == len(set(told))


def test_the_menus_keys_work_while_the_menu_is_shut(qtbot, window, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *told: asked.append(told[1]) or "")
    window.activateWindow()
    for key in (Qt.Key.Key_O, Qt.Key.Key_I):
        qtbot.keyClick(window.draft.editor, key, CONTROL)
    assert asked == ["Open a bank folder", "Choose a folder that holds items.jsonl"]


def test_f6_reaches_the_page_of_the_model(qtbot, window):
    window.activateWindow()
    window.header.model_asked.emit()
    window.draft.editor.setFocus()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_F6)
    assert window.model_page.isAncestorOf(window.focusWidget())


def test_arrows_enter_and_escape(qtbot, window):
    typed(qtbot, window)
    window.activateWindow()
    window.draft.editor.setFocus()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_Down, ALT)
    assert window.results.hits.current_hit.item.id == "q1"
    assert window.draft.editor.hasFocus(), "the editor keeps the focus"
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_F6)
    assert window.results.hits.hasFocus()
    qtbot.keyClick(window.results.hits, Qt.Key.Key_Down)
    qtbot.keyClick(window.results.hits, Qt.Key.Key_Return)
    assert window.comparison.isVisible()
    assert window.comparison.item.id == "q2"
    qtbot.keyClick(window.comparison, Qt.Key.Key_Down)
    assert window.comparison.item.id == "q3"
    qtbot.keyClick(window.comparison, Qt.Key.Key_Return)
    assert window.detail.isVisible()
    assert window.detail.item.id == "q3"
    qtbot.keyClick(window.detail, Qt.Key.Key_Escape)
    assert window.comparison.hasFocus()
    qtbot.keyClick(window.comparison, Qt.Key.Key_Escape)
    assert window.results.hits.isVisible()
    assert window.results.hits.hasFocus()
    assert window.results.hits.current_hit.item.id == "q3"


def test_the_chevron_opens_and_the_rest_of_a_card_selects(qtbot, window):
    typed(qtbot, window)
    hits = window.results.hits
    rect = hits.visualRect(hits.model().index(1))
    qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert hits.current_hit.item.id == "q2"
    assert not window.comparison.isVisible()
    chevron = QPoint(rect.right() - 24, rect.top() + 26)
    qtbot.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert window.comparison.isVisible()


def test_the_detail_shows_the_whole_item(qtbot, window, finder):
    picture = Picture(png_bytes(1), "a.png")
    item = an_item(
        "그림에서 넓이를 구하시오.", "G-1", subject="기하", choices=("1", "2"), answer="②", explanation="높이는 2이다.",
        figures=(picture.figure,), metadata={"level": "중2", "unit": "삼각형"},
    )  # fmt: skip
    finder.hits = (a_hit(1, item=item),)
    typed(qtbot, window)
    window.results.hits.opened.emit(window.results.hits.hits[0])
    window.comparison.whole_asked.emit()
    qtbot.waitUntil(lambda: window.press.is_idle)
    texts = " ".join(label.text() for label in window.detail.findChildren(QLabel) if label.isVisible())
    for part in ("G-1", "Subject 기하", "Level 중2", "Unit 삼각형", "Answer", "Explanation"):
        assert part in texts
    names = " ".join(accessible_names(window.detail))
    for part in ("그림에서 넓이를", "②", "높이는 2이다", "Figure, press Space to enlarge"):
        assert part in names


def test_space_enlarges_the_figure_and_closes_it_again(qtbot, window, finder):
    picture = Picture(png_bytes(1), "a.png")
    finder.hits = (a_hit(1, item=an_item(figures=(picture.figure,))),)
    typed(qtbot, window)
    window.results.hits.opened.emit(window.results.hits.hits[0])
    window.comparison.whole_asked.emit()
    qtbot.waitUntil(lambda: window.press.is_idle)
    qtbot.keyClick(window.detail, Qt.Key.Key_Space)
    from itembank_desktop.ui.figure_view import ZoomedFigure

    (zoomed,) = window.detail.findChildren(ZoomedFigure)
    zoomed.canvas.zoom(2.0)
    assert zoomed.canvas.factor == 2.0
    zoomed.canvas.zoom(0.01)
    assert zoomed.canvas.factor == 1.0
    qtbot.keyClick(zoomed, Qt.Key.Key_Space)
    assert not zoomed.isVisible()
    qtbot.waitUntil(lambda: window.press.is_idle)


def test_a_failed_search_keeps_the_hits_and_offers_another_try(qtbot, window, finder):
    typed(qtbot, window)
    finder.problem = BankMissing("은행", "the file is not there")
    window.draft.editor.set_draft(Draft(TEXT + " 단"))
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    assert "은행" in window.results.banner.sentence
    assert len(window.results.hits.hits) == 8
    finder.problem = None
    with qtbot.waitSignal(window.results.painted):
        window.results.banner.act()
    assert window.results.banner.sentence == ""


def test_a_bug_in_the_search_reaches_the_composition_root(qtbot, start, finder):
    session = start()
    finder.problem = ZeroDivisionError()
    session.window.draft.editor.set_draft(Draft(TEXT))
    qtbot.waitUntil(lambda: [type(crash) for crash in session.crashes] == [ZeroDivisionError])


def test_a_missing_bank_is_said_and_the_sample_offered(qtbot, start, banks):
    banks.problem = BankMissing("/away", "it holds no bank.sqlite")
    session = start()
    assert "/away" in session.window.results.banner.sentence
    assert session.window.results.sentence.startswith("No bank is open")
    banks.problem = None
    session.window.results.banner.act()
    qtbot.waitUntil(lambda: session.window.banks.bank is not None)


def test_first_start_imports_the_sample_once(qtbot, start, banks, tmp_path):
    session = start(tmp_path / "sample_bank")
    assert [folder.name for _, folder in banks.imported] == ["sample_bank"]
    assert session.settings.get(keys.SAMPLE)
    session.open_sample()
    qtbot.waitUntil(lambda: len(banks.opened) == 2)
    assert len(banks.imported) == 1


def test_another_bank_answers_the_draft_that_stands_and_the_old_one_is_closed(qtbot, start, banks, tmp_path):
    session = start()
    typed(qtbot, session.window)
    with qtbot.waitSignal(session.window.results.painted):
        session.window.open_bank(tmp_path / "other")
    assert banks.closed == [tmp_path / "mine"]
    assert session.settings.get(keys.BANK) == str(tmp_path / "other")
    assert session.settings.get(keys.RECENT)[:2] == [str(tmp_path / "other"), str(tmp_path / "mine")]


def test_a_bank_that_was_asked_for_and_then_another_is_closed_when_it_comes(qtbot, start, banks, tmp_path, monkeypatch):
    session = start()
    waiting, opens = threading.Event(), session.window.banks._desk.open_bank

    def slow(folder):
        if folder.name == "slow":
            assert waiting.wait(5)
        return opens(folder)

    monkeypatch.setattr(session.window.banks, "_desk", replace(session.window.banks._desk, open_bank=slow))
    session.window.open_bank(tmp_path / "slow")
    session.window.open_bank(tmp_path / "quick")
    qtbot.waitUntil(lambda: session.window.banks.bank.folder.name == "quick")
    waiting.set()
    qtbot.waitUntil(lambda: tmp_path / "slow" in banks.closed)
    assert session.window.banks.bank.folder.name == "quick"
    assert tmp_path / "quick" not in banks.closed


def drop(widget, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keyboard = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place, copy = QPoint(20, 20), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, mime, buttons, keyboard)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, mime, buttons, keyboard))


def test_a_bank_dropped_on_the_editor_is_imported_after_a_question(qtbot, window, banks, tmp_path):
    source = a_bank_folder(tmp_path / "exam", [a_row()])
    drop(window.draft.editor.viewport(), source)
    assert window.draft.editor.draft().is_empty
    assert "Which bank" in window.imports.text
    window.imports.started.emit(source, tmp_path / "mine")
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    assert banks.imported == [(source, tmp_path / "mine")]
    assert window.imports.rejected == [("2", "q2", "the picture a.png is missing")]
    assert "1 rejected" in window.imports.text


def test_an_import_can_be_stopped(qtbot, window, banks, tmp_path):
    banks.gate.clear()
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    qtbot.waitUntil(lambda: "of 3 items" in window.imports.text)
    window.banks.stop_import()
    qtbot.waitUntil(lambda: "Import stopped" in window.imports.text)


def test_a_stopped_import_goes_on_at_the_press_of_a_button(qtbot, window, banks, tmp_path):
    source = a_bank_folder(tmp_path / "exam", [a_row()])
    banks.gate.clear()
    window.import_into(source, tmp_path / "new")
    qtbot.waitUntil(lambda: "of 3 items" in window.imports.text)
    (resume,) = [b for b in window.imports.findChildren(QPushButton) if "Go on" in b.text()]
    assert not resume.isVisible()
    window.banks.stop_import()
    qtbot.waitUntil(resume.isVisible)
    banks.gate.set()
    resume.click()
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    assert banks.imported[-1] == (source, tmp_path / "new")
    assert not resume.isVisible()


def test_a_source_dropped_while_another_comes_in_is_answered(qtbot, window, banks, tmp_path):
    banks.gate.clear()
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    drop(window, a_bank_folder(tmp_path / "more", [a_row()]))
    assert window.results.banner.isVisible()
    assert "An import is running" in window.results.banner.sentence
    window.results.banner.act()
    assert window.imports.isVisible()


def test_an_import_that_ends_leaves_the_keyboard_with_the_author(qtbot, start, tmp_path):
    session = start(tmp_path / "sample_bank")
    window = session.window
    window.activateWindow()
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    assert window.draft.editor.hasFocus()
    window.imports.close_button.setFocus()
    assert window.imports.close_button.hasFocus()
    window.imports.close_button.click()
    assert window.draft.editor.hasFocus(), "an empty list can do nothing with the keyboard"


def test_an_answer_does_not_shut_the_item_that_is_being_read(qtbot, window, finder):
    typed(qtbot, window)
    window.activateWindow()
    window.results.hits.opened.emit(window.results.hits.hits[1])
    window.comparison.whole_asked.emit()
    with qtbot.waitSignal(window.results.painted):
        window.live.ask_now()
    assert window.detail.isVisible()
    finder.hits = (a_hit(1, item=an_item("다른 문항입니다", "new")),)
    with qtbot.waitSignal(window.results.painted):
        window.live.ask_now()
    assert not window.detail.isVisible()
    assert window.results.hits.hasFocus()


def test_f6_goes_round_through_every_pane(qtbot, window, tmp_path):
    window.activateWindow()
    typed(qtbot, window)
    window.draft.editor.setFocus()
    stops = []
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        stops.append(window.focusWidget())
    assert stops == [window.results.hits, window.header.bank_button, window.draft.editor]
    window.draft.start_anew()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_F6)
    assert window.focusWidget() is window.header.bank_button


@pytest.mark.parametrize("problem", [BankBusy("b"), DiskFull("b")])
def test_a_failed_import_is_tried_again_from_the_banner(qtbot, window, banks, tmp_path, problem):
    source = a_bank_folder(tmp_path / "exam", [a_row()])
    banks.problem = problem
    window.import_into(source, tmp_path / "new")
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    banks.problem = None
    window.results.banner.act()
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    assert banks.imported == [(source, tmp_path / "new")]


def test_an_import_that_took_nothing_leaves_the_open_bank_open(qtbot, window, banks, tmp_path):
    open_bank = window.banks.bank
    banks.report = replace(banks.report, added=0)
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    qtbot.wait(50)
    assert window.banks.bank is open_bank
    assert window.imports.rejected
    banks.report = replace(banks.report, unchanged=1)
    window.import_into(tmp_path / "exam", tmp_path / "new")
    qtbot.waitUntil(lambda: window.banks.bank is not open_bank)


def test_a_bank_that_cannot_be_written_is_exchanged_from_the_banner(qtbot, window, banks, monkeypatch, tmp_path):
    source = a_bank_folder(tmp_path / "exam", [a_row()])
    banks.problem = BankReadOnly("b")
    window.import_into(source, tmp_path / "new")
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    banks.problem = None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "else"))
    window.results.banner.act()
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    assert banks.imported == [(source, tmp_path / "else")]


def test_a_first_import_that_fails_says_that_no_bank_is_open(qtbot, start, banks, tmp_path):
    banks.problem = DiskFull("b")
    window = start(tmp_path / "sample_bank").window
    assert window.results.sentence.startswith("No bank is open")


def test_a_busy_bank_is_opened_again_from_the_banner(qtbot, window, banks, tmp_path):
    banks.problem = BankBusy("b")
    window.open_bank(tmp_path / "other")
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    banks.problem = None
    window.results.banner.act()
    qtbot.waitUntil(lambda: banks.opened[-1] == tmp_path / "other")


def test_a_bank_that_cannot_be_opened_leaves_the_open_one_and_offers_others(
    qtbot, window, banks, monkeypatch, tmp_path
):
    banks.problem = BankMissing("/away", "it holds no bank.sqlite")
    window.open_bank(tmp_path / "away")
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    assert window.banks.bank.folder == tmp_path / "mine"
    banks.problem = None
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "other"))
    window.results.banner.act()
    qtbot.waitUntil(lambda: window.banks.bank.folder == tmp_path / "other")


def test_a_folded_preview_leaves_its_room_to_the_editor_and_comes_back_as_it_was(qtbot, window):
    qtbot.wait(10)
    editor, preview = window.draft.editor, window.draft.preview
    before = editor.height(), preview.height()
    window.draft.fold(True)
    qtbot.waitUntil(lambda: editor.height() >= before[0] + before[1])
    window.draft.fold(False)
    qtbot.waitUntil(lambda: (editor.height(), preview.height()) == before)


def test_names_of_banks_are_shown_as_they_are(window, tmp_path):
    window.header.show_bank("중등 & 기하", [tmp_path / "가 & 나"])
    menu = window.header.bank_button.menu()
    menu.aboutToShow.emit()
    assert menu.actions()[-1].text() == "가 && 나"
    assert "중등 && 기하" in window.header.bank_button.text()


def test_figures_that_find_no_room_on_a_card_are_counted(qtbot, window, finder):
    figure = Picture(png_bytes(1), "a.png").figure

    def card(figures):
        finder.hits = (a_hit(1, item=an_item(figures=(figure,) * figures)),)
        typed(qtbot, window, TEXT + " 단" * figures)
        qtbot.wait(200)
        return window.results.hits.viewport().grab().toImage()

    two, five, six = card(2), card(5), card(6)
    assert two != five
    assert five != six, "the number counts"


def test_a_card_follows_the_language(qtbot, start):
    session = start()
    typed(qtbot, session.window)
    qtbot.wait(200)
    before = session.window.results.hits.viewport().grab().toImage()
    session.window.language_chosen.emit("ko")
    qtbot.wait(50)
    assert session.window.results.hits.viewport().grab().toImage() != before
    assert "숫자만" in session.window.results.hits.model().index(1).data()


def test_rejected_rows_that_cannot_be_saved_are_said(qtbot, window, monkeypatch, tmp_path):
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    (tmp_path / "taken").write_text("")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "taken" / "r.csv"), ""))
    (save,) = [b for b in window.imports.findChildren(QPushButton) if "CSV" in b.text()]
    save.click()
    assert "r.csv" in window.results.banner.sentence
    window.results.banner.act()
    assert window.imports.isVisible()


def test_ways_to_import_are_never_cut(qtbot, window, tmp_path):
    window.resize(960, 640)
    window.open_bank(tmp_path / ("아주 긴 이름을 가진 은행 & " * 4))
    qtbot.waitUntil(lambda: window.banks.bank.folder.name.startswith("아주"))
    drop(window, a_bank_folder(tmp_path / ("another bank with a long name " * 3), [a_row()]))
    qtbot.wait(10)
    ways = [b for b in window.imports.findChildren(QPushButton) if b.isVisible()]
    assert len(ways) == 4
    for way in ways:
        assert way.width() >= way.sizeHint().width()
        assert way.mapTo(window, way.rect().bottomRight()).x() <= window.width()


def test_the_list_can_be_used_while_an_import_runs(qtbot, window, banks, tmp_path):
    banks.gate.clear()
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    window.imports.closed.emit()
    typed(qtbot, window)
    qtbot.waitUntil(lambda: "Importing" in window.status.text)
    with qtbot.waitSignal(window.results.painted):  # The draft that stands is asked in the grown bank.
        banks.gate.set()
    assert "Import finished" in window.results.banner.sentence
    assert window.results.hits.isVisible()
    assert "Importing" not in window.status.text
    window.results.banner.act()
    assert window.imports.isVisible()


def test_rejected_rows_are_saved_for_a_spreadsheet(qtbot, window, monkeypatch, tmp_path):
    window.import_into(a_bank_folder(tmp_path / "exam", [a_row()]), tmp_path / "new")
    qtbot.waitUntil(lambda: "Import finished" in window.imports.text)
    path = tmp_path / "rejected.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    (save,) = [b for b in window.imports.findChildren(QPushButton) if "CSV" in b.text()]
    save.click()
    assert path.read_text("utf-8-sig").splitlines() == ["line,id,reason", "2,q2,the picture a.png is missing"]


def test_an_unreadable_source_is_said_in_the_banner(qtbot, window, banks, tmp_path):
    banks.problem = UnreadableSource("items.jsonl", "the file is empty")
    window.import_into(tmp_path, tmp_path / "new")
    qtbot.waitUntil(lambda: "items.jsonl" in window.results.banner.sentence)


def test_a_picture_dropped_anywhere_goes_into_the_draft(qtbot, window, finder, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(png_bytes(3))
    with qtbot.waitSignal(window.results.painted):
        drop(window, path)
    assert [picture.data for picture in window.draft.editor.draft().pictures] == [png_bytes(3)]
    assert finder.asked[-1].content.pictures[0].data == png_bytes(3)


def test_an_unreadable_picture_is_refused_in_one_line(qtbot, window, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG cut off")
    drop(window, path)
    assert "a.png" in window.results.banner.sentence
    assert window.draft.editor.draft().is_empty


def test_a_refused_picture_stays_said_when_what_came_with_it_is_answered(qtbot, window, tmp_path):
    (tmp_path / "good.png").write_bytes(png_bytes(3))
    (tmp_path / "bad.png").write_bytes(b"\x89PNG cut off")
    with qtbot.waitSignal(window.results.painted):
        drop(window, tmp_path / "good.png", tmp_path / "bad.png")
    assert "bad.png" in window.results.banner.sentence
    typed(qtbot, window)
    assert "bad.png" in window.results.banner.sentence
    window.results.banner.dismiss()
    assert window.results.banner.sentence == ""


def test_what_was_refused_stays_said_beside_the_answer_to_the_rest(qtbot, window, tmp_path):
    pasted = QMimeData()
    pasted.setHtml(f"<p>{TEXT}<img src='https://example.org/a.png'></p>")
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.insertFromMimeData(pasted)
    assert "example.org/a.png" in window.results.banner.sentence
    path = tmp_path / "a.png"
    path.write_bytes(png_bytes(3))
    drop(window, path)
    assert window.results.banner.sentence == ""


def test_a_refusal_goes_with_its_draft_and_no_other_news_does(qtbot, window, tmp_path):
    typed(qtbot, window)
    (tmp_path / "a.png").write_bytes(b"")
    drop(window, tmp_path / "a.png")
    assert window.results.banner.sentence
    window.draft.start_anew()
    assert window.results.banner.sentence == ""
    typed(qtbot, window)
    window.results.banner.tell("Saved.", news=True)
    window.draft.start_anew()
    assert window.results.banner.sentence == "Saved."


def test_a_new_draft_can_be_taken_back(qtbot, window):
    typed(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_N, CONTROL)
    assert window.draft.editor.draft().is_empty
    window.draft.editor.undo()
    assert window.draft.editor.draft().text == TEXT


def test_language_and_colours_change_while_it_runs(qtbot, start):
    session = start()
    typed(qtbot, session.window)
    session.window.language_chosen.emit("ko")
    qtbot.waitUntil(lambda: session.window.results.header == "비슷한 문항 8 0.06초 · 지문 검색, 모델 없음")
    session.window.theme_chosen.emit("dark")
    assert session.look.colours.is_dark
    assert (session.settings.get(keys.LANGUAGE), session.settings.get(keys.THEME)) == ("ko", "dark")
    session.window.theme_chosen.emit("light")


def accessible_names(widget):
    def walk(interface):
        yield interface.text(QAccessible.Text.Name)
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is not None and child.isValid():
                yield from walk(child)

    return list(walk(QAccessible.queryAccessibleInterface(widget)))


def test_every_control_has_a_name(qtbot, window):
    typed(qtbot, window)
    wanted = {
        QAccessible.Role.Button, QAccessible.Role.ButtonMenu, QAccessible.Role.EditableText, QAccessible.Role.List,
        QAccessible.Role.ComboBox, QAccessible.Role.CheckBox, QAccessible.Role.Table, QAccessible.Role.ProgressBar,
        QAccessible.Role.ListItem,
    }  # fmt: skip
    seen, nameless = 0, []

    def walk(interface):
        nonlocal seen
        if interface.role() in wanted:
            seen += 1
            if not interface.state().invisible and not interface.text(QAccessible.Text.Name).strip():
                nameless.append((interface.role(), interface.object()))
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is not None and child.isValid():
                walk(child)

    walk(QAccessible.queryAccessibleInterface(window))
    assert nameless == []
    assert seen > 15
