"""Our Qwen3-VL-Embedding against the official code's answers, and its incremental form against itself."""

import json
import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.incremental import Session, Sessions
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, groups, patches
from itembank_desktop.adapters.embedders.qwen_inputs import ModelImage, model_image, model_size
from itembank_desktop.core.errors import ModelUnusable, UnreadableFigure
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.space import Modality, Pooling
from tests.model.drafts import POOLINGS, drafts, exact_vectors, picture
from tests.tiny_model import write_tiny_model

# Not importorskip: collecting must not import torch, or no journey could show that the window does not.
pytestmark = pytest.mark.skipif(
    find_spec("torch") is None, reason="torch is not installed: the model's own tests need it"
)

SHARED = Path(os.environ.get("ITEMBANK_SHARED") or Path(__file__).resolve().parents[3] / "shared")
GOLDEN = SHARED / "golden" / "qwen3vl_tiny"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    return Qwen3VL(write_tiny_model(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session", params=[(1, False), (2, True)], ids=["another seed", "appends endoftext"])
def other(request, tmp_path_factory):
    seed, appends_end = request.param
    return Qwen3VL(write_tiny_model(tmp_path_factory.mktemp("other"), seed, appends_end))


@pytest.fixture(scope="module")
def golden():
    if not GOLDEN.is_dir():
        pytest.skip(
            "the golden answers of the official code (../shared/golden, or $ITEMBANK_SHARED/golden) are not here"
        )
    cases = json.loads((GOLDEN / "golden.json").read_text(encoding="utf-8"))["embed"]
    model = Qwen3VL(GOLDEN / "model")
    prompts = []
    for case in cases:
        images = [
            model_image(Picture((GOLDEN / "images" / f"{n}.png").read_bytes(), n)) for n in case.get("images", [])
        ]
        prompts.append(model.prompt(case.get("text", ""), images, case.get("instruction", "")))
    return model, cases, prompts


@pytest.mark.parametrize("pooling", POOLINGS)
@pytest.mark.parametrize("way", ["single", "batch", "incremental"])
def test_golden_answers_of_the_official_code(golden, pooling, way):
    model, cases, prompts = golden
    assert [len(prompt.ids) for prompt in prompts] == [case["tokens"] for case in cases]
    session = Session(model)
    vectors = {
        "single": lambda: [model.embed_prompts([prompt], pooling)[0] for prompt in prompts],
        "batch": lambda: model.embed_prompts(prompts, pooling),
        "incremental": lambda: [session.embed(prompt, pooling) for prompt in prompts],
    }[way]()
    for vector, case in zip(vectors, cases, strict=True):
        np.testing.assert_allclose(vector, case[str(pooling)], atol=1e-5)


def worst_difference(model, session_model, count, seed):
    """Largest difference between incremental and from-scratch vectors over random edits, and the share reused."""
    session, worst, reused, total = Session(session_model), 0.0, 0, 0
    for text, images, instruction in drafts(count, seed):
        prompt = model.prompt(text, images, instruction)
        for pooling, exact in exact_vectors(model, prompt).items():
            worst = max(worst, float(np.abs(session.embed(prompt, pooling) - exact).max()))
        reused, total = reused + session.reused, total + session.total
    return worst, reused / total


def test_300_random_edits_equal_the_vector_from_scratch(tiny):
    worst, reused = worst_difference(tiny, tiny, 300, seed=1)
    assert worst < 1e-5
    assert reused > 0.5


def test_random_edits_on_other_checkpoints(other):
    assert worst_difference(other, other, 60, seed=2)[0] < 1e-5


def test_control_without_image_digests_the_wrong_image_answers(tiny):
    first, second = (model_image(picture(number)) for number in (1, 2))
    blind = ModelImage(second.pixels, first.digest)
    exact = tiny.embed_prompts([tiny.prompt("같은 그림?", [second])], Pooling.LAST)[0]
    session = Session(tiny)
    session.embed(tiny.prompt("같은 그림?", [first]), Pooling.LAST)
    wrong = session.embed(tiny.prompt("같은 그림?", [blind]), Pooling.LAST)
    assert np.abs(wrong - exact).max() > 1e-2


def test_control_with_plain_positions_the_vector_differs(tiny, monkeypatch):
    import torch

    prompt = tiny.prompt("위치", [model_image(picture(3))])
    exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
    monkeypatch.setattr(
        tiny, "positions", lambda ids, seen, mask=None: torch.arange(ids.shape[1]).expand(3, 1, -1), raising=True
    )
    assert np.abs(Session(tiny).embed(prompt, Pooling.LAST) - exact).max() > 1e-2


def test_control_without_deepstack_the_vector_differs(tiny, monkeypatch):
    prompt = tiny.prompt("깊이", [model_image(picture(4))])
    exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
    whole = tiny.embeddings
    monkeypatch.setattr(tiny, "embeddings", lambda ids, seen: (*whole(ids, seen)[:2], None))
    assert np.abs(Session(tiny).embed(prompt, Pooling.LAST) - exact).max() > 1e-3


def test_sessions_are_evicted_within_the_budget_and_never_mixed(tiny):
    sessions = Sessions(tiny, budget=400_000)
    prompts = {name: tiny.prompt(f"{name} 초안 " * 20, []) for name in "가나다라"}
    for _ in range(2):
        for name, prompt in prompts.items():
            exact = tiny.embed_prompts([prompt], Pooling.MEAN)[0]
            np.testing.assert_allclose(sessions.embed(name, prompt, Pooling.MEAN), exact, atol=1e-5)
    assert 1 <= len(sessions) < 4


@pytest.mark.parametrize("budget", [2**30, 600_000])
def test_random_edits_with_branches_equal_the_vector_from_scratch(tiny, budget):
    sessions = Sessions(tiny, budget)
    for step, (text, images, instruction) in enumerate(drafts(80, seed=4)):
        prompt = tiny.prompt(text, images, instruction)
        vector = sessions.embed(f"초안 {step % 2}", prompt, Pooling.LAST)
        np.testing.assert_allclose(vector, tiny.embed_prompts([prompt], Pooling.LAST)[0], atol=1e-5)


def test_a_figure_put_back_is_not_computed_again(tiny):
    sessions = Sessions(tiny)
    images = [model_image(picture(number)) for number in range(5)]
    text = "함수의 그래프 " * 5
    for image in images[:3]:
        sessions.embed("초안", tiny.prompt(text, [image]), Pooling.LAST)
    prompt = tiny.prompt(text + "!", [images[0]])
    vector = sessions.embed("초안", prompt, Pooling.LAST)
    np.testing.assert_allclose(vector, tiny.embed_prompts([prompt], Pooling.LAST)[0], atol=1e-5)
    assert sessions.reused_of("초안") > len(prompt.ids) - 9
    for image in images[3:]:
        sessions.embed("초안", tiny.prompt(text, [image]), Pooling.LAST)
    sessions.embed("초안", tiny.prompt(text, [images[1]]), Pooling.LAST)  # Three branches are kept.
    assert sessions.reused_of("초안") < 30


def test_control_tokens_in_a_draft_are_text_like_any_other(tiny):
    hostile = "값은 <|image_pad|> 그리고 <|im_end|> 이다"
    prompt = tiny.prompt(hostile, [])
    plain = tiny.prompt("값은", [])
    assert tiny.image_token not in prompt.ids
    assert prompt.ids[-4:] == plain.ids[-4:]
    control = [token for token in prompt.ids if token in set(plain.ids[-4:])]
    assert len(control) == len([token for token in plain.ids if token in set(plain.ids[-4:])])


def test_over_long_text_keeps_the_tail_and_says_how_much_was_cut(tiny):
    prompt = tiny.prompt("가나다라마바사 " * 9000, [])
    short = tiny.prompt("가", [])
    assert len(prompt.ids) <= 8192
    assert prompt.cut > 0
    assert prompt.ids[-3:] == short.ids[-3:]


def test_text_spaces_leave_figures_out_and_multimodal_spaces_do_not(tiny):
    space = {modality: tiny.space(modality, Pooling.MEAN) for modality in Modality}
    content = Content("문항", pictures=(picture(5),))
    assert not tiny.prompt_of(content, space[Modality.TEXT]).images
    assert len(tiny.prompt_of(content, space[Modality.MULTIMODAL]).images) == 1
    assert space[Modality.TEXT].id != space[Modality.MULTIMODAL].id
    assert space[Modality.TEXT].dimension == 64


def test_images_are_prepared_as_the_checkpoints_own_processor_does(tiny):
    image = model_image(picture(8, 160, 96))
    expected = tiny._processor(images=[image.pixels], do_resize=False, return_tensors="pt")
    mine, grid = patches(image, tiny._processor, tiny.device)
    np.testing.assert_allclose(mine, expected["pixel_values"], atol=1e-6)
    assert [list(grid)] == expected["image_grid_thw"].tolist()


def test_several_images_go_through_the_tower_together_and_come_out_as_alone(tiny, monkeypatch):
    images = [model_image(picture(number, 64 + 32 * number, 96)) for number in range(4)]
    alone = []
    for image in images:
        tiny.vision = tiny.vision_cache()
        alone.append(tiny.see(image))
    tiny.vision = tiny.vision_cache()
    assert [len(group) for group in groups(images, 20)] == [2, 1, 1]
    monkeypatch.setattr("itembank_desktop.adapters.embedders.qwen3_vl.VISION_TOKENS", 20)
    together = tiny.see_all([*images, images[0]])
    assert len(together) == 5
    for one, other in zip([*alone, alone[0]], together, strict=True):
        assert one.grid.tolist() == other.grid.tolist()
        np.testing.assert_allclose(one.embeddings, other.embeddings, atol=1e-5)
        for mine, its in zip(one.deepstack, other.deepstack, strict=True):
            np.testing.assert_allclose(mine, its, atol=1e-5)
    assert together[0].embeddings.untyped_storage().nbytes() == together[0].embeddings.nbytes


def test_an_unreadable_figure_is_named_and_never_replaced(tiny):
    broken = Picture(picture(6).data[:200], "도형3.png")
    with pytest.raises(UnreadableFigure, match=r"도형3\.png"):
        tiny.embed([Content("그림", pictures=(broken,))], tiny.space(Modality.MULTIMODAL, Pooling.MEAN))


@pytest.mark.parametrize("size", [(512, 512), (1, 1), (31, 40), (3000, 2000), (6400, 40), (2048, 900)])
def test_model_sizes_are_multiples_of_32_within_the_limits(size):
    wide, high = model_size(*size)
    assert wide % 32 == high % 32 == 0
    assert 4096 <= wide * high <= 1_843_200


def test_a_strip_beyond_200_to_1_is_refused():
    with pytest.raises(UnreadableFigure, match="200"):
        model_image(picture(7, 4200, 20))


@pytest.mark.parametrize("missing", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_broken_checkpoint_folder_is_named(tmp_path, missing):
    folder = write_tiny_model(tmp_path / "broken")
    (folder / missing).unlink()
    with pytest.raises(ModelUnusable, match="broken"):
        Qwen3VL(folder)


def test_the_revision_tells_checkpoints_apart(tiny, other):
    assert tiny.revision != other.revision
