"""Drawers of charts, tables, streets and spinners."""

import math
from collections.abc import Sequence

from canvas import Canvas, at, ring, steps
from source import Drawer


def streets(wide: int, high: int, via: tuple[int, int] | None, names: str = "APB") -> Drawer:
    def draw(c: Canvas) -> None:
        for k in range(wide + 1):
            c.line((k, 0), (k, high))
        for k in range(high + 1):
            c.line((0, k), (wide, k))
        c.dot((0, 0)), c.dot((wide, high))
        c.text((0, 0), names[0], "SW", gap=6), c.text((wide, high), names[2], "NE", gap=6)
        if via:
            c.dot(via), c.text(via, names[1], "SE", gap=6)

    return draw


def histogram(counts: Sequence[int], start: int, step: int, names: tuple[str, str], wide: float = 1.0) -> Drawer:
    def draw(c: Canvas) -> None:
        unit = 5.0 / max(counts)
        top = max(counts)
        for level in range(2, top + 1, 2):
            c.line((0, level * unit), ((len(counts) + 1) * wide, level * unit), width=0.4, gray=165)
            c.text((0, level * unit), f"{level}", "W", size=0.8)
        for k, count in enumerate(counts):
            x, y = (k + 0.5) * wide, count * unit
            c.fill([(x, 0), (x + wide, 0), (x + wide, y), (x, y)])
            c.poly((x, 0), (x + wide, 0), (x + wide, y), (x, y))
            c.text((x, 0), f"{start + step * k}", "S", size=0.8)
        c.text(((len(counts) + 0.5) * wide, 0), f"{start + step * len(counts)}", "S", size=0.8)
        c.arrow((0, 0), ((len(counts) + 1.2) * wide, 0), width=0.75), c.arrow((0, 0), (0, 5.9), width=0.75)
        c.text((0, 5.9), names[1], "E", size=0.82), c.text(((len(counts) + 1.2) * wide, 0), names[0], "N", size=0.82)

    return draw


def polygon(c: Canvas) -> None:
    counts = (0, 2, 6, 9, 5, 3, 0)
    c.axes((-0.2, 7.4), (-0.2, 5.6), ("(시간)", "(명)"), "")
    for level in (3, 6, 9):
        c.line((0, level / 2), (7, level / 2), width=0.4, gray=165), c.text((0, level / 2), f"{level}", "W", size=0.8)
    c.path([(k + 0.5, count / 2) for k, count in enumerate(counts)], width=1.1)
    for k, count in enumerate(counts):
        c.dot((k + 0.5, count / 2), radius=3.4)
    for k in range(6):
        c.text((k + 1, 0), f"{2 * k}", "S", size=0.8)


def box_plot(
    low: int, first: int, middle: int, third: int, high: int, ends: tuple[int, int], tall: float = 1.0
) -> Drawer:
    def draw(c: Canvas) -> None:
        def x(value: float) -> float:
            return (value - ends[0]) * 0.2

        y, h = 1.3, 0.42 * tall
        c.fill([(x(first), y - h), (x(third), y - h), (x(third), y + h), (x(first), y + h)], 232)
        c.poly((x(first), y - h), (x(third), y - h), (x(third), y + h), (x(first), y + h))
        c.line((x(middle), y - h), (x(middle), y + h), width=1.2)
        c.line((x(low), y), (x(first), y)), c.line((x(third), y), (x(high), y))
        for value in (low, high):
            c.line((x(value), y - h / 2), (x(value), y + h / 2))
        for value in (low, first, middle, third, high):
            c.text((x(value), y + h), f"{value}", "N", size=0.82)
        c.line((x(ends[0]), 0), (x(ends[1]), 0), width=0.8)
        for value in range(ends[0], ends[1] + 1, 5):
            c.line((x(value), 0), (x(value), 0.12), width=0.8), c.text((x(value), 0), f"{value}", "S", size=0.78)

    return draw


MARKS = (
    (50, 60),
    (60, 50),
    (60, 70),
    (70, 60),
    (70, 80),
    (70, 70),
    (80, 70),
    (80, 90),
    (90, 80),
    (90, 90),
    (100, 90),
    (60, 60),
)


def scatter(names: tuple[str, str], gridded: bool = True) -> Drawer:
    def draw(c: Canvas) -> None:
        for k in range(1, 7):
            if gridded:
                c.line((k, 0), (k, 6.3), width=0.4, gray=160), c.line((0, k), (6.3, k), width=0.4, gray=160)
            else:
                c.line((k, 0), (k, 0.1), width=0.7), c.line((0, k), (0.1, k), width=0.7)
            c.text((k, 0), f"{40 + 10 * k}", "S", size=0.78), c.text((0, k), f"{40 + 10 * k}", "W", size=0.78)
        c.arrow((0, 0), (6.9, 0), width=0.75), c.arrow((0, 0), (0, 6.9), width=0.75)
        c.text((6.9, 0), names[0], "NE", gap=4, size=0.82), c.text((0, 6.9), names[1], "E", size=0.82)
        for x, y in MARKS:
            c.dot(((x - 40) / 10, (y - 40) / 10))

    return draw


