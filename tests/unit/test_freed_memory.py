"""Freed memory goes back where the system does not take it by itself."""

import linecache
import sys
from pathlib import Path

import pytest

from itembank_desktop.ui.freed_memory import forget_sources, give_back_freed, use_few_heaps

PAGE = 4096


def test_sources_are_forgotten_and_read_again():
    assert linecache.getline(__file__, 1)
    forget_sources()
    assert __file__ not in linecache.cache
    assert linecache.getline(__file__, 1).startswith('"""Freed memory')


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_freed_blocks_between_held_ones_go_back():
    use_few_heaps()
    blocks = [bytes(100_000) for _ in range(1000)]
    held = blocks[::10]
    before = resident()
    del blocks
    give_back_freed()
    assert resident() < before - 30_000_000
    assert len(held) == 100


def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE
