"""Two processes: questions, bulk, losses, idle times. The real worker and client around an engine without torch."""

import os
import queue
import signal
import subprocess
import sys
import time
from contextlib import closing
from threading import Event, Thread

import numpy as np
import psutil
import pytest

from itembank_desktop.adapters.embedders.remote import Checkpoint, Patience, RemoteEmbedder
from itembank_desktop.core.errors import (
    ItemBankError,
    ModelAway,
    ModelUnusable,
    OutOfMemory,
    UnreadableFigure,
    WorkerUnusable,
)
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.model import ModelPhase
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from tests.model.stand_in_worker import COMMAND, DIMENSION, ROOT, vector_of

SPACE = EmbeddingSpace("stand-in", "r1", Modality.MULTIMODAL, Pooling.MEAN, "", DIMENSION)
AT_ONCE = Patience(restart=0.0, leave=5.0)
LONG = 120
GATED = [Content("wait" + "." * n) for n in range(200)]  # Of 200 lengths: some 30 batches, however fast they are.


class Heard:
    """States in the order they came, waited for by name."""

    def __init__(self):
        self.states = queue.SimpleQueue()
        self.seen = []

    def __call__(self, state):
        self.states.put(state)

    def until(self, phase):
        """The next state of this phase."""
        return self._next(lambda state: state.phase is phase)

    def loss(self):
        """Why the next lost process was lost."""
        return self._next(lambda state: state.reason is not None).reason

    def _next(self, wanted):
        while True:
            state = self.states.get(timeout=LONG)
            self.seen.append(state)
            if wanted(state):
                return state


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config.json").touch()
    return tmp_path


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def embedder(folder, heard):
    before = children()
    one = RemoteEmbedder(Checkpoint(folder), on_state=heard, patience=AT_ONCE, command=COMMAND)
    with closing(one):
        yield one
    assert children() <= before


def children():
    """Every process below this one; multiprocessing, say, keeps one of its own until the end."""
    return set(psutil.Process().children(recursive=True))


def log(folder):
    return (folder / "log").read_text(encoding="utf-8").splitlines()


def until(condition):
    """Wait for what another process does; fails after LONG seconds."""
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def in_background(work):
    """Run `work` on a thread; calling the result waits for what it returned or raised."""
    outcome = queue.SimpleQueue()

    def run():
        try:
            outcome.put((work(), None))
        except ItemBankError as error:
            outcome.put((None, error))

    thread = Thread(target=run)
    thread.start()

    def result():
        value, error = outcome.get(timeout=LONG)
        thread.join()
        if error is not None:
            raise error
        return value

    return result


def test_it_announces_the_model_and_answers(embedder, heard, folder):
    embedder.start()
    for phase in (ModelPhase.STARTING, ModelPhase.LOADING, ModelPhase.READY):
        heard.until(phase)
    one = embedder.announced()
    assert (one.model, one.device, one.dimension, one.memory_total) == ("stand-in", "auto", DIMENSION, 2)
    assert one.process != os.getpid()
    assert one.space(Modality.MULTIMODAL, Pooling.MEAN) == SPACE
    answer = embedder.ask("d1", Content("삼각형"), SPACE)
    np.testing.assert_array_equal(answer.embedding.vector, vector_of("삼각형"))
    assert (answer.embedding.space, answer.tokens, answer.cut) == (SPACE, 10, 0)
    assert log(folder) == ["load", "answer d1 삼각형"]


def test_memory_that_grew_with_a_question_is_announced_after_its_answer(embedder, heard):
    embedder.start()
    assert heard.until(ModelPhase.READY).announced.memory_used == 1
    for text in ("small", "grow", "as large", "as large still"):
        embedder.ask("d1", Content(text), SPACE)
    assert heard.until(ModelPhase.READY).announced.memory_used == 2
    assert heard.states.empty()


def test_a_question_before_the_model_is_there_starts_it_and_waits(embedder):
    np.testing.assert_array_equal(embedder.embed(None, Content("a"), SPACE).vector, vector_of("a"))


def test_over_long_text_says_how_much_was_cut(embedder):
    assert embedder.ask("d", Content("long"), SPACE).cut == 7
    cuts = []
    list(embedder.embed_bulk([Content("a"), Content("long")], SPACE, on_cut=lambda *cut: cuts.append(cut)))
    assert cuts == [(1, 5, 7)]


