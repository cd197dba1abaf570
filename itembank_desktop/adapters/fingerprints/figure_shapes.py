"""What is measured of line work: histograms of line directions place by place, and a perceptual hash.

Lines are handled as points with a direction, so a turned figure is measured exactly as if it had been drawn turned;
mirrors and quarter turns are permutations of the histogram.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints.figure_cleaning import FAINT, INNER, LABEL, STRONG, Mask

Vectors = NDArray[np.float32]

CELLS = 12
DIRECTIONS = 8
LENGTH = CELLS * CELLS * DIRECTIONS
HASH_BYTES = 32
_RIM = 0.08  # share of the figure's extent that the histogram sees beyond it: labels stand there
_LABEL_WEIGHT = 0.25
_FAINT_WEIGHT = 0.5
_BLUR = 0.8  # cells


@dataclass(frozen=True, slots=True)
class Traces:
    """The inked places of a raster: coordinates, the direction across the line (radians), and their marks."""

    x: Vectors
    y: Vectors
    across: Vectors
    marks: Mask


def traces(raster: Mask) -> Traces:
    """Every inked place with the direction of its line, from the structure tensor of the blurred raster."""
    import cv2

    soft = cv2.GaussianBlur((raster > 0).astype(np.float32), (0, 0), 1.2)
    along_x = cv2.Sobel(soft, cv2.CV_32F, 1, 0)
    along_y = cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    cosine = cv2.GaussianBlur(along_x * along_x - along_y * along_y, (0, 0), 1.5)
    sine = cv2.GaussianBlur(2 * along_x * along_y, (0, 0), 1.5)
    rows, columns = np.nonzero(raster)
    across = (0.5 * np.arctan2(sine[rows, columns], cosine[rows, columns])).astype(np.float32)
    return Traces(columns.astype(np.float32), rows.astype(np.float32), across, raster[rows, columns])


def without_faint(found: Traces) -> Traces | None:
    """The same without its faint lines (a grid); None when it has none, or nothing else."""
    faint = found.marks == FAINT
    if not faint.any() or not (found.marks == STRONG).any():
        return None
    keep = ~faint
    return Traces(found.x[keep], found.y[keep], found.across[keep], found.marks[keep])


def shapes(found: Traces, degrees: Sequence[float] = (0.0,)) -> Vectors:
    """Unit vectors (turns, LENGTH): how much line runs in which direction in which cell, turned by each angle."""
    if not found.x.size:
        return np.zeros((len(degrees), LENGTH), np.float32)
    turns = np.deg2rad(np.array(degrees, np.float32))[:, None]
    across, down = (place * CELLS - np.float32(0.5) for place in _placed(found, turns))
    direction = ((found.across + turns) / np.float32(np.pi)) % 1 * DIRECTIONS
    weight = np.array([0, _FAINT_WEIGHT, 1, 0, _LABEL_WEIGHT], np.float32)[found.marks]
    return _finished(_shared_out(across, down, direction, weight))


def _placed(found: Traces, turns: Vectors) -> tuple[Vectors, Vectors]:
    """Coordinates after each turn (radians), 0 to 1 over the square around the lines and their rim: (turns, points)."""
    x = np.cos(turns) * found.x - np.sin(turns) * found.y
    y = np.sin(turns) * found.x + np.cos(turns) * found.y
    lines = found.marks != LABEL
    if not lines.any():
        lines = ~lines
    seen_x, seen_y = x.compress(lines, axis=1), y.compress(lines, axis=1)
    left, right = seen_x.min(axis=1, keepdims=True), seen_x.max(axis=1, keepdims=True)
    top, bottom = seen_y.min(axis=1, keepdims=True), seen_y.max(axis=1, keepdims=True)
    least = np.float32(INNER / 8)
    extent = np.maximum(np.maximum(right - left, bottom - top), least) * np.float32(1 + 2 * _RIM)
    return (x - (left + right) / 2) / extent + np.float32(0.5), (y - (top + bottom) / 2) / extent + np.float32(0.5)


def _shared_out(across: Vectors, down: Vectors, direction: Vectors, weight: Vectors) -> Vectors:
    """Every point shared among the eight bins around it: shape (turns, DIRECTIONS, CELLS, CELLS)."""
    wide = CELLS + 2
    bins = DIRECTIONS * wide * wide
    inside = (across > -1) & (across < CELLS) & (down > -1) & (down < CELLS)
    turn, point = np.nonzero(inside)
    across, down, direction, weight = across[inside], down[inside], direction[inside], weight[point]
    column, row, bin_ = (np.floor(values) for values in (across, down, direction))
    right, below, on = across - column, down - row, direction - bin_
    first = turn * bins + ((row + 1) * wide + column + 1).astype(np.intp)
    cells = [first, first + 1, first + wide, first + wide + 1]
    shares = [weight * aside * over for over in (1 - below, below) for aside in (1 - right, right)]
    layer = bin_.astype(np.intp) % DIRECTIONS
    layers = [layer * (wide * wide), (layer + 1) % DIRECTIONS * (wide * wide)]
    places = np.concatenate([part + cell for part in layers for cell in cells])
    weights = np.concatenate([share * part for part in (1 - on, on) for share in shares])
    sums = np.bincount(places, weights, len(inside) * bins)
    return sums.astype(np.float32).reshape(-1, DIRECTIONS, wide, wide)[..., 1:-1, 1:-1]


def _finished(histograms: Vectors) -> Vectors:
    """Blurred over neighbouring cells, square-rooted so that no single line decides, of unit length."""
    import cv2

    layers = np.ascontiguousarray(histograms.reshape(-1, CELLS, CELLS).transpose(1, 2, 0))
    soft = cv2.GaussianBlur(layers, (5, 5), _BLUR, borderType=cv2.BORDER_CONSTANT)
    return unit(np.sqrt(soft.transpose(2, 0, 1), dtype=np.float32).reshape(-1, LENGTH))


def unit(vectors: Vectors) -> Vectors:
    """Vectors of length 1; zero stays zero."""
    length = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))
    return np.asarray(vectors / np.maximum(length, np.float32(1e-9))[..., None], np.float32)


def _eight_ways() -> NDArray[np.intp]:
    """For each mirror image and quarter turn, from which place of a shape every place is taken: (8, LENGTH)."""
    plain = np.arange(LENGTH).reshape(DIRECTIONS, CELLS, CELLS)
    mirrored = plain[(-np.arange(DIRECTIONS)) % DIRECTIONS][:, :, ::-1]
    ways = []
    for start in (plain, mirrored):
        way = start
        for _ in range(4):
            ways.append(way.ravel())
            way = np.roll(np.rot90(way, 1, axes=(1, 2)), DIRECTIONS // 2, axis=0)
    return np.stack(ways)


EIGHT_WAYS = _eight_ways()
WAYS = len(EIGHT_WAYS)


def hashes(raster: Mask) -> Mask:
    """256-bit perceptual hashes of the lines in the eight orientations, upright first: (8, HASH_BYTES)."""
    import cv2

    lines = (raster == STRONG).astype(np.float32)
    small = cv2.resize(cv2.GaussianBlur(lines, (0, 0), 3.0), (32, 32), interpolation=cv2.INTER_AREA)
    seen = [np.rot90(side, turns) for side in (small, small[:, ::-1]) for turns in range(4)]
    low = np.stack([cv2.dct(np.ascontiguousarray(one))[:16, :16].ravel() for one in seen])
    return np.packbits(low > np.median(low, axis=1, keepdims=True), axis=1)


def apart(asked: Mask, others: Mask) -> NDArray[np.int32]:
    """By how many bits each of the other hashes differs from the nearest of those asked."""
    theirs, mine = np.ascontiguousarray(others).view(np.uint64), asked.view(np.uint64)
    differing = np.zeros((len(mine), len(theirs)), np.int32)
    for word in range(theirs.shape[1]):
        differing += np.bitwise_count(mine[:, word, None] ^ theirs[:, word])
    nearest: NDArray[np.int32] = differing.min(axis=0)
    return nearest


def elongation(found: Traces) -> float:
    """Logarithm of the longer over the shorter side of the lines' box; at most 3."""
    lines = found.marks != LABEL
    if not lines.any():
        return 0.0
    width, height = (float(np.ptp(values[lines])) + 2.0 for values in (found.x, found.y))
    return min(3.0, abs(float(np.log(width / height))))
