"""`bench model`: what a model costs on this machine, incremental against the whole draft at every pause."""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itembank_desktop.cli.bench import processor
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.spread import Spread
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import ModelUnusable, WorkerUnusable
from itembank_desktop.core.ports import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itembank_desktop.adapters.embedders.model_bench import Compared, ModelBench
    from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
    from itembank_desktop.adapters.embedders.roofline import Peaks

SIZES = ("2b", "8b", "tiny")
KINDS = ("straightforward", "new draft", "keystroke")
CARD_QUERIES, CARD_ITEMS = 1000, 1024


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What `bench model` can be told."""
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--random-weights", choices=SIZES, help="the architecture at full size, without a download")
    which.add_argument("--model", type=Path, metavar="DIR", help="folder of a checkpoint")
    command.add_argument("--device", default="auto", metavar="D", help="cpu, cuda, cuda:1, auto (default auto)")
    command.add_argument("--dtype", choices=["auto", "float32", "bfloat16", "float16"], default="auto")
    command.add_argument("--threads", type=_whole, default=0, metavar="N", help="processor threads (default: torch's)")
    command.add_argument("--rounds", type=_whole, default=3, metavar="N", help="edits of each case (default 3)")
    command.add_argument(
        "--cases", type=_whole, nargs="+", metavar="N", help="only these rows of the table (1, 2, ...)"
    )
    command.add_argument("--figure", type=_whole, default=512, metavar="PX", help="side of the figures (default 512)")
    command.add_argument(
        "--queries", type=_whole, metavar="N", help=f"questions in a row (default {CARD_QUERIES} on a card, else none)"
    )
    command.add_argument(
        "--items", type=_whole, metavar="N", help=f"items of bulk work (default {CARD_ITEMS} on a card, else none)"
    )
    command.add_argument("--peak-tflops", type=float, metavar="T", help="the device's operations, 10^12 a second")
    command.add_argument("--peak-gbs", type=float, metavar="G", help="the device's memory, 10^9 bytes a second")
    command.add_argument("--json", action="store_true", help="JSON instead of tables")


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return number


@dataclass(slots=True)
class Result:
    """Everything one run measured; seconds, bytes, items a second."""

    model: str
    parameters: int
    dtype: str
    device: str
    threads: int
    load: float
    peaks: dict[str, Any]
    way: str = ""
    compared: list["Compared"] = field(default_factory=list)
    successive: list[dict[str, Any]] = field(default_factory=list)
    bulk: list[dict[str, Any]] = field(default_factory=list)
    memory: dict[str, int] = field(default_factory=dict)


def bench_model(asked: argparse.Namespace) -> int:
    """Load the model in this process, measure, print tables (or JSON), and say on what machine."""
    try:
        import torch
        import transformers
    except ImportError as error:
        raise WorkerUnusable(sys.executable, str(error)) from error
    from itembank_desktop.adapters.embedders.engine import chosen_device, chosen_dtype, translated
    from itembank_desktop.adapters.embedders.model_bench import CASES, ModelBench

    transformers.utils.logging.disable_progress_bar()
    if asked.threads:
        torch.set_num_threads(asked.threads)
    if asked.figure < 64 or asked.figure % 32:
        raise ModelUnusable("the bench", "needs figures whose side is a multiple of 32, from 64 up")
    with translated("the bench"):
        device = chosen_device(asked.device)
        dtype = chosen_dtype(asked.dtype, device)
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
    print(json.dumps(asdict(result), indent=2) if asked.json else _tables(result))
    return 0


def _loaded(asked: argparse.Namespace, device: str, dtype: str) -> "Qwen3VL":
    from itembank_desktop.adapters.embedders.checkpoint_check import check_folder
    from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
    from itembank_desktop.adapters.embedders.random_model import RandomQwen3VL

    if asked.random_weights:
        return RandomQwen3VL(asked.random_weights, device, dtype)
    check_folder(asked.model)
    return Qwen3VL(asked.model, device, dtype)


def _described(model: "Qwen3VL", load: float) -> Result:
    import torch

    name = processor()
    if model.device.type == "cuda":
        name = torch.cuda.get_device_name(model.device)
    parameters = sum(one.numel() for one in model.model.parameters())
    return Result(model.folder.name, parameters, model.precision, name, torch.get_num_threads(), load, {})


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
    queries = asked.queries if asked.queries is not None else CARD_QUERIES * card
    items = asked.items if asked.items is not None else CARD_ITEMS * card
    for figure in (False, True):
        what = "figure and text" if figure else "text"
        for kind in KINDS if queries else ():
            before = _memory(bench.model)
            with _ticks(f"{kind}, {what}", queries + 3) as tick:
                taken, floor = bench.successive(kind, queries, figure, tick)
            grown = {name: _memory(bench.model)[name] - value for name, value in before.items()}
            row = {"kind": kind, "what": what, "answered": len(taken), "seconds": taken, "floor": floor}
            result.successive.append(row | {"grown": grown})
    for figure in (False, True) if items else ():
        with _ticks("bulk", items) as tick:
            rate, most = bench.bulk(items, figure, tick)
        result.bulk.append({"what": "with figures" if figure else "text", "rate": rate, "most": most})


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


def _tables(result: Result) -> str:
    peaks = result.peaks
    parts = [
        f"{result.model}: {result.parameters / 1e9:.3f} thousand million parameters, {result.dtype}, loaded in "
        f"{result.load:.1f} s\n{result.device}, {result.threads} of {os.cpu_count()} cores in use, "
        f"{platform.system()}, {result.way}\n"
        f"roofline: {peaks['operations'] / 1e12:.3g} x 10^12 operations/s, {peaks['bytes'] / 1e9:.3g} GB/s "
        f"({peaks['source']})",
        _compared(result.compared),
    ]
    if result.successive:
        parts.append(_successive(result.successive))
    if result.bulk:
        rows = [(row["what"], f"{row['rate']:.1f}", f"{row['rate'] / row['most']:.0%}") for row in result.bulk]
        parts.append(table(("bulk", "items/s", "of the roofline"), rows))
    memory = [(name, f"{value / 2**30:.2f} GiB = {value / 1e9:.2f} GB") for name, value in result.memory.items()]
    parts.append(table(("memory", ""), memory))
    parts.append("Token ids are drawn at random: no tokenizer takes part.")
    return "\n\n".join(parts)


def _compared(rows: Sequence["Compared"]) -> str:
    head = ("edit", "tokens", "computed", "whole draft, ms", "incremental, ms", "ratio", "1-cos last", "1-cos mean",
            "x roofline")  # fmt: skip
    return table(head, [
        (row.name, f"{row.tokens:,}", f"{row.computed:,}", f"{_middle(row.straight):,.1f}",
         f"{_middle(row.incremental):,.1f}", f"{row.ratio:.1f}", f"{row.gap_last:.1e}", f"{row.gap_mean:.1e}",
         f"{_middle(row.straight) / 1000 / row.straight_floor:.1f} / "
         f"{_middle(row.incremental) / 1000 / row.incremental_floor:.1f}")
        for row in rows
    ])  # fmt: skip


def _middle(seconds: Sequence[float]) -> float:
    return Spread.of(seconds).p50


def _successive(rows: Sequence[dict[str, Any]]) -> str:
    head = ("questions in a row", "answered", "P50 / P95 / max, ms", "x roofline", "memory grown, MiB")
    return table(head, [
        (f"{row['kind']}, {row['what']}", f"{row['answered']:,}", str(Spread.of(row["seconds"])),
         f"{_middle(row['seconds']) / 1000 / row['floor']:.1f}",
         ", ".join(f"{name} {value / 2**20:.0f}" for name, value in row["grown"].items() if "peak" not in name))
        for row in rows
    ])  # fmt: skip
