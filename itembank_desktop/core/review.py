"""Human verification: pairs that reviewers grade without seeing one another's answers, and what comes of it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Origin, Pair, Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.verdict import VERDICTS, Mark

LEAST, MOST = 1, 5
# A verdict as an overall grade, and back: a reviewer gives one or the other.
_GRADE_OF = {Mark.DUPLICATE: 5, Mark.VARIANT: 4, Mark.RELATED: 2, Mark.DIFFERENT: 1}
# As qrels grade pairs everywhere in this program: 3 the same item, 2 with other numbers, 1 the same type.
_RELEVANCE = {5: 3, 4: 2, 3: 1, 2: 1, 1: 0}


@dataclass(frozen=True, slots=True)
class ReviewPair:
    """Two items to look at, and in a few words why they were chosen."""

    a: ItemId
    b: ItemId
    why: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """One reviewer's answer to one pair: grades 1 to 5, or a verdict, or both. `taken_back` undoes the one before.

    A vote that is `final` settles the pair for all: adjudication.
    """

    pair: int
    by: str
    at: datetime
    overall: int | None = None
    concept: int | None = None
    figure: int | None = None
    verdict: Mark | None = None
    note: str = ""
    final: bool = False
    taken_back: bool = False

    def __post_init__(self) -> None:
        """BadInput for a grade outside 1 to 5, or a vote that says nothing."""
        for grade in (self.overall, self.concept, self.figure):
            if grade is not None and not LEAST <= grade <= MOST:
                raise BadInput("the grade", f"{grade} is no whole number from {LEAST} to {MOST}")
        if self.verdict is not None and self.verdict not in VERDICTS:
            raise BadInput("the verdict", f"{self.verdict} is none of the four")
        if not self.taken_back and self.overall is None and self.verdict is None:
            raise BadInput("the vote", "needs an overall grade or a verdict")

    @property
    def grade(self) -> int:
        """The overall grade, or what the verdict stands for."""
        if self.overall is not None:
            return self.overall
        return _GRADE_OF[self.verdict] if self.verdict else LEAST


@dataclass(frozen=True, slots=True)
class Review:
    """Pairs, how they were chosen, and every vote so far in the order of arrival."""

    name: str
    bank: str
    made: str
    how: str
    pairs: tuple[ReviewPair, ...]
    votes: tuple[Vote, ...] = ()

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who has voted, in the order of their first votes; adjudication does not count."""
        return tuple(dict.fromkeys(vote.by for vote in self.votes if not vote.final))

    def standing(self, final: bool = False) -> dict[tuple[int, str], Vote]:
        """The newest vote of each reviewer on each pair, unless taken back."""
        newest: dict[tuple[int, str], Vote] = {}
        for vote in self.votes:
            if vote.final is final:
                newest[vote.pair, vote.by] = vote
        return {key: vote for key, vote in newest.items() if not vote.taken_back}

    def of(self, reviewer: str) -> dict[int, Vote]:
        """What one reviewer says now, by pair."""
        return {pair: vote for (pair, by), vote in self.standing().items() if by == reviewer}

    def next_for(self, reviewer: str, after: int = -1) -> int | None:
        """The first pair behind `after`, else from the start, that this reviewer has not judged; None when done."""
        done = self.of(reviewer)
        order = [*range(after + 1, len(self.pairs)), *range(after + 1)]
        return next((pair for pair in order if pair not in done), None)

    def answers(self) -> list[dict[str, int]]:
        """Overall grades by reviewer, one mapping a pair: what agreement is computed from."""
        grades: list[dict[str, int]] = [{} for _ in self.pairs]
        for (pair, by), vote in self.standing().items():
            grades[pair][by] = vote.grade
        return grades

    def disputed(self) -> list[int]:
        """Pairs that two reviewers call relevant and not, or apart by two grades and more, and nobody has settled."""
        settled = self._settled()
        return [
            pair
            for pair, grades in enumerate(self.answers())
            if pair not in settled and len(grades) > 1 and _apart(list(grades.values()))
        ]

    def result(self) -> dict[int, int]:
        """The grade of every judged pair that is not disputed: settled, else the reviewers' median."""
        disputed = set(self.disputed())
        found = {
            pair: _median(list(grades.values()))
            for pair, grades in enumerate(self.answers())
            if grades and pair not in disputed
        }
        return found | self._settled()

    def qrels(self) -> Qrels:
        """The human truth; pairs found unrelated are in it with 0, disputed ones are not."""
        pairs = tuple(
            Pair(self.pairs[pair].a, self.pairs[pair].b, _RELEVANCE[grade], f"grade {grade}")
            for pair, grade in sorted(self.result().items())
        )
        people = ", ".join(self.reviewers)
        return Qrels(self.name, pairs, Origin("human", self.made, people, threshold=2, note=self.how))

    def _settled(self) -> dict[int, int]:
        newest: dict[int, Vote] = {}
        for vote in self.votes:
            if vote.final:
                newest[vote.pair] = vote
        return {pair: vote.grade for pair, vote in newest.items() if not vote.taken_back}


