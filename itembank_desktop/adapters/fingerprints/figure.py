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

_SHAPE_BYTES = shapes.LENGTH // 2
# What every payload begins with; where `double` is set, a second shape without faint lines follows. The raster ends it.
_FIXED = np.dtype(
    [
        ("bytes", "<u8"),  # hash of the file
        ("pixels", "<u8"),  # hash of the picture
        ("elongation", "<f4"),
        ("double", "?"),
        ("waves", "i1", (plain.LENGTH,)),
        ("hash", "u1", (shapes.HASH_BYTES,)),
        ("shape", "u1", (_SHAPE_BYTES,)),
    ]
)
_HEAD = struct.Struct("<8s8sf?")
_IS_DOUBLE = _HEAD.size - 1
_SECOND = slice(_FIXED.itemsize, _FIXED.itemsize + _SHAPE_BYTES)
_TURNS = (-4.5, 4.5)
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
            total += _Figures.of([payload]).bare()[0]
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
    drawn = raster.tobytes()
    asked = _question(drawn)
    head = _HEAD.pack(byte_hash, pixel_hash, shapes.elongation(asked.kinds[-1]), len(asked.kinds) > 1)
    upright = (_packed(shape) for shape in asked.upright[:: shapes.WAYS])
    return b"".join([head, waves, asked.hashes[0].tobytes(), *upright, zlib.compress(drawn, 6)])


def _packed(shape: shapes.Vectors) -> bytes:
    """A shape in half a byte a number; its scale does not matter because shapes are of unit length."""
    top = float(shape.max(initial=0.0))
    rounded: NDArray[np.uint8] = np.rint(shape * (15.0 / top if top > 0 else 0.0)).astype(np.uint8)
    return bytes(rounded[:_SHAPE_BYTES] * np.uint8(16) + rounded[_SHAPE_BYTES:])


@dataclass(frozen=True, slots=True)
class _Figures:
    """Many payloads side by side: their fixed parts, and their shapes as (rows, LENGTH), not of unit length.

    The first rows are one a payload, then come the shapes without faint lines; `double` says of which payloads.
    """

    fixed: NDArray[np.void]
    numbers: shapes.Vectors
    double: NDArray[np.intp]

    @classmethod
    def of(cls, payloads: Sequence[bytes]) -> "_Figures":
        fixed = np.frombuffer(b"".join([payload[: _FIXED.itemsize] for payload in payloads]), _FIXED)
        double = np.flatnonzero(fixed["double"])
        more = np.frombuffer(b"".join([payloads[place][_SECOND] for place in double.tolist()]), np.uint8)
        halves = np.concatenate([fixed["shape"], more.reshape(-1, _SHAPE_BYTES)])
        numbers = np.empty((len(halves), shapes.LENGTH), np.float32)
        numbers[:, :_SHAPE_BYTES], numbers[:, _SHAPE_BYTES:] = halves >> 4, halves & 15
        return cls(fixed, numbers, double)

    def bare(self) -> shapes.Vectors:
        """Unit shapes without faint lines, one a payload."""
        bare = self.numbers[: len(self.fixed)].copy()
        bare[self.double] = self.numbers[len(self.fixed) :]
        return shapes.unit(bare)


@dataclass(frozen=True, slots=True)
class _Question:
    """An asked figure: its traces with all lines and, if it has faint ones, without; its upright unit shapes in the
    eight orientations, (8 * kinds, LENGTH), and the hashes of its lines in them."""

    kinds: tuple[shapes.Traces, ...]
    upright: shapes.Vectors
    hashes: cleaning.Mask

    def turned(self) -> shapes.Vectors:
        """Unit shapes in all orientations, each a little turned either way: (ways, LENGTH)."""
        return _all_ways(shape for kind in self.kinds for shape in shapes.shapes(kind, _TURNS))


@lru_cache(maxsize=8)
def _question(drawn: bytes) -> _Question:
    """A pure function of the raster, kept because describe, probes and compare ask it one after the other."""
    raster = np.frombuffer(drawn, np.uint8).reshape(cleaning.SIDE, cleaning.SIDE)
    found = shapes.traces(raster)
    bare = shapes.without_faint(found)
    kinds = (found,) if bare is None else (found, bare)
    return _Question(kinds, _all_ways(shapes.shapes(kind)[0] for kind in kinds), shapes.hashes(raster))


