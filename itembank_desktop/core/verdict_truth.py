"""What people decided while writing, as a ground truth."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from itembank_desktop.core.evaluation import Origin, Pair, Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.judgement import RELEVANCE
from itembank_desktop.core.verdict import Verdict, standing


@dataclass(frozen=True, slots=True)
class Truth:
    """Standing verdicts as judgements, and how many verdicts were about contents that the bank does not hold."""

    qrels: Qrels
    outside: int


def truth_of(name: str, verdicts: Iterable[Verdict], items: Mapping[str, ItemId]) -> Truth:
    """Judgements of pairs whose two contents `items` (content fingerprint to id) knows, whoever they were then.

    A draft that has become an item of the bank counts as that item.
    """
    pairs, known, outside = [], [], 0
    for verdict in standing(verdicts).values():
        if verdict.mark not in RELEVANCE:
            continue
        a, b = (items.get(one) for one in verdict.pair)
        if a is None or b is None or a == b:
            outside += 1
        else:
            pairs.append(Pair(a, b, RELEVANCE[verdict.mark], verdict.mark.value))
            known.append(verdict)
    return Truth(Qrels(name, tuple(pairs), _origin(known)), outside)


def _origin(verdicts: Sequence[Verdict]) -> Origin:
    """By whom, and when the last of them was given."""
    people = ", ".join(sorted({one.by for one in verdicts if one.by}))
    made = max((one.at for one in verdicts), default=None)
    return Origin("human", made.date().isoformat() if made else "", people, note="verdicts given while writing")
