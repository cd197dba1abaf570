"""What every embedder promises, wherever its model runs. A new embedder joins by one more Case."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count

import numpy as np
import pytest

from itembank_desktop.adapters.embedders.remote import Checkpoint, Patience, RemoteEmbedder
from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.ports import Embedder, JobControl
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling
from tests.fakes_vectors import BOTH, BROKEN, FakeEmbedder
from tests.model.stand_in_worker import COMMAND, ROOT

TEXTS = (
    "이차함수의 그래프",
    "이차함수의 그래프가 지나는 점",
    "등차수열의 합",
    "원의 넓이",
    "확률",
    "벡터의 내적",
    "수열",
)
UNREADABLE = Content("그림이 깨진 문항", pictures=(Picture(b"broken", "깨진.png"),))


@dataclass(frozen=True)
class Case:
    """An embedder, one of its multimodal spaces, and a content that it cannot read."""

    embedder: Embedder
    space: EmbeddingSpace
    unreadable: Content


def _fake(_) -> AbstractContextManager[Case]:
    return nullcontext(Case(FakeEmbedder(), BOTH, Content(f"{BROKEN} 문항")))


def _remote(folder, command=None) -> AbstractContextManager[Case]:
    class Closing(closing):
        def __enter__(self):
            one = super().__enter__()
            return Case(one, one.announced().space(Modality.MULTIMODAL, Pooling.MEAN), UNREADABLE)

    return Closing(RemoteEmbedder(Checkpoint(folder, "cpu", "float32"), patience=Patience(restart=0), command=command))


def _stand_in(folder) -> AbstractContextManager[Case]:
    (folder / "config.json").touch()
    return _remote(folder, COMMAND)


def _model(folder) -> AbstractContextManager[Case]:
    if find_spec("torch") is None:
        pytest.skip("torch is not installed: the model's own process needs it")
    # Made by another process: this one must not import torch, or no journey could show that the window does not.
    make = "import sys; from pathlib import Path; from tests.tiny_model import write_tiny_model as write; "
    subprocess.run([sys.executable, "-c", f"{make}write(Path(sys.argv[1]))", str(folder)], cwd=ROOT, check=True)
    return _remote(folder)


CASES: dict[str, Callable[..., AbstractContextManager[Case]]] = {
    "fake": _fake, "a process with a stand-in": _stand_in, "a process with a model": _model,
}  # fmt: skip


@pytest.fixture(scope="module", params=list(CASES))
def case(request, tmp_path_factory):
    with CASES[request.param](tmp_path_factory.mktemp("embedder")) as made:
        yield made


def from_scratch(case, content):
    return case.embedder.embed(None, content, case.space).vector


def test_a_vector_is_of_unit_length_in_the_space_that_was_asked(case):
    found = case.embedder.embed("초안", Content(TEXTS[0]), case.space)
    assert found.space == case.space
    assert found.vector.dtype == np.float32
    assert found.vector.shape == (case.space.dimension,)
    assert abs(float(np.linalg.norm(found.vector)) - 1) < 1e-5


def test_a_draft_is_answered_as_if_it_had_no_history(case):
    for text in (TEXTS[0], TEXTS[1], TEXTS[0], TEXTS[3]):
        vector = case.embedder.embed("초안", Content(text), case.space).vector
        np.testing.assert_allclose(vector, from_scratch(case, Content(text)), atol=1e-5)


def test_two_drafts_are_never_mixed(case):
    for text in TEXTS[:3]:
        for draft, content in (("하나", Content(text)), ("둘", Content(f"{text} 그리고"))):
            vector = case.embedder.embed(draft, content, case.space).vector
            np.testing.assert_allclose(vector, from_scratch(case, content), atol=1e-5)


def test_other_texts_have_other_vectors(case):
    rows = np.stack([from_scratch(case, Content(text)) for text in TEXTS])
    assert (rows @ rows.T - 2 * np.eye(len(rows))).max() < 1 - 1e-6


def test_bulk_answers_every_content_once_and_as_a_question_would(case):
    answered = list(case.embedder.embed_bulk([Content(text) for text in TEXTS], case.space, total=len(TEXTS)))
    assert sorted(index for index, _ in answered) == list(range(len(TEXTS)))
    for index, vector in answered:
        np.testing.assert_allclose(vector, from_scratch(case, Content(TEXTS[index])), atol=1e-5)


def test_one_that_cannot_be_read_is_an_error_of_its_own(case):
    contents = [Content(TEXTS[0]), case.unreadable, Content(TEXTS[2])]
    answered = dict(case.embedder.embed_bulk(contents, case.space))
    assert isinstance(answered[1], ItemBankError)
    for index in (0, 2):
        np.testing.assert_allclose(answered[index], from_scratch(case, contents[index]), atol=1e-5)


def test_cancelled_bulk_ends_with_no_more_drawn_than_are_on_their_way(case):
    drawn = count()
    answered = []

    def endless():
        while True:
            next(drawn)
            yield Content(f"문항 {len(answered)}")

    control = JobControl(cancelled=lambda: len(answered) >= 5)
    for one in case.embedder.embed_bulk(endless(), case.space, control):
        answered.append(one)
    assert 5 <= len(answered) < 600
    assert next(drawn) < 600
