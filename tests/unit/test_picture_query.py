"""Questions with pictures, narrowed: pictures alone, a range of scores, words that push."""

from dataclasses import replace

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.search import Query
from itembank_desktop.services.embed_missing import EmbedMissing
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.neural import Neural
from itembank_desktop.services.push_down import by_meaning, by_words
from itembank_desktop.wiring import finder
from tests.builders import a_bank, a_picture
from tests.fakes import ByteSpace, WordSpace
from tests.fakes_vectors import BOTH, TEXT, FakeEmbedder
from tests.unit.test_find_with_model import BASE


@pytest.fixture(scope="module")
def find(mixed_bank):
    return finder(mixed_bank)


@pytest.fixture(scope="module")
def drawn(mixed_bank):
    """An item of the bank with one figure, and the figure."""
    item = next(one for one in mixed_bank.get(mixed_bank.keys()) if one.id == "GEO-1046")
    (figure, *_) = item.figures
    return item, Picture(mixed_bank.figure(figure.sha256), figure.name)


def test_pictures_alone_are_searched_without_the_words(find, drawn):
    item, picture = drawn
    words = Content("정적분으로 넓이를 구하시오. $\\int_0^1 x^2 dx$", pictures=(picture,))
    alone = find(Query(words, pictures_only=True))
    assert all(hit.channels["text"] is None for hit in alone.hits)
    assert item.id in {hit.item.id for hit in alone.hits[:3]}
    assert alone.hits == find(Query(Content(pictures=(picture,)))).hits
    assert find(Query(words)).hits[0].channels["text"] is not None
    plain = Query(Content("삼각형의 넓이를 구하시오."), pictures_only=True)
    assert find(plain).hits == find(replace(plain, pictures_only=False)).hits, (
        "without a picture there is no such choice"
    )


def test_two_pictures_find_the_items_of_both(find, drawn, mixed_bank):
    item, picture = drawn
    other = next(one for one in mixed_bank.get(mixed_bank.keys()) if one.figures and one.id == "PRB-1643")
    second = Picture(mixed_bank.figure(other.figures[0].sha256))
    found = {hit.item.id for hit in find(Query(Content(pictures=(picture, second)))).hits[:8]}
    assert {item.id, other.id} <= found


def test_words_that_fit_neither_hide_no_item_that_has_one_of_two_pictures(find, drawn, mixed_bank):
    item, picture = drawn
    other = next(one for one in mixed_bank.get(mixed_bank.keys()) if one.id == "PRB-1643")
    second = Picture(mixed_bank.figure(other.figures[0].sha256))
    query = Query(Content("그림을 보고 물음에 답하시오.", pictures=(picture, second)), worthwhile=True)
    hits = find(query).hits
    shown = {hit.item.id: hit for hit in hits}
    assert {item.id, other.id} <= shown.keys()
    assert all(shown[id].score > 0.2 and shown[id].channels["figure"] > 0.99 for id in (item.id, other.id))
    assert len(hits) < query.limit, "what resembles neither is left out still"


def test_a_range_leaves_out_exact_hits_and_lets_the_next_come_up(find, drawn):
    item, picture = drawn
    query = Query(Content(item.stem, item.choices, item.answer, (picture,)), limit=5)
    every = find(replace(query, limit=400)).hits
    points = {hit.item.id: min(99, round(100 * hit.score)) for hit in every}
    most = sorted(set(points.values()))[-3]
    within = find(replace(query, scores=(1, most))).hits
    assert within
    assert [hit.item.id for hit in within] == [hit.item.id for hit in every if 1 <= points[hit.item.id] <= most][:5]
    assert item.id not in {hit.item.id for hit in within}
    assert [hit.rank for hit in within] == list(range(1, len(within) + 1))


def test_the_points_of_a_range_are_those_that_a_card_shows(find, drawn):
    item, picture = drawn
    query = Query(Content(item.stem, item.choices, item.answer, (picture,)))
    assert find(query).hits[0].score > 0.995
    assert find(replace(query, scores=(99, 99))).hits[0].item.id == find(query).hits[0].item.id


def test_words_that_push_let_items_sink_and_leave_their_scores(find, drawn):
    _, picture = drawn
    query = Query(Content(pictures=(picture,)), limit=20)
    plain = find(query).hits
    pushed_words = plain[0].item.stem
    pushed = find(replace(query, push=pushed_words)).hits
    assert pushed[0].item.id != plain[0].item.id
    before = {hit.item.id: (hit.score, hit.verdict) for hit in plain}
    for hit in pushed:
        assert before.get(hit.item.id, (hit.score, hit.verdict)) == (hit.score, hit.verdict)
    assert find(replace(query, push="  ")).hits == plain
    assert find(replace(query, push="쀍쀍쀍")).hits == plain, "what no item says pushes none"


def test_a_word_that_items_hold_pushes_them_though_it_fills_none_of_them(find, drawn):
    _, picture = drawn
    query = Query(Content(pictures=(picture,)))

    def place(hits, id):
        return next((hit.rank for hit in hits if hit.item.id == id), len(hits))

    plain, pushed = find(query).hits, find(replace(query, push="호")).hits
    assert place(plain, "GEO-7530") == 2, "the reworded twin speaks of an arc (호)"
    assert place(pushed, "GEO-7530") > place(pushed, "GEO-6703")


def test_pushing_by_words_takes_the_score_or_the_share_of_words_held():
    measured = np.array([[0.2, 0.9], [0.5, 0.1], [np.nan, np.nan]], np.float32)
    assert by_words(measured, ("text", "text_contained")) == pytest.approx([0.9, 0.5, 0.0])
    assert by_words(measured, ("text", "other")) == pytest.approx([0.2, 0.5, 0.0])


def test_pushing_by_meaning_is_measured_among_the_candidates():
    assert by_meaning(np.array([0.5, 0.7, 0.6, np.nan])) == pytest.approx([0.0, 1.0, 0.0, 0.0])
    assert by_meaning(np.array([0.5, 0.5])) == pytest.approx([0.0, 0.0])
    assert by_meaning(np.array([np.nan])) == pytest.approx([0.0])


def test_a_model_pushes_by_meaning(tmp_path):
    embedder = FakeEmbedder()
    with a_bank(tmp_path / "bank", 30, (WordSpace(), ByteSpace())) as bank:
        EmbedMissing(bank, embedder)((VectorSpace(TEXT), VectorSpace(BOTH)))
        neural = Neural("fake", (VectorSpace(TEXT, embedder.ask), VectorSpace(BOTH, embedder.ask)))
        find = FindDuplicates(bank, (WordSpace(), ByteSpace()), BASE, neural=neural)
        query = Query(Content("확률 문제", pictures=(a_picture(4),)), limit=5)
        plain = find(query).hits
        pushed = find(replace(query, push=plain[0].item.stem))
        assert pushed.hits[0].item.id != plain[0].item.id
        assert pushed.model == "fake"
