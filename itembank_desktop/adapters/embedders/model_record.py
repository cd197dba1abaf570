"""What was installed: every file of a model with its size and checksum, in a file beside them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from itembank_desktop.adapters.embedders.checkpoint_files import RECORD

FORMAT = 1


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file as it was when the model was installed."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Installed:
    """A model on this computer; `faults` say what a look at names and sizes found wrong."""

    name: str
    folder: Path
    source: str = ""
    revision: str = ""
    files: tuple[RecordedFile, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


def write_record(folder: Path, model: Installed) -> Path:
    """Write a model's record into a folder; the file."""
    record = {"format": FORMAT, "name": model.name, "source": model.source, "revision": model.revision}
    files = [asdict(file) for file in model.files]
    path = folder / RECORD
    path.write_text(json.dumps(record | {"files": files}, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def read_record(folder: Path) -> Installed:
    """The record of a model and how the folder differs from it at a glance."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        files = tuple(RecordedFile(str(f["name"]), int(f["size"]), str(f["sha256"])) for f in record["files"])
        source, revision = str(record["source"]), str(record["revision"])
    except FileNotFoundError:
        fault = "it was not installed by this program (no record of its files); add its folder with: models add"
        return Installed(folder.name, folder, faults=(fault,))
    except (OSError, ValueError, KeyError, TypeError):
        return Installed(folder.name, folder, faults=(f"its record {RECORD} is damaged; remove it and add it again",))
    return Installed(folder.name, folder, source, revision, files, tuple(_faults(folder, files)))


def _faults(folder: Path, files: Sequence[RecordedFile]) -> Iterator[str]:
    for file in files:
        path = folder / file.name
        if not path.is_file():
            yield f"{file.name} is missing"
        elif path.stat().st_size != file.size:
            yield f"{file.name} has {path.stat().st_size:,} bytes instead of {file.size:,}"
