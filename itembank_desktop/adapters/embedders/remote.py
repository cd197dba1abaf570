"""The worker's client: an embedder that happens to live in another process, and comes back when that is lost.

Every method may be called from any thread and only `ask`, `embed`, `announced` and `embed_bulk` wait. One thread of
ours starts the process, reads what it says, and starts it again, a little later each time, when it is gone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Condition, Event, Thread
from typing import Any, Generic, TypeVar

from itembank_desktop.adapters.embedders import protocol
from itembank_desktop.adapters.embedders.bulk_questions import BulkQuestions, OnCut, Vector
from itembank_desktop.adapters.embedders.protocol import Kind, Message, ProtocolBroken
from itembank_desktop.adapters.embedders.worker_process import WorkerProcess, this_interpreter, worker_command
from itembank_desktop.core.errors import ItemBankError, ModelAway, ModelUnusable, WorkerUnusable
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import Announcement, Effort, ModelAnswer, ModelPhase, ModelState, PairScores
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.space import Embedding, EmbeddingSpace

__all__ = ["Checkpoint", "OnCut", "Patience", "RemoteEmbedder", "Vector"]
SUBJECT = "the model's process"
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Which model, where, how precise ("auto": see adapters/embedders/engine.py), unloaded after `idle` seconds."""

    folder: Path
    device: str = "auto"
    dtype: str = "auto"
    idle: float | None = None
    reranks: bool = False


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: before the first restart (doubled each time), at most between two, for an answer, for leaving.

    `losses` in a row without an answer between them are too many; so are `asked` losses during one question.
    """

    restart: float = 1.0
    longest: float = 60.0
    answer: float = 300.0
    leave: float = 2.0
    losses: int = 6
    asked: int = 3


@dataclass(slots=True)
class _Question(Generic[A]):
    message: Message
    understand: "Callable[[Message], A]"
    """What an answer says; may raise ProtocolBroken, or an ItemBankError that settles the question."""
    wait: bool
    future: "Future[A]" = field(default_factory=Future)
    losses: int = 0

    def hear(self, message: Message) -> None:
        """Settle with what the worker says."""
        try:
            if message.kind is Kind.FAILED:
                raise protocol.error_from_fields(message.fields["error"])
            outcome = self.understand(message)
        except ItemBankError as error:
            self.settle(error)
        except (KeyError, TypeError, IndexError) as error:
            raise ProtocolBroken(f"an answer with {sorted(message.fields)}") from error
        else:
            self.settle(outcome)

    def settle(self, outcome: A | ItemBankError) -> None:
        """Give whoever waits the outcome; only the first one counts."""
        with suppress(InvalidStateError):
            if isinstance(outcome, ItemBankError):
                self.future.set_exception(outcome)
            else:
                self.future.set_result(outcome)


class RemoteEmbedder:
    """One checkpoint in one worker process."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        interpreter: str | None = None,
        on_state: Callable[[ModelState], None] = lambda _: None,
        patience: Patience | None = None,
        command: list[str] | None = None,
    ) -> None:
        """`on_state` is called on threads of ours; `command` replaces the interpreter's whole command line."""
        self._checkpoint = checkpoint
        self._command = command or worker_command(interpreter or this_interpreter())
        self._on_state = on_state
        self._patience = patience or Patience()
        self._changed = Condition()
        self._state = ModelState()
        self._numbers = count(1)
        self._questions: dict[int, _Question[Any]] = {}
        self._jobs: dict[int, BulkQuestions] = {}
        self._child: WorkerProcess | None = None
        self._greeted = False
        self._thread: Thread | None = None
        self._closing = Event()
        self._hurry = Event()
        """Ends the wait before the next start."""

    @property
    def state(self) -> ModelState:
        """Where the model stands."""
        return self._state

    def start(self) -> None:
        """Start the process and load the model, without waiting; after a failure, try again."""
        with self._changed:
            if self._closing.is_set():
                raise ModelAway(SUBJECT, "was closed")
            failed = self._failure() is not None
            if self._thread is not None and self._thread.is_alive() and not failed:
                return
            phase = ModelPhase.LOADING if failed and self._send(self._load_message()) else ModelPhase.STARTING
        self._tell(phase)
        if phase is ModelPhase.STARTING:
            self._thread = Thread(target=self._keep_running, name="model-worker", daemon=True)
            self._thread.start()

    def announced(self, timeout: float | None = None) -> Announcement:
        """The loaded model, waiting for it; ModelAway when that takes too long, the reason when it failed."""
        self.start()
        with self._changed:
            settled = self._changed.wait_for(lambda: self._state.announced or self._failure(), timeout)
            if self._state.announced is not None:
                return self._state.announced
            raise (self._failure() if settled else None) or ModelAway(SUBJECT, "is still loading the model")

    def embed(self, draft: str | None, content: Content, space: EmbeddingSpace, wait: bool = True) -> Embedding:
        """The content's embedding; see `ask`."""
        return self.ask(draft, content, space, wait).embedding

    def ask(self, draft: str | None, content: Content, space: EmbeddingSpace, wait: bool = True) -> ModelAnswer:
        """The embedding with its particulars: incremental within a draft, from scratch without one (None).

        With `wait` a lost process is waited for and the question asked again; without, ModelAway says at once that
        the model loads or was lost, so that fingerprints can answer meanwhile.
        """
        number = next(self._numbers)
        message = protocol.asking(Kind.EMBED, [content], space, id=number, draft=draft)
        return self._ask(number, _Question(message, lambda said: _model_answer(said, space), wait))

    def score(self, query: Content, documents: Sequence[Content], instruction: str, wait: bool = True) -> PairScores:
        """A reranker's scores; `wait` as in `ask`. BadInput from a model that makes vectors."""
        number = next(self._numbers)
        message = protocol.ranking([query, *documents], id=number, instruction=instruction)
        return self._ask(number, _Question(message, _pair_scores, wait))

    def _ask(self, number: int, question: "_Question[A]") -> A:
        wait, message = question.wait, question.message
        self._ensure_started()
        with self._changed:
            self._refuse(wait)
            self._questions[number] = question
            self._send(message)
        try:
            return self._awaited(question)
        finally:
            self._questions.pop(number, None)

    def prefill(self, draft: str, content: Content, space: EmbeddingSpace) -> None:
        """Let the model read a draft that will be asked about soon; does nothing while it is not loaded."""
        if self._state.phase.answers:
            self._send(protocol.asking(Kind.PREFILL, [content], space, draft=draft))

    def close_draft(self, draft: str) -> None:
        """Forget what is kept for a draft."""
        self._send(Message(Kind.CLOSE_DRAFT, {"draft": draft}))

    def load(self) -> None:
        """Load an unloaded model again without waiting; a question does so too."""
        if self._state.phase is ModelPhase.UNLOADED:
            self._send(self._load_message())

    def restart_now(self) -> None:
        """Start a lost process again without the rest of its wait; does nothing while none is waited for."""
        if self._state.restart_in and not self._closing.is_set():
            self._tell(ModelPhase.STARTING)
            self._hurry.set()

    def unload(self) -> None:
        """Free the graphics card's memory; the next question loads again, and so does a bulk job that is not paused."""
        with self._changed:
            for job in list(self._jobs.values()):
                self._drop(job)
            self._send(Message(Kind.UNLOAD))

    def embed_bulk(
        self,
        contents: Iterable[Content],
        space: EmbeddingSpace,
        control: JobControl | None = None,
        total: int = 0,
        on_cut: OnCut = lambda _index, _tokens, _cut: None,
    ) -> Iterator[tuple[int, Vector | ItemBankError]]:
        """(index, unit vector or why there is none) for every content, in the order they are ready, from scratch.

        Contents are drawn as they are needed. Ends early when `control` says cancelled. A lost process is waited
        for; a content that loses it again and again when alone is given up. Raises when the model cannot be loaded.
        While `control` says paused the process does nothing for this job, and its model may be unloaded.
        """
        self._ensure_started()
        number, asked = next(self._numbers), self._patience.asked
        job = BulkQuestions(number, space, self._send, control or JobControl(), asked, on_cut, self._on_rest)
        with self._changed:
            self._refuse(wait=True)
            self._jobs[number] = job
            if self._child is not None and self._greeted:
                job.found(self._child.pid)
        self._show_busy()
        try:
            yield from job.run(contents, total)
        finally:
            with self._changed:
                number = next(number for number, one in self._jobs.items() if one is job)
                del self._jobs[number]
                self._send(Message(Kind.CANCEL, {"job": number}))
            self._show_busy()

    def _on_rest(self, job: BulkQuestions, rests: bool) -> None:
        if rests:
            with self._changed:
                self._drop(job)
        self._show_busy()

    def _drop(self, job: BulkQuestions) -> None:
        """Let the worker forget a job; what it was to do is asked again under another number."""
        old = next(number for number, one in self._jobs.items() if one is job)
        del self._jobs[old]
        self._send(Message(Kind.CANCEL, {"job": old}))
        number = next(self._numbers)
        self._jobs[number] = job
        job.dropped(number)

    def close(self) -> None:
        """End the process and the thread; whoever waits gets ModelAway. Not to be called from `on_state`."""
        self._closing.set()
        self._hurry.set()
        self._with_child(WorkerProcess.close)
        if self._thread is not None:
            self._thread.join(self._patience.leave)
            self._with_child(WorkerProcess.kill)
            self._thread.join()
        self._give_up(ModelAway(SUBJECT, "was closed"))

    def _with_child(self, deed: Callable[[WorkerProcess], None]) -> None:
        with self._changed:
            if self._child is not None:
                deed(self._child)

    def _ensure_started(self) -> None:
        if self._thread is None:
            self.start()

    def _refuse(self, wait: bool) -> None:
        """Raise why nothing can be asked now."""
        phase = self._state.phase
        failure = self._failure()
        if self._closing.is_set() or failure is not None:
            raise failure or ModelAway(SUBJECT, "was closed")
        if wait or phase.answers:
            return
        self.load()
        raise ModelAway("the model", f"is {phase}")

    def _failure(self) -> ItemBankError | None:
        return self._state.reason if self._state.phase is ModelPhase.FAILED else None

    def _awaited(self, question: "_Question[A]") -> A:
        """The answer; a worker that is silent for too long although its model is loaded is killed."""
        while True:
            try:
                return question.future.result(self._patience.answer)
            except NotYet:
                if self._state.phase is ModelPhase.LOADING:
                    continue
                self._with_child(WorkerProcess.kill)
                late = f"did not answer in {self._patience.answer:g} s and is started again"
                raise ModelAway(SUBJECT, late) from None

    def _send(self, message: Message) -> int:
        """Send, and say to which process; 0 for none, then what must not be lost is sent when there is one."""
        with self._changed:
            if self._child is None or not self._greeted:
                return 0
            self._child.send(message)
            return self._child.pid

    def _load_message(self) -> Message:
        one = self._checkpoint
        fields = {
            "folder": str(one.folder.resolve()), "device": one.device, "dtype": one.dtype, "idle": one.idle,
            "reranks": one.reranks,
        }  # fmt: skip
        return Message(Kind.LOAD, fields)

    def _keep_running(self) -> None:
        """Our thread: one process after the other."""
        losses = 0
        while not self._closing.is_set():
            try:
                answered, how = self._converse()
            except WorkerUnusable as error:
                self._give_up(error)
                return
            losses = 1 if answered else losses + 1
            if self._closing.is_set():
                return
            if losses > self._patience.losses:
                self._give_up(WorkerUnusable(SUBJECT, f"{how}, {losses} times in a row"))
                return
            self._wait_after(ModelAway(SUBJECT, how), losses)

    def _converse(self) -> tuple[bool, str]:
        """One process from start to end: whether it answered anything, and how it ended."""
        try:
            child = WorkerProcess(self._command)
        except OSError as error:
            raise WorkerUnusable(self._command[0], error.strerror or str(error)) from error
        with self._changed:
            self._child = child
            if self._closing.is_set():
                child.close()
        greeted, answered, how = False, False, ""
        try:
            for message in child.messages():
                greeted = True
                answered |= message.kind in (Kind.ANSWER, Kind.SCORES, Kind.VECTORS)
                self._on_message(child, message)
        except ProtocolBroken as error:
            raise WorkerUnusable(self._command[0], f"is no worker of this program: it sent {error}") from error
        finally:
            with self._changed:
                self._child, self._greeted = None, False
            how = child.end(self._patience.leave)
        if not greeted and child.gave_up:
            # It lacks numpy, say: the next one would too.
            raise WorkerUnusable(self._command[0], how)
        return answered, how

    def _wait_after(self, loss: ModelAway, losses: int) -> None:
        delay = min(self._patience.restart * 2 ** (losses - 1), self._patience.longest)
        self._hurry.clear()
        self._tell(ModelPhase.STARTING, loss, restart_in=delay)
        with self._changed:
            waiting, jobs = list(self._questions.values()), list(self._jobs.values())
        for job in jobs:
            job.lost()
        for question in waiting:
            question.losses += 1
            if not question.wait or question.losses >= self._patience.asked:
                question.settle(loss)
        if not self._closing.is_set():
            self._hurry.wait(delay)

    def _give_up(self, reason: ItemBankError) -> None:
        self._tell(ModelPhase.ABSENT if self._closing.is_set() else ModelPhase.FAILED, reason)
        with self._changed:
            questions, jobs = list(self._questions.values()), list(self._jobs.values())
        for question in questions:
            question.settle(reason)
        for job in jobs:
            job.end(reason)

    def _on_message(self, child: WorkerProcess, message: Message) -> None:
        said = message.fields
        if message.kind is Kind.HELLO:
            self._on_hello(child, said["version"])
        elif message.kind is Kind.LOADING:
            self._tell(ModelPhase.LOADING)
        elif message.kind is Kind.ANNOUNCE:
            self._tell(self._ready_phase(), announced=Announcement(**said))
        elif message.kind is Kind.UNLOADED:
            self._tell(ModelPhase.UNLOADED)
        elif message.kind is Kind.LOAD_FAILED:
            self._give_up(protocol.error_from_fields(said["error"]))
        elif "job" in said:
            self._on_job(message)
        elif (question := self._questions.get(said["id"])) is not None:
            question.hear(message)

    def _on_hello(self, child: WorkerProcess, version: object) -> None:
        """A process is there: name the model, and ask again whatever is still unanswered."""
        if version != protocol.VERSION:
            detail = f"holds version {version} of the worker, this program speaks version {protocol.VERSION}"
            raise WorkerUnusable(self._command[0], detail)
        with self._changed:
            child.send(self._load_message())
            self._greeted = True
            for question in self._questions.values():
                if not question.future.done():
                    child.send(question.message)
            for job in self._jobs.values():
                job.found(child.pid)

    def _on_job(self, message: Message) -> None:
        if message.kind is Kind.PROGRESS and self._state.announced is not None:
            used, has = message.fields["memory_used"], message.fields["memory_total"]
            announced = replace(self._state.announced, memory_used=used, memory_total=has)
            self._tell(self._state.phase, announced=announced)
        job = self._jobs.get(message.fields["job"])
        if job is not None:
            job.hear(message)

    def _ready_phase(self) -> ModelPhase:
        works = any(not job.resting for job in list(self._jobs.values()))
        return ModelPhase.BUSY if works else ModelPhase.READY

    def _show_busy(self) -> None:
        if self._state.phase.answers and self._state.phase is not self._ready_phase():
            self._tell(self._ready_phase())

    def _tell(
        self,
        phase: ModelPhase,
        reason: ItemBankError | None = None,
        announced: Announcement | None = None,
        restart_in: float = 0.0,
    ) -> None:
        """Enter a state; a model once announced stays known until it fails."""
        with self._changed:
            known = None if phase is ModelPhase.FAILED else announced or self._state.announced
            before, state = self._state, ModelState(phase, reason, known, restart_in)
            self._state = state
            self._changed.notify_all()
        if state != before:
            self._on_state(state)


def _model_answer(message: Message, space: EmbeddingSpace) -> ModelAnswer:
    said = message.fields
    told = said["tokens"], said["cut"], said["seconds"], Effort(**said["effort"])
    try:
        embedding = Embedding(space, protocol.vectors_from_blob(message.blobs[0], 1)[0])
    except ValueError as error:
        raise ModelUnusable(space.model, f"answered with {error}") from error
    return ModelAnswer(embedding, *told)


def _pair_scores(message: Message) -> PairScores:
    return PairScores(protocol.vectors_from_blob(message.blobs[0], 1)[0], tuple(message.fields["unreadable"]))
