"""Drawers of graphs, circles and vectors."""

import math

from canvas import Canvas, Point, at, between, steps
from source import Drawer


def falling_line(xcut: float, x: str, y: str, name: str, shade: bool = True) -> Drawer:
    def draw(c: Canvas) -> None:
        if shade:
            c.fill([(0, 0), (xcut, 0), (0, xcut)])
        c.axes((-0.35 * xcut, 1.5 * xcut), (-0.35 * xcut, 1.4 * xcut))
        c.line((-0.22 * xcut, 1.22 * xcut), (1.25 * xcut, -0.25 * xcut))
        c.text((xcut, 0), x, "NE", gap=7), c.text((0, xcut), y, "NE", gap=7)
        c.text((0.62 * xcut, 0.42 * xcut), name, "NE", gap=8)

    return draw


def vertex(
    p: float, q: float, a: float, cut: float, names: tuple[str, str, str], span: float = 3.2, tall: float = 1.0
) -> Drawer:
    """A parabola, its vertex and its cut with the y axis; `names`: p, q, cut."""

    def draw(c: Canvas) -> None:
        low = min(0, q, q + a * span * span, cut) * tall
        high = max(0, q, q + a * span * span, cut) * tall
        c.axes((min(0, p - span) - 0.6, max(0, p + span) + 0.9), (low - 0.5, high + 1.0))
        c.curve(lambda x: (a * (x - p) ** 2 + q) * tall, p - span, p + span)
        c.drop((p, q * tall), names[0], names[1]), c.dot((p, q * tall))
        c.dot((0, cut * tall)), c.text((0, cut * tall), names[2], "W" if p > 0 else "E", size=0.9)

    return draw


def parabola_line(
    slope: float, cut: float, names: str, area: str, tall: float, span: Point, labels: tuple[str, str]
) -> Drawer:
    """y = x² with a line; `area`: "triangle" with the origin or "between" the two."""

    def draw(c: Canvas) -> None:
        root = math.sqrt(slope * slope + 4 * cut)
        left, right = (slope - root) / 2, (slope + root) / 2
        a, b = (left, left * left * tall), (right, right * right * tall)
        if area == "triangle":
            c.fill([(0, 0), a, b])
        else:
            c.fill([(x, x * x * tall) for x in steps(left, right)])
        top = max(span[0] ** 2, span[1] ** 2) * tall
        c.axes((span[0] - 0.6, span[1] + 0.9), (-0.6, top + 0.8))
        c.curve(lambda x: x * x * tall, span[0], span[1])
        ends = span[0] - 0.2, span[1]
        c.line(*[(x, (slope * x + cut) * tall) for x in ends])
        if area == "triangle":
            c.line(a, (0, 0), b)
        if names:
            c.dot(a), c.dot(b), c.text(a, names[0], "W", gap=12), c.text(b, names[1], (1, -0.6), gap=8)
        c.text((span[0], span[0] ** 2 * tall), labels[0], "W", gap=10) if span[0] ** 2 > 3 else c.text(
            (span[1], span[1] ** 2 * tall), labels[0], "W", gap=12
        )
        c.text((ends[1], (slope * ends[1] + cut) * tall), labels[1], "E", gap=6)

    return draw


def hyperbola(k: float, p: float, q: float, names: tuple[str, str, str], far: float = 4.0) -> Drawer:
    def draw(c: Canvas) -> None:
        c.axes((min(0, p) - far, max(0, p) + far), (min(0, q) - far, max(0, q) + far))
        near = k / far
        c.curve(lambda x: k / (x - p) + q, p + near * 1.05, p + far * 0.95)
        c.curve(lambda x: k / (x - p) + q, p - far * 0.95, p - near * 1.05)
        (
            c.line((p, q - far), (p, q + far), dash=True, width=0.7),
            c.line((p - far, q), (p + far, q), dash=True, width=0.7),
        )
        (
            c.text((p, 0), names[0], "SE" if p > 0 else "SW", gap=5),
            c.text((0, q), names[1], "NW" if p > 0 else "NE", gap=5),
        )
        c.dot((0, k / -p + q)), c.text((0, k / -p + q), names[2], "W" if p > 0 else "E")

    return draw


