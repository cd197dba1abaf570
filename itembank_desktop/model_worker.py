"""The model's own process: loads it, answers live questions before bulk batches, says how it goes.

Started by adapters/embedders/remote.py, which speaks to it over standard input and output (protocol.py). It ends when
its input ends, so it never outlives the window. No Qt; torch is imported when the model is loaded, while requests are
already read. Three kinds of thread: one reads, the main one alone uses the model, two prepare bulk prompts.
"""

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType
from typing import BinaryIO, NoReturn

from itembank_desktop.adapters.embedders import protocol
from itembank_desktop.adapters.embedders.bulk_job import BulkJob
from itembank_desktop.adapters.embedders.engine import Engine, Loader
from itembank_desktop.adapters.embedders.engines import load_engine
from itembank_desktop.adapters.embedders.protocol import Kind, Message
from itembank_desktop.adapters.embedders.qwen_inputs import Prompt
from itembank_desktop.core.errors import ItemBankError, ModelUnusable
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Announcement
from itembank_desktop.services.model_gate import GateClosed, Lane, ModelGate

PREPARING_THREADS = 2
PROGRESS_SECONDS = 0.1


class Worker:
    """Serves one client over two streams until the input ends."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, load: Loader, leave: Callable[[], None]) -> None:
        """`leave` is called on the reading thread when the input has ended."""
        self._incoming = incoming
        self._outgoing = outgoing
        self._load = load
        self._leave = leave
        self._sending = Lock()
        self._gate: ModelGate[Callable[[], None]] = ModelGate()
        self._wanted: Message | None = None
        self._failure: ItemBankError | None = ModelUnusable("the model", "was never named")
        self._engine: Engine | None = None
        self._announced: Announcement | None = None
        self._idle: float | None = None
        self._jobs: dict[int, BulkJob] = {}
        self._cancelled: set[int] = set()
        self._newest_prefill: dict[str, Message] = {}
        self._preparing = ThreadPoolExecutor(PREPARING_THREADS, thread_name_prefix="prepare")

    def serve(self) -> None:
        """Work until the input ends; the calling thread is the only one that uses the model."""
        self._send(Kind.HELLO, version=protocol.VERSION, process=os.getpid(), python=sys.version.split()[0])
        Thread(target=self._listen, name="listen", daemon=True).start()
        try:
            while True:
                work = self._gate.take(self._idle if self._engine is not None and not self._jobs else None)
                (work or self._unload)()
        except GateClosed:
            self._preparing.shutdown(cancel_futures=True)

    def _listen(self) -> None:
        lanes: dict[Kind, tuple[Callable[[Message], None], Lane]] = {
            Kind.LOAD: (self._on_load, Lane.LIVE),
            Kind.RERANK: (self._on_rerank, Lane.LIVE),
            Kind.UNLOAD: (lambda _: self._unload(), Lane.LIVE),
            Kind.CLOSE_DRAFT: (self._on_close_draft, Lane.LIVE),
            Kind.PREFILL: (self._on_prefill, Lane.AHEAD),
            Kind.BULK: (self._on_bulk, Lane.BULK),
        }
        for message in protocol.read_messages(self._incoming):
            if message.kind is Kind.CANCEL:
                self._cancel(message.fields["job"])
                continue
            if message.kind is Kind.PREFILL:
                self._newest_prefill[message.fields["draft"]] = message
            if message.kind is Kind.EMBED:
                ahead = self._gate.waiting(Lane.LIVE)
                self._gate.put(partial(self._on_embed, message, time.perf_counter(), ahead), Lane.LIVE)
                continue
            serve, lane = lanes[message.kind]
            self._gate.put(partial(serve, message), lane)
        self._leave()

    def _on_load(self, message: Message) -> None:
        if self._wanted is not None and self._wanted.fields != message.fields and self._engine is not None:
            self._unload()
        self._wanted, self._failure = message, None
        self._idle = message.fields["idle"]
        with suppress(ItemBankError):  # LOAD_FAILED has told it.
            self._ready()

    def _ready(self) -> Engine:
        """The engine, loaded now if it is not; what failed once is tried again when LOAD asks for it."""
        if self._engine is None:
            if self._failure is not None:
                raise self._failure
            assert self._wanted is not None
            wanted = self._wanted.fields
            self._send(Kind.LOADING)
            try:
                self._engine = self._load(Path(wanted["folder"]), wanted["device"], wanted["dtype"], wanted["reranks"])
            except ItemBankError as error:
                self._failure = error.with_traceback(None)
                self._send(Kind.LOAD_FAILED, error=protocol.error_to_fields(error))
                raise
            self._announce(self._engine)
        return self._engine

    def _announce(self, engine: Engine) -> None:
        """Tell what the model is and holds, unless that has been told: after a question its memory may have grown."""
        now = engine.announcement()
        if now != self._announced:
            self._announced = now
            self._send(Kind.ANNOUNCE, **asdict(now))

    def _unload(self) -> None:
        if self._engine is not None:
            engine, self._engine, self._announced = self._engine, None, None
            engine.release()
        self._send(Kind.UNLOADED)

    def _on_embed(self, message: Message, arrived: float, ahead: int) -> None:
        """`arrived` by the clock, when `ahead` questions were waiting."""
        began = time.perf_counter()
        question = message.fields["id"]
        try:
            engine, space = self._ready(), protocol.space_of(message)
            draft = message.fields["draft"]
            prompt = engine.prepare(protocol.contents_of(message)[0], space, keep=draft is not None)
            prepared = time.perf_counter()
            vector, effort = engine.answer(draft, prompt, space)
        except ItemBankError as error:
            self._send(Kind.FAILED, id=question, error=protocol.error_to_fields(error))
            return
        seconds = time.perf_counter() - began
        effort = replace(effort, waited=began - arrived, tokenise=prepared - began, ahead=ahead)
        told = {"tokens": len(prompt.ids), "cut": prompt.cut, "seconds": seconds, "effort": asdict(effort)}
        self._send(Kind.ANSWER, protocol.vectors_to_blob(vector), id=question, **told)
        self._announce(engine)

    def _on_rerank(self, message: Message) -> None:
        question = message.fields["id"]
        query, *documents = protocol.contents_of(message)
        try:
            engine = self._ready()
            found = engine.score(query, documents, message.fields["instruction"])
        except ItemBankError as error:
            self._send(Kind.FAILED, id=question, error=protocol.error_to_fields(error))
            return
        self._send(Kind.SCORES, protocol.vectors_to_blob(found.scores), id=question, unreadable=found.unreadable)
        self._announce(engine)

    def _on_prefill(self, message: Message) -> None:
        draft = message.fields["draft"]
        if self._engine is None or self._newest_prefill.get(draft) is not message:
            return  # Overtaken by a newer one, or not worth loading a model for.
        del self._newest_prefill[draft]
        space = protocol.space_of(message)
        with suppress(ItemBankError):  # Nobody waits for it; the question itself will meet and tell the same error.
            prompt = self._engine.prepare(protocol.contents_of(message)[0], space, keep=True)
            self._engine.answer(draft, prompt, space)
            self._announce(self._engine)

    def _on_close_draft(self, message: Message) -> None:
        self._newest_prefill.pop(message.fields["draft"], None)
        if self._engine is not None:
            self._engine.close_draft(message.fields["draft"])

    def _on_bulk(self, message: Message) -> None:
        """A chunk of a job: prepared by other threads, then computed batch by batch."""
        number, space = message.fields["job"], protocol.space_of(message)
        if number in self._cancelled:
            return
        try:
            engine = self._ready()
        except ItemBankError:
            return  # LOAD_FAILED ends every job on the client's side.
        job = self._jobs.get(number)
        if job is None:
            job = self._jobs[number] = BulkJob(number, space)
        for index, content in zip(message.fields["indexes"], protocol.contents_of(message), strict=True):
            job.expect()
            prepared = self._preparing.submit(self._prepare, engine, job, index, content)
            prepared.add_done_callback(self._crash_with)

    def _crash_with(self, prepared: "Future[None]") -> None:
        """A bug in a preparing thread ends the process like one anywhere else, instead of leaving the job waiting."""
        error = None if prepared.cancelled() else prepared.exception()
        if error is not None:
            self._gate.put(partial(_throw, error), Lane.LIVE)

    def _prepare(self, engine: Engine, job: BulkJob, index: int, content: Content) -> None:
        if job.cancelled:
            return
        try:
            job.add(index, engine.prepare(content, job.space))
        except ItemBankError as error:
            self._fail(job, index, error)
        self._gate.put(lambda: self._step(job), Lane.BULK)

    def _step(self, job: BulkJob) -> None:
        """One batch; a step that finds nothing left was served by an earlier, larger one."""
        batch = job.take()
        if batch and not job.cancelled:
            self._compute(job, batch)
        if job.stepped():
            self._jobs.pop(job.number, None)

    def _compute(self, job: BulkJob, batch: Sequence[tuple[int, Prompt]]) -> None:
        indexes, prompts = zip(*batch, strict=True)
        began = time.perf_counter()
        try:
            engine = self._ready()
            vectors = engine.batch(prompts, job.space.pooling)
        except ItemBankError as error:
            for index in indexes:
                self._fail(job, index, error)
            return
        job.computed(prompts, time.perf_counter() - began)
        sizes = {"tokens": [len(prompt.ids) for prompt in prompts], "cut": [prompt.cut for prompt in prompts]}
        self._send(Kind.VECTORS, protocol.vectors_to_blob(vectors), job=job.number, indexes=indexes, **sizes)
        if job.reports(PROGRESS_SECONDS):
            now = engine.announcement()
            memory = {"memory_used": now.memory_used, "memory_total": now.memory_total}
            self._send(Kind.PROGRESS, job=job.number, rate=job.rate, **memory)

    def _fail(self, job: BulkJob, index: int, error: ItemBankError) -> None:
        self._send(Kind.FAILED, job=job.number, index=index, error=protocol.error_to_fields(error))

    def _cancel(self, number: int) -> None:
        self._cancelled.add(number)
        job = self._jobs.pop(number, None)
        if job is not None:
            job.cancelled = True

    def _send(self, kind: Kind, *blobs: bytes, **fields: object) -> None:
        try:
            with self._sending:
                protocol.write_message(self._outgoing, Message(kind, fields, blobs))
        except (OSError, ValueError):
            self._gate.close()  # Nobody reads any more.


def _throw(error: BaseException) -> NoReturn:
    raise error


def serve_process(load: Loader) -> NoReturn:
    """Serve the process that started this one, over standard input and output, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches us too; our parent decides.
    sys.excepthook = _end_with_trace
    threading.excepthook = lambda hook: _end_with_trace(hook.exc_type, hook.exc_value, hook.exc_traceback)
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get between the messages.
    os.dup2(2, 1)
    # A long computation is not waited for: nothing here needs saving.
    Worker(incoming, outgoing, load, partial(os._exit, 0)).serve()
    os._exit(0)


def _end_with_trace(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> NoReturn:
    """A bug in any thread ends the process: our parent tells its last line, and starts another.

    At once, because Python's own ending aborts while a thread still reads standard input.
    """
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def main() -> None:
    """Serve with the real models."""
    serve_process(load_engine)


if __name__ == "__main__":
    main()
