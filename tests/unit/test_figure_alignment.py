"""Figures laid over each other: turned, mirrored, rescaled, redrawn, unlike, unreadable."""

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps  # noqa: TID253

from itembank_desktop.adapters.figure_alignment import align
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.figures import FigureMatch, Ink, Turn
from itembank_desktop.core.item import Figure, Picture
from itembank_desktop.services.compare_figures import CompareFigures
from tests.builders import png_bytes
from tests.changes.figures import change

ONLY_ONE, ONLY_OTHER = (255, 0, 0), (0, 0, 255)
INK = Ink("#808080", "#FF0000", "#0000FF")
WAY = Image.Transpose
TURNS = {
    Turn.NONE: lambda image: image,
    Turn.QUARTER: lambda image: image.transpose(WAY.ROTATE_270),
    Turn.HALF: lambda image: image.transpose(WAY.ROTATE_180),
    Turn.THREE_QUARTERS: lambda image: image.transpose(WAY.ROTATE_90),
    Turn.MIRRORED: ImageOps.mirror,
    Turn.FLIPPED: ImageOps.flip,
    Turn.DIAGONAL: lambda image: ImageOps.mirror(image).transpose(WAY.ROTATE_270),
    Turn.ANTIDIAGONAL: lambda image: ImageOps.mirror(image).transpose(WAY.ROTATE_90),
}


def drawing(extra: bool = False) -> Image.Image:
    """A figure like no mirror image of itself."""
    image = Image.new("RGB", (420, 300), "white")
    pen = ImageDraw.Draw(image)
    pen.line([(40, 260), (380, 260), (110, 40), (40, 260)], fill="black", width=3)
    pen.ellipse([60, 180, 120, 240], outline="black", width=3)
    if extra:
        pen.line([(110, 40), (200, 260)], fill="black", width=3)
    return image


def encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def colours(png: bytes) -> Counter:
    return Counter(map(tuple, np.asarray(opened(png)).reshape(-1, 3).tolist()))


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("turn", list(Turn))
def test_a_turned_figure_is_recognised_and_turned_back(turn):
    other = ImageOps.contain(TURNS[turn](drawing()), (300, 300))
    match = align(encoded(drawing()), encoded(other), INK)
    assert match.turn is turn
    assert match.likeness > 0.9
    assert opened(match.one).size == opened(match.other).size
    apart = sum(count for colour, count in colours(match.difference).items() if colour in (ONLY_ONE, ONLY_OTHER))
    assert apart < 60, "turned back, the lines lie upon each other"


@pytest.mark.parametrize("turn", [Turn.NONE, Turn.MIRRORED, Turn.QUARTER])
def test_redrawing_does_not_hide_a_turn(turn):
    redrawn = change(TURNS[turn](drawing()), 3, ("restroke", "margins", "wobble")).convert("RGB")
    assert align(encoded(drawing()), encoded(redrawn), INK).turn is turn


def test_a_line_more_shows_in_its_colour():
    match = align(encoded(drawing()), encoded(drawing(extra=True)), INK)
    found = colours(match.difference)
    assert ONLY_OTHER in found
    assert ONLY_ONE not in found
    assert not match.same


def test_the_same_figure_in_another_size_is_the_same():
    smaller = drawing().resize((336, 240), Image.Resampling.LANCZOS)
    assert align(encoded(drawing()), encoded(smaller), INK).same


def test_strangers_are_told_no_turn():
    circle = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(circle).ellipse([20, 20, 280, 280], outline="black", width=4)
    match = align(encoded(drawing()), encoded(circle), INK)
    assert match.turn is Turn.NONE
    assert not match.same


def test_an_empty_page_can_be_compared():
    match = align(encoded(drawing()), encoded(Image.new("RGB", (200, 100), "white")), INK)
    assert match.likeness == 0.0


def test_a_damaged_picture_is_told():
    with pytest.raises(UnreadableFigure):
        align(encoded(drawing()), b"no picture", INK)


class Aligned:
    """An aligner that remembers what it was asked; pictures are as alike as their first bytes say."""

    def __init__(self):
        self.asked = []

    def __call__(self, one, other, ink):
        self.asked.append((one, other))
        if other == b"broken":
            raise UnreadableFigure("x", "the file is damaged")
        return FigureMatch(Turn.NONE, 1.0 if one[:1] == other[:1] else 0.1, False, one, other, b"")


def compared(ours, theirs, aligned=None):
    stored = {str(at): data for at, data in enumerate(theirs)}
    compare = CompareFigures(aligned or Aligned(), INK)
    return compare([Picture(one) for one in ours], [Figure(name) for name in stored], stored.__getitem__)


def test_every_figure_stands_beside_the_one_that_is_most_like_it():
    pairs = compared([b"a1", b"b1"], [b"b2", b"a2", b"c2"])
    assert [(pair.one, pair.other) for pair in pairs] == [(b"a1", b"a2"), (b"b1", b"b2"), (None, b"c2")]


def test_a_figure_that_cannot_be_read_says_why_and_the_rest_stands():
    pairs = compared([b"a1", b"b1"], [b"a2", b"broken"])
    assert pairs[0].match is not None
    assert "damaged" in pairs[1].problem


def test_figures_are_compared_once_while_the_author_types():
    aligned = Aligned()
    compare = CompareFigures(aligned, INK)
    for _ in range(3):
        compare([Picture(png_bytes(1))], [Figure("x")], lambda _: png_bytes(2))
    assert len(aligned.asked) == 1
