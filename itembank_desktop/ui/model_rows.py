"""The models that are here or can be had, one row each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from itembank_desktop.core.model import Purpose, ShelfModel
from itembank_desktop.ui import text_scale, theme
from itembank_desktop.ui.model_words import gigabytes
from itembank_desktop.ui.parts import label, strong_label
from itembank_desktop.ui.retold import Retold

BESIDE_UP_TO = 150
"""Percent of the text's size up to which a name and three buttons stand side by side."""


class ModelRows(Retold, QWidget):
    """Says what was pressed; does nothing itself."""

    used = Signal(str)
    fetched = Signal(str)
    verified = Signal(str)
    reading = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[ShelfModel, ...] = ()
        self._current = ""
        self._enabled, self._may_read = True, False
        self._rows: list[ModelRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SMALL)

    @property
    def rows(self) -> "list[ModelRow]":
        """What is shown, in order."""
        return self._rows

    def show_models(self, models: Sequence[ShelfModel], current: str) -> None:
        """Show these; `current` is the name of the chosen one."""
        models = sorted(models, key=lambda one: not one.installed)  # What is here comes first.
        if (tuple(models), current) != (self._models, self._current):
            self._models, self._current = tuple(models), current
            self._build()

    def _build(self) -> None:
        for row in self._rows:
            row.setParent(None)
            row.deleteLater()
        self._rows = [ModelRow(model, model.name == self._current) for model in self._models]
        for row in self._rows:
            row.use.clicked.connect(lambda _=False, name=row.model.name: self.used.emit(name))
            row.fetch.clicked.connect(lambda _=False, name=row.model.name: self.fetched.emit(name))
            row.verify.clicked.connect(lambda _=False, name=row.model.name: self.verified.emit(name))
            row.read.clicked.connect(lambda _=False, name=row.model.name: self.reading.emit(name))
            self._column.addWidget(row)
        self.allow(self._enabled)
        self.allow_reading(self._may_read)

    def allow(self, enabled: bool) -> None:
        """Whether anything may be started now."""
        self._enabled = enabled
        for row in self._rows:
            for button in (row.fetch, row.verify):
                button.setEnabled(enabled)

    def allow_reading(self, allowed: bool) -> None:
        """Whether a bank is open that a model could read, and none reads."""
        self._may_read = allowed
        for row in self._rows:
            row.read.setEnabled(allowed)

    def _retell(self) -> None:
        self._build()


class ModelRow(QFrame):
    """A model's name, what is to be known of it, and what can be done with it."""

    def __init__(self, model: ShelfModel, current: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.model = model
        name, facts = strong_label(), label("secondary", wrap=True)
        name.setText(model.name)
        facts.setText(" · ".join(self._facts(current)))
        self.text = f"{name.text()} {facts.text()}"
        self.use, self.read, self.fetch, self.verify = (QPushButton() for _ in range(4))
        makes_vectors = model.purpose is not Purpose.RERANK
        self.use.setText(self.tr("Use"))
        self.use.setVisible(model.usable and not current and makes_vectors)
        self.read.setText(self.tr("Let it read this bank"))
        self.read.setVisible(model.usable and makes_vectors)
        self.fetch.setText(self.tr("Go on fetching") if model.begun else self.tr("Fetch"))
        self.fetch.setVisible(not model.installed)
        self.verify.setText(self.tr("Check the files"))
        self.verify.setVisible(model.installed)
        for button in (self.use, self.read, self.fetch, self.verify):
            button.setAccessibleName(f"{button.text()} {model.name}")
        words = QVBoxLayout()
        words.setSpacing(theme.HAIR)
        words.addWidget(name)
        words.addWidget(facts)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        self._row.addLayout(words, 1)
        buttons = QHBoxLayout()
        for button in (self.use, self.read, self.fetch, self.verify):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row.addLayout(buttons)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Stand as the size of the text demands."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()
        super().changeEvent(event)

    def _arrange(self) -> None:
        """Words above the buttons where they cannot stand side by side."""
        direction = QBoxLayout.Direction
        below = text_scale.percent() > BESIDE_UP_TO
        self._row.setDirection(direction.TopToBottom if below else direction.LeftToRight)

    def _facts(self, current: bool) -> list[str]:
        model = self.model
        if model.faults:
            return [self.tr("not usable: {faults}").format(faults="; ".join(model.faults))]
        told = [self.tr("in use") if current else self.tr("here")] if model.installed else [self.tr("not here")]
        if model.begun and not model.installed:
            told = [self.tr("{size} of it are here").format(size=gigabytes(model.begun))]
        told.append(self._purpose())
        if model.size:
            told.append(gigabytes(model.size))
        if model.memory:
            told.append(self.tr("needs {size} of memory").format(size=gigabytes(model.memory)))
        return [*told, *([model.licence] if model.licence else [])]

    def _purpose(self) -> str:
        return {
            Purpose.TEXT_AND_FIGURES: self.tr("reads text and figures"),
            Purpose.TEXT: self.tr("reads text alone"),
            Purpose.FIGURES: self.tr("sees figures alone"),
            Purpose.RERANK: self.tr("ranks hits again"),
        }[self.model.purpose]
