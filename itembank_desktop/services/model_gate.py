"""Live questions step in front of bulk batches.

One thread owns the model and takes one piece of work after another; a piece that has begun is never interrupted,
so a live question waits for at most one bulk batch. (A plain lock between threads is not fair: in a simulation with
50 ms batches a question waited up to 120 ms for it.)
"""

from collections import deque
from enum import IntEnum
from threading import Condition
from typing import Generic, TypeVar

W = TypeVar("W")


class Lane(IntEnum):
    """Who is served first: a question, what will probably be asked next, bulk work."""

    LIVE = 0
    AHEAD = 1
    BULK = 2


class GateClosed(Exception):
    """Nothing more will come."""


class ModelGate(Generic[W]):
    """Work for the model's thread, taken by lane and then in order."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, deque[W]] = {lane: deque() for lane in Lane}
        self._news = Condition()
        self._closed = False

    def put(self, work: W, lane: Lane) -> None:
        """Queue a piece of work, from any thread; after `close` it is dropped."""
        with self._news:
            if not self._closed:
                self._lanes[lane].append(work)
                self._news.notify()

    def waiting(self, lane: Lane) -> int:
        """How many pieces of a lane have not begun."""
        with self._news:
            return len(self._lanes[lane])

    def take(self, timeout: float | None = None) -> W | None:
        """The next piece; None when none came for `timeout` seconds (None: no limit); GateClosed at the end."""
        with self._news:
            self._news.wait_for(lambda: self._closed or any(self._lanes.values()), timeout)
            if self._closed:
                raise GateClosed
            return next((waiting.popleft() for waiting in self._lanes.values() if waiting), None)

    def close(self) -> None:
        """Drop what waits and let `take` raise GateClosed."""
        with self._news:
            self._closed = True
            self._news.notify_all()
