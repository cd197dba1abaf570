"""Lays two figures over each other: finds how the second is turned or mirrored, and brings both to one canvas."""

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints import figure_cleaning as cleaning
from itembank_desktop.adapters.images import decode_rgb
from itembank_desktop.core.figures import FigureMatch, Ink, Turn

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]

LEAST, MOST = 320, 880
"""Longer side of the content on the canvas, in pixels."""
_RIM = 24
_SOFT = 3.0  # a line drawn anew runs within some pixels of the raster's 128
_WEIGHTS = np.array([0, 0.6, 1, 0, 0.5], np.float32)  # of figure_cleaning's marks
_CLEARLY = 0.04  # a symmetric figure is not called mirrored for a trifle,
_BARELY = 0.01  # unless what is left of the difference is less than half
_TOLD = 0.68
"""Less alike than this, no turn is told: of 60 pairs of strangers turned at will none was more alike and turned."""
_INK = 56
_SHIFT = 0.04
_SAME = 0.004

# How the second is brought back: mirrored or not, then quarter turns anticlockwise (numpy's way).
_WAYS = {
    Turn.NONE: (False, 0),
    Turn.QUARTER: (False, 1),
    Turn.HALF: (False, 2),
    Turn.THREE_QUARTERS: (False, 3),
    Turn.MIRRORED: (True, 0),
    Turn.FLIPPED: (True, 2),
    Turn.DIAGONAL: (True, 3),
    Turn.ANTIDIAGONAL: (True, 1),
}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A picture with the boxes of all its ink and of its main lines, and its line work on the common raster."""

    pixels: Pixels
    ink: Box
    main: Box
    lines: Floats


def align(one: bytes, other: bytes, ink: Ink) -> FigureMatch:
    """The match of two encoded pictures; raises UnreadableFigure."""
    first, second = _read(one), _read(other)
    turn, likeness = _turn(first.lines, second.lines)
    mine, yours = _together(first, _turned(second, turn), likeness >= _TOLD)
    drawn, apart = _difference(mine, yours, ink)
    same = one == other or (turn is Turn.NONE and likeness >= _TOLD and apart < _SAME)
    return FigureMatch(turn, likeness, same, _png(mine), _png(yours), _png(drawn))


def turned(pixels: Pixels, turn: Turn) -> Pixels:
    """A picture with a turn taken back."""
    mirrored, quarters = _WAYS[turn]
    return np.ascontiguousarray(np.rot90(pixels[:, ::-1] if mirrored else pixels, quarters))


def _read(data: bytes) -> _Figure:
    import cv2

    pixels = decode_rgb(data, "")
    found = cleaning.cleaned(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8))
    whole = (0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0]))
    lines = cv2.GaussianBlur(_WEIGHTS[found.lines], (0, 0), _SOFT)
    if found.boxes is None:
        return _Figure(pixels, whole, whole, np.asarray(lines, np.float32))
    (left, top), scale = found.origin, found.scale
    ink, main = (
        (left + x0 * scale, top + y0 * scale, left + x1 * scale, top + y1 * scale) for x0, y0, x1, y1 in found.boxes
    )
    return _Figure(pixels, ink, main, np.asarray(lines, np.float32))


def _turn(one: Floats, other: Floats) -> tuple[Turn, float]:
    """The turn that makes both most alike, and how alike; NONE where they are strangers in any."""
    alike = {turn: _cosine(one, turned(cast(Pixels, other), turn)) for turn in Turn}
    best = max(alike, key=lambda turn: alike[turn])
    gain, left = alike[best] - alike[Turn.NONE], 1 - alike[best]
    if alike[best] < _TOLD or not (gain >= _CLEARLY or (gain >= _BARELY and left < gain)):
        best = Turn.NONE
    return best, alike[best]


def _cosine(one: NDArray[np.generic], other: NDArray[np.generic]) -> float:
    ours, theirs = one.astype(np.float64).ravel(), other.astype(np.float64).ravel()
    length = float(np.linalg.norm(ours) * np.linalg.norm(theirs))
    return float(ours @ theirs) / length if length else 0.0


def _turned(figure: _Figure, turn: Turn) -> _Figure:
    height, width = figure.pixels.shape[:2]
    ink, main = (_turned_box(box, turn, width, height) for box in (figure.ink, figure.main))
    return _Figure(turned(figure.pixels, turn), ink, main, figure.lines)


def _turned_box(box: Box, turn: Turn, width: float, height: float) -> Box:
    mirrored, quarters = _WAYS[turn]
    x0, y0, x1, y1 = box
    if mirrored:
        x0, x1 = width - x1, width - x0
    for _ in range(quarters):
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
        width, height = height, width
    return x0, y0, x1, y1


def _together(one: _Figure, other: _Figure, alike: bool) -> tuple[Pixels, Pixels]:
    """Both on white canvases of one size, the boxes of their main lines centred upon each other."""
    longer = [max(figure.main[2] - figure.main[0], figure.main[3] - figure.main[1], 1.0) for figure in (one, other)]
    side = min(max(*longer, LEAST), MOST)
    scales = [side / length for length in longer]
    reaches = [_reach(figure, scale) for figure, scale in zip((one, other), scales, strict=True)]
    half = [int(max(reach[axis] for reach in reaches)) + _RIM for axis in (0, 1)]
    mine, yours = (_drawn(figure, scale, half) for figure, scale in zip((one, other), scales, strict=True))
    return mine, _shifted(mine, yours, side * _SHIFT) if alike else yours


def _reach(figure: _Figure, scale: float) -> tuple[float, float]:
    """How far the ink goes from the middle of the main lines, in pixels of the canvas; labels may stand far out."""
    x, y = (figure.main[0] + figure.main[2]) / 2, (figure.main[1] + figure.main[3]) / 2
    x0, y0, x1, y1 = figure.ink
    return max(x - x0, x1 - x, 1.0) * scale, max(y - y0, y1 - y, 1.0) * scale


def _drawn(figure: _Figure, scale: float, half: list[int]) -> Pixels:
    import cv2

    x, y = (figure.main[0] + figure.main[2]) / 2, (figure.main[1] + figure.main[3]) / 2
    pixels = figure.pixels
    if scale < 0.6:  # an affine map takes single pixels: thin lines would be lost
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
        x, y, scale = x * scale, y * scale, 1.0
    to = np.array([[scale, 0, half[0] - x * scale], [0, scale, half[1] - y * scale]], np.float64)
    white = (255, 255, 255)
    drawn = cv2.warpAffine(pixels, to, (2 * half[0], 2 * half[1]), flags=cv2.INTER_CUBIC, borderValue=white)
    return np.asarray(drawn, np.uint8)


def _shifted(one: Pixels, other: Pixels, most: float) -> Pixels:
    """The other moved by the little that its box was off."""
    import cv2

    inks = [cv2.GaussianBlur(_ink(pixels).astype(np.float32), (0, 0), 4.0) for pixels in (one, other)]
    (x, y), _ = cv2.phaseCorrelate(inks[1], inks[0])
    if not 0.5 <= max(abs(x), abs(y)) <= most:
        return other
    to = np.array([[1, 0, x], [0, 1, y]], np.float64)
    white = (255, 255, 255)
    moved = np.asarray(cv2.warpAffine(other, to, other.shape[1::-1], borderValue=white), np.uint8)
    return moved if _apart(_ink(one), _ink(moved)) < _apart(_ink(one), _ink(other)) else other


def _ink(pixels: Pixels) -> Pixels:
    """How much darker than its paper every place is."""
    import cv2

    gray = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    paper = np.full_like(gray, int(np.percentile(gray[::4, ::4], 75)))
    return np.asarray(cv2.absdiff(gray, paper), np.uint8)


def _alone(one: Pixels, other: Pixels) -> NDArray[np.bool_]:
    """Ink that has none of the other's within reach."""
    import cv2

    reach = max(3, round(max(one.shape) / 160)) | 1
    near = cv2.dilate((other > _INK).astype(np.uint8), np.ones((reach, reach), np.uint8))
    return np.asarray((one > _INK) & (near == 0), np.bool_)


def _apart(one: Pixels, other: Pixels) -> float:
    """The share of all ink that only one of both has."""
    total = int((one > _INK).sum() + (other > _INK).sum())
    return float(_alone(one, other).sum() + _alone(other, one).sum()) / max(total, 1)


def _difference(one: Pixels, other: Pixels, ink: Ink) -> tuple[Pixels, float]:
    """Common ink and what either has alone, each in its colour on white; and the share that one has alone."""
    ours, theirs = _ink(one), _ink(other)
    strength = np.maximum(ours, theirs).astype(np.float32)[..., None] / 255.0
    colours = np.empty((*ours.shape, 3), np.float32)
    colours[:] = _rgb(ink.both)
    colours[_alone(ours, theirs)] = _rgb(ink.one)
    colours[_alone(theirs, ours)] = _rgb(ink.other)
    drawn = 255.0 - (255.0 - colours) * np.clip(strength * 1.4, 0, 1)
    return drawn.astype(np.uint8), _apart(ours, theirs)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _png(pixels: Pixels) -> bytes:
    import cv2

    made, data = cv2.imencode(".png", pixels[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 1])
    assert made
    return bytes(data.tobytes())