def test_a_query_is_scored_against_items_and_lost_figures_are_named(embedder, folder):
    broken = Picture(b"broken", "도형3.png")
    found = embedder.score(Content("질문"), [Content("가"), Content("가나다", pictures=(broken,))], "찾으시오.")
    np.testing.assert_allclose(found.scores, [0.01, 0.03])
    assert found.unreadable == (broken.sha256,)
    assert log(folder) == ["load", "score 질문 찾으시오."]


def test_errors_arrive_as_what_they_are_and_the_worker_goes_on(embedder):
    broken = Content("a", pictures=(Picture(b"broken", "도형3.png"),))
    with pytest.raises(UnreadableFigure, match=r"도형3\.png"):
        embedder.embed("d", broken, SPACE)
    with pytest.raises(OutOfMemory, match="the card is full"):
        embedder.embed("d", Content("big"), SPACE)
    assert embedder.embed("d", Content("a"), SPACE)
    assert embedder.state.phase is ModelPhase.READY


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is known to POSIX systems only")
def test_killed_in_mid_question_it_says_so_restarts_and_answers(embedder, heard, folder):
    pid = embedder.announced().process
    answer = in_background(lambda: embedder.embed("d", Content("wait"), SPACE))
    until(lambda: "answer d wait" in log(folder))
    os.kill(pid, signal.SIGKILL)
    lost = heard.loss()
    assert isinstance(lost, ModelAway)
    assert "SIGKILL" in str(lost)
    (folder / "go").touch()
    np.testing.assert_array_equal(answer().vector, vector_of("wait"))
    assert embedder.announced().process != pid
    assert log(folder) == ["load", "answer d wait", "load", "answer d wait"]


def test_whoever_does_not_wait_hears_at_once_that_the_model_is_away(embedder, folder):
    with pytest.raises(ModelAway, match="starting"):
        embedder.embed("d", Content("a"), SPACE, wait=False)
    embedder.announced()
    assert embedder.embed("d", Content("a"), SPACE, wait=False)
    answer = in_background(lambda: embedder.embed("d", Content("wait"), SPACE, wait=False))
    until(lambda: "answer d wait" in log(folder))
    psutil.Process(embedder.announced().process).kill()
    with pytest.raises(ModelAway):
        answer()


def test_a_question_that_ends_the_process_each_time_is_given_up(embedder, folder):
    with pytest.raises(ModelAway, match="code 3"):
        embedder.embed("d", Content("die"), SPACE)
    assert log(folder).count("answer d die") == AT_ONCE.asked
    assert embedder.embed("d", Content("a"), SPACE)


def test_a_bug_in_a_preparing_thread_ends_the_process_visibly(embedder, heard):
    outcomes = dict(embedder.embed_bulk([Content("a"), Content("absurd")], SPACE))
    np.testing.assert_array_equal(outcomes[0], vector_of("a"))
    assert isinstance(outcomes[1], ModelAway)
    assert "ZeroDivisionError: a bug" in str(heard.loss())


def test_too_many_losses_in_a_row_are_told_and_start_tries_again(folder, heard):
    command = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
    patience = Patience(restart=0.0, losses=2)
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, patience=patience, command=command)) as embedder:
        with pytest.raises(WorkerUnusable, match=r"SIGTERM.*3 times in a row"):
            embedder.embed("d", Content("a"), SPACE)
        with pytest.raises(WorkerUnusable, match="SIGTERM"):
            embedder.embed("d", Content("a"), SPACE)
        with pytest.raises(WorkerUnusable, match="SIGTERM"):
            embedder.announced()


def test_restarts_come_later_each_time_up_to_a_limit(folder, heard):
    command = [sys.executable, "-c", ""]
    patience = Patience(restart=0.001, longest=0.005, losses=4)
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, patience=patience, command=command)) as embedder:
        embedder.start()
        heard.until(ModelPhase.FAILED)
    assert [state.restart_in for state in heard.seen if state.reason][:4] == [0.001, 0.002, 0.004, 0.005]


