"""Keeps Python itself from holding the window up: who waits for the interpreter, and when garbage is collected."""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

from itembank_desktop.ui.freed_memory import forget_sources, give_back_freed

_SWITCH_SECONDS = 0.0005
_USUAL_SWITCH = sys.getswitchinterval()
_REST_MS = 1000
_YOUNG = 2000
"""Objects made since the last look that make it worth looking for garbage among them."""
_OLD_AFTER = 60
"""Looks between two searches through everything that came after the bank."""


class Calm(QObject):
    """From `begin` to `end` garbage is collected on the window's thread, and in rests of typing.

    Python lets a busy thread go on for 5 ms when another one waits. Painting a list asks for the interpreter a hundred
    times and may wait that long at each while a search computes: a tenth of it is enough for the search.

    Collecting by itself, Python would go through everything that lives, for 20 to 40 ms, on whichever thread makes
    the next object, all others waiting; it would also end Qt's objects on threads that are not theirs.

    What opening a bank and searching have freed goes back to the system in the same rests.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        self._settled = True
        self._rested = True
        self._timer = QTimer(self, interval=_REST_MS)
        self._timer.timeout.connect(self._on_rest)

    def begin(self) -> None:
        """Take over."""
        sys.setswitchinterval(_SWITCH_SECONDS)
        gc.disable()
        self._timer.start()

    def wait(self) -> None:
        """The author types: look for garbage in the next rest."""
        self._rested = False
        self._timer.start()

    def settle(self) -> None:
        """What lives now will stay, such as modules and the bank: it is gone through once more and then left alone."""
        forget_sources()
        gc.freeze()
        self._settled = self._rested = False

    def end(self) -> None:
        """Leave Python as it was."""
        self._timer.stop()
        sys.setswitchinterval(_USUAL_SWITCH)
        gc.unfreeze()
        gc.enable()

    def _on_rest(self) -> None:
        self._looks += 1
        if not self._settled:
            self._settled = True
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        elif self._looks % _OLD_AFTER == 0:
            gc.collect()
        elif gc.get_count()[0] > _YOUNG:
            gc.collect(0)
        if not self._rested:
            self._rested = True
            give_back_freed()
