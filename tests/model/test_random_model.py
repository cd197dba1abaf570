"""Random weights in the real architecture: sizes as published, and the same answers as a model built the usual way."""

from importlib.util import find_spec

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.incremental import Session
from itembank_desktop.adapters.embedders.model_bench import Scene
from itembank_desktop.adapters.embedders.random_model import SIZES, RandomQwen3VL, _config
from itembank_desktop.core.space import Pooling
from tests.model.drafts import POOLINGS

# Not importorskip: collecting must not import torch, or no journey could show that the window does not.
pytestmark = pytest.mark.skipif(
    find_spec("torch") is None, reason="torch is not installed: the model's own tests need it"
)


@pytest.mark.parametrize(("size", "millions", "dimension"), [("2b", 2128, 2048), ("8b", 8145, 4096)])
def test_the_sizes_are_the_published_ones(size, millions, dimension):
    import torch
    from transformers import Qwen3VLModel

    with torch.device("meta"):
        model = Qwen3VLModel(_config(SIZES[size]))
    assert round(sum(one.numel() for one in model.parameters()) / 1e6) == millions
    assert model.config.text_config.hidden_size == dimension


def test_the_same_weights_in_a_model_built_the_usual_way_answer_alike():
    import torch
    from transformers import Qwen3VLModel

    random = RandomQwen3VL("tiny")
    usual = Qwen3VLModel(_config(SIZES["tiny"]))
    usual.load_state_dict(random.model.state_dict())
    scene = Scene.of(random.model.config, 64)
    prompt = scene.prompt(scene.text(40), [scene.figure(1)])
    mine = random.embed_prompts([prompt], Pooling.LAST)[0]
    incremental = Session(random).embed(prompt, Pooling.LAST)
    random.model = usual.eval()
    assert not any(one.is_meta for one in random.model.buffers())
    np.testing.assert_allclose(mine, random.embed_prompts([prompt], Pooling.LAST)[0], atol=1e-6)
    np.testing.assert_allclose(mine, incremental, atol=1e-5)
    assert np.linalg.norm(mine) == pytest.approx(1, abs=1e-5)
    assert torch.is_tensor(random.model.language_model.rotary_emb.inv_freq)


@pytest.mark.parametrize("native", [True, False])
def test_weights_are_made_in_their_final_precision(monkeypatch, native):
    import torch

    monkeypatch.setattr("itembank_desktop.adapters.embedders.qwen3_vl.multiplies_bfloat16", lambda: native)
    model = RandomQwen3VL("tiny", dtype="bfloat16")
    layer = model.model.language_model.layers[0]
    assert layer.mlp.up_proj.weight.dtype == torch.bfloat16
    assert layer.input_layernorm.weight.dtype == model.dtype == (torch.bfloat16 if native else torch.float32)
    assert model.model.language_model.rotary_emb.inv_freq.dtype == torch.float32
    assert model.dimension == 64


def test_16_bit_weights_computed_in_32_bits_answer_as_the_same_weights_in_32_bits(monkeypatch):
    monkeypatch.setattr("itembank_desktop.adapters.embedders.qwen3_vl.multiplies_bfloat16", lambda: False)
    monkeypatch.setattr("itembank_desktop.adapters.embedders.wide_arithmetic.ROWS", 24)
    held, wide = RandomQwen3VL("tiny", dtype="bfloat16"), RandomQwen3VL("tiny")
    wide.model.load_state_dict(held.model.state_dict())
    scene = Scene.of(wide.model.config, 96)
    prompts = [scene.prompt(scene.text(20), [scene.figure(2)]), scene.prompt(scene.text(33))]
    session = Session(held)
    for pooling in POOLINGS:
        expected = wide.embed_prompts(prompts, pooling)
        np.testing.assert_allclose(held.embed_prompts(prompts, pooling), expected, atol=1e-5)
        for prompt, vector in zip(prompts, expected, strict=True):
            np.testing.assert_allclose(session.embed(prompt, pooling), vector, atol=1e-5)
    assert held.precision == "bfloat16, computed in float32"