def test_a_lost_process_need_not_be_waited_for(folder, heard):
    patience = Patience(restart=600.0, longest=600.0)
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, patience=patience, command=COMMAND)) as embedder:
        embedder.restart_now()
        assert embedder.state.phase is ModelPhase.ABSENT, "nothing was lost yet"
        before = embedder.announced().process
        psutil.Process(before).kill()
        heard.loss()
        assert embedder.state.restart_in == 600.0
        embedder.restart_now()
        assert embedder.state.reason is None
        until(lambda: embedder.state.phase is ModelPhase.READY)
        assert embedder.announced().process != before
        assert embedder.embed("d", Content("a"), SPACE)
        psutil.Process(embedder.announced().process).kill()
        heard.loss()  # And closing does not wait either.


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["/nowhere/python"], "/nowhere/python"),
        ([sys.executable, "-c", "print('hello ' * 9, flush=True); input()"], "no worker of this program"),
    ],
    ids=["no such interpreter", "another program"],
)
def test_what_is_no_worker_is_told_and_not_started_again(folder, heard, command, says):
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, command=command)) as embedder:
        embedder.start()
        assert says in str(heard.until(ModelPhase.FAILED).reason)
        with pytest.raises(WorkerUnusable):
            embedder.embed("d", Content("a"), SPACE)


def test_a_python_that_lacks_what_the_worker_needs_is_told_at_once(folder, heard):
    command = [sys.executable, "-c", "import no_such_package_anywhere"]
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, command=command)) as embedder:
        embedder.start()
        assert "No module named 'no_such_package_anywhere'" in str(heard.until(ModelPhase.FAILED).reason)
        assert [state.phase for state in heard.seen] == [ModelPhase.STARTING, ModelPhase.FAILED]


def test_a_worker_of_another_version_is_a_clear_error(folder, heard):
    code = COMMAND[2].replace("import runpy", "import itembank_desktop.adapters.embedders.protocol as p; "
                              "p.VERSION = 99; import runpy")  # fmt: skip
    command = [COMMAND[0], "-c", code]
    with (
        closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, command=command)) as embedder,
        pytest.raises(WorkerUnusable, match="version 99"),
    ):
        embedder.announced()


def test_a_worker_that_leaves_out_what_an_answer_must_say_is_told(folder, heard):
    code = COMMAND[2].replace(
        "import runpy",
        "import itembank_desktop.model_worker as w; w.asdict = lambda one, real=w.asdict: "
        "{k: v for k, v in real(one).items() if k != 'vision'} | ({'sight': 0} if hasattr(one, 'vision') else {}); "
        "import runpy",
    )
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, command=[COMMAND[0], "-c", code])) as embedder:
        with pytest.raises(WorkerUnusable, match="an answer with"):
            embedder.ask("d", Content("a"), SPACE)
        assert embedder.state.phase is ModelPhase.FAILED


def test_an_answer_says_what_it_cost_stage_by_stage_and_how_long_it_waited(embedder, folder):
    embedder.announced()
    first = in_background(lambda: embedder.ask("d", Content("wait"), SPACE))
    until(lambda: "answer d wait" in log(folder))
    others = [in_background(lambda text=text: embedder.ask("d", Content(text), SPACE)) for text in ("a", "b")]
    until(lambda: len(embedder._questions) == 3)
    time.sleep(0.5)  # The worker has heard both by now; nothing says so before the gate opens.
    (folder / "go").touch()
    assert first().effort.ahead == 0
    efforts = [result().effort for result in others]
    assert sorted(one.ahead for one in efforts) == [0, 1], "the one under way does not wait"
    for one in efforts:
        assert one.waited >= 0.05
        assert (one.language, one.vision, one.tokens, one.known) == (0.25, 0.0, 2, 1)
        assert 0 < one.tokenise < 0.25


def test_a_broken_folder_is_told_and_start_tries_again_when_it_is_mended(folder, heard, embedder):
    (folder / "config.json").unlink()
    with pytest.raises(ModelUnusable, match=r"holds no config\.json"):
        embedder.embed("d", Content("a"), SPACE)
    assert isinstance(heard.until(ModelPhase.FAILED).reason, ModelUnusable)
    with pytest.raises(ModelUnusable):
        next(embedder.embed_bulk([Content("a")], SPACE))
    (folder / "config.json").touch()
    embedder.start()
    assert embedder.embed("d", Content("a"), SPACE)


def test_unloaded_when_asked_and_loaded_by_the_next_question(embedder, heard, folder):
    embedder.announced()
    embedder.unload()
    heard.until(ModelPhase.UNLOADED)
    assert embedder.embed("d", Content("a"), SPACE)
    assert log(folder) == ["load", "release", "load", "answer d a"]
    assert embedder.state.phase is ModelPhase.READY


