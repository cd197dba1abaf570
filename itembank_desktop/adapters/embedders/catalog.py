"""The models this program knows by name; to add one, add an entry (and an architecture that can run it)."""

from dataclasses import dataclass

from itembank_desktop.core.errors import ModelMissing

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


# Sizes: parameters times two bytes. The 2B's memory was measured, the 8B's follows from its size.
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
)


def known_model(name: str) -> KnownModel:
    """The entry of that name or hub id, in any case; ModelMissing lists the names."""
    for model in KNOWN_MODELS:
        if name.casefold() in (model.name.casefold(), model.hub_id.casefold()):
            return model
    raise ModelMissing(name, f"is not one of {', '.join(model.name for model in KNOWN_MODELS)}")