def mapping(arrows: dict[int, int], names: tuple[str, str, str], words: str = "1234") -> Drawer:
    def draw(c: Canvas) -> None:
        c.arc((0, 0), (0.9, 1.9)), c.arc((3.6, 0), (0.9, 1.9))
        c.text((0, 1.9), names[0], "N"), c.text((3.6, 1.9), names[1], "N"), c.text((1.8, 1.55), names[2], "N")
        for k, word in enumerate(words):
            y = 1.2 - 0.8 * k
            c.text((-0.25, y), word), c.text((3.85, y), word)
        for start, end in arrows.items():
            c.arrow((0.05, 1.2 - 0.8 * (start - 1)), (3.55, 1.2 - 0.8 * (end - 1)), width=0.75)

    return draw


def staircase(names: str, curve: str) -> Drawer:
    def draw(c: Canvas) -> None:
        def f(x: float) -> float:
            return 2.1 * math.sqrt(x + 0.12) - 0.4

        c.axes((-0.6, 5.2), (-0.6, 4.8))
        c.line((-0.4, -0.4), (4.5, 4.5), width=0.8), c.curve(f, 0.05, 4.9)
        x = 0.62
        marks = [x]
        for _ in range(3):
            y = f(x)
            c.line((x, 0), (x, y), (y, y), dash=True, width=0.6)
            x = y
            marks.append(x)
        c.line((x, x), (x, 0), dash=True, width=0.6)
        for mark, name in zip(marks, names, strict=True):
            c.text((mark, 0), name, "S", gap=6)
        c.text((4.5, 4.5), "y=x", "N", gap=5), c.text((4.9, f(4.9)), curve, "E", gap=4)

    return draw


def root_graph(c: Canvas) -> None:
    c.axes((-3.2, 4.6), (-2, 3.4))
    c.curve(lambda x: math.sqrt(2 * x + 4) - 1, -2, 4.2)
    c.dot((-2, -1)), c.drop((-2, -1), "−2", "−1"), c.text((0, 1), "1", "NW", gap=4), c.dot((0, 1))


def proportion(c: Canvas) -> None:
    c.axes((-0.6, 6.6), (-0.6, 6))
    c.curve(lambda x: 0.5 * 12 / x, 1.05, 6.2), c.line((-0.15, -0.225), (3.7, 5.55))
    c.drop((2, 3), "2", "k"), c.dot((2, 3)), c.text((2, 3), "P", "E", gap=9)
    c.text((3.7, 5.55), "y=ax", "E", gap=4), c.text((5.6, 6 / 5.6), "y=\\frac{12}{x}", "N", gap=8)


def trip(c: Canvas) -> None:
    c.axes((-5, 62), (-4, 42), ("x", "y"))
    c.line((0, 0), (20, 16), (30, 16), (50, 34), width=1.1)
    for x, y, a, b in ((20, 16, "20", "800"), (30, 16, "30", ""), (50, 34, "50", "1700")):
        c.drop((x, y), a, b)
    c.text((62, 0), "(분)", "N"), c.text((0, 42), "(m)", "E")


def derivative(left: str, right: str, name: str) -> Drawer:
    def draw(c: Canvas) -> None:
        c.axes((-2.8, 5), (-2.6, 2.6))
        c.curve(lambda x: 0.5 * (x + 1) * (x - 3), -2.1, 4.1)
        c.text((-1, 0), left, "SW", gap=6), c.text((3, 0), right, "SE", gap=6)
        c.text((4.1, 2.5), name, "E", gap=6)

    return draw


