"""What the window is given to work with: ports, as plain callables, and places on disk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from itembank_desktop.core.figures import FigurePair
from itembank_desktop.core.filters import Traits
from itembank_desktop.core.item import Figure, Item, ItemId, Picture
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.pages import PageReader
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.record import SearchRecord
from itembank_desktop.core.saving import Editable
from itembank_desktop.core.shared import BankAddress, address_of, is_shared
from itembank_desktop.core.shelf import DraftShelf
from itembank_desktop.core.typeset import Typesetter
from itembank_desktop.core.verdict import Verdict
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.evaluation_desk import EvaluationDesk
from itembank_desktop.ui.live_search import Finder
from itembank_desktop.ui.model_desk import ModelDesk, ModelProcess
from itembank_desktop.ui.press import FigureSource, Thumbnailer
from itembank_desktop.ui.shared_desk import SharedDesk, SharedSide

if TYPE_CHECKING:
    from itembank_desktop.services.embed_missing import EmbedReport


Place: TypeAlias = Path | BankAddress
"""Where a bank is: a folder, or a server."""


def text_of(place: Place) -> str:
    """What settings keep of a place; never a password."""
    return place.url if isinstance(place, BankAddress) else str(place)


def place_of(text: str) -> Place:
    """What `text_of` wrote; BadInput for an address that is none."""
    return address_of(text)[0] if is_shared(text) else Path(text)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a model has read a bank, in vectors: there are `made`, and `lacking` that could be made."""

    made: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Saving:
    """How an author's items get into a bank; all of it belongs to other threads."""

    edit: Callable[[ItemId], Editable]
    """An item to be changed; BadInput when it is gone."""
    write: Callable[[ItemSave], Written | Collision | None]
    """What became of it; None when it waits until the server is back."""
    remove: Callable[[ItemId, int], bool]
    """Take a new item out again, at the revision it was saved as; False when somebody has changed it since."""


@dataclass(frozen=True, slots=True)
class OpenBank:
    """A bank that can be asked. `close` may be called while a question is under way: that one is lost.

    `find_with` makes a finder that asks a model too and answers by fingerprints, saying so, while that is away;
    `reading` and `embed` belong to other threads and need a loaded model. `record` writes verdicts, `verdicts` reads
    all that were ever given here.
    """

    folder: Path
    items: int
    find: Finder
    figure: FigureSource
    close: Callable[[], None]
    find_with: Callable[[ModelProcess], Finder]
    reading: Callable[[ModelProcess], Reading]
    embed: "Callable[[ModelProcess, JobControl], EmbedReport]"
    traits: Callable[[], Traits]
    """What its items can be filtered by; not for the window's thread."""
    items_of: Callable[[Sequence[ItemId]], Mapping[ItemId, Item]]
    """Those of these items that it holds; belongs to other threads."""
    record: Callable[[Sequence[Verdict]], None]
    verdicts: Callable[[], list[Verdict]]
    cached: Callable[[], tuple[int, int]]
    """(payloads found in memory, payloads asked for) since it was opened."""
    saving: Saving
    lost: tuple[ItemId, ...] = ()
    """Items that were described without a figure just now, because its file is gone or changed."""
    shared: SharedSide | None = None
    """Where the bank is on a server, and `folder` holds its copy."""

    @property
    def place(self) -> Place:
        """What opens it again."""
        return self.shared.address if self.shared else self.folder


@dataclass(frozen=True, slots=True)
class Desk:
    """Collaborators of the window; all but the paths run off its thread."""

    open_bank: Callable[[Place], OpenBank]
    import_items: Callable[[Path, Path, JobControl], ImportReport]
    """(source, folder of the bank, control): creates the bank when it is absent."""
    typeset: Typesetter
    thumbnail: Thumbnailer
    compare_figures: Callable[[Sequence[Picture], Sequence[Figure], FigureSource], tuple[FigurePair, ...]]
    """The draft's figures beside the item's; called by one thread."""
    read_page: PageReader
    """Pages to cut figures out of; called by one thread."""
    resources: Path
    sample_source: Path
    sample_bank: Path
    banks_folder: Path
    models: ModelDesk
    shared: SharedDesk
    evaluation: EvaluationDesk
    shelf: DraftShelf
    write_record: Callable[[SearchRecord, Path], None]
    """(record, path of the PDF): writes it, and its JSON beside it; raises RecordUnwritable."""
