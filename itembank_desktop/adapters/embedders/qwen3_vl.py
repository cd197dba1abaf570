"""Qwen3-VL-Embedding 2B and 8B through the stock transformers classes: local files, safetensors, no remote code."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.embedders.qwen_inputs import ModelImage, Prompt, PromptMaker, model_image
from itembank_desktop.adapters.embedders.stopwatch import Stopwatch
from itembank_desktop.adapters.embedders.wide_arithmetic import widen
from itembank_desktop.core.errors import ModelUnusable
from itembank_desktop.core.item import Content
from itembank_desktop.core.space import EmbeddingSpace, Modality, Pooling

if TYPE_CHECKING:
    import torch

Vectors = NDArray[np.float32]
VISION_NUMBERS = 2**25
"""Kept of the vision tower's outputs: fifteen figures of 512 x 512, 64 MiB of them in 16 bits."""
VISION_TOKENS = 4096
"""Tokens that go through the vision tower at once: sixteen figures of 512 x 512."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The vision tower's output for one image: grid (1, 3), embeddings (tokens, hidden), and one a deepstack layer."""

    grid: "torch.Tensor"
    embeddings: "torch.Tensor"
    deepstack: tuple["torch.Tensor", ...]

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(part.numel() * part.element_size() for part in (self.embeddings, *self.deepstack))


