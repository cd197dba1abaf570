"""The hits of the newest answer as rows."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import badges
from itembank_desktop.ui.hit_cards import identity
from itembank_desktop.ui.reasons import reason

AnyIndex = QModelIndex | QPersistentModelIndex
HIT = int(Qt.ItemDataRole.UserRole) + 1


class HitModel(QAbstractListModel):
    """Rows in the answer's order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown, best first."""
        return self._hits

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

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
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [f"{hit.rank}. {badges.word(hit.verdict)} {mark(hit)}", identity(hit.item), reason(hit)]
            return ". ".join([*parts, hit.item.stem])
        return None


def mark(hit: Hit) -> str:
    """The score as a whole number, never 100, for the author decides; the rank where a score says nothing."""
    if not hit.calibrated:
        return QCoreApplication.translate("HitModel", "no. {rank}").format(rank=hit.rank)
    return f"{min(99, round(100 * hit.score))}%"
