"""Which hits a list shows: dismissed ones are out of the way, an author's own family takes one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from itembank_desktop.core.item import Item, ItemId
from itembank_desktop.core.judgement import Judged
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.search import Hit


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Hits in the order of their rows with ranks from 1, how many are hidden, and how many a row stands for besides."""

    hits: tuple[Hit, ...] = ()
    hidden: int = 0
    folded: Mapping[ItemId, int] = field(default_factory=dict, hash=False)
    unfolded: frozenset[ItemId] = frozenset()
    """Rows that begin a family whose other members stand below them."""


def family_of(item: Item, author: str) -> str:
    """What an item shares with its variants: `family`, else `paper`, else that `author` made it; empty for none."""
    for key in ("family", "paper"):
        value = item.metadata.get(key)
        if isinstance(value, str | int) and str(value).strip():
            return f"{key}:{value}"
    return f"author:{author}" if author and item.metadata.get("author") == author else ""


def arrange(
    hits: Sequence[Hit],
    judged: Mapping[ItemId, Judged],
    limit: int,
    author: str = "",
    keep: ItemId | None = None,
    with_hidden: bool = False,
    unfolded: frozenset[str] = frozenset(),
) -> Arrangement:
    """Leave out what is dismissed unless it is `keep` or `with_hidden`; fold each family not among `unfolded`.

    Somebody else's possible duplicate never goes into a fold: a list must not hide what it is there to show.
    """
    dismissed = {hit.item.id for hit in hits if hit.item.id in judged and judged[hit.item.id].is_dismissed}
    shown = [hit for hit in hits if with_hidden or hit.item.id not in dismissed or hit.item.id == keep][:limit]
    families: dict[str, list[Hit]] = {}
    for hit in shown:
        family = family_of(hit.item, author)
        if family and (hit.verdict is not Resemblance.DUPLICATE or hit.item.metadata.get("author") == author):
            families.setdefault(family, []).append(hit)
    rows, folded, open_ = list(shown), {}, set()
    for family, members in families.items():
        first, rest = members[0], members[1:]
        if not rest:
            continue
        for hit in rest:
            rows.remove(hit)
        if family in unfolded or any(hit.item.id == keep for hit in rest):
            place = rows.index(first) + 1
            rows[place:place] = rest
            open_.add(first.item.id)
        folded[first.item.id] = len(rest)
    ranked = (hit if hit.rank == rank else replace(hit, rank=rank) for rank, hit in enumerate(rows, start=1))
    return Arrangement(tuple(ranked), len(dismissed), folded, frozenset(open_))
