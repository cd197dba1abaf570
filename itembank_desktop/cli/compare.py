"""`compare`: the pilot's whole evaluation in one command, resumable, with a report folder."""

import argparse
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from itembank_desktop.adapters.reports.truth_files import read_truth
from itembank_desktop.cli.parsers import positive
from itembank_desktop.cli.places import HELP, bank_place, opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.comparison_of_finders import FINDERS
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import MEASURES, Qrels
from itembank_desktop.core.language import Language
from itembank_desktop.core.ports import Bank
from itembank_desktop.core.rerank import INSTRUCTION
from itembank_desktop.services.compare_finders import Rereader

FOUR_WAYS = ("text-mean", "both-mean", "text-last", "both-last")


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What is compared, under which truths, and where the report goes."""
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--bank", type=bank_place, metavar="BANK", help=f"{HELP}; its truths by --qrels")
    which.add_argument(
        "--sources", type=Path, nargs="+", metavar="FOLDER",
        help="bank folders with a qrels.json each; they are imported into banks below the report",
    )  # fmt: skip
    command.add_argument(
        "--qrels", type=Path, nargs="+", default=[], metavar="QRELS", help="ground truths, ours or TREC's"
    )
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
    command.add_argument(
        "--models", nargs="+", default=[], metavar="M",
        help="models that read each bank first, by name or folder: Qwen3-VL-Embedding in all four ways, KURE, SigLIP",
    )  # fmt: skip
    command.add_argument("--device", default="auto", metavar="D", help="where they run: cpu, cuda, auto (default auto)")
    command.add_argument("--python", metavar="P", help="the Python that has torch (default: this one)")
    rerank = command.add_argument_group("ranking again, off unless named")
    rerank.add_argument("--rerank", metavar="M", help="a Qwen3-VL-Reranker, by name or folder")
    rerank.add_argument("--rerank-of", nargs="+", default=["fingerprints"], metavar="RUN",
                        help="runs whose first items it reads, mixtures too, as the report names them: "
                             '"fingerprints" (default), "bm25", "space M text-mean with bm25 @0.5"')  # fmt: skip
    rerank.add_argument("--rerank-top", type=positive, default=20, metavar="N", help="how many (default 20)")
    rerank.add_argument("--rerank-instruction", default="", metavar="T", help="what it is told to find")
    rerank.add_argument("--rerank-threshold", type=float, default=0.0, metavar="S", help="least score that counts")
    rerank.add_argument("--rerank-share", type=float, nargs="+", default=[1.0, 0.5], metavar="W",
                        help="share of its score: 1 replaces, less blends (default 1 0.5)")  # fmt: skip
    rerank.add_argument("--rerank-device", default="auto", metavar="D", help="cpu, cuda, auto (default auto)")
    command.add_argument("--language", choices=[*Language], metavar="L",
                         help="the report's language, ko or en (default: this computer's)")  # fmt: skip
    command.add_argument("--without-answers", action="store_true", help="ask as a draft without an answer does")


def compare(asked: argparse.Namespace) -> int:
    """Write the reports and print them in words; exit code 1 when stopped."""
    from itembank_desktop.wiring.evaluation import require_evaluation

    require_evaluation()
    if asked.sources and asked.qrels:
        asked.parser.error("--qrels belongs to --bank; a source brings its own qrels.json")
    if asked.bank and not asked.qrels:
        asked.parser.error("name the ground truths with --qrels")
    if asked.bank:
        return _compare(asked, asked.qrels, asked.report)
    for source in asked.sources:
        name = source.resolve().name
        bank = asked.report / "banks" / name
        print(f"{name}:", file=sys.stderr)
        asked.bank = bank
        if not _imported(source, bank) or _compare(asked, [source / "qrels.json"], asked.report / name):
            return 1
    return 0


def own_language() -> Language:
    """Korean where the environment says so, by the same variables that every command goes by; else English."""
    told = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    spoken = told or locale.getlocale()[0] or ""
    return Language.KO if spoken.lower().startswith(("ko", "korean")) else Language.EN


def _imported(source: Path, folder: Path) -> bool:
    """The source in a bank of its own; unchanged items are passed over."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import item_import

    with LocalBank.open(folder, create=True) as bank, progress_line("items") as control:
        return not item_import(bank)(source, control).cancelled


def _compare(asked: argparse.Namespace, qrels: Sequence[Path], report: Path) -> int:
    from itembank_desktop.adapters.reports.finder_report import in_words
    from itembank_desktop.wiring.evaluation import finders_compared

    truths = _truths(qrels, asked.min_relevance)
    if not all(_embedded(asked, model) for model in asked.models):
        print("itembank-desktop: stopped; start the same command again to go on.", file=sys.stderr)
        return 1
    with opened(asked) as bank, progress_line("of 1000") as control:
        again = rerankers(asked, bank) if asked.rerank else []
        language = Language(asked.language) if asked.language else own_language()
        found = finders_compared(
            bank, truths, report, asked.finder, not asked.without_answers, asked.decides, again, control, language
        )
    if found is None:
        print("itembank-desktop: stopped; start the same command again to go on.", file=sys.stderr)
        return 1
    for result in found.results:
        print(in_words(result, asked.decides, language).replace("**", ""))
    print(f"Report: {report / 'report.md'}")
    return 0


def _embedded(asked: argparse.Namespace, model: str) -> bool:
    """Vectors of the bank's items in every space of a model; False when stopped. What is there stays."""
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace
    from itembank_desktop.cli.model_options import SPACES, loaded
    from itembank_desktop.services.embed_missing import EmbedMissing

    named = argparse.Namespace(model=model, device=asked.device, dtype="auto", python=asked.python)
    with opened(asked) as bank, loaded(named) as embedder, progress_line("vectors") as control:
        one = embedder.announced()
        usual = one.spaces()
        spaces = [one.space(*SPACES[name]) for name in FOUR_WAYS] if len(usual) > 1 else usual
        report = EmbedMissing(bank, embedder)([VectorSpace(space) for space in spaces], control)
    for left in report.skipped:
        print(f"{left.id}: {left.reason}", file=sys.stderr)
    return not report.cancelled


def rerankers(asked: argparse.Namespace, bank: Bank) -> list[Rereader]:
    """The model on top of each run that was named, loaded in this process: a command has no window to keep free."""
    from itembank_desktop.adapters.embedders.rerank_engine import RerankEngine
    from itembank_desktop.cli.model_options import model_folder
    from itembank_desktop.services.rerank import RerankSettings
    from itembank_desktop.wiring.evaluation import ranked_again

    folder = model_folder(asked.rerank, reranks=True)
    model = RerankEngine(folder, asked.rerank_device)
    settings = RerankSettings(
        f"{folder.name} {model.model.revision}", asked.rerank_top, asked.rerank_instruction or INSTRUCTION,
        asked.rerank_threshold, tuple(asked.rerank_share),
    )  # fmt: skip
    return [ranked_again(bank, model.score, settings, run) for run in dict.fromkeys(asked.rerank_of)]


def _truths(paths: Sequence[Path], least: Sequence[int]) -> list[tuple[Qrels, int]]:
    numbers = list(least) * len(paths) if len(least) == 1 else list(least)
    if len(numbers) != len(paths):
        raise BadInput("--min-relevance", f"has {len(numbers)} numbers for {len(paths)} truths")
    return [(read_truth(path), number) for path, number in zip(paths, numbers, strict=True)]
