"""Two authors and one item, on a real server: saved from the window, changed by both, chosen, undone; and unplugged."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from itembank_desktop.adapters.importers.bank_folder import write_bank_folder
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.item import Draft, ItemId, Picture
from itembank_desktop.core.outbox import ItemSave, Written
from itembank_desktop.services.write_shared import WriteShared
from itembank_desktop.ui.figure_view import FigureView, ZoomedFigure
from itembank_desktop.ui.rehearsal import Rehearsal
from itembank_desktop.wiring import fingerprint_spaces, item_import
from tests.journeys.shared_world import LONG, SAMPLE, connect

TEXT = (
    "그림과 같이 원 $\\mathrm{O}$ 위에 세 점 $\\mathrm{A}$, $\\mathrm{B}$, $\\mathrm{P}$가 있다."
    " $\\angle\\mathrm{APB}=35^\\circ$일 때, $\\angle\\mathrm{AOB}$의 크기는?\n"
    "① $60^\\circ$\n② $65^\\circ$\n③ $70^\\circ$\n④ $75^\\circ$\n정답: ③"
)
CONTROL = Qt.KeyboardModifier.ControlModifier
MINE = ItemId("GEO-9001")
MORE = "단, 점 $\\mathrm{O}$는 원의 중심이고 점 $\\mathrm{P}$는 두 점 $\\mathrm{A}$, $\\mathrm{B}$와 다른 점이다."


@pytest.fixture
def session(qtbot, start, world):
    made = start(world.data / "nothing here")
    connect(qtbot, made.window, world)
    made.window.resize(1280, 800)
    return made


@pytest.fixture
def drawn():
    return Draft(TEXT, (Picture((SAMPLE / "images/GEO-1046.png").read_bytes(), "원.png"),))


@pytest.fixture
def other(world, tmp_path):
    """Another author, who changes items behind the window's back."""
    with SharedBank.open(world.place.address("author2"), world.place.password) as bank:
        bank.folder = tmp_path / "other"

        def change(id, **fields):
            base = bank.revisions([id])[id]
            (item,) = bank.get([bank.find([id])[id]])
            written = WriteShared(bank, fingerprint_spaces()).write(ItemSave(replace(item, **fields), base))
            assert isinstance(written, Written)
            return replace(item, **fields)

        yield change


def stored(world, id=MINE):
    """What the bank holds, as its keeper sees it; None for nothing."""
    found = world.keeper.find([id])
    return world.keeper.get([found[id]])[0] if found else None


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


def ask(qtbot, window):
    window.draft.editor.setFocus()
    press(qtbot, window, Qt.Key.Key_S, CONTROL)
    assert window.save_page.isVisible()
    return window.save_page


def both_looks(session, screenshot, name):
    """As an author sees it in Korean by day and in English by night."""
    rehearsal = Rehearsal(session)
    rehearsal.settle()
    screenshot(session.window, f"{name}-ko-light")
    session.speak("en")
    session.look.choose("dark")
    rehearsal.settle()
    screenshot(session.window, f"{name}-en-dark")
    session.speak("ko")
    session.look.choose("light")
    rehearsal.settle()


def save_new(qtbot, session, drawn, screenshot=None):
    """The draft becomes MINE by the form."""
    window = session.window
    Rehearsal(session).ask(drawn)
    page = ask(qtbot, window)
    page.id.setText(MINE)
    page.subject.setText("기하")
    page.facts["unit"].setText("원주각")
    page.facts["year"].setText("2026")
    if screenshot is not None:
        both_looks(session, screenshot, "saving-form")
    page.subject.setFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.results.isVisible() and bool(window.results.banner.sentence), timeout=LONG)


def open_in_editor(qtbot, session, drawn):
    """A new search finds MINE; F2 brings it into the editor."""
    window = session.window
    window.draft.start_anew()
    answer, _ = Rehearsal(session).ask(Draft(TEXT.partition("①")[0], drawn.pictures))
    assert MINE in [hit.item.id for hit in answer.hits]
    window.results.hits.select(MINE)
    window.results.hits.setFocus()
    press(qtbot, window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: window.shelf.edits is not None and window.shelf.edits.item.id == MINE, timeout=LONG)


