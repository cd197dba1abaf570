"""A checkpoint of random weights on the disk, with a tokenizer of few words: for measuring what loading one costs."""

import json
from pathlib import Path

from itembank_desktop.adapters.embedders.random_model import SIZES, random_weights

CONTROLS = [
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
]
_WORDS = ["system user assistant Represent the user's input.", "삼각형 ABC에서 변의 길이와 각의 크기를 구하시오."]
SPLIT = r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
TEMPLATE = (
    "{%- for message in messages %}{{- '<|im_start|>' + message.role + '\\n' }}"
    "{%- for part in message.content %}{%- if part.type == 'image' %}"
    "{{- '<|vision_start|><|image_pad|><|vision_end|>' }}{%- else %}{{- part.text }}{%- endif %}{%- endfor %}"
    "{{- '<|im_end|>\\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}"
)
TOKENIZER = {
    "tokenizer_class": "Qwen2Tokenizer",
    "model_max_length": 262_144,
    "add_prefix_space": False,
    "clean_up_tokenization_spaces": False,
    "eos_token": "<|im_end|>",
    "pad_token": "<|endoftext|>",
}
PREPROCESSOR = {
    "image_processor_type": "Qwen2VLImageProcessorFast",
    "processor_class": "Qwen3VLProcessor",
    "size": {"shortest_edge": 65_536, "longest_edge": 16_777_216},
    "patch_size": 16,
    "temporal_patch_size": 2,
    "merge_size": 2,
    "image_mean": [0.5] * 3,
    "image_std": [0.5] * 3,
}


def write_random_checkpoint(folder: Path, size: str, dtype: str = "bfloat16") -> Path:
    """Write the architecture of a published size ("2b", "8b", or "tiny"); its vectors mean nothing."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = _write_tokenizer(folder / "tokenizer.json")
    (folder / "chat_template.jinja").write_text(TEMPLATE)
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER))
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR))
    model = random_weights(SIZES[size], torch.device("cpu"), getattr(torch, dtype))
    model.config.image_token_id = vocabulary["<|image_pad|>"]
    model.config.video_token_id = vocabulary["<|video_pad|>"]
    model.config.vision_start_token_id = vocabulary["<|vision_start|>"]
    model.config.vision_end_token_id = vocabulary["<|vision_end|>"]
    model.save_pretrained(folder, max_shard_size="2GB")
    return folder


def _write_tokenizer(file: Path) -> dict[str, int]:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
    from tokenizers.processors import ByteLevel

    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    parts = [
        pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(parts)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=600, show_progress=False, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(_WORDS * 4, trainer)
    tokenizer.add_special_tokens([AddedToken(word, special=True, normalized=False) for word in CONTROLS])
    tokenizer.post_processor = ByteLevel(trim_offsets=False)
    tokenizer.save(str(file))
    return dict(tokenizer.get_vocab())
