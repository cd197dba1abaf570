"""The window's reranker: a second model in a process of its own, put around whichever finder answers."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.model import ModelChoice, ModelState
from itembank_desktop.core.rerank import RerankWish
from itembank_desktop.ui.live_search import Finder
from itembank_desktop.ui.model_desk import ModelDesk
from itembank_desktop.ui.model_keeper import ModelKeeper
from itembank_desktop.ui.press import FigureSource


class RerankSide(QObject):
    """Belongs to the main thread; off until a wish names a model."""

    changed = Signal()
    """Answers are ordered otherwise from now on: by another model, by another wish, or because it is loaded."""
    chosen = Signal(object)
    """The RerankWish to remember."""
    crashed = Signal(object)

    def __init__(self, desk: ModelDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wish = RerankWish()
        self._place = ModelChoice("")
        self._ready = False
        self.keeper = ModelKeeper(desk, self)
        self.keeper.connected.connect(self.changed)
        self.keeper.changed.connect(self._on_state)
        self.keeper.crashed.connect(self.crashed)

    def begin(self, wish: RerankWish, place: ModelChoice) -> None:
        """As it was left; the model starts if there is one."""
        self._place = place
        self._take(wish)

    def choose(self, wish: RerankWish) -> None:
        """What the author wishes now."""
        self._take(wish)
        self.chosen.emit(wish)

    def move(self, place: ModelChoice) -> None:
        """Models run elsewhere from now on."""
        self._place = place
        self._start()

    def around(self, find: Finder, figure: FigureSource) -> Finder:
        """The finder with its hits put in order, where a reranker is chosen and found."""
        model = self.keeper.model
        if model is None:
            return find
        # The window is painted before anything is ranked again.
        from itembank_desktop.services.rerank import RerankHits

        return RerankHits(find, model.score, figure, self.wish)

    def close(self) -> None:
        """End the process; call once, when nothing asks it any more."""
        self.keeper.close()

    def _take(self, wish: RerankWish) -> None:
        before, self.wish = self.wish, wish
        if wish.model != before.model:
            self._start()
        elif wish != before:
            self.changed.emit()

    def _start(self) -> None:
        if self.wish.model or self.keeper.choice is not None:
            self._ready = False
            choice = replace(self._place, model=self.wish.model, reranks=True)
            self.keeper.choose(choice if self.wish.model else None)

    def _on_state(self, state: ModelState) -> None:
        before, self._ready = self._ready, state.phase.answers
        if self._ready and not before:
            self.changed.emit()
