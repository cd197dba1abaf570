"""The review's first page: make or open one, say who judges and how, see what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from itembank_desktop.core.review import Review
from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.services.agreement import Agreement
from itembank_desktop.services.choose_pairs import COUNT
from itembank_desktop.ui import theme
from itembank_desktop.ui.ballot import Way
from itembank_desktop.ui.parts import fill, inset, label, paper, scrolling
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.review_words import agreement_words, how_words
from itembank_desktop.ui.text_scale import hold_height, hold_least_width
from itembank_desktop.ui.work_line import WorkLine

MOST_PAIRS, TWO = 1000, 2


class ReviewFront(Retold, QWidget):
    """Says what was asked for; the votes of others are only counted here."""

    making = Signal(Path, int, object)
    opening = Signal(Path)
    begun = Signal()
    settling = Signal()
    agreement_asked = Signal()
    exporting = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review: Review | None = None
        self._agreement: Agreement | None = None
        self.truths: TwoTruths | None = None
        self._title, self._about = label("title", wrap=True), label(wrap=True)
        self._steps = label("secondary", wrap=True)
        self._how, self._progress, self._found = label("secondary", wrap=True), label(wrap=True), label(wrap=True)
        self._count_word, self._name_word, self._way_word = label(), label(), label()
        self._disputing = label("secondary")
        self.dispute = QPushButton()
        self._count = QSpinBox(minimum=1, maximum=MOST_PAIRS, value=COUNT)
        inset(self._count)
        self.name = QLineEdit()
        self.name.textChanged.connect(self._allow)
        self._way = QComboBox()
        for way in Way:
            self._way.addItem("", way)
        self.make, self.open, self.begin, self.settle, self.agree, self.export = (QPushButton() for _ in range(6))
        for button in (self.begin, self.make):
            button.setObjectName("primary")
        self.work = WorkLine()
        self._connect()
        self._lay_out()
        self._name_things()

    @property
    def way(self) -> Way:
        """How the reviewer wants to answer."""
        return Way(self._way.currentData())

    @way.setter
    def way(self, way: Way) -> None:
        self._way.setCurrentIndex(list(Way).index(way))

    @property
    def by(self) -> str:
        """Who judges."""
        return self.name.text().strip()

    @property
    def text(self) -> str:
        """Everything that is said of the review."""
        return "\n".join(one.text() for one in (self._title, self._how, self._progress, self._found) if one.text())

    def show_review(self, review: Review) -> None:
        """Say of this review what may be known while others still judge."""
        self._review, self._agreement = review, None
        self._opened.show()
        # What comes next is to judge.
        self.make.setObjectName("")
        self.make.style().unpolish(self.make)
        self.make.style().polish(self.make)
        self._name_things()

    def show_agreement(self, found: Agreement) -> None:
        """Somebody asked for it."""
        self._agreement = found
        self._name_things()

    def show_work(self, running: bool) -> None:
        """While something runs nothing else is begun."""
        for button in (self.make, self.open):
            button.setEnabled(not running)

    def _connect(self) -> None:
        self.make.clicked.connect(self._choose_new)
        self.dispute.clicked.connect(self._choose_truths)
        self.open.clicked.connect(self._choose)
        self.begin.clicked.connect(self.begun)
        self.name.returnPressed.connect(self.begin.click)
        self.settle.clicked.connect(self.settling)
        self.agree.clicked.connect(self.agreement_asked)
        self.export.clicked.connect(self._choose_export)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(theme.SMALL)
        for widget in (self._count_word, self._count, self.dispute, self.make, self.open):
            first.addWidget(widget)
        first.addWidget(self._disputing, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        form.setSpacing(theme.SMALL)
        for word in (self._name_word, self._way_word):
            hold_height(word, theme.FIELD_HEIGHT)
        hold_height(self._count, theme.FIELD_HEIGHT)
        for field in (self.name, self._way):
            hold_height(field, theme.FIELD_HEIGHT)
            hold_least_width(field, theme.COMPARISON_SIDE)
        form.addRow(self._name_word, self.name)
        form.addRow(self._way_word, self._way)
        self._opened = QWidget()
        inner = QVBoxLayout(self._opened)
        inner.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        inner.setSpacing(theme.SMALL)
        for widget in (self._title, self._how, self._progress):
            inner.addWidget(widget)
        inner.addSpacing(theme.SMALL)
        inner.addLayout(form)
        inner.addSpacing(theme.SMALL)
        inner.addLayout(_row(self.begin, self.settle))
        inner.addLayout(_row(self.agree, self.export))
        inner.addWidget(self._found)
        self._card = paper(self._opened)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.WIDE, theme.LARGE, theme.WIDE, theme.LARGE)
        column.setSpacing(theme.MEDIUM)
        column.addWidget(self._about)
        column.addLayout(first)
        column.addWidget(self._steps)
        column.addWidget(self.work)
        column.addWidget(self._card)
        column.addStretch(1)
        fill(self, scrolling(page))
        self._card.hide()

    def _allow(self) -> None:
        review, by = self._review, self.by
        self._card.setVisible(review is not None)
        self._steps.setVisible(review is None)
        if review is None:
            return
        mine, disputed = review.of(by) if by else {}, len(review.disputed())
        # Who is in the middle of judging would see what others said of pairs still to come.
        half = bool(mine) and len(mine) < len(review.pairs)
        self.begin.setEnabled(bool(by))
        self.settle.setEnabled(bool(by) and bool(disputed) and not half)
        # Even the number would tell whether the last answer met or missed the other's.
        self.settle.setText(
            self.tr("Settle disputes") if half else self.tr("Settle disputes ({count})").format(count=disputed)
        )
        begin = self.tr("Go on reviewing") if half else self.tr("Look at my answers again")
        self.begin.setText(begin if mine else self.tr("Start reviewing"))
        self.agree.setEnabled(len(review.reviewers) > 1 and not half)
        self.export.setEnabled(bool(review.result()))

    def _name_things(self) -> None:
        self._about.setText(
            self.tr(
                "People look at pairs of items and say how alike they are. What they say becomes a ground truth that"
                " finders are measured by. Nobody sees the votes of others while judging."
            )
        )
        self._steps.setText(
            self.tr(
                "A new review chooses the pairs that teach most: at a badge's edge, ranked apart by finders, and some"
                " by chance. Two people judge them apart, disputes are settled, and the result is saved as a ground"
                " truth."
            )
        )
        self._count_word.setText(self.tr("Pairs"))
        self._count.setAccessibleName(self.tr("Pairs"))
        self.make.setText(self.tr("New review…"))
        self.open.setText(self.tr("Open a review…"))
        self.dispute.setText(self.tr("Pairs in dispute…"))
        self.dispute.setToolTip(self.tr("Choose two ground truths: pairs that they call differently are included."))
        self._disputing.setText(
            self.tr("With pairs that {one} and {other} call differently.").format(
                one=self.truths.one.name, other=self.truths.other.name
            )
            if self.truths
            else ""
        )
        self._name_word.setText(self.tr("Your name"))
        self.name.setAccessibleName(self.tr("Your name"))
        self._way_word.setText(self.tr("Answers"))
        self._way.setAccessibleName(self.tr("Answers"))
        self._way.setItemText(0, self.tr("Four verdicts (keys 1 to 4)"))
        self._way.setItemText(1, self.tr("Grades 1 to 5 for concept, figure, overall"))
        self.agree.setText(self.tr("Show agreement"))
        self.agree.setToolTip(self.tr("It opens when you have judged every pair, or none."))
        self.settle.setToolTip(
            self.tr("Shows all votes on the pairs in dispute. It opens when you have judged every pair, or none.")
        )
        self.export.setText(self.tr("Save as ground truth…"))
        self._found.setText(agreement_words(self._agreement) if self._agreement else "")
        self._found.setVisible(self._agreement is not None)
        self._tell_review()
        self._allow()

    def _tell_review(self) -> None:
        review = self._review
        if review is None:
            return
        self._title.setText(
            self.tr("{name}: {count} pairs of {bank}, chosen {made}").format(
                name=review.name, count=len(review.pairs), bank=review.bank, made=review.made
            )
        )
        self._how.setText(self.tr("How they were chosen: {how}").format(how=how_words(review.how)))
        told = [f"{one} {len(review.of(one))}/{len(review.pairs)}" for one in review.reviewers]
        judged = self.tr("Judged so far: {reviewers}").format(reviewers="  ·  ".join(told))
        self._progress.setText(judged if told else self.tr("Nobody has judged yet."))

    def _choose_new(self) -> None:
        title, kinds = self.tr("File of the new review"), self.tr("Reviews ({names})").format(names="*.jsonl")
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, "review.jsonl", kinds, options=QFileDialog.Option.DontConfirmOverwrite
        )
        if chosen:
            self.making.emit(_with_suffix(chosen, ".jsonl"), self._count.value(), self.truths)

    def _choose_truths(self) -> None:
        kinds = self.tr("Ground truths ({names})").format(names="*.json *.qrels *.txt")
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose two ground truths"), "", kinds)
        self.take_truths([Path(one) for one in chosen])

    def take_truths(self, truths: Sequence[Path]) -> None:
        """Include pairs that these two call differently; any other number of truths means none."""
        self.take(TwoTruths(truths[0], truths[1]) if len(truths) == TWO else None)

    def take(self, two: TwoTruths | None) -> None:
        """Include pairs that these two call differently."""
        self.truths = two
        self._name_things()

    def _choose(self) -> None:
        kinds = self.tr("Reviews ({names})").format(names="*.jsonl")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Open a review"), "", kinds)
        if chosen:
            self.opening.emit(Path(chosen))

    def _choose_export(self) -> None:
        name = f"{self._review.name}.qrels.json" if self._review else ""
        kinds = self.tr("Ground truths ({names})").format(names="*.json")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as ground truth"), name, kinds)
        if chosen:
            self.exporting.emit(_with_suffix(chosen, ".json"))


def _with_suffix(chosen: str, suffix: str) -> Path:
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(suffix)


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SMALL)
    for button in buttons:
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
