"""What the services ask of the adapters.

Every channel, neural or not, is a *space*: it describes a content by payloads (one per part: one text,
one per figure), turns payloads into bit signatures that are scanned by Hamming distance, and compares
payloads exactly with its own measures. Adding a channel or a store touches one folder.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.filters import EVERYTHING, Filter, Traits
from itembank_desktop.core.item import Content, Item, ItemId, Picture
from itembank_desktop.core.model import Asked
from itembank_desktop.core.space import Embedding, EmbeddingSpace
from itembank_desktop.core.verdict import Verdict

if TYPE_CHECKING:
    # The window imports this module before it is painted, and numpy takes a tenth of a second.
    import numpy as np
    from numpy.typing import NDArray

Bits: TypeAlias = "NDArray[np.uint8]"
"""Signatures, packed eight bits to a byte: shape (n, bits // 8)."""
Scores: TypeAlias = "NDArray[np.float32]"
Keys: TypeAlias = "NDArray[np.int64]"
"""A store's own item numbers: stable while the item exists, meaningless elsewhere."""
Vector: TypeAlias = "NDArray[np.float32]"
"""An embedding without its space: shape (dimension,), of unit length."""


class FittedSpace(Protocol):
    """A space with its bank-wide statistics (idf, mean) frozen."""

    def signatures(self, payloads: Sequence[bytes]) -> Bits:
        """One signature a payload, in order."""
        ...

    def probes(self, payload: bytes) -> Bits:
        """The signatures to ask with: one, or several where a part may be turned or mirrored."""
        ...

    def compare(self, asked: Sequence[bytes], candidates: Sequence[Sequence[bytes]]) -> Scores:
        """Exact measures of each candidate against what was asked: shape (candidates, measures).

        Column 0 is the channel's score in 0..1, higher is closer. A row is NaN where the candidate, or
        the question, has no payload in this space: absent is not unlike.
        """
        ...


class Space(Protocol):
    """One channel's way of describing and comparing contents."""

    @property
    def name(self) -> str:
        """The channel: "text", "figure", "numbers"."""
        ...

    @property
    def revision(self) -> str:
        """Changes whenever payloads or signatures of older revisions can no longer be compared."""
        ...

    @property
    def bits(self) -> int:
        """Length of a signature; a multiple of 64."""
        ...

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of the columns of `compare`; unique over all spaces."""
        ...

    def describe(self, content: Content) -> tuple[bytes, ...]:
        """The payloads of a content; empty when it has nothing for this space. Raises UnreadableFigure."""
        ...

    def fit(self, payloads: Iterable[bytes]) -> bytes:
        """Statistics of a bank, to be stored with it; must accept no payloads at all."""
        ...

    def fitted(self, statistics: bytes) -> FittedSpace:
        """This space with those statistics."""
        ...


@runtime_checkable
class HasVectors(Protocol):
    """A space whose payloads keep vectors."""

    def vector(self, payload: bytes) -> Vector:
        """What `payload` keeps; SpacesDiffer for a payload of another space."""
        ...


class NeuralSpace(Space, Protocol):
    """A space whose payloads are a model's vectors: one an item, made in bulk, or live for a question.

    Its name is the embedding space's id, so that vectors of two spaces never lie together.
    """

    @property
    def space(self) -> EmbeddingSpace:
        """What its vectors depend on."""
        ...

    @property
    def sister(self) -> str | None:
        """The space, if any, whose vectors of contents without pictures are also this space's."""
        ...

    def adopted(self, payload: bytes) -> bytes:
        """A payload of the sister space as one of this space; SpacesDiffer for any other."""
        ...

    def reads(self, content: Content) -> bool:
        """Whether a content holds anything that this space's model is shown."""
        ...

    def ask(self, content: Content, draft: str | None) -> Asked:
        """What to ask with, from the live model; ItemBankError when that cannot answer."""
        ...

    def payload(self, vector: Vector) -> bytes:
        """A unit vector of this space as it is kept."""
        ...

    def vector(self, payload: bytes) -> Vector:
        """What `payload` keeps; SpacesDiffer for a payload of another space."""
        ...

    def fitted_on(self, statistics: bytes) -> int:
        """How many vectors those statistics were made from."""
        ...


OnCut = Callable[[int, int, int], None]
"""Hears of a content too long for the model: its index, tokens read, tokens cut off at the end of its text."""


class Embedder(Protocol):
    """A loaded model, wherever it runs."""

    def embed(self, draft: str | None, content: Content, space: EmbeddingSpace, wait: bool = True) -> Embedding:
        """A content's embedding, incremental within a draft; ItemBankError when there is none.

        Without `wait` a model that is not there just now is not waited for: ModelAway.
        """
        ...

    def embed_bulk(
        self,
        contents: Iterable[Content],
        space: EmbeddingSpace,
        control: "JobControl | None" = None,
        total: int = 0,
        on_cut: OnCut = lambda _index, _tokens, _cut: None,
    ) -> "Iterator[tuple[int, Vector | ItemBankError]]":
        """(index, vector or why there is none) for every content, drawn as needed, in the order they are ready."""
        ...


@dataclass(frozen=True, slots=True)
class Description:
    """What one space says of one item: payloads and their signatures, row by row."""

    payloads: tuple[bytes, ...]
    signatures: Bits


@dataclass(frozen=True, slots=True)
class Entry:
    """An item on its way into a store, with everything that must be written together."""

    item: Item
    fingerprint: str
    pictures: tuple[Picture, ...] = ()
    descriptions: Mapping[str, Description] = field(default_factory=dict)


class ItemStore(Protocol):
    """Items and their figures."""

    def count(self) -> int:
        """How many items the bank holds."""
        ...

    def keys(self) -> list[int]:
        """The keys of all items, in order."""
        ...

    def get(self, keys: Sequence[int]) -> list[Item]:
        """Items by key, in order; KeyError for an unknown key."""
        ...

    def find(self, ids: Sequence[ItemId]) -> dict[ItemId, int]:
        """The keys of those ids that exist."""
        ...

    def figure(self, sha256: str) -> bytes:
        """The bytes of a figure; UnreadableFigure when they are gone."""
        ...

    def traits(self) -> Traits:
        """What its items can be filtered by; looks at all of them."""
        ...

    def fingerprints(self, ids: Sequence[ItemId]) -> dict[ItemId, str]:
        """The content fingerprints of those ids that exist."""
        ...

    def save(self, entries: Sequence[Entry]) -> None:
        """Write all entries in one transaction, replacing items of the same id.

        Payloads in spaces that an entry does not describe stay while the item reads the same (core.item.reads_alike),
        so that new metadata costs no vector; otherwise they go.
        """
        ...


@dataclass(frozen=True, slots=True)
class Probe:
    """What one space asks a bank: signatures to scan for, and for how many items.

    Where the space has vectors, `vector` is the vector itself: a bank with an index of them may go by it alone.
    """

    probes: Bits
    count: int
    vector: "Vector | None" = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Items found by any space, in order of their keys, and what every space must know to compare them exactly.

    `payloads[space]` has a tuple an item, empty where it has none; `cosines[space]`, from a bank that compares vectors
    itself, has a number an item, NaN where it has none, and stands in place of that space's payloads.
    """

    keys: Keys
    payloads: Mapping[str, Sequence[tuple[bytes, ...]]] = field(default_factory=dict, repr=False)
    cosines: Mapping[str, Scores] = field(default_factory=dict, repr=False)


class SignatureIndex(Protocol):
    """Where signatures are scanned and payloads kept."""

    def candidates(
        self,
        asked: Mapping[str, Probe],
        filter: Filter = EVERYTHING,
        excluded: ItemId | None = None,
        beside: Sequence[ItemId] = (),
    ) -> Candidates:
        """The items nearest in each space among those let through, and those `beside`, in one round trip."""
        ...

    def nearest(self, space: str, probes: Bits, count: int) -> Keys:
        """Keys of the `count` items nearest to any probe by Hamming distance, nearest first, each once."""
        ...

    def payloads(self, space: str, keys: Sequence[int]) -> list[tuple[bytes, ...]]:
        """Payloads of those items, in order; empty where an item has none in this space."""
        ...

    def statistics(self, space: str) -> tuple[str, bytes] | None:
        """(revision, statistics) that the stored signatures were made with; None before the first fit."""
        ...

    def needs_refit(self, space: Space, growth: float = 2.0) -> bool:
        """Whether the space was never fitted, in another revision, or on a bank `growth` times smaller than now."""
        ...

    def refit(self, space: Space) -> None:
        """Fit the space on every stored payload and rewrite all its signatures, in one transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Addition:
    """Payloads of one more space for an item that is in the store, made from the content of that fingerprint."""

    key: int
    fingerprint: str
    payloads: tuple[bytes, ...]


class VectorStore(Protocol):
    """Where payloads that take a model to make are added after an import."""

    def spaces(self) -> list[str]:
        """The names of all spaces that something was described or fitted in."""
        ...

    def missing(self, space: str) -> list[int]:
        """Keys of the items without a payload in that space, in order."""
        ...

    def add(self, space: Space, additions: Sequence[Addition]) -> int:
        """Sign and write all additions in one transaction; how many were of an item's present content.

        An item that has changed since keeps its place among the missing.
        """
        ...

    def claim(self, work: str, names: Sequence[str]) -> list[str]:
        """Those of `names` (item ids, or keys as text) that nobody else works on; they are this bank's for a while.

        `work` is "import", or the name of a space to embed. A claim ends with the bank, or a few minutes later.
        """
        ...


class VerdictStore(Protocol):
    """Where decisions about pairs are kept; nothing is ever taken out."""

    def record(self, verdicts: Sequence[Verdict]) -> None:
        """Write all of them in one transaction; one whose id is there already changes nothing."""
        ...

    def verdicts(self, fingerprints: Sequence[str] | None = None) -> list[Verdict]:
        """Decisions about pairs with any of these contents (None: all), oldest first."""
        ...

    def verdicts_on(self, items: Sequence[ItemId], drafts: Sequence[str] = ()) -> list[Verdict]:
        """Decisions in which any of these items or drafts was a side, whatever it said then, oldest first."""
        ...


class Bank(ItemStore, SignatureIndex, VectorStore, VerdictStore, Protocol):
    """A store that also searches: the local bank and the shared one."""

    @property
    def chunk(self) -> int:
        """How many items it best writes in one transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not imported: its line number (from 1) in its source and why."""

    line: int
    reason: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A readable row of a source: an item and its pictures' bytes."""

    line: int
    item: Item
    pictures: tuple[Picture, ...] = ()


class Importer(Protocol):
    """Reads one foreign format."""

    def read(self, path: Path) -> Iterator[Row | Rejected]:
        """Every row in order; raises UnreadableSource only when nothing can be read at all."""
        ...

    def count(self, path: Path) -> int:
        """How many rows `read` will yield, for the progress bar."""
        ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come."""

    done: int
    total: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class JobControl:
    """Progress out, cancellation and pauses in."""

    progress: Callable[[Progress], None] = lambda _: None
    cancelled: Callable[[], bool] = lambda: False
    paused: Callable[[], bool] = lambda: False
