"""Files that commands write, with a clear sentence where that cannot be done."""

import json
from pathlib import Path

from itembank_desktop.core.errors import BadInput


def write_json(path: Path, document: object) -> None:
    """Write a file; BadInput where that cannot be done."""
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a file; BadInput where that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(str(path), error.strerror or "it cannot be written") from error
