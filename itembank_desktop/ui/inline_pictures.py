"""Pictures inside a text document: sized to the page at every layout, so that no resize enters the undo history."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QPainter,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)

from itembank_desktop.core.item import Picture
from itembank_desktop.ui import theme
from itembank_desktop.ui.pasting import OWN

_LARGEST = 1600
"""Pictures are kept at most this wide and high for showing; the draft keeps the original bytes."""
_MARGIN = 4


def image_format(sha256: str) -> QTextImageFormat:
    """The character format that stands for a picture."""
    result = QTextImageFormat()
    result.setName(OWN + sha256)
    return result


def sha256_of(form: QTextFormat) -> str:
    """The picture that a character format stands for."""
    return form.toImageFormat().name().removeprefix(OWN)


def decode_for_showing(data: bytes) -> QImage:
    """The picture upright and small enough to paint quickly; a null image where Qt cannot read its format."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > _LARGEST or size.height() > _LARGEST:
        reader.setScaledSize(size.scaled(QSize(_LARGEST, _LARGEST), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class InlinePictures(QPyTextObject):
    """Lays out and paints the pictures of one document, never wider than its page nor taller than a few lines.

    Figures are drawn for white paper: they get a white ground and a hairline in every theme.
    """

    def __init__(self, picture_of: Callable[[str], Picture | None], parent: QObject) -> None:
        super().__init__(parent)
        self._picture_of = picture_of
        self._shown: dict[str, QImage] = {}
        # Scaled as last painted: scaling at every key would cost more than the key.
        self._fitted: dict[str, QImage] = {}

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The picture's size on this page, its hairline included."""
        size = QSizeF(self._image(sha256_of(form)).size())
        if size.isEmpty():
            size = QSizeF(160, 90)
        page = document.textWidth() - 2 * document.documentMargin() - 2 * _MARGIN
        room = QSizeF(page if page > 0 else size.width(), theme.DRAFT_FIGURE_HEIGHT)
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSizeF(1, 1))
        return size + QSizeF(2 * _MARGIN, 2 * _MARGIN)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        """Paint the picture, or a named empty frame where Qt cannot show its format."""
        sha256 = sha256_of(form)
        image = self._image(sha256)
        frame = QRectF(rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(frame, QColor(theme.LIGHT.paper))
        if image.isNull():
            picture = self._picture_of(sha256)
            painter.setPen(QColor(theme.LIGHT.paper_ink))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, picture.name if picture else "?")
        else:
            painter.drawImage(frame, self._fit(sha256, (frame.size() * painter.device().devicePixelRatio()).toSize()))
        painter.setPen(QPen(QColor(theme.LIGHT.paper_edge), theme.HAIR))
        painter.drawRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.restore()

    def _fit(self, sha256: str, size: QSize) -> QImage:
        fitted = self._fitted.get(sha256)
        if fitted is None or fitted.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            fitted = self._image(sha256).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._fitted[sha256] = fitted
        return fitted

    def _image(self, sha256: str) -> QImage:
        image = self._shown.get(sha256)
        if image is None:
            picture = self._picture_of(sha256)
            image = self._shown[sha256] = decode_for_showing(picture.data) if picture else QImage()
        return image
