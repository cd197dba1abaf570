"""From a clipboard or a drop to text and pictures; nothing is fetched from anywhere but this computer."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

from itembank_desktop.core.errors import FigureTooLarge, ItemBankError, TextTooLong, UnreadableFigure
from itembank_desktop.core.item import MAX_TEXT, Picture
from itembank_desktop.ui.pasted_html import Source, read_html
from itembank_desktop.ui.pasted_text import clean_text, whole_sentences

PictureCheck = Callable[[bytes, str], object]
"""Raises UnreadableFigure for bytes (and their name) that are no whole picture of a sensible size."""

OWN = "draft://"
"""Pictures inside the editor's own document: draft://<sha256>."""
OWN_TEXT = "application/x-itembank-draft"
"""Marks a text copied from the editor, whose lines are the author's."""
MAX_FILE_BYTES = 64 * 1024 * 1024
_MAX_HTML = 100 * 1024 * 1024
# fmt: off
_PICTURE_FILES = frozenset((
    ".avif", ".bmp", ".dib", ".emf", ".gif", ".heic", ".ico", ".jfif", ".jpe", ".jpeg", ".jpg", ".pcx", ".png",
    ".svg", ".tif", ".tiff", ".webp", ".wmf",
))
# fmt: on
# An HTML part with none of these says no more than the plain text beside it, and its spaces say less.
_WORTH_READING = re.compile(r"<(?:img|math|ol|sub|sup|v:imagedata)\b|application/x-tex", re.IGNORECASE)
_MAX_TAGS = 40_000
"""Reading 5 MB of nothing but tags took 23 s; the longest item of a word processor has some thousands."""


_NAMED = 3
"""Pictures that a refusal of many calls by their names."""
_NAMELESS = "the pasted picture"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What goes into the draft, in order, and what could not."""

    parts: tuple[str | Picture, ...] = ()
    refused: tuple[ItemBankError, ...] = ()


def is_picture_file(url: QUrl) -> bool:
    """Whether a URL names a file of this computer that calls itself a picture."""
    return url.isLocalFile() and Path(url.toLocalFile()).suffix.lower() in _PICTURE_FILES


def can_read(mime: QMimeData) -> bool:
    """Whether the draft takes this at all; files that are no pictures are left to the window."""
    files = [url for url in mime.urls() if url.isLocalFile()]
    if files:
        return any(is_picture_file(url) for url in files)
    return mime.hasImage() or mime.hasText() or mime.hasHtml() or _raw_picture(mime) is not None


def read_clip(mime: QMimeData, check: PictureCheck, own: Mapping[str, Picture]) -> Pasted:
    """Everything readable, in order; `own` are the editor's pictures by SHA-256. Raises TextTooLong."""
    files = [url for url in mime.urls() if url.isLocalFile()]
    if files:
        return _checked((_from_file(url) for url in files), check)
    text = _text_of(mime)
    html = mime.html() if mime.hasHtml() else ""
    if html and len(html) <= _MAX_HTML and (_WORTH_READING.search(html) or not text):
        pasted = _from_html(html, mime, check, own)
        if pasted.parts or pasted.refused:
            return pasted
    if text:
        return Pasted((text if html or mime.hasFormat(OWN_TEXT) else whole_sentences(text),))
    picture = _bitmap(mime)
    return _checked([picture] if picture else [], check)


def read_plain(mime: QMimeData) -> str:
    """The text alone, without pictures or formulas made of superscripts. Raises TextTooLong."""
    text = _text_of(mime)
    if text or not mime.hasHtml():
        return text
    parts = _from_html(mime.html(), mime, lambda data, name: None, {}).parts
    return "".join(part for part in parts if isinstance(part, str))


def in_one(refused: Sequence[ItemBankError]) -> ItemBankError:
    """One refusal for what was refused together: a banner tells one. Reason and kind only where all share them."""
    if len(refused) == 1:
        return refused[0]
    more = f" +{len(refused) - _NAMED}" if len(refused) > _NAMED else ""
    (detail, *others) = dict.fromkeys(error.detail for error in refused)
    names = ", ".join(error.subject for error in refused[:_NAMED])
    kinds = {type(error) for error in refused}
    kind = kinds.pop() if len(kinds) == 1 else UnreadableFigure
    return kind(names + more, "" if others else detail)


def too_long(length: int) -> TextTooLong:
    """The refusal of a text of that many characters."""
    return TextTooLong(f"{length:,}", f"more than {MAX_TEXT:,} characters")


def _text_of(mime: QMimeData) -> str:
    raw = mime.text()
    if len(raw) > 2 * MAX_TEXT:  # Cleaning takes out line ends at most; cleaning 5 MB takes half a second.
        raise too_long(len(raw))
    text = clean_text(raw)
    if len(text) > MAX_TEXT:
        raise too_long(len(text))
    return text


