"""Which build of torch a computer gets, from what nvidia-smi says."""

import importlib.util
import sys
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def load(name):
    """A program of packaging/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def environment():
    yield load("model_environment")
    del sys.modules["model_environment"]


@pytest.fixture
def bootstrap(environment, monkeypatch, tmp_path):
    """The set-up program, with its environment in a folder of the test's own."""
    module = load("bootstrap")
    monkeypatch.setattr(module, "VENV", tmp_path)
    yield module
    del sys.modules["bootstrap"]


def gpu(environment, cards, cuda):
    return environment.parse_gpu(cards, f"| NVIDIA-SMI 580.1   Driver Version: 580.1   CUDA Version: {cuda}     |")


@pytest.mark.parametrize(
    ("cards", "cuda", "build"),
    [
        ("8.9, NVIDIA GeForce RTX 4070\n", "13.0", "CUDA 13.0 build"),
        ("7.5, NVIDIA GeForce RTX 2070 SUPER\n", "13.1", "CUDA 13.0 build"),
        ("7.5, NVIDIA GeForce RTX 2070 SUPER\n", "12.8", "CUDA 12.6 build"),
        ("12.0, NVIDIA GeForce RTX 5090\n", "13.0", "CUDA 13.0 build"),
        ("8.9, NVIDIA L4\n6.1, NVIDIA GeForce GTX 1080\n", "13.0", "CUDA 12.6 build"),
    ],
)
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_gpu_gets_the_cuda_build_its_driver_and_card_can_run(environment, cards, cuda, build, platform):
    chosen = environment.choose_build(gpu(environment, cards, cuda), platform)
    assert chosen.label == build
    assert chosen.index.startswith("https://download.pytorch.org/whl/cu")
    assert "GB to download" in str(chosen)


@pytest.mark.parametrize(
    ("cards", "cuda", "why"),
    [("8.9, NVIDIA L4\n", "11.8", "runs CUDA 11.8"), ("12.0, NVIDIA GeForce RTX 5090\n", "12.8", "CUDA 13")],
)
def test_an_old_driver_is_said_and_not_replaced_by_the_processor(environment, cards, cuda, why):
    card = gpu(environment, cards, cuda)
    with pytest.raises(environment.CannotInstall, match=why):
        environment.choose_build(card, "linux")
    assert environment.choose_build(card, "linux", "cpu").label == "CPU build"


@pytest.mark.parametrize(("platform", "index"), [("linux", "/cpu"), ("win32", ""), ("darwin", "")])
def test_without_a_gpu_the_cpu_build(environment, platform, index):
    chosen = environment.choose_build(None, platform)
    assert chosen.label == "CPU build"
    assert chosen.index.endswith(index)
    assert bool(chosen.index) == bool(index)
    with pytest.raises(environment.CannotInstall, match="nvidia-smi"):
        environment.choose_build(None, platform, "cuda")


@pytest.mark.parametrize("cards", ["", "No devices were found\n", "[N/A], broken\n"])
def test_no_card_is_no_gpu(environment, cards):
    assert gpu(environment, cards, "13.0") is None


def test_two_cards_count_as_the_weaker(environment):
    assert gpu(environment, "8.9, NVIDIA L4\n6.1, NVIDIA GeForce GTX 1080\n", "13.0").name == "NVIDIA GeForce GTX 1080"


@pytest.mark.parametrize(
    ("present", "wanted", "needed"),
    [
        ("", "cpu", True),
        ("2.13.0+cpu", "cpu", False),
        ("2.13.0+cu130", "cpu", False),
        ("2.12.1", "cpu", True),
        ("2.13.0+cpu", "cuda", True),
        ("2.13.0+cu126", "cuda", False),
        ("2.13.0", "cuda", False),
    ],
)
def test_what_is_there_already_stays(environment, present, wanted, needed):
    card = gpu(environment, "8.9, NVIDIA L4\n", "13.0")
    assert environment.needs_install(present, environment.choose_build(card, "linux", wanted)) == needed


def test_the_requirements_are_those_of_the_project(environment):
    asked = environment.requirements()
    assert environment.TORCH not in asked
    assert {line.split(">")[0].split("=")[0] for line in asked} >= {
        "numpy",
        "transformers",
        "huggingface_hub",
        "Pillow",
    }


def test_tests_go_on_aloud_without_torch_and_try_again_next_time(bootstrap, environment, monkeypatch, capsys):
    tried = []

    def install(python, build, *_):
        tried.append(build.label)
        if len(tried) == 1:
            raise environment.CannotInstall("'Installing torch' failed.")

    monkeypatch.setattr(environment, "install", install)
    bootstrap.install_model_for_tests()
    assert "tests/model will be skipped" in capsys.readouterr().out
    for _ in range(2):
        bootstrap.install_model_for_tests()
    assert tried == ["CPU build"] * 2, "what worked is not repeated"
