"""Drafts that were checked by a copy alone, checked again once the copy has caught up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.resemblance import LEVELS
from itembank_desktop.core.search import Answer, Hit, Query


class Newer(Protocol):
    """What a copy knows of its own history."""

    def written_since(self, revision: int, ids: Sequence[ItemId]) -> set[ItemId]:
        """Those of the items that were written after that."""
        ...


@dataclass(frozen=True, slots=True)
class News:
    """What a draft resembles that was not there, or not like that, when it was checked; best first."""

    draft: str
    answer: Answer
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class _Checked:
    query: Query
    revision: int
    found: dict[ItemId, int]


class RecheckDrafts:
    """Remembers the last check of each draft while the server is away. All methods belong to one thread."""

    def __init__(self, copy: Newer) -> None:
        self._copy = copy
        self._checked: dict[str, _Checked] = {}

    def note(self, answer: Answer) -> None:
        """An answer was shown; one of the shared bank itself leaves nothing to check again."""
        name = answer.query.draft or ""
        if answer.source is None or answer.source.shared:
            self._checked.pop(name, None)
            return
        found = {hit.item.id: LEVELS.index(hit.verdict) for hit in answer.hits}
        self._checked[name] = _Checked(answer.query, answer.source.revision, found)

    def forget(self, draft: str) -> None:
        """The draft was emptied, or put away."""
        self._checked.pop(draft, None)

    def __call__(self, find: Callable[[Query], Answer]) -> list[News]:
        """Ask again what was checked; only drafts for which something new appeared are named. Each is told once."""
        news = []
        checked, self._checked = self._checked, {}
        for draft, before in checked.items():
            answer = find(before.query)
            written = self._copy.written_since(before.revision, [hit.item.id for hit in answer.hits])
            fresh = tuple(hit for hit in answer.hits if hit.item.id in written and _is_news(hit, before.found))
            if fresh:
                news.append(News(draft, answer, fresh))
        return news


def _is_news(hit: Hit, found: dict[ItemId, int]) -> bool:
    """An item not seen before, or one rewritten so that it is closer now than it was."""
    return hit.item.id not in found or LEVELS.index(hit.verdict) < found[hit.item.id]
