import pytest

from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui.press import Press, Print
from tests.builders import png_bytes
from tests.fakes_ui import BlockTypesetter, thumbnail


@pytest.fixture
def typeset():
    return BlockTypesetter()


@pytest.fixture
def press(qtbot, typeset):
    made = Press(typeset, thumbnail, ("detail", "cards"))
    yield made
    typeset.gate.set()
    made.close()


def sheets(count, start=0):
    return [Sheet(f"문항 {n}", width=100) for n in range(start, start + count)]


def test_what_is_wanted_is_made_once_and_kept(qtbot, press, typeset):
    press.want("cards", sheets(10))
    qtbot.waitUntil(lambda: press.is_idle)
    assert all(press.get(sheet).pixmap.width() == 100 for sheet in sheets(10))
    press.want("cards", sheets(10))
    assert press.is_idle
    assert len(typeset.set) == 10


def test_the_urgent_client_comes_before_the_others_that_wait(qtbot, press, typeset):
    typeset.gate.clear()
    press.want("cards", sheets(12))
    press.want("detail", sheets(1, start=99))
    typeset.gate.set()
    qtbot.waitUntil(lambda: press.is_idle)
    made = [sheet.text for sheet in typeset.set]
    assert made.index("문항 99") == 4, "after the batch that was under way"


def test_a_newer_wish_replaces_what_has_not_begun(qtbot, press, typeset):
    typeset.gate.clear()
    press.want("cards", sheets(40))
    press.want("cards", sheets(2, start=50))
    typeset.gate.set()
    qtbot.waitUntil(lambda: press.is_idle)
    assert len(typeset.set) == 6


def test_the_oldest_goes_when_room_is_short(qtbot, typeset):
    press = Press(typeset, thumbnail, keep_bytes=3 * 100 * 24 * 4)
    press.want("cards", sheets(5))
    qtbot.waitUntil(lambda: press.is_idle)
    assert [press.get(sheet) is not None for sheet in sheets(5)] == [False, False, True, True, True]
    press.close()


def test_what_is_wanted_again_is_not_pushed_out_by_the_rest_of_the_wish(qtbot, typeset):
    press = Press(typeset, thumbnail, keep_bytes=3 * 100 * 24 * 4)
    old, *others, new = sheets(4)
    press.want("cards", [old, *others])
    qtbot.waitUntil(lambda: press.is_idle)
    press.want("cards", [old, new])
    qtbot.waitUntil(lambda: press.is_idle)
    assert press.get(old)
    assert press.get(new)
    press.close()


def test_figures_fit_their_box_and_broken_ones_say_so(qtbot, press):
    press.read_figures_from(lambda sha256: png_bytes(1) if sha256 == "good" else b"broken")
    good, bad = Print("good", 48, 48, 2.0), Print("bad", 48, 48, 2.0)
    press.want("cards", [good, bad])
    qtbot.waitUntil(lambda: press.is_idle)
    assert press.get(good).pixmap.deviceIndependentSize().width() == 48
    assert press.get(bad).pixmap is None
    assert "damaged" in press.get(bad).problem


def test_without_a_bank_figures_are_reported_not_invented(qtbot, press):
    order = Print("abc", 10, 10, 1.0)
    press.want("cards", [order])
    qtbot.waitUntil(lambda: press.is_idle)
    assert press.get(order).pixmap is None


def test_a_bug_is_told_once_and_the_rest_goes_on(qtbot):
    def fails(wanted):
        if any(sheet.text == "문항 0" for sheet in wanted):
            raise ZeroDivisionError
        return BlockTypesetter()(wanted)

    press = Press(fails, thumbnail)
    told = []
    press.crashed.connect(told.append)
    press.want("cards", sheets(8))
    qtbot.waitUntil(lambda: press.is_idle)
    assert [type(problem) for problem in told] == [ZeroDivisionError]
    assert press.get(sheets(8)[7]) is not None
    press.close()


def test_a_bank_that_was_closed_meanwhile_is_no_bug(qtbot, press, typeset):
    def closed(sha256):
        raise ValueError("the bank is closed")

    told = []
    press.crashed.connect(told.append)
    typeset.gate.clear()
    press.read_figures_from(closed)
    order = Print("abc", 10, 10, 1.0)
    press.want("cards", [*sheets(1), order])
    press.read_figures_from(lambda _: png_bytes(1))
    typeset.gate.set()
    qtbot.waitUntil(lambda: press.is_idle)
    assert told == []
    assert press.get(order).pixmap is not None
