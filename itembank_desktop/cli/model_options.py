"""What commands that may use a model have in common: its folder, its spaces, its process."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.model import Announcement, ModelPhase, ModelState, Purpose
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.remote import RemoteEmbedder
    from itembank_desktop.adapters.embedders.vector_space import LiveEmbed, VectorSpace
    from itembank_desktop.services.neural import Neural
    from itembank_desktop.wiring import AnyBank

SPACES = {
    "text-mean": (Modality.TEXT, Pooling.MEAN),
    "both-mean": (Modality.MULTIMODAL, Pooling.MEAN),
    "text-last": (Modality.TEXT, Pooling.LAST),
    "both-last": (Modality.MULTIMODAL, Pooling.LAST),
    "text-own": (Modality.TEXT, Pooling.OWN),
    "figure-own": (Modality.FIGURE, Pooling.OWN),
}
NAMES = {kind: name for name, kind in SPACES.items()}
DEFAULT = ("text-mean", "both-mean", "text-own", "figure-own")
MODEL_HELP = "name of an installed model (see: models list), or the folder of a checkpoint"
MEANINGS = """  text-mean   text only, mean of all tokens (default)
  both-mean   text and figures, mean of all tokens (default)
  text-last   text only, last token: as the model was trained
  both-last   text and figures, last token
  text-own    text, pooled as a sentence-transformers model does (its default)
  figure-own  figures alone, as SigLIP pools (its default)"""


def add_model_arguments(command: argparse.ArgumentParser, required: bool = False) -> None:
    """A model that is loaded: folder, spaces, device, precision, interpreter."""
    add_spaces_arguments(command, required)
    command.add_argument("--device", default="auto", metavar="D", help="cpu, cuda, cuda:1, auto (default auto)")
    command.add_argument(
        "--dtype", choices=["auto", "float32", "bfloat16", "float16"], default="auto", help="default auto"
    )
    command.add_argument("--python", metavar="P", help="the Python that has torch (default: this one)")


def add_spaces_arguments(command: argparse.ArgumentParser, required: bool = False) -> None:
    """A model whose vectors are used: folder and spaces."""
    command.add_argument("--model", required=required, metavar="M", help=MODEL_HELP)
    command.add_argument(
        "--space", nargs="+", choices=list(SPACES), metavar="S",
        help=f"{', '.join(SPACES)} (default: the model's usual ones)",
    )  # fmt: skip


def model_folder(named: str, reranks: bool = False) -> Path:
    """The folder of a checkpoint or of the installed model of that name; ModelMissing or ModelUnusable otherwise.

    BadInput for a reranker where vectors are to be made, and for anything else where it must rank again.
    """
    from itembank_desktop.adapters.embedders.model_shelf import purpose_of
    from itembank_desktop.adapters.embedders.models_folder import ModelsFolder, default_folder

    folder = ModelsFolder(default_folder()).find(named)
    purpose = purpose_of(folder)
    if purpose is Purpose.RERANK and not reranks:
        raise BadInput(named, "ranks items again and makes no vectors; name it with compare --rerank")
    if reranks and purpose in (Purpose.TEXT, Purpose.FIGURES):
        raise BadInput(named, "makes vectors and cannot rank again; a Qwen3-VL-Reranker can")
    return folder


@contextmanager
def loaded(
    asked: argparse.Namespace, on_state: Callable[[ModelState], None] = lambda _: None
) -> Iterator["RemoteEmbedder"]:
    """The model in its process, loaded; says on standard error which it is and where it runs."""
    from itembank_desktop.adapters.embedders.remote import Checkpoint, RemoteEmbedder

    checkpoint = Checkpoint(model_folder(asked.model), asked.device, asked.dtype)

    def tell(state: ModelState) -> None:
        say_restart(state)
        on_state(state)

    with closing(RemoteEmbedder(checkpoint, asked.python, on_state=tell)) as embedder:
        say_loaded(embedder.announced())
        yield embedder


def say_loaded(one: Announcement) -> None:
    """On standard error: which model, where, how precise, how, and how long it took to load."""
    computed = "" if one.computed in ("", one.dtype) else f", computed in {one.computed}"
    way = f", {one.way}" if one.way else ""
    print(f"{one.model} ({one.revision}) on {one.device} in {one.dtype}{computed}{way}, {one.seconds:.1f} s",
          file=sys.stderr)  # fmt: skip


@contextmanager
def live_channels(
    asked: argparse.Namespace,
    bank: "AnyBank",
    on_state: Callable[[ModelState], None] = lambda _: None,
    on_loaded: Callable[["RemoteEmbedder"], None] = lambda _: None,
) -> Iterator["Neural | None"]:
    """The channels of --model, its process running; None without one. `on_state` hears of its memory."""
    if asked.model is None:
        yield None
        return
    stored_channels(asked, bank)  # Before a model is loaded for nothing.
    with loaded(asked, on_state) as embedder:
        on_loaded(embedder)
        yield stored_channels(asked, bank, embedder.ask)


def stored_channels(asked: argparse.Namespace, bank: "AnyBank", embed: "LiveEmbed | None" = None) -> "Neural":
    """The channels of --model that the bank has vectors for, without loading it; BadInput when it has none."""
    from itembank_desktop.adapters.embedders.qwen3_vl import revision
    from itembank_desktop.wiring import neural, vector_spaces

    folder = model_folder(asked.model)
    name = folder.resolve().name
    spaces = chosen(vector_spaces(bank, embed, revision(folder)), asked.space, name, bank.folder)
    return neural(bank.folder, name, spaces)


def chosen(
    spaces: Sequence["VectorSpace"], names: Sequence[str] | None, model: str, bank: Path
) -> "tuple[VectorSpace, ...]":
    """Those of `spaces` that are named; without names the default ones, or whatever there is."""
    by_name = {name: one for name, kind in SPACES.items() for one in spaces if _kind(one.space) == kind}
    lacking = [name for name in names or () if name not in by_name]
    if lacking or not by_name:
        what = f"{' and '.join(lacking)} vectors" if lacking else "vectors"
        raise BadInput(str(bank), f"holds no {what} of {model}; make them with: itembank-desktop embed")
    wanted = names or [name for name in DEFAULT if name in by_name] or list(by_name)
    return tuple(one for name, one in by_name.items() if name in wanted)


def _kind(space: EmbeddingSpace) -> tuple[Modality, Pooling]:
    return space.modality, space.pooling


def say_restart(state: ModelState) -> None:
    """Tell on the error output that the model's process was lost, and why."""
    if state.phase is ModelPhase.STARTING and state.reason is not None:
        print(f"{state.reason.subject} {state.reason.detail}; it starts again", file=sys.stderr)
