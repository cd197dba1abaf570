"""`compare`: the pilot's whole evaluation in one command, resumable, with a report folder."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from itembank_desktop.cli.evaluate import read_qrels
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import MEASURES, Qrels
from itembank_desktop.core.runs import Run, Scale, category_of, mixture

SWEEP = tuple(step / 10 for step in range(11))
FINDERS = ("fingerprints", "bm25", "tfidf")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What is compared, under which truths, and where the report goes."""
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--bank", type=Path, metavar="BANK", help="folder of a local bank; its truths by --qrels")
    which.add_argument(
        "--sources", type=Path, nargs="+", metavar="FOLDER",
        help="bank folders with a qrels.json each; they are imported into banks below the report",
    )  # fmt: skip
    command.add_argument("--qrels", type=Path, nargs="+", default=[], metavar="QRELS.json", help="ground truths")
    command.add_argument(
        "--min-relevance", type=int, nargs="+", default=[2], metavar="N",
        help="least relevance that counts, one for all truths or one each (default 2)",
    )  # fmt: skip
    command.add_argument("--report", type=Path, required=True, metavar="FOLDER", help="where the report is written")
    command.add_argument(
        "--finder", nargs="+", choices=FINDERS, default=list(FINDERS), metavar="F",
        help=f"{', '.join(FINDERS)} (default all), beside every embedding space that the bank has vectors in",
    )  # fmt: skip
    command.add_argument("--decides", choices=[one.name for one in MEASURES], default="nDCG@10", metavar="M",
                         help="measure that orders and tests the finders (default nDCG@10)")  # fmt: skip
    command.add_argument("--without-answers", action="store_true", help="ask as a draft without an answer does")


def compare(asked: argparse.Namespace) -> int:
    """Write the reports and print them in words; exit code 1 when stopped."""
    from itembank_desktop.wiring import require_evaluation

    require_evaluation()
    if asked.sources and asked.qrels:
        asked.parser.error("--qrels belongs to --bank; a source brings its own qrels.json")
    if asked.bank and not asked.qrels:
        asked.parser.error("name the ground truths with --qrels")
    if asked.bank:
        return _compare(asked, asked.bank, asked.qrels, asked.report)
    for source in asked.sources:
        name = source.resolve().name
        bank = asked.report / "banks" / name
        print(f"{name}:", file=sys.stderr)
        if not _imported(source, bank) or _compare(asked, bank, [source / "qrels.json"], asked.report / name):
            return 1
    return 0


def _imported(source: Path, folder: Path) -> bool:
    """The source in a bank of its own; unchanged items are passed over."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import item_import

    with LocalBank.open(folder, create=True) as bank, progress_line("items") as control:
        return not item_import(bank)(source, control).cancelled


def _compare(asked: argparse.Namespace, folder: Path, qrels: Sequence[Path], report: Path) -> int:
    from itembank_desktop.adapters.reports.finder_report import in_words, write_report
    from itembank_desktop.adapters.reports.run_files import RunFiles
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.compare_finders import CompareFinders
    from itembank_desktop.wiring import RESOURCES, rankers

    truths = _truths(qrels, asked.min_relevance)
    with LocalBank.open(folder) as bank, progress_line("of 1000") as control:
        categories = {item.id: category_of(item) for _, item in bank.items()}
        work = CompareFinders(folder.name, bank.revision(), len(categories), RunFiles(report / "runs"))
        chosen = rankers(bank, asked.finder, not asked.without_answers)
        found = work(chosen, truths, categories, mixtures, asked.decides, control)
    if found is None:
        print("itembank-desktop: stopped; start the same command again to go on.", file=sys.stderr)
        return 1
    written = write_report(found, report, RESOURCES / "fonts")
    for result in found.results:
        print(in_words(result, asked.decides).replace("**", ""))
    print(f"Report: {written}")
    return 0


def _truths(paths: Sequence[Path], least: Sequence[int]) -> list[tuple[Qrels, int]]:
    numbers = list(least) * len(paths) if len(least) == 1 else list(least)
    if len(numbers) != len(paths):
        raise BadInput("--min-relevance", f"has {len(numbers)} numbers for {len(paths)} truths")
    truths = [(read_qrels(path), number) for path, number in zip(paths, numbers, strict=True)]
    if len({truth.name for truth, _ in truths}) < len(truths):
        raise BadInput("--qrels", "two truths have one file name; rename one")
    return truths


def mixtures(runs: Mapping[str, Run]) -> list[Run]:
    """Every dense run with BM25, and every text space with every space of text and figures, weights swept."""
    dense = [name for name in runs if name.startswith("space ")]
    made = []
    if "bm25" in runs:
        made += _swept([(name, "bm25") for name in dense], runs, Scale.MIN_MAX)
    text, both = ([name for name in dense if f" {kind}-" in name] for kind in ("text", "multimodal"))
    return [*made, *_swept([(one, other) for one in text for other in both], runs, Scale.AS_IS)]


def _swept(pairs: Sequence[tuple[str, str]], runs: Mapping[str, Run], scale: Scale) -> list[Run]:
    """Named for the report's sweeps: "A with B @0.3" gives A 0.3 and B 0.7."""
    return [
        mixture(f"{one} with {other} @{weight:.1f}", [(weight, runs[one]), (1 - weight, runs[other])], scale)
        for one, other in pairs
        for weight in SWEEP
    ]
