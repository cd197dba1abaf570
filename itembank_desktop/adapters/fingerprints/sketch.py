"""What the fingerprints of text and numbers share: packed features, frozen idf, sign signatures.

A feature is one uint32: three bits for its view, 26 bits of hash, three bits for how often it occurs. A payload is
a fixed head followed by its features in ascending order, so that payloads of many items are compared as one array.
"""

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.ports import Bits, Scores

Words = NDArray[np.uint32]
Floats = NDArray[np.float32]

VIEWS = 8
MOST = 7
"""Occurrences beyond this count no more: three bits."""
_HASH_BITS = 26
_TABLE_BITS = 18
TABLE = 1 << _TABLE_BITS
"""Places for document frequencies."""
_SAMPLE = 2_048
_BUCKETS = 4
_ROTATED = 64  # vectors at once: both halves of a step stay in a processor's second cache
_TOGETHER = 320  # payloads compared at once: their features stay in a processor's second cache, a fifth is saved
_MIX = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
_VIEW_BITS = np.arange(VIEWS, dtype=np.uint32) << np.uint32(29)


def hash32(text: str) -> int:
    """A hash that is the same on every machine and in every run."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def hashes(texts: Iterable[str]) -> list[int]:
    """The hash of each text."""
    return [zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts]


def run_hashes(parts: Sequence[str], sizes: Sequence[int]) -> list[int]:
    """Hashes of all runs of so many neighbouring parts with a space between, as `hashes` has them.

    The hash of a longer run goes on from that of a shorter one: nothing is joined, and no part is read by Python twice.
    """
    spelt = [part.encode("utf-8", "surrogatepass") for part in parts]
    after = [b" " + part for part in spelt]
    runs = list(map(zlib.crc32, spelt))
    found = runs if 1 in sizes else []
    for size in range(2, min(max(sizes), len(parts)) + 1):
        runs = list(map(zlib.crc32, after[size - 1 :], runs))
        if size in sizes:
            found = found + runs
    return found


def feature(view: int, hashed: int) -> int:
    """The feature of one text by its hash, with a count of 0."""
    return (view << 29) | (hashed >> (32 - _HASH_BITS) << 3)


def pack(views: Sequence[Sequence[int]]) -> Words:
    """The features of up to eight views, each the hashes of its texts with repetitions, in ascending order."""
    sizes = [len(view) for view in views]
    if not any(sizes):
        return np.empty(0, np.uint32)
    hashed = np.fromiter(chain.from_iterable(views), np.uint32, sum(sizes))
    ordered = hashed >> np.uint32(32 - _HASH_BITS) << np.uint32(3) | np.repeat(_VIEW_BITS[: len(sizes)], sizes)
    ordered.sort()
    new = np.empty(len(ordered) + 1, bool)
    new[0] = new[-1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:-1])
    firsts = np.flatnonzero(new)
    counts = np.minimum(firsts[1:] - firsts[:-1], MOST)
    features: Words = ordered[firsts[:-1]] | counts.astype(np.uint32)
    return features


def identity(features: Words) -> Words:
    """Features without their counts."""
    return features >> np.uint32(3)


def view_of(features: Words) -> NDArray[np.intp]:
    """The view each feature belongs to."""
    return (features >> np.uint32(29)).astype(np.intp)


def repeats(features: Words) -> NDArray[np.intp]:
    """How often each feature occurs, at most MOST."""
    return (features & np.uint32(7)).astype(np.intp)


def places(features: Words) -> NDArray[np.intp]:
    """Where each feature stands in a table of document frequencies."""
    return (identity(features) * np.uint32(0x9E3779B1) >> np.uint32(32 - _TABLE_BITS)).astype(np.intp)


class Batch:
    """The features of many payloads as one array; `owner` is the row each belongs to."""

    def __init__(self, payloads: Sequence[bytes], head: int) -> None:
        words = np.frombuffer(b"".join(payloads), np.uint32)
        sizes = np.fromiter(map(len, payloads), np.intp, len(payloads)) // 4
        starts = np.cumsum(sizes) - sizes
        self.heads: Words = (
            words[starts[:, None] + np.arange(head)] if len(payloads) else np.empty((0, head), np.uint32)
        )
        body = np.ones(len(words), bool)
        body[(starts[:, None] + np.arange(head)).ravel()] = False
        self.features: Words = words[body]
        self.owner: NDArray[np.intp] = np.repeat(np.arange(len(payloads)), sizes - head)


class Counter:
    """Document frequencies of a stream of payloads, and an even sample of them, in bounded memory."""

    def __init__(self, head: int) -> None:
        self._head = head
        self._frequencies = np.zeros(TABLE, np.uint32)
        self._seen = 0
        self._step = 1
        self.sample: list[bytes] = []

    def add(self, payload: bytes) -> None:
        """Count one payload."""
        features = np.frombuffer(payload, np.uint32)[self._head :]
        # Once for a place that several features share: numpy adds to each of the places named, however often.
        self._frequencies[places(features)] += np.uint32(1)
        if self._seen % self._step == 0:
            self.sample.append(payload)
            if len(self.sample) >= 2 * _SAMPLE:
                self.sample = self.sample[::2]
                self._step *= 2
        self._seen += 1

    def idf(self, prior: NDArray[np.float64] | None = None, weight: float = 0.0) -> Floats:
        """log(1 + (n + 1) / (df + 1)) in every place; `prior` is the share of `weight` items imagined beforehand."""
        frequencies = self._frequencies + (0.0 if prior is None else prior * weight)
        idf: Floats = np.log1p((self._seen + weight + 1.0) / (frequencies + 1.0)).astype(np.float32)
        return idf


def freeze(idf: Floats, mean: Floats) -> bytes:
    """Statistics as bytes: idf and the mean sketch in half precision, compressed."""
    return zlib.compress(np.concatenate([mean, idf]).astype("<f2").tobytes(), 6)


@dataclass(frozen=True, slots=True)
class Statistics:
    """A bank's idf by place and the mean of its sketches."""

    idf: Floats
    mean: Floats

    @classmethod
    def thaw(cls, statistics: bytes, bits: int) -> "Statistics":
        """The statistics that `freeze` wrote."""
        values = np.frombuffer(zlib.decompress(statistics), "<f2").astype(np.float32)
        return cls(values[bits:], values[:bits])


