"""What brings a picture into the draft, and how its search is narrowed, on small real parts."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from itembank_desktop.core.errors import CaptureRefused
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.settings import Settings
from itembank_desktop.ui.capture import grab_screens
from itembank_desktop.ui.session import Session
from tests.builders import a_picture, png_bytes
from tests.fakes_ui import FakeBanks, ListFinder, a_desk, a_hit
from tests.journeys.test_main_job import drop
from tests.ui.clips import check

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def finder():
    return ListFinder(*(a_hit(n, verdict) for n, verdict in enumerate(Resemblance, start=1)))


@pytest.fixture
def window(qtbot, tmp_path, finder):
    session = Session(
        a_desk(tmp_path, FakeBanks(finder)), check, Settings(None, {}, {"language": "en", "theme": "light"}), print
    )
    session.window.live.set_pause(0)
    session.window.show()
    session.begin(tmp_path / "mine")
    qtbot.waitUntil(lambda: session.window.banks.bank is not None)
    yield session.window
    session.end()


@pytest.fixture
def shot(window):
    """What the screen shows in these tests: a dark square on grey."""
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#dddddd"))
    painter = QPainter(image)
    painter.fillRect(100, 100, 80, 60, QColor("black"))
    painter.end()
    capture = window.pictures.capture
    capture._grab = lambda: [(QRect(0, 0, 400, 300), image)]
    return image


def ask(qtbot, window, text="", pictures=()):
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.set_draft(Draft(text, tuple(pictures)))


def pdf(tmp_path, name="paper.pdf"):
    path = tmp_path / name
    path.write_bytes(b"%PDF")
    return path


def pictures_of(window):
    return window.draft.editor.draft().pictures


def drag(qtbot, canvas, start, end):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, left, pos=end)


# The screen


def captured(qtbot, window):
    window.header.capture_asked.emit()
    assert window.isHidden()
    qtbot.waitUntil(lambda: bool(window.pictures.capture.overlays))
    return window.pictures.capture.overlays[0].canvas


def test_a_region_of_the_screen_goes_into_the_draft_and_is_searched(qtbot, window, finder, shot):
    canvas = captured(qtbot, window)
    with qtbot.waitSignal(window.results.painted):
        drag(qtbot, canvas, QPoint(90, 90), QPoint(190, 170))
    assert window.isVisible()
    (picture,) = pictures_of(window)
    image = QImage.fromData(picture.data)
    assert (image.width(), image.height()) == (100, 80)
    assert image.pixelColor(50, 40) == QColor("black")
    assert finder.asked[-1].content.pictures == (picture,)


def test_escape_takes_nothing_and_a_click_is_no_region(qtbot, window, shot):
    canvas = captured(qtbot, window)
    drag(qtbot, canvas, QPoint(90, 90), QPoint(92, 91))
    assert window.isHidden()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert not pictures_of(window)
    assert QApplication.quitOnLastWindowClosed()


def test_a_region_can_be_taken_by_keyboard(qtbot, window, shot):
    canvas = captured(qtbot, window)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    width = canvas.rectangles[0].width()
    qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert canvas.rectangles[0].width() < width
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert len(pictures_of(window)) == 1


def test_a_system_that_refuses_is_said_in_one_line_with_the_next_step(qtbot, window, monkeypatch):
    def refuse():
        raise CaptureRefused("the screen", "the system gave an empty picture")

    window.pictures.capture._grab = refuse
    window.header.capture_asked.emit()
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    assert window.isVisible()
    assert "paste it here" in window.results.banner.sentence
    assert "empty picture" in window.results.banner.sentence
    window.results.banner.dismiss()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    window.header.capture_asked.emit()
    assert window.isVisible(), "what is known beforehand does not hide the window"
    assert "Wayland" in window.results.banner.sentence


def test_the_screen_itself_is_grabbed(qtbot, window):
    qtbot.waitExposed(window)
    window.repaint()
    ((place, image),) = grab_screens()
    assert (image.width(), image.height()) == (place.width(), place.height())
    pixels = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(pixels) > 5, "the window is on it"


# Pages


def test_a_dropped_pdf_is_cut_and_cut_again(qtbot, window, finder, tmp_path):
    drop(window.draft.editor.viewport(), pdf(tmp_path))
    picker = window.pictures.picker
    qtbot.waitUntil(lambda: picker.page == 1)
    assert picker.isVisible()
    assert "Page 1 of 3" in picker.text
    canvas = picker.canvas
    drag(qtbot, canvas, QPoint(20, 20), QPoint(120, 90))
    drag(qtbot, canvas, QPoint(150, 20), QPoint(250, 90))
    assert "2 marked" in picker.text
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: picker.page == 2)
    assert canvas.rectangles == ()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    marked = canvas.rectangles
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.rectangles == ()
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canvas.rectangles == marked, "a removed frame comes back"
    with qtbot.waitSignal(window.results.painted):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert window.results.isVisible()
    first = pictures_of(window)
    assert [picture.name for picture in first] == ["paper.pdf 1-1.png", "paper.pdf 1-2.png", "paper.pdf 2-1.png"]
    assert len(finder.asked[-1].content.pictures) == 3
    window.results.banner.act()
    assert picker.isVisible()
    assert len(canvas.rectangles) == 1, "what was marked is still there"
    qtbot.keyClick(canvas, Qt.Key.Key_Delete)
    drag(qtbot, canvas, QPoint(20, 20), QPoint(220, 60))
    with qtbot.waitSignal(window.results.painted):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    second = pictures_of(window)
    assert len(second) == 3, "what was cut before made room"
    assert {picture.sha256 for picture in second} != {picture.sha256 for picture in first}
    assert "marked" in window.results.banner.sentence
    window.draft.start_anew()
    assert window.results.banner.sentence == "", "what was marked is gone"


def test_words_stay_when_what_was_cut_is_exchanged(window):
    editor = window.draft.editor
    editor.set_draft(Draft("첫 줄\n둘째 줄", (a_picture(1), a_picture(2))))
    editor.exchange_pictures([a_picture(1).sha256], (a_picture(3),))
    draft = editor.draft()
    assert draft.text.split() == ["첫", "줄", "둘째", "줄"]
    assert {picture.sha256 for picture in draft.pictures} == {a_picture(2).sha256, a_picture(3).sha256}
    editor.undo()
    assert [picture.sha256 for picture in editor.draft().pictures] == [a_picture(1).sha256, a_picture(2).sha256]


def test_a_page_that_cannot_be_opened_says_why(qtbot, window, tmp_path):
    drop(window, pdf(tmp_path, "broken.pdf"))
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    assert "broken.pdf could not be opened (a password locks it)" in window.results.banner.sentence
    assert window.results.isVisible()


def test_escape_leaves_the_page_and_keys_zoom_it(qtbot, window, tmp_path):
    drop(window, pdf(tmp_path))
    picker = window.pictures.picker
    qtbot.waitUntil(lambda: picker.page == 1)
    qtbot.waitUntil(lambda: picker.canvas.scale > 1)
    before = picker.canvas.scale
    qtbot.keyClick(picker.canvas, Qt.Key.Key_Minus)
    smaller = picker.canvas.scale
    assert smaller < before
    qtbot.keyClick(picker.canvas, Qt.Key.Key_Plus)
    assert picker.canvas.scale > smaller
    qtbot.keyClick(picker.canvas, Qt.Key.Key_Escape)
    assert window.results.isVisible()
    assert not pictures_of(window)


def test_a_scan_as_large_as_a_page_is_cut_and_a_figure_is_not(qtbot, window, tmp_path):
    scan, figure = tmp_path / "scan.png", tmp_path / "figure.png"
    scan.write_bytes(png_bytes(1, 1000, 1414))
    figure.write_bytes(png_bytes(1, 1200, 900))
    with qtbot.waitSignal(window.results.painted):
        drop(window, figure)
    assert len(pictures_of(window)) == 1
    drop(window, scan)
    assert window.pictures.picker.isVisible()
    qtbot.waitUntil(lambda: window.pictures.picker.page == 1)


# Anywhere in the window


def test_nothing_inside_the_window_keeps_a_picture_from_being_dropped(window):
    own = {window.draft.editor, window.draft.editor.viewport()}
    takers = {widget for widget in window.findChildren(QWidget) if widget.acceptDrops()} - own
    pages_of_their_own = (window.model_page, window.connect_page, window.save_page)
    assert [one for one in takers if not any(page.isAncestorOf(one) for page in pages_of_their_own)] == []


def test_a_picture_is_pasted_from_the_hit_list(qtbot, window):
    QGuiApplication.clipboard().setImage(QImage.fromData(png_bytes(5)))
    ask(qtbot, window, "삼각형의 넓이를 구하시오.")
    window.results.hits.setFocus()
    with qtbot.waitSignal(window.results.painted):
        qtbot.keyClick(window.results.hits, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(pictures_of(window)) == 1
    assert window.draft.editor.hasFocus()
    qtbot.keyClick(window.draft.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(pictures_of(window)) == 2, "the editor pastes once, as ever"
    QGuiApplication.clipboard().clear()


# Narrowing


def test_the_line_of_options_is_there_while_the_draft_holds_a_picture(qtbot, window):
    options = window.results.options
    assert not options.isVisible()
    ask(qtbot, window, "", [a_picture(1)])
    assert options.isVisible()
    assert not options._alone.isVisible(), "there is no text to leave out"
    ask(qtbot, window, "삼각형의 넓이를 구하시오.", [a_picture(1)])
    assert options._alone.isVisible()
    ask(qtbot, window, "삼각형의 넓이를 구하시오.")
    assert not options.isVisible()


def test_what_is_chosen_is_asked_and_stays_for_the_next_picture(qtbot, window, finder):
    options = window.results.options
    ask(qtbot, window, "삼각형의 넓이를 구하시오.", [a_picture(1)])
    with qtbot.waitSignal(window.results.painted):
        qtbot.mouseClick(options._alone, Qt.MouseButton.LeftButton)
    assert finder.asked[-1].pictures_only
    assert finder.asked[-1].asked.stem == ""
    assert finder.asked[-1].content.stem, "the comparison still sees the words"
    with qtbot.waitSignal(window.results.painted):
        options.most.set_value(60)
    assert finder.asked[-1].scores == (0, 60)
    options.least.set_value(80)
    assert options.least.value == 60, "the least never passes the most"
    with qtbot.waitSignal(window.results.painted):
        options.push.insert("원의")
    assert finder.asked[-1].push == "원의"
    ask(qtbot, window, "다른 글입니다. 두 번째 문항.", [Picture(png_bytes(7))])
    assert (finder.asked[-1].scores, finder.asked[-1].push) == ((60, 60), "원의")
    ask(qtbot, window, "글만 있는 초안입니다.")
    assert (finder.asked[-1].scores, finder.asked[-1].push) == ((0, 100), ""), "words alone are searched as ever"


def test_a_range_that_leaves_nothing_says_so(qtbot, window, finder):
    ask(qtbot, window, "", [a_picture(1)])
    finder.hits = ()
    with qtbot.waitSignal(window.results.painted):
        window.results.options.most.set_value(40)
    assert "No item has a score from 0 to 40." in window.results.sentence


def test_a_score_is_typed_or_stepped_and_counts_when_it_is_done(qtbot, window, finder):
    ask(qtbot, window, "", [a_picture(1)])
    most = window.results.options.most
    most.setFocus()
    most.selectAll()
    qtbot.keyClicks(most, "70")
    assert most.value == 100, "7 was never meant"
    with qtbot.waitSignal(window.results.painted):
        qtbot.keyClick(most, Qt.Key.Key_Return)
    assert finder.asked[-1].scores == (0, 70)
    with qtbot.waitSignal(window.results.painted):
        qtbot.keyClick(most, Qt.Key.Key_Down)
    assert finder.asked[-1].scores == (0, 65)
    most.clear()
    window.draft.editor.setFocus()
    assert most.text() == "65"
