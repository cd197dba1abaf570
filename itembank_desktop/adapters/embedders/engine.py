"""A loaded model as the worker uses it: device and precision chosen, memory watched, torch's errors translated."""

import gc
import json
import os
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from itembank_desktop.adapters.embedders.checkpoint_check import check_folder
from itembank_desktop.adapters.embedders.qwen_inputs import ModelImage, Prompt, model_image
from itembank_desktop.core.errors import BadInput, ModelUnusable, OutOfMemory, WorkerUnusable
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.model import Announcement, Effort, PairScores
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.qwen3_vl import Vectors

AUTO = "auto"
PICTURE_BYTES = 64 * 2**20
DTYPES = (AUTO, "float32", "bfloat16", "float16")
AMPERE = (8, 0)
_NO_MEMORY = ("out of memory", "can't allocate memory", "not enough memory", "ALLOC_FAILED")


class Engine(Protocol):
    """What the worker asks of a loaded model. All but `prepare` belong to one thread."""

    def announcement(self) -> Announcement:
        """The model, its device, and the memory it takes now."""
        ...

    def prepare(self, content: Content, space: EmbeddingSpace, keep: bool = False) -> Prompt:
        """Decode, resize and tokenise, on any thread, also after `release`; UnreadableFigure or BadInput otherwise.

        With `keep` the pictures are remembered: a draft asks with the same ones at every keystroke.
        """
        ...

    def answer(self, draft: str | None, prompt: Prompt, space: EmbeddingSpace) -> "tuple[Vectors, Effort]":
        """One unit vector, shape (dimension,): from the draft's session, or from scratch without one; and its cost."""
        ...

    def batch(self, prompts: Sequence[Prompt], pooling: Pooling) -> "Vectors":
        """One unit vector a prompt, from scratch."""
        ...

    def score(self, query: Content, documents: Sequence[Content], instruction: str) -> PairScores:
        """How likely each document answers the query, by a reranker; BadInput from a model that makes vectors."""
        ...

    def close_draft(self, draft: str) -> None:
        """Forget a draft's session."""
        ...

    def release(self) -> None:
        """Give all memory back; nothing but `prepare` can be asked afterwards."""
        ...


class PictureCache:
    """Pictures as the model is shown them, by their address; the least recently asked goes first. For one thread."""

    def __init__(self, limit: int = PICTURE_BYTES) -> None:
        self._limit = limit
        self._held: OrderedDict[str, ModelImage] = OrderedDict()

    def image(self, picture: Picture) -> ModelImage:
        """The picture decoded and resized, now or before."""
        image = self._held.pop(picture.sha256, None) or model_image(picture)
        self._held[picture.sha256] = image
        while len(self._held) > 1 and sum(one.pixels.nbytes for one in self._held.values()) > self._limit:
            self._held.popitem(last=False)
        return image


