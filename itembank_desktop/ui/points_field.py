"""A whole number that is typed, or stepped with the arrow keys and the wheel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit

from itembank_desktop.core.search import ALL_SCORES
from itembank_desktop.ui import theme
from itembank_desktop.ui.text_scale import hold_size

_STEP = 5


class PointsField(QLineEdit):
    """Points from 0 to 100, kept between two bounds; a style sheet hides what a QSpinBox says."""

    changed = Signal()

    def __init__(self, value: int) -> None:
        super().__init__(str(value))
        self._value = value
        self._least, self._most = ALL_SCORES
        self.setObjectName("field")
        hold_size(self, theme.POINTS_WIDTH, theme.FIELD_HEIGHT)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAcceptDrops(False)  # A picture dropped on it is for the draft.
        self.setValidator(QIntValidator(*ALL_SCORES, self))
        self.returnPressed.connect(self._take)

    @property
    def value(self) -> int:
        """The last number that was taken."""
        return self._value

    def set_value(self, value: int) -> None:
        """Take a number, or the bound that it passes."""
        taken = min(max(value, self._least), self._most)
        self.setText(str(taken))
        if taken != self._value:
            self._value = taken
            self.changed.emit()

    def bound(self, least: int, most: int) -> None:
        """Take nothing outside from now on."""
        self._least, self._most = least, most

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.set_value(self._value + (_STEP if event.key() == Qt.Key.Key_Up else -_STEP))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel steps where the keyboard is, so that a list that scrolls by changes nothing."""
        if self.hasFocus():
            self.set_value(self._value + (_STEP if event.angleDelta().y() > 0 else -_STEP))
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed counts when the field is left."""
        self._take()
        super().focusOutEvent(event)

    def _take(self) -> None:
        self.set_value(int(self.text()) if self.text() else self._value)
