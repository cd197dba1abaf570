"""Pages of a PDF, and scans, as pixels.

PDFium is not safe with threads: one thread at a time may be in here. A document is opened for every page anew, which
takes milliseconds, so that nothing has to be kept open or closed.
"""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from itembank_desktop.adapters.images import decode_rgb
from itembank_desktop.core.errors import UnreadableFigure, UnreadablePages
from itembank_desktop.core.pages import PageImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

DOTS_PER_POINT = 200 / 72
"""200 dots an inch: a figure in a column of A4 gets some 600 pixels."""
LONGEST = 3000
"""Pixels of a page's longer side: A4 at 200 dots an inch has 2,339."""
MAX_PAGES = 5000
MAX_FILE_BYTES = 512 * 1024 * 1024
_LOCKED, _UNSUPPORTED_LOCK = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def read_page(path: Path, number: int) -> PageImage:
    """Page `number` (from 1) of a PDF, or a picture as its only page; raises UnreadablePages."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadablePages(path.name, "the file is not there") from error
    if size > MAX_FILE_BYTES:
        raise UnreadablePages(path.name, f"the file is larger than {MAX_FILE_BYTES // 2**20} MB")
    if not size:
        raise UnreadablePages(path.name, "the file is empty")
    return _pdf_page(path, number) if path.suffix.lower() == ".pdf" else _scan(path)


def _pdf_page(path: Path, number: int) -> PageImage:
    from pypdfium2 import PdfiumError

    document = _opened(path)
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise UnreadablePages(path.name, f"it has {count:,} pages, more than {MAX_PAGES:,}")
        return _drawn(document, min(max(1, number), count), count)
    except (PdfiumError, ValueError, ZeroDivisionError) as problem:
        raise UnreadablePages(path.name, "the file is damaged") from problem
    finally:
        document.close()


def _opened(path: Path) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(path)
    except PdfiumError as problem:
        # PDFium's code may be that of an earlier file; a locked one names its lock in plain letters.
        locked = problem.err_code in (_LOCKED, _UNSUPPORTED_LOCK) and b"/Encrypt" in path.read_bytes()
        raise UnreadablePages(path.name, "a password locks it" if locked else "the file is damaged") from problem
    except OSError as problem:
        raise UnreadablePages(path.name, "it cannot be read") from problem
    with contextlib.suppress(PdfiumError):  # A page without its form fields is still a page.
        document.init_forms()
    return document


def _drawn(document: "PdfDocument", number: int, count: int) -> PageImage:
    page = document[number - 1]
    longer = max(page.get_size())
    bitmap = page.render(scale=min(DOTS_PER_POINT, LONGEST / longer), rev_byteorder=True)
    pixels = bitmap.to_numpy()
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        pixels = np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    height, width = pixels.shape[:2]
    return PageImage(number, count, width, height, np.ascontiguousarray(pixels[:, :, :3]).tobytes())


def _scan(path: Path) -> PageImage:
    from PIL import Image

    try:
        pixels = decode_rgb(path.read_bytes(), path.name)
    except UnreadableFigure as problem:
        raise UnreadablePages(path.name, problem.detail) from problem
    except OSError as problem:
        raise UnreadablePages(path.name, "it cannot be read") from problem
    if shrink := -(-max(pixels.shape[:2]) // LONGEST) - 1:
        pixels = np.asarray(Image.fromarray(pixels).reduce(shrink + 1))
    height, width = pixels.shape[:2]
    return PageImage(1, 1, width, height, np.ascontiguousarray(pixels).tobytes())
