"""What must hold of a checkpoint's folder before torch is let near it: milliseconds, and sentences instead of traces.

transformers would take a folder of another architecture and make up a model of its default size (16 GB), and a cut-off
download shows only as an error deep in a loader.
"""

import json
from pathlib import Path

from itembank_desktop.adapters.embedders.qwen3_vl import weight_files
from itembank_desktop.core.errors import ModelUnusable

MODEL_TYPE = "qwen3_vl"
MAX_HEADER = 100 * 2**20


def check_folder(folder: Path) -> None:
    """ModelUnusable names the first thing in the folder that is missing, cut off, or of another kind."""
    try:
        files = weight_files(folder)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnusable(str(folder), "its model.safetensors.index.json is damaged") from error
    for name in ("config.json", "preprocessor_config.json", "tokenizer.json"):
        value = _json_object(folder, name)
        if name == "config.json" and value.get("model_type") != MODEL_TYPE:
            raise ModelUnusable(str(folder), f"it holds a {value.get('model_type')!r} model, not {MODEL_TYPE}")
        if name == "tokenizer.json" and not {"model", "added_tokens"} <= value.keys():
            raise ModelUnusable(str(folder), f"its {name} holds no tokenizer")
    for file in files:
        _check_weights(file)


def _json_object(folder: Path, name: str) -> dict[str, object]:
    try:
        value = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnusable(str(folder), f"its {name} cannot be read ({' '.join(str(error).split())})") from error
    if not isinstance(value, dict):
        raise ModelUnusable(str(folder), f"its {name} holds no settings")
    return value


def _check_weights(file: Path) -> None:
    """The header is JSON and its tensors fill the file exactly."""
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            length = int.from_bytes(opened.read(8), "little")
            if size < 8 or length > min(size - 8, MAX_HEADER):
                raise ModelUnusable(str(file), "is no safetensors file, or its beginning is cut off")
            header = json.loads(opened.read(length))
        header.pop("__metadata__", None)
        end = max(int(tensor["data_offsets"][1]) for tensor in header.values())
    except OSError as error:
        raise ModelUnusable(str(file), error.strerror or "cannot be read") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise ModelUnusable(str(file), "its table of contents is damaged") from error
    if 8 + length + end != size:
        has, needs = (f"{number / 1e6:,.1f} MB" for number in (size, 8 + length + end))
        raise ModelUnusable(str(file), f"has {has} where {needs} are needed: the download was cut off")
