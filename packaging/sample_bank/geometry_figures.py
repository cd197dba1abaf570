"""Drawers of plane and solid figures and of conics."""

import math

from canvas import Canvas, Point, at, between, ring
from source import Drawer


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
    c.fill([*ring((0, 3 * t), (1.5 * t, 0.4 * t)), (0, 0)], 228)
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
