"""How far badges agree with a ground truth: what was called a duplicate or a variant, and what is one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from itembank_desktop.core.evaluation import Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Bank, JobControl, Progress
from itembank_desktop.core.resemblance import LEVELS, Resemblance
from itembank_desktop.core.text import masked
from itembank_desktop.services.find_duplicates import FindDuplicates

SHOWN = 20
"""As many hits as the window lists."""
DUPLICATE, VARIANT = 3, 2
"""Least relevance of a duplicate and of a variant in qrels."""


@dataclass(frozen=True, slots=True)
class BadgeTable:
    """`counts[relevance, badge]` over all listed hits; badge None: a judged pair that was not listed.

    `kinds` counts judged pairs by what the truth calls them. `data_alone` counts the variants whose text is the same
    once numbers and letters are masked: what differs is data, in the text or in the figure, and nothing else.
    """

    queries: int
    counts: Mapping[tuple[int, Resemblance | None], int] = field(hash=False)
    kinds: Mapping[tuple[str, Resemblance | None], int] = field(hash=False, default_factory=dict)
    data_alone: Mapping[Resemblance | None, int] = field(hash=False, default_factory=dict)

    def share(self, badge: Resemblance) -> float | None:
        """Of the variants that differ in data alone, those with a badge; None without any."""
        total = sum(self.data_alone.values())
        return self.data_alone.get(badge, 0) / total if total else None

    def precision(self, badge: Resemblance, least: int, most: int) -> float | None:
        """Of the hits with a badge, the share whose relevance lies from `least` to `most`; None without any."""
        said = sum(count for (_, level), count in self.counts.items() if level is badge)
        right = sum(count for (grade, level), count in self.counts.items() if level is badge and least <= grade <= most)
        return right / said if said else None

    def recall(self, badge: Resemblance, least: int, most: int) -> float | None:
        """Of the judged pairs with such a relevance, the share that has the badge; None without any."""
        judged = {key: count for key, count in self.counts.items() if least <= key[0] <= most}
        total = sum(judged.values())
        return sum(count for (_, level), count in judged.items() if level is badge) / total if total else None


def badge_table(
    bank: Bank, find: FindDuplicates, qrels: Qrels, with_figures: bool = True, control: JobControl | None = None
) -> BadgeTable:
    """Ask with every item that the truth names, as evaluation does, and count what the list would say."""
    control = control or JobControl()
    grades = qrels.by_query(1)
    known = bank.find(sorted(grades))
    kind_of = {frozenset((pair.a, pair.b)): pair.kind for pair in qrels.pairs}
    told = _masked_stems(bank, grades, known)
    counts: Counter[tuple[int, Resemblance | None]] = Counter()
    kinds: Counter[tuple[str, Resemblance | None]] = Counter()
    data_alone: Counter[Resemblance | None] = Counter()
    for done, query in enumerate(sorted(known)):
        for item, level in _listed(bank, find, query, grades[query], with_figures).items():
            grade = grades[query].get(item, 0)
            counts[grade, level] += 1
            if grade:
                kinds[kind_of[frozenset((query, item))], level] += 1
            if grade == VARIANT and told.get(item) == told[query]:
                data_alone[level] += 1
        control.progress(Progress(done + 1, len(known)))
        if control.cancelled():
            break
    return BadgeTable(len(known), counts, kinds, data_alone)


def _masked_stems(
    bank: Bank, grades: Mapping[ItemId, Mapping[ItemId, int]], known: Mapping[ItemId, int]
) -> dict[ItemId, str]:
    """The stems of all judged items with numbers and letters masked; of those that the bank has."""
    keys = {**bank.find(sorted({item for judged in grades.values() for item in judged})), **known}
    items = bank.get(sorted(keys.values()))
    return {item.id: masked(item.stem) for item in items}


def _listed(
    bank: Bank, find: FindDuplicates, query: ItemId, grades: Mapping[ItemId, int], with_figures: bool
) -> dict[ItemId, Resemblance | None]:
    """The badge of every listed hit, None for every judged item that is not listed."""
    comparison = find.compare(find.payloads_of(query, with_figures), query)
    ranking = find.rank(comparison)
    places = ranking.places[ranking.worthwhile[ranking.places]][:SHOWN]
    items = bank.get(comparison.keys[places].tolist())
    told: dict[ItemId, Resemblance | None] = {item: None for item, grade in grades.items() if grade}
    for item, place in zip(items, places.tolist(), strict=True):
        told[item.id] = LEVELS[ranking.judged.levels[place]]
    return told
