"""How fast the comparison is there, and how fast it follows an author who edits."""

import time
from collections.abc import Sequence

from itembank_desktop.core.item import Draft
from itembank_desktop.core.search import content_of
from itembank_desktop.ui.heartbeat import Heartbeat
from itembank_desktop.ui.rehearsal import Rehearsal
from itembank_desktop.ui.session import Session

_EDIT = " 단, $x=12$이고 답은 자연수이다."


class ComparisonBench:
    """Works on a window that is shown, with no pause before a search; every duration is in seconds."""

    def __init__(self, session: Session, rehearsal: Rehearsal) -> None:
        self._window = session.window
        self._rehearsal = rehearsal
        self._heart = Heartbeat(session)

    def measure(self, drafts: Sequence[Draft]) -> dict[str, object]:
        """Everything, by the names that `cli.bench_screens` reads."""
        opened: list[float] = []
        laid: list[float] = []
        compared: list[float] = []
        stalls: list[float] = []
        for draft in drafts:
            self._begin(draft)
            for _ in self._window.results.hits.hits:
                self._open(opened, laid)
            stalls.append(self._heart.longest(lambda: compared.extend(self._edit())))
            self._window.comparison.closed.emit()
        return {"compared": compared, "opened": opened, "laid": laid, "compare_stall": max(stalls)}

    def _begin(self, draft: Draft) -> None:
        self._window.draft.start_anew()
        self._rehearsal.settle()
        self._rehearsal.ask(draft)
        self._rehearsal.settle()

    def _open(self, opened: list[float], laid: list[float]) -> None:
        """Open the next hit, or step to it."""
        pane = self._window.comparison
        content = self._window.live.content
        self._window.results.hits.step(1)
        hit = self._window.results.hits.current_hit
        assert hit is not None
        pane.closed.emit()
        began = time.perf_counter()
        self._window.results.hits.opened.emit(hit)
        self._rehearsal.wait_until(lambda: pane.follows(content))
        pane.repaint()
        opened.append(time.perf_counter() - began)
        if content.pictures and hit.item.figures:
            self._rehearsal.wait_until(lambda: pane.has_figures)
            pane.repaint()
            laid.append(time.perf_counter() - began)
        self._rehearsal.settle()

    def _edit(self) -> list[float]:
        """Type letter by letter; for each the time from the search that it starts to the painted comparison."""
        editor, pane = self._window.draft.editor, self._window.comparison
        cursor = editor.textCursor()
        cursor.setPosition(_end_of_stem(editor.toPlainText()))
        editor.setTextCursor(cursor)
        seconds = []
        for letter in _EDIT:
            began = time.perf_counter()
            editor.insertPlainText(letter)
            self._rehearsal.wait_until(lambda: pane.follows(self._window.live.content))
            pane.repaint()
            seconds.append(time.perf_counter() - began)
        return seconds


def _end_of_stem(text: str) -> int:
    """Where the stem of a draft ends: what is typed there changes the longest part."""
    stem = content_of(Draft(text)).stem
    return text.find(stem) + len(stem)
