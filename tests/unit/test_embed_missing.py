"""Bulk: everything gets its vector once, whatever is changed, broken, stopped or killed meanwhile."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import WorkerUnusable
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.ports import Addition, JobControl
from itembank_desktop.core.space import Modality
from itembank_desktop.services import embed_missing
from itembank_desktop.services.describe_items import DescribeItems
from itembank_desktop.services.embed_missing import EmbedMissing
from tests.builders import a_bank, a_picture, an_entry, an_item, numbered_items
from tests.fakes import RecordedControl, WordSpace
from tests.fakes_vectors import BOTH, BROKEN, TEXT, FakeEmbedder, vector_of

SPACES = (VectorSpace(TEXT), VectorSpace(BOTH))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bank(tmp_path):
    with a_bank(tmp_path / "bank", 20, (WordSpace(),)) as opened:
        yield opened


@pytest.fixture
def every_report(monkeypatch):
    monkeypatch.setattr(embed_missing, "_REPORT_SECONDS", 0.0)


def content_of(bank, item, space):
    pictures = item.figures if space.modality is Modality.MULTIMODAL else ()
    return Content(item.stem, item.choices, item.answer, tuple(_Pointed(f.sha256) for f in pictures))


class _Pointed:
    """A picture of which only the address matters."""

    def __init__(self, sha256):
        self.sha256 = sha256


def assert_complete(bank, spaces=SPACES):
    """Exactly one right vector and one signature an item and space, and each finds itself."""
    keys = bank.keys()
    for space in spaces:
        assert bank.missing(space.name) == []
        payloads = bank.payloads(space.name, keys)
        assert [len(parts) for parts in payloads] == [1] * len(keys)
        for item, (payload,) in zip(bank.get(keys), payloads, strict=True):
            expected = vector_of(content_of(bank, item, space.space), space.space)
            np.testing.assert_allclose(space.vector(payload), expected, atol=1e-3)
        with bank._connections.reading() as connection:
            counted = connection.execute(
                "SELECT count(*), count(DISTINCT item) FROM signature JOIN space ON number = space WHERE name = ?",
                (space.name,),
            ).fetchall()
        assert counted == [(len(keys), len(keys))]
        fitted = space.fitted(bank.statistics(space.name)[1])
        for key, (payload,) in zip(keys, payloads, strict=True):
            assert bank.nearest(space.name, fitted.probes(payload), 1).tolist() == [key]
        assert space.fitted_on(bank.statistics(space.name)[1]) == len(keys)


def test_every_item_gets_one_vector_a_space_and_a_second_run_does_nothing(bank):
    embedder = FakeEmbedder()
    report = EmbedMissing(bank, embedder)(SPACES)
    assert report.embedded == {TEXT.id: 20, BOTH.id: 20}
    assert_complete(bank)
    read = len(embedder.read)
    assert not EmbedMissing(bank, embedder)(SPACES).embedded
    assert len(embedder.read) == read


def test_an_item_without_figures_is_read_once_for_both_spaces(bank):
    embedder = FakeEmbedder()
    EmbedMissing(bank, embedder)(SPACES[::-1])
    assert len(embedder.read) == 20 + 10  # every other item has a figure
    assert all(content.pictures for content, space in embedder.read if space == BOTH)


def test_a_changed_item_is_read_again_and_new_metadata_costs_nothing(bank):
    embedder = FakeEmbedder()
    EmbedMissing(bank, embedder)(SPACES)
    one, other = bank.get(bank.keys()[:2])
    changed = an_item("전혀 다른 문제", one.id, figures=one.figures)
    annotated = an_item(other.stem, other.id, subject="새 과목", figures=other.figures, metadata={"level": 3})
    bank.save([an_entry(changed, (WordSpace(),)), an_entry(annotated, (WordSpace(),))])
    assert bank.missing(TEXT.id) == bank.missing(BOTH.id) == [bank.find([one.id])[one.id]]
    assert EmbedMissing(bank, embedder)(SPACES).embedded == {TEXT.id: 1, BOTH.id: 1}
    assert_complete(bank)


def test_describing_items_anew_keeps_their_vectors(bank):
    EmbedMissing(bank, FakeEmbedder())(SPACES)
    assert DescribeItems(bank, (WordSpace("words-2"),))().items == 20
    assert_complete(bank)


def test_an_item_changed_while_the_model_reads_it_gets_the_vector_of_its_new_content(bank):
    key = bank.find([ItemId("q7")])["q7"]

    class Slow(FakeEmbedder):
        def _batch(self, waiting, space, on_cut):
            if (
                any(content.stem.startswith("확률 문제 3") for content, _ in self.read)
                and bank.get([key])[0].stem != "새 글"
            ):
                bank.save([an_entry(an_item("새 글", "q7"), (WordSpace(),))])
            yield from super()._batch(waiting, space, on_cut)

    EmbedMissing(bank, Slow())(SPACES)
    assert bank.get([key])[0].stem == "새 글"
    assert_complete(bank)


def test_a_stale_vector_is_not_written(bank):
    space = SPACES[0]
    (vector,) = [vector_of(Content("x"), TEXT)]
    assert bank.add(space, [Addition(bank.keys()[0], "of another content", (space.payload(vector),))]) == 0
    assert bank.add(space, []) == 0
    assert len(bank.missing(space.name)) == 20


def test_bad_items_are_listed_and_skipped_and_long_ones_named(bank, tmp_path):
    bank.save(
        [
            an_entry(an_item(f"{BROKEN} 문제", "bad")),
            an_entry(an_item("가 " * 1500, "long")),
            an_entry(an_item("", "empty")),
            an_entry(an_item("그림 없는", "gone", figures=(a_picture(99).figure,))),
        ]
    )
    report = EmbedMissing(bank, FakeEmbedder())(SPACES)
    assert {(one.id, one.space) for one in report.skipped} == {("bad", TEXT.id), ("bad", BOTH.id), ("gone", BOTH.id)}
    assert {one.reason for one in report.skipped if one.id == "bad"} == {"the text: cannot be read"}
    assert "gone from the bank" in next(one.reason for one in report.skipped if one.id == "gone")
    assert [(one.id, one.tokens, one.cut) for one in report.shortened] == [("long", 2000, 1000)]
    assert report.nothing == 2
    assert report.embedded == {TEXT.id: 22, BOTH.id: 21}
    names = {key: item.id for key, item in bank.items()}
    assert [names[key] for key in bank.missing(BOTH.id)] == ["bad", "empty", "gone"]


def test_cancelling_keeps_what_is_done_and_the_next_run_goes_on(bank, every_report):
    control = RecordedControl(cancel_after=7)
    embedder = FakeEmbedder()
    report = EmbedMissing(bank, embedder)(SPACES, JobControl(control.progress, control.cancelled))
    done = sum(report.embedded.values())
    assert report.cancelled
    assert 0 < done < 20
    assert len(bank.missing(TEXT.id)) == 20 - done
    assert EmbedMissing(bank, embedder)(SPACES).embedded[TEXT.id] == 20 - done
    assert_complete(bank)


def test_pausing_writes_what_is_done_and_waits(bank, every_report):
    control, left = RecordedControl(), []

    def paused():
        if not control.seen or control.seen[-1].done < 6 or len(left) == 4:
            return False
        left.append(len(bank.missing(TEXT.id)))
        return True

    EmbedMissing(bank, FakeEmbedder())(SPACES, JobControl(control.progress, paused=paused))
    assert left == [20, 14, 14, 14]
    assert_complete(bank)


def test_progress_says_rate_and_what_is_left(bank, every_report):
    control = RecordedControl()
    EmbedMissing(bank, FakeEmbedder())(SPACES, JobControl(control.progress, control.cancelled))
    assert control.seen[-1].done == control.seen[-1].total == 40
    assert control.seen[-1].note == "9.0 items/s"
    assert all(one.note.endswith(" s left") for one in control.seen[5:-5])


def test_a_model_that_cannot_work_is_an_error_and_keeps_what_is_written(bank):
    class Dying(FakeEmbedder):
        def _batch(self, waiting, space, on_cut):
            if len(self.read) >= 9:
                raise WorkerUnusable("python", "ends again and again")
            yield from super()._batch(waiting, space, on_cut)

    with pytest.raises(WorkerUnusable):
        EmbedMissing(bank, Dying())(SPACES)
    assert len(bank.missing(TEXT.id)) == 20 - 9
    EmbedMissing(bank, FakeEmbedder())(SPACES)
    assert_complete(bank)


def test_a_vector_of_no_numbers_is_that_items_fault(bank):
    class Overflowing(FakeEmbedder):
        def _batch(self, waiting, space, on_cut):
            for index, outcome in super()._batch(waiting, space, on_cut):
                yield index, outcome * np.float32("nan") if index == 4 else outcome

    report = EmbedMissing(bank, Overflowing())(SPACES[:1])
    assert [one.reason for one in report.skipped] == ["the model answered with a vector that is not of unit length"]
    assert report.embedded == {TEXT.id: 19}


def test_vectors_that_come_while_another_program_fits_keep_their_signatures(bank):
    """A refit reads, then writes: what is added between the two leaves the item's revision as it was."""
    late = bank.keys()[-1]
    space = SPACES[0]
    marks = bank.fingerprints([item.id for item in bank.get([late])])
    (item,) = bank.get([late])

    class Interrupted(VectorSpace):
        def fit(self, payloads):
            statistics = super().fit(payloads)
            bank.add(
                space, [Addition(late, marks[item.id], (space.payload(vector_of(content_of(bank, item, TEXT), TEXT)),))]
            )
            return statistics

    EmbedMissing(bank, FakeEmbedder())([space])
    # As if the last item were still missing when the other program began.
    with bank._connections.writing() as connection:
        number = connection.execute("SELECT number FROM space WHERE name = ?", (space.name,)).fetchall()[0][0]
        connection.execute("DELETE FROM payload WHERE place = ?", (((number << 36) | late) << 12,))
        connection.execute("DELETE FROM signature WHERE space = ? AND item = ?", (number, late))
    bank.refit(Interrupted(TEXT))
    fitted = space.fitted(bank.statistics(space.name)[1])
    (payload,) = bank.payloads(space.name, [late])[0]
    assert bank.nearest(space.name, fitted.probes(payload), 1).tolist() == [late]