def sketches(batch: Batch, weights: Floats, bits: int) -> Floats:
    """Unit vectors of `bits` signed sums: each feature adds its weight to four places (count sketch)."""
    rows = len(batch.heads)
    sums = np.zeros(rows * bits, np.float64)
    ids, first = identity(batch.features), batch.owner * bits
    added = weights.astype(np.float64)
    taken = -added
    for mix in _MIX[:_BUCKETS]:
        mixed = ids * np.uint32(mix)
        mixed ^= mixed >> np.uint32(15)
        signed_weights = np.where(mixed & np.uint32(1 << 20), added, taken)
        sums += np.bincount(first + mixed % np.uint32(bits), signed_weights, minlength=rows * bits)
    vectors = sums.reshape(rows, bits)
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    units: Floats = (vectors / norms).astype(np.float32)
    return units


def sign_bits(vectors: Floats, mean: Floats) -> NDArray[np.uint8]:
    """Signs of the mean-centred vectors in a rotated frame, eight to a byte.

    An item has few features, so most sums of its sketch are near zero and their signs say nothing. A Hadamard
    rotation spreads every feature over all places first: on reworded items among 6,821 the true duplicate is
    among the nearest 400 in 0.95 instead of 0.76.
    """
    rows, bits = vectors.shape
    packed = np.empty((rows, bits // 8), np.uint8)
    for at in range(0, rows, _ROTATED):
        some = slice(at, at + _ROTATED)
        positive = np.ascontiguousarray((_rotated(vectors[some] - mean) > 0).T)
        packed[some] = np.packbits(positive, axis=1)
    return packed


def _rotated(vectors: Floats) -> Floats:
    """The vectors as columns, rotated: with the vectors side by side each step adds long rows to one another."""
    rows, bits = vectors.shape
    now = np.ascontiguousarray(vectors.T)
    then = np.empty_like(now)
    half = 1
    while half < bits:
        shape = (bits // (2 * half), 2, half * rows)
        pairs, sums = now.reshape(shape), then.reshape(shape)
        np.add(pairs[:, 0], pairs[:, 1], out=sums[:, 0])
        np.subtract(pairs[:, 0], pairs[:, 1], out=sums[:, 1])
        now, then = then, now
        half *= 2
    return now


def signed(payloads: Sequence[bytes], sketch: Callable[[Sequence[bytes]], Floats], mean: Floats, size: int) -> Bits:
    """Signatures around `mean`, `size` payloads at a time so that many do not fill the memory."""
    chunks = [payloads[at : at + size] for at in range(0, len(payloads), size)]
    parts = [sign_bits(sketch(chunk), mean) for chunk in chunks]
    return np.concatenate(parts) if parts else np.empty((0, len(mean) // 8), np.uint8)


def compared(
    asked: Sequence[bytes],
    candidates: Sequence[Sequence[bytes]],
    columns: int,
    compare: Callable[[bytes, Sequence[bytes]], Scores],
) -> Scores:
    """Measures of the candidates that have a payload, NaN for the others, in a space of one payload an item."""
    scores = np.full((len(candidates), columns), np.nan, np.float32)
    rows = [row for row, parts in enumerate(candidates) if parts]
    for start in range(0, len(rows) if asked else 0, _TOGETHER):
        some = rows[start : start + _TOGETHER]
        scores[some] = compare(asked[0], [candidates[row][0] for row in some])
    return scores


class Lookup:
    """Finds the features of one payload among those of many without searching."""

    def __init__(self, features: Words) -> None:
        self._ids = identity(features)
        self._slots = np.full(1 << 16, -1, np.int32)
        slots = self._slot(self._ids)
        self._slots[slots] = np.arange(len(slots))
        self._hidden = np.flatnonzero(self._slots[slots] != np.arange(len(slots)))  # another one took the slot

    @staticmethod
    def _slot(ids: Words) -> NDArray[np.intp]:
        return (ids * np.uint32(0x85EBCA77) >> np.uint32(16)).astype(np.intp)

    def __call__(self, features: Words) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Pairs (place in the features given, place in the payload's own) of equal features."""
        ids = identity(features)
        own = self._slots.take(self._slot(ids))
        known = np.flatnonzero(own >= 0)
        same = self._ids.take(own[known]) == ids[known]
        theirs, mine = [known[same]], [own[known[same]].astype(np.intp)]
        for at in self._hidden.tolist():
            more = np.flatnonzero(ids == self._ids[at])
            theirs.append(more)
            mine.append(np.full(len(more), at, np.intp))
        return np.concatenate(theirs), np.concatenate(mine)
