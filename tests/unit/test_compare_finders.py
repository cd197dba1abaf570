import json
import re
from dataclasses import replace

import pytest

pytest.importorskip("scipy")

from itembank_desktop.adapters.lexical.rankers import Bm25
from itembank_desktop.adapters.reports.finder_report import as_markdown, in_words, write_report
from itembank_desktop.adapters.reports.report_names import how_it_works, origin_words
from itembank_desktop.adapters.reports.run_files import RunFiles, file_name
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.cli.compare import own_language
from itembank_desktop.core.comparison_of_finders import FINDERS
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.evaluation import Origin, Pair, Qrels
from itembank_desktop.core.item import ItemId
from itembank_desktop.core.language import Language
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.runs import Run, category_of, mixture
from itembank_desktop.services.choose_pairs import HOW
from itembank_desktop.services.compare_finders import CompareFinders
from itembank_desktop.services.mixtures import mixtures
from itembank_desktop.services.rankers import ByWords
from tests.builders import a_bank, an_item

ITEMS = [
    an_item(f"{topic} 문제에서 ${number}x$의 값", f"{topic}{number}") for topic in "가나다라마" for number in range(4)
]
CATEGORIES = {item.id: category_of(item) for item in ITEMS}
TRUTH = Qrels(
    "families",
    tuple(
        Pair(one.id, other.id, 2) for one in ITEMS for other in ITEMS if one.id[0] == other.id[0] and one.id < other.id
    ),
)


class Listed:
    """A ranker whose order is given: the truth first, or last."""

    left_out = (0,)

    def __init__(self, name: str, right: bool, settings: str = "") -> None:
        self.names, self.how, self.settings = (name,), (f"{name} order",), settings
        self._right = right
        self.asked: list[ItemId] = []

    def answer(self, query):
        self.asked.append(query)
        if query == "가0":
            return (None,)
        order = sorted(
            (item.id for item in ITEMS if item.id != query), key=lambda one: (one[0] == query[0]) != self._right
        )
        return (tuple((item, 1.0 - place / 100) for place, item in enumerate(order)),)


def compared(folder, rankers, **more):
    return CompareFinders("bank", 1, len(ITEMS), RunFiles(folder))(rankers, [(TRUTH, 2)], CATEGORIES, **more)


def test_the_better_finder_wins_and_the_report_says_so_in_words(tmp_path):
    found = compared(tmp_path / "runs", [Listed("worse", False), Listed("better", True)])
    (result,) = found.results
    assert [score.report.run for score in result.scores] == ["better", "worse"]
    assert result.scores[0].unanswered == 1
    assert result.scores[0].report.means["nDCG@10"] == pytest.approx(19 / 20)
    assert result.differences[0].corrected < 0.001
    assert in_words(result, "nDCG@10").startswith("**better** is best under families: nDCG@10 0.950")
    assert "more than chance" in in_words(result, "nDCG@10")
    report = write_report(found, tmp_path, RESOURCES / "fonts")
    text = report.read_text(encoding="utf-8")
    assert "| better | " in text
    for plot in [part.split(")")[0] for part in text.split("](plots/")[1:]]:
        assert (tmp_path / "plots" / plot).stat().st_size > 1000
        assert (tmp_path / "plots" / plot).with_suffix(".svg").exists()
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["truths"][0]["finders"][0]["name"] == "better"
    per_query = json.loads((tmp_path / "queries" / f"{file_name('families better')}.json").read_text(encoding="utf-8"))
    by_query = {one["query"]: one for one in per_query["queries"]}
    assert by_query["가0"]["answered"] is False
    assert by_query["나1"]["ranks"] == {"나0": 1, "나2": 2, "나3": 3}


def test_finders_that_answer_alike_cannot_be_told_apart(tmp_path):
    (result,) = compared(tmp_path, [Listed("one", True), Listed("other", True)]).results
    assert "cannot be told apart from other" in in_words(result, "nDCG@10")
    assert "No difference here is more than chance" in in_words(result, "nDCG@10")


def test_a_stopped_comparison_goes_on_with_the_query_where_it_stopped(tmp_path):
    first = Listed("one", True)
    stopped = compared(tmp_path, [first], control=JobControl(cancelled=lambda: len(first.asked) >= 7))
    assert stopped is None
    again = Listed("one", True)
    found = compared(tmp_path, [again])
    assert sorted(first.asked + again.asked) == sorted(item.id for item in ITEMS)
    assert not list(tmp_path.glob("*.partial"))
    third = Listed("one", True)
    assert (
        as_markdown(compared(tmp_path, [third])).split("## How long")[0] == as_markdown(found).split("## How long")[0]
    )
    assert third.asked == []


