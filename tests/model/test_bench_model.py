"""`bench model` with the tiny architecture: what it counts is right, what it prints is there. No time is judged."""

import json
from importlib.util import find_spec
from itertools import pairwise

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.model_bench import CASES, HEAD, TAIL, TEXT, TYPED, ModelBench, Scene
from itembank_desktop.adapters.embedders.random_model import RandomQwen3VL
from itembank_desktop.adapters.embedders.roofline import Counter, Peaks, Work, measured_peaks
from itembank_desktop.cli import Screens
from itembank_desktop.cli import run as run_command

# Not importorskip: collecting must not import torch, or no journey could show that the window does not.
pytestmark = pytest.mark.skipif(
    find_spec("torch") is None, reason="torch is not installed: the model's own tests need it"
)

SIDE = 128
FIGURE = (SIDE // 32) ** 2


@pytest.fixture(scope="module")
def model():
    return RandomQwen3VL("tiny")


@pytest.fixture
def bench(model):
    return ModelBench(model, Peaks(1e12, 1e10, "as told"), SIDE)


def no_window(_):
    pytest.fail("a bench of the model shows no window")


def run(capsys, *arguments):
    code = run_command(["bench", "model", *arguments], Screens(no_window, no_window, no_window))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_run_measures_every_edit_both_ways_and_the_vectors_agree(capsys):
    options = ("--random-weights", "tiny", "--device", "cpu", "--dtype", "float32", "--figure", str(SIDE))
    code, out, _ = run(capsys, *options, "--rounds", "2", "--successive", "3", "--bulk", "5", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["model"] == "random-tiny"
    assert found["device"]
    assert found["memory"]["process"] > 50e6
    assert [row["name"] for row in found["compared"]] == [case.name for case in CASES]
    for row in found["compared"]:
        assert len(row["straight"]) == len(row["incremental"]) == 2
        assert row["gap_last"] < 1e-6
        assert row["gap_mean"] < 1e-6
        assert row["straight_floor"] > row["incremental_floor"] > 0
    assert [row["answered"] for row in found["successive"]] == [3] * 6
    assert [row["what"] for row in found["bulk"]] == ["text", "with figures"]
    assert all(0 < row["rate"] < row["most"] for row in found["bulk"])


def test_the_table_names_the_device_and_every_case(capsys):
    options = ("--random-weights", "tiny", "--device", "cpu", "--figure", "64", "--rounds", "1")
    code, out, _ = run(capsys, *options, "--peak-tflops", "2", "--peak-gbs", "50")
    assert code == 0
    assert all(case.name in out for case in CASES)
    assert "2 x 10^12 operations/s, 50 GB/s (as told)" in out
    assert "growing cache" in out
    assert "questions in a row: not measured" in out
    assert "bulk work: not measured" in out


def test_one_command_prints_the_readme_s_tables(capsys):
    options = ("--random-weights", "tiny", "--device", "cpu", "--figure", "64", "--rounds", "1", "--cases", "2")
    measured = ("--successive", "4", "--kinds", "keystroke", "--bulk", "6", "--markdown")
    code, out, _ = run(capsys, *options, *measured, "--peak-tflops", "2", "--peak-gbs", "50")
    assert code == 0
    assert "| edit | tokens | computed | whole draft, ms | incremental, ms | ratio | 1-cos last | 1-cos mean |" in out
    assert "| keystroke, text | 4 of 4 |" in out
    assert "straightforward" not in out
    assert "| with figures | 6 |" in out
    assert "| process, peak |" in out
    widths = {}
    for block in out.split("\n\n"):
        rows = [line.count("|") for line in block.splitlines() if line.startswith("|")]
        assert len(set(rows)) <= 1
        widths |= {rows[0]: len(rows)} if rows else {}
    assert len(widths) == 4


def test_only_the_cases_asked_for_are_run(capsys):
    options = ("--random-weights", "tiny", "--device", "cpu", "--rounds", "1", "--peak-tflops", "2", "--peak-gbs", "50")
    _, out, _ = run(capsys, *options, "--cases", "1", "3")
    assert [case.name in out for case in CASES] == [True, False, True, False, False, False]


def test_a_folder_that_is_no_checkpoint_is_one_sentence(capsys, tmp_path):
    code, _, err = run(capsys, "--model", str(tmp_path))
    assert code == 1
    assert err.startswith("itembank-desktop: ")
    assert tmp_path.name in err


def test_a_figure_of_another_size_is_refused(capsys):
    code, _, err = run(capsys, "--random-weights", "tiny", "--device", "cpu", "--figure", "100")
    assert code == 1
    assert "multiple of 32" in err


@pytest.mark.parametrize(
    ("name", "tokens", "computed"),
    [
        ("text, 3 tokens typed", HEAD + TEXT + TYPED + TAIL, TYPED + TAIL),
        ("figure and text, 3 tokens typed", HEAD + FIGURE + 2 + TEXT + TYPED + TAIL, TYPED + TAIL),
        ("text, 3 tokens put into the middle", HEAD + TEXT + TYPED + TAIL, TYPED + TEXT // 2 + TAIL),
    ],
)
def test_what_is_computed_again_is_what_the_edit_touches(bench, name, tokens, computed):
    case = next(case for case in CASES if case.name == name)
    found = bench.compare(case, 1, lambda: None)
    assert (found.tokens, found.computed) == (tokens, computed)


def test_each_case_does_what_its_name_says():
    scene = Scene(500, 600, (601, 602), 64)
    for case in CASES:
        drafts = list(case.drafts(scene, 3))
        assert [len(figures) for _, figures in drafts] == [case.figures] * 4
        assert [len(text) - TEXT for text, _ in drafts] == [0, 3, 6, 9]
        digests = [[figure.digest for figure in figures] for _, figures in drafts]
        changed = [one != other for one, other in pairwise(digests)]
        assert changed == [case.name.startswith("figure exchanged")] * 3
        assert (digests[0] == digests[2]) == (not case.turns or "back" in case.name)
        assert all(token < 500 for text, _ in drafts for token in text)


def test_an_answer_that_differs_would_show(bench, monkeypatch):
    whole = bench.model.embeddings
    monkeypatch.setattr(bench.model, "embeddings", lambda ids, seen: (*whole(ids, seen)[:2], None))
    spoiled = bench.sessions.embed("x", bench.scene.prompt(bench.scene.text(20), [bench.scene.figure(1)]), "mean")
    monkeypatch.undo()
    found = bench.compare(CASES[1], 1, lambda: None)
    assert np.isfinite(spoiled).all()
    assert found.gap_mean < 1e-6
    monkeypatch.setattr(bench, "_straight", lambda prompt: dict.fromkeys(("last", "mean"), spoiled))
    assert bench.compare(CASES[1], 1, lambda: None).gap_mean > 1e-4


def test_operations_and_bytes_are_counted(model):
    counter = Counter(model)
    text = model.model.config.text_config
    weights = sum(one.numel() for one in model.model.language_model.layers.parameters())
    one = counter.text(1)
    per_pair = 4 * text.num_hidden_layers * text.num_attention_heads * text.head_dim
    assert one == Work(2 * weights + per_pair, 4 * weights)
    # Cut anywhere, a sequence takes the same operations; its second part reads the weights again, and the cache.
    cut = counter.text(60) + counter.text(40, 60)
    assert cut.operations == pytest.approx(counter.text(100).operations)
    cached = 2 * text.num_hidden_layers * text.num_key_value_heads * text.head_dim * 60 * 4
    assert cut.bytes == 2 * counter.text(100).bytes + cached
    assert counter.vision([]) == Work(0, 0)
    two, together = counter.vision([64]) + counter.vision([64]), counter.vision([64, 64])
    assert two.operations == together.operations
    assert two.bytes == 2 * together.bytes


def test_the_least_time_is_of_whatever_is_scarcer():
    peaks = Peaks(100, 10, "as told")
    assert peaks.seconds(Work(1000, 20)) == 10
    assert peaks.seconds(Work(100, 20)) == 2


def test_peaks_are_tried_on_the_device():
    peaks = measured_peaks("cpu", "bfloat16")
    assert peaks.operations > 1e7
    assert peaks.bytes > 1e7
