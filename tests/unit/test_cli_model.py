"""What the commands with a model say before any model is loaded."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from itembank_desktop.__main__ import _bench_window, _tour, _window
from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.cli import Screens, run
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Content
from itembank_desktop.core.resemblance import Calibration, Model, calibration_to_json
from itembank_desktop.core.search import Query
from itembank_desktop.opening.model import _FinderWithModel
from itembank_desktop.services.embed_missing import EmbedMissing
from itembank_desktop.wiring import finder, keep_calibration, set_of_spaces
from tests.builders import an_entry, numbered_items
from tests.fakes_vectors import BOTH, TEXT, FakeEmbedder

SCREENS = Screens(_window, _tour, _bench_window)


@pytest.fixture
def bank(tmp_path):
    with LocalBank.create(tmp_path / "bank") as opened:
        opened.save([an_entry(item) for item in numbered_items(3)])
    return tmp_path / "bank"


@pytest.fixture
def qrels(tmp_path):
    file = tmp_path / "qrels.json"
    file.write_text(json.dumps({"pairs": [{"a": "q0", "b": "q1", "relevance": 3}]}), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("command", ["embed", "calibrate"])
def test_help_shows_an_example_and_what_the_spaces_are(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        run([command, "--help"], SCREENS)
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert f"example: itembank-desktop {command}" in said
    assert "text-mean, both-mean, text-last, both-last" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["embed", "--bank", "b"],
        ["embed", "--bank", "b", "--model", "m", "--space", "text-max"],
        ["search", "--bank", "b", "--text", "x", "--space", "text-mean"],
        ["evaluate", "--bank", "b", "--qrels", "q", "--space", "text-mean"],
        ["calibrate", "--bank", "b"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments):
    with pytest.raises(SystemExit) as stopped:
        run(arguments, SCREENS)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", [["embed"], ["search", "--text", "x"], ["evaluate", "--qrels", "{qrels}"]])
def test_a_model_that_is_not_there_is_one_sentence(bank, qrels, tmp_path, capsys, command):
    filled = [word.format(qrels=qrels) for word in command]
    assert run([filled[0], "--bank", str(bank), *filled[1:], "--model", str(tmp_path / "none")], SCREENS) == 1
    assert "is no folder" in capsys.readouterr().err


def test_calibrating_without_vectors_says_how_to_make_them(bank, qrels, capsys):
    assert run(["calibrate", "--bank", str(bank), "--qrels", qrels], SCREENS) == 1
    assert "holds no vectors" in capsys.readouterr().err


def test_calibrating_with_the_vectors_of_two_models_asks_which(bank, qrels, capsys):
    other = VectorSpace(replace(TEXT, model="fake2", revision="r2"))
    with LocalBank.open(bank) as opened:
        EmbedMissing(opened, FakeEmbedder())((VectorSpace(TEXT), VectorSpace(BOTH), other))
    assert run(["calibrate", "--bank", str(bank), "--qrels", qrels], SCREENS) == 1
    said = capsys.readouterr().err
    assert "fake, fake2" in said
    assert "--model" in said


def test_too_few_pairs_are_said_and_nothing_is_written(bank, qrels, capsys):
    with LocalBank.open(bank) as opened:
        EmbedMissing(opened, FakeEmbedder())((VectorSpace(TEXT), VectorSpace(BOTH)))
    assert run(["calibrate", "--bank", str(bank), "--qrels", qrels], SCREENS) == 1
    assert "too few duplicates and variants" in capsys.readouterr().err
    assert not (bank / "calibrations").exists()


def test_what_commands_make_while_the_window_runs_counts_at_the_next_question(bank):
    embedder, space, query = FakeEmbedder(), VectorSpace(TEXT), Query(Content("확률 문제"))
    model = SimpleNamespace(name="fake", revision=TEXT.revision, ask=embedder.ask)
    with LocalBank.open(bank) as opened:
        find = _FinderWithModel(opened, bank, finder(opened), model)
        assert find(query).model == ""
        with LocalBank.open(bank) as other:
            EmbedMissing(other, embedder)([space])
        answer = find(query)
        assert (answer.model, answer.calibrated) == ("fake", False)
        weighed = Calibration(
            "c", set_of_spaces([space]), {"text": Model(("text",), np.zeros((4, 2)), (0.5, 0.5, 0.5))}
        )
        file = keep_calibration(bank, [space], calibration_to_json(weighed))
        assert find(query).calibrated
        file.write_text("{")
        assert isinstance(find(query).without_model, BadInput)
        file.unlink()
        answer = find(query)
        assert (answer.model, answer.calibrated, answer.without_model) == ("fake", False, None)
