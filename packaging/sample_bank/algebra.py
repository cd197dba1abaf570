"""수와 연산, 문자와 식, 수열, 집합과 명제."""

import math

from canvas import Canvas, between, ring
from source import (
    BOLD,
    FINE,
    HATCH,
    SCAN,
    SCAN_FLIPPED,
    SCAN_TURNED,
    SCAN_WIDE,
    TURNED,
    Drawer,
    Family,
    base,
    numbers,
    other,
    redrawn,
    reworded,
)


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
        c.length((0, 0), (w, 0), wide, -1, 0.06), c.length((0, 0), (0, h), high, 1, 0.08)
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


def one(name: str, subject: str, level: str, unit: str, difficulty: str, *parts: object, **more: object) -> Family:
    return Family(name, subject, level, unit, difficulty, (base(*parts, **more),))  # type: ignore[arg-type]


FAMILIES = [
    # 수와 연산
    Family(
        "bus-terminal",
        "수와 연산",
        "중1",
        "최소공배수의 활용",
        "하",
        (
            base(
                r"어느 터미널에서 부산행 버스는 $15$분, 광주행 버스는 $20$분 간격으로 출발한다. 두 버스가 오전 $8$시에 동시에 출발하였을 때, 바로 다음에 동시에 출발하는 시각은?",
                r"오전 $9$시",
                r"$15$와 $20$의 최소공배수가 $60$이므로 $60$분 후인 오전 $9$시이다.",
                (r"오전 $8$시 $30$분", r"오전 $8$시 $45$분", r"오전 $9$시", r"오전 $9$시 $30$분", r"오전 $10$시"),
            ),
            reworded(
                "8시 정각에 부산으로 가는 차와 광주로 가는 차가 함께 정류장을 떠났다. 그 뒤로 부산 차는 15분마다, 광주 차는 20분마다 한 대씩 나간다면, 두 차가 처음으로 다시 나란히 떠나는 때는 몇 시 몇 분인지 구하여라. (단, 오전으로 답한다.)",
                "오전 9시 (9시 0분)",
                "15 = 3×5, 20 = 2²×5에서 최소공배수는 2²×3×5 = 60이다. 60분마다 함께 떠난다.",
                unit="소인수분해",
            ),
            numbers(
                r"어느 터미널에서 부산행 버스는 $12$분, 광주행 버스는 $18$분 간격으로 출발한다. 두 버스가 오전 $8$시에 동시에 출발하였을 때, 바로 다음에 동시에 출발하는 시각은?",
                r"오전 $8$시 $36$분",
                r"$12$와 $18$의 최소공배수가 $36$이므로 $36$분 후이다.",
                (r"오전 $8$시 $30$분", r"오전 $8$시 $36$분", r"오전 $8$시 $54$분", r"오전 $9$시", r"오전 $9$시 $12$분"),
            ),
        ),
    ),
    Family(
        "root-line",
        "수와 연산",
        "중3",
        "제곱근과 실수",
        "하",
        (
            base(
                r"그림에서 $\square\mathrm{ABCD}$는 한 변의 길이가 $1$인 정사각형이고 $\overline{\mathrm{AC}}=\overline{\mathrm{AP}}$이다. 점 $\mathrm{A}$에 대응하는 수가 $2$일 때, 점 $\mathrm{P}$에 대응하는 수를 구하시오.",
                r"$2+\sqrt{2}$",
                r"$\overline{\mathrm{AP}}=\overline{\mathrm{AC}}=\sqrt{2}$이고 $\mathrm{P}$는 $\mathrm{A}$의 오른쪽에 있으므로 $2+\sqrt{2}$이다.",
                draw=root_line(2),
            ),
            redrawn(
                "수직선에서 2를 나타내는 점 K를 한 꼭짓점으로 하고 넓이가 1인 정사각형 KLMN을 그렸다. K를 중심으로 하고 대각선 KM을 반지름으로 하는 호가 수직선의 오른쪽과 만나는 점 T의 좌표로 옳은 것은?",
                "2 + √2",
                "정사각형의 대각선은 √2이므로 T는 2에서 오른쪽으로 √2만큼 떨어져 있다.",
                ("√2", "1 + √2", "2 + √2", "2 + √3", "4"),
                root_line(2, "KLMNT"),
                SCAN_WIDE,
                unit="무리수와 수직선",
            ),
            numbers(
                r"그림에서 $\square\mathrm{ABCD}$는 한 변의 길이가 $1$인 정사각형이고 $\overline{\mathrm{AC}}=\overline{\mathrm{AP}}$이다. 점 $\mathrm{A}$에 대응하는 수가 $-3$일 때, 점 $\mathrm{P}$에 대응하는 수를 구하시오.",
                r"$-3+\sqrt{2}$",
                r"$\overline{\mathrm{AP}}=\sqrt{2}$이고 $\mathrm{P}$는 $\mathrm{A}$의 오른쪽에 있으므로 $-3+\sqrt{2}$이다.",
                draw=root_line(-3),
            ),
        ),
    ),
    Family(
        "repeating",
        "수와 연산",
        "중2",
        "유리수와 순환소수",
        "하",
        (
            base(
                r"순환소수 $0.\dot{2}\dot{7}$을 기약분수로 나타내면 $\frac{a}{b}$이다. 서로소인 두 자연수 $a$, $b$에 대하여 $a+b$의 값을 구하시오.",
                r"$14$",
                r"$0.\dot{2}\dot{7}=\frac{27}{99}=\frac{3}{11}$이므로 $a+b=14$이다.",
            ),
            reworded(
                "소수 0.272727…은 분모와 분자가 서로소인 분수 m/n으로 쓸 수 있다. 이때 m + n은 얼마인가?",
                "14",
                "x = 0.2727…이라 하면 100x − x = 27이므로 x = 27/99 = 3/11이다.",
                ("11", "12", "13", "14", "15"),
            ),
            numbers(
                r"순환소수 $0.\dot{4}\dot{5}$를 기약분수로 나타내면 $\frac{a}{b}$이다. 서로소인 두 자연수 $a$, $b$에 대하여 $a+b$의 값을 구하시오.",
                r"$16$",
                r"$0.\dot{4}\dot{5}=\frac{45}{99}=\frac{5}{11}$이므로 $a+b=16$이다.",
            ),
        ),
    ),
    Family(
        "factor-tree",
        "수와 연산",
        "중1",
        "소인수분해",
        "하",
        (
            base(
                r"그림은 $84$를 소인수분해하는 과정을 나타낸 것이다. 빈칸에 알맞은 수를 써넣고 $84$의 모든 소인수의 합을 구하시오.",
                r"$12$",
                r"$84=2^2\times3\times7$이므로 소인수는 $2$, $3$, $7$이고 그 합은 $12$이다.",
                draw=factor_tree(("2", ""), ("", "21"), ("3", ""), top="84"),
            ),
            numbers(
                r"그림은 $90$을 소인수분해하는 과정을 나타낸 것이다. 빈칸에 알맞은 수를 써넣고 $90$의 모든 소인수의 합을 구하시오.",
                r"$10$",
                r"$90=2\times3^2\times5$이므로 소인수는 $2$, $3$, $5$이고 그 합은 $10$이다.",
                draw=factor_tree(("2", ""), ("", "15"), ("3", ""), top="90"),
            ),
        ),
    ),
    one(
        "absolute-line",
        "수와 연산",
        "중1",
        "정수와 유리수",
        "중",
        r"두 수 $a$, $b$를 수직선 위에 나타내면 그림과 같다. 다음 중 항상 양수인 것은?",
        r"$b-a$",
        r"$a<0<b$이고 $|a|>|b|$이므로 $a+b<0$, $ab<0$, $a-b<0$, $-b<0$이고 $b-a>0$이다.",
        (r"$a+b$", r"$ab$", r"$a-b$", r"$b-a$", r"$-b$"),
        abs_line,
    ),
    one(
        "absolute-count",
        "수와 연산",
        "중1",
        "정수와 유리수",
        "하",
        r"절댓값이 $\frac{7}{2}$보다 작은 정수의 개수를 구하시오.",
        r"$7$",
        r"$-3$, $-2$, $-1$, $0$, $1$, $2$, $3$의 $7$개이다.",
    ),
    one(
        "root-integer",
        "수와 연산",
        "중3",
        "제곱근의 성질",
        "중",
        r"$\sqrt{60x}$가 자연수가 되도록 하는 가장 작은 자연수 $x$의 값은?",
        r"$15$",
        r"$60=2^2\times3\times5$이므로 $x=3\times5=15$이다.",
        (r"$5$", r"$6$", r"$10$", r"$15$", r"$30$"),
    ),
    one(
        "tiles-gcd",
        "수와 연산",
        "중1",
        "최대공약수의 활용",
        "중",
        r"가로의 길이가 $90\,\mathrm{cm}$, 세로의 길이가 $72\,\mathrm{cm}$인 벽에 같은 크기의 정사각형 모양의 타일을 빈틈없이 붙이려고 한다. 타일을 가능한 한 크게 할 때, 필요한 타일의 개수를 구하시오.",
        r"$20$",
        r"타일의 한 변은 $90$과 $72$의 최대공약수인 $18\,\mathrm{cm}$이므로 $5\times4=20$(개)이다.",
    ),
    # 문자와 식
    Family(
        "two-roots",
        "문자와 식",
        "고1",
        "근과 계수의 관계",
        "중",
        (
            base(
                r"이차방정식 $x^2-4x+2=0$의 두 근을 $\alpha$, $\beta$라 할 때, $\alpha^2+\beta^2$의 값은?",
                r"$12$",
                r"$\alpha+\beta=4$, $\alpha\beta=2$이므로 $\alpha^2+\beta^2=4^2-2\times2=12$이다.",
                (r"$8$", r"$10$", r"$12$", r"$14$", r"$16$"),
            ),
            reworded(
                "p, q가 t에 관한 방정식 t² = 4t − 2의 서로 다른 두 해이다. 두 해를 각각 제곱하여 더한 값 p² + q²을 구하여라.",
                "12",
                "t² − 4t + 2 = 0에서 p + q = 4, pq = 2이다. (p + q)² − 2pq = 16 − 4 = 12.",
                unit="이차방정식",
            ),
            numbers(
                r"이차방정식 $x^2-6x+3=0$의 두 근을 $\alpha$, $\beta$라 할 때, $\alpha^2+\beta^2$의 값은?",
                r"$30$",
                r"$\alpha+\beta=6$, $\alpha\beta=3$이므로 $\alpha^2+\beta^2=36-6=30$이다.",
                (r"$24$", r"$27$", r"$30$", r"$33$", r"$36$"),
            ),
        ),
    ),
    Family(
        "fruit",
        "문자와 식",
        "중2",
        "연립방정식의 활용",
        "하",
        (
            base(
                r"사과 $3$개와 배 $2$개의 가격은 $7600$원이고, 사과 $2$개와 배 $5$개의 가격은 $12400$원이다. 배 한 개의 가격을 구하시오.",
                r"$2000$원",
                r"사과와 배의 가격을 $x$원, $y$원이라 하면 $3x+2y=7600$, $2x+5y=12400$에서 $x=1200$, $y=2000$이다.",
            ),
            reworded(
                "과일 가게에서 지현이는 배 다섯 개와 사과 두 개를 사고 12,400원을 냈다. 같은 가게에서 형우는 배 2개, 사과 3개를 샀는데 7,600원이 들었다. 이 가게의 배는 하나에 얼마인가?",
                "2,000원",
                "배를 a원, 사과를 b원으로 놓고 5a + 2b = 12400, 2a + 3b = 7600을 풀면 a = 2000이다.",
                ("1,200원", "1,500원", "1,800원", "2,000원", "2,200원"),
                unit="일차방정식과 그 활용",
            ),
            numbers(
                r"사과 $3$개와 배 $2$개의 가격은 $5700$원이고, 사과 $2$개와 배 $5$개의 가격은 $9300$원이다. 배 한 개의 가격을 구하시오.",
                r"$1500$원",
                r"$3x+2y=5700$, $2x+5y=9300$을 풀면 $x=900$, $y=1500$이다.",
            ),
        ),
    ),
    Family(
        "garden",
        "문자와 식",
        "중3",
        "이차방정식의 활용",
        "중",
        (
            base(
                r"가로, 세로의 길이가 각각 $20\,\mathrm{m}$, $14\,\mathrm{m}$인 직사각형 모양의 잔디밭에 폭이 $x\,\mathrm{m}$로 일정한 길을 그림과 같이 만들었더니 길을 제외한 잔디밭의 넓이가 $216\,\mathrm{m}^2$가 되었다. $x$의 값을 구하시오.",
                r"$2$",
                r"$(20-x)(14-x)=216$에서 $x^2-34x+64=0$, $(x-2)(x-32)=0$이고 $0<x<14$이므로 $x=2$이다.",
                draw=garden("20 \\r{m}", "14 \\r{m}", (20, 14), 2, "x \\r{m}"),
            ),
            redrawn(
                "세로 14 m, 가로 20 m의 직사각형 공원을 너비가 같은 두 산책로가 수직으로 가로지르고 있다. 산책로가 아닌 네 곳의 넓이를 모두 더하면 216 m²라고 한다. 산책로의 너비는 몇 m인가?",
                "2 m",
                "산책로를 가장자리로 옮기면 (20 − a)(14 − a) = 216이다. 너비는 14 m보다 작으므로 a = 2이다.",
                ("1 m", "1.5 m", "2 m", "2.5 m", "3 m"),
                garden("20 \\r{m}", "14 \\r{m}", (20, 14), 2.4, "a \\r{m}"),
                SCAN_FLIPPED,
                unit="이차방정식",
            ),
            numbers(
                r"가로, 세로의 길이가 각각 $15\,\mathrm{m}$, $11\,\mathrm{m}$인 직사각형 모양의 잔디밭에 폭이 $x\,\mathrm{m}$로 일정한 길을 그림과 같이 만들었더니 길을 제외한 잔디밭의 넓이가 $96\,\mathrm{m}^2$가 되었다. $x$의 값을 구하시오.",
                r"$3$",
                r"$(15-x)(11-x)=96$에서 $x^2-26x+69=0$, $(x-3)(x-23)=0$이고 $0<x<11$이므로 $x=3$이다.",
                draw=garden("15 \\r{m}", "11 \\r{m}", (15, 11), 2, "x \\r{m}"),
            ),
        ),
    ),
    one(
        "flower-frame",
        "문자와 식",
        "중3",
        "이차방정식의 활용",
        "중",
        r"가로의 길이가 $8\,\mathrm{m}$, 세로의 길이가 $5\,\mathrm{m}$인 직사각형 모양의 꽃밭의 둘레에 폭이 $x\,\mathrm{m}$로 일정한 길을 만들었더니 길의 넓이가 $30\,\mathrm{m}^2$가 되었다. $x$의 값을 구하시오.",
        r"$1$",
        r"$(8+2x)(5+2x)-40=30$에서 $2x^2+13x-15=0$, $(x-1)(2x+15)=0$이고 $x>0$이므로 $x=1$이다.",
        draw=frame_garden,
    ),
    Family(
        "interval",
        "문자와 식",
        "고1",
        "연립일차부등식",
        "중",
        (
            base(
                r"연립부등식 $\begin{cases} 3x-1\le a \\ x+b>1 \end{cases}$의 해를 수직선 위에 나타내면 그림과 같다. 두 상수 $a$, $b$에 대하여 $a+b$의 값을 구하시오.",
                r"$11$",
                r"$x\le\frac{a+1}{3}=3$에서 $a=8$, $x>1-b=-2$에서 $b=3$이므로 $a+b=11$이다.",
                draw=interval(-2, 3, -4, 5),
            ),
            redrawn(
                "수직선의 색칠한 구간은 두 부등식 3y − 1 ≤ p, y + q > 1을 함께 만족시키는 y의 값의 범위를 나타낸 것이다. 이때 상수 p와 q를 더하면 얼마인가?",
                "11",
                "그림의 범위는 −2 < y ≤ 3이다. (p + 1)/3 = 3, 1 − q = −2이므로 p = 8, q = 3이다.",
                ("7", "8", "9", "10", "11"),
                interval(-2, 3, -3, 4),
                SCAN,
                unit="여러 가지 부등식",
            ),
            other(
                r"수직선 위에 나타낸 $x$의 값의 범위에 속하는 모든 정수 $x$의 값의 합은?",
                r"$5$",
                r"$-2<x\le3$이므로 정수는 $-1$, $0$, $1$, $2$, $3$이고 합은 $5$이다.",
                (r"$3$", r"$4$", r"$5$", r"$6$", r"$7$"),
                interval(-2, 3, -4, 5),
            ),
        ),
    ),
    Family(
        "tiles",
        "문자와 식",
        "중3",
        "다항식의 인수분해",
        "하",
        (
            base(
                r"그림의 모든 직사각형을 빈틈없이 겹치지 않게 이어 붙여 하나의 큰 직사각형을 만들 때, 이 직사각형의 둘레의 길이를 $x$에 대한 식으로 나타내시오.",
                r"$4x+6$",
                r"넓이는 $x^2+3x+2=(x+1)(x+2)$이므로 둘레의 길이는 $2(2x+3)=4x+6$이다.",
                draw=tiles(3, 2),
            ),
            reworded(
                "넓이가 각각 x², x, 1인 종이가 아래와 같이 모두 여섯 장 있다. 이 종이를 한 장도 남기지 않고 맞대어 새로운 직사각형 한 개를 꾸몄다면 그 둘레는 어떻게 되는가?",
                "4x + 6",
                "전체 넓이 x² + 3x + 2를 인수분해하면 (x + 1)(x + 2)이므로 둘레는 2(2x + 3)이다.",
                ("2x + 3", "4x + 4", "4x + 6", "4x + 8", "6x + 4"),
                tiles(3, 2),
                HATCH,
                unit="인수분해",
            ),
            numbers(
                r"그림의 모든 직사각형을 빈틈없이 겹치지 않게 이어 붙여 하나의 큰 직사각형을 만들 때, 이 직사각형의 둘레의 길이를 $x$에 대한 식으로 나타내시오.",
                r"$4x+8$",
                r"넓이는 $x^2+4x+3=(x+1)(x+3)$이므로 둘레의 길이는 $2(2x+4)=4x+8$이다.",
                draw=tiles(4, 3),
            ),
        ),
    ),
    Family(
        "open-box",
        "문자와 식",
        "중3",
        "이차방정식의 활용",
        "중",
        (
            base(
                r"정사각형 모양의 종이의 네 귀퉁이에서 한 변의 길이가 $3\,\mathrm{cm}$인 정사각형을 잘라 내고 나머지로 뚜껑이 없는 직육면체 모양의 상자를 만들었더니 부피가 $48\,\mathrm{cm}^3$이었다. 처음 종이의 한 변의 길이는?",
                r"$10\,\mathrm{cm}$",
                r"한 변의 길이를 $x\,\mathrm{cm}$라 하면 $3(x-6)^2=48$, $(x-6)^2=16$이고 $x>6$이므로 $x=10$이다.",
                (
                    r"$8\,\mathrm{cm}$",
                    r"$9\,\mathrm{cm}$",
                    r"$10\,\mathrm{cm}$",
                    r"$11\,\mathrm{cm}$",
                    r"$12\,\mathrm{cm}$",
                ),
                open_box("3 \\r{cm}", "x \\r{cm}"),
            ),
            reworded(
                "가로와 세로가 모두 a cm인 두꺼운 종이가 있다. 네 모서리에서 3 cm × 3 cm 크기의 정사각형을 각각 오려 낸 다음 점선을 따라 접어 위가 열린 통을 만들면 들이가 48 cm³가 된다. a를 구하여라.",
                "a = 10",
                "통의 밑면은 한 변이 (a − 6) cm인 정사각형이고 높이는 3 cm이다. 3(a − 6)² = 48에서 a = 10이다.",
                draw=open_box("3 \\r{cm}", "a \\r{cm}"),
                hand=FINE,
                unit="이차방정식",
            ),
            numbers(
                r"정사각형 모양의 종이의 네 귀퉁이에서 한 변의 길이가 $2\,\mathrm{cm}$인 정사각형을 잘라 내고 나머지로 뚜껑이 없는 직육면체 모양의 상자를 만들었더니 부피가 $98\,\mathrm{cm}^3$이었다. 처음 종이의 한 변의 길이는?",
                r"$11\,\mathrm{cm}$",
                r"$2(x-4)^2=98$, $(x-4)^2=49$이고 $x>4$이므로 $x=11$이다.",
                (
                    r"$9\,\mathrm{cm}$",
                    r"$10\,\mathrm{cm}$",
                    r"$11\,\mathrm{cm}$",
                    r"$12\,\mathrm{cm}$",
                    r"$13\,\mathrm{cm}$",
                ),
                open_box("2 \\r{cm}", "x \\r{cm}"),
            ),
        ),
    ),
    one(
        "remainder",
        "문자와 식",
        "고1",
        "나머지정리",
        "하",
        r"다항식 $x^3-2x^2+ax+3$을 $x-2$로 나누었을 때의 나머지가 $7$일 때, 상수 $a$의 값을 구하시오.",
        r"$2$",
        r"나머지정리에 의해 $8-8+2a+3=7$이므로 $a=2$이다.",
    ),
    one(
        "salt",
        "문자와 식",
        "중1",
        "일차방정식의 활용",
        "중",
        r"$10\,\%$의 소금물 $200\,\mathrm{g}$에 물을 더 넣어 $4\,\%$의 소금물을 만들려고 한다. 더 넣어야 하는 물의 양은 몇 $\mathrm{g}$인지 구하시오.",
        r"$300$",
        r"소금의 양은 $20\,\mathrm{g}$이므로 $\frac{20}{200+x}=\frac{4}{100}$에서 $x=300$이다.",
    ),
    one(
        "mountain",
        "문자와 식",
        "중1",
        "일차방정식의 활용",
        "중",
        r"등산을 하는데 올라갈 때는 시속 $3\,\mathrm{km}$로, 내려올 때는 같은 길을 시속 $5\,\mathrm{km}$로 걸었더니 모두 $4$시간이 걸렸다. 올라간 거리는 몇 $\mathrm{km}$인지 구하시오.",
        r"$\frac{15}{2}$",
        r"거리를 $x\,\mathrm{km}$라 하면 $\frac{x}{3}+\frac{x}{5}=4$, $8x=60$이므로 $x=\frac{15}{2}$이다.",
    ),
    one(
        "complex",
        "문자와 식",
        "고1",
        "복소수",
        "중",
        r"$i=\sqrt{-1}$일 때, $(1+i)^8$의 값은?",
        r"$16$",
        r"$(1+i)^2=2i$이므로 $(1+i)^8=(2i)^4=16$이다.",
        (r"$-16$", r"$-8$", r"$8i$", r"$8$", r"$16$"),
    ),
    one(
        "quadratic-inequality",
        "문자와 식",
        "고1",
        "이차부등식",
        "하",
        r"이차부등식 $x^2-7x+10<0$을 만족시키는 모든 정수 $x$의 값의 합을 구하시오.",
        r"$7$",
        r"$(x-2)(x-5)<0$에서 $2<x<5$이므로 $3+4=7$이다.",
    ),
    one(
        "difference-roots",
        "문자와 식",
        "고1",
        "근과 계수의 관계",
        "중",
        r"이차방정식 $x^2-4x+k=0$의 두 근의 차가 $2$일 때, 실수 $k$의 값을 구하시오.",
        r"$3$",
        r"두 근을 $\alpha$, $\alpha+2$라 하면 $2\alpha+2=4$에서 $\alpha=1$이고 $k=1\times3=3$이다.",
    ),
    # 수열
    Family(
        "triangular",
        "수열",
        "고2",
        "수열의 규칙",
        "하",
        (
            base(
                r"그림과 같은 규칙으로 바둑돌을 정삼각형 모양으로 늘어놓을 때, [$10$단계]에 놓이는 바둑돌의 개수를 구하시오.",
                r"$55$",
                r"[$n$단계]의 바둑돌은 $1+2+\cdots+n=\frac{n(n+1)}{2}$개이므로 [$10$단계]는 $55$개이다.",
                draw=triangles_of_dots(),
            ),
            reworded(
                "점을 하나, 셋, 여섯, 열, …과 같이 찍어 삼각형 꼴의 무늬를 차례로 만들어 나간다. 열 번째로 만들어지는 무늬에는 점이 모두 몇 개 있는가?",
                "55개",
                "열 번째 무늬의 점은 1부터 10까지의 자연수의 합과 같다.",
                ("45개", "50개", "55개", "60개", "66개"),
                triangles_of_dots(3),
                BOLD,
                unit="합의 기호 ∑",
            ),
            redrawn(
                "벽돌을 그림처럼 계단 모양으로 쌓는다. 첫 번째에 1개, 두 번째에 3개, 세 번째에 6개를 쓴다. 이런 식으로 계속 쌓을 때 10번째 모양에 쓰이는 벽돌의 수를 구하여라.",
                "55",
                "n번째 모양의 벽돌은 n(n + 1)/2개이므로 10 × 11/2 = 55이다.",
                draw=bricks(),
                hand=SCAN,
            ),
            numbers(
                r"그림과 같은 규칙으로 바둑돌을 정삼각형 모양으로 늘어놓을 때, [$15$단계]에 놓이는 바둑돌의 개수를 구하시오.",
                r"$120$",
                r"[$n$단계]의 바둑돌은 $\frac{n(n+1)}{2}$개이므로 [$15$단계]는 $120$개이다.",
                draw=triangles_of_dots(),
            ),
        ),
    ),
    Family(
        "matches",
        "수열",
        "중1",
        "문자의 사용과 식",
        "하",
        (
            base(
                r"길이가 같은 성냥개비를 사용하여 그림과 같이 정사각형을 옆으로 이어 붙여 만들 때, 정사각형을 $20$개 만드는 데 필요한 성냥개비의 개수는?",
                r"$61$",
                r"정사각형이 $1$개 늘 때마다 성냥개비가 $3$개씩 늘어나므로 $3\times20+1=61$(개)이다.",
                (r"$60$", r"$61$", r"$64$", r"$79$", r"$80$"),
                matches(4, 3),
            ),
            redrawn(
                "막대기로 네모 칸을 한 줄로 이어 나가고 있다. 한 칸에는 막대기 네 개가 들지만 두 번째 칸부터는 세 개만 더 놓으면 된다. 칸을 20개 이었을 때 사용된 막대기는 모두 몇 개인지 구하시오.",
                "61개",
                "4 + 3 × 19 = 61(개)이다.",
                draw=matches(4, 4),
                hand=SCAN_TURNED,
                unit="규칙 찾기",
            ),
            numbers(
                r"길이가 같은 성냥개비를 사용하여 그림과 같이 정사각형을 옆으로 이어 붙여 만들 때, 정사각형을 $35$개 만드는 데 필요한 성냥개비의 개수는?",
                r"$106$",
                r"$3\times35+1=106$(개)이다.",
                (r"$100$", r"$105$", r"$106$", r"$139$", r"$140$"),
                matches(4, 3),
            ),
        ),
    ),
    one(
        "match-triangles",
        "수열",
        "중1",
        "문자의 사용과 식",
        "하",
        r"성냥개비를 사용하여 그림과 같이 정삼각형을 옆으로 이어 붙여 만들 때, 정삼각형을 $20$개 만드는 데 필요한 성냥개비의 개수를 구하시오.",
        r"$41$",
        r"정삼각형이 $1$개 늘 때마다 성냥개비가 $2$개씩 늘어나므로 $2\times20+1=41$(개)이다.",
        draw=matches(3, 4),
    ),
    one(
        "honeycomb",
        "수열",
        "고2",
        "등차수열",
        "하",
        r"길이가 같은 막대로 그림과 같이 정육각형을 한 변씩 맞붙여 나간다. 정육각형을 $12$개 만드는 데 필요한 막대의 개수를 구하시오.",
        r"$61$",
        r"필요한 막대의 개수는 첫째항이 $6$, 공차가 $5$인 등차수열이므로 $6+11\times5=61$이다.",
        draw=honeycomb,
    ),
    Family(
        "arithmetic-sum",
        "수열",
        "고2",
        "등차수열의 합",
        "중",
        (
            base(
                r"등차수열 $\{a_n\}$에 대하여 $a_3=7$, $a_7=19$일 때, 첫째항부터 제$10$항까지의 합은?",
                r"$145$",
                r"공차를 $d$라 하면 $4d=12$에서 $d=3$, $a_1=1$이므로 $S_{10}=\frac{10(2+27)}{2}=145$이다.",
                (r"$135$", r"$140$", r"$145$", r"$150$", r"$155$"),
            ),
            reworded(
                "어떤 등차수열의 제3항은 7, 제7항은 19이다. 이 수열을 처음 열 개의 항까지 더하면 얼마인지 구하여라.",
                "145",
                "일반항은 3n − 2이다. 따라서 합은 3 × 55 − 20 = 145이다.",
                unit="등차수열",
            ),
            numbers(
                r"등차수열 $\{a_n\}$에 대하여 $a_3=11$, $a_7=27$일 때, 첫째항부터 제$10$항까지의 합은?",
                r"$210$",
                r"$4d=16$에서 $d=4$, $a_1=3$이므로 $S_{10}=\frac{10(6+36)}{2}=210$이다.",
                (r"$190$", r"$200$", r"$210$", r"$220$", r"$230$"),
            ),
        ),
    ),
    Family(
        "nested",
        "수열",
        "고3",
        "등비급수의 활용",
        "중",
        (
            base(
                r"한 변의 길이가 $4$인 정사각형 $\mathrm{ABCD}$의 각 변의 중점을 이어 정사각형을 만들고, 이와 같은 과정을 한없이 반복한다. 만들어지는 모든 정사각형의 넓이의 합을 구하시오. (단, 정사각형 $\mathrm{ABCD}$도 포함한다.)",
                r"$32$",
                r"넓이는 첫째항이 $16$, 공비가 $\frac{1}{2}$인 등비수열을 이루므로 합은 $\frac{16}{1-\frac{1}{2}}=32$이다.",
                draw=nested_squares("4"),
            ),
            redrawn(
                "네 변의 길이가 모두 4인 정사각형이 있다. 그 안에 네 변의 가운데 점을 꼭짓점으로 하는 정사각형을 그리고, 다시 그 안에 같은 방법으로 정사각형을 그려 나간다. 이 일을 끝없이 계속할 때 처음 것까지 합하여 모든 정사각형의 넓이를 더한 값은?",
                "32",
                "안쪽 정사각형의 넓이는 바로 바깥 정사각형의 1/2이다. 16 + 8 + 4 + … = 32이다.",
                ("24", "28", "30", "32", "64"),
                nested_squares("4", 4, False),
                TURNED,
                unit="급수",
            ),
            other(
                r"한 변의 길이가 $4$인 정사각형 $\mathrm{ABCD}$에서 각 변의 중점을 이어 정사각형을 만드는 과정을 한없이 반복한다. 모든 정사각형의 둘레의 길이의 합은?",
                r"$32+16\sqrt{2}$",
                r"첫째항이 $16$이고 공비가 $\frac{1}{\sqrt{2}}$이므로 $\frac{16}{1-\frac{1}{\sqrt{2}}}=32+16\sqrt{2}$이다.",
                (r"$32$", r"$16+16\sqrt{2}$", r"$32+8\sqrt{2}$", r"$32+16\sqrt{2}$", r"$64$"),
                nested_squares("4"),
            ),
        ),
    ),
    Family(
        "recurrence",
        "수열",
        "고2",
        "수열의 귀납적 정의",
        "중",
        (
            base(
                r"수열 $\{a_n\}$이 $a_1=1$이고 모든 자연수 $n$에 대하여 $a_{n+1}=2a_n+1$을 만족시킬 때, $a_6$의 값을 구하시오.",
                r"$63$",
                r"$a_2=3$, $a_3=7$, $a_4=15$, $a_5=31$, $a_6=63$이다.",
            ),
            reworded(
                "첫째항이 1인 수열 b₁, b₂, b₃, …의 각 항은 바로 앞 항의 두 배에 1을 더한 것이다. 이 수열의 여섯째 항으로 알맞은 것을 고르시오.",
                "63",
                "b + 1이 매번 두 배가 되므로 b₆ = 2⁶ − 1 = 63이다.",
                ("31", "33", "63", "65", "127"),
                unit="점화식",
            ),
        ),
    ),
    Family(
        "geometric-term",
        "수열",
        "고2",
        "등비수열",
        "하",
        (
            base(
                r"모든 항이 실수인 등비수열 $\{a_n\}$에 대하여 $a_2=6$, $a_5=48$일 때, $a_7$의 값을 구하시오.",
                r"$192$",
                r"공비를 $r$라 하면 $r^3=8$에서 $r=2$이므로 $a_7=48\times2^2=192$이다.",
            ),
            numbers(
                r"모든 항이 실수인 등비수열 $\{a_n\}$에 대하여 $a_2=6$, $a_5=162$일 때, $a_7$의 값을 구하시오.",
                r"$1458$",
                r"$r^3=27$에서 $r=3$이므로 $a_7=162\times3^2=1458$이다.",
            ),
        ),
    ),
    one(
        "telescope",
        "수열",
        "고2",
        "여러 가지 수열의 합",
        "중",
        r"$\sum_{k=1}^{20}\frac{1}{k(k+1)}$의 값은?",
        r"$\frac{20}{21}$",
        r"$\sum_{k=1}^{20}\left(\frac{1}{k}-\frac{1}{k+1}\right)=1-\frac{1}{21}=\frac{20}{21}$이다.",
        (r"$\frac{9}{10}$", r"$\frac{18}{19}$", r"$\frac{19}{20}$", r"$\frac{20}{21}$", r"$\frac{21}{22}$"),
    ),
    one(
        "sum-to-term",
        "수열",
        "고2",
        "수열의 합과 일반항",
        "중",
        r"수열 $\{a_n\}$의 첫째항부터 제$n$항까지의 합 $S_n$이 $S_n=n^2+3n$일 때, $a_{10}$의 값을 구하시오.",
        r"$22$",
        r"$a_{10}=S_{10}-S_9=130-108=22$이다.",
    ),
    # 집합과 명제
    Family(
        "venn-count",
        "집합과 명제",
        "고1",
        "유한집합의 원소의 개수",
        "하",
        (
            base(
                r"학생 $35$명 중에서 축구를 좋아하는 학생은 $23$명, 농구를 좋아하는 학생은 $18$명, 축구와 농구를 모두 좋아하지 않는 학생은 $5$명이다. 축구와 농구를 모두 좋아하는 학생 수를 구하시오.",
                r"$11$",
                r"$n(A\cup B)=35-5=30$이므로 $n(A\cap B)=23+18-30=11$이다.",
                draw=venn("AB", " (35)", "", "", "?", "5"),
            ),
            reworded(
                "35명으로 이루어진 반에서 구기 종목 선호도를 물었다. 농구와 축구 중 어느 것도 고르지 않은 사람이 5명이고 농구를 고른 사람은 18명, 축구를 고른 사람은 23명이었다. 두 종목을 다 고른 사람은 몇 명인가?",
                "11명",
                "적어도 한 종목을 고른 사람은 30명이다. 23 + 18에서 30을 빼면 겹친 수 11이 나온다.",
                ("8명", "9명", "10명", "11명", "12명"),
                venn("SB", "", "", "", "x", "5"),
                HATCH,
                unit="집합의 연산",
            ),
            numbers(
                r"학생 $40$명 중에서 축구를 좋아하는 학생은 $25$명, 농구를 좋아하는 학생은 $21$명, 축구와 농구를 모두 좋아하지 않는 학생은 $6$명이다. 축구와 농구를 모두 좋아하는 학생 수를 구하시오.",
                r"$12$",
                r"$n(A\cup B)=40-6=34$이므로 $n(A\cap B)=25+21-34=12$이다.",
                draw=venn("AB", " (40)", "", "", "?", "6"),
            ),
        ),
    ),
    Family(
        "venn-shade",
        "집합과 명제",
        "고1",
        "집합의 연산",
        "하",
        (
            base(
                r"전체집합 $U=\{x\mid x\text{는 }10\text{ 이하의 자연수}\}$의 두 부분집합 $A=\{1,\,2,\,3,\,6\}$, $B=\{2,\,4,\,6,\,8,\,10\}$에 대하여 그림의 벤 다이어그램에서 색칠한 부분이 나타내는 집합의 모든 원소의 합을 구하시오.",
                r"$4$",
                r"색칠한 부분은 $A-B=\{1,\,3\}$이므로 원소의 합은 $4$이다.",
                draw=venn("AB", "", shade="left"),
            ),
            redrawn(
                "1부터 10까지의 자연수 중 6의 약수의 모임을 P, 짝수의 모임을 Q라고 하자. 아래 그림에서 어둡게 칠해진 곳에 들어가는 수를 전부 더하면 얼마인가?",
                "4",
                "P에는 속하고 Q에는 속하지 않는 수는 1과 3이다.",
                ("3", "4", "5", "6", "8"),
                venn("PQ", "", shade="left"),
                SCAN_WIDE,
                unit="벤 다이어그램",
            ),
            other(
                r"전체집합 $U$의 두 부분집합 $A$, $B$에 대하여 다음 중 그림의 색칠한 부분을 나타내는 집합은?",
                r"$A\cap B^C$",
                r"$A$에 속하고 $B$에 속하지 않는 원소들의 집합이므로 $A-B=A\cap B^C$이다.",
                (r"$A\cap B$", r"$A\cap B^C$", r"$A^C\cap B$", r"$(A\cup B)^C$", r"$A^C\cup B$"),
                venn("AB", "", shade="left"),
            ),
        ),
    ),
    Family(
        "sufficient",
        "집합과 명제",
        "고1",
        "충분조건과 필요조건",
        "중",
        (
            base(
                r"두 조건 $p:\,|x-2|\le3$, $q:\,x\ge k$에 대하여 $p$가 $q$이기 위한 충분조건이 되도록 하는 실수 $k$의 최댓값을 구하시오.",
                r"$-1$",
                r"$p$의 진리집합은 $-1\le x\le5$이므로 $\{x\mid x\ge k\}$에 포함되려면 $k\le-1$이어야 한다.",
            ),
            reworded(
                "실수 x에 대한 명제 「2와 x의 차가 3 이하이면 x는 a 이상이다」가 참이 되게 하는 a의 값 가운데 가장 큰 것은?",
                "−1",
                "가정을 만족하는 x는 −1 이상 5 이하이므로 a가 −1보다 크면 거짓이 된다.",
                ("−5", "−3", "−1", "1", "5"),
                unit="명제의 참과 거짓",
            ),
            numbers(
                r"두 조건 $p:\,|x-4|\le6$, $q:\,x\ge k$에 대하여 $p$가 $q$이기 위한 충분조건이 되도록 하는 실수 $k$의 최댓값을 구하시오.",
                r"$-2$",
                r"$p$의 진리집합은 $-2\le x\le10$이므로 $k\le-2$이어야 한다.",
            ),
        ),
    ),
    one(
        "three-sets",
        "집합과 명제",
        "고1",
        "유한집합의 원소의 개수",
        "중",
        r"그림은 세 집합 $A$, $B$, $C$의 각 부분에 속하는 원소의 개수를 나타낸 것이다. 집합 $(A\cup B)-C$의 원소의 개수는?",
        r"$15$",
        r"$C$에 속하지 않고 $A$ 또는 $B$에 속하는 부분은 $5$, $3$, $7$이므로 $15$이다.",
        (r"$12$", r"$13$", r"$15$", r"$19$", r"$24$"),
        three_sets,
    ),
    one(
        "subsets",
        "집합과 명제",
        "고1",
        "집합의 포함 관계",
        "하",
        r"집합 $A=\{1,\,2,\,3,\,4,\,5,\,6\}$의 부분집합 중에서 $1$과 $2$를 모두 원소로 갖는 집합의 개수를 구하시오.",
        r"$16$",
        r"나머지 네 원소로 만들 수 있는 부분집합의 개수와 같으므로 $2^4=16$이다.",
    ),
    one(
        "amgm",
        "집합과 명제",
        "고1",
        "절대부등식",
        "중",
        r"양수 $x$에 대하여 $x+\frac{9}{x}$의 최솟값은?",
        r"$6$",
        r"산술평균과 기하평균의 관계에 의해 $x+\frac{9}{x}\ge2\sqrt{9}=6$이고 등호는 $x=3$일 때 성립한다.",
        (r"$3$", r"$4$", r"$6$", r"$9$", r"$18$"),
    ),
]
