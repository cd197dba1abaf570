"""An image on which the author marks rectangles, by dragging or by keyboard."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from itembank_desktop.ui import theme

_MOVES = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class CutCanvas(QWidget):
    """Rectangles lie in pixels of the image; the one drawn or touched last is the one that keys move.

    Arrows move it (or make one where there is none), Shift+arrows change its size, Space adds one, Delete takes
    it away.
    """

    changed = Signal()
    cut = Signal()
    """A rectangle was dragged."""
    accepted = Signal()
    cancelled = Signal()
    zoomed = Signal(int)
    """+1 or -1, by key."""
    turned = Signal(int)
    """Another page is asked for, by key."""

    def __init__(self, look: theme.Theme, several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._several = several
        self._image = QImage()
        self._pixmap = QPixmap()
        self._scale = 1.0
        self._rectangles: list[QRectF] = []
        self._removed: list[QRectF] = []
        self._start: QPointF | None = None
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def scale(self) -> float:
        """Logical pixels a pixel of the image."""
        return self._scale

    @property
    def rectangles(self) -> tuple[QRectF, ...]:
        """What is marked, in the order it was marked."""
        return tuple(self._rectangles)

    def show_image(self, image: QImage, rectangles: tuple[QRectF, ...] = ()) -> None:
        """Show another image with what was marked on it before."""
        self._image = image
        self._pixmap = QPixmap.fromImage(image)
        self._rectangles, self._removed = list(rectangles), []
        self.set_scale(self._scale)
        self.changed.emit()

    def set_scale(self, scale: float) -> None:
        """Show the image larger or smaller."""
        self._scale = scale
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """The whole image at this scale."""
        return QSize(round(self._image.width() * self._scale), round(self._image.height() * self._scale))

    def pieces(self) -> list[QImage]:
        """What is marked, as images."""
        return [self._image.copy(self._whole_pixels(one)) for one in self._rectangles]

    def image(self) -> QImage:
        """All of it."""
        return self._image

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a rectangle, or begin one."""
        if event.button() != Qt.MouseButton.LeftButton or self._image.isNull():
            return
        at = event.position() / self._scale
        touched = next((one for one in reversed(self._rectangles) if one.contains(at)), None)
        if self._several and touched is not None:
            self._make_current(touched)
            self._held = at
            return
        self._start = at
        self._rectangles = [*(self._rectangles if self._several else []), QRectF(at, at)]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw it, or move it along."""
        at = event.position() / self._scale
        if self._start is not None:
            self._rectangles[-1] = QRectF(self._start, at).normalized() & self._all
        elif self._held is not None:
            self._move(at - self._held)
            self._held = at
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click is no rectangle."""
        drawn, self._start, self._held = self._start is not None, None, None
        if drawn and min(self._rectangles[-1].size().toTuple()) * self._scale < theme.CUT_LEAST:
            self._rectangles.pop()
            drawn = False
        self.update()
        self.changed.emit()
        if drawn:
            self.cut.emit()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key = Qt.Key(event.key())
        if key in _MOVES and not self._image.isNull():
            self._arrow(_MOVES[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._removed += self._rectangles[-1:]
            del self._rectangles[-1:]
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._rectangles += self._removed[-1:]
            del self._removed[-1:]
        elif key == Qt.Key.Key_Space and self._several:
            self._add()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoomed.emit(-1 if key == Qt.Key.Key_Minus else 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
            return
        self.update()
        self.changed.emit()

    def _arrow(self, way: QPointF, resize: bool) -> None:
        if not self._rectangles:
            self._add()
            return
        step = way * (theme.CUT_STEP / self._scale)
        if not resize:
            self._move(step)
            return
        least = theme.CUT_LEAST / self._scale
        one = self._rectangles[-1].adjusted(0, 0, step.x(), step.y())
        one.setSize(one.size().expandedTo(QRectF(0, 0, least, least).size()))
        self._rectangles[-1] = one & self._all

    def _add(self) -> None:
        """One in the middle of what is in sight."""
        if self._image.isNull():
            return
        seen = self.visibleRegion().boundingRect() or self.rect()
        sight = QRectF(QPointF(seen.topLeft()) / self._scale, QRectF(seen).size() / self._scale) & self._all
        across, down = sight.width() / 4, sight.height() / 4
        self._rectangles.append(sight.adjusted(across, down, -across, -down))

    def _move(self, by: QPointF) -> None:
        one, whole = self._rectangles[-1], self._all
        left = min(max(one.left() + by.x(), 0.0), whole.width() - one.width())
        top = min(max(one.top() + by.y(), 0.0), whole.height() - one.height())
        self._rectangles[-1] = QRectF(QPointF(left, top), one.size())

    def _make_current(self, one: QRectF) -> None:
        self._rectangles.remove(one)
        self._rectangles.append(one)

    @property
    def _all(self) -> QRectF:
        return QRectF(self._image.rect())

    def _whole_pixels(self, one: QRectF) -> QRect:
        return one.toAlignedRect() & self._image.rect()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The image, under a veil where nothing is marked."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = QRectF(event.rect())
        source = QRectF(shown.topLeft() / self._scale, shown.size() / self._scale)
        painter.drawPixmap(shown, self._pixmap, source)
        frames = [QRectF(one.topLeft() * self._scale, one.size() * self._scale) for one in self._rectangles]
        if frames or not self._several:
            veil = QPainterPath()
            veil.addRect(QRectF(self.rect()))
            marked = QPainterPath()
            for frame in frames:
                marked.addRect(frame)
            painter.fillPath(veil - marked, QColor(theme.VEIL))
        for at, frame in enumerate(frames, 1):
            self._paint_frame(painter, frame, at == len(frames))
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: QRectF, current: bool) -> None:
        """In the accent on white, so that it is seen on paper and on a dark screen."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.LIGHT.paper), 2 * theme.FOCUS_RING))
        painter.drawRect(frame)
        style = Qt.PenStyle.SolidLine if current else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(theme.LIGHT.accent), theme.FOCUS_RING, style))
        painter.drawRect(frame)
