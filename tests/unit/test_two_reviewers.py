"""Two programs that write one review file at once: nothing is lost, nothing is mixed within a line."""

import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime

import pytest
from filelock import FileLock

from itembank_desktop.adapters.reports import review_file
from itembank_desktop.adapters.reports.review_file import ReviewFile
from itembank_desktop.core.errors import BankBusy
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.review import Review, ReviewPair, Vote

VOTES = 150
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from itembank_desktop.adapters.reports.review_file import ReviewFile
from itembank_desktop.core.review import Vote

file, by, votes = ReviewFile(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(votes):
    file.add(Vote(number, by, datetime.now(UTC), 1 + number % 5, note=f"{by} {number} " + "말 " * (number % 40)))
    if number % 25 == 0:
        file.read()
"""


def test_answers_of_two_processes_at_once_are_all_there_and_whole(tmp_path):
    pairs = tuple(ReviewPair(ItemId(f"a{n}"), ItemId(f"b{n}")) for n in range(VOTES))
    file = ReviewFile.create(tmp_path / "review.jsonl", Review("review", "bank", "2026-11-26", "by chance", pairs)).file
    names = ("김검토", "이검토", "박검토")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), name, str(VOTES)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )
        for name in names
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    said = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], said
    review = ReviewFile(file).read()
    assert Counter(vote.by for vote in review.votes) == dict.fromkeys(names, VOTES)
    assert all(vote.note.startswith(f"{vote.by} {vote.pair} ") for vote in review.votes)
    assert len([json.loads(line) for line in file.read_text("utf-8").splitlines()]) == 1 + len(names) * VOTES


def test_a_file_that_others_keep_is_said_to_be_busy_and_nothing_is_half_written(tmp_path, monkeypatch):
    monkeypatch.setattr(review_file, "_PATIENCE", 0.05)
    pairs = (ReviewPair(ItemId("a"), ItemId("b")),)
    file = ReviewFile.create(tmp_path / "review.jsonl", Review("review", "bank", "2026-11-26", "by chance", pairs))
    vote = Vote(0, "김", datetime.now(UTC), 3)
    with FileLock(tmp_path / ".review.jsonl.lock"), pytest.raises(BankBusy):
        file.add(vote)
    assert file.read().votes == ()
    file.add(vote)
    assert file.read().votes == (vote,)
