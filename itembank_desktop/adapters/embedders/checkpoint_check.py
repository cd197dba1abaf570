"""What must hold of a checkpoint's folder before torch is let near it: milliseconds, and sentences instead of traces.

transformers would take a folder of another architecture and make up a model of its default size (16 GB), and a cut-off
download shows only as an error deep in a loader.
"""

import json
from pathlib import Path

from itembank_desktop.adapters.embedders.qwen3_vl import weight_files
from itembank_desktop.core.errors import ModelUnusable
from itembank_desktop.core.model import Family

_FILES = {
    Family.QWEN3_VL: ("preprocessor_config.json", "tokenizer.json"),
    Family.SENTENCE: ("tokenizer.json",),
    Family.SIGLIP: ("preprocessor_config.json",),
}
_TYPES = {"qwen3_vl": Family.QWEN3_VL, "siglip": Family.SIGLIP}
MAX_HEADER = 100 * 2**20


def check_folder(folder: Path) -> None:
    """ModelUnusable names the first thing in the folder that is missing, cut off, or of another kind."""
    try:
        files = weight_files(folder)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnusable(str(folder), "its model.safetensors.index.json is damaged") from error
    family_of(folder)  # Another kind of model is told by its name, a broken configuration as such.
    for name in needed_files(folder):
        value = _json_object(folder, name)
        if name == "tokenizer.json" and not {"model", "added_tokens"} <= value.keys():
            raise ModelUnusable(str(folder), f"its {name} holds no tokenizer")
    for file in files:
        _check_weights(file)


def family_of(folder: Path) -> Family:
    """Which classes run what the folder holds; ModelUnusable for a model of another kind."""
    kind = _json_object(folder, "config.json").get("model_type")
    if (folder / "modules.json").is_file():  # How sentence-transformers marks its models, whatever their architecture.
        return Family.SENTENCE
    if kind not in _TYPES:
        raise ModelUnusable(str(folder), f"it holds a {kind!r} model, not {' or '.join(_TYPES)}")
    return _TYPES[str(kind)]


def needed_files(folder: Path) -> tuple[str, ...]:
    """What must stand beside the weights; a folder of an unknown kind is taken for the main model's."""
    try:
        family = family_of(folder)
    except ModelUnusable:
        return _FILES[Family.QWEN3_VL]
    return (*_FILES[family], *(_pooling_files(folder) if family is Family.SENTENCE else ()))


def _pooling_files(folder: Path) -> tuple[str, ...]:
    """Where a sentence-transformers model says how it pools."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        paths = [str(one["path"]) for one in modules if str(one["type"]).endswith(".Pooling")]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnusable(str(folder), "its modules.json is damaged") from error
    return tuple(f"{path}/config.json" for path in paths)


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
