"""Measures a loaded model: what an author's edits cost, one way and the other, and what bulk work reaches.

Prompts are made of token ids drawn at random between the template's control tokens, so that no tokenizer is needed:
a transformer's time does not depend on which words it reads.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from itembank_desktop.adapters.embedders.bulk_job import BulkJob
from itembank_desktop.adapters.embedders.incremental import Sessions
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, Vectors, checked, pooled
from itembank_desktop.adapters.embedders.qwen_inputs import ModelImage, Prompt
from itembank_desktop.adapters.embedders.roofline import Counter, Peaks, Work
from itembank_desktop.core.model import GRAPHS
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

HEAD, TAIL = 14, 5
"""Tokens of the official template before what the author wrote, and after."""
TEXT = 150
TYPED = 3
DRAFT = "bench"
Ids = tuple[int, ...]
Draft = tuple[Ids, tuple[ModelImage, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Makes prompts for a model: which tokens are ordinary, which are not, and how large a figure is."""

    ordinary: int
    image_token: int
    around: tuple[int, int]
    side: int

    @classmethod
    def of(cls, config: Any, side: int = 512) -> "Scene":
        """The scene of a checkpoint's configuration."""
        around = (config.vision_start_token_id, config.vision_end_token_id)
        ordinary = min(*around, config.image_token_id, config.video_token_id) - 8
        return cls(ordinary, config.image_token_id, around, side)

    def text(self, count: int, seed: object = 0) -> Ids:
        """That many ordinary tokens."""
        drawn = random.Random(str(seed))
        return tuple(drawn.randrange(self.ordinary) for _ in range(count))

    def figure(self, seed: int) -> ModelImage:
        """A figure of noise."""
        pixels = np.random.default_rng(seed).integers(0, 256, (self.side, self.side, 3), dtype=np.uint8)
        return ModelImage(pixels, hashlib.blake2b(pixels.tobytes(), digest_size=16).digest())

    def prompt(self, text: Ids, figures: Sequence[ModelImage] = ()) -> Prompt:
        """A prompt laid out as the template does: head, figures, text, tail."""
        ids = list(self.text(HEAD, seed="head"))
        for figure in figures:
            ids += [self.around[0], *[self.image_token] * figure.tokens, self.around[1]]
        return Prompt((*ids, *text, *self.text(TAIL, seed="tail")), tuple(figures))


@dataclass(frozen=True, slots=True)
class Case:
    """A draft, and what an author does to it again and again."""

    name: str
    figures: int
    edit: Callable[[Scene, Draft, int], Draft]
    turns: int = 0
    """How many figures take turns, one an edit; the vision tower has seen them all."""

    def drafts(self, scene: Scene, count: int) -> Iterator[Draft]:
        """The draft, then `count` edited ones."""
        draft: Draft = (scene.text(TEXT), tuple(scene.figure(number) for number in range(self.figures)))
        yield draft
        for step in range(count):
            text, figures = self.edit(scene, draft, step)
            if self.turns:
                figures = (scene.figure((step + 1) % self.turns),)
            draft = (text, figures)
            yield draft


def _typed(scene: Scene, draft: Draft, step: int) -> Draft:
    return (*draft[0], *scene.text(TYPED, step)), draft[1]


def _inserted(scene: Scene, draft: Draft, step: int) -> Draft:
    middle = len(draft[0]) // 2
    return (*draft[0][:middle], *scene.text(TYPED, step), *draft[0][middle:]), draft[1]


CASES = (
    Case("text, 3 tokens typed", 0, _typed),
    Case("figure and text, 3 tokens typed", 1, _typed),
    Case("text, 3 tokens put into the middle", 0, _inserted),
    Case("figure and text, 3 tokens put into the middle", 1, _inserted),
    Case("figure exchanged for one of another draft, 3 tokens typed", 1, _typed, turns=50),
    Case("figure exchanged and exchanged back, 3 tokens typed", 1, _typed, turns=2),
)


@dataclass(slots=True)
class Compared:
    """Seconds of each edit both ways, the largest 1 - cos between them, and the least that the work can take."""

    name: str
    tokens: int = 0
    computed: int = 0
    straight: list[float] = field(default_factory=list)
    incremental: list[float] = field(default_factory=list)
    gap_last: float = 0.0
    gap_mean: float = 0.0
    straight_floor: float = 0.0
    incremental_floor: float = 0.0

    @property
    def ratio(self) -> float:
        """How many times faster the incremental way is, by medians."""
        return float(np.median(self.straight) / np.median(self.incremental))


