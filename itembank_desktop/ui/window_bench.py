"""What only the window's own process can tell: how it feels to type, and to type while a model loads and answers."""

from collections.abc import Iterator, Sequence
from itertools import cycle

from itembank_desktop.core.item import Draft
from itembank_desktop.core.model import ModelPhase
from itembank_desktop.core.search import Answer
from itembank_desktop.ui.heartbeat import Heartbeat, Stall
from itembank_desktop.ui.rehearsal import Rehearsal
from itembank_desktop.ui.session import Session

START = 30
"""Letters of a draft that stand before the bench begins to type: enough to be asked."""
LETTERS = 50
REST_SECONDS = 2.5
_LONG = 3600.0
"""Seconds that an answer may take of a large model on a small machine."""

Measured = dict[str, object]


class WindowBench:
    """Types into a real window; every letter is asked at once, which no author's hands can do."""

    def __init__(self, session: Session) -> None:
        self._window = session.window
        self.rehearsal = Rehearsal(session)
        self._heart = Heartbeat(session)
        self._window.live.set_pause(0)

    def first_hits(self, draft: Draft) -> None:
        """Until the bank is open and a draft's hits are painted."""
        self.rehearsal.wait_for_bank()
        self.rehearsal.ask(draft, _LONG)

    def typing(self, drafts: Sequence[Draft]) -> Measured:
        """Seconds from each key to its painted hits, and the longest stall meanwhile."""
        self._heart.start()
        keystrokes = [seconds for draft in drafts for letter in self._author([draft]) for seconds in letter]
        return {"keystrokes": keystrokes} | _told(self._heart.stop())

    def rest(self) -> None:
        """Until what was in use while typing has gone back to the system."""
        self.rehearsal.pause(REST_SECONDS)

    def with_model(self, drafts: Sequence[Draft], count: int) -> dict[str, Measured]:
        """The longest stalls while the model loads, reads the bank and gives `count` answers; somebody types on."""
        model = self._window.model
        measured: dict[str, Measured] = {}
        author = self._author(drafts, again=True)
        self._heart.start()
        while not model.keeper.state.phase.answers:
            next(author)
            if model.keeper.state.phase is ModelPhase.FAILED:
                assert model.keeper.state.reason is not None
                raise model.keeper.state.reason
        measured["while the model loads"] = _told(self._heart.stop())
        self._heart.start()
        model.read_bank()
        while model.reading.running:
            next(author)
        measured["while the model reads the bank"] = _told(self._heart.stop())
        answers: list[Answer] = []
        self._window.live.answered.connect(answers.append)
        self._heart.start()
        keystrokes: list[float] = []
        while sum(bool(answer.model) for answer in answers) < count and len(answers) < 5 * count:
            keystrokes += next(author)
        told: Measured = {"keystrokes": keystrokes, "answers": sum(bool(answer.model) for answer in answers)}
        measured["while the model answers"] = told | _told(self._heart.stop())
        return measured

    def _author(self, drafts: Sequence[Draft], again: bool = False) -> Iterator[list[float]]:
        """Writes one draft after the other; at each letter that was asked the seconds to its painted hits."""
        for draft in cycle(drafts) if again else drafts:
            self._window.draft.start_anew()
            self.rehearsal.ask(Draft(draft.text[:START], draft.pictures), _LONG)
            for letter in draft.text[START : START + LETTERS]:
                yield self.rehearsal.type(letter, _LONG)


def _told(stall: Stall) -> Measured:
    return {"stall": stall.longest, "starved": stall.starved}
