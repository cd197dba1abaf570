"""The models this program knows by name; to add one, add an entry (and an architecture that can run it)."""

from dataclasses import dataclass

from itembank_desktop.core.errors import ModelMissing
from itembank_desktop.core.model import Purpose

GB = 1_000_000_000


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model that can be fetched by name; sizes are in bytes.

    `size` is about what is downloaded (the hub's own figure is asked before anything starts); `memory` is about what
    the computer, or the graphics card, needs for a draft with a figure in 16-bit numbers.
    """

    name: str
    hub_id: str
    size: int
    memory: int
    licence: str
    summary: str
    purpose: Purpose = Purpose.TEXT_AND_FIGURES


# Sizes: parameters times two bytes, of the baselines times four. The 2B's memory was measured, the others' follows
# from their size.
KNOWN_MODELS = (
    KnownModel(
        "Qwen3-VL-Embedding-2B",
        "Qwen/Qwen3-VL-Embedding-2B",
        round(4.3 * GB),
        round(5.2 * GB),
        "Apache-2.0",
        "text and figures, 2,048 dimensions; the usual choice",
    ),
    KnownModel(
        "Qwen3-VL-Embedding-8B",
        "Qwen/Qwen3-VL-Embedding-8B",
        round(16.5 * GB),
        round(19 * GB),
        "Apache-2.0",
        "text and figures, 4,096 dimensions; for a large graphics card",
    ),
    KnownModel(
        "KURE-v1",
        "nlpai-lab/KURE-v1",
        round(2.3 * GB),
        round(3 * GB),
        "MIT",
        "Korean text, 1,024 dimensions; a baseline to compare with",
        Purpose.TEXT,
    ),
    KnownModel(
        "siglip-so400m-patch14-384",
        "google/siglip-so400m-patch14-384",
        round(3.5 * GB),
        round(4.5 * GB),
        "Apache-2.0",
        "figures alone; a baseline to compare with",
        Purpose.FIGURES,
    ),
    KnownModel(
        "all-MiniLM-L6-v2",
        "sentence-transformers/all-MiniLM-L6-v2",
        round(0.1 * GB),
        round(0.5 * GB),
        "Apache-2.0",
        "English text, 384 dimensions; a small baseline",
        Purpose.TEXT,
    ),
    KnownModel(
        "Qwen3-VL-Reranker-2B",
        "Qwen/Qwen3-VL-Reranker-2B",
        round(4.3 * GB),
        round(5.2 * GB),
        "Apache-2.0",
        "ranks the first items of a search again; makes no vectors",
        Purpose.RERANK,
    ),
    KnownModel(
        "Qwen3-VL-Reranker-8B",
        "Qwen/Qwen3-VL-Reranker-8B",
        round(16.5 * GB),
        round(19 * GB),
        "Apache-2.0",
        "the same, for a large graphics card",
        Purpose.RERANK,
    ),
)


def listed_model(name: str) -> KnownModel | None:
    """The entry of that name or hub id, in any case; None where there is none."""
    asked = name.casefold()
    return next((one for one in KNOWN_MODELS if asked in (one.name.casefold(), one.hub_id.casefold())), None)


def known_model(name: str) -> KnownModel:
    """The entry of that name or hub id; ModelMissing lists the names."""
    if (known := listed_model(name)) is not None:
        return known
    raise ModelMissing(name, f"is not one of {', '.join(model.name for model in KNOWN_MODELS)}")
