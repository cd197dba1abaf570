"""Where models live on this computer: one folder a model, with a record of every file's checksum.

A model is put together in a hidden folder beside the others and renamed at the end, so that nothing half-finished
ever looks installed. The record is written last.
"""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256 as hash_of
from pathlib import Path

from itembank_desktop.adapters.embedders.catalog import listed_model
from itembank_desktop.adapters.embedders.checkpoint_files import (
    RECORD,
    check_checkpoint,
    checkpoint_files,
    make_durable,
    name_in,
    sha256,
)
from itembank_desktop.adapters.embedders.model_record import Installed, RecordedFile, read_record, write_record
from itembank_desktop.core.errors import BadInput, ModelDiskFull, ModelMissing, ModelUnusable
from itembank_desktop.core.ports import JobControl, Progress

STAGING = ".unfinished"
SPARE = 64 * 2**20
"""Bytes left free beside a model: for its record, the file system's own needs, and everybody else."""
STEP = 2**18
"""Bytes between two reports: a download comes in pieces of a few kilobytes."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def default_folder() -> Path:
    """Where models live unless told otherwise: ITEMBANK_MODELS, else beside the user's other data of this program."""
    from platformdirs import user_data_path

    named = os.environ.get("ITEMBANK_MODELS")
    return Path(named).expanduser() if named else user_data_path("itembank-desktop") / "models"


class Stopped(Exception):
    """The user cancelled; never leaves this family of modules."""


class Meter:
    """Counts bytes into a job's progress and ends the work when the job was cancelled."""

    def __init__(self, control: JobControl, total: int, done: int = 0) -> None:
        self._control = control
        self.total = total
        self.done = done
        self.note = ""
        self._said = done

    def __call__(self, count: int) -> None:
        """`count` more bytes are done (or fewer, where work is repeated)."""
        self.done += count
        if abs(self.done - self._said) >= STEP or self.done == self.total:
            self._said = self.done
            self._control.progress(Progress(self.done, self.total, self.note))
        self.ask()

    def ask(self) -> None:
        """Stopped when the job was cancelled."""
        if self._control.cancelled():
            raise Stopped


