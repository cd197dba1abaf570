"""The Python environment of the model's own process: torch's CPU build, or a CUDA build where there is an NVIDIA GPU.

PyPI's torch for Linux brings several gigabytes of CUDA libraries, the one for Windows has no CUDA at all: which build
is wanted is decided here, said, and asked for by name. Standard library alone; used by bootstrap.py.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TORCH = "torch==2.13.*"
# Where torch's makers publish each build; --index or pip's own settings name another place.
WHEELS = "https://download.pytorch.org/whl"
GB = 10**9
# A host that cannot be reached must not hold up a set-up for minutes.
PIP = ["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", "--timeout", "15"]


class CannotInstall(Exception):
    """One sentence why, and what to do."""


@dataclass(frozen=True)
class Gpu:
    """The weakest NVIDIA card (compute capability) and the newest CUDA its driver can run."""

    name: str
    capability: tuple[int, int]
    cuda: tuple[int, int]


@dataclass(frozen=True)
class Build:
    """A build of torch: its label, how much is downloaded and kept (bytes), and its maker's index; "" is pip's own."""

    label: str
    download: int
    kept: int
    index: str = ""

    def __str__(self) -> str:
        sizes = f"about {self.download / GB:.1f} GB to download, {self.kept / GB:.1f} GB on disk"
        return f"torch 2.13, {self.label} ({sizes})"


def find_gpu() -> Gpu | None:
    """What nvidia-smi says; None where it is missing or finds no card."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    cards = _output([program, "--query-gpu=compute_cap,name", "--format=csv,noheader"])
    return parse_gpu(cards, _output([program]))


def parse_gpu(cards: str, overview: str) -> Gpu | None:
    """From nvidia-smi's list of cards ("8.9, NVIDIA GeForce RTX 4070") and its overview ("CUDA Version: 13.0")."""
    found = re.findall(r"^(\d+)\.(\d+), *(.+)$", cards, re.MULTILINE)
    cuda = re.search(r"CUDA[\w ]* Version: *(\d+)\.(\d+)", overview)
    if not found or cuda is None:
        return None
    major, minor, name = min(found, key=lambda card: (int(card[0]), int(card[1])))
    return Gpu(name.strip(), (int(major), int(minor)), (int(cuda[1]), int(cuda[2])))


