"""Vectors for every item that has none: asks the bank what is missing, so that it can be stopped at any moment."""

import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from itembank_desktop.core.errors import ItemBankError, UnreadableFigure
from itembank_desktop.core.item import Content, Item, ItemId, Picture
from itembank_desktop.core.ports import Addition, Bank, Embedder, JobControl, NeuralSpace, Progress, Vector
from itembank_desktop.core.space import Modality

CHUNK = 64
# What a kill may cost on a slow machine, where 64 items take a minute.
CHUNK_SECONDS = 2.0
_GROWTH = 2
_PAUSE_SECONDS = 0.05
_REPORT_SECONDS = 0.1
_RATE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that got no vector in a space, and why."""

    id: ItemId
    space: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shortened:
    """An item too long for the model: how many tokens were read, how many cut off at the end."""

    id: ItemId
    space: str
    tokens: int
    cut: int


@dataclass(frozen=True, slots=True)
class EmbedReport:
    """What a run did: vectors written by space, items left out or cut, items with nothing for a space to read."""

    embedded: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    shortened: tuple[Shortened, ...] = ()
    nothing: int = 0
    cancelled: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Work:
    key: int
    id: ItemId
    fingerprint: str
    content: Content


class EmbedMissing:
    """Fills one space after the other; an item changed meanwhile is embedded again in the same run."""

    def __init__(self, bank: Bank, embedder: Embedder) -> None:
        self._bank = bank
        self._embedder = embedder

    def __call__(self, spaces: Sequence[NeuralSpace], control: JobControl | None = None) -> EmbedReport:
        """Embed what is missing in `spaces`; raises when the model cannot work at all, keeping what is written."""
        began = time.perf_counter()
        control = control or JobControl()
        # Text first: a multimodal space takes over its vectors for items without figures.
        ordered = sorted(spaces, key=lambda space: space.sister is not None)
        tally = _Tally(control, sum(len(self._bank.missing(space.name)) for space in ordered))
        for space in ordered:
            if not _SpaceRun(self._bank, self._embedder, space, tally).finished():
                break
        tally.show(now=True)
        return tally.report(control.cancelled(), time.perf_counter() - began)


class _SpaceRun:
    """One space, passed over until nothing is missing that can be made."""

    def __init__(self, bank: Bank, embedder: Embedder, space: NeuralSpace, tally: "_Tally") -> None:
        self._bank = bank
        self._embedder = embedder
        self._space = space
        self._tally = tally
        self._given_up: set[int] = set()
        self._elsewhere: set[int] = set()
        self._pending: list[Addition] = []
        self._written_at = time.monotonic()
        self._present = 0
        self._resting = False

    def finished(self) -> bool:
        """Whether all was done that can be; False when cancelled."""
        missing = self._bank.missing(self._space.name)
        self._present = self._bank.count() - len(missing)
        while missing and not self._tally.control.cancelled():
            try:
                self._pass(missing)
            finally:
                self._write()
            # Items that came or changed meanwhile; those that another keeper has claimed are left to them.
            missing = [key for key in self._bank.missing(self._space.name) if key not in self._given_up]
            missing = [] if self._elsewhere.issuperset(missing) else missing
            self._elsewhere.clear()
            self._tally.total += len(missing)
        if self._tally.control.cancelled():
            return False
        self._fit(1)
        return True

    def _pass(self, keys: Sequence[int]) -> None:
        sent: dict[int, _Work] = {}

        def contents() -> Iterator[Content]:
            for index, work in enumerate(self._work(keys)):
                sent[index] = work
                yield work.content

        def on_cut(index: int, tokens: int, cut: int) -> None:
            self._tally.shortened.append(Shortened(sent[index].id, self._space.name, tokens, cut))

        control = JobControl(self._tally.hear, self._tally.control.cancelled, self._rests)
        for index, outcome in self._embedder.embed_bulk(contents(), self._space.space, control, len(keys), on_cut):
            self._take(sent.pop(index), outcome)

    def _work(self, keys: Sequence[int]) -> Iterator[_Work]:
        """What the model must read, figures loaded as they are needed; what it need not read is done on the way."""
        rest = iter(keys)
        while asked := list(islice(rest, CHUNK)):
            ours = set(self._bank.claim(self._space.name, [str(key) for key in asked]))
            chunk = [key for key in asked if str(key) in ours]
            self._elsewhere.update(set(asked).difference(chunk))
            # Another keeper may have read some and given them back since we asked what is missing.
            made = self._bank.payloads(self._space.name, chunk)
            chunk = [key for key, parts in zip(chunk, made, strict=True) if not parts]
            items = self._bank.get(chunk)
            marks = self._bank.fingerprints([item.id for item in items])
            known = self._bank.payloads(self._space.sister, chunk) if self._space.sister else [()] * len(chunk)
            for key, item, payloads in zip(chunk, items, known, strict=True):
                if self._stopped():
                    return
                if payloads and not item.question_figures:
                    self._keep(key, marks[item.id], self._space.adopted(payloads[0]))
                elif content := self._readable(key, item):
                    yield _Work(key, item.id, marks[item.id], content)

    def _stopped(self) -> bool:
        """Whether to go no further; waits while paused."""
        while self._rests():
            time.sleep(_PAUSE_SECONDS)
        return self._tally.control.cancelled()

    def _rests(self) -> bool:
        """Whether the run is paused; by then everything is written and told."""
        control = self._tally.control
        rests = control.paused() and not control.cancelled()
        if rests:
            self._write()
        if rests and not self._resting:
            self._tally.show(now=True)
        if self._resting and not rests:
            self._tally.forget_rate()
        self._resting = rests
        return rests

    def _readable(self, key: int, item: Item) -> Content | None:
        """What the model is shown of an item; None when that is nothing, or a figure's file is gone."""
        figures = item.question_figures if self._space.space.modality is not Modality.TEXT else ()
        try:
            pictures = tuple(Picture(self._bank.figure(f.sha256), f.name, f.place, f.sha256) for f in figures)
        except UnreadableFigure as error:
            self._give_up(key, item.id, f"{error.subject}: {error.detail}")
            return None
        content = Content(item.stem, item.choices, item.answer, pictures)
        if self._space.reads(content):
            return content
        self._given_up.add(key)
        self._tally.nothing += 1
        self._tally.advance()
        return None

    def _take(self, work: _Work, outcome: "Vector | ItemBankError") -> None:
        if isinstance(outcome, ItemBankError):
            self._give_up(work.key, work.id, f"{outcome.subject}: {outcome.detail}" if outcome.detail else str(outcome))
            return
        try:
            payload = self._space.payload(outcome)
        except ValueError as error:
            self._give_up(work.key, work.id, f"the model answered with {error}")
            return
        self._keep(work.key, work.fingerprint, payload)

    def _keep(self, key: int, mark: str, payload: bytes) -> None:
        self._pending.append(Addition(key, mark, (payload,)))
        self._tally.advance()
        if len(self._pending) >= CHUNK or time.monotonic() - self._written_at > CHUNK_SECONDS:
            self._write()

    def _give_up(self, key: int, id: ItemId, reason: str) -> None:
        self._given_up.add(key)
        self._tally.skipped.append(Skipped(id, self._space.name, reason))
        self._tally.advance()

    def _write(self) -> None:
        """All pending vectors in one transaction; those of items changed meanwhile stay missing."""
        if self._pending:
            written = self._bank.add(self._space, self._pending)
            self._pending = []
            self._present += written
            self._tally.embedded[self._space.name] += written
            self._fit(_GROWTH)
        self._written_at = time.monotonic()

    def _fit(self, growth: int) -> None:
        """Signatures anew when there are `growth` times as many vectors as at the last fit, or any more than then."""
        stored = self._bank.statistics(self._space.name)
        if stored is None:
            return
        known = self._space.fitted_on(stored[1])
        if self._present > known and self._present >= growth * known:
            self._bank.refit(self._space)


