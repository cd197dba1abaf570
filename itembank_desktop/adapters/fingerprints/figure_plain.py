"""The picture as it is, labels, fills and greys included: its lowest cosine waves, cropped in two ways.

Line work alone cannot tell two figures apart that differ in a label or a shaded part. The waves of a mirrored or
quarter-turned picture are the same numbers, transposed and with other signs.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints.figure_cleaning import Box, Gray

Waves = NDArray[np.float32]

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
    if boxes is None:
        return bytes(LENGTH)
    ink = _ink(page)
    return b"".join(_rounded(_waves(_crop(ink, box, rim))) for box, rim in zip(boxes, _RIMS, strict=True))


def _ink(page: Gray) -> Gray:
    """How much darker than its paper every place is; shaded areas stay, slow changes of light go."""
    import cv2

    scale = _GROUND / max(page.shape)
    size = (max(4, round(page.shape[1] * scale)), max(4, round(page.shape[0] * scale)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8), borderType=cv2.BORDER_REPLICATE)
    light = cv2.resize(cv2.blur(closed, (13, 13), borderType=cv2.BORDER_REPLICATE), page.shape[::-1])
    return cast(Gray, cv2.bitwise_not(cv2.divide(page, light, scale=255.0)))


def _crop(ink: Gray, box: Box, rim: float) -> Waves:
    """The square around the box and its rim, _CROP large, the darkest parts stretched to 1."""
    import cv2

    x0, y0, x1, y1 = box
    side = max(8, round(max(x1 - x0, y1 - y0) * (1 + 2 * rim)))
    left, top = round((x0 + x1 - side) / 2), round((y0 + y1 - side) / 2)
    height, width = ink.shape
    inside = ink[max(0, top) : top + side, max(0, left) : left + side]
    beyond = (max(0, -top), max(0, top + side - height), max(0, -left), max(0, left + side - width))
    square = cv2.copyMakeBorder(inside, *beyond, cv2.BORDER_CONSTANT, value=0)
    small = cv2.resize(square, (_CROP, _CROP), interpolation=cv2.INTER_AREA).astype(np.float32)
    dark = float(np.partition(small.ravel(), -_CROP * _CROP // 50)[-_CROP * _CROP // 50])
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


def likeness(asked: bytes, others: bytes) -> Waves:
    """The cosine of one picture with each of the others, in the best of the eight orientations and of both crops."""
    mine, theirs = _units(asked)[0], _units(others)
    cosines = [theirs[:, crop] @ _eight_ways(mine[crop]).T for crop in range(CROPS)]
    return np.asarray(np.clip(np.concatenate(cosines, axis=1).max(axis=1), -1, 1), np.float32)


def _units(raw: bytes) -> Waves:
    numbers = np.frombuffer(raw, np.int8).reshape(-1, CROPS, SIDE * SIDE).astype(np.float32)
    length = np.sqrt(np.einsum("nci,nci->nc", numbers, numbers))
    return cast(Waves, numbers / np.maximum(length, np.float32(1e-6))[..., None])


def _eight_ways(low: Waves) -> Waves:
    """The waves of all mirror images and quarter turns: (8, SIDE * SIDE)."""
    square = low.reshape(SIDE, SIDE)
    signs = np.where(np.arange(SIDE) % 2, np.float32(-1), np.float32(1))
    ways = [square, square * signs, square * signs[:, None], square * np.outer(signs, signs)]
    return np.stack([way.ravel() for way in (*ways, *(way.T for way in ways))])