def test_other_settings_another_bank_and_a_damaged_file_are_asked_anew(tmp_path):
    compared(tmp_path, [Listed("one", True)])
    changed = Listed("one", True, settings="other weights")
    compared(tmp_path, [changed])
    assert len(changed.asked) == len(ITEMS)
    newer = Listed("one", True, settings="other weights")
    CompareFinders("bank", 2, len(ITEMS), RunFiles(tmp_path))([newer], [(TRUTH, 2)], CATEGORIES)
    assert len(newer.asked) == len(ITEMS)
    for file in tmp_path.glob("*.json"):
        file.write_text(file.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    damaged = Listed("one", True, settings="other weights")
    CompareFinders("bank", 2, len(ITEMS), RunFiles(tmp_path))([damaged], [(TRUTH, 2)], CATEGORIES)
    assert len(damaged.asked) == len(ITEMS)


def test_mixtures_take_part_and_are_drawn_as_a_sweep(tmp_path):
    def mix(runs):
        parts = (runs["better"], runs["worse"])
        return [mixture(f"both @{w}", [(w, parts[0]), (1 - w, parts[1])]) for w in (0.0, 0.5, 1.0)]

    found = compared(tmp_path / "runs", [Listed("better", True), Listed("worse", False)], mix=mix)
    (result,) = found.results
    assert {score.report.run for score in result.scores} == {"better", "worse", "both @1.0"}
    assert [weight for weight, _ in result.sweeps["both"]] == [0.0, 0.5, 1.0]
    text = write_report(found, tmp_path, RESOURCES / "fonts").read_text(encoding="utf-8")
    assert f"plots/{file_name('families both')}.png" in text


def test_any_measure_may_decide_and_every_category_has_its_interval(tmp_path):
    found = compared(tmp_path / "runs", [Listed("worse", False), Listed("better", True)], decides="MAP")
    (result,) = found.results
    best = result.scores[0]
    assert best.report.run == "better"
    (interval,) = best.by_category.values()
    assert interval.low <= interval.mean <= interval.high
    assert interval.mean == pytest.approx(best.report.means["MAP"])
    text = write_report(found, tmp_path, RESOURCES / "fonts").read_text(encoding="utf-8")
    assert "| MAP [95 %] |" in text


def test_every_two_finders_are_tested_against_each_other(tmp_path):
    three = [Listed("worse", False), Listed("better", True), Listed("twin", True)]
    (result,) = compared(tmp_path / "runs", three).results
    assert {(one.best, one.run) for one in result.pairs} == {("better", "twin"), ("better", "worse"), ("twin", "worse")}
    told = {(one.best, one.run): one.corrected for one in result.pairs}
    assert told["better", "twin"] == 1.0
    assert told["twin", "worse"] < 0.001
    assert "| worse | **-" in as_markdown(compared(tmp_path / "runs", three))


def test_a_mixture_can_be_ranked_again_and_what_is_mixed_or_ranked_again_is_mixed_no_further(tmp_path):
    runs = ("space M text-mean", "space M multimodal-mean", "bm25")
    seen: list[set[str]] = []

    def mix(known):
        seen.append(set(known))
        return mixtures(known)

    def again(known):
        assert "space M text-mean with bm25 @0.5" in known
        return Listed("space M text-mean with bm25 @0.5 + R 1", True)

    rankers = [Listed(name, False) for name in (*runs, "space M text-mean beside space S figure-own @0.5")]
    (result,) = compared(tmp_path, rankers, mix=mix, rereaders=[again]).results
    assert seen == [{*runs, "space M text-mean beside space S figure-own @0.5"}]
    assert set(result.sweeps) == {
        "space M text-mean with bm25", "space M multimodal-mean with bm25",
        "space M text-mean with space M multimodal-mean", "space M text-mean beside space S figure-own",
    }  # fmt: skip
    assert result.scores[0].report.run == "space M text-mean with bm25 @0.5 + R 1"


def test_a_truth_that_names_nothing_of_the_bank_is_refused(tmp_path):
    stranger = Qrels("strangers", (Pair(ItemId("x"), ItemId("y"), 3),))
    with pytest.raises(BadInput, match="holds none"):
        CompareFinders("bank", 1, 0, RunFiles(tmp_path))([Listed("one", True)], [(stranger, 2)], CATEGORIES)
    with pytest.raises(BadInput, match="relevance"):
        CompareFinders("bank", 1, 0, RunFiles(tmp_path))([Listed("one", True)], [(TRUTH, 5)], CATEGORIES)


def test_words_leave_out_the_query_and_what_has_no_text():
    topics = ("삼각형의 넓이", "삼각형의 둘레", "주사위의 확률")
    items = [*(an_item(topic, topic) for topic in topics), an_item("", "blank")]
    ranker = ByWords(items, Bm25, answers=False)
    (answer,) = ranker.answer(ItemId(topics[0]))
    assert [item for item, _ in answer] == [topics[1]]
    assert ranker.answer(ItemId("blank")) == (None,)
    assert ranker.left_out == (1,)


def test_kept_runs_come_back_as_they_were(tmp_path):
    run = Run("한글 run/1", "how", {ItemId("q"): ((ItemId("a"), 0.25),), ItemId("r"): ()}, 3)
    RunFiles(tmp_path).save(run, "key")
    assert RunFiles(tmp_path).load(run.name, "key") == run
    assert RunFiles(tmp_path).load(run.name, "key").answers == run.answers
    assert RunFiles(tmp_path).load(run.name, "other") is None
    assert file_name("a/b") != file_name("a-b")


def test_a_korean_report_says_all_of_it_in_korean_and_every_letter_can_be_drawn(tmp_path):
    names = (
        "space Qwen3-VL-Embedding-2B text-mean", "space Qwen3-VL-Embedding-2B multimodal-last", "bm25", "fingerprints",
        "space KURE-v1 text-own beside space siglip figure-own @0.5", "channel figure",
    )  # fmt: skip
    rankers = [Listed(name, place % 2 == 0) for place, name in enumerate(names)]
    for ranker, how in zip(rankers, HOWS, strict=True):
        ranker.how = (how,)
    again = [lambda _: Listed("bm25 + Qwen3-VL-Reranker-2B 1a2b 0.5", True)]
    found = compared(tmp_path / "runs", rankers, mix=mixtures, rereaders=again)
    origin = Origin("tfidf", "2026-11-26", threshold=0.3, note="the 5 nearest of each query")
    named = tuple(replace(one, qrels=replace(one.qrels, name="정답 ①.json", origin=origin)) for one in found.results)
    text = write_report(replace(found, results=named), tmp_path, RESOURCES / "fonts", Language.KO).read_text("utf-8")
    plain = re.sub(r"`[^`]*`|\([^)]*\.png\)", "", text)
    assert re.findall(r"\b[a-z]{3,} [a-z]{2,}\b", plain.replace("Listed order", "").replace(" order", "")) == []
    for said in (
        "기준으로 가장 좋은 방법: **",
        "우연으로 볼 수 없을 만큼",
        "질의마다 가장 가까운 5개",
        "Recall@k는 정답 문항",
    ):
        assert said in text
    assert "BM25 뒤 Qwen3-VL-Reranker-2B (0.5)" in text
    assert "Qwen3-VL-Embedding-2B (글, 평균) 0.5 + BM25 0.5" in text
    for plot in [part.split(")")[0] for part in text.split("](plots/")[1:]]:
        assert (tmp_path / "plots" / plot).stat().st_size > 1000


HOWS = (
    "cosine of Qwen3-VL-Embedding-2B vectors (text, mean, 2048 dimensions)",
    "cosine of Qwen3-VL-Embedding-2B vectors (multimodal, last, 2048 dimensions)",
    f"{Bm25.how}, of stem and choices",
    "fingerprint channels weighed by their calibration, queries without their answer",
    "0.5 of [cosine of KURE-v1 vectors (text, own, 1024 dimensions)] with 0.5 of [cosine of siglip vectors (figure, own,"
    " 1152 dimensions)]; a missing half is left out",
    "the channel figure alone",
)


def test_what_the_finders_say_of_themselves_is_known_in_korean(tmp_path):
    """A sentence that changes in a ranker must change in the report's Korean, too."""
    from itembank_desktop.wiring import fingerprint_spaces
    from itembank_desktop.wiring.evaluation import rankers

    with a_bank(tmp_path / "bank", 6, fingerprint_spaces()) as bank:
        for answers in (True, False):
            for ranker in rankers(bank, FINDERS, answers):
                for how in ranker.how:
                    assert not re.search(r"\b[a-z]{3,} [a-z]{2,}\b", how_it_works(how, Language.KO)), how
    for origin in (
        Origin("llm", "2026-11-26", "gpt", "0123456789abcdef", 4, "by image, overall grade 1 to 5"),
        Origin("llm", note="by text, overall grade 1 to 5; 4 of 9 pairs"),
        Origin("hybrid", "2026-11-26", note="a.json from 2 up and b.json from 3 up"),
        Origin("imported", note="TREC qrels"),
        Origin("human", "2026-11-26", "김, 이", threshold=2, note=f"{HOW}; seed 1"),
        Origin(),
    ):
        assert not re.search(r"\b[a-z]{3,} [a-z]{2,}\b", origin_words(origin, Language.KO)), origin
    assert origin_words(Origin(note="what a stranger says"), Language.KO).endswith("what a stranger says")


@pytest.mark.parametrize(
    ("spoken", "language"),
    [("ko_KR.UTF-8", Language.KO), ("en_US.UTF-8", Language.EN), ("C", Language.EN)],
)
def test_a_report_is_in_this_computer_s_language(monkeypatch, spoken, language):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", spoken)
    assert own_language() is language
