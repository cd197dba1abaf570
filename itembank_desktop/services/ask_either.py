"""One question to the shared bank or, when that is away or too slow, to its copy on this computer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from itembank_desktop.core.feed import Patience
from itembank_desktop.core.search import Answer, Query, Source
from itembank_desktop.services.line import LOST, Line

Finder = Callable[[Query], Answer]
LIMIT_SECONDS = 1.5


class AskEither:
    """A finder like any other; its answers say where they come from. It never waits for a server that is known lost."""

    def __init__(
        self,
        shared: Finder,
        local: Finder,
        server: Patience,
        line: Line,
        copied: Callable[[], tuple[datetime | None, int]],
        limit: float = LIMIT_SECONDS,
    ) -> None:
        """`copied` tells when the copy last held everything, and its revision; `limit`: seconds a server may take."""
        self._shared = shared
        self._local = local
        self._server = server
        self._line = line
        self._copied = copied
        self.limit = limit

    def __call__(self, query: Query) -> Answer:
        """The shared bank's answer within the limit, else the copy's; errors of the question itself pass."""
        if self._line.up:
            try:
                with self._server.patience(self.limit):
                    answer = self._shared(query)
            except LOST as problem:
                self._line.lost(problem)
            else:
                self._line.answered()
                return replace(answer, source=Source(shared=True))
        copied, revision = self._copied()
        source = Source(False, copied, revision, self._line.reason)
        return replace(self._local(query), source=source)