def table(rows: Sequence[Sequence[str]], wide: Sequence[float], high: float = 0.9) -> Drawer:
    def draw(c: Canvas) -> None:
        c.table(rows, wide, high)

    return draw


def bell(left: float, right: float, words: tuple[str, str, str], middle: str = "m") -> Drawer:
    """A normal curve with the part from left to right standard deviations shaded."""

    def draw(c: Canvas) -> None:
        def f(x: float) -> float:
            return 2.6 * math.exp(-x * x / 2)

        c.fill([(left, 0), *[(x, f(x)) for x in steps(left, right)], (right, 0)])
        c.arrow((-3.6, 0), (3.8, 0), width=0.75), c.curve(f, -3.4, 3.4, width=1.1)
        c.line((0, 0), (0, f(0)), dash=True, width=0.6)
        for x, word in ((left, words[0]), (0.0, words[1]), (right, words[2])):
            if x:
                c.line((x, 0), (x, f(x)), width=0.8)
            c.text((x, 0), word, "S", size=0.9)
        c.text((3.8, 0), "x", "S")

    return draw


def spinner(count: int, start: float = 90, pointer: bool = True) -> Drawer:
    def draw(c: Canvas) -> None:
        c.arc((0, 0), 1)
        for k in range(count):
            c.line((0, 0), at((0, 0), 1, start - 360 / count * k), width=0.8)
            c.text(at((0, 0), 0.72, start - 360 / count * (k + 0.5)), f"{k + 1}", size=1.05)
        if pointer:
            c.arrow((0, 0), at((0, 0), 0.5, start + 27), width=1.4)
        c.dot((0, 0), radius=5)

    return draw


def roads(first: int, second: int, names: str) -> Drawer:
    def draw(c: Canvas) -> None:
        for left, count in ((0.0, first), (3.0, second)):
            for k in range(count):
                lift = (k - (count - 1) / 2) * (1.5 if count < 4 else 1.1)
                c.path([(left + 3 * t, lift * 4 * t * (1 - t) * 0.62) for t in steps(0, 1, 50)])
        for x, name in ((0.0, names[0]), (3.0, names[1]), (6.0, names[2])):
            disc = ring((x, 0), 0.34)
            c.fill(disc, 255), c.path(disc), c.text((x, 0), name)

    return draw


def stem_leaf(c: Canvas) -> None:
    rows = (("1", "2  5  8"), ("2", "0  3  4  7  9"), ("3", "1  1  6"), ("4", "0  5"))
    c.line((1, 0.2), (1, -3.4)), c.line((0, -0.5), (4.4, -0.5), width=0.8)
    c.text((0.5, -0.1), "줄기", size=0.95), c.text((2.6, -0.1), "잎", size=0.95)
    for k, (stem, leaves) in enumerate(rows):
        c.text((0.5, -0.95 - 0.7 * k), stem), c.text((1, -0.95 - 0.7 * k), leaves, "E", gap=16)
    c.text((4.4, 0.3), "(1|2는 12세)", "N", gap=2, size=0.8)


def target(c: Canvas) -> None:
    c.fill(ring((0, 0), 2)), c.fill(ring((0, 0), 1), 255)
    for radius in (1, 2, 3):
        c.arc((0, 0), radius)
    c.line((0, 0), (3, 0), width=0.8), c.dot((0, 0), radius=3)
    for k in range(3):
        c.line((k + 1, -0.08), (k + 1, 0.08), width=0.8), c.text((k + 0.5, 0), "1", "N", size=0.85)


def pie(c: Canvas) -> None:
    turn = 90.0
    for share, name in ((40, "도보"), (25, "버스"), (20, "지하철"), (15, "기타")):
        c.line((0, 0), at((0, 0), 1, turn), width=0.9)
        middle = at((0, 0), 0.62, turn - share * 1.8)
        (
            c.text((middle[0], middle[1] + 0.08), name, size=0.86),
            c.text((middle[0], middle[1] - 0.1), f"{share} %" if name != "버스" else "x %", size=0.84),
        )
        turn -= share * 3.6
    c.arc((0, 0), 1)


def tree(c: Canvas) -> None:
    c.dot((0, 0), radius=3)
    for y, word, share in ((1.3, "맑음", "0.7"), (-1.3, "비", "0.3")):
        (
            c.line((0.1, 0.07 * y), (2, y), width=0.9),
            c.text((1.0, y * 0.55), share, (-1, 1 if y > 0 else -1), gap=4, size=0.85),
        )
        c.text((2.1, y), word, "E", size=0.95)
        for up, late, part in ((0.6, "지각", "0.1" if y > 0 else "0.4"), (-0.6, "정시", "0.9" if y > 0 else "0.6")):
            (
                c.line((3.1, y + 0.06 * up), (4.8, y + up), width=0.9),
                c.text((4.0, y + 0.55 * up), part, (-1, 1 if up > 0 else -1), gap=3, size=0.85),
            )
            c.text((4.9, y + up), late, "E", size=0.95)
