"""`review`: pairs for people to verify, and what they found."""

import argparse
import json
import sys
from pathlib import Path

from itembank_desktop.cli.files import write_json, write_text
from itembank_desktop.cli.parsers import add_command, positive
from itembank_desktop.cli.places import HELP, bank_place, opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.table import table
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import qrels_to_json, qrels_to_trec
from itembank_desktop.core.item import ItemId
from itembank_desktop.services.choose_pairs import COUNT


def add_commands(command: argparse.ArgumentParser) -> None:
    """One sub-command a thing to do."""
    commands = command.add_subparsers(metavar="ACTION", required=True)
    new = add_command(
        commands,
        "new",
        "choose pairs and write a review file",
        "itembank-desktop review new --bank my-bank --output review.jsonl --count 200",
    )
    new.add_argument("--bank", type=bank_place, required=True, metavar="BANK", help=HELP)
    new.add_argument("--output", type=Path, required=True, metavar="REVIEW.jsonl")
    new.add_argument("--count", type=positive, default=COUNT, metavar="N", help=f"pairs (default {COUNT})")
    new.add_argument("--per-category", type=positive, default=60, metavar="N", help="queries asked of each category")
    new.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed draws the same (default 1)")
    new.add_argument("--disputed", type=Path, metavar="FILE", help="pairs of `truth compare --disputed`")
    new.set_defaults(run=_new)
    status = add_command(
        commands, "status", "progress of each reviewer, and agreement", "itembank-desktop review status review.jsonl"
    )
    status.add_argument("review", type=Path, metavar="REVIEW.jsonl")
    status.set_defaults(run=_status)
    export = add_command(
        commands,
        "export",
        "the human truth as qrels",
        "itembank-desktop review export review.jsonl --output human.json",
    )
    export.add_argument("review", type=Path, metavar="REVIEW.jsonl")
    export.add_argument("--output", type=Path, required=True, metavar="QRELS.json")
    export.add_argument("--trec", action="store_true", help="in TREC's form")
    export.set_defaults(run=_export)


def _new(asked: argparse.Namespace) -> int:
    from itembank_desktop.wiring.evaluation import new_review

    disputed = _disputed(asked.disputed) if asked.disputed else []
    with opened(asked) as bank, progress_line("queries") as control:
        review = new_review(bank, asked.output, asked.count, asked.per_category, asked.seed, disputed, control)
    if review is None:
        print("itembank-desktop: stopped; nothing was written.", file=sys.stderr)
        return 1
    print(f"{len(review.pairs)} pairs in {asked.output}")
    return 0


def _disputed(path: Path) -> list[tuple[ItemId, ItemId]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))["pairs"]
        return [(ItemId(str(one["a"])), ItemId(str(one["b"]))) for one in told]
    except OSError as error:
        raise BadInput(str(path), error.strerror or "it cannot be read") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(str(path), "it is no list of pairs") from error


def _status(asked: argparse.Namespace) -> int:
    from itembank_desktop.adapters.reports.review_file import ReviewFile
    from itembank_desktop.services.agreement import agreement
    from itembank_desktop.wiring.evaluation import require_evaluation

    require_evaluation()
    review = ReviewFile(asked.review).read()
    print(f"{review.name}: {len(review.pairs)} pairs of {review.bank}, chosen {review.made}: {review.how}")
    rows = [(name, f"{len(review.of(name))} / {len(review.pairs)}") for name in review.reviewers]
    print(table(("reviewer", "judged"), rows) if rows else "nobody has judged yet")
    found = agreement(review)
    for one, other, kappa in found.kappas:
        print(f"{one} and {other}: weighted kappa {_shown(kappa)}")
    print(f"Krippendorff's alpha (interval) {_shown(found.alpha)}; {found.disputed} pairs in dispute")
    return 0


def _export(asked: argparse.Namespace) -> int:
    from itembank_desktop.adapters.reports.review_file import ReviewFile

    review = ReviewFile(asked.review).read()
    truth = review.qrels()
    if asked.trec:
        write_text(asked.output, qrels_to_trec(truth))
    else:
        write_json(asked.output, qrels_to_json(truth))
    print(f"{len(truth.pairs)} pairs in {asked.output}")
    if left := len(review.disputed()):
        print(f"itembank-desktop: {left} pairs in dispute were left out; settle them in the window.", file=sys.stderr)
    return 0


def _shown(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.3f}"
