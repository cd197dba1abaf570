"""An item's text as a textbook lays it out: lines, boxed conditions and 〈보기〉, and tables from three notations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from itembank_desktop.adapters.typesetting import tabular
from itembank_desktop.adapters.typesetting.markup import Kind, Line, Run, lines
from itembank_desktop.adapters.typesetting.tabular import RawTable


@dataclass(frozen=True, slots=True)
class Boxed:
    """Lines in a frame; the title, which may be empty, stands in its upper edge."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that reaches over `across` columns and `down` rows."""

    lines: tuple[Line, ...]
    across: int = 1
    down: int = 1
    align: str = "center"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with rules between all of them, or with none."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    ruled: bool = True


Block = Line | Boxed | Table

_NAME = r"(?:보\s*기|조\s*건|자\s*료|규\s*칙)"
_TITLE = re.compile(rf"[<〈＜《\[［【「]\s*({_NAME})\s*[>〉＞》\]］】」]")
_STATEMENT = re.compile(r"(?:[ㄱ-ㅎ][.)]|[㉠-㉭])\s*\S?")
_CONDITION = re.compile(r"[(（]([가-하])[)）]\s*\S?")
_CONDITIONS = "가나다라마바사아자차카타파하"
_DASHES = re.compile(r"\s*:?-{2,}:?\s*")
_MOST_CELLS = 400


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order; an empty line stands for a gap."""
    made: list[Block] = []
    for part in tabular.parts(text):
        if isinstance(part, RawTable):
            made.append(_table(part))
        else:
            made += _boxed(_piped(lines(part)), mentions=bool(_TITLE.search(text)))
    return made


def runs(block: Block) -> Iterator[Run]:
    """Every run of a block."""
    if isinstance(block, Table):
        inside = tuple(line for row in block.rows for cell in row for line in cell.lines)
    else:
        inside = block.lines if isinstance(block, Boxed) else (block,)
    for line in inside:
        yield from line


def flat(made: list[Block]) -> Iterator[Block]:
    """The blocks with their frames taken away, so that they can be cut between any two lines."""
    for block in made:
        if isinstance(block, Boxed):
            yield from ((Run(f"〈{block.title}〉"),),) if block.title else ()
            yield from block.lines
        else:
            yield block


def _table(raw: RawTable) -> Block:
    """A table; one of a single cell is how HWP and web pages draw a box."""
    rows = tuple(
        tuple(Cell(tuple(lines(cell.text)), cell.across, cell.down, cell.align) for cell in row) for row in raw.rows
    )
    if len(rows) == 1 and len(rows[0]) == 1:
        return _titled(rows[0][0].lines)
    columns = max(sum(cell.across for cell in row) for row in rows)
    if columns * len(rows) > _MOST_CELLS:
        rows, columns = tuple((replace(cell, across=1, down=1),) for row in rows for cell in row), 1
    return Table(rows, columns, raw.ruled)


def _titled(inside: tuple[Line, ...]) -> Boxed:
    title = _title(inside[0]) if inside else ""
    return Boxed(title, inside[1:] if title else inside)


def _text(line: Line) -> str:
    return "".join(run.source or run.text for run in line)


def _starts(line: Line, opening: re.Pattern[str]) -> re.Match[str] | None:
    return opening.match(line[0].text) if line and line[0].kind is Kind.WORDS else None


def _title(line: Line) -> str:
    found = _TITLE.fullmatch(_text(line).strip(" -–—─"))
    return "".join(found[1].split()) if found else ""


def _boxed(made: list[Block], *, mentions: bool) -> Iterator[Block]:
    """Frames around the lines below a title, around statements when a 〈보기〉 is named, and around conditions."""
    at = 0
    while at < len(made):
        block = made[at]
        end = at
        if isinstance(block, tuple) and block:
            title = _title(block)
            end = _end_of_box(made, at, title=bool(title), mentions=mentions)
            if end > at:
                inside = [one for one in made[at + bool(title) : end] if isinstance(one, tuple)]
                if not title and mentions and _starts(block, _STATEMENT):
                    title = "보기"
                yield Boxed(title, tuple(inside))
        if end == at:
            yield block
            end = at + 1
        at = end


def _end_of_box(made: list[Block], at: int, *, title: bool, mentions: bool) -> int:
    """Where the box that begins with the line at `at` ends; `at` itself when none begins there."""
    if title:
        end = at + 1
        while end < len(made) and isinstance(made[end], tuple) and made[end]:
            end += 1
        return end if end > at + 1 else at
    for opening, count in ((_CONDITION, _conditions), (_STATEMENT if mentions else None, _statements)):
        if opening is not None and (end := at + count(made[at:])) > at + 1:
            return end
    return at


def _conditions(made: list[Block]) -> int:
    """How many lines (가), (나), ... follow one another in their order, each with what it says."""
    count = 0
    for block, letter in zip(made, _CONDITIONS, strict=False):
        found = _starts(block, _CONDITION) if isinstance(block, tuple) else None
        if found is None or found[1] != letter or len(_text(block).strip()) < 5:  # type: ignore[arg-type]
            break
        count += 1
    return count


def _statements(made: list[Block]) -> int:
    count = 0
    for block in made:
        if not isinstance(block, tuple) or not _starts(block, _STATEMENT):
            break
        count += 1
    return count


def _piped(made: list[Line]) -> list[Block]:
    """The lines with tables of pipes, as Markdown writes them, put together."""
    out: list[Block] = []
    rows: list[list[Line]] = []
    taken: list[Line] = []
    for line in [*made, ()]:
        cells = _cells(line)
        if cells is not None and (not rows or len(cells) == len(rows[0])):
            rows.append(cells)
            taken.append(line)
            continue
        out += _pipe_table(rows, taken)
        rows, taken = ([cells], [line]) if cells is not None else ([], [])
        out += [] if cells is not None else [line]
    return out[:-1]


def _pipe_table(rows: list[list[Line]], taken: list[Line]) -> list[Block]:
    if len(rows) < 2:
        return list(taken)
    dashes = [row for row in rows if all(_DASHES.fullmatch(_text(cell)) for cell in row)]
    sides = [_alignment(_text(cell)) for cell in dashes[0]] if dashes else ["center"] * len(rows[0])
    body = [row for row in rows if row not in dashes]
    kept = tuple(tuple(Cell((cell,), align=side) for cell, side in zip(row, sides, strict=True)) for row in body)
    return [Table(kept, len(sides))] if kept else []


def _alignment(dashes: str) -> str:
    dashes = dashes.strip()
    if dashes.startswith(":") != dashes.endswith(":"):
        return "left" if dashes.startswith(":") else "right"
    return "center"


def _cells(line: Line) -> list[Line] | None:
    """The cells of a line between pipes; None for a line that is no row."""
    if not line or line[0].kind is not Kind.WORDS or line[-1].kind is not Kind.WORDS:
        return None
    if not line[0].text.lstrip().startswith("|") or not line[-1].text.rstrip().endswith("|"):
        return None
    cells: list[list[Run]] = [[]]
    for run in line:
        first, *others = run.text.split("|") if run.kind is Kind.WORDS else [run.text]
        cells[-1].append(replace(run, text=first))
        cells += [[replace(run, text=other)] for other in others]
    inside = [_trimmed(cell) for cell in cells[1:-1]]
    return inside if len(inside) > 1 else None


def _trimmed(cell: list[Run]) -> Line:
    kept = [run for run in cell if run.text]
    if kept and kept[0].kind is Kind.WORDS:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and kept[-1].kind is Kind.WORDS:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(run for run in kept if run.text)
