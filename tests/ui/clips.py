"""Clipboards and pictures for the tests of pasting."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Picture
from itembank_desktop.ui.pasting import png_of


def image(colour="red", width=40, height=30):
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


def png(colour="red", width=40, height=30):
    return png_of(image(colour, width, height))


def picture(colour="red", name="그림.png", **size):
    return Picture(png(colour, **size), name)


def check(data, name):
    """Stands in for the adapters' check: a whole PNG or JPEG of at most 10 megapixels."""
    decoded = QImage.fromData(data)
    if decoded.isNull() or (data.startswith(b"\x89PNG") and b"IEND" not in data[-12:]):
        raise UnreadableFigure(name, "the file is cut off")
    if decoded.width() * decoded.height() > 10_000_000:
        raise UnreadableFigure(name, "too many pixels")


def clip(text=None, html=None, pixels=None, files=(), urls=(), raw=None):
    mime = QMimeData()
    if text is not None:
        mime.setText(text)
    if html is not None:
        mime.setHtml(html)
    if pixels is not None:
        mime.setImageData(pixels)
    if raw is not None:
        mime.setData("image/png", raw)
    if files or urls:
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files] + [QUrl(url) for url in urls])
    return mime
