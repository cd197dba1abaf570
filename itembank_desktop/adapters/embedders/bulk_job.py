"""One bulk job inside the worker: prompts that are ready, and how many of them make a short batch."""

import time
from collections.abc import Sequence
from threading import Lock

from itembank_desktop.adapters.embedders.qwen_inputs import Prompt
from itembank_desktop.core.space import EmbeddingSpace

BATCH_SECONDS = 0.05
"""A live question waits for at most one batch, so a batch is about as short as that."""
FIRST_TOKENS = 512
MOST_TOKENS = 65_536
PADDING = 0.9
"""The shortest prompt of a batch has at least this share of the longest one's tokens."""


class BulkJob:
    """Ready prompts by length; batches that cost about BATCH_SECONDS, measured as it goes."""

    def __init__(self, number: int, space: EmbeddingSpace) -> None:
        self.number = number
        self.space = space
        self.cancelled = False
        self.rate = 0.0
        self._expected = 0
        self._steps = 0
        self._ready: list[tuple[int, Prompt]] = []
        self._lock = Lock()
        self._tokens_a_second = FIRST_TOKENS / BATCH_SECONDS
        self._reported = 0.0
        self._began = time.perf_counter()
        self._computed = 0

    def expect(self) -> None:
        """One more prompt will come, or fail."""
        with self._lock:
            self._expected += 1

    def add(self, index: int, prompt: Prompt) -> None:
        """A prompt is ready, from any thread."""
        with self._lock:
            self._ready.append((index, prompt))

    def take(self) -> list[tuple[int, Prompt]]:
        """The longest prompt and as many of about its length as fit into a short batch; none when none is ready."""
        with self._lock:
            self._ready.sort(key=lambda one: -len(one[1].ids))
            if not self._ready:
                return []
            longest = len(self._ready[0][1].ids)
            budget = min(self._tokens_a_second * BATCH_SECONDS, MOST_TOKENS)
            most = max(1, int(budget // longest))
            count = sum(1 for _, prompt in self._ready[:most] if len(prompt.ids) >= PADDING * longest)
            taken, self._ready = self._ready[:count], self._ready[count:]
            return taken

    def stepped(self) -> bool:
        """One step was made for each expected prompt so far; whether that was the last, so that nothing is left."""
        with self._lock:
            self._steps += 1
            return self._steps == self._expected

    def computed(self, prompts: Sequence[Prompt], seconds: float) -> None:
        """Learn from a batch how many tokens a second the model reads, and how many items."""
        speed = sum(len(prompt.ids) for prompt in prompts) / max(seconds, 1e-6)
        self._tokens_a_second += 0.3 * (speed - self._tokens_a_second)
        self._computed += len(prompts)
        self.rate = self._computed / max(time.perf_counter() - self._began, 1e-6)

    def reports(self, every: float) -> bool:
        """Whether it is time to report again."""
        now = time.perf_counter()
        if now - self._reported < every:
            return False
        self._reported = now
        return True
