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
        spent, dearest, calls, stopped = 0.0, 0.0, 0, Stop.NOT
        for done, (a, b, question) in enumerate(questions):
            if control.cancelled():
                stopped = Stop.ASKED
                break
            known = self._cache.get(question.key(self._grader.model))
            if known is not None:
                grades[a, b] = grade_of(known, kind)
                continue
            for _ in range(1 + RETRIES):
                # What calls really cost is known after the first; an estimate alone would overdraw the budget.
                if spent + max(dearest, self._prices.estimate(question)) > self._budget:
                    stopped = Stop.BUDGET
                    break
                reply = self._grader.ask(question, control.cancelled)
                if reply is None:
                    stopped = Stop.ASKED
                    break
                cost = self._prices.of(reply.tokens_in, reply.tokens_out)
                calls, spent, dearest = calls + 1, spent + cost, max(dearest, cost)
                try:
                    grades[a, b] = grade_of(reply.text, kind)
                except BadInput as error:
                    problem = error.detail
                    continue
                self._cache.put(question.key(self._grader.model), reply.text)
                break
            else:
                unusable.append((a, b, problem))
            if stopped:
                break
            control.progress(Progress(done + 1, len(questions), f"{spent:.2f}"))
        return Graded(self._truth(kind, grades, threshold), grades, calls, spent, tuple(unusable), stopped)

    def _truth(self, kind: GradeKind, grades: Mapping[tuple[ItemId, ItemId], Grade], threshold: int) -> Qrels:
        """Every graded pair is in it, the irrelevant ones with 0: they were judged."""
        pairs = tuple(
            Pair(a, b, one.overall if one.overall >= threshold else 0, _told(one)) for (a, b), one in grades.items()
        )
        made = date.today().isoformat()
        origin = Origin(
            "llm", made, self._grader.model, prompt_hash(kind), threshold, f"by {kind}, overall grade 1 to 5"
        )
        return Qrels(f"llm-{kind}", pairs, origin)


def _told(grade: Grade) -> str:
    return ", ".join(f"{name} {value}" for name, value in asdict(grade).items() if value is not None)
