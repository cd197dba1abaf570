"""`compare`: the pilot's whole evaluation in one command, resumable, with a report folder."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from itembank_desktop.cli.evaluate import read_qrels
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import MEASURES
from itembank_desktop.core.runs import Run, Scale, category_of, mixture

SWEEP = tuple(step / 10 for step in range(11))
FINDERS = ("fingerprints", "bm25", "tfidf")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What is compared, under which truths, and where the report goes."""
    command.add_argument("--qrels", type=Path, nargs="+", required=True, metavar="QRELS.json", help="ground truths")
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
    """Write the report and print it in words; exit code 1 when stopped."""
    from itembank_desktop.adapters.reports.finder_report import in_words, write_report
    from itembank_desktop.adapters.reports.run_files import RunFiles
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.compare_finders import CompareFinders
    from itembank_desktop.wiring import RESOURCES, rankers

    least = asked.min_relevance * len(asked.qrels) if len(asked.min_relevance) == 1 else asked.min_relevance
    if len(least) != len(asked.qrels):
        raise BadInput("--min-relevance", f"has {len(least)} numbers for {len(asked.qrels)} truths")
    truths = [(read_qrels(path), number) for path, number in zip(asked.qrels, least, strict=True)]
    if len({truth.name for truth, _ in truths}) < len(truths):
        raise BadInput("--qrels", "two truths have one file name; rename one")
    with LocalBank.open(asked.bank) as bank, progress_line("of 1000") as control:
        categories = {item.id: category_of(item) for _, item in bank.items()}
        work = CompareFinders(asked.bank.name, bank.revision(), len(categories), RunFiles(asked.report / "runs"))
        chosen = rankers(bank, asked.finder, not asked.without_answers)
        found = work(chosen, truths, categories, mixtures, asked.decides, control)
    if found is None:
        print("itembank-desktop: stopped; start the same command again to go on.", file=sys.stderr)
        return 1
    report = write_report(found, asked.report, RESOURCES / "fonts")
    for result in found.results:
        print(in_words(result, asked.decides).replace("**", ""))
    print(f"Report: {report}")
    return 0


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
