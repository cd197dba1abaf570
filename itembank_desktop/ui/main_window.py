"""The window: puts the panes together and carries news from one to the other."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMainWindow, QSplitter, QVBoxLayout, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.ui import theme
from itembank_desktop.ui.bank_side import BankSide
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.comparison_side import ComparisonSide
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.detail_pane import DetailPane
from itembank_desktop.ui.distance_meter import DistanceMeter
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.draft_pane import DraftPane
from itembank_desktop.ui.drops import import_source
from itembank_desktop.ui.evaluation_side import EvaluationSide
from itembank_desktop.ui.header_bar import HeaderBar
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.import_screen import ImportScreen
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_page import ModelPage
from itembank_desktop.ui.model_side import ModelSide
from itembank_desktop.ui.performance import Performance
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.right_side import RightSide, holds_focus
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
        icons = Icons(desk.resources / "icons", look)
        self.live = live
        self.press = Press(desk.typeset, desk.thumbnail, _URGENCY, parent=self)
        self.header = HeaderBar(look, icons, language)
        self.draft = DraftPane(editor, self.press, look, icons)
        self.results = ResultsPane(self.press, look, icons)
        self.comparison = ComparisonPane(desk, self.press, look, icons)
        self.meter = DistanceMeter(look, icons)
        self.detail = DetailPane(self.press, look, icons)
        self.imports = ImportScreen()
        self.model_page = ModelPage()
        self.status = StatusBar()
        self.model = ModelSide(desk.models, live, self.results, self.status, self.model_page, self)
        self._right = RightSide(self.results, self.comparison, self.detail, self.imports, self.model_page, editor)
        self._bank_side = BankSide(desk, self.header, self._right, self.results, self.imports, self.status, self)
        self.banks = self._bank_side.keeper
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._comparing = ComparisonSide(
            self._right, self.results, self.comparison, self.detail, self.meter, live, self._panes, self
        )
        performance = Performance(self)
        performance.listen(live, self.results)
        self.evaluation = EvaluationSide(desk, look, icons, performance, lambda: self.model.standing, self)
        self._lay_out()
        self._connect_draft()
        self._connect_results()
        self._connect_header()
        self._connect_banks()
        self._connect_model()
        self._make_shortcuts()
        self.setAcceptDrops(True)
        editor.viewport().installEventFilter(self)
        self._name_things()

    # State that outlives the window

    def arrangement(self) -> tuple[bytes, bytes]:
        """Geometry of the window and of its panes, for `rearrange` next time."""
        self._comparing.give_room(False)
        return bytes(self.saveGeometry().data()), bytes(self._panes.saveState().data())

    def rearrange(self, geometry: bytes, panes: bytes) -> None:
        """Stand as the window stood when `arrangement` was called."""
        self.restoreGeometry(QByteArray(geometry))
        self._panes.restoreState(QByteArray(panes))

    # What the composition root and the menus ask for

    def show_bank(self, bank: OpenBank, recent: Sequence[Path]) -> None:
        """Name the open bank and those opened before it."""
        self._bank_side.show(bank, recent)

    def open_bank(self, folder: Path) -> None:
        """Open another bank in the background."""
        self._bank_side.open(folder)

    def import_into(self, source: Path, folder: Path) -> None:
        """Import in the background and show the progress."""
        self._bank_side.import_into(source, folder)

    def close_for_good(self) -> None:
        """Stop every thread and timer; call once, when the window goes."""
        self.draft.preview.close_timer()
        if self.model.shelf.running or self.evaluation.running:
            self.hide()  # A network that is silent, or statistics half done, may keep us for a while.
        # A question under way must not wait for a model that is busy.
        self.model.close()
        self.live.close()
        self.comparison.close_lanes()
        self.evaluation.close()
        self.press.close()
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
            self._bank_side.ask_where_to_import(source)
        else:
            self.draft.editor.insertFromMimeData(event.mimeData())
            self.draft.editor.setFocus()

    # Putting together

    def _lay_out(self) -> None:
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
        self.draft.editor.picture_refused.connect(self._right.show_problem)
        self.draft.editor.text_refused.connect(self._right.show_problem)
        self.draft.folded.connect(self.preview_folded)

    def _connect_results(self) -> None:
        self.live.asked.connect(lambda _: self.results.show_asking())
        self.live.answered.connect(self._right.show_answer)
        self.live.failed.connect(self._on_search_failed)
        self.live.crashed.connect(self.crashed)
        self.live.too_short.connect(lambda: self._show_state(self.results.show_too_short))
        self.live.emptied.connect(lambda: self._show_state(self.results.show_no_draft))
        self.press.crashed.connect(self.crashed)
        self._comparing.crashed.connect(self.crashed)

    def _connect_header(self) -> None:
        self.header.picture_asked.connect(self._on_picture_asked)
        self.header.theme_chosen.connect(self.theme_chosen)
        self.header.language_chosen.connect(self.language_chosen)

    def _connect_banks(self) -> None:
        self._bank_side.sample_asked.connect(self.sample_asked)
        self._bank_side.opened.connect(self._on_bank_opened)
        self._bank_side.crashed.connect(self.crashed)

    def _connect_model(self) -> None:
        self.header.model_asked.connect(self.model.show_page)
        self.model.page_asked.connect(lambda: self._right.setCurrentWidget(self.model_page))
        self.model.crashed.connect(self.crashed)
        self.header.evaluation_asked.connect(self.evaluation.open)
        self.evaluation.crashed.connect(self.crashed)

    def _make_shortcuts(self) -> None:
        for keys, act in (
            ("Ctrl+N", self.draft.start_anew),
            ("Ctrl+O", self._bank_side.choose_bank),
            ("Ctrl+I", self._bank_side.choose_source),
            ("Ctrl+Shift+F", self._on_picture_asked),
            ("Ctrl+Return", self.live.ask_now),
            ("Alt+Down", lambda: self._right.step(1)),
            ("Alt+Up", lambda: self._right.step(-1)),
            ("F6", self._next_pane),
            ("Ctrl+P", self._comparing.pin),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _name_things(self) -> None:
        self.setWindowTitle(self.tr("Itembank Desktop"))
        self._bank_side.name_things()

    # News

    def _show_state(self, show: Callable[[], None]) -> None:
        self._right.leave_item()
        if self.banks.bank is not None:
            show()

    def _on_search_failed(self, problem: ItemBankError) -> None:
        self.results.show_failed()
        sentence, _ = explain(problem)
        self.results.banner.tell(sentence, self.tr("Search again"), self.live.ask_now)

    def _on_bank_opened(self, bank: OpenBank) -> None:
        self.press.read_figures_from(bank.figure)
        self.comparison.read_figures_from(bank.figure)
        self.evaluation.show_bank(bank)
        self.bank_opened.emit(bank)
        self.model.show_bank(bank)

    def _next_pane(self) -> None:
        """Draft, right side, header, and round again."""
        if holds_focus(self.draft):
            stops = [
                self.results.hits,
                self.comparison,
                self.detail,
                self.imports.close_button,
                self.header.bank_button,
            ]
        elif holds_focus(self._right):
            stops = [self.header.bank_button]
        else:
            stops = [self.draft.editor]
        next(stop for stop in stops if stop.isVisible()).setFocus()

    def _on_picture_asked(self) -> None:
        names = "*.png *.jpg *.jpeg *.gif *.bmp *.webp *.tif *.tiff"
        title = self.tr("Find by picture")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", self.tr("Pictures ({names})").format(names=names))
        if chosen:
            self.draft.insert_picture(Path(chosen))
