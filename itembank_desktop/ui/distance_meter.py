"""How far the draft has moved from a pinned item while its author edits."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.search import Hit
from itembank_desktop.ui import badges, theme
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.particles import resolved
from itembank_desktop.ui.parts import ElidedLabel, icon_button, strong_label
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_size

_BAR_WIDTH, _BAR, _PEG = 128, 8, 2


class DistanceMeter(Retold, QWidget):
    """A line above the right side while something is pinned; `opened` asks for its comparison."""

    opened = Signal()
    released = Signal()

    def __init__(self, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("meter")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self._look = look
        self._start: Hit | None = None
        self._now: Hit | None = None
        self._resting = self._begun_anew = False
        self._title = strong_label()
        self._words = ElidedLabel("secondary")
        self._bar = _Bar(look)
        self._open, self._release = icon_button(), icon_button()
        self._open.clicked.connect(self.opened)
        self._release.clicked.connect(self.released)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        row.setSpacing(theme.SMALL)
        for widget in (self._title, self._bar):
            row.addWidget(widget)
        row.addWidget(self._words, 1)
        row.addWidget(self._open)
        row.addWidget(self._release)
        look.changed.connect(self._paint_icons)
        self._paint_icons()
        self.hide()

    @property
    def pinned(self) -> ItemId | None:
        """The item that the draft is measured against."""
        return self._start.item.id if self._start else None

    @property
    def hit(self) -> Hit | None:
        """What is known of it now."""
        return self._now

    @property
    def text(self) -> str:
        """What the meter says; empty while nothing is pinned."""
        return f"{self._title.text()} {self._words.text()}" if self._start else ""

    @property
    def moved(self) -> float:
        """How much less alike the draft is than when it was pinned, -1 to 1."""
        return self._start.score - self._now.score if self._start and self._now else 0.0

    def pin(self, hit: Hit) -> None:
        """Measure from here on."""
        self._start = self._now = hit
        self._resting = self._begun_anew = False
        self._say()
        self.show()

    def begin_anew(self) -> None:
        """Another draft stands in the editor: it is measured from its own first score on."""
        self._begun_anew = True
        self.rest()

    def rest(self) -> None:
        """Too little is written to measure."""
        self._resting = True
        self._say()

    def release(self) -> None:
        """Measure nothing any more."""
        self._start = self._now = None
        self.hide()

    def show_hit(self, hit: Hit) -> None:
        """The pinned item compared with the draft as it is now."""
        self._now = hit
        if self._begun_anew:
            self._start = hit
        self._resting = self._begun_anew = False
        self._say()

    def _retell(self) -> None:
        self._say()

    def _say(self) -> None:
        if self._start is None or self._now is None:
            return
        self._title.setText(str(self._start.item.id))
        start, now = round(100 * self._start.score), round(100 * self._now.score)
        measured = f"{self._figures(start, now)}  ·  {self._standing()}"
        self._words.setText(self.tr("measured as soon as something is written") if self._resting else measured)
        self._bar.show_scores(self._start.score, self._now.score, self._now.calibrated and not self._resting)
        self._bar.setAccessibleName(self.text)
        self._open.setToolTip(self.tr("Compare with the pinned item"))
        self._open.setAccessibleName(self.tr("Compare with the pinned item"))
        self._release.setToolTip(self.tr("Stop measuring (Ctrl+P)"))
        self._release.setAccessibleName(self.tr("Stop measuring"))
        self.setAccessibleName(self.tr("Distance from the pinned item"))

    def _figures(self, start: int, now: int) -> str:
        assert self._now is not None
        if not self._now.calibrated:
            return self.tr("rank {rank} now").format(rank=self._now.rank)
        if start == now:
            return self.tr("{now}, as when pinned").format(now=now)
        return self.tr("{start} when pinned, {now} now").format(start=start, now=now)

    def _standing(self) -> str:
        assert self._start is not None
        assert self._now is not None
        word = badges.word(self._now.verdict)
        if self._now.verdict is self._start.verdict:
            return resolved(self.tr("still “{badge}”").format(badge=word))
        return resolved(self.tr("now “{badge}”").format(badge=word))

    def _paint_icons(self) -> None:
        self._open.setIcon(self._icons("compare"))
        self._release.setIcon(self._icons("close"))


class _Bar(QWidget):
    """How alike: filled to now, with a peg where it was when pinned."""

    def __init__(self, look: theme.Theme) -> None:
        super().__init__()
        self._look = look
        self._start = self._now = 0.0
        self._known = True
        hold_size(self, _BAR_WIDTH, theme.BADGE_HEIGHT)
        look.changed.connect(self.update)

    def show_scores(self, start: float, now: float, known: bool) -> None:
        self._start, self._now, self._known = start, now, known
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colours, middle = self._look.colours, self.height() / 2
        painter.setBrush(QColor(colours.hairline))
        painter.drawRoundedRect(QRectF(0, middle - _BAR / 2, self.width(), _BAR), _BAR / 2, _BAR / 2)
        if self._known:
            painter.setBrush(QColor(colours.accent))
            width = max(_BAR, self.width() * self._now)
            painter.drawRoundedRect(QRectF(0, middle - _BAR / 2, width, _BAR), _BAR / 2, _BAR / 2)
            painter.setBrush(QColor(colours.text))
            left = min(self.width() - _PEG, self.width() * self._start)
            painter.drawRect(QRectF(left, middle - _BAR, _PEG, 2 * _BAR))
        painter.end()
