"""The figure channel: finds a figure again that was redrawn, rescaled, recoloured, mirrored, turned or scanned."""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints import figure_cleaning as cleaning
from itembank_desktop.adapters.fingerprints import figure_plain as plain
from itembank_desktop.adapters.fingerprints import figure_shapes as shapes
from itembank_desktop.adapters.images import decode_gray
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.ports import Bits, FittedSpace, Scores

# Hash of the bytes, hash of the pixels, elongation, whether a second shape without faint lines follows the first.
_HEAD = struct.Struct("<8s8sf?")
_SHAPE_BYTES = shapes.LENGTH // 2
_PLAIN = slice(_HEAD.size, _HEAD.size + plain.LENGTH)
_HASH = slice(_PLAIN.stop, _PLAIN.stop + shapes.HASH_BYTES)
_FIRST = slice(_HASH.stop, _HASH.stop + _SHAPE_BYTES)
_SECOND = slice(_FIRST.stop, _FIRST.stop + _SHAPE_BYTES)
_TURNS = (0.0, -4.5, 4.5)
_TURN_FROM = 0.5
_PRIOR = 40  # a bank's mean counts like one made of this many evenly inked figures more

# Weights of shape, plain, hash and elongation: of 250 random sets the best in Recall@1 and @5 on changed figures of
# dynamath (even seeds); scaled, with its bias, by a logistic regression of "the same figure" on the same.
_WEIGHTS = np.array([5.713, 9.18, 0.395, 1.405])
_BIAS = -12.247


class FigureSpace:
    """One payload a picture: its line work by places and directions, and the picture as it is, labels and all."""

    name = "figure"
    revision = "figure-2"
    bits = shapes.LENGTH
    measures = (
        "figure",
        "figure_shape",
        "figure_plain",
        "figure_hash",
        "figure_elongation",
        "figure_identical",
    )

    def __init__(self) -> None:
        # An author types on under the same figures: those are described once, not at every pause.
        self._payload = lru_cache(maxsize=8)(_payload)

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """One payload a picture, in order; raises UnreadableFigure."""
        return tuple(self._payload(picture) for picture in content.pictures)

    def fit(self, payloads: Iterable[bytes]) -> bytes:
        """The mean shape as float32, drawn towards an evenly inked one while the bank is small."""
        even = np.full(shapes.LENGTH, shapes.LENGTH**-0.5, np.float32)
        total, count = even.astype(np.float64) * _PRIOR, _PRIOR
        for payload in payloads:
            total += _bare_shapes_of([payload])[0]
            count += 1
        mean: NDArray[np.float32] = (total / count).astype("<f4")
        return mean.tobytes()

    def fitted(self, statistics: bytes) -> FittedSpace:
        """This space around that mean shape."""
        return _FittedFigures(np.frombuffer(statistics, "<f4"))


def _payload(picture: Picture) -> bytes:
    gray = decode_gray(picture.data, picture.name)
    pixels = hashlib.sha256(struct.pack("<II", *gray.shape) + np.ascontiguousarray(gray).tobytes())
    found = cleaning.cleaned(gray)
    head = bytes.fromhex(picture.sha256)[:8], pixels.digest()[:8]
    return _of_lines(found.lines, *head, plain.waves(found.page, found.boxes))


def _of_lines(raster: cleaning.Mask, byte_hash: bytes, pixel_hash: bytes, waves: bytes) -> bytes:
    """The payload: head, waves, hash of the lines, shape, perhaps a shape without faint lines, and the raster."""
    found = shapes.traces(raster)
    bare = shapes.without_faint(found)
    parts = [_HEAD.pack(byte_hash, pixel_hash, shapes.elongation(bare or found), bare is not None), waves]
    parts += [shapes.hashes(raster, ways=1).tobytes(), _packed(shapes.shape(found))]
    if bare is not None:
        parts.append(_packed(shapes.shape(bare)))
    return b"".join([*parts, zlib.compress(raster.tobytes(), 6)])


