"""Ground truths made, brought in and compared: nothing here needs a command."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Progress
from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.services.grade_pairs import Graded
from itembank_desktop.services.make_truths import TruthComparison
from itembank_desktop.ui import theme
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.parts import fill, label, row, scrolling
from itembank_desktop.ui.result_tables import DisputeTable
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_least_height
from itembank_desktop.ui.truth_desk import Made, Prepared, TruthDesk
from itembank_desktop.ui.truth_words import comparison_words, estimate_words, graded_words, made_words
from itembank_desktop.ui.truths_front import TruthsFront, Way
from itembank_desktop.ui.work_line import WorkLine


class TruthsPage(Retold, QWidget):
    """One truth at a time; `measuring` hands one on to the comparison of finders, `reviewing` two to a review."""

    crashed = Signal(object)
    measuring = Signal(Path)
    reviewing = Signal(TwoTruths)

    def __init__(self, desk: TruthDesk, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._banner = desk, banner
        self._bank: OpenBank | None = None
        self._made: Path | None = None
        self._prepared: Prepared | None = None
        self._compared: tuple[TwoTruths, TruthComparison] | None = None
        self._say: Callable[[], str] = str
        self._following = False
        self.front, self.work = TruthsFront(), WorkLine()
        self._intro, self._told = label(wrap=True), label(wrap=True)
        self.disputed = DisputeTable()
        hold_least_height(self.disputed, theme.PREVIEW_START)
        self.measure, self.review, self.keep = (QPushButton() for _ in range(3))
        self.lane = Lane(self)
        self._lay_out()
        self._connect()
        self._name_things()

    @property
    def text(self) -> str:
        """What is said of the last piece of work."""
        return self._told.text()

    def show_bank(self, bank: OpenBank | None) -> None:
        """Truths are made of this bank; what was estimated was another one's."""
        self._bank = bank
        self._forget()

    def start(self) -> None:
        """Do what the front asks for."""
        way = self.front.way
        if self._bank is None and way in (Way.WORDS, Way.MODEL):
            self._banner.tell(self.tr("No bank is open."))
            return
        ways = {Way.WORDS: self._make, Way.AGREED: self._agree, Way.FILE: self._bring_in, Way.COMPARED: self._compare}
        prepared = self._prepared
        began = self._grade(prepared) if prepared and way is Way.MODEL else ways.get(way, self._prepare)()
        if began:
            self._banner.hide()
            self._forget(self._prepared)
            self._follow()

    def close_lane(self) -> None:
        """Stop its thread; what a language model graded is kept."""
        self.lane.close()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        for widget in (self._intro, self.front, self.work, self._told):
            column.addWidget(widget)
        column.addLayout(row(self.measure, self.review, self.keep, None))
        column.addWidget(self.disputed, 1)
        column.addStretch(0)
        self._area = scrolling(page)
        fill(self, self._area)

    def _connect(self) -> None:
        self.front.started.connect(self.start)
        self.front.changed.connect(self._on_changed)
        self.work.stopped.connect(self.lane.cancel)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_grown)
        self.measure.clicked.connect(self._on_measure)
        self.review.clicked.connect(self._on_review)
        self.keep.clicked.connect(self._on_keep)
        self.lane.progressed.connect(self._on_progressed)
        self.lane.finished.connect(self._on_finished)
        self.lane.failed.connect(self._on_failed)
        self.lane.crashed.connect(self._on_crashed)

    # The pieces of work

    def _make(self) -> bool:
        folder, wish, file = self._folder, self.front.tfidf, self._output
        self.work.begin(self.tr("Looking for the nearest items"))
        return self.lane.run("tfidf", lambda control: self._desk.tfidf(folder, wish, file, control))

    def _prepare(self) -> bool:
        folder, wish, file = self._folder, self.front.grade, self._output
        self.work.begin(self.tr("Choosing pairs"))
        return self.lane.run("prepare", lambda control: self._desk.prepare(folder, wish, file, control))

    def _grade(self, prepared: Prepared) -> bool:
        key = self.front.key.text().strip()
        self.work.begin(self.tr("Grading pairs"))
        return self.lane.run("grade", lambda control: self._desk.grade(prepared, key, control))

    def _agree(self) -> bool:
        two, file = self._two, self._output
        return self.lane.run("agreed", lambda _: self._desk.agreed(two, file))

    def _bring_in(self) -> bool:
        source, file = self.front.source.path, self._output
        assert source is not None
        return self.lane.run("bring in", lambda _: self._desk.bring_in(source, file))

    def _compare(self) -> bool:
        two = self._two
        return self.lane.run("compare", lambda _: (two, self._desk.compare(two)))

    @property
    def _folder(self) -> Path:
        assert self._bank is not None
        return self._bank.folder

    @property
    def _output(self) -> Path:
        assert self.front.output.path is not None
        return self.front.output.path

    @property
    def _two(self) -> TwoTruths:
        assert self.front.two is not None
        return self.front.two

    # What comes of them

    def _on_changed(self) -> None:
        """An estimate holds for what was asked for, and for nothing else."""
        self._follow(False)
        prepared = self._prepared
        if prepared and (prepared.wish, prepared.file) != (self.front.grade, self.front.output.path):
            self._forget()
        else:
            self._show()

    def _forget(self, prepared: Prepared | None = None) -> None:
        """Nothing is told any more; `prepared` is kept."""
        self._made, self._compared, self._prepared, self._say = None, None, prepared, str
        self._show()

    def _on_progressed(self, kind: str, progress: Progress) -> None:
        said = {
            "tfidf": self.tr("Looking for the nearest items: {done} of {total} queries"),
            "prepare": self.tr("Choosing pairs: {done} of {total} queries"),
            "grade": self.tr("Grading pairs: {done} of {total}, {spent} spent"),
        }
        told = said[kind].format(done=f"{progress.done:,}", total=f"{progress.total:,}", spent=progress.note)
        self.work.go(progress.done, progress.total, told)

    def _on_finished(self, _: str, result: object) -> None:
        self.work.rest(self.tr("Stopped. Nothing was written.") if result is None else "")
        match result:
            case Made() as made:
                self._made, self._say = made.file, lambda: made_words(made)
            case Prepared() as prepared:
                self._prepared, self._say = prepared, lambda: estimate_words(prepared)
            case (Made() as made, Graded() as graded):
                # What is left to ask is another sum now.
                self._made, self._prepared, self._say = made.file, None, lambda: graded_words(made, graded)
            case (TwoTruths() as two, TruthComparison() as found):
                self._compared, self._say = (two, found), lambda: comparison_words(found)
                self.disputed.show_comparison(found)
            case Path() as file:
                self._banner.tell(self.tr("The list is in {file}.").format(file=file.name), news=True)
        self._show()
        self._follow()

    def _on_failed(self, _: str, problem: ItemBankError) -> None:
        self.work.rest("")
        self._show()
        self._banner.tell(explain(problem).sentence)

    def _on_crashed(self, problem: Exception) -> None:
        self.work.rest("")
        self._show()
        self.crashed.emit(problem)

    def _on_measure(self) -> None:
        if self._made is not None:
            self.measuring.emit(self._made)

    def _on_review(self) -> None:
        if self._compared is not None:
            self.reviewing.emit(self._compared[0])

    def _on_keep(self) -> None:
        kinds = self.tr("Lists of pairs ({names})").format(names="*.json")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the list as"), "disputed.json", kinds)
        if chosen and self._compared is not None:
            self.keep_list(self._compared[1].disputed, Path(chosen))

    def keep_list(self, pairs: tuple[tuple[ItemId, ItemId], ...], file: Path) -> None:
        """Write the pairs in dispute for a review elsewhere."""

        def keep() -> Path:
            self._desk.keep_disputed(pairs, file)
            return file

        self.lane.run("keep", lambda _: keep())

    def _show(self) -> None:
        """What was found, and what can be done with it."""
        found = self._compared[1] if self._compared else None
        said = self._say()
        self._told.setText(said)
        self._told.setVisible(bool(said))
        self.measure.setVisible(self._made is not None)
        for widget in (self.review, self.keep, self.disputed):
            widget.setVisible(found is not None and bool(found.disputed))
        grading = self._prepared is not None and self.front.way is Way.MODEL
        self.front.allow(bool(self.lane.running), self.tr("Grade the pairs") if grading else "")

    def _follow(self, on: bool = True) -> None:
        """Where the form takes the whole window, what comes of it lies below: keep that in sight."""
        self._following = on
        self._on_grown()

    def _on_grown(self) -> None:
        bar = self._area.verticalScrollBar()
        if self._following:
            bar.setValue(bar.maximum())

    def _name_things(self) -> None:
        self._intro.setText(
            self.tr(
                "A ground truth says which items of the bank are alike; finders are measured by it. Each keeps where it"
                " comes from: by whom, when, and from which grade on."
            )
        )
        self.measure.setText(self.tr("Compare finders by it"))
        self.review.setText(self.tr("Let people review the pairs in dispute"))
        self.keep.setText(self.tr("Save the list…"))
        if self._compared is not None:
            self.disputed.show_comparison(self._compared[1])
        self._show()
