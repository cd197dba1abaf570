"""The screen's capture from any program, by a key of the whole screen, while the author wants it."""

from PySide6.QtCore import QObject

from itembank_desktop.ui.capture import refusal
from itembank_desktop.ui.global_key import NAME, make_global_key
from itembank_desktop.ui.main_window import MainWindow


class CaptureKey(QObject):
    """Takes the key and gives it back; the button's tool tip says which key is heard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._header = window.header
        self._key = None if refusal() else make_global_key(self)
        self._wanted = self._taken = False
        if self._key is not None:
            self._key.pressed.connect(window.pictures.capture.begin)

    def want(self, wanted: bool) -> None:
        """Take the key, or leave it to others."""
        self._wanted = wanted
        if self._key is not None and not wanted:
            self._key.leave()
        self._taken = self._key is not None and wanted and self._key.take()
        self._header.tell_capture_key(NAME if self._taken else "")

    @property
    def problem(self) -> str:
        """Why it is wanted and not heard; empty when all is as wanted."""
        if not self._wanted or self._taken:
            return ""
        if self._key is None:
            return self.tr("This system lends programs no such key. The button and Ctrl+Shift+S work in this window.")
        return self.tr("Another program has {key}.").format(key=NAME)
