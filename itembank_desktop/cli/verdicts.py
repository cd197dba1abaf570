"""`verdicts`: what people decided about pairs, counted, or exported as a ground truth."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from itembank_desktop.cli.places import name_of, opened
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Qrels, qrels_to_json
from itembank_desktop.core.verdict import Verdict, standing
from itembank_desktop.core.verdict_truth import Truth


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What `verdicts` can be told besides the bank."""
    command.add_argument("act", choices=("count", "export"), help="count them, or export them as qrels")
    command.add_argument("--output", type=Path, metavar="QRELS.json", help="where to; standard output without it")


def verdicts(asked: argparse.Namespace) -> int:
    """Print or write; the counts go to standard error when a document goes to standard output."""
    with opened(asked) as bank:
        if asked.act == "count":
            print(_counts(bank.verdicts()))
            return 0
    truth = truth_of_bank(asked)
    document = json.dumps(as_document(truth), ensure_ascii=False, indent=1)
    if asked.output:
        asked.output.write_text(document + "\n", encoding="utf-8")
    else:
        print(document)
    print(told(truth), file=sys.stderr)
    return 0


def truth_of_bank(asked: argparse.Namespace) -> Truth:
    """The standing verdicts of the bank of --bank as a ground truth."""
    from itembank_desktop.services.verdict_truth import verdict_truth

    with opened(asked) as bank:
        return verdict_truth(f"verdicts of {name_of(asked)}", bank, bank)


def judged_qrels(asked: argparse.Namespace) -> Qrels:
    """The same for a command that needs judgements; BadInput when there are none."""
    truth = truth_of_bank(asked)
    if not truth.qrels.pairs:
        raise BadInput(name_of(asked), f"no verdict that stands is about two of its items ({truth.outside} are not)")
    print(told(truth), file=sys.stderr)
    return truth.qrels


def as_document(truth: Truth) -> dict[str, object]:
    """What `evaluate --qrels` and `calibrate --qrels` read."""
    return {"name": truth.qrels.name, **qrels_to_json(truth.qrels), "left_out": truth.outside}


def told(truth: Truth) -> str:
    """How many verdicts became judgements, by kind, and how many did not."""
    kinds = Counter(pair.kind for pair in truth.qrels.pairs)
    by_kind = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "none"
    return (
        f"{len(truth.qrels.pairs)} judged pairs ({by_kind}); {truth.outside} about drafts or former contents left out"
    )


def _counts(found: Sequence[Verdict]) -> str:
    marks = Counter(one.mark.value for one in standing(found).values())
    lines = [f"{count:6d}  {mark}" for mark, count in sorted(marks.items())]
    return "\n".join([*lines, f"{sum(marks.values()):6d}  stand, {len(found)} were given"])
