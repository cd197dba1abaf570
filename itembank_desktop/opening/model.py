"""What a model adds to a bank, and the models themselves, as the window needs them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.core.errors import ItemBankError, ModelAway
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import ModelChoice
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.core.space import Modality
from itembank_desktop.ui.desk import Reading
from itembank_desktop.ui.live_search import Finder
from itembank_desktop.ui.model_desk import ModelDesk, ModelProcess, OnState

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.live_model import LiveModel
    from itembank_desktop.adapters.embedders.model_shelf import ModelShelf
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace
    from itembank_desktop.core.ports import Bank
    from itembank_desktop.services.embed_missing import EmbedReport

LOOKED_INTO = 500
LOOK_AGAIN = 0.2
"""Seconds after which whoever waits for a model looks whether the author has stopped it."""


def make_model_desk(root: Path) -> ModelDesk:
    """The models below `root`; each callable imports what it needs on the thread that calls it."""

    def shelf() -> "ModelShelf":
        from itembank_desktop.adapters.embedders.model_shelf import ModelShelf

        return ModelShelf(root)

    def connect(choice: ModelChoice, on_state: OnState) -> ModelProcess:
        from itembank_desktop.adapters.embedders.live_model import LiveModel

        return LiveModel(root, choice, on_state)

    return ModelDesk(
        list=lambda: shelf().list(),
        fetch=lambda name, control: shelf().fetch(name, control),
        add=lambda folder, control: shelf().add(folder, control),
        verify=lambda name, control: shelf().verify(name, control),
        connect=connect,
    )


def finder_with_model(bank: "Bank", folder: Path, plain: Finder, model: ModelProcess) -> Finder:
    """The finder `plain` with what a model has read of the bank; `folder` holds the bank's calibrations."""
    return _FinderWithModel(bank, folder, plain, _live(model))


class _FinderWithModel:
    """A bank's finder with what a model has read of it; put together by the thread that asks first.

    And put together anew when a command has read the bank into another space or calibrated it meanwhile.
    """

    def __init__(self, bank: "Bank", folder: Path, plain: Finder, model: "LiveModel") -> None:
        """`folder` holds the bank's calibrations."""
        self._bank = bank
        self._folder = folder
        self._plain = plain
        self._model = model
        self._find: Finder | None = None
        self._known: object = None

    def __call__(self, query: Query) -> Answer:
        """The answer; by fingerprints, saying so, when what the model knows of this bank cannot be used."""
        from itembank_desktop.wiring import calibrations_at

        try:
            known = (calibrations_at(self._folder), self._bank.spaces())
            if self._find is None or known != self._known:
                self._known, self._find = known, None
                self._find = self._made()
        except ItemBankError as error:
            return replace(self._plain(query), without_model=error)
        answer = self._find(replace(query, worthwhile=True))
        return replace(answer, model_revision=self._model.revision if answer.model else "")

    def _made(self) -> Finder:
        from itembank_desktop.core.space import Pooling
        from itembank_desktop.wiring import finder, neural, vector_spaces

        model = self._model
        spaces = vector_spaces(self._bank, model.ask, model.revision)
        chosen = [one for one in spaces if one.space.pooling is Pooling.MEAN] or spaces
        find = finder(self._bank, neural(self._folder, model.name, chosen) if chosen else None)
        find.warm_up()
        return find


def reading_of(bank: "Bank", model: ModelProcess) -> Reading:
    """What the model has read of the bank; items that hold nothing for it do not count as lacking."""
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace

    made = lacking = 0
    for space in map(VectorSpace, _live(model).spaces()):
        missing = bank.missing(space.name)
        made += bank.count() - len(missing)
        # Thousands of unread items need not be looked into to know that there are some.
        lacking += len(missing) if len(missing) > LOOKED_INTO else _readable(bank, space, missing)
    return Reading(made, lacking)


def _readable(bank: "Bank", space: "VectorSpace", keys: Sequence[int]) -> int:
    sees = space.space.modality is not Modality.TEXT
    return sum(
        space.reads(Content(item.stem, item.choices)) or (sees and bool(item.figures)) for item in bank.get(keys)
    )


def embed(folder: Path, process: ModelProcess, control: JobControl) -> "EmbedReport":
    """Let the model read what it has not read of the bank; with a connection of its own, for this takes long."""
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.embed_missing import EmbedMissing, EmbedReport

    model = _live(process)
    while not control.cancelled() and model.state.announced is None:
        with suppress(ModelAway):  # It is loading; what cannot be loaded raises another error.
            model.embedder.announced(LOOK_AGAIN)
    if control.cancelled():
        return EmbedReport({}, cancelled=True)
    spaces = [VectorSpace(space) for space in model.spaces()]
    with LocalBank.open(folder) as bank:
        return EmbedMissing(bank, model.embedder)(spaces, control)


def _live(model: ModelProcess) -> "LiveModel":
    """The window hands back what `connect` gave it."""
    from itembank_desktop.adapters.embedders.live_model import LiveModel

    assert isinstance(model, LiveModel)
    return model
