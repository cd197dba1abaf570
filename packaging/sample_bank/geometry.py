"""기하: plane and solid figures, and the geometry of conics."""

import math

from canvas import Canvas, Point, at, between, ring
from source import (
    BOLD,
    FINE,
    FLIP_TURN,
    FLIPPED,
    HATCH,
    SCAN_FLIPPED,
    SCAN_TURNED,
    Drawer,
    Family,
    base,
    numbers,
    other,
    redrawn,
    reworded,
)


def inscribed(names: str, degrees: float, ask: str = "x", apex: float = 72) -> Drawer:
    def draw(c: Canvas) -> None:
        o, a, b, p = (0, 0), at((0, 0), 1, -90 - degrees / 2), at((0, 0), 1, -90 + degrees / 2), at((0, 0), 1, apex)
        c.arc(o, 1)
        c.line(a, o, b)
        c.line(a, p, b)
        c.angle(o, a, b, f"{degrees:g}°", 24)
        c.angle(p, a, b, ask, 40)
        c.dot(o, radius=3)
        for point, name, side in zip((o, a, b, p), names, ("N", a, b, p), strict=True):
            c.text(point, name, side)

    return draw


def tangents(names: str, radius: str, far: str) -> Drawer:
    """Names: centre, outer point, two points of contact."""

    def draw(c: Canvas) -> None:
        o, p = (0.0, 0.0), (2.6, 0.0)
        lean = math.degrees(math.acos(1 / 2.6))
        a, b = at(o, 1, lean), at(o, 1, -lean)
        c.arc(o, 1)
        c.line(between(p, a, 1.25), p, between(p, b, 1.25))
        c.line(o, a)
        c.line(o, b)
        c.line(o, p, dash=True, width=0.8)
        c.right(a, o, p)
        c.dot(o, radius=3)
        c.length(o, a, radius, 1)
        c.length(o, p, far, -1)
        for point, name, side in zip((o, p, a, b), names, ("W", "E", "N", "S"), strict=True):
            c.text(point, name, side)

    return draw


def altitude(names: str, left: float, right: float) -> Drawer:
    """Names: right angle, the two others, foot."""

    def draw(c: Canvas) -> None:
        height = math.sqrt(left * right)
        a, b, d, e = (0.0, height), (-left, 0.0), (right, 0.0), (0.0, 0.0)
        c.poly(a, b, d)
        c.line(a, e)
        c.right(e, a, d)
        c.right(a, b, d)
        c.length(b, e, f"{left:g}", -1)
        c.length(e, d, f"{right:g}", -1)
        c.text((0, height * 0.42), "x", "W")
        for point, name, side in zip((a, b, d, e), names, ("N", "W", "E", "S"), strict=True):
            c.text(point, name, side)

    return draw


def cut_triangle(names: str, upper: float, lower: float, inner: float, ask: str = "x") -> Drawer:
    """Names: apex, base, then the cut's ends."""

    def draw(c: Canvas) -> None:
        a, b, d = (0.9, 2.6), (-1.2, 0.0), (2.2, 0.0)
        t = upper / (upper + lower)
        e, f = between(a, b, t), between(a, d, t)
        c.poly(a, b, d)
        c.line(e, f)
        c.length(a, e, f"{upper:g}", -1)
        c.length(e, b, f"{lower:g}", -1)
        c.length(e, f, f"{inner:g}", -1)
        c.length(b, d, ask, -1)
        for point, name, side in zip((a, b, d, e, f), names, ("N", "W", "E", "W", "E"), strict=True):
            c.text(point, name, side)

    return draw


def trapezium(names: str, top: str, bottom: str) -> Drawer:
    """Names: A B C D, M N, P Q."""

    def draw(c: Canvas) -> None:
        a, b, k, d = (0.9, 2.2), (0.0, 0.0), (5.0, 0.0), (3.9, 2.2)
        m, n = between(a, b), between(d, k)
        c.poly(a, b, k, d)
        c.line(m, n)
        c.line(a, k, width=0.8)
        c.line(b, d, width=0.8)
        c.tick(a, m), c.tick(m, b), c.tick(d, n, 2), c.tick(n, k, 2)
        middle = m[1]
        p = (b[0] + (d[0] - b[0]) * middle / 2.2, middle)
        q = (k[0] + (a[0] - k[0]) * (middle / 2.2), middle)
        c.length(a, d, top)
        c.length(b, k, bottom, -1)
        sides = ("N", "W", "E", "N", "W", "E", "NW", "NE")
        for point, name, side in zip((a, b, k, d, m, n, p, q), names, sides, strict=True):
            c.text(point, name, side)

    return draw


def cone(radius: str, slant: str, high: float = 2.6) -> Drawer:
    def draw(c: Canvas) -> None:
        c.arc((0, 0), (1.2, 0.34), 180, 360)
        c.arc((0, 0), (1.2, 0.34), 0, 180, dash=True, width=0.8)
        c.line((-1.2, 0), (0, high), (1.2, 0))
        c.line((0, high), (0, 0), (1.2, 0), dash=True, width=0.7)
        c.right((0, 0), (0, high), (1.2, 0), 12)
        c.dot((0, 0), radius=2.5)
        c.length((0, 0), (1.2, 0), radius, 1)
        c.length((0, high), (1.2, 0), slant, 1)

    return draw


def pyramid(names: str, side: str, high: str) -> Drawer:
    """Names: apex, four of the base, foot."""

    def draw(c: Canvas) -> None:
        a, b, d, e = (0.0, 0.0), (3.0, 0.0), (4.2, 1.0), (1.2, 1.0)
        h = between(a, d)
        top = (h[0], 3.7)
        c.line(top, a, b, d, top, b)
        c.line(a, e, d, dash=True, width=0.8)
        c.line(e, top, dash=True, width=0.8)
        c.line(a, d, dash=True, width=0.5), c.line(b, e, dash=True, width=0.5)
        c.line(top, h, dash=True, width=0.8)
        c.length(a, b, side, -1)
        c.text(between(top, h, 0.62), high, "W", gap=6)
        for point, name, away in zip((top, a, b, d, e, h), names, ("N", "W", "SE", "E", "NW", "S"), strict=True):
            c.text(point, name, away)

    return draw


def cyclic(names: str, first: str, second: str, third: str, fourth: str) -> Drawer:
    def draw(c: Canvas) -> None:
        corners = [at((0, 0), 1, turn) for turn in (118, 190, 322, 42)]
        c.arc((0, 0), 1)
        c.poly(*corners)
        for k, label in enumerate((first, second, third, fourth)):
            c.angle(corners[k], corners[k - 1], corners[(k + 1) % 4], label, 22)
        for point, name in zip(corners, names, strict=True):
            c.text(point, name, point)

    return draw


def tower(distance: str, degrees: int, eye: str, tree: bool) -> Drawer:
    def draw(c: Canvas) -> None:
        rise = 4 * math.tan(math.radians(degrees)) * (1.0 if degrees < 50 else 0.62)
        ground, top = 0.55, 0.55 + rise
        c.line((-0.7, 0), (5.2, 0))
        c.line((0, 0), (0, ground))
        c.line((0, ground), (4, ground), dash=True, width=0.7)
        c.line((0, ground), (4, top))
        if tree:
            c.line((3.93, 0), (3.93, 0.9 * top)), c.line((4.07, 0), (4.07, 0.9 * top))
            for k in range(3):
                y = top * (0.42 + 0.2 * k)
                c.line((4 - 0.6 + 0.14 * k, y), (4, y + top * 0.2), (4 + 0.6 - 0.14 * k, y), width=0.9)
        else:
            c.poly((4, 0), (4, top), (4.8, top), (4.8, 0))
            for k in range(1, 5):
                c.line((4.25, top * k / 5), (4.55, top * k / 5), width=0.7)
        c.angle((0, ground), (4, ground), (4, top), f"{degrees}°", 46)
        c.length((0, 0), (4, 0), distance, -1)
        c.text((0, ground / 2), eye, "W")

    return draw


