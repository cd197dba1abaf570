"""Labels, buttons and scrolling pages as every screen makes them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from itembank_desktop.ui import theme
from itembank_desktop.ui.text_scale import hold_icon


def label(style: str = "", wrap: bool = False) -> QLabel:
    """A line of plain text; `style` is a name that the style sheet knows: title, secondary, empty, strong."""
    made = QLabel()
    made.setObjectName(style)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def strong_label() -> QLabel:
    """A line of semibold text."""
    return label("strong")


def icon_button(worded: bool = False) -> QToolButton:
    """A flat button with an icon, and words beside it when `worded`."""
    button = QToolButton()
    hold_icon(button, theme.ICON)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if worded else style.ToolButtonIconOnly)
    return button


def segment_button() -> QToolButton:
    """One of several buttons in a bar of which one is down."""
    button = QToolButton()
    button.setObjectName("segment")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def scrolling(page: QWidget) -> QScrollArea:
    """A page that scrolls up and down inside its frame."""
    area = QScrollArea()
    area.setObjectName("scroll")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def paper(inside: QWidget) -> QFrame:
    """A card with a hairline around a page."""
    frame = QFrame()
    frame.setObjectName("paper")
    fill(frame, inside, theme.HAIR)
    return frame


def fill(frame: QWidget, inside: QWidget, margin: int = 0) -> None:
    """Put one widget into another, leaving `margin` around it."""
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin, margin, margin, margin)
    column.addWidget(inside)


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None stretches."""
    line = QHBoxLayout()
    line.setSpacing(theme.SMALL)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
            continue
        if isinstance(widget, QPushButton):
            widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(widget)
    return line


def inset(*fields: QSpinBox | QDoubleSpinBox) -> None:
    """Keep numbers off their frame: a style sheet cannot, Qt passes over its padding there."""
    for field in fields:
        field.lineEdit().setTextMargins(theme.TIGHT, 0, 0, 0)


def verbatim(name: str) -> str:
    """A name for a button or a menu: Qt would make a shortcut of a single "&"."""
    return name.replace("&", "&&")
