"""Labels, buttons and scrolling pages as every screen makes them."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
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
from itembank_desktop.ui.text_scale import hold_height, hold_icon

CARD_LEFT, CARD_RIGHT = theme.TIGHT + theme.HAIR, theme.LARGE + theme.HAIR
"""From the edges of the right side to those of the list's cards."""


class ElidedLabel(QLabel):
    """A line that ends in dots where room is short; the whole of it is in its tool tip."""

    def __init__(self, style: str = "") -> None:
        super().__init__()
        self.setObjectName(style)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        """It asks for no room of its own."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the text as there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class YieldingLabel(ElidedLabel):
    """A line that makes way altogether where room is short: half a word would say nothing."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """All of the text, or nothing."""
        if self.fontMetrics().horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)


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


def form(host: QWidget) -> QVBoxLayout:
    """The column of a page of the right side, which scrolls: its edges stand where the edges of the list's cards do."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(theme.MEDIUM)
    fill(host, along_cards(page, column, theme.TIGHT))
    return column


def along_cards(page: QWidget, column: QVBoxLayout, above: int = 0) -> QScrollArea:
    """Let a page scroll, its column between the edges of the list's cards and the bar in the gutter, as there."""
    area = scrolling(page)
    bar = area.verticalScrollBar()

    def settle(_: int, most: int) -> None:
        taken = bar.sizeHint().width() if most else 0
        column.setContentsMargins(CARD_LEFT, above, max(0, CARD_RIGHT - taken), theme.MEDIUM)

    bar.rangeChanged.connect(settle)
    settle(0, 0)
    return area


def page_head(title: QLabel, back: QPushButton) -> QWidget:
    """A page's first line, as high as the list's."""
    head = QWidget()
    line = row(title, None, back)
    line.setContentsMargins(0, 0, 0, 0)
    head.setLayout(line)
    hold_height(head, theme.PANE_HEADER_HEIGHT)
    return head


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
