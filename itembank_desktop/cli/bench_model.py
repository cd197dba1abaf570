"""`bench model`: what a model costs on this machine, incremental against the whole draft at every pause."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.cli.bench import processor
from itembank_desktop.cli.bench_model_tables import Result, tables
from itembank_desktop.cli.model_options import MODEL_HELP, model_folder
from itembank_desktop.cli.parsers import positive
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.errors import ModelUnusable, WorkerUnusable
from itembank_desktop.core.ports import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itembank_desktop.adapters.embedders.model_bench import ModelBench
    from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
    from itembank_desktop.adapters.embedders.roofline import Peaks

SIZES = ("2b", "8b", "tiny")
KINDS = ("straightforward", "new-draft", "keystroke")
CARD_QUERIES, CARD_ITEMS = 1000, 1024
PUBLISHED = "bfloat16"
"""The precision of the published weights: random ones stand for them."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What `bench model` can be told."""
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--random-weights", choices=SIZES, help="the architecture at full size, without a download")
    which.add_argument("--model", metavar="M", help=MODEL_HELP)
    command.add_argument("--device", default="auto", metavar="D", help="cpu, cuda, cuda:1, auto (default auto)")
    command.add_argument("--dtype", choices=["auto", "float32", "bfloat16", "float16"], default="auto")
    command.add_argument("--threads", type=_whole, default=0, metavar="N", help="processor threads (default: torch's)")
    command.add_argument("--rounds", type=positive, default=3, metavar="N", help="edits of each case (default 3)")
    command.add_argument(
        "--cases", type=positive, nargs="+", metavar="N", help="only these rows of the table (1, 2, ...)"
    )
    command.add_argument("--figure", type=_whole, default=512, metavar="PX", help="side of the figures (default 512)")
    command.add_argument(
        "--successive", type=_whole, metavar="N", help=f"questions in a row (default {CARD_QUERIES} on a card, else 0)"
    )
    command.add_argument(
        "--kinds", nargs="+", choices=KINDS, default=KINDS, metavar="K", help=f"of those: {', '.join(KINDS)}"
    )
    command.add_argument(
        "--bulk", type=_whole, metavar="N", help=f"items of bulk work (default {CARD_ITEMS} on a card, else 0)"
    )
    command.add_argument("--peak-tflops", type=float, metavar="T", help="the device's operations, 10^12 a second")
    command.add_argument("--peak-gbs", type=float, metavar="G", help="the device's memory, 10^9 bytes a second")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON instead of tables")
    form.add_argument("--markdown", action="store_true", help="tables for a README")


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return number


def bench_model(asked: argparse.Namespace) -> int:
    """Load the model in this process, measure, print tables (or JSON), and say on what machine."""
    try:
        import torch
        import transformers
    except ImportError as error:
        raise WorkerUnusable(sys.executable, str(error)) from error
    from itembank_desktop.adapters.embedders.engine import chosen_device, chosen_dtype, stored_in, translated
    from itembank_desktop.adapters.embedders.model_bench import CASES, ModelBench

    transformers.utils.logging.disable_progress_bar()
    if asked.threads:
        torch.set_num_threads(asked.threads)
    if asked.figure < 64 or asked.figure % 32:
        raise ModelUnusable("the bench", "needs figures whose side is a multiple of 32, from 64 up")
    with translated("the bench"):
        device = chosen_device(asked.device)
        dtype = chosen_dtype(asked.dtype, device, stored_in(model_folder(asked.model)) if asked.model else PUBLISHED)
        # Before the model is there: what is tried must not count as its memory.
        peaks = _peaks(device, dtype, asked)
        began = time.perf_counter()
        model = _loaded(asked, device, dtype)
        result = _described(model, time.perf_counter() - began)
        bench = ModelBench(model, peaks, asked.figure)
        result.peaks = asdict(peaks)
        for case in [one for number, one in enumerate(CASES, 1) if not asked.cases or number in asked.cases]:
            with _ticks(case.name, asked.rounds + 2) as tick:
                result.compared.append(bench.compare(case, asked.rounds, tick))
        result.memory = _memory(model)
        _many(bench, result, asked)
        result.way = bench.sessions.way
        result.memory |= {f"{name}, at the end": value for name, value in _memory(model).items()}
    print(json.dumps(asdict(result), indent=2) if asked.json else tables(result, asked.markdown))
    return 0


