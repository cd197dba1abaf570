"""16-bit weights with 32-bit arithmetic, for processors that multiply in float32 only.

Without AVX-512 BF16 or AMX torch emulates bfloat16: a pass of 150 tokens took six times as long as in float32. In
float32 the 2B model's weights fill 8.5 GB. Held in bfloat16 and widened a few rows at a time, which stay in the
processor's cache, they fill half of that, are as fast, and every sum is as exact as in float32.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

ROWS = 512


def widen(model: Any) -> "torch.dtype":
    """Make a bfloat16 model compute in float32, its large matrices staying as they are; returns that precision."""
    import torch

    words = model.get_input_embeddings()
    for module in model.modules():
        large = isinstance(module, torch.nn.Linear) or module is words
        for name, parameter in module.named_parameters(recurse=False):
            if not (large and name == "weight"):
                parameter.data = parameter.data.float()
        if module is words:
            module.forward = partial(_looked_up, module)
        elif large:
            module.forward = partial(_multiplied, module)
    return torch.float32


def _looked_up(module: Any, ids: "torch.Tensor") -> "torch.Tensor":
    import torch

    return torch.nn.functional.embedding(ids, module.weight).float()


def _multiplied(module: Any, states: "torch.Tensor") -> "torch.Tensor":
    import torch

    weight, bias = module.weight, module.bias
    out = states.new_empty(*states.shape[:-1], len(weight))
    for row in range(0, len(weight), ROWS):
        rows = slice(row, row + ROWS)
        part = None if bias is None else bias[rows]
        out[..., rows] = torch.nn.functional.linear(states, weight[rows].float(), part)
    return out
