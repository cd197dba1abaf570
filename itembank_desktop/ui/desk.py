"""What the window is given to work with: ports, as plain callables, and places on disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.figures import FigurePair
from itembank_desktop.core.item import Figure, Item, ItemId, Picture
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.typeset import Typesetter
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.evaluation_desk import EvaluationDesk
from itembank_desktop.ui.live_search import Finder
from itembank_desktop.ui.model_desk import ModelDesk, ModelProcess
from itembank_desktop.ui.press import FigureSource, Thumbnailer

if TYPE_CHECKING:
    from itembank_desktop.services.embed_missing import EmbedReport


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a model has read a bank, in vectors: there are `made`, and `lacking` that could be made."""

    made: int
    lacking: int


@dataclass(frozen=True, slots=True)
class OpenBank:
    """A bank that can be asked. `close` may be called while a question is under way: that one is lost.

    `find_with` makes a finder that asks a model too and answers by fingerprints, saying so, while that is away;
    `reading` and `embed` belong to other threads and need a loaded model.
    """

    folder: Path
    items: int
    find: Finder
    figure: FigureSource
    close: Callable[[], None]
    find_with: Callable[[ModelProcess], Finder]
    reading: Callable[[ModelProcess], Reading]
    embed: "Callable[[ModelProcess, JobControl], EmbedReport]"
    items_of: Callable[[Sequence[ItemId]], Mapping[ItemId, Item]]
    """Those of these items that it holds; belongs to other threads."""
    cached: Callable[[], tuple[int, int]]
    """(payloads found in memory, payloads asked for) since it was opened."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Collaborators of the window; all but the paths run off its thread."""

    open_bank: Callable[[Path], OpenBank]
    import_items: Callable[[Path, Path, JobControl], ImportReport]
    """(source, folder of the bank, control): creates the bank when it is absent."""
    typeset: Typesetter
    thumbnail: Thumbnailer
    compare_figures: Callable[[Sequence[Picture], Sequence[Figure], FigureSource], tuple[FigurePair, ...]]
    """The draft's figures beside the item's; called by one thread."""
    resources: Path
    sample_source: Path
    sample_bank: Path
    banks_folder: Path
    models: ModelDesk
    evaluation: EvaluationDesk