class QwenEngine:
    """Implements Engine with Qwen3-VL-Embedding."""

    def __init__(self, folder: Path, device: str = AUTO, dtype: str = AUTO) -> None:
        began = time.perf_counter()
        try:
            import safetensors
            import torch
            from transformers import Qwen3VLModel  # noqa: F401 - transformers imports lazily: meet its failure here

            from itembank_desktop.adapters.embedders.incremental import Sessions
            from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL
        except ImportError as error:
            raise WorkerUnusable(sys.executable, str(error)) from error
        check_folder(folder)
        self._device = chosen_device(device)
        self._dtype = chosen_dtype(dtype, self._device, stored_in(folder))
        if self._device == "cpu":
            # The window keeps a core for itself.
            torch.set_num_threads(max(1, available_cores() - 1))
        with translated(folder.name):
            try:
                self._model = Qwen3VL(folder, self._device, self._dtype)
            except safetensors.SafetensorError as error:
                raise ModelUnusable(str(folder), f"its weights are damaged ({error})") from error
            self._sessions = Sessions(self._model)
            self._check_numbers(folder)
        self._card_memory = 0
        if self._device.startswith("cuda"):
            self._card_memory = torch.cuda.get_device_properties(self._device).total_memory
        self._drafts: dict[str, set[str]] = {}
        # Preparing needs none of the weights, and threads that prepare may outlive them.
        self._prompt, self._made = self._model.prompt, (self._model.revision, self._model.dimension)
        self._tokenizing = Lock()
        self._pictures = PictureCache()
        self._seconds = time.perf_counter() - began

    def _check_numbers(self, folder: Path) -> None:
        """Answer something once: it warms up, and float16 that overflows shows at once."""
        from jinja2 import TemplateError

        try:
            self._model.embed_prompts([self._model.prompt("1 + 1 = 2", [])], Pooling.MEAN)
            self._check_template()
            self._sessions.try_out([self._model.prompt(text, []) for text in ("1 + 1 = ?", "1 + 1 = 2", "1 + 1 = 10")])
        except ModelUnusable as error:
            raise ModelUnusable(str(folder), f"answers in {self._dtype} on {self._device} with no numbers") from error
        except (ValueError, TemplateError) as error:  # No chat template, for one, or half of it.
            raise ModelUnusable(str(folder), " ".join(str(error).split())[:200]) from error

    def _check_template(self) -> None:
        """ValueError for a template that loses what it is given: every item would get the same vector."""
        import numpy as np

        prompt, figure = self._model.prompt, ModelImage(np.zeros((32, 32, 3), np.uint8))
        if prompt("1", []).ids == prompt("2", []).ids:
            raise ValueError("its chat template leaves out the text")
        prompt("1", [figure])

    def announcement(self) -> Announcement:
        """See Engine."""
        used, total = self._memory()
        model, device = self._model, self._device
        return Announcement(
            model.folder.name, model.revision, device, model.weights, model.dimension, used, total, os.getpid(),
            self._seconds, model.computed, self._sessions.way,
        )  # fmt: skip

    def prepare(self, content: Content, space: EmbeddingSpace, keep: bool = False) -> Prompt:
        """See Engine."""
        from itembank_desktop.adapters.embedders.qwen3_vl import text_of

        if self._made != (space.revision, space.dimension):
            raise ModelUnusable(space.model, f"of revision {space.revision} is asked for, {self._made[0]} is loaded")
        if space.modality is Modality.FIGURE or space.pooling is Pooling.OWN:
            kind = f"{space.modality}, {space.pooling}"
            raise BadInput(space.model, f"reads text, or text and figures, to a mean or a last token; not {kind}")
        text = text_of(content)
        try:
            (text + space.instruction).encode()
        except UnicodeEncodeError as error:
            raise BadInput(f"character {error.start + 1} of the text", "is half a character") from error
        pictures = content.pictures if space.modality is Modality.MULTIMODAL else ()
        images = [self._pictures.image(picture) if keep else model_image(picture) for picture in pictures]
        with self._tokenizing:  # Fast tokenizers refuse to be used by two threads at once.
            return self._prompt(text, images, space.instruction)

    def answer(self, draft: str | None, prompt: Prompt, space: EmbeddingSpace) -> "tuple[Vectors, Effort]":
        """See Engine; spaces with other prompts have sessions of their own, poolings share one."""
        looking, vision = self._model.looking, self._model.vision
        looking.read()
        began, missed, known = time.perf_counter(), vision.misses, 0
        with self._sheds():
            if draft is None:
                vector: Vectors = self._model.embed_prompts([prompt], space.pooling)[0]
            else:
                key = f"{draft}\n{space.modality}\n{space.instruction}"
                self._drafts.setdefault(draft, set()).add(key)
                vector = self._sessions.embed(key, prompt, space.pooling)
                known = self._sessions.reused_of(key)
        seconds, seen = time.perf_counter() - began, looking.read()
        figures = len(prompt.images)
        return vector, Effort(
            vision=seen, language=max(0.0, seconds - seen), tokens=len(prompt.ids), known=known,
            figures=figures, seen=figures - (vision.misses - missed),
        )  # fmt: skip

    def batch(self, prompts: Sequence[Prompt], pooling: Pooling) -> "Vectors":
        """See Engine; a batch too large for the memory is halved."""
        import numpy as np

        if len(prompts) > 1:
            try:
                return self._whole(prompts, pooling)
            except OutOfMemory:
                # Tried again below, where the failed attempt's tensors are no longer held by its traceback.
                half = len(prompts) // 2
            return np.concatenate([self.batch(prompts[:half], pooling), self.batch(prompts[half:], pooling)])
        return self._whole(prompts, pooling)

    def _whole(self, prompts: Sequence[Prompt], pooling: Pooling) -> "Vectors":
        """One unit vector a prompt, in one batch."""
        with self._sheds():
            return self._model.embed_prompts(prompts, pooling)

    def score(self, query: Content, documents: Sequence[Content], instruction: str) -> PairScores:
        """See Engine."""
        raise cannot_rank(self._model.folder.name)

    def close_draft(self, draft: str) -> None:
        """See Engine."""
        for key in self._drafts.pop(draft, ()):
            self._sessions.close(key)

    def release(self) -> None:
        """See Engine."""
        import torch

        del self._model, self._sessions
        gc.collect()
        if self._device.startswith("cuda"):
            torch.cuda.empty_cache()

    def _memory(self) -> tuple[int, int]:
        """Bytes of the graphics card this process holds, and that the card has; 0 and 0 on a processor."""
        import torch

        if not self._device.startswith("cuda"):
            return 0, 0
        return torch.cuda.memory_reserved(self._device), self._card_memory

    @contextmanager
    def _sheds(self) -> Iterator[None]:
        """Translate errors; out of memory, let go of what can be computed again."""
        import torch

        try:
            with translated(self._model.folder.name):
                yield
        except OutOfMemory:
            self._sessions.empty()
            self._model.vision = self._model.vision_cache()
            if self._device.startswith("cuda"):
                torch.cuda.empty_cache()
            raise


