"""The models on this computer: added from a folder, verified, removed; the catalogue and the commands."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from itembank_desktop.adapters.embedders.catalog import KNOWN_MODELS, known_model
from itembank_desktop.adapters.embedders.checkpoint_files import is_taken
from itembank_desktop.adapters.embedders.model_shelf import purpose_of
from itembank_desktop.adapters.embedders.models_folder import ModelsFolder, default_folder
from itembank_desktop.cli import Screens, run
from itembank_desktop.cli.model_options import model_folder
from itembank_desktop.cli.models import pace
from itembank_desktop.core.errors import BadInput, ModelDiskFull, ModelMissing, ModelUnusable
from itembank_desktop.core.model import Purpose
from itembank_desktop.core.ports import JobControl
from tests.checkpoints import checkpoint, sentence_model, write

ROOT = Path(__file__).resolve().parents[2]
NEEDED = sorted(checkpoint())


@pytest.fixture
def models(tmp_path):
    return ModelsFolder(tmp_path / "models")


@pytest.fixture
def source(tmp_path):
    return write(tmp_path / "usb" / "my-model", checkpoint(numbers=1000, shards=2))


def snapshot(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("link", [False, True])
def test_added_from_a_folder_verified_and_removed(models, source, link):
    before = snapshot(source)
    model = models.add(source, "my-model", JobControl(), link)
    assert models.installed() == [model] == [models.verify("my-model", JobControl())]
    assert models.usable("my-model") == models.root / "my-model"
    here = snapshot(model.folder)
    assert here.pop("itembank-model.json")
    assert here == before
    assert all((model.folder / name).is_symlink() == link for name in before)
    freed = models.remove("my-model")
    assert (freed > model.size) == (not link)
    assert snapshot(source) == before, "the user's own folder stays as it is"
    assert models.installed() == []
    with pytest.raises(ModelMissing):
        models.remove("my-model")


def test_a_model_is_found_by_its_name_or_its_folder(models, source, tmp_path):
    models.add(source, "my-model", JobControl())
    assert models.find("my-model") == models.root / "my-model"
    assert models.find(str(source)) == source
    with pytest.raises(ModelMissing):
        models.find("my-other-model")
    with pytest.raises(ModelUnusable, match=r"config\.json"):
        models.find(str(tmp_path))


def test_the_same_weights_have_the_same_revision(models, source, tmp_path):
    one, two = (models.add(source, name, JobControl()) for name in ("one", "two"))
    other = models.add(write(tmp_path / "other", checkpoint(seed=1)), "other", JobControl())
    assert one.revision == two.revision != other.revision


def test_pickles_and_programs_beside_the_weights_are_left_out(models, source):
    write(source, {"pytorch_model.bin": b"x", "modeling.py": b"x", "scripts/run.py": b"x", ".hidden.json": b"{}"})
    model = models.add(source, "my-model", JobControl())
    assert {path.name for path in model.folder.iterdir()} == {*checkpoint(shards=2), "itembank-model.json"}


BROKEN = {
    "no config": ({"config.json": None}, "config.json"),
    "no tokenizer": ({"tokenizer.json": None}, "tokenizer.json"),
    "no preprocessor": ({"preprocessor_config.json": None}, "preprocessor_config.json"),
    "no weights": ({"model.safetensors": None}, "model.safetensors"),
    "only pickles": ({"model.safetensors": None, "pytorch_model.bin": b"x"}, "pickles"),
    "another architecture": ({"config.json": b'{"model_type": "bert"}'}, "bert"),
    "code of its own": ({"processor_config.json": b'{"auto_map": {"AutoProcessor": "x.Y"}}'}, "never run"),
    "settings that are none": ({"generation_config.json": b"{"}, "JSON"),
    "a cut-off header": ({"model.safetensors": checkpoint()["model.safetensors"][:30]}, "cut off"),
    "cut-off weights": ({"model.safetensors": checkpoint()["model.safetensors"][:-4]}, "cut off"),
    "a git pointer": ({"model.safetensors": b"version https://git-lfs.github.com/spec/v1\noid sha256:1"}, "git lfs"),
    "an empty file": ({"model.safetensors": b""}, "safetensors"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_unfit_folder_is_refused_with_its_fault(models, tmp_path, case):
    changes, why = BROKEN[case]
    files = {name: data for name, data in (checkpoint() | changes).items() if data is not None}
    with pytest.raises(ModelUnusable, match=why):
        models.add(write(tmp_path / "unfit", files), "unfit", JobControl())
    assert models.installed() == []


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ({"weight.0": "model-00001-of-00002.safetensors", "weight.1": "../../etc/x.safetensors"}, "outside"),
        ({"weight.0": "model-00001-of-00002.safetensors", "weight.1": "gone.safetensors"}, "lacks gone"),
        ({"weight.9": "model-00001-of-00002.safetensors"}, r"lacks 1 of its weights, weight\.9"),
        ([], "damaged"),
    ],
)
def test_the_index_is_held_to_its_files(models, source, places, why):
    (source / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))
    with pytest.raises(ModelUnusable, match=why):
        models.add(source, "my-model", JobControl())


def test_a_sentence_model_brings_how_it_pools(models, tmp_path):
    source = write(
        tmp_path / "usb" / "my-sentences", sentence_model() | {"onnx/model.onnx": b"x", "1_Pooling/x.py": b""}
    )
    model = models.add(source, "my-sentences", JobControl())
    assert "1_Pooling/config.json" in [file.name for file in model.files]
    assert snapshot(model.folder).keys() == sentence_model().keys() | {"itembank-model.json"}
    assert models.verify("my-sentences", JobControl()) == model
    (model.folder / "1_Pooling" / "config.json").write_text("{}")
    with pytest.raises(ModelUnusable, match=r"1_Pooling/config\.json"):
        models.verify("my-sentences", JobControl())
    (model.folder / "1_Pooling" / "config.json").unlink()
    assert models.get("my-sentences").faults == ("1_Pooling/config.json is missing",)
    assert models.remove("my-sentences") > 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"1_Pooling/config.json": None}, r"lacks 1_Pooling/config\.json"),
        ({"modules.json": b"{"}, "modules.json"),
        ({"modules.json": b"[1]"}, r"modules\.json is damaged"),
        ({"1_Pooling/config.json": b'{"auto_map": {}}'}, "never run"),
    ],
)
def test_an_unfit_sentence_model_is_refused_with_its_fault(models, tmp_path, changes, why):
    files = {name: data for name, data in (sentence_model() | changes).items() if data is not None}
    with pytest.raises(ModelUnusable, match=why):
        models.add(write(tmp_path / "unfit", files), "unfit", JobControl())


def test_a_known_model_is_found_by_any_of_its_names_and_where_to_get_it(models):
    with pytest.raises(ModelMissing, match="models fetch KURE-v1"):
        models.find("kure-v1")
    models.add(write(models.root.parent / "k", sentence_model()), "KURE-v1", JobControl())
    assert models.find("kure-v1") == models.find("nlpai-lab/KURE-v1") == models.root / "KURE-v1"


def test_what_a_folder_is_good_for(tmp_path):
    siglip = {"config.json": b'{"model_type": "siglip"}', "preprocessor_config.json": b"{}"}
    known = {
        "one": (checkpoint(), Purpose.TEXT_AND_FIGURES),
        "My-Reranker": (checkpoint(), Purpose.RERANK),
        "two": (sentence_model(), Purpose.TEXT),
        "three": (siglip, Purpose.FIGURES),
    }
    for name, (files, purpose) in known.items():
        assert purpose_of(write(tmp_path / name, files)) is purpose


def test_a_reranker_makes_no_vectors_and_nothing_else_ranks_again(tmp_path):
    with pytest.raises(BadInput, match="compare --rerank"):
        model_folder(str(write(tmp_path / "Qwen3-VL-Reranker-2B", checkpoint())))
    with pytest.raises(BadInput, match="cannot rank again"):
        model_folder(str(write(tmp_path / "sentences", sentence_model())), reranks=True)
    assert model_folder(str(tmp_path / "Qwen3-VL-Reranker-2B"), reranks=True).is_dir()


def test_a_missing_folder(models, tmp_path):
    with pytest.raises(ModelUnusable, match="no such file"):
        models.add(tmp_path / "nowhere", "x", JobControl())


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "이름", "a@b", "x" * 101])
def test_names_that_no_folder_may_have(models, source, name):
    with pytest.raises(BadInput):
        models.add(source, name, JobControl())


def test_a_name_is_given_once(models, source):
    models.add(source, "my-model", JobControl())
    with pytest.raises(BadInput, match="already"):
        models.add(source, "my-model", JobControl())
    assert models.verify("my-model", JobControl())


@pytest.mark.parametrize("name", NEEDED)
def test_every_damaged_file_is_named(models, tmp_path, name):
    model = models.add(write(tmp_path / "m", checkpoint()), "m", JobControl())
    data = bytearray((model.folder / name).read_bytes())
    data[-1] ^= 1
    (model.folder / name).write_bytes(data)
    assert models.usable("m"), "a look at sizes cannot see it"
    with pytest.raises(ModelUnusable, match=f"{name} was changed"):
        models.verify("m", JobControl())


def test_missing_short_and_foreign_files_are_named_together(models, source):
    folder = models.add(source, "m", JobControl()).folder
    (folder / "tokenizer.json").unlink()
    (folder / "config.json").write_bytes(b"{}")
    (folder / "added_tokens.json").write_bytes(b"{}")
    with pytest.raises(ModelUnusable) as failed:
        models.verify("m", JobControl())
    for part in ("tokenizer.json is missing", "config.json has 2 bytes", "added_tokens.json was not there"):
        assert part in str(failed.value)
    with pytest.raises(ModelUnusable, match=r"tokenizer\.json is missing"):
        models.usable("m")


def test_a_link_whose_target_is_gone_is_incomplete(models, source):
    models.add(source, "m", JobControl(), link=True)
    (source / "tokenizer.json").unlink()
    assert models.get("m").faults == ("tokenizer.json is missing",)


def test_a_folder_put_there_by_hand_gets_its_record_where_it_is(models):
    folder = write(models.root / "by-hand", checkpoint())
    assert "models add" in models.get("by-hand").faults[0]
    before = snapshot(folder)
    model = models.add(folder, "by-hand", JobControl())
    assert models.verify("by-hand", JobControl()) == model
    assert {name: data for name, data in snapshot(folder).items() if name in before} == before
    (folder / "itembank-model.json").write_text("{}")
    assert "record" in models.get("by-hand").faults[0]


def test_cancelled_halfway_leaves_nothing(models, source):
    seen = []
    assert models.add(source, "m", JobControl(seen.append, lambda: True)) is None
    assert models.installed() == []
    assert models.unfinished() == {}
    models.add(source, "m", JobControl())
    assert models.verify("m", JobControl(cancelled=lambda: True)) is None


def test_a_copy_killed_in_its_middle_never_looks_installed(models, source):
    """The process dies without any clean-up after its second file."""
    program = (
        "import os, sys; from pathlib import Path\n"
        "from itembank_desktop.adapters.embedders.models_folder import ModelsFolder\n"
        "from itembank_desktop.core.ports import JobControl\n"
        "seen = []\n"
        "def cancelled():\n"
        "    seen.append(1)\n"
        "    if len(seen) > 2: os._exit(9)\n"
        "ModelsFolder(Path(sys.argv[1])).add(Path(sys.argv[2]), 'm', JobControl(cancelled=cancelled))\n"
    )
    died = subprocess.run([sys.executable, "-c", program, models.root, source], cwd=ROOT, check=False)
    assert died.returncode == 9
    assert models.installed() == []
    assert models.unfinished()["m"] > 0
    assert models.add(source, "m", JobControl())
    assert models.unfinished() == {}
    assert models.verify("m", JobControl())


def test_too_little_room(source, tmp_path):
    models = ModelsFolder(tmp_path / "models", free=lambda _: 1000)
    with pytest.raises(ModelDiskFull, match="free"):
        models.add(source, "m", JobControl())
    assert models.add(source, "m", JobControl(), link=True), "links need no room"


@pytest.mark.parametrize(
    "name",
    [
        "a.json",
        "model-00001-of-00002.safetensors",
        "merges.txt",
        "chat_template.jinja",
        "1_Pooling/config.json",
        "2_Dense/model.safetensors",
    ],
)
def test_what_is_taken(name):
    assert is_taken(name)


@pytest.mark.parametrize(
    "name",
    [
        "a.py",
        "model.bin",
        "model.pt",
        "x/a.json",
        "1_Pooling/run.py",
        "1_Pooling/../config.json",
        "../1_Pooling/config.json",
        "1_Pooling/x/config.json",
        "onnx/config.json",
        "..\\a.json",
        "C:a.json",
        ".a.json",
        "a\x00.json",
        "a.json.py",
        "itembank-model.json",
        "LICENSE",
    ],
)
def test_what_is_not_taken(name):
    assert not is_taken(name)


@pytest.mark.parametrize("model", KNOWN_MODELS, ids=lambda model: model.name)
def test_the_catalogue(models, model):
    models.refuse_taken(model.name)
    assert known_model(model.name.lower()) == known_model(model.hub_id) == model
    assert model.hub_id.endswith(f"/{model.name}")
    assert 5e7 < model.size < model.memory
    assert model.licence
    assert model.summary


def test_where_models_live(monkeypatch, tmp_path):
    monkeypatch.setenv("ITEMBANK_MODELS", str(tmp_path))
    assert default_folder() == tmp_path
    monkeypatch.delenv("ITEMBANK_MODELS")
    assert default_folder().name == "models"


def models_command(*words, root):
    return run(["models", "--models", str(root), *map(str, words)], Screens(*[lambda _: 0] * 3))


def test_the_commands_in_order(tmp_path, capsys):
    root = tmp_path / "models"
    source = write(tmp_path / "my-model", checkpoint() | {"run.py": b"x"})
    assert models_command("add", source, root=root) == 0
    said = capsys.readouterr()
    assert "my-model is installed in" in said.out
    assert "never run: run.py" in said.err
    assert models_command("list", root=root) == 0
    listed = capsys.readouterr().out
    assert all(model.name in listed for model in KNOWN_MODELS)
    assert str(root) in listed
    assert "yes" in next(line for line in listed.splitlines() if line.startswith("my-model"))
    assert models_command("verify", "my-model", root=root) == 0
    os.truncate(root / "my-model" / "model.safetensors", 100)
    assert models_command("verify", "my-model", root=root) == 1
    assert "model.safetensors has 100 bytes" in capsys.readouterr().err
    assert models_command("list", root=root) == 0
    assert "incomplete" in capsys.readouterr().out
    assert models_command("remove", "my-model", root=root) == 0
    assert models_command("verify", "my-model", root=root) == 1
    assert "models list" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("done", "seconds", "left", "told"),
    [
        (0, 5.0, 10, ""),
        (10**6, 0.5, 10, ""),
        (50 * 10**6, 5.0, 10**9, ", 10.0 MB/s, 1:40 left"),
        (2 * 10**6, 2.0, 4 * 10**9, ", 1.0 MB/s, 1:06:40 left"),
    ],
)
def test_the_pace_of_a_download(done, seconds, left, told):
    assert pace(done, seconds, left) == told


@pytest.mark.parametrize("words", [["fetch", "no-such-model"], ["add", "no-such-folder"], ["remove", "no-such-model"]])
def test_the_worlds_fault_is_one_sentence_and_code_1(tmp_path, capsys, words):
    assert models_command(*words, root=tmp_path) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["steal"], ["fetch"], ["verify"]])
def test_wrong_usage_is_code_2(tmp_path, capsys, words):
    with pytest.raises(SystemExit) as ended:
        models_command(*words, root=tmp_path)
    assert ended.value.code == 2


def test_listing_reaches_out_to_nobody_and_loads_no_model_library(tmp_path):
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('reached out')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from itembank_desktop.__main__ import main\n"
        "sys.argv = ['itembank-desktop', 'models', '--models', sys.argv[1], 'list']\n"
        "code = main()\n"
        "assert not {'torch', 'transformers', 'huggingface_hub'} & set(sys.modules)\n"
        "sys.exit(code)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, tmp_path], cwd=ROOT, check=False).returncode == 0
