"""Two figures on white paper, painted side by side or upon each other; one zoom and one shift for both."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.comparer import Shown

_MOST_ZOOM, _STEP = 8.0, 1.2


class Way(StrEnum):
    """How two figures are shown."""

    BESIDE = "beside"
    OVERLAY = "overlay"
    BLINK = "blink"
    DIFFERENCE = "difference"


class FigureCanvas(QWidget):
    """Ctrl and the wheel zoom where the pointer is (the wheel alone while enlarged); dragging moves both figures."""

    clicked = Signal()

    def __init__(self, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: Shown | None = None
        self._way = Way.BESIDE
        self._mix = 0.5
        self._second = False
        self._zoom, self._shift = 1.0, QPointF()
        self._scaled: dict[tuple[int, int, int], QPixmap] = {}
        self._grip: QPointF | None = None
        self._dragged = False
        self.enlarged = False
        self._blink = QTimer(self, interval=theme.BLINK_MS)
        self._blink.timeout.connect(self.swap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.CANVAS_HEIGHT)

    @property
    def factor(self) -> float:
        """1 fits the figures into their places."""
        return self._zoom

    @property
    def is_second(self) -> bool:
        """Whether a blinking canvas shows the item's figure now."""
        return self._second

    @property
    def way(self) -> Way:
        """How the figures are shown."""
        return self._way if self._shown is not None and self._shown.laid_one is not None else Way.BESIDE

    def show_figures(self, shown: Shown | None) -> None:
        """Show another pair at the same zoom, for the arrows go on while a figure is enlarged."""
        self._shown = shown
        self._scaled = {}
        self._second = False
        self._keep_blinking()
        self.update()

    def show_way(self, way: Way) -> None:
        """Show the same pair otherwise."""
        self._way = way
        self._second = False
        self._keep_blinking()
        self.update()

    def mix(self, share: float) -> None:
        """How much of the item's figure an overlay shows, 0 to 1."""
        self._mix = share
        self.update()

    def swap(self) -> None:
        """The other figure of a blinking pair."""
        self._second = not self._second
        self.update()

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        """Zoom by a factor, keeping the point `at` (the middle of its figure by default) where it is."""
        pivot = self._from_middle(at) if at is not None else QPointF()
        wanted = max(1.0, min(_MOST_ZOOM, self._zoom * by))
        self._shift = pivot + (self._shift - pivot) * (wanted / self._zoom)
        self._zoom = wanted
        if wanted == 1.0:
            self._shift = QPointF()
        self.update()

    def fit(self) -> None:
        """The whole figures again."""
        self.zoom(1 / _MOST_ZOOM)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is; a page that scrolls keeps its wheel."""
        if not self.enlarged and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the figures."""
        self._grip, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move both along."""
        if self._grip is not None and self._zoom > 1.0:
            self._shift += event.position() - self._grip
            self._grip, self._dragged = event.position(), True
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that moved nothing enlarges."""
        if self._grip is not None and not self._dragged:
            self.clicked.emit()
        self._grip = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other sizes are scaled anew."""
        super().resizeEvent(event)
        self._scaled = {}

    def showEvent(self, event: QShowEvent) -> None:
        """Go on blinking."""
        super().showEvent(event)
        self._keep_blinking()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves out of sight."""
        super().hideEvent(event)
        self._blink.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper with a hairline, whatever the theme."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for place, images in self._places():
            self._paint_paper(painter, place)
            painter.save()
            painter.setClipRect(place.adjusted(1, 1, -1, -1))
            for image, opacity in images:
                painter.setOpacity(opacity)
                self._paint_image(painter, image, self._target(image, place))
            painter.restore()
        painter.end()

    def _paint_image(self, painter: QPainter, image: QImage, at: QRectF) -> None:
        """Unzoomed figures are scaled once: the page around them is painted at every pause of the author."""
        if self._zoom > 1.0:
            painter.drawImage(at, image)
            return
        scale = self.devicePixelRatioF()
        key = (image.cacheKey(), round(at.width() * scale), round(at.height() * scale))
        if key not in self._scaled:
            size = QSize(max(1, key[1]), max(1, key[2]))
            fitted = image.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled[key] = QPixmap.fromImage(fitted)
        # On whole pixels, or the lines would be smeared over two.
        corner = QPointF(round(at.left() * scale) / scale, round(at.top() * scale) / scale)
        made = self._scaled[key]
        painter.drawPixmap(QRectF(corner, QSizeF(made.size()) / scale), made, QRectF(made.rect()))

    def _places(self) -> list[tuple[QRectF, list[tuple[QImage, float]]]]:
        """Papers, and on each the images with their opacity, the lowest first."""
        half = theme.HAIR / 2
        whole = QRectF(self.rect()).adjusted(half, half, -half, -half)
        shown = self._shown
        if shown is None:
            return []
        if self.way is Way.BESIDE:
            wide = (whole.width() - theme.LARGE) / 2
            left = QRectF(whole.left(), whole.top(), wide, whole.height())
            right = QRectF(whole.right() - wide, whole.top(), wide, whole.height())
            return [
                (place, [(image, 1.0)] if image else []) for place, image in ((left, shown.one), (right, shown.other))
            ]
        assert shown.laid_one is not None
        assert shown.laid_other is not None
        if self.way is Way.OVERLAY:
            return [(whole, [(shown.laid_one, 1.0), (shown.laid_other, self._mix)])]
        if self.way is Way.BLINK:
            return [(whole, [(shown.laid_other if self._second else shown.laid_one, 1.0)])]
        return [(whole, [(shown.difference, 1.0)] if shown.difference else [])]

    def _paint_paper(self, painter: QPainter, place: QRectF) -> None:
        colours = self._look.colours
        painter.setPen(QPen(QColor(colours.hairline), theme.HAIR))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(place, theme.TIGHT, theme.TIGHT)

    def _target(self, image: QImage, place: QRectF) -> QRectF:
        natural = QSizeF(image.size())
        room = place.adjusted(theme.MEDIUM, theme.MEDIUM, -theme.MEDIUM, -theme.MEDIUM)
        fit = min(room.width() / natural.width(), room.height() / natural.height())
        if self.way is Way.BESIDE and not self.enlarged:
            fit = min(fit, 1.0)
        size = natural * fit * self._zoom
        middle = place.center() + self._shift
        return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())

    def _from_middle(self, at: QPointF) -> QPointF:
        """A point as seen from the middle of the paper it is on."""
        place = next((place for place, _ in self._places() if place.contains(at)), QRectF(self.rect()))
        return at - place.center()

    def _keep_blinking(self) -> None:
        """Where the desktop wants no motion, a click exchanges the figures instead."""
        if self.way is Way.BLINK and self.isVisible() and not theme.still():
            self._blink.start()
        else:
            self._blink.stop()
