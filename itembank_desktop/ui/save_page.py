"""The page on which a draft becomes an item of the bank: what is asked for besides its text."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Content, Item
from itembank_desktop.core.saving import FACTS, Form
from itembank_desktop.ui import theme
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.particles import resolved
from itembank_desktop.ui.parts import form, label, page_head, row
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_least_height
from itembank_desktop.ui.words import fact_name


class SavePage(Retold, QWidget):
    """Says what was pressed; does nothing itself."""

    closed = Signal()
    asked = Signal(object, bool)
    """(Form, whether as a new version of the item that the draft was made from)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: Item | None = None
        self._content = Content()
        self._bank = ""
        self._duplicates = 0
        self._busy = False
        self._problem: ItemBankError | None = None
        self._fresh: Callable[[], str] = str
        self._title, self._words, self._what = label("title"), label(wrap=True), label("secondary", wrap=True)
        self._warning, self._state = label(wrap=True), label(wrap=True)
        self._back, self.save_button, self.new_button = (QPushButton() for _ in range(3))
        self.save_button.setObjectName("primary")
        self.id, self.subject, self.answer = (QLineEdit() for _ in range(3))
        self.facts = {name: QLineEdit() for name in FACTS}
        self._names = [label() for _ in range(3 + len(FACTS))]
        self._back.clicked.connect(self.closed)
        self.save_button.clicked.connect(lambda: self._ask(as_version=self._base is not None))
        self.new_button.clicked.connect(self._on_new)
        for field in self._fields:
            field.returnPressed.connect(self.save_button.click)
            field.textEdited.connect(lambda _: self._forget_problem())
        self._lay_out()
        self._name_things()

    @property
    def text(self) -> str:
        """What the page says."""
        said = (self._title, self._words, self._what, self._warning, self._state)
        return " ".join(one.text() for one in said if not one.isHidden())

    @property
    def form(self) -> Form:
        """What the fields say."""
        facts = {name: field.text() for name, field in self.facts.items()}
        return Form(self.id.text(), self.subject.text(), self.answer.text(), facts)

    def show_form(
        self, form: Form, content: Content, base: Item | None, bank: str, duplicates: int, fresh: Callable[[], str]
    ) -> None:
        """Fill in; `base` is what the draft is a version of, `fresh` makes an id that no item has."""
        self._base, self._content, self._bank, self._duplicates = base, content, bank, duplicates
        self._fresh, self._busy, self._problem = fresh, False, None
        self.id.setText(form.id)
        self._fix_id(base is not None)
        self.subject.setText(form.subject)
        self.answer.setText(form.answer)
        for name, field in self.facts.items():
            field.setText(form.facts.get(name, ""))
        self._name_state()
        (self.subject if base is None else self.answer).setFocus()

    def show_busy(self) -> None:
        """It is being saved: nothing may be pressed twice."""
        self._busy, self._problem = True, None
        self._name_state()

    def show_problem(self, problem: ItemBankError) -> None:
        """It was not saved; everything typed stays."""
        self._busy, self._problem = False, problem
        self._name_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.id, self.subject, *self.facts.values(), self.answer)

    def _ask(self, as_version: bool) -> None:
        if not self._busy:
            self.asked.emit(self.form, as_version)

    def _on_new(self) -> None:
        """Beside the item that it was made from, under an id of its own."""
        if not self._busy:
            self._base = None
            self._fix_id(False)
            self.id.setText(self._fresh())
            self._name_state()
            self.id.setFocus()
            self.id.selectAll()

    def _fix_id(self, fixed: bool) -> None:
        """A version keeps its item's number, and the field looks like it."""
        self.id.setReadOnly(fixed)
        self.id.style().unpolish(self.id)
        self.id.style().polish(self.id)

    def _forget_problem(self) -> None:
        if self._problem is not None:
            self._problem = None
            self._name_state()

    def _lay_out(self) -> None:
        column = form(self)
        column.addWidget(page_head(self._title, self._back))
        column.addWidget(self._words)
        grid = QGridLayout()
        grid.setSpacing(theme.SMALL)
        grid.setColumnStretch(1, 1)
        for line, (name, field) in enumerate(zip(self._names, self._fields, strict=True)):
            hold_least_height(field, theme.FIELD_HEIGHT)
            grid.addWidget(name, line, 0)
            grid.addWidget(field, line, 1)
        column.addLayout(grid)
        column.addWidget(self._what)
        column.addWidget(self._warning)
        column.addLayout(row(self.save_button, self.new_button, None))
        column.addWidget(self._state)
        column.addStretch(1)

    def _name_things(self) -> None:
        self._back.setText(self.tr("Back to the list"))
        self.new_button.setText(self.tr("As a new item instead"))
        names = (self.tr("Item number"), fact_name("subject"), *map(fact_name, FACTS), self.tr("Answer"))
        for name, text, field in zip(self._names, names, self._fields, strict=True):
            name.setText(text)
            field.setAccessibleName(text)
        self.id.setPlaceholderText(self.tr("no other item has it"))
        self._name_state()

    def _name_state(self) -> None:
        base = self._base
        self._title.setText(self.tr("Save a new item") if base is None else self.tr("Save a new version"))
        where = self.tr("The draft is saved into {bank}.") if base is None else self.tr("{item} in {bank} is changed.")
        guard = "" if base is None else self.tr("If somebody else has changed it meanwhile, both versions are shown.")
        said = where.replace("{bank}", self._bank).replace("{item}", str(base.id) if base is not None else "")
        self._words.setText(resolved(f"{said} {guard}".strip()))
        self._what.setText(self._read())
        warning = self.tr("Possible duplicates in the list: {count}. Look at them first.")
        self._warning.setText(warning.format(count=self._duplicates) if self._duplicates and base is None else "")
        self._warning.setVisible(bool(self._warning.text()))
        self.save_button.setText(self.tr("Save to the bank") if base is None else self.tr("Save the new version"))
        self.new_button.setVisible(base is not None)
        for button in (self.save_button, self.new_button):
            button.setEnabled(not self._busy)
        state = self.tr("Saving…") if self._busy else explain(self._problem).sentence if self._problem else ""
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def _read(self) -> str:
        """What was read out of the draft, so that a choice that was taken for text is seen."""
        parts = []
        choices, pictures = len(self._content.choices), len(self._content.pictures)
        if choices == 1:
            parts.append(self.tr("1 choice"))
        else:
            parts.append(self.tr("{count} choices").format(count=choices) if choices else self.tr("no choices"))
        if pictures == 1:
            parts.append(self.tr("1 figure"))
        else:
            parts.append(self.tr("{count} figures").format(count=pictures) if pictures else self.tr("no figure"))
        return self.tr("In the draft: {parts}.").format(parts=", ".join(parts))
