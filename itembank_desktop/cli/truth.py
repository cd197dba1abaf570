"""`truth`: ground truths made, brought in, handed on and compared."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from itembank_desktop.adapters.reports.truth_files import read_truth
from itembank_desktop.cli.files import write_json, write_text
from itembank_desktop.cli.llm_truth import add_llm_arguments, llm_truth
from itembank_desktop.cli.parsers import add_command, positive
from itembank_desktop.cli.places import HELP, bank_place, opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.evaluation import qrels_to_json, qrels_to_trec
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Category
from itembank_desktop.core.truth_wish import ALIKE, Sampling, TfidfWish

USUAL = TfidfWish()


def add_commands(command: argparse.ArgumentParser) -> None:
    """One sub-command a thing to do."""
    commands = command.add_subparsers(metavar="ACTION", required=True)
    tfidf = add_command(
        commands,
        "tfidf",
        "the nearest items of sampled queries by TF-IDF cosine",
        "itembank-desktop truth tfidf --bank my-bank --output tfidf.json --k 5",
    )
    _bank_and_output(tfidf)
    tfidf.add_argument("--k", type=positive, default=USUAL.k, metavar="N", help=f"items a query (default {USUAL.k})")
    tfidf.add_argument(
        "--threshold", type=float, default=USUAL.threshold, metavar="C",
        help=f"least cosine (default {USUAL.threshold})",
    )  # fmt: skip
    _sampling(tfidf)
    tfidf.set_defaults(run=_tfidf)
    sample = add_command(
        commands,
        "sample",
        "draw queries by category: with figures, with formulas, text alone",
        "itembank-desktop truth sample --bank my-bank --output sample.json --per-category 50",
    )
    _bank_and_output(sample)
    _sampling(sample)
    sample.set_defaults(run=_sample)
    hybrid = add_command(
        commands,
        "hybrid",
        "the pairs that two truths agree on",
        "itembank-desktop truth hybrid tfidf.json llm.json --output hybrid.json",
    )
    _two_truths(hybrid)
    hybrid.add_argument("--output", type=Path, required=True, metavar="QRELS.json")
    hybrid.set_defaults(run=_hybrid)
    bring = add_command(
        commands,
        "import",
        "TREC qrels as a truth of ours",
        "itembank-desktop truth import qrels.txt --output qrels.json",
    )
    bring.add_argument("source", type=Path, metavar="FILE")
    bring.add_argument("--output", type=Path, required=True, metavar="QRELS.json")
    bring.set_defaults(run=_import)
    hand_on = add_command(
        commands,
        "export",
        "a truth of ours as TREC qrels",
        "itembank-desktop truth export qrels.json --output qrels.txt",
    )
    hand_on.add_argument("source", type=Path, metavar="QRELS.json")
    hand_on.add_argument("--output", type=Path, required=True, metavar="FILE")
    hand_on.set_defaults(run=_export)
    llm = add_command(
        commands,
        "llm",
        "pairs graded by a language model, at an address that you name",
        "itembank-desktop truth llm --bank my-bank --output llm.json --endpoint http://localhost:8000/v1 \\\n"
        "             --model some-model --threshold 4 --price-in 0.4 --price-out 1.6 --budget 5",
    )
    add_llm_arguments(llm)
    _sampling(llm)
    llm.set_defaults(run=llm_truth)
    both = add_command(
        commands,
        "compare",
        "overlap and agreement of two truths, and the pairs in dispute",
        "itembank-desktop truth compare human.json tfidf.json --disputed disputed.json",
    )
    _two_truths(both)
    both.add_argument("--disputed", type=Path, metavar="FILE", help="write the pairs in dispute, for review")
    both.set_defaults(run=_compare)


def _bank_and_output(command: argparse.ArgumentParser) -> None:
    command.add_argument("--bank", type=bank_place, required=True, metavar="BANK", help=HELP)
    command.add_argument("--output", type=Path, required=True, metavar="FILE.json")


def _sampling(command: argparse.ArgumentParser) -> None:
    usual = USUAL.sampling
    command.add_argument(
        "--per-category", type=positive, default=usual.per_category, metavar="N",
        help=f"queries drawn from each category (default {usual.per_category})",
    )  # fmt: skip
    command.add_argument(
        "--seed", type=int, default=usual.seed, metavar="N", help=f"the same seed draws the same (default {usual.seed})"
    )


def _two_truths(command: argparse.ArgumentParser) -> None:
    command.add_argument("one", type=Path, metavar="ONE")
    command.add_argument("other", type=Path, metavar="OTHER")
    command.add_argument("--min-one", type=int, default=ALIKE, metavar="N", help="least relevance in ONE (default 2)")
    command.add_argument(
        "--min-other", type=int, default=ALIKE, metavar="N", help="least relevance in OTHER (default 2)"
    )


def _tfidf(asked: argparse.Namespace) -> int:
    from itembank_desktop.wiring.evaluation import tfidf_of

    wish = TfidfWish(asked.k, asked.threshold, Sampling(asked.per_category, asked.seed))
    with opened(asked) as bank, progress_line("queries") as control:
        truth = tfidf_of(bank, wish, control)
    if truth is None:
        print("itembank-desktop: stopped; nothing was written.", file=sys.stderr)
        return 1
    write_json(asked.output, qrels_to_json(truth))
    print(f"{len(truth.pairs)} pairs of {len(truth.by_query(0))} queries in {asked.output}")
    return 0


def _sample(asked: argparse.Namespace) -> int:
    from itembank_desktop.services.make_truths import sample_queries

    with opened(asked) as bank:
        drawn = sample_queries(bank.get(bank.keys()), asked.per_category, asked.seed)
    write_json(asked.output, {"seed": asked.seed, "queries": {str(name): ids for name, ids in drawn.items()}})
    print(f"{_told(drawn)} in {asked.output}")
    return 0


def _hybrid(asked: argparse.Namespace) -> int:
    from itembank_desktop.services.make_truths import hybrid_truth

    truth = hybrid_truth(read_truth(asked.one), read_truth(asked.other), asked.min_one, asked.min_other)
    write_json(asked.output, qrels_to_json(truth))
    print(f"{len(truth.pairs)} pairs in {asked.output}")
    return 0


def _import(asked: argparse.Namespace) -> int:
    truth = read_truth(asked.source)
    write_json(asked.output, qrels_to_json(truth))
    print(f"{len(truth.pairs)} pairs in {asked.output}")
    return 0


def _export(asked: argparse.Namespace) -> int:
    write_text(asked.output, qrels_to_trec(read_truth(asked.source)))
    print(f"Written: {asked.output}")
    return 0


def _compare(asked: argparse.Namespace) -> int:
    from itembank_desktop.services.make_truths import compare_truths

    found = compare_truths(read_truth(asked.one), read_truth(asked.other), asked.min_one, asked.min_other)
    kappa = "not defined: both say the same of every pair" if found.kappa is None else f"{found.kappa:.3f}"
    print(f"{found.queries} queries in both truths")
    print(f"{len(found.both)} pairs relevant in both, {len(found.only_one)} in {found.one} alone, "
          f"{len(found.only_other)} in {found.other} alone; overlap {found.overlap:.3f}")  # fmt: skip
    print(f"Cohen's kappa {kappa}")
    if asked.disputed:
        write_json(asked.disputed, {"pairs": [{"a": a, "b": b} for a, b in found.disputed]})
        print(f"{len(found.disputed)} pairs in dispute in {asked.disputed}")
    return 0


def _told(drawn: Mapping[Category, list[ItemId]]) -> str:
    return ", ".join(f"{len(ids)} {category}" for category, ids in drawn.items())
