"""Figures as another hand would bring them back: redrawn, turned, scanned, relabelled; same seed, same change.

Nothing here knows how the program cleans or describes figures.
"""

import io
from collections.abc import Sequence

import cv2  # noqa: TID253
import numpy as np
from PIL import Image, ImageDraw, ImageFont  # noqa: TID253

EASY = (
    "rescale",
    "restroke",
    "recolour",
    "margins",
    "border",
    "mirror",
    "quarter",
    "turn",
    "stretch",
    "relabel",
    "scan",
)
HARD = ("restroke", "relabel", "wobble", "mirror", "turn", "margins", "scan")
"""What the issue calls redrawn: other strokes and labels, mirrored, a little turned, on grey noisy paper."""


def change(image: Image.Image, seed: int, kinds: Sequence[str] = HARD) -> Image.Image:
    """The image with those changes, in that order; an RGB image."""
    rng = np.random.default_rng([seed, 20240])
    pixels = np.array(_on_white(image))
    for kind in kinds:
        pixels = _CHANGES[kind](pixels, rng)
    return Image.fromarray(pixels)


def encoded(image: Image.Image, form: str = "PNG") -> bytes:
    """The image's file bytes."""
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def _on_white(image):
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")


def _ink(pixels):
    """Mask of everything that is not paper, and its box (x0, y0, x1, y1)."""
    mask = pixels.min(axis=2) < 200
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return mask, (0, 0, mask.shape[1], mask.shape[0])
    return mask, (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)


