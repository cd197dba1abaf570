"""Drawers of number lines, lawns, patterns and Venn diagrams."""

import math

from canvas import Canvas, between, ring
from source import Drawer


def number_line(c: Canvas, start: float, end: float, first: int, last: int) -> None:
    c.arrow((start, 0), (end, 0), width=0.8)
    for k in range(first, last + 1):
        c.line((k, -0.08), (k, 0.08), width=0.8)
        c.text((k, -0.06), f"{k}".replace("-", "−"), "S", gap=7, size=0.9)


def root_line(origin: int, names: str = "ABCDP") -> Drawer:
    """A unit square standing on a number line, its diagonal laid down."""

    def draw(c: Canvas) -> None:
        number_line(c, origin - 1.4, origin + 2.9, origin - 1, origin + 2)
        a, b, k, d = (origin, 0), (origin + 1, 0), (origin + 1, 1), (origin, 1)
        c.line(a, d, k, b), c.line(a, k)
        c.arc(a, math.sqrt(2), 0, 45, dash=True, width=0.7)
        p = (origin + math.sqrt(2), 0)
        c.dot(p, radius=3.4)
        for point, name, side in zip((a, b, k, d, p), names, ("NW", "NE", "NE", "NW", "NE"), strict=True):
            c.text(point, name, side, gap=6)

    return draw


def factor_tree(*levels: tuple[str, str], top: str) -> Drawer:
    """Each level splits the right number of the level above."""

    def draw(c: Canvas) -> None:
        x, y = 0.0, 0.0
        c.text((x, y), top, "C", size=1.05)
        for left, right in levels:
            for dx, word in ((-0.9, left), (0.9, right)):
                c.line((x + dx * 0.2, y - 0.26), (x + dx * 0.86, y - 0.8), width=0.8)
                if word:
                    c.text((x + dx, y - 1.08), word, "C", size=1.05)
                else:
                    m, n = x + dx, y - 1.08
                    c.poly(
                        (m - 0.25, n - 0.24),
                        (m + 0.25, n - 0.24),
                        (m + 0.25, n + 0.24),
                        (m - 0.25, n + 0.24),
                        width=0.7,
                    )
            x, y = x + 0.9, y - 1.1

    return draw


def abs_line(c: Canvas) -> None:
    c.arrow((-4, 0), (4, 0), width=0.8)
    for x, name in ((-2.6, "a"), (0, "0"), (1.3, "b")):
        c.line((x, -0.12), (x, 0.12)), c.text((x, -0.1), name, "S")


def garden(wide: str, high: str, size: tuple[float, float], path: float, ask: str = "x") -> Drawer:
    """A lawn with two crossing paths."""

    def draw(c: Canvas) -> None:
        w, h = size
        x, y = w * 0.55, h * 0.4
        c.fill([(0, 0), (x, 0), (x, y), (0, y)])
        c.fill([(x + path, 0), (w, 0), (w, y), (x + path, y)])
        c.fill([(0, y + path), (x, y + path), (x, h), (0, h)])
        c.fill([(x + path, y + path), (w, y + path), (w, h), (x + path, h)])
        for a, b in (
            ((0, y), (x, y)),
            ((x + path, y), (w, y)),
            ((0, y + path), (x, y + path)),
            ((x + path, y + path), (w, y + path)),
        ):
            c.line(a, b, width=0.8)
        for a, b in (
            ((x, 0), (x, y)),
            ((x + path, 0), (x + path, y)),
            ((x, y + path), (x, h)),
            ((x + path, y + path), (x + path, h)),
        ):
            c.line(a, b, width=0.8)
        c.poly((0, 0), (w, 0), (w, h), (0, h))
        c.length((0, 0), (w, 0), wide, -1, 0.06), c.length((0, 0), (0, h), high, 1, 0.16)
        c.text((x + path / 2, h), ask, "N"), c.text((w, y + path / 2), ask, "E")

    return draw


