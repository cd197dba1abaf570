"""A real Korean input method: a syllable being composed neither asks, nor is broken, nor holds a question back.

It needs Xvfb, xdotool, dbus-run-session and ibus with its Hangul engine; elsewhere the test is skipped and says so.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("dbus-run-session", "ibus-daemon", "ibus", "gsettings")
ENGINES = (Path("/usr/share/ibus/component/hangul.xml"), Path("/usr/local/share/ibus/component/hangul.xml"))
BEFORE = "삼각형 ABC의 넓이를 구하고 "
SCRIPT = """
set -e
gsettings set org.freedesktop.ibus.general preload-engines "['hangul']"
gsettings set org.freedesktop.ibus.engine.hangul initial-input-mode hangul
ibus-daemon --replace --xim --panel disable &
for _ in $(seq 50); do ibus engine hangul 2>/dev/null && break; sleep 0.2; done
"$1" -m tests.ui.ime_author "$2" "$3"
ibus exit
"""


@pytest.fixture
def hangul(display):
    """A screen of its own, and an input method for it."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking or not any(path.is_file() for path in ENGINES):
        pytest.skip(f"no real input method here: {', '.join(lacking) or 'the Hangul engine of ibus'} is missing")
    return display


@pytest.fixture
def short():
    """A folder whose name leaves room: the address of a socket has 107 bytes, and pytest's folders may take them."""
    with tempfile.TemporaryDirectory(prefix="ime") as folder:
        yield Path(folder)


def test_composing_hangul_neither_asks_nor_is_broken_nor_holds_a_question_back(hangul, short):
    home = short / "home"
    runtime = short / "run"
    for folder in (home, runtime):
        folder.mkdir(mode=0o700)
    (ROOT / ".screenshots").mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime), "XDG_CONFIG_HOME": str(home / ".config"), "GSETTINGS_BACKEND": "keyfile",
        "DISPLAY": hangul, "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus",
    }  # fmt: skip
    command = ["dbus-run-session", "--", "bash", "-c", SCRIPT, "bash", sys.executable, str(short),
               str(ROOT / ".screenshots" / "input-method-ko-light.png")]  # fmt: skip
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, f"{done.stdout}\n{done.stderr}"
    seen = json.loads(lines[-1])
    assert seen["composing"] == "한", "it is really composed, not typed"
    assert seen["asked while the syllable stands unfinished"] == []
    assert seen["asked meanwhile"] == f"{BEFORE}한"
    assert seen["composing when the answer came"] == "글", "an answer that arrives leaves the syllable alone"
    assert (seen["text"], seen["composing at the end"]) == (f"{BEFORE}한글ㅇ ", "")
    inserted = seen["with a picture put in meanwhile"].replace("\ufffc", "[그림]")
    assert inserted == f"{BEFORE}한글ㅇ 글\n[그림]\n", "the syllable stays, before the picture"
    assert seen["composing after it"] == ""