class ModelBench:
    """Measurements of one loaded model."""

    def __init__(self, model: Qwen3VL, peaks: Peaks, side: int = 512) -> None:
        self.model = model
        self.scene = Scene.of(model.model.config, side)
        self.sessions = Sessions(model)
        self._counter = Counter(model)
        self.peaks = peaks
        self.sessions.try_out([self.scene.prompt(self.scene.text(8, seed)) for seed in range(3)])

    def compare(self, case: Case, rounds: int, tick: Callable[[], None]) -> Compared:
        """The same edits both ways, by turns, so that a busy machine slows both."""
        found = Compared(case.name)
        # What is exchanged back must have had its turn, and a card records a pass of a new shape the first time.
        warm = 2 if case.turns == 2 or self.sessions.way == GRAPHS else 1
        drafts = list(case.drafts(self.scene, rounds + warm - 1))
        self.model.see_all([figure for _, figures in drafts for figure in figures])
        for step, (text, figures) in enumerate(drafts):
            prompt = self.scene.prompt(text, figures)
            taken, last = _timed(lambda p=prompt: self.sessions.embed(DRAFT, p, Pooling.LAST))  # type: ignore[misc]
            if step >= warm:
                reused = self.sessions.reused_of(DRAFT)
                exact_taken, exact = _timed(lambda p=prompt: self._straight(p))  # type: ignore[misc]
                found.incremental.append(taken)
                found.straight.append(exact_taken)
                found.gap_last = max(found.gap_last, _gap(last, exact[Pooling.LAST]))
                mean = self.sessions.embed(DRAFT, prompt, Pooling.MEAN)
                found.gap_mean = max(found.gap_mean, _gap(mean, exact[Pooling.MEAN]))
                self._count(found, prompt, reused)
            tick()
        self.sessions.close(DRAFT)
        return found

    def successive(self, kind: str, count: int, figure: bool, tick: Callable[[], None]) -> tuple[list[float], float]:
        """Seconds of many questions in a row, and the least that the last one's work can take."""
        fresh = kind != "keystroke"
        figures = (self.scene.figure(0),) if figure else ()
        draft: Draft = (self.scene.text(TEXT), figures)
        taken = []
        for step in range(-3, count):
            text = draft[0] if len(draft[0]) < 2 * TEXT else draft[0][:TEXT]
            draft = (_inserted if step % 20 == 0 else _typed)(self.scene, (text, draft[1]), step + 3)
            prompt = self.scene.prompt(*draft)
            if fresh:
                self.sessions.close(DRAFT)
                self.model.vision = self.model.vision_cache()
            ask = self._straight if kind == "straightforward" else self._ask
            seconds, _ = _timed(lambda p=prompt, a=ask: a(p))  # type: ignore[misc]
            if step >= 0:
                taken.append(seconds)
            tick()
        kept = self.sessions.reused_of(DRAFT) if kind == "keystroke" else 0
        self.sessions.close(DRAFT)
        return taken, self.peaks.seconds(self._work(prompt, kept, fresh))

    def bulk(self, count: int, figures: bool, tick: Callable[[], None]) -> tuple[float, float]:
        """Items a second in the batches that bulk work makes, and at the most that the device allows."""
        space = EmbeddingSpace("bench", "bench", Modality.TEXT, Pooling.MEAN, "", self.model.dimension)
        job = BulkJob(0, space)
        drawn = random.Random(5)
        for number in range(count):
            seen = (self.scene.figure(100 + number),) if figures else ()
            job.add(number, self.scene.prompt(self.scene.text(drawn.randrange(40, 260), number), seen))
        taken, floor, done = 0.0, 0.0, 0
        while batch := job.take():
            prompts = [prompt for _, prompt in batch]
            self.model.vision = self.model.vision_cache()
            seconds, vectors = _timed(lambda p=prompts: self.model.embed_prompts(p, Pooling.MEAN))  # type: ignore[misc]
            job.computed(prompts, seconds)
            taken, done = taken + seconds, done + len(checked(vectors, len(prompts)))
            floor += self.peaks.seconds(self._batch_work(prompts))
            for _ in prompts:
                tick()
        return done / taken, done / floor

    def _ask(self, prompt: Prompt) -> Vectors:
        return self.sessions.embed(DRAFT, prompt, Pooling.LAST)

    def _straight(self, prompt: Prompt) -> dict[Pooling, Vectors]:
        """The whole draft through the model, its figures too; both poolings of the one pass."""
        import torch

        kept, self.model.vision = self.model.vision, self.model.vision_cache()
        with torch.inference_mode():
            states, mask = self.model.hidden([prompt])
            vectors = {pooling: pooled(states, mask, pooling).cpu().numpy() for pooling in (Pooling.LAST, Pooling.MEAN)}
        self.model.vision = kept
        return {pooling: checked(vector, 1)[0] for pooling, vector in vectors.items()}

    def _count(self, found: Compared, prompt: Prompt, reused: int) -> None:
        found.tokens, found.computed = len(prompt.ids), len(prompt.ids) - reused
        found.straight_floor = self.peaks.seconds(self._work(prompt, 0, True))
        found.incremental_floor = self.peaks.seconds(self._work(prompt, reused, False))

    def _work(self, prompt: Prompt, reused: int, looks: bool) -> Work:
        seen = [image.tokens * 4 for image in prompt.images] if looks else []
        return self._counter.text(len(prompt.ids) - reused, reused) + self._counter.vision(seen)

    def _batch_work(self, prompts: Sequence[Prompt]) -> Work:
        works = [self._work(prompt, 0, True) for prompt in prompts]
        return Work(sum(work.operations for work in works), works[0].bytes)


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds until the answer is in this computer's memory, and the answer."""
    began = time.perf_counter()
    answer = run()
    return time.perf_counter() - began, answer


def _gap(one: Vectors, other: Vectors) -> float:
    """1 - cos, in double precision."""
    mine, its = one.astype(np.float64), other.astype(np.float64)
    return float(1 - mine @ its / np.sqrt((mine @ mine) * (its @ its)))
