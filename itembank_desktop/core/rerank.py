"""The first items of a search ranked again by a model that reads query and item together: the wish, what came of it."""

import json
from dataclasses import asdict, dataclass, fields

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


def wish_to_json(wish: RerankWish) -> str:
    """As the settings keep it; empty for the default."""
    return "" if wish == RerankWish() else json.dumps(asdict(wish), ensure_ascii=False)


def wish_from_json(text: str) -> RerankWish:
    """What was kept; the default where that is damaged or out of bounds."""
    try:
        kept = json.loads(text)
        wish = RerankWish(**{one.name: kept[one.name] for one in fields(RerankWish)})
        sound = isinstance(wish.model, str) and isinstance(wish.instruction, str) and isinstance(wish.top, int)
        sound = sound and 2 <= wish.top <= MOST_TOP and 0 <= wish.threshold <= 1 and 0 <= wish.share <= 1
    except (ValueError, KeyError, TypeError):
        return RerankWish()
    return wish if sound else RerankWish()
