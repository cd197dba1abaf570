"""The models folder as the window sees it: what is there, what can be had, and getting it."""

from pathlib import Path

from itembank_desktop.adapters.embedders.catalog import KNOWN_MODELS, known_model
from itembank_desktop.adapters.embedders.checkpoint_check import family_of
from itembank_desktop.adapters.embedders.models_folder import ModelsFolder
from itembank_desktop.core.errors import ModelUnusable
from itembank_desktop.core.model import Family, Purpose, ShelfModel
from itembank_desktop.core.ports import JobControl

_PURPOSES = {
    Family.QWEN3_VL: Purpose.TEXT_AND_FIGURES,
    Family.SENTENCE: Purpose.TEXT,
    Family.SIGLIP: Purpose.FIGURES,
}


def purpose_of(folder: Path) -> Purpose:
    """What the model in a folder can do; a reranker is told by its name, its files look like the embedder's."""
    try:
        family = family_of(folder)
    except ModelUnusable:
        return Purpose.TEXT_AND_FIGURES
    if family is Family.QWEN3_VL and "rerank" in folder.resolve().name.casefold():
        return Purpose.RERANK
    return _PURPOSES[family]


class ModelShelf:
    """The installed models below one folder and the known ones; every method may take long."""

    def __init__(self, root: Path, endpoint: str | None = None) -> None:
        """`endpoint` is a mirror of the hub."""
        self._models = ModelsFolder(root)
        self._endpoint = endpoint

    def list(self) -> tuple[ShelfModel, ...]:
        """The known models first, then whatever else is installed."""
        installed = {model.name: model for model in self._models.installed()}
        begun = self._models.unfinished()
        rows = []
        for known in KNOWN_MODELS:
            here = installed.pop(known.name, None)
            size, faults = (here.size, here.faults) if here else (known.size, ())
            one = ShelfModel(
                known.name, size, known.memory, known.licence, here is not None, begun.get(known.name, 0), faults,
                known.purpose,
            )  # fmt: skip
            rows.append(one)
        others = [
            ShelfModel(one.name, one.size, installed=True, faults=one.faults, purpose=purpose_of(one.folder))
            for one in installed.values()
        ]
        return (*rows, *others)

    def fetch(self, name: str, control: JobControl) -> str | None:
        """Download a known model, going on where it stopped; its name, None when cancelled."""
        from itembank_desktop.adapters.embedders.hub import Hub

        hub = Hub(self._endpoint)
        made = hub.fetch(hub.look_up(known_model(name)), self._models, control)
        return made.name if made else None

    def add(self, folder: Path, control: JobControl) -> str | None:
        """Install a copy of a checkpoint's folder under the folder's name; its name, None when cancelled."""
        made = self._models.add(folder, folder.name, control)
        return made.name if made else None

    def verify(self, name: str, control: JobControl) -> str | None:
        """Read every byte again; its name, None when cancelled, ModelUnusable when it is not as it was."""
        found = self._models.verify(name, control)
        return found.name if found else None
