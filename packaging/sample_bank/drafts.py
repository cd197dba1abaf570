"""Drafts for the tour and the journeys: each asks for an item of the bank in other words and strokes."""

# ruff: noqa: E501 (a sentence stands on one line)

from dataclasses import replace

from analysis_figures import parabola_line
from canvas import Hand
from geometry_figures import inscribed, tower
from source import BOLD, FLIP_TURN, SCAN_WIDE, Drawer

DRAFTS: dict[str, tuple[str, Drawer, Hand]] = {
    "circle": (
        r"""
세 점 D, E, F는 중심이 M인 원의 둘레 위에 있다. 부채꼴 MDE의 중심각이 110°일 때, 호 DE에 대한 원주각 $\angle\mathrm{DFE}=z$의 크기를 고르시오.
① 50°  ② 52.5°  ③ 55°  ④ 57.5°  ⑤ 60°
""",
        inscribed("MDEF", 110, "z", 112),
        FLIP_TURN,
    ),
    "area": (
        r"""
함수 $f(x)=x^2$의 그래프와 기울기가 $2$이고 $y$절편이 $3$인 직선이 두 점에서 만난다. 두 그래프 사이에 갇힌 도형의 넓이를 정적분으로 구하여라.
정답: $\dfrac{32}{3}$
""",
        parabola_line(2, 3, "", "between", 0.3, (-3.1, 3.6), ("", "")),
        replace(SCAN_WIDE, scan=59, tilt=1.2),
    ),
    "tree": (
        r"""
눈의 높이가 $1.5\,\mathrm{m}$인 지우가 나무에서 $12\,\mathrm{m}$ 떨어져 서서 나무의 맨 위를 올려다보니 올려본각이 $30^\circ$였다. 이 나무는 땅에서부터 몇 $\mathrm{m}$ 높이인가?
""",
        tower("12 \\r{m}", 30, "1.5 \\r{m}", True),
        replace(BOLD, mirror=True, pen=2.2),
    ),
}