def broken(high: float, low: float, middle: float = 1.0, name: str = "y=f(x)") -> Drawer:
    """A graph with jumps at 0 and 1: limits `high` (0-), `middle` (0+, value), `low` (1+, value)."""

    def draw(c: Canvas) -> None:
        c.axes((-2.7, 3.8), (min(low, 0) - 0.7, high + 1.1))
        c.line((-2, high - 2), (0, high)), c.line((0, middle), (1, 0)), c.line((1, low), (3, low + 2))
        c.drop((1, low), "", f"{low:g}".replace("-", "−")), c.line((1, 0), (1, low), dash=True, width=0.55)
        c.dot((0, high), hollow=True), c.dot((0, middle)), c.dot((1, 0), hollow=True), c.dot((1, low))
        c.text((0, high), f"{high:g}", "E"), c.text((0, middle), f"{middle:g}", "W"), c.text((1, 0), "1", "NE", gap=6)
        c.text((3, low + 2), name, "N", gap=6)

    return draw


def speed(
    peak: str, times: tuple[float, float, float], names: tuple[str, str] = ("t", "v"), high: float = 3.0
) -> Drawer:
    def draw(c: Canvas) -> None:
        a, b, d = times
        c.axes((-0.7, d + 1.4), (-0.7, high + 1.1), names)
        c.line((0, 0), (a, high), (b, high), (d, 0), width=1.1)
        c.drop((a, high), f"{a:g}", peak), c.drop((b, high), f"{b:g}"), c.text((d, 0), f"{d:g}", "S")

    return draw


def cubic_area(c: Canvas) -> None:
    def f(x: float) -> float:
        return 0.6 * (x**3 - 4 * x)

    c.fill([(x, f(x)) for x in steps(-2, 0)]), c.fill([(x, f(x)) for x in steps(0, 2)])
    c.axes((-3.2, 3.4), (-2.6, 2.8))
    c.curve(f, -2.35, 2.35)
    (
        c.text((-2, 0), "−2", "NW", gap=6),
        c.text((2, 0), "2", "SE", gap=6),
        c.text((2.35, f(2.35)), "y=x^3−4x", "E", gap=5),
    )


def rectangles(c: Canvas) -> None:
    for k in range(4):
        x, y = k + 1, (k + 1) ** 2 * 0.2
        c.fill([(x - 1, 0), (x, 0), (x, y), (x - 1, y)]), c.line((x - 1, 0), (x - 1, y), (x, y), (x, 0), width=0.8)
    c.axes((-0.6, 5.2), (-0.5, 4.3), ("x", "y"))
    c.curve(lambda x: 0.2 * x * x, 0, 4.4)
    c.text((4, 0), "1", "S"), c.text((4.4, 3.9), "y=x^2", "E", gap=4)


def exponential(asymptote: float, p: Point, labels: tuple[str, str, str], name: str, end: float) -> Drawer:
    def draw(c: Canvas) -> None:
        def f(x: float) -> float:
            return 2 ** (x - p[0]) + asymptote

        c.axes((-2.6, end + 1.4), (min(0, asymptote) - 0.8, max(f(end), 0) + 0.8))
        c.line((-2.4, asymptote), (end + 1, asymptote), dash=True, width=0.7), c.curve(f, -2.3, end)
        c.drop(p, labels[0], labels[1]), c.dot(p)
        (
            c.text((end + 1, asymptote), labels[2], "S" if asymptote > 0 else "N", gap=5),
            c.text((end, f(end)), name, "W", gap=8),
        )

    return draw


def log_area(names: str, shade: bool = True, wide: float = 0.55) -> Drawer:
    def draw(c: Canvas) -> None:
        a, b = 4 * wide, 16 * wide
        if shade:
            c.fill([(a, 0), (b, 0), (b, 4), (a, 2)])
        c.axes((-1, 19 * wide), (-1.4, 5.2))
        c.curve(lambda x: math.log2(x / wide), 0.42 * wide, 18 * wide)
        c.line((a, 0), (a, 2), (b, 4), (b, 0), width=0.9)
        for point, name, side in zip(((a, 0), (b, 0), (b, 4), (a, 2)), names, ("S", "S", "N", "N"), strict=True):
            c.text(point, name, side)
        c.text((18 * wide, 4.2), "y=\\r{log}_2x", "E", gap=4), c.text((wide, 0), "1", "SE", gap=4, size=0.85)

    return draw


