"""Ten small figures as a textbook draws them, unlike one another."""

import numpy as np
from PIL import Image, ImageDraw  # noqa: TID253


def _sheet(*strokes, letters=(), size=(420, 340), width=3):
    """A figure of polylines and ellipses (a string and a box) as a textbook draws it."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for stroke in strokes:
        if stroke[0] == "ellipse":
            draw.ellipse(stroke[1], outline="black", width=width)
        else:
            draw.line(stroke, fill="black", width=width, joint="curve")
    for place, letter in letters:
        draw.text(place, letter, fill="black", font_size=20)
    return image


def _wave(periods):
    x = np.linspace(40, 380, 200)
    return list(zip(x, 170 - 90 * np.sin((x - 40) / 340 * 2 * np.pi * periods), strict=True))


FIGURES = {
    "right triangle": _sheet([(60, 40), (60, 290), (370, 290), (60, 40)], letters=[((40, 20), "A"), ((375, 285), "B")]),
    "flat triangle": _sheet([(40, 270), (380, 270), (130, 150), (40, 270)], letters=[((125, 125), "P")]),
    "circle with chord": _sheet(("ellipse", (80, 30, 350, 300)), [(100, 100), (300, 270)]),
    "circle in square": _sheet(("ellipse", (90, 40, 330, 280)), [(90, 40), (330, 40), (330, 280), (90, 280), (90, 40)]),
    "parallelogram": _sheet([(40, 260), (300, 260), (380, 90), (120, 90), (40, 260)], [(40, 260), (380, 90)]),
    "slow wave": _sheet(_wave(1), [(20, 170), (400, 170)], [(40, 20), (40, 320)]),
    "fast wave": _sheet(_wave(3), [(20, 170), (400, 170)], [(40, 20), (40, 320)]),
    "two circles": _sheet(("ellipse", (40, 80, 240, 280)), ("ellipse", (170, 110, 370, 310))),
    "fan": _sheet(*([(210, 300), (x, 40)] for x in (30, 120, 210, 320, 390))),
    "stairs": _sheet(
        [(40, 300), (40, 220), (140, 220), (140, 140), (260, 140), (260, 50), (390, 50), (390, 300), (40, 300)]
    ),
}
