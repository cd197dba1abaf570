"""The screen captured from another program by a key of the whole screen, on a real X11 screen; elsewhere skipped aloud."""

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from itembank_desktop import settings as keys
from itembank_desktop.ui.global_key import make_global_key

ROOT = Path(__file__).resolve().parents[2]


def test_the_key_captures_from_any_program_and_goes_to_the_others_when_it_is_not_wanted(display, tmp_path):
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "HOME": str(tmp_path),
        "DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.ui.global_key_author", str(tmp_path)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, f"{done.stdout}\n{done.stderr}"
    seen = json.loads(lines[-1])
    assert "while this window is in front" in seen["off"]
    assert not seen["heard while off"]
    assert seen["taken by another"] == "Another program has Ctrl+Alt+S."
    assert seen["free again"] == ""
    assert "from any program Ctrl+Alt+S" in seen["on"]
    assert seen["pictures"] == 1
    assert seen["back in sight"], "it was minimised, and comes back with the picture"
    assert not seen["heard when off again"]


def test_where_the_system_lends_no_key_the_settings_say_so(session):
    assert QGuiApplication.platformName() == "offscreen"
    assert make_global_key() is None
    session.window.header.settings_asked.emit()
    row = session.window.settings_page.rows[keys.CAPTURE_KEY.name]
    assert "lends programs no such key" in row._value.text()
    assert "while this window is in front" in session.window.header._capture.toolTip()
    row.switch.click()
    assert row._value.text() == ""
    assert not row.reset.isHidden(), "it is kept, and another than the default"
