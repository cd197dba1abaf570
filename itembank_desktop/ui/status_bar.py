"""The line at the foot: which bank, how many items, which model."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.model_words import Standing, status_line
from itembank_desktop.ui.parts import ElidedLabel, label
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.shared_words import CopyStanding, copy_line
from itembank_desktop.ui.text_scale import hold_height


class StatusBar(Retold, QFrame):
    """Plain facts, nothing to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        hold_height(self, theme.STATUS_HEIGHT)
        self._bank: tuple[str, int] | None = None
        self._copy: CopyStanding | None = None
        self._work = ""
        self._standing = Standing()
        self._left = ElidedLabel()
        self._middle = label()
        self._right = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.LARGE, 0, theme.LARGE, 0)
        row.setSpacing(theme.LARGE)
        row.addWidget(self._left, 1)
        row.addWidget(self._middle)
        row.addWidget(self._right)
        self._name_things()

    @property
    def text(self) -> str:
        """All that stands there, for tests and screen readers."""
        return "  ".join(label.text() for label in (self._left, self._middle, self._right) if label.text())

    def show_bank(self, name: str, items: int) -> None:
        """Say which bank is open."""
        self._bank = (name, items)
        self._name_things()

    def show_copy(self, standing: CopyStanding | None) -> None:
        """How a shared bank and its copy stand; None for a bank that is only here."""
        self._copy = standing
        self._name_things()

    def show_no_bank(self) -> None:
        """Say that none is."""
        self._bank = None
        self._name_things()

    def show_model(self, standing: Standing) -> None:
        """Say which model there is, where it runs, what it does."""
        self._standing = standing
        self._name_things()

    def show_work(self, sentence: str) -> None:
        """Say what runs in the background; empty when nothing does."""
        self._work = sentence
        self._name_things()

    def _name_things(self) -> None:
        if self._bank is None:
            self._left.setText(self.tr("No bank is open"))
        else:
            name, items = self._bank
            if self._copy is not None:
                self._left.setText(f"{name} · {copy_line(self._copy)}")
            else:
                self._left.setText(self.tr("{bank} · {count} items").format(bank=name, count=f"{items:,}"))
        self._middle.setText(self._work)
        self._right.setText(status_line(self._standing))
        self.setAccessibleName(self.text)
