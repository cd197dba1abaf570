"""An author works on a shared bank: a real server behind a proxy that fails as networks do."""

from dataclasses import replace

from itembank_desktop import settings as keys
from itembank_desktop.core.item import Content, Draft
from itembank_desktop.core.outbox import ItemSave
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_content, side_of_item
from itembank_desktop.ui.rehearsal import Rehearsal
from tests.journeys.shared_world import LONG, connect

TEXT = "중심이 C인 원에서 호 QR를 바라보는 중심각의 크기가 $110°$이다. 이 호에 대한 원주각의 크기를 구하시오."


def test_an_author_connects_and_searches_the_shared_bank(qtbot, start, world, screenshot):
    session = start(world.data / "nothing here")
    window = session.window
    qtbot.waitUntil(lambda: bool(window.results.banner.sentence))
    window.header.connect_asked.emit()
    page = window.connect_page
    qtbot.waitUntil(lambda: "암호 보관함이 없습니다" in page.note)
    page.show_address(world.address)
    page.password.setText("틀린 비밀번호")
    page.test.click()
    qtbot.waitUntil(lambda: "접속을 받지 않습니다" in page.text, timeout=LONG)
    screenshot(window, "shared-refused-ko-light")
    page.password.setText(world.password)
    page.test.click()
    qtbot.waitUntil(lambda: "찾기와 읽기, 문항 저장, 판정" in page.text, timeout=LONG)
    assert "40" in page.text
    screenshot(window, "shared-test-ko-light")
    connect(qtbot, window, world)
    rehearsal = Rehearsal(session)
    answer, _ = rehearsal.ask(Draft(TEXT))
    rehearsal.settle()
    assert answer.source.shared
    assert answer.hits[0].item.id in ("GEO-1046", "GEO-7530")
    assert "서버" in window.results.header
    assert "서버 40 · 로컬 40 · 방금" in window.status.text
    assert world.address.database in window.header.bank_button.text()
    screenshot(window, "shared-open-ko-light")
    stored = session.settings.get(keys.BANK)
    assert stored == world.address.url
    assert world.password not in stored


def test_the_last_shared_bank_is_opened_again_and_its_password_asked_inline(qtbot, start, world, screenshot):
    session = start(**{"bank": world.address.url})
    window = session.window
    qtbot.waitUntil(lambda: window.connect_page.isVisible(), timeout=LONG)
    assert world.address.database in window.connect_page.text
    assert window.connect_page.address == world.address
    screenshot(window, "shared-password-ko-light")
    window.connect_page.password.setText(world.password)
    window.connect_page.connect_button.click()
    qtbot.waitUntil(lambda: window.banks.bank is not None, timeout=LONG)
    assert window.results.isVisible(), "the page goes when the bank is there"


def test_unplugged_while_typing_the_copy_answers_and_the_server_comes_back_by_itself(qtbot, start, world, screenshot):
    session = start(world.data / "nothing here")
    window = session.window
    connect(qtbot, window, world)
    rehearsal = Rehearsal(session)
    online, _ = rehearsal.ask(Draft(TEXT[:60]))
    assert online.source.shared
    world.proxy.faults.silent = True
    window.draft.editor.insertPlainText(" 이 호에 대한 원주각의 크기를 구하시오.")
    qtbot.waitUntil(lambda: "오프라인 사본" in window.results.header, timeout=LONG)
    rehearsal.settle()
    assert window.results.hits.hits, "the copy answered the same draft"
    assert "오프라인 사본" in window.results.line_banner.sentence
    assert "오프라인" in window.header.bank_button.text()
    assert "서버 응답 없음" in window.status.text
    screenshot(window, "shared-offline-ko-light")
    session.look.choose("dark")
    rehearsal.settle()
    screenshot(window, "shared-offline-ko-dark")
    # Meanwhile somebody else saves a twin of the draft.
    (stored,) = [one for one in world.keeper.get(world.keeper.keys()) if one.id == "GEO-1046"]
    session.look.choose("light")
    add_twin(world, stored)
    world.proxy.cut()
    world.proxy.heal()
    window.results.line_banner.act()
    qtbot.waitUntil(lambda: "새로 들어온" in window.results.line_banner.sentence, timeout=LONG)
    qtbot.waitUntil(lambda: window.results.header.endswith("서버"), timeout=LONG)
    rehearsal.settle()
    assert "TWIN" in {hit.item.id for hit in window.results.hits.hits}
    assert "로컬 41" in window.status.text
    screenshot(window, "shared-back-ko-light")


def add_twin(world, item):
    """The item under another name, as the keeper's import writes it."""
    from itembank_desktop.services.write_shared import WriteShared
    from itembank_desktop.wiring import fingerprint_spaces

    pictures = ()
    WriteShared(world.keeper, fingerprint_spaces()).write(ItemSave(replace(item, id="TWIN"), 0, pictures))


def test_nothing_is_told_after_a_break_that_brought_nothing_new(qtbot, start, world):
    session = start(world.data / "nothing here")
    window = session.window
    connect(qtbot, window, world)
    Rehearsal(session).ask(Draft(TEXT))
    world.proxy.faults.refused = True
    world.proxy.cut()
    window.draft.editor.insertPlainText(" 단, 점 Q는 원 위에 있다.")
    qtbot.waitUntil(lambda: "오프라인 사본" in window.results.header, timeout=LONG)
    world.proxy.heal()
    qtbot.waitUntil(lambda: window.results.header.endswith("서버"), timeout=LONG)
    assert window.results.line_banner.sentence == ""
    assert "오프라인" not in window.header.bank_button.text()


