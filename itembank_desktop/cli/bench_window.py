"""`bench window`: how long the window stalls while a model in its own process loads, reads a bank and answers."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from itembank_desktop.cli.bench import Variations, processor, source_rows, window_measured
from itembank_desktop.cli.parsers import positive
from itembank_desktop.cli.spread import Spread
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import WorkerUnusable
from itembank_desktop.core.ports import JobControl


def add_window_arguments(command: argparse.ArgumentParser) -> None:
    """What `bench window` can be told."""
    which = command.add_mutually_exclusive_group(required=True)
    sizes = ("2b", "8b", "tiny")
    which.add_argument(
        "--random-weights", choices=sizes, help="write such a checkpoint first, in a folder for the time"
    )
    which.add_argument("--model", type=Path, metavar="DIR", help="folder of a checkpoint")
    command.add_argument("--items", type=positive, default=6, metavar="N", help="items of the bank (default 6)")
    command.add_argument("--answers", type=positive, default=20, metavar="N", help="answers of the model (default 20)")
    command.add_argument("--json", action="store_true", help="JSON instead of a table")


def bench_window(asked: argparse.Namespace) -> int:
    """Measure with a real window, offscreen, and a real process for the model; print a table (or JSON)."""
    with tempfile.TemporaryDirectory(prefix="itembank-bench-", ignore_cleanup_errors=True) as place:
        bank = _bank(Path(place) / "bank", asked.items)
        with _model(asked, Path(place)) as model:
            found = window_measured(bank, "--model", str(model), "--answers", str(asked.answers))
    if asked.json:
        print(json.dumps(found, indent=2))
        return 0
    rows = [
        (when, f"{one['stall'] * 1000:.1f}", f"{one['starved'] * 1000:.1f}")
        for when, one in found["with_model"].items()
    ]
    print(table(("the window", "longest stall, ms", "of that, waiting for a processor"), rows))
    answering = found["with_model"]["while the model answers"]
    print(
        f"{answering['answers']} answers of the model, keystroke to painted hits {Spread.of(answering['keystrokes'])} "
        f"ms; window's memory {found['resident'] / 2**20:.0f} MB; {processor()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}"
    )
    return 0


def _bank(folder: Path, count: int) -> Path:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.import_items import ImportItems
    from itembank_desktop.wiring import fingerprint_spaces

    with LocalBank.open(folder, create=True) as bank:
        ImportItems(bank, fingerprint_spaces(), Variations(source_rows([]), count))(folder, JobControl())
    return folder


@contextmanager
def _model(asked: argparse.Namespace, place: Path) -> Iterator[Path]:
    """The checkpoint's folder; one of random weights is written by a process that gives its memory back."""
    if asked.model is not None:
        yield asked.model.resolve()
        return
    import multiprocessing
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise WorkerUnusable(sys.executable, "No module named 'torch'")
    folder = place / f"Random-VL-{asked.random_weights}"
    writer = multiprocessing.get_context("spawn").Process(target=_write, args=(folder, asked.random_weights))
    writer.start()
    writer.join()
    if writer.exitcode:
        raise WorkerUnusable(sys.executable, f"it ended with code {writer.exitcode}")
    yield folder


def _write(folder: Path, size: str) -> None:
    import transformers

    from itembank_desktop.adapters.embedders.random_checkpoint import write_random_checkpoint

    transformers.utils.logging.disable_progress_bar()
    write_random_checkpoint(folder, size)
