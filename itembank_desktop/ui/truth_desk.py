"""What the window is given to make and compare ground truths with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.truth_wish import GradeWish, TfidfWish, TwoTruths

if TYPE_CHECKING:
    # Numpy and the evaluation's packages are loaded when somebody makes a truth.
    from itembank_desktop.services.grade_pairs import Estimate, Graded, Question
    from itembank_desktop.services.make_truths import TruthComparison


@dataclass(frozen=True, slots=True)
class Made:
    """A truth that stands in `file` now: its pairs, those that count as alike by its own grades, its queries."""

    file: Path
    pairs: int
    queries: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a language model would be asked, and what that would cost."""

    wish: GradeWish
    file: Path
    questions: "tuple[Question, ...]"
    estimate: "Estimate"


@dataclass(frozen=True, slots=True)
class TruthDesk:
    """All of it runs off the window's thread; what cannot be done raises an ItemBankError. None: stopped.

    Folders are those of banks; files are written whole or not at all.
    """

    tfidf: Callable[[Path, TfidfWish, Path, JobControl], Made | None]
    prepare: Callable[[Path, GradeWish, Path, JobControl], Prepared | None]
    """Asks nothing yet: replies that were paid for are kept beside the file and are not asked again."""
    grade: "Callable[[Prepared, str, JobControl], tuple[Made, Graded]]"
    """(what was prepared, the key, control); stopped, it writes what was graded so far."""
    agreed: Callable[[TwoTruths, Path], Made]
    bring_in: Callable[[Path, Path], Made]
    """From a truth of ours or of TREC's form."""
    compare: "Callable[[TwoTruths], TruthComparison]"
    keep_disputed: Callable[[Sequence[tuple[ItemId, ItemId]], Path], None]
    """Writes the list that `review new --disputed` takes."""
