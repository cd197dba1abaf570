"""The record of a search: where it goes, and the words that stand on it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from itembank_desktop import __version__
from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Picture
from itembank_desktop.core.item import Place as Part
from itembank_desktop.core.record import Place, SearchRecord, found
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.search import Hit
from itembank_desktop.core.verdict import Mark, now
from itembank_desktop.ui import badges
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.deciding import Deciding
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.press import FigureSource
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.verdict_words import word


class Recording(QObject):
    """Asks for a file and has the newest answer written there, off the window's thread."""

    def __init__(self, desk: Desk, deciding: Deciding, results: ResultsPane, turn: InTurn, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._deciding = deciding
        self._results = results
        self._turn = turn
        self._window = parent
        self._bank: OpenBank | None = None
        self._name = ""
        results.record_asked.connect(self.ask)

    def show_bank(self, bank: OpenBank, name: str) -> None:
        """Records name this bank from now on."""
        self._bank, self._name = bank, name

    def ask(self) -> None:
        """Ask where to, if there is an answer to record."""
        if self._deciding.answer is None:
            return
        record = self.tr("search record")
        offered = f"{record} {now().astimezone():%Y-%m-%d %H%M}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("Record of this search"), offered, "PDF (*.pdf)")
        if chosen:
            self.write(Path(chosen).with_suffix(".pdf"))

    def write(self, path: Path) -> None:
        """Write the newest answer's record there."""
        answer, bank = self._deciding.answer, self._bank
        if answer is None or bank is None:
            return
        by, labels, judged = self._deciding.judging.author, _labels(), self._deciding.judged
        hits = [(hit, judged(hit)) for hit in answer.hits]
        bank_name = self._name

        def work() -> None:
            places = tuple(Place(hit, stands, _pictures(hit, bank.figure)) for hit, stands in hits)
            program = f"itembank-desktop {__version__}"
            record = SearchRecord(answer, bank_name, by, now().astimezone(), program, places, labels)
            self._desk.write_record(record, path)

        self._results.banner.tell(self.tr("Writing the record…"), news=True)
        self._turn.do(work, lambda _: self._on_written(path), self._on_failed)

    def _on_written(self, path: Path) -> None:
        said = self.tr("The record is written: {name}, and its JSON beside it.").format(name=path.name)
        folder = QUrl.fromLocalFile(str(path.parent))
        self._results.banner.tell(said, self.tr("Open the folder"), lambda: QDesktopServices.openUrl(folder), news=True)

    def _on_failed(self, problem: ItemBankError) -> None:
        self._results.banner.tell(explain(problem)[0], self.tr("Choose another folder"), self.ask)


def found_now(deciding: Deciding) -> list[dict[str, object]]:
    """The newest answer's hits in short, with what stands for them."""
    hits = deciding.answer.hits if deciding.answer is not None else ()
    return found([Place(hit, deciding.judged(hit)) for hit in hits])


def _pictures(hit: Hit, figure: FigureSource) -> tuple[Picture, ...]:
    """Figures of the question; one that is gone is left out here, the record's JSON names the item."""
    made = []
    for one in hit.item.figures:
        if one.place is Part.EXPLANATION:
            continue
        try:
            made.append(Picture(figure(one.sha256), one.name, one.place, one.sha256))
        except ItemBankError:
            continue
    return tuple(made)


def _labels() -> dict[str, str]:
    """The words of the printed page in the window's language."""
    translate = QCoreApplication.translate
    said = {
        "title": translate("Record", "Record of a search"),
        "bank": translate("Record", "Bank"),
        "items": translate("Record", "{count} items"),
        "revision": translate("Record", "revision"),
        "finder": translate("Record", "Finder"),
        "finder:fingerprints": translate("Record", "Fingerprints"),
        "finder:ensemble": translate("Record", "Fingerprints and model"),
        "model": translate("Record", "Model"),
        "none": translate("Record", "none took part"),
        "by": translate("Record", "By"),
        "at": translate("Record", "At"),
        "name": translate("Record", "Draft no."),
        "draft": translate("Record", "The draft"),
        "answer": translate("Record", "Answer"),
        "hits": translate("Record", "What was found"),
        "nothing": translate("Record", "Nothing in this bank resembles the draft."),
        "before": translate("Record", "Before a change"),
    }
    said |= {verdict.value: badges.word(verdict) for verdict in Resemblance}
    return said | {f"mark:{mark.value}": word(mark) for mark in Mark}
