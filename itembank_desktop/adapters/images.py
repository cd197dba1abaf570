"""Pictures from outside, decoded safely: every function raises UnreadableFigure and nothing else.

All pictures come back upright (EXIF), flattened on white, and of an animation only the first frame.
"""

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import FigureTooLarge, UnreadableFigure

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 64_000_000
"""Larger pictures are refused from their header alone: decoded they would fill the memory."""

# None of these holds another picture of its own size inside, so the size in the header is the size decoded.
_FORMATS = {"PNG": b"\x89PNG", "JPEG": b"\xff\xd8\xff", "GIF": b"GIF8", "BMP": b"BM", "WEBP": b"RIFF", "TIFF": b""}
_TIFF_MAGICS = (b"II*\x00", b"MM\x00*")
# What Pillow's decoders let out when the bytes lie (found by fuzzing; tests/unit/test_images.py goes on with it).
_LIES = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, AttributeError),
    *(RuntimeError, AssertionError, ZeroDivisionError, MemoryError, struct.error, zlib.error),
)


def check_picture(data: bytes, name: str) -> tuple[int, int]:
    """Decode the whole picture and return its width and height in pixels."""
    width, height = _decoded(data, name, MAX_PIXELS).size
    return width, height


def decode_gray(data: bytes, name: str, limit_px: int = MAX_PIXELS) -> NDArray[np.uint8]:
    """The picture's luminance, shape (height, width), 0 black to 255 white."""
    return np.asarray(_decoded(data, name, limit_px).convert("L"))


def decode_rgb(data: bytes, name: str, limit_px: int = MAX_PIXELS) -> NDArray[np.uint8]:
    """The picture's colours, shape (height, width, 3)."""
    return np.asarray(_decoded(data, name, limit_px).convert("RGB"))


def thumbnail_png(data: bytes, name: str, max_width: int, max_height: int) -> bytes:
    """The picture as PNG, made smaller to fit the box and never larger; its proportions stay."""
    from PIL import Image

    image = _decoded(data, name, MAX_PIXELS)
    image.thumbnail((max(1, max_width), max(1, max_height)), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _decoded(data: bytes, name: str, limit_px: int) -> "Image.Image":
    """The picture in mode L or RGB."""
    from PIL import Image, ImageOps

    _take_over_pillow_warnings()
    if not data:
        raise UnreadableFigure(name, "the file is empty")
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_FORMATS)) as image:
            width, height = image.size
            if width * height > limit_px:
                raise FigureTooLarge(name, f"{width} x {height} pixels is more than {limit_px:,} pixels in all")
            image.load()
            return _flattened(ImageOps.exif_transpose(image))
    except _LIES as problem:
        raise UnreadableFigure(name, _reason(data, problem)) from problem


def _take_over_pillow_warnings() -> None:
    """Judge sizes and damage here instead of in Pillow.

    A filter is added instead of using `catch_warnings`, which is not safe with threads; it is added at every call
    because others (pytest) reset the filters. Adding one that is there already only moves it to the front.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    warnings.filterwarnings("ignore", module=r"PIL\.")


def _reason(data: bytes, problem: BaseException) -> str:
    """One plain clause that says why the bytes are no picture."""
    from PIL import UnidentifiedImageError

    head = data[:1024].lstrip()
    if isinstance(problem, MemoryError):
        return "the memory does not suffice to open it"
    if isinstance(problem, UnidentifiedImageError):
        if b"<svg" in head.lower():
            return "SVG drawings are not supported"
        magics = (*filter(None, _FORMATS.values()), *_TIFF_MAGICS)
        known = any(data.startswith(magic) or magic.startswith(data) for magic in magics)
        return "the file is cut off or damaged at its start" if known else "it is in no picture format we know"
    said = str(problem).lower()
    cut = isinstance(problem, EOFError) or any(word in said for word in ("truncat", "unexpected end", "not enough"))
    return "the file is cut off" if cut else "the file is damaged"


def _flattened(image: "Image.Image") -> "Image.Image":
    """The same picture in mode L or RGB, whatever is transparent now white."""
    from PIL import Image

    if image.mode in ("F", "I") or image.mode.startswith("I;16"):
        return _eight_bits(image)
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("RGB")
    return image if image.mode == "L" else image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(image: "Image.Image") -> "Image.Image":
    """A picture of deep greys brought to 8 bits: 16-bit by its scale, others by their own brightest value."""
    from PIL import Image

    with np.errstate(invalid="ignore"):  # a damaged TIFF may hold floats that are no numbers
        deep = np.nan_to_num(np.asarray(image).astype(np.float64), posinf=0.0, neginf=0.0)
    top = float(deep.max(initial=0.0))
    scale = 255.0 / 65535.0 if image.mode.startswith("I;16") or 255.0 < top <= 65535.0 else 255.0 / max(top, 255.0)
    if image.mode == "F" and 0.0 < top <= 1.0:
        scale = 255.0
    shallow = np.clip(np.rint(deep * scale), 0, 255).astype(np.uint8)
    clear = image.info.get("transparency")
    if isinstance(clear, int):
        shallow[deep == clear] = 255
    return Image.fromarray(shallow)
