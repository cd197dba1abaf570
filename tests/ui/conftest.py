"""A whole window on small real parts, for tests that look at it from outside."""

import os
import shutil
import subprocess

import pytest

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.settings import Settings
from itembank_desktop.ui.session import Session
from tests.fakes_ui import BlockTypesetter, FakeBanks, ListFinder, a_desk, a_hit
from tests.ui.clips import check


@pytest.fixture
def session(qtbot, tmp_path):
    """In English and light, on a bank whose answers are one hit of every resemblance."""
    banks = FakeBanks(ListFinder(*(a_hit(n, one) for n, one in enumerate(Resemblance, start=1))))
    settings = Settings(None, {}, {"language": "en", "theme": "light", "model": "off"})
    crashes = []
    made = Session(a_desk(tmp_path, banks, BlockTypesetter()), check, settings, crashes.append)
    made.window.live.set_pause(0)
    made.window.show()
    made.begin(tmp_path / "mine")
    qtbot.waitUntil(lambda: made.window.banks.bank is not None)
    yield made
    made.speak("en")
    made.end()
    assert crashes == []


@pytest.fixture
def display():
    """The name of a real X11 screen of its own that nobody sees, to type on with xdotool."""
    lacking = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"no screen to type on here: {', '.join(lacking)} is missing")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        server.terminate()
