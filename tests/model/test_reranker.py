import json
from pathlib import Path

import numpy as np
import pytest

from itembank_desktop.core.errors import TextTooLong, UnreadableFigure
from itembank_desktop.core.item import Content, Picture
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
