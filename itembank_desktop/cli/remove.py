"""`remove`: items out of a bank, by its keeper; what was taken out lies in a folder that brings it back."""

import argparse
import re
import sys
from datetime import datetime
from pathlib import Path

from itembank_desktop.cli.places import name_of, opened
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Item, ItemId
from itembank_desktop.core.saving import is_published
from itembank_desktop.core.shared import address_of
from itembank_desktop.services.remove_items import LookedAt, RemoveItems, named

_SHOWN, _WIDTH = 20, 60
_PLAIN = re.compile(r"[\w./:@=+-]+")
_YES = ("y", "yes", "예", "네")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which items, and how sure."""
    command.add_argument("id", nargs="*", metavar="ID", help="of an item")
    command.add_argument("--ids", type=Path, metavar="FILE", help="more ids, one a line (UTF-8)")
    command.add_argument("--published", action="store_true", help="published items too")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.add_argument("--keep", type=Path, metavar="FOLDER",
                         help="write what is removed there (default: removed/ in the bank's folder)")  # fmt: skip


def remove(asked: argparse.Namespace) -> int:
    """Show, ask, keep, remove; exit code 1 when the answer was no."""
    from itembank_desktop.adapters.importers.bank_folder import write_bank_folder

    ids = [ItemId(id) for id in (*asked.id, *(_ids_in(asked.ids) if asked.ids else ()))]
    if not ids:
        asked.parser.error("name the items: ID ..., or --ids FILE")
    with opened(asked) as bank:
        removing = RemoveItems(bank, write_bank_folder)
        looked_at = removing.look(ids)
        if looked_at.published and not asked.published:
            raise BadInput(named(looked_at.published), "published; --published removes such items too")
        _show(looked_at)
        if not (asked.yes or _agreed(len(looked_at.items), name_of(asked))):
            print("itembank-desktop: nothing was removed.", file=sys.stderr)
            return 1
        folder = asked.keep or bank.folder / "removed" / f"{datetime.now():%Y%m%d-%H%M%S-%f}"
        if folder.exists():
            raise BadInput(str(folder), "it exists already, and what is removed is kept in a folder of its own")
        removing(looked_at, folder, asked.published)
    place = address_of(asked.bank)[0].url if isinstance(asked.bank, str) else asked.bank
    print(f"{len(looked_at.items)} removed, kept in {folder}\n"
          f"bring back with: itembank-desktop import {_quoted(folder)} --bank {_quoted(place)}")  # fmt: skip
    return 0


def _quoted(place: Path | str) -> str:
    """As every shell takes it for one word."""
    return str(place) if _PLAIN.fullmatch(str(place)) else f'"{place}"'


def _ids_in(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(str(file), getattr(error, "strerror", None) or "it is no UTF-8 text") from error
    return [line.strip() for line in text.splitlines() if line.strip()]


def _show(looked_at: LookedAt) -> None:
    for item in looked_at.items[:_SHOWN]:
        print(_line(item))
    if len(looked_at.items) > _SHOWN:
        print(f"... and {len(looked_at.items) - _SHOWN} more")


def _line(item: Item) -> str:
    words = " ".join(item.stem.split())
    said = words if len(words) <= _WIDTH else f"{words[:_WIDTH]}…"
    return "  ".join(part for part in (item.id, item.subject, "published" if is_published(item) else "", said) if part)


def _agreed(count: int, bank: str) -> bool:
    """Nobody who cannot be asked has agreed."""
    if not sys.stdin.isatty():
        print("itembank-desktop: nobody can be asked here; --yes removes without asking.", file=sys.stderr)
        return False
    items = "this item" if count == 1 else f"these {count} items"
    try:
        return input(f"Remove {items} from {bank}? [y/N] ").strip().lower() in _YES
    except EOFError:
        return False
