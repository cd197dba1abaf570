"""Bank folders: one JSON object a line in items.jsonl, figures beside it.

Fields: id, subject, text (or stem), choices, answer, explanation, images (paths relative to the file, or
{"path", "place"}); anything else is kept as metadata. Every line becomes a row or a rejection that says why.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from itembank_desktop.adapters.images import check_picture
from itembank_desktop.adapters.importers.json_lines import Fault, lines, parsed
from itembank_desktop.core.errors import FigureTooLarge, TextTooLong, UnreadableFigure, UnreadableSource
from itembank_desktop.core.item import MAX_TEXT, Content, Item, ItemId, Picture, Place
from itembank_desktop.core.ports import Rejected, Row

FILE_NAME = "items.jsonl"
MAX_FIGURE_BYTES = 64 * 2**20

_FIELDS = frozenset({"id", "subject", "text", "choices", "answer", "explanation", "images"})


class JsonBankImporter:
    """Implements core.ports.Importer for a folder that holds items.jsonl, or for that file itself."""

    def read(self, path: Path) -> Iterator[Row | Rejected]:
        """Every row in order; raises UnreadableSource only when nothing can be read at all."""
        file = source_file(path)
        seen: dict[str, int] = {}
        for number, line in lines(file):
            id = ""
            try:
                fields = _object(line)
                id = _id(fields)
                if not id:
                    raise Fault("it has no id")
                if id in seen:
                    raise Fault(f'the id "{id}" is already on line {seen[id]}')
                row = _row(number, ItemId(id), fields, file.parent)
            except (Fault, UnreadableFigure, TextTooLong) as fault:
                yield Rejected(number, _reason(fault), id)
            else:
                seen[id] = number
                yield row

    def count(self, path: Path) -> int:
        """How many rows `read` will yield."""
        return sum(1 for _ in lines(source_file(path)))


def read_queries(path: Path, allow_empty: bool = False) -> Iterator[tuple[int, str | None, Content | Rejected]]:
    """Line, id (None without one) and what to ask with, for every line; image paths may lie anywhere.

    `allow_empty` also takes lines with neither text nor figure, which cannot be searched but embedded.
    """
    file = source_file(path)
    for number, line in lines(file):
        id = ""
        try:
            fields = _object(line)
            id = _id(fields)
            texts, pictures = _texts(fields), _pictures(fields, file.parent, inside=False)
            content = Content(texts.stem, texts.choices, texts.answer, pictures)
            empty = not "".join((texts.stem, *texts.choices, texts.answer)).strip() and not pictures
            if empty and not allow_empty:
                raise Fault("it has neither text nor figure")
        except (Fault, UnreadableFigure, TextTooLong) as fault:
            yield number, id or None, Rejected(number, _reason(fault), id)
        else:
            yield number, id or None, content


def source_file(path: Path) -> Path:
    """The items.jsonl that `path` is or holds; UnreadableSource when there is none."""
    try:
        file = path / FILE_NAME if path.is_dir() else path
        if file.is_file():
            return file
        reason = "it is no file" if file.exists() else "it does not exist"
    except (OSError, ValueError) as error:
        raise UnreadableSource(str(path), getattr(error, "strerror", None) or str(error)) from error
    raise UnreadableSource(str(file), reason)


def require_rows(path: Path) -> None:
    """UnreadableSource where nothing can be read: asked before a bank is made for it, which would stay empty."""
    with closing(lines(source_file(path))) as found:
        if next(found, None) is None:
            raise UnreadableSource(str(path), "it holds no items")


@dataclass(frozen=True, slots=True)
class _Texts:
    subject: str
    stem: str
    choices: tuple[str, ...]
    answer: str
    explanation: str
    metadata: dict[str, object] = field(repr=False)


def _reason(fault: Fault | UnreadableFigure | TextTooLong) -> str:
    """One clause; a figure is named."""
    if isinstance(fault, UnreadableFigure):
        return f'the figure "{fault.subject}" cannot be used: {fault.detail}'
    return fault.detail if isinstance(fault, TextTooLong) else str(fault)


def _object(line: bytes | None) -> Mapping[str, object]:
    value = parsed(line)
    if not isinstance(value, dict):
        raise Fault("it is no JSON object")
    return value


def _id(fields: Mapping[str, object]) -> str:
    """The id, "" when there is none; a whole number counts as its digits."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(fields, "id").strip()


