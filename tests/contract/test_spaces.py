"""What every space promises, whatever it describes. A new space joins by one more Case."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.adapters.fingerprints.figure import FigureSpace
from itembank_desktop.adapters.fingerprints.numbers import NumbersSpace
from itembank_desktop.adapters.fingerprints.text import TextSpace
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.ports import Space
from itembank_desktop.core.space import EmbeddingSpace
from tests.changes.drawings import FIGURES
from tests.changes.figures import encoded
from tests.fakes_vectors import BOTH, TEXT, FakeEmbedder


@dataclass(frozen=True)
class Case:
    """A space, at least six contents unlike one another that it can describe, and some it has nothing for."""

    space: Callable[[], Space]
    contents: Callable[[], list[Content]]
    nothing: Callable[[], list[Content]]


STEMS = (
    r"삼각형 $ABC$에서 $\overline{AB}=4$, $\overline{BC}=5$, $\angle B=60^\circ$일 때, 넓이를 구하시오.",
    r"이차함수 $y=x^2-6x+11$의 그래프의 꼭짓점의 좌표를 구하시오.",
    "주머니에 흰 공 3개와 검은 공 7개가 들어 있다. 공을 두 개 꺼낼 때, 모두 검은 공일 확률은?",
    r"등차수열 $\{a_n\}$에서 $a_3=8$, $a_{10}=29$일 때, 첫째항과 공차를 구하시오.",
    r"부등식 $\log_{2}(x-1) \le 3$을 만족시키는 정수 $x$의 개수는?",
    "농도가 12%인 소금물 250 g에 물 50 g을 넣으면 농도는 몇 %가 되는가?",
    "A train covers 240 km in 3 hours. What is its average speed in metres per second?",
)


def _texts() -> list[Content]:
    return [Content(stem, ("1", "2", "3"), "②") for stem in STEMS]


def _pictures() -> list[Content]:
    return [Content(pictures=(Picture(encoded(image), name),)) for name, image in FIGURES.items()]


def _vectors(space: EmbeddingSpace) -> VectorSpace:
    return VectorSpace(space, FakeEmbedder().ask)


CASES = {
    "text": Case(TextSpace, _texts, lambda: [Content(), Content("  \n "), Content("<image1>")]),
    "numbers": Case(NumbersSpace, _texts, lambda: [Content(), Content("넓이를 구하시오."), Content("[4점]")]),
    "text vectors": Case(
        lambda: _vectors(TEXT),
        _texts,
        lambda: [Content(), Content(" \n "), *_pictures()],
    ),
    "multimodal vectors": Case(lambda: _vectors(BOTH), lambda: [*_texts(), *_pictures()], lambda: [Content()]),
    "figure": Case(FigureSpace, _pictures, lambda: [Content(), Content(STEMS[0], ("1", "2"), "①")]),
}


@pytest.fixture(params=CASES.values(), ids=CASES.keys())
def case(request) -> Case:
    return request.param


@pytest.fixture
def space(case) -> Space:
    return case.space()


@pytest.fixture
def described(case, space) -> list[tuple[bytes, ...]]:
    return [space.describe(content) for content in case.contents()]


@pytest.fixture
def fitted(space, described):
    return space.fitted(space.fit([part for parts in described for part in parts]))


def test_says_who_it_is(space):
    assert space.name
    assert space.revision
    assert space.bits % 64 == 0
    assert len(set(space.measures)) == len(space.measures)


def test_describes_the_same_content_by_the_same_bytes(case, space, described):
    assert all(described)
    assert [case.space().describe(content) for content in case.contents()] == described


def test_has_no_payload_for_what_says_nothing(case, space):
    assert [space.describe(content) for content in case.nothing()] == [()] * len(case.nothing())


def test_a_content_is_closest_to_itself(described, fitted):
    for place, asked in enumerate(described):
        scores = fitted.compare(asked, described)
        assert int(np.nanargmax(scores[:, 0])) == place
        assert scores[place, 0] == pytest.approx(1.0, abs=0.01)


def test_scores_are_one_row_a_candidate_in_zero_to_one(space, described, fitted):
    scores = fitted.compare(described[0], described)
    assert scores.shape == (len(described), len(space.measures))
    assert scores.dtype == np.float32
    assert np.all((scores[:, 0] >= 0) & (scores[:, 0] <= 1.001))


def test_absent_is_not_unlike(described, fitted):
    scores = fitted.compare(described[0], [(), described[1], ()])
    assert np.isnan(scores[[0, 2]]).all()
    assert np.isfinite(scores[1, 0])
    assert np.isnan(fitted.compare((), described)).all()
    assert fitted.compare(described[0], []).shape[0] == 0


def test_candidates_do_not_change_one_another(described, fitted):
    together = fitted.compare(described[0], described)
    alone = np.concatenate([fitted.compare(described[0], [parts]) for parts in described])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_signatures_are_packed_bits_that_find_their_own_payload(space, described, fitted):
    parts = [part for parts in described for part in parts]
    signatures = fitted.signatures(parts)
    assert signatures.shape == (len(parts), space.bits // 8)
    assert signatures.dtype == np.uint8
    for place, part in enumerate(parts):
        distances = np.bitwise_count(fitted.probes(part)[:, None] ^ signatures[None]).sum(axis=2).min(axis=0)
        assert distances[place] == 0
        assert np.flatnonzero(distances == 0).tolist() == [place]
    assert fitted.signatures([]).shape == (0, space.bits // 8)


def test_statistics_survive_storage_and_do_not_depend_on_the_order(space, described):
    parts = [part for parts in described for part in parts]
    statistics = space.fit(iter(parts))
    assert space.fit(iter(parts)) == statistics
    one, other = (
        space.fitted(given).compare(described[0], described) for given in (statistics, space.fit(parts[::-1]))
    )
    np.testing.assert_allclose(one, other, atol=1e-3)


@pytest.mark.parametrize("size", [0, 1])
def test_works_on_a_bank_of_none_or_one(space, described, size):
    fitted = space.fitted(space.fit([parts[0] for parts in described[:size]]))
    assert fitted.compare(described[0], described[:1])[0, 0] == pytest.approx(1.0, abs=0.01)
    assert len(fitted.probes(described[0][0])) >= 1
