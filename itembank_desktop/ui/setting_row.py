"""One setting: its name and sentence, what changes it, and the way back to its default."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDoubleValidator, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import icon_button, label, strong_label
from itembank_desktop.ui.setting_words import Entry, Kind
from itembank_desktop.ui.text_scale import hold_least_height, hold_least_width, hold_most_width

_LEAST_SECONDS, _MOST_SECONDS = 0.1, 60.0


class SettingRow(QFrame):
    """Says what was chosen; does nothing itself. `changed` carries the value, `reset_asked` asks for the default."""

    changed = Signal(object)
    reset_asked = Signal()
    link_asked = Signal(str)

    def __init__(self, entry: Entry, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.entry = entry
        self._icons = icons
        self._name, self._sentence, self._value = (
            strong_label(),
            label("secondary", wrap=True),
            label("secondary", wrap=True),
        )
        self.switch, self.choices, self.field = QCheckBox(), _Choices(), QLineEdit()
        self.act, self.reset = QPushButton(), icon_button()
        self.control = self._control()
        keeps_room = self.reset.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keeps_room)
        self.reset.clicked.connect(self.reset_asked)
        self.act.clicked.connect(self._on_act)
        self._lay_out()
        self.paint_icons()
        self.tell(entry)

    def paint_icons(self) -> None:
        """In today's colours."""
        self.reset.setIcon(self._icons("undo"))

    def tell(self, entry: Entry) -> None:
        """In today's language."""
        self.entry = entry
        self._name.setText(entry.name)
        self._sentence.setText(entry.sentence)
        self.act.setText(entry.act)
        self.act.setAccessibleName(f"{entry.name}: {entry.act}")
        self.control.setAccessibleName(f"{entry.name}: {entry.act}" if self.control is self.act else entry.name)
        self.control.setAccessibleDescription(entry.sentence)
        said = self.tr("Back to the default: {name}").format(name=entry.name)
        self.reset.setAccessibleName(said)
        self.reset.setToolTip(said)
        for place, (_, word) in enumerate(entry.choices):
            self.choices.setItemText(place, word)

    def show_value(self, value: Any, told: str = "") -> None:
        """What holds now; `told` is how a value that is only shown is said."""
        kind = self.entry.kind
        if kind is Kind.SWITCH:
            self.switch.setChecked(value)
        elif kind is Kind.CHOICE:
            if self.choices.findData(value) < 0:
                self.choices.addItem(str(value), value)  # Written into the file by hand.
            self.choices.setCurrentIndex(self.choices.findData(value))
        elif kind in (Kind.TEXT, Kind.SECONDS) and self.field.text() != value:
            self.field.setText(value)
        self._value.setText(told)
        self._value.setVisible(bool(told))
        default = value == self.entry.setting.default
        self.reset.setVisible(not default)
        if kind is Kind.LIST:
            self.act.setEnabled(not default)

    def _control(self) -> QWidget:
        kind = self.entry.kind
        if kind is Kind.SWITCH:
            self.switch.clicked.connect(lambda on: self.changed.emit(on))
            return self.switch
        if kind is Kind.CHOICE:
            for value, word in self.entry.choices:
                self.choices.addItem(word, value)
            self.choices.activated.connect(lambda _: self.changed.emit(self.choices.currentData()))
            return self.choices
        if kind in (Kind.TEXT, Kind.SECONDS):
            self.field.setAcceptDrops(False)  # A picture dropped on it is for the draft.
            self.field.editingFinished.connect(lambda: self.changed.emit(self.field.text().strip()))
            if kind is Kind.SECONDS:
                self.field.setValidator(QDoubleValidator(_LEAST_SECONDS, _MOST_SECONDS, 1, self))
            return self.field
        return self.act

    def _on_act(self) -> None:
        if self.entry.kind is Kind.LIST:
            self.reset_asked.emit()
        else:
            self.link_asked.emit(self.entry.link)

    def _lay_out(self) -> None:
        controls = QHBoxLayout()
        controls.setSpacing(theme.TIGHT)
        controls.addWidget(self._value, 1)
        controls.addWidget(self.control)
        controls.addStretch(0)
        if self.entry.kind in (Kind.CHOICE, Kind.TEXT, Kind.SECONDS):
            hold_least_height(self.control, theme.FIELD_HEIGHT)
            hold_least_width(self.control, theme.SETTING_WIDTH)
            hold_most_width(self.control, 2 * theme.SETTING_WIDTH)
        words = QVBoxLayout()
        words.setSpacing(theme.TIGHT)
        words.addWidget(self._name)
        words.addWidget(self._sentence)
        words.addSpacing(theme.TIGHT)
        words.addLayout(controls)
        if self.entry.act and self.control is not self.act:
            words.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.SMALL, theme.MEDIUM)
        line.setSpacing(theme.SMALL)
        line.addLayout(words, 1)
        # A list is emptied by its own button.
        if self.entry.kind is not Kind.LIST and self.entry.setting.name != "model":
            line.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)


class _Choices(QComboBox):
    """The wheel scrolls the page that it stands on, and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
