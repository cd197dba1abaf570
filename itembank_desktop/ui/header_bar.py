"""The line at the top: the bank and its menu, search by picture, settings."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.desk import Place, text_of
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import icon_button, verbatim
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.setting_words import LANGUAGES
from itembank_desktop.ui.text_scale import hold_height

_LONGEST_FILTER = 26


class HeaderBar(Retold, QFrame):
    """Says what was chosen; does nothing itself."""

    open_asked = Signal()
    connect_asked = Signal()
    sample_asked = Signal()
    import_asked = Signal()
    picture_asked = Signal()
    capture_asked = Signal()
    recent_asked = Signal(object)
    theme_chosen = Signal(object)
    language_chosen = Signal(str)
    model_asked = Signal()
    filter_asked = Signal()
    evaluation_asked = Signal()
    author_asked = Signal()
    keys_asked = Signal()
    settings_asked = Signal()

    def __init__(
        self, look: theme.Theme, icons: Icons, language: str = "system", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        hold_height(self, theme.HEADER_HEIGHT)
        self._look = look
        self._icons = icons
        self._bank_name = ""
        self._offline = False
        self._recent: tuple[Place, ...] = ()
        self._bank = icon_button(worded=True)
        self._bank.setObjectName("bank")
        self._bank.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._filter_words, self._filter_open = "", False
        self._filter = QToolButton()
        self._filter.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._filter.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._filter.clicked.connect(self.filter_asked)
        self._picture = icon_button(worded=True)
        self._picture.clicked.connect(self.picture_asked)
        self._capture = icon_button(worded=True)
        self._capture_key = ""
        self._capture.clicked.connect(self.capture_asked)
        self._settings = icon_button()
        for button in (self._bank, self._settings):
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._make_bank_menu()
        self._make_settings_menu(language)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.TIGHT, 0, theme.SMALL, 0)
        row.setSpacing(theme.SMALL)
        row.addWidget(self._bank)
        row.addWidget(self._filter)
        row.addStretch(1)
        row.addWidget(self._picture)
        row.addWidget(self._capture)
        row.addWidget(self._settings)
        look.changed.connect(self._paint_icons)
        self._paint_icons()
        self._name_things()

    @property
    def bank_button(self) -> QToolButton:
        """The first control of the line."""
        return self._bank

    def show_bank(self, name: str, recent: Sequence[Place]) -> None:
        """Name the open bank and those opened before."""
        self._bank_name = name
        self._recent = tuple(recent)
        self._name_things()

    def show_offline(self, offline: bool) -> None:
        """Whether a shared bank's copy answers instead of its server."""
        self._offline = offline
        self._name_things()

    @property
    def filter_button(self) -> QToolButton:
        """Says which items are looked at."""
        return self._filter

    def show_filter(self, words: str, is_open: bool) -> None:
        """What the filter lets through in short (empty: everything), and whether it is folded out."""
        self._filter_words, self._filter_open = words, is_open
        self._name_filter()

    def _name_filter(self) -> None:
        words = self._filter_words
        short = words if len(words) <= _LONGEST_FILTER else f"{words[: _LONGEST_FILTER - 1]}…"
        told = self.tr("Filter: {words}").format(words=short) if words else self.tr("Filter")
        self._filter.setText(f"{verbatim(told)}  {'▴' if self._filter_open else '▾'}")
        self._filter.setToolTip(words or self.tr("All items of the bank are looked at"))
        self._filter.setAccessibleName(self.tr("Filter: {words}").format(words=words or self.tr("all items")))
        self._filter.setProperty("on", bool(words))
        self._filter.style().unpolish(self._filter)
        self._filter.style().polish(self._filter)

    def show_choices(self, colours: str, language: str) -> None:
        """Tick what holds now, wherever it was chosen."""
        self._theme_actions[colours].setChecked(True)
        self._language_actions[language].setChecked(True)

    def tell_capture_key(self, key: str) -> None:
        """The key that captures from any program; empty while there is none."""
        self._capture_key = key
        self._tell_capture()

    def _make_bank_menu(self) -> None:
        menu = QMenu(self._bank)
        self._open = menu.addAction("", QKeySequence("Ctrl+O"), self.open_asked.emit)
        self._connect = menu.addAction("", self.connect_asked.emit)
        self._sample = menu.addAction("", self.sample_asked.emit)
        self._import = menu.addAction("", QKeySequence("Ctrl+I"), self.import_asked.emit)
        self._recent_head = menu.addSection("")
        menu.aboutToShow.connect(self._list_recent)
        self._recent_actions: list[QAction] = []
        self._bank.setMenu(menu)
        # Menu shortcuts work only while the menu's actions belong to the window's widgets too.
        self.addActions([self._open, self._import])

    def _make_settings_menu(self, language: str) -> None:
        menu = QMenu(self._settings)
        self._theme_menu = menu.addMenu("")
        self._theme_actions = self._choices(
            self._theme_menu, list(theme.Choice), self._look.choice, self.theme_chosen.emit
        )
        self._language_menu = menu.addMenu("")
        self._language_actions = self._choices(
            self._language_menu, list(LANGUAGES), language, self.language_chosen.emit
        )
        menu.addSeparator()
        self._model = menu.addAction("", self.model_asked.emit)
        self._evaluation = menu.addAction("", self.evaluation_asked.emit)
        self._author = menu.addAction("", self.author_asked.emit)
        menu.addSeparator()
        self._all = menu.addAction("", QKeySequence("Ctrl+,"), self.settings_asked.emit)
        self._keys = menu.addAction("", QKeySequence("F1"), self.keys_asked.emit)
        self.addActions([self._all, self._keys])
        self._settings.setMenu(menu)

    def _choices(self, menu: QMenu, values: Sequence[str], chosen: str, tell: object) -> dict[str, QAction]:
        group = QActionGroup(menu)
        actions = {}
        for value in values:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda _=False, value=value: tell(value))  # type: ignore[operator]
            group.addAction(action)
            actions[str(value)] = action
        return actions

    def _list_recent(self) -> None:
        menu = self._bank.menu()
        for action in self._recent_actions:
            menu.removeAction(action)
        self._recent_actions = []
        for place in self._recent:
            action = menu.addAction(verbatim(place.name))
            action.setToolTip(text_of(place))
            action.triggered.connect(lambda _=False, place=place: self.recent_asked.emit(place))
            self._recent_actions.append(action)
        self._recent_head.setVisible(bool(self._recent))

    def _paint_icons(self) -> None:
        self._bank.setIcon(self._icons("bank"))
        self._picture.setIcon(self._icons("picture-search"))
        self._capture.setIcon(self._icons("capture"))
        self._settings.setIcon(self._icons("settings"))

    def _tell_capture(self) -> None:
        said = self.tr("Find by a part of the screen (Ctrl+Shift+S, while this window is in front)")
        anywhere = self.tr("Find by a part of the screen (Ctrl+Shift+S; from any program {key})")
        self._capture.setToolTip(anywhere.format(key=self._capture_key) if self._capture_key else said)

    def _name_things(self) -> None:
        self._name_filter()
        # The arrow says that a menu opens; Fusion's own indicator cannot be tinted.
        name = self.tr("{bank} (offline)").format(bank=self._bank_name) if self._offline else self._bank_name
        nameless = self.tr("Bank")
        self._bank.setText(f" {verbatim(name) or nameless}  ▾")
        self._bank.setAccessibleName(self.tr("Bank menu, {bank}").format(bank=name or self.tr("none open")))
        self._open.setText(self.tr("Open a bank folder…"))
        self._connect.setText(self.tr("Connect to a shared bank…"))
        self._sample.setText(self.tr("Open the sample bank"))
        self._import.setText(self.tr("Import items…"))
        self._recent_head.setText(self.tr("Recent banks"))
        self._picture.setText(" " + self.tr("Find by picture"))
        self._picture.setToolTip(self.tr("Choose a picture or a PDF and find its items (Ctrl+Shift+F)"))
        self._picture.setAccessibleName(self.tr("Find by picture"))
        self._capture.setText(" " + self.tr("Capture the screen"))
        self._tell_capture()
        self._capture.setAccessibleName(self.tr("Capture the screen"))
        self._settings.setToolTip(self.tr("Settings"))
        self._settings.setAccessibleName(self.tr("Settings"))
        self._theme_menu.setTitle(self.tr("Colours"))
        self._language_menu.setTitle(self.tr("Language"))
        self._model.setText(self.tr("Search by meaning (model)…"))
        self._evaluation.setText(self.tr("Evaluation…"))
        self._all.setText(self.tr("All settings…"))
        self._keys.setText(self.tr("Keyboard shortcuts"))
        self._author.setText(self.tr("Name on verdicts…"))
        self._theme_actions["system"].setText(self.tr("As the system"))
        self._theme_actions["light"].setText(self.tr("Light"))
        self._theme_actions["dark"].setText(self.tr("Dark"))
        self._language_actions["system"].setText(self.tr("As the system"))
        self._language_actions["ko"].setText("한국어")
        self._language_actions["en"].setText("English")
