"""Widgets whose words follow the language chosen now."""

from PySide6.QtCore import QEvent


class Retold:
    """Among the bases of a widget before Qt's class: says everything anew when the language changes."""

    def changeEvent(self, event: QEvent) -> None:
        """Qt tells every widget."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retell()
        super().changeEvent(event)  # type: ignore[misc]  # Qt's class comes next.

    def _retell(self) -> None:
        """More than names where a widget says more."""
        self._name_things()

    def _name_things(self) -> None:
        raise NotImplementedError
