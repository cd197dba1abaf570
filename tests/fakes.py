"""Small real classes in place of the heavy ones, held to the same contracts."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Bits, Progress, Scores


class WordSpace:
    """A text channel in 40 lines: hashed words, sign bits around the bank's mean, Jaccard to compare."""

    name = "text"
    bits = 128
    measures = ("text",)

    def __init__(self, revision: str = "words-1") -> None:
        self.revision = revision
        self.described = 0

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """The words, one payload; none without text."""
        self.described += 1
        words = sorted(set(" ".join((content.stem, *content.choices, content.answer)).split()))
        return (" ".join(words).encode("utf-8", "surrogatepass"),) if words else ()

    def fit(self, payloads: Iterable[bytes]) -> bytes:
        """The mean of all vectors."""
        total, count = np.zeros(self.bits), 0
        for payload in payloads:
            total += _hashed(payload, self.bits)
            count += 1
        return (total / max(count, 1)).astype(np.float32).tobytes()

    def fitted(self, statistics: bytes) -> "FittedWords":
        """With the mean frozen."""
        return FittedWords(np.frombuffer(statistics, np.float32), self.bits)


class FittedWords:
    """WordSpace with its mean."""

    def __init__(self, mean: np.ndarray, bits: int) -> None:
        self._mean = mean
        self._bits = bits

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """Where a vector is above the mean."""
        rows = [_hashed(payload, self._bits) > self._mean for payload in payloads]
        return np.packbits(np.array(rows, bool).reshape(len(payloads), self._bits), axis=1)

    def probes(self, payload: bytes) -> Bits:
        """The signature itself."""
        return self.signatures([payload])

    def compare(self, asked: Sequence[bytes], candidates: Sequence[Sequence[bytes]]) -> Scores:
        """Jaccard over all parts' words."""
        mine = _words(asked)
        scores = [len(mine & _words(c)) / len(mine | _words(c)) if mine and c else np.nan for c in candidates]
        return np.array(scores, np.float32).reshape(len(candidates), 1)


def _words(payloads: Sequence[bytes]) -> set[bytes]:
    return {word for payload in payloads for word in payload.split()}


def _hashed(payload: bytes, size: int) -> np.ndarray:
    vector = np.zeros(size)
    for word in payload.split():
        for place in hashlib.blake2b(word, digest_size=4).digest():
            vector[place % size] += 1.0
    return vector


class ByteSpace(WordSpace):
    """A figure channel: one payload a picture, asked with two probes; b"broken" cannot be read."""

    name = "figure"
    measures = ("figure",)

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """The hash of every picture, cut into words."""
        self.described += 1
        for picture in content.pictures:
            if picture.data == b"broken":
                raise UnreadableFigure(picture.name, "the file is damaged")
        return tuple(b" ".join(_quarters(picture.sha256)) for picture in content.pictures)

    def fitted(self, statistics: bytes) -> "FittedBytes":
        """With the mean frozen."""
        return FittedBytes(np.frombuffer(statistics, np.float32), self.bits)


class FittedBytes(FittedWords):
    """ByteSpace with its mean; asks with the signature and its mirror image."""

    def probes(self, payload: bytes) -> Bits:
        """Straight and mirrored."""
        straight = self.signatures([payload])
        return np.concatenate([straight, straight[:, ::-1]])


def _quarters(sha256: str) -> list[bytes]:
    return [sha256[start : start + 4].encode() for start in range(0, 64, 4)]


class RecordedControl:
    """Collects progress; says "cancelled" once `cancel_after` items are done."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.seen: list[Progress] = []
        self._cancel_after = cancel_after

    def progress(self, progress: Progress) -> None:
        """Remember one report."""
        self.seen.append(progress)

    def cancelled(self) -> bool:
        """Whether enough is done."""
        return self._cancel_after is not None and bool(self.seen) and self.seen[-1].done >= self._cancel_after