def parallelogram(names: str) -> Drawer:
    def draw(c: Canvas) -> None:
        a, b, d, e = (1.0, 2.0), (0.0, 0.0), (3.6, 0.0), (4.6, 2.0)
        c.poly(a, b, d, e)
        c.line(a, d), c.line(b, e)
        for point, name, side in zip((a, b, d, e, between(a, d)), names, ("NW", "SW", "SE", "NE", "N"), strict=True):
            c.text(point, name, side)

    return draw


def solid(x: float, y: float, z: float) -> Point:
    """A corner in oblique projection."""
    return x + 0.42 * y, z + 0.36 * y


def box(wide: str, deep: str, high: str, size: Point = (3.0, 2.0), tall: float = 2.2) -> Drawer:
    def draw(c: Canvas) -> None:
        w, d = size
        front = [solid(0, 0, 0), solid(w, 0, 0), solid(w, 0, tall), solid(0, 0, tall)]
        back = [solid(0, d, 0), solid(w, d, 0), solid(w, d, tall), solid(0, d, tall)]
        c.poly(*front)
        c.line(front[3], back[3], back[2], front[2])
        c.line(back[2], back[1], front[1])
        for near in (front[0], back[1], back[3]):
            c.line(back[0], near, dash=True, width=0.8)
        c.line(front[0], back[2], width=0.8, dash=True)
        c.length(front[0], front[1], wide, -1)
        c.length(front[1], back[1], deep, -1)
        c.length(back[1], back[2], high, -1)

    return draw


def zigzag(upper: str, lower: str, names: tuple[str, str] = ("l", "m"), ask: str = "x") -> Drawer:
    def draw(c: Canvas) -> None:
        a, p, b = (1.0, 2.0), (2.9, 1.0), (0.9, 0.0)
        c.line((-0.4, 2), (4, 2)), c.line((-0.4, 0), (4, 0))
        c.line(a, p, b)
        c.angle(a, (4, 2), p, upper, 34)
        c.angle(b, (4, 0), p, lower, 34)
        c.angle(p, a, b, ask, 22)
        c.text((4, 2), names[0], "E"), c.text((4, 0), names[1], "E")

    return draw


def centroid(names: str, first: str = "", second: str = "", shade: bool = False) -> Drawer:
    """Names: A B C, midpoints of BC and CA, centroid."""

    def draw(c: Canvas) -> None:
        a, b, k = (1.0, 2.7), (-0.6, 0.0), (3.4, 0.0)
        d, e = between(b, k), between(k, a)
        g = ((a[0] + b[0] + k[0]) / 3, 0.9)
        if shade:
            c.fill([g, b, d])
        c.poly(a, b, k)
        c.line(a, d), c.line(b, e)
        c.tick(b, d), c.tick(d, k), c.tick(k, e, 2), c.tick(e, a, 2)
        if first:
            c.length(a, d, first, 1), c.length(b, g, second, 1)
        for point, name, side in zip((a, b, k, d, e, g), names, ("N", "W", "E", "S", "NE", "NE"), strict=True):
            c.text(point, name, side)

    return draw


def isosceles(names: str, degrees: int) -> Drawer:
    def draw(c: Canvas) -> None:
        half = math.tan(math.radians(degrees / 2))
        a, b, k = (0.0, 3.0), (-3 * half, 0.0), (3 * half, 0.0)
        side = math.hypot(3 * half, 3)
        d = between(k, a, 6 * half / (6 * half + side))
        c.poly(a, b, k), c.line(b, d)
        c.tick(a, between(a, b, 0.6)), c.tick(a, between(a, k, 0.6))
        c.angle(a, b, k, f"{degrees}°", 30)
        c.angle(b, k, d, "•", 46), c.angle(b, d, a, "•", 40)
        c.angle(d, b, k, "x", 18)
        for point, name, away in zip((a, b, k, d), names, ("N", "W", "E", "NE"), strict=True):
            c.text(point, name, away)

    return draw


def sector(degrees: int, radius: str, start: float = 0) -> Drawer:
    def draw(c: Canvas) -> None:
        o, a, b = (0, 0), at((0, 0), 1, start), at((0, 0), 1, start + degrees)
        c.fill([o, *ring(o, 1, start, start + degrees)])
        c.line(a, o, b), c.arc(o, 1, start, start + degrees)
        c.angle(o, a, b, f"{degrees}°", 26)
        c.length(o, a, radius, -1)

    return draw


def tangent_chord(names: str, known: str) -> Drawer:
    """Names: contact, second, third, end of the tangent."""

    def draw(c: Canvas) -> None:
        a, b, k = at((0, 0), 1, -90), at((0, 0), 1, 40), at((0, 0), 1, 220)
        c.arc((0, 0), 1), c.poly(a, b, k)
        c.line((-1.3, -1), (1.6, -1))
        c.dot((0, 0), radius=3)
        c.text((0, 0), "O", "N")
        c.angle(a, (1, -1), b, known, 30)
        c.angle(b, a, k, "x", 40)
        for point, name, side in zip((a, b, k, (1.6, -1)), names, ("S", "NE", "W", "E"), strict=True):
            c.text(point, name, side)

    return draw


def incircle(c: Canvas) -> None:
    a, b, k = (0.0, 8.0), (0.0, 0.0), (15.0, 0.0)
    c.poly(a, b, k), c.arc((3, 3), 3), c.right(b, a, k)
    c.dot((3, 3), radius=3), c.text((3, 3), "I", "NE", gap=4)
    c.length(a, b, "8", -1), c.length(b, k, "15", -1)
    c.text(a, "A", "N"), c.text(b, "B", "SW"), c.text(k, "C", "E")


def chords(c: Canvas) -> None:
    a, b, k, d = (at((0, 0), 1, turn) for turn in (165, 15, 112, 285))
    c.arc((0, 0), 1), c.line(a, b), c.line(k, d)
    slope = (d[1] - k[1]) / (d[0] - k[0])
    p = (k[0] + (a[1] - k[1]) / slope, a[1])
    c.length(a, p, "3", 1), c.length(p, b, "8", 1), c.length(k, p, "4", 1), c.length(p, d, "x", 1)
    for point, name in zip((a, b, k, d), "ABCD", strict=True):
        c.text(point, name, point)
    c.text(p, "P", "SW", gap=4)


def bisector(c: Canvas) -> None:
    b, k = (0.0, 0.0), (7.0, 0.0)
    x = (64 - 36 + 49) / 14
    a = (x, math.sqrt(64 - x * x))
    d = (4.0, 0.0)
    c.poly(a, b, k), c.line(a, d)
    c.angle(a, b, d, "•", 34), c.angle(a, d, k, "•", 40)
    c.length(a, b, "8", -1), c.length(a, k, "6", 1), c.length(b, k, "7", -1, 0.13)
    c.text(a, "A", "N"), c.text(b, "B", "W"), c.text(k, "C", "E"), c.text(d, "D", "S", gap=6)


def ellipse(c: Canvas) -> None:
    c.axes((-6, 6.6), (-4, 4.4))
    c.arc((0, 0), (5, 3))
    p = at((0, 0), 1, 62)
    p = (5 * p[0], 3 * p[1])
    c.line((-4, 0), p, (4, 0), width=0.8)
    c.dot((-4, 0)), c.dot((4, 0)), c.dot(p)
    c.text((-4, 0), "F′", "S"), c.text((4, 0), "F", "S"), c.text(p, "P", "NE", gap=5)
    c.text((5, 0), "5", "SE", gap=4, size=0.85), c.text((0, 3), "3", "NW", gap=4, size=0.85)


def parabola(c: Canvas) -> None:
    c.axes((-3, 6), (-6, 6.4))
    c.path([(y * y / 8, y) for y in [k / 20 - 6 for k in range(241)]])
    p = (3, math.sqrt(24))
    c.line((2, 0), p, (-2, p[1]), width=0.8)
    c.line((-2, -6), (-2, 6), dash=True, width=0.7)
    c.right((-2, p[1]), p, (-2, 0), 12)
    c.dot((2, 0)), c.dot(p)
    c.text((2, 0), "F", "SE", gap=5), c.text(p, "P", "E"), c.text((-2, p[1]), "H", "W")
    c.text((4.4, -5.9), "y^2=8x", "SW", gap=10)


