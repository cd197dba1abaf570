"""The worker with torch in it: agreement with the official code through the process, and its end in mid-question."""

import io
import json
import os
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import psutil
import pytest

from itembank_desktop.adapters.embedders.engine import (
    PictureCache,
    QwenEngine,
    chosen_dtype,
    processor_has_bfloat16,
    stored_in,
)
from itembank_desktop.adapters.embedders.engines import load_engine
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
from itembank_desktop.adapters.embedders.qwen_inputs import model_image
from itembank_desktop.adapters.embedders.remote import Checkpoint, Patience, RemoteEmbedder
from itembank_desktop.cli import Screens, run
from itembank_desktop.core.errors import BadInput, ModelUnusable, OutOfMemory, UnreadableFigure, WorkerUnusable
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.model import ModelPhase
from itembank_desktop.core.space import Modality, Pooling
from tests.model.drafts import POOLINGS, picture
from tests.tiny_model import write_tiny_model

# Not importorskip: collecting must not import torch, or no journey could show that the window does not.
pytestmark = pytest.mark.skipif(
    find_spec("torch") is None, reason="torch is not installed: the model's own tests need it"
)

SHARED = Path(os.environ.get("ITEMBANK_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
GOLDEN = SHARED / "golden" / "qwen3vl_tiny"
TEXTS = ["이차함수의 그래프", "이차함수의 그래프가 지나는 점", "이차함수 $y=x^2$의 그래프가 지나는 점", ""]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return write_tiny_model(tmp_path_factory.mktemp("tiny") / "tiny-1")


@pytest.fixture(scope="module")
def embedder(tiny):
    with closing(RemoteEmbedder(Checkpoint(tiny, "cpu", "float32"), patience=Patience(restart=0.0))) as one:
        one.announced()  # Its threads are this module's, not the first test's.
        yield one


@pytest.fixture(scope="module")
def engine(tiny):
    return QwenEngine(tiny, "cpu", "float32")


@pytest.mark.parametrize("pooling", POOLINGS)
def test_bulk_and_successive_questions_equal_the_model_in_this_process(embedder, tiny, pooling):
    exact = Qwen3VL(tiny)
    space = embedder.announced().space(Modality.TEXT, pooling)
    assert space == exact.space(Modality.TEXT, pooling)
    contents = [Content(text) for text in TEXTS * 3]
    expected = exact.embed(contents, space)
    bulk = dict(embedder.embed_bulk(contents, space))
    for index, content in enumerate(contents):
        np.testing.assert_allclose(bulk[index], expected[index], atol=1e-5)
        np.testing.assert_allclose(embedder.embed("d", content, space).vector, expected[index], atol=1e-5)
        np.testing.assert_allclose(embedder.embed(None, content, space).vector, expected[index], atol=1e-5)


def test_an_answer_says_what_was_computed_and_what_was_known(embedder):
    space = embedder.announced().space(Modality.MULTIMODAL, Pooling.MEAN)
    figures = (picture(1), picture(2))
    scratch = embedder.ask(None, Content("삼각형의 넓이", pictures=figures[:1]), space).effort
    assert (scratch.figures, scratch.seen, scratch.known) == (1, 0, 0)
    assert min(scratch.tokenise, scratch.vision, scratch.language) > 0
    again = embedder.ask("e", Content("삼각형의 넓이", pictures=figures), space)
    assert (again.effort.figures, again.effort.seen, again.effort.known) == (2, 1, 0), "one figure was seen above"
    typed = embedder.ask("e", Content("삼각형의 넓이를", pictures=figures), space)
    assert (typed.effort.seen, typed.effort.vision) == (2, 0.0)
    assert 0 < typed.effort.known < typed.effort.tokens == typed.tokens
    spent = typed.effort.tokenise + typed.effort.vision + typed.effort.language
    assert spent <= typed.seconds * 1.05 + 1e-3


def test_a_vector_of_another_checkpoint_is_refused(embedder):
    from dataclasses import replace

    space = embedder.announced().space(Modality.TEXT, Pooling.MEAN)
    with pytest.raises(ModelUnusable, match="revision other"):
        embedder.embed(None, Content("a"), replace(space, revision="other"))


@pytest.fixture(scope="module")
def killed(embedder):
    """Vectors before and after a kill -9, and the process that was killed."""
    space = embedder.announced().space(Modality.TEXT, Pooling.LAST)
    pid = embedder.announced().process
    before = embedder.embed("k", Content("삼각형"), space).vector
    psutil.Process(pid).kill()
    return before, embedder.embed("k", Content("삼각형"), space).vector, pid


def test_killed_it_comes_back_with_the_same_answer(killed, embedder):
    before, after, pid = killed
    np.testing.assert_allclose(after, before, atol=1e-6)
    assert embedder.announced().process != pid
    assert not psutil.pid_exists(pid)


def test_unloaded_and_loaded_again(embedder):
    space = embedder.announced().space(Modality.TEXT, Pooling.LAST)
    before = embedder.embed("u", Content("삼각형"), space)
    embedder.unload()
    np.testing.assert_allclose(embedder.embed("u", Content("삼각형"), space).vector, before.vector, atol=1e-6)
    assert embedder.state.phase is ModelPhase.READY


def test_what_is_prepared_while_the_memory_is_freed_needs_no_weights(tiny):
    """Threads that prepare a bulk job's prompts know nothing of an unloading."""
    engine = QwenEngine(tiny, "cpu", "float32")
    space = engine.announcement().space(Modality.MULTIMODAL, Pooling.MEAN)
    content = Content("삼각형의 넓이", pictures=(picture(1),))
    before = engine.prepare(content, space)
    engine.release()
    assert engine.prepare(content, space).ids == before.ids


def golden_cases():
    if not GOLDEN.is_dir():
        pytest.skip("the golden answers of the official code (../shared/golden) are not here")
    return json.loads((GOLDEN / "golden.json").read_text(encoding="utf-8"))["embed"]


def content_of(case):
    names = case.get("images", [])
    pictures = tuple(Picture((GOLDEN / "images" / f"{name}.png").read_bytes(), name) for name in names)
    return Content(case.get("text", ""), pictures=pictures)


def test_golden_answers_of_the_official_code_through_the_process():
    """All 12, both poolings, from scratch, in bulk and incrementally."""
    cases = golden_cases()
    assert len(cases) == 12
    with closing(RemoteEmbedder(Checkpoint(GOLDEN / "model", "cpu", "float32"))) as embedder:
        for pooling in POOLINGS:
            for case in cases:
                space = embedder.announced().space(Modality.MULTIMODAL, pooling, case.get("instruction", ""))
                content, expected = content_of(case), case[str(pooling)]
                ((_, bulk),) = embedder.embed_bulk([content], space)
                for vector in (embedder.embed(None, content, space).vector, bulk):
                    np.testing.assert_allclose(vector, expected, atol=1e-5)
                np.testing.assert_allclose(embedder.embed("d", content, space).vector, expected, atol=1e-5)


def test_golden_answers_of_the_official_code_through_the_command(tmp_path):
    cases = [case for case in golden_cases() if not case.get("instruction")]
    assert len(cases) == 10
    rows = [
        {"text": case.get("text", ""), "images": [str(GOLDEN / "images" / f"{n}.png") for n in case.get("images", [])]}
        for case in cases
    ]
    queries, output = tmp_path / "q.jsonl", tmp_path / "v.npy"
    queries.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told = ["vectors", "--model", GOLDEN / "model", "--modality", "multimodal", "--pooling", "mean", "--incremental"]
    told += ["--input", queries, "--output", output]
    assert run([str(word) for word in told], Screens(lambda _: 1, lambda _: 1, lambda _: 1)) == 0
    np.testing.assert_allclose(np.load(output), [case["mean"] for case in cases], atol=1e-5)


def truncated(folder):
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1000])


