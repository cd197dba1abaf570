"""The menu of the draft shelf, at the draft's header."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from itembank_desktop.core.shelf import ShelvedDraft
from itembank_desktop.ui.parts import icon_button, verbatim
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.shelf import Shelf
from itembank_desktop.ui.verdict_words import moment

MOST_LISTED = 20


class ShelfButton(Retold, QToolButton):
    """Lists the shelf when it opens; does nothing itself."""

    park_asked = Signal()
    reopen_asked = Signal(str)
    discard_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(icon_button().focusPolicy())
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._drafts: tuple[ShelvedDraft, ...] = ()
        self._menu = QMenu(self)
        self._park = self._menu.addAction("", self.park_asked.emit)
        self._head = self._menu.addSection("")
        self._none = self._menu.addAction("")
        self._none.setEnabled(False)
        self._rows: list[QAction] = []
        self._discard = QMenu(self._menu)
        self._last = self._menu.addSeparator()
        self._menu.addMenu(self._discard)
        self.setMenu(self._menu)
        self._name_things()

    def show_shelf(self, shelf: Shelf) -> None:
        """List other drafts."""
        self._drafts = shelf.others[:MOST_LISTED]
        self._list()

    def _list(self) -> None:
        for row in self._rows:
            self._menu.removeAction(row)
            row.deleteLater()
        self._discard.clear()
        self._rows = []
        for draft in self._drafts:
            row = QAction(verbatim(self._line(draft)), self._menu)
            row.triggered.connect(lambda _=False, name=draft.name: self.reopen_asked.emit(name))
            self._menu.insertAction(self._last, row)
            self._rows.append(row)
            gone = self._discard.addAction(verbatim(self._line(draft)))
            gone.triggered.connect(lambda _=False, name=draft.name: self.discard_asked.emit(name))
        self._none.setVisible(not self._drafts)
        self._discard.menuAction().setVisible(bool(self._drafts))

    def _line(self, draft: ShelvedDraft) -> str:
        title = draft.title or self.tr("Pictures alone")
        parts = [title, self.tr("{count} hits").format(count=len(draft.found)), moment(draft.saved)]
        decided = sum(bool(one.get("decided")) for one in draft.found)
        if decided:
            parts.insert(2, self.tr("{count} judged").format(count=decided))
        return ("● " if draft.parked else "") + " · ".join(parts)

    def _name_things(self) -> None:
        self.setText(self.tr("Shelf") + "  ▾")
        self.setToolTip(self.tr("Drafts put aside; what you type saves itself there"))
        self.setAccessibleName(self.tr("Draft shelf"))
        self._park.setText(self.tr("Put this draft aside") + "\tCtrl+Shift+D")
        self._head.setText(self.tr("On the shelf"))
        self._none.setText(self.tr("Nothing yet"))
        self._discard.setTitle(self.tr("Discard"))
        self._list()
