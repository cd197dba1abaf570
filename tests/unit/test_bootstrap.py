"""The set-up, as far as it can be tried without installing anything."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def bootstrap(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    import bootstrap

    yield bootstrap
    for name in ("bootstrap", "model_environment"):
        del sys.modules[name]


def test_a_long_silent_step_says_that_it_goes_on(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "STILL_SECONDS", 0.05)
    bootstrap.checked([sys.executable, "-c", "import time; time.sleep(0.3)"], "Installing", silent=True)
    first, *still, last = capsys.readouterr().out.splitlines()
    assert first == "[itembank-desktop] Installing"
    assert still
    assert all("Installing: still going on after" in line for line in still)
    assert "Installing: done in" in last


def test_a_step_that_fails_ends_with_the_command_to_repeat(bootstrap, capsys):
    with pytest.raises(SystemExit):
        bootstrap.checked([sys.executable, "-c", "raise SystemExit(3)"], "Installing", silent=True)
    said = capsys.readouterr().err
    assert said.startswith("[itembank-desktop] 'Installing' failed.")
    assert f"to repeat it alone: {sys.executable} -c" in said


def test_a_command_that_is_handed_on_is_not_called_the_window(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "venv_python", lambda: Path(sys.executable))
    assert bootstrap.run(["--version"]) == 0
    said = capsys.readouterr().out
    assert "Starting itembank-desktop --version" in said
    assert "window" not in said


def test_without_root_the_missing_debian_packages_are_named_in_a_command(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(bootstrap, "missing_debian_packages", lambda wanted: ["libegl1", "libgl1"])
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1))
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000, raising=False)
    bootstrap.install_system_packages()
    assert "sudo apt-get install libegl1 libgl1" in capsys.readouterr().out
