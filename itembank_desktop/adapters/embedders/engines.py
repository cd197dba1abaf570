"""Which engine runs a checkpoint."""

from pathlib import Path

from itembank_desktop.adapters.embedders.baselines import SentenceEngine, SiglipEngine
from itembank_desktop.adapters.embedders.checkpoint_check import check_folder, family_of
from itembank_desktop.adapters.embedders.engine import Engine, QwenEngine, translated
from itembank_desktop.adapters.embedders.rerank_engine import RerankEngine
from itembank_desktop.core.model import Family


def load_engine(folder: Path, device: str, dtype: str, reranks: bool = False) -> Engine:
    """The folder's model, loaded; ModelUnusable or WorkerUnusable when that fails.

    Baselines compute in 32 bits whatever `dtype` says: they are small.
    """
    with translated(folder.name):  # Importing torch alone may fill the memory.
        if reranks:
            return RerankEngine(folder, device, dtype)
        check_folder(folder)
        family = family_of(folder)
        if family is Family.SENTENCE:
            return SentenceEngine(folder, device)
        return SiglipEngine(folder, device) if family is Family.SIGLIP else QwenEngine(folder, device, dtype)
