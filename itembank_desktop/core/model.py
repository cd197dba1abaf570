"""What the program knows of the model in its own process: values that cross threads and are shown."""

from dataclasses import astuple, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.space import Embedding, EmbeddingSpace, Modality, Pooling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

GRAPHS = "CUDA graphs"


class Family(StrEnum):
    """Which classes run a checkpoint."""

    QWEN3_VL = "qwen3-vl"
    SENTENCE = "sentence-transformers"
    SIGLIP = "siglip"

    @property
    def kinds(self) -> tuple[tuple[Modality, Pooling], ...]:
        """The spaces that a bank is embedded in unless told otherwise: the pilot's choices."""
        return _KINDS[self]


class Purpose(StrEnum):
    """What a model can do here."""

    TEXT_AND_FIGURES = "text and figures"
    TEXT = "text"
    FIGURES = "figures"
    RERANK = "rerank"
    """Reads a query and an item together; makes no vectors."""


_KINDS = {
    Family.QWEN3_VL: ((Modality.TEXT, Pooling.MEAN), (Modality.MULTIMODAL, Pooling.MEAN)),
    Family.SENTENCE: ((Modality.TEXT, Pooling.OWN),),
    Family.SIGLIP: ((Modality.FIGURE, Pooling.OWN),),
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """A loaded model: which, where, how precise, and the device's memory in bytes (0 where it has none of its own).

    `computed` is the precision of its sums where that is not the weights' own; `way` says how a draft is embedded as
    it grows (GRAPHS, or in words what is done instead).
    """

    model: str
    revision: str
    device: str
    dtype: str
    dimension: int
    memory_used: int = 0
    memory_total: int = 0
    process: int = 0
    seconds: float = 0.0
    computed: str = ""
    way: str = ""
    family: Family = Family.QWEN3_VL

    def spaces(self) -> tuple[EmbeddingSpace, ...]:
        """Those that a bank is embedded in unless told otherwise."""
        return tuple(self.space(*kind) for kind in Family(self.family).kinds)

    def space(self, modality: Modality, pooling: Pooling, instruction: str = "") -> EmbeddingSpace:
        """The space of vectors made with this model in this way."""
        return EmbeddingSpace(self.model, self.revision, modality, pooling, instruction, self.dimension)


class ModelPhase(StrEnum):
    """Where the model stands; BUSY means ready with bulk work under way."""

    ABSENT = "absent"
    STARTING = "starting"
    LOADING = "loading"
    READY = "ready"
    BUSY = "busy"
    UNLOADED = "unloaded"
    FAILED = "failed"

    @property
    def answers(self) -> bool:
        """Whether a question asked now is answered at once."""
        return self in (ModelPhase.READY, ModelPhase.BUSY)


@dataclass(frozen=True, slots=True)
class ModelState:
    """A phase, the error that led there, the model once loaded, and seconds until a lost process starts again."""

    phase: ModelPhase = ModelPhase.ABSENT
    reason: ItemBankError | None = None
    announced: Announcement | None = None
    restart_in: float = 0.0


@dataclass(frozen=True, slots=True)
class Effort:
    """What questions cost the model's process: seconds by stage, and how much it knew from before.

    `tokenise` is decoding, resizing and tokenising, `vision` the figures, `language` everything after them; `waited`
    is for others' work, `ahead` how many questions that was. Of `tokens` the `known` ones were not computed again, of
    `figures` the `seen` ones not looked at again.
    """

    waited: float = 0.0
    tokenise: float = 0.0
    vision: float = 0.0
    language: float = 0.0
    ahead: int = 0
    tokens: int = 0
    known: int = 0
    figures: int = 0
    seen: int = 0

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A question's embedding, how many tokens were read, how many cut off, the seconds the model took, and on what."""

    embedding: Embedding
    tokens: int
    cut: int = 0
    seconds: float = field(default=0.0, compare=False)
    effort: Effort = field(default_factory=Effort, compare=False)


@dataclass(frozen=True, slots=True)
class PairScores:
    """A reranker's scores in 0..1, shape (documents,), and the addresses of figures that could not be shown to it."""

    scores: "NDArray[np.float32]" = field(repr=False, compare=False)
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """What a text that is too long for the model lost: tokens that were read, and those left out at its end."""

    read: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a space asks with: one payload, or none for a content that holds nothing of its kind; and what that cost."""

    payloads: tuple[bytes, ...] = ()
    effort: Effort = field(default_factory=Effort, compare=False)
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model runs where: its name or folder, the Python it runs in ("": the program's own), the device.

    It leaves the memory after `idle_minutes` without a question; 0 for never.
    """

    model: str
    interpreter: str = ""
    device: str = "auto"
    idle_minutes: float = 0.0
    reranks: bool = False
    """Whether it ranks items again instead of making vectors: its files do not tell."""


@dataclass(frozen=True, slots=True)
class ShelfModel:
    """A model that is on this computer or can be fetched: bytes to download or on disk, memory it needs (0: unknown).

    `begun` are the bytes of an unfinished download, `faults` what is wrong with an installed one.
    """

    name: str
    size: int = 0
    memory: int = 0
    licence: str = ""
    installed: bool = False
    begun: int = 0
    faults: tuple[str, ...] = ()
    purpose: Purpose = Purpose.TEXT_AND_FIGURES

    @property
    def usable(self) -> bool:
        """Whether it is here, whole at a glance."""
        return self.installed and not self.faults