class VisionCache:
    """What the vision tower made of an image, by the image's digest; the least recently used goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[bytes, Seen] = OrderedDict()
        self._size = 0
        self.hits = 0
        self.misses = 0

    def get(self, digest: bytes) -> Seen | None:
        """The cached output, now the most recently used; None when it must be computed."""
        seen = self._held.get(digest)
        if seen is None:
            self.misses += 1
            return None
        self.hits += 1
        self._held.move_to_end(digest)
        return seen

    def put(self, digest: bytes, seen: Seen) -> None:
        """Keep an output, dropping old ones until the limit holds."""
        self._held[digest] = seen
        self._size += seen.size
        while self._size > self._limit and len(self._held) > 1:
            _, dropped = self._held.popitem(last=False)
            self._size -= dropped.size


def text_of(content: Content) -> str:
    """What the model reads of an item: the stem, then its choices on one line, numbered as printed."""
    choices = " ".join(f"{chr(0x2460 + place)} {choice}" for place, choice in enumerate(content.choices[:20]))
    return "\n".join(part for part in (content.stem, choices) if part)


class Qwen3VL:
    """A loaded checkpoint: prompts in, hidden states and pooled vectors out. Lives in one process and one thread."""

    def __init__(self, folder: Path, device: str = "cpu", dtype: str = "float32") -> None:
        import torch
        from transformers import AutoTokenizer, Qwen2VLImageProcessorPil, Qwen3VLModel

        self.folder = folder
        self.revision = revision(folder)
        options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="right", **options)
            self._processor: Any = Qwen2VLImageProcessorPil.from_pretrained(folder, local_files_only=True)
            model, found = Qwen3VLModel.from_pretrained(
                folder, dtype=getattr(torch, dtype), use_safetensors=True, attn_implementation="sdpa",
                output_loading_info=True, **options,
            )  # fmt: skip
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelUnusable(str(folder), " ".join(str(error).split())[:200]) from error
        if found["missing_keys"]:
            # transformers fills them with random numbers and goes on.
            names = sorted(found["missing_keys"])
            raise ModelUnusable(str(folder), f"lacks {len(names)} of its weights, {names[0]} among them")
        self._hold(model.to(device))
        self.prompt = PromptMaker(tokenizer, tokenizer.convert_ids_to_tokens(self.image_token))

    def _hold(self, model: Any) -> None:
        self.model: Any = model.eval()
        self.device: torch.device = model.device
        self.dtype: torch.dtype = model.dtype
        self.weights = self.computed = str(model.dtype).removeprefix("torch.")
        if self.weights == "bfloat16" and self.device.type == "cpu" and not multiplies_bfloat16():
            self.dtype = widen(self.model)
            self.computed = "float32"
        self.image_token: int = model.config.image_token_id
        self.vision = self.vision_cache()
        self.looking = Stopwatch(self.device)

    def vision_cache(self) -> VisionCache:
        """An empty one, of this model's measure."""
        return VisionCache(VISION_NUMBERS * self.dtype.itemsize)

    @property
    def precision(self) -> str:
        """Of the weights and, where that is another one, of the sums, in words."""
        return self.weights if self.weights == self.computed else f"{self.weights}, computed in {self.computed}"

    @property
    def dimension(self) -> int:
        """Length of the vectors, from the checkpoint."""
        return int(self.model.config.text_config.hidden_size)

    def space(self, modality: Modality, pooling: Pooling, instruction: str = "") -> EmbeddingSpace:
        """The space of vectors made with this checkpoint in this way."""
        return EmbeddingSpace(self.folder.name, self.revision, modality, pooling, instruction, self.dimension)

    def prompt_of(self, content: Content, space: EmbeddingSpace) -> Prompt:
        """The prompt of a content in a space; a text space leaves the figures out."""
        pictures = content.pictures if space.modality is Modality.MULTIMODAL else ()
        return self.prompt(text_of(content), [model_image(picture) for picture in pictures], space.instruction)

    def embed(self, contents: Sequence[Content], space: EmbeddingSpace) -> Vectors:
        """One unit vector a content, from scratch: shape (contents, dimension)."""
        return self.embed_prompts([self.prompt_of(content, space) for content in contents], space.pooling)

    def embed_prompts(self, prompts: Sequence[Prompt], pooling: Pooling) -> Vectors:
        """One unit vector a prompt, in one padded batch."""
        import torch

        with torch.inference_mode():
            states, mask = self.hidden(prompts)
            vectors = pooled(states, mask, pooling)
        return checked(vectors.cpu().numpy(), len(prompts))

    def see(self, image: ModelImage) -> Seen:
        """The vision tower's output for an image, computed once while it stays in the cache."""
        return self.see_all([image])[0]

    def see_all(self, images: Sequence[ModelImage]) -> list[Seen]:
        """The vision tower's output for each image; those not in the cache go through it together."""
        found = {image.digest: self.vision.get(image.digest) for image in images}
        missing = {image.digest: image for image in images if found[image.digest] is None}
        for group in groups(list(missing.values()), VISION_TOKENS):
            with self.looking.running():
                looked = self._look(group)
            for image, made in zip(group, looked, strict=True):
                self.vision.put(image.digest, made)
                found[image.digest] = made
        return [seen for image in images if (seen := found[image.digest]) is not None]

    def _look(self, images: Sequence[ModelImage]) -> list[Seen]:
        import torch

        with torch.inference_mode():
            looked = [patches(image, self._processor, self.device) for image in images]
            grids = torch.tensor([grid for _, grid in looked])
            pixels = torch.cat([pixels for pixels, _ in looked]).to(self.dtype)
            out = self.model.get_image_features(pixels, grids.to(self.device), return_dict=True)
            parts = zip(grids, out.pooler_output, *out.deepstack_features, strict=True)
            # Copies: a part of a batch's tensor would keep the whole of it in memory.
            alone = len(images) == 1
            return [
                Seen(grid[None], part if alone else part.clone(), tuple(one if alone else one.clone() for one in deep))
                for grid, part, *deep in parts
            ]

    def positions(
        self, ids: "torch.Tensor", seen: Sequence[Seen], mask: "torch.Tensor | None" = None
    ) -> "torch.Tensor":
        """M-RoPE positions (temporal, height, width) of whole sequences: shape (3, batch, tokens)."""
        import torch

        grid = torch.cat([one.grid for one in seen]) if seen else None
        kinds = (ids == self.image_token).int()
        found, _ = self.model.get_rope_index(ids, kinds, image_grid_thw=grid, attention_mask=mask)
        return found

    def embeddings(
        self, ids: "torch.Tensor", seen: Sequence[Seen]
    ) -> tuple["torch.Tensor", "torch.Tensor", list["torch.Tensor"] | None]:
        """Input embeddings with the images in place, where those are, and what deepstack adds there."""
        import torch

        ids = ids.to(self.device)
        states = self.model.get_input_embeddings()(ids)
        places = ids == self.image_token
        if not seen:
            return states, places, None
        images = torch.cat([one.embeddings for one in seen]).to(states.dtype)
        states = states.masked_scatter(places.unsqueeze(-1), images)
        layers = [torch.cat(parts) for parts in zip(*(one.deepstack for one in seen), strict=True)]
        return states, places, layers

    def hidden(self, prompts: Sequence[Prompt]) -> tuple["torch.Tensor", "torch.Tensor"]:
        """Last hidden states (batch, tokens, hidden) of one padded batch, and its attention mask (batch, tokens)."""
        import torch

        longest = max(len(prompt.ids) for prompt in prompts)
        ids = torch.zeros(len(prompts), longest, dtype=torch.long)
        mask = torch.zeros(len(prompts), longest, dtype=torch.long)
        for row, prompt in enumerate(prompts):
            ids[row, : len(prompt.ids)] = torch.tensor(prompt.ids)
            mask[row, : len(prompt.ids)] = 1
        seen = self.see_all([image for prompt in prompts for image in prompt.images])
        states, places, layers = self.embeddings(ids, seen)
        out = self.model.language_model(
            inputs_embeds=states,
            # Without padding the mask is left out, so that attention takes its causal fast path.
            attention_mask=None if bool(mask.all()) else mask.to(self.device),
            position_ids=self.positions(ids, seen, mask).to(self.device),
            use_cache=False,
            visual_pos_masks=places if layers else None,
            deepstack_visual_embeds=layers,
        )
        return out.last_hidden_state, mask.to(self.device)


