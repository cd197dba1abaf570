"""A button that opens a list of values to tick, with a line to look for one."""

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import verbatim
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_least_height, scaled

MANY = 12
"""So many values want a line to look for one."""
_LONGEST = 14


class ChoiceButton(QToolButton):
    """Says its name and what is ticked; `changed` carries the ticked values."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choice")
        self._name = ""
        self._values: dict[str, int] = {}
        self._ticked: tuple[str, ...] = ()
        self.list = ChoiceList(self)
        self.list.ticked.connect(self._on_ticked)
        self.clicked.connect(self.open_list)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hold_least_height(self, theme.FIELD_HEIGHT)

    @property
    def values(self) -> tuple[str, ...]:
        """What is ticked."""
        return self._ticked

    def show_name(self, name: str, word: Callable[[str], str] = str) -> None:
        """What is chosen here, and how its values read."""
        self._name, self.list.word = name, word
        self.list.rows.setAccessibleName(name)
        self._name_things()

    def offer(self, values: Mapping[str, int], ticked: Sequence[str]) -> None:
        """The values that there are, with how many items have each, and those ticked now."""
        self._values, self._ticked = dict(values), tuple(ticked)
        self._name_things()

    def open_list(self) -> None:
        """Below the button, inside the screen."""
        self.list.fill(self._values, self._ticked)
        place = self.mapToGlobal(QPoint(0, self.height() + theme.TIGHT))
        screen = self.screen().availableGeometry()
        width = max(self.width(), scaled(theme.CHOICE_WIDTH))
        height = self.list.height_wanted()
        left = min(place.x(), screen.right() - width)
        top = place.y() if place.y() + height < screen.bottom() else screen.bottom() - height
        self.list.setGeometry(left, max(screen.top(), top), width, height)
        self.list.show()

    def _on_ticked(self, ticked: tuple[str, ...]) -> None:
        self._ticked = ticked
        self._name_things()
        self.changed.emit(ticked)

    def _name_things(self) -> None:
        told = ", ".join(map(self.list.word, self._ticked))
        short = told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
        self.setText(verbatim(f"{self._name}: {short}" if told else self._name) + "  ▾")
        everything = self.tr("all")
        self.setAccessibleName(f"{self._name}, {told or everything}")
        self.setToolTip(told)
        self.setProperty("on", bool(told))
        self.style().unpolish(self)
        self.style().polish(self)


class ChoiceList(Retold, QFrame):
    """Closes by itself when something else is pressed; Esc closes it too."""

    ticked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("paper")
        self.word: Callable[[str], str] = str
        self.search = QLineEdit()
        self.search.setAcceptDrops(False)  # A picture dropped on it is for the draft.
        self.search.textChanged.connect(self._on_searched)
        self.rows = QListWidget()
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.itemChanged.connect(self._on_changed)
        self.rows.itemActivated.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.TIGHT, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.search)
        column.addWidget(self.rows)
        self._name_things()

    def fill(self, values: Mapping[str, int], ticked: Sequence[str]) -> None:
        """Ticked ones first, then by name."""
        self.rows.blockSignals(True)
        self.rows.clear()
        for value in sorted(values, key=lambda one: (one not in ticked, _natural(one))):
            row = QListWidgetItem(f"{self.word(value)}  ({values[value]:,})")
            row.setData(Qt.ItemDataRole.UserRole, value)
            row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            self.rows.addItem(row)
        self.rows.blockSignals(False)
        self.search.clear()
        self.search.setVisible(len(values) > MANY)
        (self.search if len(values) > MANY else self.rows).setFocus()

    def height_wanted(self) -> int:
        """For its rows, or a part of them that scrolls."""
        rows = min(self.rows.count(), MANY) * max(self.rows.sizeHintForRow(0), theme.WIDE)
        return rows + (scaled(theme.FIELD_HEIGHT) + theme.TIGHT if self.rows.count() > MANY else 0) + 2 * theme.SMALL

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _name_things(self) -> None:
        self.search.setPlaceholderText(self.tr("Look for a value"))
        self.search.setAccessibleName(self.tr("Look for a value"))

    def _on_searched(self, text: str) -> None:
        for row in map(self.rows.item, range(self.rows.count())):
            row.setHidden(text.casefold() not in row.text().casefold())

    def _on_activated(self, row: QListWidgetItem) -> None:
        on = row.checkState() is Qt.CheckState.Checked
        row.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _on_changed(self, _: QListWidgetItem) -> None:
        rows = map(self.rows.item, range(self.rows.count()))
        values = [row.data(Qt.ItemDataRole.UserRole) for row in rows if row.checkState() is Qt.CheckState.Checked]
        self.ticked.emit(tuple(sorted(values)))


def _natural(text: str) -> list[tuple[int, str]]:
    """Numbers in a text by their worth: unit 2 before unit 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]
