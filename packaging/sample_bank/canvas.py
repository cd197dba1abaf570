"""Textbook line art: shapes in the drawer's own units, lettering in pixels, every drawing in several hands."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

Point = tuple[float, float]

HERE = Path(__file__).parent
OVERSAMPLING = 3
COMPASS = {
    name: (math.cos(math.radians(45 * turn)), math.sin(math.radians(45 * turn)))
    for turn, name in enumerate(("E", "NE", "N", "NW", "W", "SW", "S", "SE"))
} | {"C": (0.0, 0.0)}


@dataclass(frozen=True)
class Hand:
    """How one illustrator draws: `mirror` and `turn` (degrees) move the figure, never its lettering.

    `scan` is the seed of a noisy grey sheet (0: a clean page), `tilt` how askew it lay in the scanner.
    """

    pen: float = 2.4
    size: int = 25
    roman: bool = False
    margin: int = 40
    width: int = 540
    stretch: float = 1.0
    mirror: bool = False
    turn: float = 0.0
    hatch: bool = False
    scan: int = 0
    tilt: float = 0.0


@cache
def families() -> tuple[str, str, str]:
    """Font families: upright Latin, italic Latin, Korean."""

    def load(path: Path) -> str:
        handle = QFontDatabase.addApplicationFont(str(path))
        if handle < 0:
            raise SystemExit(f"{path} is no font")
        return QFontDatabase.applicationFontFamilies(handle)[0]

    korean = sorted((HERE.parents[1] / "resources" / "fonts").rglob("NotoSansKR*Regular*"))
    if not korean:
        raise SystemExit("resources/fonts has no NotoSansKR-Regular: make the fonts first")
    upright = load(HERE / "fonts" / "STIXTwoText_400Regular.ttf")
    italic = load(HERE / "fonts" / "STIXTwoText_400Regular_Italic.ttf")
    return upright, italic, load(korean[0])


def _font(character: str, size: float, roman: bool) -> QFont:
    upright, italic, korean = families()
    if character >= "ㄱ":
        font = QFont(korean)
        size *= 0.84
    elif character.isascii() and character.isalpha() and not roman:
        font = QFont(italic)
        font.setItalic(True)
    else:
        font = QFont(upright)
    font.setPixelSize(max(1, round(size)))
    return font


def _bar(path: QPainterPath, x0: float, x1: float, y: float, thick: float) -> None:
    path.addRect(x0, y - thick / 2, x1 - x0, thick)


def lettering(text: str, size: float, roman: bool) -> QPainterPath:
    r"""The outline of a label on a base line at the origin.

    `^{..}` and `_{..}` raise and lower, `\frac{a}{b}` stacks, `\sqrt{a}` roots, `\r{..}` stands upright.
    """
    path = QPainterPath()
    x = 0.0

    def group(start: int) -> tuple[str, int]:
        if text[start] != "{":
            return text[start], start + 1
        depth, end = 0, start
        while True:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
            if not depth:
                return text[start + 1 : end - 1], end

    def put(part: QPainterPath, dy: float = 0.0) -> None:
        nonlocal x
        path.addPath(part.translated(x, dy))
        x += _advance(part)

    i = 0
    while i < len(text):
        if text.startswith("\\frac", i):
            top, i = group(i + 5)
            bottom, i = group(i)
            above, below = lettering(top, size * 0.8, roman), lettering(bottom, size * 0.8, roman)
            wide = max(_advance(above), _advance(below)) + 4
            path.addPath(above.translated(x + (wide - _advance(above)) / 2, -size * 0.42))
            path.addPath(below.translated(x + (wide - _advance(below)) / 2, size * 0.44))
            _bar(path, x, x + wide, -size * 0.28, size * 0.06)
            x += wide + 2
        elif text.startswith("\\sqrt", i):
            inner, i = group(i + 5)
            body = lettering(inner, size, roman)
            sign = QPainterPath()
            points = [(0, -0.3), (0.1, -0.36), (0.26, -0.06), (0.46, -0.86), (0.46, -0.76), (0.27, 0.1), (0.09, -0.28)]
            sign.addPolygon(QPolygonF([QPointF(px * size, py * size) for px, py in points]))
            sign.closeSubpath()
            path.addPath(sign.translated(x, 0))
            x += size * 0.46
            _bar(path, x - 1, x + _advance(body) + 2, -size * 0.83, size * 0.06)
            path.addPath(body.translated(x + 1, 0))
            x += _advance(body) + 3
        elif text.startswith("\\r", i):
            inner, i = group(i + 2)
            put(lettering(inner, size, True))
        elif text[i] in "^_":
            raised = text[i] == "^"
            inner, i = group(i + 1)
            put(lettering(inner, size * 0.68, roman), -size * 0.36 if raised else size * 0.2)
        else:
            font = _font(text[i], size, roman)
            if not text[i].isspace():
                path.addText(QPointF(x, 0), font, text[i])
            x += QFontMetricsF(font).horizontalAdvance(text[i])
            if text[i] in "=+<>≤≥−" and 0 < i < len(text) - 1:
                x += size * 0.04
            i += 1
    path.moveTo(x, 0)
    return path


def _advance(path: QPainterPath) -> float:
    return path.currentPosition().x()


class Canvas:
    """Records a drawing in its own units and puts it on paper in one hand."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self._ops: list[Callable[[QPainter], None]] = []
        self._seen: list[Point] = []
        self._labels: list[Callable[[], QPainterPath]] = []
        self._scale = 1.0
        self._origin = (0.0, 0.0)

    # Units to paper ------------------------------------------------------------------------------

    def _linear(self, p: Point) -> Point:
        x, y = p
        if self.hand.mirror:
            x = -x
        angle = math.radians(self.hand.turn)
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        return x, -y * self.hand.stretch

    def _paper(self, p: Point) -> QPointF:
        x, y = self._linear(p)
        return QPointF(x * self._scale + self._origin[0], y * self._scale + self._origin[1])

    def _see(self, points: Iterable[Point]) -> None:
        self._seen.extend(points)

    def _pen(self, width: float, dash: bool, gray: int = 0) -> QPen:
        pen = QPen(QColor(gray, gray, gray), self.hand.pen * width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash:
            pen.setDashPattern([3.2, 2.6] if width >= 0.8 else [4.5, 3.5])
        return pen

    # Lines ---------------------------------------------------------------------------------------

    def path(self, points: Sequence[Point], *, dash: bool = False, width: float = 1.0, gray: int = 0) -> None:
        """An open line through points."""
        self._see(points)

        def op(painter: QPainter) -> None:
            painter.setPen(self._pen(width, dash, gray))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([self._paper(p) for p in points]))

        self._ops.append(op)

    def line(self, *points: Point, dash: bool = False, width: float = 1.0, gray: int = 0) -> None:
        """The same, point by point."""
        self.path(points, dash=dash, width=width, gray=gray)

    def poly(self, *points: Point, dash: bool = False, width: float = 1.0) -> None:
        """A closed polygon."""
        self.path([*points, points[0]], dash=dash, width=width)

    def fill(self, points: Sequence[Point], gray: int = 222) -> None:
        """A shaded region without an outline: grey, or hatched by a hand that hatches."""
        self._see(points)

        def op(painter: QPainter) -> None:
            region = QPainterPath()
            region.addPolygon(QPolygonF([self._paper(p) for p in points]))
            region.closeSubpath()
            if not self.hand.hatch or gray >= 250 or gray <= 60:
                painter.fillPath(region, QColor(gray, gray, gray))
                return
            painter.save()
            painter.setClipPath(region)
            painter.setPen(QPen(QColor(70, 70, 70), 1.3))
            box = region.boundingRect()
            start = box.left() - box.height()
            while start < box.right():
                painter.drawLine(QPointF(start, box.bottom()), QPointF(start + box.height(), box.top()))
                start += 10
            painter.restore()

        self._ops.append(op)

    def arrow(self, p: Point, q: Point, *, width: float = 1.0, dash: bool = False) -> None:
        """A line with a head at its end."""
        self._see([p, q])

        def op(painter: QPainter) -> None:
            a, b = self._paper(p), self._paper(q)
            length = math.hypot(b.x() - a.x(), b.y() - a.y())
            ux, uy = (b.x() - a.x()) / length, (b.y() - a.y()) / length
            head, half = 7 + 2.6 * self.hand.pen * width, 2.4 + 1.25 * self.hand.pen * width
            neck = QPointF(b.x() - ux * head, b.y() - uy * head)
            painter.setPen(self._pen(width, dash))
            painter.drawLine(a, QPointF(b.x() - ux * head * 0.8, b.y() - uy * head * 0.8))
            tip = QPolygonF(
                [
                    b,
                    QPointF(neck.x() - uy * half, neck.y() + ux * half),
                    QPointF(b.x() - ux * head * 0.75, b.y() - uy * head * 0.75),
                    QPointF(neck.x() + uy * half, neck.y() - ux * half),
                ]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0))
            painter.drawPolygon(tip)

        self._ops.append(op)

    def arc(self, centre: Point, radius: float | Point, start: float = 0, end: float = 360, **style: object) -> None:
        """Part of a circle, or of an ellipse when `radius` is a pair; angles in degrees."""
        self.path(ring(centre, radius, start, end), **style)  # type: ignore[arg-type]

    def curve(self, f: Callable[[float], float], start: float, end: float, **style: object) -> None:
        """The graph of a function."""
        self.path([(x, f(x)) for x in steps(start, end)], **style)  # type: ignore[arg-type]

    # Marks ---------------------------------------------------------------------------------------

    def dot(self, p: Point, hollow: bool = False, radius: float = 4.2) -> None:
        """A point: full, or hollow where it does not belong."""
        self._see([p])

        def op(painter: QPainter) -> None:
            painter.setPen(QPen(QColor(0, 0, 0), self.hand.pen * 0.8))
            painter.setBrush(QColor(255, 255, 255) if hollow else QColor(0, 0, 0))
            size = radius + 0.3 * self.hand.pen
            painter.drawEllipse(self._paper(p), size, size)

        self._ops.append(op)

    def text(self, p: Point, text: str, at: str | Point = "C", gap: float = 9, size: float = 1.0) -> None:
        """A label beside a point: `at` a compass point or a direction in the drawing's units."""
        self._see([p])
        dx, dy = COMPASS[at] if isinstance(at, str) else at

        def shape() -> QPainterPath:
            lx, ly = self._linear((dx, dy))
            norm = math.hypot(lx, ly) or 1.0
            if dx == dy == 0:
                norm, lx, ly = 1.0, 0.0, 0.0
            letters = lettering(text, self.hand.size * size, self.hand.roman)
            box = letters.boundingRect()
            anchor = self._paper(p)
            ux, uy = lx / norm, ly / norm
            # Beside a corner the whole box clears it, not only the box's middle.
            cx = anchor.x() + ux * gap + max(-1, min(1, 1.4 * ux)) * box.width() / 2
            cy = anchor.y() + uy * gap + max(-1, min(1, 1.4 * uy)) * box.height() / 2
            return letters.translated(cx - box.center().x(), cy - box.center().y())

        self._labels.append(shape)
        self._ops.append(lambda painter: _write(painter, shape()))

    def length(self, p: Point, q: Point, text: str, side: int = 1, bow: float = 0.0, size: float = 0.94) -> None:
        """A length beside a segment, left of its direction for side 1; `bow` adds a dashed arc that high."""
        ux, uy = q[0] - p[0], q[1] - p[1]
        normal = (-uy * side, ux * side)
        if bow:
            lift = [(t, 4 * bow * t * (1 - t)) for t in steps(0.02, 0.98, 40)]
            self.path(
                [(p[0] + ux * t + normal[0] * h, p[1] + uy * t + normal[1] * h) for t, h in lift], dash=True, width=0.5
            )
        middle = (p[0] + ux / 2 + normal[0] * bow, p[1] + uy / 2 + normal[1] * bow)
        if bow:
            self.text(middle, text, size=size)
        else:
            self.text(middle, text, normal, gap=7, size=size)

    def angle(self, vertex: Point, p: Point, q: Point, text: str = "", radius: float = 30, reach: float = 0) -> None:
        """The angle from p round to q, the shorter way, with its label `reach` pixels from the vertex."""

        def op(painter: QPainter) -> None:
            v = self._paper(vertex)
            a, b = (math.atan2(-(self._paper(r).y() - v.y()), self._paper(r).x() - v.x()) for r in (p, q))
            sweep = (b - a + math.pi) % (2 * math.pi) - math.pi
            arc = [
                QPointF(v.x() + radius * math.cos(a + sweep * t), v.y() - radius * math.sin(a + sweep * t))
                for t in steps(0, 1, 24)
            ]
            painter.setPen(self._pen(0.65, False))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(arc))
            if text:
                middle = a + sweep / 2
                shape = lettering(text, self.hand.size * 0.88, self.hand.roman)
                box = shape.boundingRect()
                out = reach or radius + 8 + 0.42 * (
                    box.width() * abs(math.cos(middle)) + box.height() * abs(math.sin(middle))
                )
                cx, cy = v.x() + out * math.cos(middle), v.y() - out * math.sin(middle)
                _write(painter, shape.translated(cx - box.center().x(), cy - box.center().y()))

        self._ops.append(op)

    def right(self, vertex: Point, p: Point, q: Point, side: float = 14) -> None:
        """The little square of a right angle."""

        def op(painter: QPainter) -> None:
            v = self._paper(vertex)
            ends = []
            for r in (self._paper(p), self._paper(q)):
                norm = math.hypot(r.x() - v.x(), r.y() - v.y())
                ends.append(QPointF((r.x() - v.x()) / norm * side, (r.y() - v.y()) / norm * side))
            painter.setPen(self._pen(0.65, False))
            painter.drawPolyline(QPolygonF([v + ends[0], v + ends[0] + ends[1], v + ends[1]]))

        self._ops.append(op)

    def tick(self, p: Point, q: Point, count: int = 1) -> None:
        """The strokes of equal lengths across a segment."""

        def op(painter: QPainter) -> None:
            a, b = self._paper(p), self._paper(q)
            length = math.hypot(b.x() - a.x(), b.y() - a.y())
            ux, uy = (b.x() - a.x()) / length, (b.y() - a.y()) / length
            painter.setPen(self._pen(0.75, False))
            for k in range(count):
                shift = (k - (count - 1) / 2) * 6
                mx, my = (a.x() + b.x()) / 2 + ux * shift, (a.y() + b.y()) / 2 + uy * shift
                painter.drawLine(QPointF(mx - uy * 8, my + ux * 8), QPointF(mx + uy * 8, my - ux * 8))

        self._ops.append(op)

    # Stock parts ---------------------------------------------------------------------------------

    def axes(self, x: Point, y: Point, names: tuple[str, str] = ("x", "y"), origin: str = "\\r{O}") -> None:
        """Coordinate axes with heads, names and an origin."""
        self.arrow((x[0], 0), (x[1], 0), width=0.75)
        self.arrow((0, y[0]), (0, y[1]), width=0.75)
        self.text((x[1], 0), names[0], "S", gap=10)
        self.text((0, y[1]), names[1], "W", gap=10)
        if origin:
            self.text((0, 0), origin, "SW", gap=5, size=0.92)

    def grid(self, x: tuple[int, int], y: tuple[int, int]) -> None:
        """Squared paper."""
        for k in range(x[0], x[1] + 1):
            self.line((k, y[0]), (k, y[1]), width=0.4, gray=150)
        for k in range(y[0], y[1] + 1):
            self.line((x[0], k), (x[1], k), width=0.4, gray=150)

    def drop(self, p: Point, x: str = "", y: str = "") -> None:
        """Dashed lines from a point to the axes, with what is read off there."""
        if x:
            self.line(p, (p[0], 0), dash=True, width=0.55)
            self.text((p[0], 0), x, "S" if p[1] >= 0 else "N", size=0.88)
        if y:
            self.line(p, (0, p[1]), dash=True, width=0.55)
            self.text((0, p[1]), y, "W" if p[0] >= 0 else "E", size=0.88)

    def table(self, rows: Sequence[Sequence[str]], wide: Sequence[float], high: float = 1.0) -> None:
        """A ruled table, its first row and column shaded."""
        edges = [sum(wide[:k]) for k in range(len(wide) + 1)]
        height = high * len(rows)
        if not self.hand.hatch:
            self.fill([(0, 0), (edges[-1], 0), (edges[-1], -high), (0, -high)], 232)
            self.fill([(0, 0), (edges[1], 0), (edges[1], -height), (0, -height)], 232)
        for k in range(len(rows) + 1):
            self.line((0, -k * high), (edges[-1], -k * high), width=1.0 if k in (0, 1, len(rows)) else 0.55)
        for k, edge in enumerate(edges):
            self.line((edge, 0), (edge, -height), width=0.55 if 1 < k < len(wide) else 0.8)
        for r, row in enumerate(rows):
            for k, cell in enumerate(row):
                if cell:
                    self.text(((edges[k] + edges[k + 1]) / 2, -(r + 0.5) * high), cell, size=0.9)

    # Paper ---------------------------------------------------------------------------------------

    def image(self) -> QImage:
        """The drawing at its hand's width, antialiased, in grey."""
        hand = self.hand
        moved = [self._linear(p) for p in self._seen]
        left, right = min(x for x, _ in moved), max(x for x, _ in moved)
        top, bottom = min(y for _, y in moved), max(y for _, y in moved)
        self._scale = (hand.width - 2 * hand.margin) / (right - left)
        tallest = hand.width * 0.92 - 2 * hand.margin
        self._scale = min(self._scale, tallest / max(bottom - top, 1e-9))
        width = max(round((right - left) * self._scale + 2 * hand.margin), hand.width * 3 // 5)
        height = round((bottom - top) * self._scale + 2 * hand.margin)
        self._origin = (width - (left + right) * self._scale) / 2, (height - (top + bottom) * self._scale) / 2
        # A page grows where a label would fall off it.
        page = QRectF(12, 12, width - 24, height - 24)
        for label in self._labels:
            page = page.united(label().boundingRect())
        self._origin = self._origin[0] + 12 - page.left(), self._origin[1] + 12 - page.top()
        width, height = round(page.width()) + 24, round(page.height()) + 24
        sheet = QImage(width * OVERSAMPLING, height * OVERSAMPLING, QImage.Format.Format_Grayscale8)
        sheet.fill(255)
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(OVERSAMPLING, OVERSAMPLING)
        for op in self._ops:
            op(painter)
        painter.end()
        return sheet


def _write(painter: QPainter, shape: QPainterPath) -> None:
    """Ink a label over a white halo, so that no line crosses it."""
    halo = QPen(QColor(255, 255, 255), 5)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    shape.setFillRule(Qt.FillRule.WindingFill)
    painter.strokePath(shape, halo)
    painter.fillPath(shape, QColor(0, 0, 0))


def steps(start: float, end: float, count: int = 160) -> list[float]:
    """Evenly spaced values from start to end."""
    return [start + (end - start) * k / count for k in range(count + 1)]


def ring(centre: Point, radius: float | Point, start: float = 0, end: float = 360) -> list[Point]:
    """Points along a circle or an ellipse."""
    rx, ry = radius if isinstance(radius, tuple) else (radius, radius)
    turns = [math.radians(a) for a in steps(start, end)]
    return [(centre[0] + rx * math.cos(a), centre[1] + ry * math.sin(a)) for a in turns]


def at(centre: Point, radius: float, degrees: float) -> Point:
    """The point of a circle at an angle."""
    return centre[0] + radius * math.cos(math.radians(degrees)), centre[1] + radius * math.sin(math.radians(degrees))


def between(p: Point, q: Point, t: float = 0.5) -> Point:
    """The point a part t of the way from p to q."""
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def foot(p: Point, a: Point, b: Point) -> Point:
    """The foot of the perpendicular from p to the line ab."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    return between(a, b, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy))
