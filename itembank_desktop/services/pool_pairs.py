"""Which pairs a language model grades: the first items of several finders in turn, each pair once."""

from collections.abc import Sequence

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.runs import Scored
from itembank_desktop.services.compare_finders import Ranker


def pooled_pairs(
    queries: Sequence[ItemId], finders: Sequence[Ranker], count: int, control: JobControl | None = None
) -> list[tuple[ItemId, ItemId]] | None:
    """Each query with `count` items, whoever of the two asked, in a fixed order; None when stopped."""
    control = control or JobControl()
    pairs: dict[tuple[ItemId, ItemId], None] = {}
    for done, query in enumerate(queries):
        if control.cancelled():
            return None
        for found in _pool([finder.answer(query)[0] or () for finder in finders], count):
            pairs[min(query, found), max(query, found)] = None
        control.progress(Progress(done + 1, len(queries)))
    return list(pairs)


def _pool(answers: Sequence[Scored], count: int) -> list[ItemId]:
    """The first items of all finders in turn, each once: a truth pooled from one finder would favour it."""
    deepest = max(map(len, answers), default=0)
    found = dict.fromkeys(answer[rank][0] for rank in range(deepest) for answer in answers if rank < len(answer))
    return list(found)[:count]