def test_unloaded_when_idle_and_loaded_again_for_whoever_does_not_wait(folder, heard):
    checkpoint = Checkpoint(folder, idle=0.01)
    with closing(RemoteEmbedder(checkpoint, on_state=heard, patience=AT_ONCE, command=COMMAND)) as embedder:
        embedder.start()
        heard.until(ModelPhase.UNLOADED)
        with pytest.raises(ModelAway, match="unloaded"):
            embedder.embed("d", Content("a"), SPACE, wait=False)
        heard.until(ModelPhase.READY)
        assert embedder.embed("d", Content("a"), SPACE)


def test_bulk_lists_the_bad_item_and_embeds_the_rest(embedder):
    contents = [Content(f"item {number}") for number in range(600)]
    contents[300] = Content("item", pictures=(Picture(b"broken", "bad.png"),))
    contents[301] = Content("big")
    progress = []
    outcomes = dict(embedder.embed_bulk(iter(contents), SPACE, JobControl(progress.append), total=600))
    assert sorted(outcomes) == list(range(600))
    assert isinstance(outcomes.pop(300), UnreadableFigure)
    assert isinstance(outcomes.pop(301), OutOfMemory)
    for index, vector in outcomes.items():
        np.testing.assert_array_equal(vector, vector_of(contents[index].stem))
    assert (progress[-1].done, progress[-1].total) == (600, 600)
    assert "items/s" in progress[-1].note
    assert "GB" in progress[-1].note
    assert embedder.state.phase is ModelPhase.READY


def test_a_question_waits_for_one_bulk_batch_at_most(embedder, folder):
    bulk = in_background(lambda: dict(embedder.embed_bulk(GATED, SPACE)))
    until(lambda: (folder / "log").exists() and any(line.startswith("batch") for line in log(folder)))
    until(lambda: embedder.state.phase is ModelPhase.BUSY)  # It may log before we have heard that it is loaded.
    answer = in_background(lambda: embedder.embed("d", Content("question"), SPACE))
    until(lambda: len(embedder._questions) == 1)
    (folder / "go").touch()
    answer()
    assert len(bulk()) == 200
    lines = log(folder)
    batches_before = [line for line in lines[: lines.index("answer d question")] if line.startswith("batch")]
    assert len(batches_before) <= 2  # The one under way, and one more if the question was still on its way.
    assert len([line for line in lines if line.startswith("batch")]) > 10


def test_prefill_steps_in_front_of_bulk_and_only_the_newest_is_computed(embedder, folder):
    bulk = in_background(lambda: dict(embedder.embed_bulk(GATED, SPACE)))
    until(lambda: (folder / "log").exists() and any(line.startswith("batch") for line in log(folder)))
    for text in ("d r", "d ra", "d raft"):
        embedder.prefill("d", Content(text), SPACE)
    answer = in_background(lambda: embedder.embed("e", Content("after"), SPACE))
    until(lambda: len(embedder._questions) == 1)
    (folder / "go").touch()
    answer()
    assert len(bulk()) == 200
    answers = [line for line in log(folder) if line.startswith("answer")]
    assert answers == ["answer e after", "answer d d raft"]


def test_bulk_survives_a_killed_worker_with_nothing_lost_or_doubled(embedder, folder):
    contents = [Content(f"item {n:03}") for n in range(100)]
    seen = []
    for index, vector in embedder.embed_bulk(contents, SPACE):
        np.testing.assert_array_equal(vector, vector_of(contents[index].stem))
        seen.append(index)
        if len(seen) == 5:
            psutil.Process(embedder.announced().process).kill()
    assert sorted(seen) == list(range(100))


def test_the_one_content_that_ends_the_process_is_found_and_skipped(embedder):
    contents = [Content(f"item {n}") for n in range(20)]
    contents[7], contents[8] = Content("die"), Content("die once")
    outcomes = dict(embedder.embed_bulk(contents, SPACE))
    assert isinstance(outcomes.pop(7), ModelAway)
    for index, vector in outcomes.items():
        np.testing.assert_array_equal(vector, vector_of(contents[index].stem))
    assert len(outcomes) == 19


def test_cancelled_bulk_ends_and_what_it_left_is_not_computed(embedder, folder):
    cancelled = Event()
    control = JobControl(cancelled=cancelled.is_set)
    bulk = in_background(lambda: dict(embedder.embed_bulk(GATED, SPACE, control)))
    until(lambda: (folder / "log").exists() and any(line.startswith("batch") for line in log(folder)))
    cancelled.set()
    assert bulk() == {}
    (folder / "go").touch()
    assert embedder.embed("d", Content("a"), SPACE)
    assert next(embedder.embed_bulk([Content("b")], SPACE))[0] == 0
    assert len([line for line in log(folder) if line.startswith("batch wait")]) == 1


