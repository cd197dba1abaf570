"""The hits of the newest answer as rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.judgement import Judged, Reviewed
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import badges
from itembank_desktop.ui.hit_cards import identity
from itembank_desktop.ui.reasons import reason
from itembank_desktop.ui.verdict_words import chips, history, reviewed

AnyIndex = QModelIndex | QPersistentModelIndex
HIT = int(Qt.ItemDataRole.UserRole) + 1
CHIPS = HIT + 1
"""Short marks of a card: [(kind, words)]; kinds are "verdict", "again", "enemy", "family" and "note"."""


@dataclass(frozen=True, slots=True)
class Standings:
    """What people decided about the rows and about pairs scored like them, and the families that rows stand for."""

    judged: Mapping[ItemId, Judged] = field(default_factory=dict)
    folded: Mapping[ItemId, int] = field(default_factory=dict)
    unfolded: frozenset[ItemId] = frozenset()
    reviewed: Mapping[ItemId, Reviewed | None] = field(default_factory=dict)


class HitModel(QAbstractListModel):
    """Rows in the answer's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()
        self._standings = Standings()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown, best first."""
        return self._hits

    @property
    def standings(self) -> Standings:
        """What stands for the rows."""
        return self._standings

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def show_standings(self, standings: Standings) -> None:
        """What stands for the items, those of the next rows included."""
        self._standings = standings
        if self._hits:
            self.dataChanged.emit(self.index(0), self.index(len(self._hits) - 1))

    def row_of(self, item: ItemId | None) -> int | None:
        """Where an item stands, if it is still there."""
        return next((row for row, hit in enumerate(self._hits) if hit.item.id == item), None)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """One row a hit."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The hit for the painter; one spoken sentence for screen readers."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == HIT:
            return hit
        if role == CHIPS:
            return self.chips_of(hit)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(hit) or None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [f"{hit.rank}. {badges.word(hit.verdict)} {mark(hit)}", identity(hit.item), reason(hit)]
            return ". ".join([*parts, *(words for _, words in self.chips_of(hit)), hit.item.stem])
        return None

    def _told(self, hit: Hit) -> str:
        """Who decided what about the pair, and what reviewers called pairs of its score."""
        known = self._standings
        lines = (history(known.judged.get(hit.item.id, Judged())), reviewed(known.reviewed.get(hit.item.id)))
        return "\n".join(line for line in lines if line)

    def chips_of(self, hit: Hit) -> list[tuple[str, str]]:
        """Short marks of a hit's card, the most telling first."""
        item, standings = hit.item, self._standings
        found = chips(standings.judged.get(item.id, Judged()))
        if item.id in standings.folded:
            arrow = "▾" if item.id in standings.unfolded else "▸"
            say = QCoreApplication.translate("HitModel", "same family: {count} more")
            found.append(("family", f"{arrow} {say.format(count=standings.folded[item.id])}"))
        if item.metadata.get("status") == "published":
            found.append(("note", QCoreApplication.translate("HitModel", "Published")))
        return found


def mark(hit: Hit) -> str:
    """The score as a whole number, never 100, for the author decides; the rank where a score says nothing."""
    if not hit.calibrated:
        return QCoreApplication.translate("HitModel", "no. {rank}").format(rank=hit.rank)
    return f"{min(99, round(100 * hit.score))}%"
