"""The picture as it is, labels, fills and greys included: its lowest cosine waves, cropped in two ways.

Line work alone cannot tell two figures apart that differ in a label or a shaded part. The waves of a mirrored or
quarter-turned picture are the same numbers, transposed and with other signs.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints.figure_cleaning import Box, Gray

Waves = NDArray[np.float32]
Sums = NDArray[np.int32]
"""Of all pixels above and to the left of every corner: a row and a column more than the picture."""

SIDE = 16
CROPS = 2
LENGTH = CROPS * SIDE * SIDE
"""Numbers, and bytes, of one picture: the waves of everything in it, then those of the main lines' surroundings."""
_RIMS = (0.02, 0.08)  # share of the extent around everything, and around the main lines: labels stand there
_CROP = 64
_GROUND = 96  # longer side of the picture while its light is being found
_PAPER = 10  # darker than the paper by less than this is paper


def waves(page: Gray, boxes: tuple[Box, Box] | None) -> bytes:
    """The waves of both crops in LENGTH bytes (int8); zeros where there is nothing."""
    import cv2

    if boxes is None:
        return bytes(LENGTH)
    sums = cast(Sums, cv2.integral(_ink(page)))
    return b"".join(_rounded(_waves(_crop(sums, box, rim))) for box, rim in zip(boxes, _RIMS, strict=True))


def _ink(page: Gray) -> Gray:
    """How much darker than its paper every place is; shaded areas stay, slow changes of light go."""
    import cv2

    height, width = page.shape
    scale = _GROUND / max(page.shape)
    size = (max(4, round(width * scale)), max(4, round(height * scale)))
    small = _means(cast(Sums, cv2.integral(page)), (0, 0, width, height), size).astype(np.uint8)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8), borderType=cv2.BORDER_REPLICATE)
    light = cv2.resize(cv2.blur(closed, (13, 13), borderType=cv2.BORDER_REPLICATE), (width, height))
    return cast(Gray, cv2.bitwise_not(cv2.divide(page, light, scale=255.0)))


def _means(sums: Sums, box: Box, size: tuple[int, int]) -> Waves:
    """Whole-number means over a grid of (columns, rows) laid on the box, nothing beyond the edges; (rows, columns).

    What cv2.resize does with INTER_AREA, in a fifth of its time where many means are taken of one picture: between
    the corners of its pixels the running sum of a picture is bilinear.
    """
    x0, y0, x1, y1 = box
    rows, to_below = _corners(y0, y1, size[1], sums.shape[0] - 1)
    columns, to_right = _corners(x0, x1, size[0], sums.shape[1] - 1)
    around = sums.take(rows, axis=0).take(columns, axis=1).astype(np.float64)
    above, below = around[: len(to_below)], around[len(to_below) :]
    lines = above + (below - above) * to_below[:, None]
    left, right = lines[:, : len(to_right)], lines[:, len(to_right) :]
    corners = left + (right - left) * to_right
    over = np.diff(corners, axis=0)
    area = (x1 - x0) * (y1 - y0) / (size[0] * size[1])
    means: Waves = np.rint(np.diff(over, axis=1) / area).astype(np.float32)
    return means


def _corners(start: int, stop: int, steps: int, limit: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The whole numbers at or before every corner of the grid, then those after, and how far it lies between."""
    wanted = np.clip(np.linspace(start, stop, steps + 1), 0, limit)
    before = wanted.astype(np.intp)
    return np.concatenate([before, np.minimum(before + 1, limit)]), wanted - before


def _crop(sums: Sums, box: Box, rim: float) -> Waves:
    """The square around the box and its rim, _CROP large, the darkest parts stretched to 1."""
    x0, y0, x1, y1 = box
    side = max(8, round(max(x1 - x0, y1 - y0) * (1 + 2 * rim)))
    left, top = round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2)
    small = _means(sums, (left, top, left + side, top + side), (_CROP, _CROP))
    # Bytes are sorted by counting them; numpy's partition takes ten times as long over so many equal numbers.
    dark = float(np.sort(small.astype(np.uint8), axis=None, kind="stable")[-_CROP * _CROP // 50])
    return np.asarray(np.clip((small - _PAPER) / max(dark - _PAPER, 25.0), 0.0, 1.2), np.float32)


def _waves(crop: Waves) -> Waves:
    """The lowest waves without the mean, rooted so that the lowest few do not decide alone."""
    import cv2

    low = np.asarray(cv2.dct(cv2.GaussianBlur(crop, (0, 0), 1.0)), np.float32)[:SIDE, :SIDE].copy()
    low[0, 0] = 0.0
    rooted: Waves = np.sign(low) * np.sqrt(np.abs(low))
    return rooted


def _rounded(low: Waves) -> bytes:
    top = float(np.abs(low).max())
    numbers: NDArray[np.int8] = np.rint(low * (127.0 / top if top > 1e-3 else 0.0)).astype(np.int8)
    return numbers.tobytes()


def likeness(asked: NDArray[np.int8], others: NDArray[np.int8]) -> Waves:
    """The cosine of one picture (LENGTH) with each of the others, in the best orientation and of both crops."""
    mine = asked.astype(np.float32).reshape(CROPS, SIDE * SIDE)
    theirs = others.astype(np.float32).reshape(-1, CROPS, SIDE * SIDE)
    cosines = []
    for crop in range(CROPS):
        waves = theirs[:, crop]
        length = np.maximum(np.sqrt(np.einsum("ni,ni->n", waves, waves)), np.float32(1e-6))
        ways = _eight_ways(mine[crop] / max(float(np.linalg.norm(mine[crop])), 1e-6))
        cosines.append((waves @ ways.T).max(axis=1) / length)
    return np.asarray(np.clip(np.maximum(*cosines), -1, 1), np.float32)


def _eight_ways(low: Waves) -> Waves:
    """The waves of all mirror images and quarter turns: (8, SIDE * SIDE)."""
    square = low.reshape(SIDE, SIDE)
    signs = np.where(np.arange(SIDE) % 2, np.float32(-1), np.float32(1))
    ways = [square, square * signs, square * signs[:, None], square * np.outer(signs, signs)]
    return np.stack([way.ravel() for way in (*ways, *(way.T for way in ways))])
