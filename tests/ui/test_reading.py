"""Whole items on the screen: the real typesetter, the press, and figures at their places."""

import json
from pathlib import Path

import pytest

from itembank_desktop.adapters.images import thumbnail_png
from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
from itembank_desktop.core.item import Figure, Place
from itembank_desktop.ui import theme
from itembank_desktop.ui.detail_pane import DetailPane
from itembank_desktop.ui.figure_view import FigureView
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.katex import Katex
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.sheet_view import Numbered, SheetView
from tests.builders import an_item, png_bytes
from tests.fakes_ui import BlockTypesetter, a_hit

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"


@pytest.fixture(scope="module")
def typeset(qapp):
    return TypstTypesetter(Katex(RESOURCES / "katex" / "katex.js").tex_to_mathml, RESOURCES / "fonts")


@pytest.fixture
def press(qtbot, typeset):
    made = Press(typeset, thumbnail_png, ("detail", "view"))
    made.read_figures_from(lambda sha256: b"broken" if sha256 == "broken" else png_bytes(int(sha256)))
    yield made
    made.close()


@pytest.fixture
def look(qapp):
    return theme.Theme()


@pytest.fixture
def view(qtbot, press, look):
    made = SheetView(press, look)
    made.reordered.connect(lambda: press.want("view", made.orders))
    qtbot.addWidget(made)
    made.resize(480, 10)
    made.show()
    return made


def shown(qtbot, press, view, text, choices=(), *figures):
    view.show_text(text, choices, figures=[Numbered(n, figure) for n, figure in enumerate(figures, 1)])
    press.want("view", view.orders)
    qtbot.waitUntil(lambda: press.is_idle and press.get(view.order) is not None)
    return view.findChildren(FigureView)


def test_a_figure_stands_below_the_words_and_above_the_choices(qtbot, press, view):
    (figure,) = shown(qtbot, press, view, "그림에서 $x$의 값은?", ("1", "2"), Figure("1"))
    assert figure.isVisible()
    assert figure.y() > 20
    assert figure.geometry().bottom() < view.height() - 20
    assert abs(figure.geometry().center().x() - view.width() / 2) < 4


def test_a_figure_stands_where_the_text_names_it(qtbot, press, view):
    first, second = shown(qtbot, press, view, "앞\n<image2>\n사이\n<image1>\n뒤", (), Figure("1"), Figure("2"))
    assert second.geometry().bottom() + 20 < first.y()
    assert first.geometry().bottom() + 15 < view.height()


def test_figures_of_choices_stand_in_their_choices(qtbot, press, view):
    figures = [Figure(str(n), place=Place.CHOICE) for n in (1, 2)]
    one, two = shown(qtbot, press, view, "알맞은 그래프는?", ("", ""), *figures)
    assert one.y() == two.y()
    assert one.geometry().right() < two.x()


def test_a_figure_that_cannot_be_read_keeps_its_place_and_the_words_stand(qtbot, press, view):
    (figure,) = shown(qtbot, press, view, "앞 <그림 1> 뒤", ("1",), Figure("broken"))
    assert (figure.isVisible(), figure.width(), figure.height()) == (True, theme.THUMB_WIDTH, theme.THUMB_HEIGHT)
    assert press.get(view.order).problem == ""


def test_the_figures_of_a_sheet_that_fails_as_a_whole_stand_below_its_source(qtbot, look):
    press = Press(BlockTypesetter(), thumbnail_png)
    press.read_figures_from(lambda sha256: png_bytes(int(sha256)))
    view = SheetView(press, look)
    view.reordered.connect(lambda: press.want("view", view.orders))
    qtbot.addWidget(view)
    view.resize(480, 10)
    view.show()
    one, two = shown(qtbot, press, view, "앞", (), Figure("1"), Figure("2"))
    assert 20 < one.y() < one.geometry().bottom() < two.y()
    assert two.geometry().bottom() < view.height()
    press.close()


def test_another_text_takes_the_figures_away(qtbot, press, view):
    shown(qtbot, press, view, "앞", (), Figure("1"))
    view.show_text("다른 글")
    assert not [one for one in view.findChildren(FigureView) if one.isVisible()]


def test_a_figure_asks_to_be_shown_large_by_its_hash(qtbot, press, view):
    shown(qtbot, press, view, "앞", (), Figure("1"), Figure("2"))
    with qtbot.waitSignal(view.zoom_asked) as asked:
        view.zoom_first()
    assert asked.args == ["1"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_detail_shows_every_whole_item(qtbot, press, screenshot, scheme):
    look = theme.Theme()
    look.choose(scheme)
    pane = DetailPane(press, look, Icons(RESOURCES / "icons", look))
    qtbot.addWidget(pane)
    pane.resize(700, 760)
    pane.show()
    for number in (1, 6, 9, 10):
        pane.show_hit(a_hit(1, item=whole_item(number)), 1)
        qtbot.waitUntil(lambda: press.is_idle)
        screenshot(pane, f"reading-{number}-{scheme}")
        figures = [one for one in pane.findChildren(FigureView) if one.isVisible()]
        assert len(figures) == len(whole_item(number).figures)
    look.choose("light")


def whole_item(number):
    lines = (ROOT / "tests" / "data" / "whole_items.jsonl").read_text("utf-8").splitlines()
    fields = json.loads(lines[number])
    figures = [
        Figure(str(n), place=Place(image["place"] if isinstance(image, dict) else "stem"))
        for n, image in enumerate(fields["images"], 1)
    ]
    return an_item(
        fields["text"], fields["id"], choices=tuple(fields["choices"]), answer=fields["answer"],
        explanation=fields["explanation"], figures=tuple(figures),
    )  # fmt: skip
