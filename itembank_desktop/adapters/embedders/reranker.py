"""Qwen3-VL-Reranker 2B and 8B: how likely a model finds that a document answers a query, 0 to 1.

The prompt follows QwenLM/Qwen3-VL-Embedding (src/models/qwen3_vl_reranker.py): a fixed system sentence, then
"<Instruct>: ", "<Query>:" and "<Document>:" with figures before texts. The score is
sigmoid(h_last . (W[yes] - W[no])), W the output embeddings. That code crashes on figures with transformers 5.23; this
one agrees with its answers to 1e-5.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from itembank_desktop.adapters.embedders.qwen3_vl import Qwen3VL, checked, text_of, weight_files
from itembank_desktop.adapters.embedders.qwen_inputs import ModelImage, Prompt, model_image
from itembank_desktop.core.errors import ModelUnusable, TextTooLong
from itembank_desktop.core.item import Content
from itembank_desktop.core.rerank import INSTRUCTION

if TYPE_CHECKING:
    import torch

SYSTEM = (
    "Judge whether the Document meets the requirements based on the Query and the Instruct provided. "
    'Note that the answer can only be "yes" or "no".'
)
MAX_TOKENS = 8192


class Reranker(Qwen3VL):
    """A loaded checkpoint of the reranker; lives in one process and one thread."""

    def __init__(self, folder: Path, device: str = "cpu", dtype: str = "float32") -> None:
        from transformers import AutoTokenizer

        super().__init__(folder, device, dtype)
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        self._direction = self._answer_direction()

    def score(
        self, query: Content, documents: Sequence[Content], instruction: str = INSTRUCTION, with_figures: bool = True
    ) -> NDArray[np.float32]:
        """One score a document: shape (documents,). UnreadableFigure or TextTooLong for one that cannot be shown."""
        import torch

        scores = []
        for document in documents:
            with torch.inference_mode():
                states, _ = self.hidden([self._prompt_of_pair(query, document, instruction, with_figures)])
                logit = states[0, -1].float() @ self._direction
                scores.append(torch.sigmoid(logit).item())
        return checked(np.array(scores, np.float32), len(documents))

    def _answer_direction(self) -> "torch.Tensor":
        """W[yes] - W[no]; the output embeddings are the input ones where the checkpoint has none of its own."""
        yes, no = (self._tokenizer.convert_tokens_to_ids(word) for word in ("yes", "no"))
        unknown = self._tokenizer.unk_token_id
        if None in (yes, no) or unknown in (yes, no):
            raise ModelUnusable(str(self.folder), 'its tokenizer has no single tokens for "yes" and "no"')
        weights = self._output_embeddings()
        return (weights[yes].float() - weights[no].float()).to(self.device)

    def _output_embeddings(self) -> "torch.Tensor":
        from safetensors import safe_open

        for file in weight_files(self.folder):
            with safe_open(file, framework="pt") as tensors:
                if "lm_head.weight" in tensors.keys():  # noqa: SIM118 - no mapping
                    found: torch.Tensor = tensors.get_tensor("lm_head.weight")
                    return found
        inputs: torch.Tensor = self.model.get_input_embeddings().weight
        return inputs

    def _prompt_of_pair(self, query: Content, document: Content, instruction: str, with_figures: bool) -> Prompt:
        asked, answered = (self._parts(one, with_figures) for one in (query, document))
        told = [_text(f"<Instruct>: {self.prompt.neutral(instruction)}"), _text("<Query>:"), *asked[0]]
        conversation = [
            {"role": "system", "content": [_text(SYSTEM)]},
            {"role": "user", "content": [*told, _text("\n<Document>:"), *answered[0]]},
        ]
        template = self._tokenizer.apply_chat_template(conversation, add_generation_prompt=True, tokenize=False)
        images = (*asked[1], *answered[1])
        placeholder = self._tokenizer.convert_ids_to_tokens(self.image_token)
        first, *rest = template.split(placeholder)
        filled = first + "".join(placeholder * image.tokens + part for image, part in zip(images, rest, strict=True))
        ids = self._tokenizer(filled)["input_ids"]
        if len(ids) > MAX_TOKENS:
            raise TextTooLong("the two items together", f"take {len(ids):,} tokens, more than {MAX_TOKENS:,}")
        return Prompt(tuple(ids), images)

    def _parts(self, content: Content, with_figures: bool) -> tuple[list[dict[str, str]], tuple[ModelImage, ...]]:
        images = tuple(model_image(picture) for picture in content.pictures) if with_figures else ()
        text = self.prompt.neutral(text_of(content))
        parts = [{"type": "image", "image": ""} for _ in images]
        if text or not parts:
            parts.append(_text(text or "NULL"))
        return parts, images


def _text(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}
