"""The first start: three ways to begin, on the empty results side, once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import icon_button, label, strong_label
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_icon, hold_most_width


class FirstStart(Retold, QWidget):
    """Goes for good when a way is chosen, when it is closed, and when the author begins to write (`finish`)."""

    sample_asked = Signal()
    connect_asked = Signal()
    model_asked = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self._heads = [strong_label() for _ in range(3)]
        self._sentences = [label("secondary", wrap=True) for _ in range(3)]
        self.buttons = [QPushButton() for _ in range(3)]
        self.skip = icon_button(worded=True)
        hold_icon(self.skip, 0)
        self.skip.clicked.connect(self.finish)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.LARGE, 0, 0)
        column.setSpacing(theme.SMALL)
        asked = (self.sample_asked, self.connect_asked, self.model_asked)
        for number, signal in enumerate(asked):
            self.buttons[number].clicked.connect(self.finish)
            self.buttons[number].clicked.connect(signal)
            column.addWidget(self._card(number))
        ending = QHBoxLayout()
        ending.addStretch(1)
        ending.addWidget(self.skip)
        column.addLayout(ending)
        hold_most_width(self, theme.FIRST_WIDTH)
        self._name_things()

    def finish(self) -> None:
        """Show it no more."""
        if not self._over:
            self._over = True
            self.hide()
            self.finished.emit()

    def _card(self, number: int) -> QFrame:
        card = QFrame()
        card.setObjectName("paper")
        words = QVBoxLayout()
        words.setSpacing(theme.HAIR)
        words.addWidget(self._heads[number])
        words.addWidget(self._sentences[number])
        row = QHBoxLayout(card)
        row.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        row.setSpacing(theme.MEDIUM)
        row.addLayout(words, 1)
        button = self.buttons[number]
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(button)
        return card

    def _name_things(self) -> None:
        said = (
            (self.tr("Try the sample bank"), self.tr("Original school mathematics. It is there already."),
             self.tr("Open the sample")),
            (self.tr("Connect to a shared bank"), self.tr("Search and judge together with your team."),
             self.tr("Connect…")),
            (self.tr("Get a model"), self.tr("It finds items that mean the same in other words. You can do it later."),
             self.tr("Choose…")),
        )  # fmt: skip
        for number, (head, sentence, act) in enumerate(said):
            self._heads[number].setText(head)
            self._sentences[number].setText(sentence)
            self.buttons[number].setText(act)
            self.buttons[number].setAccessibleName(f"{head}: {act}")
            self.buttons[number].setAccessibleDescription(sentence)
            self.buttons[number].setMinimumWidth(0)
        widest = max(button.sizeHint().width() for button in self.buttons)
        for button in self.buttons:
            button.setMinimumWidth(widest)
        self.skip.setText(self.tr("Begin to write"))
        self.setAccessibleName(self.tr("Ways to begin"))