def _rescale(pixels, rng):
    factor = rng.choice([rng.uniform(0.4, 0.8), rng.uniform(1.3, 2.2)])
    height, width = pixels.shape[:2]
    size = (max(24, round(width * factor)), max(24, round(height * factor)))
    return np.array(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def _restroke(pixels, rng):
    """Thicker strokes, or thinner ones when they can bear it; worked at double size for half-pixel steps."""
    height, width = pixels.shape[:2]
    large = cv2.resize(pixels, (width * 2, height * 2), interpolation=cv2.INTER_CUBIC)
    dark = (large.min(axis=2) < 140).astype(np.uint8)
    depth = cv2.distanceTransform(dark, cv2.DIST_L2, 3)
    ridge = depth[(depth > 0.5) & (depth >= cv2.dilate(depth, np.ones((3, 3))) - 1e-6)]
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    if len(ridge) and np.median(ridge) > 2.5 and rng.random() < 0.5:
        large = cv2.dilate(large, kernel)
    else:
        large = cv2.erode(large, kernel, iterations=int(rng.integers(1, 4)))
    return cv2.resize(large, (width, height), interpolation=cv2.INTER_AREA)


def _recolour(pixels, rng):
    """One ink instead of the old ones, on white or cream; light stays light and dark stays dark."""
    ink = rng.uniform(0, 110, 3)
    paper = np.array([255, 255, 255]) if rng.random() < 0.5 else rng.uniform(225, 255, 3)
    shade = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[..., None] / 255.0
    return np.uint8(np.rint(ink + (paper - ink) * shade))


def _margins(pixels, rng):
    _, (x0, y0, x1, y1) = _ink(pixels)
    inner = pixels[y0:y1, x0:x1]
    side = max(inner.shape[:2])
    top, bottom, left, right = (int(side * share) for share in rng.uniform(0.02, 0.4, 4))
    return cv2.copyMakeBorder(inner, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def _border(pixels, rng):
    pad = int(max(pixels.shape[:2]) * rng.uniform(0.03, 0.1))
    pixels = cv2.copyMakeBorder(pixels, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    height, width = pixels.shape[:2]
    inset, thick = int(rng.integers(2, 8)), int(rng.integers(1, 5))
    shade = int(rng.integers(0, 120))
    return cv2.rectangle(pixels.copy(), (inset, inset), (width - inset - 1, height - inset - 1), (shade,) * 3, thick)


def _mirror(pixels, rng):
    return np.ascontiguousarray(pixels[:, ::-1])


def _quarter(pixels, rng):
    return np.ascontiguousarray(np.rot90(pixels, int(rng.integers(1, 4))))


def _turn(pixels, rng):
    angle = rng.uniform(2, 7) * rng.choice([-1, 1])
    turned = Image.fromarray(pixels).rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    return np.array(turned)


def _stretch(pixels, rng):
    height, width = pixels.shape[:2]
    factor = rng.choice([rng.uniform(0.9, 0.96), rng.uniform(1.04, 1.1)])
    return cv2.resize(pixels, (max(8, round(width * factor)), height), interpolation=cv2.INTER_AREA)


def _wobble(pixels, rng):
    """A hand's unsteadiness: every place shifted by up to about one percent, smoothly."""
    height, width = pixels.shape[:2]
    shifts = []
    for _ in range(2):
        coarse = rng.normal(0, 0.005 * max(height, width), (6, 6)).astype(np.float32)
        shifts.append(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(
        pixels,
        columns + shifts[0],
        rows + shifts[1],
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255,) * 3,
    )


def _relabel(pixels, rng):
    """Letter-sized islands go or become other letters; a picture made of nothing else is left as it is."""
    mask, (x0, y0, x1, y1) = _ink(pixels)
    extent = max(x1 - x0, y1 - y0)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    sides = boxes[1:, 2:4].max(axis=1)
    if not len(sides) or sides.max() < 0.35 * extent:
        return pixels
    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    for (x, y, width, height, _), side in zip(boxes[1:], sides, strict=True):
        if not 0.015 * extent < side < 0.09 * extent or height < 0.015 * extent:
            continue
        ground = tuple(int(value) for value in pixels[max(0, y - 1), max(0, x - 1)])
        draw.rectangle((x - 1, y - 1, x + width, y + height), fill=ground)
        if rng.random() < 0.7:
            letter = str(rng.choice(list("ABCDEFGHKLMNPQRSTXYZ0123456789abcdxyz")))
            shift = rng.uniform(-0.2, 0.2, 2) * height
            font = ImageFont.load_default(max(8, int(height * 1.2)))
            draw.text((x + shift[0], y - 0.2 * height + shift[1]), letter, fill=(20, 20, 20), font=font)
    return np.array(image)


def _scan(pixels, rng):
    """Grey paper in uneven light, blurred, grainy, with specks, saved as a middling JPEG."""
    height, width = pixels.shape[:2]
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255.0
    gray = cv2.GaussianBlur(gray, (0, 0), rng.uniform(0.4, 0.9))
    corners = rng.uniform(165, 240, (2, 2)).astype(np.float32)
    paper = cv2.resize(corners, (width, height), interpolation=cv2.INTER_LINEAR)
    ink = rng.uniform(20, 70)
    page = ink + (paper - ink) * gray + rng.normal(0, rng.uniform(4, 12), gray.shape)
    for _ in range(int(rng.integers(0, 25))):
        spot = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        cv2.circle(page, spot, int(rng.integers(0, 2)), float(rng.uniform(60, 150)), -1)
    jpeg = _as_jpeg(np.uint8(np.clip(page, 0, 255)), int(rng.integers(35, 75)))
    return np.array(Image.open(io.BytesIO(jpeg)).convert("RGB"))


def _as_jpeg(gray, quality):
    out = io.BytesIO()
    Image.fromarray(gray).save(out, "JPEG", quality=quality)
    return out.getvalue()


_CHANGES = {
    "rescale": _rescale,
    "restroke": _restroke,
    "recolour": _recolour,
    "margins": _margins,
    "border": _border,
    "mirror": _mirror,
    "quarter": _quarter,
    "turn": _turn,
    "stretch": _stretch,
    "wobble": _wobble,
    "relabel": _relabel,
    "scan": _scan,
}
