"""Vectors as a channel: never mixed, found by their signs, compared exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.fingerprints.text import TextSpace
from itembank_desktop.core.errors import ModelAway
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Asked, ModelAnswer
from itembank_desktop.core.space import Embedding, EmbeddingSpace, Modality, Pooling, SpacesDiffer
from tests.builders import a_picture
from tests.fakes_vectors import BOTH, TEXT, FakeEmbedder, a_space, vector_of


def units(count, dimension, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_renamed_model_is_the_same_space():
    one, renamed = a_space(model="2B"), a_space(model="my 2B")
    assert one == renamed
    assert one.id == renamed.id
    vector = units(1, one.dimension)[0]
    assert VectorSpace(renamed).vector(VectorSpace(one).payload(vector)) @ vector > 0.999


def test_vectors_of_two_spaces_never_meet():
    mine = VectorSpace(TEXT)
    statistics = mine.fit([mine.payload(row) for row in units(4, 128)])
    (vector,) = units(1, 128)
    for other in (
        a_space(Modality.MULTIMODAL),
        a_space(pooling=Pooling.LAST),
        a_space(revision="other"),
        a_space(dimension=64),
    ):
        theirs = VectorSpace(other)
        foreign = theirs.payload(vector[: other.dimension] / np.linalg.norm(vector[: other.dimension]))
        with pytest.raises(SpacesDiffer):
            mine.fitted(statistics).compare([mine.payload(vector)], [(mine.payload(vector),), (foreign,)])
        with pytest.raises(SpacesDiffer):
            mine.fitted(statistics).compare([foreign], [(mine.payload(vector),)])
        with pytest.raises(SpacesDiffer):
            mine.fitted(statistics).signatures([foreign])
        with pytest.raises(SpacesDiffer):
            mine.fit([foreign])
        with pytest.raises(SpacesDiffer):
            mine.fitted(theirs.fit([]))
        assert theirs.name != mine.name


def test_an_embedding_of_another_space_is_no_answer():
    with pytest.raises(SpacesDiffer):
        VectorSpace(
            TEXT, lambda draft, content, space: ModelAnswer(Embedding(BOTH, vector_of(content, BOTH)), 1)
        ).describe(Content("삼각형"))


def test_only_the_sister_space_hands_vectors_over():
    text, both, last = VectorSpace(TEXT), VectorSpace(BOTH), VectorSpace(a_space(pooling=Pooling.LAST))
    (vector,) = units(1, 128)
    assert both.sister == text.name
    assert text.sister is None
    np.testing.assert_array_equal(both.vector(both.adopted(text.payload(vector))), text.vector(text.payload(vector)))
    for foreign in (last.payload(vector), both.payload(vector)):
        with pytest.raises(SpacesDiffer):
            both.adopted(foreign)
    with pytest.raises(SpacesDiffer):
        text.adopted(both.payload(vector))


def test_a_vector_that_is_none_is_refused():
    space = VectorSpace(TEXT)
    for vector in (np.zeros(128), np.full(128, np.nan), np.ones(128), np.ones(64) / 8):
        with pytest.raises(ValueError, match="vector"):
            space.payload(vector.astype(np.float32))


def test_statistics_say_what_made_them():
    space = VectorSpace(EmbeddingSpace("2B 모델", "ab", Modality.TEXT, Pooling.LAST, "명령", 64))
    statistics = space.fit([space.payload(row) for row in units(5, 64)])
    assert VectorSpace.of(statistics).space == space.space
    assert space.fitted_on(statistics) == 5
    assert VectorSpace.of(TextSpace().fit([])) is None


@given(st.integers(0, 2**31), st.sampled_from([64, 100, 130]))
@settings(max_examples=25, deadline=None)
def test_a_float16_cosine_is_that_of_the_vectors(seed, dimension):
    space = VectorSpace(a_space(dimension=dimension))
    rows = units(6, dimension, seed)
    payloads = [(space.payload(row),) for row in rows]
    fitted = space.fitted(space.fit([payload for (payload,) in payloads]))
    np.testing.assert_allclose(fitted.compare(payloads[0], payloads)[:, 0], np.clip(rows @ rows[0], 0, 1), atol=1e-3)
    assert fitted.signatures([payload for (payload,) in payloads]).shape == (6, space.bits // 8)
    assert space.bits % 64 == 0


def test_the_scan_and_rescoring_find_what_an_exact_search_finds():
    """Sixty neighbours planted in clusters of fifty that share a large common part, as a model's vectors do."""
    rng = np.random.default_rng(5)
    space = VectorSpace(a_space(dimension=512))
    rows = 3 * units(1, 512, 9) + np.repeat(units(60, 512, 8), 50, axis=0) + 0.7 * units(3000, 512)
    rng.shuffle(rows)
    for place in range(60):
        rows[100 + place] = rows[place] + 0.35 * rng.normal(size=512) / 32
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    payloads = [space.payload(row) for row in rows]
    fitted = space.fitted(space.fit(payloads))
    signatures = fitted.signatures(payloads)
    exact = np.argsort(-(rows[:60] @ rows.T), axis=1, kind="stable")[:, 1:11]
    recalled = []
    for place in range(60):
        distances = np.bitwise_count(signatures ^ fitted.probes(payloads[place])).sum(axis=1)
        candidates = np.argsort(distances, kind="stable")[:400]
        scores = fitted.compare([payloads[place]], [(payloads[c],) for c in candidates])[:, 0]
        found = candidates[np.argsort(-scores, kind="stable")]
        assert found[0] == place
        assert found[1] == 100 + place == exact[place, 0]
        recalled.append(len(set(found[1:11]) & set(exact[place])) / 10)
    assert np.mean(recalled) > 0.9


def test_signs_are_taken_around_the_mean():
    """Without centring a common part would give all vectors nearly one signature."""
    rows = units(200, 128) + 3 * units(1, 128, 9)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    space = VectorSpace(TEXT)
    payloads = [space.payload(row) for row in rows]

    def spread(statistics):
        signatures = space.fitted(statistics).signatures(payloads)
        return np.bitwise_count(signatures[0] ^ signatures[1:]).sum(axis=1).mean()

    assert spread(space.fit(payloads)) > 1.5 * spread(space.fit([]))


def test_a_space_asks_only_about_what_it_reads():
    embedder = FakeEmbedder()
    text, both = VectorSpace(TEXT, embedder.ask), VectorSpace(BOTH, embedder.ask)
    drawn = Content(pictures=(a_picture(1),))
    assert text.ask(drawn, "d") == text.ask(Content("  "), "d") == both.ask(Content(answer="3"), "d") == Asked()
    assert len(both.ask(drawn, "d").payloads) == len(text.ask(Content("", ("①",)), "d").payloads) == 1
    assert [(draft, space) for draft, _, space in embedder.asked] == [("d", BOTH), ("d", TEXT)]
    with pytest.raises(ModelAway):
        VectorSpace(TEXT).describe(Content("삼각형"))
