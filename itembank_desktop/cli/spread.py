"""Durations in a line of a table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """P50, P95 and the largest of some durations, in milliseconds."""

    p50: float
    p95: float
    largest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """The spread of durations given in seconds."""
        ordered = sorted(value * 1000 for value in seconds)
        return cls(percentile(ordered, 0.5), percentile(ordered, 0.95), ordered[-1])

    def __str__(self) -> str:
        return f"{self.p50:.1f} / {self.p95:.1f} / {self.largest:.1f}"


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
