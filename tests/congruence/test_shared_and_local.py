"""The same question to a shared bank and to a local one: the same ids and scores, ties in any order."""

import random

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.adapters.stores.shared.bank import SharedBank
from itembank_desktop.core.filters import Filter
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.model import ModelAnswer
from itembank_desktop.core.ports import Addition, Bank, Description, Entry
from itembank_desktop.core.resemblance import Calibration, Model, kind_of
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.core.space import Embedding, EmbeddingSpace, Modality, Pooling
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.neural import Neural
from itembank_desktop.wiring import fingerprint_calibration, fingerprint_spaces
from tests.fakes_vectors import vector_of

MEANING = EmbeddingSpace("m", "r", Modality.TEXT, Pooling.MEAN, "", 192)
NEAR = 1e-3
DEEP = 10


def embed(_draft, content, space) -> ModelAnswer:
    return ModelAnswer(Embedding(space, vector_of(content, space)), 1)


def content_of_item(bank: Bank, item) -> Content:
    pictures = tuple(Picture(bank.figure(f.sha256), f.name, f.place, f.sha256) for f in item.figures)
    return Content(item.stem, item.choices, item.answer, pictures)


def entries_of(source: LocalBank) -> list[Entry]:
    """Everything a local bank holds, with what its spaces say of it."""
    keys = source.keys()
    items = source.get(keys)
    marks = source.fingerprints([item.id for item in items])
    said = {}
    for space in fingerprint_spaces():
        fitted = space.fitted(source.statistics(space.name)[1])
        payloads = source.payloads(space.name, keys)
        said[space.name] = [Description(parts, fitted.signatures(parts)) for parts in payloads]
    units = ("함수", "도형", "확률")
    entries = []
    for place, item in enumerate(items):
        pictures = content_of_item(source, item).pictures
        described = {name: one[place] for name, one in said.items()}
        # Every unit a third of the items: a filter must have something to let through.
        item = type(item)(item.id, item.subject, item.stem, item.choices, item.answer, item.explanation, item.figures,
                          {**item.metadata, "unit": units[place % 3]})  # fmt: skip
        entries.append(Entry(item, marks[item.id], pictures, described))
    return entries


@pytest.fixture(scope="module")
def both(postgres, mixed_bank, tmp_path_factory):
    """A local and a shared bank of the same items and vectors, and the items."""
    from tests.postgres import fresh_bank

    entries = entries_of(mixed_bank)
    space = VectorSpace(MEANING, embed)
    with (
        fresh_bank(postgres) as place,
        SharedBank.open(place.address(), place.password) as shared,
        LocalBank.create(tmp_path_factory.mktemp("same") / "bank") as local,
    ):
        for bank in (local, shared):
            bank.save(entries)
            for one in fingerprint_spaces():
                bank.refit(one)
            contents = [content_of_item(bank, item) for item in bank.get(bank.keys())]
            bank.add(space, [
                Addition(key, entry.fingerprint, space.describe(content))
                for key, entry, content in zip(bank.keys(), entries, contents, strict=True) if space.reads(content)
            ])  # fmt: skip
            bank.refit(space)
        yield local, shared, [entry.item for entry in entries]


def weighed_with_meaning(plain: Calibration) -> Calibration:
    """The shipped weights with the model's channel beside them."""
    (channel,) = VectorSpace(MEANING).measures
    models = {}
    for kind, model in plain.models.items():
        weights = np.column_stack([model.weights, np.array([1.5, 0.5, -0.5, -1.5])])
        models[kind_of((*kind.split("+"), channel))] = Model((*model.terms, channel), weights, model.cuts, model.floor)
    return Calibration("test", {}, models)


def finders(both, neural: bool) -> list[FindDuplicates]:
    spaces, calibration = fingerprint_spaces(), fingerprint_calibration()
    space = VectorSpace(MEANING, embed)
    with_model = Neural("m", (space,), weighed_with_meaning(calibration)) if neural else None
    return [FindDuplicates(bank, spaces, calibration, neural=with_model) for bank in both[:2]]


def questions(bank: Bank, items, count: int, seed: int):
    """Items as they are, with words left out, and with figures alone."""
    rng = random.Random(seed)
    for number in range(count):
        item = rng.choice(items)
        content = content_of_item(bank, item)
        kind = number % 3
        if kind == 1:
            words = content.stem.split()
            content = Content(" ".join(word for word in words if rng.random() < 0.7), content.choices)
        elif kind == 2 and content.pictures:
            content = Content(pictures=content.pictures)
        yield Query(content, 20, item.id if number % 2 else None)


def assert_alike(one: Answer, other: Answer) -> None:
    """The same items in the same order, but for those whose scores tie."""
    assert one.searched == other.searched
    assert one.calibrated == other.calibrated
    scores = {hit.item.id: hit.score for hit in one.hits}
    again = {hit.item.id: hit.score for hit in other.hits}
    last = min(min(scores.values(), default=0), min(again.values(), default=0))
    for mine, theirs in ((scores, again), (again, scores)):
        for item, score in mine.items():
            # What one lacks can only have been cut off among equals.
            assert score == pytest.approx(theirs.get(item, last), abs=NEAR)
    for here, there in zip(one.hits[:DEEP], other.hits[:DEEP], strict=True):
        assert here.score == pytest.approx(there.score, abs=NEAR)


def test_three_hundred_questions_by_fingerprints_are_answered_alike(both):
    local, shared = finders(both, neural=False)
    for query in questions(both[0], both[2], 300, seed=4):
        assert_alike(local(query), shared(query))


def test_questions_to_a_model_too_are_answered_alike(both):
    local, shared = finders(both, neural=True)
    for query in questions(both[0], both[2], 60, seed=5):
        answers = local(query), shared(query)
        assert {answer.finder for answer in answers} <= {"ensemble", "fingerprints"}
        assert_alike(*answers)


def test_filtered_questions_are_answered_alike_and_only_by_what_is_let_through(both):
    local, shared = finders(both, neural=True)
    subject = both[2][0].subject
    filters = (Filter(unit=("도형",)), Filter(subject=(subject,)), Filter(with_figure=True, unit=("함수", "확률")))
    for number, query in enumerate(questions(both[0], both[2], 45, seed=6)):
        query = Query(query.content, 20, filter=filters[number % 3])
        answers = local(query), shared(query)
        assert answers[0].hits
        assert all(query.filter.matches(hit.item) for answer in answers for hit in answer.hits)
        assert_alike(*answers)
