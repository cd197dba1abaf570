"""How the bank is written down: families of items, each item with its text, its answer and its drawer."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from canvas import Canvas, Hand

Drawer = Callable[[Canvas], None]

PREFIX = {
    "수와 연산": "NUM",
    "문자와 식": "ALG",
    "함수": "FUN",
    "수열": "SEQ",
    "기하": "GEO",
    "확률과 통계": "PRB",
    "미적분": "CAL",
    "지수·로그": "EXP",
    "삼각함수": "TRG",
    "집합과 명제": "SET",
    "벡터": "VEC",
}

# Hands of different illustrators.
PLAIN = Hand()
BOLD = Hand(pen=3.2, roman=True, size=27, margin=58, width=600)
FINE = Hand(pen=2.0, size=24, margin=32, width=500, roman=True)
HATCH = Hand(pen=2.7, size=24, margin=50, hatch=True)
FLIPPED = replace(BOLD, mirror=True, hatch=True)
TURNED = replace(FINE, turn=9, pen=2.8)
FLIP_TURN = replace(HATCH, mirror=True, turn=-7)
SCAN = replace(PLAIN, pen=2.9, scan=11, tilt=1.4, roman=True)
SCAN_FLIPPED = replace(SCAN, mirror=True, scan=23, tilt=-1.8, margin=56)
SCAN_TURNED = replace(SCAN, turn=-8, scan=37, tilt=0.8, hatch=True)
SCAN_WIDE = replace(SCAN, scan=41, tilt=-1.1, stretch=0.86, width=560, hatch=True)
WIDE = replace(BOLD, stretch=0.88, pen=2.8, hatch=True)


@dataclass(frozen=True)
class Question:
    """One item before it has an id; `kind` is its relation to the first of its family."""

    kind: str
    text: str
    answer: str
    explanation: str
    choices: tuple[str, ...] = ()
    draw: Drawer | None = None
    hand: Hand = PLAIN
    unit: str = ""
    level: str = ""
    difficulty: str = ""


@dataclass(frozen=True)
class Family:
    """Items on one idea; a family of one is a single."""

    name: str
    subject: str
    level: str
    unit: str
    difficulty: str
    members: tuple[Question, ...] = field(default=())

    def key(self, index: int) -> str:
        """The id of a member: by subject and a hash, so that ids tell nothing and never move."""
        digest = hashlib.sha256(f"{self.name}/{index}".encode()).digest()
        return f"{PREFIX[self.subject]}-{1000 + int.from_bytes(digest[:4]) % 9000}"

    def pairs(self) -> list[dict[str, object]]:
        """What the members are to one another."""
        found: list[dict[str, object]] = []
        for i, a in enumerate(self.members):
            for j in range(i + 1, len(self.members)):
                if label := relation(a.kind, self.members[j].kind):
                    found.append({"a": self.key(i), "b": self.key(j), "relevance": label[0], "kind": label[1]})
        return found


SAME = {"base", "reworded", "redrawn"}


def relation(a: str, b: str) -> tuple[int, str] | None:
    """Relevance and kind of a pair, from what each is to the first of the family."""
    if {a, b} <= SAME:
        return 3, "redrawn" if "redrawn" in (a, b) else "reworded"
    if "other" not in (a, b):
        return 2, "other numbers"
    if "numbers" in (a, b):
        return None
    return 1, "same figure, other question"


def member(kind: str) -> Callable[..., Question]:
    """A maker of members of one kind."""

    def make(
        text: str,
        answer: str,
        explanation: str,
        choices: Sequence[str] = (),
        draw: Drawer | None = None,
        hand: Hand = PLAIN,
        **rest: str,
    ) -> Question:
        return Question(kind, text.strip(), answer, explanation, tuple(choices), draw, hand, **rest)

    return make


base, reworded, redrawn, numbers, other = map(member, ("base", "reworded", "redrawn", "numbers", "other"))