def test_paused_bulk_rests_frees_its_memory_and_goes_on_with_nothing_lost_or_doubled(embedder, folder, heard):
    """A window of 200 contents is with the process when the author pauses: minutes of work, on a processor."""
    paused, found = Event(), []

    def read():
        found.extend(embedder.embed_bulk(GATED, SPACE, JobControl(paused=paused.is_set)))

    bulk = in_background(read)
    until(lambda: (folder / "log").exists() and any(line.startswith("batch") for line in log(folder)))
    assert heard.until(ModelPhase.BUSY)
    paused.set()
    assert heard.until(ModelPhase.READY)
    (folder / "go").touch()
    assert embedder.embed("d", Content("a"), SPACE)
    computed = len([line for line in log(folder) if line.startswith("batch")])
    assert computed == 1, "only the batch that had begun"
    embedder.unload()
    assert heard.until(ModelPhase.UNLOADED)
    time.sleep(0.3)
    assert log(folder)[-1] == "release"
    paused.clear()
    bulk()
    assert sorted(index for index, _ in found) == list(range(len(GATED)))
    assert all(np.allclose(vector, vector_of(GATED[index].stem)) for index, vector in found)


def test_unloaded_while_bulk_runs_it_loads_again_and_nothing_is_lost_or_doubled(embedder, folder):
    found = []
    bulk = in_background(lambda: found.extend(embedder.embed_bulk(GATED, SPACE)))
    until(lambda: (folder / "log").exists() and any(line.startswith("batch") for line in log(folder)))
    embedder.unload()
    (folder / "go").touch()
    bulk()
    assert sorted(index for index, _ in found) == list(range(len(GATED)))
    assert log(folder).count("load") == 2


def test_a_closed_draft_is_forgotten(embedder, folder):
    embedder.embed("d", Content("a"), SPACE)
    embedder.close_draft("d")
    embedder.embed("e", Content("b"), SPACE)
    assert log(folder) == ["load", "answer d a", "close d", "answer e b"]


def test_a_worker_that_hangs_is_killed_and_started_again(folder, heard):
    patience = Patience(restart=0.0, answer=0.5, leave=0.2)
    with closing(RemoteEmbedder(Checkpoint(folder), on_state=heard, patience=patience, command=COMMAND)) as embedder:
        embedder.announced()
        with pytest.raises(ModelAway, match=r"did not answer in 0\.5 s"):
            embedder.embed("d", Content("hang"), SPACE)
        assert heard.until(ModelPhase.READY)
        assert heard.until(ModelPhase.READY)


def test_closing_ends_whoever_waits_and_a_worker_that_hangs(folder):
    embedder = RemoteEmbedder(Checkpoint(folder), patience=Patience(leave=0.2), command=COMMAND)
    process = psutil.Process(embedder.announced().process)
    answer = in_background(lambda: embedder.embed("d", Content("hang"), SPACE))
    bulk = in_background(lambda: list(embedder.embed_bulk([Content("a")], SPACE)))
    until(lambda: "answer d hang" in log(folder))
    embedder.close()
    for waiting in (answer, bulk):
        with pytest.raises(ModelAway, match="closed"):
            waiting()
    assert not process.is_running()
    with pytest.raises(ModelAway, match="closed"):
        embedder.embed("d", Content("a"), SPACE)


def test_closing_before_anything_was_started_or_twice(folder):
    embedder = RemoteEmbedder(Checkpoint(folder), command=COMMAND)
    embedder.close()
    embedder.close()


def test_closing_while_it_starts_leaves_nothing_behind(folder):
    before = children()
    embedder = RemoteEmbedder(Checkpoint(folder), command=COMMAND)
    embedder.start()
    embedder.close()
    assert children() <= before


def test_the_worker_leaves_when_its_parent_is_killed(folder):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from itembank_desktop.adapters.embedders.remote import Checkpoint, RemoteEmbedder\n"
        f"one = RemoteEmbedder(Checkpoint(Path({str(folder)!r})), command={COMMAND!r})\n"
        "print(one.announced().process, flush=True)\n"
        "sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(LONG)
