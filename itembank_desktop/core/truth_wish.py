"""What somebody asks for when a ground truth is made, the same in the window and in commands."""

from dataclasses import dataclass
from pathlib import Path

from itembank_desktop.core.grading import GradeKind, Prices

ALIKE = 2
"""From this grade on a truth calls two items alike: the same item, or the same with other numbers."""
FREE = Prices(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Sampling:
    """At most so many queries of each category, drawn with a seed."""

    per_category: int = 100
    seed: int = 1


@dataclass(frozen=True, slots=True)
class TfidfWish:
    """The `k` nearest items of every query by TF-IDF cosine, from `threshold` up."""

    k: int = 5
    threshold: float = 0.3
    sampling: Sampling = Sampling()


@dataclass(frozen=True, slots=True)
class GradeWish:
    """Pairs graded by the language model `model` at `endpoint`, which is the address before /chat/completions.

    Overall grades from `threshold` up count as alike; `candidates` first hits of several finders are graded for each
    query; `budget` is in the prices' currency. The key is never part of it: it is asked for and kept in memory alone.
    """

    endpoint: str
    model: str
    prices: Prices = FREE
    budget: float = 0.0
    kind: GradeKind = GradeKind.TEXT
    threshold: int = 4
    candidates: int = 10
    sampling: Sampling = Sampling()


@dataclass(frozen=True, slots=True)
class TwoTruths:
    """The files of two truths, and the least grade in each that counts as alike."""

    one: Path
    other: Path
    least_one: int = ALIKE
    least_other: int = ALIKE
