"""Keeps the chosen model's process and knows where it stands."""

from itertools import count

from PySide6.QtCore import QObject, Qt, Signal

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Content
from itembank_desktop.core.model import ModelChoice, ModelPhase, ModelState
from itembank_desktop.ui.background import Job
from itembank_desktop.ui.model_desk import ModelDesk, ModelProcess


class ModelKeeper(QObject):
    """At most one model at a time; the newest choice wins. All methods belong to the main thread."""

    connected = Signal()
    """Another model is there, or none: `model` says."""
    changed = Signal(object)
    """A ModelState."""
    crashed = Signal(object)
    _told = Signal(int, object)

    def __init__(self, desk: ModelDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model: ModelProcess | None = None
        self._choice: ModelChoice | None = None
        self._state = ModelState()
        self._tickets = count(1)
        self._ticket = 0
        self._jobs: list[Job[ModelProcess | None]] = []
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def model(self) -> ModelProcess | None:
        """The chosen model once it is found."""
        return self._model

    @property
    def choice(self) -> ModelChoice | None:
        """What was chosen last."""
        return self._choice

    @property
    def state(self) -> ModelState:
        """Where it stands, as far as this thread has heard."""
        return self._state

    def choose(self, choice: ModelChoice | None) -> None:
        """End the present model's process and start the chosen one's; None for no model."""
        self._ticket = ticket = next(self._tickets)
        old, self._model = self._model, None
        self._choice = choice

        def tell(state: ModelState) -> None:
            self._told.emit(ticket, state)

        def exchange(_: object) -> ModelProcess | None:
            if old is not None:
                old.close()
            return self._desk.connect(choice, tell) if choice else None

        job: Job[ModelProcess | None] = Job(exchange, self)
        job.finished.connect(lambda model: self._on_connected(ticket, model))
        job.failed.connect(lambda error: self._on_not_connected(ticket, error))
        job.crashed.connect(self.crashed)
        self._jobs = [one for one in self._jobs if one.running] + [job]
        job.start()
        self._enter(ModelState(ModelPhase.STARTING if choice else ModelPhase.ABSENT))
        self.connected.emit()

    def load(self) -> None:
        """Load again what was unloaded, failed or lost."""
        if self._model is not None:
            self._model.start()
        elif self._choice is not None:
            self.choose(self._choice)

    def unload(self) -> None:
        """Free the memory."""
        if self._model is not None:
            self._model.unload()

    def prefill(self, draft: str, content: Content) -> None:
        """Let a model that is ready read ahead."""
        if self._model is not None and self._state.phase.answers:
            self._model.prefill(draft, content)

    def close_draft(self, draft: str) -> None:
        """Let the model forget a draft."""
        if self._model is not None:
            self._model.close_draft(draft)

    def close(self) -> None:
        """End the process; call once, when nothing asks it any more."""
        self._ticket = 0
        for job in self._jobs:
            if job.running:
                job.close()
        if self._model is not None:
            self._model.close()

    def _on_connected(self, ticket: int, model: ModelProcess | None) -> None:
        if ticket != self._ticket:
            if model is not None:
                model.close()  # Never started: there is nothing to wait for.
            return
        self._model = model
        if model is not None:
            self.connected.emit()
            model.start()

    def _on_not_connected(self, ticket: int, error: ItemBankError) -> None:
        if ticket == self._ticket:
            self._enter(ModelState(ModelPhase.FAILED, error))

    def _on_told(self, ticket: int, state: ModelState) -> None:
        if ticket == self._ticket:
            self._enter(state)

    def _enter(self, state: ModelState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
