from dataclasses import replace

import numpy as np
import pytest

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.errors import ModelAway, UnreadableFigure
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.model import PairScores
from itembank_desktop.core.rerank import Reranking, RerankWish, wish_from_json, wish_to_json
from itembank_desktop.core.runs import Run
from itembank_desktop.core.search import Answer, Query, Stage
from itembank_desktop.services.rerank import Reranked, RerankHits, RerankSettings
from tests.builders import a_picture, an_entry, an_illustrated_item, an_item
from tests.fakes_ui import a_hit

BASE = Run("base", "how", {ItemId("q"): ((ItemId("a"), 9.0), (ItemId("b"), 8.0), (ItemId("c"), 7.0))})


def by_length(query, documents, instruction):
    """Longer stems first; an item with a picture best of all."""
    return PairScores(np.array([1.0 if one.pictures else len(one.stem) / 100 for one in documents], np.float32))


def a_reranked(folder, score=by_length, base=BASE, **settings):
    bank = LocalBank.create(folder)
    illustrated, pictures = an_illustrated_item(3, id="c")
    bank.save([
        an_entry(an_item("질문", "q", answer="3")),
        an_entry(an_item("짧다", "a")),
        an_entry(an_item("훨씬 더 긴 문항", "b")),
        an_entry(illustrated, (), pictures),
    ])  # fmt: skip
    return bank, Reranked(bank, base, score, RerankSettings("model", **settings))


def order(answers):
    return [[item for item, _ in scored] for scored in answers]


def test_the_first_items_are_ordered_anew_and_the_rest_stays_behind(tmp_path):
    bank, ranker = a_reranked(tmp_path, top=2, shares=(1.0, 0.0))
    assert order(ranker.answer(ItemId("q"))) == [["b", "a", "c"], ["a", "b", "c"]]
    assert ranker.names == ("base + model 1", "base + model 0")
    bank.close()


def test_what_scores_below_the_threshold_goes_behind(tmp_path):
    bank, ranker = a_reranked(tmp_path, top=3, threshold=0.5)
    assert order(ranker.answer(ItemId("q"))) == [["c", "a", "b"]]
    bank.close()


def test_a_figure_that_is_lost_is_left_out_and_counted(tmp_path):
    bank, ranker = a_reranked(tmp_path, top=3)
    bank.figure_path(a_picture(3).sha256).unlink()
    assert order(ranker.answer(ItemId("q")))[0][0] != "a"
    assert ranker.unreadable == {a_picture(3).sha256}
    assert "1 figures could not be shown" in ranker.how[0]
    bank.close()


def test_the_model_is_not_shown_answers_and_hears_the_instruction(tmp_path):
    heard = []

    def score(query, documents, instruction):
        heard.append((query.answer, instruction))
        return PairScores(np.zeros(len(documents), np.float32))

    bank, ranker = a_reranked(tmp_path, score, instruction="find the same")
    ranker.answer(ItemId("q"))
    assert heard == [("", "find the same")]
    assert ranker.answer(ItemId("unknown")) == [None]
    bank.close()


def test_a_figure_that_the_model_could_not_be_shown_is_counted_too(tmp_path):
    def score(query, documents, instruction):
        return PairScores(np.zeros(len(documents), np.float32), ("broken",))

    bank, ranker = a_reranked(tmp_path, score)
    ranker.answer(ItemId("q"))
    assert ranker.unreadable == {"broken"}
    bank.close()


HITS = tuple(
    replace(a_hit(place), item=item, rank=place, score=score)
    for place, (item, score) in enumerate(
        ((an_item("짧다", "a"), 0.9), (an_item("훨씬 더 긴 문항", "b"), 0.6), (an_illustrated_item(3, id="c")[0], 0.3)),
        start=1,
    )
)
ASKED = Query(Content("질문", answer="3"))


def a_live(score=by_length, figure=lambda _: b"figure", **wish):
    plain = Answer(ASKED, HITS, 3, "ensemble", 0.5, stages={Stage.SEARCH: 0.5})
    return RerankHits(lambda _: plain, score, figure, RerankWish("model", **wish))


def told(answer):
    return [(hit.item.id, hit.rank) for hit in answer.hits]


def test_the_first_hits_of_a_search_are_ordered_anew_and_keep_their_scores_and_badges():
    answer = a_live()(ASKED)
    assert told(answer) == [("c", 1), ("b", 2), ("a", 3)]
    assert {hit.item.id: (hit.score, hit.verdict) for hit in answer.hits} == {
        hit.item.id: (hit.score, hit.verdict) for hit in HITS
    }
    assert answer.reranking == Reranking("model", 3)
    assert list(answer.stages) == ["search", "rerank"]
    assert answer.seconds == pytest.approx(0.5 + answer.stages[Stage.RERANK])


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"top": 2}, ["b", "a", "c"]),
        ({"threshold": 0.5}, ["c", "a", "b"]),
        ({"share": 0.0}, ["a", "b", "c"]),
        ({"top": 1}, ["a", "b", "c"]),
    ],
)
def test_the_wish_decides_how_many_are_read_and_what_counts(wish, expected):
    assert [hit.item.id for hit in a_live(**wish)(ASKED).hits] == expected


def test_without_the_reranker_the_order_stays_and_the_answer_says_why():
    def away(*_):
        raise ModelAway("the model", "is loading")

    answer = a_live(away)(ASKED)
    assert [hit.item.id for hit in answer.hits] == ["a", "b", "c"]
    assert isinstance(answer.reranking.failure, ModelAway)


def test_lost_and_unreadable_figures_of_a_search_are_counted():
    def lost(address):
        raise UnreadableFigure(address, "is lost")

    heard = []

    def score(query, documents, instruction):
        heard.append((query.answer, [len(one.pictures) for one in documents], instruction))
        return PairScores(np.zeros(len(documents), np.float32), ("broken",))

    answer = a_live(score, lost, instruction="찾으시오.")(ASKED)
    assert heard == [("", [0, 0, 0], "찾으시오.")]
    assert answer.reranking.unreadable == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": "m"}', wish_to_json(RerankWish("m", 1)), "null"])
def test_a_damaged_wish_is_none(text):
    assert wish_from_json(text) == RerankWish()


def test_a_wish_is_kept_as_it_is():
    wish = RerankWish("m", 7, "찾으시오.", 0.25, 0.5)
    assert wish_from_json(wish_to_json(wish)) == wish
    assert wish_to_json(RerankWish()) == ""
