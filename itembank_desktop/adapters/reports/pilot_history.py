"""Runs of `bench pilot` beside the bank, a JSON line each, so that a regression shows."""

import json
from dataclasses import asdict
from pathlib import Path

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.pilot import PilotFigures


def history_file(bank: Path) -> Path:
    """Where the runs on the bank of this folder are kept."""
    return bank / "bench.jsonl"


def read_history(file: Path) -> list[PilotFigures]:
    """Earlier runs, oldest first; lines of another version or cut off are passed over."""
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    runs = []
    for line in lines:
        try:
            runs.append(PilotFigures(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return runs


def keep_run(file: Path, figures: PilotFigures) -> None:
    """Append a run; BadInput where it cannot be written."""
    try:
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(figures), ensure_ascii=False) + "\n")
    except OSError as error:
        raise BadInput(str(file), error.strerror or "it cannot be written") from error