def _packed(shape: shapes.Vectors) -> bytes:
    """A shape in half a byte a number; its scale does not matter because shapes are of unit length."""
    top = float(shape.max(initial=0.0))
    rounded: NDArray[np.uint8] = np.rint(shape * (15.0 / top if top > 0 else 0.0)).astype(np.uint8)
    return bytes(rounded[:_SHAPE_BYTES] * np.uint8(16) + rounded[_SHAPE_BYTES:])


def _shapes_of(payloads: Sequence[bytes]) -> tuple[shapes.Vectors, NDArray[np.intp]]:
    """Shapes, not of unit length: one a payload, then those without faint lines; and whose the latter are."""
    double = [place for place, payload in enumerate(payloads) if _is_double(payload)]
    raw = [payload[_FIRST] for payload in payloads] + [payloads[place][_SECOND] for place in double]
    halves = np.frombuffer(b"".join(raw), np.uint8).reshape(-1, _SHAPE_BYTES)
    numbers = np.empty((len(raw), shapes.LENGTH), np.float32)
    numbers[:, :_SHAPE_BYTES], numbers[:, _SHAPE_BYTES:] = halves >> 4, halves & 15
    return numbers, np.array(double, np.intp)


def _bare_shapes_of(payloads: Sequence[bytes]) -> shapes.Vectors:
    """Unit shapes without faint lines, one a payload."""
    numbers, double = _shapes_of(payloads)
    bare = numbers[: len(payloads)]
    bare[double] = numbers[len(payloads) :]
    return shapes.unit(bare)


def _is_double(payload: bytes) -> bool:
    return payload[_HEAD.size - 1] != 0


@dataclass(frozen=True, slots=True)
class _Question:
    """An asked figure: its traces with all lines and, if it has faint ones, without; its upright unit shapes in the
    eight orientations, (8 * kinds, LENGTH)."""

    raster: cleaning.Mask
    kinds: tuple[shapes.Traces, ...]
    upright: shapes.Vectors

    def turned(self) -> shapes.Vectors:
        """Unit shapes in all orientations, each a little turned either way: (ways, LENGTH)."""
        return np.concatenate(
            [shapes.shape(kind, degrees)[shapes.EIGHT_WAYS] for degrees in _TURNS[1:] for kind in self.kinds]
        )


@lru_cache(maxsize=8)
def _question(payload: bytes) -> _Question:
    """A pure function of the payload, kept because probes and compare ask it one after the other."""
    raster = _raster(payload)
    found = shapes.traces(raster)
    bare = shapes.without_faint(found)
    kinds = (found,) if bare is None else (found, bare)
    return _Question(raster, kinds, np.concatenate([shapes.shape(kind)[shapes.EIGHT_WAYS] for kind in kinds]))


def _raster(payload: bytes) -> cleaning.Mask:
    drawn = zlib.decompress(payload[_SECOND.stop if _is_double(payload) else _FIRST.stop :])
    return np.frombuffer(drawn, np.uint8).reshape(cleaning.SIDE, cleaning.SIDE)


