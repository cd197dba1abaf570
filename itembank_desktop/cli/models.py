"""`models`: which there are, and getting them here: from the hub, or from a folder."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.cli.parsers import add_command
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.table import table
from itembank_desktop.core.ports import JobControl, Progress

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.model_record import Installed
    from itembank_desktop.adapters.embedders.models_folder import ModelsFolder

Made = Callable[[JobControl], "Installed | None"]


def add_commands(command: argparse.ArgumentParser) -> None:
    """The five words after `models`, and what each can be told."""
    command.add_argument(
        "--models", type=Path, metavar="DIR", help="where models live (default: ITEMBANK_MODELS, else your data folder)"
    )
    words = command.add_subparsers(metavar="WHAT", required=True, title="what to do")
    listed = add_command(
        words,
        "list",
        "the known models and the installed ones",
        "itembank-desktop models list",
    )
    listed.set_defaults(run=list_models)
    fetched = add_command(
        words,
        "fetch",
        "download a known model; goes on where it stopped",
        "itembank-desktop models fetch Qwen3-VL-Embedding-2B",
    )
    fetched.add_argument("name", metavar="NAME", help="a name that `models list` shows")
    fetched.add_argument("--endpoint", metavar="URL", help="a mirror of the hub (default: HF_ENDPOINT, else the hub)")
    fetched.add_argument("--revision", metavar="R", help="a commit or branch of it (default: the newest)")
    fetched.set_defaults(run=fetch)
    added = add_command(
        words,
        "add",
        "install a model from a folder, without a network",
        "itembank-desktop models add /media/usb/Qwen3-VL-Embedding-2B",
    )
    added.add_argument("folder", type=Path, metavar="DIR", help="a folder with config.json and safetensors files")
    added.add_argument("--name", metavar="NAME", help="call it that (default: the folder's name)")
    added.add_argument("--link", action="store_true", help="use the files where they are instead of copying them")
    added.set_defaults(run=add)
    verified = add_command(
        words,
        "verify",
        "read a model's files and compare their checksums",
        "itembank-desktop models verify Qwen3-VL-Embedding-2B",
    )
    verified.add_argument("name", metavar="NAME")
    verified.set_defaults(run=verify)
    removed = add_command(
        words,
        "remove",
        "delete a model, and what was fetched of it",
        "itembank-desktop models remove Qwen3-VL-Embedding-2B",
    )
    removed.add_argument("name", metavar="NAME")
    removed.set_defaults(run=remove)


def list_models(asked: argparse.Namespace) -> int:
    """The known models with what they need, then whatever else is installed."""
    from itembank_desktop.adapters.embedders.catalog import KNOWN_MODELS

    models = _models(asked)
    installed = {model.name: model for model in models.installed()}
    begun = models.unfinished()
    rows = []
    for known in KNOWN_MODELS:
        state = _state(installed.get(known.name), begun.get(known.name))
        rows.append([known.name, f"about {gb(known.size)}", *state, known.licence, known.summary])
    known_names = {known.name for known in KNOWN_MODELS}
    for name in sorted((installed.keys() | begun.keys()) - known_names):
        model = installed.get(name)
        rows.append([name, gb(model.size) if model else "", *_state(model, begun.get(name)), "", ""])
    print(table(["model", "size", "here", "revision", "licence", ""], rows))
    print(f"\nmodels live in {models.root}")
    for model in installed.values():
        for fault in model.faults:
            print(f"{model.name}: {fault}", file=sys.stderr)
    return 0


def fetch(asked: argparse.Namespace) -> int:
    """Ask the hub what there is, say how large, download, check, install."""
    from itembank_desktop.adapters.embedders.catalog import known_model
    from itembank_desktop.adapters.embedders.hub import Hub

    models, known = _models(asked), known_model(asked.name)
    models.refuse_taken(known.name)
    hub = Hub(asked.endpoint)
    wanted = hub.look_up(known, asked.revision)
    there = models.unfinished().get(known.name, 0)
    went = f", {gb(there)} of it are here already" if there else ""
    _say(f"{known.name} at {wanted.revision[:12]} from {hub.endpoint}: {gb(wanted.size)}{went}; {known.licence}")
    return _done(lambda control: hub.fetch(wanted, models, control), "start it again to go on")


def add(asked: argparse.Namespace) -> int:
    """Check a folder and install a copy of it, or links to it."""
    from itembank_desktop.adapters.embedders.checkpoint_files import checkpoint_files

    models, folder = _models(asked), asked.folder.expanduser().resolve()
    name = asked.name or folder.name
    left_out = checkpoint_files(folder)[1]

    def made(control: JobControl) -> "Installed | None":
        return models.add(folder, name, control, asked.link)

    code = _done(made, "nothing was installed")
    if left_out and not code:
        _say(f"left out, not needed and never run: {', '.join(left_out[:8])}{' …' if left_out[8:] else ''}")
    return code


def verify(asked: argparse.Namespace) -> int:
    """Every byte of a model against the checksums recorded when it was installed."""
    models = _models(asked)
    with _megabytes() as control:
        model = models.verify(asked.name, control)
    if model is None:
        _say("stopped; not all files were read.")
        return 1
    print(f"{model.name}: all {len(model.files)} files are as they were installed ({gb(model.size)})")
    return 0


def remove(asked: argparse.Namespace) -> int:
    """Delete a model and what was begun of it."""
    freed = _models(asked).remove(asked.name)
    print(f"{asked.name} removed, {gb(freed)} freed")
    return 0


def gb(size: int) -> str:
    """Bytes as people say them."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6)):
        if size >= scale:
            return f"{size / scale:,.1f} {unit}"
    return f"{size / 1e3:,.1f} kB"


