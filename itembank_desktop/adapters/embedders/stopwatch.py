"""How long a device works on something, without making it wait: a card is given marks and asked afterwards."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

MARKS = 64
"""Kept while nobody asks: bulk batches are timed too."""


class Stopwatch:
    """Adds up seconds between two readings; for one thread."""

    def __init__(self, device: "torch.device") -> None:
        self._on_a_card = device.type == "cuda"
        self._seconds = 0.0
        self._marks: deque[tuple[torch.cuda.Event, torch.cuda.Event]] = deque(maxlen=MARKS)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what is computed inside."""
        if not self._on_a_card:
            began = time.perf_counter()
            yield
            self._seconds += time.perf_counter() - began
            return
        import torch

        begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        begin.record()
        yield
        end.record()
        self._marks.append((begin, end))

    def read(self) -> float:
        """Seconds since the last reading; waits for a card that has not come so far."""
        seconds, self._seconds = self._seconds, 0.0
        while self._marks:
            begin, end = self._marks.popleft()
            end.synchronize()
            seconds += begin.elapsed_time(end) / 1000
        return seconds
