"""The whole program on the sample bank, as an author uses it; each journey saves what it shows."""

import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from itembank_desktop import app
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.core.item import Draft
from itembank_desktop.core.search import Query, content_of
from itembank_desktop.ui.hit_cards import plan
from tests.builders import a_bank_folder, a_row, png_bytes

SAMPLE = RESOURCES / "sample_bank"


def sample_row(id):
    lines = (SAMPLE / "items.jsonl").read_text("utf-8").splitlines()
    return next(row for row in map(json.loads, lines) if row["id"] == id)


def drop(widget, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keyboard = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place, copy = QPoint(30, 30), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, copy, mime, buttons, keyboard)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(place), copy, mime, buttons, keyboard))


def test_a_reworded_draft_shows_its_duplicate_with_its_figure(session, rehearsal, screenshot):
    window = session.window
    answer, _ = rehearsal.ask(app.shipped_drafts()["circle"])
    rehearsal.settle()
    # Both are the draft's own item in other words: GEO-7530 is the reworded twin of GEO-1046.
    assert {hit.item.id for hit in answer.hits[:2]} == {"GEO-1046", "GEO-7530"}
    first = window.results.hits.hits[0]
    orders = plan(first, window.results.hits.itemDelegate().frame).orders
    assert len(orders) == 2, "the words and one figure"
    assert all(window.press.get(order).pixmap is not None for order in orders)
    assert window.results.header.startswith("비슷한 문항")
    assert "지문 검색, 모델 없음" in window.results.header
    screenshot(window, "main-ko-light")
    session.look.choose("dark")
    rehearsal.settle()
    screenshot(window, "main-ko-dark")


def test_typing_letter_by_letter_never_loses_the_newest_answer(session, rehearsal):
    text = sample_row("ALG-2638")["text"]
    rehearsal.ask(Draft(text[:30]))
    rehearsal.type(text[30:])
    asked = Query(content_of(Draft(text)))
    expected = [hit.item.id for hit in session.window.banks.bank.find(asked).hits]
    assert [hit.item.id for hit in session.window.results.hits.hits] == expected
    assert expected[0] == "ALG-2638"


def test_a_dropped_picture_finds_its_items(qtbot, session, rehearsal, screenshot):
    row = sample_row("GEO-1046")
    with qtbot.waitSignal(session.window.results.painted) as shown:
        drop(session.window, SAMPLE / row["images"][0])
    rehearsal.settle()
    (answer,) = shown.args
    assert "GEO-1046" in {hit.item.id for hit in answer.hits[:3]}, "first, or beside its redrawn twins"
    assert answer.query.content.stem == ""
    screenshot(session.window, "picture-ko-light")


def test_the_detail_shows_the_whole_item_and_escape_returns(qtbot, session, rehearsal, screenshot):
    window = session.window
    rehearsal.ask(app.shipped_drafts()["circle"])
    rehearsal.settle()
    window.results.hits.setFocus()
    qtbot.keyClick(window.results.hits, Qt.Key.Key_Down)
    qtbot.keyClick(window.results.hits, Qt.Key.Key_Return)
    qtbot.keyClick(window.comparison, Qt.Key.Key_Return)
    rehearsal.settle()
    assert window.detail.item.explanation
    screenshot(window, "detail-ko-light")
    qtbot.keyClick(window.detail, Qt.Key.Key_Escape)
    qtbot.keyClick(window.comparison, Qt.Key.Key_Escape)
    assert window.results.hits.isVisible()


def test_english_says_the_same(session, rehearsal, screenshot):
    session.speak("en")
    rehearsal.ask(app.shipped_drafts()["area"])
    rehearsal.settle()
    assert session.window.results.header.startswith("Similar items")
    screenshot(session.window, "main-en-light")


def test_a_bank_with_a_broken_row_is_imported_without_it(qtbot, session, rehearsal, screenshot, tmp_path):
    window = session.window
    rows = [
        a_row(
            "A-1", "수직선 위의 두 점 $P(3)$, $Q(11)$을 이은 선분의 중점의 좌표를 구하시오.", images=["images/a.png"]
        ),
        a_row("A-2", "그림이 없는 문항입니다.", images=["images/missing.png"]),
        b"{this is no JSON",
        a_row("A-3", "주머니 속 흰 공 4개와 검은 공 5개 가운데 두 개를 꺼낼 확률을 구하시오."),
    ]
    source = a_bank_folder(tmp_path / "기말고사", rows, {"images/a.png": png_bytes(4)})
    drop(window.draft.editor.viewport(), source)
    assert "기말고사" in window.imports.text
    rehearsal.pause(0.1)
    screenshot(window, "import-question-ko-light")
    window.imports.started.emit(source, tmp_path / "data" / "banks" / "기말고사")
    qtbot.waitUntil(lambda: "가져오기를 마쳤습니다" in window.imports.text, timeout=20000)
    assert [line for line, _, _ in window.imports.rejected] == ["2", "3"]
    rehearsal.wait_for_bank()
    qtbot.waitUntil(lambda: "기말고사 · 2문항" in window.status.text)
    screenshot(window, "import-report-ko-light")
    answer, _ = rehearsal.ask(Draft("선분 PQ의 중점의 좌표를 구하시오. $P(3)$, $Q(11)$은 수직선 위의 점이다."))
    assert answer.hits[0].item.id == "A-1"


def test_a_stopped_import_goes_on_where_it_stopped(qtbot, session, rehearsal, tmp_path):
    window = session.window
    topics = ("이차방정식", "삼각형의 넓이", "등차수열", "확률", "정적분", "일차함수")
    rows = [a_row(f"B-{n}", f"{topics[n % 6]} 문제 {n}: ${n}x+{n * 7 % 97}=0$의 해를 구하시오.") for n in range(300)]
    source, folder = a_bank_folder(tmp_path / "큰 은행", rows), tmp_path / "data" / "banks" / "큰 은행"
    window.import_into(source, folder)
    qtbot.waitUntil(lambda: "문항을 마쳤습니다" in window.imports.text, timeout=20000)
    window.banks.stop_import()
    qtbot.waitUntil(lambda: not window.banks.importing, timeout=20000)
    if "가져오기를 마쳤습니다" in window.imports.text:
        pytest.skip("this machine imported everything before the stop was asked for")
    assert "멈췄습니다" in window.imports.text
    rehearsal.wait_for_bank()
    reports = []
    window.banks.imported.connect(lambda report, _: reports.append(report))
    window.import_into(source, folder)
    qtbot.waitUntil(lambda: bool(reports), timeout=60000)
    assert reports[0].unchanged > 0
    assert reports[0].added + reports[0].unchanged == 300
    rehearsal.wait_for_bank()
    qtbot.waitUntil(lambda: "300문항" in window.status.text)


def test_first_start_brings_the_sample_bank(qapp, tmp_path):
    answer = app.tour(tmp_path / "tour.png")
    assert answer.hits[0].item.id in ("GEO-1046", "GEO-7530")
    assert (tmp_path / "tour.png").stat().st_size > 20_000
