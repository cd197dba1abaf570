import pytest
from PySide6.QtCore import Qt

from itembank_desktop import settings as keys
from itembank_desktop.core.filters import Filter, Traits
from itembank_desktop.settings import Settings
from itembank_desktop.ui.filter_wish import Wish, wish_from_json
from itembank_desktop.ui.session import Session
from tests.fakes_ui import FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check

HELD = Traits({
    "subject": {"수학Ⅰ": 3120, "수학Ⅱ": 2801},
    "unit": {f"단원 {number}": number for number in range(1, 15)},
    "year": {"2018": 5, "2019학년도": 7, "2023": 9},
    "author": {"김지우": 4},
})  # fmt: skip
# What the offscreen plugin says of any popup is no news.
POPUP = pytest.mark.qt_log_ignore("does not support (raise|grabbing the keyboard|propagateSizeHints)")
TEXT = "삼각형 ABC의 넓이를 구하시오."


def test_a_range_of_years_becomes_the_texts_that_the_bank_has():
    assert Wish(first=2019).filter(HELD) == Filter(year=("2019학년도", "2023"))
    assert Wish(first=2019, last=2019).filter(HELD).year == ("2019학년도",)
    assert Wish(last=2020).words == "–2020"
    assert Wish(first=2000, last=2030).filter(HELD) == Filter(), "all that there is"


def test_a_range_in_which_the_bank_has_nothing_finds_nothing():
    narrow = Wish(first=2020, last=2021).filter(HELD)
    assert narrow
    assert not set(narrow.year) & set(HELD.values["year"])


def test_what_no_item_of_a_bank_has_cannot_hide_that_bank():
    wish = Wish({"subject": ("수학Ⅱ", "물리"), "status": ("출제됨",)}, with_figure=True)
    assert wish.filter(HELD) == Filter(subject=("수학Ⅱ",), with_figure=True)
    assert wish.in_bank(HELD).words == "수학Ⅱ · with a figure"
    assert wish.filter(Traits()) == Filter(with_figure=True)


@pytest.mark.parametrize(
    "wish", [Wish(), Wish({"subject": ("a", "b")}, 2019, None, True), Wish(last=2020, with_figure=False)]
)
def test_a_wish_survives_the_settings(wish):
    assert wish_from_json(wish.to_json()) == wish


@pytest.mark.parametrize("text", ["", "nonsense", "[]", "{}", '{"chosen": 3}', '{"chosen": {}, "first": "x"}'])
def test_broken_settings_wish_nothing(text):
    assert not wish_from_json(text)


@pytest.fixture
def banks():
    banks = FakeBanks(ListFinder(a_hit(1)))
    banks.traits = HELD
    return banks


@pytest.fixture
def window(qtbot, tmp_path, banks, request):
    settings = Settings(None, {}, {"language": "en", "theme": "light", **getattr(request, "param", {})})
    session = Session(a_desk(tmp_path, banks), check, settings, print)
    session.window.live.set_pause(0)
    session.window.show()
    session.begin(tmp_path / "mine")
    qtbot.waitUntil(lambda: session.window.results.filters.choices["subject"].isEnabled())
    session.window.kept = settings
    yield session.window
    session.end()


def asked(qtbot, banks, text=TEXT):
    qtbot.waitUntil(lambda: bool(banks.finder.asked) and banks.finder.asked[-1].content.stem == text)
    return banks.finder.asked[-1].filter


@POPUP
def test_the_chosen_value_is_asked_for_and_named_in_the_header(qtbot, window, banks):
    window.draft.editor.setPlainText(TEXT)
    assert asked(qtbot, banks) == Filter()
    window.header.filter_button.click()
    bar = window.results.filters
    assert bar.isVisible()
    assert not bar.choices["status"].isEnabled(), "no item says anything of its status"
    button = bar.choices["subject"]
    button.click()
    rows = button.list.rows
    assert [rows.item(n).text() for n in range(rows.count())] == ["수학Ⅰ  (3,120)", "수학Ⅱ  (2,801)"]
    rows.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: banks.finder.asked[-1].filter == Filter(subject=("수학Ⅱ",)))
    assert "수학Ⅱ" in window.header.filter_button.text()
    qtbot.keyClick(rows, Qt.Key.Key_Escape)
    assert not button.list.isVisible()
    bar.clear_button.click()
    qtbot.waitUntil(lambda: banks.finder.asked[-1].filter == Filter())
    window.results.banner.act()
    qtbot.waitUntil(lambda: banks.finder.asked[-1].filter == Filter(subject=("수학Ⅱ",)))
    bar.clear_button.click()
    qtbot.waitUntil(lambda: banks.finder.asked[-1].filter == Filter())
    assert window.header.filter_button.text().startswith("Filter ")


@POPUP
def test_many_values_can_be_looked_for(qtbot, window):
    button = window.results.filters.choices["unit"]
    window.header.filter_button.click()
    button.click()
    texts = [button.list.rows.item(n).text() for n in range(3)]
    assert texts == ["단원 1  (1)", "단원 2  (2)", "단원 3  (3)"], "by number, not by letters"
    qtbot.keyClicks(button.list.search, "14")
    shown = [n for n in range(button.list.rows.count()) if not button.list.rows.item(n).isHidden()]
    assert [button.list.rows.item(n).text() for n in shown] == ["단원 14  (14)"]
    button.list.hide()


def test_the_kept_default_holds_from_the_start(qtbot, window, banks):
    bar = window.results.filters
    bar.first.setCurrentIndex(bar.first.findData(2019))
    bar.first.activated.emit(bar.first.currentIndex())
    bar.save_button.click()
    assert wish_from_json(window.kept.get(keys.FILTER)) == Wish(first=2019)
    assert not bar.save_button.isEnabled()


def test_the_default_that_was_replaced_comes_back(qtbot, window):
    bar = window.results.filters
    for box, value in ((bar.first, 2019), (bar.figure, True)):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        bar.save_button.click()
    assert wish_from_json(window.kept.get(keys.FILTER)) == Wish(first=2019, with_figure=True)
    window.results.banner.act()
    assert wish_from_json(window.kept.get(keys.FILTER)) == Wish(first=2019)
    assert bar.wish == Wish(first=2019, with_figure=True), "what is looked at now is another matter"
    assert bar.save_button.isEnabled()


@pytest.mark.parametrize("window", [{"filter": Wish({"author": ("김지우",)}).to_json()}], indirect=True)
def test_a_default_is_in_force_before_anything_is_pressed(qtbot, window, banks):
    window.draft.editor.setPlainText(TEXT)
    qtbot.waitUntil(lambda: bool(banks.finder.asked) and banks.finder.asked[-1].filter == Filter(author=("김지우",)))
    assert "김지우" in window.header.filter_button.text()


def test_nothing_found_behind_a_filter_says_what_was_not_looked_at(qtbot, window, banks):
    banks.finder.hits = ()
    window.results.filters.choices["author"].changed.emit(("김지우",))
    window.draft.editor.setPlainText(TEXT)
    qtbot.waitUntil(lambda: "filter" in window.results.sentence)
    assert "not looked at" in window.results.sentence
