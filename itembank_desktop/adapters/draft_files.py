"""The draft shelf as a folder: one JSON file a draft, pictures beside by their SHA-256."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from itembank_desktop.adapters.stores.item_rows import body_of, item_of
from itembank_desktop.core.errors import ShelfUnusable
from itembank_desktop.core.item import Draft, Picture, Place
from itembank_desktop.core.saving import Edits
from itembank_desktop.core.shelf import ShelvedDraft

UNPARKED_KEPT = 10
"""Drafts that saved themselves and were never parked: so many of the newest stay."""


class DraftFiles:
    """Implements core.shelf.DraftShelf; one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pictures = folder / "pictures"

    def drafts(self) -> list[ShelvedDraft]:
        """All that can be read, the last saved first; a damaged file is left out and left alone."""
        try:
            found = [self._read(path) for path in self._folder.glob("*.json")]
        except OSError as error:
            raise ShelfUnusable(str(self._folder), error.strerror or str(error)) from error
        return sorted((one for one in found if one is not None), key=lambda one: one.saved, reverse=True)

    def save(self, draft: ShelvedDraft) -> None:
        """Write it whole or not at all: pictures first, then the file that names them."""
        try:
            self._pictures.mkdir(parents=True, exist_ok=True)
            for picture in draft.draft.pictures:
                path = self._pictures / picture.sha256
                if not path.exists():
                    _write(path, picture.data)
            _write(self._path(draft.name), json.dumps(_fields(draft), ensure_ascii=False, indent=1).encode())
        except OSError as error:
            raise ShelfUnusable(str(self._folder), error.strerror or str(error)) from error
        self._make_room()

    def discard(self, name: str) -> None:
        """Take a draft off the shelf, with pictures that no other draft has."""
        try:
            self._path(name).unlink(missing_ok=True)
            self._drop_pictures()
        except OSError as error:
            raise ShelfUnusable(str(self._folder), error.strerror or str(error)) from error

    def _make_room(self) -> None:
        for old in [one for one in self.drafts() if not one.parked][UNPARKED_KEPT:]:
            self.discard(old.name)

    def _drop_pictures(self) -> None:
        """Only when every draft can be read: pictures of a damaged file are not ours to delete."""
        paths = list(self._folder.glob("*.json"))
        named: set[str] = set()
        for path in paths:
            try:
                named.update(one["sha256"] for one in json.loads(path.read_text(encoding="utf-8"))["pictures"])
            except (ValueError, KeyError, TypeError):
                return
        for picture in self._pictures.glob("*"):
            if picture.name not in named:
                picture.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not name.isalnum():
            raise ValueError(f"{name!r} is no draft's name")
        return self._folder / f"{name}.json"

    def _read(self, path: Path) -> ShelvedDraft | None:
        try:
            fields = json.loads(path.read_text(encoding="utf-8"))
            pictures = tuple(self._picture(one) for one in fields["pictures"])
            return ShelvedDraft(
                path.stem,
                Draft(str(fields["text"]), pictures),
                datetime.fromisoformat(fields["saved"]),
                bool(fields["parked"]),
                bool(fields["current"]),
                str(fields["bank"]),
                tuple(dict(one) for one in fields["found"]),
                _edits(fields.get("edits")),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _picture(self, fields: Mapping[str, str]) -> Picture:
        sha256 = fields["sha256"]
        if not sha256.isalnum():
            raise ValueError(f"{sha256!r} is no address of a picture")
        picture = Picture((self._pictures / sha256).read_bytes(), fields["name"], Place(fields["place"]))
        if picture.sha256 != sha256:
            raise ValueError(f"the picture {sha256} is damaged")
        return picture


def _fields(draft: ShelvedDraft) -> dict[str, object]:
    pictures = [{"sha256": one.sha256, "name": one.name, "place": one.place.value} for one in draft.draft.pictures]
    return {
        "text": draft.draft.text,
        "pictures": pictures,
        "saved": draft.saved.isoformat(),
        "parked": draft.parked,
        "current": draft.current,
        "bank": draft.bank,
        "found": [dict(one) for one in draft.found],
        "edits": _edits_fields(draft.edits) if draft.edits is not None else None,
    }


def _edits_fields(edits: Edits) -> dict[str, object]:
    item = edits.item
    return {"bank": edits.bank, "revision": edits.revision, "id": item.id, "subject": item.subject,
            "body": body_of(item)}  # fmt: skip


def _edits(fields: Mapping[str, str] | None) -> Edits | None:
    """What a draft is a version of; drafts of older programs say nothing of it."""
    if fields is None:
        return None
    item = item_of(fields["id"], fields["subject"], fields["body"])
    return Edits(item, int(fields["revision"]), fields["bank"])


def _write(path: Path, data: bytes) -> None:
    """On the disk before it has its name: a crash leaves the old file or the new one."""
    fresh = path.with_name(f".{path.name}.part")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