class ModelsFolder:
    """The installed models below one folder."""

    def __init__(self, root: Path, free: Callable[[Path], int] | None = None) -> None:
        """`free` tells the free bytes where a folder is."""
        self.root = root
        self._free = free or (lambda folder: shutil.disk_usage(folder).free)

    def installed(self) -> list[Installed]:
        """Every model, by name."""
        if not self.root.is_dir():
            return []
        folders = sorted(entry for entry in self.root.iterdir() if entry.is_dir() and NAME.fullmatch(entry.name))
        return [read_record(folder) for folder in folders]

    def unfinished(self) -> dict[str, int]:
        """The models that were begun and not finished: bytes there so far."""
        folders = (self.root / STAGING).glob("*@*")
        return {
            folder.name.partition("@")[0]: sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            for folder in sorted(folders)
            if folder.is_dir()
        }

    def get(self, name: str) -> Installed:
        """The model of that name, sound or not; ModelMissing when there is none."""
        if not NAME.fullmatch(name) or not (self.root / name).is_dir():
            raise ModelMissing(name, f"is not in {self.root}")
        return read_record(self.root / name)

    def usable(self, name: str) -> Path:
        """The folder of a model all of whose files are there; ModelMissing or ModelUnusable otherwise."""
        model = self.get(name)
        if model.faults:
            raise ModelUnusable(name, "; ".join(model.faults))
        return model.folder

    def find(self, named: str) -> Path:
        """The folder a user means: a checkpoint's own folder, the name of an installed model, or a known one's."""
        folder = Path(named).expanduser()
        if (folder / "config.json").is_file():
            return folder
        if folder.is_dir():
            raise ModelUnusable(named, "holds no config.json")
        if (known := listed_model(named)) is not None:
            named = known.name
            if not (self.root / named).is_dir():
                raise ModelMissing(named, f"is not in {self.root}; get it with: itembank-desktop models fetch {named}")
        if not NAME.fullmatch(named):
            raise ModelUnusable(named, "is no folder")
        return self.usable(named)

    def add(self, source: Path, name: str, control: JobControl, link: bool = False) -> Installed | None:
        """Install a copy of a folder (or links to its files) under a name; None when cancelled."""
        source = source.expanduser().resolve()
        # Put there by hand: it stays where it is and only gets its record.
        in_place = source == (self.root / name).resolve() and not (source / RECORD).exists()
        if not in_place:
            self.refuse_taken(name)
        check_checkpoint(source)
        files, _ = checkpoint_files(source)
        meter = Meter(control, sum(file.stat().st_size for file in files))
        with self.begun(name, "folder") as staging:
            try:
                if not link and not in_place:
                    self.require(meter.total)
                recorded = tuple(_take(source, file, staging, link or in_place, meter) for file in files)
                revision = hash_of("".join(f"{file.name} {file.sha256}\n" for file in recorded).encode())
                model = Installed(name, self.root / name, str(source), revision.hexdigest()[:12], recorded)
                if in_place:
                    write_record(staging, model).replace(source / RECORD)
                    return model
                return self.finish(staging, model)
            except Stopped:
                return None
            finally:
                shutil.rmtree(staging, ignore_errors=True)

    def verify(self, name: str, control: JobControl) -> Installed | None:
        """Read every byte of a model again; ModelUnusable names each file that is not as it was. None: cancelled."""
        model = self.get(name)
        faults = list(model.faults)
        meter = Meter(control, model.size)
        for file in model.files:
            path = model.folder / file.name
            if not path.is_file() or path.stat().st_size != file.size:
                continue
            meter.note = file.name
            try:
                if sha256(path, meter) != file.sha256:
                    faults.append(f"{file.name} was changed or damaged (its checksum differs)")
            except Stopped:
                return None
            except OSError as error:
                faults.append(f"{file.name} cannot be read ({error.strerror})")
        there = {name_in(model.folder, file) for file in checkpoint_files(model.folder)[0]}
        strangers = there - {file.name for file in model.files}
        if model.files:
            faults += [f"{stranger} was not there when it was installed" for stranger in sorted(strangers)]
        if faults:
            raise ModelUnusable(name, "; ".join(faults))
        return model

    def remove(self, name: str) -> int:
        """Delete a model and what was begun of it; the bytes freed. What a link points to stays."""
        begun = self._begun(name)
        folder = self.root / name
        if not begun and (not NAME.fullmatch(name) or not folder.is_dir()):
            raise ModelMissing(name, f"is not in {self.root}")
        freed = 0
        with self._translated():
            if NAME.fullmatch(name) and folder.is_dir():
                # Renamed first: a deletion that is interrupted must not leave half a model behind.
                doomed = self.root / STAGING / f"{name}@removed"
                doomed.parent.mkdir(exist_ok=True)
                shutil.rmtree(doomed, ignore_errors=True)
                begun.append(folder.rename(doomed))
            for old in begun:
                freed += sum(
                    file.lstat().st_size for file in old.rglob("*") if file.is_file() and not file.is_symlink()
                )
                shutil.rmtree(old)
        return freed

    def refuse_taken(self, name: str) -> None:
        """BadInput when the name cannot be a model's, or already is one's."""
        if not NAME.fullmatch(name):
            raise BadInput(name, "a model's name has only letters A to Z, digits, points, hyphens and underscores")
        if (self.root / name).exists():
            raise BadInput(name, f"is already in {self.root}; remove it first: itembank-desktop models remove {name}")

    def require(self, size: int) -> None:
        """ModelDiskFull when fewer than `size` bytes and some spare are free."""
        free = self._free(self.root)
        if free < size + SPARE:
            needs, has = (f"{number / 1e9:,.1f} GB" for number in (size + SPARE, free))
            raise ModelDiskFull(str(self.root), f"needs {needs} free and has {has}")

    @contextmanager
    def begun(self, name: str, revision: str) -> Iterator[Path]:
        """The folder in which a model is put together; it stays when the work is interrupted."""
        with self._translated():
            staging = self.root / STAGING / f"{name}@{revision}"
            staging.mkdir(parents=True, exist_ok=True)
            yield staging

    def finish(self, staging: Path, model: Installed) -> Installed:
        """Check what was put together, write its record, and move it into place in one step."""
        try:
            check_checkpoint(staging)
        except ModelUnusable:
            shutil.rmtree(staging)
            raise
        files = [staging / file.name for file in model.files]
        parts = {file.parent for file in files} - {staging}
        whole = [file for file in files if not file.is_symlink()]
        make_durable([*whole, *sorted(parts), write_record(staging, model), staging])
        self.refuse_taken(model.name)
        staging.rename(model.folder)
        make_durable([self.root])
        for old in self._begun(model.name):
            shutil.rmtree(old, ignore_errors=True)
        return model

    def _begun(self, name: str) -> list[Path]:
        folder = self.root / STAGING
        return [entry for entry in folder.glob("*@*") if entry.is_dir() and entry.name.partition("@")[0] == name]

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
                raise ModelDiskFull(str(self.root), (error.strerror or "is full").lower()) from error
            where = error.filename or self.root
            raise ModelUnusable(str(where), (error.strerror or str(error)).lower()) from error


def _take(source: Path, file: Path, staging: Path, link: bool, meter: Meter) -> RecordedFile:
    """Copy (or link) one file of a folder and record it, reading it once."""
    meter.note = name = name_in(source, file)
    target = staging / name
    target.parent.mkdir(exist_ok=True)
    size = file.stat().st_size
    if link:
        target.unlink(missing_ok=True)
        target.symlink_to(file)
        return RecordedFile(name, size, sha256(file, meter))
    with target.open("wb") as copy:
        digest = sha256(file, meter, copy.write)
    return RecordedFile(name, size, digest)