KILLED = """
import sys, time
from pathlib import Path
from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.services import embed_missing
from tests.fakes_vectors import BOTH, TEXT, FakeEmbedder

embed_missing.CHUNK = 4
class Slow(FakeEmbedder):
    def _batch(self, waiting, space, on_cut):
        time.sleep(0.002)
        yield from super()._batch(waiting, space, on_cut)
with LocalBank.open(Path(sys.argv[1])) as bank:
    print("started", flush=True)
    embed_missing.EmbedMissing(bank, Slow())((VectorSpace(TEXT), VectorSpace(BOTH)))
    print("finished", flush=True)
"""


def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path):
    """kill -9, again and again, until a run comes through."""
    folder = tmp_path / "bank"
    with LocalBank.create(folder) as bank:
        bank.save([an_entry(item) for item in numbered_items(150)])
    rng = random.Random(4)
    before, kills = 300, 0
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout.readline() == "started\n"
        time.sleep(rng.uniform(0.02, 0.15))
        child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        kills += child.communicate()[0] != "finished\n"
        with LocalBank.open(folder) as bank:
            left = len(bank.missing(TEXT.id)) + len(bank.missing(BOTH.id))
        assert left <= before
        before = left
    assert kills >= 2
    with LocalBank.open(folder) as bank:
        embedder = FakeEmbedder()
        report = EmbedMissing(bank, embedder)(SPACES)
        assert sum(report.embedded.values()) == before
        assert_complete(bank)
