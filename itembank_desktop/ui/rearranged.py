"""Widgets whose parts stand otherwise where there is other room."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent


class Rearranged:
    """Among the bases of a widget before Qt's class: arranges its parts anew for another width or longer words."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)  # type: ignore[misc]  # Qt's class comes next.
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Longer or larger words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return bool(super().event(event))  # type: ignore[misc]

    def _arrange(self) -> None:
        raise NotImplementedError
