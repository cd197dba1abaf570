"""Vectors of a model as one more channel: kept as float16, scanned by signs around the bank's mean, compared exactly.

A cosine of float16 vectors differs from that of the float32 ones by less than 1e-3, and as a rule by 1e-5.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields, replace
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.errors import ModelAway
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Asked, Cut, ModelAnswer
from itembank_desktop.core.ports import Bits, Scores, Vector
from itembank_desktop.core.space import Embedding, EmbeddingSpace, Modality, Pooling, SpacesDiffer

LiveEmbed = Callable[[str | None, Content, EmbeddingSpace], ModelAnswer]
"""Asks the model now: the draft it belongs to, its content, and the space."""
_TAG = 8
_MAGIC = b"vectors of "
_BATCH = 1024
_CHANNELS = {
    Modality.TEXT: "meaning_text",
    Modality.MULTIMODAL: "meaning_both",
    Modality.FIGURE: "meaning_figure",
}


class VectorSpace:
    """Implements core.ports.NeuralSpace for one embedding space."""

    revision = "vectors-1"

    def __init__(self, space: EmbeddingSpace, embed: LiveEmbed | None = None) -> None:
        """Without `embed` it compares what is kept and cannot describe anything new."""
        self.space = space
        self._embed = embed

    @classmethod
    def of(cls, statistics: bytes, embed: LiveEmbed | None = None) -> "VectorSpace | None":
        """The space that a bank's statistics were made in; None for those of another kind of channel."""
        known = _read(statistics)
        return cls(known[0], embed) if known else None

    @cached_property
    def name(self) -> str:
        """The embedding space's id."""
        return self.space.id

    @property
    def bits(self) -> int:
        """One a dimension, filled up to whole words."""
        return -(-self.space.dimension // 64) * 64

    @property
    def measures(self) -> tuple[str, ...]:
        """The channel: "meaning_text" or "meaning_both", with the pooling where it is not the pilot's mean."""
        channel = _CHANNELS[self.space.modality]
        return (channel if self.space.pooling is Pooling.MEAN else f"{channel}_{self.space.pooling}",)

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """The content's vector, from scratch."""
        return self.ask(content, None).payloads

    def ask(self, content: Content, draft: str | None) -> Asked:
        """The vector to ask with; none for a content that holds nothing of this modality."""
        if not self.reads(content):
            return Asked()
        if self._embed is None:
            raise ModelAway(self.space.model, "is not loaded")
        answer = self._embed(draft, content, self.space)
        if answer.embedding.space != self.space:
            raise SpacesDiffer(f"{answer.embedding.space.id} in place of {self.name}")
        cut = Cut(answer.tokens, answer.cut) if answer.cut else None
        return Asked((self.payload(answer.embedding.vector),), answer.effort, cut)

    def payload(self, vector: Vector) -> bytes:
        """The space's tag, then float16 numbers; ValueError for a vector of another length or not of unit length."""
        checked = Embedding(self.space, vector).vector
        return self._tag + checked.astype("<f2").tobytes()

    def vector(self, payload: bytes) -> Vector:
        """The payload's numbers, of unit length; SpacesDiffer for a payload of another space."""
        return np.asarray(_unit(self._numbers([payload]))[0])

    @cached_property
    def sister(self) -> str | None:
        """For a multimodal space the text space of the same model: without pictures both show it the same prompt."""
        if self.space.modality is not Modality.MULTIMODAL:
            return None
        return replace(self.space, modality=Modality.TEXT).id

    def adopted(self, payload: bytes) -> bytes:
        """A payload of the sister space under this space's tag."""
        if self.sister is None or payload[:_TAG] != _tag_of(self.sister):
            raise SpacesDiffer(f"a vector that {self.name} cannot take over")
        return self._tag + payload[_TAG:]

    def fit(self, payloads: Iterable[bytes]) -> bytes:
        """The space itself, the number of vectors, and their mean: a bank of vectors says what made them."""
        total, count = np.zeros(self.space.dimension), 0
        rest = iter(payloads)
        while batch := list(islice(rest, _BATCH)):
            total += self._numbers(batch).sum(axis=0, dtype=np.float64)
            count += len(batch)
        # The mean of a single vector would leave it without a direction.
        mean = total / count if count > 1 else np.zeros_like(total)
        head = json.dumps({"embedding": asdict(self.space), "count": count}, ensure_ascii=False, sort_keys=True)
        return _MAGIC + head.encode() + b"\n" + mean.astype("<f4").tobytes()

    def fitted(self, statistics: bytes) -> "FittedVectors":
        """With the bank's mean; SpacesDiffer for that of another space."""
        known = _read(statistics)
        if known is None or known[0] != self.space:
            raise SpacesDiffer(f"statistics of {known[0].id if known else 'another channel'} in {self.name}")
        return FittedVectors(self, known[2])

    def fitted_on(self, statistics: bytes) -> int:
        """How many vectors those statistics were made from."""
        known = _read(statistics)
        return known[1] if known else 0

    def reads(self, content: Content) -> bool:
        """Whether there is text, or for a multimodal space a picture; a model would embed even nothing at all."""
        if self.space.modality is Modality.FIGURE:
            return bool(content.pictures)
        text = content.stem.strip() or any(choice.strip() for choice in content.choices)
        return bool(text or (self.space.modality is Modality.MULTIMODAL and content.pictures))

    @cached_property
    def _tag(self) -> bytes:
        return _tag_of(self.name)

    def _numbers(self, payloads: Sequence[bytes]) -> NDArray[np.float32]:
        """Shape (payloads, dimension)."""
        size = _TAG + 2 * self.space.dimension
        if any(len(payload) != size or payload[:_TAG] != self._tag for payload in payloads):
            raise SpacesDiffer(f"a vector of another space among those of {self.name}")
        raw = np.frombuffer(b"".join(payloads), np.uint8).reshape(len(payloads), size)
        return np.ascontiguousarray(raw[:, _TAG:]).view("<f2").astype(np.float32)


class FittedVectors:
    """Implements core.ports.FittedSpace: VectorSpace with a bank's mean."""

    def __init__(self, space: VectorSpace, mean: NDArray[np.float32]) -> None:
        self._space = space
        self._mean = mean

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """In which dimensions a vector lies above the mean."""
        signs = np.zeros((len(payloads), self._space.bits), bool)
        signs[:, : len(self._mean)] = self._space._numbers(payloads) > self._mean
        return np.packbits(signs, axis=1)

    def probes(self, payload: bytes) -> Bits:
        """The signature itself."""
        return self.signatures([payload])

    def compare(self, asked: Sequence[bytes], candidates: Sequence[Sequence[bytes]]) -> Scores:
        """The cosine, in 0..1: what lies at more than a right angle is as unlike as can be."""
        scores = np.full((len(candidates), 1), np.nan, np.float32)
        known = [place for place, parts in enumerate(candidates) if parts]
        if asked and known:
            rows = self._space._numbers([candidates[place][0] for place in known])
            cosines = rows @ self._space.vector(asked[0]) / _lengths(rows)
            scores[known, 0] = np.clip(cosines, 0.0, 1.0)
        return scores


def _tag_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()[:_TAG]


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / _lengths(rows)[:, None])


def _lengths(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", rows, rows)))


def _read(statistics: bytes) -> tuple[EmbeddingSpace, int, NDArray[np.float32]] | None:
    head, _, mean = statistics.partition(b"\n")
    if not head.startswith(_MAGIC):
        return None
    told = json.loads(head.removeprefix(_MAGIC))
    known = {field.name: told["embedding"][field.name] for field in fields(EmbeddingSpace)}
    known |= {"modality": Modality(known["modality"]), "pooling": Pooling(known["pooling"])}
    return EmbeddingSpace(**known), int(told["count"]), np.frombuffer(mean, "<f4")
