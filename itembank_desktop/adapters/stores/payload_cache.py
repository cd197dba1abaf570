"""Payloads kept in memory: while an author types, one question after the other meets much the same candidates."""

from collections.abc import Hashable, Mapping, Sequence

BUDGET = 16 << 20
"""Bytes: all payloads of a bank of some 7,000 items, the candidates of some twenty-five questions to a larger one."""
_OVERHEAD = 250  # what Python itself takes for an entry, in bytes

Parts = tuple[bytes, ...]


class PayloadCache:
    """What was read lately, by its place in the file, while the file stays as it is.

    It has two halves. What is asked for moves to the younger; when that is full it becomes the older one, and what
    was in the older and not asked for again is forgotten.
    """

    def __init__(self, budget: int = BUDGET) -> None:
        self._half = budget // 2
        self._stamp: Hashable = None
        self._younger: dict[int, Parts] = {}
        self._older: dict[int, Parts] = {}
        self._size = 0
        self.hits = self.asked = 0
        """How many payloads were asked for since the bank was opened, and how many of them were kept."""

    def known(self, stamp: Hashable, places: Sequence[int]) -> list[Parts | None]:
        """The payloads at each place, None where none are kept; `stamp`, the state of the file, decides over all."""
        if stamp != self._stamp:
            self._stamp, self._younger, self._older, self._size = stamp, {}, {}, 0
        found: list[Parts | None] = list(map(self._younger.get, places))
        for at, parts in enumerate(found):
            if parts is None and (parts := self._older.get(places[at])) is not None:
                self._put(places[at], parts)
                found[at] = parts
        self.asked += len(found)
        self.hits += sum(parts is not None for parts in found)
        return found

    def keep(self, stamp: Hashable, read: Mapping[int, Parts]) -> None:
        """Keep what was read after `known` was told that stamp; nothing when it has been told another since."""
        if stamp == self._stamp:
            for place, parts in read.items():
                self._put(place, parts)

    def _put(self, place: int, parts: Parts) -> None:
        if self._size >= self._half:
            self._younger, self._older, self._size = {}, self._younger, 0
        self._younger[place] = parts
        self._size += sum(map(len, parts)) + _OVERHEAD
