"""A region of the screen, cut out by the author."""

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from itembank_desktop.core.errors import CaptureRefused
from itembank_desktop.ui import theme
from itembank_desktop.ui.cutting import CutCanvas

GONE_AFTER_MS = 300
"""A window manager takes a moment to paint what lay under the window."""
Grab = Callable[[], list[tuple[QRect, QImage]]]
"""Every screen's place and what it shows; raises CaptureRefused."""


def grab_screens() -> list[tuple[QRect, QImage]]:
    """What all screens show now."""
    shots = [(screen.geometry(), screen.grabWindow(0).toImage()) for screen in QGuiApplication.screens()]
    if all(_is_blank(image) for _, image in shots):
        raise CaptureRefused("the screen", "the system gave an empty picture")
    return shots


def refusal() -> CaptureRefused | None:
    """Why the screen cannot be had here, where that is known beforehand."""
    wayland = os.environ.get("XDG_SESSION_TYPE") == "wayland" and QGuiApplication.platformName() != "offscreen"
    if wayland or QGuiApplication.platformName().startswith("wayland"):
        return CaptureRefused("the screen", "Wayland keeps programs from seeing the screen")
    return None


def _is_blank(image: QImage) -> bool:
    """Whether all is one colour: what a system that refuses hands out."""
    if image.isNull():
        return True
    small = image.scaled(64, 64).convertToFormat(QImage.Format.Format_RGB32)
    first = small.pixel(0, 0)
    return all(small.pixel(x, y) == first for x in range(small.width()) for y in range(small.height()))


class ScreenCapture(QObject):
    """Hides the window, shows every screen as it is, and waits for a rectangle on one of them."""

    captured = Signal(object)
    """The piece, a QImage."""
    refused = Signal(object)

    def __init__(
        self, window: QWidget, look: theme.Theme, grab: Grab = grab_screens, gone_after_ms: int = GONE_AFTER_MS
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._grab = grab
        self._under_way = False
        self._gone = QTimer(self, singleShot=True, interval=gone_after_ms)
        self._gone.timeout.connect(self._on_gone)
        self.overlays: list[RegionOverlay] = []

    def begin(self) -> None:
        """Hide the window and let the author choose; while that goes on this does nothing."""
        if self._under_way:
            return
        if problem := refusal():
            self.refused.emit(problem)
            return
        self._under_way = True
        # The window that is hidden, and the overlay that goes, are no last window closed.
        QApplication.setQuitOnLastWindowClosed(False)
        self._window.hide()
        self._gone.start()

    def close(self) -> None:
        """Choose no more; call once, when the window closes."""
        self._gone.stop()
        self._leave()

    def _on_gone(self) -> None:
        try:
            shots = self._grab()
        except CaptureRefused as problem:
            self._come_back()
            self.refused.emit(problem)
            return
        self.overlays = [RegionOverlay(self._look, place, image) for place, image in shots]
        for overlay in self.overlays:
            overlay.chosen.connect(self._on_chosen)
            overlay.cancelled.connect(self._come_back)
            overlay.cover()

    def _on_chosen(self, piece: QImage) -> None:
        self._come_back()
        self.captured.emit(piece)

    def _come_back(self) -> None:
        if not self._under_way:
            return
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._leave()

    def _leave(self) -> None:
        if self._under_way:
            QApplication.setQuitOnLastWindowClosed(True)
        self._under_way = False
        overlays, self.overlays = self.overlays, []
        for overlay in overlays:
            overlay.hide()
            overlay.deleteLater()


class RegionOverlay(QWidget):
    """One screen, frozen under a veil; the first rectangle dragged, or Enter, chooses."""

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, look: theme.Theme, place: QRect, image: QImage) -> None:
        flags = Qt.WindowType
        super().__init__(None, flags.FramelessWindowHint | flags.WindowStaysOnTopHint | flags.Tool)
        self._place = place
        self._image = image
        self.canvas = CutCanvas(look, parent=self)
        self.canvas.setAccessibleName(self.tr("Screen, drag a rectangle"))
        plain = QImage(image)
        plain.setDevicePixelRatio(1.0)
        self.canvas.show_image(plain)
        self.canvas.set_scale(place.width() / max(1, image.width()))
        self.canvas.cut.connect(self._choose)
        self.canvas.accepted.connect(self._choose)
        self.canvas.cancelled.connect(self.cancelled)
        self._hint = QLabel(self.tr("Drag over the figure or the question. Esc stops."), self)
        self._hint.setObjectName("pill")
        self.setFocusProxy(self.canvas)
        self.setGeometry(place)

    def cover(self) -> None:
        """Lie over the whole screen."""
        self.showFullScreen()
        self.setGeometry(self._place)
        self.activateWindow()
        self.canvas.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint stays at the top, in the middle."""
        self._hint.adjustSize()
        self._hint.move((self.width() - self._hint.width()) // 2, theme.WIDE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the system's own key: nothing was chosen."""
        self.cancelled.emit()
        super().closeEvent(event)

    def _choose(self) -> None:
        """Enter without a rectangle takes the whole screen."""
        pieces = self.canvas.pieces()
        self.chosen.emit(pieces[0] if pieces else self.canvas.image())