def frame_garden(c: Canvas) -> None:
    c.fill([(-1, -1), (9, -1), (9, 6), (-1, 6)])
    c.fill([(0, 0), (8, 0), (8, 5), (0, 5)], 255)
    c.poly((0, 0), (8, 0), (8, 5), (0, 5)), c.poly((-1, -1), (9, -1), (9, 6), (-1, 6))
    c.text((4, 0), "8 \\r{m}", "N"), c.text((0, 2.5), "5 \\r{m}", "E")
    c.text((4, 5.5), "길", "C"), c.text((9, 5.5), "x \\r{m}", "E"), c.text((4, 3.2), "꽃밭", "C")


def interval(left: int, right: int, first: int, last: int) -> Drawer:
    """left < x <= right."""

    def draw(c: Canvas) -> None:
        number_line(c, first - 0.7, last + 0.9, first, last)
        high = 0.62
        c.fill([(left, 0), (right, 0), (right, high), (left, high)], 226)
        c.line((left, 0), (left, high), (right, high), (right, 0))
        c.dot((left, 0), hollow=True, radius=5), c.dot((right, 0), radius=5)

    return draw


def tiles(bars: int, ones: int) -> Drawer:
    def draw(c: Canvas) -> None:
        c.fill([(0, 0), (2.2, 0), (2.2, 2.2), (0, 2.2)], 214), c.poly((0, 0), (2.2, 0), (2.2, 2.2), (0, 2.2))
        c.text((1.1, 1.1), "x^2")
        c.text((1.1, 2.2), "x", "N"), c.text((0, 1.1), "x", "W")
        for k in range(bars):
            x = 2.7 + 0.95 * k
            c.fill([(x, 0), (x + 0.55, 0), (x + 0.55, 2.2), (x, 2.2)], 236)
            c.poly((x, 0), (x + 0.55, 0), (x + 0.55, 2.2), (x, 2.2)), c.text((x + 0.27, 1.1), "x")
            c.text((x + 0.27, 2.2), "1", "N", size=0.85)
        for k in range(ones):
            x = 2.7 + 0.95 * k
            c.poly((x, -1.0), (x + 0.55, -1.0), (x + 0.55, -0.45), (x, -0.45)), c.text((x + 0.27, -0.72), "1", size=0.9)

    return draw


def open_box(cut: str, side: str) -> Drawer:
    def draw(c: Canvas) -> None:
        for x in (0.0, 3.1):
            for y in (0.0, 3.1):
                c.fill([(x, y), (x + 0.9, y), (x + 0.9, y + 0.9), (x, y + 0.9)])
        c.poly((0, 0), (4, 0), (4, 4), (0, 4))
        for k in (0.9, 3.1):
            c.line((k, 0), (k, 4), dash=True, width=0.8), c.line((0, k), (4, k), dash=True, width=0.8)
        c.text((0.45, 4), cut, "N"), c.text((0, 3.55), cut, "W"), c.length((0, 0), (4, 0), side, -1, 0.08)

    return draw


def triangles_of_dots(count: int = 4, squares: bool = False) -> Drawer:
    def draw(c: Canvas) -> None:
        left = 0.0
        for n in range(1, count + 1):
            for r in range(n):
                for k in range(r + 1):
                    x, y = left + (n - 1) / 2 - r / 2 + k, 0.87 * (n - 1 - r)
                    if squares:
                        c.poly((x - 0.36, y - 0.36), (x + 0.36, y - 0.36), (x + 0.36, y + 0.36), (x - 0.36, y + 0.36))
                    else:
                        c.dot((x, y), radius=7)
            c.text((left + (n - 1) / 2, -0.4), f"[{n}단계]", "S", size=0.85)
            left += n + 1.2

    return draw


