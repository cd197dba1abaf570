"""The first items of a search ranked again by a model that reads query and item together: the wish, what came of it."""

from dataclasses import dataclass

from itembank_desktop.core.errors import ItemBankError

INSTRUCTION = "Find exam items that duplicate the query."
TOP = 20
MOST_TOP = 100


@dataclass(frozen=True, slots=True)
class RerankWish:
    """Which model reads how many items again, what it is told, and how its scores in 0..1 count.

    Items that score below `threshold` go behind all that reach it, in the old order. A `share` of 1 replaces the old
    scores, less blends the two.
    """

    model: str = ""
    top: int = TOP
    instruction: str = INSTRUCTION
    threshold: float = 0.0
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Reranking:
    """What became of an answer: the model, how many items and lost figures, or why the order stayed as it was."""

    model: str
    items: int = 0
    unreadable: int = 0
    failure: ItemBankError | None = None
