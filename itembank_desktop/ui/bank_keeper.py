"""Opens banks and imports into them in the background; knows which bank is open."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.background import Job
from itembank_desktop.ui.desk import Desk, OpenBank, Place


class BankKeeper(QObject):
    """One bank is open at a time, and one import runs at a time."""

    opening = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    """An ItemBankError; whatever bank was open stays open."""
    crashed = Signal(object)
    import_started = Signal(object)
    import_progressed = Signal(object)
    imported = Signal(object, object)
    """(ImportReport, folder of the bank)"""
    import_failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bank: OpenBank | None = None
        self._wanted: Place | None = None
        self._opening: Job[OpenBank] | None = None
        self._openings: list[Job[OpenBank]] = []
        self._import: Job[ImportReport] | None = None

    @property
    def bank(self) -> OpenBank | None:
        """The bank that answers now."""
        return self._bank

    @property
    def wanted(self) -> Place | None:
        """The place asked for last, whether or not it could be opened."""
        return self._wanted

    @property
    def importing(self) -> bool:
        """Whether an import runs."""
        return self._import is not None and self._import.running

    def open(self, place: Place) -> None:
        """Open another bank; the newest wish wins."""
        job: Job[OpenBank] = Job(lambda _: self._desk.open_bank(place), self)
        job.finished.connect(lambda bank: self._on_opened(job, bank))
        job.failed.connect(lambda problem: self.failed.emit(problem) if job is self._opening else None)
        job.crashed.connect(self.crashed)
        # One that was not waited for ends by itself: its bank is closed when it comes.
        self._openings = [one for one in self._openings if one.running] + [job]
        self._opening, self._wanted = job, place
        self.opening.emit(place)
        job.start()

    def start_import(self, source: Path, folder: Path) -> None:
        """Import `source` into the bank at `folder`; refused while another import runs."""
        if self.importing:
            return
        job: Job[ImportReport] = Job(lambda control: self._desk.import_items(source, folder, control), self)
        job.progressed.connect(self.import_progressed)
        job.finished.connect(lambda report: self.imported.emit(report, folder))
        job.failed.connect(self.import_failed)
        job.crashed.connect(self.crashed)
        self._import = job
        self.import_started.emit(source)
        job.start()

    def stop_import(self) -> None:
        """Ask the import to stop after its batch."""
        if self._import is not None:
            self._import.cancel()

    def close(self) -> None:
        """Stop everything and close the bank; call once, when nothing asks it any more."""
        for opening in self._openings:
            if opening.running:
                opening.close()
        if self._import is not None and self._import.running:
            self._import.close()
        if self._bank is not None:
            self._bank.close()

    def _on_opened(self, job: Job[OpenBank], bank: OpenBank) -> None:
        if job is not self._opening:
            bank.close()
            return
        old, self._bank = self._bank, bank
        self.opened.emit(bank)
        if old is not None:
            old.close()
