"""The numbers channel: which numbers a stem holds, each as rare as the bank makes it."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.fingerprints.sketch import (
    TABLE,
    Batch,
    Counter,
    Floats,
    Lookup,
    Statistics,
    compared,
    freeze,
    hashes,
    pack,
    places,
    repeats,
    signed,
    sketches,
    view_of,
)
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Bits, Scores
from itembank_desktop.core.text import Number, numbers_of, tokens

VALUES, IN_CONTEXT, POWERS = range(3)

_HEAD = 1  # how many numbers
_BITS = 256
_USED = 2  # views that are compared: values, values in context
# Imagined items from before a bank is large enough to tell: small numbers are everywhere and say little.
_PRIOR_ITEMS = 200.0

MEASURES = ("numbers", "numbers_asked", "numbers_found", "numbers_context", "numbers_equal")


def _views(found: Sequence[Number]) -> list[list[int]]:
    values = [number for number in found if not number.power]
    return [
        hashes(number.value.lstrip("-") for number in values),
        hashes(f"{number.context} {number.value}" for number in values),
        hashes(number.value for number in found if number.power),
    ]


def _prior() -> NDArray[np.float64]:
    """The share of items that hold each number, roughly, in any collection of school mathematics."""
    shares = {str(value): min(0.5, 0.9 / (value + 1)) for value in range(13)}
    shares |= {str(value): 0.04 for value in (15, 20, 30, 45, 50, 60, 90, 100)} | {"1/2": 0.08, "1/3": 0.04}
    table = np.zeros(TABLE)
    for text, share in shares.items():
        table[places(pack([hashes([text])]))] = share
    return table


class NumbersSpace:
    """The multiset of a stem's canonical numbers."""

    name = "numbers"
    revision = "numbers-2"
    bits = _BITS
    measures = MEASURES

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """One payload, or none where the stem holds no number."""
        found = numbers_of(tokens(content.stem))
        if not any(not number.power for number in found):
            return ()
        head = np.array([len(found)], np.uint32)
        return (np.concatenate([head, pack(_views(found))]).astype("<u4").tobytes(),)

    def fit(self, payloads: Iterable[bytes]) -> bytes:
        """Document frequencies of all numbers, and the mean sketch of an even sample of payloads."""
        counter = Counter(_HEAD)
        for payload in payloads:
            counter.add(payload)
        idf = counter.idf(_prior(), _PRIOR_ITEMS)
        if not counter.sample:
            return freeze(idf, np.zeros(_BITS, np.float32))
        fitted = FittedNumbers(Statistics(idf, np.zeros(_BITS, np.float32)))
        return freeze(idf, fitted.sketches(counter.sample).mean(axis=0))

    def fitted(self, statistics: bytes) -> "FittedNumbers":
        """This space with a bank's statistics."""
        return FittedNumbers(Statistics.thaw(statistics, _BITS))


class FittedNumbers:
    """NumbersSpace with idf and mean frozen."""

    def __init__(self, statistics: Statistics) -> None:
        self._statistics = statistics

    def sketches(self, payloads: Sequence[bytes]) -> Floats:
        """Unit vectors before they are reduced to signs."""
        batch = Batch(payloads, _HEAD)
        weights = self._statistics.idf[places(batch.features)] * (view_of(batch.features) < _USED)
        return sketches(batch, weights.astype(np.float32), _BITS)

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """256 mean-centred sign bits a payload."""
        return signed(payloads, self.sketches, self._statistics.mean, 2048)

    def probes(self, payload: bytes) -> Bits:
        """The signature itself."""
        return self.signatures([payload])

    def compare(self, asked: Sequence[bytes], candidates: Sequence[Sequence[bytes]]) -> Scores:
        """MEASURES of each candidate."""
        return compared(asked, candidates, len(MEASURES), self._compare)

    def _compare(self, asked: bytes, payloads: Sequence[bytes]) -> Scores:
        own, batch = Batch([asked], _HEAD), Batch(payloads, _HEAD)
        count, width = len(payloads), 3
        idf, own_idf = self._statistics.idf[places(batch.features)], self._statistics.idf[places(own.features)]
        cells = batch.owner * width + view_of(batch.features)
        totals = np.bincount(cells, idf * repeats(batch.features), minlength=count * width).reshape(count, width)
        own_totals = np.bincount(view_of(own.features), own_idf * repeats(own.features), minlength=width)
        theirs, mine = Lookup(own.features)(batch.features)
        common = np.minimum(repeats(batch.features)[theirs], repeats(own.features)[mine]) * idf[theirs]
        shared = np.bincount(cells[theirs], common, minlength=count * width).reshape(count, width)
        union = np.maximum(totals + own_totals - shared, 1e-9)
        jaccard = shared / union
        equal = (np.abs(union - shared)[:, [VALUES, POWERS]] < 1e-4).all(axis=1)
        columns = [
            jaccard[:, VALUES],
            shared[:, VALUES] / np.maximum(own_totals[VALUES], 1e-9),
            shared[:, VALUES] / np.maximum(totals[:, VALUES], 1e-9),
            jaccard[:, IN_CONTEXT],
            equal,
        ]
        return np.stack(columns, axis=1).astype(np.float32)
