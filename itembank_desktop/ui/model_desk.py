"""What the window is given to work with a model: its process, and the models on this computer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from itembank_desktop.core.item import Content
from itembank_desktop.core.model import ModelChoice, ModelState, PairScores, ShelfModel
from itembank_desktop.core.ports import JobControl

OnState = Callable[[ModelState], None]


class ModelProcess(Protocol):
    """A chosen model in its own process. No method but `score` and `close` waits."""

    @property
    def name(self) -> str:
        """What the author calls the model."""
        ...

    @property
    def state(self) -> ModelState:
        """Where the model stands."""
        ...

    def start(self) -> None:
        """Start the process, or load again; a lost process that waits for its next start starts at once."""
        ...

    def unload(self) -> None:
        """Free the memory; the next question loads again."""
        ...

    def score(self, query: Content, documents: Sequence[Content], instruction: str) -> PairScores:
        """A reranker's scores; waits for them, so it belongs to the threads that search."""
        ...

    def prefill(self, draft: str, content: Content) -> None:
        """Let the model read what will be asked in a moment."""
        ...

    def close_draft(self, draft: str) -> None:
        """Forget a draft."""
        ...

    def close(self) -> None:
        """End the process."""
        ...


@dataclass(frozen=True, slots=True)
class ModelDesk:
    """All of it runs off the window's thread; only `fetch` uses the network."""

    list: Callable[[], tuple[ShelfModel, ...]]
    fetch: Callable[[str, JobControl], str | None]
    add: Callable[[Path, JobControl], str | None]
    verify: Callable[[str, JobControl], str | None]
    """Each gives the model's name, None when it was cancelled."""
    connect: Callable[[ModelChoice, OnState], ModelProcess]
    """The chosen model, not started; the callback is called on threads of its own."""
