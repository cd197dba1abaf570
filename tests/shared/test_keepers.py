"""Several keepers at work in one shared bank: nothing is done twice, nothing is lost, and what was claimed comes free."""

import threading

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.importers.json_bank import JsonBankImporter
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from itembank_desktop.services.embed_missing import EmbedMissing
from itembank_desktop.services.import_items import ImportItems
from tests.builders import a_bank_folder, a_row, an_entry, numbered_items
from tests.fakes import WordSpace
from tests.fakes_vectors import FakeEmbedder

MEANING = EmbeddingSpace("m", "r", Modality.TEXT, Pooling.MEAN, "", 64)
COUNT = 400


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
    spaces = []

    def work(bank):
        space = WordSpace()
        spaces.append(space)
        return ImportItems(bank, (space,), JsonBankImporter())(source)

    with SharedBank.open(shared_place.address(), shared_place.password) as bank:
        bank.refit(WordSpace())
        reports = at_once(shared_place, work)
        assert sum(report.added for report in reports) == COUNT
        assert sum(report.unchanged for report in reports) == COUNT
        assert sum(space.described for space in spaces) == COUNT
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
