"""A Qwen3-VL checkpoint of some hundred thousand random weights: real classes, real tokenizer, real files."""

import json
from pathlib import Path

from itembank_desktop.adapters.embedders.random_checkpoint import CONTROLS, PREPROCESSOR, SPLIT, TEMPLATE, TOKENIZER

WORDS = [
    "yes",
    "no",
    "system user assistant Represent the user's input.",
    "삼각형 ABC에서 변의 길이와 각의 크기를 구하시오. 다음 그림과 같이 함수의 그래프가 주어질 때 옳은 것은?",
    "등차수열의 첫째항과 공차, 확률과 통계, 미분과 적분, 벡터의 내적, 이차방정식의 두 근의 합",
    r"\frac{1}{2} \sqrt{3} \overline{AB} \angle ABC = 60^\circ \lim_{x \to 0} \sum_{k=1}^{n} y = x^2 - 4x + 3",
]


def write_tiny_model(folder: Path, seed: int = 0, appends_end: bool = False, width: int = 64) -> Path:
    """Write the checkpoint, its vectors `width` long; `appends_end`: a tokenizer that ends all with <|endoftext|>."""
    import torch
    from tqdm.std import tqdm
    from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

    tqdm.monitor_interval = 0  # Its thread would outlive the test.
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = _write_tokenizer(folder, appends_end)
    rope = {"rope_type": "default", "rope_theta": 5e6, "mrope_section": [4, 2, 2], "mrope_interleaved": True}
    config = Qwen3VLConfig(
        text_config={
            "vocab_size": len(vocabulary), "hidden_size": width, "intermediate_size": 96, "num_hidden_layers": 4,
            "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "max_position_embeddings": 16384,
            "initializer_range": 0.2, "rope_parameters": rope,
        },
        vision_config={
            "depth": 3, "hidden_size": 32, "num_heads": 2, "intermediate_size": 48, "out_hidden_size": width,
            "patch_size": 16, "spatial_merge_size": 2, "temporal_patch_size": 2, "num_position_embeddings": 256,
            "deepstack_visual_indexes": [0, 1], "initializer_range": 0.2,
        },
        image_token_id=vocabulary["<|image_pad|>"],
        video_token_id=vocabulary["<|video_pad|>"],
        vision_start_token_id=vocabulary["<|vision_start|>"],
        vision_end_token_id=vocabulary["<|vision_end|>"],
        tie_word_embeddings=True,
    )  # fmt: skip
    torch.manual_seed(seed)
    Qwen3VLForConditionalGeneration(config).save_pretrained(folder)
    return folder


def _write_tokenizer(folder: Path, appends_end: bool) -> dict[str, int]:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
    from tokenizers.processors import ByteLevel, Sequence, TemplateProcessing

    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        WORDS * 4, trainers.BpeTrainer(vocab_size=600, show_progress=False, initial_alphabet=alphabet)
    )
    tokenizer.add_special_tokens([AddedToken(word, special=True, normalized=False) for word in CONTROLS])
    vocabulary = tokenizer.get_vocab()
    end = TemplateProcessing(
        single="$A <|endoftext|>",
        pair="$A $B <|endoftext|>",
        special_tokens=[("<|endoftext|>", vocabulary["<|endoftext|>"])],
    )
    level = ByteLevel(trim_offsets=False)
    tokenizer.post_processor = Sequence([level, end]) if appends_end else level
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "chat_template.jinja").write_text(TEMPLATE)
    (folder / "tokenizer_config.json").write_text(json.dumps(TOKENIZER, indent=1))
    (folder / "preprocessor_config.json").write_text(json.dumps(PREPROCESSOR, indent=1))
    return dict(vocabulary)
