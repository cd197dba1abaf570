"""What was dropped on the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData

ITEMS_FILE = "items.jsonl"


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


def source_name(source: Path) -> str:
    """What people call a source: its folder's name."""
    return source.name if source.is_dir() else source.parent.name or source.stem
