"""`vectors`: the lines of a file as unit vectors of a model, made by the worker."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.cli.model_options import MODEL_HELP, model_folder, say_loaded, say_restart
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.errors import BadInput, ItemBankError
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import JobControl, Progress, Rejected
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.remote import RemoteEmbedder

DRAFT = "vectors"
Vectors = NDArray[np.float32]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What `vectors` can be told."""
    command.add_argument("--model", required=True, metavar="M", help=MODEL_HELP)
    command.add_argument("--modality", choices=list(Modality), required=True, help="what of a line is embedded")
    command.add_argument("--pooling", choices=list(Pooling), required=True, help="mean of all tokens, or the last one")
    command.add_argument("--instruction", default="", metavar="T", help="in place of the model's default instruction")
    command.add_argument(
        "--input", type=Path, required=True, metavar="QUERIES.jsonl", help="one item a line, as for search --batch"
    )
    command.add_argument(
        "--output", type=Path, required=True, metavar="V.npy", help="float32, one row a line, in order"
    )
    command.add_argument("--incremental", action="store_true", help="as successive drafts of one author")
    command.add_argument("--device", default="cpu", metavar="D", help="cpu, cuda, cuda:1, auto (default cpu)")
    command.add_argument(
        "--dtype", choices=["float32", "bfloat16", "float16", "auto"], default="float32", help="default float32"
    )
    command.add_argument("--python", metavar="P", help="the Python that has torch (default: this one)")


def vectors(asked: argparse.Namespace) -> int:
    """Write the file, whole or not at all; what was cut goes to standard error."""
    from itembank_desktop.adapters.embedders.remote import Checkpoint, RemoteEmbedder

    lines = _checked(asked.input)
    if not asked.output.parent.is_dir():
        raise BadInput(str(asked.output.parent), "is no folder to write to")
    checkpoint = Checkpoint(model_folder(asked.model), asked.device, asked.dtype)
    with (
        closing(RemoteEmbedder(checkpoint, asked.python, on_state=say_restart)) as embedder,
        progress_line("lines") as control,
    ):
        one = embedder.announced()
        say_loaded(one)
        space = one.space(Modality(asked.modality), Pooling(asked.pooling), asked.instruction)
        rows = _Rows(asked.input, lines, space)
        made = (rows.successive if asked.incremental else rows.separate)(embedder, control)
        if made is None:
            print("itembank-desktop: stopped; nothing was written.", file=sys.stderr)
            return 1
    _write(asked.output, made)
    print(
        f"{len(made):,} vectors of {space.dimension} dimensions in {asked.output} (space {space.id})", file=sys.stderr
    )
    return 0


def _checked(path: Path) -> list[int]:
    """The file's line numbers; BadInput names every line that cannot be embedded, before any work is done."""
    lines, faults = [], 0
    for line, content in _contents(path):
        lines.append(line)
        if isinstance(content, Rejected):
            faults += 1
            print(f"{path.name}, line {line}: {content.reason}", file=sys.stderr)
        elif content == Content():
            print(f'{path.name}, line {line}: is empty; the model reads "NULL", as its makers do', file=sys.stderr)
    if faults:
        raise BadInput(str(path), f"{faults} of {len(lines)} lines cannot be embedded; nothing was written")
    if not lines:
        raise BadInput(str(path), "holds no lines")
    return lines


def _contents(path: Path) -> Iterator[tuple[int, Content | Rejected]]:
    from itembank_desktop.adapters.importers.json_bank import read_queries

    for line, _, content in read_queries(path, allow_empty=True):
        yield line, content


def _readable(path: Path) -> Iterator[Content]:
    for line, content in _contents(path):
        if isinstance(content, Rejected):
            raise BadInput(f"{path.name}, line {line}", f"{content.reason}; it was changed while it was read")
        yield content


@dataclass(frozen=True, slots=True)
class _Rows:
    """The vectors of a file, in the order of its lines; None when cancelled."""

    path: Path
    lines: Sequence[int]
    space: EmbeddingSpace

    def separate(self, embedder: "RemoteEmbedder", control: JobControl) -> Vectors | None:
        """Each line from scratch, in batches."""
        made = np.empty((len(self.lines), self.space.dimension), np.float32)
        count = 0
        contents = _readable(self.path)
        for index, outcome in embedder.embed_bulk(contents, self.space, control, len(self.lines), self._cut):
            if isinstance(outcome, ItemBankError):
                raise self._at(index, outcome) from outcome
            made[index] = outcome
            count += 1
        return made if count == len(made) else None

    def successive(self, embedder: "RemoteEmbedder", control: JobControl) -> Vectors | None:
        """One line after the other in one session."""
        made = []
        for index, content in enumerate(_readable(self.path)):
            if control.cancelled():
                return None
            try:
                answer = embedder.ask(DRAFT, content, self.space)
            except ItemBankError as error:
                raise self._at(index, error) from error
            if answer.cut:
                self._cut(index, answer.tokens, answer.cut)
            made.append(answer.embedding.vector)
            control.progress(Progress(len(made), len(self.lines)))
        return np.stack(made)

    def _cut(self, index: int, tokens: int, cut: int) -> None:
        what = f"{cut:,} tokens at the end of its text were cut off, {tokens:,} were read"
        print(f"{self.path.name}, line {self.lines[index]}: {what}", file=sys.stderr)

    def _at(self, index: int, error: ItemBankError) -> ItemBankError:
        """The same failure, with the line it happened at."""
        where = f"{self.path.name}, line {self.lines[index]}: {error.subject}"
        return type(error)(where, error.detail)


def _write(path: Path, rows: Vectors) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            try:
                np.save(part, rows)
                part.close()
                Path(part.name).replace(path)
            except OSError:
                Path(part.name).unlink()
                raise
    except OSError as error:
        raise BadInput(str(path), f"cannot be written ({error.strerror})") from error
