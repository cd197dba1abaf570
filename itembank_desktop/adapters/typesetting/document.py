"""Typst source for sheets: a header shared by all, and one page for each sheet."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from itembank_desktop.adapters.typesetting import blocks, marks, markup, rooms
from itembank_desktop.adapters.typesetting.blocks import Block, Boxed, Cell, Table
from itembank_desktop.adapters.typesetting.markup import Kind, Line, Mark, Run, Style
from itembank_desktop.adapters.typesetting.typst_strings import string
from itembank_desktop.core.typeset import Sheet

LEAST_WIDTH = 8
MOST_CHARACTERS = 20_000
CUT, LEFT, TOP = 1, 3, 5
"""Pages of these widths follow a sheet, the only news that pictures can carry: it was cut; how far its next figure
stands from the left and from the top (heights less one point)."""

# A line is 1.55 em high with 0.05 em below it: 1.6 in all. Typst lets formulas hang 0.7 of the gap out of their line,
# down and up: in a small gap no limit touches the bar or the arc below it.
HEADER = r"""
#set document(date: none)
#set text(font: ("Noto Sans KR", "New Computer Modern Math"), lang: "ko", top-edge: 1.075em, bottom-edge: -0.475em)
#set par(leading: 0.05em, spacing: 0.05em)
#show math.equation: set text(font: ("New Computer Modern Math", "Noto Sans KR"))
#show math.equation.where(block: true): set block(above: 0.4em, below: 0.4em)
#let marking(tint, edge) = (
  body => highlight(fill: rgb(tint), top-edge: 0.95em, bottom-edge: -0.25em, radius: 2pt, body),
  body => context {
    if measure(body).width > 18em.to-absolute() { return text(fill: rgb(edge), body) }
    box(fill: rgb(tint), radius: 2pt, inset: (x: 0.1em), outset: (y: 0.05em), body)
  },
  body => {
    set text(top-edge: "bounds", bottom-edge: "bounds")
    box(stroke: 0.9pt + rgb(edge), radius: 2pt, inset: (x: 0.12em), outset: (y: 0.12em), body)
  },
)
#let (tinted, tinted-formula, changed) = marking("#FFE3A8", "#B3261E")
#let shown(pieces, count) = pieces.slice(0, count).join() + if count < pieces.len() […]
#let fitting(pieces, width, limit) = {
  let fits(count) = measure(width: width, shown(pieces, count)).height <= limit
  let (low, high) = (0, pieces.len())
  if limit == none or fits(high) { return high }
  while high - low > 1 {
    let middle = calc.quo(low + high, 2)
    if fits(middle) { low = middle } else { high = middle }
  }
  low
}
#let listed(width, columns, bodies) = {
  let (gap, label) = (0.8em, 1.4em)
  let widest = calc.max(..bodies.map(body => measure(box(body)).width)) + label.to-absolute()
  let fits(count) = count * widest + (count - 1) * gap.to-absolute() <= width
  let count = columns.find(fits)
  if count == none { count = 1 }
  let marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".clusters()
  let cells = bodies.enumerate().map(((place, body)) => {
    par(hanging-indent: label, box(width: label, marks.at(place)) + body)
  })
  // A tall formula hangs out of its line, and its neighbour above or below does too.
  let tall = bodies.any(body => measure(box(body)).height > 1.6em.to-absolute())
  let rows = if tall { 0.4em } else { 0.15em }
  grid(columns: (1fr,) * count, column-gutter: gap, row-gutter: rows, align: horizon, ..cells)
}
#let rule() = 0.7pt + text.fill
#let boxed(title, body) = context {
  if title == "" {
    let framed = block(width: 100%, stroke: rule(), inset: (x: 0.9em, y: 0.45em), body)
    return block(above: 0.6em, below: 0.6em, inset: (x: 0.4pt), framed)
  }
  let corner(side) = align(bottom, rect(width: 100%, height: 0.775em, stroke: ((side): rule(), top: rule())))
  let head = grid(columns: (1fr, auto, 1fr), corner("left"), pad(x: 0.5em, "〈" + title + "〉"), corner("right"))
  let foot = block(width: 100%, stroke: (rest: rule(), top: none), inset: (x: 0.9em, top: 0.1em, bottom: 0.5em), body)
  block(width: 100%, above: 0.5em, below: 0.6em, inset: (x: 0.4pt), stack(head, foot))
}
#let tabled(width, columns, ruled, cells) = context {
  let made(tracks) = grid(
    columns: tracks, stroke: if ruled { rule() }, inset: (x: 0.7em, y: 0.12em), align: center + horizon, ..cells,
  )
  let natural = made((auto,) * columns)
  let fits = measure(natural).width <= width
  block(width: 100%, above: 0.7em, below: 0.7em, align(center, if fits { natural } else { made((1fr,) * columns) }))
}
#let room(at, width, height) = box(
  width: width, height: height, baseline: 50% - 0.28em, place(top + left, [#metadata(at) <room>]),
)
#let tell-rooms() = context {
  let begin = query(selector(<begin>).before(here())).last().location()
  let here-on = query(selector(<room>).after(begin).before(here())).sorted(key: room => room.value)
  for room in here-on {
    let at = room.location().position()
    page(width: 3pt, height: at.x + 1pt, margin: 0pt, fill: none, [])
    page(width: 5pt, height: at.y + 1pt, margin: 0pt, fill: none, [])
  }
}
#let sheet(width, size, ink, lines, pieces, columns, choices, figures: 0) = {
  set text(size: size, fill: rgb(ink))
  context {
    let limit = if lines == none { none } else { lines * 1.6 * size }
    let count = fitting(pieces, width, limit)
    page(width: width, height: auto, margin: (x: 0pt, y: 0.065em), fill: none, {
      if figures > 0 [#metadata(none) <begin>]
      shown(pieces, count)
      if pieces.len() > 0 and choices.len() > 0 { v(0.5em, weak: true) }
      if choices.len() > 0 { listed(width, columns, choices) }
      if pieces.len() + choices.len() == 0 { box(height: 1.55em) }
    })
    if count < pieces.len() { page(width: 1pt, height: 1pt, margin: 0pt, fill: none, []) }
    if figures > 0 { tell-rooms() }
  }
}
"""

FormulaPrinter = Callable[[Run], str | None]
"""Typst mathematics for the TeX of a run; None when it cannot be set."""

_MOST_CHOICES = 20
_RED = "#e5484d"
_STYLING = {
    Style.STRONG: "strong",
    Style.UNDERLINED: "underline",
    Style.EMPHASISED: "emph",
    Style.SUBSCRIPT: "sub",
    Style.SUPERSCRIPT: "super",
}
_LIST_MARK = re.compile(r"(?:[-–•·*]|[ㄱ-ㅎ가-하][.)]|\d{1,2}[.)]|[(（][가-하\d]{1,2}[)）]|[㉠-㉭㉮-㉻①-⑳])\s+")
_LIST_INDENTS = dict.fromkeys("(（", 1.9) | dict.fromkeys("-–•·*", 0.9)
_OWN_CHOICE_MARK = re.compile(r"^\s*(?:[①-⑳]|\(?[1-9][).]\s)\s*")
_PIECE = re.compile(r"\S+\s*|\s+")
_IN_WORD = re.compile(r"(?<=[가-힣])(?=[가-힣.,?!)\]])")
_JOINER = "\u2060"
_LONGEST_WORD = 14


@dataclass(frozen=True, slots=True)
class Page:
    """The Typst call that sets one sheet; `long` when its text was not taken whole; `rooms` are its figures' sizes."""

    source: str
    problems: tuple[str, ...] = ()
    long: bool = False
    rooms: tuple[tuple[float, float], ...] = ()


