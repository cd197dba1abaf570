"""The figures of a pair: side by side, upon each other, blinking, or only what differs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from itembank_desktop.core.figures import Turn
from itembank_desktop.ui import theme
from itembank_desktop.ui.comparer import Shown
from itembank_desktop.ui.comparison_words import turn_words
from itembank_desktop.ui.figure_canvas import FigureCanvas, Way
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import YieldingLabel, icon_button, label, segment_button
from itembank_desktop.ui.retold import Retold

_PERCENT = 100


class FigureComparison(Retold, QWidget):
    """One pair at a time; `enlarge_asked` by a click or the button."""

    enlarge_asked = Signal()

    def __init__(self, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._pairs: tuple[Shown, ...] = ()
        self._at = 0
        self.canvas = FigureCanvas(look)
        self._title, self._caption = YieldingLabel("secondary"), label()
        self._legend = label("secondary", wrap=True)
        self._buttons = {way: segment_button() for way in Way}
        self._group = QButtonGroup(self)
        for way, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, way=way: self.show_way(way))
        self._buttons[Way.BESIDE].setChecked(True)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _PERCENT)
        self._slider.setValue(_PERCENT // 2)
        self._slider.valueChanged.connect(lambda value: self.canvas.mix(value / _PERCENT))
        self._more, self._larger = icon_button(worded=True), icon_button()
        self._more.clicked.connect(self._next_pair)
        self._larger.clicked.connect(self.enlarge_asked)
        self.canvas.clicked.connect(self._on_clicked)
        look.changed.connect(self._paint_icons)
        self._lay_out()
        self._paint_icons()
        self._say()

    @property
    def pairs(self) -> tuple[Shown, ...]:
        """What is compared."""
        return self._pairs

    @property
    def caption(self) -> str:
        """How the item's figure stands to the draft's, and why a figure is missing."""
        return self._caption.text()

    def show_figures(self, pairs: Sequence[Shown]) -> None:
        """Show the first of these pairs; the chosen way stays."""
        self._pairs, self._at = tuple(pairs), 0
        self._show()

    def show_way(self, way: Way) -> None:
        """Show figures this way from now on."""
        self._buttons[way].setChecked(True)
        self.canvas.show_way(way)
        self._say()

    def step_way(self, by: int) -> None:
        """The next way, or the one before."""
        ways = [way for way in Way if self._buttons[way].isEnabled()]
        at = ways.index(self.canvas.way)
        self.show_way(ways[(at + by) % len(ways)])

    def _retell(self) -> None:
        self._say()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self._title)
        for button in self._buttons.values():
            head.addWidget(button)
        head.addStretch(1)
        head.addWidget(self._more)
        head.addWidget(self._larger)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addLayout(head)
        column.addWidget(self._caption)
        column.addWidget(self.canvas)
        column.addWidget(self._slider)
        column.addWidget(self._legend)

    def _show(self) -> None:
        shown = self._pairs[self._at] if self._pairs else None
        self.canvas.show_figures(shown)
        laid = shown is not None and shown.laid_one is not None
        for way, button in self._buttons.items():
            button.setEnabled(laid or way is Way.BESIDE)
        self._buttons[self.canvas.way].setChecked(True)
        self._say()

    def _next_pair(self) -> None:
        self._at = (self._at + 1) % len(self._pairs)
        self._show()

    def _on_clicked(self) -> None:
        if self.canvas.way is Way.BLINK and theme.still():
            self.canvas.swap()
        else:
            self.enlarge_asked.emit()

    def _say(self) -> None:
        self._title.setText(self.tr("Figure") + "  ")
        for way, (word, sentence) in self._words().items():
            self._buttons[way].setText(word)
            self._buttons[way].setToolTip(sentence)
        self._more.setText(self.tr("Figure {at} of {count}").format(at=self._at + 1, count=len(self._pairs)))
        self._more.setVisible(len(self._pairs) > 1)
        self._larger.setToolTip(self.tr("Enlarge or shrink (Space)"))
        self._larger.setAccessibleName(self.tr("Enlarge or shrink the figures"))
        self._slider.setAccessibleName(self.tr("How much of the item's figure is shown"))
        self._slider.setVisible(self.canvas.way is Way.OVERLAY)
        self._caption.setText(self._told())
        self._caption.setVisible(bool(self._caption.text()))
        self._legend.setText(self._legend_words())
        self.canvas.setAccessibleName(self.tr("Figures of the draft and of the item") + f" {self._caption.text()}")

    def _told(self) -> str:
        if not self._pairs:
            return ""
        pair = self._pairs[self._at].pair
        if pair.problem:
            return self.tr("The figures cannot be laid over each other.")
        if pair.match is None:
            return (
                self.tr("The draft has no such figure.")
                if pair.one is None
                else self.tr("The item has no such figure.")
            )
        if pair.match.same:
            return self.tr("Nothing visible differs.")
        return turn_words(pair.match.turn)

    def _legend_words(self) -> str:
        way = self.canvas.way
        if way is Way.BLINK and theme.still():
            return self.tr("A click exchanges the figures.")
        turned = self._pairs and (match := self._pairs[self._at].pair.match) and match.turn is not Turn.NONE
        hint = " " + self.tr("The item's figure is turned back.") if turned and way is not Way.BESIDE else ""
        return {
            Way.BESIDE: self.tr("Left the draft, right the item."),
            Way.OVERLAY: self.tr("To the left the draft, to the right the item."),
            Way.BLINK: self.tr("The draft and the item by turns."),
            Way.DIFFERENCE: self.tr("Grey: both. Orange: only the draft. Blue: only the item."),
        }[way] + hint

    def _words(self) -> dict[Way, tuple[str, str]]:
        return {
            Way.BESIDE: (self.tr("Side by side"), self.tr("Both figures next to each other (←/→)")),
            Way.OVERLAY: (self.tr("Overlay"), self.tr("One upon the other, with a slider (←/→)")),
            Way.BLINK: (self.tr("Blink"), self.tr("One and the other by turns (←/→)")),
            Way.DIFFERENCE: (self.tr("Difference"), self.tr("Only what differs has a colour (←/→)")),
        }

    def _paint_icons(self) -> None:
        self._larger.setIcon(self._icons("zoom-in"))
        self._more.setIcon(self._icons("right"))