class _FittedFigures:
    def __init__(self, mean: NDArray[np.float32]) -> None:
        if mean.shape != (shapes.LENGTH,):
            raise ValueError("statistics of another revision of the figure space")
        self._mean = mean

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """The signs of each shape (without faint lines) around the mean."""
        if not payloads:
            return np.zeros((0, shapes.LENGTH // 8), np.uint8)
        return np.packbits(_bare_shapes_of(payloads) > self._mean, axis=1)

    def probes(self, payload: bytes) -> Bits:
        """Signatures of the asked figure in its eight orientations, with and without its faint lines."""
        probes = np.packbits(_question(payload).upright > self._mean, axis=1)
        probes[-8] = self.signatures([payload])[0]  # not a bit rounded otherwise than in the bank
        return probes

    def compare(self, asked: Sequence[bytes], candidates: Sequence[Sequence[bytes]]) -> Scores:
        """For each asked figure the candidate's best one, in the best orientation; then the mean over the asked."""
        result = np.full((len(candidates), len(FigureSpace.measures)), np.nan, np.float32)
        flat = [payload for candidate in candidates for payload in candidate]
        if not asked or not flat:
            return result
        owner = np.repeat(np.arange(len(candidates)), [len(candidate) for candidate in candidates])
        present = np.unique(owner)
        total = np.zeros((len(present), len(FigureSpace.measures)), np.float32)
        for payload in asked:
            measured = self._measured(payload, flat)
            order = np.lexsort((measured[:, 0], owner))  # the best figure of each candidate comes last
            last = np.append(np.flatnonzero(np.diff(owner[order])), len(order) - 1)
            total += measured[order[last]]
        result[present] = total / len(asked)
        return result

    def _measured(self, payload: bytes, flat: Sequence[bytes]) -> Scores:
        """All measures of one asked figure against single figures: (figures, measures)."""
        question = _question(payload)
        shape = self._cosines(question, flat)
        alike = plain.likeness(payload[_PLAIN], b"".join(other[_PLAIN] for other in flat))
        theirs = np.frombuffer(b"".join(other[_HASH] for other in flat), np.uint8).reshape(-1, 1, shapes.HASH_BYTES)
        apart = np.bitwise_count(theirs ^ shapes.hashes(question.raster)).sum(axis=2, dtype=np.int32).min(axis=1)
        hashed = np.clip(1 - apart / 128.0, 0, 1)
        mine = _HEAD.unpack_from(payload)
        heads = [_HEAD.unpack_from(other) for other in flat]
        stretched = np.exp(-np.abs(np.array([head[2] for head in heads]) - mine[2]))
        identical = np.array([head[0] == mine[0] or head[1] == mine[1] for head in heads])
        logit = np.column_stack([shape, alike, hashed, stretched]) @ _WEIGHTS + _BIAS
        score = np.where(identical, 1.0, 1 / (1 + np.exp(-logit)))
        return np.column_stack([score, shape, alike, hashed, stretched, identical]).astype(np.float32)

    def _cosines(self, question: _Question, flat: Sequence[bytes]) -> shapes.Vectors:
        """The best cosine around the mean for each figure, with or without its faint lines."""
        numbers, double = _shapes_of(flat)
        close = self._best(question.upright, numbers, double, len(flat))
        # These turns lifted the cosine of a changed copy by 0.03, at most 0.09: who is far upright stays far.
        near = np.flatnonzero(close >= _TURN_FROM)
        if len(near):
            numbers, double = _shapes_of([flat[place] for place in near.tolist()])
            close[near] = np.maximum(close[near], self._best(question.turned(), numbers, double, len(near)))
        return np.asarray(np.clip(close, -1, 1), np.float32)

    def _best(
        self, all_ways: shapes.Vectors, numbers: shapes.Vectors, double: NDArray[np.intp], count: int
    ) -> shapes.Vectors:
        """The best cosine of any way for each of `count` figures; `double` are those with a second shape."""
        ways = shapes.unit(all_ways - self._mean)
        length = np.maximum(np.sqrt(np.einsum("ij,ij->i", numbers, numbers)), np.float32(1e-6))
        # |c - m|^2 = 1 - 2 c.m + |m|^2 for a shape c of unit length and the mean m.
        apart = np.sqrt(np.maximum(1 - 2 * (numbers @ self._mean) / length + self._mean @ self._mean, 1e-6))
        cosines = ((numbers @ ways.T) / length[:, None] - ways @ self._mean).max(axis=1) / apart
        close = cosines[:count]
        close[double] = np.maximum(close[double], cosines[count:])
        return np.asarray(close, np.float32)
