"""The verdict buttons of the comparison, what stands for the pair, and why."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from itembank_desktop.core.judgement import Judged, Reviewed
from itembank_desktop.core.verdict import VERDICTS, Mark
from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import label
from itembank_desktop.ui.rearranged import Rearranged
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height, scaled
from itembank_desktop.ui.verdict_words import changes, explanation, reviewed, standing_lines, word

MARKS = (*VERDICTS, Mark.ENEMY)
KEYS = {mark: f"Ctrl+{number}" for number, mark in enumerate(VERDICTS, start=1)} | {Mark.ENEMY: "Ctrl+E"}
TAKE_BACK = "Ctrl+0"


class _Reason(QLineEdit):
    """A line whose Enter and Esc stay its own: behind it they would leave the comparison."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the reason, Esc drops it; both hand the keyboard back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            event.accept()
            return
        event.accept()
        if event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.clearFocus()


class JudgingPanel(Rearranged, Retold, QWidget):
    """`marked` carries a Mark, `taken_back` asks for nothing to stand; a button is down only when it is kept so."""

    marked = Signal(object)
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged = Judged()
        self._reviewed: Reviewed | None = None
        self._published = False
        self._buttons = {mark: self._button(mark) for mark in MARKS}
        self._back = QToolButton()
        self._back.setObjectName("verdict")
        self._back.clicked.connect(self.taken_back)
        self._why = _Reason()
        self._why.setAcceptDrops(False)  # A picture dropped on it is for the draft.
        self._why.entered.connect(self._on_reason)
        self._why.setObjectName("reason")
        hold_height(self._why, theme.FIELD_HEIGHT)
        self._again, self._stands, self._note = (label(wrap=True), label("secondary", True), label("secondary", True))
        self._columns = 0
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.setSpacing(theme.TIGHT)
        self._foot.addWidget(self._why, 1)
        self._foot.addWidget(self._stands, 1)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.HAIR, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self._again)
        column.addLayout(self._grid)
        column.addLayout(self._foot)
        column.addWidget(self._note)
        self._say()
        self._arrange()

    @property
    def why(self) -> str:
        """The reason that stands in the line."""
        return self._why.text().strip()

    @property
    def text(self) -> str:
        """What is said of the pair, for tests and readers."""
        said = (self._again.text(), self._stands.text(), self._note.text())
        return " ".join(part for part in said if part)

    def clear_why(self) -> None:
        """The reason is kept with its verdict: the line is free for the next."""
        self._why.clear()

    def button(self, mark: Mark) -> QToolButton:
        """The button of a mark."""
        return self._buttons[mark]

    def show_judged(self, judged: Judged, found: Reviewed | None, published: bool, fresh: bool) -> None:
        """What stands for the pair; `fresh` says that it is another pair, which the typed reason is not about."""
        self._judged, self._reviewed, self._published = judged, found, published
        if fresh:
            self._why.clear()
        self._say()

    def show_problem(self, sentence: str) -> None:
        """A decision could not be kept."""
        self._tell(self._again, sentence)

    def minimumSizeHint(self) -> QSize:
        """Two columns are enough: what stands side by side today must not keep the window from getting narrower."""
        return QSize(2 * self._widest + theme.TIGHT, super().minimumSizeHint().height())

    def _retell(self) -> None:
        self._say()

    def _button(self, mark: Mark) -> QToolButton:
        made = QToolButton()
        made.setObjectName("verdict")
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self._on_clicked(mark))
        return made

    def _on_clicked(self, mark: Mark) -> None:
        self._press()
        self.marked.emit(mark)

    def _on_reason(self) -> None:
        """A reason that comes after the verdict is added to it."""
        if self.why and self._judged.verdict is not None:
            self.marked.emit(self._judged.verdict.mark)

    def _press(self) -> None:
        """Down is what is kept, whatever was clicked."""
        standing = {one.mark for one in (self._judged.verdict, self._judged.enemy) if one is not None}
        for mark, button in self._buttons.items():
            button.setChecked(mark in standing)

    @property
    def _cells(self) -> tuple[QToolButton, ...]:
        return (*self._buttons.values(), self._back)

    @property
    def _widest(self) -> int:
        return max(cell.sizeHint().width() for cell in self._cells)

    def _arrange(self) -> None:
        """As many buttons side by side as there is room for with their words; in a strip the history beside the line.

        A strip stands above what is compared, which needs the height.
        """
        strip = self.width() > 2 * scaled(theme.COMPARISON_SIDE)
        along = QBoxLayout.Direction.LeftToRight if strip else QBoxLayout.Direction.TopToBottom
        if self._foot.direction() != along:
            self._foot.setDirection(along)
            self._foot.setSpacing(theme.MEDIUM if strip else theme.TIGHT)
        cells, widest = self._cells, self._widest + theme.TIGHT
        columns = next((many for many in (len(cells), 3) if many * widest <= self.width() + theme.TIGHT), 2)
        if columns == self._columns:
            return
        self._columns = columns
        for place, widget in enumerate(cells):
            self._grid.addWidget(widget, place // columns, place % columns)
        self._back.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _say(self) -> None:
        for mark, button in self._buttons.items():
            key = KEYS[mark]
            button.setText(f"{word(mark)}  {key.removeprefix('Ctrl+')}")
            button.setToolTip(f"{explanation(mark)} ({key})")
            button.setAccessibleName(f"{word(mark)}. {explanation(mark)}")
        self._back.setText(self.tr("Take back") + "  0")
        self._back.setToolTip(self.tr("Nothing is decided about this pair ({key})").format(key=TAKE_BACK))
        self._back.setAccessibleName(self.tr("Take back"))
        self._why.setPlaceholderText(self.tr("Why, if you like"))
        self._why.setAccessibleName(self.tr("Why this verdict"))
        judged = self._judged
        self._back.setEnabled(any((judged.verdict, judged.enemy, judged.before)))
        self._press()
        self._tell(self._again, changes(judged))
        self._tell(self._stands, standing_lines(judged))
        published = self.tr("Published: this item can only be read here.") if self._published else ""
        self._tell(self._note, " ".join(part for part in (published, reviewed(self._reviewed)) if part))

    @staticmethod
    def _tell(line: QLabel, sentence: str) -> None:
        line.setText(sentence)
        line.setVisible(bool(sentence))
