"""Reviews and comparisons of finders, as the evaluation window needs them."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.language import Language
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.opening.late import LateFigures, LateTypesetter
from itembank_desktop.opening.truths import make_truth_desk, read_two
from itembank_desktop.ui.evaluation_desk import Again, Compared, EvaluationDesk

if TYPE_CHECKING:
    from itembank_desktop.core.pilot import PilotFigures
    from itembank_desktop.core.ports import Bank
    from itembank_desktop.core.review import Review, Vote
    from itembank_desktop.services.compare_finders import Rereader


def make_evaluation_desk(root: Path) -> EvaluationDesk:
    """Reviews and comparisons of finders, with models below `root`; callables import what they need when called."""

    def require() -> None:
        from itembank_desktop.wiring.evaluation import require_evaluation

        require_evaluation()

    return EvaluationDesk(
        require,
        _make_review,
        _read_review,
        _add_vote,
        _export_review,
        LateTypesetter(),
        _bench_history,
        LateFigures(),
        partial(_compare_finders, root),
        make_truth_desk(),
    )


def _make_review(folder: Path, file: Path, count: int, two: TwoTruths | None, control: JobControl) -> "Review | None":
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.make_truths import compare_truths
    from itembank_desktop.wiring.evaluation import new_review

    disputed = compare_truths(*read_two(two), two.least_one, two.least_other).disputed if two else ()
    with LocalBank.open(folder) as bank:
        return new_review(bank, file, count, disputed=disputed, control=control)


def _read_review(file: Path) -> "Review":
    from itembank_desktop.adapters.reports.review_file import ReviewFile

    return ReviewFile(file).read()


def _add_vote(file: Path, vote: "Vote") -> "Review":
    from itembank_desktop.adapters.reports.review_file import ReviewFile

    ReviewFile(file).add(vote)
    return _read_review(file)


def _export_review(review: "Review", file: Path) -> int:
    from itembank_desktop.adapters.reports.truth_files import write_qrels

    truth = review.qrels()
    write_qrels(file, truth)
    return len(truth.pairs)


def _bench_history(bank: Path) -> "Sequence[PilotFigures]":
    from itembank_desktop.adapters.reports.pilot_history import history_file, read_history

    return read_history(history_file(bank))


def _compare_finders(
    root: Path,
    folder: Path,
    truths: Sequence[Path],
    least: int,
    report: Path,
    again: Again | None,
    language: Language,
    control: JobControl,
) -> Compared | None:
    """Every finder that needs no model's process, and every embedding space that the bank has vectors in."""
    from itembank_desktop.adapters.reports.truth_files import read_truth
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring.evaluation import finders_compared

    began = time.time()
    read = [(read_truth(path), least) for path in truths]
    with LocalBank.open(folder) as bank, _ranked_again(root, bank, again) as rereaders:
        found = finders_compared(bank, read, report, again=rereaders, language=language, control=control)
    # The folder may hold plots of truths that were asked about another time.
    plots = sorted(plot for plot in (report / "plots").glob("*.png") if plot.stat().st_mtime >= began - 1)
    return Compared(found, report, tuple(plots)) if found is not None else None


@contextmanager
def _ranked_again(root: Path, bank: "Bank", again: Again | None) -> "Iterator[list[Rereader]]":
    """The reranker in a process of its own, while finders are compared; none where none is wished."""
    from itembank_desktop.adapters.embedders.live_model import LiveModel
    from itembank_desktop.services.rerank import RerankSettings
    from itembank_desktop.wiring.evaluation import ranked_again

    if again is None:
        yield []
        return
    wish = again.wish
    with closing(LiveModel(root, again.model, lambda _: None)) as model:
        settings = RerankSettings(
            f"{model.name} {model.revision}", wish.top, wish.instruction, wish.threshold, (wish.share,)
        )
        yield [ranked_again(bank, model.embedder.score, settings, again.of)]
