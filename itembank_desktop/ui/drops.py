"""What was dropped on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImageReader

ITEMS_FILE = "items.jsonl"
SCAN_WIDTH = 1000
"""Pixels; A4 at 120 dots an inch."""
# Letter paper is 1.29 times as tall as wide, A4 and B4 1.41.
_TALL = (1.25, 1.6)


def import_source(mime: QMimeData) -> Path | None:
    """The bank folder, or its items.jsonl, among what was dropped; None when there is none."""
    for url in mime.urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is None:
            continue
        if path.is_dir() and (path / ITEMS_FILE).is_file():
            return path
        if path.suffix.lower() == ".jsonl" and path.is_file():
            return path
    return None


def page_source(mime: QMimeData) -> Path | None:
    """The PDF or the scan of a page that was dropped, if it is the only file; None for everything else."""
    urls = mime.urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.is_file() and is_page(path) else None


def is_page(path: Path) -> bool:
    """Whether a file is to be cut from: a PDF, or a picture as large and as tall as the scan of a page."""
    if path.suffix.lower() == ".pdf":
        return True
    size = QImageReader(str(path)).size()
    return size.width() >= SCAN_WIDTH and _TALL[0] <= size.height() / size.width() <= _TALL[1]


def source_name(source: Path) -> str:
    """What people call a source: its folder's name."""
    return source.name if source.is_dir() else source.parent.name or source.stem
