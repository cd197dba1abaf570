"""Pictures inside a text document: sized to the page at every layout, so that no resize enters the undo history."""

from collections.abc import Callable
from functools import lru_cache, partial

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
# A day's drafts have hundreds of pictures, each up to 10 MB when decoded: few are kept for the next resize, and as many
# as painted as a page shows.
_DECODED, _PAINTED = 3, 32


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
        self._sizes: dict[str, QSize] = {}
        self._image = lru_cache(maxsize=_DECODED)(partial(_decoded, picture_of))
        # Scaled as last painted: scaling at every key would cost more than the key.
        self._fit = lru_cache(maxsize=_PAINTED)(partial(_scaled, self._image))

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The picture's size on this page, its hairline included."""
        size = QSizeF(self._size(sha256_of(form)))
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
        frame = QRectF(rect).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(frame, QColor(theme.LIGHT.paper))
        if self._size(sha256).isEmpty():
            picture = self._picture_of(sha256)
            painter.setPen(QColor(theme.LIGHT.paper_ink))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, picture.name if picture else "?")
        else:
            painter.drawImage(
                frame, self._fit(sha256, *(frame.size() * painter.device().devicePixelRatio()).toSize().toTuple())
            )
        painter.setPen(QPen(QColor(theme.LIGHT.paper_edge), theme.HAIR))
        painter.drawRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.restore()

    def _size(self, sha256: str) -> QSize:
        if sha256 not in self._sizes:
            self._sizes[sha256] = self._image(sha256).size()
        return self._sizes[sha256]


def _decoded(picture_of: Callable[[str], Picture | None], sha256: str) -> QImage:
    picture = picture_of(sha256)
    return decode_for_showing(picture.data) if picture else QImage()


def _scaled(image_of: Callable[[str], QImage], sha256: str, width: int, height: int) -> QImage:
    size, smooth = QSize(width, height), Qt.TransformationMode.SmoothTransformation
    return image_of(sha256).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
