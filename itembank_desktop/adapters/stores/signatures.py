"""Bit signatures in memory, scanned by Hamming distance: exact, no index, 128 bytes a row at 1,024 bits.

Measured (1,024 bits, best 400, one busy core): one probe 0.3 ms at 11,000 rows, 2 ms at 100,000, 28 ms at a
million; 8 probes 1.4, 13 and 160 ms; 40 probes 7, 68 and 760 ms. faiss.knn_hamming on one core has 0.4, 2 and 15 ms
for one probe and 11, 66 and 660 ms for 40: not worth a dependency.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.core.ports import Bits, FittedSpace, Keys

# Rows a block: at 1,024 bits a block is 1 MiB, so that all probes pass over it while it is in the second cache.
BLOCK = 8192
_SUPERSEDED = -1
_REFIT_BATCH = 512


class SignatureMatrix:
    """The signatures of one space, stored word by word so that numpy's popcount runs along the rows."""

    def __init__(self, bits: int) -> None:
        if bits % 64:
            raise ValueError(f"{bits} bits are not a whole number of 64-bit words")
        self.bits = bits
        self._words = bits // 64
        self._blocks: list[NDArray[np.uint64]] = []
        self._keys = np.empty(0, np.int64)
        self._rows = 0
        self._highest = -1

    def __len__(self) -> int:
        return self._rows

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        return sum(block.nbytes for block in self._blocks) + self._keys.nbytes

    def append(self, keys: Keys, bits: Bits) -> None:
        """Add one row a key; earlier rows of the same keys no longer count.

        Several rows of one item belong into one call.
        """
        rows = np.ascontiguousarray(bits).view(np.uint64)
        if rows.shape != (len(keys), self._words):
            raise ValueError(f"{rows.shape} words for {len(keys)} keys of {self._words} words")
        if not len(keys):
            return
        if keys.min() <= self._highest:
            known = self._keys[: self._rows]
            known[np.isin(known, keys)] = _SUPERSEDED
        self._highest = max(self._highest, int(keys.max()))
        end = self._rows + len(keys)
        if end > len(self._keys):
            grown = np.empty(max(end, len(self._keys) * 5 // 4, 1024), np.int64)
            grown[: self._rows] = self._keys[: self._rows]
            self._keys = grown
        self._keys[self._rows : end] = keys
        self._fill(rows)

    def forget(self, keys: Keys) -> None:
        """Rows of those keys no longer count."""
        known = self._keys[: self._rows]
        known[np.isin(known, keys)] = _SUPERSEDED

    def nearest(self, probes: Bits, count: int, among: "Keys | None" = None) -> Keys:
        """Keys of the `count` items (of `among`) nearest to any probe, nearest first, ties by key, each item once."""
        if count <= 0 or not len(probes) or not self._rows:
            return np.empty(0, np.int64)
        distances = self._distances(np.ascontiguousarray(probes).view(np.uint64))
        keys = self._keys[: self._rows]
        if among is not None:
            let_through = np.isin(keys, among)
            distances, keys = distances[let_through], keys[let_through]
            if not len(keys):
                return np.empty(0, np.int64)
        counts = np.cumsum(np.bincount(distances, minlength=self.bits + 1))
        wanted = count
        while True:
            # Distances are small whole numbers: counting them finds the cut, and takes all that tie at it.
            cut = int(np.searchsorted(counts, min(wanted, len(keys))))
            near = np.flatnonzero(distances <= cut)
            order = near[np.lexsort((keys[near], distances[near]))]
            found, first = np.unique(keys[order], return_index=True)
            if len(found) - (found[0] == _SUPERSEDED) >= count or len(near) == len(keys):
                ranked: Keys = keys[order[np.sort(first)]]
                return np.asarray(ranked[ranked != _SUPERSEDED][:count], np.int64)
            wanted = 2 * len(near)

    def _fill(self, rows: NDArray[np.uint64]) -> None:
        start = 0
        while start < len(rows):
            place = self._rows % BLOCK
            if place == 0:
                self._blocks.append(np.empty((self._words, BLOCK), np.uint64))
            stop = min(len(rows), start + BLOCK - place)
            self._blocks[-1][:, place : place + stop - start] = rows[start:stop].T
            self._rows += stop - start
            start = stop

    def _distances(self, probes: NDArray[np.uint64]) -> NDArray[np.uint16]:
        """Of every row to the probe nearest to it."""
        nearest = np.full(self._rows, np.iinfo(np.uint16).max, np.uint16)
        differing = np.empty((self._words, BLOCK), np.uint64)
        counted = np.empty((self._words, BLOCK), np.uint8)
        for number, block in enumerate(self._blocks):
            best = nearest[number * BLOCK : (number + 1) * BLOCK]
            rows, used, ones = block[:, : len(best)], differing[:, : len(best)], counted[:, : len(best)]
            for probe in probes:
                np.bitwise_xor(rows, probe[:, np.newaxis], out=used)
                np.bitwise_count(used, out=ones)
                np.minimum(best, ones.sum(axis=0, dtype=np.uint16), out=best)
        return nearest


def signed_in_batches(fitted: FittedSpace, stored: Iterator[tuple[int, bytes]]) -> Iterator[tuple[list[int], Bits]]:
    """Items and their signatures, batch by batch."""
    while batch := list(islice(stored, _REFIT_BATCH)):
        yield [item for item, _ in batch], fitted.signatures([body for _, body in batch])
