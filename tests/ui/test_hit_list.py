"""A long list: only what is near sight is set, whatever is in sight is whole, and what is in sight does not move."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from itembank_desktop.core.item import Draft
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.ui import theme
from itembank_desktop.ui.hit_cards import plan
from itembank_desktop.ui.hit_list import HitList
from itembank_desktop.ui.hit_model import Standings
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Press
from tests.fakes_ui import ROOT, BlockTypesetter, a_hit, thumbnail

MANY = 120
KEEPS_ALL = 1 << 30


@pytest.fixture
def press(qapp):
    press = Press(BlockTypesetter(), thumbnail, ("cards",), KEEPS_ALL)
    yield press
    press.close()


@pytest.fixture
def hits(qtbot, press):
    look = theme.Theme(theme.Choice.LIGHT)
    listed = HitList(press, look, Icons(ROOT / "resources" / "icons", look))
    qtbot.addWidget(listed)
    listed.resize(560, 600)
    listed.show()
    made = tuple(a_hit(number) for number in range(1, MANY + 1))
    with qtbot.waitSignal(listed.shown):
        listed.show_answer(Answer(Query(Draft("삼각형")), made, MANY, "지문", 0.0))
    qtbot.waitUntil(lambda: press.is_idle)
    return listed


def is_set(listed, press, row):
    return all(press.get(order) is not None for order in plan(listed.hits[row], listed.itemDelegate().frame).orders)


def in_sight(listed):
    rows = (listed.indexAt(QPoint(theme.LARGE, y)).row() for y in range(0, listed.viewport().height(), 4))
    return {row for row in rows if row >= 0}


def test_only_cards_near_sight_are_set(hits, press):
    seen = in_sight(hits)
    assert 2 <= len(seen) <= 30
    assert all(is_set(hits, press, row) for row in seen)
    assert is_set(hits, press, max(seen) + 1), "the next one is there before anybody scrolls"
    assert sum(is_set(hits, press, row) for row in range(MANY)) <= 4 * len(seen)
    assert not is_set(hits, press, MANY - 1)


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_PageDown])
def test_wherever_the_list_is_scrolled_what_is_in_sight_is_set(qtbot, hits, press, key):
    qtbot.keyClick(hits, key)
    assert hits.currentIndex().row() > 0
    qtbot.waitUntil(lambda: press.is_idle)
    assert all(is_set(hits, press, row) for row in in_sight(hits))


def test_what_a_higher_window_shows_is_set(qtbot, hits, press):
    before = in_sight(hits)
    hits.resize(560, 2400)
    qtbot.waitUntil(lambda: press.is_idle)
    assert len(in_sight(hits)) > 2 * len(before)
    assert all(is_set(hits, press, row) for row in in_sight(hits))


@pytest.mark.parametrize("again", ["shown again", "decided about"])
def test_what_was_pushed_out_of_the_press_is_set_again(qtbot, hits, press, again):
    seen = in_sight(hits)
    for order in list(press._kept):
        del press._kept[order]
    assert not any(is_set(hits, press, row) for row in seen)
    if again == "shown again":
        hits.hide()
        hits.show()
    else:
        hits.show_standings(Standings())
    qtbot.waitUntil(lambda: press.is_idle)
    assert all(is_set(hits, press, row) for row in seen)


def test_what_is_in_sight_stays_where_it_is_while_cards_before_it_are_set(qtbot, hits, press):
    hits.setCurrentIndex(hits.model().index(MANY // 2))
    hits.scrollTo(hits.currentIndex(), HitList.ScrollHint.PositionAtCenter)
    stood = hits.visualRect(hits.currentIndex()).top()
    qtbot.waitUntil(lambda: press.is_idle)
    assert is_set(hits, press, MANY // 2 - 1)
    assert abs(hits.visualRect(hits.currentIndex()).top() - stood) <= 1


def test_heights_are_asked_for_again_only_where_something_was_finished(qtbot, hits, press, monkeypatch):
    asked = []
    delegate = hits.itemDelegate()
    place = delegate._placed_card
    monkeypatch.setattr(delegate, "_placed_card", lambda hit: asked.append(hit) or place(hit))
    last = hits.hits[-1]
    assert not delegate.renew(frozenset(plan(last, delegate.frame).orders))
    assert asked == [last]


def test_the_row_that_enter_would_open_is_selected_as_soon_as_the_keyboard_comes(hits):
    assert hits.current_hit is None
    QApplication.sendEvent(hits, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ShortcutFocusReason))
    assert hits.current_hit == hits.hits[0]
    assert [index.row() for index in hits.selectionModel().selectedIndexes()] == [0]


def is_drawn(listed, press, row):
    return is_set(listed, press, row) and not listed.itemDelegate().prepare(listed.hits[row])


def test_a_card_is_drawn_before_it_comes_into_sight(qtbot, hits, press):
    for _ in range(3):
        after = max(in_sight(hits)) + 1
        qtbot.waitUntil(lambda: press.is_idle and not hits._ahead.isActive())
        assert is_drawn(hits, press, after)
        hits.verticalScrollBar().setValue(hits.verticalScrollBar().value() + 200)
    qtbot.waitUntil(lambda: press.is_idle and not hits._ahead.isActive())
    assert is_drawn(hits, press, min(in_sight(hits)) - 1), "who turns back finds them too"


def test_every_card_that_a_high_window_shows_stays_drawn(qtbot, hits, press):
    hits.resize(560, 2400)
    qtbot.waitUntil(lambda: press.is_idle and not hits._ahead.isActive())
    hits.viewport().repaint()
    assert len(in_sight(hits)) > 10
    assert all(is_drawn(hits, press, row) for row in in_sight(hits))


def test_nothing_is_asked_of_the_press_while_the_same_rows_are_in_sight(hits, press, monkeypatch):
    wanted = []
    monkeypatch.setattr(press, "want", lambda client, orders: wanted.append(orders))
    hits.verticalScrollBar().setValue(1)
    assert not wanted
    hits.verticalScrollBar().setValue(400)
    assert wanted


def test_a_list_shorter_than_the_window_is_in_sight_to_its_last_row(qtbot, hits, press):
    with qtbot.waitSignal(hits.shown):
        hits.show_answer(Answer(Query(Draft("사각형")), hits.hits[:2], MANY, "지문", 0.0))
    assert hits._sight() == range(2)
    hits.clear()
    assert not hits._sight()
