"""Figures of a bank as files named by the hash of their bytes: figures/ab/abcd...; written once, never changed."""

import contextlib
import hashlib
import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from itembank_desktop.adapters.stores.connections import translated
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Picture

_PARTS = ".parts"
_ABANDONED_SECONDS = 3600.0


class FigureFiles:
    """The figures folder of one bank."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
        return data

    def write(self, pictures: Iterable[Picture]) -> None:
        """Put every picture on the disk, whole or not at all; those that are there stay."""
        missing = {p.sha256: p.data for p in pictures if not self._holds(p)}
        if not missing:
            return
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
