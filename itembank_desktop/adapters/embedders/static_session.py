"""As-you-type embedding on a graphics card: the same mathematics as `incremental`, in buffers that never move.

A pass over a few tokens is some 500 small kernels, and launching them one by one takes longer than computing them. So
everything has a fixed shape and address (a suffix is padded to a bucket, attention sees a window of keys, what is not
there yet is masked) and a pass is recorded once for each shape as a CUDA graph, then replayed at every keystroke.
Rewinding sets a number. The same path runs without graphs anywhere; tests run it on a processor.
"""

import logging
import weakref
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from itembank_desktop.adapters.embedders.draft_places import Place, common, images_before, places
from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, Vectors, checked, pooled
from itembank_desktop.adapters.embedders.qwen_inputs import MAX_TOKENS, Prompt
from itembank_desktop.core.errors import BadInput, ModelUnusable
from itembank_desktop.core.model import GRAPHS
from itembank_desktop.core.space import Pooling

if TYPE_CHECKING:
    import torch

BUCKETS = (16, 32, 64, 96, 128, 192, 256, 384, 512)
"""Tokens of one pass; a longer suffix takes several, which causal attention allows."""
WINDOWS = (512, 1024, 2048, 4096, MAX_TOKENS + 512)
"""Keys that attention looks at: the last holds the longest prompt, however its last pass is padded."""
WARM_UPS = 3
"""Runs before the one that is recorded, as torch advises: libraries choose and set themselves up."""
Record: TypeAlias = Callable[[Callable[[], None]], Callable[[], None]]
_log = logging.getLogger(__name__)


