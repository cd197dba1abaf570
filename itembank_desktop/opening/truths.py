"""Ground truths as the evaluation window makes and compares them, put together for `app`."""

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.truth_wish import GradeWish, TfidfWish, TwoTruths
from itembank_desktop.ui.truth_desk import Made, Prepared, TruthDesk

if TYPE_CHECKING:
    from itembank_desktop.adapters.judges.openai_compatible import OpenAiGrader
    from itembank_desktop.core.evaluation import Qrels
    from itembank_desktop.services.grade_pairs import Graded, GradePairs
    from itembank_desktop.services.make_truths import TruthComparison


def make_truth_desk() -> TruthDesk:
    """Its callables import what they need when they are called."""
    return TruthDesk(_tfidf, _prepare, _grade, _agreed, _bring_in, _compare, _keep_disputed)


def read_two(two: TwoTruths) -> "tuple[Qrels, Qrels]":
    """Both truths of a comparison; BadInput for a file that is none."""
    return _read(two.one), _read(two.other)


def _read(file: Path) -> "Qrels":
    from itembank_desktop.adapters.reports.truth_files import read_truth

    return read_truth(file)


def _kept(truth: "Qrels", file: Path) -> Made:
    from itembank_desktop.adapters.reports.truth_files import write_qrels

    write_qrels(file, truth)
    return Made(file, len(truth.pairs), len(truth.by_query(0)))


def _tfidf(folder: Path, wish: TfidfWish, file: Path, control: JobControl) -> Made | None:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring.evaluation import tfidf_of

    with LocalBank.open(folder) as bank:
        truth = tfidf_of(bank, wish, control)
    return None if truth is None else _kept(truth, file)


def _prepare(folder: Path, wish: GradeWish, file: Path, control: JobControl) -> Prepared | None:
    from itembank_desktop.adapters.judges.openai_compatible import OpenAiGrader
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring.evaluation import grade_questions

    with LocalBank.open(folder) as bank:
        questions = grade_questions(bank, wish, control)
    if questions is None:
        return None
    with closing(OpenAiGrader(wish.endpoint, wish.model, "")) as grader:
        return Prepared(wish, file, tuple(questions), _work(grader, wish, file).estimate(questions))


def _grade(prepared: Prepared, key: str, control: JobControl) -> "tuple[Made, Graded]":
    from itembank_desktop.adapters.judges.openai_compatible import OpenAiGrader

    wish, file = prepared.wish, prepared.file
    with closing(OpenAiGrader(wish.endpoint, wish.model, key)) as grader:
        graded = _work(grader, wish, file)(wish.kind, prepared.questions, wish.threshold, control)
    return _kept(graded.qrels, file), graded


def _work(grader: "OpenAiGrader", wish: GradeWish, file: Path) -> "GradePairs":
    from itembank_desktop.adapters.judges.grade_file import GradeFile
    from itembank_desktop.services.grade_pairs import GradePairs

    return GradePairs(grader, GradeFile(replies_of(file)), wish.prices, wish.budget)


def replies_of(file: Path) -> Path:
    """Where good replies for this truth are kept, as the command `truth llm` keeps them."""
    return file.with_suffix(".replies")


def _agreed(two: TwoTruths, file: Path) -> Made:
    from itembank_desktop.services.make_truths import hybrid_truth

    return _kept(hybrid_truth(*read_two(two), two.least_one, two.least_other), file)


def _bring_in(source: Path, file: Path) -> Made:
    return _kept(_read(source), file)


def _compare(two: TwoTruths) -> "TruthComparison":
    from itembank_desktop.services.make_truths import compare_truths
    from itembank_desktop.wiring.evaluation import require_evaluation

    require_evaluation()
    return compare_truths(*read_two(two), two.least_one, two.least_other)


def _keep_disputed(pairs: Sequence[tuple[ItemId, ItemId]], file: Path) -> None:
    told = {"pairs": [{"a": a, "b": b} for a, b in pairs]}
    try:
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(str(file), error.strerror or "it cannot be written") from error