def bricks(count: int = 4) -> Drawer:
    """The same pattern as steps against a wall."""

    def draw(c: Canvas) -> None:
        left = 0.0
        for n in range(1, count + 1):
            for r in range(n):
                for k in range(r + 1):
                    x, y = left + k, n - 1 - r
                    c.poly((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
            c.text((left + n / 2, 0), f"{n}번째", "S", size=0.85)
            left += n + 1.0

    return draw


def matches(polygon: int, count: int) -> Drawer:
    """A chain of squares or triangles laid with sticks."""

    def stick(c: Canvas, a: tuple[float, float], b: tuple[float, float]) -> None:
        c.line(between(a, b, 0.06), between(a, b, 0.94), width=1.3), c.dot(between(a, b, 0.93), radius=3.2)

    def draw(c: Canvas) -> None:
        left = 0.0
        for n in range(1, count + 1):
            if polygon == 4:
                for k in range(n):
                    stick(c, (left + k, 1), (left + k + 1, 1)), stick(c, (left + k, 0), (left + k + 1, 0))
                for k in range(n + 1):
                    stick(c, (left + k, 0), (left + k, 1))
                left += n + 0.7
            else:
                corners = [(left + 0.5 * k, 0.87 * (k % 2)) for k in range(n + 2)]
                for k in range(n + 1):
                    stick(c, corners[k], corners[k + 1])
                for k in range(n):
                    stick(c, corners[k], corners[k + 2])
                left += 0.5 * n + 1.1

    return draw


def honeycomb(c: Canvas) -> None:
    left = 0.0
    for n in range(1, 4):
        for k in range(n):
            x = left + k * math.sqrt(3)
            c.poly(*[(x + math.sin(t * math.pi / 3), math.cos(t * math.pi / 3)) for t in range(6)], width=1.2)
        left += n * math.sqrt(3) + 0.9


def nested_squares(first: str, depth: int = 5, names: bool = True) -> Drawer:
    def draw(c: Canvas) -> None:
        corners = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
        for k in range(depth):
            if k == 0:
                c.fill(corners)
            elif k % 2:
                c.fill(corners, 255)
            else:
                c.fill(corners)
            c.poly(*corners)
            corners = [between(corners[j], corners[(j + 1) % 4]) for j in range(4)]
        c.length((0, 0), (4, 0), first, -1)
        if names:
            for point, name, side in zip(
                ((0, 4), (0, 0), (4, 0), (4, 4)), "ABCD", ("NW", "SW", "SE", "NE"), strict=True
            ):
                c.text(point, name, side, gap=5)

    return draw


def venn(
    names: str, total: str, left: str = "", right: str = "", both: str = "", outside: str = "", shade: str = ""
) -> Drawer:
    def draw(c: Canvas) -> None:
        one, two = ring((-0.62, 0), 1.15), ring((0.62, 0), 1.15)
        half = math.degrees(math.acos(0.62 / 1.15))
        lens = ring((-0.62, 0), 1.15, -half, half) + ring((0.62, 0), 1.15, 180 - half, 180 + half)
        if shade == "left":
            c.fill(ring((-0.62, 0), 1.15, half, 360 - half) + ring((0.62, 0), 1.15, 180 + half, 180 - half))
        elif shade == "both":
            c.fill(lens)
        c.path(one), c.path(two), c.poly((-2.3, -1.6), (2.3, -1.6), (2.3, 1.6), (-2.3, 1.6))
        c.text((-1.5, 0.9), names[0], "NW", gap=3), c.text((1.5, 0.9), names[1], "NE", gap=3)
        c.text((-2.15, 1.6), f"U{total}", "N" if not total else (0.5, 1.6), gap=6)
        c.text((-1.15, 0), left), c.text((1.15, 0), right), c.text((0, 0), both), c.text((1.95, -1.3), outside)

    return draw


def three_sets(c: Canvas) -> None:
    for x, y, name, side in ((-0.65, 0.45, "A", "NW"), (0.65, 0.45, "B", "NE"), (0, -0.65, "C", "S")):
        c.arc((x, y), 1.15)
        c.text({"A": (-1.46, 1.26), "B": (1.46, 1.26), "C": (0.0, -1.8)}[name], name, side, gap=5)
    for x, y, word in (
        (-1.1, 0.8, "5"),
        (1.1, 0.8, "7"),
        (0, -1.25, "4"),
        (0, 0.95, "3"),
        (-0.72, -0.25, "2"),
        (0.72, -0.25, "6"),
        (0, 0.1, "1"),
    ):
        c.text((x, y), word)
