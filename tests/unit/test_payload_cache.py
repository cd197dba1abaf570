"""What the cache of payloads keeps, and when it lets go."""

from hypothesis import given
from hypothesis import strategies as st

from itembank_desktop.adapters.stores.payload_cache import PayloadCache


def test_a_new_state_of_the_file_forgets_everything():
    cache = PayloadCache()
    assert cache.known("old", [1, 2]) == [None, None]
    cache.keep("old", {1: (b"one",), 2: ()})
    assert cache.known("old", [2, 1, 3]) == [(), (b"one",), None]
    assert cache.known("new", [1]) == [None]
    assert cache.known("old", [1]) == [None]


def test_what_was_read_from_a_state_that_has_passed_is_not_kept():
    cache = PayloadCache()
    cache.known("old", [1])
    cache.known("new", [1])  # another thread, while the first is still reading
    cache.keep("old", {1: (b"one",)})
    assert cache.known("new", [1]) == [None]


@given(sizes=st.lists(st.integers(0, 3000), max_size=60))
def test_memory_stays_bounded_and_what_is_kept_is_what_was_read(sizes):
    budget = 10_000
    cache = PayloadCache(budget)
    written = {place: (bytes(size),) for place, size in enumerate(sizes)}
    for place, parts in written.items():
        cache.known(0, [place])
        cache.keep(0, {place: parts})
    kept = {place: parts for place in written if (parts := cache.known(0, [place])[0]) is not None}
    assert kept == {place: written[place] for place in kept}
    assert sum(len(parts[0]) for parts in kept.values()) <= budget + 3000


def test_what_is_asked_for_again_outlives_what_is_not():
    cache = PayloadCache(budget=10_000)
    cache.known(0, [])
    for place in range(200):
        cache.keep(0, {place: (bytes(100),)})
        assert cache.known(0, [0]) == [(bytes(100),)]
    assert cache.known(0, [50]) == [None]
