"""Embedding spaces: what must agree before two vectors may meet."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The window imports this module before it is painted, and numpy takes a tenth of a second.
    import numpy as np
    from numpy.typing import NDArray


class Modality(StrEnum):
    """What of an item a vector is made from."""

    TEXT = "text"
    MULTIMODAL = "multimodal"
    FIGURE = "figure"
    """Figures alone: an item without one has no vector."""


class Pooling(StrEnum):
    """How the hidden states of a sequence become one vector."""

    LAST = "last"
    MEAN = "mean"
    OWN = "own"
    """As the model's makers pool, where that is neither: sentence-transformers models, SigLIP."""


class SpacesDiffer(ValueError):
    """Two vectors of different spaces were about to be compared: always our mistake, never the user's."""


@dataclass(frozen=True, slots=True)
class EmbeddingSpace:
    """Everything a vector depends on besides its input. Equal or incomparable.

    `model` is what people call the checkpoint and no part of its identity: a renamed folder holds the same model.
    `span` says which tokens a mean covers ("all": instruction, item and template tail, as the pilot did);
    `revision` identifies the checkpoint: its weights, configuration and tokenizer; `normalisation` is "l2".
    """

    model: str = field(compare=False)
    revision: str
    modality: Modality
    pooling: Pooling
    instruction: str
    dimension: int
    span: str = "all"
    normalisation: str = "l2"

    @property
    def id(self) -> str:
        """A short name that two different spaces never share, fit for a table's name."""
        identity = {name: value for name, value in asdict(self).items() if name != "model"}
        text = json.dumps(identity, sort_keys=True, ensure_ascii=False)
        return f"{self.modality}-{self.pooling}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Embedding:
    """A vector of shape (dimension,), float32, of unit length, and its space."""

    space: EmbeddingSpace
    vector: "NDArray[np.float32]" = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a vector of another length, or one that is not of unit length (NaN included)."""
        import numpy as np

        if self.vector.shape != (self.space.dimension,):
            raise ValueError(f"a vector of shape {self.vector.shape} in a space of {self.space.dimension} dimensions")
        if not abs(float(np.linalg.norm(self.vector)) - 1.0) < 1e-3:
            raise ValueError("a vector that is not of unit length")

    def cosine(self, other: "Embedding") -> float:
        """Likeness in -1..1; SpacesDiffer across spaces."""
        if self.space != other.space:
            raise SpacesDiffer(f"{self.space.id} against {other.space.id}")
        return float(self.vector @ other.vector)
