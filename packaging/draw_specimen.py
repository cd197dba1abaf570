"""Draw every expression and item of the typesetting tests, to be looked at by eye.

python packaging/draw_specimen.py /tmp/specimen     # expressions-1.png ..., items-1.png ...

Each expression stands in a line and displayed, beside its source; a problem is named on standard error.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
from itembank_desktop.core.item import Place
from itembank_desktop.core.typeset import Inset, Sheet, Typeset

if TYPE_CHECKING:
    from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
FONT = ROOT / "resources" / "fonts" / "NotoSansKR-Regular.ttf"
SOURCE_WIDTH, SHEET_WIDTH, GAP, SCALE = 330, 430, 12, 1.6
ROWS = 24
ITEM_WIDTH, FIGURE, ITEMS = 560, 150, 6


def expressions() -> list[str]:
    """The expressions of the tests, comments left out."""
    lines = (DATA / "expressions.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def items() -> list[dict[str, Any]]:
    """The whole items of the tests, as a bank's JSON has them."""
    with (DATA / "whole_items.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def typesetter() -> TypstTypesetter:
    """The program's own, with KaTeX in Qt's engine."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication

    from itembank_desktop.ui.katex import Katex

    QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    katex = Katex(ROOT / "resources" / "katex" / "katex.js")
    return TypstTypesetter(katex.tex_to_mathml, ROOT / "resources" / "fonts")


def drawn(typeset: TypstTypesetter, sheets: Sequence[Sheet]) -> "list[Image.Image]":
    """The sheets on white; what could not be set is named on standard error."""
    return [_picture(made) for made in typeset(sheets)]


def _picture(made: Typeset, paths: Sequence[Path] = ()) -> "Image.Image":
    from PIL import Image

    if made.problems:
        print(f"not set: {made.problems}", file=sys.stderr)
    picture = Image.open(io.BytesIO(made.png)).convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    shown = Image.alpha_composite(ground, picture)
    for spot, path in zip(made.spots, paths, strict=True):
        with Image.open(path) as figure:
            size = round(spot.width * SCALE), round(spot.height * SCALE)
            shown.paste(figure.convert("RGBA").resize(size), (round(spot.x * SCALE), round(spot.y * SCALE)))
    return shown


def drawn_item(typeset: TypstTypesetter, item: dict[str, Any]) -> "Sequence[Image.Image]":
    """Stem with choices, and explanation, each with its figures."""
    paths, insets = [], []
    for number, image in enumerate(item["images"], 1):
        path, place = (image["path"], image["place"]) if isinstance(image, dict) else (image, "stem")
        paths.append(ROOT / path)
        insets.append(_inset(ROOT / path, number, Place(place)))
    pictures = []
    for text, choices, explained in ((item["text"], item["choices"], False), (item["explanation"], (), True)):
        chosen = [at for at, inset in enumerate(insets) if (inset.place is Place.EXPLANATION) == explained]
        figures = tuple(insets[at] for at in chosen)
        made = typeset([Sheet(text, tuple(choices), ITEM_WIDTH, SCALE, figures=figures)])[0]
        pictures.append(_picture(made, [paths[at] for at in chosen]))
    return pictures


def _inset(path: Path, number: int, place: Place) -> Inset:
    from PIL import Image

    with Image.open(path) as figure:
        scale = min(1.0, FIGURE / max(figure.size))
        return Inset(number, round(figure.width * scale), round(figure.height * scale), place)


def sources(texts: Iterable[str]) -> "Iterator[Image.Image]":
    """Numbered source texts, broken by letters."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(FONT), 17)
    for number, text in enumerate(texts, 1):
        lines = [f"{number}", *(text[at : at + 46] for at in range(0, len(text), 46))]
        picture = Image.new("RGBA", (round(SOURCE_WIDTH * SCALE), 23 * len(lines) + 4), "white")
        ImageDraw.Draw(picture).multiline_text((4, 0), "\n".join(lines), "#5b6472", font, spacing=2)
        yield picture


def table(rows: "Sequence[Sequence[Image.Image]]") -> "Image.Image":
    """Pictures in rows and columns with hairlines between."""
    from PIL import Image, ImageDraw

    heights = [max(cell.height for cell in row) + GAP for row in rows]
    widths = [max(row[column].width for row in rows) + GAP for column in range(len(rows[0]))]
    page = Image.new("RGB", (sum(widths), sum(heights)), "white")
    pen = ImageDraw.Draw(page)
    for number, row in enumerate(rows):
        top = sum(heights[:number])
        for column, cell in enumerate(row):
            page.paste(cell.convert("RGB"), (sum(widths[:column]), top + GAP // 2))
        pen.line([(0, top), (page.width, top)], "#c8ced8")
    return page


def main() -> None:
    """Write the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    typeset, texts = typesetter(), expressions()
    inline = drawn(typeset, [Sheet(f"가 ${tex}$ 나", width=SHEET_WIDTH, scale=SCALE) for tex in texts])
    displayed = drawn(typeset, [Sheet(f"$${tex}$$", width=SHEET_WIDTH, scale=SCALE) for tex in texts])
    rows = list(zip(sources(texts), inline, displayed, strict=True))
    for number, start in enumerate(range(0, len(rows), ROWS), 1):
        table(rows[start : start + ROWS]).save(folder / f"expressions-{number}.png")
    whole = [drawn_item(typeset, item) for item in items()]
    for number, start in enumerate(range(0, len(whole), ITEMS), 1):
        table(whole[start : start + ITEMS]).save(folder / f"items-{number}.png")


if __name__ == "__main__":
    main()
