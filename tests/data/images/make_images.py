"""Makes the files of this folder again: one small triangle in every mode and format, and files that are broken.

Run it from the checkout: python tests/data/images/make_images.py
"""

import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw  # noqa: TID253

HERE = Path(__file__).parent


def triangle(mode: str, paper, ink) -> Image.Image:
    """60 x 40, its slope falling to the right, so that a turn or a mirror shows."""
    image = Image.new(mode, (60, 40), paper)
    ImageDraw.Draw(image).line([(6, 6), (6, 33), (53, 33), (6, 6)], fill=ink, width=2)
    return image


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes whose header promises an enormous picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def main() -> None:
    triangle("RGB", "white", "black").save(HERE / "rgb.png")
    triangle("RGB", "white", "black").save(HERE / "rgb.webp", lossless=True)
    triangle("RGB", "white", "black").save(HERE / "rgb.bmp")
    triangle("L", 255, 0).save(HERE / "gray.tif", compression="tiff_lzw")
    triangle("1", 1, 0).save(HERE / "one_bit.png")
    triangle("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)).save(HERE / "rgba_clear.png")
    triangle("LA", (0, 0), (0, 255)).save(HERE / "la_clear.png")
    palette = triangle("P", 0, 1)
    palette.putpalette([0, 0, 0, 0, 0, 0])
    palette.save(HERE / "palette_clear.png", transparency=0)
    triangle("CMYK", (0, 0, 0, 0), (0, 0, 0, 255)).save(HERE / "cmyk.jpg", quality=95)
    deep = np.asarray(triangle("L", 255, 0)).astype(np.uint16) * 257
    Image.fromarray(deep).save(HERE / "gray16.png")
    sideways = triangle("RGB", "white", "black").transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn me a quarter clockwise"
    sideways.save(HERE / "exif_turned.jpg", exif=exif, quality=95)
    frames = [triangle("L", 255, 0), Image.new("L", (60, 40), 0)]
    frames[0].save(HERE / "animated.gif", save_all=True, append_images=frames[1:])
    (HERE / "truncated.png").write_bytes((HERE / "rgb.png").read_bytes()[:120])
    (HERE / "truncated.jpg").write_bytes((HERE / "cmyk.jpg").read_bytes()[:-400])
    (HERE / "empty.png").write_bytes(b"")
    (HERE / "words.png").write_bytes("이 파일은 그림이 아닙니다.\n".encode())
    (HERE / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n')
    (HERE / "bomb.png").write_bytes(bomb(30_000, 30_000))


if __name__ == "__main__":
    main()
