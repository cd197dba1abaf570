"""The window: puts the panes together and carries news from one to the other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from itembank_desktop.core.errors import BankBusy, BankReadOnly, DiskFull, ItemBankError, UnreadableSource
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Progress
from itembank_desktop.core.search import Answer, Hit
from itembank_desktop.core.shelf import ShelvedDraft
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui import theme
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.bank_keeper import BankKeeper
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.deciding import Deciding
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.detail_pane import DetailPane
from itembank_desktop.ui.distance_meter import DistanceMeter
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.draft_pane import DraftPane
from itembank_desktop.ui.drops import import_source, source_name
from itembank_desktop.ui.header_bar import HeaderBar
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.import_screen import ImportScreen
from itembank_desktop.ui.judging import Judging
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_page import ModelPage
from itembank_desktop.ui.model_side import ModelSide
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.recording import Recording, found_now
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.shelf import Shelf
from itembank_desktop.ui.status_bar import StatusBar

# The detail is looked at, the preview is typed for; cards fill the rest of the time.
_URGENCY = ("zoom", "detail", "comparison", "preview", "cards")


class MainWindow(QMainWindow):
    """Draft at the left, hits at the right. Signals tell the composition root what to remember."""

    sample_asked = Signal()
    bank_opened = Signal(object)
    theme_chosen = Signal(object)
    language_chosen = Signal(str)
    preview_folded = Signal(bool)
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
        self._desk = desk
        self._look = look
        self._recent: tuple[Path, ...] = ()
        self._answered: Content | None = None
        self._importing: tuple[Path, Path] | None = None
        icons = Icons(desk.resources / "icons", look)
        self.live = live
        self.press = Press(desk.typeset, desk.thumbnail, _URGENCY, parent=self)
        self.banks = BankKeeper(desk, self)
        self.header = HeaderBar(look, icons, language)
        self.turn = InTurn(self)
        # Before anybody asks: the draft's name goes with every question.
        self.shelf = Shelf(desk.shelf, editor, self.turn, self._found, self)
        self.draft = DraftPane(editor, self.press, look, icons)
        self.results = ResultsPane(self.press, look, icons)
        self.comparison = ComparisonPane(desk, self.press, look, icons)
        self.meter = DistanceMeter(look, icons)
        self.detail = DetailPane(self.press, look, icons)
        self.deciding = Deciding(Judging(self.turn, self), self.results, self.comparison, self._is_comparing, self)
        self.recording = Recording(desk, self.deciding, self.results, self.turn, self)
        self.imports = ImportScreen()
        self.model_page = ModelPage()
        self.status = StatusBar()
        self.model = ModelSide(desk.models, live, self.results, self.status, self.model_page, self)
        self._before_comparison: list[int] = []
        self._grown: list[int] = []
        self._right = QStackedWidget()
        self._right.setObjectName("right")
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect_draft()
        self._connect_results()
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
        self._give_room(False)
        return bytes(self.saveGeometry().data()), bytes(self._panes.saveState().data())

    def rearrange(self, geometry: bytes, panes: bytes) -> None:
        """Stand as the window stood when `arrangement` was called."""
        self.restoreGeometry(QByteArray(geometry))
        self._panes.restoreState(QByteArray(panes))

    # What the composition root and the menus ask for

    def show_bank(self, bank: OpenBank, recent: Sequence[Path]) -> None:
        """Name the open bank and those opened before it."""
        self._recent = tuple(recent)
        name = self.tr("Sample bank") if bank.folder == self._desk.sample_bank else bank.folder.name
        self.header.show_bank(name, recent)
        self.status.show_bank(name, bank.items)
        self.recording.show_bank(bank, name)

    def open_bank(self, folder: Path) -> None:
        """Open another bank in the background."""
        self.banks.open(folder)

    def import_into(self, source: Path, folder: Path) -> None:
        """Import in the background and show the progress."""
        self._importing = (source, folder)
        self.results.banner.hide()
        self.imports.show_started(source)
        self._turn_to(self.imports)
        self.banks.start_import(source, folder)

    def ask_where_to_import(self, source: Path) -> None:
        """Ask on the right side, inline, which bank the source goes into."""
        if self.banks.importing:
            self.results.banner.tell(self.tr("An import is running. Stop it or wait until it ends."))
            return
        bank = self.banks.bank
        own = bank if bank is not None and bank.folder != self._desk.sample_bank else None
        fresh = _unused(self._desk.banks_folder / source_name(source))
        self._right.setCurrentWidget(self.imports)
        self.imports.ask(source, (own.folder.name, own.folder) if own else None, fresh)

    def close_for_good(self) -> None:
        """Stop every thread and timer; call once, when the window goes."""
        self.draft.preview.close_timer()
        if self.model.shelf.running:
            self.hide()  # A network that is silent may keep us for a while.
        # A question under way must not wait for a model that is busy.
        self.model.close()
        self.live.close()
        self.comparison.close_lanes()
        self.press.close()
        self.shelf.close()
        self.turn.close()
        self.banks.close()

    # Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell the composition root, which remembers and cleans up."""
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language chosen now."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_things()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A bank dropped on the editor is imported, not pasted."""
        if isinstance(event, QDropEvent) and import_source(event.mimeData()) is not None:
            if event.type() == QEvent.Type.Drop:
                self.dropEvent(event)
            else:
                event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Banks and whatever the draft can take."""
        mime = event.mimeData()
        if import_source(mime) is not None or self.draft.editor.canInsertFromMimeData(mime):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A bank is imported; everything else goes into the draft."""
        source = import_source(event.mimeData())
        event.acceptProposedAction()
        if source is not None:
            self.ask_where_to_import(source)
        else:
            self.draft.editor.insertFromMimeData(event.mimeData())
            self.draft.editor.setFocus()

    # Putting together

    def _lay_out(self) -> None:
        pages: tuple[QWidget, ...] = (self.results, self.comparison, self.detail, self.imports, self.model_page)
        for page in pages:
            self._right.addWidget(page)
        self.draft.setMinimumWidth(theme.LEFT_LEAST)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.meter)
        beside.addWidget(self._right, 1)
        right.setMinimumWidth(theme.RIGHT_LEAST)
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

    def _connect_draft(self) -> None:
        self.draft.editor.draft_changed.connect(self.live.on_draft_changed)
        self.draft.editor.picture_refused.connect(self._on_problem)
        self.draft.editor.text_refused.connect(self._on_problem)
        self.draft.folded.connect(self.preview_folded)

    def _connect_results(self) -> None:
        self.live.asked.connect(lambda query: self._on_asked(query.content))
        self.live.answered.connect(self._on_answered)
        self.live.failed.connect(self._on_search_failed)
        self.live.crashed.connect(self.crashed)
        self.live.too_short.connect(lambda: self._show_state(self.results.show_too_short))
        self.live.emptied.connect(lambda: self._show_state(self.results.show_no_draft))
        self.results.hits.opened.connect(self._on_hit_opened)
        self.detail.closed.connect(self._back_to_comparison)
        self.detail.stepped.connect(self._on_stepped)
        self._right.currentChanged.connect(self._on_page_changed)
        self.comparison.closed.connect(self._back_to_list)
        self.comparison.stepped.connect(self._on_stepped)
        self.comparison.whole_asked.connect(self._on_whole_asked)
        self.comparison.pin_asked.connect(self._on_pin_asked)
        self.comparison.comparer.crashed.connect(self.crashed)
        self.meter.opened.connect(self._on_pinned_opened)
        self.meter.released.connect(self._release_pin)
        self.press.crashed.connect(self.crashed)

    def _connect_banks(self) -> None:
        self.header.open_asked.connect(self._on_open_asked)
        self.header.sample_asked.connect(self.sample_asked)
        self.header.recent_asked.connect(self.open_bank)
        self.header.import_asked.connect(self._on_import_asked)
        self.header.picture_asked.connect(self._on_picture_asked)
        self.header.theme_chosen.connect(self.theme_chosen)
        self.header.language_chosen.connect(self.language_chosen)
        self.banks.opening.connect(self._on_bank_opening)
        self.banks.opened.connect(self._on_bank_opened)
        self.banks.failed.connect(self._on_bank_failed)
        self.banks.crashed.connect(self._on_bank_crashed)
        self.banks.import_progressed.connect(self._on_import_progressed)
        self.banks.imported.connect(self._on_imported)
        self.banks.import_failed.connect(self._on_import_failed)
        self.imports.started.connect(self.import_into)
        self.imports.cancelled.connect(self.banks.stop_import)
        self.imports.closed.connect(lambda: self._turn_to(self.results))
        self.imports.unsaved.connect(self._on_problem)
        self.imports.choosing.connect(self._on_choosing_folder)

    def _connect_model(self) -> None:
        self.header.model_asked.connect(self.model.show_page)
        self.model.page_asked.connect(lambda: self._right.setCurrentWidget(self.model_page))
        self.model.crashed.connect(self.crashed)
        self.model_page.closed.connect(lambda: self._right.setCurrentWidget(self.results))

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
        self.deciding.arranged.connect(self._score_again)
        self.turn.crashed.connect(self.crashed)
        self._on_draft_named(shelf.name)

    def _make_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+N", self.draft.start_anew),
            ("Ctrl+O", self._on_open_asked),
            ("Ctrl+I", self._on_import_asked),
            ("Ctrl+Shift+F", self._on_picture_asked),
            ("Ctrl+Return", self.live.ask_now),
            ("Alt+Down", lambda: self._on_stepped(1)),
            ("Alt+Up", lambda: self._on_stepped(-1)),
            ("F6", self._next_pane),
            ("Ctrl+P", self._on_pin_asked),
            ("Ctrl+Shift+S", self.shelf.park),
            ("Ctrl+Shift+R", self.recording.ask),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _name_things(self) -> None:
        self.setWindowTitle(self.tr("Itembank Desktop"))
        if self.banks.bank is not None:
            self.show_bank(self.banks.bank, self._recent)

    # News

    def _on_answered(self, answer: Answer) -> None:
        if self._right.currentWidget() is self.detail and not self._is_being_read(answer):
            self._turn_to(self.comparison)
        self._answered = answer.query.content
        answer = self.deciding.take(answer)
        self._score_again(answer)
        self.results.banner.hide()
        self.results.show_answer(answer)

    # Decisions

    def _is_comparing(self) -> bool:
        return self._right.currentWidget() in (self.comparison, self.detail)

    def _show_decision(self) -> None:
        """A decision about a whole item is seen, and taken back, in its comparison."""
        if self._right.currentWidget() is self.detail:
            self._back_to_comparison()

    def _found(self) -> tuple[str, list[dict[str, object]]]:
        bank = self.banks.bank
        return str(bank.folder) if bank is not None else "", found_now(self.deciding)

    def _on_draft_named(self, name: str) -> None:
        self.live.shelf = self.deciding.judging.draft = name

    def _on_parked(self, draft: ShelvedDraft) -> None:
        said = self.tr("The draft is on the shelf.")
        self.results.banner.tell(said, self.tr("Undo"), lambda: self.shelf.reopen(draft.name), news=True)

    def _on_discarded(self, draft: ShelvedDraft) -> None:
        said = self.tr("The draft was discarded.")
        self.results.banner.tell(said, self.tr("Undo"), lambda: self.shelf.put_back(draft), news=True)

    def _show_state(self, show: object) -> None:
        self.deciding.forget()
        self._leave_detail()
        if self.banks.bank is None:
            return
        show()  # type: ignore[operator]

    def _on_problem(self, problem: ItemBankError) -> None:
        sentence, _ = explain(problem)
        if self._right.currentWidget() is self.imports:
            self.results.banner.tell(sentence, self.tr("Show the import"), self._show_imports)
        else:
            self.results.banner.tell(sentence)
        self._turn_to(self.results)

    def _on_search_failed(self, problem: ItemBankError) -> None:
        self.results.show_failed()
        sentence, _ = explain(problem)
        self.results.banner.tell(sentence, self.tr("Search again"), self.live.ask_now)

    # Comparison

    def _on_asked(self, content: Content) -> None:
        self.results.show_asking()
        self.comparison.show_draft(content)

    def _on_hit_opened(self, hit: Hit, count: int | None = None) -> None:
        """`count` is 0 for an item that is in no list."""
        self.results.hits.select(hit.item.id)
        self._give_room(True)
        self._right.setCurrentWidget(self.comparison)
        shown = len(self.results.hits.hits) if count is None else count
        self.comparison.show_hit(hit, shown, self._answered or Content())
        self._name_beside()
        self.comparison.setFocus()

    def _on_whole_asked(self) -> None:
        hit = self.comparison.hit
        if hit is not None:
            self.detail.show_hit(hit, len(self.results.hits.hits))
            self._right.setCurrentWidget(self.detail)
            self.detail.setFocus()

    def _back_to_comparison(self) -> None:
        self._right.setCurrentWidget(self.comparison)
        self.comparison.setFocus()

    def _give_room(self, room: bool) -> None:
        """The right side grows for a comparison, and takes its former width again unless somebody has moved it."""
        if room and not self._before_comparison:
            left, right = self._panes.sizes()
            wanted = min(max(right, theme.COMPARISON_LEAST), left + right - theme.LEFT_LEAST)
            self._before_comparison = [left, right]
            self._panes.setSizes([left + right - wanted, wanted])
            self._grown = self._panes.sizes()
        elif not room and self._before_comparison:
            if self._panes.sizes() == self._grown:
                self._panes.setSizes(self._before_comparison)
            self._before_comparison = []

    def _score_again(self, answer: Answer) -> None:
        """What the finder says now of the compared item and of the pinned one; who left the bank is let go."""
        known = {hit.item.id: hit for hit in (*answer.beside, *answer.hits)}
        item = self.comparison.item
        if item is not None and item.id in known:
            listed = any(hit.item.id == item.id for hit in answer.hits)
            hit = known[item.id]
            place = f"{hit.rank} / {len(answer.hits)}" if listed else self.tr("no longer in the list")
            self.comparison.show_scores(hit, place)
        elif item is not None and item.id in answer.query.beside:
            self._leave_detail()
        pinned = self.meter.pinned
        if pinned is not None and pinned in known:
            self.meter.show_hit(known[pinned])
        elif pinned is not None and pinned in answer.query.beside:
            self._release_pin()

    def _on_pin_asked(self) -> None:
        """Pin what is compared, else the selected hit; or let go of it."""
        compared = self._right.currentWidget() is self.comparison
        hit = self.comparison.hit if compared else self.results.hits.current_hit
        if self.meter.pinned is not None and (hit is None or hit.item.id == self.meter.pinned):
            self._release_pin()
        elif hit is not None:
            self.meter.pin(hit)
            self._name_beside()

    def _release_pin(self) -> None:
        self.meter.release()
        self._name_beside()

    def _on_pinned_opened(self) -> None:
        hit = self.meter.hit
        if hit is not None:
            listed = any(one.item.id == hit.item.id for one in self.results.hits.hits)
            self._on_hit_opened(hit, None if listed else 0)

    def _name_beside(self) -> None:
        """Whatever is compared or pinned is scored at every pause, however far it is."""
        item = self.comparison.item
        named = (item.id if item else None, self.meter.pinned)
        self.live.beside = tuple(dict.fromkeys(one for one in named if one is not None))
        self.comparison.show_pinned(item is not None and item.id == self.meter.pinned)

    def _on_stepped(self, by: int) -> None:
        """Move among the hits from anywhere; an open item follows."""
        self.results.hits.step(by)
        hit = self.results.hits.current_hit
        if hit is None:
            return
        count = len(self.results.hits.hits)
        if self._right.currentWidget() is self.detail:
            self.detail.show_hit(hit, count)
        if self._right.currentWidget() in (self.detail, self.comparison):
            self.comparison.show_hit(hit, count, self._answered or Content())
            self._name_beside()
            self.deciding.refresh()

    def _back_to_list(self) -> None:
        self._right.setCurrentWidget(self.results)
        self.results.hits.setFocus()

    def _is_being_read(self, answer: Answer) -> bool:
        """Whether the open item is still a hit, and has the keyboard or answers the same draft as before.

        An import that ends, or a model that is back, must not shut it.
        """
        item = self.detail.item
        found = item is not None and any(hit.item.id == item.id for hit in answer.hits)
        return found and (answer.query.content == self._answered or self._holds_focus(self.detail))

    def _leave_detail(self) -> None:
        if self._right.currentWidget() in (self.detail, self.comparison):
            self._turn_to(self.results)

    def _on_page_changed(self) -> None:
        """Whichever way it was left, a comparison out of sight is over; the whole item belongs to it."""
        if self.comparison.item is not None and self._right.currentWidget() not in (self.comparison, self.detail):
            self.comparison.leave()
            self._name_beside()
            self._give_room(False)
            self.deciding.refresh()

    def _holds_focus(self, part: QWidget) -> bool:
        focused = self.focusWidget()
        return focused is part or part.isAncestorOf(focused or self)

    def _turn_to(self, page: QWidget) -> None:
        """Show a page at the right; the keyboard goes along only if it was there, and never gets lost."""
        held = self._holds_focus(self._right)
        self._right.setCurrentWidget(page)
        if held:
            inside: QWidget = {self.results: self.results.hits, self.imports: self.imports.close_button}.get(page, page)
            (inside if inside.isVisible() else self.draft.editor).setFocus()

    def _next_pane(self) -> None:
        """Draft, right side, header, and round again."""
        if self._holds_focus(self.draft):
            stops = [
                self.results.hits,
                self.comparison,
                self.detail,
                self.imports.close_button,
                self.header.bank_button,
            ]
        elif self._holds_focus(self._right):
            stops = [self.header.bank_button]
        else:
            stops = [self.draft.editor]
        next(stop for stop in stops if stop.isVisible()).setFocus()

    # Banks

    def _on_bank_opening(self, _: object) -> None:
        if self.banks.bank is None:
            self.results.show_opening()

    def _on_bank_opened(self, bank: OpenBank) -> None:
        self.press.read_figures_from(bank.figure)
        self.comparison.read_figures_from(bank.figure)
        self.deciding.forget()
        self.deciding.judging.show_bank(bank)
        self.bank_opened.emit(bank)
        self.model.show_bank(bank)

    def _on_bank_failed(self, problem: ItemBankError) -> None:
        sentence, next_step = explain(problem)
        folder = self.banks.wanted
        if isinstance(problem, BankBusy) and folder is not None:
            self.results.banner.tell(sentence, next_step or "", lambda: self.open_bank(folder))
        elif self.banks.bank is not None:
            self.results.banner.tell(sentence, self.tr("Open another bank"), self._on_open_asked)
        else:
            self.results.banner.tell(sentence, self.tr("Open the sample bank"), self.sample_asked.emit)
        if self.banks.bank is None:
            self.results.show_no_bank()
            self.status.show_no_bank()

    def _on_bank_crashed(self, problem: Exception) -> None:
        self._turn_to(self.results)
        self.crashed.emit(problem)

    def _on_import_progressed(self, progress: Progress) -> None:
        self.imports.show_progress(progress)
        self.status.show_work(
            self.tr("Importing {done} of {total}").format(done=f"{progress.done:,}", total=f"{progress.total:,}")
        )

    def _on_imported(self, report: ImportReport, folder: Path) -> None:
        self.imports.show_report(report)
        self.status.show_work("")
        if self._right.currentWidget() is not self.imports:
            self.results.banner.tell(self.imports.text, self.tr("Show the import"), self._show_imports, news=True)
        if folder == self._desk.sample_bank and not report.rejected and self._right.currentWidget() is self.imports:
            self._turn_to(self.results)
        self.open_bank(folder)

    def _show_imports(self) -> None:
        self._turn_to(self.imports)

    def _on_import_failed(self, problem: ItemBankError) -> None:
        self.status.show_work("")
        self._turn_to(self.results)
        if self.banks.bank is None:
            self.results.show_no_bank()
            self.status.show_no_bank()
        sentence, next_step = explain(problem)
        act = self._after_failed_import(problem)
        self.results.banner.tell(sentence, next_step or "" if act else "", act)

    def _after_failed_import(self, problem: ItemBankError) -> Callable[[], object] | None:
        """What the banner's button does; None where no button can help."""
        if self._importing is None:
            return None
        source, folder = self._importing
        if isinstance(problem, BankBusy | DiskFull):
            return lambda: self.import_into(source, folder)
        if isinstance(problem, UnreadableSource):
            return self._on_import_asked
        if isinstance(problem, BankReadOnly):
            return lambda: self._choose_bank_for(source)
        return None

    def _on_open_asked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a bank folder"), str(self._desk.banks_folder))
        if chosen:
            self.open_bank(Path(chosen))

    def _on_import_asked(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder that holds items.jsonl"))
        if chosen:
            self.ask_where_to_import(Path(chosen))

    def _on_choosing_folder(self) -> None:
        self._choose_bank_for(self.imports.source)

    def _choose_bank_for(self, source: Path) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the new bank"), str(self._desk.banks_folder))
        if chosen:
            self.import_into(source, Path(chosen))

    def _on_picture_asked(self) -> None:
        names = "*.png *.jpg *.jpeg *.gif *.bmp *.webp *.tif *.tiff"
        title = self.tr("Find by picture")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("Pictures ({names})").format(names=names))
        if chosen:
            self.draft.insert_picture(Path(chosen))


def _unused(folder: Path) -> Path:
    """The folder, or the next number behind it that is free."""
    candidate, number = folder, 2
    while candidate.exists():
        candidate, number = folder.with_name(f"{folder.name} {number}"), number + 1
    return candidate
