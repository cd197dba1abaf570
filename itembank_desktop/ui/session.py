"""One run of the window: its language, its colours, the bank it starts with, and what it remembers."""

import base64
import hashlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QInputDialog

from itembank_desktop import settings as keys
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.model import ModelChoice
from itembank_desktop.core.pilot import targets_of
from itembank_desktop.core.rerank import RerankWish, wish_to_json
from itembank_desktop.core.rerank import wish_from_json as rerank_from_json
from itembank_desktop.core.typeset import Sheet
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.settings import Settings
from itembank_desktop.ui import text_scale, theme
from itembank_desktop.ui.calm import Calm
from itembank_desktop.ui.capture_key import CaptureKey
from itembank_desktop.ui.desk import Desk, OpenBank, Place, place_of, text_of
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.filter_wish import Wish, wish_from_json
from itembank_desktop.ui.first_start import FirstStart
from itembank_desktop.ui.judging import system_name
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.main_window import MainWindow
from itembank_desktop.ui.model_side import DRAFT
from itembank_desktop.ui.pasting import PictureCheck
from itembank_desktop.ui.setting_words import LANGUAGES
from itembank_desktop.ui.settings_side import SettingsSide, minutes

log = logging.getLogger(__name__)
MOST_RECENT = 6
MODEL_AFTER_MS = 300
"""The window is painted, and the bank's opening well under way, before the model's process wants a core."""


