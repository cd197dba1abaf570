"""Imports: what goes in, what is skipped, what is left out and why; stopped and started again."""

import csv
from dataclasses import replace
from itertools import count

import pytest

from itembank_desktop import wiring
from itembank_desktop.adapters.describing import DescribingPool
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import BankOutdated, DiskFull, UnreadableSource
from itembank_desktop.core.ports import JobControl, Rejected
from itembank_desktop.services.import_items import ImportItems, ImportReport
from tests.builders import a_bank_folder, a_picture, a_row, png_bytes
from tests.fakes import ByteSpace, RecordedControl, WordSpace


class Reads(JsonBankImporter):
    """Lets a picture through that only the space finds unreadable."""

    def read(self, path):
        for row in super().read(path):
            if getattr(row, "pictures", ()):
                object.__setattr__(row.pictures[0], "data", b"broken")
            yield row


@pytest.fixture
def bank(tmp_path):
    with LocalBank.create(tmp_path / "bank") as opened:
        yield opened


@pytest.fixture
def spaces():
    return WordSpace(), ByteSpace()


@pytest.fixture
def importing(bank, spaces):
    return ImportItems(bank, spaces, JsonBankImporter())


def rows(count, start=0):
    return [a_row(f"q{n}", f"문제 {n}: {n * 7} 더하기 {n * 13}") for n in range(start, start + count)]


def control_of(recorded):
    return JobControl(recorded.progress, recorded.cancelled)


def found(bank, space):
    """The best hit of every item's own payload."""
    fitted = space.fitted(bank.statistics(space.name)[1])
    payloads = bank.payloads(space.name, bank.keys())
    return [bank.nearest(space.name, fitted.probes(parts[0]), 1).tolist() for parts in payloads]


def test_new_changed_and_unchanged_rows_are_told_apart(tmp_path, bank, importing):
    first = importing(a_bank_folder(tmp_path / "source", rows(3)))
    assert (first.added, first.changed, first.unchanged, first.rejected) == (3, 0, 0, ())
    again = importing(a_bank_folder(tmp_path / "source", [*rows(2), a_row("q2", "고친 문제"), a_row("q3", "새 문제")]))
    assert (again.added, again.changed, again.unchanged) == (1, 1, 2)
    assert [item.stem for _, item in bank.items()][2:] == ["고친 문제", "새 문제"]
    assert not again.cancelled
    assert again.seconds > 0


def test_what_has_not_changed_is_not_described_again(tmp_path, spaces, importing):
    source = a_bank_folder(tmp_path / "source", rows(5))
    importing(source)
    described = spaces[0].described
    importing(source)
    assert spaces[0].described == described == 5


def test_a_figure_alone_changed_is_a_change(tmp_path, bank, importing):
    row = a_row("q1", images=["f.png"])
    importing(a_bank_folder(tmp_path / "source", [row], {"f.png": png_bytes(1)}))
    report = importing(a_bank_folder(tmp_path / "source", [row], {"f.png": png_bytes(2)}))
    assert (report.changed, report.unchanged) == (1, 0)
    (item,) = bank.get(bank.keys())
    assert bank.figure(item.figures[0].sha256) == a_picture(2).data


def test_a_figure_lost_from_the_bank_comes_back_with_its_source(tmp_path, bank, importing):
    picture = a_picture(1)
    source = a_bank_folder(tmp_path / "source", [a_row("q1", images=["f.png"]), *rows(1)], {"f.png": picture.data})
    importing(source)
    assert importing(source).unchanged == 2
    (bank.folder / "figures" / picture.sha256[:2] / picture.sha256).unlink()
    report = importing(source)
    assert (report.changed, report.unchanged) == (1, 1)
    assert bank.figure(picture.sha256) == picture.data


def test_rejected_rows_keep_their_line_and_the_others_go_in(tmp_path, bank, spaces):
    source = a_bank_folder(
        tmp_path / "source",
        [a_row("a"), b"{", a_row("b", images=["f.png"]), a_row("c", images=["gone.png"]), a_row("d")],
        {"f.png": png_bytes(1)},
    )
    report = ImportItems(bank, spaces, Reads())(source)
    assert report.added == bank.count() == 2
    assert [(row.line, row.id) for row in report.rejected] == [(2, ""), (3, "b"), (4, "c")]
    assert report.rejected[1].reason == 'the figure "f.png" cannot be used: the file is damaged'


