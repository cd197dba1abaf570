"""The real `sync` command killed in whatever it is doing, and a client that follows six writers."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from itembank_desktop.adapters.stores.local import FILE_NAME, LocalBank
from itembank_desktop.cli.sync import follower
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.outbox import ItemSave, Written
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_item
from itembank_desktop.services.write_shared import WriteShared
from itembank_desktop.wiring import fingerprint_spaces
from tests.builders import a_picture, an_item, numbered_items
from tests.following import assert_same, assert_sound, entries_for, entry_for, open_shared

ROOT = Path(__file__).parents[2]
KILLS = 15
WRITERS, WRITES = 6, 20
SPACES = fingerprint_spaces()
TEXT_ONLY = tuple(space for space in SPACES if space.name != "figure")


def fill(shared, count: int, start: int = 0) -> None:
    """Real items of all channels, and three with figures, which take long to describe."""
    shared.save(entries_for(shared, numbered_items(count, start), SPACES))
    drawn = []
    for number in range(3):
        picture = a_picture(number)
        drawn.append(
            entry_for(shared, an_item("그림", f"drawn{start + number}", figures=(picture.figure,)), (picture,), SPACES)
        )
    shared.save(drawn)


def a_sync(place, folder: Path) -> subprocess.Popen:
    """The command in a process of its own, as an author would start it; small chunks make more moments to kill it in."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from itembank_desktop.services import sync_bank\n"
        "from itembank_desktop.cli import Screens, run\n"
        "sync_bank.SyncBank.__init__.__defaults__ = (20,)\n"
        f"raise SystemExit(run(['sync', '--bank', {str(folder)!r}, '--from', {place.address('reader').url!r}], "
        "Screens(print, print, print)))"
    )
    env = {**os.environ, "PGPASSWORD": place.password, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    return subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def written(folder: Path) -> int:
    """Changes with every chunk that a pull writes."""
    try:
        return (folder / f"{FILE_NAME}-wal").stat().st_size
    except FileNotFoundError:  # Not yet, or gone between two looks: it goes when the last connection is closed.
        return 0


def test_a_pull_killed_fifteen_times_never_leaves_half_a_copy(shared_place, tmp_path):
    folder = tmp_path / "copy"
    rng = random.Random(3)
    with open_shared(shared_place) as shared:
        for space in SPACES:
            shared.refit(space)
        fill(shared, 400)
        cursors, killed = [], 0
        for step in range(KILLS):
            program = a_sync(shared_place, folder)
            before, patience = written(folder), time.monotonic() + 30
            while written(folder) == before and program.poll() is None and time.monotonic() < patience:
                time.sleep(0.001)
            time.sleep(rng.random() * 0.05)
            program.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            _, err = program.communicate()
            assert b"Traceback" not in err, err.decode()
            killed += program.returncode < 0
            with LocalBank.open(folder, create=True) as local:  # it may have been killed while the file was made
                assert_sound(local, SPACES)
                cursors.append(local.copy.origin().cursor if local.copy.origin() else 0)
            # Every few kills something is changed, deleted and fitted anew, so that those are cut into as well.
            fill(shared, 40, start=400 + 40 * step)
            if step % 5 == 4:
                shared.delete_item(ItemId(f"q{step}"), shared.revisions([ItemId(f"q{step}")])[f"q{step}"])
                shared.refit(SPACES[0])
        assert killed >= 10, "most were killed before they had ended"
        assert cursors == sorted(cursors)
        assert len(set(cursors)) >= 8, "they were killed at different places"
        program = a_sync(shared_place, folder)
        out, err = program.communicate(timeout=60)
        assert program.returncode == 0, err.decode()
        assert b"items" in out
        with LocalBank.open(folder) as local:
            assert_same(shared, local, SPACES)


def test_a_client_that_follows_six_writers_misses_nothing(shared_place, tmp_path):
    with open_shared(shared_place) as shared, LocalBank.create(tmp_path / "copy") as local:
        for space in SPACES:
            shared.refit(space)
        ended, turns = threading.Event(), []
        with open_shared(shared_place, "author") as author, ThreadPoolExecutor(WRITERS + 1) as threads:
            follow = follower(author, local)
            following = threads.submit(follow, JobControl(cancelled=ended.is_set), turns.append, 0.2)
            saved = [threads.submit(write, shared_place, number) for number in range(WRITERS)]
            counts = [one.result() for one in saved]
            ended.set()
            following.result()
        assert [turn.problem for turn in turns if turn.problem] == []
        assert counts == [WRITES] * WRITERS
        assert len(turns) > 1, "it pulled while they wrote"
        with open_shared(shared_place, "author") as author:
            assert follower(author, local).turn(JobControl()).problem is None
        assert local.count() == WRITERS * WRITES * 3 // 4
        assert_same(shared, local, SPACES)


def write(place, number: int) -> int:
    """New items, items written again, items deleted and verdicts, each in its own transaction; how many."""
    rng = random.Random(number)
    with open_shared(place, "author" if number % 2 else "author2") as bank:
        writer = WriteShared(bank, TEXT_ONLY)
        done = 0
        for step in range(WRITES):
            item = an_item(f"{number}번 저자의 {step}번째 문항: ${step}x+{number}=0$의 해", f"w{number}-{step}")
            result = writer.write(ItemSave(item))
            assert isinstance(result, Written)
            if step % 4 == 1:
                assert bank.delete_item(item.id, result.revision)
            elif step % 4 == 2:
                again = an_item(item.stem + "를 모두", item.id)
                assert isinstance(writer.write(ItemSave(again, result.revision)), Written)
            bank.record([Verdict(side_of_item(item), side_of_item(an_item(id="x")), Mark.RELATED, "김", now())])
            time.sleep(rng.random() * 0.005)
            done += 1
        return done
