"""Tables written in HTML and as LaTeX tabular, found in a text and taken apart into cells that are texts again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawCell:
    """The source of a cell and how far it reaches."""

    text: str
    across: int = 1
    down: int = 1
    align: str = "center"


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells as they are written; no row is empty."""

    rows: tuple[tuple[RawCell, ...], ...]
    ruled: bool = True


_TABLE = re.compile(
    r"<table\b[^<>]*>(?P<html>(?:(?!<table\b).)*?)</table\s*>"
    r"|(?P<open>\$\$|\\\[|\$)?\s*\\begin\{tabular\}(?:\[[^\]]*\])?\{(?P<columns>(?:[^{}]|\{[^{}]*\})*)\}"
    r"(?P<latex>.*?)\\end\{tabular\}\s*(?(open)(?:\$\$|\\\]|\$))",
    re.DOTALL | re.IGNORECASE,
)
_WRAPPERS = re.compile(r"\\(?:begin|end)\{(?:center|table)\}(?:\[[^\]]*\])?|\\centering\b")
_ROW = re.compile(r"<tr\b[^<>]*>(.*?)(?=</tr\s*>|<tr\b|$)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<t([dh])\b([^<>]*)>(.*?)(?=</t[dh]\s*>|<t[dh]\b|$)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(colspan|rowspan|align)\s*=\s*[\"']?\s*(\w+)|text-align\s*:\s*(\w+)", re.IGNORECASE)
_TOKEN = re.compile(r"\\\\(?:\[[^\]]*\])?|\\.|[{}&$]|[^\\{}&$]+", re.DOTALL)
_RULES = re.compile(r"\\(?:hline|toprule|midrule|bottomrule|hdashline)\b|\\cline\{[^{}]*\}")
_MULTICOLUMN = re.compile(r"\s*\\multicolumn\{(\d+)\}\{([^{}]*)\}\{(.*)\}\s*", re.DOTALL)
_MULTIROW = re.compile(r"\s*\\multirow\{(\d+)\}\{[^{}]*\}\{(.*)\}\s*", re.DOTALL)
_SIDES = {"l": "left", "r": "right", "c": "center"}
_MOST_SPAN = 20


def parts(text: str) -> Iterator[str | RawTable]:
    """The text between the tables, and the tables; a table without a cell stays text."""
    start = 0
    for found in _TABLE.finditer(text):
        table = _html(found["html"]) if found["html"] is not None else _latex(found["columns"], found["latex"])
        if not table.rows:
            continue
        before = _WRAPPERS.sub("", text[start : found.start()]).rstrip("\n")
        if before.strip():
            yield before
        yield table
        start = found.end()
    rest = text[start:] if not start else _WRAPPERS.sub("", text[start:]).lstrip("\n")
    if rest or not start:
        yield rest


def _html(source: str) -> RawTable:
    rows = [tuple(_html_cell(cell) for cell in _CELL.finditer(row[1])) for row in _ROW.finditer(source)]
    return RawTable(tuple(row for row in rows if row))


def _html_cell(found: re.Match[str]) -> RawCell:
    told = {(name or "align").lower(): value or style for name, value, style in _ATTRIBUTE.findall(found[2])}
    align = told.get("align", "center").lower()
    text = f"<b>{found[3]}</b>" if found[1].lower() == "h" and found[3].strip() else found[3]
    across, down = _span(told.get("colspan", "1")), _span(told.get("rowspan", "1"))
    return RawCell(text.strip(), across, down, align if align in _SIDES.values() else "center")


def _span(text: str) -> int:
    return max(1, min(int(text), _MOST_SPAN)) if text.isdecimal() else 1


def _latex(columns: str, body: str) -> RawTable:
    sides = [_SIDES.get(letter, "left") for letter in re.findall(r"[lcrpmbX]", re.sub(r"\{[^{}]*\}", "", columns))]
    rows = [row for row in _latex_rows(body) if any(cell.strip() for cell in row)]
    made = tuple(_uncovered([list(_latex_cells(row, sides)) for row in rows]))
    return RawTable(made, ruled="|" in columns or bool(_RULES.search(body)))


def _uncovered(rows: list[list[RawCell]]) -> Iterator[tuple[RawCell, ...]]:
    """The rows without the empty cells that LaTeX wants written below a \\multirow."""
    covered: dict[int, int] = {}
    for row in rows:
        place, kept, below = 0, [], dict[int, int]()
        for cell in row:
            reach = range(place, place + cell.across)
            if covered.get(place, 0) and not cell.text:
                below |= {column: covered[column] - 1 for column in reach if column in covered}
            else:
                kept.append(cell)
                below |= dict.fromkeys(reach, cell.down - 1)
            place += cell.across
        covered = below
        if kept:
            yield tuple(kept)


def _latex_rows(body: str) -> list[list[str]]:
    """Split at \\\\ and & that stand neither in braces nor in a formula."""
    rows, depth, formula = [[""]], 0, False
    for token in _TOKEN.findall(_RULES.sub("", body)):
        depth += {"{": 1, "}": -1}.get(token, 0)
        formula ^= token == "$"
        if token.startswith("\\\\") and depth <= 0 and not formula:
            rows.append([""])
        elif token == "&" and depth <= 0 and not formula:
            rows[-1].append("")
        else:
            rows[-1][-1] += token
    return rows


def _latex_cells(row: list[str], sides: list[str]) -> Iterator[RawCell]:
    place = 0
    for text in row:
        across, down, align = 1, 1, sides[min(place, len(sides) - 1)] if sides else "center"
        if spanning := _MULTICOLUMN.fullmatch(text):
            across, text = _span(spanning[1]), spanning[3]
            align = next((_SIDES[letter] for letter in spanning[2] if letter in _SIDES), "center")
        if spanning := _MULTIROW.fullmatch(text):
            down, text = _span(spanning[1]), spanning[2]
        place += across
        yield RawCell(text.strip(), across, down, align)
