"""Room for figures: where it is kept, and that the sheet says where."""

from dataclasses import replace
from pathlib import Path

import pytest

from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
from itembank_desktop.core.item import Place
from itembank_desktop.core.typeset import Inset, Sheet
from itembank_desktop.ui.katex import Katex

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def typeset(qapp):
    katex = Katex(ROOT / "resources" / "katex" / "katex.js")
    yield TypstTypesetter(katex.tex_to_mathml, ROOT / "resources" / "fonts")
    katex.close()


def sheet(text, *figures, choices=(), **fields):
    return Sheet(text, choices, 400, figures=tuple(figures), **fields)


def test_a_figure_that_nothing_names_stands_in_the_middle_below_the_text(typeset):
    made = typeset([sheet("물음", Inset(1, 100, 60), choices=("가", "나"))])[0]
    (spot,) = made.spots
    assert (spot.width, spot.height) == (100, 60)
    assert spot.x == pytest.approx(150, abs=1)
    assert 20 < spot.y < made.height - 60 - 24


def test_spots_are_in_the_order_of_the_figures_wherever_they_stand(typeset):
    first, second = typeset([sheet("가\n<image2>\n나\n<그림 1>", Inset(1, 50, 50), Inset(2, 50, 50))])[0].spots
    assert second.y + 50 < first.y


def test_a_figure_named_twice_stands_once_and_an_unknown_one_nowhere(typeset):
    made = typeset([sheet("<image1> 그리고 <image1> 그리고 <image7>", Inset(1, 50, 50))])[0]
    assert len(made.spots) == 1
    assert made.problems == ()


def test_a_figure_within_a_sentence_stands_in_its_line(typeset):
    made = typeset([sheet("가 <image1> 나", Inset(1, 20, 16))])[0]
    assert 12 < made.spots[0].x < 60
    assert made.height < 40


@pytest.mark.parametrize("choices", [(), ("", "", "")])
def test_figures_of_choices_stand_side_by_side(typeset, choices):
    figures = [Inset(n, 80, 60, Place.CHOICE) for n in (1, 2, 3)]
    spots = typeset([sheet("그래프는?", *figures, choices=choices)])[0].spots
    assert len({spot.y for spot in spots}) == 1
    assert [spot.x for spot in spots] == sorted(spot.x for spot in spots)


def test_figures_of_choices_that_do_not_fit_stand_in_fewer_columns(typeset):
    figures = [Inset(n, 170, 60, Place.CHOICE) for n in (1, 2, 3)]
    one, two, three = typeset([sheet("그래프는?", *figures, choices=("", "", ""))])[0].spots
    assert one.y == two.y < three.y


def test_a_figure_wider_than_its_sheet_is_made_to_fit(typeset):
    (spot,) = typeset([sheet("물음", Inset(1, 800, 300))])[0].spots
    assert (spot.x, spot.width, spot.height) == (pytest.approx(0, abs=1), 400, 150)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_sheets_set_together_keep_their_spots_apart(typeset, scale):
    figure = sheet("하나", Inset(1, 60, 60), scale=scale)
    other = sheet("둘\n<image1>\n셋 <image2>", Inset(1, 40, 40), Inset(2, 30, 10), scale=scale)
    cut = Sheet("낱말 " * 200, width=400, scale=scale, max_lines=2)
    made = typeset([figure, cut, other, replace(figure, text="")])
    assert [len(one.spots) for one in made] == [1, 0, 2, 1]
    assert [one.cut for one in made] == [False, True, False, False]
    assert made[0].spots[0].y == pytest.approx(typeset([replace(figure, scale=3.0)])[0].spots[0].y, abs=1)


def test_the_first_lines_of_a_card_keep_no_room(typeset):
    made = typeset([sheet("가 <image1> 나", Inset(1, 50, 500), max_lines=5)])[0]
    assert made.spots == ()
    assert made.height < 40
