"""What is measured of line work: histograms of line directions place by place, and a perceptual hash.

Lines are handled as points with a direction, so a turned figure is measured exactly as if it had been drawn turned;
mirrors and quarter turns are permutations of the histogram.
"""

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


def shape(found: Traces, degrees: float = 0.0) -> Vectors:
    """Unit vector of LENGTH: how much line runs in which direction in which cell, after turning by that angle."""
    if not found.x.size:
        return np.zeros(LENGTH, np.float32)
    across, down = (place * CELLS - np.float32(0.5) for place in _placed(found, degrees))
    turn = np.float32(np.deg2rad(degrees))
    direction = ((found.across + turn) / np.float32(np.pi)) % 1 * DIRECTIONS
    weight = np.array([0, _FAINT_WEIGHT, 1, 0, _LABEL_WEIGHT], np.float32)[found.marks]
    return _finished(_shared_out(across, down, direction, weight))


def _placed(found: Traces, degrees: float) -> tuple[Vectors, Vectors]:
    """Coordinates after turning, 0 to 1 over the square around the lines and their rim."""
    turn = np.float32(np.deg2rad(degrees))
    x = np.cos(turn) * found.x - np.sin(turn) * found.y
    y = np.sin(turn) * found.x + np.cos(turn) * found.y
    lines = found.marks != LABEL
    if not lines.any():
        lines = ~lines
    left, right, top, bottom = x[lines].min(), x[lines].max(), y[lines].min(), y[lines].max()
    extent = np.float32(max(right - left, bottom - top, INNER / 8) * (1 + 2 * _RIM))
    return (x - (left + right) / 2) / extent + np.float32(0.5), (y - (top + bottom) / 2) / extent + np.float32(0.5)


def _shared_out(across: Vectors, down: Vectors, direction: Vectors, weight: Vectors) -> Vectors:
    """Every point shared among the eight bins around it: shape (DIRECTIONS, CELLS, CELLS)."""
    wide = CELLS + 2
    inside = (across > -1) & (across < CELLS) & (down > -1) & (down < CELLS)
    across, down, direction, weight = across[inside], down[inside], direction[inside], weight[inside]
    column, row, bin_ = (np.floor(values).astype(np.intp) for values in (across, down, direction))
    right, below, on = across - column, down - row, direction - bin_
    places, shares = [], []
    for step in range(8):
        to_right, to_below, to_on = step & 1, step >> 1 & 1, step >> 2
        share = weight * (right if to_right else 1 - right) * (below if to_below else 1 - below)
        shares.append(share * (on if to_on else 1 - on))
        cell = (row + to_below + 1) * wide + column + to_right + 1
        places.append((bin_ + to_on) % DIRECTIONS * (wide * wide) + cell)
    sums = np.bincount(np.concatenate(places), np.concatenate(shares), DIRECTIONS * wide * wide)
    return sums.astype(np.float32).reshape(DIRECTIONS, wide, wide)[:, 1:-1, 1:-1]


def _finished(histogram: Vectors) -> Vectors:
    """Blurred over neighbouring cells, square-rooted so that no single line decides, of unit length."""
    import cv2

    layers = np.ascontiguousarray(histogram.transpose(1, 2, 0))
    soft = cv2.GaussianBlur(layers, (5, 5), _BLUR, borderType=cv2.BORDER_CONSTANT).transpose(2, 0, 1)
    return unit(np.sqrt(soft, dtype=np.float32).ravel())


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


def hashes(raster: Mask, ways: int = 8) -> Mask:
    """256-bit perceptual hashes of the lines in that many of the eight orientations: (ways, HASH_BYTES)."""
    import cv2

    lines = (raster == STRONG).astype(np.float32)
    small = cv2.resize(cv2.GaussianBlur(lines, (0, 0), 3.0), (32, 32), interpolation=cv2.INTER_AREA)
    bits = []
    for way in range(ways):
        seen = np.rot90(small[:, ::-1] if way >= 4 else small, way % 4)
        low = cv2.dct(np.ascontiguousarray(seen))[:16, :16]
        bits.append(np.packbits(low.ravel() > np.median(low)))
    return np.stack(bits)


def elongation(found: Traces) -> float:
    """Logarithm of the longer over the shorter side of the lines' box; at most 3."""
    lines = found.marks != LABEL
    if not lines.any():
        return 0.0
    width, height = (float(np.ptp(values[lines])) + 2.0 for values in (found.x, found.y))
    return min(3.0, abs(float(np.log(width / height))))
