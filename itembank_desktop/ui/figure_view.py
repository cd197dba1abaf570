"""A figure on white paper; a click or Space shows it large, the wheel zooms."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QDialog, QSizePolicy, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.press import Press, Print
from itembank_desktop.ui.retold import Retold

_MOST_ZOOM = 8.0
_STEP = 1.2


class FigureView(Retold, QWidget):
    """Scales the figure down to its width, never up; holds its place before the figure is there."""

    zoom_asked = Signal()

    def __init__(self, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pixmap: QPixmap | None = None
        self._problem = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.THUMB_HEIGHT)
        self._name_things()

    def show_figure(self, pixmap: QPixmap | None, problem: str = "") -> None:
        """Show the figure, or say why it cannot be shown."""
        self._pixmap = pixmap
        self._problem = problem
        if pixmap is not None:
            size = pixmap.deviceIndependentSize()
            self.setFixedHeight(round(size.height()) + 2 * theme.MEDIUM)
            self.setFixedWidth(round(size.width()) + 2 * theme.MEDIUM)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper with a hairline, the figure in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._look.colours
        edge, thick = (colours.accent, theme.FOCUS_RING) if self.hasFocus() else (colours.hairline, theme.HAIR)
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(colours.paper))
        inset = thick / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.TIGHT, theme.TIGHT)
        if self._pixmap is not None:
            size = self._pixmap.deviceIndependentSize()
            at = QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2)
            painter.drawPixmap(at.toPoint(), self._pixmap)
        elif self._problem:
            painter.setPen(QColor(colours.paper_ink))
            painter.drawText(
                self.rect().adjusted(8, 8, -8, -8), Qt.AlignmentFlag.AlignCenter, self.tr("Figure unreadable")
            )
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click shows it large."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.zoom_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter show it large."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.zoom_asked.emit()
        else:
            super().keyPressEvent(event)

    def _name_things(self) -> None:
        self.setAccessibleName(self.tr("Figure, press Space to enlarge"))
        self.setToolTip(self.tr("Click to enlarge"))


class ZoomedFigure(QDialog):
    """One figure as large as the window allows; wheel zooms at the pointer, dragging moves, Esc or Space closes."""

    def __init__(self, pixmap: QPixmap, look: theme.Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Figure"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.canvas = ZoomCanvas(pixmap, look, self)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.canvas)
        self.resize(parent.window().size() * 0.9)

    def sharpen(self, press: Press, order: Print) -> None:
        """Exchange the figure for a finer print of itself when it is made."""
        self._press, self._order = press, order
        press.pressed.connect(self._on_pressed)
        press.want("zoom", [order])
        self._on_pressed()

    def _on_pressed(self) -> None:
        made = self._press.get(self._order)
        if made is not None and made.pixmap is not None:
            self.canvas.show_pixmap(made.pixmap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space closes as it opened; plus and minus zoom."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self.close()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.canvas.zoom(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.canvas.zoom(1 / _STEP)
        else:
            super().keyPressEvent(event)


class ZoomCanvas(QWidget):
    """Paints a pixmap at any zoom."""

    def __init__(self, pixmap: QPixmap, look: theme.Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = pixmap
        self._look = look
        self._zoom = 1.0
        self._shift = QPointF()
        self._grip: QPointF | None = None
        self.setAccessibleName(self.tr("Figure"))

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Show a finer print at the same zoom."""
        self._pixmap = pixmap
        self.update()

    @property
    def factor(self) -> float:
        """1 fits the figure into the window."""
        return self._zoom

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, keeping the point `at` (the middle by default) where it is."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        pivot = (at or middle) - middle
        wanted = max(1.0, min(_MOST_ZOOM, self._zoom * by))
        self._shift = pivot + (self._shift - pivot) * (wanted / self._zoom)
        self._zoom = wanted
        if wanted == 1.0:
            self._shift = QPointF()
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the figure."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._grip is not None:
            self._shift += event.position() - self._grip
            self._grip = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The figure on white."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.colours.paper))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QSize(self.width() - 2 * theme.WIDE, self.height() - 2 * theme.WIDE)
        natural = self._pixmap.deviceIndependentSize()
        fit = min(room.width() / natural.width(), room.height() / natural.height())
        size = natural * fit * self._zoom
        left = (self.width() - size.width()) / 2 + self._shift.x()
        top = (self.height() - size.height()) / 2 + self._shift.y()
        painter.drawPixmap(QRectF(left, top, size.width(), size.height()), self._pixmap, QRectF(self._pixmap.rect()))
        painter.end()