class Stage:
    """The buffers on a device: one session's draft stands on it at a time, the others' wait as copies."""

    def __init__(
        self,
        model: Qwen3VL,
        record: Record | None = None,
        buckets: Sequence[int] = BUCKETS,
        windows: Sequence[int] = WINDOWS,
    ) -> None:
        import torch

        self.model = model
        self.failure = ""
        self._record = record
        self._buckets, self._windows = buckets, windows
        self._language: Any = model.model.language_model
        self._hidden = model.model.config.text_config.hidden_size
        self._replays: dict[tuple[int, int], Callable[[], None]]
        self._holder: weakref.ref[StaticSession] | None
        config = model.model.config
        hidden, most = self._hidden, buckets[-1]
        levels = len(config.vision_config.deepstack_visual_indexes)
        options: dict[str, Any] = {"dtype": model.dtype, "device": model.device}
        with torch.inference_mode():
            self._inputs = torch.zeros(1, most, hidden, **options)
            self._deepstack = torch.zeros(levels, 1, most, hidden, **options)
            self._positions = torch.zeros(3, 1, most, dtype=torch.long, device=model.device)
            self._start = torch.zeros((), dtype=torch.long, device=model.device)
        self.empty()

    @property
    def way(self) -> str:
        """How passes are run, in words for a log or a table."""
        if self.failure:
            return f"fixed buffers without CUDA graphs, which failed: {self.failure}"
        return GRAPHS if self._record else "fixed buffers"

    def distrust(self, reason: str) -> None:
        """Record nothing from now on, and forget what was recorded."""
        self.failure, self._record, self._replays = reason, None, {}

    def empty(self) -> None:
        """Give up what grows with drafts, and what was recorded on it; takes no memory itself."""
        import torch

        self._holder, self._replays, self._cache = None, {}, _Cache(self.model, 0)
        with torch.inference_mode():
            self._states = torch.zeros(0, self._hidden, dtype=self.model.dtype, device=self.model.device)

    def take(self, session: "StaticSession") -> None:
        """Make a session the holder: the one before keeps a copy of what it had."""
        holder = self._holder() if self._holder else None
        if holder is session:
            return
        if holder is not None and holder.length:
            holder.saved = [part[..., : holder.length, :].clone() for part in self._parts()]
        self._holder = weakref.ref(session)
        if session.saved:
            self._room(session.length)
            for part, saved in zip(self._parts(), session.saved, strict=True):
                part[..., : session.length, :] = saved
            session.saved = []

    def parts_of(self, session: "StaticSession") -> Sequence["torch.Tensor"]:
        """A session's keys, values and states: those on the stage if it holds it, else its copies."""
        holder = self._holder() if self._holder else None
        return self._parts() if holder is session else session.saved

    def extend(self, prompt: Prompt, keep: int) -> None:
        """Compute the holder's places from `keep` on; those before stand."""
        import torch

        model, ids = self.model, torch.tensor([prompt.ids])
        seen = model.see_all(prompt.images)
        positions = model.positions(ids, seen).to(model.device)
        skipped = images_before(prompt, keep, model.image_token)
        inputs, mask, layers = model.embeddings(ids[:, keep:], seen[skipped:])
        for begin, end, bucket in self._chunks(keep, len(prompt.ids)):
            chunk = slice(begin - keep, end - keep)
            self._inputs[:, : end - begin] = inputs[:, chunk]
            self._positions[:, :, : end - begin] = positions[:, :, begin:end]
            # Dense and zero outside images: adding it everywhere keeps the shape.
            self._deepstack.zero_()
            where = torch.nonzero(mask[0, chunk])[:, 0] if layers else []
            if layers and len(where):
                before = int(mask[0, : chunk.start].sum())
                for level, added in enumerate(layers):
                    self._deepstack[level, 0, where] = added[before : before + len(where)].to(model.dtype)
            self._start.fill_(begin)
            self._room(begin + bucket)
            self._step(bucket, self._window(begin + bucket))

    def vector(self, length: int, pooling: Pooling) -> Vectors:
        """The unit vector of the holder's first `length` places, shape (1, dimension)."""
        import torch

        mask = torch.ones(1, length, dtype=torch.long, device=self.model.device)
        vector: Vectors = pooled(self._states[:length].unsqueeze(0), mask, pooling).cpu().numpy()
        return vector

    def wipe(self) -> None:
        """Clear what was computed: a value that is no number would spread through masked places too."""
        for part in (*self._parts(), self._inputs, self._deepstack):
            part.zero_()

    @property
    def bytes_a_place(self) -> int:
        """What one token takes."""
        return sum(part[..., :1, :].numel() * part.element_size() for part in self._parts())

    def _parts(self) -> tuple["torch.Tensor", ...]:
        return self._cache.keys, self._cache.values, self._states

    def _chunks(self, begin: int, end: int) -> list[tuple[int, int, int]]:
        """(begin, end, bucket) of the passes."""
        ends = [*range(begin, end, self._buckets[-1]), end]
        return [(a, b, next(size for size in self._buckets if size >= b - a)) for a, b in pairwise(ends)]

    def _window(self, needed: int) -> int:
        for window in self._windows:
            if window >= needed:
                return window
        raise BadInput("the draft", f"takes {needed:,} tokens; {self._windows[-1]:,} are the most")

    def _room(self, needed: int) -> None:
        """Grow the buffers in steps; what was recorded on the old ones is dropped."""
        import torch

        if self._cache.keys.shape[-2] >= needed:
            return
        size = self._window(needed)
        self._replays = {}
        old, self._cache = self._parts(), _Cache(self.model, size)
        self._states = torch.zeros(size, self._states.shape[-1], dtype=self._states.dtype, device=self._states.device)
        for part, before in zip(self._parts(), old, strict=True):
            part[..., : before.shape[-2], :] = before

    def _step(self, bucket: int, window: int) -> None:
        """One pass over what stands in the input buffers; recorded the first time, replayed afterwards."""
        import torch

        replay = self._replays.get((bucket, window))
        if replay is None and self._record is not None:
            try:
                replay = self._record(lambda: self._run(bucket, window))
                self._replays[bucket, window] = replay
            except torch.OutOfMemoryError:
                raise
            except RuntimeError as error:
                if isinstance(error.__context__, torch.OutOfMemoryError):
                    # Recording that ran out of memory ends in a complaint of its own.
                    raise error.__context__ from None
                self.distrust(" ".join(str(error).split())[:200])
                _log.warning("CUDA graphs cannot be used here, keystrokes take longer: %s", self.failure)
        if replay is None:
            self._run(bucket, window)
        else:
            replay()

    def _run(self, bucket: int, window: int) -> None:
        """The layers on the first `bucket` inputs, from place `_start` on: keys, values and states land there."""
        import torch

        device = self.model.device
        rows = torch.arange(bucket, device=device) + self._start
        self._cache.look(rows, window)
        mask = torch.arange(window, device=device)[None, None, None, :] <= rows[None, None, :, None]
        states = self._inputs[:, :bucket]
        turned = self._language.rotary_emb(states, self._positions[:, :, :bucket])
        # What transformers' text model does, without its boolean indexing, whose shape depends on the values.
        for level, layer in enumerate(self._language.layers):
            states = layer(
                states, attention_mask=mask, past_key_values=self._cache, position_embeddings=turned, use_cache=True
            )
            if level < len(self._deepstack):
                states = states + self._deepstack[level, :, :bucket]
        self._states.index_copy_(0, rows, self._language.norm(states)[0])


