"""Whether and how another model puts the first hits in order."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from itembank_desktop.core.model import Purpose, ShelfModel
from itembank_desktop.core.rerank import INSTRUCTION, MOST_TOP, RerankWish
from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import inset, label, row
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height, hold_least_width


class RerankBox(Retold, QWidget):
    """Shows a wish and lets it be changed; off unless a model is named."""

    changed = Signal()

    def __init__(self, form: QFormLayout | None = None, parent: QWidget | None = None) -> None:
        """With the `form` of a page its rows go there, in line with the page's own; what is told stays in the box."""
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._wish = RerankWish()
        self.model, self.instruction = QComboBox(), QLineEdit()
        self.top = QSpinBox(minimum=2, maximum=MOST_TOP)
        self.threshold = QDoubleSpinBox(minimum=0.0, maximum=1.0, decimals=2, singleStep=0.05)
        self.share = QSpinBox(minimum=0, maximum=100, singleStep=10)
        inset(self.top, self.threshold, self.share)
        self._words = [label() for _ in range(5)]
        self._warning, self._state = label("secondary", wrap=True), label(wrap=True)
        self._state.hide()
        fields = (self.model, self.top, self.threshold, self.share, self.instruction)
        for sized in (*self._words, *fields):
            hold_height(sized, theme.FIELD_HEIGHT)
        hold_least_width(self.model, theme.COMPARISON_SIDE)
        self._shared, self._form = form is not None, form or QFormLayout()
        self._form.setSpacing(theme.SMALL)
        self._form.addRow(self._words[0], row(self.model, None))
        first, least, share, told = self._words[1:]
        if self._shared:  # A page that has more to show than this.
            numbers = row(self.top, least, self.threshold, share, self.share, None)
            lines = [(first, numbers), (told, row(self.instruction))]
        else:
            numbered = ((first, self.top), (least, self.threshold), (share, self.share))
            lines = [*((word, row(field, None)) for word, field in numbered), (told, row(self.instruction))]
        for word, line in lines:
            self._form.addRow(word, line)
        self._rows = [line for _, line in lines]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._warning)
        if not self._shared:
            column.addLayout(self._form)
        column.addWidget(self._state)
        self.model.currentIndexChanged.connect(self.settle)
        self._name_things()
        self.show_wish(RerankWish())

    @property
    def wish(self) -> RerankWish:
        """As it is shown; without a model nothing is ranked again."""
        told = self.instruction.text().strip() or INSTRUCTION
        model = self.model.currentData() or ""
        return RerankWish(model, self.top.value(), told, self.threshold.value(), self.share.value() / 100)

    @property
    def text(self) -> str:
        """What is said of it."""
        return f"{self._warning.text()} {self._state.text()}".rstrip()

    def show_models(self, models: Sequence[ShelfModel]) -> None:
        """Offer the rerankers that are on this computer."""
        self._names = tuple(one.name for one in models if one.usable and one.purpose is Purpose.RERANK)
        self._fill(self.wish.model or self._wish.model)

    def show_wish(self, wish: RerankWish) -> None:
        """What was chosen before; its model is offered even where it is not here."""
        self._wish = wish
        self.top.setValue(wish.top)
        self.threshold.setValue(wish.threshold)
        self.share.setValue(round(100 * wish.share))
        self.instruction.setText("" if wish.instruction == INSTRUCTION else wish.instruction)
        self._fill(wish.model)

    def settle(self) -> None:
        """Show what belongs to a chosen model, or hide it."""
        on = bool(self.model.currentData())
        for line in self._rows:
            self._form.setRowVisible(line, on)
        self._warning.setVisible(on or not self._shared)
        self.changed.emit()

    def tell(self, sentence: str) -> None:
        """Where the model stands; empty for nothing."""
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))

    def _fill(self, chosen: str) -> None:
        names = dict.fromkeys((*self._names, *([chosen] if chosen else [])))
        self.model.blockSignals(True)
        self.model.clear()
        self.model.addItem(self.tr("Off"), "")
        for name in names:
            self.model.addItem(name, name)
        self.model.setCurrentIndex(max(0, self.model.findData(chosen)))
        self.model.blockSignals(False)
        self.settle()

    def _name_things(self) -> None:
        titles = (
            self.tr("Ranked again by"), self.tr("First items"), self.tr("Least score"), self.tr("Share of its score"),
            self.tr("What it is told"),
        )  # fmt: skip
        fields = (self.model, self.top, self.threshold, self.share, self.instruction)
        for word, title, field in zip(self._words, titles, fields, strict=True):
            word.setText(title)
            field.setAccessibleName(title)
        self.share.setSuffix(" %")
        self.instruction.setPlaceholderText(INSTRUCTION)
        self._warning.setText(
            self.tr(
                "A reranker reads the draft beside each of the first hits and puts them in order. It takes longer, and "
                "in the pilot the order became worse: compare on your own data before you switch it on."
            )
        )
        self.model.setItemText(0, self.tr("Off"))