def cannot_rank(name: str) -> BadInput:
    """What a model answers that makes vectors."""
    return BadInput(name, "makes vectors and cannot rank again; a Qwen3-VL-Reranker can")


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the ways torch says that memory ran out into OutOfMemory."""
    try:
        yield
    except MemoryError as error:
        raise OutOfMemory(name, "the computer's memory is full") from error
    except RuntimeError as error:  # torch.OutOfMemoryError is one
        if not any(sign in str(error) for sign in _NO_MEMORY):
            raise
        raise OutOfMemory(name, " ".join(str(error).split())[:200]) from error


def chosen_device(asked: str) -> str:
    """The device itself, or for "auto" a CUDA card where torch sees one; ModelUnusable for one that is not there."""
    import torch

    if asked == AUTO:
        return "cuda" if torch.cuda.is_available() else "cpu"
    if asked.startswith("cuda") and not torch.cuda.is_available():
        build = torch.version.cuda
        reason = "no graphics card is found" if build else "this torch is a build for processors only"
        raise WorkerUnusable(asked, f"{reason} ({sys.executable})")
    return asked


def chosen_dtype(asked: str, device: str, stored: str = "") -> str:
    """The precision itself, or for "auto" 16 bits where the device computes in them.

    CUDA before Ampere has no bfloat16 (torch says "supported" and emulates it): float16 there, checked for overflow.
    A processor without it computes in float32, from weights as they are `stored` in the files: bfloat16 ones fill
    half the memory that way, and every sum is the same (wide_arithmetic).
    """
    import torch

    if asked != AUTO:
        return asked
    if device.startswith("cuda"):
        return "bfloat16" if torch.cuda.get_device_capability(device) >= AMPERE else "float16"
    wide = not processor_has_bfloat16(torch.cpu.get_capabilities())
    return "float32" if wide and stored != "bfloat16" else "bfloat16"


def stored_in(folder: Path) -> str:
    """The precision that a checkpoint's configuration names; "" when it names none."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    parts = (config, config.get("text_config") or {})
    return next((str(part[key]) for part in parts for key in ("dtype", "torch_dtype") if part.get(key)), "")


def processor_has_bfloat16(capabilities: Mapping[str, object]) -> bool:
    """Whether a processor multiplies bfloat16 itself: AVX-512 BF16 or AMX on x86, BF16 on ARM."""
    return any(capabilities.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16", "arm_bf16", "sve_bf16"))


def available_cores() -> int:
    """Cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Loader = Callable[[Path, str, str, bool], Engine]
"""Loads a folder on a device in a precision; True for a model that ranks again, which its files do not tell."""
