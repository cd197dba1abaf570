"""The signature scan against the plainest possible one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itembank_desktop.adapters.stores.signatures import BLOCK, SignatureMatrix


def plain_nearest(keys, bits, probes, count):
    """By hand: the least distance of each key's last rows, sorted by distance, then key."""
    best = {}
    for key, row in zip(keys, bits, strict=True):
        distance = min(int(np.unpackbits(row ^ probe).sum()) for probe in probes)
        best[key] = min(distance, best.get(key, distance))
    return sorted(best, key=lambda key: (best[key], key))[:count]


def random_bits(seed, rows, bits=128):
    return np.random.default_rng(seed).integers(0, 256, (rows, bits // 8), dtype=np.uint8)


@settings(deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    keys=st.lists(st.integers(1, 40), min_size=1, max_size=60),
    probes=st.integers(1, 5),
    count=st.integers(0, 50),
    distinct=st.integers(1, 8),
)
def test_the_scan_is_exact_counts_items_once_and_breaks_ties_by_key(seed, keys, probes, count, distinct):
    pool = random_bits(seed, distinct)  # few different signatures, so that many distances tie
    bits = pool[np.random.default_rng(seed).integers(0, distinct, len(keys))]
    matrix = SignatureMatrix(128)
    matrix.append(np.array(keys), bits)
    asked = random_bits(seed + 1, probes)
    assert matrix.nearest(asked, count).tolist() == plain_nearest(keys, bits, asked, count)


@settings(deadline=None)
@given(seed=st.integers(0, 1000), sizes=st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_appending_in_pieces_is_appending_at_once(seed, sizes):
    bits = random_bits(seed, sum(sizes))
    keys = np.arange(1, len(bits) + 1)
    pieces = SignatureMatrix(128)
    start = 0
    for size in sizes:
        pieces.append(keys[start : start + size], bits[start : start + size])
        start += size
    whole = SignatureMatrix(128)
    whole.append(keys, bits)
    assert len(pieces) == len(whole) == len(bits)
    asked = random_bits(seed + 1, 2)
    assert pieces.nearest(asked, 9).tolist() == whole.nearest(asked, 9).tolist()


def test_blocks_fit_together():
    count = 2 * BLOCK + 17
    bits = random_bits(5, count)
    matrix = SignatureMatrix(128)
    matrix.append(np.arange(BLOCK - 3), bits[: BLOCK - 3])
    matrix.append(np.arange(BLOCK - 3, count), bits[BLOCK - 3 :])
    for key in (0, BLOCK - 4, BLOCK - 3, BLOCK - 1, BLOCK, 2 * BLOCK, count - 1):
        assert matrix.nearest(bits[key : key + 1], 1).tolist() == [key]
    assert matrix.nbytes < 3 * BLOCK * (16 + 16)


def test_newer_rows_of_a_key_replace_older_ones():
    bits = random_bits(6, 6)
    matrix = SignatureMatrix(128)
    matrix.append(np.array([1, 1, 2]), bits[:3])
    matrix.append(np.array([1, 3]), bits[3:5])
    assert matrix.nearest(bits[3:4], 1).tolist() == [1]
    keys, rows = [2, 1, 3], bits[[2, 3, 4]]
    for probe in bits:
        assert matrix.nearest(probe[np.newaxis], 9).tolist() == plain_nearest(keys, rows, probe[np.newaxis], 9)


def test_nothing_is_found_where_nothing_is():
    matrix = SignatureMatrix(64)
    assert matrix.nearest(np.zeros((1, 8), np.uint8), 3).tolist() == []
    matrix.append(np.array([7]), np.zeros((1, 8), np.uint8))
    assert matrix.nearest(np.empty((0, 8), np.uint8), 3).tolist() == []
    assert matrix.nearest(np.zeros((1, 8), np.uint8), 3).tolist() == [7]


def test_signatures_of_a_wrong_length_are_refused():
    with pytest.raises(ValueError, match="64-bit words"):
        SignatureMatrix(100)
    with pytest.raises(ValueError, match="words for 1 keys"):
        SignatureMatrix(128).append(np.array([1]), np.zeros((1, 8), np.uint8))
