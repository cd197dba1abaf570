import re

import pytest
from PySide6.QtGui import QColor, QImage, QPalette

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.ui import theme
from tests.fakes_ui import ROOT

THEMES = [theme.LIGHT, theme.DARK]


def test_contrast_is_that_of_the_standard():
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("colours", THEMES, ids=["light", "dark"])
def test_text_stands_out_from_every_ground_it_stands_on(colours):
    grounds = [colours.window, colours.surface, colours.raised, colours.hover]
    for ink in (colours.text, colours.secondary):
        for ground in grounds:
            assert theme.contrast(ink, ground) >= 4.5, (ink, ground)
    pairs = [colours.badge(verdict) for verdict in Resemblance] + [colours.problem, colours.news]
    for pair in pairs:
        assert theme.contrast(pair.ink, pair.ground) >= 4.5, pair
    for side in (colours.ours, colours.theirs):
        assert theme.contrast(colours.text, side.ground) >= 4.5, side
        assert theme.contrast(side.ink, side.ground) >= 4.5, side
    assert theme.contrast(colours.text, colours.selection) >= 4.5
    assert theme.contrast(colours.on_accent, colours.accent) >= 4.5
    assert theme.contrast(colours.paper_ink, colours.paper) >= 4.5


@pytest.mark.parametrize("colours", THEMES, ids=["light", "dark"])
def test_edges_that_mean_something_can_be_seen(colours):
    for ground in (colours.window, colours.surface, colours.raised):
        assert theme.contrast(colours.accent, ground) >= 3, ground
        assert theme.contrast(colours.control_edge, ground) >= 3, ground
    for ground in (colours.surface, colours.ours.ground, colours.theirs.ground):
        assert theme.contrast(colours.number, ground) >= 3, ground
    for ink in (theme.OUR_INK, theme.THEIR_INK):
        assert theme.contrast(ink, colours.paper) >= 4.5, ink


def test_choosing_dark_changes_the_palette_and_tells(qtbot, qapp):
    look = theme.Theme(theme.Choice.LIGHT)
    look.apply()
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.LIGHT.window)
    with qtbot.waitSignal(look.changed):
        look.choose(theme.Choice.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.window)
    assert look.colours.is_dark
    look.choose(theme.Choice.LIGHT)


def test_the_interface_font_is_shipped(qapp):
    from PySide6.QtGui import QFontInfo, QFontMetrics

    assert QFontInfo(qapp.font()).family() == "Pretendard"
    assert QFontMetrics(theme.font()).inFontUcs4(ord("뷁"))


def test_no_colour_is_written_anywhere_but_in_the_theme():
    import re
    from pathlib import Path

    folder = Path(theme.__file__).parent
    found = {
        path.name: re.findall(r"#[0-9A-Fa-f]{6}\b|QColor\(\d", path.read_text("utf-8"))
        for path in folder.glob("*.py")
        if path.name not in ("theme.py", "inline_pictures.py")  # the latter draws on the white of a figure
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


@pytest.mark.parametrize(("kind", "colours"), [("light", theme.LIGHT), ("dark", theme.DARK)])
@pytest.mark.parametrize(("mark", "role"), [("down", "secondary"), ("up", "secondary"), ("check", "on_accent")])
def test_marks_of_the_style_sheet_have_the_themes_colours(kind, colours, mark, role):
    drawn = (ROOT / "resources" / "icons" / f"{mark}-{kind}.svg").read_text("utf-8")
    assert f'stroke="{getattr(colours, role)}"' in drawn, "python packaging/make_icons.py draws them again"


@pytest.mark.parametrize("colours", THEMES, ids=["light", "dark"])
def test_every_picture_that_the_style_sheet_names_is_found(qapp, colours):
    """A style sheet keeps silent about one that is not: lists would stand without their arrow."""
    named = set(re.findall(r"url\(([^)]*)\)", theme.style_sheet(colours)))
    assert len(named) == 3
    assert [name for name in named if QImage(name).isNull()] == []
