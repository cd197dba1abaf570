"""The baselines that the pilot compared with: sentence-transformers models (KURE-v1) and SigLIP, in the worker.

They answer like the main model, from scratch at every question: they are small, and nobody types with them.
"""

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from itembank_desktop.adapters.embedders.engine import available_cores, cannot_rank, chosen_device, translated
from itembank_desktop.adapters.embedders.qwen3_vl import checked, revision, text_of
from itembank_desktop.adapters.embedders.qwen_inputs import ModelImage, Prompt
from itembank_desktop.adapters.images import decode_rgb
from itembank_desktop.core.errors import BadInput, ModelUnusable, WorkerUnusable
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Announcement, Effort, Family, PairScores
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.qwen3_vl import Vectors


@dataclass(frozen=True, slots=True)
class TextPrompt(Prompt):
    """A text for a sentence-transformers model; `ids` are its tokens."""

    text: str = ""


class BaselineEngine:
    """What both baselines have in common: one modality, the model's own pooling, 32-bit numbers, no sessions."""

    family: Family
    modality: Modality
    dimension: int
    """Length of the vectors, from the checkpoint."""

    def __init__(self, folder: Path, device: str) -> None:
        self._began = time.perf_counter()
        try:
            import torch
        except ImportError as error:
            raise WorkerUnusable(sys.executable, str(error)) from error
        self.folder = folder
        self.device = chosen_device(device)
        self.revision = revision(folder)
        if self.device == "cpu":
            torch.set_num_threads(max(1, available_cores() - 1))
        self._tokenizing = Lock()
        with translated(folder.name):
            try:
                self._load()
            except (OSError, ValueError, KeyError, RuntimeError, AttributeError) as error:
                raise ModelUnusable(str(folder), " ".join(str(error).split())[:200]) from error
        self._seconds = time.perf_counter() - self._began

    def announcement(self) -> Announcement:
        """See Engine."""
        import torch

        used = total = 0
        if self.device.startswith("cuda"):
            used = torch.cuda.memory_reserved(self.device)
            total = torch.cuda.get_device_properties(self.device).total_memory
        return Announcement(
            self.folder.name, self.revision, self.device, "float32", self.dimension, used, total, os.getpid(),
            self._seconds, "float32", family=self.family,
        )  # fmt: skip

    def answer(self, _draft: str | None, prompt: Prompt, _space: EmbeddingSpace) -> "tuple[Vectors, Effort]":
        """See Engine; drafts have no sessions here."""
        began = time.perf_counter()
        row: Vectors = self.batch([prompt], Pooling.OWN)[0]
        seconds, tokens, figures = time.perf_counter() - began, len(prompt.ids), len(prompt.images)
        if self.modality is Modality.FIGURE:
            return row, Effort(vision=seconds, tokens=tokens, figures=figures)
        return row, Effort(language=seconds, tokens=tokens)

    def batch(self, prompts: Sequence[Prompt], _pooling: Pooling) -> "Vectors":
        """See Engine."""
        with translated(self.folder.name):
            vectors = np.asarray(self._vectors(prompts), np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return checked(vectors / np.maximum(lengths, 1e-12), len(prompts))

    def score(self, query: Content, documents: Sequence[Content], instruction: str) -> PairScores:
        """See Engine."""
        raise cannot_rank(self.folder.name)

    def close_draft(self, draft: str) -> None:
        """Nothing is kept for a draft."""

    def release(self) -> None:
        """See Engine."""
        import gc

        import torch

        self._drop()
        gc.collect()
        if self.device.startswith("cuda"):
            torch.cuda.empty_cache()

    def _check(self, space: EmbeddingSpace) -> None:
        if (space.revision, space.dimension) != (self.revision, self.dimension):
            raise ModelUnusable(space.model, f"of revision {space.revision} is asked for, {self.revision} is loaded")
        if (space.modality, space.pooling) != (self.modality, Pooling.OWN) or space.instruction:
            told = f"{space.modality}, {space.pooling}" + (", with an instruction" if space.instruction else "")
            raise BadInput(self.folder.name, f"makes {self.modality} vectors in its own way only, not {told}")

    def _load(self) -> None:
        raise NotImplementedError

    def _vectors(self, prompts: Sequence[Prompt]) -> Any:
        raise NotImplementedError

    def _drop(self) -> None:
        raise NotImplementedError


class SentenceEngine(BaselineEngine):
    """Implements Engine with a sentence-transformers model: text in, the model's own pooling."""

    family = Family.SENTENCE
    modality = Modality.TEXT

    def _load(self) -> None:
        from sentence_transformers import SentenceTransformer

        options = {"use_safetensors": True}
        self._model: Any = SentenceTransformer(
            str(self.folder), device=self.device, local_files_only=True, trust_remote_code=False, model_kwargs=options
        )
        self._tokenizer: Any = self._model.tokenizer
        self._most = int(self._model.max_seq_length or 0)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ValueError("does not tell the length of its vectors")
        self.dimension = dimension

    def prepare(self, content: Content, space: EmbeddingSpace, keep: bool = False) -> Prompt:
        """See Engine; a text beyond the model's length is cut at its end, and said to be."""
        self._check(space)
        text = text_of(content)
        with self._tokenizing:
            ids = self._tokenizer(text, truncation=False, verbose=False)["input_ids"]
        most = self._most or len(ids)
        return TextPrompt(tuple(ids[:most]), (), max(0, len(ids) - most), text)

    def _vectors(self, prompts: Sequence[Prompt]) -> Any:
        texts = [prompt.text for prompt in prompts if isinstance(prompt, TextPrompt)]
        return self._model.encode(texts, batch_size=len(texts), show_progress_bar=False, convert_to_numpy=True)

    def _drop(self) -> None:
        del self._model


class SiglipEngine(BaselineEngine):
    """Implements Engine with SigLIP: figures in; the vector of several figures is the mean of their unit vectors."""

    family = Family.SIGLIP
    modality = Modality.FIGURE

    def _load(self) -> None:
        from transformers import SiglipImageProcessorPil, SiglipModel

        options: dict[str, Any] = {"local_files_only": True}
        self._processor: Any = SiglipImageProcessorPil.from_pretrained(self.folder, **options)
        model, found = SiglipModel.from_pretrained(
            self.folder, use_safetensors=True, trust_remote_code=False, output_loading_info=True, **options
        )
        if found["missing_keys"]:
            raise ModelUnusable(str(self.folder), f"lacks {len(found['missing_keys'])} of its weights")
        self._model: Any = model.to(self.device).eval()
        config = self._model.config.vision_config
        self._tokens = (config.image_size // config.patch_size) ** 2
        self.dimension = int(config.hidden_size)

    def prepare(self, content: Content, space: EmbeddingSpace, keep: bool = False) -> Prompt:
        """See Engine; UnreadableFigure names a broken picture, BadInput an item without any."""
        self._check(space)
        if not content.pictures:
            raise BadInput("the item", "has no figure")
        images = [ModelImage(np.array(decode_rgb(one.data, one.name))) for one in content.pictures]
        return Prompt((0,) * (self._tokens * len(images)), tuple(images))

    def _vectors(self, prompts: Sequence[Prompt]) -> Any:
        import torch
        from PIL import Image

        images = [Image.fromarray(image.pixels) for prompt in prompts for image in prompt.images]
        with torch.inference_mode():
            shown = self._processor(images=images, return_tensors="pt").to(self.device)
            found = torch.nn.functional.normalize(self._model.get_image_features(**shown).pooler_output.float(), dim=-1)
        rows = iter(found.cpu().numpy())
        return np.stack([np.mean([next(rows) for _ in prompt.images], axis=0) for prompt in prompts])

    def _drop(self) -> None:
        del self._model, self._processor