def _row(line: int, id: ItemId, fields: Mapping[str, object], folder: Path) -> Row:
    texts, pictures = _texts(fields), _pictures(fields, folder, inside=True)
    if not texts.stem.strip() and not pictures:
        raise Fault("it has neither text nor figure")
    figures = tuple(picture.figure for picture in pictures)
    item = Item(id, texts.subject, texts.stem, texts.choices, texts.answer, texts.explanation, figures, texts.metadata)
    return Row(line, item, pictures)


def _texts(fields: Mapping[str, object]) -> _Texts:
    stem = "text" if fields.get("text") is not None else "stem"
    texts = _Texts(
        _text(fields, "subject"),
        _text(fields, stem),
        _choices(fields),
        _text(fields, "answer"),
        _text(fields, "explanation"),
        {name: value for name, value in fields.items() if name not in _FIELDS and name != stem},
    )
    length = sum(map(len, (texts.subject, texts.stem, *texts.choices, texts.answer, texts.explanation)))
    if length > MAX_TEXT:
        raise TextTooLong(stem, f"it has {length:,} characters, more than {MAX_TEXT:,}")
    return texts


def _text(fields: Mapping[str, object], name: str) -> str:
    return _as_text(fields.get(name), f'"{name}"')


def _as_text(value: object, name: str) -> str:
    """Numbers are taken as written (an answer is often 5, not "5"); null is nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Fault(f"{name} is no text")


def _choices(fields: Mapping[str, object]) -> tuple[str, ...]:
    choices = fields.get("choices")
    if choices is None:
        return ()
    if not isinstance(choices, list):
        raise Fault('"choices" is no list')
    return tuple(_as_text(choice, "a choice") for choice in choices)


def _pictures(fields: Mapping[str, object], folder: Path, inside: bool) -> tuple[Picture, ...]:
    images = fields.get("images")
    if images is None:
        return ()
    if not isinstance(images, list):
        raise Fault('"images" is no list')
    return tuple(_picture(image, folder, inside) for image in images)


def _picture(image: object, folder: Path, inside: bool) -> Picture:
    path, place = (image.get("path"), image.get("place", "stem")) if isinstance(image, dict) else (image, "stem")
    if not isinstance(path, str) or not path.strip():
        raise Fault('an entry of "images" is no path')
    if place not in tuple(Place):
        raise Fault(f'the place of the figure "{path}" is none of {", ".join(Place)}')
    data = _figure_bytes(path, folder, inside)
    check_picture(data, path)
    return Picture(data, path.replace("\\", "/").rsplit("/", 1)[-1], Place(place))


def _figure_file(path: str, folder: Path) -> Path:
    """The file of that name; a Mac writes Hangul in names decomposed, and whoever lists them may not have."""
    spellings = dict.fromkeys((path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)))
    files = [(folder / spelling).resolve() for spelling in spellings]
    return next((file for file in files if file.exists()), files[0])


def _figure_bytes(path: str, folder: Path, inside: bool) -> bytes:
    try:
        file = _figure_file(path.replace("\\", "/"), folder)
        if inside and not file.is_relative_to(folder.resolve()):
            raise UnreadableFigure(path, "it lies outside the folder of the import")
        if not file.is_file():
            raise UnreadableFigure(path, "the file is missing" if not file.exists() else "it is no file")
        if file.stat().st_size > MAX_FIGURE_BYTES:
            raise FigureTooLarge(path, f"the file is larger than {MAX_FIGURE_BYTES >> 20} MB")
        return file.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # no permission, NUL or endless links in the path
        raise UnreadableFigure(path, getattr(error, "strerror", None) or "the path cannot be followed") from error
