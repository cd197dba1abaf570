"""Decisions of this window: written off its thread, and shown as given only when they are kept."""

import getpass
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.judgement import Judged, Reviewed, reviewed_like, scored
from itembank_desktop.core.search import Answer, Hit
from itembank_desktop.core.verdict import Mark, Verdict
from itembank_desktop.services.judge_pairs import decide, judged, taken_back
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.desk import OpenBank


class Judging(QObject):
    """Knows what stands for the hits of the newest answer.

    `given` carries (Verdict, Judged before it) once it is written, `changed` says that something stands otherwise,
    `failed` carries an ItemBankError.
    """

    given = Signal(object, object)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, turn: InTurn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turn = turn
        self._bank: OpenBank | None = None
        self._told: Sequence[Verdict] = ()
        self._own: list[Verdict] = []
        self._all: list[Verdict] = []
        self._scored: tuple[tuple[float, bool], ...] = ()
        self._finder = ""
        self.author = system_name()
        self.draft = ""
        """The draft's name on the shelf."""

    def show_bank(self, bank: OpenBank) -> None:
        """Write into another bank; what waits for the one before is finished first."""
        self._turn.finish()
        self._bank, self._told, self._own, self._all, self._scored = bank, (), [], [], ()
        self._turn.do(bank.verdicts, lambda verdicts: self._on_read(bank, verdicts), self.failed.emit)

    def take(self, answer: Answer) -> None:
        """What was known of the draft when the answer was made."""
        self._told = answer.verdicts
        self._finder = answer.finder if not answer.model else f"{answer.finder}:{answer.model}"

    def judged(self, content: Content, hit: Hit) -> Judged:
        """How things stand now between the draft, as `content` has it, and a hit."""
        return self.all_judged(content, [hit])[hit.item.id]

    def all_judged(self, content: Content, hits: Sequence[Hit]) -> dict[ItemId, Judged]:
        """The same for many hits at once."""
        known = {one.id: one for one in (*self._told, *self._own)}
        return judged(known.values(), content, self.draft, hits)

    def reviewed(self, hit: Hit) -> Reviewed | None:
        """What reviewers on this bank said of pairs scored like this one."""
        return reviewed_like(hit.score, self._scored) if hit.calibrated else None

    def give(self, content: Content, hit: Hit, mark: Mark, why: str = "") -> None:
        """Decide; the same mark once more changes nothing."""
        before = self.judged(content, hit)
        stands = before.enemy if mark.kind == "enemy" else before.verdict
        if stands is not None and stands.mark is mark and stands.why == why.strip():
            return
        self._write(decide(content, self.draft, hit, mark, self.author, why, self._finder), before)

    def take_back(self, content: Content, hit: Hit) -> None:
        """Take back the verdict that stands or stood before the pair changed, else the enemy mark."""
        before = self.judged(content, hit)
        if before.verdict is not None or before.before is not None:
            self.give(content, hit, Mark.WITHDRAWN)
        elif before.enemy is not None:
            self.give(content, hit, Mark.NO_ENEMY)

    def toggle_enemy(self, content: Content, hit: Hit, why: str = "") -> None:
        """Set the enemy mark, or take it away."""
        enemy = self.judged(content, hit).enemy
        self.give(content, hit, Mark.ENEMY if enemy is None else Mark.NO_ENEMY, why if enemy is None else "")

    def undo(self, verdict: Verdict, before: Judged) -> None:
        """Let the pair stand as it stood before that verdict; offers no further undo."""
        self._write(taken_back(verdict, before, self.author), None)

    def _write(self, verdict: Verdict, before: Judged | None) -> None:
        bank = self._bank
        if bank is None:
            return

        def kept(_: object) -> None:
            if bank is self._bank:
                self._own.append(verdict)
                self._count()
                self.changed.emit()
                if before is not None:
                    self.given.emit(verdict, before)

        self._turn.do(lambda: bank.record([verdict]), kept, self.failed.emit)

    def _on_read(self, bank: OpenBank, verdicts: list[Verdict]) -> None:
        if bank is self._bank:
            self._all = verdicts
            self._count()

    def _count(self) -> None:
        """Thousands of verdicts are counted off the window's thread."""
        bank, known = self._bank, {one.id: one for one in (*self._all, *self._own)}

        def counted(pairs: tuple[tuple[float, bool], ...]) -> None:
            if bank is self._bank:
                self._scored = pairs

        self._turn.do(lambda: scored(known.values()), counted)


def system_name() -> str:
    """The name that the user is logged in by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's list, as in some containers
        return "?"
