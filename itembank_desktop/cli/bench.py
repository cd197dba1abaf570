"""`bench`: speed and memory of this machine, on banks of several sizes."""

import argparse
import compileall
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from itembank_desktop.cli.bench_screens import screen_rows
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.spread import Spread
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import BadInput, UnreadableSource
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.ports import Bank, JobControl, Progress, Rejected, Row
from itembank_desktop.core.search import Query
from itembank_desktop.services.find_duplicates import FindDuplicates

SEED = 11
_NUMBER = re.compile(r"\d+")


class Variations:
    """An importer that hands on real rows, then text-only variations of them with other numbers, up to `count`."""

    def __init__(self, rows: Sequence[Row], count: int) -> None:
        self._rows = rows
        self._count = count

    def count(self, _: Path) -> int:
        """How many rows there will be."""
        return self._count

    def read(self, _: Path) -> Iterator[Row | Rejected]:
        """The same rows at every run."""
        rng = random.Random(SEED)
        for number in range(self._count):
            row = self._rows[number % len(self._rows)]
            if number >= len(self._rows):
                row = _variation(row, number, rng)
            yield replace(row, line=number + 1)


def _variation(row: Row, number: int, rng: random.Random) -> Row:
    stem = _NUMBER.sub(lambda _: str(rng.randrange(2, 99)), row.item.stem)
    words = stem.split(" ")
    rng.shuffle(words)
    # A bank of a million items is no million copies: half the words go elsewhere.
    stem = " ".join(words[: len(words) // 2] + stem.split(" ")[len(words) // 2 :])
    item = replace(row.item, id=ItemId(f"variation-{number:07d}"), stem=stem, figures=())
    return Row(row.line, item)


def bench(asked: argparse.Namespace) -> int:
    """Measure, print a table (or JSON), and say on what machine."""
    rows = source_rows(asked.sources)
    results = []
    for count in asked.items:
        with tempfile.TemporaryDirectory(prefix="itembank-bench-") as folder:
            results.append(_measure(rows, count, Path(folder) / "bank", asked.queries))
    machine = f"{processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if asked.json:
        print(json.dumps({"machine": machine, "results": results}, ensure_ascii=False, indent=2, default=asdict))
        return 0
    names = list(results[0])
    print(table(("", *(f"{result['items']:,} items" for result in results)),
                [(name, *(str(result[name]) for result in results)) for name in names if name != "items"]))  # fmt: skip
    print(f"milliseconds as P50 / P95 / max; {asked.queries} queries a row; {machine}")
    return 0


def processor() -> str:
    """The processor's name as Linux tells it, elsewhere what Python knows."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        told = ""
    named = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return named[1] if named else platform.processor() or platform.machine()


def source_rows(sources: Sequence[Path]) -> list[Row]:
    """The readable rows of some bank folders, the sample bank's where none is named; those with figures first."""
    from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
    from itembank_desktop.wiring import SAMPLE_BANK

    importer = JsonBankImporter()
    rows = [row for source in sources or [SAMPLE_BANK] for row in importer.read(source) if isinstance(row, Row)]
    if not rows:
        raise UnreadableSource(", ".join(map(str, sources)), "holds no readable item")
    # Rows with figures first, so that even a small bank has as many as there are.
    return sorted(rows, key=lambda row: not row.pictures)


def _measure(rows: list[Row], count: int, folder: Path, queries: int) -> dict[str, object]:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.import_items import ImportItems
    from itembank_desktop.wiring import finder, fingerprint_spaces

    with LocalBank.open(folder, create=True) as bank:
        with progress_line("items imported") as control:
            report = ImportItems(bank, fingerprint_spaces(), Variations(rows, count))(folder, control)
        result: dict[str, object] = {"items": bank.count(), "import, items/s": round(count / report.seconds)}
        with progress_line("queries") as control:
            result |= _searches(bank, finder(bank), rows[:count], queries, control)
    result |= _window(folder)
    return result


def _searches(
    bank: Bank, find: FindDuplicates, rows: Sequence[Row], queries: int, control: JobControl
) -> dict[str, Spread]:
    rng = random.Random(SEED)
    drawn = [row for row in rows if row.pictures] or list(rows)
    kinds: dict[str, Callable[[Row], Content]] = {
        "search by text": lambda row: Content(row.item.stem, row.item.choices),
        "search by figure": lambda row: Content(pictures=row.pictures),
        "search by both": lambda row: Content(row.item.stem, row.item.choices, pictures=row.pictures),
    }
    find.warm_up()
    spreads = {}
    for done, (name, content) in enumerate(kinds.items()):
        pool = list(rows) if name == "search by text" else drawn
        seconds = []
        for step in range(queries + 5):
            row = rng.choice(pool)
            began = time.perf_counter()
            find(Query(content(row), 20, row.item.id))
            if step >= 5:
                seconds.append(time.perf_counter() - began)
            control.progress(Progress(done * queries + step, 3 * queries))
        spreads[name] = Spread.of(seconds)
    return spreads


def _window(folder: Path) -> dict[str, object]:
    """What only the window's own process can tell, from a cold start in one."""
    measured = window_measured(folder)
    typing, known = measured["typing"], measured["typing_known"]
    worst = max(typing, known, key=lambda one: float(one["stall"]))
    return {
        "keystroke to painted hits": Spread.of(typing["keystrokes"]),
        "the same, an item of the bank with its figure": Spread.of(known["keystrokes"]),
        "longest stall of the event loop while typing": round(worst["stall"] * 1000, 1),
        "of that, waiting for a processor": round(worst["starved"] * 1000, 1),
        "cold start to first window, s": round(measured["first_window"], 2),
        "cold start to first hits, s": round(measured["first_hits"], 2),
        "window's memory when typing rests, MB": round(measured["resident_typing"] / 2**20),
        "the same right after 200 hits were scrolled and items compared": round(measured["resident"] / 2**20),
    } | screen_rows(measured)


def window_measured(folder: Path, *more: str) -> dict[str, Any]:
    """What a window on the bank in `folder` says of itself, in a process of its own."""
    env = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    # As an installer leaves the program: a cold start compiles nothing.
    compileall.compile_dir(Path(__file__).parents[1], quiet=2)
    command = [sys.executable, "-m", "itembank_desktop", "bench-window", "--bank", str(folder), *more]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"]
        raise BadInput("the window's part of the bench", said[-1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
