"""From any picture of a figure to its line work: thin lines on a small raster, labels apart.

Paper, light, noise, colour, stroke width, margins and a frame around the whole are taken away; what stays is where
the lines run. All lengths here are pixels of the working image unless they say "share".
"""

from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Mask = NDArray[np.uint8]
Box = tuple[int, int, int, int]
"""x0, y0, x1, y1; the last two are just beyond."""

SIDE = 128
"""Side of the raster; the line work's longer side spans INNER of it, labels may stand in the rim."""
INNER = 104
FAINT, STRONG, LABEL = 1, 2, 4
"""What a place of the raster holds: the grid of a graph, a line proper, or an island beside the lines."""
_LOOK = 512  # longer side of the picture while its ink is being found
_WORK = 224  # longer side of the content while its lines are being thinned
_FAINT = 0.2  # what is fainter than this share of the strongest lines is left out
_LABEL_SHARE = 0.13  # letters are islands smaller than this share of the content
_MAIN_SHARE = 0.25  # a figure whose larger parts hold less ink than this is made of small parts: all of them count
_FRAME_FILL = 0.3  # a rectangle is a frame when what stands inside reaches this share of it


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The line work (SIDE x SIDE), the page it was found on, and there the boxes of all ink and of the main lines.

    `origin` is the page's left top corner in the picture, `scale` how many pixels of the picture one of the page is.
    """

    lines: Mask
    page: Gray
    boxes: tuple[Box, Box] | None
    origin: tuple[int, int] = (0, 0)
    scale: float = 1.0


def line_work(gray: Gray) -> Mask:
    """The line work of a picture (0 black to 255 white) on a raster of SIDE x SIDE; all zero for an empty page."""
    return cleaned(gray).lines


def cleaned(gray: Gray) -> Cleaned:
    """The line work and where it was found; no boxes for an empty page."""
    page, strength, islands = _look(gray)
    if not islands.kept.any():
        return Cleaned(np.zeros((SIDE, SIDE), np.uint8), page, None)
    x0, y0, x1, y1 = islands.box(islands.main())
    scale, origin = gray.shape[1] / page.shape[1], (0, 0)
    if scale > 1.2 and max(x1 - x0, y1 - y0) < 0.6 * max(page.shape):  # small on a large page: look closer
        rim = 0.15 * max(x1 - x0, y1 - y0) + 8
        rows = slice(max(0, int((y0 - rim) * scale)), int((y1 + rim) * scale))
        columns = slice(max(0, int((x0 - rim) * scale)), int((x1 + rim) * scale))
        nearer, closer, parts = _look(gray[rows, columns])
        if parts.kept.any():
            page, strength, islands = nearer, closer, parts
            origin = (columns.start, rows.start)
            scale = len(range(gray.shape[1])[columns]) / page.shape[1]
    boxes = (islands.box(islands.kept), islands.box(islands.main()))
    return Cleaned(_drawn(strength, islands), page, boxes, origin, scale)


def _drawn(strength: Gray, islands: "_Islands") -> Mask:
    """Thin the ink that was found and bring it to the common raster."""
    import cv2

    x0, y0, x1, y1 = islands.box(islands.kept)
    ink = islands.where(islands.kept)[y0:y1, x0:x1]
    scale = _WORK / max(ink.shape)
    size = (max(3, round(ink.shape[1] * scale)), max(3, round(ink.shape[0] * scale)))
    sized = cv2.copyMakeBorder(cv2.resize(ink, size, interpolation=_way(scale)), 2, 2, 2, 2, 0)
    parts = _Islands.of((sized > (70 if scale < 1 else 127)).astype(np.uint8))
    thin = np.flatnonzero(_thinned(parts.where(parts.kept)))
    labels = parts.labels.ravel()[thin]
    parts.thin = np.bincount(labels, minlength=len(parts.kept))
    main = parts.main()
    if not main.any():
        return np.zeros((SIDE, SIDE), np.uint8)
    wide = cv2.resize(cv2.dilate(strength[y0:y1, x0:x1], np.ones((3, 3), np.uint8)), size)
    weights = np.asarray(cv2.copyMakeBorder(wide, 2, 2, 2, 2, cv2.BORDER_REPLICATE), np.uint8).ravel()[thin]
    is_main = main[labels]
    lines = np.where(weights < _split(weights[is_main]), np.uint8(FAINT), np.uint8(STRONG))
    rows, columns = np.divmod(thin, parts.labels.shape[1])
    return _raster(rows, columns, np.where(is_main, lines, np.uint8(LABEL)), parts.box(main))


def _split(weights: Gray) -> float:
    """The strength that parts faint from strong lines (Otsu 1979); 0 where all lines are much alike."""
    shares = np.bincount(weights, minlength=256) / weights.size
    values = np.arange(256.0)
    below, moment = np.cumsum(shares), np.cumsum(shares * values)
    mean = moment[-1]
    room = below * (1 - below)
    between = np.divide((mean * below - moment) ** 2, room, out=np.zeros(256), where=room > 1e-9)
    cut = int(between.argmax())
    if below[cut] <= 0.02 or below[cut] >= 0.98:
        return 0.0
    faint, strong = moment[cut] / below[cut], (mean - moment[cut]) / (1 - below[cut])
    spread = float((shares * (values - mean) ** 2).sum())
    return cut + 1.0 if faint < 0.62 * strong and between[cut] > 0.6 * spread else 0.0


def _way(scale: float) -> int:
    import cv2

    return int(cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _look(gray: Gray) -> tuple[Gray, Gray, "_Islands"]:
    """The picture at most _LOOK large, the strength of its ink, and the islands of ink without frames."""
    import cv2

    scale = _LOOK / max(gray.shape)
    page = gray
    if scale < 1:
        size = (max(8, round(gray.shape[1] * scale)), max(8, round(gray.shape[0] * scale)))
        page = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)
    if _median(_counts(page[::3, ::3])) < 96:  # white chalk on a black board
        page = 255 - page
    found, floor = _found(page)
    islands = _Islands.of((found > floor).astype(np.uint8))
    islands.drop_frames()
    shares = _counts(found, islands.where(islands.main())) * np.arange(256.0) ** 3
    if not shares.any():
        return page, found, islands
    # A mean that the strongest lines decide, however many faint grid lines there are.
    strong = float((shares * np.arange(256)).sum() / shares.sum())
    found = np.asarray(cv2.bitwise_and(found, islands.where(islands.kept)), np.uint8)
    low = max(_FAINT * strong, floor)
    islands = _Islands.of((found > low).astype(np.uint8))
    islands.keep_those_with(found > max(1.6 * low, floor))
    strength = np.asarray(cv2.convertScaleAbs(found, alpha=255.0 / strong), np.uint8)
    return page, strength, islands


def _found(page: Gray) -> tuple[Gray, float]:
    """How far the ink stands out at every place, and the level below which it may be paper and noise.

    Strokes stand out against the closing of the page, whatever light falls on it; what the closing keeps are darker
    areas, which show by their edges. Paper and noise tell their level by the median and the spread of the whole.
    """
    import cv2

    smooth = cv2.GaussianBlur(page, (0, 0), 1.0)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (19, 19))
    ground = cv2.morphologyEx(smooth, cv2.MORPH_CLOSE, kernel, borderType=cv2.BORDER_REPLICATE)
    areas = cv2.morphologyEx(cv2.blur(ground, (3, 3)), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    found = np.asarray(cv2.max(cv2.subtract(ground, smooth), areas), np.uint8)
    counts = _counts(found[::3, ::3])
    paper = round(_median(counts))
    spread = _median(np.bincount(np.abs(np.arange(256) - paper), counts).astype(np.float64)) * 1.5
    return np.asarray(cv2.subtract(found, np.full_like(found, paper)), np.uint8), max(4.0 * spread, 4.0)


def _counts(page: Gray, where: Mask | None = None) -> NDArray[np.float64]:
    """How often each of the 256 greys occurs, everywhere or where a mask is not 0."""
    import cv2

    found = cv2.calcHist([np.ascontiguousarray(page)], [0], where, [256], [0, 256])
    return np.asarray(found, np.float64).ravel()


def _median(counts: NDArray[np.float64]) -> float:
    """The median of whole numbers from how often each occurs; of an even number of them the middle two's mean."""
    reached = np.cumsum(counts)
    below, above = np.searchsorted(reached, [(reached[-1] - 1) // 2, reached[-1] // 2], side="right")
    return float(below + above) / 2


_Labels: TypeAlias = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.int32]
"""The part of every place, in as few bits as they need: a step over a page in 8 bits costs a fifth of one in 16."""


@dataclass(slots=True)
class _Islands:
    """The connected parts of a mask; `kept[i]` says whether part i still counts (part 0 is the paper)."""

    labels: _Labels
    boxes: NDArray[np.int32]
    kept: NDArray[np.bool_]
    thin: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, ink: Mask) -> "_Islands":
        import cv2

        # The fastest of OpenCV's labellings here: 0.8 ms, with 32 bits 1.3, the default 2.1 (384 x 512).
        most = (ink.shape[0] + 1) // 2 * ((ink.shape[1] + 1) // 2)  # as many parts as can lie apart
        kind = cv2.CV_16U if most < 2**16 else cv2.CV_32S
        count, labels, boxes, _ = cv2.connectedComponentsWithStatsWithAlgorithm(ink, 8, kind, cv2.CCL_BBDT)
        kept = boxes[:, 4] >= 8
        kept[0] = False
        narrow = labels.astype(np.uint8) if count <= 256 else labels
        return cls(cast(_Labels, narrow), np.asarray(boxes, np.int32), kept)

    def where(self, which: NDArray[np.bool_]) -> Mask:
        """255 where those parts are, 0 elsewhere."""
        import cv2

        shades = np.where(which, np.uint8(255), np.uint8(0))
        if self.labels.dtype != np.uint8:
            return shades.take(self.labels)
        return np.asarray(cv2.LUT(self.labels, np.pad(shades, (0, 256 - len(shades)))), np.uint8)

    def keep_those_with(self, strong: NDArray[np.bool_]) -> None:
        """Forget the parts that are nowhere strong: noise."""
        has = np.zeros(len(self.kept), bool)
        has[self.labels[strong]] = True
        self.kept = self.kept & has

    def box(self, which: NDArray[np.bool_]) -> Box:
        """x0, y0, x1, y1 around those parts."""
        x, y, width, height = self.boxes[which, :4].T
        return int(x.min()), int(y.min()), int((x + width).max()), int((y + height).max())

    def main(self) -> NDArray[np.bool_]:
        """The parts that are line work rather than labels."""
        if not self.kept.any():
            return self.kept
        sides = self.boxes[:, 2:4].max(axis=1)
        large = self.kept & (sides >= _LABEL_SHARE * sides[self.kept].max())
        x0, y0, x1, y1 = self.box(large)
        extent = max(x1 - x0, y1 - y0)
        large &= sides >= _LABEL_SHARE * extent
        if self.thin is not None:  # words whose letters touch: low, and short or with far more line than their length
            low = self.boxes[:, 2:4].min(axis=1) < 0.1 * extent
            large &= ~(low & ((self.thin > 1.9 * sides) | (sides < 0.2 * extent)))
        ink = self.boxes[:, 4]
        return large if ink[large].sum() >= _MAIN_SHARE * ink[self.kept].sum() else self.kept

    def drop_frames(self) -> None:
        """Forget bare rectangles that only surround the rest (a border, the edge of a grey panel or photo)."""
        for _ in range(2):
            sides = np.where(self.kept, self.boxes[:, 2:4].min(axis=1), 0)
            outer = int(sides.argmax())
            rest = self.kept.copy()
            rest[outer] = False
            if not rest.any() or not self._is_rectangle(outer):
                return
            x0, y0, x1, y1 = self.box(rest)
            bx, by, width, height, _ = self.boxes[outer]
            inside = bx <= x0 and by <= y0 and x1 <= bx + width and y1 <= by + height
            if not inside or max(x1 - x0, y1 - y0) < _FRAME_FILL * max(width, height):
                return
            self.kept = rest

    def _is_rectangle(self, part: int) -> bool:
        """Whether a part is the bare outline of a rectangle, perhaps a little turned."""
        import cv2

        x, y, width, height, _ = self.boxes[part]
        middle = self.labels[y + height // 4 : y + 3 * height // 4, x + width // 4 : x + 3 * width // 4]
        if np.any(middle == part):
            return False
        rows, columns = np.nonzero(self.labels[y : y + height, x : x + width] == part)
        points = np.column_stack([columns, rows]).astype(np.float32)
        centre, (long, wide), angle = cv2.minAreaRect(points)
        turn = np.deg2rad(angle)
        away = points - np.asarray(centre, np.float32)
        along = np.abs(away @ np.array([np.cos(turn), np.sin(turn)], np.float32))
        across = np.abs(away @ np.array([-np.sin(turn), np.cos(turn)], np.float32))
        depth = np.minimum(long / 2 - along, wide / 2 - across)
        return bool(np.mean(depth < max(4.0, 0.02 * max(width, height))) > 0.98)


_NEIGHBOURS = np.array([[1, 2, 4], [128, 0, 8], [64, 32, 16]], np.float32)


@cache
def _thinning_tables() -> tuple[Mask, Mask]:
    """For each pattern of eight neighbours, 0 where Zhang and Suen (1984) take the pixel away, in either step."""
    tables = np.ones((2, 256), np.uint8)
    for code in range(256):
        ring = [code >> k & 1 for k in (1, 2, 3, 4, 5, 6, 7, 0)]  # P2 (north) .. P9, clockwise
        rises = sum(ring[k] == 0 and ring[(k + 1) % 8] == 1 for k in range(8))
        if not 2 <= sum(ring) <= 6 or rises != 1:
            continue
        north, east, south, west = ring[0], ring[2], ring[4], ring[6]
        tables[0, code] = north * east * south + east * south * west > 0
        tables[1, code] = north * east * west + north * south * west > 0
    return tables[0], tables[1]


def _thinned(ink: Mask) -> NDArray[np.bool_]:
    """Lines one pixel wide, of a mask of 0 and 255."""
    import cv2

    thin = ink & np.uint8(1)
    left = cv2.countNonZero(thin)
    for _ in range(8):
        before = left
        for table in _thinning_tables():
            codes = cv2.filter2D(thin, cv2.CV_8U, _NEIGHBOURS, borderType=cv2.BORDER_CONSTANT)
            thin &= np.asarray(cv2.LUT(codes, table), np.uint8)
        left = cv2.countNonZero(thin)
        if left == before:
            break
    return thin.view(bool)


def _raster(rows: NDArray[np.intp], columns: NDArray[np.intp], marks: Mask, box: Box) -> Mask:
    """The marks at those places, the box brought to the middle of the common raster."""
    x0, y0, x1, y1 = box
    scale = INNER / max(x1 - x0, y1 - y0, 1)
    x = np.rint((columns + 0.5 - (x0 + x1) / 2) * scale + (SIDE - 1) / 2).astype(np.intp)
    y = np.rint((rows + 0.5 - (y0 + y1) / 2) * scale + (SIDE - 1) / 2).astype(np.intp)
    inside = (x >= 0) & (x < SIDE) & (y >= 0) & (y < SIDE)
    raster = np.zeros((SIDE, SIDE), np.uint8)
    raster[y[inside], x[inside]] = marks[inside]
    return raster
