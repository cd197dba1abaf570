"""Small honest things to test with: items, pictures, bank folders, banks."""

import functools
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from itembank_desktop.core.item import Content, Item, ItemId, Picture, Place, fingerprint
from itembank_desktop.core.ports import Description, Entry, Space

STEM = "삼각형 $ABC$에서 $\\overline{AB}=4$, $\\overline{BC}=5$일 때, 넓이를 구하시오."


def an_item(stem: str = STEM, id: str = "q1", **fields) -> Item:
    """An item; `figures`, `choices`, `answer`, ... as in Item."""
    return Item(ItemId(id), stem=stem, **fields)


@functools.cache
def png_bytes(seed: int = 0, width: int = 96, height: int = 64) -> bytes:
    """A PNG line drawing; every seed another polygon."""
    from PIL import Image, ImageDraw

    corners = np.random.default_rng(seed).uniform((6, 6), (width - 6, height - 6), (4, 2))
    image = Image.new("L", (width, height), 255)
    ImageDraw.Draw(image).polygon([tuple(corner) for corner in corners.tolist()], outline=0, width=2)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def a_picture(seed: int = 0, name: str = "", place: Place = Place.STEM) -> Picture:
    """A real small picture; the same seed gives the same bytes."""
    return Picture(png_bytes(seed), name or f"figure{seed}.png", place)


def an_illustrated_item(seed: int = 0, **fields) -> tuple[Item, tuple[Picture, ...]]:
    """An item with one figure, and that figure's picture."""
    picture = a_picture(seed)
    return an_item(figures=(picture.figure,), **fields), (picture,)


def a_content(item: Item, pictures: Sequence[Picture] = ()) -> Content:
    """What spaces see of an item."""
    return Content(item.stem, item.choices, item.answer, tuple(pictures))


def an_entry(item: Item, spaces: Sequence[Space] = (), pictures: Sequence[Picture] = (), statistics=None) -> Entry:
    """An entry ready to save, described by `spaces` with `statistics[name]` or those of an empty bank."""
    descriptions = {}
    for space in spaces:
        payloads = space.describe(a_content(item, pictures))
        fitted = space.fitted((statistics or {}).get(space.name) or space.fit([]))
        descriptions[space.name] = Description(payloads, fitted.signatures(payloads))
    return Entry(item, fingerprint(item), tuple(pictures), descriptions)


def numbered_items(count: int, start: int = 0) -> list[Item]:
    """Different items with ids q0, q1, ..."""
    topics = ("이차방정식", "삼각형의 넓이", "등차수열", "확률", "정적분", "일차함수")
    return [
        an_item(f"{topics[n % 6]} 문제 {n}: ${n}x+{n * n % 97}=0$일 때, 값을 구하시오.", f"q{n}", subject=topics[n % 6])
        for n in range(start, start + count)
    ]


def a_bank(folder: Path, count: int = 3, spaces: Sequence[Space] = ()):
    """An open local bank of `count` items (q0, q1, ...), every other one with a figure, fitted; close it."""
    from itembank_desktop.adapters.stores.local import LocalBank

    bank = LocalBank.create(folder)
    entries = []
    for number, item in enumerate(numbered_items(count)):
        pictures = (a_picture(number),) if number % 2 == 0 else ()
        shown = an_item(item.stem, item.id, subject=item.subject, figures=tuple(p.figure for p in pictures))
        entries.append(an_entry(shown, spaces, pictures))
    bank.save(entries)
    for space in spaces:
        bank.refit(space)
    return bank


def a_row(id: str = "q1", text: str = STEM, **fields) -> dict[str, object]:
    """One object of items.jsonl."""
    return {"id": id, "text": text, **fields}


def a_bank_folder(
    folder: Path, rows: Sequence[Mapping[str, object] | bytes], images: Mapping[str, bytes] | None = None
) -> Path:
    """A folder to import: items.jsonl of `rows` (bytes stand as they are) and `images` by relative path."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows]
    (folder / "items.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    for name, data in (images or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
