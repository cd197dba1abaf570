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
from itembank_desktop.adapters.fingerprints import figure_shapes as shapes
from itembank_desktop.adapters.images import decode_gray
from itembank_desktop.core.item import Content, Picture
from itembank_desktop.core.ports import Bits, FittedSpace, Scores

# Hash of the bytes, hash of the pixels, elongation, whether a second shape without faint lines follows the first.
_HEAD = struct.Struct("<8s8sf?")
_FIRST = slice(_HEAD.size + shapes.HASH_BYTES, _HEAD.size + shapes.HASH_BYTES + shapes.LENGTH)
_SECOND = slice(_FIRST.stop, _FIRST.stop + shapes.LENGTH)
_TURNS = (0.0, -3.0, 3.0, -6.0, 6.0)
_LOOKED_AT = 12  # the figures nearest in shape are also compared line on line
_PRIOR = 40  # a bank's mean counts like one made of this many evenly inked figures more

# Weights of shape, hash, elongation, lines and labels: of 700 random sets the best in Recall@1 and @5 on changed
# figures of dynamath (even seeds); scaled, with its bias, by a logistic regression of "the same figure" on the same.
_WEIGHTS = np.array([2.674, 0.989, 0.812, 3.752, 1.407])
_BIAS = -6.317


class FigureSpace:
    """One payload a picture: what its lines look like in places and directions, its hash, and the lines themselves."""

    name = "figure"
    revision = "figure-1"
    bits = shapes.LENGTH
    measures = (
        "figure",
        "figure_shape",
        "figure_hash",
        "figure_elongation",
        "figure_lines",
        "figure_labels",
        "figure_identical",
    )

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """One payload a picture, in order; raises UnreadableFigure."""
        return tuple(_payload(picture) for picture in content.pictures)

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
    return _of_lines(cleaning.line_work(gray), bytes.fromhex(picture.sha256)[:8], pixels.digest()[:8])


def _of_lines(raster: cleaning.Mask, byte_hash: bytes, pixel_hash: bytes) -> bytes:
    """The payload: head, perceptual hash, shape, perhaps a shape without faint lines, and the raster itself."""
    found = shapes.traces(raster)
    bare = shapes.without_faint(found)
    parts = [_HEAD.pack(byte_hash, pixel_hash, shapes.elongation(bare or found), bare is not None)]
    parts += [shapes.hashes(raster, ways=1).tobytes(), _packed(shapes.shape(found))]
    if bare is not None:
        parts.append(_packed(shapes.shape(bare)))
    return b"".join([*parts, zlib.compress(raster.tobytes(), 6)])


def _packed(shape: shapes.Vectors) -> bytes:
    """A shape in one byte a number; its scale does not matter because shapes are of unit length."""
    top = float(shape.max(initial=0.0))
    rounded: NDArray[np.uint8] = np.rint(shape * (255.0 / top if top > 0 else 0.0)).astype(np.uint8)
    return rounded.tobytes()