def page(sheet: Sheet, formula: FormulaPrinter) -> Page:
    """The page of a sheet; formulas that `formula` refuses stand in it as red source and are its problems."""
    problems: list[str] = []
    if sheet.max_lines is None:
        sheet = rooms.placed(sheet)
    figures = len(sheet.figures) if sheet.max_lines is None else 0

    def printed(run: Run) -> str | None:
        mathematics = formula(run)
        if mathematics is None:
            problems.append(run.source)
        return mathematics

    most = MOST_CHARACTERS
    if sheet.max_lines is not None:
        # No line holds more letters than this; what lies behind them would be measured in vain.
        most = min(most, int((sheet.max_lines + 1) * sheet.width / sheet.size * 8))
    pieces = list(_pieces(_laid_out(sheet, most), sheet.width, printed))
    choices = [_choice(text[:MOST_CHARACTERS], printed) for text in sheet.choices[:_MOST_CHOICES]]
    columns = ", ".join(str(count) for count in _columns(len(choices)))
    arguments = [
        f"{max(sheet.width, LEAST_WIDTH)}pt",
        f"{sheet.size:.2f}pt",
        string(sheet.ink),
        "none" if sheet.max_lines is None else str(sheet.max_lines),
        _array(pieces),
        f"({columns},)",
        _array(choices),
        f"figures: {figures}",
    ]
    source = f"{_marking(sheet)}{_rooms(sheet)}#sheet({', '.join(arguments)})\n"
    sizes = tuple(rooms.fitted(figure, sheet.width) for figure in sheet.figures[:figures])
    return Page(source, tuple(dict.fromkeys(problems)), len(sheet.text) > most, sizes)


