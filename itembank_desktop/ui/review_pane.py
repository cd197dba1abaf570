"""One pair after the other, judged by keyboard; the votes of others are in sight only while disputes are settled."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from itembank_desktop.core.review import Review, Vote
from itembank_desktop.core.verdict import VERDICTS
from itembank_desktop.ui import theme
from itembank_desktop.ui.answer_bar import AnswerBar
from itembank_desktop.ui.ballot import Ballot, Way
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.pair_view import PairView
from itembank_desktop.ui.parts import icon_button, label
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.review_words import vote_words, why_words


class ReviewPane(Retold, QWidget):
    """Emits votes and waits until they are written: `show_written` goes on, `show_unwritten` stays."""

    voted = Signal(object)
    closed = Signal()

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons
        self._bank: OpenBank | None = None
        self._review: Review | None = None
        self._by, self._way, self._settling = "", Way.VERDICT, False
        self._order: tuple[int, ...] = ()
        self._place = 0
        self._ballot = Ballot(Way.VERDICT, figures=False)
        self._waiting: Vote | None = None
        self.pair = PairView(press, look, "review")
        self.pair.arrived.connect(self._on_arrived)
        self.answers = AnswerBar()
        self.answers.answered.connect(self._on_answer)
        self.answers.note_left.connect(self.setFocus)
        self._back, self._previous, self._next, self._undo = (
            icon_button(worded) for worded in (True, False, False, True)
        )
        self._back.setObjectName("flush")
        self._back.clicked.connect(self.closed)
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        self._undo.clicked.connect(self.undo)
        self._count, self._told = label(), label("secondary", wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._lay_out()
        look.changed.connect(self._paint_icons)
        self._paint_icons()
        self._name_things()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What the page asks for

    @property
    def current(self) -> int | None:
        """The number of the pair in its review."""
        return self._order[self._place] if self._order else None

    @property
    def busy(self) -> bool:
        """Whether a vote is being written."""
        return self._waiting is not None

    @property
    def text(self) -> str:
        """What is said beside the items."""
        return f"{self._count.text()} {self._told.text()}".strip()

    def begin(self, review: Review, by: str, way: Way, pairs: Sequence[int], settling: bool) -> None:
        """Judge these pairs of the review, from the first that is open; `settling` gives final votes."""
        self._review, self._by, self._way, self._settling = review, by, way, settling
        self._order, self._waiting = tuple(pairs), None
        self._bar.setRange(0, max(1, len(self._order)))
        self._place = self._next_open(-1) or 0
        self._show_pair()
        self.setFocus()

    def show_bank(self, bank: OpenBank | None) -> None:
        """Take the items from another bank from now on."""
        self._bank = bank
        self.pair.forget()
        if self._review is not None:
            self._show_pair()

    def show_written(self, review: Review) -> None:
        """The vote is on the disk: go on to the next open pair, or back to the one that was opened again."""
        vote, self._waiting, self._review = self._waiting, None, review
        if vote is None:
            return
        after = self._order.index(vote.pair)
        place = after if vote.taken_back else self._next_open(after)
        self._place = after if place is None else place
        self._show_pair()

    def show_unwritten(self) -> None:
        """The vote could not be written and does not count."""
        self._waiting = None
        while self._ballot.complete:
            self._ballot.take_back()
        self._tell()

    def step(self, by: int) -> None:
        """To a neighbour; what was half given there is dropped."""
        place = self._place + by
        if not self.busy and 0 <= place < len(self._order):
            self._place = place
            self._show_pair()

    def undo(self) -> None:
        """Open the last question of this pair again, or take back the newest vote and show its pair."""
        if self.busy:
            return
        if self._ballot.take_back():
            self._tell()
            return
        last = self._last()
        if last is not None:
            self._cast(Vote(last.pair, self._by, datetime.now(UTC), final=self._settling, taken_back=True))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers answer, the arrows step and scroll, Space enlarges, N writes a note, Esc goes back."""
        key, undoes = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Z and undoes:
            self.undo()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5 and not undoes and not event.isAutoRepeat():
            self._on_answer(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.pair.scroll_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Space:
            self.pair.zoom_first()
        elif key == Qt.Key.Key_N:
            self.answers.note.setFocus()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _retell(self) -> None:
        self._name_things()
        self._tell()

    # Judging

    def _on_answer(self, number: int) -> None:
        pair = self.current
        if pair is None or self.busy or self._review is None or not self._in_sight() or not self._ballot.give(number):
            self._tell()
            return
        if self._ballot.complete:
            self._cast(self._ballot.vote(pair, self._by, self.answers.note.text().strip(), self._settling))
        self._tell()

    def _cast(self, vote: Vote) -> None:
        self._waiting = vote
        self._tell()
        self.voted.emit(vote)

    def _in_sight(self) -> bool:
        """Whether the items that are looked at are those of the current pair."""
        if self._review is None or self.current is None:
            return False
        pair = self._review.pairs[self.current]
        return self.pair.shown == (pair.a, pair.b)

    def _standing(self) -> dict[int, Vote]:
        """Own votes; while disputes are settled whatever is final."""
        if self._review is None:
            return {}
        if self._settling:
            return {pair: vote for (pair, _), vote in self._review.standing(final=True).items()}
        return self._review.of(self._by)

    def _last(self) -> Vote | None:
        own = [vote for vote in self._standing().values() if vote.by == self._by and vote.pair in self._order]
        return max(own, key=lambda vote: vote.at, default=None)

    def _next_open(self, after: int) -> int | None:
        """The place of the first open pair behind `after`, else from the start; None when all are judged."""
        done = self._standing()
        places = [*range(after + 1, len(self._order)), *range(after + 1)]
        return next((place for place in places if self._order[place] not in done), None)

    # Showing

    def _show_pair(self) -> None:
        if self._review is None or self.current is None:
            return
        pair = self._review.pairs[self.current]
        self._ballot = Ballot(self._way, figures=False)
        known = self._standing().get(self.current)
        self.answers.note.setText(known.note if known is not None and known.by == self._by else "")
        self.pair.show_pair(self._bank, pair.a, pair.b)
        self._tell()

    def _on_arrived(self) -> None:
        self._ballot = Ballot(self._way, self.pair.has_figures)
        self._tell()

    def _tell(self) -> None:
        if self._review is None or self.current is None:
            return
        done, known = self._standing(), self._standing().get(self.current)
        judged = sum(pair in done for pair in self._order)
        self._bar.setValue(judged)
        self._count.setText(
            self.tr("{by}: pair {place} of {total}, {done} judged").format(
                by=self._by, place=self._place + 1, total=len(self._order), done=judged
            )
        )
        self._previous.setEnabled(self._place > 0)
        self._next.setEnabled(self._place + 1 < len(self._order))
        said = self.tr("Your answer: {vote}").format(vote=vote_words(known)) if known else ""
        chosen = VERDICTS.index(known.verdict) + 1 if known and known.verdict and self._way is Way.VERDICT else None
        self.answers.show_ballot(self._ballot, said, chosen, self._in_sight() and not self.busy)
        self._told.setText(self._news(judged))
        self._told.setVisible(bool(self._told.text()))

    def _news(self, judged: int) -> str:
        assert self._review is not None
        assert self.current is not None
        if self.busy:
            return self.tr("Saving…")
        if self._settling:
            votes = [
                f"{by}: {vote_words(vote)}" for (pair, by), vote in self._review.standing().items()
                if pair == self.current
            ]  # fmt: skip
            why = self._review.pairs[self.current].why
            return "  ·  ".join([*votes, self.tr("Chosen because: {why}").format(why=why_words(why))] if why else votes)
        if judged == len(self._order):
            return self.tr("All pairs are judged. Every answer is saved; you can still change them.")
        return ""

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self._back)
        head.addStretch(1)
        for widget in (self._undo, self._count, self._previous, self._next):
            head.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.MEDIUM)
        column.setSpacing(theme.SMALL)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._told)
        column.addWidget(self.pair, 1)
        column.addWidget(self.answers)

    def _paint_icons(self) -> None:
        pairs = ((self._back, "left"), (self._previous, "left"), (self._next, "right"), (self._undo, "undo"))
        for button, name in pairs:
            button.setIcon(self._icons(name))

    def _name_things(self) -> None:
        self._back.setText(self.tr("Back to the review"))
        self._back.setToolTip(self.tr("Back to the review (Esc)"))
        self._undo.setText(self.tr("Undo"))
        self._undo.setToolTip(self.tr("Take back the last answer (Ctrl+Z)"))
        for button, name, tip in (
            (self._previous, self.tr("Previous pair"), self.tr("Previous pair (←)")),
            (self._next, self.tr("Next pair"), self.tr("Next pair (→)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._bar.setAccessibleName(self.tr("Judged pairs"))
        self.setAccessibleName(self.tr("Review of pairs"))
