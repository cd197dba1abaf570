"""`truth llm`: a language model grades sampled pairs, within a budget."""

import argparse
import os
import sys
from pathlib import Path

from itembank_desktop.cli.files import write_json
from itembank_desktop.cli.places import HELP, bank_place, opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.evaluation import qrels_to_json
from itembank_desktop.core.grading import LEAST, MOST, GradeKind, Prices
from itembank_desktop.core.truth_wish import GradeWish, Sampling
from itembank_desktop.services.grade_pairs import GradePairs

KEY = "ITEMBANK_LLM_KEY"
CANDIDATES = GradeWish("", "").candidates


def add_llm_arguments(command: argparse.ArgumentParser) -> None:
    """Where, what, and for how much at most."""
    command.add_argument("--bank", type=bank_place, required=True, metavar="BANK", help=HELP)
    command.add_argument("--output", type=Path, required=True, metavar="QRELS.json")
    command.add_argument(
        "--endpoint", required=True, metavar="URL",
        help=f"the address before /chat/completions; the key comes from the environment variable {KEY}",
    )  # fmt: skip
    command.add_argument("--model", required=True, metavar="NAME", help="the model's name at that address")
    command.add_argument("--kind", choices=[*GradeKind], default="text", help="what it sees: texts, or figures too")
    command.add_argument(
        "--threshold", type=int, required=True, choices=range(LEAST, MOST + 1), metavar="N",
        help="least overall grade, 1 to 5, that counts as relevant",
    )  # fmt: skip
    command.add_argument(
        "--candidates", type=int, default=CANDIDATES, metavar="N",
        help=f"items graded for each query: first hits of fingerprints, BM25, TF-IDF, vectors (default {CANDIDATES})",
    )  # fmt: skip
    command.add_argument("--price-in", type=float, required=True, metavar="P", help="price of a million tokens asked")
    command.add_argument("--price-out", type=float, required=True, metavar="P", help="price of a million answered")
    command.add_argument("--budget", type=float, required=True, metavar="P", help="no call is made beyond this sum")
    command.add_argument("--cache", type=Path, metavar="FILE", help="good replies (default OUTPUT with .replies)")
    command.add_argument("--estimate", action="store_true", help="only say what it would cost")


def llm_truth(asked: argparse.Namespace) -> int:
    """Say the estimate, grade, write the truth; exit code 1 when it was stopped before the end."""
    from itembank_desktop.adapters.judges.grade_file import GradeFile
    from itembank_desktop.adapters.judges.openai_compatible import OpenAiGrader
    from itembank_desktop.wiring.evaluation import grade_questions, require_evaluation

    require_evaluation()
    grader = OpenAiGrader(asked.endpoint, asked.model, os.environ.get(KEY, ""))
    cache = GradeFile(asked.cache or asked.output.with_suffix(".replies"))
    wish = _wish(asked)
    work = GradePairs(grader, cache, wish.prices, wish.budget)
    try:
        with opened(asked) as bank, progress_line("queries") as control:
            questions = grade_questions(bank, wish, control)
        if questions is None:
            print("itembank-desktop: stopped; nothing was asked.", file=sys.stderr)
            return 1
        estimate = work.estimate(questions)
        print(f"{estimate.pairs} pairs, {estimate.calls} calls, about {estimate.cost:.2f}; budget {asked.budget:g}")
        if asked.estimate:
            return 0
        with progress_line("pairs") as control:
            graded = work(wish.kind, questions, wish.threshold, control)
    finally:
        grader.close()
    write_json(asked.output, qrels_to_json(graded.qrels))
    for a, b, problem in graded.unusable:
        print(f"{a}, {b}: {problem}", file=sys.stderr)
    relevant = sum(pair.relevance > 0 for pair in graded.qrels.pairs)
    print(f"{len(graded.grades)} pairs graded, {relevant} relevant, {len(graded.unusable)} without a proper reply; "
          f"{graded.calls} calls, {graded.spent:.4f} spent; {asked.output}")  # fmt: skip
    if graded.stopped:
        print(f"itembank-desktop: {graded.stopped}; start the same command again to go on.", file=sys.stderr)
    return 1 if graded.stopped or graded.unusable else 0


def _wish(asked: argparse.Namespace) -> GradeWish:
    prices, sampling = Prices(asked.price_in, asked.price_out), Sampling(asked.per_category, asked.seed)
    kind = GradeKind(asked.kind)
    return GradeWish(
        asked.endpoint, asked.model, prices, asked.budget, kind, asked.threshold, asked.candidates, sampling
    )
