"""The local bank against the world: broken files, full disks, other programs, power cuts."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest

from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.local import FILE_NAME, LocalBank
from itembank_desktop.core.errors import BankBusy, BankDamaged, BankMissing, BankReadOnly, BankTooNew, DiskFull
from itembank_desktop.core.item import Content
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_content
from itembank_desktop.services.import_items import ImportItems
from tests.builders import a_bank, a_bank_folder, a_picture, a_row, an_entry, an_illustrated_item, an_item, png_bytes
from tests.fakes import ByteSpace, WordSpace

ROOT = Path(__file__).parents[2]
SPACES = (WordSpace(), ByteSpace())


@pytest.fixture
def folder(tmp_path):
    """A closed bank of eight items."""
    a_bank(tmp_path / "bank", 8, SPACES).close()
    return tmp_path / "bank"


def python(code: str, *arguments: object, **options) -> subprocess.Popen:
    """A program of its own that can import ours and the tests' helpers."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def output(program: subprocess.Popen) -> str:
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0, err
    return out.strip()


# What is no bank


def test_a_missing_folder_or_file_is_no_bank(tmp_path):
    with pytest.raises(BankMissing, match="import SOURCE"):
        LocalBank.open(tmp_path / "nowhere")
    with pytest.raises(BankMissing):
        LocalBank.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_bank_cannot_be_made_where_a_file_is(tmp_path):
    (tmp_path / "file").write_text("text")
    for place in (tmp_path / "file", tmp_path / "file" / "bank"):
        with pytest.raises(BankReadOnly, match="a file of that name is in the way"):
            LocalBank.create(place)