def tetrahedron(c: Canvas) -> None:
    b, k, d, a = (0.0, 0.0), (1.3, -1.1), (4.0, 0.3), (1.75, 2.9)
    h = ((b[0] + k[0] + d[0]) / 3, (b[1] + k[1] + d[1]) / 3)
    c.line(a, b, k, d, a, k), c.line(b, d, dash=True, width=0.8), c.line(a, h, dash=True, width=0.8)
    c.dot(h, radius=2.5), c.length(a, d, "6", 1)
    for point, name, side in zip((a, b, k, d, h), "ABCDH", ("N", "W", "S", "E", "SW"), strict=True):
        c.text(point, name, side)


def three_perpendiculars(c: Canvas) -> None:
    c.poly((0, 0), (5.2, 0), (6.6, 2.2), (1.4, 2.2))
    c.text((0.2, 0), "\\r{α}", "NE", gap=10)
    o, h, a, p = (2.2, 1.5), (3.2, 0.7), (5.3, 1.1), (2.2, 4.0)
    c.line((1.7, 0.42), (5.9, 1.22)), c.text((5.9, 1.22), "l", "N", gap=4)
    c.line(p, o, h), c.line(p, h), c.line(p, a), c.line(o, a, dash=True, width=0.7)
    c.right(o, p, h, 11), c.right(h, o, a, 11)
    for point, name, side in zip((o, h, a, p), "OHAP", ("W", "S", "S", "N"), strict=True):
        c.text(point, name, side)
    c.text(between(p, o), "4", "W"), c.text(between(o, h), "3", "W", gap=6)


def two_circles(c: Canvas) -> None:
    lean = math.degrees(math.acos(3 / 9))
    o, p = (0.0, 0.0), (9.0, 0.0)
    a, b = at(o, 5, lean), at(p, 2, lean)
    c.arc(o, 5), c.arc(p, 2)
    c.line(between(a, b, -0.2), between(a, b, 1.25))
    c.line(o, a), c.line(p, b), c.line(o, p, dash=True, width=0.7)
    c.right(a, o, b), c.right(b, p, a, 10)
    c.dot(o, radius=3), c.dot(p, radius=3)
    c.length(o, a, "5", 1), c.length(p, b, "2", -1), c.length((5, 0), (7, 0), "9", -1)
    c.text(o, "O", "SW"), c.text(p, "O′", "SE"), c.text(a, "A", "N"), c.text(b, "B", "N")


def semicircle(c: Canvas) -> None:
    a, b, k = (-1, 0), (1, 0), at((0, 0), 1, 64)
    c.arc((0, 0), 1, 0, 180), c.poly(a, b, k), c.dot((0, 0), radius=3)
    c.angle(a, b, k, "32°", 48), c.angle(b, k, a, "x", 26)
    for point, name, side in zip((a, b, k, (0, 0)), "ABCO", ("W", "E", "N", "S"), strict=True):
        c.text(point, name, side)


def hexagon(c: Canvas) -> None:
    corners = [at((0, 0), 1, 60 * k) for k in range(6)]
    c.fill([corners[0], corners[2], corners[4]])
    c.poly(*corners), c.poly(corners[0], corners[2], corners[4])
    for point, name in zip(corners, "ABCDEF", strict=True):
        c.text(point, name, point)
    c.length(corners[4], corners[5], "4", -1)


def water_tank(c: Canvas) -> None:
    c.arc((0, 3), (1.5, 0.4)), c.line((-1.5, 3), (0, 0), (1.5, 3))
    t = 0.6
    c.fill(ring((0, 3 * t), (1.5 * t, 0.4 * t)) + [(0, 0)], 228)
    c.fill([(-1.5 * t, 3 * t), (0, 0), (1.5 * t, 3 * t)], 228)
    c.arc((0, 3 * t), (1.5 * t, 0.4 * t))
    c.line((-1.5, 3), (0, 0), (1.5, 3))
    c.line((2.0, 0), (2.0, 3), width=0.6), c.line((1.9, 0), (2.1, 0), width=0.6), c.line((1.9, 3), (2.1, 3), width=0.6)
    c.text((2.0, 1.5), "10 cm", "E")
    c.line((-1.7, 0), (-1.7, 3 * t), width=0.6), c.line((-1.8, 0), (-1.6, 0), width=0.6)
    c.line((-1.8, 3 * t), (-1.6, 3 * t), width=0.6), c.text((-1.7, 1.5 * t), "6 cm", "W")


def folded(c: Canvas) -> None:
    a, b, k, d = (0.0, 6.0), (0.0, 0.0), (10.0, 0.0), (10.0, 6.0)
    f = (8.0, 6.0)
    e = (10.0, 10 / 3)
    c.line(f, a, b, k, e), c.line(f, d, e, dash=True, width=0.7)
    c.line(b, f), c.line(f, e), c.line(b, e), c.right(f, b, e, 13)
    c.length(b, k, "10", -1), c.length(a, b, "6", -1)
    for point, name, side in zip((a, b, k, d, e, f), "ABCDEF", ("NW", "SW", "SE", "NE", "E", "N"), strict=True):
        c.text(point, name, side)


def single(name: str, level: str, unit: str, difficulty: str, *parts: object, **more: object) -> Family:
    return Family(name, "기하", level, unit, difficulty, (base(*parts, **more),))  # type: ignore[arg-type]


