"""Everything of the window that knows banks: opening and importing, and what the screens say of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from itembank_desktop.core.errors import BankBusy, BankReadOnly, DiskFull, ItemBankError, UnreadableSource
from itembank_desktop.core.ports import Progress
from itembank_desktop.core.shared import BankAddress
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.bank_keeper import BankKeeper
from itembank_desktop.ui.desk import Desk, OpenBank, Place
from itembank_desktop.ui.drops import source_name
from itembank_desktop.ui.header_bar import HeaderBar
from itembank_desktop.ui.import_screen import ImportScreen
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.right_side import RightSide
from itembank_desktop.ui.status_bar import StatusBar


class BankSide(QObject):
    """Carries the news of the open bank and of an import to the header, the list, the import's page and the status."""

    sample_asked = Signal()
    opened = Signal(object)
    """An OpenBank, before the last one is closed."""
    shared_failed = Signal(object, object)
    """The address of a shared bank that could not be opened, and why."""
    crashed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        header: HeaderBar,
        right: RightSide,
        results: ResultsPane,
        imports: ImportScreen,
        status: StatusBar,
        parent: QWidget,
    ) -> None:
        """`parent` is the window that the dialogs stand before."""
        super().__init__(parent)
        self._desk = desk
        self._header = header
        self._right = right
        self._results = results
        self._imports = imports
        self._status = status
        self._window = parent
        self._recent: tuple[Place, ...] = ()
        self._importing: tuple[Path, Path] | None = None
        self.keeper = BankKeeper(desk, self)
        self._connect()

    def show(self, bank: OpenBank, recent: Sequence[Place]) -> None:
        """Name the open bank and those opened before it."""
        self._recent = tuple(recent)
        name = self.name_of(bank)
        self._header.show_bank(name, recent)
        self._status.show_bank(name, bank.items)

    def name_of(self, bank: OpenBank) -> str:
        """What a bank is called in the window."""
        return self.tr("Sample bank") if bank.folder == self._desk.sample_bank else bank.place.name

    def name_things(self) -> None:
        """Speak the language chosen now."""
        if self.keeper.bank is not None:
            self.show(self.keeper.bank, self._recent)

    def open(self, place: Place) -> None:
        """Open another bank in the background."""
        self.keeper.open(place)

    def import_into(self, source: Path, folder: Path) -> None:
        """Import in the background and show the progress."""
        self._importing = (source, folder)
        self._results.banner.hide()
        self._imports.show_started(source)
        self._right.turn_to(self._imports)
        self.keeper.start_import(source, folder)

    def ask_where_to_import(self, source: Path) -> None:
        """Ask on the right side, inline, which bank the source goes into."""
        if self.keeper.importing:
            said = self.tr("An import is running. Stop it or wait until it ends.")
            self._results.banner.tell(said, self.tr("Show the import"), self._right.show_imports, passing=True)
            self._right.turn_to(self._results)
            return
        bank = self.keeper.bank
        own = bank if bank is not None and not bank.shared and bank.folder != self._desk.sample_bank else None
        fresh = _unused(self._desk.banks_folder / source_name(source))
        self._right.setCurrentWidget(self._imports)
        self._imports.ask(source, (own.folder.name, own.folder) if own else None, fresh)

    def choose_bank(self) -> None:
        """Let the author choose a bank's folder, and open it."""
        title = self.tr("Open a bank folder")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(self._desk.banks_folder))
        if chosen:
            self.open(Path(chosen))

    def choose_source(self) -> None:
        """Let the author choose what is imported."""
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Choose a folder that holds items.jsonl"))
        if chosen:
            self.ask_where_to_import(Path(chosen))

    def _connect(self) -> None:
        header, keeper, imports = self._header, self.keeper, self._imports
        header.open_asked.connect(self.choose_bank)
        header.sample_asked.connect(self.sample_asked)
        header.recent_asked.connect(self.open)
        header.import_asked.connect(self.choose_source)
        keeper.opening.connect(self._on_opening)
        keeper.opened.connect(self.opened)
        keeper.opened.connect(self._say_lost)
        keeper.failed.connect(self._on_failed)
        keeper.crashed.connect(self._on_crashed)
        keeper.import_progressed.connect(self._on_import_progressed)
        keeper.imported.connect(self._on_imported)
        keeper.import_failed.connect(self._on_import_failed)
        imports.started.connect(self.import_into)
        imports.cancelled.connect(keeper.stop_import)
        imports.resumed.connect(self._go_on_importing)
        imports.unsaved.connect(self._right.show_problem)
        imports.choosing.connect(lambda: self._choose_bank_for(imports.source))

    # Opening

    def _on_opening(self, _: object) -> None:
        if self.keeper.bank is None:
            self._results.show_opening()

    def _say_lost(self, bank: OpenBank) -> None:
        if bank.lost:
            said = self.tr(
                "Figure files are gone for {count} items, such as {id}. These are found by their text alone."
            )
            self._results.banner.tell(said.format(count=f"{len(bank.lost):,}", id=bank.lost[0]))

    def _on_failed(self, problem: ItemBankError) -> None:
        sentence, next_step = explain(problem)
        place = self.keeper.wanted
        banner = self._results.banner
        if isinstance(place, BankAddress):
            self.shared_failed.emit(place, problem)
        elif isinstance(problem, BankBusy) and place is not None:
            banner.tell(sentence, next_step or "", lambda: self.open(place), passing=True)
        elif self.keeper.bank is not None:
            banner.tell(sentence, self.tr("Open another bank"), self.choose_bank, passing=True)
        else:
            banner.tell(sentence, self.tr("Open the sample bank"), self.sample_asked.emit, passing=True)
        self._say_if_none()

    def _say_if_none(self) -> None:
        if self.keeper.bank is None:
            self._results.show_no_bank()
            self._status.show_no_bank()

    def _on_crashed(self, problem: Exception) -> None:
        self._right.turn_to(self._results)
        self.crashed.emit(problem)

    # Importing

    def _on_import_progressed(self, progress: Progress) -> None:
        self._imports.show_progress(progress)
        self._status.show_work(
            self.tr("Importing {done} of {total}").format(done=f"{progress.done:,}", total=f"{progress.total:,}")
        )

    def _on_imported(self, report: ImportReport, folder: Path) -> None:
        self._imports.show_report(report)
        self._status.show_work("")
        if self._right.currentWidget() is not self._imports:
            show = self.tr("Show the import")
            self._results.banner.tell(self._imports.text, show, self._right.show_imports, news=True)
        elif folder == self._desk.sample_bank and not report.rejected:
            self._right.turn_to(self._results)
        if report.taken or self.keeper.bank is None:  # Else the author would be left with an empty bank.
            self.open(folder)

    def _go_on_importing(self) -> None:
        if self._importing is not None:
            self.import_into(*self._importing)

    def _on_import_failed(self, problem: ItemBankError) -> None:
        self._status.show_work("")
        self._right.turn_to(self._results)
        self._say_if_none()
        sentence, next_step = explain(problem)
        act = self._after_failed_import(problem)
        self._results.banner.tell(sentence, next_step or "" if act else "", act)

    def _after_failed_import(self, problem: ItemBankError) -> Callable[[], object] | None:
        """What the banner's button does; None where no button can help."""
        if self._importing is None:
            return None
        source, folder = self._importing
        if isinstance(problem, BankBusy | DiskFull):
            return lambda: self.import_into(source, folder)
        if isinstance(problem, UnreadableSource):
            return self.choose_source
        if isinstance(problem, BankReadOnly):
            return lambda: self._choose_bank_for(source)
        return None

    def _choose_bank_for(self, source: Path) -> None:
        title = self.tr("Folder of the new bank")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(self._desk.banks_folder))
        if chosen:
            self.import_into(source, Path(chosen))


def _unused(folder: Path) -> Path:
    """The folder, or the next number behind it that is free."""
    candidate, number = folder, 2
    while candidate.exists():
        candidate, number = folder.with_name(f"{folder.name} {number}"), number + 1
    return candidate
