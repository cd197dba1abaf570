"""How far badges agree with a ground truth: what was called a duplicate or a variant, and what is one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from itembank_desktop.core.evaluation import Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Bank, JobControl, Progress
from itembank_desktop.core.resemblance import LEVELS, Resemblance
from itembank_desktop.services.find_duplicates import FindDuplicates

SHOWN = 20
"""As many hits as the window lists."""
DUPLICATE, VARIANT = 3, 2
"""Least relevance of a duplicate and of a variant in qrels."""


@dataclass(frozen=True, slots=True)
class BadgeTable:
    """`counts[relevance, badge]` over all listed hits; badge None: a judged pair that was not listed."""

    queries: int
    counts: Mapping[tuple[int, Resemblance | None], int] = field(hash=False)

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
    counts: Counter[tuple[int, Resemblance | None]] = Counter()
    for done, query in enumerate(sorted(known)):
        counts.update(_told(bank, find, query, grades[query], with_figures))
        control.progress(Progress(done + 1, len(known)))
        if control.cancelled():
            break
    return BadgeTable(len(known), counts)


def _told(
    bank: Bank, find: FindDuplicates, query: ItemId, grades: Mapping[ItemId, int], with_figures: bool
) -> Counter[tuple[int, Resemblance | None]]:
    comparison = find.compare(find.payloads_of(query, with_figures), query)
    ranking = find.rank(comparison)
    places = ranking.places[ranking.worthwhile[ranking.places]][:SHOWN]
    items = bank.get(comparison.keys[places].tolist())
    listed = {item.id: LEVELS[ranking.judged.levels[place]] for item, place in zip(items, places.tolist(), strict=True)}
    counts: Counter[tuple[int, Resemblance | None]] = Counter()
    for item, level in listed.items():
        counts[grades.get(item, 0), level] += 1
    for item, grade in grades.items():
        if item not in listed and grade:
            counts[grade, None] += 1
    return counts
