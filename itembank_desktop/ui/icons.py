"""The one family of line icons, tinted with the palette."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from itembank_desktop.ui import theme
from itembank_desktop.ui.text_scale import factor, scaled


class Icons:
    """Icons of one folder; asks the theme for the ink each time, so ask again when it changes."""

    def __init__(self, folder: Path, look: theme.Theme) -> None:
        self._folder = folder
        self._look = look
        self._drawn: dict[tuple[str, str, float, float], QPixmap] = {}

    def __call__(self, name: str, ink: str | None = None) -> QIcon:
        """The icon of that name, sharp on plain and on double-density screens."""
        icon = QIcon()
        for scale in (1, 2):
            icon.addPixmap(self.pixmap(name, ink or self._look.colours.secondary, scale))
        return icon

    def pixmap(self, name: str, ink: str, scale: float = 1.0) -> QPixmap:
        """The icon drawn in `ink` at `scale` device pixels a logical pixel; drawn once."""
        known = self._drawn.get((name, ink, scale, factor()))
        if known is None:
            known = self._drawn[name, ink, scale, factor()] = self._draw(name, ink, scale)
        return known

    def _draw(self, name: str, ink: str, scale: float) -> QPixmap:
        source = (self._folder / f"{name}.svg").read_text("utf-8").replace("currentColor", ink)
        side = round(scaled(theme.ICON) * scale)
        canvas = QPixmap(side, side)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        canvas.setDevicePixelRatio(scale)
        return canvas