def _apart(grades: Sequence[int]) -> bool:
    relevant = {_RELEVANCE[grade] >= 2 for grade in grades}
    return len(relevant) > 1 or max(grades) - min(grades) >= 2


def _median(grades: Sequence[int]) -> int:
    """The lower one of two in the middle: a doubt counts against a duplicate."""
    return sorted(grades)[math.ceil(len(grades) / 2) - 1]


def by_reviewer(review: Review, one: str, other: str) -> tuple[list[int], list[int]]:
    """The grades of the pairs that both judged, in order."""
    first, second = review.of(one), review.of(other)
    both = sorted(first.keys() & second.keys())
    return [first[pair].grade for pair in both], [second[pair].grade for pair in both]


def review_to_json(review: Review) -> dict[str, object]:
    """The head of a review file."""
    pairs = [{"a": pair.a, "b": pair.b, "why": pair.why} for pair in review.pairs]
    return {"name": review.name, "bank": review.bank, "made": review.made, "how": review.how, "pairs": pairs}


def review_from_json(told: Mapping[str, object], votes: Iterable[Vote] = ()) -> Review:
    """A review from its head; KeyError or TypeError for anything else."""
    listed = told["pairs"]
    if not isinstance(listed, list):
        raise TypeError("pairs are no list")
    pairs = tuple(ReviewPair(ItemId(str(one["a"])), ItemId(str(one["b"])), str(one.get("why", ""))) for one in listed)
    name, bank, made, how = (str(told[key]) for key in ("name", "bank", "made", "how"))
    return Review(name, bank, made, how, pairs, tuple(votes))


def vote_to_json(vote: Vote) -> dict[str, object]:
    """A line of a review file."""
    told = {
        "pair": vote.pair, "by": vote.by, "at": vote.at.isoformat(), "overall": vote.overall, "concept": vote.concept,
        "figure": vote.figure, "verdict": vote.verdict, "note": vote.note, "final": vote.final, "back": vote.taken_back,
    }  # fmt: skip
    return {key: value for key, value in told.items() if value is not None and value is not False and value != ""}


def vote_from_json(told: Mapping[str, object], pairs: int) -> Vote:
    """A vote on one of `pairs`; KeyError, TypeError, ValueError or BadInput for anything else."""

    def grade(name: str) -> int | None:
        value = told.get(name)
        if value is not None and type(value) is not int:
            raise TypeError(f"{name} is no whole number")
        return value

    pair = grade("pair")
    if pair is None or not 0 <= pair < pairs:
        raise ValueError(f"there is no pair {pair}")
    verdict = told.get("verdict")
    return Vote(
        pair, str(told["by"]), datetime.fromisoformat(str(told["at"])), grade("overall"), grade("concept"),
        grade("figure"), None if verdict is None else Mark(str(verdict)), str(told.get("note", "")),
        bool(told.get("final", False)), bool(told.get("back", False)),
    )  # fmt: skip
