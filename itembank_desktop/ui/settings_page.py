"""All settings on one page, with a search in both languages."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTranslator, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import CARD_LEFT, CARD_RIGHT, along_cards, label, page_head
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.setting_row import SettingRow
from itembank_desktop.ui.setting_words import entries, found
from itembank_desktop.ui.text_scale import hold_least_height


class SettingsPage(Retold, QWidget):
    """Says what was chosen; does nothing itself."""

    closed = Signal()
    changed = Signal(object, object)
    """(Setting, value)"""
    reset_asked = Signal(object)
    link_asked = Signal(str)

    def __init__(self, translations: Path, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        """`translations` is the folder of the Korean sentences, which are searched in an English window too."""
        super().__init__(parent)
        self._korean = QTranslator(self)
        self._korean.load("itembank_ko", str(translations))
        self._title, self._nothing = label("title"), label("secondary", wrap=True)
        self._back = QPushButton()
        self._back.clicked.connect(self.closed)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setAcceptDrops(False)  # A picture dropped on it is for the draft.
        self.search.textChanged.connect(lambda _: self._filter())
        self.banner = Banner(look, icons)
        self.rows = {entry.setting.name: SettingRow(entry, icons) for entry in entries()}
        for one in self.rows.values():
            one.changed.connect(lambda value, one=one: self.changed.emit(one.entry.setting, value))
            one.reset_asked.connect(lambda one=one: self.reset_asked.emit(one.entry.setting))
            one.link_asked.connect(self.link_asked)
            look.changed.connect(one.paint_icons)
        self.setFocusProxy(self.search)
        self._lay_out()
        self._name_things()

    @property
    def shown(self) -> list[str]:
        """Names of the settings that the search lets through."""
        return [name for name, one in self.rows.items() if not one.isHidden()]

    def show_values(self, values: Mapping[str, object], told: Mapping[str, str]) -> None:
        """What holds, by a setting's name, and words for what is only shown."""
        for name, one in self.rows.items():
            one.show_value(values[name], told.get(name, ""))

    def tell_change(self, sentence: str, undo: Callable[[], object]) -> None:
        """Something went back to its default, and can be taken back."""
        self.banner.tell(sentence, self.tr("Undo"), undo, news=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search, and then leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        else:
            self.closed.emit()

    def _filter(self) -> None:
        asked = self.search.text()
        korean_sentences = self._korean

        def in_korean(context: str, english: str) -> str:
            return korean_sentences.translate(context, english) or english

        spoken = (entries(), entries(in_korean), entries(lambda _, english: english))
        for entry, korean, english in zip(*spoken, strict=True):
            self.rows[entry.setting.name].setVisible(found(entry, korean, english, asked))
        self._nothing.setVisible(not self.shown)
        self._nothing.setText(self.tr("No setting says “{words}”.").format(words=asked.strip()))

    def _name_things(self) -> None:
        self._title.setText(self.tr("Settings"))
        self._back.setText(self.tr("Back to the list"))
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        for entry in entries():
            self.rows[entry.setting.name].tell(entry)
        self._filter()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(theme.SMALL)
        for one in self.rows.values():
            column.addWidget(one)
        column.addWidget(self._nothing)
        column.addStretch(1)
        hold_least_height(self.search, theme.FIELD_HEIGHT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.TIGHT, 0, 0)
        whole.setSpacing(theme.SMALL)
        above = QVBoxLayout()
        above.setContentsMargins(CARD_LEFT, 0, CARD_RIGHT, 0)
        above.setSpacing(theme.SMALL)
        above.addWidget(page_head(self._title, self._back))
        above.addWidget(self.search)
        above.addWidget(self.banner)
        whole.addLayout(above)
        whole.addWidget(along_cards(inside, column), 1)
