"""From evidence to a score, an order, and a word an author can act on.

A calibration belongs to a set of spaces and is fitted on judged pairs (packaging/fit_fingerprints.py), never
set by hand: multinomial logistic regressions over the spaces' measures, one for each set of channels that a
question can have, because a draft without a figure must not be punished for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    # The window imports this module before it is painted, and numpy takes a tenth of a second.
    import numpy as np
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"


class Resemblance(StrEnum):
    """How a found item resembles the draft; a suggestion, never a certainty."""

    DUPLICATE = "duplicate"
    """The same item, reworded or redrawn."""
    VARIANT = "variant"
    """The same item with other numbers or data."""
    SIMILAR = "similar"
    """The same type of question."""
    RELATED = "related"
    """Worth a glance."""


LEVELS = tuple(Resemblance)
# What a level is worth in the score that orders the list: a duplicate comes before a variant of equal certainty.
WORTH = (1.0, 0.7, 0.4, 0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every measure of every space for one pair, by name; None where one side has nothing to compare."""

    measures: Mapping[str, float | None] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Model:
    """One regression: `weights` of shape (4 levels, 1 + terms), intercept first.

    A term is a product of measures ("text*numbers"); a factor "!numbers" is 1 minus the measure; "?figure" is 1 where
    the measure is known and 0 where it is not; an unknown measure counts as 0, its "!" too. `cuts` are the least
    probabilities of being at least a duplicate, variant, or similar item for the badge to say so; `floor` is
    the least score worth showing.
    """

    terms: tuple[str, ...]
    weights: Floats = field(repr=False)
    cuts: tuple[float, float, float]
    floor: float = 0.0

    def probabilities(self, measures: Mapping[str, Floats]) -> Floats:
        """Probability of each level: shape (pairs, 4)."""
        import numpy as np

        logits = design(self.terms, measures) @ self.weights[:, 1:].T + self.weights[:, 0]
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def design(terms: Sequence[str], measures: Mapping[str, Floats]) -> Floats:
    """The terms' values for every pair: shape (pairs, terms)."""

    import numpy as np

    @cache
    def factor(name: str) -> Floats:
        if name.startswith("?"):
            return (~np.isnan(measures[name[1:]])).astype(np.float64)
        values = 1.0 - measures[name[1:]] if name.startswith("!") else measures[name]
        return np.where(np.isnan(values), 0.0, values)

    count = len(next(iter(measures.values()))) if measures else 0
    columns = np.ones((len(terms), count))
    for column, term in zip(columns, terms, strict=True):
        for name in term.split("*"):
            column *= factor(name)
    return columns.T


@dataclass(frozen=True, slots=True)
class Judgements:
    """Score in 0..1 and level (index into LEVELS) of every pair, and the least score worth showing."""

    scores: Floats
    levels: "NDArray[np.intp]"
    floor: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The regressions of one set of spaces, by the channels asked for ("text", "figure", "figure+text")."""

    name: str
    spaces: Mapping[str, str] = field(hash=False)
    """Space names to the revisions that the weights were fitted on."""
    models: Mapping[str, Model] = field(hash=False)

    def covers(self, asked: Sequence[str]) -> bool:
        """Whether it was fitted on such questions."""
        return kind_of(asked) in self.models

    def judge(self, asked: Sequence[str], measures: Mapping[str, Floats]) -> Judgements:
        """Score and level of every pair, by the model for the channels in `asked` (order does not matter)."""
        import numpy as np

        model = self.models[kind_of(asked)]
        chances = model.probabilities(measures)
        at_least = np.cumsum(chances[:, :3], axis=1)
        reached = at_least >= np.array(model.cuts)
        levels = np.where(reached.any(axis=1), reached.argmax(axis=1), len(LEVELS) - 1)
        return Judgements(np.clip(chances @ np.array(WORTH), 0.0, 1.0), levels, model.floor)

    def margins(self, asked: Sequence[str], measures: Mapping[str, Floats]) -> Floats:
        """How far every pair is from each cut, in probability, 0 at a badge's edge: shape (pairs, 3)."""
        import numpy as np

        model = self.models[kind_of(asked)]
        at_least = np.cumsum(model.probabilities(measures)[:, :3], axis=1)
        return np.asarray(np.abs(at_least - np.array(model.cuts)))


def kind_of(asked: Sequence[str]) -> str:
    """Which question the channels in `asked` make: "text", "figure", "figure+text"."""
    return "+".join(sorted(set(asked) & {"text", "figure"})) or "text"


def calibration_to_json(calibration: Calibration) -> dict[str, object]:
    """What `calibration_from_json` reads."""
    models = {
        kind: {
            "terms": list(model.terms),
            "weights": model.weights.round(5).tolist(),
            "cuts": list(model.cuts),
            "floor": model.floor,
        }
        for kind, model in calibration.models.items()
    }
    return {"name": calibration.name, "spaces": dict(calibration.spaces), "models": models}


# Of Cormack, Clarke and Buettcher (SIGIR 2009), who found little difference between 20 and 100.
RANK_OFFSET = 60


def fused_ranks(scores: Sequence[Floats]) -> Floats:
    """Reciprocal rank fusion of several scores of the same candidates, 1 for one that is first in all.

    An unknown score (NaN) does not count against a candidate: the mean is over the scores that are known.
    """
    import numpy as np

    total, known = np.zeros(len(scores[0])), np.zeros(len(scores[0]))
    for one in scores:
        has = ~np.isnan(one)
        # Equal scores share the better rank.
        ranks = np.searchsorted(np.sort(-one[has]), -one[has]) + 1
        total[has] += (RANK_OFFSET + 1) / (RANK_OFFSET + ranks)
        known += has
    return np.asarray(total / np.maximum(known, 1))


def calibration_from_json(document: Mapping[str, object]) -> Calibration:
    """Read what packaging/fit_fingerprints.py wrote; KeyError or ValueError mean a damaged installation."""
    import numpy as np

    models = {}
    for asked, model in dict(document["models"]).items():  # type: ignore[call-overload]
        weights = np.array(model["weights"], dtype=np.float64)
        terms = tuple(model["terms"])
        if weights.shape != (len(LEVELS), 1 + len(terms)):
            raise ValueError(f"calibration model {asked!r} has weights of shape {weights.shape}")
        models[asked] = Model(terms, weights, tuple(model["cuts"]), float(model["floor"]))
    return Calibration(str(document["name"]), dict(document["spaces"]), models)  # type: ignore[call-overload]