def _shapes_of(payloads: Sequence[bytes]) -> tuple[shapes.Vectors, NDArray[np.intp]]:
    """Shapes, not of unit length: one a payload, then those without faint lines; and whose the latter are."""
    double = [place for place, payload in enumerate(payloads) if _is_double(payload)]
    raw = [payload[_FIRST] for payload in payloads] + [payloads[place][_SECOND] for place in double]
    numbers = np.frombuffer(b"".join(raw), np.uint8).reshape(-1, shapes.LENGTH)
    return numbers.astype(np.float32), np.array(double, np.intp)


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
    """An asked figure in all orientations: unit shapes (ways, LENGTH), upright ones first, and its hashes (8, 32).

    `kinds` are its traces with all lines and, if it has faint ones, without them; ways run over the turns, then over
    the kinds, then over the eight orientations.
    """

    kinds: tuple[shapes.Traces, ...]
    ways: shapes.Vectors
    hashes: Bits

    def maps(self, way: int) -> shapes.Vectors:
        """The soft pictures of one way."""
        turn, rest = divmod(way, 8 * len(self.kinds))
        return shapes.maps(self.kinds[rest // 8], _TURNS[turn], rest % 8)


@lru_cache(maxsize=32)
def _question(payload: bytes) -> _Question:
    """Mirrored, quarter turned and turned a little every way; a pure function, kept because it is asked twice."""
    kinds = _kinds(shapes.traces(_raster(payload)))
    ways = [shapes.shape(kind, degrees)[shapes.EIGHT_WAYS] for degrees in _TURNS for kind in kinds]
    return _Question(kinds, np.concatenate(ways), shapes.hashes(_raster(payload)))


def _raster(payload: bytes) -> cleaning.Mask:
    drawn = zlib.decompress(payload[_SECOND.stop if _is_double(payload) else _FIRST.stop :])
    return np.frombuffer(drawn, np.uint8).reshape(cleaning.SIDE, cleaning.SIDE)


def _kinds(found: shapes.Traces) -> tuple[shapes.Traces, ...]:
    """The traces with all lines and, if some are faint, without those."""
    bare = shapes.without_faint(found)
    return (found,) if bare is None else (found, bare)


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
        upright = 16 if _is_double(payload) else 8
        probes = np.packbits(_question(payload).ways[:upright] > self._mean, axis=1)
        probes[upright - 8] = self.signatures([payload])[0]  # not a bit rounded otherwise than in the bank
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
        """All measures of one asked figure against single figures: (figures, measures).

        Lines and labels are compared for the nearest in shape alone and are 0 for all others.
        """
        question = _question(payload)
        close = self._cosines(question, flat)
        shape = close.max(axis=(1, 2))
        heads = [_HEAD.unpack_from(other) for other in flat]
        raw = b"".join(other[_HEAD.size : _FIRST.start] for other in flat)
        theirs = np.frombuffer(raw, np.uint8).reshape(-1, 1, shapes.HASH_BYTES)
        apart = np.bitwise_count(theirs ^ question.hashes[None]).sum(axis=2, dtype=np.int32).min(axis=1)
        hashed = np.clip(1 - apart / 128.0, 0, 1)
        mine = _HEAD.unpack_from(payload)
        stretched = np.exp(-np.abs(np.array([head[2] for head in heads]) - mine[2]))
        identical = np.array([head[0] == mine[0] or head[1] == mine[1] for head in heads])
        details = np.zeros((len(flat), 2))
        for figure in np.argsort(-shape, kind="stable")[:_LOOKED_AT]:
            kind, way = np.unravel_index(int(close[figure].argmax()), close[figure].shape)
            other = _kinds(shapes.places(_raster(flat[figure])))
            details[figure] = shapes.likeness(
                question.maps(int(way)), shapes.maps(other[min(int(kind), len(other) - 1)])
            )
        logit = np.column_stack([shape, hashed, stretched, details]) @ _WEIGHTS + _BIAS
        score = np.where(identical, 1.0, 1 / (1 + np.exp(-logit)))
        return np.column_stack([score, shape, hashed, stretched, details, identical]).astype(np.float32)

    def _cosines(self, question: _Question, flat: Sequence[bytes]) -> Scores:
        """Cosines around the mean: (figures, with and without faint lines, ways); no centred copy is made."""
        numbers, double = _shapes_of(flat)
        ways = shapes.unit(question.ways - self._mean)
        length = np.maximum(np.sqrt(np.einsum("ij,ij->i", numbers, numbers)), np.float32(1e-6))
        products = numbers @ np.column_stack([ways.T, self._mean]) / length[:, None]
        # |c - m|^2 = 1 - 2 c.m + |m|^2 for a shape c of unit length and the mean m.
        apart = np.sqrt(np.maximum(1 - 2 * products[:, -1] + self._mean @ self._mean, 1e-6))
        cosines = (products[:, :-1] - ways @ self._mean) / apart[:, None]
        close = np.repeat(cosines[: len(flat), None], 2, axis=1)
        close[double, 1] = cosines[len(flat) :]
        return np.asarray(np.clip(close, -1, 1), np.float32)
