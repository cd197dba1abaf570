"""The model that the window has chosen: found on this computer, loaded in its own process, asked without waiting."""

from collections.abc import Callable, Sequence
from pathlib import Path

from itembank_desktop.adapters.embedders.models_folder import ModelsFolder
from itembank_desktop.adapters.embedders.qwen3_vl import revision
from itembank_desktop.adapters.embedders.remote import Checkpoint, Patience, RemoteEmbedder
from itembank_desktop.core.errors import ModelAway
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import ModelAnswer, ModelChoice, ModelState, PairScores
from itembank_desktop.core.space import EmbeddingSpace

# Nothing in the worker needs saving, and a window that closes must not wait for torch to be imported.
PATIENCE = Patience(leave=0.3)


class LiveModel:
    """A RemoteEmbedder with the pilot's two spaces; its process is started by `start`."""

    def __init__(
        self,
        root: Path,
        choice: ModelChoice,
        on_state: Callable[[ModelState], None],
        patience: Patience = PATIENCE,
    ) -> None:
        """`root` is the models folder; ModelMissing or ModelUnusable when the choice is not there."""
        self.folder = ModelsFolder(root).find(choice.model)
        self.name = self.folder.resolve().name
        self.revision = revision(self.folder)
        idle = choice.idle_minutes * 60 or None
        self.embedder = RemoteEmbedder(
            Checkpoint(self.folder, choice.device, idle=idle, reranks=choice.reranks),
            choice.interpreter or None,
            on_state,
            patience,
        )

    @property
    def state(self) -> ModelState:
        """Where the model stands."""
        return self.embedder.state

    def start(self) -> None:
        """Start the process, or load again after a failure, an unloading or a loss; does not wait."""
        self.embedder.start()
        self.embedder.restart_now()
        self.embedder.load()

    def unload(self) -> None:
        """Free the memory; the next question loads again."""
        self.embedder.unload()

    def ask(self, draft: str | None, content: Content, space: EmbeddingSpace) -> ModelAnswer:
        """A question's vector; ModelAway at once while the model is not there."""
        return self.embedder.ask(draft, content, space, wait=False)

    def score(self, query: Content, documents: Sequence[Content], instruction: str) -> PairScores:
        """A reranker's scores; ModelAway at once while it is not there."""
        return self.embedder.score(query, documents, instruction, wait=False)

    def prefill(self, draft: str, content: Content) -> None:
        """Let the model read what will be asked in a moment; with pictures in the space that sees them."""
        if self.state.announced is not None:
            first, *more = self.state.announced.spaces()
            self.embedder.prefill(draft, content, more[0] if more and content.pictures else first)

    def close_draft(self, draft: str) -> None:
        """Forget what is kept for a draft."""
        self.embedder.close_draft(draft)

    def spaces(self) -> tuple[EmbeddingSpace, ...]:
        """The spaces that a bank is embedded in; ModelAway before the model was loaded."""
        one = self.state.announced
        if one is None:
            raise ModelAway(self.name, "is not loaded yet")
        return one.spaces()

    def close(self) -> None:
        """End the process."""
        self.embedder.close()