def test_two_authors_change_one_item_and_the_second_sees_both_and_chooses(
    qtbot, session, world, other, drawn, screenshot
):
    window = session.window
    save_new(qtbot, session, drawn, screenshot)
    assert "GEO-9001을 은행에 저장했습니다." in window.results.banner.sentence
    first = stored(world)
    assert (first.answer, len(first.choices), first.metadata["year"]) == ("③", 4, 2026)
    assert world.keeper.figure(first.figures[0].sha256) == drawn.pictures[0].data

    open_in_editor(qtbot, session, drawn)
    theirs = other(MINE, answer="④", choices=(*first.choices[:3], "$80^\\circ$"))
    longer = TEXT.replace("35", "40").replace("③ $70", "③ $80").replace("있다.", f"있다. {MORE}")
    window.draft.editor.set_draft(Draft(longer, drawn.pictures))
    ask(qtbot, window)
    assert window.save_page.id.isReadOnly()
    both_looks(session, screenshot, "saving-version")
    window.save_page.save_button.click()
    qtbot.waitUntil(window.conflicts.isVisible, timeout=LONG)
    both_looks(session, screenshot, "saving-conflict")
    assert window.conflicts.mine.marked == window.conflicts.theirs.marked == ["본문 · 다름", "정답 · 다름"]
    tops = [[block.y() for block in one.blocks.values()] for one in (window.conflicts.mine, window.conflicts.theirs)]
    assert tops[0] == tops[1], "the same part stands at the same height"
    qtbot.mouseClick(window.conflicts.mine.findChildren(FigureView)[-1], Qt.MouseButton.LeftButton)
    zoomed = window.findChild(ZoomedFigure)
    assert zoomed.isVisible()
    zoomed.close()
    assert stored(world) == theirs, "nothing was overwritten"

    window.conflicts.take_mine.click()
    assert stored(world) == theirs, "nor by the first press"
    window.conflicts.confirm.click()
    qtbot.waitUntil(lambda: "GEO-9001을 고쳤습니다." in window.results.banner.sentence, timeout=LONG)
    assert "40" in stored(world).stem
    assert window.shelf.edits.revision == world.keeper.revisions([MINE])[MINE]
    Rehearsal(session).settle()
    screenshot(window, "saving-chosen-ko-light")
    window.results.banner.act()
    qtbot.waitUntil(lambda: stored(world) == theirs, timeout=LONG)


def test_what_was_published_meanwhile_stays_and_mine_becomes_an_item_of_its_own(
    qtbot, session, world, drawn, screenshot, tmp_path
):
    window = session.window
    save_new(qtbot, session, drawn)
    printed = replace(stored(world), metadata={**stored(world).metadata, "status": "published"})
    write_bank_folder(tmp_path / "printed", [printed], world.keeper.figure)
    assert item_import(world.keeper)(tmp_path / "printed").changed == 1, "publishing is a keeper's import"
    window.draft.editor.set_draft(Draft(TEXT.replace("35", "40"), drawn.pictures))
    ask(qtbot, window).save_button.click()
    qtbot.waitUntil(window.conflicts.isVisible, timeout=LONG)
    both_looks(session, screenshot, "saving-published")
    assert not window.conflicts.take_mine.isVisible()
    facts = [
        one.blocks["facts"].findChildren(QLabel)[-1].text() for one in (window.conflicts.mine, window.conflicts.theirs)
    ]
    assert facts[0].replace("초안", "출판") == facts[1], "the same fact in the same line"
    window.conflicts.keep_theirs.click()
    window.conflicts.confirm.click()
    qtbot.waitUntil(lambda: "GEO-9001은 은행에 있는 그대로 둡니다." in window.results.banner.sentence, timeout=LONG)
    window.draft.start_anew()
    window.results.banner.act()
    qtbot.waitUntil(lambda: "40" in window.draft.editor.draft().text)
    page = ask(qtbot, window)
    page.id.setText("GEO-9002")
    page.save_button.click()
    qtbot.waitUntil(lambda: "GEO-9002를 은행에 저장했습니다." in window.results.banner.sentence, timeout=LONG)
    assert (stored(world), "40" in stored(world, "GEO-9002").stem) == (printed, True)
    Rehearsal(session).ask(drawn)
    window.results.hits.select(MINE)
    window.results.hits.setFocus()
    press(qtbot, window, Qt.Key.Key_F2)
    assert "GEO-9001은 출판된 문항이라 고칠 수 없습니다." in window.results.banner.sentence


