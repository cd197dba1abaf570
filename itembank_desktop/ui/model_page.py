"""The page about the model: what it is for, getting one, letting it read the bank, where it runs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from itembank_desktop.core.model import ModelChoice, ModelPhase, ShelfModel
from itembank_desktop.ui import theme
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_rows import ModelRows
from itembank_desktop.ui.model_words import Standing, particulars, status_line
from itembank_desktop.ui.parts import form, inset, label, page_head, row, strong_label
from itembank_desktop.ui.rerank_box import RerankBox
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_least_height
from itembank_desktop.ui.work_line import WorkLine

DEVICES = ("auto", "cpu", "cuda")
MOST_IDLE = 24 * 60


class ModelPage(Retold, QWidget):
    """Says what was pressed; does nothing itself."""

    closed = Signal()
    switched_off = Signal()
    adding = Signal()
    loading = Signal()
    unloading = Signal()
    reading = Signal()
    placed = Signal(object)
    """A ModelChoice without a model: where models run from now on."""
    ranked = Signal(object)
    """A RerankWish."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = Standing()
        self._title, self._words, self._state = label("title"), label(wrap=True), label(wrap=True)
        (
            self._back,
            self._off,
            self._load,
            self._unload,
            self._add,
            self._read,
            self._browse,
            self._apply,
            self._rank,
        ) = (QPushButton() for _ in range(9))
        self.setFocusProxy(self._back)
        self._heads = [strong_label() for _ in range(4)]
        self._lacking = label("secondary", wrap=True)
        self.rows = ModelRows()
        self.rerank = RerankBox()
        self.shelf_work = WorkLine()
        self.reading_work = WorkLine(can_pause=True)
        self._python, self._device, self._idle = QLineEdit(), QComboBox(), QSpinBox()
        inset(self._idle)
        self._names = [label() for _ in range(3)]
        self._notes = label("secondary", wrap=True)
        self._connect()
        self._lay_out()
        self._name_things()

    @property
    def text(self) -> str:
        """What the page says of the model and the bank."""
        return f"{self._state.text()} {self._lacking.text()}"

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """By what they do: off, load, unload, add, read, apply, rank."""
        return {
            "off": self._off, "load": self._load, "unload": self._unload, "add": self._add, "read": self._read,
            "apply": self._apply, "rank": self._rank,
        }  # fmt: skip

    def show_models(self, models: Sequence[ShelfModel]) -> None:
        """What is here and what can be had."""
        self.rows.show_models(models, self._standing.name)
        self.rerank.show_models(models)

    def show_place(self, choice: ModelChoice) -> None:
        """Where models run."""
        self._python.setText(choice.interpreter)
        self._device.setCurrentText(choice.device)
        self._idle.setValue(round(choice.idle_minutes))

    def show_standing(self, standing: Standing) -> None:
        """Where the model stands."""
        renamed = standing.name != self._standing.name
        self._standing = standing
        if renamed:
            self.rows.show_models([row.model for row in self.rows.rows], standing.name)
        self._name_state()

    def _connect(self) -> None:
        for button, told in (
            (self._back, self.closed),
            (self._off, self.switched_off),
            (self._load, self.loading),
            (self._unload, self.unloading),
            (self._add, self.adding),
            (self._read, self.reading),
        ):
            button.clicked.connect(told)
        self._browse.clicked.connect(self._on_browse)
        self._apply.clicked.connect(self._on_apply)
        self._rank.clicked.connect(lambda: self.ranked.emit(self.rerank.wish))
        self._device.setEditable(True)
        self._device.addItems(list(DEVICES))
        self._idle.setRange(0, MOST_IDLE)

    def _name_state(self) -> None:
        standing, phase = self._standing, self._standing.state.phase
        told, announced = status_line(standing), standing.state.announced
        if announced is not None and phase.answers:
            told += "\n" + particulars(announced)
        if standing.state.reason is not None:
            told += "\n" + explain(standing.state.reason).sentence
        self._state.setText(told)
        self._off.setVisible(bool(standing.name))
        waits = standing.state.restart_in > 0
        self._load.setVisible(waits or phase in (ModelPhase.UNLOADED, ModelPhase.FAILED))
        self._load.setText(self.tr("Restart now") if waits else self.tr("Load again"))
        self._unload.setVisible(phase.answers)
        on_card = announced is not None and announced.device.startswith("cuda")
        self._unload.setText(self.tr("Free VRAM") if on_card else self.tr("Free memory"))
        self._read.setEnabled(phase.answers and bool(standing.lacking))
        if not phase.answers or standing.lacking is None:
            self._lacking.setText(self.tr("Load a model first; then it can read this bank."))
        elif standing.lacking:
            count = f"{standing.lacking:,}"
            self._lacking.setText(
                self.tr("{count} readings of this bank's items are still to be made.").format(count=count)
            )
        else:
            self._lacking.setText(self.tr("The model has read every item of this bank."))

    def _name_things(self) -> None:
        self._title.setText(self.tr("Search by meaning"))
        self._words.setText(
            "\n".join(
                (
                    self.tr("A model finds items that mean the same in other words. Without one, fingerprints search."),
                    self.tr("Fetch one below, or add a folder you were given. Only “Fetch” uses the internet."),
                    self.tr("It runs in a process of its own: should that fail, your draft stays as it is."),
                    self.tr("It reads each bank once. You may pause or stop; it goes on where it stopped."),
                    self.tr("When memory is short, free it below. The next question loads the model again."),
                )
            )
        )
        for head, text in zip(
            self._heads,
            (self.tr("Models"), self.tr("This bank"), self.tr("Where it runs"), self.tr("Ranking again")),
            strict=True,
        ):
            head.setText(text)
        self._back.setText(self.tr("Back to the list"))
        self._off.setText(self.tr("Use no model"))
        self._add.setText(self.tr("Add a folder…"))
        self._read.setText(self.tr("Let the model read this bank"))
        self._browse.setText(self.tr("Choose…"))
        self._apply.setText(self.tr("Apply"))
        self._rank.setText(self.tr("Apply to the ranking"))
        names = (self.tr("Python with torch"), self.tr("Device"), self.tr("Free memory after"))
        for name, text, field in zip(self._names, names, (self._python, self._device, self._idle), strict=True):
            name.setText(text)
            field.setAccessibleName(text)
        self._python.setPlaceholderText(self.tr("the program's own"))
        self._idle.setSuffix(" " + self.tr("min"))
        self._idle.setSpecialValueText(self.tr("never"))
        self._notes.setText(self.tr("“auto” takes the graphics card where there is one. Changes restart the model."))
        self._name_state()

    def _lay_out(self) -> None:
        column = form(self)
        column.addWidget(page_head(self._title, self._back))
        column.addWidget(self._words)
        column.addWidget(self._state)
        column.addLayout(row(self._unload, self._load, self._off, None))
        column.addLayout(row(self._heads[0], None, self._add))
        column.addWidget(self.rows)
        column.addWidget(self.shelf_work)
        column.addLayout(row(self._heads[1], None, self._read))
        column.addWidget(self._lacking)
        column.addWidget(self.reading_work)
        column.addWidget(self._heads[2])
        grid = QGridLayout()
        grid.setSpacing(theme.SMALL)
        for line, (name, field) in enumerate(zip(self._names, (self._python, self._device, self._idle), strict=True)):
            grid.addWidget(name, line, 0)
            hold_least_height(field, theme.FIELD_HEIGHT)
            grid.addWidget(field, line, 1)
        grid.addWidget(self._browse, 0, 2)
        grid.addWidget(self._apply, 2, 2)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addWidget(self._notes)
        column.addLayout(row(self._heads[3], None, self._rank))
        column.addWidget(self.rerank)
        column.addStretch(1)

    def _on_browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a Python that has torch"))
        if chosen:
            self._python.setText(chosen)

    def _on_apply(self) -> None:
        place = ModelChoice(
            "", self._python.text().strip(), self._device.currentText().strip() or DEVICES[0], self._idle.value()
        )
        self.placed.emit(place)
