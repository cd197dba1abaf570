"""What Qwen3-VL-Embedding is shown: the prompt, its tokens, its images.

Follows QwenLM/Qwen3-VL-Embedding (src/models/qwen3_vl_embedding.py at 8ce3aab): images before texts, a full stop
after an instruction without one, "NULL" for an empty input, bicubic resizing to multiples of 32 within 4,096 to
1,843,200 pixels. Where that code replaces a whole batch by "NULL" or drops the template's tail, we refuse or say so.
"""

import hashlib
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.images import decode_rgb
from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Picture

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

DEFAULT_INSTRUCTION = "Represent the user's input."
SIDE = 32
MIN_PIXELS, MAX_PIXELS = 4 * SIDE * SIDE, 1800 * SIDE * SIDE
MAX_TOKENS = 8192
MAX_ASPECT = 200


@dataclass(frozen=True, slots=True)
class ModelImage:
    """An upright RGB picture resized for the model: shape (height, width, 3), both multiples of 32."""

    pixels: NDArray[np.uint8] = field(repr=False)
    digest: bytes = b""

    @property
    def tokens(self) -> int:
        """How many tokens it takes: one for each 32 x 32 square."""
        height, width = self.pixels.shape[:2]
        return int((height // SIDE) * (width // SIDE))


@dataclass(frozen=True, slots=True)
class Prompt:
    """Token ids with the images' placeholders in place, the images in order, and how many tokens were cut."""

    ids: tuple[int, ...]
    images: tuple[ModelImage, ...] = ()
    cut: int = 0


def model_size(width: int, height: int) -> tuple[int, int]:
    """Width and height the model sees, as the official resizing computes them."""
    if max(width, height) / min(width, height) > MAX_ASPECT:
        raise ValueError(f"is more than {MAX_ASPECT} times as long as it is wide")
    wide, high = (max(SIDE, round(side / SIDE) * SIDE) for side in (width, height))
    if wide * high > MAX_PIXELS:
        shrink = math.sqrt(width * height / MAX_PIXELS)
        wide, high = (max(SIDE, math.floor(side / shrink / SIDE) * SIDE) for side in (width, height))
    elif wide * high < MIN_PIXELS:
        grow = math.sqrt(MIN_PIXELS / (width * height))
        wide, high = (math.ceil(side * grow / SIDE) * SIDE for side in (width, height))
    return wide, high


def model_image(picture: Picture) -> ModelImage:
    """Decode (flattened on white, upright) and resize a picture; UnreadableFigure names it when that fails."""
    from PIL import Image

    image = Image.fromarray(decode_rgb(picture.data, picture.name))
    try:
        size = model_size(*image.size)
    except ValueError as error:
        raise UnreadableFigure(picture.name, str(error)) from error
    pixels = np.asarray(image.resize(size, Image.Resampling.BICUBIC))
    digest = hashlib.blake2b(pixels.tobytes() + str(size).encode(), digest_size=16).digest()
    return ModelImage(pixels, digest)


def stated_instruction(instruction: str) -> str:
    """The instruction as the model reads it: the default for none, a full stop where no punctuation ends it."""
    text = instruction.strip()
    if text and not unicodedata.category(text[-1]).startswith("P"):
        text += "."
    return text or DEFAULT_INSTRUCTION


class PromptMaker:
    """Builds prompts with a checkpoint's own tokenizer and chat template."""

    def __init__(self, tokenizer: "PreTrainedTokenizerBase", image_token: str, max_tokens: int = MAX_TOKENS) -> None:
        self._tokenizer: Any = tokenizer
        self._image_token = image_token
        self._max_tokens = max_tokens
        self._controls = sorted(map(str, tokenizer.get_added_vocab()), key=len, reverse=True)

    def __call__(self, text: str, images: Sequence[ModelImage], instruction: str = "") -> Prompt:
        """The prompt of one input; text over the limit is cut at its end, the template's tail stays."""
        text = self.neutral(text)
        ids = self._ids(text, images, instruction)
        whole = len(ids)
        if whole > self._max_tokens:
            text = self._fitting(text, images, instruction)
            ids = self._ids(text, images, instruction)
        return Prompt(tuple(ids), tuple(images), max(0, whole - len(ids)))

    def neutral(self, text: str) -> str:
        """`text` without control tokens: "<|image_pad|>" typed by an author is text like any other."""
        for control in self._controls:
            text = text.replace(control, f"{control[0]} {control[1:]}")
        return text

    def _ids(self, text: str, images: Sequence[ModelImage], instruction: str) -> list[int]:
        content = [{"type": "image", "image": ""} for _ in images]
        if text or not content:
            content.append({"type": "text", "text": text or "NULL"})
        conversation = [
            {"role": "system", "content": [{"type": "text", "text": self.neutral(stated_instruction(instruction))}]},
            {"role": "user", "content": content},
        ]
        template = self._tokenizer.apply_chat_template(conversation, add_generation_prompt=True, tokenize=False)
        parts = template.split(self._image_token)
        if len(parts) != len(images) + 1:
            raise ValueError("its chat template leaves out the figures")
        filled = parts[0] + "".join(
            self._image_token * image.tokens + part for image, part in zip(images, parts[1:], strict=True)
        )
        return list(self._tokenizer(filled)["input_ids"])

    def _fitting(self, text: str, images: Sequence[ModelImage], instruction: str) -> str:
        """The longest beginning of `text` whose prompt fits, found by halving."""
        fits, over = 0, len(text)
        if len(self._ids("", images, instruction)) > self._max_tokens:
            raise UnreadableFigure("the figures together", f"take more than {self._max_tokens} tokens")
        while over - fits > 1:
            middle = (fits + over) // 2
            if len(self._ids(text[:middle], images, instruction)) <= self._max_tokens:
                fits = middle
            else:
                over = middle
        return text[:fits]