def without_a_layer(folder):
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    kept = {name: tensor for name, tensor in tensors.items() if "layers.2." not in name}
    save_file(kept, folder / "model.safetensors", {"format": "pt"})


def not_numbers(folder):
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    for name, tensor in tensors.items():
        if "layers.2." in name:
            tensor[:] = float("nan")
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})


def template(folder, change):
    file = folder / "chat_template.jinja"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


BREAKS = [
    (truncated, "the download was cut off"),
    (lambda folder: (folder / "model.safetensors").write_bytes(b"x" * 5000), "is no safetensors file"),
    (lambda folder: (folder / "model.safetensors").write_bytes(b""), "is no safetensors file"),
    (without_a_layer, "lacks .* of its weights"),
    (not_numbers, "no numbers"),
    (lambda folder: (folder / "config.json").write_text('{"model_type": "bert"}'), "holds a 'bert' model"),
    (lambda folder: (folder / "config.json").write_text("{"), r"config\.json cannot be read"),
    (lambda folder: (folder / "tokenizer.json").write_text("{}"), "holds no tokenizer"),
    (lambda folder: (folder / "chat_template.jinja").unlink(), "template"),
    (lambda folder: template(folder, lambda text: text[: len(text) // 2]), "(?i)end of template|unclosed|unexpected"),
    (lambda folder: template(folder, lambda text: "<|im_start|>user\n"), "template leaves out the text"),
    (lambda folder: template(folder, lambda text: text.replace("<|image_pad|>", "")), "leaves out the figures"),
    (lambda folder: (folder / "model.safetensors.index.json").write_text("{}"), "index.json is damaged"),
    (lambda folder: (folder / "preprocessor_config.json").unlink(), r"lacks preprocessor_config\.json"),
]


@pytest.mark.parametrize(("damage", "says"), BREAKS, ids=[says for _, says in BREAKS])
def test_a_broken_checkpoint_is_a_sentence_and_never_a_model(tmp_path, caplog, damage, says):
    folder = write_tiny_model(tmp_path / "broken")
    damage(folder)
    with pytest.raises(ModelUnusable, match=says):
        QwenEngine(folder, "cpu", "float32")
    caplog.clear()  # transformers warns of weights it makes up


def test_half_a_character_is_refused_by_its_place(engine):
    space = engine.announcement().space(Modality.TEXT, Pooling.MEAN)
    with pytest.raises(BadInput, match="character 3"):
        engine.prepare(Content("가나\ud800"), space)


def test_a_bad_picture_is_named(engine):
    space = engine.announcement().space(Modality.MULTIMODAL, Pooling.MEAN)
    with pytest.raises(UnreadableFigure, match=r"도형3\.png"):
        engine.prepare(Content("a", pictures=(Picture(b"no picture", "도형3.png"),)), space)


def drawing(seed, side=64):
    """A little picture, PNG."""
    from PIL import Image

    out = io.BytesIO()
    pixels = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(out, "PNG")
    return Picture(out.getvalue(), f"{seed}.png")


def test_a_drafts_pictures_are_decoded_once_within_a_limit():
    one, other = drawing(1), drawing(2)
    cache = PictureCache(limit=64 * 64 * 3)
    first = cache.image(one)
    assert cache.image(one) is first
    np.testing.assert_array_equal(first.pixels, model_image(one).pixels)
    cache.image(other)
    again = cache.image(one)
    assert again is not first
    assert again.digest == first.digest


def test_a_batch_too_large_for_the_memory_is_halved(engine, monkeypatch):
    space = engine.announcement().space(Modality.TEXT, Pooling.MEAN)
    prompts = [engine.prepare(Content(text), space) for text in TEXTS]
    whole, sizes = engine._model.embed_prompts, []

    def little_memory(prompts, pooling):
        sizes.append(len(prompts))
        if len(prompts) > 1:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return whole(prompts, pooling)

    expected = engine.batch(prompts, Pooling.MEAN)
    monkeypatch.setattr(engine._model, "embed_prompts", little_memory)
    np.testing.assert_allclose(engine.batch(prompts, Pooling.MEAN), expected, atol=1e-5)
    assert sizes == [4, 2, 1, 1, 2, 1, 1]


def test_without_memory_for_one_it_says_so_and_any_other_failure_is_ours(engine, monkeypatch):
    space = engine.announcement().space(Modality.TEXT, Pooling.MEAN)
    prompt = engine.prepare(Content("a"), space)

    def fails(*_):
        raise RuntimeError(reason)

    monkeypatch.setattr(engine._model, "embed_prompts", fails)
    reason = "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"
    with pytest.raises(OutOfMemory, match="allocate"):
        engine.answer(None, prompt, space)
    reason = "shapes cannot be multiplied"
    with pytest.raises(RuntimeError, match="multiplied"):
        engine.answer(None, prompt, space)


def test_memory_that_ends_while_torch_is_imported_is_told(tiny, monkeypatch):
    def full(*_):
        raise MemoryError

    monkeypatch.setattr("itembank_desktop.adapters.embedders.engine.check_folder", full)
    with pytest.raises(OutOfMemory, match="memory is full"):
        load_engine(tiny, "cpu", "float32")


def test_the_precision_follows_the_device(monkeypatch):
    import torch

    assert processor_has_bfloat16({"avx512_bf16": True})
    assert processor_has_bfloat16({"amx_bf16": True})
    assert not processor_has_bfloat16({"avx2": True, "avx512_bf16": False})
    assert chosen_dtype("float32", "cuda") == "float32"
    for capability, dtype in (((7, 5), "float16"), ((8, 0), "bfloat16"), ((9, 0), "bfloat16")):
        monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _, found=capability: found)
        assert chosen_dtype("auto", "cuda") == dtype


@pytest.mark.parametrize(
    ("settings", "native", "dtype"),
    [
        ({"dtype": "bfloat16"}, False, "bfloat16"),
        ({"text_config": {"torch_dtype": "bfloat16"}}, False, "bfloat16"),
        ({"dtype": "float32"}, False, "float32"),
        ({}, False, "float32"),
        ({"dtype": "float32"}, True, "bfloat16"),
    ],
)
def test_a_processor_keeps_bfloat16_files_at_half_the_memory(tmp_path, monkeypatch, settings, native, dtype):
    import torch

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": native})
    (tmp_path / "config.json").write_text(json.dumps(settings))
    assert chosen_dtype("auto", "cpu", stored_in(tmp_path)) == dtype


def test_a_card_that_is_not_there_is_a_clear_error(tiny, monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(WorkerUnusable, match="cuda"):
        QwenEngine(tiny, "cuda")
