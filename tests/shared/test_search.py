"""How a shared bank is searched: by its index, never empty behind a filter, and given up when it keeps one waiting."""

import threading

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.shared import search, spaces
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.errors import BankAway
from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import ItemId, fingerprint
from itembank_desktop.core.ports import Addition, Entry, Probe
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from tests.builders import an_item

MEANING = EmbeddingSpace("m", "r", Modality.TEXT, Pooling.MEAN, "", 64)
WIDE = EmbeddingSpace("wide", "r", Modality.TEXT, Pooling.MEAN, "", 4096)
COUNT = 600


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def fill(bank, space, count=COUNT):
    """Items of two units, one in fifty of them rare, each with a vector of its own."""
    made = [an_item(f"문제 {n}", f"v{n}", metadata={"unit": "드문" if n % 50 == 0 else "흔한"}) for n in range(count)]
    bank.save([Entry(item, fingerprint(item)) for item in made])
    vectors = unit(np.random.default_rng(5).normal(size=(count, space.space.dimension)))
    keys = bank.keys()
    bank.add(space, [
        Addition(key, fingerprint(item), (space.payload(vector),))
        for key, item, vector in zip(keys, made, vectors, strict=True)
    ])  # fmt: skip
    bank.refit(space)
    return keys, vectors


def probe(bank, space, vector, count=50):
    fitted = space.fitted(bank.statistics(space.name)[1])
    return {space.name: Probe(fitted.probes(space.payload(vector)), count, vector)}


@pytest.fixture
def bank(shared_place):
    with SharedBank.open(shared_place.address(), shared_place.password) as opened:
        yield opened


def plan(bank, space, vector, filter=EVERYTHING, scans=True):
    """What PostgreSQL would do, without the ways that only pay in a small table."""
    kept = bank._spaces.known(space.name)
    with bank.server.lent() as connection:
        allowed = search._allowed(connection, filter)
        asked = {space.name: search.Asked(kept, probe(bank, space, vector)[space.name])}
        query, values = search._statement(asked, allowed)
        values = {**values, **search._filter_values(filter), "excluded": "", "beside": []}
        connection.execute(f"SET enable_seqscan = {'on' if scans else 'off'}")
        rows = connection.execute(b"EXPLAIN " + query.as_bytes(connection), values).fetchall()
        connection.execute("RESET enable_seqscan")
    return "\n".join(line for (line,) in rows)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("dimensions", [MEANING, WIDE], ids=["halfvec", "signature"])
def test_the_index_is_used_and_every_vector_finds_itself(bank, dimensions):
    space = VectorSpace(dimensions)
    keys, vectors = fill(bank, space, 300 if dimensions is WIDE else COUNT)
    kept = bank._spaces.known(space.name)
    index = f"space_{kept.number}_near"
    assert f"Index Scan using {index}" in plan(bank, space, vectors[0], scans=False)
    for place in range(0, len(keys), 37):
        found = bank.candidates(probe(bank, space, vectors[place]))
        cosines = found.cosines[space.name]
        assert found.keys[np.nanargmax(cosines)] == keys[place]
        assert np.nanmax(cosines) == pytest.approx(1.0, abs=1e-3)


@pytest.fixture
def small_limits(monkeypatch):
    """An index from a hundred rows on, so that a test need not make thousands."""
    monkeypatch.setattr(spaces, "EXACT_VECTORS", 100)
    monkeypatch.setattr(spaces, "EXACT_ROWS", 100)
    monkeypatch.setattr(search, "EXACT_VECTORS", 100)


@pytest.mark.usefixtures("small_limits")
def test_a_filter_never_comes_back_empty_whether_few_or_many_are_let_through(bank):
    space = VectorSpace(MEANING)
    keys, vectors = fill(bank, space)
    rare, common = Filter(unit=("드문",)), Filter(unit=("흔한",))
    few = [key for place, key in enumerate(keys) if place % 50 == 0]
    assert "_near" not in plan(bank, space, vectors[1], rare, scans=False)
    for place in (1, 51, 333):
        asked = probe(bank, space, vectors[place])
        assert sorted(bank.candidates(asked, rare).keys.tolist()) == few
        among = bank.candidates(asked, common)
        exact = [keys[one] for one in np.argsort(-(vectors @ vectors[place])) if one % 50][:10]
        assert set(exact) <= set(among.keys.tolist())
        assert not set(few) & set(among.keys.tolist())
    nothing = bank.candidates(probe(bank, space, vectors[0]), Filter(unit=("없는 단원",)))
    assert len(nothing.keys) == len(nothing.cosines[space.name]) == 0


def test_the_item_that_asks_never_finds_itself(bank):
    space = VectorSpace(MEANING)
    keys, vectors = fill(bank, space, 20)
    found = bank.candidates(probe(bank, space, vectors[3]), excluded=ItemId("v3"))
    assert keys[3] not in found.keys
    assert len(found.keys) == 19


def test_what_another_program_wrote_is_seen_by_the_next_question_but_one(bank, shared_place):
    space = VectorSpace(MEANING)
    _, vectors = fill(bank, space, 20)
    asked = probe(bank, space, vectors[0])
    assert bank.count() == 20
    with SharedBank.open(shared_place.address(), shared_place.password) as other:
        other.save([Entry(an_item("새 문제", "new"), "f")])
        bank.candidates(asked)
        assert bank.count() == 21


def test_a_server_that_keeps_one_waiting_is_given_up_and_asked_again_later(bank, shared_place):
    fill(bank, VectorSpace(MEANING), 20)
    with shared_place.connect("keeper", options="-c search_path=itembank") as blocker:
        blocker.execute("BEGIN")
        blocker.execute("LOCK TABLE item IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(BankAway, match=r"did not answer in 0\.2 s"), bank.patience(0.2):
            bank.find([ItemId("v1")])
        blocker.execute("ROLLBACK")
    with bank.patience(5):
        assert bank.find([ItemId("v1")])


def test_a_server_that_was_started_again_is_simply_asked_again(own_shared_place):
    place = own_shared_place
    with SharedBank.open(place.address(), place.password) as bank:
        bank.save([Entry(an_item(), "f")])
        place.server.kill()
        with pytest.raises(BankAway):
            bank.find([ItemId("q1")])
        place.server.start()
        assert list(bank.find([ItemId("q1")])) == ["q1"]


def test_any_thread_may_ask(bank):
    space = VectorSpace(MEANING)
    keys, vectors = fill(bank, space, 50)
    wrong = []

    def ask(place):
        found = bank.candidates(probe(bank, space, vectors[place], 5))
        if found.keys[np.nanargmax(found.cosines[space.name])] != keys[place]:
            wrong.append(place)

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
