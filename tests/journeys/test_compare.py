"""Type, compare, step, enlarge, pin, edit, return: by keyboard, on the sample bank."""

from PySide6.QtCore import Qt

from itembank_desktop import app


def type_over(session, rehearsal, old, new):
    """Replace words of the draft, and wait for the answer to what stands there then."""
    editor = session.window.draft.editor
    editor.setTextCursor(editor.document().find(old))
    assert editor.textCursor().selectedText() == old
    editor.setFocus()
    rehearsal.type(new)
    rehearsal.settle()


def test_an_author_compares_steps_pins_edits_and_returns(qtbot, session, rehearsal, screenshot):
    window, key = session.window, Qt.Key
    rehearsal.ask(app.shipped_drafts()["circle"])
    rehearsal.settle()
    hits, pane = window.results.hits, window.comparison
    before = hits.hits
    window.activateWindow()
    hits.setFocus()
    qtbot.keyClick(hits, key.Key_Down)
    qtbot.keyClick(hits, key.Key_Return)
    qtbot.waitUntil(lambda: bool(pane.parts.figures.pairs))
    rehearsal.settle()
    assert pane.item.id == "GEO-7530"
    assert pane.sentence == "문장, 수식 1개와 그림이 다릅니다. 좌우로 뒤집힌 그림입니다."
    assert "그림 53, 수 73, 정답 모름, 뜻 모름" in pane.bars.text
    assert all(window.press.get(order).pixmap is not None for order in pane.parts.orders)
    screenshot(window, "compare-ko-light")

    qtbot.keyClick(pane, key.Key_Space)
    qtbot.keyClick(pane, key.Key_Down)
    qtbot.waitUntil(lambda: pane.parts.figures.caption == "")
    assert pane.is_enlarged
    assert pane.item.id == "GEO-1046"
    screenshot(window, "compare-enlarged-ko-light")
    qtbot.keyClick(pane, key.Key_Escape)
    assert "선택지 · 순서가 다릅니다" in pane.parts.text

    qtbot.keyClick(pane, key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.meter.pinned == "GEO-1046"
    type_over(session, rehearsal, "110", "84")
    assert pane.isVisible(), "the comparison follows the author"
    assert window.meter.moved > 0.1
    assert "고정할 때" in window.meter.text
    screenshot(window, "compare-pinned-ko-light")

    window.draft.start_anew()
    rehearsal.settle()
    rehearsal.ask(app.shipped_drafts()["tree"])
    assert all(hit.item.id != "GEO-1046" for hit in hits.hits), "it is no hit any more"
    assert window.meter.hit.score < 0.2, "and measured all the same"

    rehearsal.ask(app.shipped_drafts()["circle"])
    rehearsal.settle()
    assert [hit.item.id for hit in hits.hits] == [hit.item.id for hit in before]
    window.meter.opened.emit()
    rehearsal.settle()
    assert pane.item.id == "GEO-1046"
    qtbot.keyClick(pane, key.Key_Escape)
    assert hits.hasFocus()
    assert hits.current_hit.item.id == "GEO-1046"


def test_the_comparison_speaks_english_in_the_dark(qtbot, session, rehearsal, screenshot):
    window = session.window
    session.speak("en")
    session.look.choose("dark")
    rehearsal.ask(app.shipped_drafts()["circle"])
    rehearsal.settle()
    window.results.hits.opened.emit(window.results.hits.hits[1])
    qtbot.waitUntil(lambda: bool(window.comparison.parts.figures.pairs))
    rehearsal.settle()
    assert window.comparison.sentence == "The wording, 6 formulas, the choices and the figure differ."
    screenshot(window, "compare-en-dark")