def multiplies_bfloat16() -> bool:
    """Whether this processor computes in bfloat16 itself."""
    import torch

    from itembank_desktop.adapters.embedders.engine import processor_has_bfloat16

    return processor_has_bfloat16(torch.cpu.get_capabilities())


def groups(images: Sequence[ModelImage], most: int) -> list[list[ModelImage]]:
    """The images in order, in groups of at most that many tokens; a larger image is alone."""
    made: list[list[ModelImage]] = []
    room = 0
    for image in images:
        if not made or image.tokens > room:
            made.append([])
            room = most
        made[-1].append(image)
        room -= image.tokens
    return made


def patches(image: ModelImage, processor: Any, device: "torch.device") -> tuple["torch.Tensor", tuple[int, int, int]]:
    """What the vision tower is shown of an image, shape (patches, values), and its grid.

    As the checkpoint's processor makes it (equal to 6e-8), but on the device: that one takes 30 ms for 512 x 512.
    """
    import torch

    side, merge, frames = processor.patch_size, processor.merge_size, processor.temporal_patch_size
    pixels = torch.tensor(image.pixels, device=device).permute(2, 0, 1).float()
    mean, deviation = (torch.tensor(values, device=device) for values in (processor.image_mean, processor.image_std))
    pixels = (pixels - mean[:, None, None] * 255) / (deviation[:, None, None] * 255)
    colours, high, wide = pixels.shape
    rows, columns = high // side, wide // side
    # Patches that the tower merges stand together; a still picture is shown in every frame.
    cut = pixels.view(colours, rows // merge, merge, side, columns // merge, merge, side).permute(1, 4, 2, 5, 0, 3, 6)
    cut = cut.unsqueeze(5).expand(-1, -1, -1, -1, -1, frames, -1, -1)
    return cut.reshape(rows * columns, -1), (1, rows, columns)


def pooled(states: "torch.Tensor", mask: "torch.Tensor", pooling: Pooling) -> "torch.Tensor":
    """Unit vectors from hidden states (batch, tokens, hidden): of the last attended token, or the mean of all."""
    import torch

    if pooling is Pooling.OWN:
        raise ValueError("this model's vectors are of the last token or the mean: say which")
    if pooling is Pooling.LAST:
        last = mask.sum(1) - 1
        vectors = states[torch.arange(len(states), device=states.device), last].float()
    else:
        shares = mask.unsqueeze(-1).float()
        vectors = (states.float() * shares).sum(1) / shares.sum(1)
    return torch.nn.functional.normalize(vectors, dim=-1)


def checked(vectors: Vectors, count: int) -> Vectors:
    """The vectors, if there is one an input and every number is one; ModelUnusable otherwise."""
    if len(vectors) != count or not np.isfinite(vectors).all():
        raise ModelUnusable("the model", "answered with values that are no numbers")
    return vectors


SETTINGS = (
    "config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja", "chat_template.json",
    "preprocessor_config.json",
)  # fmt: skip


# How sentence-transformers pools and cuts; only models of that kind have them.
SENTENCE_SETTINGS = ("modules.json", "sentence_bert_config.json", "1_Pooling/config.json")


def revision(folder: Path) -> str:
    """Identifies a checkpoint: SHA-256 over its settings, its tokenizer, and its weights' headers, sizes and samples.

    A safetensors header lists every tensor's type, shape and place; with a sample of each file's bytes this tells
    checkpoints apart in milliseconds, where hashing 4 GB takes seconds (`models verify` does that).
    """
    files = weight_files(folder)
    digest = hashlib.sha256()
    for name in SETTINGS:
        # What a vector depends on besides the weights: the same ones under another tokenizer are another model.
        text = (folder / name).read_bytes() if (folder / name).is_file() else b""
        digest.update(hashlib.sha256(text).digest())
    for name in SENTENCE_SETTINGS:
        if (folder / name).is_file():
            digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    for file in files:
        size = file.stat().st_size
        with file.open("rb") as opened:
            header = int.from_bytes(opened.read(8), "little")
            digest.update(opened.read(min(header, size)))
            for share in range(16):
                opened.seek(8 + header + (size - 8 - header) * share // 16)
                digest.update(opened.read(4096))
        digest.update(str(size).encode())
    return digest.hexdigest()[:12]


def weight_files(folder: Path) -> list[Path]:
    """The checkpoint's safetensors files; ModelUnusable says what is missing from the folder."""
    from itembank_desktop.adapters.embedders.checkpoint_check import needed_files

    if not (folder / "config.json").is_file():
        raise ModelUnusable(str(folder), "holds no config.json")
    index = folder / "model.safetensors.index.json"
    names: Iterable[str] = ["model.safetensors"]
    if index.is_file():
        names = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    files = [folder / name for name in names]
    # Without its file transformers makes up an empty tokenizer and goes on.
    needed = [*files, *(folder / name for name in needed_files(folder))]
    missing = [file.relative_to(folder).as_posix() for file in needed if not file.is_file()]
    if missing:
        raise ModelUnusable(str(folder), f"lacks {', '.join(missing)}")
    return files
