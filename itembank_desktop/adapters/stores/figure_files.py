"""Figures of a bank as files named by the hash of their bytes: figures/ab/abcd...; written once, never changed."""

import contextlib
import hashlib
import os
import threading
import time
from collections.abc import Collection, Iterable
from pathlib import Path

from itembank_desktop.adapters.stores.connections import translated
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Picture

_PARTS = ".parts"
_ABANDONED_SECONDS = 3600.0
_USE_SECONDS = 60.0


class FigureFiles:
    """The figures folder of one bank."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remembers_use = False
        """Whether reading a figure makes its file younger, so that `evict` takes the longest unread first."""
        self._swept = False

    def path(self, sha256: str) -> Path:
        """Where a figure lies if the bank has it."""
        return self.folder / sha256[:2] / sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of a figure; UnreadableFigure when they are gone or changed."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise UnreadableFigure(sha256, f"its file is gone from the bank ({error.strerror})") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise UnreadableFigure(sha256, "its file in the bank was changed")
        self._use(sha256)
        return data

    def write(self, pictures: Iterable[Picture]) -> int:
        """Put every picture on the disk, whole or not at all; those that are there stay. How many bytes are new."""
        missing: dict[str, bytes] = {}
        for picture in pictures:
            if self._holds(picture):
                self._use(picture.sha256)
            else:
                missing[picture.sha256] = picture.data
        if not missing:
            return 0
        with translated(self.folder.parent):
            self._sweep()
            parts: list[tuple[Path, Path]] = []
            try:
                for sha256, data in missing.items():
                    parts.append((self._write_part(sha256, data), self.path(sha256)))
                for part, path in parts:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    part.replace(path)
            finally:
                for part, _ in parts:
                    part.unlink(missing_ok=True)
        return sum(map(len, missing.values()))

    def present(self) -> dict[str, os.stat_result]:
        """Every figure that is here."""
        found: dict[str, os.stat_result] = {}
        for folder in self.folder.iterdir() if self.folder.is_dir() else ():
            if folder.name != _PARTS and folder.is_dir():
                for file in os.scandir(folder):
                    with contextlib.suppress(OSError):  # Another program evicts as well.
                        found[file.name] = file.stat()
        return found

    def evict(self, most: int, kept: Collection[str]) -> int:
        """Delete the longest unread but never those `kept`, until `most` bytes are left; how many bytes there are."""
        files = self.present()
        used = sum(file.st_size for file in files.values())
        for sha256, file in sorted(files.items(), key=lambda one: one[1].st_mtime):
            if used <= most:
                break
            if sha256 not in kept:
                with contextlib.suppress(OSError):  # Somebody reads it just now, on Windows.
                    self.path(sha256).unlink()
                    used -= file.st_size
        return used

    def _use(self, sha256: str) -> None:
        """A minute is near enough to say what was read before what."""
        if self.remembers_use:
            with contextlib.suppress(OSError):
                if time.time() - self.path(sha256).stat().st_mtime > _USE_SECONDS:
                    os.utime(self.path(sha256))

    def _holds(self, picture: Picture) -> bool:
        """By length as well: a file cut off by a power failure is written again."""
        try:
            return self.path(picture.sha256).stat().st_size == len(picture.data)
        except OSError:
            return False

    def _write_part(self, sha256: str, data: bytes) -> Path:
        """A file of this thread's own beside the figures, on the disk before it gets its name."""
        part = self.folder / _PARTS / f"{sha256}.{os.getpid()}.{threading.get_native_id()}"
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return part

    def _sweep(self) -> None:
        """Remove what a killed import left behind; once, and nothing that another program may be writing."""
        if self._swept:
            return
        self._swept = True
        folder = self.folder / _PARTS
        for part in folder.iterdir() if folder.is_dir() else ():
            with contextlib.suppress(OSError):
                if time.time() - part.stat().st_mtime > _ABANDONED_SECONDS:
                    part.unlink()
