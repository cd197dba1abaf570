"""Folders that look like a checkpoint to everything but a loader: real safetensors files, no torch needed."""

import json
from pathlib import Path

import numpy as np


def safetensors(tensors: dict[str, np.ndarray]) -> bytes:
    """A safetensors file of float32 tensors."""
    header, place = {}, 0
    for name, values in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [place, place + values.nbytes]}
        place += values.nbytes
    text = json.dumps(header).encode()
    body = b"".join(values.astype(np.float32).tobytes() for values in tensors.values())
    return len(text).to_bytes(8, "little") + text + body


def checkpoint(seed: int = 0, numbers: int = 64, shards: int = 1) -> dict[str, bytes]:
    """The files of a checkpoint by name; `numbers` weights in each of `shards` files."""
    rng = np.random.default_rng(seed)
    files = {
        "config.json": b'{"model_type": "qwen3_vl"}',
        "tokenizer.json": b'{"model": {}, "added_tokens": []}',
        "tokenizer_config.json": b"{}",
        "preprocessor_config.json": b'{"patch_size": 16}',
        "chat_template.jinja": b"{{ messages }}",
    }
    names = ["model.safetensors"]
    if shards > 1:
        names = [f"model-{number + 1:05}-of-{shards:05}.safetensors" for number in range(shards)]
        places = {f"weight.{number}": name for number, name in enumerate(names)}
        files["model.safetensors.index.json"] = json.dumps({"weight_map": places}).encode()
    for number, name in enumerate(names):
        files[name] = safetensors({f"weight.{number}": rng.random(numbers, np.float32)})
    return files


def sentence_model(numbers: int = 64) -> dict[str, bytes]:
    """The files of a sentence-transformers model as KURE-v1 has them."""
    kinds = {"0": ("", "Transformer"), "1": ("1_Pooling", "Pooling"), "2": ("2_Normalize", "Normalize")}
    modules = [
        {"idx": int(at), "name": at, "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (path, kind) in kinds.items()
    ]
    whole = checkpoint(numbers=numbers)
    return {name: whole[name] for name in ("tokenizer.json", "tokenizer_config.json", "model.safetensors")} | {
        "config.json": b'{"model_type": "xlm-roberta"}',
        "modules.json": json.dumps(modules).encode(),
        "config_sentence_transformers.json": b"{}",
        "sentence_bert_config.json": b'{"max_seq_length": 512}',
        "1_Pooling/config.json": b'{"word_embedding_dimension": 8, "pooling_mode_cls_token": true}',
    }


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """The files as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder
