"""The pilot's performance figures of one run, and the targets that they are held against."""

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Targets:
    """What must hold: milliseconds of the P95, GB of memory at the peak, per cent of questions answered."""

    milliseconds: float = 200.0
    gigabytes: float = 8.0
    answered: float = 100.0

    def __str__(self) -> str:
        """As a foot under figures has them."""
        return f"P95 {self.milliseconds:g} ms, {self.gigabytes:g} GB, {self.answered:g} % answered"


def targets_of(milliseconds: str, gigabytes: str, answered: str) -> Targets:
    """Targets as settings have them; what is no number holds as by default."""
    usual = Targets()
    said = (milliseconds, usual.milliseconds), (gigabytes, usual.gigabytes), (answered, usual.answered)
    return Targets(*(_number(text, default) for text, default in said))


def _number(text: str, default: float) -> float:
    try:
        said = float(text)
    except ValueError:
        return default
    return said if math.isfinite(said) else default


@dataclass(frozen=True, slots=True)
class PilotFigures:
    """One run: milliseconds, queries, items a second, bytes at the peak; `vram` is 0 without a card.

    `memory` is that of this process and the model's together.
    """

    at: str
    machine: str
    bank: str
    items: int
    finder: str
    queries: int
    answered: int
    p50: float
    p95: float
    p99: float
    largest: float
    throughput: float
    memory: int
    vram: int
    stages: dict[str, float] = field(default_factory=dict)
    """Median milliseconds of each stage of a question; without those of the model where none took part."""
    known: float = 0.0
    """Per cent of what was asked of the bank's cache that it held."""
    vectors: float = 0.0
    """Items that the model reads a second in bulk; 0 without one."""

    @property
    def share(self) -> float:
        """Per cent of the questions that were answered."""
        return 100 * self.answered / self.queries

    @property
    def gigabytes(self) -> float:
        """What it took at the peak, in memory or on the card, whichever is more."""
        return max(self.memory, self.vram) / 1e9

    def same_bench(self, other: "PilotFigures") -> bool:
        """Whether the two can be compared: same machine, bank, size, finder and number of queries."""
        return all(
            getattr(self, name) == getattr(other, name) for name in ("machine", "bank", "items", "finder", "queries")
        )

    def misses(self, targets: Targets) -> list[str]:
        """Which targets were not reached, each in a few words."""
        share, held = self.share, self.gigabytes
        checks = (
            (self.p95 <= targets.milliseconds, f"P95 {self.p95:.1f} ms above {targets.milliseconds:g} ms"),
            (held <= targets.gigabytes, f"{held:.2f} GB above {targets.gigabytes:g} GB"),
            (share >= targets.answered, f"{share:.2f} % answered, below {targets.answered:g} %"),
        )
        return [told for holds, told in checks if not holds]


WORSE = 1.2
"""A P95 that much above the last one of the same bench is called a regression; two runs differ by a tenth anyway."""


def slower_than(history: list[PilotFigures], run: PilotFigures) -> PilotFigures | None:
    """The last run of the same bench, where this one is clearly slower."""
    before = [one for one in history if one.same_bench(run)]
    return before[-1] if before and run.p95 > WORSE * before[-1].p95 else None
