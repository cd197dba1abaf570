"""The full-size architecture with random weights: its speed and memory are the real model's, without a download."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL

if TYPE_CHECKING:
    import torch

_BLOCK = 2**22 + 1


@dataclass(frozen=True, slots=True)
class Size:
    """What sets one published size apart from another; see its config.json."""

    hidden: int
    intermediate: int
    layers: int
    heads: int
    groups: int
    head: int
    sections: tuple[int, int, int]
    vocabulary: int
    vision_hidden: int
    vision_intermediate: int
    vision_depth: int
    vision_heads: int
    deepstack: tuple[int, ...]


SIZES = {
    "2b": Size(2048, 6144, 28, 16, 8, 128, (24, 20, 20), 151_936, 1024, 4096, 24, 16, (5, 11, 17)),
    "8b": Size(4096, 12_288, 36, 32, 8, 128, (24, 20, 20), 151_936, 1152, 4304, 27, 16, (8, 16, 24)),
    "tiny": Size(64, 96, 4, 4, 2, 16, (4, 2, 2), 1024, 32, 48, 3, 2, (0, 1)),
}


class RandomQwen3VL(Qwen3VL):
    """Answers nothing that means anything. It has no tokenizer: prompts are made of token ids, never of text."""

    def __init__(self, size: str, device: str = "cpu", dtype: str = "float32") -> None:
        import torch
        from transformers import Qwen2VLImageProcessorPil

        self.folder = Path(f"random-{size}")
        self.revision = "random"
        self._processor = Qwen2VLImageProcessorPil(
            patch_size=16, temporal_patch_size=2, merge_size=2, image_mean=[0.5] * 3, image_std=[0.5] * 3
        )
        self._hold(random_weights(SIZES[size], torch.device(device), getattr(torch, dtype)))


def random_weights(size: Size, device: "torch.device", dtype: "torch.dtype") -> Any:
    """The model, its weights made on the device in their final precision: never a float32 copy beside them."""
    import torch
    from transformers import Qwen3VLModel

    with torch.device("meta"):
        model = Qwen3VLModel(_config(size))
    made = torch.Generator(device).manual_seed(0)
    # One random block, laid over every weight again and again from where the last one ended: drawing two thousand
    # million numbers takes minutes on a processor.
    block = torch.empty(_BLOCK, device=device).normal_(0, 0.02, generator=made).to(dtype)
    place = 0
    for module in model.modules():
        if hasattr(module, "inv_freq"):
            module.inv_freq = type(module)(module.config).inv_freq.to(device)
        for name, parameter in list(module.named_parameters(recurse=False)):
            weight = torch.empty(parameter.shape, dtype=dtype, device=device)
            place = _fill(weight.view(-1), block, place) if parameter.dim() > 1 else place
            if parameter.dim() == 1:
                weight.fill_(float(name == "weight"))  # Norms are as initialised, biases nothing.
            setattr(module, name, torch.nn.Parameter(weight, requires_grad=False))
    return model


def _fill(weight: "torch.Tensor", block: "torch.Tensor", place: int) -> int:
    done = 0
    while done < len(weight):
        count = min(len(weight) - done, len(block) - place)
        weight[done : done + count] = block[place : place + count]
        done, place = done + count, (place + count) % len(block)
    return place


def _config(size: Size) -> Any:
    from transformers import Qwen3VLConfig

    rope = {"rope_type": "default", "rope_theta": 5e6, "mrope_section": list(size.sections), "mrope_interleaved": True}
    last = size.vocabulary - 1
    config = Qwen3VLConfig(
        text_config={
            "vocab_size": size.vocabulary, "hidden_size": size.hidden, "intermediate_size": size.intermediate,
            "num_hidden_layers": size.layers, "num_attention_heads": size.heads, "num_key_value_heads": size.groups,
            "head_dim": size.head, "max_position_embeddings": 262_144, "rope_parameters": rope,
        },
        vision_config={
            "depth": size.vision_depth, "hidden_size": size.vision_hidden, "num_heads": size.vision_heads,
            "intermediate_size": size.vision_intermediate, "out_hidden_size": size.hidden, "patch_size": 16,
            "spatial_merge_size": 2, "temporal_patch_size": 2, "num_position_embeddings": 2304,
            "deepstack_visual_indexes": list(size.deepstack),
        },
        image_token_id=min(151_655, last),
        video_token_id=min(151_656, last - 1),
        vision_start_token_id=min(151_652, last - 2),
        vision_end_token_id=min(151_653, last - 3),
        tie_word_embeddings=True,
    )  # fmt: skip
    for part in (config, config.text_config, config.vision_config):
        part._attn_implementation = "sdpa"
    return config