def unplug(world, window, qtbot):
    world.proxy.faults.refused = True
    world.proxy.cut()
    window.draft.editor.insertPlainText(" ")
    window.live.ask_now()
    qtbot.waitUntil(lambda: "오프라인 사본" in window.results.header, timeout=LONG)


def test_saved_unplugged_kept_over_a_restart_and_sent_when_the_server_is_back(
    qtbot, session, start, world, other, drawn, screenshot
):
    window = session.window
    save_new(qtbot, session, drawn)
    first = stored(world)
    qtbot.waitUntil(lambda: "로컬 41" in window.status.text, timeout=LONG)
    unplug(world, window, qtbot)
    open_in_editor(qtbot, session, drawn)
    window.draft.editor.set_draft(Draft(TEXT.replace("35", "40").replace("③ $70", "③ $80"), drawn.pictures))
    ask(qtbot, window).save_button.click()
    kept = "GEO-9001은 이 컴퓨터에 보관했다가 서버가 돌아오면 보냅니다."
    qtbot.waitUntil(lambda: kept in window.results.banner.sentence, timeout=LONG)
    window.draft.start_anew()
    Rehearsal(session).ask(Draft(TEXT.replace("35", "20"), drawn.pictures))
    page = ask(qtbot, window)
    page.id.setText("GEO-9002")
    page.save_button.click()
    qtbot.waitUntil(lambda: "GEO-9002" in window.results.banner.sentence, timeout=LONG)
    qtbot.waitUntil(lambda: "보낼 것 2건" in window.status.text, timeout=LONG)
    Rehearsal(session).settle()
    screenshot(window, "saving-offline-ko-light")
    start.stop(session)

    theirs = other(MINE, answer="④")
    assert (stored(world), stored(world, "GEO-9002")) == (theirs, None)
    window = start(**{"bank": world.address.url}).window
    qtbot.waitUntil(lambda: window.banks.bank is not None, timeout=LONG)
    qtbot.waitUntil(lambda: "보낼 것 2건" in window.status.text, timeout=LONG)
    world.proxy.heal()
    line = window.results.line_banner
    qtbot.waitUntil(lambda: "이 컴퓨터에는 비밀번호가 없습니다" in line.sentence, timeout=LONG)
    line.act()
    window.connect_page.password.setText(world.password)
    window.connect_page.connect_button.click()
    qtbot.waitUntil(
        lambda: "저장한 문항을 그동안 다른 사람이 고쳤습니다." in window.results.banner.sentence, timeout=LONG
    )
    qtbot.waitUntil(lambda: stored(world, "GEO-9002") is not None, timeout=LONG)
    assert "20" in stored(world, "GEO-9002").stem
    assert stored(world) == theirs, "nothing was overwritten"
    window.results.banner.act()
    page = window.conflicts
    assert page.mine.marked == page.theirs.marked == ["본문 · 다름", "정답 · 다름"]
    page.keep_theirs.click()
    page.confirm.click()
    qtbot.waitUntil(lambda: "GEO-9001은 은행에 있는 그대로 둡니다." in window.results.banner.sentence, timeout=LONG)
    assert stored(world) == theirs
    window.results.banner.act()
    qtbot.waitUntil(lambda: "40" in stored(world).stem, timeout=LONG)
    assert stored(world).explanation == first.explanation
    qtbot.waitUntil(lambda: "보낼 것" not in window.status.text, timeout=LONG)
