"""A button that asks for a file, and the name of the one that was chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from itembank_desktop.ui.parts import label, row
from itembank_desktop.ui.retold import Retold


class FileField(Retold, QWidget):
    """`changed` says that another one was chosen."""

    changed = Signal()

    def __init__(self, ask: Callable[[QWidget], str], *beside: QWidget) -> None:
        """`ask` shows the dialog and gives a path, empty for none; `beside` stands between button and name."""
        super().__init__()
        self.path: Path | None = None
        self._ask = ask
        self.button, self._named = QPushButton(), label()
        self.button.clicked.connect(self._on_clicked)
        line = row(self.button, *beside, self._named, None)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self._name_things()

    def take(self, path: Path) -> None:
        """This one."""
        self.path = path
        self._name_things()
        self.changed.emit()

    def _on_clicked(self) -> None:
        if chosen := self._ask(self):
            self.take(Path(chosen))

    def _name_things(self) -> None:
        self.button.setText(self.tr("Choose a file…"))
        self._named.setText(self.path.name if self.path else self.tr("none chosen"))
        self._named.setToolTip(str(self.path or ""))
