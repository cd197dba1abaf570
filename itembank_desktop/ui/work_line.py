"""A sentence, a bar and buttons for one piece of bulk work."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import label
from itembank_desktop.ui.retold import Retold


class WorkLine(Retold, QWidget):
    """Shows how far it is; `stopped` and `paused` ask for what the buttons say."""

    stopped = Signal()
    paused = Signal(bool)

    def __init__(self, can_pause: bool = False, can_stop: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_pause = can_pause
        self._can_stop = can_stop
        self._resting = False
        self._sentence = label(wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self.pause, self.stop = QPushButton(), QPushButton()
        self.pause.clicked.connect(self._on_pause)
        self.stop.clicked.connect(self._on_stop)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for button in (self.pause, self.stop):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._sentence)
        column.addWidget(self._bar)
        column.addLayout(buttons)
        self._name_things()
        self.rest("")

    @property
    def text(self) -> str:
        """What is said now."""
        return self._sentence.text()

    def begin(self, sentence: str) -> None:
        """Work has begun."""
        self._resting = False
        self._bar.setRange(0, 0)
        self._sentence.setText(sentence)
        self._sentence.show()
        self._bar.show()
        self.stop.setEnabled(True)
        self.stop.setVisible(self._can_stop)
        self.pause.setVisible(self._can_pause)
        self._name_things()

    def go(self, done: int, total: int, sentence: str) -> None:
        """So far."""
        # Bytes of a model do not fit into Qt's numbers.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(1000 * done // total if total else 0)
        self._sentence.setText(sentence)

    def pause_work(self) -> None:
        """As if the author had pressed the button, unless it rests already."""
        if not self._resting:
            self._on_pause()

    def rest(self, sentence: str) -> None:
        """Nothing runs; `sentence` says what came of it."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        for widget in (self._bar, self.pause, self.stop):
            widget.hide()

    def _name_things(self) -> None:
        self.stop.setText(self.tr("Stop"))
        self.pause.setText(self.tr("Go on") if self._resting else self.tr("Pause"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stopped.emit()

    def _on_pause(self) -> None:
        self._resting = not self._resting
        self._name_things()
        self.paused.emit(self._resting)