class Session(QObject):
    """Owns the window; `begin` opens the first bank, closing the window ends every thread."""

    def __init__(
        self,
        desk: Desk,
        check: PictureCheck,
        settings: Settings,
        on_crash: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._translators: list[QTranslator] = []
        self._calm = Calm(self)
        self._first: FirstStart | None = None
        self.speak(settings.get(keys.LANGUAGE))
        self.look = theme.Theme(_theme_choice(settings.get(keys.THEME)), self)
        self.look.scale_text(text_scale.nearest(settings.get(keys.TEXT_SIZE)), paint=False)
        live = LiveSearch(None, name=DRAFT, parent=self)
        language = settings.get(keys.LANGUAGE)
        self.window = MainWindow(desk, DraftEditor(check), live, self.look, language)
        # Once, when all stands: with a style sheet in force Qt polishes every widget at every step of building.
        self.look.apply()
        self._restore()
        window = self.window
        self._sign()
        self._aim()
        window.header.author_asked.connect(self._on_author_asked)
        self._start_model = QTimer(self, singleShot=True, interval=MODEL_AFTER_MS)
        self._start_model.timeout.connect(self._on_start_model)
        window.draft.editor.draft_changed.connect(self._calm.wait)
        window.sample_asked.connect(self.open_sample)
        window.bank_opened.connect(self._on_bank_opened)
        window.theme_chosen.connect(self._on_theme_chosen)
        window.language_chosen.connect(self._on_language_chosen)
        window.text_size_asked.connect(self._on_text_size_asked)
        window.preview_folded.connect(lambda folded: settings.put(keys.PREVIEW, not folded))
        window.model.chosen.connect(self._on_model_chosen)
        window.model.rerank.chosen.connect(self._on_rerank_chosen)
        window.filtering.saved.connect(self._on_filter_saved)
        window.model.hint_dismissed.connect(lambda: settings.put(keys.MODEL_HINT, False))
        self._capture_key = CaptureKey(window)
        problems = {keys.CAPTURE_KEY.name: lambda: self._capture_key.problem}
        self._side = SettingsSide(settings, window, self._appliers(), problems, self)
        self._side.kept.connect(self._save)
        window.crashed.connect(on_crash)
        window.closing.connect(self._on_closing)
        window.banks.imported.connect(self._on_imported)

    def begin(self, bank: Place | None) -> None:
        """Open `bank`, else the last one, else the sample bank; start the model when the window stands."""
        self._calm.begin()
        self.window.shelf.begin()
        self._start_model.start()
        self._take_capture_key()
        self.window.filtering.begin(wish_from_json(self._settings.get(keys.FILTER)))
        # Loading KaTeX holds Python's lock for 0.15 s: better while the bank opens than at the first formula typed.
        self.window.press.want("start", [Sheet("$x$")])
        last = _places([self._settings.get(keys.BANK)])
        place = bank or (last[0] if last else self._desk.sample_bank)
        if bank is None and not last and self._settings.get(keys.FIRST_START):
            self._welcome()
        if place == self._desk.sample_bank:
            self.open_sample()
        else:
            self.window.open_bank(place)

    def _welcome(self) -> None:
        """The ways to begin; shown is shown, however the author leaves them."""
        self._first = ways = FirstStart()
        header, editor = self.window.header, self.window.draft.editor
        ways.sample_asked.connect(header.sample_asked)
        ways.connect_asked.connect(header.connect_asked)
        ways.model_asked.connect(header.model_asked)
        ways.finished.connect(editor.setFocus)
        editor.draft_changed.connect(ways.finish)
        self.window.results.welcome(ways)
        self._settings.put(keys.FIRST_START, False)

    def open_sample(self) -> None:
        """Open the sample bank, importing it first where this version's has not been imported completely."""
        if self._settings.get(keys.SAMPLE) == self.sample_revision():
            self.window.open_bank(self._desk.sample_bank)
        else:
            self.window.import_into(self._desk.sample_source, self._desk.sample_bank)

    def speak(self, language: str) -> None:
        """Use "ko", "en" or the system's language from now on."""
        app = QApplication.instance()
        assert app is not None
        for translator in self._translators:
            app.removeTranslator(translator)
        locale = QLocale() if language == "system" else QLocale(language)
        own = str(self._desk.resources / "translations")
        places = ((own, "itembank"), (QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"))
        self._translators = []
        if locale.language() is not QLocale.Language.Korean:
            return  # The source strings are English.
        for folder, name in places:
            translator = QTranslator(self)
            if not translator.load(f"{name}_ko", folder):
                log.warning("no %s translation in %s", name, folder)
                continue
            app.installTranslator(translator)
            self._translators.append(translator)

    def _appliers(self) -> dict[str, Callable[[], object]]:
        """How what was chosen on the settings' page is put in force."""
        get, window = self._settings.get, self.window
        return {
            keys.TEXT_SIZE.name: lambda: self.look.scale_text(text_scale.nearest(get(keys.TEXT_SIZE))),
            keys.THEME.name: lambda: self._on_theme_chosen(get(keys.THEME)),
            keys.LANGUAGE.name: lambda: self._on_language_chosen(get(keys.LANGUAGE)),
            keys.PREVIEW.name: lambda: window.draft.fold(not get(keys.PREVIEW)),
            keys.AUTHOR.name: self._sign,
            keys.CAPTURE_KEY.name: self._take_capture_key,
            keys.FILTER.name: lambda: window.filtering.wish(wish_from_json(get(keys.FILTER))),
            keys.RECENT.name: self._name_recent,
            **dict.fromkeys((one.name for one in (keys.TARGET_MS, keys.TARGET_GB, keys.TARGET_ANSWERED)), self._aim),
        }

    def _aim(self) -> None:
        wanted = (self._settings.get(key) for key in (keys.TARGET_MS, keys.TARGET_GB, keys.TARGET_ANSWERED))
        self.window.evaluation.aim(targets_of(*wanted))

    def _sign(self) -> None:
        self.window.deciding.judging.author = self._settings.get(keys.AUTHOR).strip() or system_name()

    def _name_recent(self) -> None:
        bank = self.window.banks.bank
        if bank is not None:
            places = _places(self._settings.get(keys.RECENT))
            self.window.show_bank(bank, [place for place in places if place != bank.place])

    def sample_revision(self) -> str:
        """Changes with the content of the sample bank that the program brings."""
        data = (self._desk.sample_source / "items.jsonl").read_bytes()
        return hashlib.sha256(data).hexdigest()[:16]

    def _take_capture_key(self) -> None:
        self._capture_key.want(self._settings.get(keys.CAPTURE_KEY))

    def end(self) -> None:
        """Close the window and let go of it, for those who go on without one."""
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _on_imported(self, report: ImportReport, folder: Path) -> None:
        if folder == self._desk.sample_bank and not report.cancelled:
            self._settings.put(keys.SAMPLE, self.sample_revision())

    def _on_bank_opened(self, bank: OpenBank) -> None:
        is_sample = bank.folder == self._desk.sample_bank
        recent = [place for place in _places(self._settings.get(keys.RECENT)) if place != bank.place]
        self.window.show_bank(bank, recent)
        if not is_sample:
            recent.insert(0, bank.place)
        self._settings.put(keys.BANK, "" if is_sample else text_of(bank.place))
        self._settings.put(keys.RECENT, [text_of(place) for place in recent[:MOST_RECENT]])
        self._save()

    def _on_filter_saved(self, wish: Wish) -> None:
        self._settings.put(keys.FILTER, wish.to_json())
        self._save()
        self._calm.settle()

    def _on_theme_chosen(self, name: str) -> None:
        self._settings.put(keys.THEME, str(name))
        self.look.choose(_theme_choice(name))
        self._tick()

    def _on_text_size_asked(self, by: int) -> None:
        step = text_scale.beside(text_scale.percent(), by) if by else text_scale.STEPS[0]
        self._settings.put(keys.TEXT_SIZE, str(step))
        self.look.scale_text(step)

    def _on_language_chosen(self, language: str) -> None:
        self._settings.put(keys.LANGUAGE, language)
        self.speak(language)
        self._tick()

    def _tick(self) -> None:
        get = self._settings.get
        self.window.header.show_choices(_theme_choice(get(keys.THEME)), _language(get(keys.LANGUAGE)))

    def _on_author_asked(self) -> None:
        title, what = self.tr("Name on verdicts"), self.tr("Your verdicts carry this name. Empty: {name}")
        name, chosen = QInputDialog.getText(
            self.window, title, what.format(name=system_name()), text=self._settings.get(keys.AUTHOR)
        )
        if chosen:
            self._settings.put(keys.AUTHOR, name.strip())
            self._sign()
            self._save()

    def _on_start_model(self) -> None:
        get = self._settings.get
        place = (get(keys.MODEL_PYTHON), get(keys.MODEL_DEVICE), minutes(get(keys.MODEL_IDLE)))
        hint = get(keys.MODEL_HINT) and self._first is None  # One of the ways to begin says the same.
        self.window.model.begin(ModelChoice(get(keys.MODEL), *place), hint, rerank_from_json(get(keys.RERANK)))

    def _on_model_chosen(self, choice: ModelChoice) -> None:
        put = self._settings.put
        put(keys.MODEL_PYTHON, choice.interpreter)
        put(keys.MODEL_DEVICE, choice.device)
        put(keys.MODEL_IDLE, f"{choice.idle_minutes:g}")
        if choice.model:
            put(keys.MODEL, choice.model)
        self._save()

    def _on_rerank_chosen(self, wish: RerankWish) -> None:
        self._settings.put(keys.RERANK, wish_to_json(wish))
        self._save()

    def _restore(self) -> None:
        geometry, panes = (self._settings.get(key).encode() for key in (keys.GEOMETRY, keys.PANES))
        if geometry and panes:
            self.window.rearrange(base64.b64decode(geometry), base64.b64decode(panes))
        if not self._settings.get(keys.PREVIEW):
            self.window.draft.fold(True)

    def _on_closing(self) -> None:
        self._start_model.stop()
        self._calm.end()
        geometry, panes = self.window.arrangement()
        self._settings.put(keys.GEOMETRY, base64.b64encode(geometry).decode())
        self._settings.put(keys.PANES, base64.b64encode(panes).decode())
        self._save()
        self.window.close_for_good()

    def _save(self) -> None:
        try:
            self._settings.save()
        except OSError as error:
            log.warning("settings are not saved: %s", error)


def _places(texts: Sequence[str]) -> list[Place]:
    """What settings name; an address that is none any more is left out."""
    places = []
    for text in filter(None, texts):
        try:
            places.append(place_of(text))
        except BadInput:
            log.info("not the address of a bank: %s", text)
    return places


def _language(name: str) -> str:
    return name if name in LANGUAGES else LANGUAGES[0]


def _theme_choice(name: str) -> theme.Choice:
    return theme.Choice(name) if name in list(theme.Choice) else theme.Choice.SYSTEM
