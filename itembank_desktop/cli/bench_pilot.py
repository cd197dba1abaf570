"""`bench pilot`: the pilot's performance figures, against targets, with a history that shows a regression."""

import argparse
import json
import os
import platform
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from itembank_desktop import settings as keys
from itembank_desktop.adapters.reports.pilot_history import history_file, keep_run, read_history
from itembank_desktop.cli.bench import SEED, processor
from itembank_desktop.cli.model_options import add_model_arguments, live_channels
from itembank_desktop.cli.parsers import positive
from itembank_desktop.cli.places import HELP, bank_place, name_of, opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.spread import percentile
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import BadInput, ItemBankError
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.model import ModelState
from itembank_desktop.core.pilot import PilotFigures, Targets, slower_than, targets_of
from itembank_desktop.core.ports import Bank, JobControl, Progress
from itembank_desktop.core.search import Answer, Query, Stage
from itembank_desktop.core.space import EmbeddingSpace
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.memory_peak import memory_peak
from itembank_desktop.settings import Settings, settings_file

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.remote import RemoteEmbedder

QUERIES = 1000
WARM = 5
BULK = 256
"""Items that are described, and read by the model, in bulk."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The bank, the model if one takes part, the targets, the history."""
    command.add_argument("--bank", type=bank_place, required=True, metavar="BANK", help=HELP)
    command.add_argument(
        "--queries", type=positive, default=QUERIES, metavar="N", help=f"questions (default {QUERIES})"
    )
    command.add_argument("--target-ms", type=float, metavar="MS", help="P95 (default: the window's setting, else 200)")
    command.add_argument(
        "--target-gb", type=float, metavar="GB", help="memory at the peak (default: the window's setting, else 8)"
    )
    command.add_argument(
        "--target-answered", type=float, metavar="%", help="queries (default: the window's setting, else 100)"
    )
    command.add_argument("--history", type=Path, metavar="FILE", help="where runs are kept (default BANK/bench.jsonl)")
    command.add_argument("--json", action="store_true", help="JSON instead of a table")
    add_model_arguments(command)


def bench_pilot(asked: argparse.Namespace) -> int:
    """Measure, compare with the run before, say pass or fail; exit code 1 when a target is missed."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import finder

    peaks, models = [0], list["RemoteEmbedder"]()

    def on_state(state: ModelState) -> None:
        if state.announced is not None:
            peaks.append(state.announced.memory_used)

    with (
        opened(asked) as bank,
        live_channels(asked, bank, on_state, models.append) as neural,
        progress_line("queries") as control,
    ):
        history = asked.history or history_file(bank.folder)
        find = finder(bank, neural)
        model = neural.model if neural else ""
        figures = measure(bank, find, asked.queries, name_of(asked), model, control)
        hits, looked_up = bank.cached() if isinstance(bank, LocalBank) else (0, 0)
        figures = replace(figures, vram=max(peaks), known=100 * hits / looked_up if looked_up else 0.0)
        if neural is not None:
            figures = replace(figures, vectors=_read_in_bulk(models[0], neural.spaces[0].space, bank))
            held = memory_peak() + memory_peak(models[0].announced().process)
            figures = replace(figures, vram=max(peaks), memory=held)
    before = [run for run in read_history(history) if run.same_bench(figures)]
    keep_run(history, figures)
    targets = wanted(asked, Settings(settings_file()))
    missed = figures.misses(targets)
    if asked.json:
        print(
            json.dumps(asdict(figures) | {"targets": asdict(targets), "missed": missed}, ensure_ascii=False, indent=2)
        )
    else:
        print(_as_table(figures, before))
        print(f"targets: {targets}")
        print("; ".join(missed) if missed else "pass: all targets reached")
    if (then := slower_than(before, figures)) is not None:
        print(f"itembank-desktop: slower than the run of {then.at}: P95 {then.p95:.1f} ms then", file=sys.stderr)
    return 1 if missed else 0


def wanted(asked: argparse.Namespace, settings: Settings) -> Targets:
    """What flags say, else what is set on the window's settings page."""
    known = targets_of(*(settings.get(key) for key in (keys.TARGET_MS, keys.TARGET_GB, keys.TARGET_ANSWERED)))
    said = (asked.target_ms, asked.target_gb, asked.target_answered)
    return Targets(*(mine if flag is None else flag for flag, mine in zip(said, astuple(known), strict=True)))


