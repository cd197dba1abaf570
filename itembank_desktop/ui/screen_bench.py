"""How fast the screens answer: the preview of a draft being typed, and a long list being scrolled."""

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer

from itembank_desktop.core.item import Draft, ItemId
from itembank_desktop.core.search import Answer, Hit
from itembank_desktop.ui.heartbeat import Heartbeat
from itembank_desktop.ui.rehearsal import Rehearsal
from itembank_desktop.ui.session import Session

HITS = 200
_WINDOW = 1280, 800
_FRAME_MS = 16
_FRAMES = 300
_FRAME_PIXELS = 48


class ScreenBench(QObject):
    """Works on a window that is shown; every duration is in seconds."""

    def __init__(self, session: Session, rehearsal: Rehearsal) -> None:
        super().__init__()
        self._window = session.window
        self._rehearsal = rehearsal
        self._heart = Heartbeat(session)

    def measure(self, draft: Draft) -> dict[str, object]:
        """Everything, by the names that `cli.bench_screens` reads."""
        self._window.resize(*_WINDOW)
        preview: list[float] = []
        preview_stall = self._heart.longest(lambda: preview.extend(self.preview_latencies(draft.text)))
        self.show_many(draft)
        typeset_stall = self._heart.longest(self._rehearsal.settle)
        scroll, work = self.scroll_frames()
        self.show_many(replace(draft, text=f"{draft.text}?"))
        return {
            "preview": preview,
            "preview_stall": preview_stall,
            "typeset_stall": typeset_stall,
            "scroll": scroll,
            "scroll_work": work,
            "cold_scroll": self.scroll_frames()[0],
        }

    def preview_latencies(self, text: str) -> list[float]:
        """Type the text behind an empty draft; for each letter the time from the change to the painted preview."""
        self._window.draft.start_anew()
        self._rehearsal.settle()
        seconds = []
        for letter in text:
            began = time.perf_counter()
            self._window.draft.editor.insertPlainText(letter)
            self._rehearsal.wait_until(lambda: self._window.draft.preview.follows)
            self._window.draft.preview.repaint()
            seconds.append(time.perf_counter() - began)
        return seconds

    def show_many(self, draft: Draft) -> None:
        """Fill the list with 200 hits, each with words of its own, none of them set yet."""
        answer, _ = self._rehearsal.ask(draft)
        self._rehearsal.settle()
        hits = tuple(_like(answer.hits[at % len(answer.hits)], at + 1, draft.text[-9:]) for at in range(HITS))
        self._window.results.hits.show_answer(Answer(answer.query, hits, answer.searched, answer.finder, 0.0))
        self._rehearsal.wait_until(lambda: len(self._window.results.hits.hits) == HITS)

    def scroll_frames(self) -> tuple[list[float], list[float]]:
        """Scroll the list at sixty frames a second; for each frame the time to move and to paint.

        Beside it what of that this thread worked: the rest it waited, for a processor or for the interpreter.
        """
        hits = self._window.results.hits
        bar = hits.verticalScrollBar()
        seconds: list[float] = []
        worked: list[float] = []
        timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_FRAME_MS)

        def frame() -> None:
            began, before = time.perf_counter(), time.thread_time()
            bar.setValue(bar.value() + _FRAME_PIXELS)
            hits.viewport().repaint()
            seconds.append(time.perf_counter() - began)
            worked.append(time.thread_time() - before)

        timer.timeout.connect(frame)
        timer.start()
        self._rehearsal.wait_until(lambda: len(seconds) >= _FRAMES)
        timer.stop()
        return seconds, worked


def _like(hit: Hit, rank: int, words: str) -> Hit:
    """The hit with other words, so that its card is set anew."""
    item = replace(hit.item, id=ItemId(f"hit-{rank}"), stem=f"{rank}) {hit.item.stem} {words}")
    return replace(hit, rank=rank, item=item)
