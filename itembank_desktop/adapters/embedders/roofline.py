"""Bytes and operations of a pass, counted, and the time below which no implementation on a device can take it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL


@dataclass(frozen=True, slots=True)
class Work:
    """Multiplications and additions, and bytes that must come from memory at least once."""

    operations: float
    bytes: float

    def __add__(self, other: "Work") -> "Work":
        return Work(self.operations + other.operations, self.bytes + other.bytes)


@dataclass(frozen=True, slots=True)
class Peaks:
    """What a device does at most: operations and bytes a second, and how that is known."""

    operations: float
    bytes: float
    source: str

    def seconds(self, work: Work) -> float:
        """The least time for some work."""
        return max(work.operations / self.operations, work.bytes / self.bytes)


class Counter:
    """Counts the work of a model's passes from its configuration and its weights."""

    def __init__(self, model: "Qwen3VL") -> None:
        self._text: Any = model.model.config.text_config
        self._vision: Any = model.model.config.vision_config
        self._width = model.dtype.itemsize
        layers = model.model.language_model.layers
        self._text_weights = sum(one.numel() for one in layers.parameters())
        self._text_bytes = sum(one.nbytes for one in layers.parameters())
        tower = model.model.visual
        mergers = [tower.merger, *tower.deepstack_merger_list]
        self._tower_bytes = sum(one.nbytes for part in (tower.blocks, *mergers) for one in part.parameters())
        self._block_weights = sum(one.numel() for one in tower.blocks.parameters())
        self._merger_weights = sum(one.numel() for merger in mergers for one in merger.parameters())

    def text(self, new: int, before: int = 0) -> Work:
        """The language model over `new` tokens of one sequence, `before` of which are in the cache already."""
        text = self._text
        attended = new * before + new * (new + 1) / 2
        attention = 4 * text.num_hidden_layers * text.num_attention_heads * text.head_dim * attended
        cached = 2 * text.num_hidden_layers * text.num_key_value_heads * text.head_dim * before
        return Work(2 * self._text_weights * new + attention, self._text_bytes + self._width * cached)

    def vision(self, patches: Sequence[int]) -> Work:
        """The vision tower over images of that many patches of 16 x 16, together."""
        vision, total = self._vision, sum(patches)
        attention = 4 * vision.depth * vision.hidden_size * sum(count * count for count in patches)
        merged = total / vision.spatial_merge_size**2
        linear = 2 * (self._block_weights * total + self._merger_weights * merged)
        return Work(linear + attention, self._tower_bytes if patches else 0)


def measured_peaks(device: str, dtype: str) -> Peaks:
    """What this device does at most, tried here: a product of matrices in this precision, and copying memory."""
    import torch

    card = device.startswith("cuda")
    side, size = (8192, 2**30) if card else (768, 2**27)
    with torch.inference_mode():
        square = torch.full((side, side), 0.5, dtype=getattr(torch, dtype), device=device)
        operations = 2 * side**3 / _least_seconds(lambda: torch.nn.functional.linear(square, square))
        source = torch.ones(size // 4, dtype=torch.int32, device=device)
        target = torch.empty_like(source)
        # A copy reads and writes.
        moved = 2 * size / _least_seconds(lambda: target.copy_(source))
    if card:
        # What was tried is not the model's memory, nor its peak.
        del square, source, target
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
    return Peaks(operations, moved, "tried here: a product of matrices, a copy of memory")


def _least_seconds(run: Callable[[], "torch.Tensor"]) -> float:
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        run().view(-1)[0].item()  # Waits for a card.
        taken.append(time.perf_counter() - began)
    return min(taken)
