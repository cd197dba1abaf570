"""Memory that nobody uses any more goes back to the system."""

import ctypes
import linecache
import sys

_M_ARENA_MAX = -8
_HEAPS = 2


def use_few_heaps() -> None:
    """Let threads share two heaps: each keeps what its busiest moment needed. (mallopt(3), glibc only)"""
    if _LIBC is not None:
        _LIBC.mallopt(_M_ARENA_MAX, _HEAPS)


def forget_sources() -> None:
    """Drop the source of every imported module: PySide reads all of it to look for its own name, and keeps 6 MB.

    A traceback reads again what it shows.
    """
    linecache.clearcache()


def give_back_freed() -> None:
    """Let glibc return the free parts of its heaps, 3 ms for 150 MB.

    Other systems do so by themselves. (mallopt(3), malloc_trim(3))
    """
    if _LIBC is not None:
        _LIBC.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "malloc_trim") else None  # musl has none.


_LIBC = _glibc()
