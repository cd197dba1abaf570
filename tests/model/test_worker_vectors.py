"""`itembank-desktop vectors`, with the worker around an engine without torch."""

import json

import numpy as np
import pytest

from itembank_desktop.adapters.embedders import remote
from itembank_desktop.cli import Screens, run
from tests.model.stand_in_worker import COMMAND, vector_of

NO_SCREENS = Screens(lambda _: 1, lambda _: 1, lambda _: 1)
WAYS = pytest.mark.parametrize("way", [[], ["--incremental"]], ids=["separate", "incremental"])


@pytest.fixture
def vectors(tmp_path, monkeypatch, capsys):
    """Run the command on lines: exit code, rows (None when nothing was written), and what it said."""
    real = remote.RemoteEmbedder
    monkeypatch.setattr(
        remote, "RemoteEmbedder", lambda model, python, on_state: real(model, on_state=on_state, command=COMMAND)
    )
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").touch()
    output = tmp_path / "out.npy"

    def command(lines, *options):
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        (tmp_path / "queries.jsonl").write_text("\n".join(texts) + "\n", encoding="utf-8")
        told = ["vectors", "--model", tmp_path / "model", "--modality", "multimodal", "--pooling", "mean"]
        told += ["--input", tmp_path / "queries.jsonl", "--output", output, *options]
        code = run([str(word) for word in told], NO_SCREENS)
        rows = np.load(output) if output.is_file() else None
        assert not list(tmp_path.glob("*.part"))
        return code, rows, capsys.readouterr().err

    command.folder = tmp_path
    return command


@WAYS
def test_one_float32_row_a_line_in_order(vectors, way):
    texts = [f"문항 {'·' * (n % 7)} {n}" for n in range(100)]
    code, rows, said = vectors([{"text": text} for text in texts], *way)
    assert code == 0
    assert rows.dtype == np.float32
    np.testing.assert_array_equal(rows, [vector_of(text) for text in texts])
    assert "stand-in (r1) on cpu in float32" in said


@WAYS
def test_what_was_cut_is_said_with_the_line_and_the_tokens(vectors, way):
    code, _, said = vectors([{"text": "short"}, {"text": "long"}], *way)
    assert code == 0
    assert "queries.jsonl, line 2: 7 tokens at the end of its text were cut off, 5 were read" in said


def test_every_unreadable_line_is_named_and_nothing_is_written(vectors):
    lines = [{"text": "good"}, "{broken", {"text": "x", "images": ["없음.png"]}, {"text": "fine"}]
    code, rows, said = vectors(lines)
    assert (code, rows) == (1, None)
    assert "line 2: " in said
    assert "없음.png" in said
    assert "2 of 4 lines cannot be embedded; nothing was written" in said


@WAYS
def test_a_failure_of_the_model_names_the_line_and_leaves_the_old_file(vectors, way):
    assert vectors([{"text": "a"}])[0] == 0
    code, rows, said = vectors([{"text": "a"}, {"text": "big"}], *way)
    assert code == 1
    assert "queries.jsonl, line 2: stand-in: the card is full" in said
    np.testing.assert_array_equal(rows, [vector_of("a")])


def test_an_empty_line_is_embedded_as_the_models_makers_do_and_said(vectors):
    code, rows, said = vectors([{"text": ""}, {"text": "a"}])
    assert code == 0
    assert len(rows) == 2
    assert "line 1: is empty" in said


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--output", "/nowhere/at/all.npy"], "/nowhere/at: is no folder to write to"),
        (["--model", "/nowhere"], "/nowhere: is no folder"),
        (["--input", "/nowhere.jsonl"], "/nowhere.jsonl: it does not exist"),
    ],
)
def test_paths_that_are_wrong_are_named(vectors, options, says):
    code, _, said = vectors([{"text": "a"}], *options)
    assert code == 1
    assert says in said


def test_a_broken_model_folder_is_one_sentence(vectors):
    (vectors.folder / "model" / "config.json").unlink()
    code, rows, said = vectors([{"text": "a"}])
    assert (code, rows) == (1, None)
    assert "holds no config.json. Check the folder, or add the model again." in said
    assert "Traceback" not in said


def test_a_file_without_lines_is_refused(vectors):
    code, rows, said = vectors([])
    assert (code, rows) == (1, None)
    assert "queries.jsonl" in said