def _all_ways(upright: Iterable[shapes.Vectors]) -> shapes.Vectors:
    return np.concatenate([shape[shapes.EIGHT_WAYS] for shape in upright])


def _asked(payload: bytes) -> _Question:
    after = _SECOND.stop if payload[_IS_DOUBLE] else _SECOND.start
    return _question(zlib.decompress(payload[after:]))


class _FittedFigures:
    def __init__(self, mean: NDArray[np.float32]) -> None:
        if mean.shape != (shapes.LENGTH,):
            raise ValueError("statistics of another revision of the figure space")
        self._mean = mean

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """The signs of each shape (without faint lines) around the mean."""
        if not payloads:
            return np.zeros((0, shapes.LENGTH // 8), np.uint8)
        return np.packbits(_Figures.of(payloads).bare() > self._mean, axis=1)

    def probes(self, payload: bytes) -> Bits:
        """Signatures of the asked figure in its eight orientations, with and without its faint lines."""
        probes = np.packbits(_asked(payload).upright > self._mean, axis=1)
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
        figures = _Figures.of(flat)
        around = _Around(figures, self._mean)
        total = np.zeros((len(present), len(FigureSpace.measures)), np.float32)
        for payload in asked:
            measured = _measured(payload, figures, around)
            order = np.lexsort((measured[:, 0], owner))  # the best figure of each candidate comes last
            last = np.append(np.flatnonzero(np.diff(owner[order])), len(order) - 1)
            total += measured[order[last]]
        result[present] = total / len(asked)
        return result


def _measured(payload: bytes, figures: _Figures, around: "_Around") -> Scores:
    """All measures of one asked figure against single figures: (figures, measures)."""
    question, mine, theirs = _asked(payload), np.frombuffer(payload, _FIXED, 1)[0], figures.fixed
    shape = around.cosines(question)
    alike = plain.likeness(mine["waves"], theirs["waves"])
    hashed = np.clip(1 - shapes.apart(question.hashes, theirs["hash"]) / 128.0, 0, 1)
    stretched = np.exp(-np.abs(theirs["elongation"] - mine["elongation"]))
    identical = (theirs["bytes"] == mine["bytes"]) | (theirs["pixels"] == mine["pixels"])
    logit = np.column_stack([shape, alike, hashed, stretched]) @ _WEIGHTS + _BIAS
    score = np.where(identical, 1.0, 1 / (1 + np.exp(-logit)))
    return np.column_stack([score, shape, alike, hashed, stretched, identical]).astype(np.float32)


class _Around:
    """Shapes of many figures around a bank's mean."""

    def __init__(self, figures: _Figures, mean: shapes.Vectors) -> None:
        self._mean, self._numbers, self._count = mean, figures.numbers, len(figures.fixed)
        self._owner = np.concatenate([np.arange(self._count), figures.double])
        self._length = np.maximum(np.sqrt(np.einsum("ij,ij->i", self._numbers, self._numbers)), np.float32(1e-6))

    def cosines(self, question: _Question) -> shapes.Vectors:
        """The best cosine around the mean for each figure, with or without its faint lines."""
        close = self._best(question.upright)
        # These turns lifted the cosine of a changed copy by 0.03, at most 0.09: who is far upright stays far.
        near = np.flatnonzero((close >= _TURN_FROM)[self._owner])
        if len(near):
            close = np.maximum(close, self._best(question.turned(), near))
        return np.asarray(np.clip(close, -1, 1), np.float32)

    def _best(self, all_ways: shapes.Vectors, rows: NDArray[np.intp] | None = None) -> shapes.Vectors:
        """The best cosine of any way for each figure, -1 for one that has no shape among those rows."""
        ways = shapes.unit(all_ways - self._mean)
        which = slice(None) if rows is None else rows
        # One pass over the shapes: it is their reading that takes the time.
        products = self._numbers[which] @ np.vstack([ways, self._mean]).T / self._length[which, None]
        # |c - m|^2 = 1 - 2 c.m + |m|^2 for a shape c of unit length and the mean m.
        apart = np.sqrt(np.maximum(1 - 2 * products[:, -1] + self._mean @ self._mean, 1e-6))
        cosines = (products[:, :-1] - ways @ self._mean).max(axis=1) / apart
        best = np.full(self._count, -1, np.float32)
        np.maximum.at(best, self._owner[which], cosines)
        return best
