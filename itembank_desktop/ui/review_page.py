"""The review's side of the evaluation window: the front page, the pairs, and the file that votes go into."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.ports import Progress
from itembank_desktop.core.review import Review, Vote
from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.services.agreement import Agreement, agreement
from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.evaluation_desk import EvaluationDesk
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.review_front import ReviewFront
from itembank_desktop.ui.review_pane import ReviewPane


class ReviewPage(QStackedWidget):
    """One review is open at a time; every vote is on the disk before the next pair is shown."""

    crashed = Signal(object)

    def __init__(
        self,
        desk: EvaluationDesk,
        press: Press,
        look: theme.Theme,
        icons: Icons,
        banner: Banner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._banner = desk, banner
        self._bank: OpenBank | None = None
        self._file: Path | None = None
        self._wanted: Path | None = None
        self._review: Review | None = None
        self.front, self.pane = ReviewFront(), ReviewPane(press, look, icons)
        self.addWidget(self.front)
        self.addWidget(self.pane)
        self.lane = Lane(self)
        self._connect()

    @property
    def review(self) -> Review | None:
        """As the file says."""
        return self._review

    def show_bank(self, bank: OpenBank | None) -> None:
        """Pairs are made of this bank, and items read from it."""
        self._bank = bank
        self.pane.show_bank(bank)

    def make(self, file: Path, count: int, truths: TwoTruths | None = None) -> None:
        """Choose pairs of the open bank, disputed ones of two truths too, and write them to a new file."""
        bank = self._bank
        if bank is None:
            self._banner.tell(self.tr("No bank is open."))
            return
        if self.lane.run("make", lambda control: self._desk.make_review(bank.folder, file, count, truths, control)):
            self._wanted = file
            self.front.work.begin(self.tr("Choosing pairs"))

    def open(self, file: Path) -> None:
        """Read a review."""
        if self.lane.run("read", lambda _: self._desk.read_review(file)):
            self._wanted = file

    def close_lanes(self) -> None:
        """Stop every thread; a vote that is being written is written."""
        self.lane.close()
        self.pane.pair.close_lane()

    def _connect(self) -> None:
        front, lane = self.front, self.lane
        front.making.connect(self.make)
        front.opening.connect(self.open)
        front.begun.connect(lambda: self._begin(settling=False))
        front.settling.connect(self._on_settling)
        front.agreement_asked.connect(self._on_agreement_asked)
        front.exporting.connect(self._on_exporting)
        front.work.stopped.connect(lane.cancel)
        self.pane.voted.connect(self._on_voted)
        self.pane.closed.connect(self._on_closed)
        self.pane.pair.failed.connect(self._tell)
        self.pane.pair.crashed.connect(self.crashed)
        lane.started.connect(lambda kind: front.show_work(kind != "vote"))
        lane.progressed.connect(self._on_progressed)
        lane.finished.connect(self._on_finished)
        lane.failed.connect(self._on_failed)
        lane.crashed.connect(self._on_crashed)

    def _begin(self, settling: bool) -> None:
        review, front = self._review, self.front
        if review is None or not front.by:
            return
        if self._bank is not None and self._bank.folder.name != review.bank:
            self._banner.tell(
                self.tr("The pairs come from {bank}. Open that bank if items are missing.").format(bank=review.bank),
                news=True,
            )
        pairs = review.disputed() if settling else range(len(review.pairs))
        self.setCurrentWidget(self.pane)
        self.pane.begin(review, front.by, front.way, pairs, settling)

    def _on_voted(self, vote: Vote) -> None:
        file = self._file
        if file is None or not self.lane.run("vote", lambda _: self._desk.add_vote(file, vote)):
            self.pane.show_unwritten()

    def _on_closed(self) -> None:
        self.setCurrentWidget(self.front)
        if self._review is not None:
            self.front.show_review(self._review)
        self.front.begin.setFocus()

    # Others may have judged in windows of their own since the file was read: what counts all votes reads it again.

    def _on_settling(self) -> None:
        if (file := self._file) is not None:
            self.lane.run("settle", lambda _: self._desk.read_review(file))

    def _on_agreement_asked(self) -> None:
        if (file := self._file) is not None:
            self.lane.run("agreement", lambda _: self._agreed(file))

    def _agreed(self, file: Path) -> tuple[Review, Agreement]:
        """Off the window's thread."""
        self._desk.require()
        review = self._desk.read_review(file)
        return review, agreement(review)

    def _on_exporting(self, output: Path) -> None:
        if (file := self._file) is not None:
            self.lane.run("export", lambda _: self._exported(file, output))

    def _exported(self, file: Path, output: Path) -> tuple[Review, int, Path]:
        """Off the window's thread."""
        review = self._desk.read_review(file)
        return review, self._desk.export(review, output), output

    def _on_progressed(self, kind: str, progress: Progress) -> None:
        if kind == "make":
            told = self.tr("Choosing pairs: {done} of {total} queries")
            said = told.format(done=progress.done, total=progress.total)
            self.front.work.go(progress.done, progress.total, said)

    def _on_finished(self, kind: str, result: object) -> None:
        self.front.show_work(False)
        self.front.work.rest(self.tr("Stopped. No review was written.") if result is None else "")
        match result:
            case Review() as review if kind == "vote":
                self._review = review
                self.pane.show_written(review)
                if self.currentWidget() is self.front:
                    self.front.show_review(review)
            case Review() as review if kind == "settle":
                self._take(review)
                if review.disputed():  # Somebody else may have settled them all.
                    self._begin(settling=True)
            case Review() as review:
                self._file = self._wanted
                self._take(review)
                self.front.name.setFocus()
            case (Review() as review, Agreement() as found):
                self._take(review)
                self.front.show_agreement(found)
            case (Review() as review, int() as count, Path() as file):
                self._take(review)
                self._tell_exported(count, file)

    def _take(self, review: Review) -> None:
        """As the file says now."""
        self._review = review
        self.front.show_review(review)

    def _tell_exported(self, count: int, file: Path) -> None:
        left = len(self._review.disputed()) if self._review else 0
        said = self.tr("{count} pairs are in {file}.").format(count=count, file=file.name)
        if left:
            said += " " + self.tr("{count} in dispute were left out; settle them first.").format(count=left)
        self._banner.tell(said, news=True)

    def _on_failed(self, kind: str, problem: ItemBankError) -> None:
        self.front.show_work(False)
        self.front.work.rest("")
        if kind == "vote":
            self.pane.show_unwritten()
        self._tell(problem)

    def _on_crashed(self, problem: Exception) -> None:
        self.front.show_work(False)
        self.front.work.rest("")
        self.pane.show_unwritten()
        self.crashed.emit(problem)

    def _tell(self, problem: ItemBankError) -> None:
        self._banner.tell(explain(problem).sentence)