def pace(done: int, seconds: float, left: int) -> str:
    """Bytes a second and the time left at that pace; empty before there is one."""
    if seconds < 1 or done <= 0:
        return ""
    rest = round(left * seconds / done)
    clock = f"{rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02}" if rest >= 3600 else f"{rest // 60}:{rest % 60:02}"
    return f", {gb(round(done / seconds))}/s, {clock} left"


def _models(asked: argparse.Namespace) -> "ModelsFolder":
    from itembank_desktop.adapters.embedders.models_folder import ModelsFolder, default_folder

    return ModelsFolder((asked.models or default_folder()).expanduser().absolute())


def _state(model: "Installed | None", begun: int | None) -> tuple[str, str]:
    if model is not None:
        return ("incomplete" if model.faults else "yes"), model.revision[:12]
    return (f"{gb(begun)} fetched" if begun else "no"), ""


def _done(make: Made, advice: str) -> int:
    with _megabytes() as control:
        model = make(control)
    if model is None:
        _say(f"stopped; {advice}.")
        return 1
    print(f"{model.name} is installed in {model.folder} ({gb(model.size)}, revision {model.revision[:12]})")
    return 0


@contextmanager
def _megabytes() -> Iterator[JobControl]:
    """A progress line that counts in megabytes and tells the pace; without a terminal, one line a file."""
    note, since, begun = "", 0.0, 0

    def draw(progress: Progress) -> None:
        nonlocal note, since, begun
        if progress.note != note:
            note, since, begun = progress.note, time.monotonic(), progress.done
            if not sys.stderr.isatty():
                print(note, file=sys.stderr, flush=True)
        control.progress(replace(progress, done=progress.done // 10**6, total=-(-progress.total // 10**6)))
        if sys.stderr.isatty():
            told = pace(progress.done - begun, time.monotonic() - since, progress.total - progress.done)
            print(f"{told}\033[K", end="", file=sys.stderr, flush=True)

    with progress_line("MB") as control:
        yield JobControl(draw, control.cancelled)


def _say(text: str) -> None:
    print(f"itembank-desktop: {text}", file=sys.stderr)
