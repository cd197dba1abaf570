"""Items written as a bank folder, from which JsonBankImporter reads the same items again."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from itembank_desktop.adapters.importers.json_bank import FILE_NAME
from itembank_desktop.core.item import Figure, Item

# What every file system takes; a figure of another name is called by its hash.
_PLAIN_NAME = re.compile(r"\w[\w ()-]{0,80}\.\w{1,5}")


def write_bank_folder(folder: Path, items: Iterable[Item], figure: Callable[[str], bytes]) -> None:
    """Make `folder` and fill it; `figure` gives a figure's bytes. FileExistsError where there is one already.

    The list of items comes last: a folder that was not finished holds none, and nothing can be imported from it.
    """
    folder.mkdir(parents=True)
    unfinished = folder / f"{FILE_NAME}.part"
    with unfinished.open("w", encoding="utf-8", newline="\n") as out:
        for item in items:
            images = [_written(folder, one, figure) for one in item.figures]
            out.write(json.dumps(_fields(item, images), ensure_ascii=False) + "\n")
    unfinished.replace(folder / FILE_NAME)


def _fields(item: Item, images: list[dict[str, str]]) -> dict[str, object]:
    """What the importer calls by these names; all else is metadata there as here."""
    return {
        **item.metadata,
        "id": item.id,
        "subject": item.subject,
        "text": item.stem,
        "choices": list(item.choices),
        "answer": item.answer,
        "explanation": item.explanation,
        "images": images,
    }


def _written(folder: Path, one: Figure, figure: Callable[[str], bytes]) -> dict[str, str]:
    name = one.name if _PLAIN_NAME.fullmatch(one.name) else f"{one.sha256[:16]}.img"
    path = Path("images") / one.sha256[:16] / name
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(figure(one.sha256))
    return {"path": path.as_posix(), "place": one.place.value}
