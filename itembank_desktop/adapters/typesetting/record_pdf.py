"""The record of a search as a PDF to be printed, and as JSON beside it to be read by programs."""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from itembank_desktop.adapters.typesetting.typst_strings import string
from itembank_desktop.core.errors import RecordUnwritable, UnreadableFigure
from itembank_desktop.core.item import Picture
from itembank_desktop.core.record import Place, SearchRecord
from itembank_desktop.core.typeset import Sheet, Typesetter
from itembank_desktop.core.verdict import Verdict

Thumbnail = Callable[[bytes, str, int, int], bytes]
WIDTH, SCALE = 600, 3.0
"""Sheets in logical pixels, and how finely they are set for paper."""
_POINTS = 0.75
_FIGURE = (240, 160)
_PAGE = """
#set document(title: {title}, author: {by})
#set page(paper: "a4", margin: (x: 20mm, y: 18mm), numbering: "1 / 1")
#set text(font: ("Pretendard", "Noto Sans KR"), size: 9.5pt, lang: "ko")
#set par(leading: 0.6em)
#let fact(name, value) = (text(fill: luma(40%), name), value)
#let rule = line(length: 100%, stroke: 0.4pt + luma(75%))
"""


class RecordWriter:
    """Sets the draft and the hits by the typesetter that sets cards; figures as small pictures below them."""

    def __init__(self, typeset: Typesetter, thumbnail: Thumbnail, fonts: Path) -> None:
        self._typeset = typeset
        self._thumbnail = thumbnail
        self._fonts = fonts

    def __call__(self, record: SearchRecord, path: Path) -> None:
        """Write `path` and its .json, each whole or not at all; raises RecordUnwritable."""
        document = json.dumps(record.to_json(), ensure_ascii=False, indent=1) + "\n"
        pdf = self.pdf(record)
        try:
            for place, data in ((path.with_suffix(".json"), document.encode()), (path, pdf)):
                fresh = place.with_name(f".{place.name}.part")
                fresh.write_bytes(data)
                fresh.replace(place)
        except OSError as error:
            raise RecordUnwritable(str(path), error.strerror or str(error)) from error

    def pdf(self, record: SearchRecord) -> bytes:
        """The printed record."""
        import typst

        content = record.answer.query.content
        questions = [(content.stem, content.choices), *((p.hit.item.stem, p.hit.item.choices) for p in record.places)]
        sheets = self._typeset([Sheet(stem, choices, WIDTH, SCALE) for stem, choices in questions])
        files: dict[str, bytes] = {f"sheet{number}.png": sheet.png for number, sheet in enumerate(sheets)}
        pictures = [content.pictures, *(place.pictures for place in record.places)]
        drawn = [self._draw(one, f"figure{number}", files) for number, one in enumerate(pictures)]
        source = self._source(record, drawn)
        # Typst takes pictures only from files.
        with tempfile.TemporaryDirectory(prefix="itembank-record-", ignore_cleanup_errors=True) as folder:
            for name, data in {"record.typ": source.encode(), **files}.items():
                (Path(folder) / name).write_bytes(data)
            fonts = typst.Fonts(include_system_fonts=False, font_paths=[self._fonts])
            compiler = typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)
            made = compiler.compile(input=str(Path(folder) / "record.typ"), format="pdf")
        assert isinstance(made, bytes)
        return made

    def _draw(self, pictures: Sequence[Picture], name: str, files: dict[str, bytes]) -> str:
        """Typst source of the pictures in a row; one that cannot be read is named instead."""
        made = []
        for number, picture in enumerate(pictures):
            try:
                small = self._thumbnail(picture.data, picture.name, _FIGURE[0] * 2, _FIGURE[1] * 2)
            except UnreadableFigure as error:
                made.append(f"text({string(str(error))})")
                continue
            files[f"{name}-{number}.png"] = small
            made.append(f'image("{name}-{number}.png", height: {_FIGURE[1] * _POINTS}pt, fit: "contain")')
        return f"#block(stack(dir: ltr, spacing: 10pt, {', '.join(made)}))" if made else ""

    def _source(self, record: SearchRecord, drawn: Sequence[str]) -> str:
        say = record.labels
        head = _PAGE.format(title=string(say["title"]), by=string(record.by))
        lines = [head, f"#text(size: 17pt, weight: 600, {string(say['title'])})", _facts(record), "#rule"]
        lines += [_heading(say["draft"]), _sheet(0), drawn[0]]
        if record.answer.query.content.answer:
            lines.append(f"#text({string(say['answer'] + ': ' + record.answer.query.content.answer)})")
        lines += ["#rule", _heading(say["hits"])]
        if not record.places:
            lines.append(f"#text({string(say['nothing'])})")
        for number, place in enumerate(record.places, start=1):
            parts = [_place(place, say), _sheet(number), drawn[number], "#v(4pt)"]
            lines.append("#block(breakable: false)[\n" + "\n\n".join(part for part in parts if part) + "\n]")
        return "\n\n".join(line for line in lines if line)


def _heading(words: str) -> str:
    return f"#text(size: 12pt, weight: 600, {string(words)})"


def _sheet(number: int) -> str:
    return f'#image("sheet{number}.png", width: {WIDTH * _POINTS}pt)'


def _facts(record: SearchRecord) -> str:
    answer, say = record.answer, record.labels
    model = f"{answer.model} ({answer.model_revision or '?'})" if answer.model else say["none"]
    items = say["items"].format(count=f"{answer.searched:,}")
    facts = [
        (say["bank"], f"{record.bank} · {items} · {say['revision']} {answer.bank_revision}"),
        (say["finder"], f"{say['finder:' + answer.finder]} · {record.program}"),
        (say["model"], model),
        (say["by"], record.by),
        (say["at"], record.at.strftime("%Y-%m-%d %H:%M %Z")),
        (say["name"], answer.query.shelf or "-"),
    ]
    cells = ", ".join(f"..fact({string(name)}, {string(value)})" for name, value in facts)
    return f"#grid(columns: (auto, 1fr), column-gutter: 14pt, row-gutter: 6pt, {cells})"


def _place(place: Place, say: Mapping[str, str]) -> str:
    hit, judged = place.hit, place.judged
    score = f" {min(99, round(100 * hit.score))}%" if hit.calibrated else ""
    line = f"{hit.rank}. {hit.item.id} · {say[hit.verdict.value]}{score}"
    made = [f"#block(text(weight: 600, {string(line)}))"]
    decided = [_signed(one, say) for one in (judged.verdict, judged.enemy) if one is not None]
    if judged.before is not None:
        decided.append(f"{say['before']}: {_signed(judged.before, say)}")
    made += [f'#block(text(fill: rgb("#173A8F"), {string("✓ " + one)}))' for one in decided]
    return "\n\n".join(made)


def _signed(verdict: Verdict, say: Mapping[str, str]) -> str:
    at = verdict.at.astimezone().strftime("%Y-%m-%d %H:%M")
    return " · ".join(part for part in (say[f"mark:{verdict.mark.value}"], verdict.by, at, verdict.why) if part)
