"""An author who types Korean with a real input method; run by test_input_method in a display and a bus of its own.

Writes what was seen as one line of JSON: see `main`.
"""

import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from itembank_desktop.app import start_qt
from itembank_desktop.settings import Settings
from itembank_desktop.ui.session import Session
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check
from tests.ui.clips import picture as a_picture

BEFORE = "삼각형 ABC의 넓이를 구하고 "
PATIENCE = 20.0
LONGER_THAN_A_PAUSE = 0.8


class Author:
    """Types with xdotool into a shown window and looks at it."""

    def __init__(self, folder: Path) -> None:
        banks = FakeBanks(ListFinder(a_hit(1), a_hit(2)))
        settings = Settings(None, {}, {"language": "ko", "theme": "light", "model": "off"})
        self.session = Session(a_desk(folder, banks, BlockTypesetter()), check, settings, print)
        self.window = self.session.window
        self.editor = self.window.draft.editor
        self.asked: list[str] = []
        self.painted = 0
        self.window.live.asked.connect(lambda query: self.asked.append(query.content.stem))
        self.window.results.painted.connect(lambda _: setattr(self, "painted", self.painted + 1))
        self.window.resize(1280, 800)
        self.window.show()
        self.session.begin(folder / "mine")
        self.wait("a bank", lambda: self.window.banks.bank is not None)
        self.window.activateWindow()
        self.editor.setFocus()
        subprocess.run(["xdotool", "windowfocus", "--sync", str(int(self.window.winId()))], check=True)
        self.wait("the focus", self.editor.hasFocus)

    @property
    def composing(self) -> str:
        return self.editor.textCursor().block().layout().preeditAreaText()

    def press(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "60", *keys], check=True)

    def wait(self, what: str, done) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(f"waited for {what}: {self.editor.toPlainText()!r} {self.composing!r} {self.asked}")
            self.live(0.02)

    def live(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()


def hangul(author: Author) -> None:
    """Switch the input method to Hangul: some start in Latin, whatever they are told, and some hear no key for a while."""
    end = time.monotonic() + 3 * PATIENCE
    for switch in itertools.cycle(("", "", "shift+space", "", "Hangul", "")):
        if time.monotonic() > end:
            raise TimeoutError("the input method does not compose")
        # Chosen again: it is chosen for what has the focus, and under load that came after the script's own choice.
        subprocess.run(["ibus", "engine", "hangul"], check=False, capture_output=True)
        if switch:
            author.press(switch)
            author.live(0.3)
        author.press("g")
        author.live(1.0)
        composing = author.composing
        author.press("BackSpace")
        author.live(0.5)
        if composing == "ㅎ" and not author.composing and not author.editor.toPlainText():
            return
        author.editor.clear()


def main(folder: Path, picture: Path) -> None:
    start_qt()
    author = Author(folder)
    seen: dict[str, object] = {"module": os.environ["QT_IM_MODULE"]}
    hangul(author)
    author.editor.insertPlainText(BEFORE)
    author.wait("the first question", lambda: len(author.asked) == 1 and author.painted == 1)
    author.press("g", "k", "s")
    author.wait("한", lambda: author.composing == "한")
    author.live(LONGER_THAN_A_PAUSE)
    seen["composing"] = author.composing
    seen["asked while the syllable stands unfinished"] = author.asked[1:]
    author.press("r", "m", "f")
    author.wait("the question for what is finished", lambda: len(author.asked) == 2 and author.painted == 2)
    seen["composing when the answer came"] = author.composing
    seen["asked meanwhile"] = author.asked[-1]
    author.window.grab().save(str(picture))
    author.press("d", "space")
    author.wait("the last question", lambda: len(author.asked) == 3 and author.painted == 3)
    seen["text"] = author.editor.toPlainText()
    seen["composing at the end"] = author.composing
    author.press("r", "m", "f")
    author.wait("글", lambda: author.composing == "글")
    author.editor.insert_picture(a_picture())
    author.live(0.5)
    seen["with a picture put in meanwhile"] = author.editor.toPlainText()
    seen["composing after it"] = author.composing
    author.session.end()
    sys.stdout.write(json.dumps(seen, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
