"""The graphics card's way of embedding as one types, run on the processor: everything but the recording of graphs."""

from importlib.util import find_spec

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.incremental import Session, Sessions
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, pooled
from itembank_desktop.adapters.embedders.qwen_inputs import model_image
from itembank_desktop.adapters.embedders.static_session import BUCKETS, WINDOWS, Stage, StaticSession
from itembank_desktop.core.errors import BadInput, ModelUnusable
from itembank_desktop.core.model import GRAPHS
from itembank_desktop.core.space import Pooling
from tests.model.drafts import drafts, exact_vectors, picture
from tests.tiny_model import write_tiny_model

# Not importorskip: collecting must not import torch, or no journey could show that the window does not.
pytestmark = pytest.mark.skipif(
    find_spec("torch") is None, reason="torch is not installed: the model's own tests need it"
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return Qwen3VL(write_tiny_model(tmp_path_factory.mktemp("tiny")))


def worst_difference(model, stage, count, seed):
    session, worst, reused, total = StaticSession(stage), 0.0, 0, 0
    for text, images, instruction in drafts(count, seed):
        prompt = model.prompt(text, images, instruction)
        for pooling, exact in exact_vectors(model, prompt).items():
            worst = max(worst, float(np.abs(session.embed(prompt, pooling) - exact).max()))
            if pooling is Pooling.LAST:
                reused, total = reused + session.reused, total + session.total
    return worst, reused / total


def test_150_random_edits_equal_the_vector_from_scratch(tiny):
    worst, reused = worst_difference(tiny, Stage(tiny), 150, seed=5)
    assert worst < 1e-5
    assert reused > 0.4


def test_edits_through_many_small_passes_and_growing_buffers_equal_the_vector_from_scratch(tiny):
    stage = Stage(tiny, buckets=(3, 8), windows=(32, 64, 128, 256, 512))
    assert worst_difference(tiny, stage, 60, seed=6)[0] < 1e-5


def test_drafts_take_turns_on_one_stage_and_are_never_mixed(tiny):
    stage = Stage(tiny, windows=(64, 1024))
    names = "가나다"
    sessions = {name: StaticSession(stage) for name in names}
    images = [model_image(picture(number)) for number in range(3)]
    for round_ in range(3):
        for name, image in zip(names, images, strict=True):
            prompt = tiny.prompt(f"{name} 초안 {'함수 ' * 8 * round_}", [image] if round_ else [])
            for pooling, exact in exact_vectors(tiny, prompt).items():
                np.testing.assert_allclose(sessions[name].embed(prompt, pooling), exact, atol=1e-5)
            assert sessions[name].reused == sessions[name].total


def test_a_fork_has_what_came_before_and_leaves_the_other_alone(tiny):
    stage = Stage(tiny)
    first, image = StaticSession(stage), model_image(picture(9))
    long, short = tiny.prompt("함수 " * 9 + "끝", [image]), tiny.prompt("함수 " * 9 + "다른 끝", [image])
    first.embed(long, Pooling.LAST)
    second = first.fork(20)
    third = second.fork(10)
    for session, prompt, reused in ((second, short, 20), (first, long, first.length), (third, long, 10)):
        vector = session.embed(prompt, Pooling.LAST)
        np.testing.assert_allclose(vector, tiny.embed_prompts([prompt], Pooling.LAST)[0], atol=1e-5)
        assert min(10, reused) <= session.reused <= reused
    assert not StaticSession(stage).fork(0).length


@pytest.mark.parametrize("budget", [2**30, 600_000])
def test_random_edits_with_branches_equal_the_vector_from_scratch(tiny, monkeypatch, budget):
    monkeypatch.setattr(Sessions, "_on_a_card", property(lambda self: True))
    monkeypatch.setattr("itembank_desktop.adapters.embedders.incremental.CudaGraphs", Recorder)
    sessions = Sessions(tiny, budget)
    for step, (text, images, instruction) in enumerate(drafts(80, seed=7)):
        prompt = tiny.prompt(text, images, instruction)
        vector = sessions.embed(f"초안 {step % 2}", prompt, Pooling.LAST)
        np.testing.assert_allclose(vector, tiny.embed_prompts([prompt], Pooling.LAST)[0], atol=1e-5)


def test_a_session_that_is_gone_leaves_no_copy(tiny):
    stage = Stage(tiny)
    first, second = StaticSession(stage), StaticSession(stage)
    first.embed(tiny.prompt("하나", []), Pooling.MEAN)
    second.embed(tiny.prompt("둘", []), Pooling.MEAN)
    assert first.saved
    assert not second.saved
    del second
    first.embed(tiny.prompt("하나 더", []), Pooling.MEAN)
    assert not first.saved


def test_values_that_are_no_numbers_are_refused_and_do_not_spread(tiny, monkeypatch):
    session = StaticSession(Stage(tiny))
    prompt = tiny.prompt("넘침", [])
    whole = tiny.embeddings
    with monkeypatch.context() as patched:
        patched.setattr(
            tiny, "embeddings", lambda ids, seen: (whole(ids, seen)[0] * float("nan"), *whole(ids, seen)[1:])
        )
        with pytest.raises(ModelUnusable, match="no numbers"):
            session.embed(tiny.prompt("넘침 " * 9, []), Pooling.LAST)
    exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
    np.testing.assert_allclose(session.embed(prompt, Pooling.LAST), exact, atol=1e-5)


def test_a_draft_beyond_the_largest_window_is_refused_and_the_next_one_is_answered(tiny):
    session = StaticSession(Stage(tiny, buckets=(16,), windows=(64,)))
    with pytest.raises(BadInput, match="64 are the most"):
        session.embed(tiny.prompt("길다 " * 90, []), Pooling.MEAN)
    prompt = tiny.prompt("짧다", [])
    np.testing.assert_allclose(
        session.embed(prompt, Pooling.MEAN), tiny.embed_prompts([prompt], Pooling.MEAN)[0], atol=1e-5
    )


def test_the_longest_prompt_fits_however_its_last_pass_is_padded():
    assert WINDOWS[-1] >= 8192 + BUCKETS[-1]
    assert list(BUCKETS) == sorted(BUCKETS)
    assert list(WINDOWS) == sorted(WINDOWS)


def test_without_dense_deepstack_the_vector_differs(tiny):
    prompt = tiny.prompt("깊이", [model_image(picture(4))])
    stage = Stage(tiny)
    stage._deepstack = stage._deepstack[:0]
    tiny_layers = tiny.embeddings
    tiny.embeddings = lambda ids, seen: (*tiny_layers(ids, seen)[:2], None)
    try:
        wrong = StaticSession(stage).embed(prompt, Pooling.LAST)
    finally:
        del tiny.embeddings
    assert np.abs(wrong - tiny.embed_prompts([prompt], Pooling.LAST)[0]).max() > 1e-3


def test_a_processor_uses_the_growing_cache_and_a_card_fixed_buffers(tiny, monkeypatch):
    assert isinstance(Sessions(tiny)._new(), Session)
    monkeypatch.setattr(Sessions, "_on_a_card", property(lambda self: True))
    monkeypatch.setattr("itembank_desktop.adapters.embedders.incremental.CudaGraphs", Recorder)
    sessions = Sessions(tiny)
    prompt = tiny.prompt("카드", [])
    np.testing.assert_allclose(
        sessions.embed("초안", prompt, Pooling.MEAN), tiny.embed_prompts([prompt], Pooling.MEAN)[0], atol=1e-5
    )
    assert isinstance(sessions._new(), StaticSession)
    assert sessions.way == "CUDA graphs"


class Recorder:
    """A recorder of passes that runs them again, and counts."""

    def __init__(self, device=None):
        self.recorded = self.replayed = 0

    def __call__(self, run):
        self.recorded += 1

        def replay():
            self.replayed += 1
            run()

        return replay


def test_each_shape_is_recorded_once_and_again_when_its_buffers_have_moved(tiny):
    recorder = Recorder()
    session = StaticSession(Stage(tiny, recorder, buckets=(16, 64), windows=(128, 1024)))
    base = "가나다라 " * 4
    counts = []
    for text in (base, base + "a", base + "ab", base * 9, base * 9 + "a", base * 9 + "ab"):
        prompt = tiny.prompt(text, [])
        exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
        np.testing.assert_allclose(session.embed(prompt, Pooling.LAST), exact, atol=1e-5)
        counts.append(recorder.recorded)
    small, typed, typed_again, grown, grown_typed, last = counts
    assert typed_again == typed <= small + 1
    assert typed < grown <= grown_typed == last
    assert recorder.replayed > recorder.recorded


def test_a_card_that_refuses_graphs_is_said_and_the_pass_runs_without(tiny, caplog):
    def refuse(run):
        run()
        raise RuntimeError("operation not permitted when stream is capturing")

    stage = Stage(tiny, refuse)
    session = StaticSession(stage)
    for text in ("하나", "하나 둘"):
        prompt = tiny.prompt(text, [])
        exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
        np.testing.assert_allclose(session.embed(prompt, Pooling.LAST), exact, atol=1e-5)
    assert "without CUDA graphs" in stage.way
    assert "not permitted" in stage.way
    assert caplog.text.count("CUDA graphs cannot be used") == 1
    caplog.clear()


def test_a_full_card_is_no_reason_to_go_without_graphs(tiny):
    import torch

    def full(run):
        raise torch.OutOfMemoryError("CUDA out of memory")

    def full_while_recording(run):
        try:
            full(run)
        finally:
            raise RuntimeError("CUDA error: operation failed due to a previous error during capture")

    for record in (full, full_while_recording):
        stage = Stage(tiny, record)
        with pytest.raises(torch.OutOfMemoryError, match="out of memory"):
            StaticSession(stage).embed(tiny.prompt("가", []), Pooling.MEAN)
        assert stage.way == GRAPHS


def test_exact_vectors_are_the_models_own(tiny):
    import torch

    prompt = tiny.prompt("확인", [])
    with torch.inference_mode():
        states, mask = tiny.hidden([prompt])
    for pooling, exact in exact_vectors(tiny, prompt).items():
        np.testing.assert_array_equal(exact, pooled(states, mask, pooling)[0].numpy())
        np.testing.assert_array_equal(exact, tiny.embed_prompts([prompt], pooling)[0])


TRIED = ("1 + 1 = ?", "1 + 1 = 2", "1 + 1 = 10")


def on_a_card(monkeypatch, recorder):
    monkeypatch.setattr(Sessions, "_on_a_card", property(lambda self: True))
    monkeypatch.setattr("itembank_desktop.adapters.embedders.incremental.CudaGraphs", recorder)


def test_graphs_that_answer_right_are_tried_out_with_a_replay_and_kept(tiny, monkeypatch):
    made = []
    on_a_card(monkeypatch, lambda device: made.append(Recorder()) or made[-1])
    sessions = Sessions(tiny)
    sessions.try_out([tiny.prompt(text, []) for text in TRIED])
    assert sessions.way == "CUDA graphs"
    assert made[0].replayed > made[0].recorded
    assert len(sessions) == 0


def test_graphs_that_answer_wrongly_are_said_and_never_used_again(tiny, monkeypatch, caplog):
    class Stale(Recorder):
        """What a graph does that was recorded on other buffers: nothing."""

        def __call__(self, run):
            run()
            return lambda: None

    on_a_card(monkeypatch, Stale)
    sessions = Sessions(tiny)
    sessions.try_out([tiny.prompt(text, []) for text in TRIED])
    assert "answered wrongly" in sessions.way
    assert "are not used" in caplog.text
    caplog.clear()
    for _ in range(2):
        assert "answered wrongly" in sessions.way
        prompt = tiny.prompt("그래프 없이", [])
        exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
        np.testing.assert_allclose(sessions.embed("초안", prompt, Pooling.LAST), exact, atol=1e-5)
        sessions.empty()


def test_a_processor_has_nothing_to_try_out(tiny):
    sessions = Sessions(tiny)
    sessions.try_out([])
    sessions.empty()
    assert sessions.way == "growing cache"


def test_emptied_of_its_drafts_a_card_takes_no_memory_and_answers_the_next_question(tiny, monkeypatch):
    import torch

    on_a_card(monkeypatch, Recorder)
    sessions = Sessions(tiny)
    long, short = tiny.prompt("함수 " * 60, []), tiny.prompt("함수", [])
    sessions.embed("초안", long, Pooling.MEAN)
    stage = sessions._stage
    largest = []
    made = torch.zeros
    with monkeypatch.context() as patched:
        patched.setattr(torch, "zeros", lambda *args, **named: largest.append(made(*args, **named)) or largest[-1])
        sessions.empty()
    assert not any(tensor.numel() for tensor in largest), "in a full memory there is none to be had"
    assert len(sessions) == sum(part.numel() for part in stage._parts()) == len(stage._replays) == 0
    for prompt in (short, long):
        exact = tiny.embed_prompts([prompt], Pooling.LAST)[0]
        np.testing.assert_allclose(sessions.embed("초안", prompt, Pooling.LAST), exact, atol=1e-5)
