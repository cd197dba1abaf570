"""The finder with a model's channels: who is asked, what happens without, and how evidence is weighed."""

from dataclasses import replace

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.core.errors import ModelAway, OutOfMemory, UnreadableFigure
from itembank_desktop.core.evaluation import Pair, Qrels
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.resemblance import Calibration, Model, Resemblance
from itembank_desktop.core.search import Query, Stage
from itembank_desktop.core.space import Pooling
from itembank_desktop.services.embed_missing import EmbedMissing
from itembank_desktop.services.evaluate_search import EvaluateSearch
from itembank_desktop.services.find_duplicates import FindDuplicates
from itembank_desktop.services.neural import Neural
from tests.builders import a_bank, a_picture, an_entry, an_item
from tests.fakes import ByteSpace, WordSpace
from tests.fakes_vectors import BOTH, TEXT, FakeEmbedder, a_space

PLAIN = (WordSpace(), ByteSpace())


def a_model(**weights):
    """Duplicate or not, by the weighed sum of the named measures."""
    row = np.array([-2.0, *weights.values()])
    return Model(tuple(weights), np.array([row, row * 0 - 40, row * 0 - 40, -row]), (0.5, 0.5, 0.5))


BASE = Calibration(
    "plain", {}, {"text": a_model(text=5), "figure": a_model(figure=5), "figure+text": a_model(text=3, figure=3)}
)
FULL = Calibration("full", {}, {"text": a_model(text=1, meaning_text=5), "figure+text": a_model(meaning_both=6)})
drawn = Content("확률 문제", pictures=(a_picture(3),))


@pytest.fixture
def embedder():
    return FakeEmbedder()


@pytest.fixture
def bank(tmp_path, embedder):
    with a_bank(tmp_path / "bank", 30, PLAIN) as opened:
        EmbedMissing(opened, embedder)((VectorSpace(TEXT), VectorSpace(BOTH)))
        yield opened


@pytest.fixture
def neural(embedder):
    return Neural("fake", (VectorSpace(TEXT, embedder.ask), VectorSpace(BOTH, embedder.ask)))


@pytest.fixture
def find(bank, neural):
    return FindDuplicates(bank, PLAIN, BASE, neural=neural)


@pytest.mark.parametrize(
    ("content", "spaces"),
    [
        (Content("확률 문제"), [TEXT]),
        (Content(choices=("확률",)), [TEXT]),
        (drawn, [TEXT, BOTH]),
        (Content(pictures=(a_picture(3),)), [BOTH]),
        (Content(), []),
    ],
)
def test_text_asks_the_text_space_figures_both_an_image_alone_the_multimodal(find, embedder, content, spaces):
    answer = find(Query(content, draft="d7"))
    assert [(draft, space) for draft, _, space in embedder.asked] == [("d7", space) for space in spaces]
    assert answer.finder == ("ensemble" if spaces else "fingerprints")
    assert answer.model == ("fake" if spaces else "")
    expected = {"text", "figure", "meaning_text", "meaning_both"}
    for hit in answer.hits:
        assert set(hit.channels) == expected
        for name, space in (("meaning_text", TEXT), ("meaning_both", BOTH)):
            assert (hit.channels[name] is not None) == (space in spaces)


def test_a_model_with_one_space_is_asked_what_that_space_can_tell(bank, embedder):
    only = Neural("fake", (VectorSpace(BOTH, embedder.ask),))
    FindDuplicates(bank, PLAIN, BASE, neural=only)(Query(Content("확률 문제")))
    assert [space for _, _, space in embedder.asked] == [BOTH]
    text = Neural("fake", (VectorSpace(TEXT, embedder.ask),))
    answer = FindDuplicates(bank, PLAIN, BASE, neural=text)(Query(Content(pictures=(a_picture(3),))))
    assert len(embedder.asked) == 1
    assert answer.finder == "fingerprints"


@pytest.mark.parametrize(
    "failure", [ModelAway("m", "was lost"), OutOfMemory("m", "full"), UnreadableFigure("p", "torn")]
)
def test_without_the_model_fingerprints_answer_as_ever_and_the_answer_says_why(bank, find, embedder, failure):
    query = Query(drawn, 10)
    embedder.away = failure
    answer, plain = find(query), FindDuplicates(bank, PLAIN, BASE)(query)
    assert answer.without_model is failure
    assert (answer.finder, answer.model, answer.calibrated) == ("fingerprints", "", True)
    assert [(hit.item.id, hit.score, hit.verdict) for hit in answer.hits] == [
        (hit.item.id, hit.score, hit.verdict) for hit in plain.hits
    ]
    embedder.away = None
    assert find(query).without_model is None


def test_an_answer_tells_the_model_s_stages_summed_over_the_spaces_it_asked(find):
    answer = find(Query(drawn, 10))
    assert list(answer.stages) == ["describe", "way", "tokens", "vision", "model", "search", "items"]
    told = [answer.stages[Stage(name)] for name in ("tokens", "vision", "model")]
    assert told == pytest.approx([0.004, 0.006, 0.008]), "both spaces were asked"
    assert (answer.effort.ahead, answer.effort.figures) == (2, 2)
    assert "model" not in FindDuplicates(find._bank, PLAIN, BASE)(Query(drawn, 10)).stages