@pytest.mark.parametrize("content", [b"just some text, no database at all" * 40, b"\x00" * 8192, b""])
def test_a_file_that_is_no_database_is_damaged(tmp_path, content):
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(BankDamaged):
        LocalBank.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / FILE_NAME) as other:
        other.execute("CREATE TABLE notes(text)")
    other.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    for create in (False, True):
        with pytest.raises(BankDamaged, match="no bank"):
            LocalBank.open(tmp_path, create)
    assert (tmp_path / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("share", [0.02, 0.4, 0.95])
def test_a_truncated_bank_is_damaged(folder, share):
    file = folder / FILE_NAME
    os.truncate(file, int(file.stat().st_size * share))
    with pytest.raises(BankDamaged), LocalBank.open(folder) as bank:
        bank.get(bank.keys())


def test_a_bank_with_broken_pages_says_so_when_they_are_read(folder):
    file = folder / FILE_NAME
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    file.write_bytes(data)
    with LocalBank.open(folder) as bank, pytest.raises(BankDamaged):
        bank.get(bank.keys())


def test_a_bank_of_a_newer_version_is_left_untouched(folder):
    with sqlite3.connect(folder / FILE_NAME) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for create in (False, True):
        with pytest.raises(BankTooNew, match="99"):
            LocalBank.open(folder, create)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_a_bank_of_the_first_version_gains_its_verdicts_and_keeps_its_items(folder):
    with sqlite3.connect(folder / FILE_NAME) as older:
        for table in ("verdict", "gone", "origin_fit", "origin", "outbox"):
            older.execute(f"DROP TABLE {table}")
        older.execute("ALTER TABLE item DROP COLUMN shared")
        older.execute("PRAGMA user_version = 1")
    older.close()
    verdict = Verdict(side_of_content(Content("가")), side_of_content(Content("나")), Mark.RELATED, "김", now())
    with LocalBank.open(folder) as bank, LocalBank.open(folder) as another:
        bank.record([verdict])
        assert (another.count(), another.verdicts()) == (8, [verdict])


def test_a_bank_killed_while_it_was_made_is_made_again(tmp_path):
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    connection.pragma("journal_mode", "wal")
    connection.close()
    with pytest.raises(BankDamaged):
        LocalBank.open(tmp_path)
    with LocalBank.create(tmp_path) as bank:
        assert bank.count() == 0


def test_making_a_bank_that_is_there_opens_it(folder):
    with LocalBank.create(folder) as bank:
        assert bank.count() == 8


def test_a_closed_bank_leaves_one_file_that_can_be_carried_away(folder, tmp_path):
    assert sorted(path.name for path in folder.iterdir()) == [FILE_NAME, "figures"]
    shutil.move(folder, tmp_path / "엉뚱한 곳 #1?")
    with LocalBank.open(tmp_path / "엉뚱한 곳 #1?") as bank:
        assert bank.count() == 8


# Figures


def test_a_figure_is_a_file_named_by_its_hash(folder):
    with LocalBank.open(folder) as bank:
        sha256 = a_picture(2).sha256
        assert bank.figure_path(sha256) == folder / "figures" / sha256[:2] / sha256
        assert bank.figure_path(sha256).read_bytes() == png_bytes(2)


def test_a_figure_that_is_there_is_not_written_again_and_one_cut_off_is(folder):
    item, pictures = an_illustrated_item(2, id="again")
    with LocalBank.open(folder) as bank:
        path = bank.figure_path(pictures[0].sha256)
        os.utime(path, ns=(1, 1))
        bank.save([an_entry(item, SPACES, pictures)])
        assert path.stat().st_mtime_ns == 1
        os.truncate(path, 10)
        bank.save([an_entry(item, SPACES, pictures)])
        assert bank.figure(pictures[0].sha256) == pictures[0].data


def test_parts_that_a_killed_import_left_are_swept_when_old(folder):
    parts = folder / "figures" / ".parts"
    parts.mkdir(exist_ok=True)
    for name, age in (("old", 7200), ("young", 60)):
        (parts / name).write_bytes(b"half a figure")
        os.utime(parts / name, (time.time() - age,) * 2)
    item, pictures = an_illustrated_item(50, id="new")
    with LocalBank.open(folder) as bank:
        bank.save([an_entry(item, SPACES, pictures)])
    assert [path.name for path in parts.iterdir()] == ["young"]


# No room, no right, no turn


def test_a_full_disk_leaves_nothing_half_written(folder):
    with LocalBank.open(folder) as bank:
        revision = bank.revision()
        with bank._connections.writing() as writer:
            pages = writer.pragma("page_count")
        writer.pragma("max_page_count", pages + 2)
        large = [an_entry(an_item("가나다라 " * 4000 + str(n), f"large{n}"), SPACES) for n in range(4)]
        with pytest.raises(DiskFull, match="Free some space"):
            bank.save(large)
        assert (bank.count(), bank.revision(), len(bank.keys())) == (8, revision, 8)
        assert bank.find([large[0].item.id]) == {}
        writer.pragma("max_page_count", 1_000_000)
        bank.save(large)
        assert bank.count() == 12


def test_a_disk_too_full_for_a_figure_is_full(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    item, pictures = an_illustrated_item(50, id="new")
    with LocalBank.open(folder) as bank:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            bank.save([an_entry(item, SPACES, pictures)])
        assert bank.count() == 8
        assert not bank.figure_path(pictures[0].sha256).exists()
        assert list((folder / "figures" / ".parts").iterdir()) == []


def let_nobody_in(path: Path) -> None:
    """Pytest's folders are for their owner alone; a program that runs as nobody must pass through them."""
    for parent in (path, *path.parents):
        if parent.stat().st_uid == os.getuid() and not parent.stat().st_mode & stat.S_IXOTH:
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH)


READ_ONLY = """
from pathlib import Path
import os
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankReadOnly
from tests.builders import an_entry, an_item
from tests.fakes import WordSpace
if os.getuid() == 0:  # root may write everywhere: be nobody
    os.setgid(65534)
    os.setuid(65534)
folder, space = Path(sys.argv[1]), WordSpace()
with LocalBank.open(folder) as bank:
    fitted = space.fitted(bank.statistics("text")[1])
    for key in bank.keys():
        ((payload,),) = bank.payloads("text", [key])
        assert bank.nearest("text", fitted.probes(payload), 1).tolist() == [key]
    assert bank.figure(bank.get([1])[0].figures[0].sha256)
    for write in (lambda: bank.save([an_entry(an_item(), [space])]), lambda: bank.refit(space)):
        try:
            write()
        except BankReadOnly as problem:
            assert "write permission" in str(problem)
        else:
            raise SystemExit("it wrote")
try:
    LocalBank.create(folder / "inner")
except BankReadOnly:
    print("read", bank.folder.name)
"""


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs POSIX permissions")
@pytest.mark.parametrize("another_reads", [False, True])
def test_a_bank_that_cannot_be_written_can_be_searched(folder, tmp_path, another_reads):
    let_nobody_in(tmp_path)
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
    try:
        if another_reads and os.getuid() == 0:  # root writes anyway, and leaves the log open beside the file
            with LocalBank.open(folder) as bank:
                bank.save([an_entry(an_item(id="meanwhile"), SPACES)])
                assert output(python(READ_ONLY, folder)) == "read bank"
        else:
            assert output(python(READ_ONLY, folder)) == "read bank"
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


WATCH = """
from pathlib import Path
import os
from itembank_desktop.adapters.stores.local import LocalBank
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with LocalBank.open(Path(sys.argv[1])) as bank:
    print(bank.count(), len(bank.keys()), flush=True)
    for _ in sys.stdin:
        print(bank.count(), len(bank.keys()), flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs POSIX permissions")
def test_a_search_that_cannot_write_sees_what_somebody_else_writes(folder, tmp_path):
    let_nobody_in(tmp_path)
    folder.chmod(0o555)
    watching = python(WATCH, folder, stdin=subprocess.PIPE)

    def seen() -> str:
        watching.stdin.write("\n")
        watching.stdin.flush()
        return watching.stdout.readline()

    assert watching.stdout.readline() == "8 8\n"
    folder.chmod(0o755)
    with LocalBank.open(folder) as bank:
        bank.save([an_entry(an_item(id="new"), SPACES)])
        assert seen() == "9 9\n"
    assert seen() == "9 9\n"
    with LocalBank.open(folder) as bank:
        bank.save([an_entry(an_item(id="newer"), SPACES)])
        assert seen() == "10 10\n"
    watching.communicate(timeout=60)


def test_a_bank_that_another_program_holds_is_busy_and_can_be_read(folder):
    holder = apsw.Connection(str(folder / FILE_NAME))
    holder.execute("BEGIN IMMEDIATE")
    with LocalBank.open(folder, busy_seconds=0.05) as bank:
        with pytest.raises(BankBusy, match="try again"):
            bank.save([an_entry(an_item(), SPACES)])
        assert bank.count() == 8
        holder.execute("ROLLBACK")
        bank.save([an_entry(an_item(id="new"), SPACES)])
        assert bank.count() == 9
    holder.close()


# Several at once

IMPORT = """
from pathlib import Path
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.services.import_items import ImportItems
from tests.fakes import ByteSpace, WordSpace
with LocalBank.create(Path(sys.argv[2])) as bank:
    report = ImportItems(bank, (WordSpace(), ByteSpace()), JsonBankImporter())(Path(sys.argv[1]))
print(report.added)
"""


def a_source(path: Path, count: int, prefix: str = "q") -> Path:
    """Every fourth item with one of sixteen figures."""
    images = {f"f{n}.png": png_bytes(n) for n in range(16)}
    rows = [
        a_row(
            f"{prefix}{n}",
            f"{prefix} 문제 {n}: {n * 7} 더하기 {n * 13}",
            images=[f"f{n % 16}.png"] if n % 4 == 0 else [],
        )
        for n in range(count)
    ]
    return a_bank_folder(path, rows, images)


def assert_sound(bank: LocalBank) -> None:
    """Every item has its figures, and every payload's signature finds its item."""
    keys = bank.keys()
    assert bank.count() == len(keys)
    for item in bank.get(keys):
        for figure in item.figures:
            bank.figure(figure.sha256)
    with bank._connections.reading() as connection:
        assert connection.pragma("integrity_check") == "ok"
        assert connection.pragma("foreign_key_check") is None
        payloads, signatures = connection.execute(
            "SELECT (SELECT count(*) FROM payload), (SELECT count(*) FROM signature)"
        ).fetchone()
    assert payloads == signatures == sum(len(parts) for s in SPACES for parts in bank.payloads(s.name, keys))
    fitted = SPACES[0].fitted(bank.statistics("text")[1])
    for key, (payload,) in zip(keys, bank.payloads("text", keys), strict=True):
        assert bank.nearest("text", fitted.probes(payload), 1).tolist() == [key]


def test_two_programs_make_and_fill_one_bank_at_once(tmp_path):
    sources = [a_source(tmp_path / prefix, 150, prefix) for prefix in ("a", "b")]
    programs = [python(IMPORT, source, tmp_path / "bank") for source in sources]
    assert [output(program) for program in programs] == ["150", "150"]
    with LocalBank.open(tmp_path / "bank") as bank:
        assert bank.count() == 300
        for space in SPACES:
            bank.refit(space)
        assert_sound(bank)


def test_payloads_in_memory_give_way_to_what_another_program_writes(folder):
    with LocalBank.open(folder) as window, LocalBank.open(folder) as other:
        key = window.keys()[0]
        before = window.payloads("text", [key])
        other.save([an_entry(an_item("전혀 다른 문제", window.get([key])[0].id), SPACES)])
        assert window.payloads("text", [key]) == other.payloads("text", [key]) != before


def test_an_open_window_sees_what_another_program_imports(folder, tmp_path):
    with LocalBank.open(folder) as bank:
        fitted = SPACES[0].fitted(bank.statistics("text")[1])
        (probe,) = SPACES[0].describe(Content("r 문제 3: 21 더하기 39"))
        assert len(bank.nearest("text", fitted.probes(probe), 99)) == 8
        assert output(python(IMPORT, a_source(tmp_path / "source", 70, "r"), folder)) == "70"
        assert bank.count() == 78
        fitted = SPACES[0].fitted(bank.statistics("text")[1])
        (key,) = bank.nearest("text", fitted.probes(probe), 1).tolist()
        assert bank.get([key])[0].id == "r3"


def test_a_killed_import_leaves_a_sound_bank_and_is_resumed(tmp_path):
    source, folder = a_source(tmp_path / "source", 600), tmp_path / "bank"
    LocalBank.create(folder).close()
    counts = []
    for _ in range(4):
        program = python(IMPORT, source, folder)
        with LocalBank.open(folder) as bank:
            # Wait until it has written more than was there, then kill it in whatever it is doing.
            before, deadline = bank.count(), time.monotonic() + 30
            while bank.count() < before + 64 and program.poll() is None and time.monotonic() < deadline:
                time.sleep(0.002)
        program.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        program.communicate()
        with LocalBank.open(folder) as bank:
            assert_sound(bank)
            counts.append(bank.count())
    assert counts == sorted(counts)
    assert counts[0] >= 64
    with LocalBank.open(folder) as bank:
        report = ImportItems(bank, SPACES, JsonBankImporter())(source)
        assert (report.unchanged, report.added) == (counts[-1], 600 - counts[-1])
        assert_sound(bank)


def test_threads_search_while_one_imports(tmp_path):
    source = a_source(tmp_path / "source", 400)
    finished = threading.Event()
    with LocalBank.create(tmp_path / "bank") as bank, ThreadPoolExecutor(3) as threads:

        def search() -> int:
            rounds = 0
            while not finished.is_set():
                if statistics := bank.statistics("text"):
                    (probe,) = SPACES[0].describe(Content("q 문제 3: 21 더하기 39"))
                    keys = bank.nearest("text", SPACES[0].fitted(statistics[1]).probes(probe), 50).tolist()
                    assert len(bank.get(keys)) == len(keys) == len(set(keys))
                    assert all(bank.payloads("text", keys))
                    assert len(bank.find(["q1", "q2"])) <= bank.count()
                    rounds += 1
            return rounds

        searching = [threads.submit(search) for _ in range(3)]
        try:
            report = ImportItems(bank, SPACES, JsonBankImporter())(source)
        finally:
            finished.set()
        assert all(search.result() for search in searching)
        assert report.added == bank.count() == 400
        assert_sound(bank)


def test_revisions_grow_with_every_write(folder):
    with LocalBank.open(folder) as bank:
        assert bank.revision() == 8
        bank.save([an_entry(an_item(id="new"), SPACES), an_entry(an_item("새 글", id="q0"), SPACES)])
        assert bank.revision() == 10


def test_what_is_deleted_is_gone_for_every_program_that_has_the_bank_open(folder):
    with LocalBank.open(folder) as bank, LocalBank.open(folder) as watching:
        key = watching.find(["q2"])["q2"]
        ((payload,),) = watching.payloads("text", [key])
        probe = SPACES[0].fitted(watching.statistics("text")[1]).probes(payload)
        assert watching.nearest("text", probe, 1).tolist() == [key]
        assert bank.remove_items(bank.revisions(["q2"])) == []
        assert key not in watching.nearest("text", probe, 99).tolist()
        assert (watching.count(), watching.find(["q2"]), len(watching.keys())) == (7, {}, 7)
        with pytest.raises(KeyError):
            watching.get([key])
        bank.save([an_entry(an_item("다시", "q2"), SPACES)])
        assert watching.find(["q2"])["q2"] > key, "a key is never given twice"
        assert_sound(bank)


def test_an_item_that_has_no_figure_any_more_is_no_candidate_for_one(folder):
    with LocalBank.open(folder) as bank:
        key = bank.find(["q2"])["q2"]
        ((payload,),) = bank.payloads("figure", [key])
        probe = SPACES[1].fitted(bank.statistics("figure")[1]).signatures([payload])
        assert bank.nearest("figure", probe, 1).tolist() == [key]
        bank.save([an_entry(an_item("그림이 없어진 문제", "q2"), SPACES)])
        assert key not in bank.nearest("figure", probe, 99).tolist()


def test_all_items_come_one_by_one_with_their_keys(folder):
    with LocalBank.open(folder) as bank:
        pairs = list(bank.items())
        assert [key for key, _ in pairs] == bank.keys()
        assert [item for _, item in pairs] == bank.get(bank.keys())


def test_an_item_keeps_all_its_signatures_wherever_reading_pauses(tmp_path, monkeypatch):
    space = ByteSpace()
    pictures = [a_picture(seed) for seed in range(15)]
    shared = [pictures[at : at + 5] for at in (0, 5, 10)]
    with LocalBank.create(tmp_path / "bank") as bank:
        for number, own in enumerate(shared):
            item = an_item(id=f"q{number}", figures=tuple(picture.figure for picture in own))
            bank.save([an_entry(item, [space], own)])
    for batch in (1, 3, 7, 8):
        monkeypatch.setattr("itembank_desktop.adapters.stores.index._BATCH", batch)
        with LocalBank.open(tmp_path / "bank") as bank:
            plain = space.fitted(space.fit(()))
            for number, own in enumerate(shared):
                for picture in own:
                    (payload,) = space.describe(Content(pictures=(picture,)))
                    (key,) = bank.nearest("figure", plain.signatures([payload]), 1)
                    assert bank.get([key])[0].id == f"q{number}", (batch, picture.name)


def test_a_closed_bank_opens_nothing_more(folder):
    bank = LocalBank.open(folder)
    bank.close()
    asks = (
        bank.count,
        lambda: bank.statistics("text"),
        bank.keys,
        lambda: bank.save([an_entry(an_item(), SPACES)]),
        lambda: bank.nearest("text", SPACES[0].fitted(SPACES[0].fit(())).signatures([b"a"]), 1),
    )
    for ask in asks:
        with pytest.raises(ValueError, match="closed"):
            ask()
    assert [path.name for path in folder.iterdir() if path.is_file()] == [FILE_NAME]


LET_IN = """
from pathlib import Path
import os
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankReadOnly
from tests.builders import an_entry, an_item
folder = Path(sys.argv[1])
os.chown(folder, 65534, 65534)
os.chown(folder / "bank.sqlite", 65534, 65534)
os.setgid(65534)
os.setuid(65534)
folder.chmod(0o555)
with LocalBank.open(folder) as bank:
    try:
        bank.save([an_entry(an_item(id="early"))])
    except BankReadOnly:
        folder.chmod(0o755)
        bank.save([an_entry(an_item(id="late"))])
        print(bank.count(), sorted(bank.find(["early", "late"])))
"""


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root, to become somebody else")
def test_permission_given_meanwhile_is_enough_to_write(folder, tmp_path):
    let_nobody_in(tmp_path)
    assert output(python(LET_IN, folder)) == "9 ['late']"
