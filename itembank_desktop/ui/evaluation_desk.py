"""What the evaluation window is given to work with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.figures import FigurePair
from itembank_desktop.core.item import Figure, Picture
from itembank_desktop.core.language import Language
from itembank_desktop.core.model import ModelChoice
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.rerank import RerankWish
from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.core.typeset import Typesetter
from itembank_desktop.ui.truth_desk import TruthDesk

if TYPE_CHECKING:
    # The window is painted before anybody evaluates.
    from itembank_desktop.core.comparison_of_finders import FinderComparison
    from itembank_desktop.core.pilot import PilotFigures
    from itembank_desktop.core.review import Review, Vote


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of finders with its report folder and the plots in it."""

    comparison: "FinderComparison"
    report: Path
    plots: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """How the first items of the run `of` are ranked again, and by which model where."""

    wish: RerankWish
    model: ModelChoice
    of: str = "fingerprints"


@dataclass(frozen=True, slots=True)
class EvaluationDesk:
    """All but `require` run off the window's thread; what cannot be done raises an ItemBankError."""

    require: Callable[[], None]
    """EvaluationMissing unless the packages are there; quick."""
    make_review: Callable[[Path, Path, int, TwoTruths | None, JobControl], "Review | None"]
    """(folder of a bank, new review file, pairs, truths that may dispute, control); None when stopped."""
    read_review: Callable[[Path], "Review"]
    add_vote: Callable[[Path, "Vote"], "Review"]
    """Writes the vote through to the disk, then reads what the file says now."""
    export: Callable[["Review", Path], int]
    """Writes the human truth as qrels and says how many pairs it has."""
    typeset: Typesetter
    """Of this window's own: a typesetter serves one thread."""
    bench_history: Callable[[Path], Sequence["PilotFigures"]]
    """The measured runs of the bank in a folder, oldest first."""
    compare_figures: Callable[[Sequence[Picture], Sequence[Figure], Callable[[str], bytes]], tuple[FigurePair, ...]]
    """The evaluation window's own, as the typesetter: it serves one thread."""
    compare: Callable[[Path, Sequence[Path], int, Path, Again | None, Language, JobControl], Compared | None]
    """(folder of a bank, ground truths, least relevance, report folder, what ranks again, the report's language,
    control); None when stopped.
    """
    truths: TruthDesk
