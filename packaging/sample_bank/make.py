"""Writes resources/sample_bank from the sources beside this file: items, ground truth and drawings.

Run from the checkout: .venv/bin/python packaging/sample_bank/make.py [--only ID ...]
"""

import argparse
import io
import json
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from canvas import OVERSAMPLING, Canvas, Hand
from drafts import DRAFTS
from PySide6.QtGui import QGuiApplication
from source import Drawer, Family, Question

ROOT = Path(__file__).resolve().parents[2]
BANK = ROOT / "resources" / "sample_bank"
MADE = "2026-11-23"
"""When the families were written: the truth's date."""
DRAFT_FOLDER = ROOT / "resources" / "drafts"


def everything() -> list[Family]:
    """All families of all chapters."""
    import algebra
    import analysis
    import chance
    import geometry

    return [*geometry.FAMILIES, *algebra.FAMILIES, *analysis.FAMILIES, *chance.FAMILIES]


def drawing(draw: Drawer, hand: Hand) -> bytes:
    """A figure as a small PNG in at most 16 greys."""
    from PIL import Image

    canvas = Canvas(hand)
    draw(canvas)
    sheet = canvas.image()
    pixels = np.frombuffer(sheet.constBits(), np.uint8).reshape(sheet.height(), sheet.bytesPerLine())
    image = Image.fromarray(pixels[:, : sheet.width()].copy())
    image = image.resize((sheet.width() // OVERSAMPLING, sheet.height() // OVERSAMPLING), Image.Resampling.BOX)
    if hand.scan:
        image = _scanned(image, hand)
    ordered = Image.fromarray(((np.asarray(image, np.uint16) * 15 + 127) // 255).astype(np.uint8)).convert("P")
    ordered.putpalette([level * 17 for level in range(16) for _ in range(3)])
    out = io.BytesIO()
    ordered.save(out, "PNG", optimize=True, bits=4)
    return out.getvalue()


def _scanned(image: object, hand: Hand) -> object:
    """The drawing on a grey, unevenly lit, speckled sheet that lay askew in the scanner."""
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(hand.scan)
    tilted = image.rotate(hand.tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=255)  # type: ignore[attr-defined]
    ink = 1 - np.asarray(tilted.filter(ImageFilter.GaussianBlur(0.7)), np.float32) / 255
    high, wide = ink.shape
    y, x = np.mgrid[0:high, 0:wide]
    paper = 216 - 17 * (x / wide * chance.uniform(-1, 1) + y / high * chance.uniform(0.5, 1))
    coarse = Image.fromarray(chance.normal(0, 4.5, (high // 6 + 2, wide // 6 + 2)).astype(np.float32))
    paper += np.asarray(coarse.resize((wide, high), Image.Resampling.BICUBIC))
    ink = np.clip(ink * chance.normal(0.95, 0.1, ink.shape), 0, 1)
    grey = paper * (1 - ink) + 48 * ink
    specks = chance.random(ink.shape)
    grey[specks < 0.0006] = 120
    grey[specks > 0.9996] = 245
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def row(family: Family, index: int, question: Question) -> dict[str, object]:
    """An item as a line of items.jsonl."""
    name = family.key(index)
    return {
        "id": name,
        "subject": family.subject,
        "level": question.level or family.level,
        "unit": question.unit or family.unit,
        "difficulty": question.difficulty or family.difficulty,
        "text": question.text,
        "choices": list(question.choices),
        "answer": question.answer,
        "explanation": question.explanation,
        "images": [f"images/{name}.png"] if question.draw else [],
    }


def write_drafts() -> None:
    """The drafts an author would type, none of which is in the bank."""
    DRAFT_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (text, draw, hand) in DRAFTS.items():
        (DRAFT_FOLDER / f"{name}.png").write_bytes(drawing(draw, hand))
        draft = {"text": text.strip(), "images": [f"{name}.png"]}
        (DRAFT_FOLDER / f"{name}.json").write_text(json.dumps(draft, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    """Write everything, and take away drawings no item uses any more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", help="draw only these ids")
    only = parser.parse_args().only
    app = QGuiApplication([])
    (BANK / "images").mkdir(parents=True, exist_ok=True)
    rows: dict[str, dict[str, object]] = {}
    pairs: list[dict[str, object]] = []
    for family in everything():
        pairs += family.pairs()
        for index, question in enumerate(family.members):
            line = row(family, index, question)
            if line["id"] in rows:
                raise SystemExit(f"{family.name}/{index} has the id of another item: rename the family")
            rows[str(line["id"])] = line
            if question.draw and (only is None or line["id"] in only):
                (BANK / f"images/{line['id']}.png").write_bytes(drawing(question.draw, question.hand))
    kept = {str(image) for line in rows.values() for image in line["images"]}  # type: ignore[attr-defined]
    for path in (BANK / "images").glob("*.png"):
        if f"images/{path.name}" not in kept:
            path.unlink()
    text = "".join(json.dumps(rows[name], ensure_ascii=False) + "\n" for name in sorted(rows))
    (BANK / "items.jsonl").write_text(text, "utf-8")
    truth = {
        "description": "3: the same item reworded or with its figure redrawn. 2: the same item with other numbers or "
        "data. 1: the same figure with another question. Symmetric, each pair once; all other pairs are unrelated.",
        "origin": {"kind": "planted", "made": MADE, "by": "the makers of the sample bank"},
        "pairs": sorted(pairs, key=lambda pair: (pair["a"], pair["b"])),
    }
    (BANK / "qrels.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")
    write_drafts()
    print(f"{len(rows)} items, {len(kept)} figures, {len(pairs)} pairs in {BANK.relative_to(ROOT)}")
    del app


if __name__ == "__main__":
    main()
