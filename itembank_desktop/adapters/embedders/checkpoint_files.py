"""Which files of a checkpoint are taken: weights as safetensors and settings; never pickles, never code."""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from itembank_desktop.adapters.embedders.checkpoint_check import check_folder, family_of
from itembank_desktop.core.errors import ModelUnusable

TAKEN = ("*.safetensors", "*.json", "*.jinja", "*.txt")
# Unpickling a file runs whatever program its maker put into it.
PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")
RECORD = "itembank-model.json"
CHUNK = 4 * 2**20
LFS_POINTER = b"version https://git-lfs"


# A sentence-transformers model keeps how it pools beside its weights, in numbered folders.
PART = re.compile(r"[0-9]_[A-Za-z]{1,40}/(config\.json|model\.safetensors)")


def is_taken(name: str) -> bool:
    """Whether a file of this name belongs to a model: a plain name at the top, of a harmless kind, or a numbered part.

    A name is relative to the model's folder, with slashes.
    """
    if PART.fullmatch(name):
        return True
    plain = not (set(name) & set('/\\:*?"<>|') or name.startswith(".") or name == RECORD or not name.isprintable())
    return plain and any(fnmatchcase(name, pattern) for pattern in TAKEN)


def checkpoint_files(folder: Path) -> tuple[list[Path], list[str]]:
    """The files of a folder that are taken, and the names of those left out; ModelUnusable if it cannot be read."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        raise ModelUnusable(str(folder), _why(error)) from error
    parts = [part for entry in entries if entry.is_dir() and not entry.is_symlink() for part in sorted(entry.iterdir())]
    taken = [one for one in (*entries, *parts) if one.is_file() and is_taken(name_in(folder, one))]
    kept = {*taken, *(one.parent for one in taken), folder / RECORD}
    return taken, [entry.name + ("/" if entry.is_dir() else "") for entry in entries if entry not in kept]


def name_in(folder: Path, file: Path) -> str:
    """What a model's file is called wherever the model lies."""
    return file.relative_to(folder).as_posix()


def check_checkpoint(folder: Path) -> None:
    """ModelUnusable names what makes the folder unfit: pickles, code of its own, a missing or cut-off file."""
    taken, left_out = checkpoint_files(folder)
    pickles = [name for name in left_out if Path(name).suffix in PICKLES]
    if pickles and not any(file.suffix == ".safetensors" for file in taken):
        raise ModelUnusable(str(folder), f"its weights are pickles ({pickles[0]}), which may hold programs; "
                                         "only safetensors are taken")  # fmt: skip
    for file in taken:
        with file.open("rb") as opened:
            if opened.read(len(LFS_POINTER)) == LFS_POINTER:
                raise ModelUnusable(str(file), "is only a pointer to the file; fetch the real one with: git lfs pull")
    check_settings(folder)
    _check_index(folder)
    check_folder(folder)


def check_settings(folder: Path) -> None:
    """ModelUnusable when the settings are of another architecture, or ask for program code of their own."""
    for file in sorted((*folder.glob("*.json"), *folder.glob("*/config.json"))):
        value = _settings(file)
        if not isinstance(value, dict):
            continue
        if "auto_map" in value:
            raise ModelUnusable(str(file), "asks for program code of its own, which is never run")
        if file == folder / "config.json":
            family_of(folder)


def sha256(file: Path, seen: Callable[[int], None], also: Callable[[bytes], object] = len) -> str:
    """The file's checksum; `seen` hears the number of bytes, `also` gets the bytes, after each chunk."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            digest.update(chunk)
            also(chunk)
            seen(len(chunk))
    return digest.hexdigest()


def make_durable(paths: Iterable[Path]) -> None:
    """Have the disk keep these files and folders before we rely on them: a power cut may come any time."""
    for path in paths:
        if os.name == "nt" and path.is_dir():
            continue
        opened = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _settings(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnusable(str(file), "cannot be read as settings (JSON)") from error


def _check_index(folder: Path) -> None:
    """Every tensor of the index is in the file the index names, and that file stands in this folder."""
    index = folder / "model.safetensors.index.json"
    if not index.is_file():
        return
    try:
        places = json.loads(index.read_text(encoding="utf-8"))["weight_map"]
        names = sorted(set(places.values()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnusable(str(index), "is damaged") from error
    for name in names:
        if not isinstance(name, str) or not is_taken(name):
            raise ModelUnusable(str(index), f"names a file outside the folder: {name!r}")
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ModelUnusable(str(folder), f"lacks {', '.join(missing)}")
    for name in names:
        there = _tensors(folder / name)
        lost = [tensor for tensor, place in places.items() if place == name and tensor not in there]
        if lost:
            raise ModelUnusable(str(folder / name), f"lacks {len(lost)} of its weights, {lost[0]} among them")


def _tensors(file: Path) -> set[str]:
    try:
        with file.open("rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            return set(json.loads(opened.read(min(length, file.stat().st_size))))
    except (OSError, ValueError, TypeError) as error:
        raise ModelUnusable(str(file), "is no safetensors file, or its beginning is cut off") from error


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