def choose_build(gpu: Gpu | None, platform: str, wanted: str = "auto") -> Build:
    """The build for this computer; `wanted` is auto, cpu or cuda. CannotInstall where a GPU's driver is too old."""
    if wanted == "cuda" and gpu is None:
        raise CannotInstall("No NVIDIA GPU answers (nvidia-smi). Install its driver, or choose --build cpu.")
    if gpu is None or wanted == "cpu":
        # Elsewhere than on Linux PyPI's own torch is the CPU build.
        return Build("CPU build", GB // 4, GB, f"{WHEELS}/cpu" if platform == "linux" else "")
    if gpu.cuda < (12, 6):
        driver = ".".join(map(str, gpu.cuda))
        raise CannotInstall(
            f"The driver of {gpu.name} runs CUDA {driver}, torch 2.13 needs 12.6. Update it, or choose --build cpu."
        )
    # torch's CUDA 13 builds begin with Turing (7.5), its CUDA 12.6 builds end before Blackwell (10.0).
    if gpu.cuda >= (13, 0) and gpu.capability >= (7, 5):
        return Build("CUDA 13.0 build", 5 * GB // 2, 5 * GB, f"{WHEELS}/cu130")
    if gpu.capability >= (10, 0):
        raise CannotInstall(f"{gpu.name} needs a driver for CUDA 13. Update it, or choose --build cpu.")
    return Build("CUDA 12.6 build", 5 * GB // 2, 5 * GB, f"{WHEELS}/cu126")


def needs_install(present: str, build: Build) -> bool:
    """Whether torch must be installed, given the version there is ("" for none); a CUDA build serves a CPU as well."""
    if not present.startswith("2.13."):
        return True
    return "CUDA" in build.label and present.endswith("+cpu")


def requirements() -> list[str]:
    """What the model's process needs besides torch, from pyproject.toml."""
    import tomllib  # Not in Python 3.10, whose users bootstrap.py tells to start another one.

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    numpy = [line for line in project["dependencies"] if line.startswith("numpy")]
    extra = project["optional-dependencies"]["model"]
    if TORCH not in extra:
        raise CannotInstall(f"pyproject.toml no longer asks for {TORCH}: bring packaging/model_environment.py along.")
    return [*numpy, *(line for line in extra if line != TORCH)]


def install(python: Path, build: Build, index: str | None, say) -> None:
    """Put torch and the rest into the environment of `python`; CannotInstall says at which step it failed."""
    say(f"The model's environment: {build} into {python.parent.parent}")
    present = _output([str(python), "-c", "import importlib.metadata as m; print(m.version('torch'))"]).strip()
    if needs_install(present, build):
        free = shutil.disk_usage(python.parent).free
        if free < build.download + build.kept:
            raise CannotInstall(
                f"{free / GB:.1f} GB are free there, {(build.download + build.kept) / GB:.1f} are needed."
            )
        if present:
            _run([str(python), "-m", "pip", "uninstall", "--yes", "--quiet", "torch"], "Removing the other torch")
        source = build.index if index is None else index
        if index is None and build.label == "CPU build" and (local := _own_cpu_build(python)):
            _run([str(python), *PIP, f"torch=={local}"], f"Installing torch {local}")
        else:
            where = ["--index-url", source] if source else []
            _run([str(python), *PIP, *where, TORCH], f"Installing torch, {build.label}")
    else:
        say(f"torch {present} is there already")
    _run([str(python), *PIP, "--quiet", TORCH, *requirements()], "Installing transformers and huggingface_hub")
    check = "import torch, transformers; print(torch.__version__, torch.cuda.is_available())"
    answer = _output([str(python), "-c", check]).split()
    if not answer:
        raise CannotInstall(f"torch was installed but does not start: {python} -c 'import torch, transformers'")
    if "CUDA" in build.label and answer[1] != "True":
        raise CannotInstall(f"torch {answer[0]} does not see the GPU. Update its driver, or choose --build cpu.")
    say(f"torch {answer[0]} is ready{', with the GPU' if answer[1] == 'True' else ', on the processor'}")


def main(arguments: list[str], default: Path, say) -> int:
    """`bootstrap.py model`: `default` is the interpreter to install into unless --into names a folder."""
    parser = argparse.ArgumentParser(prog="bootstrap.py model", description="Install what the model's process needs.")
    parser.add_argument("--build", choices=["auto", "cpu", "cuda"], default="auto", help="default: CUDA with a GPU")
    parser.add_argument("--index", metavar="URL", help="take torch from there instead of its makers' index")
    parser.add_argument("--into", type=Path, metavar="DIR", help="an environment of its own instead of .venv")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be installed")
    asked = parser.parse_args(arguments)
    try:
        gpu = find_gpu()
        say(f"NVIDIA GPU: {gpu.name}, driver for CUDA {gpu.cuda[0]}.{gpu.cuda[1]}" if gpu else "No NVIDIA GPU here")
        build = choose_build(gpu, sys.platform, asked.build)
        if asked.dry_run:
            say(f"Would install {build} into {asked.into or default.parent.parent}")
            return 0
        install(_environment(asked.into) if asked.into else default, build, asked.index, say)
    except CannotInstall as error:
        print(f"[itembank-desktop] {error}", file=sys.stderr, flush=True)
        return 1
    if asked.into:
        say(f"Tell the program of it: its settings, model, Python: {_environment(asked.into)}")
    say("Next: itembank-desktop models fetch Qwen3-VL-Embedding-2B (or, without a network: models add FOLDER)")
    return 0


def _environment(folder: Path) -> Path:
    """The interpreter of an environment, made when it is not there."""
    python = folder.absolute() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.is_file():
        try:
            venv.create(folder, with_pip=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotInstall(f"Could not make {folder} ({error}).") from error
    return python


def _own_cpu_build(python: Path) -> str:
    """The CPU build of torch 2.13 that pip's configured places offer by name; "" where they have none."""
    offered = _output([str(python), "-m", "pip", "index", "versions", "torch", "--timeout", "15", "--retries", "1"])
    found = re.findall(r"\b2\.13\.\d+\+cpu\b", offered.partition("INSTALLED")[0])
    return found[0] if found else ""


def _run(command: list[str], step: str) -> None:
    print(f"[itembank-desktop] {step}", flush=True)
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise CannotInstall(f"'{step}' failed. Its output is above; to repeat it alone: {' '.join(command)}")


def _output(command: list[str]) -> str:
    """Standard output; "" when the command fails."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