def png_of(image: QImage) -> bytes:
    """Pixels as PNG; quality 80 compresses little, because the author is waiting, and grey drawings go as grey."""
    if not image.hasAlphaChannel() and image.allGray():
        image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]
    return bytes(data.data())


_Found = str | Picture | ItemBankError


def _checked(found: Iterator[_Found] | Sequence[_Found], check: PictureCheck) -> Pasted:
    parts: list[str | Picture] = []
    refused: list[ItemBankError] = []
    for part in found:
        try:
            if isinstance(part, ItemBankError):
                raise part
            if isinstance(part, Picture):
                check(part.data, part.name)
            if part:
                parts.append(part)
        except UnreadableFigure as error:
            refused.append(error if error.subject else type(error)(_NAMELESS, error.detail))
    length = sum(len(part) for part in parts if isinstance(part, str))
    if length > MAX_TEXT:
        raise too_long(length)
    return Pasted(tuple(parts), tuple(refused))


def _from_file(url: QUrl) -> Picture | UnreadableFigure:
    path = Path(url.toLocalFile())
    if not is_picture_file(url):
        return UnreadableFigure(path.name, "this file is no picture")
    try:
        if not path.is_file():  # A pipe or a device would never end.
            return UnreadableFigure(path.name, "the file is not there")
        if path.stat().st_size > MAX_FILE_BYTES:
            return FigureTooLarge(path.name, f"the file is larger than {MAX_FILE_BYTES // 2**20} MB")
        return Picture(path.read_bytes(), path.name)
    except (OSError, ValueError) as error:
        return UnreadableFigure(path.name, getattr(error, "strerror", None) or str(error))


def _from_html(html: str, mime: QMimeData, check: PictureCheck, own: Mapping[str, Picture]) -> Pasted:
    if html.count("<") > _MAX_TAGS:
        raise TextTooLong(f"{len(html):,}", "its formatting is larger than any item's")
    found = read_html(html)
    sources = [part for part in found if isinstance(part, Source)]
    pictures: dict[Source, Picture | UnreadableFigure] = {source: _from_source(source, own) for source in sources}
    if len(sources) == 1 and isinstance(pictures[sources[0]], UnreadableFigure):
        # The same picture often lies beside its address, as pixels: a browser's "copy image".
        beside = _bitmap(mime)
        if beside is not None:
            pictures[sources[0]] = beside
    parts = [pictures[part] if isinstance(part, Source) else clean_text(part) for part in found]
    return _checked(parts, check)


def _from_source(source: Source, own: Mapping[str, Picture]) -> Picture | UnreadableFigure:
    scheme = source.partition(":")[0].lower()
    if scheme == "data":
        return _from_data_url(source)
    if source.startswith(OWN) and source.removeprefix(OWN) in own:
        return own[source.removeprefix(OWN)]
    if scheme == "file":
        url = QUrl(source)
        path = url.toLocalFile()
        if url.host() or path.startswith(("//", "\\\\")):  # \\server\share is the network as well.
            return UnreadableFigure(_short(source), "pictures on other computers are not fetched")
        return _from_file(url) if is_picture_file(url) else UnreadableFigure(_short(source), "this file is no picture")
    if scheme in ("http", "https", "ftp") or source.startswith("//"):
        return UnreadableFigure(_short(source), "pictures on the web are not fetched")
    return UnreadableFigure(_short(source), "the text names this picture but does not hold it")


def _from_data_url(source: str) -> Picture | UnreadableFigure:
    head, _, body = source.partition(",")
    name = head.removeprefix("data:").partition(";")[0] or "data"
    try:
        raw = unquote_to_bytes(body)
        data = base64.b64decode(raw, validate=False) if head.lower().endswith(";base64") else raw
    except (binascii.Error, ValueError):
        return UnreadableFigure(name, "the picture inside the text is damaged")
    return Picture(data)


def _bitmap(mime: QMimeData) -> Picture | None:
    """The picture of an image clipboard, in its own bytes where it has them; None where there is none."""
    raw = _raw_picture(mime)
    if raw is not None:
        return Picture(raw)
    image = mime.imageData() if mime.hasImage() else None
    if isinstance(image, QPixmap):
        image = image.toImage()
    return Picture(png_of(image)) if isinstance(image, QImage) and not image.isNull() else None


def _raw_picture(mime: QMimeData) -> bytes | None:
    for kind in ("image/png", "image/jpeg"):
        if mime.hasFormat(kind) and (data := bytes(mime.data(kind).data())):
            return data
    return None


def _short(source: str) -> str:
    return source or "<img>" if len(source) <= 60 else source[:40] + "…" + source[-19:]
