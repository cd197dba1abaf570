"""A thin line that moves while an answer is under way."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from itembank_desktop.ui import theme

_STEPS = 70
_SHARE = 0.3


class BusyLine(QWidget):
    """Two pixels high and always there, so that nothing moves when it starts."""

    def __init__(self, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.FOCUS_RING)
        self._look = look
        self._busy = False
        self._step = 0
        self._timer = QTimer(self, interval=theme.LINE_STEP_MS)
        self._timer.timeout.connect(self._on_step)

    @property
    def is_busy(self) -> bool:
        """Whether the line shows."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Show or hide the line; it stands still where the desktop asks for no motion."""
        self._busy = busy
        if busy and not theme.still():
            self._timer.start()
        else:
            self._timer.stop()
            self._step = 0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A short bar that runs from left to right."""
        if not self._busy:
            return
        painter = QPainter(self)
        width = float(self.width())
        at = -_SHARE * width + (1 + _SHARE) * width * self._step / _STEPS
        bar = QRectF(at, 0, _SHARE * width, self.height()) if self._timer.isActive() else QRectF(self.rect())
        painter.fillRect(bar, QColor(self._look.colours.accent))
        painter.end()

    def _on_step(self) -> None:
        self._step = (self._step + 1) % _STEPS
        self.update()
