"""The window: puts the panes together and carries news from one to the other."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Item
from itembank_desktop.core.search import Answer
from itembank_desktop.core.shelf import ShelvedDraft
from itembank_desktop.ui import theme
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.bank_side import BankSide
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.comparison_side import ComparisonSide
from itembank_desktop.ui.conflict_page import ConflictPage
from itembank_desktop.ui.connect_page import ConnectPage
from itembank_desktop.ui.connect_side import ConnectSide
from itembank_desktop.ui.deciding import Deciding
from itembank_desktop.ui.desk import Desk, OpenBank, Place
from itembank_desktop.ui.detail_pane import DetailPane
from itembank_desktop.ui.distance_meter import DistanceMeter
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.draft_pane import DraftPane
from itembank_desktop.ui.drops import import_source, page_source
from itembank_desktop.ui.evaluation_side import EvaluationSide
from itembank_desktop.ui.filter_side import FilterSide
from itembank_desktop.ui.follow_side import FollowSide
from itembank_desktop.ui.header_bar import HeaderBar
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.import_screen import ImportScreen
from itembank_desktop.ui.judging import Judging
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_page import ModelPage
from itembank_desktop.ui.model_side import ModelSide
from itembank_desktop.ui.performance import Performance
from itembank_desktop.ui.picture_side import PictureSide
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.recording import Recording, found_now
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.right_side import RightSide, holds_focus
from itembank_desktop.ui.save_page import SavePage
from itembank_desktop.ui.saving_side import SavingSide
from itembank_desktop.ui.settings_page import SettingsPage
from itembank_desktop.ui.shared_side import SharedSide
from itembank_desktop.ui.shelf import Shelf
from itembank_desktop.ui.shortcut_sheet import open_sheet
from itembank_desktop.ui.status_bar import StatusBar

# The detail is looked at, the preview is typed for; cards fill the rest of the time.
_URGENCY = ("zoom", "detail", "comparison", "conflict", "preview", "cards")


class MainWindow(Retold, QMainWindow):
    """Draft at the left, hits at the right. Signals tell the composition root what to remember."""

    sample_asked = Signal()
    bank_opened = Signal(object)
    theme_chosen = Signal(object)
    language_chosen = Signal(str)
    preview_folded = Signal(bool)
    settings_shown = Signal()
    settings_made = Signal(object)
    """The settings' page, before it is shown for the first time."""
    text_size_asked = Signal(int)
    """1 for larger, -1 for smaller, 0 for the usual size."""
    crashed = Signal(object)
    closing = Signal()

    def __init__(
        self,
        desk: Desk,
        editor: DraftEditor,
        live: LiveSearch,
        look: theme.Theme,
        language: str = "system",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        icons = Icons(desk.resources / "icons", look)
        self.live = live
        self.press = Press(desk.typeset, desk.thumbnail, _URGENCY, parent=self)
        self.header = HeaderBar(look, icons, language)
        self.turn = InTurn(self)
        # Before anybody asks: the draft's name goes with every question.
        self.shelf = Shelf(desk.shelf, editor, self.turn, self._found, self)
        self.draft = DraftPane(editor, self.press, look, icons)
        self.results = ResultsPane(self.press, look, icons)
        self.comparison = ComparisonPane(desk, self.press, look, icons)
        self.meter = DistanceMeter(look, icons)
        self.detail = DetailPane(self.press, look, icons)
        self.imports = ImportScreen()
        self.model_page = ModelPage()
        self.connect_page = ConnectPage()
        self.conflicts = ConflictPage(self.press, look, icons)
        self.save_page = SavePage()
        self.status = StatusBar()
        self.model = ModelSide(desk.models, live, self.results, self.status, self.model_page, self)
        self._make_settings = partial(SettingsPage, desk.resources / "translations", look, icons)
        self._settings_page: SettingsPage | None = None
        more = (self.conflicts, self.connect_page, self.save_page)
        self._right = RightSide(self.results, self.comparison, self.detail, self.imports, self.model_page, editor, more)
        self._bank_side = BankSide(desk, self.header, self._right, self.results, self.imports, self.status, self)
        self.banks = self._bank_side.keeper
        self.filtering = FilterSide(self.results.filters, self.header, live, self.results.banner, self)
        self.following = FollowSide(self.results.line_banner, live, self)
        self.connecting = ConnectSide(desk.shared, self.connect_page, self)
        self._shared = SharedSide(
            self.header, self._right, self.results, self.status, self.connect_page, self.conflicts,
            self.connecting, self.following, self.filtering, self._bank_side, self,
        )  # fmt: skip
        self.pictures = PictureSide(desk.read_page, look, icons, editor, live, self.results, self._right, self)
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self.comparing = ComparisonSide(
            self._right, self.results, self.comparison, self.detail, self.meter, live, self._panes, self
        )
        judging = Judging(self.turn, self)
        self.deciding = Deciding(judging, self.results, self.comparison, lambda: self.comparing.is_open, self)
        self.recording = Recording(desk, self.deciding, self.results, self.turn, self)
        self.saving = SavingSide(
            self.save_page, self.conflicts, self._right, self.results, self.shelf, live, self.turn,
            lambda: judging.author, self,
        )  # fmt: skip
        performance = Performance(self)
        performance.listen(live, self.results)
        self.evaluation = EvaluationSide(desk, look, icons, performance, lambda: self.model.standing, self)
        self._lay_out()
        self._connect_draft()
        self._connect_results()
        self._connect_header()
        self._connect_banks()
        self._connect_model()
        self._connect_decisions()
        self._make_shortcuts()
        self.setAcceptDrops(True)
        editor.viewport().installEventFilter(self)
        self._name_things()

    # State that outlives the window

    def arrangement(self) -> tuple[bytes, bytes]:
        """Geometry of the window and of its panes, for `rearrange` next time."""
        self.comparing.give_room(False)
        return bytes(self.saveGeometry().data()), bytes(self._panes.saveState().data())

    def rearrange(self, geometry: bytes, panes: bytes) -> None:
        """Stand as the window stood when `arrangement` was called."""
        self.restoreGeometry(QByteArray(geometry))
        self._panes.restoreState(QByteArray(panes))

    # What the composition root and the menus ask for

    def show_bank(self, bank: OpenBank, recent: Sequence[Place]) -> None:
        """Name the open bank and those opened before it."""
        self._bank_side.show(bank, recent)
        self.recording.show_bank(bank, self._bank_side.name_of(bank))
        self.saving.show_bank(bank, self._bank_side.name_of(bank))

    def open_bank(self, place: Place) -> None:
        """Open another bank in the background."""
        self._bank_side.open(place)

    def import_into(self, source: Path, folder: Path) -> None:
        """Import in the background and show the progress."""
        self._bank_side.import_into(source, folder)

    def close_for_good(self) -> None:
        """Stop every thread and timer; call once, when the window goes."""
        self.draft.preview.close_timer()
        if self.model.shelf.running or self._shared.away or self.evaluation.running:
            self.hide()  # A network that is silent, or statistics half done, may keep us for a while.
        # A question under way must not wait for a model that is busy.
        self.model.close()
        self.pictures.close()
        self.live.close()
        self._shared.close()
        self.comparison.close_lanes()
        self.evaluation.close()
        self.press.close()
        self.shelf.close()
        self.turn.close()
        self.banks.close()

    # Qt

    def event(self, event: QEvent) -> bool:
        """What the words ask for changes with their size, their language and their number."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._keep_words_whole()
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the composition root, which remembers and cleans up."""
        self.closing.emit()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A bank dropped on the editor is imported, a page is cut; neither is pasted."""
        if isinstance(event, QDropEvent) and self._is_ours(event.mimeData()):
            if event.type() == QEvent.Type.Drop:
                self.dropEvent(event)
            else:
                event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Banks, pages, and whatever the draft can take."""
        mime = event.mimeData()
        if self._is_ours(mime) or self.draft.editor.canInsertFromMimeData(mime):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A bank is imported, a page is shown to be cut; everything else goes into the draft."""
        source = import_source(event.mimeData())
        event.acceptProposedAction()
        if source is not None:
            self._bank_side.ask_where_to_import(source)
        elif not self.pictures.drop(event.mimeData()):
            self.draft.editor.insertFromMimeData(event.mimeData())
            self.draft.editor.setFocus()

    def _is_ours(self, mime: QMimeData) -> bool:
        return import_source(mime) is not None or page_source(mime) is not None

    # Putting together

    def _lay_out(self) -> None:
        self.draft.setMinimumWidth(theme.LEFT_LEAST)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.meter)
        beside.addWidget(self._right, 1)
        beside.addStrut(theme.RIGHT_LEAST)  # More where its words ask for more.
        self._panes.setChildrenCollapsible(False)
        self._panes.setHandleWidth(theme.SMALL)
        self._panes.addWidget(self.draft)
        self._panes.addWidget(right)
        self._panes.setSizes([theme.LEFT_START, theme.RIGHT_START])
        self._panes.setStretchFactor(0, 2)
        self._panes.setStretchFactor(1, 3)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._panes, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setMinimumSize(theme.LEAST_WIDTH, theme.LEAST_HEIGHT)
        self.resize(theme.WINDOW_WIDTH, theme.WINDOW_HEIGHT)
        self.draft.editor.setFocus()

    def _keep_words_whole(self) -> None:
        """Large text asks for a larger window than the least one; for none that is higher than the screen."""
        whole = self.centralWidget()
        if whole is not None:
            asked, room = whole.minimumSizeHint(), self.screen().availableSize()
            high = min(asked.height(), room.height())
            self.setMinimumSize(max(theme.LEAST_WIDTH, asked.width()), max(theme.LEAST_HEIGHT, high))

    def _connect_draft(self) -> None:
        self.draft.editor.draft_changed.connect(self.live.on_draft_changed)
        self.draft.editor.picture_refused.connect(self._right.show_problem)
        self.draft.editor.text_refused.connect(self._right.show_problem)
        self.draft.editor.text_damaged.connect(self._right.show_problem)
        self.draft.editor.picture_added.connect(self._right.end_problem)
        self.live.emptied.connect(self._right.end_problem)
        self.draft.folded.connect(self.preview_folded)
        self.draft.save_asked.connect(self.saving.ask)
        self.detail.edit_asked.connect(lambda: self.saving.edit(self.detail.item))

    def _connect_results(self) -> None:
        self.live.asked.connect(lambda _: self.results.show_asking())
        self.live.answered.connect(self._on_answered)
        self.live.failed.connect(self._on_search_failed)
        self.live.crashed.connect(self.crashed)
        self.live.too_short.connect(lambda: self._show_state(self.results.show_too_short))
        self.live.emptied.connect(lambda: self._show_state(self.results.show_no_draft))
        self.press.crashed.connect(self.crashed)
        self.comparing.crashed.connect(self.crashed)
        self._shared.crashed.connect(self.crashed)

    def _connect_header(self) -> None:
        self.header.picture_asked.connect(self.pictures.choose)
        self.header.capture_asked.connect(self.pictures.capture.begin)
        self.pictures.crashed.connect(self.crashed)
        self.header.keys_asked.connect(lambda: open_sheet(self))
        self.header.settings_asked.connect(self._show_settings)
        self.header.theme_chosen.connect(self.theme_chosen)
        self.header.language_chosen.connect(self.language_chosen)

    def _connect_banks(self) -> None:
        self._bank_side.sample_asked.connect(self.sample_asked)
        self._bank_side.opened.connect(self._on_bank_opened)
        self._bank_side.crashed.connect(self.crashed)
        self.following.chosen.connect(self.saving.show_chosen)

    def _connect_model(self) -> None:
        self.header.model_asked.connect(self.model.show_page)
        self.model.page_asked.connect(lambda: self._right.setCurrentWidget(self.model_page))
        self.model.crashed.connect(self.crashed)
        self.saving.saved.connect(self.model.read_saved)
        self.header.evaluation_asked.connect(self.evaluation.open)
        self.evaluation.crashed.connect(self.crashed)

    def _connect_decisions(self) -> None:
        shelf, button, judging = self.shelf, self.draft.shelf, self.deciding.judging
        self.live.rested.connect(shelf.save)
        shelf.renamed.connect(self._on_draft_named)
        shelf.listed.connect(lambda: button.show_shelf(shelf))
        shelf.parked.connect(self._on_parked)
        shelf.discarded.connect(self._on_discarded)
        shelf.failed.connect(lambda problem: self.results.banner.tell(explain(problem)[0]))
        button.park_asked.connect(shelf.park)
        button.reopen_asked.connect(shelf.reopen)
        button.discard_asked.connect(shelf.discard)
        judging.changed.connect(shelf.note_decision)
        judging.given.connect(lambda *_: self._show_decision())
        judging.failed.connect(self.deciding.show_problem)
        self.deciding.arranged.connect(self.comparing.score_again)
        self.comparing.moved.connect(self.deciding.refresh)
        self.turn.crashed.connect(self.crashed)
        self._on_draft_named(shelf.name)

    def _make_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+N", self.draft.start_anew),
            ("Ctrl+Shift+F", self.pictures.choose),
            ("Ctrl+Shift+S", self.pictures.capture.begin),
            ("Ctrl+V", self.pictures.paste),
            ("Ctrl+Return", self.live.ask_now),
            ("Alt+Down", lambda: self._right.step(1)),
            ("Alt+Up", lambda: self._right.step(-1)),
            ("F6", self._next_pane),
            ("Ctrl+P", self.comparing.pin),
            ("Ctrl+Shift+D", self.shelf.park),
            ("Ctrl+Shift+R", self.recording.ask),
            ("Ctrl+S", self.saving.ask),
            ("F2", lambda: self.saving.edit(self._item_in_sight())),
            ("Ctrl++", lambda: self.text_size_asked.emit(1)),
            ("Ctrl+=", lambda: self.text_size_asked.emit(1)),
            ("Ctrl+-", lambda: self.text_size_asked.emit(-1)),
            ("Ctrl+Alt+0", lambda: self.text_size_asked.emit(0)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _name_things(self) -> None:
        self.setWindowTitle(self.tr("Itembank Desktop"))
        self._bank_side.name_things()

    def show_filter(self) -> None:
        """The list with its filter folded out."""
        self._right.turn_to(self.results)
        if self.results.filters.isHidden():
            self.header.filter_asked.emit()

    @property
    def settings_page(self) -> SettingsPage:
        """Made when it is first asked for: it holds half as many widgets as all the rest, and most starts need none."""
        if self._settings_page is None:
            self._settings_page = page = self._make_settings()
            page.closed.connect(lambda: self._right.turn_to(self.results))
            self._right.addWidget(page)
            self.settings_made.emit(page)
        return self._settings_page

    def _show_settings(self) -> None:
        self.settings_shown.emit()
        self._right.setCurrentWidget(self.settings_page)
        self.settings_page.search.setFocus()

    # News

    def _on_answered(self, answer: Answer) -> None:
        shown = self.deciding.take(answer)
        self.comparing.score_again(shown)
        self._right.show_answer(shown)

    def _show_decision(self) -> None:
        """A decision about a whole item is seen, and taken back, in its comparison."""
        if self._right.currentWidget() is self.detail:
            self.comparing.back()

    def _found(self) -> tuple[str, list[dict[str, object]]]:
        bank = self.banks.bank
        return str(bank.folder) if bank is not None else "", found_now(self.deciding)

    def _on_draft_named(self, name: str) -> None:
        self.live.shelf = self.deciding.judging.draft = name
        self.meter.begin_anew()

    def _on_parked(self, draft: ShelvedDraft) -> None:
        said = self.tr("The draft is on the shelf.")
        self.results.banner.tell(said, self.tr("Undo"), lambda: self.shelf.reopen(draft.name), news=True)

    def _on_discarded(self, draft: ShelvedDraft) -> None:
        said = self.tr("The draft was discarded.")
        self.results.banner.tell(said, self.tr("Undo"), lambda: self.shelf.put_back(draft), news=True)

    def _show_state(self, show: Callable[[], None]) -> None:
        self.deciding.forget()
        self.meter.rest()
        self._right.leave_item()
        if self.banks.bank is not None:
            show()

    def _on_search_failed(self, problem: ItemBankError) -> None:
        self.results.show_failed()
        sentence, _ = explain(problem)
        self.results.banner.tell(sentence, self.tr("Search again"), self.live.ask_now, passing=True)

    def _on_bank_opened(self, bank: OpenBank) -> None:
        self.press.read_figures_from(bank.figure)
        self.comparison.read_figures_from(bank.figure)
        self.deciding.forget()
        self.deciding.judging.show_bank(bank)
        self._shared.show_bank(bank)
        self.evaluation.show_bank(bank)
        self.bank_opened.emit(bank)
        self.model.show_bank(bank)

    def _item_in_sight(self) -> Item | None:
        """The item that is read or compared, else the selected hit's."""
        if self._right.currentWidget() is self.detail:
            return self.detail.item
        if self._right.currentWidget() is self.comparison:
            return self.comparison.item
        hit = self.results.hits.current_hit if self._right.currentWidget() is self.results else None
        return hit.item if hit is not None else None

    def _next_pane(self) -> None:
        """Draft, right side, header, and round again."""
        if holds_focus(self.draft):
            stops = [
                self.results.hits,
                self.comparison,
                self.detail,
                self.pictures.picker.canvas,
                self.imports.close_button,
                self.connect_page.host,
                self.save_page.subject,
                self.conflicts.take_mine,
                self.model_page,
                *([self._settings_page] if self._settings_page else []),
                self.header.bank_button,
            ]
        elif holds_focus(self._right):
            stops = [self.header.bank_button]
        else:
            stops = [self.draft.editor]
        next(stop for stop in stops if stop.isVisible()).setFocus()
