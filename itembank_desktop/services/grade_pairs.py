"""A ground truth by a language model: estimate first, within a budget, nothing paid twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Origin, Pair, Qrels
from itembank_desktop.core.grading import Grade, GradeKind, GradeQuestion, GradeReply, Prices, grade_of, prompt_hash
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl, Progress

RETRIES = 2
"""Further tries after a reply that is not what was asked for."""


class Stop(StrEnum):
    """Why pairs were left unasked."""

    NOT = ""
    ASKED = "it was stopped"
    BUDGET = "the budget is used up"


class Grader(Protocol):
    """A chat model at an endpoint."""

    @property
    def model(self) -> str:
        """Its name there."""
        ...

    def ask(self, question: GradeQuestion, cancelled: Callable[[], bool]) -> GradeReply | None:
        """One call; None when `cancelled` said so. GraderAway when the endpoint does not answer or refuses."""
        ...


class GradeCache(Protocol):
    """What was paid for before, by the question's key."""

    def get(self, key: str) -> str | None:
        """A reply that was good."""
        ...

    def put(self, key: str, reply: str) -> None:
        """Keep it for good, at once."""
        ...


@dataclass(frozen=True, slots=True)
class Estimate:
    """Before the first call: how many pairs are not in the cache, and what they will about cost."""

    pairs: int
    calls: int
    cost: float


@dataclass(frozen=True, slots=True)
class Graded:
    """The truth as far as it came. `unusable` pairs had no proper reply; `stopped` says why others were not asked."""

    qrels: Qrels
    grades: Mapping[tuple[ItemId, ItemId], Grade]
    calls: int
    spent: float
    unusable: tuple[tuple[ItemId, ItemId, str], ...]
    stopped: Stop = Stop.NOT


Question = tuple[ItemId, ItemId, GradeQuestion]


class GradePairs:
    """Asks a language model about pairs; started again it goes on, from the cache."""

    def __init__(self, grader: Grader, cache: GradeCache, prices: Prices, budget: float) -> None:
        """`budget` is in the prices' currency: no call is made that would go beyond it."""
        self._grader = grader
        self._cache = cache
        self._prices = prices
        self._budget = budget

    def estimate(self, questions: Sequence[Question]) -> Estimate:
        """What is still to be asked."""
        left = [one for _, _, one in questions if self._cache.get(one.key(self._grader.model)) is None]
        return Estimate(len(questions), len(left), sum(map(self._prices.estimate, left)))

    def __call__(
        self, kind: GradeKind, questions: Sequence[Question], threshold: int, control: JobControl | None = None
    ) -> Graded:
        """Grades of all pairs; those of an overall grade from `threshold` up are relevant."""
        control = control or JobControl()
        grades: dict[tuple[ItemId, ItemId], Grade] = {}
        unusable: list[tuple[ItemId, ItemId, str]] = []
        purse, stopped = _Purse(self._prices, self._budget), Stop.NOT
        for done, (a, b, question) in enumerate(questions):
            if control.cancelled():
                stopped = Stop.ASKED
                break
            known = self._cache.get(question.key(self._grader.model))
            found = self._ask(kind, question, purse, control) if known is None else grade_of(known, kind)
            if isinstance(found, Stop):
                stopped = found
                break
            if isinstance(found, Grade):
                grades[a, b] = found
            else:
                unusable.append((a, b, found.detail))
            control.progress(Progress(done + 1, len(questions), f"{purse.spent:.2f}"))
        truth = self._truth(kind, grades, threshold, len(questions))
        return Graded(truth, grades, purse.calls, purse.spent, tuple(unusable), stopped)

    def _ask(
        self, kind: GradeKind, question: GradeQuestion, purse: "_Purse", control: JobControl
    ) -> Grade | Stop | BadInput:
        """A grade; or why nothing more is asked; or what was wrong with the last of all replies."""
        wrong = BadInput("the grade")
        for _ in range(1 + RETRIES):
            if not purse.affords(question):
                return Stop.BUDGET
            reply = self._grader.ask(question, control.cancelled)
            if reply is None:
                return Stop.ASKED
            purse.pay(reply)
            try:
                grade = grade_of(reply.text, kind)
            except BadInput as error:
                wrong = error
                continue
            self._cache.put(question.key(self._grader.model), reply.text)
            return grade
        return wrong

    def _truth(
        self, kind: GradeKind, grades: Mapping[tuple[ItemId, ItemId], Grade], threshold: int, wanted: int
    ) -> Qrels:
        """Every graded pair is in it, the irrelevant ones with 0: they were judged. One with gaps says so."""
        pairs = tuple(
            Pair(a, b, one.overall if one.overall >= threshold else 0, _told(one)) for (a, b), one in grades.items()
        )
        made, note = date.today().isoformat(), f"by {kind}, overall grade 1 to 5"
        if len(grades) < wanted:
            note += f"; {len(grades)} of {wanted} pairs"
        origin = Origin("llm", made, self._grader.model, prompt_hash(kind), threshold, note)
        return Qrels(f"llm-{kind}", pairs, origin)


class _Purse:
    """What one start has spent of its budget."""

    def __init__(self, prices: Prices, budget: float) -> None:
        self._prices, self._budget = prices, budget
        self.calls, self.spent, self._dearest = 0, 0.0, 0.0

    def affords(self, question: GradeQuestion) -> bool:
        """What calls really cost is known after the first; an estimate alone would overdraw the budget."""
        return self.spent + max(self._dearest, self._prices.estimate(question)) <= self._budget

    def pay(self, reply: GradeReply) -> None:
        """By the endpoint's own count of tokens."""
        cost = self._prices.of(reply.tokens_in, reply.tokens_out)
        self.calls, self.spent, self._dearest = self.calls + 1, self.spent + cost, max(self._dearest, cost)


def _told(grade: Grade) -> str:
    return ", ".join(f"{name} {value}" for name, value in asdict(grade).items() if value is not None)
