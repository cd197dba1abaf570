"""Plain tables whose columns stay aligned when a cell holds Hangul."""

import unicodedata
from collections.abc import Mapping, Sequence


def width(text: str) -> int:
    """Terminal columns that `text` takes: Hangul and other wide characters take two."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def shorten(text: str, most: int) -> str:
    """`text` in at most `most` columns, with an ellipsis where something was left out."""
    if width(text) <= most:
        return text
    kept, used = [], 1
    for mark in text:
        used += width(mark)
        if used > most:
            break
        kept.append(mark)
    return "".join(kept) + "…"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widest: Mapping[int, int] | None = None) -> str:
    """Rows under a head; `widest` limits single columns (by place) in terminal columns."""
    limits = widest or {}
    cells = [
        [shorten(cell, limits[place]) if place in limits else cell for place, cell in enumerate(row)]
        for row in (head, *rows)
    ]
    widths = [max(width(row[place]) for row in cells) for place in range(len(head))]
    lines = ["  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("─" * w for w in widths))
    return "\n".join(lines)
