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
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_step)

    @property
    def is_busy(self) -> bool:
        """Whether the line shows, or will when it takes longer."""
        return self._busy

    def set_busy(self, busy: bool) -> None:
        """Show or hide the line, in a moment; it stands still where the desktop asks for no motion."""
        if busy == self._busy:
            return
        self._busy = busy
        if busy:
            # A line that flashed at every key would say nothing.
            self._timer.start(theme.LINE_AFTER_MS)
        else:
            self._timer.stop()
            self._step = 0
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A short bar that runs from left to right."""
        if not self._step:
            return
        painter = QPainter(self)
        width = float(self.width())
        at = -_SHARE * width + (1 + _SHARE) * width * self._step / _STEPS
        bar = QRectF(at, 0, _SHARE * width, self.height()) if self._timer.isActive() else QRectF(self.rect())
        painter.fillRect(bar, QColor(self._look.colours.accent))
        painter.end()

    def _on_step(self) -> None:
        self._step = self._step % _STEPS + 1
        if theme.still():
            self._timer.stop()
        else:
            self._timer.setInterval(theme.LINE_STEP_MS)
        self.update()
