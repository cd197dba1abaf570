"""A bulk job on the client's side: what is on its way, what came back, what was lost with its process."""

import queue
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.embedders import protocol
from itembank_desktop.adapters.embedders.protocol import Kind, Message
from itembank_desktop.core.errors import ItemBankError, ModelAway
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.space import EmbeddingSpace

Vector = NDArray[np.float32]
OnCut = Callable[[int, int, int], None]
"""Hears of a content too long for the model: its index, tokens read, tokens cut off at the end of its text."""
CHUNK = 16
WINDOW = 256
"""Contents on their way at once: enough to find batches of equal length among them."""
WINDOW_BYTES = 64 * 2**20
CANCEL_SECONDS = 0.1
_END: tuple[int, Content | None] = (0, None)


@dataclass(slots=True)
class _Pending:
    content: Content
    size: int
    process: int = 0
    losses: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    process: int


@dataclass(frozen=True, slots=True)
class _Dropped:
    number: int


class BulkQuestions:
    """Keeps a window of contents with the worker. `run` belongs to one thread, the rest to the client's own."""

    def __init__(
        self,
        number: int,
        space: EmbeddingSpace,
        send: Callable[[Message], int],
        control: JobControl,
        most_losses: int,
        on_cut: OnCut,
        rest: "Callable[[BulkQuestions, bool], None]",
    ) -> None:
        """`send` says which process a message went to, 0 for none; `rest` hears when the job rests and goes on."""
        self.number = number
        self._space = space
        self._send = send
        self._control = control
        self._most_losses = most_losses
        self._on_cut = on_cut
        self._rest = rest
        self.resting = False
        self._news: queue.SimpleQueue[Message | _Found | _Dropped | ItemBankError] = queue.SimpleQueue()
        self._pending: dict[int, _Pending] = {}
        self._process = 0
        self._exhausted = False
        self._done = 0
        self._note = ""

    def found(self, process: int) -> None:
        """A process is there (again)."""
        self._news.put(_Found(process))

    def lost(self) -> None:
        """The process is gone."""
        self._news.put(_Found(0))

    def dropped(self, number: int) -> None:
        """The worker was told to forget what it has of the job, which goes on under another number."""
        self._news.put(_Dropped(number))

    def hear(self, message: Message) -> None:
        """The worker said something about this job."""
        self._news.put(message)

    def end(self, reason: ItemBankError) -> None:
        """Nothing more will come."""
        self._news.put(reason)

    def run(self, contents: Iterable[Content], total: int) -> Iterator[tuple[int, Vector | ItemBankError]]:
        """See RemoteEmbedder.embed_bulk."""
        source = enumerate(contents)
        while not self._control.cancelled():
            if not self._rests() and not self._fill(source) and not self._pending:
                return
            try:
                news = self._news.get(timeout=CANCEL_SECONDS)
            except queue.Empty:
                continue
            if isinstance(news, ItemBankError):
                raise news
            if isinstance(news, _Found):
                yield from self._changed_to(news.process)
                continue
            if isinstance(news, _Dropped):
                self._drop(news.number)
                continue
            for index, outcome in self._heard(news):
                if self._pending.pop(index, None) is not None:
                    self._done += 1
                    yield index, outcome
            self._control.progress(Progress(self._done, total, self._note))

    def _rests(self) -> bool:
        """Whether the job is paused; the worker then drops what it has of it, which may be minutes of work."""
        if self._control.paused() != self.resting:
            self.resting = not self.resting
            self._rest(self, self.resting)
        return self.resting

    def _drop(self, number: int) -> None:
        """What is on its way is to be sent again; answers that have come meanwhile count."""
        self.number = number
        for one in self._pending.values():
            one.process = 0

    def _fill(self, source: Iterator[tuple[int, Content]]) -> bool:
        """Send what may be sent now; whether there is, or may be, anything left to send."""
        if self._process == 0:
            return not self._exhausted
        suspects = [index for index, one in self._pending.items() if one.losses]
        if suspects:
            # One of them may be what ended the process: each goes alone.
            if not any(one.process for one in self._pending.values()):
                self._dispatch([min(suspects, key=lambda index: self._pending[index].losses)])
            return True
        unsent = [index for index, one in self._pending.items() if not one.process]
        while self._process and len(self._pending) < WINDOW and self._bytes() < WINDOW_BYTES:
            index, content = next(source, _END)
            if content is None:
                self._exhausted = True
                break
            self._pending[index] = _Pending(content, sum(len(picture.data) for picture in content.pictures))
            unsent.append(index)
            if len(unsent) >= CHUNK:
                self._dispatch(unsent)
                unsent = []
        if unsent:
            self._dispatch(unsent)
        return not self._exhausted

    def _bytes(self) -> int:
        return sum(one.size for one in self._pending.values())

    def _dispatch(self, indexes: list[int]) -> None:
        contents = [self._pending[index].content for index in indexes]
        message = protocol.asking(Kind.BULK, contents, self._space, job=self.number, indexes=indexes)
        self._process = self._send(message)
        for index in indexes:
            self._pending[index].process = self._process

    def _changed_to(self, process: int) -> Iterator[tuple[int, ItemBankError]]:
        """What was with another process was lost with it."""
        self._process = process
        for index, one in list(self._pending.items()):
            if one.process in (0, process):
                continue
            one.process, one.losses = 0, one.losses + 1
            if one.losses >= self._most_losses:
                del self._pending[index]
                self._done += 1
                yield index, ModelAway("the model's process", f"was lost {one.losses} times at this item")

    def _heard(self, message: Message) -> Iterator[tuple[int, Vector | ItemBankError]]:
        said = message.fields
        if message.kind is Kind.FAILED:
            yield said["index"], protocol.error_from_fields(said["error"])
        elif message.kind is Kind.VECTORS:
            vectors = protocol.vectors_from_blob(message.blobs[0], len(said["indexes"]))
            for place, index in enumerate(said["indexes"]):
                if said["cut"][place] and index in self._pending:
                    self._on_cut(index, said["tokens"][place], said["cut"][place])
                yield index, vectors[place]
        elif message.kind is Kind.PROGRESS:
            self._note = f"{said['rate']:.1f} items/s"
            if said["memory_total"]:
                self._note += f", {said['memory_used'] / 1e9:.1f} of {said['memory_total'] / 1e9:.1f} GB"
