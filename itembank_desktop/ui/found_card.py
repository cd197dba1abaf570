"""What a test of a connection found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import label


class Found(QFrame):
    """What a test found, line by line, or one sentence that says why it found nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        self._head = label(wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.LARGE)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._head)
        column.addLayout(self._grid)

    @property
    def text(self) -> str:
        """All that stands there."""
        if self.isHidden():
            return ""
        rows = [f"{name.text()} {value.text()}" for name, value in self._rows if not name.isHidden()]
        return " ".join([self._head.text(), *rows])

    def show_facts(self, head: str, told: list[tuple[str, str]]) -> None:
        """Names and values, one pair a line."""
        while len(self._rows) < len(told):
            pair = (label("secondary"), label(wrap=True))
            for place, widget in enumerate(pair):
                self._grid.addWidget(widget, len(self._rows), place, Qt.AlignmentFlag.AlignTop)
            self._rows.append(pair)
        for number, (name, value) in enumerate(self._rows):
            for widget in (name, value):
                widget.setVisible(number < len(told))
            if number < len(told):
                name.setText(told[number][0])
                value.setText(told[number][1])
        self._say(head, problem=False)

    def show_problem(self, sentence: str) -> None:
        """One sentence."""
        self.show_facts("", [])
        self._say(sentence, problem=True)

    def _say(self, head: str, problem: bool) -> None:
        self._head.setText(head)
        self.setProperty("problem", problem)
        for widget in (self, self._head, *(one for pair in self._rows for one in pair)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setAccessibleName(head)
