"""Type, compare, judge, dismiss, change the draft, park and reopen: by keyboard, on the sample bank."""

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from itembank_desktop import app
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.verdict import Mark

CONTROL = Qt.KeyboardModifier.ControlModifier


def kept(session):
    """What a colleague who opens the same bank reads."""
    with LocalBank.open(session.window.banks.bank.folder) as bank:
        return bank.verdicts()


def listed(window):
    return [hit.item.id for hit in window.results.hits.hits]


def test_an_author_judges_dismisses_changes_parks_and_reopens(qtbot, session, rehearsal, screenshot, tmp_path):
    window, key = session.window, Qt.Key
    hits, panel, judging = window.results.hits, window.deciding.panel, window.deciding.judging
    judging.author = "김서연"
    idle = lambda: window.turn.is_idle  # noqa: E731
    rehearsal.ask(app.shipped_drafts()["circle"])
    rehearsal.settle()
    before = listed(window)
    window.activateWindow()
    hits.setFocus()
    qtbot.keyClick(hits, key.Key_Down)
    qtbot.keyClick(hits, key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.comparison.parts.figures.pairs))
    panel._why.setText("숫자만 바꿈")
    qtbot.keyClick(window.comparison, key.Key_2, CONTROL)
    assert not panel.button(Mark.VARIANT).isChecked(), "not shown as given before it is kept"
    qtbot.waitUntil(idle)
    assert panel.button(Mark.VARIANT).isChecked()
    assert "변형 · 김서연" in panel.text
    assert "숫자만 바꿈" in panel.text
    qtbot.keyClick(window.comparison, key.Key_E, CONTROL)
    qtbot.waitUntil(idle)
    assert panel.button(Mark.ENEMY).isChecked()
    assert panel.button(Mark.VARIANT).isChecked(), "an enemy mark stands beside a verdict"
    rehearsal.settle()
    screenshot(window, "judge-compare-ko-light")
    qtbot.keyClick(window.comparison, key.Key_Escape)

    hits.setFocus()
    qtbot.keyClick(hits, key.Key_Down)
    gone = hits.current_hit.item.id
    qtbot.keyClick(hits, key.Key_Delete)
    qtbot.waitUntil(idle)
    rehearsal.settle()
    assert listed(window) == [one for one in before if one != gone]
    assert hits.current_hit.item.id == before[before.index(gone) + 1], "the next one can be decided at once"
    assert "숨긴 문항 1" in window.results.hidden_button.text()
    assert "되돌리기" in window.results.banner._action.text()
    screenshot(window, "judge-list-ko-light")
    assert [one.mark for one in kept(session)] == [Mark.VARIANT, Mark.ENEMY, Mark.DIFFERENT]
    window.results.banner.act()
    qtbot.waitUntil(idle)
    rehearsal.settle()
    assert listed(window) == before
    hits.select(gone)
    qtbot.keyClick(hits, key.Key_4, CONTROL)
    qtbot.waitUntil(idle)
    assert gone not in listed(window)

    window.live.ask_now()
    rehearsal.pause(0.3)
    assert gone not in listed(window), "it stays away"

    editor = window.draft.editor
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    editor.setFocus()
    rehearsal.type("그림과 같이 ")
    rehearsal.settle()
    assert gone in listed(window), "the draft is another one now"
    assert window.results.banner.sentence == "", "nothing in sight is called hidden"
    assert window.deciding.judged(next(hit for hit in hits.hits if hit.item.id == gone)).before is not None
    hits.select(gone)
    rehearsal.settle()
    screenshot(window, "judge-again-ko-light")
    window.results.hits.opened.emit(hits.current_hit)
    qtbot.waitUntil(lambda: "초안의 발문이 바뀌었습니다." in panel.text)
    rehearsal.settle()
    screenshot(window, "judge-again-compare-ko-light")

    qtbot.keyClick(window, key.Key_D, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(idle)
    assert window.draft.editor.draft().is_empty
    (parked,) = window.shelf.others
    assert parked.parked
    assert len(parked.found) >= len(before)
    window.draft.shelf.reopen_asked.emit(parked.name)
    qtbot.waitUntil(lambda: gone in listed(window))
    rehearsal.settle()
    assert window.shelf.name == parked.name
    variant = next(hit for hit in hits.hits if hit.item.id == "GEO-7530")
    assert window.deciding.judged(variant).before.mark is Mark.VARIANT

    window.recording.write(tmp_path / "record.pdf")
    qtbot.waitUntil(idle, timeout=20000)
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert record["bank"]["items"] == window.banks.bank.items
    assert record["by"] == "김서연"
    again = next(hit for hit in record["hits"] if hit["item"] == gone)
    assert again["decided_before"][0]["mark"] == "different"
    assert again["changed_since"]["draft"] == ["stem"]
