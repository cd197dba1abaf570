"""An author in another program who captures the screen by the global key; run by test_global_key in a display of its own.

Writes what was seen as one line of JSON: see `main`.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLabel

from itembank_desktop import settings as keys
from itembank_desktop.app import start_qt
from itembank_desktop.settings import Settings
from itembank_desktop.ui.global_key import make_global_key
from itembank_desktop.ui.session import Session
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check

PATIENCE = 20.0


def live(seconds):
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def wait(what, done):
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"waited for {what}")
        live(0.02)


def xdotool(*command):
    subprocess.run(["xdotool", *command], check=True)


def main(folder: Path) -> None:
    start_qt()
    settings = Settings(None, {}, {"language": "en", "theme": "light", "model": "off", "first_start": "false"})
    settings.put(keys.CAPTURE_KEY, False)
    session = Session(a_desk(folder, FakeBanks(ListFinder(a_hit(1))), BlockTypesetter()), check, settings, print)
    window, capture = session.window, session.window.pictures.capture
    tip = window.header._capture.toolTip
    seen: dict[str, object] = {}

    def put(on):
        window.settings_page.rows["capture_key"].changed.emit(on)
        return session._capture_key.problem

    window.show()
    session.begin(folder / "mine")
    other = QLabel("<h1>Another program</h1> with a figure: △ABC")
    other.setStyleSheet("background: white; border: 40px solid navy")
    other.resize(900, 600)
    other.show()
    window.showMinimized()
    xdotool("windowfocus", "--sync", str(int(other.winId())))
    seen["off"] = tip()
    xdotool("key", "ctrl+alt+s")
    live(0.5)
    seen["heard while off"] = bool(capture.overlays)
    rival = make_global_key()
    assert rival.take()
    seen["taken by another"] = put(True)
    rival.leave()
    put(False)
    seen["free again"] = put(True)
    seen["on"] = tip()
    xdotool("key", "ctrl+alt+s")
    wait("the overlay", lambda: bool(capture.overlays))
    xdotool("windowfocus", "--sync", str(int(capture.overlays[0].winId())))
    xdotool("key", "Return")
    wait("the picture", lambda: bool(window.draft.editor.draft().pictures))
    seen["pictures"] = len(window.draft.editor.draft().pictures)
    seen["back in sight"] = window.isVisible() and not window.isMinimized()
    put(False)
    xdotool("windowfocus", "--sync", str(int(other.winId())))
    xdotool("key", "ctrl+alt+s")
    live(0.5)
    seen["heard when off again"] = bool(capture.overlays)
    session.end()
    sys.stdout.write(json.dumps(seen, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