def sine(high: str, low: str, period: str, amplitude: float, middle: float, stretch: float = 1.0) -> Drawer:
    def draw(c: Canvas) -> None:
        length = 4.4 * stretch

        def f(x: float) -> float:
            return middle + amplitude * math.sin(2 * math.pi * x / length)

        c.axes((-1.2, 8.6 * stretch), (middle - amplitude - 0.7, middle + amplitude + 1.0))
        c.curve(f, -0.25, 7.9 * stretch, width=1.1)
        for y, name in ((middle + amplitude, high), (middle - amplitude, low)):
            c.line((0, y), (7.9 * stretch, y), dash=True, width=0.55), c.text((0, y), name, "W")
        for x, name in ((length, period),):
            c.line((x, 0), (x, middle), dash=True, width=0.6), c.text((x, 0), name, "S")

    return draw


def two_sides(names: str, first: float, second: float, degrees: str, labels: tuple[str, str]) -> Drawer:
    def draw(c: Canvas) -> None:
        a, k, b = (0.0, 0.0), (second, 0.0), at((0, 0), first, 60)
        c.poly(a, k, b), c.angle(a, k, b, degrees, 32), c.length(a, b, labels[0], 1), c.length(a, k, labels[1], -1)
        for point, name, side in zip((a, b, k), names, ("W", "N", "E"), strict=True):
            c.text(point, name, side)

    return draw


def unit_circle(x: float, y: float, label: str, names: tuple[str, str] = ("P", "\\r{θ}")) -> Drawer:
    def draw(c: Canvas) -> None:
        c.axes((-1.5, 1.6), (-1.35, 1.5)), c.arc((0, 0), 1)
        c.line((0, 0), (x, y)), c.dot((x, y)), c.text((x, y), f"\\r{{{names[0]}}}{label}", (-1, 0.8), gap=6)
        c.angle((0, 0), (1, 0), (x, y), names[1], 26), c.text((1, 0), "1", "SE", gap=5, size=0.88)

    return draw


def circumscribed(c: Canvas) -> None:
    a, b, k = at((0, 0), 1, 100), at((0, 0), 1, 245), at((0, 0), 1, 305)
    c.arc((0, 0), 1), c.poly(a, b, k), c.dot((0, 0), radius=3), c.text((0, 0), "O", "W")
    c.angle(a, b, k, "30°", 44, 74), c.length(b, k, "6", -1)
    for point, name in zip((a, b, k), "ABC", strict=True):
        c.text(point, name, point)


def hexagon(names: str, side: str, to: tuple[int, int]) -> Drawer:
    def draw(c: Canvas) -> None:
        corners = [at((0, 0), 1, 240 + 60 * k) for k in range(6)]
        c.poly(*corners, width=0.8)
        c.arrow(corners[0], corners[to[0]], width=1.15), c.arrow(corners[0], corners[to[1]], width=1.15)
        c.length(corners[3], corners[4], side, -1)
        for point, name in zip(corners, names, strict=True):
            c.text(point, name, point)

    return draw


def rectangle_vectors(names: str, wide: str, high: str, size: Point) -> Drawer:
    def draw(c: Canvas) -> None:
        w, h = size
        a, b, k, d = (0.0, 0.0), (w, 0.0), (w, h), (0.0, h)
        c.poly(a, b, k, d, width=0.8), c.arrow(a, k, width=1.1), c.arrow(a, b, width=1.1)
        c.length(a, b, wide, -1), c.length(a, d, high, 1)
        for point, name, side in zip((a, b, k, d), names, ("SW", "SE", "NE", "NW"), strict=True):
            c.text(point, name, side, gap=5)

    return draw


def grid_vectors(a: Point, b: Point, names: tuple[str, str], start: Point = (2, 1)) -> Drawer:
    def draw(c: Canvas) -> None:
        c.grid((0, 7), (0, 5))
        for v, name, at_side in ((a, names[0], (0.4, -1)), (b, names[1], (-1, -0.3))):
            end = (start[0] + v[0], start[1] + v[1])
            c.arrow(start, end, width=1.25), c.text(between(start, end), name, at_side, gap=7)

    return draw
