"""The commands with a real, tiny checkpoint in its own process: embed, search, evaluate, calibrate."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from itembank_desktop.__main__ import _bench_window, _tour, _window
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.cli import Screens, run
from itembank_desktop.wiring import vector_spaces
from tests.builders import png_bytes
from tests.tiny_model import write_tiny_model

# Not importorskip: collecting must not import torch, or no journey could show that the window does not.
pytestmark = pytest.mark.skipif(find_spec("torch") is None, reason="the model's environment is not installed here")

ROOT = Path(__file__).resolve().parents[2]
SCREENS = Screens(_window, _tour, _bench_window)
CPU = ["--device", "cpu", "--dtype", "float32"]


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    os.environ["OMP_NUM_THREADS"] = "1"
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    (folder / "images").mkdir()
    rows = []
    for number in range(12):
        row = {"id": f"q{number}", "text": f"삼각형 {number}의 넓이를 구하시오.", "answer": str(number)}
        if number % 3 == 0:
            (folder / "images" / f"{number}.png").write_bytes(png_bytes(number))
            row["images"] = [f"images/{number}.png"]
        rows.append(row)
    (folder / "items.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def embedded(source, model, tmp_path_factory):
    bank = tmp_path_factory.mktemp("banks") / "bank"
    assert run(["import", str(source), "--bank", str(bank)], SCREENS) == 0
    assert run(["embed", "--bank", str(bank), "--model", str(model), *CPU], SCREENS) == 0
    return bank


def test_the_pilots_bench_measures_the_model_too_and_keeps_what_it_found(embedded, model, tmp_path, capsys):
    history = tmp_path / "bench.jsonl"
    bench = ["bench", "pilot", "--bank", str(embedded), "--queries", "5", "--history", str(history), "--json"]
    assert run([*bench, "--model", str(model), *CPU], SCREENS) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["answered"], found["finder"]) == (5, "fingerprints and tiny")
    assert found["vectors"] > 0
    assert found["memory"] > 2 * 10**8, "the model's process counts too"
    assert {"tokens", "model", "search"} <= set(found["stages"])
    assert run([*bench, "--model", str(model), *CPU, "--target-ms", "0.01"], SCREENS) == 1
    assert "above 0.01 ms" in json.loads(capsys.readouterr().out)["missed"][0]
    assert len(history.read_text("utf-8").splitlines()) == 2


def test_embed_fills_the_default_spaces_and_another_run_finds_nothing_to_do(embedded, model, capsys):
    with LocalBank.open(embedded) as bank:
        spaces = vector_spaces(bank)
        assert {space.measures[0] for space in spaces} == {"meaning_text", "meaning_both"}
        assert all(bank.missing(space.name) == [] for space in spaces)
        text, both = (next(s for s in spaces if s.measures[0] == name) for name in ("meaning_text", "meaning_both"))
        plain, drawn = (bank.find([name])[name] for name in ("q1", "q3"))

        def agree(key):
            one, other = (space.vector(bank.payloads(space.name, [key])[0][0]) for space in (text, both))
            return bool((one == other).all())

        assert agree(plain)
        assert not agree(drawn)
    assert run(["embed", "--bank", str(embedded), "--model", str(model), *CPU], SCREENS) == 0
    said = capsys.readouterr()
    assert "0 text-mean, 0 both-mean vectors" in said.out
    assert "tiny (" in said.err


def test_an_installed_model_is_named_wherever_a_folder_is(embedded, model, source, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ITEMBANK_MODELS", str(tmp_path / "models"))
    assert run(["models", "add", str(model), "--name", "My-2B"], SCREENS) == 0
    assert run(["embed", "--bank", str(embedded), "--model", "My-2B", *CPU], SCREENS) == 0
    said = capsys.readouterr()
    # The same checkpoint by another name: its vectors are there already.
    assert "0 text-mean, 0 both-mean vectors" in said.out
    assert "My-2B (" in said.err
    rows = tmp_path / "rows.npy"
    space = ["--modality", "text", "--pooling", "mean"]
    lines = ["--input", str(source / "items.jsonl"), "--output", str(rows)]
    assert run(["vectors", "--model", "My-2B", *space, *lines], SCREENS) == 0
    assert len(np.load(rows)) == 12
    assert run(["embed", "--bank", str(embedded), "--model", "No-2B"], SCREENS) == 1
    assert "models list" in capsys.readouterr().err


def test_every_space_of_two_models_of_different_width_lives_in_one_bank(source, model, tmp_path, capsys):
    wide = write_tiny_model(tmp_path / "wide", seed=1, width=4096)
    bank = tmp_path / "bank"
    assert run(["import", str(source), "--bank", str(bank)], SCREENS) == 0
    names = ["text-mean", "both-mean", "text-last", "both-last"]
    for folder in (model, wide):
        assert run(["embed", "--bank", str(bank), "--model", str(folder), *CPU, "--space", *names], SCREENS) == 0
    with LocalBank.open(bank) as opened:
        spaces = vector_spaces(opened)
        assert sorted(space.space.dimension for space in spaces) == [64] * 4 + [4096] * 4
        assert all(opened.missing(space.name) == [] for space in spaces)
    capsys.readouterr()
    measures = {"both-mean": "meaning_both", "text-last": "meaning_text_last"}
    for folder, name in ((wide, "both-mean"), (model, "text-last")):
        asked = ["search", "--bank", str(bank), "--text", "삼각형 1의 넓이를 구하시오.", "--json", "--top", "12"]
        assert run([*asked, "--model", str(folder), *CPU, "--space", name], SCREENS) == 0
        found = json.loads(capsys.readouterr().out)
        known = {hit["id"]: hit["channels"][measures[name]] for hit in found["hits"]}
        assert found["model"] == folder.name
        assert known["q1"] == max(known.values()) == pytest.approx(1, abs=1e-3)


def test_search_and_evaluate_name_the_models_channels(embedded, model, tmp_path, capsys):
    bank = ["--bank", str(embedded), "--model", str(model)]
    picture = tmp_path / "p.png"
    picture.write_bytes(png_bytes(3))
    assert (
        run(
            ["search", *bank, *CPU, "--text", "삼각형 3의 넓이를 구하시오.", "--image", str(picture), "--json"], SCREENS
        )
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["model"] == "tiny"
    assert answer["calibrated"] is False
    assert answer["hits"][0]["id"] == "q3"
    assert set(answer["hits"][0]["channels"]) == {"text", "figure", "numbers", "meaning_text", "meaning_both"}
    assert answer["hits"][0]["channels"]["meaning_both"] == pytest.approx(1, abs=1e-3)
    qrels = tmp_path / "qrels.json"
    qrels.write_text(json.dumps({"pairs": [{"a": "q0", "b": "q3", "relevance": 3}]}))
    assert run(["evaluate", *bank, "--qrels", str(qrels), "--space", "text-mean", "--json"], SCREENS) == 0
    said = capsys.readouterr()
    assert set(json.loads(said.out)["measures"]) == {"text", "figure", "numbers", "meaning_text", "fused", "fused_text"}
    assert "not calibrated" in said.err


def test_a_question_too_long_for_the_model_says_how_much_was_cut(embedded, model, tmp_path, capsys):
    long = "확률변수의 분산과 " * 1800
    queries, text = tmp_path / "queries.jsonl", tmp_path / "draft.txt"
    text.write_text(long, encoding="utf-8")
    lines = [{"id": "a", "text": "함수의 그래프"}, {"id": "b", "text": long}]
    queries.write_text("\n".join(json.dumps(one) for one in lines), encoding="utf-8")
    asking = ["search", "--bank", str(embedded), "--model", str(model), *CPU]
    assert run([*asking, "--text-file", str(text)], SCREENS) == 0
    assert "tokens at the end of its text were cut off, 8,192 were read by the model" in capsys.readouterr().err
    assert run([*asking, "--batch", str(queries)], SCREENS) == 0
    told = capsys.readouterr()
    short, cut = (json.loads(line) for line in told.out.splitlines())
    assert "cut" not in short
    assert cut["tokens"] == 8192
    assert f"queries.jsonl, line 2: {cut['cut']:,} tokens" in told.err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["search", "--text", "x", "--model", "{tmp}/none"], "is no folder"),
        (["embed", "--model", "{tmp}/empty"], "config.json"),
        (["evaluate", "--qrels", "{tmp}/q.json", "--model", "{model}", "--space", "both-last"], "holds no both-last vectors"),
        (["calibrate", "--qrels", "{tmp}/q.json"], "too few"),
        (["calibrate", "--qrels", "{tmp}/q.json", "--model", "{model}", "--figures", "0"], "too few"),
    ],
)  # fmt: skip
def test_trouble_with_the_model_is_one_sentence(embedded, model, tmp_path, capsys, command, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "q.json").write_text(json.dumps({"pairs": [{"a": "q0", "b": "q3", "relevance": 3}]}))
    filled = [word.format(tmp=tmp_path, model=model) for word in command]
    assert run([filled[0], "--bank", str(embedded), *filled[1:]], SCREENS) == 1
    spoken = capsys.readouterr().err
    assert said in spoken
    assert "Traceback" not in spoken


def test_search_with_a_model_that_never_read_the_bank_says_what_to_do(source, model, tmp_path, capsys):
    run(["import", str(source), "--bank", str(tmp_path / "bank")], SCREENS)
    assert run(["search", "--bank", str(tmp_path / "bank"), "--text", "x", "--model", str(model)], SCREENS) == 1
    assert "make them with: itembank-desktop embed" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
def test_embed_killed_in_the_middle_goes_on_where_it_was(source, model, tmp_path, capsys):
    bank = tmp_path / "bank"
    rows = [{"id": f"k{n}", "text": f"등차수열 문제 {n}: $a_{n}={n * n}$일 때 값은?"} for n in range(150)]
    (tmp_path / "items.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
    )
    run(["import", str(tmp_path), "--bank", str(bank)], SCREENS)
    command = [sys.executable, "-m", "itembank_desktop", "embed", "--bank", str(bank), "--model", str(model), *CPU]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with LocalBank.open(bank) as opened:
        while not (spaces := [name for name in opened.spaces() if name.startswith("text-mean")]):
            assert child.poll() is None
            time.sleep(0.02)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        left = len(opened.missing(spaces[0]))
        assert left < 150
    capsys.readouterr()
    assert run(["embed", "--bank", str(bank), "--model", str(model), *CPU], SCREENS) == 0
    assert f"{left} text-mean" in capsys.readouterr().out
    with LocalBank.open(bank) as opened:
        for space in vector_spaces(opened):
            assert opened.missing(space.name) == []
            assert [len(parts) for parts in opened.payloads(space.name, opened.keys())] == [1] * 150
            assert space.fitted_on(opened.statistics(space.name)[1]) == 150