FAMILIES = [
    Family(
        "inscribed",
        "기하",
        "중3",
        "원주각",
        "하",
        (
            base(
                r"그림과 같이 원 $\mathrm{O}$ 위에 세 점 $\mathrm{A}$, $\mathrm{B}$, $\mathrm{P}$가 있다. $\angle\mathrm{AOB}=110^\circ$일 때, $\angle x$의 크기는?",
                r"$55^\circ$",
                r"한 호에 대한 원주각의 크기는 중심각의 크기의 $\frac{1}{2}$이므로 $\angle x=\frac{1}{2}\times110^\circ=55^\circ$이다.",
                (r"$45^\circ$", r"$50^\circ$", r"$55^\circ$", r"$60^\circ$", r"$70^\circ$"),
                inscribed("OABP", 110),
            ),
            reworded(
                "중심이 C인 원에서 호 QR를 바라보는 중심각의 크기가 110°라고 한다. 이 호에 대한 원주각 ∠QSR(그림의 ∠y)는 몇 도인지 구하여라.",
                "55°",
                "원주각은 같은 호에 대한 중심각의 절반이다. 따라서 ∠y = 110° ÷ 2 = 55°이다.",
                draw=inscribed("CQRS", 110, "y", 104),
                hand=BOLD,
                unit="원의 성질",
            ),
            numbers(
                r"그림과 같이 원 $\mathrm{O}$ 위에 세 점 $\mathrm{A}$, $\mathrm{B}$, $\mathrm{P}$가 있다. $\angle\mathrm{AOB}=124^\circ$일 때, $\angle x$의 크기는?",
                r"$62^\circ$",
                r"한 호에 대한 원주각의 크기는 중심각의 크기의 $\frac{1}{2}$이므로 $\angle x=62^\circ$이다.",
                (r"$56^\circ$", r"$58^\circ$", r"$60^\circ$", r"$62^\circ$", r"$64^\circ$"),
                inscribed("OABP", 124),
            ),
        ),
    ),
    Family(
        "tangents",
        "기하",
        "중3",
        "원과 접선",
        "중",
        (
            base(
                r"점 $\mathrm{P}$에서 원 $\mathrm{O}$에 그은 두 접선의 접점을 각각 $\mathrm{A}$, $\mathrm{B}$라 하자. $\overline{\mathrm{OA}}=5$, $\overline{\mathrm{OP}}=13$일 때, $\overline{\mathrm{PA}}$의 길이를 구하시오.",
                r"$12$",
                r"$\overline{\mathrm{OA}}\perp\overline{\mathrm{PA}}$이므로 $\overline{\mathrm{PA}}=\sqrt{13^2-5^2}=12$이다.",
                draw=tangents("OPAB", "5", "13"),
            ),
            redrawn(
                "원 K 밖의 한 점 T에서 이 원에 두 접선을 그어 접점을 M, N이라고 하였다. 원의 반지름이 5이고 중심 K와 점 T 사이의 거리가 13이라면 접선의 길이 TM은 얼마인가?",
                "12",
                "접선은 접점을 지나는 반지름에 수직이다. 직각삼각형 KMT에서 피타고라스 정리를 쓰면 TM = 12이다.",
                ("8", "9", "10", "12", "14"),
                tangents("KTMN", "5", "13"),
                SCAN_FLIPPED,
                unit="원의 접선",
            ),
            other(
                r"그림에서 두 직선 $\mathrm{PA}$, $\mathrm{PB}$는 원 $\mathrm{O}$의 접선이고 두 점 $\mathrm{A}$, $\mathrm{B}$는 접점이다. 사각형 $\mathrm{PAOB}$의 넓이를 구하시오.",
                r"$60$",
                r"$\overline{\mathrm{PA}}=12$이고 두 직각삼각형 $\mathrm{PAO}$, $\mathrm{PBO}$는 합동이므로 넓이는 $2\times\frac{1}{2}\times5\times12=60$이다.",
                draw=tangents("OPAB", "5", "13"),
            ),
        ),
    ),
    Family(
        "altitude",
        "기하",
        "중2",
        "닮음의 활용",
        "중",
        (
            base(
                r"$\angle\mathrm{A}=90^\circ$인 직각삼각형 $\mathrm{ABC}$의 꼭짓점 $\mathrm{A}$에서 빗변 $\mathrm{BC}$에 내린 수선의 발을 $\mathrm{D}$라 하자. $\overline{\mathrm{BD}}=4$, $\overline{\mathrm{CD}}=9$일 때, $x$의 값은?",
                r"$6$",
                r"$\triangle\mathrm{ABD}\sim\triangle\mathrm{CAD}$이므로 $x^2=4\times9=36$, 즉 $x=6$이다.",
                (r"$5$", r"$\frac{11}{2}$", r"$6$", r"$\frac{13}{2}$", r"$7$"),
                altitude("ABCD", 4, 9),
            ),
            redrawn(
                "오른쪽 그림의 삼각형 PQR는 ∠P가 직각이며, 선분 PH는 변 QR와 수직으로 만난다. 선분 QH, HR의 길이가 차례로 4, 9이면 PH = x는 얼마인지 구하시오.",
                "x = 6",
                "직각삼각형의 닮음에서 PH² = QH × HR = 4 × 9 = 36이다. x > 0이므로 x = 6이다.",
                draw=altitude("PQRH", 4, 9),
                hand=FLIP_TURN,
                unit="직각삼각형의 닮음",
            ),
            numbers(
                r"$\angle\mathrm{A}=90^\circ$인 직각삼각형 $\mathrm{ABC}$의 꼭짓점 $\mathrm{A}$에서 빗변 $\mathrm{BC}$에 내린 수선의 발을 $\mathrm{D}$라 하자. $\overline{\mathrm{BD}}=2$, $\overline{\mathrm{CD}}=8$일 때, $x$의 값은?",
                r"$4$",
                r"$\triangle\mathrm{ABD}\sim\triangle\mathrm{CAD}$이므로 $x^2=2\times8=16$, 즉 $x=4$이다.",
                (r"$3$", r"$\frac{7}{2}$", r"$4$", r"$\frac{9}{2}$", r"$5$"),
                altitude("ABCD", 2, 8),
            ),
        ),
    ),
    Family(
        "cut-triangle",
        "기하",
        "중2",
        "평행선과 선분의 길이의 비",
        "하",
        (
            base(
                r"그림의 $\triangle\mathrm{ABC}$에서 $\overline{\mathrm{BC}}\parallel\overline{\mathrm{DE}}$이고 $\overline{\mathrm{AD}}=4$, $\overline{\mathrm{DB}}=2$, $\overline{\mathrm{DE}}=6$이다. $\overline{\mathrm{BC}}$의 길이를 구하시오.",
                r"$9$",
                r"$\overline{\mathrm{AD}}:\overline{\mathrm{AB}}=\overline{\mathrm{DE}}:\overline{\mathrm{BC}}$이므로 $4:6=6:\overline{\mathrm{BC}}$, $\overline{\mathrm{BC}}=9$이다.",
                draw=cut_triangle("ABCDE", 4, 2, 6),
            ),
            reworded(
                "삼각형 KLM의 변 KL, KM 위의 두 점 S, T를 이은 선분 ST는 변 LM과 평행하다. ST의 길이가 6, SL의 길이가 2, KS의 길이가 4이면 변 LM의 길이 y는 얼마인가?",
                "9",
                "삼각형 KST와 KLM은 닮음비가 4 : 6인 닮은 도형이다. 그러므로 y = 6 × 6/4 = 9이다.",
                ("8", "9", "10", "11", "12"),
                cut_triangle("KLMST", 4, 2, 6, "y"),
                FINE,
                unit="도형의 닮음",
            ),
            numbers(
                r"그림의 $\triangle\mathrm{ABC}$에서 $\overline{\mathrm{BC}}\parallel\overline{\mathrm{DE}}$이고 $\overline{\mathrm{AD}}=6$, $\overline{\mathrm{DB}}=3$, $\overline{\mathrm{DE}}=8$이다. $\overline{\mathrm{BC}}$의 길이를 구하시오.",
                r"$12$",
                r"$6:9=8:\overline{\mathrm{BC}}$이므로 $\overline{\mathrm{BC}}=12$이다.",
                draw=cut_triangle("ABCDE", 6, 3, 8),
            ),
        ),
    ),
    Family(
        "trapezium",
        "기하",
        "중2",
        "삼각형의 두 변의 중점을 이은 선분",
        "중",
        (
            base(
                r"$\overline{\mathrm{AD}}\parallel\overline{\mathrm{BC}}$인 사다리꼴 $\mathrm{ABCD}$에서 $\overline{\mathrm{AB}}$, $\overline{\mathrm{DC}}$의 중점을 각각 $\mathrm{M}$, $\mathrm{N}$이라 하고, $\overline{\mathrm{MN}}$이 두 대각선과 만나는 점을 $\mathrm{P}$, $\mathrm{Q}$라 하자. $\overline{\mathrm{AD}}=6$, $\overline{\mathrm{BC}}=10$일 때, $\overline{\mathrm{PQ}}$의 길이는?",
                r"$2$",
                r"$\overline{\mathrm{MQ}}=\frac{1}{2}\overline{\mathrm{BC}}=5$, $\overline{\mathrm{MP}}=\frac{1}{2}\overline{\mathrm{AD}}=3$이므로 $\overline{\mathrm{PQ}}=2$이다.",
                (r"$1$", r"$\frac{3}{2}$", r"$2$", r"$\frac{5}{2}$", r"$3$"),
                trapezium("ABCDMNPQ", "6", "10"),
            ),
            redrawn(
                "윗변과 아랫변의 길이가 각각 6, 10인 사다리꼴 EFGH가 있다. 평행하지 않은 두 변 EF, HG의 한가운데 점 S, T를 이은 선분이 대각선 FH, EG에 의해 잘린 부분 UV의 길이를 구하여라.",
                "2",
                "삼각형의 중점연결정리에 의해 SV = 5, SU = 3이다. 따라서 UV = SV − SU = 2이다.",
                draw=trapezium("EFGHSTUV", "6", "10"),
                hand=SCAN_TURNED,
                unit="중점연결정리",
            ),
            other(
                r"그림과 같은 사다리꼴 $\mathrm{ABCD}$에서 $\overline{\mathrm{AD}}\parallel\overline{\mathrm{BC}}$이고 $\mathrm{M}$, $\mathrm{N}$은 각각 $\overline{\mathrm{AB}}$, $\overline{\mathrm{DC}}$의 중점이다. $\overline{\mathrm{MN}}+\overline{\mathrm{MP}}$의 값을 구하시오.",
                r"$11$",
                r"$\overline{\mathrm{MN}}=\frac{6+10}{2}=8$, $\overline{\mathrm{MP}}=\frac{6}{2}=3$이므로 합은 $11$이다.",
                draw=trapezium("ABCDMNPQ", "6", "10"),
            ),
        ),
    ),
    Family(
        "cone",
        "기하",
        "중1",
        "입체도형의 겉넓이와 부피",
        "중",
        (
            base(
                r"밑면의 반지름의 길이가 $3\,\mathrm{cm}$이고 모선의 길이가 $5\,\mathrm{cm}$인 원뿔의 부피를 구하시오.",
                r"$12\pi\,\mathrm{cm}^3$",
                r"높이는 $\sqrt{5^2-3^2}=4\,(\mathrm{cm})$이므로 부피는 $\frac{1}{3}\times\pi\times3^2\times4=12\pi\,(\mathrm{cm}^3)$이다.",
                draw=cone("3 \\r{cm}", "5 \\r{cm}"),
                level="중2",
            ),
            reworded(
                "그림은 꼭짓점에서 밑면의 둘레까지 잰 길이가 5 cm인 원뿔이다. 밑면인 원의 지름이 6 cm일 때 이 입체도형의 부피는 몇 cm³인가?",
                "12π cm³",
                "밑면의 반지름이 3 cm, 모선이 5 cm이므로 높이는 4 cm이다. 부피는 1/3 × 9π × 4 = 12π (cm³)이다.",
                ("9π cm³", "12π cm³", "15π cm³", "36π cm³", "45π cm³"),
                cone("3 \\r{cm}", "5 \\r{cm}", 2.0),
                HATCH,
                level="중2",
                unit="원뿔의 부피",
            ),
            numbers(
                r"밑면의 반지름의 길이가 $5\,\mathrm{cm}$이고 모선의 길이가 $13\,\mathrm{cm}$인 원뿔의 부피를 구하시오.",
                r"$100\pi\,\mathrm{cm}^3$",
                r"높이는 $\sqrt{13^2-5^2}=12\,(\mathrm{cm})$이므로 부피는 $\frac{1}{3}\times25\pi\times12=100\pi\,(\mathrm{cm}^3)$이다.",
                draw=cone("5 \\r{cm}", "13 \\r{cm}", 3.0),
                level="중2",
            ),
        ),
    ),
    Family(
        "pyramid",
        "기하",
        "중2",
        "피타고라스 정리의 활용",
        "중",
        (
            base(
                r"그림과 같이 밑면은 한 변의 길이가 $6$인 정사각형이고 옆면은 모두 합동인 이등변삼각형인 사각뿔 $\mathrm{O}-\mathrm{ABCD}$가 있다. 높이 $\overline{\mathrm{OH}}=4$일 때, 이 사각뿔의 부피를 구하시오.",
                r"$48$",
                r"부피는 $\frac{1}{3}\times6^2\times4=48$이다.",
                draw=pyramid("OABCDH", "6", "4"),
            ),
            redrawn(
                "정사각뿔 V-PQRS에서 꼭짓점 V로부터 밑면까지의 거리는 4이고, 밑면의 한 모서리 PQ는 6이다. 정사각뿔이 차지하는 공간의 크기(부피)를 고르면?",
                "48",
                "뿔의 부피는 (밑넓이) × (높이) ÷ 3이므로 36 × 4 ÷ 3 = 48이다.",
                ("36", "48", "72", "96", "144"),
                pyramid("VPQRST", "6", "4"),
                FLIPPED,
                unit="뿔의 부피",
                level="중1",
            ),
            other(
                r"그림과 같은 정사각뿔 $\mathrm{O}-\mathrm{ABCD}$의 겉넓이를 구하시오.",
                r"$96$",
                r"옆면인 이등변삼각형의 높이는 $\sqrt{4^2+3^2}=5$이므로 겉넓이는 $36+4\times\frac{1}{2}\times6\times5=96$이다.",
                draw=pyramid("OABCDH", "6", "4"),
            ),
        ),
    ),
    Family(
        "cyclic",
        "기하",
        "중3",
        "원에 내접하는 사각형",
        "중",
        (
            base(
                r"사각형 $\mathrm{ABCD}$가 원에 내접하고 $\angle\mathrm{A}=82^\circ$, $\angle\mathrm{B}=110^\circ$일 때, $\angle x-\angle y$의 크기는?",
                r"$28^\circ$",
                r"대각의 크기의 합이 $180^\circ$이므로 $\angle x=98^\circ$, $\angle y=70^\circ$이고 차는 $28^\circ$이다.",
                (r"$18^\circ$", r"$22^\circ$", r"$26^\circ$", r"$28^\circ$", r"$32^\circ$"),
                cyclic("ABCD", "82°", "110°", "x", "y"),
            ),
            redrawn(
                "네 점 E, F, G, H는 한 원 위에 차례로 놓여 있다. ∠HEF = 82°, ∠EFG = 110°라고 할 때 ∠FGH의 크기에서 ∠GHE의 크기를 뺀 값은 몇 도인가?",
                "28°",
                "원에 내접하는 사각형에서 마주 보는 두 각의 합은 180°이므로 ∠FGH = 98°, ∠GHE = 70°이다.",
                draw=cyclic("EFGH", "82°", "110°", "x", "y"),
                hand=SCAN_FLIPPED,
                unit="원주각의 활용",
            ),
            numbers(
                r"사각형 $\mathrm{ABCD}$가 원에 내접하고 $\angle\mathrm{A}=76^\circ$, $\angle\mathrm{B}=105^\circ$일 때, $\angle x-\angle y$의 크기는?",
                r"$29^\circ$",
                r"대각의 크기의 합이 $180^\circ$이므로 $\angle x=104^\circ$, $\angle y=75^\circ$이고 차는 $29^\circ$이다.",
                (r"$25^\circ$", r"$27^\circ$", r"$29^\circ$", r"$31^\circ$", r"$33^\circ$"),
                cyclic("ABCD", "76°", "105°", "x", "y"),
            ),
        ),
    ),
    Family(
        "tower",
        "기하",
        "중3",
        "삼각비의 활용",
        "중",
        (
            base(
                r"나무에서 $12\,\mathrm{m}$ 떨어진 지점에 선 민수가 나무의 꼭대기를 올려본각의 크기가 $30^\circ$이었다. 민수의 눈높이가 $1.5\,\mathrm{m}$일 때, 나무의 높이는 몇 $\mathrm{m}$인지 구하시오.",
                r"$4\sqrt{3}+1.5$",
                r"눈높이 위쪽 부분의 높이는 $12\tan30^\circ=4\sqrt{3}\,(\mathrm{m})$이므로 나무의 높이는 $(4\sqrt{3}+1.5)\,\mathrm{m}$이다.",
                draw=tower("12 \\r{m}", 30, "1.5 \\r{m}", True),
            ),
            reworded(
                "지면에서 눈까지의 높이가 1.5 m인 학생이 나무로부터 12 m만큼 물러나 나무 끝을 바라보았더니 시선이 수평과 이루는 각이 30°였다. 이 나무의 키로 알맞은 것은?",
                "(4√3 + 1.5) m",
                "12 × tan 30° = 4√3이고 여기에 눈높이 1.5를 더한다.",
                ("(4√3 + 1.5) m", "(6√3 + 1.5) m", "(12√3 + 1.5) m", "4√3 m", "(4√2 + 1.5) m"),
                tower("12 \\r{m}", 30, "1.5 \\r{m}", True),
                BOLD,
                unit="높이 구하기",
            ),
            numbers(
                r"건물에서 $15\,\mathrm{m}$ 떨어진 지점에 선 민수가 건물의 꼭대기를 올려본각의 크기가 $60^\circ$이었다. 민수의 눈높이가 $1.6\,\mathrm{m}$일 때, 건물의 높이는 몇 $\mathrm{m}$인지 구하시오.",
                r"$15\sqrt{3}+1.6$",
                r"눈높이 위쪽 부분의 높이는 $15\tan60^\circ=15\sqrt{3}\,(\mathrm{m})$이므로 건물의 높이는 $(15\sqrt{3}+1.6)\,\mathrm{m}$이다.",
                draw=tower("15 \\r{m}", 60, "1.6 \\r{m}", False),
            ),
        ),
    ),
    Family(
        "parallelogram",
        "기하",
        "중2",
        "평행사변형의 성질",
        "하",
        (
            base(
                r"평행사변형 $\mathrm{ABCD}$의 두 대각선의 교점을 $\mathrm{O}$라 하자. $\overline{\mathrm{AB}}=7$, $\overline{\mathrm{AC}}=12$, $\overline{\mathrm{BD}}=10$일 때, $\triangle\mathrm{OCD}$의 둘레의 길이를 구하시오.",
                r"$18$",
                r"$\overline{\mathrm{OC}}=6$, $\overline{\mathrm{OD}}=5$, $\overline{\mathrm{CD}}=7$이므로 둘레의 길이는 $18$이다.",
                draw=parallelogram("ABCDO"),
            ),
            other(
                r"넓이가 $36\,\mathrm{cm}^2$인 평행사변형 $\mathrm{ABCD}$의 두 대각선이 점 $\mathrm{O}$에서 만난다. 삼각형 $\mathrm{OAB}$의 넓이는?",
                r"$9\,\mathrm{cm}^2$",
                r"두 대각선은 평행사변형의 넓이를 사등분하므로 $36\div4=9\,(\mathrm{cm}^2)$이다.",
                (
                    r"$6\,\mathrm{cm}^2$",
                    r"$8\,\mathrm{cm}^2$",
                    r"$9\,\mathrm{cm}^2$",
                    r"$12\,\mathrm{cm}^2$",
                    r"$18\,\mathrm{cm}^2$",
                ),
                parallelogram("ABCDO"),
                FINE,
            ),
        ),
    ),
    Family(
        "box",
        "기하",
        "중2",
        "입체도형에서의 피타고라스 정리",
        "하",
        (
            base(
                r"세 모서리의 길이가 각각 $3$, $4$, $12$인 직육면체의 대각선의 길이를 구하시오.",
                r"$13$",
                r"$\sqrt{3^2+4^2+12^2}=\sqrt{169}=13$이다.",
                draw=box("4", "3", "12", (2.2, 1.8), 3.6),
            ),
            numbers(
                r"세 모서리의 길이가 각각 $2$, $3$, $6$인 직육면체의 대각선의 길이를 구하시오.",
                r"$7$",
                r"$\sqrt{2^2+3^2+6^2}=\sqrt{49}=7$이다.",
                draw=box("6", "2", "3", (4.2, 1.8), 2.0),
            ),
            other(
                r"그림과 같은 직육면체의 겉넓이는?",
                r"$192$",
                r"$2(4\times3+4\times12+3\times12)=2\times96=192$이다.",
                (r"$96$", r"$144$", r"$168$", r"$192$", r"$228$"),
                box("4", "3", "12", (2.2, 1.8), 3.6),
            ),
        ),
    ),
    Family(
        "zigzag",
        "기하",
        "중1",
        "평행선의 성질",
        "하",
        (
            base(
                r"그림에서 $l\parallel m$일 때, $\angle x$의 크기는?",
                r"$85^\circ$",
                r"꺾인 점을 지나고 $l$에 평행한 직선을 그으면 엇각의 성질에 의해 $\angle x=35^\circ+50^\circ=85^\circ$이다.",
                (r"$75^\circ$", r"$80^\circ$", r"$85^\circ$", r"$90^\circ$", r"$95^\circ$"),
                zigzag("35°", "50°"),
            ),
            reworded(
                "두 직선 p, q가 서로 평행하다. 꺾은 선이 p와 이루는 각이 35°, q와 이루는 각이 50°라면 꺾인 곳의 각 ∠y는 몇 도인지 쓰시오.",
                "85°",
                "보조선을 p와 평행하게 그으면 ∠y는 두 엇각 35°와 50°의 합이 된다.",
                draw=zigzag("35°", "50°", ("p", "q"), "y"),
                hand=FINE,
                unit="기본 도형",
            ),
            redrawn(
                "직선 a와 직선 b는 만나지 않고 나란하다. 아래 그림에 주어진 두 각을 보고 각 x의 크기를 구하여라.",
                "85도",
                "꺾인 점에서 두 직선에 평행한 선을 그어 엇각을 더하면 35 + 50 = 85(도)이다.",
                draw=zigzag("35°", "50°", ("a", "b")),
                hand=SCAN_TURNED,
                unit="동위각과 엇각",
            ),
            numbers(
                r"그림에서 $l\parallel m$일 때, $\angle x$의 크기는?",
                r"$75^\circ$",
                r"꺾인 점을 지나고 $l$에 평행한 직선을 그으면 엇각의 성질에 의해 $\angle x=28^\circ+47^\circ=75^\circ$이다.",
                (r"$65^\circ$", r"$70^\circ$", r"$75^\circ$", r"$80^\circ$", r"$85^\circ$"),
                zigzag("28°", "47°"),
            ),
        ),
    ),
    Family(
        "centroid",
        "기하",
        "중2",
        "삼각형의 무게중심",
        "중",
        (
            base(
                r"점 $\mathrm{G}$는 $\triangle\mathrm{ABC}$의 무게중심이다. $\overline{\mathrm{AD}}=12$, $\overline{\mathrm{BG}}=6$일 때, $\overline{\mathrm{AG}}+\overline{\mathrm{GE}}$의 값을 구하시오.",
                r"$11$",
                r"무게중심은 중선을 꼭짓점으로부터 $2:1$로 나누므로 $\overline{\mathrm{AG}}=8$, $\overline{\mathrm{GE}}=3$이다.",
                draw=centroid("ABCDEG"),
            ),
            reworded(
                "삼각형 PQR의 두 중선 PS, QT가 점 K에서 만난다. 중선 PS의 길이가 12이고 선분 QK의 길이가 6이면 PK와 KT의 길이의 합은?",
                "11",
                "K는 무게중심이므로 PK = 12 × 2/3 = 8, KT = 6 ÷ 2 = 3이고 합은 11이다.",
                ("9", "10", "11", "12", "13"),
                centroid("PQRSTK"),
                BOLD,
                unit="중선의 성질",
            ),
            other(
                r"$\triangle\mathrm{ABC}$의 두 중선 $\mathrm{AD}$, $\mathrm{BE}$의 교점을 $\mathrm{G}$라 하자. $\triangle\mathrm{GBD}$의 넓이가 $5$일 때, $\triangle\mathrm{ABC}$의 넓이를 구하시오.",
                r"$30$",
                r"세 중선은 삼각형의 넓이를 육등분하므로 $\triangle\mathrm{ABC}=6\times5=30$이다.",
                draw=centroid("ABCDEG", shade=True),
            ),
        ),
    ),
    Family(
        "isosceles",
        "기하",
        "중2",
        "이등변삼각형의 성질",
        "중",
        (
            base(
                r"$\overline{\mathrm{AB}}=\overline{\mathrm{AC}}$인 이등변삼각형 $\mathrm{ABC}$에서 $\angle\mathrm{B}$의 이등분선이 변 $\mathrm{AC}$와 만나는 점을 $\mathrm{D}$라 하자. $\angle\mathrm{A}=40^\circ$일 때, $\angle\mathrm{BDC}$의 크기를 구하시오.",
                r"$75^\circ$",
                r"$\angle\mathrm{C}=70^\circ$, $\angle\mathrm{DBC}=35^\circ$이므로 $\angle\mathrm{BDC}=180^\circ-70^\circ-35^\circ=75^\circ$이다.",
                draw=isosceles("ABCD", 40),
            ),
            numbers(
                r"$\overline{\mathrm{AB}}=\overline{\mathrm{AC}}$인 이등변삼각형 $\mathrm{ABC}$에서 $\angle\mathrm{B}$의 이등분선이 변 $\mathrm{AC}$와 만나는 점을 $\mathrm{D}$라 하자. $\angle\mathrm{A}=52^\circ$일 때, $\angle\mathrm{BDC}$의 크기를 구하시오.",
                r"$84^\circ$",
                r"$\angle\mathrm{C}=64^\circ$, $\angle\mathrm{DBC}=32^\circ$이므로 $\angle\mathrm{BDC}=84^\circ$이다.",
                draw=isosceles("ABCD", 52),
            ),
        ),
    ),
    Family(
        "sector",
        "기하",
        "중1",
        "부채꼴의 호의 길이와 넓이",
        "하",
        (
            base(
                r"그림과 같이 반지름의 길이가 $6\,\mathrm{cm}$이고 중심각의 크기가 $120^\circ$인 부채꼴의 넓이를 구하시오.",
                r"$12\pi\,\mathrm{cm}^2$",
                r"$\pi\times6^2\times\frac{120}{360}=12\pi\,(\mathrm{cm}^2)$이다.",
                draw=sector(120, "6 \\r{cm}"),
            ),
            reworded(
                "반지름이 6 cm인 원을 중심각이 120°가 되도록 잘라 낸 부채꼴이 있다. 이 부채꼴은 몇 cm²의 넓이를 갖는가?",
                "12π cm²",
                "원의 넓이 36π의 1/3이므로 12π cm²이다.",
                ("4π cm²", "8π cm²", "12π cm²", "18π cm²", "24π cm²"),
                unit="원과 부채꼴",
            ),
            redrawn(
                "중심각이 120도, 반지름 6 cm인 아래 부채꼴에서 색칠한 부분의 넓이를 반올림하지 말고 π를 써서 나타내어라.",
                "12π(cm²)",
                "넓이는 중심각의 크기에 정비례하므로 36π × 120/360 = 12π이다.",
                draw=sector(120, "6 \\r{cm}"),
                hand=SCAN_FLIPPED,
            ),
            numbers(
                r"그림과 같이 반지름의 길이가 $8\,\mathrm{cm}$이고 중심각의 크기가 $135^\circ$인 부채꼴의 넓이를 구하시오.",
                r"$24\pi\,\mathrm{cm}^2$",
                r"$\pi\times8^2\times\frac{135}{360}=24\pi\,(\mathrm{cm}^2)$이다.",
                draw=sector(135, "8 \\r{cm}"),
            ),
        ),
    ),
    Family(
        "tangent-chord",
        "기하",
        "중3",
        "접선과 현이 이루는 각",
        "중",
        (
            base(
                r"직선 $\mathrm{AT}$는 원 $\mathrm{O}$의 접선이고 점 $\mathrm{A}$는 접점이다. $\overline{\mathrm{BC}}$가 원 $\mathrm{O}$의 지름이고 $\angle\mathrm{BAT}=65^\circ$일 때, $\angle x$의 크기는?",
                r"$25^\circ$",
                r"$\angle\mathrm{ACB}=\angle\mathrm{BAT}=65^\circ$이고 $\angle\mathrm{BAC}=90^\circ$이므로 $\angle x=25^\circ$이다.",
                (r"$20^\circ$", r"$25^\circ$", r"$30^\circ$", r"$35^\circ$", r"$40^\circ$"),
                tangent_chord("ABCT", "65°"),
            ),
            redrawn(
                "원 O의 지름 QR의 양 끝과 원 위의 점 P를 이어 만든 삼각형 PQR가 있다. P에서의 접선 PS와 현 PQ가 이루는 예각이 65°이면, 각 PQR는 몇 도인가?",
                "25°",
                "접선과 현이 이루는 각의 성질에서 ∠PRQ = 65°, 지름에 대한 원주각은 90°이므로 ∠PQR = 90° − 65° = 25°이다.",
                draw=tangent_chord("PQRS", "65°"),
                hand=FLIP_TURN,
                unit="원주각",
            ),
        ),
    ),
    single(
        "incircle",
        "중3",
        "삼각형의 내접원",
        "중",
        r"$\angle\mathrm{B}=90^\circ$인 직각삼각형 $\mathrm{ABC}$에서 $\overline{\mathrm{AB}}=8$, $\overline{\mathrm{BC}}=15$이다. 내접원 $\mathrm{I}$의 반지름의 길이를 구하시오.",
        r"$3$",
        r"$\overline{\mathrm{AC}}=17$이고 반지름을 $r$라 하면 $\frac{1}{2}r(8+15+17)=60$이므로 $r=3$이다.",
        draw=incircle,
    ),
    single(
        "chords",
        "중3",
        "원과 비례",
        "중",
        r"원 위의 네 점에 대하여 두 현 $\mathrm{AB}$, $\mathrm{CD}$가 점 $\mathrm{P}$에서 만난다. $\overline{\mathrm{PA}}=3$, $\overline{\mathrm{PB}}=8$, $\overline{\mathrm{PC}}=4$일 때, $\overline{\mathrm{PD}}$의 길이는?",
        r"$6$",
        r"$\overline{\mathrm{PA}}\times\overline{\mathrm{PB}}=\overline{\mathrm{PC}}\times\overline{\mathrm{PD}}$이므로 $24=4\overline{\mathrm{PD}}$, $\overline{\mathrm{PD}}=6$이다.",
        (r"$5$", r"$\frac{11}{2}$", r"$6$", r"$\frac{13}{2}$", r"$7$"),
        chords,
    ),
    single(
        "bisector",
        "중2",
        "각의 이등분선의 성질",
        "중",
        r"삼각형 $\mathrm{ABC}$에서 $\overline{\mathrm{AB}}=8$, $\overline{\mathrm{AC}}=6$, $\overline{\mathrm{BC}}=7$이고 $\overline{\mathrm{AD}}$는 $\angle\mathrm{A}$의 이등분선이다. $\overline{\mathrm{BD}}$의 길이를 구하시오.",
        r"$4$",
        r"$\overline{\mathrm{BD}}:\overline{\mathrm{CD}}=8:6=4:3$이므로 $\overline{\mathrm{BD}}=7\times\frac{4}{7}=4$이다.",
        draw=bisector,
    ),
    single(
        "ellipse",
        "고3",
        "이차곡선",
        "중",
        r"타원 $\frac{x^2}{25}+\frac{y^2}{9}=1$의 두 초점을 $\mathrm{F}$, $\mathrm{F}'$이라 하자. 타원 위의 점 $\mathrm{P}$에 대하여 삼각형 $\mathrm{PFF}'$의 둘레의 길이를 구하시오. (단, 점 $\mathrm{P}$는 $x$축 위에 있지 않다.)",
        r"$18$",
        r"$\overline{\mathrm{PF}}+\overline{\mathrm{PF}'}=10$이고 $\overline{\mathrm{FF}'}=2\sqrt{25-9}=8$이므로 둘레의 길이는 $18$이다.",
        draw=ellipse,
    ),
    single(
        "parabola",
        "고3",
        "이차곡선",
        "중",
        r"포물선 $y^2=8x$ 위의 제$1$사분면의 점 $\mathrm{P}$와 초점 $\mathrm{F}$에 대하여 $\overline{\mathrm{PF}}=5$이다. 점 $\mathrm{P}$의 $x$좌표는?",
        r"$3$",
        r"준선이 $x=-2$이므로 $\overline{\mathrm{PF}}=\overline{\mathrm{PH}}=x+2=5$에서 $x=3$이다.",
        (r"$2$", r"$\frac{5}{2}$", r"$3$", r"$\frac{7}{2}$", r"$4$"),
        parabola,
    ),
    single(
        "tetrahedron",
        "고3",
        "공간도형",
        "중",
        r"한 모서리의 길이가 $6$인 정사면체 $\mathrm{ABCD}$의 꼭짓점 $\mathrm{A}$에서 밑면 $\mathrm{BCD}$에 내린 수선의 발을 $\mathrm{H}$라 할 때, $\overline{\mathrm{AH}}$의 길이를 구하시오.",
        r"$2\sqrt{6}$",
        r"$\overline{\mathrm{BH}}=\frac{2}{3}\times3\sqrt{3}=2\sqrt{3}$이므로 $\overline{\mathrm{AH}}=\sqrt{36-12}=2\sqrt{6}$이다.",
        draw=tetrahedron,
        hand=FINE,
    ),
    single(
        "three-perpendiculars",
        "고3",
        "공간도형",
        "중",
        r"평면 $\alpha$ 밖의 점 $\mathrm{P}$에서 평면 $\alpha$에 내린 수선의 발을 $\mathrm{O}$, 점 $\mathrm{O}$에서 평면 $\alpha$ 위의 직선 $l$에 내린 수선의 발을 $\mathrm{H}$라 하자. 직선 $l$ 위의 점 $\mathrm{A}$에 대하여 $\overline{\mathrm{PO}}=4$, $\overline{\mathrm{OH}}=3$, $\overline{\mathrm{AH}}=12$일 때, $\overline{\mathrm{PA}}$의 길이는?",
        r"$13$",
        r"삼수선의 정리에 의해 $\overline{\mathrm{PH}}\perp l$이고 $\overline{\mathrm{PH}}=5$이므로 $\overline{\mathrm{PA}}=\sqrt{5^2+12^2}=13$이다.",
        (r"$11$", r"$12$", r"$13$", r"$14$", r"$15$"),
        three_perpendiculars,
    ),
    single(
        "two-circles",
        "중3",
        "원의 접선",
        "상",
        r"반지름의 길이가 각각 $5$, $2$인 두 원 $\mathrm{O}$, $\mathrm{O}'$의 공통인 접선이 두 원과 만나는 접점을 $\mathrm{A}$, $\mathrm{B}$라 하자. $\overline{\mathrm{OO}'}=9$일 때, $\overline{\mathrm{AB}}$의 길이를 구하시오.",
        r"$6\sqrt{2}$",
        r"$\mathrm{O}'$에서 $\overline{\mathrm{OA}}$에 수선을 내리면 $\overline{\mathrm{AB}}=\sqrt{9^2-(5-2)^2}=\sqrt{72}=6\sqrt{2}$이다.",
        draw=two_circles,
    ),
    single(
        "semicircle",
        "중3",
        "원주각",
        "하",
        r"$\overline{\mathrm{AB}}$를 지름으로 하는 반원 $\mathrm{O}$ 위의 점 $\mathrm{C}$에 대하여 $\angle\mathrm{CAB}=32^\circ$일 때, $\angle x$의 크기는?",
        r"$58^\circ$",
        r"반원에 대한 원주각의 크기는 $90^\circ$이므로 $\angle x=90^\circ-32^\circ=58^\circ$이다.",
        (r"$48^\circ$", r"$52^\circ$", r"$58^\circ$", r"$62^\circ$", r"$64^\circ$"),
        semicircle,
    ),
    single(
        "hexagon-area",
        "중3",
        "삼각비의 활용",
        "중",
        r"한 변의 길이가 $4$인 정육각형 $\mathrm{ABCDEF}$에서 색칠한 삼각형 $\mathrm{ACE}$의 넓이를 구하시오.",
        r"$12\sqrt{3}$",
        r"$\overline{\mathrm{AC}}=4\sqrt{3}$이므로 정삼각형 $\mathrm{ACE}$의 넓이는 $\frac{\sqrt{3}}{4}\times48=12\sqrt{3}$이다.",
        draw=hexagon,
        hand=HATCH,
    ),
    single(
        "water-tank",
        "중2",
        "닮은 도형의 부피의 비",
        "중",
        r"그림과 같이 높이가 $10\,\mathrm{cm}$인 원뿔 모양의 그릇에 물을 $6\,\mathrm{cm}$ 높이까지 채웠다. 그릇의 부피가 $500\,\mathrm{cm}^3$일 때, 물의 부피는 몇 $\mathrm{cm}^3$인지 구하시오.",
        r"$108$",
        r"닮음비가 $3:5$이므로 부피의 비는 $27:125$이고 물의 부피는 $500\times\frac{27}{125}=108\,(\mathrm{cm}^3)$이다.",
        draw=water_tank,
    ),
    single(
        "folded",
        "중2",
        "피타고라스 정리의 활용",
        "상",
        r"직사각형 $\mathrm{ABCD}$ 모양의 종이를 선분 $\mathrm{BE}$를 접는 선으로 하여 점 $\mathrm{C}$가 변 $\mathrm{AD}$ 위의 점 $\mathrm{F}$에 오도록 접었다. $\overline{\mathrm{AB}}=6$, $\overline{\mathrm{BC}}=10$일 때, $\overline{\mathrm{CE}}$의 길이를 구하시오.",
        r"$\frac{10}{3}$",
        r"$\overline{\mathrm{BF}}=10$이므로 $\overline{\mathrm{AF}}=8$, $\overline{\mathrm{DF}}=2$이다. $\overline{\mathrm{CE}}=x$라 하면 $x^2=(6-x)^2+2^2$에서 $x=\frac{10}{3}$이다.",
        draw=folded,
    ),
    single(
        "polygon",
        "중1",
        "다각형",
        "하",
        r"한 외각의 크기가 $30^\circ$인 정다각형의 대각선의 개수를 구하시오.",
        r"$54$",
        r"$360^\circ\div30^\circ=12$에서 정십이각형이므로 대각선의 개수는 $\frac{12\times9}{2}=54$이다.",
    ),
    single(
        "archimedes",
        "중1",
        "입체도형의 겉넓이와 부피",
        "중",
        r"밑면의 지름과 높이가 모두 $6\,\mathrm{cm}$인 원기둥 안에 꼭 맞게 들어가는 구와 원뿔이 있다. 원뿔, 구, 원기둥의 부피의 비를 가장 간단한 자연수의 비로 나타내면?",
        r"$1:2:3$",
        r"부피는 차례로 $18\pi$, $36\pi$, $54\pi$이므로 비는 $1:2:3$이다.",
        (r"$1:2:3$", r"$1:3:4$", r"$2:3:4$", r"$1:2:4$", r"$2:3:6$"),
    ),
    single(
        "circle-tangent-line",
        "고1",
        "원의 방정식",
        "중",
        r"직선 $y=x+k$가 원 $x^2+y^2=8$에 접하도록 하는 양수 $k$의 값을 구하시오.",
        r"$4$",
        r"원의 중심과 직선 사이의 거리가 반지름과 같으므로 $\frac{k}{\sqrt{2}}=2\sqrt{2}$, $k=4$이다.",
    ),
    single(
        "point-line",
        "고1",
        "직선의 방정식",
        "하",
        r"점 $(3,\,-1)$과 직선 $3x-4y+2=0$ 사이의 거리는?",
        r"$3$",
        r"$\frac{|9+4+2|}{\sqrt{9+16}}=\frac{15}{5}=3$이다.",
        (r"$2$", r"$\frac{5}{2}$", r"$3$", r"$\frac{7}{2}$", r"$4$"),
    ),
    single(
        "division-point",
        "고1",
        "평면좌표",
        "하",
        r"두 점 $\mathrm{A}(-2,\,5)$, $\mathrm{B}(8,\,-5)$에 대하여 선분 $\mathrm{AB}$를 $3:2$로 내분하는 점의 좌표를 구하시오.",
        r"$(4,\,-1)$",
        r"$x=\frac{3\times8+2\times(-2)}{5}=4$, $y=\frac{3\times(-5)+2\times5}{5}=-1$이다.",
    ),
    single(
        "hyperbola",
        "고3",
        "이차곡선",
        "중",
        r"쌍곡선 $\frac{x^2}{9}-\frac{y^2}{16}=1$의 두 초점 사이의 거리를 $a$, 주축의 길이를 $b$라 할 때, $a+b$의 값을 구하시오.",
        r"$16$",
        r"$a=2\sqrt{9+16}=10$, $b=2\times3=6$이므로 $a+b=16$이다.",
    ),
]
