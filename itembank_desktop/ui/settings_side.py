"""What the settings' page chooses is in force at once, and kept."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from itembank_desktop import settings as keys
from itembank_desktop.core.model import ModelChoice
from itembank_desktop.settings import Settings
from itembank_desktop.ui.filter_wish import wish_from_json
from itembank_desktop.ui.main_window import MainWindow
from itembank_desktop.ui.model_side import OFF
from itembank_desktop.ui.model_words import short_name
from itembank_desktop.ui.setting_words import AnySetting, Kind
from itembank_desktop.ui.settings_page import SettingsPage

Apply = Callable[[], object]


class SettingsSide(QObject):
    """Belongs to the main thread. `apply` puts settings in force by name; those without one are read when needed.

    `problems` say why a setting is not in force, by name; empty for none.
    """

    kept = Signal()

    def __init__(
        self,
        settings: Settings,
        window: MainWindow,
        apply: dict[str, Apply],
        problems: dict[str, Callable[[], str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._problems = problems
        self._settings = settings
        self._window = window
        self._apply = apply
        window.settings_made.connect(self._listen)
        window.settings_shown.connect(self.refresh)

    def _listen(self, page: SettingsPage) -> None:
        page.changed.connect(self._on_changed)
        page.reset_asked.connect(self._on_reset)
        page.link_asked.connect(self._on_link)

    def refresh(self) -> None:
        """Show what holds now, wherever it was changed."""
        settings, page = self._settings, self._window.settings_page
        values: dict[str, object] = {name: settings.get(one.entry.setting) for name, one in page.rows.items()}
        page.show_values(values, self._told())

    def _told(self) -> dict[str, str]:
        """Values that are changed elsewhere, in words."""
        get = self._settings.get
        model, device = get(keys.MODEL), get(keys.MODEL_DEVICE)
        named = self.tr("none") if model == OFF else short_name(model) if model else self.tr("whichever is installed")
        return {
            keys.FILTER.name: wish_from_json(get(keys.FILTER)).words or self.tr("all items"),
            keys.RECENT.name: self.tr("{count} banks").format(count=len(get(keys.RECENT))),
            keys.MODEL.name: named,
            keys.MODEL_DEVICE.name: device,
            keys.MODEL_IDLE.name: self.tr("{count} min").format(count=get(keys.MODEL_IDLE)),
            keys.MODEL_PYTHON.name: get(keys.MODEL_PYTHON) or self.tr("the program's own"),
            **{name: problem() for name, problem in self._problems.items()},
        }

    def _on_changed(self, setting: AnySetting, value: object) -> None:
        if value != self._settings.get(setting):
            self._put(setting, value)

    def _on_reset(self, setting: AnySetting) -> None:
        before = self._settings.get(setting)
        self._put(setting, setting.default)
        row = self._window.settings_page.rows[setting.name]
        said = self.tr("The list is empty.") if row.entry.kind is Kind.LIST else self.tr("{name}: back to the default.")
        sentence = said.format(name=row.entry.name)
        self._window.settings_page.tell_change(sentence, lambda: self._put(setting, before))

    def _put(self, setting: AnySetting, value: object) -> None:
        self._settings.put(setting, value)
        if setting in (keys.MODEL_PYTHON, keys.MODEL_DEVICE, keys.MODEL_IDLE):
            self._place_model()
        elif setting.name in self._apply:
            self._apply[setting.name]()
        self.kept.emit()
        self.refresh()

    def _place_model(self) -> None:
        get = self._settings.get
        choice = ModelChoice("", get(keys.MODEL_PYTHON), get(keys.MODEL_DEVICE), minutes(get(keys.MODEL_IDLE)))
        self._window.model_page.show_place(choice)
        self._window.model_page.placed.emit(replace(choice, model=""))

    def _on_link(self, link: str) -> None:
        header = self._window.header
        {"filter": self._window.show_filter, "connect": header.connect_asked.emit, "model": header.model_asked.emit}[
            link
        ]()


def minutes(text: str) -> float:
    """As the setting says; its default where that is no number."""
    try:
        return max(0.0, float(text))
    except ValueError:
        return float(keys.MODEL_IDLE.default)
