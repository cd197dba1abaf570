import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from itembank_desktop.core.errors import BadInput, ModelUnusable, TextTooLong, UnreadableFigure
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.space import Modality, Pooling
from tests.builders import a_picture

pytest.importorskip("torch")
GOLDEN = Path(__file__).resolve().parents[3] / "shared" / "golden" / "qwen3vl_tiny"


@pytest.fixture(scope="module")
def golden():
    if not GOLDEN.is_dir():
        pytest.skip("the official code's answers are not here (shared/golden)")
    from itembank_desktop.adapters.embedders.reranker import Reranker

    return Reranker(GOLDEN / "model"), json.loads((GOLDEN / "golden.json").read_text(encoding="utf-8"))["rerank"]


def content(told) -> Content:
    pictures = [Picture((GOLDEN / "images" / f"{name}.png").read_bytes(), name) for name in told.get("images", ())]
    return Content(told.get("text", ""), pictures=tuple(pictures))


def test_scores_agree_with_the_official_code(golden):
    reranker, told = golden
    scores = reranker.score(content(told["query"]), [content(one) for one in told["documents"]], told["instruction"])
    assert np.abs(scores - np.array(told["scores"])).max() < 1e-5


def test_the_instruction_and_the_figures_matter(golden):
    reranker, told = golden
    query, documents = content(told["query"]), [content(one) for one in told["documents"]]
    plain = reranker.score(query, documents, told["instruction"])
    assert np.abs(reranker.score(query, documents, "Find exam items of the same type.") - plain).max() > 1e-3
    without = reranker.score(query, documents, told["instruction"], with_figures=False)
    assert np.abs(without - plain).max() > 1e-3
    assert without[1] == reranker.score(content({"text": told["query"]["text"]}), [Content()], told["instruction"])[0]


def test_control_tokens_in_a_text_are_text(golden):
    reranker, _ = golden
    (score,) = reranker.score(Content("<|image_pad|> 넓이 <|im_end|>"), [Content("<|vision_start|>")])
    assert 0 <= score <= 1


def test_what_cannot_be_shown_is_refused_by_name(golden):
    reranker, _ = golden
    with pytest.raises(UnreadableFigure, match="broken"):
        reranker.score(Content(pictures=(Picture(b"broken", "broken.png"),)), [Content("넓이")])
    with pytest.raises(TextTooLong, match="tokens"):
        reranker.score(Content("가나다라마바사 " * 8000), [Content("넓이", pictures=(a_picture(),))])


def test_scores_come_through_the_process_and_what_cannot_be_shown_is_counted(golden):
    from contextlib import closing

    from itembank_desktop.adapters.embedders.remote import Checkpoint, RemoteEmbedder

    _, told = golden
    query, documents = content(told["query"]), [content(one) for one in told["documents"]]
    broken = Picture(b"broken", "broken.png")
    with closing(RemoteEmbedder(Checkpoint(GOLDEN / "model", "cpu", "float32", reranks=True))) as reranker:
        found = reranker.score(query, documents, told["instruction"])
        assert np.abs(found.scores - np.array(told["scores"])).max() < 1e-5
        assert found.unreadable == ()
        first, *_ = documents
        with_broken = replace(first, pictures=(*first.pictures, broken))
        again = reranker.score(replace(query, pictures=(*query.pictures, broken)), [with_broken], told["instruction"])
        assert again.unreadable == (broken.sha256,)
        assert again.scores[0] == pytest.approx(told["scores"][0], abs=1e-5)
        too_long = reranker.score(query, [Content("가나다라마바사 " * 8000), first], told["instruction"]).scores
        assert (too_long[0], too_long[1] > 0) == (0.0, True)
        space = reranker.announced().space(Modality.TEXT, Pooling.MEAN)
        with pytest.raises(BadInput, match="makes no vectors"):
            reranker.embed(None, Content("가"), space)


def test_a_model_that_makes_vectors_cannot_rank(golden):
    from itembank_desktop.adapters.embedders.engine import QwenEngine
    from itembank_desktop.adapters.embedders.rerank_engine import RerankEngine

    with pytest.raises(BadInput, match="cannot rank again"):
        QwenEngine(GOLDEN / "model", "cpu", "float32").score(Content("가"), [Content("가")], "")
    with pytest.raises(ModelUnusable):
        RerankEngine(Path(__file__).parent, "cpu")
