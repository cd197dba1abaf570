"""The main window's way to the evaluation window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from itembank_desktop.core.pilot import Targets
from itembank_desktop.ui import theme
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.model_words import Standing
from itembank_desktop.ui.performance import Performance

if TYPE_CHECKING:
    from itembank_desktop.ui.evaluation_window import EvaluationWindow


class EvaluationSide(QObject):
    """Makes the window when it is asked for the first time, and tells it which bank is open."""

    crashed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        look: theme.Theme,
        icons: Icons,
        performance: Performance,
        standing: Callable[[], Standing],
        parent: QWidget,
    ) -> None:
        """`standing` tells how matters stand with the model."""
        super().__init__(parent)
        self._performance, self._standing = performance, standing
        self._desk, self._look, self._icons, self._owner = desk, look, icons, parent
        self._bank: OpenBank | None = None
        self.window: EvaluationWindow | None = None

    def open(self) -> None:
        """Show the window, in front."""
        from itembank_desktop.ui.evaluation_window import EvaluationWindow

        if self.window is None:
            self.window = EvaluationWindow(
                self._desk, self._look, self._icons, self._performance, self._standing, self._owner
            )
            self.window.crashed.connect(self.crashed)
            if self._bank is not None:
                self.window.show_bank(self._bank)
        self.window.show()
        self.window.activateWindow()

    def show_bank(self, bank: OpenBank) -> None:
        """Another bank is open."""
        self._bank = bank
        if self.window is not None:
            self.window.show_bank(bank)

    def aim(self, targets: Targets) -> None:
        """What speed and memory are held against from now on."""
        self._performance.aim(targets)

    @property
    def running(self) -> bool:
        """Whether something is under way that takes a while to stop."""
        pages = (self.window.review, self.window.truths, self.window.finders) if self.window is not None else ()
        return any(page.lane.running for page in pages)

    def close(self) -> None:
        """The program ends."""
        if self.window is not None:
            self.window.hide()
            self.window.close_for_good()