def measure(bank: Bank, find: FindDuplicates, queries: int, name: str, model: str, control: JobControl) -> PilotFigures:
    """Single questions with the bank's own items, in a seeded order, then items described in bulk."""
    from itembank_desktop.services.rankers import content_of_item

    keys = bank.keys()
    if not keys:
        raise BadInput(name, "the bank holds no items")
    rng = random.Random(SEED)
    find.warm_up()
    seconds: list[float] = []
    contents: list[Content] = []
    stages: dict[str, list[float]] = {}
    for step in range(queries + WARM):
        (item,) = bank.get([rng.choice(keys)])
        content = content_of_item(bank.figure, item, answer=False)
        contents.append(content)
        began = time.perf_counter()
        answer = _answered(find, content, item.id, bool(model))
        if step >= WARM and answer is not None:
            seconds.append(time.perf_counter() - began)
            for stage, spent in answer.stages.items():
                stages.setdefault(stage, []).append(1000 * spent)
        control.progress(Progress(step + 1, queries + WARM))
    if not seconds:
        raise BadInput(name, "not one question was answered")
    ordered = sorted(1000 * one for one in seconds)
    return PilotFigures(
        datetime.now(UTC).isoformat(timespec="seconds"),
        f"{processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        name,
        len(keys),
        f"fingerprints and {model}" if model else "fingerprints",
        queries,
        len(seconds),
        percentile(ordered, 0.5),
        percentile(ordered, 0.95),
        percentile(ordered, 0.99),
        ordered[-1],
        _throughput(find, contents[:BULK]),
        memory_peak(),
        0,
        {stage: median(spent) for stage, spent in stages.items()},
    )


def _answered(find: FindDuplicates, content: Content, item: ItemId, with_model: bool) -> Answer | None:
    """The answer, by the model where one takes part; None for none."""
    try:
        answer = find(Query(content, 20, item))
    except ItemBankError:
        return None
    return answer if not with_model or answer.without_model is None else None


def _throughput(find: FindDuplicates, contents: Sequence[Content]) -> float:
    """Items described a second: what a bulk import spends most of its time on."""
    began = time.perf_counter()
    for content in contents:
        find.describe(content)
    return len(contents) / (time.perf_counter() - began)


def _read_in_bulk(model: "RemoteEmbedder", space: EmbeddingSpace, bank: Bank) -> float:
    """Items a second, of what has anything to read; 0 when the model read none."""
    from itembank_desktop.services.rankers import content_of_item

    items = bank.get(list(bank.keys())[:BULK])
    began = time.perf_counter()
    outcomes = list(model.embed_bulk((content_of_item(bank.figure, one) for one in items), space, total=len(items)))
    made = sum(not isinstance(outcome, ItemBankError) for _, outcome in outcomes)
    return made / (time.perf_counter() - began)


def _as_table(figures: PilotFigures, before: Sequence[PilotFigures]) -> str:
    """This run beside the last two of the same bench."""
    runs = [*before[-2:], figures]
    rows = [
        ("single query P50 / P95 / P99 / max, ms",
         *(f"{run.p50:.1f} / {run.p95:.1f} / {run.p99:.1f} / {run.largest:.1f}" for run in runs)),
        *_stage_rows(runs),
        ("answered", *(f"{run.answered:,} of {run.queries:,}" for run in runs)),
        ("described in bulk, items/s", *(f"{run.throughput:.1f}" for run in runs)),
        ("read by the model in bulk, items/s", *(f"{run.vectors:.1f}" if run.vectors else "" for run in runs)),
        ("memory at the peak, MB", *(f"{run.memory / 2**20:.0f}" for run in runs)),
        ("payloads found in memory", *(f"{run.known:.0f} %" if run.known else "" for run in runs)),
        ("VRAM at the peak, MB", *(f"{run.vram / 2**20:.0f}" if run.vram else "no card" for run in runs)),
    ]  # fmt: skip
    foot = f"{figures.items:,} items of {figures.bank}, {figures.finder}; {figures.machine}"
    return f"{table(('', *(run.at for run in runs)), rows)}\n{foot}"


_STAGES = {
    Stage.DESCRIBE: "fingerprints of the question",
    Stage.WAY: "to the model's process and back",
    Stage.TOKENS: "model: decoding, making tokens",
    Stage.VISION: "model: seeing the figures",
    Stage.MODEL: "model: reading the text",
    Stage.SEARCH: "scanning and comparing",
    Stage.ITEMS: "reading the items",
    Stage.RERANK: "ranking again",
}


def _stage_rows(runs: Sequence[PilotFigures]) -> list[tuple[str, ...]]:
    """The stages that any of the runs has; earlier versions kept none."""
    return [
        (f"  {told}, P50 ms", *(f"{run.stages[stage]:.2f}" if stage in run.stages else "" for run in runs))
        for stage, told in _STAGES.items()
        if any(stage in run.stages for run in runs)
    ]
