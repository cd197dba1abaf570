"""The question about a pair, a button for every answer, and a line for a note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from itembank_desktop.core.verdict import VERDICTS
from itembank_desktop.ui import theme
from itembank_desktop.ui.ballot import Ballot, Way
from itembank_desktop.ui.parts import label, strong_label
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.review_words import question, short, verdict_word
from itembank_desktop.ui.text_scale import hold_height

_MOST_BUTTONS = 5


class AnswerBar(Retold, QWidget):
    """Says which number was pressed; `note_left` asks for the keyboard to go back to the pair."""

    answered = Signal(int)
    note_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ballot = Ballot(Way.VERDICT, figures=False)
        self._question, self._given = strong_label(), label("secondary")
        self.buttons = [_answer_button() for _ in range(_MOST_BUTTONS)]
        for number, button in enumerate(self.buttons, 1):
            button.clicked.connect(lambda _=False, number=number: self.answered.emit(number))
        self._ends = label("secondary"), label("secondary")
        self.note = NoteLine()
        self.note.left.connect(self.note_left)
        hold_height(self.note, theme.FIELD_HEIGHT)
        asked = QHBoxLayout()
        asked.setSpacing(theme.MEDIUM)
        asked.addWidget(self._question)
        asked.addWidget(self._given, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.SMALL)
        row.addWidget(self._ends[0])
        for button in self.buttons:
            row.addWidget(button)
        row.addWidget(self._ends[1])
        row.addSpacing(theme.SMALL)
        row.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(asked)
        column.addLayout(row)
        self._name_things()

    @property
    def question(self) -> str:
        """What is asked now."""
        return self._question.text()

    def show_ballot(self, ballot: Ballot, said: str, chosen: int | None, enabled: bool) -> None:
        """Ask what is open; `said` is what stands already, `chosen` its number where it is a verdict."""
        self._ballot = ballot
        so_far = ", ".join(f"{short(ask)} {number}" for ask, number in ballot.given.items())
        self._given.setText(so_far or said)
        for number, button in enumerate(self.buttons, 1):
            button.setVisible(number <= ballot.choices)
            button.setEnabled(enabled)
            button.setChecked(number == chosen)
        self.note.setEnabled(enabled)
        self._name_things()

    def _name_things(self) -> None:
        verdict = self._ballot.way is Way.VERDICT
        self._question.setText(question(self._ballot.asks))
        self._ends[0].setText(self.tr("not at all"))
        self._ends[1].setText(self.tr("the same"))
        for end in self._ends:
            end.setVisible(not verdict)
        for number, button in enumerate(self.buttons, 1):
            word = verdict_word(VERDICTS[number - 1]) if verdict and number <= len(VERDICTS) else ""
            button.setText(f"{number}  {word}".rstrip())
            button.setAccessibleName(word or f"{question(self._ballot.asks)} {number}")
        self.note.setPlaceholderText(self.tr("Note (N)"))
        self.note.setAccessibleName(self.tr("Note"))


class NoteLine(QLineEdit):
    """A remark that goes with the next answer; Enter and Esc leave it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows and numbers belong to the text here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
            event.accept()


def _answer_button() -> QToolButton:
    button = QToolButton()
    button.setObjectName("answer")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