def _loaded(asked: argparse.Namespace, device: str, dtype: str) -> "Qwen3VL":
    from itembank_desktop.adapters.embedders.checkpoint_check import check_folder
    from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
    from itembank_desktop.adapters.embedders.random_model import RandomQwen3VL

    if asked.random_weights:
        return RandomQwen3VL(asked.random_weights, device, dtype)
    folder = model_folder(asked.model)
    check_folder(folder)
    return Qwen3VL(folder, device, dtype)


def _described(model: "Qwen3VL", load: float) -> Result:
    import torch

    name = processor()
    if model.device.type == "cuda":
        name = torch.cuda.get_device_name(model.device)
    parameters = sum(one.numel() for one in model.model.parameters())
    return Result(model.folder.name, parameters, model.precision, name, torch.get_num_threads(), load)


def _peaks(device: str, dtype: str, asked: argparse.Namespace) -> "Peaks":
    from itembank_desktop.adapters.embedders.qwen3_vl import multiplies_bfloat16
    from itembank_desktop.adapters.embedders.roofline import Peaks, measured_peaks

    if device == "cpu" and dtype == "bfloat16" and not multiplies_bfloat16():
        dtype = "float32"  # As the model will compute.
    tried = None if asked.peak_tflops and asked.peak_gbs else measured_peaks(device, dtype)
    if tried is None:
        return Peaks(asked.peak_tflops * 1e12, asked.peak_gbs * 1e9, "as told")
    operations = asked.peak_tflops * 1e12 if asked.peak_tflops else tried.operations
    read = asked.peak_gbs * 1e9 if asked.peak_gbs else tried.bytes
    return Peaks(operations, read, tried.source)


def _many(bench: "ModelBench", result: Result, asked: argparse.Namespace) -> None:
    """Questions in a row and bulk work: long, so only where asked for, or on a card."""
    card = bench.model.device.type == "cuda"
    queries = asked.successive if asked.successive is not None else CARD_QUERIES * card
    items = asked.bulk if asked.bulk is not None else CARD_ITEMS * card
    for figure in (False, True):
        what = "figure and text" if figure else "text"
        for kind in asked.kinds if queries else ():
            before = _memory(bench.model)
            with _ticks(f"{kind}, {what}", queries + 3) as tick:
                taken, floor = bench.successive(kind, queries, figure, tick)
            grown = {name: _memory(bench.model)[name] - value for name, value in before.items()}
            row = {
                "kind": kind,
                "what": what,
                "asked": queries,
                "answered": len(taken),
                "seconds": taken,
                "floor": floor,
            }
            result.successive.append(row | {"grown": grown})
    for figure in (False, True) if items else ():
        with _ticks("bulk", items) as tick:
            rate, most = bench.bulk(items, figure, tick)
        result.bulk.append({"what": "with figures" if figure else "text", "items": items, "rate": rate, "most": most})


@contextmanager
def _ticks(what: str, total: int) -> "Iterator[Callable[[], None]]":
    with progress_line(what) as control:
        done = 0

        def tick() -> None:
            nonlocal done
            done += 1
            control.progress(Progress(min(done, total), total))

        yield tick


def _memory(model: "Qwen3VL") -> dict[str, int]:
    """Bytes that this process holds, held at most, and the same of the card's."""
    import torch

    found = {"process": 0, "process, peak": 0}
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        found = {"process": _kilobytes(lines["VmRSS"]), "process, peak": _kilobytes(lines["VmHWM"])}
    if model.device.type == "cuda":
        found["card"] = torch.cuda.memory_reserved(model.device)
        found["card, peak"] = torch.cuda.max_memory_reserved(model.device)
    return found


def _kilobytes(text: str) -> int:
    return int(text.split()[0]) * 1024
