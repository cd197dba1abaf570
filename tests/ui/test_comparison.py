"""The comparison screen on small real parts."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator

from itembank_desktop.core.comparison import compare
from itembank_desktop.core.figures import FigureMatch, FigurePair, Turn
from itembank_desktop.core.item import Content, Draft, Picture
from itembank_desktop.settings import Settings
from itembank_desktop.ui import theme
from itembank_desktop.ui.comparison_words import sentence
from itembank_desktop.ui.figure_canvas import Way
from itembank_desktop.ui.particles import resolved
from itembank_desktop.ui.session import Session
from tests.builders import an_item, png_bytes
from tests.conftest import ROOT
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clipped import clipped
from tests.ui.clips import check

STEM = "$\\overline{AB}=4$인 삼각형의 넓이를 구하시오."
OTHER = "$\\overline{AB}=6$인 삼각형의 넓이를 구하시오."
PICTURE = Picture(png_bytes(1), "a.png")


@pytest.fixture
def finder():
    with_figure = an_item(
        OTHER, "G-1", figures=(PICTURE.figure,), choices=("$8$", "$6$"), answer="②", explanation="높이는 3이다."
    )
    return ListFinder(a_hit(1, item=with_figure), a_hit(2), a_hit(3))


@pytest.fixture
def typeset():
    return BlockTypesetter()


@pytest.fixture
def window(qtbot, tmp_path, finder, typeset):
    settings = Settings(None, {}, {"language": "en", "theme": "light", "model": "off"})
    desk = a_desk(tmp_path, FakeBanks(finder), typeset)
    session = Session(desk, check, settings, lambda crash: pytest.fail(repr(crash)))
    session.window.live.set_pause(0)
    session.window.show()
    session.begin(tmp_path / "mine")
    qtbot.waitUntil(lambda: session.window.banks.bank is not None)
    yield session.window
    session.end()


def typed(qtbot, window, text, pictures=()):
    with qtbot.waitSignal(window.results.painted):
        window.draft.editor.set_draft(Draft(text, tuple(pictures)))
    qtbot.waitUntil(lambda: window.press.is_idle)


@pytest.fixture
def korean(qapp):
    translator = QTranslator()
    assert translator.load("itembank_ko", str(ROOT / "resources" / "translations"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def match(turn=Turn.NONE, same=False):
    return FigurePair(b"1", b"2", FigureMatch(turn, 0.9, same, b"", b"", b""))


def test_the_sentence_says_what_is_the_same_and_what_differs(korean):
    found = compare(Content("3개의 수 $4$, 5의 합은?"), an_item("6개의 수 $7$, 8의 합은?"))
    assert sentence(found, [match()]) == "문장이 같고 수 3개와 그림이 다릅니다."
    assert sentence(found, None) == "문장이 같고 수 3개가 다릅니다."
    assert sentence(found, [match(Turn.MIRRORED)]).endswith("그림이 다릅니다. 좌우로 뒤집힌 그림입니다.")
    assert sentence(found, [FigurePair(b"1", None)]).endswith("그림은 초안에만 있습니다.")


def test_the_sentence_speaks_english_too(qapp):
    found = compare(Content("합은 3이다", ("1", "2"), "1"), an_item("곱은 3이다", choices=("2", "1"), answer="1"))
    assert (
        sentence(found, [match(same=True)])
        == "The answer and the figure are the same; 1 word and the order of the choices differ."
    )
    same = compare(Content("합은 3이다"), an_item("합은 3이다"))
    assert sentence(same, ()) == "The wording is the same."


def test_particles_follow_the_sound_before_them():
    assert resolved("수 3개[과/와] 그림[이/가]") == "수 3개와 그림이"
    assert resolved("정답[이/가]") == "정답이"
    assert resolved("순서[이/가]") == "순서가"


def opened(qtbot, window, text=STEM, pictures=(PICTURE,)):
    typed(qtbot, window, text, pictures)
    window.activateWindow()
    with qtbot.waitSignal(window.comparison.comparer.figured):
        window.results.hits.opened.emit(window.results.hits.hits[0])
    qtbot.waitUntil(lambda: "figure" in window.comparison.sentence.lower() and window.press.is_idle)
    return window.comparison


def test_both_sides_are_typeset_with_their_differences_marked(qtbot, window, typeset):
    pane = opened(qtbot, window)
    sheets = [sheet for sheet in typeset.set if sheet.tint]
    assert any("=\ufdd24\ufdd3" in sheet.text for sheet in sheets), "the draft's number"
    assert any("=\ufdd26\ufdd3" in sheet.text for sheet in sheets), "the item's number"
    assert {sheet.tint for sheet in sheets} == {theme.LIGHT.ours.ground, theme.LIGHT.theirs.ground}
    assert pane.sentence == "The wording is the same; 1 number and the figure differ. Figure mirrored left to right."
    assert pane.parts.figures.caption == "Figure mirrored left to right"
    assert "Answer unknown" in pane.bars.text


def test_a_long_name_and_address_leave_the_draft_its_half(qtbot, window, finder):
    address = "example.org/banks/0123456789abcdef0123456789abcdef/grade-10/figures/image152.png"
    item = an_item(
        OTHER, "교과서-2026-수학-도형의-방정식-중단원평가-서술형-심화-000123", figures=(PICTURE.figure,),
        metadata={"source": address},
    )  # fmt: skip
    finder.hits = (a_hit(1, item=item),)
    window.resize(1280, 800)
    pane = opened(qtbot, window)
    qtbot.waitUntil(lambda: pane.parts._stem[1].x() > 0)
    mine, theirs = (sheet.geometry() for sheet in pane.parts._stem)
    assert abs(mine.width() - theirs.width()) <= 2
    assert clipped(pane) == []
    pane.whole_asked.emit()
    qtbot.waitUntil(window.detail.isVisible)
    assert clipped(window.detail) == []


def test_the_right_side_grows_and_shrinks_again(qtbot, window):
    before = window._panes.sizes()
    pane = opened(qtbot, window)
    assert pane.width() > before[1]
    assert window.draft.editor.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert window._panes.sizes() == before
    assert window.results.hits.hasFocus()


def test_editing_goes_on_while_the_comparison_is_open(qtbot, window):
    pane = opened(qtbot, window)
    window.draft.editor.setFocus()
    with qtbot.waitSignal(pane.comparer.compared):
        window.draft.editor.insertPlainText("단, 높이는 9이다. ")
    assert pane.isVisible()
    assert "differ" in pane.sentence
    assert window.draft.editor.hasFocus()


def test_figures_are_shown_in_four_ways_and_enlarged(qtbot, window):
    pane = opened(qtbot, window)
    ways = []
    for _ in Way:
        ways.append(pane.canvas.way)
        qtbot.keyClick(pane, Qt.Key.Key_Right)
    assert ways == list(Way)
    assert pane.canvas.way is Way.BESIDE
    qtbot.keyClick(pane, Qt.Key.Key_Space)
    assert pane.is_enlarged
    pane.canvas.zoom(2.0)
    qtbot.keyClick(pane, Qt.Key.Key_Down)
    assert pane.item.id == "q2", "the arrows go on while enlarged"
    qtbot.keyClick(pane, Qt.Key.Key_Up)
    assert pane.is_enlarged
    assert pane.item.id == "G-1"
    assert pane.canvas.factor == 2.0
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert not pane.is_enlarged
    assert pane.isVisible()
    assert pane.canvas.factor == 1.0


def test_blinking_stops_out_of_sight_and_where_no_motion_is_wanted(qtbot, window, monkeypatch):
    pane = opened(qtbot, window)
    pane.parts.figures.show_way(Way.BLINK)
    assert pane.canvas._blink.isActive()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert not pane.canvas._blink.isActive()
    monkeypatch.setattr("itembank_desktop.ui.theme.still", lambda: True)
    pane = opened(qtbot, window, STEM + " 단, 높이는 9이다.")
    pane.parts.figures.show_way(Way.BLINK)
    assert not pane.canvas._blink.isActive()
    pane.canvas.clicked.emit()
    assert pane.canvas.is_second


def test_everything_in_the_comparison_has_a_name(qtbot, window):
    from PySide6.QtWidgets import QAbstractButton, QSlider

    pane = opened(qtbot, window)
    for control in (*pane.findChildren(QAbstractButton), *pane.findChildren(QSlider)):
        if control.isVisible():
            assert control.accessibleName() or getattr(control, "text", str)(), control


def test_a_pinned_item_is_measured_until_it_is_released(qtbot, window, finder):
    pane = opened(qtbot, window)
    window.comparing.pin()
    assert window.meter.isVisible()
    assert window.meter.pinned == "G-1"
    assert window.live.beside == ("G-1",)
    far = a_hit(1, item=finder.hits[0].item)
    finder.hits = (*finder.hits[1:], a_hit(20, item=far.item))
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    typed(qtbot, window, STEM + " 단, 높이는 9이다.")
    assert finder.asked[-1].beside == ("G-1",)
    assert window.meter.moved > 0.5
    assert "93 when pinned, 17 now" in window.meter.text
    window.comparing.pin()
    window.results.hits.setCurrentIndex(window.results.hits.model().index(0))
    window.meter.released.emit()
    assert not window.meter.isVisible()
    assert window.live.beside == ()


def test_another_draft_is_measured_from_its_own_first_score_on(qtbot, window, finder):
    pane = opened(qtbot, window)
    window.comparing.pin()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    far = a_hit(20, item=finder.hits[0].item)
    finder.hits = (*finder.hits[1:], far)
    window.draft.start_anew()
    assert "measured as soon as" in window.meter.text
    assert "93" not in window.meter.text, "what the former draft had says nothing of this one"
    typed(qtbot, window, "원의 넓이를 구하는 과정을 쓰시오.")
    assert window.meter.moved == 0
    assert "17, as when pinned" in window.meter.text


def test_an_item_that_left_the_bank_is_let_go(qtbot, window, finder):
    opened(qtbot, window)
    window.comparing.pin()
    finder.hits = finder.hits[1:]
    typed(qtbot, window, STEM + " 단, 높이는 9이다.")
    assert not window.comparison.isVisible()
    assert not window.meter.isVisible()


def test_an_edit_leads_from_the_whole_item_back_to_the_comparison(qtbot, window):
    pane = opened(qtbot, window)
    qtbot.keyClick(pane, Qt.Key.Key_Return)
    assert window.detail.isVisible()
    window.draft.editor.setFocus()
    typed(qtbot, window, STEM + " 단, 높이는 9이다.", (PICTURE,))
    assert pane.isVisible()
    assert pane.item.id == "G-1"
    assert window.draft.editor.hasFocus()