def test_the_report_is_a_table_for_spreadsheets(tmp_path):
    report = ImportReport(rejected=(Rejected(3, '그림 "a,b.png"', "q1"), Rejected(5, "it has no id", "=1+1")))
    report.write_csv(tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as table:
        assert list(csv.reader(table)) == [
            ["line", "id", "reason"],
            ["3", "q1", '그림 "a,b.png"'],
            ["5", "'=1+1", "it has no id"],
        ]


def test_every_item_is_found_by_its_own_signature_after_one_import(tmp_path, bank, spaces, importing):
    importing(a_bank_folder(tmp_path / "source", rows(2 * LocalBank.chunk + 9)))
    assert found(bank, spaces[0]) == [[key] for key in bank.keys()]  # noqa: SIM118 - a bank is no dict


def test_progress_ends_at_all_rows_and_never_goes_back(tmp_path, importing):
    recorded = RecordedControl()
    importing(a_bank_folder(tmp_path / "source", [*rows(LocalBank.chunk + 5), b"{"]), control_of(recorded))
    done = [progress.done for progress in recorded.seen]
    assert done == sorted(done)
    assert {progress.total for progress in recorded.seen} == {LocalBank.chunk + 6}
    assert done[-1] == LocalBank.chunk + 6


def test_a_cancelled_import_keeps_its_chunks_and_goes_on_where_it_stopped(tmp_path, bank, spaces, importing):
    source = a_bank_folder(tmp_path / "source", rows(3 * LocalBank.chunk))
    stopped = importing(source, control_of(RecordedControl(cancel_after=1)))
    assert stopped.cancelled
    assert stopped.added == bank.count() == LocalBank.chunk
    described = spaces[0].described
    resumed = importing(source)
    assert not resumed.cancelled
    assert (resumed.unchanged, resumed.added) == (LocalBank.chunk, 2 * LocalBank.chunk)
    assert spaces[0].described - described == 2 * LocalBank.chunk
    assert found(bank, spaces[0]) == [[key] for key in bank.keys()]  # noqa: SIM118 - a bank is no dict


def test_a_full_disk_keeps_the_finished_chunks_and_the_next_import_goes_on(tmp_path, bank, spaces):
    class Filling(LocalBank):
        saves = 0

        def save(self, entries):
            self.saves += 1
            if self.saves == 2:
                raise DiskFull("bank", "no space is left")
            super().save(entries)

    source = a_bank_folder(tmp_path / "source", rows(2 * LocalBank.chunk))
    with Filling.open(tmp_path / "bank") as filling, pytest.raises(DiskFull):
        ImportItems(filling, spaces, JsonBankImporter())(source)
    assert bank.count() == LocalBank.chunk
    report = ImportItems(bank, spaces, JsonBankImporter())(source)
    assert (report.unchanged, report.added) == (LocalBank.chunk, LocalBank.chunk)


def test_a_bank_of_another_revision_is_left_alone(tmp_path, bank, importing):
    source = a_bank_folder(tmp_path / "source", rows(3))
    importing(source)
    with pytest.raises(BankOutdated, match="describe --bank"):
        ImportItems(bank, (WordSpace("words-2"),), JsonBankImporter())(source)
    assert bank.statistics("text")[0] == "words-1"


def test_a_missing_source_makes_no_changes(tmp_path, bank, importing):
    with pytest.raises(UnreadableSource):
        importing(tmp_path / "nowhere")
    assert bank.statistics("text") is None


def test_an_empty_source_is_an_empty_report(tmp_path, importing):
    report = importing(a_bank_folder(tmp_path / "source", []))
    assert (report.added, report.changed, report.unchanged, report.rejected, report.cancelled) == (0, 0, 0, (), False)


def test_what_was_made_in_one_go_is_fitted_on_nearly_all_of_it(tmp_path, bank, spaces, importing):
    importing(a_bank_folder(tmp_path / "source", rows(LocalBank.chunk + LocalBank.chunk // 2)))
    assert not bank.needs_refit(spaces[0], 1.05)
    importing(a_bank_folder(tmp_path / "more", rows(LocalBank.chunk // 4, start=1000)))
    assert not bank.needs_refit(spaces[0], 1.05)


def word_and_byte():
    return WordSpace(), ByteSpace()


@pytest.fixture
def pool():
    with DescribingPool(word_and_byte, processes=2) as describe:
        yield describe


def banked(bank, spaces):
    """Everything an import leaves, row by row."""
    keys = bank.keys()
    return bank.get(keys), *(bank.payloads(space.name, keys) for space in spaces)


def test_several_processes_leave_the_same_bank_as_one(tmp_path, bank, spaces, importing, pool):
    lines = [*rows(150), a_row("q3", "같은 이름으로 다시"), b"{", *rows(40, start=200), *rows(2)]
    pictures = {"p.png": png_bytes()}
    lines.append(a_row("figure", "그림 문제", images=["p.png"]))
    source = a_bank_folder(tmp_path / "source", lines, pictures)
    one = importing(source)
    with LocalBank.create(tmp_path / "wide") as wide:
        several = ImportItems(wide, spaces, JsonBankImporter(), pool)(source)
        assert banked(wide, spaces) == banked(bank, spaces)
    assert replace(several, seconds=0) == replace(one, seconds=0)


def test_a_figure_that_another_process_cannot_read_rejects_its_row(tmp_path, bank, spaces, pool):
    source = a_bank_folder(tmp_path / "source", [a_row("a"), a_row("b", images=["f.png"])], {"f.png": png_bytes(1)})
    report = ImportItems(bank, spaces, Reads(), pool)(source)
    assert (report.added, [row.id for row in report.rejected]) == (1, ["b"])
    assert "cannot be used" in report.rejected[0].reason


def test_a_cancelled_import_of_several_processes_goes_on_where_it_stopped(tmp_path, bank, spaces, pool):
    source = a_bank_folder(tmp_path / "source", rows(300))
    asked = count(1)
    control = JobControl(cancelled=lambda: next(asked) >= 3)
    stopped = ImportItems(bank, spaces, JsonBankImporter(), pool)(source, control)
    assert stopped.cancelled
    assert stopped.added == bank.count()
    assert 0 < bank.count() < 300
    again = ImportItems(bank, spaces, JsonBankImporter(), pool)(source)
    assert (again.added, again.unchanged) == (300 - stopped.added, stopped.added)
    assert bank.count() == 300


def test_a_long_source_is_described_by_several_processes_as_by_one(tmp_path, bank, monkeypatch):
    monkeypatch.setattr(wiring, "_WORTH_PROCESSES", 10)
    picture = png_bytes(1)
    lines = [*rows(80), a_row("figure", "그림 문제", images=["f.png"])]
    source = a_bank_folder(tmp_path / "source", lines, {"f.png": picture})
    real = wiring.fingerprint_spaces()
    with wiring.wide_import(bank, JsonBankImporter(), source, processes=2) as importing:
        assert importing(source).added == 81
    with LocalBank.create(tmp_path / "one") as one:
        wiring.item_import(one)(source)
        assert banked(one, real) == banked(bank, real)
