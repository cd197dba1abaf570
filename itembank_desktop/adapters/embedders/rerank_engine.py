"""The reranker as the worker uses it: scores for a query and some items, and the figures it could not be shown."""

import gc
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.adapters.embedders.checkpoint_check import check_folder, family_of
from itembank_desktop.adapters.embedders.engine import AUTO, available_cores, chosen_device, chosen_dtype, stored_in
from itembank_desktop.adapters.embedders.engine import translated as memory_told
from itembank_desktop.adapters.embedders.qwen_inputs import Prompt, model_image
from itembank_desktop.core.errors import BadInput, ModelUnusable, TextTooLong, UnreadableFigure, WorkerUnusable
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Announcement, Effort, Family, PairScores
from itembank_desktop.core.space import EmbeddingSpace, Pooling

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.qwen3_vl import Vectors

NO_SCORE = 0.0
"""Of an item that does not fit beside the query: it goes behind those that do."""


class RerankEngine:
    """Implements Engine with a Qwen3-VL-Reranker: it scores, and makes no vectors."""

    def __init__(self, folder: Path, device: str = AUTO, dtype: str = AUTO) -> None:
        began = time.perf_counter()
        try:
            import safetensors
            import torch

            from itembank_desktop.adapters.embedders.reranker import Reranker
        except ImportError as error:
            raise WorkerUnusable(sys.executable, str(error)) from error
        check_folder(folder)
        if family_of(folder) is not Family.QWEN3_VL:
            raise ModelUnusable(str(folder), "it makes vectors and cannot rank again; a Qwen3-VL-Reranker can")
        self.device = chosen_device(device)
        if self.device == "cpu":
            torch.set_num_threads(max(1, available_cores() - 1))
        with memory_told(folder.name):
            try:
                self.model = Reranker(folder, self.device, chosen_dtype(dtype, self.device, stored_in(folder)))
            except safetensors.SafetensorError as error:
                raise ModelUnusable(str(folder), f"its weights are damaged ({error})") from error
        self._name = folder.name
        self._seconds = time.perf_counter() - began

    def announcement(self) -> Announcement:
        """See Engine."""
        import torch

        used = total = 0
        if self.device.startswith("cuda"):
            used = torch.cuda.memory_reserved(self.device)
            total = torch.cuda.get_device_properties(self.device).total_memory
        one = self.model
        return Announcement(
            one.folder.name, one.revision, self.device, one.weights, one.dimension, used, total, os.getpid(),
            self._seconds, one.computed,
        )  # fmt: skip

    def score(self, query: Content, documents: Sequence[Content], instruction: str) -> PairScores:
        """See Engine; a pair too long to be read together scores least."""
        import numpy as np

        unreadable: list[str] = []
        asked = _readable(query, unreadable)
        scores = []
        for document in documents:
            shown = _readable(document, unreadable)
            with memory_told(self.model.folder.name):
                try:
                    scores.append(float(self.model.score(asked, [shown], instruction)[0]))
                except TextTooLong:
                    scores.append(NO_SCORE)
        return PairScores(np.array(scores, np.float32), tuple(dict.fromkeys(unreadable)))

    def prepare(self, content: Content, space: EmbeddingSpace, keep: bool = False) -> Prompt:
        """See Engine: refused."""
        raise self._refusal()

    def answer(self, draft: str | None, prompt: Prompt, space: EmbeddingSpace) -> "tuple[Vectors, Effort]":
        """See Engine: refused."""
        raise self._refusal()

    def batch(self, prompts: Sequence[Prompt], pooling: Pooling) -> "Vectors":
        """See Engine: refused."""
        raise self._refusal()

    def close_draft(self, draft: str) -> None:
        """Nothing is kept for a draft."""

    def release(self) -> None:
        """See Engine."""
        import torch

        del self.model
        gc.collect()
        if self.device.startswith("cuda"):
            torch.cuda.empty_cache()

    def _refusal(self) -> BadInput:
        return BadInput(self._name, "ranks items again and makes no vectors")


def _readable(content: Content, unreadable: list[str]) -> Content:
    """The content with the figures that can be shown; the others' addresses are added to `unreadable`."""
    pictures = []
    for picture in content.pictures:
        try:
            model_image(picture)
            pictures.append(picture)
        except UnreadableFigure:
            unreadable.append(picture.sha256)
    return replace(content, pictures=tuple(pictures))
