"""The models folder as the window sees it."""

import pytest

from itembank_desktop.adapters.embedders.catalog import KNOWN_MODELS
from itembank_desktop.adapters.embedders.model_shelf import ModelShelf
from itembank_desktop.core.errors import DownloadFailed, ModelUnusable
from itembank_desktop.core.model import Purpose
from itembank_desktop.core.ports import JobControl
from tests.checkpoints import checkpoint, write


@pytest.fixture
def shelf(tmp_path):
    return ModelShelf(tmp_path / "models", "ftp://nowhere")


def test_the_known_models_come_first_and_are_not_here(shelf):
    assert [one.name for one in shelf.list()] == [known.name for known in KNOWN_MODELS]
    assert not any(one.installed or one.usable for one in shelf.list())
    assert all(one.size and one.memory and one.licence for one in shelf.list())
    purposes = {one.name: one.purpose for one in shelf.list()}
    assert (purposes["KURE-v1"], purposes["Qwen3-VL-Reranker-2B"]) == (Purpose.TEXT, Purpose.RERANK)


def test_an_added_folder_is_listed_usable_and_verified(shelf, tmp_path):
    given = write(tmp_path / "given" / "Tiny", checkpoint())
    assert shelf.add(given, JobControl()) == "Tiny"
    one = shelf.list()[-1]
    assert (one.name, one.usable) == ("Tiny", True)
    assert one.size == sum(file.stat().st_size for file in given.iterdir())
    assert shelf.verify("Tiny", JobControl()) == "Tiny"
    (tmp_path / "models" / "Tiny" / "model.safetensors").write_bytes(b"short")
    assert not shelf.list()[-1].usable
    with pytest.raises(ModelUnusable, match="bytes instead of"):
        shelf.verify("Tiny", JobControl())


def test_a_cancelled_work_gives_no_name(shelf, tmp_path):
    given = write(tmp_path / "given" / "Tiny", checkpoint())
    assert shelf.add(given, JobControl(cancelled=lambda: True)) is None
    assert len(shelf.list()) == len(KNOWN_MODELS)


def test_fetching_from_no_address_is_refused(shelf):
    pytest.importorskip("huggingface_hub", reason="huggingface_hub is not installed")
    with pytest.raises(DownloadFailed, match="no address"):
        shelf.fetch(KNOWN_MODELS[0].name, JobControl())