def test_a_verdict_given_offline_is_replayed(qtbot, start, world):
    session = start(world.data / "nothing here")
    window = session.window
    connect(qtbot, window, world)
    Rehearsal(session).ask(Draft(TEXT))
    world.proxy.faults.refused = True
    world.proxy.cut()
    window.draft.editor.insertPlainText(" 단, 점 Q는 원 위에 있다.")
    qtbot.waitUntil(lambda: "오프라인 사본" in window.results.header, timeout=LONG)
    hit = window.results.hits.hits[0]
    draft = side_of_content(Content(TEXT), "초안")
    verdict = Verdict(draft, side_of_item(hit.item), Mark.DUPLICATE, "kim", now())
    assert window.banks.bank.shared.record([verdict]) is False, "it waits"
    assert world.keeper.verdicts() == []
    world.proxy.heal()
    qtbot.waitUntil(lambda: bool(world.keeper.verdicts()), timeout=LONG)
    assert [one.id for one in world.keeper.verdicts()] == [verdict.id]


def test_a_server_that_is_away_at_the_start_opens_the_copy(qtbot, start, world):
    first = start(world.data / "nothing here").window
    connect(qtbot, first, world)
    world.proxy.faults.refused = True
    world.proxy.cut()
    second = start(**{"bank": world.address.url})
    window = second.window
    qtbot.waitUntil(lambda: window.banks.bank is not None, timeout=LONG)
    assert "오프라인" in window.header.bank_button.text()
    answer, _ = Rehearsal(second).ask(Draft(TEXT))
    assert not answer.source.shared
    assert answer.hits


def test_a_save_made_offline_that_collides_is_shown_side_by_side(qtbot, start, world, screenshot):
    from itembank_desktop.services.write_shared import WriteShared
    from itembank_desktop.wiring import fingerprint_spaces

    session = start(world.data / "nothing here")
    window = session.window
    connect(qtbot, window, world)
    Rehearsal(session).ask(Draft(TEXT))
    key = world.keeper.find(["GEO-1046"])["GEO-1046"]
    (stored,) = world.keeper.get([key])
    base = world.keeper.revisions(["GEO-1046"])["GEO-1046"]
    world.proxy.faults.refused = True
    world.proxy.cut()
    window.draft.editor.insertPlainText(" 단, 점 Q는 원 위에 있다.")
    qtbot.waitUntil(lambda: "오프라인 사본" in window.results.header, timeout=LONG)
    mine = replace(stored, answer="⑤ 내 정답")
    assert window.banks.bank.saving.write(ItemSave(mine, base)) is None, "it waits"
    theirs = replace(stored, stem=stored.stem + " (고침)")
    WriteShared(world.keeper, fingerprint_spaces()).write(ItemSave(theirs, base))
    world.proxy.heal()
    qtbot.waitUntil(lambda: "다른 사람이 고쳤습니다" in window.results.banner.sentence, timeout=LONG)
    assert world.keeper.get([key]) == [theirs], "nothing was overwritten"
    window.results.banner.act()
    page = window.conflicts
    rehearsal = Rehearsal(session)
    rehearsal.settle()
    assert "GEO-1046" in page.text
    assert page.mine.marked == page.theirs.marked == ["본문 · 다름", "정답 · 다름"]
    screenshot(window, "shared-conflict-ko-light")
    session.look.choose("dark")
    window.resize(960, 640)
    rehearsal.settle()
    screenshot(window, "shared-conflict-ko-dark-960")
    page.take_mine.click()
    rehearsal.settle()
    screenshot(window, "shared-conflict-sure-ko-dark-960")
    page.confirm.click()
    qtbot.waitUntil(lambda: world.keeper.get([key]) == [mine], timeout=LONG)
    qtbot.waitUntil(lambda: window.results.isVisible())
    assert "오프라인" not in window.header.bank_button.text()


def test_filters_offer_what_the_shared_bank_holds_and_the_server_applies_them(qtbot, start, world, screenshot):
    session = start(world.data / "nothing here")
    window = session.window
    connect(qtbot, window, world)
    rehearsal = Rehearsal(session)
    answer, _ = rehearsal.ask(Draft(TEXT))
    assert len({hit.item.metadata["unit"] for hit in answer.hits}) > 1
    bar = window.results.filters
    qtbot.waitUntil(lambda: bar.choices["unit"].isEnabled(), timeout=LONG)
    window.header.filter_button.click()
    with qtbot.waitSignal(window.results.painted, timeout=LONG) as painted:
        bar.choices["unit"].changed.emit(("원주각",))
    (answer,) = painted.args
    assert answer.source.shared
    assert {hit.item.metadata["unit"] for hit in answer.hits} == {"원주각"}
    rehearsal.settle()
    screenshot(window, "shared-filter-ko-light")
    session.speak("en")
    session.look.choose("dark")
    window.resize(960, 640)
    world.proxy.faults.refused = True
    world.proxy.cut()
    window.draft.editor.insertPlainText(" (O is the centre.)")
    qtbot.waitUntil(lambda: "offline copy" in window.results.header, timeout=LONG)
    rehearsal.settle()
    assert {hit.item.metadata["unit"] for hit in window.results.hits.hits} == {"원주각"}, "the copy keeps the filter"
    screenshot(window, "shared-filter-offline-en-dark-960")


def test_a_bank_that_another_version_described_is_said_where_the_author_looks(qtbot, start, world, shared_place):
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.space SET revision = 'text-0' WHERE name = 'text'")
    window = start(world.data / "nothing here").window
    window.header.connect_asked.emit()
    page = window.connect_page
    page.show_address(world.address)
    page.password.setText(world.password)
    page.connect_button.click()
    qtbot.waitUntil(lambda: "다른 버전의 프로그램" in page.text, timeout=LONG)
    assert window.banks.bank is None
