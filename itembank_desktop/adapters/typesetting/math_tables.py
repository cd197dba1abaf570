"""Matrices, systems of equations and tables of MathML in Typst."""

from collections.abc import Callable
from xml.etree import ElementTree

from itembank_desktop.adapters.typesetting.math_spaces import length

Node = ElementTree.Element
Printer = Callable[[Node], str]

NO_OVERHANG = "set par(leading: 0em); set text(top-edge: 0.8em, bottom-edge: -0.2em);"
"""For a frame of its own: no gap between lines of text for a tall formula to hang into, and no room of a line."""

RULE = "0.05em + text.fill"
"""A stroke in the ink of the text; stands in a Typst `context`."""
_STROKES = {"solid": RULE, "dashed": "(paint: text.fill, thickness: 0.05em, dash: (0.25em, 0.2em))"}
# KaTeX writes so much between the rows of a table that no \\arraystretch has widened.
_USUAL_SPACING = 0.36


def has_rules(table: Node) -> bool:
    """Whether lines are drawn between some of its rows or columns."""
    return any("solid" in _words(table, key) or "dashed" in _words(table, key) for key in ("rowlines", "columnlines"))


def plain(table: Node, print_cell: Printer) -> str:
    """A table without rules: an alignment mark on the side that the column's alignment names."""
    gaps = [length(gap) for gap in _words(table, "columnspacing")] or [1.0]
    stretched = _stretch(table)
    rows = []
    for row in table:
        cells = []
        for column, cell in enumerate(row):
            body = print_cell(cell) or '""'
            if not len(cell) or cell[0].tag != "mstyle":
                # Typst sets matrices in a line small; KaTeX says so itself where it wants that.
                body = f"inline({body})"
            # Typst knows one gap for all columns: the wider ones get the rest inside the cell.
            wider = gaps[min(column, len(gaps) - 1)] - min(gaps)
            body += f"#h({wider:.3f}em);" if wider and column + 1 < len(row) else ""
            cells.append({"right": f"{body} &", "left": f"& {body}"}.get(_alignment(table, column), body))
        rows.append(", ".join(cells))
    return f"mat(delim: #none, column-gap: #{min(gaps):.3f}em, row-gap: #{0.5 + stretched:.3f}em, {'; '.join(rows)})"


def ruled(table: Node, print_cell: Printer, frame: frozenset[str]) -> str:
    """A table with rules inside, and on the sides named in `frame` (top, bottom, left, right)."""
    columns = max((len(row) for row in table), default=1)
    cells = [
        f"{{ {NO_OVERHANG} $inline({print_cell(row[column]) or chr(34) * 2})$ }}" if column < len(row) else "[]"
        for row in table
        for column in range(columns)
    ]
    rules = [
        f"grid.vline(x: {x}, stroke: {rule})" for x, rule in _rules(table, "columnlines", columns, frame, "left right")
    ]
    rules += [
        f"grid.hline(y: {y}, stroke: {rule})" for y, rule in _rules(table, "rowlines", len(table), frame, "top bottom")
    ]
    aligned = ", ".join(f"{_alignment(table, column)} + horizon" for column in range(columns))
    parts = [
        f"columns: {columns}",
        f"align: ({aligned},)",
        f"inset: (x: 0.5em, y: {0.4 + _stretch(table) / 2:.3f}em)",
        *rules,
        *cells,
    ]
    return f"#box(baseline: 50% - 0.28em, context grid({', '.join(parts)}));"


def _words(table: Node, key: str) -> list[str]:
    return table.get(key, "").split()


def _alignment(table: Node, column: int) -> str:
    names = _words(table, "columnalign") or ["center"]
    name = names[min(column, len(names) - 1)]
    return name if name in ("left", "right") else "center"


def _stretch(table: Node) -> float:
    """The room in em that \\arraystretch adds between two rows."""
    return max(length((_words(table, "rowspacing") or ["0"])[0]) - _USUAL_SPACING, 0.0)


def _rules(table: Node, key: str, tracks: int, frame: frozenset[str], ends: str) -> list[tuple[int, str]]:
    """Where lines stand, counted in tracks from 0 (before the first) to `tracks` (after the last), and their stroke."""
    kinds = _words(table, key)
    first, last = ends.split()
    inner = [(place, kinds[min(place - 1, len(kinds) - 1)]) for place in range(1, tracks)] if kinds else []
    outer = [(0, "solid")] * (first in frame), [(tracks, "solid")] * (last in frame)
    return [(place, _STROKES[kind]) for place, kind in [*outer[0], *inner, *outer[1]] if kind in _STROKES]
