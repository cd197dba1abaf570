"""`bench window` with a tiny model: a real window, a real process. No time is judged."""

import json
from importlib.util import find_spec

import pytest

from itembank_desktop.cli import Screens
from itembank_desktop.cli import run as run_command

pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="torch is not installed: there is no model")


def none_here(*_):
    pytest.fail("the bench measures in a process of its own")


def test_the_window_is_measured_while_a_model_loads_reads_and_answers(capfd):
    options = ("--random-weights", "tiny", "--items", "3", "--answers", "2", "--json")
    assert run_command(["bench", "window", *options], Screens(none_here, none_here, none_here)) == 0
    found = json.loads(capfd.readouterr().out)
    phases = found["with_model"]
    assert list(phases) == ["while the model loads", "while the model reads the bank", "while the model answers"]
    assert all(phase["stall"] > 0 for phase in phases.values())
    assert phases["while the model answers"]["answers"] >= 2
    assert phases["while the model answers"]["keystrokes"]
