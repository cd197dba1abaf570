"""A page of a PDF or a scan, on which the author marks what to look for."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Picture
from itembank_desktop.core.pages import PageImage, PageReader
from itembank_desktop.ui import theme
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.busy_line import BusyLine
from itembank_desktop.ui.cutting import CutCanvas
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import CARD_LEFT, CARD_RIGHT, icon_button, label
from itembank_desktop.ui.pasting import png_of
from itembank_desktop.ui.retold import Retold

_ZOOM_STEP = 1.25
_LEAST_SCALE, _MOST_SCALE = 0.15, 3.0


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked on one page, and what it shows."""

    rectangles: tuple[QRectF, ...]
    pieces: tuple[QImage, ...]


class PagePicker(Retold, QWidget):
    """One document at a time; its pages are drawn off the window's thread. What is marked stays until another comes."""

    picked = Signal(object)
    """The pieces in the order of their pages, as Pictures: a tuple."""
    closed = Signal()
    failed = Signal(object)
    crashed = Signal(object)

    def __init__(self, read: PageReader, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._path = Path()
        self._page: PageImage | None = None
        self._marked: dict[int, Marked] = {}
        self._lane: LatestOnly[tuple[Path, int], PageImage] = LatestOnly(lambda asked: read(*asked), self)
        self._lane.answered.connect(self._on_page)
        self._lane.failed.connect(self._on_failed)
        self._lane.crashed.connect(self.crashed)
        self._line = BusyLine(look)
        self.canvas = CutCanvas(look, several=True)
        self.setFocusProxy(self.canvas)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._paint_icons()
        self._name_things()

    @property
    def page(self) -> int:
        """The number of the page in sight; 0 while none is."""
        return self._page.number if self._page else 0

    @property
    def text(self) -> str:
        """What the screen says, for tests and bug reports."""
        return f"{self._title.text()} {self._place.text()} {self._hint.text()}"

    def open(self, path: Path) -> None:
        """Show another document, or the one that is open as it was left."""
        if path != self._path or self._page is None:
            self._path, self._page, self._marked = path, None, {}
            self.canvas.show_image(QImage())
            self._ask(1)
        self._name_things()

    def close_lane(self) -> None:
        """Stop the thread; call once, when the window closes."""
        self._line.set_busy(False)
        self._lane.close()

    def showEvent(self, event: QShowEvent) -> None:
        """A page that came before its room was known is fitted now."""
        QTimer.singleShot(0, self, self._fit)

    # Pages

    def _ask(self, number: int) -> None:
        self._line.set_busy(True)
        self._lane.ask((self._path, number))

    def _turn(self, by: int) -> None:
        if self._page and 1 <= self._page.number + by <= self._page.count:
            self._keep()
            self._ask(self._page.number + by)

    def _keep(self) -> None:
        if self._page:
            self._marked[self._page.number] = Marked(self.canvas.rectangles, tuple(self.canvas.pieces()))

    def _on_page(self, page: PageImage) -> None:
        self._line.set_busy(False)
        self._page = page
        # A copy of its own: the bytes belong to the answer.
        image = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()
        known = self._marked.get(page.number)
        self.canvas.show_image(image, known.rectangles if known else ())
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)
        self.canvas.setFocus()
        self._name_things()

    def _on_failed(self, problem: ItemBankError) -> None:
        self._line.set_busy(False)
        if self._page is None:
            self._path = Path()
        self.failed.emit(problem)

    # Looking

    def _fit(self) -> None:
        if self._page is not None:
            room = self._scroll.viewport().width() - theme.HAIR
            self.canvas.set_scale(min(_MOST_SCALE, max(_LEAST_SCALE, room / self._page.width)))

    def _zoom(self, way: int) -> None:
        """In or out, keeping what was marked last, or the middle, in sight."""
        if self._page is None:
            return
        scale = self.canvas.scale * (_ZOOM_STEP if way > 0 else 1 / _ZOOM_STEP)
        self.canvas.set_scale(min(_MOST_SCALE, max(_LEAST_SCALE, scale)))
        self._reveal()

    def _reveal(self) -> None:
        if self.canvas.rectangles:
            middle = self.canvas.rectangles[-1].center() * self.canvas.scale
            self._scroll.ensureVisible(
                round(middle.x()), round(middle.y()), theme.PAGE_LEAST // 2, theme.PAGE_LEAST // 2
            )

    # Choosing

    def _on_accepted(self) -> None:
        """All that is marked, on every page; the whole page where nothing is."""
        if self._page is None:
            return
        self._keep()
        name = self._path.name
        pieces = [
            Picture(png_of(piece), f"{name} {number}-{at}.png")
            for number, marked in sorted(self._marked.items())
            for at, piece in enumerate(marked.pieces, 1)
        ]
        self.picked.emit(tuple(pieces or [Picture(png_of(self.canvas.image()), f"{name} {self._page.number}.png")]))

    def _on_changed(self) -> None:
        self._keep()
        self._name_things()

    # Putting together

    def _make_controls(self) -> None:
        self._title = label("title")
        self._place = label("secondary")
        self._hint = label("secondary", wrap=True)
        self._back, self._next, self._out, self._in, self._close = (icon_button() for _ in range(5))
        self._find = QPushButton()
        self._find.setObjectName("primary")

    def _connect(self) -> None:
        for button, act in (
            (self._back, lambda: self._turn(-1)),
            (self._next, lambda: self._turn(1)),
            (self._out, lambda: self._zoom(-1)),
            (self._in, lambda: self._zoom(1)),
            (self._close, self.closed.emit),
            (self._find, self._on_accepted),
        ):
            button.clicked.connect(act)
        self.canvas.accepted.connect(self._on_accepted)
        self.canvas.cancelled.connect(self.closed)
        self.canvas.zoomed.connect(self._zoom)
        self.canvas.turned.connect(self._turn)
        self.canvas.changed.connect(self._on_changed)
        self._look.changed.connect(self._paint_icons)

    def _lay_out(self) -> None:
        head, tools = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        for widget in (self._back, self._place, self._next, self._out, self._in):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self._find)
        for row in (head, tools):
            row.setSpacing(theme.TIGHT)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("scroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setWidget(self.canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_LEFT, theme.TIGHT, CARD_RIGHT, theme.MEDIUM)
        column.setSpacing(theme.TIGHT)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self._line)
        column.addWidget(self._hint)
        column.addWidget(self._scroll, 1)

    def _paint_icons(self) -> None:
        for button, name in (
            (self._back, "left"),
            (self._next, "right"),
            (self._out, "zoom-out"),
            (self._in, "zoom-in"),
            (self._close, "close"),
        ):
            button.setIcon(self._icons(name))

    def _name_things(self) -> None:
        page = self._page
        self._title.setText(self.tr("Find from a page"))
        count = sum(len(marked.pieces) for marked in self._marked.values())
        self._place.setText(
            self.tr("Page {number} of {count}").format(number=page.number, count=page.count)
            if page
            else self.tr("Opening {name}…").format(name=self._path.name)
        )
        self._hint.setText(
            self.tr("{count} marked. Drag another one, or press Enter to find.").format(count=count)
            if count
            else self.tr("Drag over the question or the figure. Without a mark the whole page is searched.")
        )
        self._find.setText(self.tr("Find"))
        self._find.setEnabled(page is not None)
        self._back.setEnabled(page is not None and page.number > 1)
        self._next.setEnabled(page is not None and page.number < page.count)
        self.canvas.setAccessibleName(self.tr("Page, mark with the arrow keys"))
        for button, name, tip in (
            (self._back, self.tr("Page before"), self.tr("Page before (Page Up)")),
            (self._next, self.tr("Next page"), self.tr("Next page (Page Down)")),
            (self._out, self.tr("Smaller"), self.tr("Smaller (−)")),
            (self._in, self.tr("Larger"), self.tr("Larger (+)")),
            (self._close, self.tr("Close the page"), self.tr("Close the page (Esc)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._find.setToolTip(
            self.tr("Arrows mark and move, Shift+arrows resize, Space adds a mark, Delete takes one away, Enter finds.")
        )
