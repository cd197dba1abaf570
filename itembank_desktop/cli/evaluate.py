"""`evaluate`: measures against a ground truth, per channel and fused."""

import argparse
import json
import sys

from itembank_desktop.adapters.reports.truth_files import read_truth
from itembank_desktop.cli.model_options import stored_channels
from itembank_desktop.cli.places import opened
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.cli.table import table
from itembank_desktop.core.evaluation import MAX_RELEVANCE, MEASURES
from itembank_desktop.core.resemblance import LEVELS, Resemblance
from itembank_desktop.services.badge_table import DUPLICATE, SHOWN, VARIANT, BadgeTable, badge_table
from itembank_desktop.services.evaluate_search import EvaluateSearch, Evaluation


def evaluate(asked: argparse.Namespace) -> int:
    """Print a table or JSON; exit code 0 whatever the figures are."""
    from itembank_desktop.wiring import finder

    if asked.space and not asked.model:
        asked.parser.error("--space belongs to --model")
    qrels = read_truth(asked.qrels)
    with opened(asked) as bank, progress_line("queries") as control:
        neural = stored_channels(asked, bank) if asked.model else None
        if asked.badges:
            print(_as_badges(badge_table(bank, finder(bank, neural), qrels, control=control)))
            return 0
        evaluation = EvaluateSearch(bank, finder(bank, neural))(qrels, asked.min_relevance, control)
    if neural and not neural.calibration:
        print('not calibrated: "fused" goes by ranks (see calibrate --help)', file=sys.stderr)
    print(_as_json(evaluation) if asked.json else _as_table(evaluation))
    return 0


def _as_badges(found: BadgeTable) -> str:
    """How often each badge stood on each relevance, and what two of them are worth."""
    columns = (*LEVELS, None)
    rows = [
        (
            f"relevance {grade}" if grade else "not judged",
            *(str(found.counts.get((grade, level), 0)) for level in columns),
        )
        for grade in sorted({grade for grade, _ in found.counts}, reverse=True)
    ]
    worth = []
    for badge, least, most in (
        (Resemblance.DUPLICATE, DUPLICATE, MAX_RELEVANCE),
        (Resemblance.VARIANT, VARIANT, VARIANT),
    ):
        precision, recall = found.precision(badge, least, most), found.recall(badge, least, most)
        shares = ", ".join(
            f"{name} {'not defined' if value is None else f'{value:.3f}'}"
            for name, value in (("precision", precision), ("recall", recall))
        )
        worth.append(f"{badge.value}: {shares}")
    rows += [
        (kind or "no kind named", *(str(found.kinds.get((kind, level), 0)) for level in columns))
        for kind in sorted({kind for kind, _ in found.kinds})
    ]
    told = table(("hits by badge", *(level.value if level else "not listed" for level in columns)), rows)
    variant, duplicate = found.share(Resemblance.VARIANT), found.share(Resemblance.DUPLICATE)
    if variant is not None:
        total = sum(found.data_alone.values())
        worth.append(
            f"variants with the same words, other data ({total}): variant {variant:.3f}, duplicate {duplicate:.3f}"
        )
    return "\n".join(
        [told, *worth, f"{found.queries} queries, at most {SHOWN} hits each; what nobody judged may be either"]
    )


def _as_json(evaluation: Evaluation) -> str:
    document = {
        "qrels": evaluation.qrels,
        "min_relevance": evaluation.min_relevance,
        "queries": evaluation.queries,
        "missing": list(evaluation.missing),
        "measures": {report.run: report.means for report in evaluation.reports},
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _as_table(evaluation: Evaluation) -> str:
    names = [measure.name for measure in MEASURES]
    rows = [(name, *(f"{report.means[name]:.3f}" for report in evaluation.reports)) for name in names]
    head = ("measure", *(report.run for report in evaluation.reports))
    note = f"{evaluation.queries} queries of {evaluation.qrels}, relevant from {evaluation.min_relevance} up"
    if evaluation.missing:
        note += f"; {len(evaluation.missing)} of them are not in the bank and count as 0"
    return f"{table(head, rows)}\n{note}"
