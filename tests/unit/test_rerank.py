import numpy as np

from itembank_desktop.adapters.stores.local import LocalBank
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.runs import Run
from itembank_desktop.services.rerank import Reranked, RerankSettings
from tests.builders import a_picture, an_entry, an_illustrated_item, an_item

BASE = Run("base", "how", {ItemId("q"): ((ItemId("a"), 9.0), (ItemId("b"), 8.0), (ItemId("c"), 7.0))})


def by_length(query, documents, instruction):
    """Longer stems first; an item with a picture best of all."""
    return np.array([1.0 if one.pictures else len(one.stem) / 100 for one in documents], np.float32)


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
        return np.zeros(len(documents), np.float32)

    bank, ranker = a_reranked(tmp_path, score, instruction="find the same")
    ranker.answer(ItemId("q"))
    assert heard == [("", "find the same")]
    assert ranker.answer(ItemId("unknown")) == [None]
    bank.close()
