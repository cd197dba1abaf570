"""Several keepers at work in one shared bank: nothing is done twice, nothing is lost, and what was claimed comes free."""

import threading
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace

import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.shared import spaces
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.errors import BankBusy
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import Addition
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from itembank_desktop.services.embed_missing import EmbedMissing
from itembank_desktop.services.import_items import ImportItems
from tests.builders import a_bank_folder, a_content, a_row, an_entry, an_item, numbered_items
from tests.fakes import WordSpace
from tests.fakes_vectors import FakeEmbedder, vector_of

MEANING = EmbeddingSpace("m", "r", Modality.TEXT, Pooling.MEAN, "", 64)
COUNT = 400
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def both_behind(place, lock: str, first, second) -> list[BankBusy]:
    """What the server refuses when `first` and then `second` come to wait for what `lock` holds, and it lets go."""
    problems: list[BankBusy] = []

    def run(work):
        try:
            work()
        except BankBusy as problem:
            problems.append(problem)

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second)]
    with place.connect() as held, place.connect() as admin:
        with held.transaction():
            held.execute(lock)
            for number, thread in enumerate(threads, start=1):
                thread.start()
                while admin.execute(WAITING).fetchone() != (number,):
                    pass
        for thread in threads:
            thread.join()
    return problems


def at_once(place, work, count: int = 2) -> list:
    """What `work` gives for each of several keepers, each with a bank object of its own."""
    outcomes, start = [], threading.Barrier(count)

    def keeper():
        with SharedBank.open(place.address(), place.password) as bank:
            bank.chunk = 50
            start.wait()
            outcomes.append(work(bank))

    threads = [threading.Thread(target=keeper) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == count
    return outcomes


def test_two_keepers_import_one_source_and_every_item_is_described_once(shared_place, tmp_path):
    rows = [a_row(f"r{n}", f"서로 다른 문제 {n}") for n in range(COUNT)]
    source = a_bank_folder(tmp_path / "source", rows)
    described = []

    def work(bank):
        space = WordSpace()
        described.append(space)
        return ImportItems(bank, (space,), JsonBankImporter())(source)

    with SharedBank.open(shared_place.address(), shared_place.password) as bank:
        bank.refit(WordSpace())
        reports = at_once(shared_place, work)
        assert sum(report.added for report in reports) == COUNT
        assert sum(report.unchanged for report in reports) == COUNT
        assert sum(space.described for space in described) == COUNT
        assert len(bank.keys()) == COUNT
    with shared_place.connect() as admin:
        assert admin.execute("SELECT items FROM itembank.clock").fetchone() == (COUNT,)
        within = "SELECT count(*), max(rev) <= (SELECT rev FROM itembank.clock) FROM itembank.item"
        assert admin.execute(within).fetchone() == (COUNT, True)
        assert admin.execute("SELECT count(*) FROM itembank.claim").fetchone() == (0,)


def test_two_keepers_embed_one_bank_and_no_item_is_read_twice(shared_place):
    models = []

    def work(bank):
        model = FakeEmbedder()
        models.append(model)
        return EmbedMissing(bank, model)([VectorSpace(MEANING)])

    with SharedBank.open(shared_place.address(), shared_place.password) as bank:
        bank.save([an_entry(item) for item in numbered_items(COUNT)])
        at_once(shared_place, work)
        assert bank.missing(VectorSpace(MEANING).name) == []
    read = [content.stem for model in models for content, _ in model.read]
    assert len(read) == len(set(read)) == COUNT


def test_claims_are_given_back_while_another_keeper_asks_for_them_and_neither_is_cut_off(shared_place):
    one, other = (SharedBank.open(shared_place.address(), shared_place.password) for _ in range(2))
    for name in "cba":  # They lie in the table in the order they were made.
        one.claim("import", [name])

    def giving_back():
        with one:
            pass

    def asking():
        other.claim("import", list("abc"))

    problems = both_behind(shared_place, "SELECT FROM itembank.claim WHERE what = 'b' FOR UPDATE", giving_back, asking)
    other.close()
    assert problems == [], "the server ends one of two that wait for each other"


def test_the_claims_of_a_keeper_that_died_end_by_themselves(shared_place):
    one, other = (SharedBank.open(shared_place.address(), shared_place.password) for _ in range(2))
    assert one.claim("import", ["a", "b"]) == ["a", "b"]
    assert one.claim("import", ["a"]) == ["a"], "one's own claim is prolonged"
    assert other.claim("import", ["b", "c"]) == ["c"]
    assert other.claim("another space", ["b"]) == ["b"]
    one.close()  # As a killed program does: nothing is given back.
    with shared_place.connect() as admin:
        admin.execute("UPDATE itembank.claim SET until = now() - interval '1 second'")
    assert other.claim("import", ["a", "b"]) == ["a", "b"]
    other.close()


@pytest.mark.parametrize("write", ["author saves", "author deletes", "keeper imports"])
def test_an_item_is_written_while_its_vectors_are_fitted_and_neither_is_cut_off(shared_place, write):
    space = VectorSpace(MEANING)
    with SharedBank.open(shared_place.address(), shared_place.password) as bank:
        bank.save([an_entry(item) for item in numbered_items(20)])
        add_vectors(bank, space, bank.keys()[:1])
        bank.refit(space)
        add_vectors(bank, space, bank.keys()[1:])
        id = ItemId("q0")
        base, entry = bank.revisions([id])[id], an_entry(an_item("anders", id))
        work = {
            "author saves": lambda: bank.save_item(entry, base),
            "author deletes": lambda: bank.delete_item(id, base),
            "keeper imports": lambda: bank.save([entry]),
        }[write]

        problems = both_behind(shared_place, "SELECT FROM itembank.clock FOR UPDATE", work, lambda: bank.refit(space))
        assert problems == [], "the server ends one of two that wait for each other"
        assert bank.revisions([id]).get(id) != base


def add_vectors(bank, space, keys):
    items = bank.get(keys)
    marks = bank.fingerprints([item.id for item in items])
    bank.add(space, [
        Addition(key, marks[item.id], (space.payload(vector_of(a_content(item), MEANING)),))
        for key, item in zip(keys, items, strict=True)
    ])  # fmt: skip


class FittedMeanwhile:
    """A server that is asked for its spaces, and at which somebody fits one before the next question."""

    def __init__(self, server, fit):
        self._server = server
        self._fits = [fit]

    @contextmanager
    def lent(self):
        with self._server.lent() as connection:
            yield SimpleNamespace(execute=partial(self._execute, connection))

    def _execute(self, connection, query, *fields, **how):
        answer = connection.execute(query, *fields, **how)
        if query == spaces._KNOWN and self._fits:
            self._fits.pop()()
        return answer


def test_a_space_that_is_fitted_while_it_is_looked_at_is_known_with_its_newest_statistics(shared_place):
    with SharedBank.open(shared_place.address(), shared_place.password) as bank:
        bank.refit(WordSpace())
        table = spaces.SpaceTable(FittedMeanwhile(bank.server, lambda: bank.refit(WordSpace())))
        seen, now = table.known("text"), table.known("text")
        assert (seen.fits, seen.statistics) == (2, bank.statistics("text"))
        assert seen is now
