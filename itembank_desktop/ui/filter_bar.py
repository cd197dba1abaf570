"""Above the hits: which items of the bank are looked at."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from itembank_desktop.core.filters import Traits
from itembank_desktop.ui import theme
from itembank_desktop.ui.choice_button import ChoiceButton
from itembank_desktop.ui.filter_wish import CHOSEN, Wish, figure_word, years_of
from itembank_desktop.ui.rearranged import Rearranged
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_least_height
from itembank_desktop.ui.words import fact_name, fact_value

_MOST_COLUMNS, _FEWEST_COLUMNS = 4, 2


class FilterBar(Rearranged, Retold, QFrame):
    """Offers what the bank holds; `changed` carries the Wish, `saved` asks to keep it as the default."""

    changed = Signal(object)
    saved = Signal(object)
    cleared = Signal(object)
    """The Wish that was dropped."""
    replaced = Signal(object)
    """The default that another took the place of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._traits = Traits()
        self._wish = Wish()
        self._default = Wish()
        self.choices = {name: ChoiceButton() for name in CHOSEN}
        self.first, self.last, self.figure = QComboBox(), QComboBox(), QComboBox()
        self.clear_button, self.save_button = QPushButton(), QPushButton()
        self._grid = QGridLayout()
        self._columns = 0
        self._lay_out()
        self._connect()
        self._name_things()

    @property
    def wish(self) -> Wish:
        """What is wished, whether or not this bank holds it."""
        return self._wish

    @property
    def words(self) -> str:
        """What of it is in force in this bank; empty for nothing."""
        return self._wish.in_bank(self._traits).words

    def offer(self, traits: Traits) -> None:
        """Another bank, or the same with other items."""
        self._traits = traits
        self._fill()

    def show_wish(self, wish: Wish, default: Wish) -> None:
        """What is wished at the start, and what is kept."""
        self._wish, self._default = wish, default
        self._fill()

    def clear(self) -> None:
        """Look at everything."""
        before = self._wish
        self._wished(Wish())
        self.cleared.emit(before)

    def keep(self, default: Wish) -> None:
        """Begin with this from now on, whatever is wished today."""
        self._default = default
        self._fill()
        self.saved.emit(default)

    def wish_again(self, wish: Wish) -> None:
        """Look at what was looked at before."""
        self._wished(wish)

    def _connect(self) -> None:
        for name, button in self.choices.items():
            button.changed.connect(lambda values, name=name: self._on_chosen(name, values))
        for box in (self.first, self.last, self.figure):
            box.activated.connect(lambda _: self._on_boxes())
        self.clear_button.clicked.connect(self.clear)
        self.save_button.clicked.connect(self._on_saved)

    def _on_chosen(self, name: str, values: tuple[str, ...]) -> None:
        chosen = {**self._wish.chosen, name: values}
        self._wished(replace(self._wish, chosen={key: kept for key, kept in chosen.items() if kept}))

    def _on_boxes(self) -> None:
        first, last = self.first.currentData(), self.last.currentData()
        if first is not None and last is not None and first > last:
            first, last = last, first
        self._wished(replace(self._wish, first=first, last=last, with_figure=self.figure.currentData()))

    def _wished(self, wish: Wish) -> None:
        self._wish = wish
        self._fill()
        self.changed.emit(wish)

    def _on_saved(self) -> None:
        before = self._default
        self.keep(self._wish)
        self.replaced.emit(before)

    def _fill(self) -> None:
        here = self._wish.in_bank(self._traits)
        for name, button in self.choices.items():
            values = {value: count for value, count in self._traits.values.get(name, {}).items() if value}
            button.offer(values, here.chosen.get(name, ()))
            button.setEnabled(bool(values))
        years = years_of(self._traits)
        ends = (
            (self.first, self.tr("Year from"), self.tr("from {year}"), here.first),
            (self.last, self.tr("Year to"), self.tr("to {year}"), here.last),
        )
        for box, name, one, year in ends:
            box.clear()
            box.addItem(name, None)
            for each in reversed(years):
                box.addItem(one.format(year=each), each)
            box.setCurrentIndex(max(0, box.findData(year)))
            box.setEnabled(bool(years))
        self.figure.clear()
        self.figure.addItem(self.tr("Figure: either"), None)
        for wanted in (True, False):
            self.figure.addItem(figure_word(wanted), wanted)
        self.figure.setCurrentIndex({None: 0, True: 1, False: 2}[here.with_figure])
        self.clear_button.setEnabled(bool(self._wish))
        self.save_button.setEnabled(self._wish != self._default)

    def _name_things(self) -> None:
        for name, button in self.choices.items():
            button.show_name(fact_name(name), partial(fact_value, name))
        self.first.setAccessibleName(self.tr("Year from"))
        self.last.setAccessibleName(self.tr("Year to"))
        self.figure.setAccessibleName(self.tr("Figure"))
        self.clear_button.setText(self.tr("Show all"))
        self.save_button.setText(self.tr("Keep as default"))
        self._fill()

    @property
    def _cells(self) -> tuple[QWidget, ...]:
        return (*self.choices.values(), self.first, self.last, self.figure)

    def _arrange(self) -> None:
        """As many side by side as have room for their words."""
        widest = max(cell.sizeHint().width() for cell in self._cells) + theme.SMALL
        columns = max(_FEWEST_COLUMNS, min(_MOST_COLUMNS, (self.width() - theme.MEDIUM) // widest))
        if columns == self._columns:
            return
        for place in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number // columns, number % columns)
        self._columns = columns

    def _lay_out(self) -> None:
        self._grid.setSpacing(theme.SMALL)
        for box in (self.first, self.last, self.figure):
            hold_least_height(box, theme.FIELD_HEIGHT)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for choice in self.choices.values():
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        buttons.addStretch(1)
        for button in (self.clear_button, self.save_button):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.HAIR, 0, theme.MEDIUM + theme.HAIR, theme.TIGHT)
        column.setSpacing(theme.SMALL)
        column.addLayout(self._grid)
        column.addLayout(buttons)
        self._arrange()
