"""One reviewer's answer to one pair while it is being given: a verdict, or a grade for each side of the question."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from itembank_desktop.core.review import MOST, Vote
from itembank_desktop.core.verdict import VERDICTS


class Way(StrEnum):
    """How a reviewer answers."""

    VERDICT = "verdict"
    GRADES = "grades"


class Ask(StrEnum):
    """What is asked now."""

    VERDICT = "verdict"
    CONCEPT = "concept"
    FIGURE = "figure"
    OVERALL = "overall"


@dataclass(slots=True)
class Ballot:
    """Takes one number after the other; `figures` says whether there is a figure to grade at all."""

    way: Way
    figures: bool
    given: dict[Ask, int] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Ask, ...]:
        """Everything that is asked, in order."""
        if self.way is Way.VERDICT:
            return (Ask.VERDICT,)
        return (Ask.CONCEPT, *((Ask.FIGURE,) if self.figures else ()), Ask.OVERALL)

    @property
    def asks(self) -> Ask:
        """The question that is open; the last one when all is given."""
        return next((step for step in self.steps if step not in self.given), self.steps[-1])

    @property
    def choices(self) -> int:
        """Numbers from 1 that answer it."""
        return len(VERDICTS) if self.way is Way.VERDICT else MOST

    @property
    def complete(self) -> bool:
        """Whether it can be cast."""
        return len(self.given) == len(self.steps)

    def give(self, number: int) -> bool:
        """Answer the open question; False for a number that is no answer, or when all is given."""
        if self.complete or not 1 <= number <= self.choices:
            return False
        self.given[self.asks] = number
        return True

    def take_back(self) -> bool:
        """Open the last question again; False when nothing was given."""
        if not self.given:
            return False
        self.given.popitem()
        return True

    def vote(self, pair: int, by: str, note: str, final: bool) -> Vote:
        """What is written down."""
        verdict = self.given.get(Ask.VERDICT)
        return Vote(
            pair, by, datetime.now(UTC), self.given.get(Ask.OVERALL), self.given.get(Ask.CONCEPT),
            self.given.get(Ask.FIGURE), None if verdict is None else VERDICTS[verdict - 1], note, final,
        )  # fmt: skip