class _Cache:
    """Keys and values of all layers, shape (layers, 1, heads, places, head size); an attention layer calls `update`."""

    def __init__(self, model: Qwen3VL, size: int) -> None:
        import torch

        text = model.model.config.text_config
        shape = (text.num_hidden_layers, 1, text.num_key_value_heads, size, text.head_dim)
        with torch.inference_mode():
            self.keys = torch.zeros(shape, dtype=model.dtype, device=model.device)
            self.values = torch.zeros_like(self.keys)

    def look(self, rows: "torch.Tensor", window: int) -> None:
        """Where the next pass writes, and how many places it sees."""
        self._rows, self._window = rows, window

    def update(
        self, keys: "torch.Tensor", values: "torch.Tensor", layer: int, *_: Any
    ) -> tuple["torch.Tensor", "torch.Tensor"]:
        """Write a layer's new keys and values in place; returns those in sight."""
        held = self.keys[layer], self.values[layer]
        for part, new in zip(held, (keys, values), strict=True):
            part.index_copy_(2, self._rows, new)
        return held[0][:, :, : self._window], held[1][:, :, : self._window]


class CudaGraphs:
    """Records passes on a card. All graphs share their scratch memory: one runs at a time, and none keeps results."""

    def __init__(self, device: "torch.device") -> None:
        import torch

        self._device = device
        # One stream for trying and for recording: cuBLAS keeps a workspace for each stream, and one that is made while
        # a graph is recorded lies in the graphs' own memory and outlives them.
        self._stream = torch.cuda.Stream(device)
        self._pool: Any = None
        # A stage drops all its graphs at once, never one: with it torch clears the workspace that the others use.
        self._graphs: weakref.WeakSet[Any] = weakref.WeakSet()

    def __call__(self, run: Callable[[], None]) -> Callable[[], None]:
        """Record `run`, which must be free to run several times; returns its replay. RuntimeError if CUDA refuses."""
        import torch

        current = torch.cuda.current_stream(self._device)
        # Recording that fails leaves its own stream the current one.
        with torch.cuda.device(self._device), torch.cuda.stream(current):
            self._stream.wait_stream(current)
            with torch.cuda.stream(self._stream):
                for _ in range(WARM_UPS):
                    run()
            current.wait_stream(self._stream)
            if not self._graphs:
                # Memory whose graphs are all gone cannot be shared any more.
                self._pool = torch.cuda.graph_pool_handle()
            graph = torch.cuda.CUDAGraph()
            # Other threads prepare bulk prompts meanwhile, on the processor: only this one's calls are watched.
            with torch.cuda.graph(graph, pool=self._pool, stream=self._stream, capture_error_mode="thread_local"):
                run()
        self._graphs.add(graph)
        return cast("Callable[[], None]", graph.replay)


class StaticSession:
    """One draft's successive prompts, like Session; sessions of one stage take turns on it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._places: list[Place] = []
        self.saved: list[torch.Tensor] = []
        self.reused = 0
        self.total = 0

    @property
    def held(self) -> Sequence[Place]:
        """The places whose keys and values are on the stage or beside it."""
        return self._places

    @property
    def length(self) -> int:
        """How many places are held."""
        return len(self._places)

    def fork(self, keep: int) -> "StaticSession":
        """Another session with copies of the first `keep` places."""
        import torch

        other = StaticSession(self._stage)
        if keep:
            with torch.inference_mode():
                other.saved = [part[..., :keep, :].clone() for part in self._stage.parts_of(self)]
            other._places = self._places[:keep]
        return other

    @property
    def size(self) -> int:
        """Bytes of keys, values and hidden states held, on the stage or beside it."""
        return self.length * self._stage.bytes_a_place

    def embed(self, prompt: Prompt, pooling: Pooling) -> Vectors:
        """The prompt's unit vector, shape (dimension,): equal to the from-scratch one up to rounding."""
        import torch

        stage = self._stage
        with torch.inference_mode():
            stage.take(self)
            wanted = places(prompt, stage.model.image_token)
            keep = common(self._places, wanted)
            self._places = []
            if keep < len(wanted):
                stage.extend(prompt, keep)
            try:
                vector = checked(stage.vector(len(wanted), pooling), 1)
            except ModelUnusable:
                stage.wipe()
                raise
            self._places = wanted
        self.reused, self.total = keep, len(wanted)
        row: Vectors = vector[0]
        return row