def plain_page(sheet: Sheet) -> Page:
    """The sheet with its whole text as red source: what is left when nothing else can be set."""
    text = marks.bare("\n".join([sheet.text, *sheet.choices]))[:MOST_CHARACTERS]
    body = f"[#text(fill: rgb({string(_RED)}), {string(text)})]"
    width = max(sheet.width, LEAST_WIDTH)
    source = f"#sheet({width}pt, {sheet.size:.2f}pt, {string(sheet.ink)}, none, ({body},), (1,), ())\n"
    return Page(source, (text,), len(sheet.text) > MOST_CHARACTERS)


def lone_formula(mathematics: str, *, display: bool) -> str:
    """A document with one formula, to learn whether it can be set."""
    return f"{HEADER}#set page(width: auto, height: auto)\n{_equation(mathematics, display=display)}"


def formulas(sheet: Sheet) -> Iterator[Run]:
    """Every formula of a sheet."""
    for text in (sheet.text, *sheet.choices):
        for block in blocks.blocks(text[:MOST_CHARACTERS]):
            yield from (run for run in blocks.runs(block) if run.kind is not Kind.WORDS)


def _marking(sheet: Sheet) -> str:
    """How this sheet's changes look, before the call that sets it; Typst's later names hide the earlier ones."""
    if not sheet.tint:
        return ""
    return f"#let (tinted, tinted-formula, changed) = marking({string(sheet.tint)}, {string(sheet.edge)})\n"


def _rooms(sheet: Sheet) -> str:
    """The sheet's rooms by number, for its words to call."""
    made = (rooms.fitted(figure, sheet.width) for figure in sheet.figures)
    calls = [f"room({at}, {width:.2f}pt, {height:.2f}pt)" for at, (width, height) in enumerate(made)]
    return f"#let rooms = {_array(calls)}\n" if calls else ""


def _array(items: list[str]) -> str:
    return f"({', '.join(items)},)" if items else "()"


def _columns(count: int) -> tuple[int, ...]:
    """In how many columns that many choices may stand, widest first."""
    return (4, 2, 1) if count == 4 else tuple(n for n in (5, 3, 2, 1) if n <= max(count, 1))


def _choice(text: str, formula: FormulaPrinter) -> str:
    """A choice in one paragraph, without the mark that some banks write before it."""
    lines = markup.lines(_OWN_CHOICE_MARK.sub("", text))
    bodies = ["".join(_run(run, formula) for run in _glued(line)) for line in lines]
    return f"[{'#linebreak();'.join(bodies)}]"


def _laid_out(sheet: Sheet, most: int) -> list[Block]:
    """The blocks of a sheet's text; where it may be cut, frames would be all or nothing."""
    made = blocks.blocks(sheet.text[:most])
    return made if sheet.max_lines is None else list(blocks.flat(made))