class _Tally:
    """Counts while a run goes on, and shows them ten times a second at most."""

    def __init__(self, control: JobControl, total: int) -> None:
        self.control = control
        self.total = total
        self.nothing = 0
        self.embedded: Counter[str] = Counter()
        self.skipped: list[Skipped] = []
        self.shortened: list[Shortened] = []
        self._done = 0
        self._heard = ""
        self._shown = 0.0
        self._past: deque[tuple[float, int]] = deque()

    def advance(self) -> None:
        """One more item is dealt with."""
        self._done += 1
        self.show()

    def hear(self, progress: Progress) -> None:
        """What the model says of its own rate and memory."""
        self._heard = progress.note
        self.show()

    def forget_rate(self) -> None:
        """After a pause."""
        self._past.clear()

    def show(self, now: bool = False) -> None:
        """Report progress unless that was done a moment ago."""
        moment = time.monotonic()
        if now or moment - self._shown >= _REPORT_SECONDS:
            self._shown = moment
            self.control.progress(Progress(self._done, self.total, self._note(moment)))

    def report(self, cancelled: bool, seconds: float) -> EmbedReport:
        """All counts."""
        skipped, shortened = tuple(self.skipped), tuple(self.shortened)
        return EmbedReport(dict(self.embedded), skipped, shortened, self.nothing, cancelled, seconds)

    def _note(self, moment: float) -> str:
        """Rate over the last moments, and how long the rest takes at that rate."""
        self._past.append((moment, self._done))
        while len(self._past) > 2 and moment - self._past[0][0] > _RATE_SECONDS:
            self._past.popleft()
        began, before = self._past[0]
        rate = (self._done - before) / (moment - began) if moment > began else 0.0
        told = self._heard or (f"{rate:.1f} items/s" if rate else "")
        left = f"{_duration((self.total - self._done) / rate)} left" if rate and self._done < self.total else ""
        return ", ".join(part for part in (told, left) if part)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
