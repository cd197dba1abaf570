"""Sheets to pictures: one Typst document for a whole batch."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.adapters.typesetting import document, marks
from itembank_desktop.adapters.typesetting.document import Page
from itembank_desktop.adapters.typesetting.markup import Kind, Run
from itembank_desktop.adapters.typesetting.mathml_to_typst import typst_math
from itembank_desktop.core.typeset import Sheet, Spot, Typeset

if TYPE_CHECKING:
    import typst

TexToMathml = Callable[[str, bool], str]
"""LaTeX and whether it is displayed, to MathML; raises ValueError for LaTeX that it does not know."""

_DOTS_PER_POINT = 72
# Typst keeps what it laid out for the documents that follow: 50 cards leave 60 MB behind six at a time, 115 at once.
_BATCH = 6
_SIZE_IN_PNG = slice(16, 24)


class TypstTypesetter:
    """Sets sheets with Typst and keeps the newest pictures; belongs to the one thread that calls it.

    A formula that LaTeX, our printer or Typst refuses is shown as its source in red; what surrounds it stands.
    `fonts` is a folder with Noto Sans KR; the mathematical font is Typst's own. No font of the system is used, so
    that pictures are the same everywhere.
    """

    def __init__(
        self,
        tex_to_mathml: TexToMathml,
        fonts: Path,
        *,
        mathml_to_typst: Callable[[str], str] = typst_math,
        cache_bytes: int = 8_000_000,
        cache_formulas: int = 4_000,
    ) -> None:
        self._tex_to_mathml = tex_to_mathml
        self._mathml_to_typst = mathml_to_typst
        self._fonts = fonts
        self._compiler: typst.Compiler | None = None
        self._made: OrderedDict[Sheet, Typeset] = OrderedDict()
        self._made_bytes = 0
        self._cache_bytes = cache_bytes
        self._formulas: OrderedDict[tuple[str, Kind], str | None] = OrderedDict()
        self._cache_formulas = cache_formulas

    def __call__(self, sheets: Sequence[Sheet]) -> list[Typeset]:
        """One picture a sheet, in order; sheets of one scale are set together."""
        wanted = list(dict.fromkeys(sheets))
        made = {sheet: self._made[sheet] for sheet in wanted if sheet in self._made}
        missing = [sheet for sheet in wanted if sheet not in made]
        for scale in dict.fromkeys(sheet.scale for sheet in missing):
            alike = [sheet for sheet in missing if sheet.scale == scale]
            for start in range(0, len(alike), _BATCH):
                batch = alike[start : start + _BATCH]
                made.update(zip(batch, self._set_together(batch), strict=True))
        for sheet in wanted:
            self._keep(sheet, made[sheet])
        return [made[sheet] for sheet in sheets]

    def _set_together(self, sheets: Sequence[Sheet]) -> list[Typeset]:
        import typst

        try:
            return self._print([document.page(sheet, self._formula) for sheet in sheets], sheets[0].scale)
        except typst.TypstError:
            return [self._set_alone(sheet) for sheet in sheets]

    def _set_alone(self, sheet: Sheet) -> Typeset:
        """Find the formulas that Typst refuses, one by one, and set the sheet without them."""
        import typst

        for run in document.formulas(sheet):
            self._try_out(run)
        try:
            return self._print([document.page(sheet, self._formula)], sheet.scale)[0]
        except typst.TypstError:
            return self._print([document.plain_page(sheet)], sheet.scale)[0]

    def _try_out(self, run: Run) -> None:
        import typst

        mathematics = self._formula(run)
        if mathematics is None:
            return
        try:
            self._compile(document.lone_formula(mathematics, display=run.kind is Kind.DISPLAY), scale=1.0)
        except typst.TypstError:
            self._formulas[run.text, run.kind] = None

    def _formula(self, run: Run) -> str | None:
        """The Typst mathematics of a run, from the cache if it was met lately; None when it cannot be set."""
        key = (run.text, run.kind)
        if key not in self._formulas:
            try:
                tex, boxes = marks.unboxed(run.text)
                mathml = marks.boxed(self._tex_to_mathml(tex, run.kind is Kind.DISPLAY), boxes)
                self._formulas[key] = self._mathml_to_typst(mathml)
            except ValueError:
                self._formulas[key] = None
            if len(self._formulas) > self._cache_formulas:
                self._formulas.popitem(last=False)
        self._formulas.move_to_end(key)
        return self._formulas[key]

    def _print(self, pages: Sequence[Page], scale: float) -> list[Typeset]:
        """Compile the pages; those narrower than any sheet tell something of the sheet before them."""
        pngs = self._compile(document.HEADER + "".join(page.source for page in pages), scale)
        made: list[Typeset] = []
        news: list[list[tuple[int, float]]] = []
        sources = iter(pages)
        for png in pngs:
            width, height = _size(png)
            if width / scale > document.LEAST_WIDTH - 1:
                page = next(sources)
                made.append(Typeset(png, width, height, page.problems, page.long))
                news.append([])
            else:
                news[-1].append((round(width / scale), height / scale - 1))
        return [_told(one, page, told) for one, page, told in zip(made, pages, news, strict=True)]

    def _compile(self, source: str, scale: float) -> list[bytes]:
        import typst

        if self._compiler is None:
            fonts = typst.Fonts(include_system_fonts=False, font_paths=[self._fonts])
            self._compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
        made = self._compiler.compile(input=source.encode(), format="png", ppi=_DOTS_PER_POINT * scale)
        return made if isinstance(made, list) else [made] if made else []

    def _keep(self, sheet: Sheet, typeset: Typeset) -> None:
        if sheet not in self._made:
            self._made[sheet] = typeset
            self._made_bytes += len(typeset.png)
        self._made.move_to_end(sheet)
        while self._made_bytes > self._cache_bytes and len(self._made) > 1:
            self._made_bytes -= len(self._made.popitem(last=False)[1].png)


def _told(made: Typeset, page: Page, news: Sequence[tuple[int, float]]) -> Typeset:
    """The sheet with what its news pages say."""
    cut = made.cut or any(width == document.CUT for width, _ in news)
    lefts = [told for width, told in news if width == document.LEFT]
    tops = [told for width, told in news if width == document.TOP]
    spots = [Spot(x, y, *size) for x, y, size in zip(lefts, tops, page.rooms, strict=False)]
    return replace(made, cut=cut, spots=tuple(spots))


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in the header of a PNG."""
    header = png[_SIZE_IN_PNG]
    return int.from_bytes(header[:4]), int.from_bytes(header[4:])
