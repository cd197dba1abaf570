import argparse
import json
from dataclasses import replace

import pytest

from itembank_desktop.adapters.reports.pilot_history import keep_run, read_history
from itembank_desktop.cli.bench_pilot import add_arguments, measure, wanted
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.pilot import PilotFigures, Targets, slower_than
from itembank_desktop.core.ports import JobControl
from itembank_desktop.settings import Settings
from itembank_desktop.wiring import finder, fingerprint_spaces
from tests.builders import a_bank

RUN = PilotFigures("2026-11-25T00:00:00", "here", "bank", 10, "fingerprints", 100, 100, 5, 9, 11, 20, 40.0, 10**9, 0)


def test_every_target_is_checked_and_named():
    assert RUN.misses(Targets(9, 1, 100)) == []
    assert RUN.misses(Targets(8.9, 0.9, 100)) == ["P95 9.0 ms above 8.9 ms", "1.00 GB above 0.9 GB"]
    assert replace(RUN, answered=99).misses(Targets(9, 1, 100)) == ["99.00 % answered, below 100 %"]
    assert replace(RUN, vram=9 * 10**9).misses(Targets(9, 8, 100)) == ["9.00 GB above 8 GB"]


def test_targets_come_from_flags_else_from_the_settings_page_else_as_by_default():
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    settings = Settings(None, {}, {"target_ms": "150", "target_gb": "much"})
    assert wanted(parser.parse_args(["--bank", "b"]), settings) == Targets(150, 8, 100)
    assert wanted(parser.parse_args(["--bank", "b", "--target-ms", "0", "--target-gb", "4"]), settings) == Targets(
        0, 4, 100
    )
    assert wanted(parser.parse_args(["--bank", "b"]), Settings(None, {"ITEMBANK_TARGET_ANSWERED": "99"})) == Targets(
        answered=99
    )


def test_a_run_says_what_it_was_held_against(tmp_path, capsys, monkeypatch):
    from itembank_desktop.cli import run

    monkeypatch.setenv("ITEMBANK_TARGET_MS", "0.001")
    a_bank(tmp_path / "bank", 6, fingerprint_spaces()).close()
    assert run(["bench", "pilot", "--bank", str(tmp_path / "bank"), "--queries", "3"], None) == 1
    told = capsys.readouterr().out
    assert "targets: P95 0.001 ms, 8 GB, 100 % answered" in told
    assert "above 0.001 ms" in told


def test_only_runs_of_the_same_bench_are_compared():
    assert RUN.same_bench(replace(RUN, p95=99.0, at="later"))
    for other in ({"items": 11}, {"finder": "fingerprints and m"}, {"machine": "there"}, {"queries": 1}):
        assert not RUN.same_bench(replace(RUN, **other))


def test_a_run_that_is_clearly_slower_than_the_last_of_its_bench_names_it():
    history = [
        replace(RUN, at="first", p95=5.0),
        replace(RUN, at="second"),
        replace(RUN, at="other", items=11, p95=1.0),
    ]
    assert slower_than(history, replace(RUN, p95=10.0)) is None
    assert slower_than(history, replace(RUN, p95=11.0)).at == "second"
    assert slower_than([], RUN) is None


def test_runs_are_added_one_by_one(tmp_path):
    for _ in range(2):
        keep_run(tmp_path / "bench.jsonl", RUN)
    assert read_history(tmp_path / "bench.jsonl") == [RUN, RUN]
    with pytest.raises(BadInput):
        keep_run(tmp_path, RUN)


def test_a_damaged_history_loses_only_its_damaged_lines(tmp_path):
    from dataclasses import asdict

    file = tmp_path / "bench.jsonl"
    assert read_history(file) == []
    line = json.dumps(asdict(RUN))
    file.write_text(f'{line}\n{{"at": 1}}\n{line[:40]}\n{line}\n', encoding="utf-8")
    assert read_history(file) == [RUN, RUN]


def test_a_bank_is_measured_with_its_own_items(tmp_path):
    told = []
    with a_bank(tmp_path / "bank", 6, fingerprint_spaces()) as bank:
        found = measure(bank, finder(bank), 12, "bank", "", JobControl(progress=told.append))
    assert (found.items, found.queries, found.answered) == (6, 12, 12)
    assert 0 < found.p50 <= found.p95 <= found.p99 <= found.largest
    assert found.throughput > 0 < found.memory
    assert told[-1].done == told[-1].total


def test_an_empty_bank_cannot_be_measured(tmp_path):
    with a_bank(tmp_path / "bank", 0, fingerprint_spaces()) as bank, pytest.raises(BadInput, match="no items"):
        measure(bank, finder(bank), 1, "bank", "", JobControl())