def test_a_mistake_of_ours_is_not_taken_for_an_absent_model(bank, embedder):
    def wrong(draft, content, space):
        return embedder.ask(draft, content, BOTH)

    find = FindDuplicates(bank, PLAIN, BASE, neural=Neural("fake", (VectorSpace(TEXT, wrong),)))
    with pytest.raises(ValueError, match="in place of"):
        find(Query(Content("확률")))


def test_not_calibrated_goes_by_ranks_and_says_so(find, bank):
    (item,) = bank.get([bank.find([ItemId("q9")])["q9"]])
    answer = find(Query(Content(item.stem), 30))
    assert not answer.calibrated
    assert len(answer.hits) == 30
    assert answer.hits[0].item.id == "q9"
    assert answer.hits[0].score == 1.0
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert answer.hits[0].verdict is Resemblance.DUPLICATE  # what fingerprints say of it


def test_not_calibrated_shows_what_fingerprints_support_and_the_closest_in_meaning(bank, neural):
    strict = Calibration("strict", {}, {kind: replace(model, floor=0.5) for kind, model in BASE.models.items()})
    find = FindDuplicates(bank, PLAIN, strict, neural=neural)
    (item,) = bank.get([bank.find([ItemId("q9")])["q9"]])
    for text in (item.stem, "전혀 다른 이야기"):
        alone = FindDuplicates(bank, PLAIN, strict)(Query(Content(text), 30, worthwhile=True)).hits
        answer = find(Query(Content(text), 30, worthwhile=True))
        supported = {hit.item.id for hit in alone}
        near = {hit.item.id for hit in answer.hits if hit.nearest}
        assert len(near) == 3
        assert {hit.item.id for hit in answer.hits} == supported | near
        assert len(answer.hits) < 30
        assert len(find(Query(Content(text), 30)).hits) >= len(answer.hits)


def test_calibrated_scores_come_from_the_calibration_of_the_set(bank, neural):
    find = FindDuplicates(bank, PLAIN, BASE, neural=Neural("fake", neural.spaces, FULL))
    answer = find(Query(drawn, 10))
    assert answer.calibrated
    for hit in answer.hits:
        known = {name: np.array([np.nan if value is None else value]) for name, value in hit.evidence.measures.items()}
        assert hit.score == pytest.approx(float(FULL.judge(["text", "figure"], known).scores[0]), abs=1e-6)
    # FULL has no model for figures alone: those go by ranks.
    assert not find(Query(Content(pictures=(a_picture(3),)))).calibrated


def test_an_item_without_a_vector_yet_is_judged_by_fingerprints_not_punished(bank, neural):
    bank.save([an_entry(an_item("확률 문제 새로운", "new"), PLAIN)])
    query = Query(Content("확률 문제 새로운"), 40)
    find = FindDuplicates(bank, PLAIN, BASE, neural=Neural("fake", neural.spaces, FULL))
    hit = next(hit for hit in find(query).hits if hit.item.id == "new")
    plain = next(hit for hit in FindDuplicates(bank, PLAIN, BASE)(query).hits if hit.item.id == "new")
    assert hit.channels["meaning_text"] is None
    assert (hit.score, hit.verdict) == (plain.score, plain.verdict)
    assert FindDuplicates(bank, PLAIN, BASE, neural=neural)(query).hits[0].item.id == "new"


def test_an_item_asks_as_its_draft_would(find, bank):
    with_figure, without = bank.find([ItemId("q4")])["q4"], bank.find([ItemId("q5")])["q5"]
    assert {name for name, parts in find.payloads_of(ItemId("q4")).items() if parts} == {
        "text",
        "figure",
        TEXT.id,
        BOTH.id,
    }
    assert {name for name, parts in find.payloads_of(ItemId("q5")).items() if parts} == {"text", TEXT.id}
    assert {n for n, parts in find.payloads_of(ItemId("q4"), with_figures=False).items() if parts} == {"text", TEXT.id}
    assert bank.payloads(BOTH.id, [with_figure, without]) != [(), ()]


@pytest.mark.parametrize("chosen", [(), (0,), (1,), (0, 1)])
def test_evaluation_runs_with_any_set_of_spaces(bank, neural, chosen):
    spaces = tuple(neural.spaces[place] for place in chosen)
    find = FindDuplicates(bank, PLAIN, BASE, neural=Neural("fake", spaces) if spaces else None)
    qrels = Qrels("t", tuple(Pair(ItemId(f"q{n}"), ItemId(f"q{n + 6}"), 3) for n in range(6)))
    evaluation = EvaluateSearch(bank, find)(qrels, 2)
    names = ["text", "figure", *(("meaning_text", "meaning_both")[place] for place in chosen), "fused", "fused_text"]
    assert [report.run for report in evaluation.reports] == names
    assert all(0 <= value <= 1 for report in evaluation.reports for value in report.means.values())
    by_name = {report.run: report.means for report in evaluation.reports}
    assert by_name["fused"]["Success@5"] > 0


def test_two_spaces_that_measure_under_one_name_are_refused(bank):
    with pytest.raises(ValueError, match="one name"):
        FindDuplicates(
            bank, PLAIN, BASE, neural=Neural("two", (VectorSpace(TEXT), VectorSpace(a_space(model="other"))))
        )
    FindDuplicates(
        bank, PLAIN, BASE, neural=Neural("two", (VectorSpace(TEXT), VectorSpace(a_space(pooling=Pooling.LAST))))
    )