def _pieces(made: list[Block], width: int, formula: FormulaPrinter) -> Iterator[str]:
    """Content blocks: the places where a stem may be cut are between them."""
    for place, block in enumerate(made):
        if isinstance(block, Boxed):
            inside = ", ".join(_pieces(list(block.lines), width, formula))
            yield f"boxed({string(block.title)}, ({inside},).join())"
        elif isinstance(block, Table):
            cells = ", ".join(_cell(cell, formula) for row in block.rows for cell in row)
            yield f"tabled({width}pt, {block.columns}, {str(block.ruled).lower()}, ({cells},))"
        elif not block:
            yield "v(0.55em)"
        else:
            yield from _line(block, formula)
            if place + 1 < len(made):
                yield "parbreak()"


def _cell(cell: Cell, formula: FormulaPrinter) -> str:
    body = "#linebreak();".join("".join(_run(run, formula) for run in _glued(line)) for line in cell.lines)
    look = f"align: {cell.align} + horizon, colspan: {cell.across}, rowspan: {cell.down}"
    return f"grid.cell({look}, [{body}])"


def _line(line: Line, formula: FormulaPrinter) -> Iterator[str]:
    if len(line) == 1 and rooms.is_row(line[0].text):
        yield f"align(center, block(above: 0.5em, below: 0.5em, [{_words(line[0].text.replace(' ', chr(0x2003)))}]))"
        return
    mark = _LIST_MARK.match(line[0].text) if line[0].kind is Kind.WORDS else None
    if mark:
        yield _list_item(mark[0], line, formula)
        return
    for run in _glued(line):
        yield from _split(run, formula)


def _list_item(mark: str, line: Line, formula: FormulaPrinter) -> str:
    """A line with its mark in a box as wide as the indent of the lines below it."""
    rest = _glued((replace(line[0], text=line[0].text[len(mark) :] or _JOINER), *line[1:]))
    body = "".join(_run(run, formula) for run in rest)
    indent = f"{_LIST_INDENTS.get(mark[0], 1.5)}em"
    return f"par(hanging-indent: {indent}, [#box(width: {indent}, {string(mark.strip())});{body}])"


def _glued(line: Line) -> Iterator[Run]:
    """The runs of a line; a particle or a stop that follows a formula or a mark stays on its line."""
    glues = False
    for run in line:
        words = run.kind is Kind.WORDS
        yield replace(run, text=_JOINER + run.text) if words and glues and run.text[0] != " " else run
        glues = run.kind is Kind.INLINE or (words and run.mark is not Mark.NONE and run.text[-1] != " ")


def _split(run: Run, formula: FormulaPrinter) -> Iterator[str]:
    """A run as blocks of one word each; formulas and styled words stay whole."""
    if run.kind is not Kind.WORDS or run.style is not Style.PLAIN or run.mark is not Mark.NONE:
        yield f"[{_run(run, formula)}]"
        return
    for word in _PIECE.findall(run.text):
        yield f"[{_words(word)}]"


def _run(run: Run, formula: FormulaPrinter) -> str:
    if run.kind is Kind.WORDS:
        made = _words(run.text)
    else:
        mathematics = formula(run)
        if mathematics is None:
            made = f"#text(fill: rgb({string(_RED)}), {string(run.source)});"
        else:
            made = _equation(mathematics, display=run.kind is Kind.DISPLAY)
    for styling in (_STYLING.get(run.style), _marked(run)):
        made = f"#{styling}[{made}];" if styling else made
    return made


def _marked(run: Run) -> str | None:
    """The function of the header that shows a run's mark."""
    if run.mark is Mark.NONE:
        return None
    tinted = "tinted" if run.kind is Kind.WORDS else "tinted-formula"
    return "changed" if run.mark is Mark.BOX else tinted


def _equation(mathematics: str, *, display: bool) -> str:
    return f"$ {mathematics} $" if display else f"${mathematics}$"


def _words(text: str) -> str:
    """Words as strings, and the rooms of figures among them."""
    return "".join(f"#rooms.at({one});" if isinstance(one, int) else _string(one) for one in rooms.split(text))


def _string(text: str) -> str:
    """Words as a string; Korean ones do not break inside, as in a printed exam, unless they are very long."""
    kept = " ".join(_IN_WORD.sub(_JOINER, word) if len(word) <= _LONGEST_WORD else word for word in text.split(" "))
    return f"#{string(kept)};"
