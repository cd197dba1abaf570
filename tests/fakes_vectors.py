"""A model of forty lines: vectors from words and pictures, deterministic, with the ways in which models fail."""

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np

from itembank_desktop.core.errors import BadInput, ItemBankError
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Effort, ModelAnswer
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.space import Embedding, EmbeddingSpace, Modality, Pooling

BROKEN = "읽을수없는"


def a_space(modality: Modality = Modality.TEXT, dimension: int = 128, model: str = "fake", **fields) -> EmbeddingSpace:
    """A space of the fake model."""
    return EmbeddingSpace(
        model, fields.pop("revision", "r1"), modality, fields.pop("pooling", Pooling.MEAN), "", dimension, **fields
    )


TEXT, BOTH = a_space(), a_space(Modality.MULTIMODAL)


class FakeEmbedder:
    """Implements core.ports.Embedder; every item with the word BROKEN fails, `away` makes all live questions fail."""

    def __init__(self) -> None:
        self.away: ItemBankError | None = None
        self.asked: list[tuple[str | None, Content, EmbeddingSpace]] = []
        self.read: list[tuple[Content, EmbeddingSpace]] = []

    def embed(self, draft: str | None, content: Content, space: EmbeddingSpace, wait: bool = True) -> Embedding:
        """One vector, at once."""
        return self.ask(draft, content, space, wait).embedding

    def ask(self, draft: str | None, content: Content, space: EmbeddingSpace, wait: bool = True) -> ModelAnswer:
        """The same with its particulars: a token a word, half of them known."""
        self.asked.append((draft, content, space))
        if self.away:
            raise self.away
        words = len(content.stem.split())
        effort = Effort(0.001, 0.002, 0.003, 0.004, 1, words, words // 2, len(content.pictures), 0)
        return ModelAnswer(Embedding(space, vector_of(content, space)), words, effort=effort)

    def embed_bulk(
        self,
        contents: Iterable[Content],
        space: EmbeddingSpace,
        control: JobControl | None = None,
        total: int = 0,
        on_cut=lambda _index, _tokens, _cut: None,
    ) -> Iterator[tuple[int, np.ndarray | ItemBankError]]:
        """Three at a time, the last first, as a batch sorted by length comes back."""
        waiting: list[tuple[int, Content]] = []
        for index, content in enumerate(contents):
            if control and control.cancelled():
                return
            waiting.append((index, content))
            if len(waiting) == 3:
                yield from self._batch(waiting, space, on_cut)
                waiting = []
            if control:
                control.progress(Progress(index, total, "9.0 items/s"))
        yield from self._batch(waiting, space, on_cut)

    def _batch(self, waiting, space, on_cut):
        for index, content in reversed(waiting):
            self.read.append((content, space))
            if len(content.stem) > 2000:
                on_cut(index, 2000, len(content.stem) - 2000)
            if BROKEN in content.stem:
                yield index, BadInput("the text", "cannot be read")
            else:
                yield index, vector_of(content, space)


def vector_of(content: Content, space: EmbeddingSpace) -> np.ndarray:
    """The sum of the words' (and pictures') random directions, of unit length."""
    parts = " ".join((content.stem, *content.choices)).split()
    if space.modality is Modality.MULTIMODAL:
        parts += [picture.sha256 for picture in content.pictures for _ in range(3)]
    total = np.zeros(space.dimension)
    for part in (*parts, f"{space.model} {space.pooling}"):
        seed = int.from_bytes(hashlib.blake2b(part.encode("utf-8", "replace"), digest_size=8).digest())
        total += np.random.default_rng(seed).normal(size=space.dimension)
    return (total / np.linalg.norm(total)).astype(np.float32)
