"""Which words of a window do not fit where they stand."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from itembank_desktop.ui.parts import ElidedLabel

SLACK, ARROW = 1, 24


def clipped(root: QWidget) -> list[str]:
    """A line for each visible label, button, field or list in `root` whose words are cut."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit):
            continue
        why = cut(widget) or outside(widget, root)
        if why:
            found.append(f"{type(widget).__name__} {words_of(widget)!r}: {why}")
    return found


def words_of(widget: QWidget) -> str:
    return widget.text() if not isinstance(widget, QComboBox) else widget.currentText()


def cut(widget: QWidget) -> str:
    """Whether the widget is smaller than its words."""
    words = words_of(widget)
    if not words.strip() or isinstance(widget, ElidedLabel):
        return ""
    metrics = widget.fontMetrics()
    if metrics.height() > widget.height() + SLACK:
        return f"{metrics.height()} px of text in {widget.height()} px"
    if isinstance(widget, QLabel) and widget.wordWrap():
        room = widget.contentsRect().size()
        asked = metrics.boundingRect(QRect(0, 0, room.width(), 9999), Qt.TextFlag.TextWordWrap, words)
        if asked.width() > room.width() + SLACK or asked.height() > room.height() + SLACK:
            return f"asks for {asked.width()}x{asked.height()}, has {room.width()}x{room.height()}"
        return ""
    if isinstance(widget, QLineEdit):
        return ""
    if isinstance(widget, QComboBox):
        asked = metrics.horizontalAdvance(words) + ARROW
        return f"asks for {asked}, has {widget.width()}" if asked > widget.width() else ""
    asked = (
        metrics.horizontalAdvance(words.replace("&&", "&")) if isinstance(widget, QLabel) else widget.sizeHint().width()
    )
    room = widget.contentsRect().width() if isinstance(widget, QLabel) else widget.width()
    return f"asks for {asked}, has {room}" if asked > room + SLACK else ""


def outside(widget: QWidget, root: QWidget) -> str:
    """Whether a parent cuts it off; what can be scrolled to up and down is not cut."""
    place = QRect(widget.mapTo(root, QPoint()), widget.size())
    parent = widget.parentWidget()
    scrolled = False
    while parent is not None and parent is not root.parentWidget():
        scrolled = scrolled or isinstance(parent.parentWidget(), QScrollArea)
        around = QRect(parent.mapTo(root, QPoint()), parent.size()) if parent is not root else root.rect()
        across = place.left() < around.left() - SLACK or place.right() > around.right() + SLACK
        down = place.top() < around.top() - SLACK or place.bottom() > around.bottom() + SLACK
        if across or (down and not scrolled):
            return f"{place.getRect()} stands outside {type(parent).__name__} {around.getRect()}"
        if parent is root:
            return ""
        parent = parent.parentWidget()
    return ""
