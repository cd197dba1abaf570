import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from itembank_desktop.ui import theme
from itembank_desktop.ui.hit_cards import frame, plan
from itembank_desktop.ui.hit_delegate import HitDelegate
from itembank_desktop.ui.hit_model import HitModel
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.press import Press
from tests.builders import an_item
from tests.fakes_ui import ROOT, BlockTypesetter, a_hit, thumbnail

WIDTH = 640


@pytest.fixture
def look(qapp):
    return theme.Theme(theme.Choice.LIGHT)


@pytest.fixture
def press(qapp):
    press = Press(BlockTypesetter(), thumbnail)
    yield press
    press.close()


@pytest.fixture
def cards(press, look):
    cards = HitDelegate(press, look, Icons(ROOT / "resources" / "icons", look))
    cards.frame = frame(WIDTH, 1.0, look.colours.text)
    return cards


def typeset(qtbot, press, cards, *hits):
    press.want("cards", [order for hit in hits for order in plan(hit, cards.frame).orders])
    qtbot.waitUntil(lambda: press.is_idle)


def painted(cards, hit, state=QStyle.StateFlag.State_None):
    """The card as a list would paint it."""
    model = HitModel()
    model.show((hit,))
    option = QStyleOptionViewItem()
    option.state = state
    option.rect.setTopLeft(QPoint(0, 0))
    image = QImage(WIDTH, cards.height(hit), QImage.Format.Format_RGB32)
    image.fill(QColor(cards._look.colours.window))
    painter = QPainter(image)
    cards.paint(painter, option, model.index(0))
    painter.end()
    return image


def test_a_card_drawn_before_looks_as_one_drawn_on_the_spot(qtbot, cards, press, monkeypatch):
    hit = a_hit(1)
    typeset(qtbot, press, cards, hit)
    assert cards.prepare(hit)
    kept = painted(cards, hit)
    monkeypatch.setattr(cards, "_face", lambda *_: None)
    assert painted(cards, hit) == kept


def test_a_hit_that_looks_the_same_in_the_next_answer_is_not_drawn_again(qtbot, cards, press):
    hit = a_hit(1)
    typeset(qtbot, press, cards, hit)
    assert cards.prepare(hit)
    again = a_hit(1)
    assert again is not hit
    assert not cards.prepare(again)
    assert cards.prepare(a_hit(1, text=0.1)), "another reason is another card"


def test_a_card_is_not_kept_before_its_words_are_set(qtbot, cards, press):
    hit = a_hit(1)
    assert not cards.prepare(hit)
    before = painted(cards, hit)
    typeset(qtbot, press, cards, hit)
    cards.forget()
    assert cards.prepare(hit)
    assert painted(cards, hit) != before


def test_selection_hover_and_colours_are_seen(qtbot, cards, press, look):
    hit = a_hit(1)
    typeset(qtbot, press, cards, hit)
    flag = QStyle.StateFlag
    plain, hovered, selected = (
        painted(cards, hit, state) for state in (flag.State_None, flag.State_MouseOver, flag.State_Selected)
    )
    assert plain != hovered != selected != plain
    look.choose("dark")
    cards.forget()
    try:
        cards.frame = frame(WIDTH, 1.0, look.colours.text)
        typeset(qtbot, press, cards, hit)
        assert painted(cards, hit) != plain
    finally:
        look.choose("light")


def test_few_cards_are_kept_however_many_are_seen(qtbot, cards, press):
    hits = [a_hit(1, item=an_item(f"{number}번 문항의 값을 구하시오.", f"q{number}")) for number in range(30)]
    typeset(qtbot, press, cards, *hits)
    assert all(cards.prepare(hit) for hit in hits)
    assert cards.prepare(hits[0]), "the first had to make room"
    assert not cards.prepare(hits[-1])
