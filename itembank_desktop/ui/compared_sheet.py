"""A typeset text with its differences tinted."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from itembank_desktop.core.differences import Pieces, marked
from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui import theme
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.sheet_view import SheetView


class ComparedSheet(SheetView):
    """One side of a part; `ours` is the draft's."""

    def __init__(self, press: Press, look: theme.Theme, ours: bool, parent: QWidget | None = None) -> None:
        self._ours = ours
        self._marked = ""
        super().__init__(press, look, parent)

    @property
    def order(self) -> Sheet | None:
        """What the press must make, with the colours of this side."""
        plain = super().order
        if plain is None:
            return None
        colours = self._look.colours
        ground = (colours.ours if self._ours else colours.theirs).ground
        return replace(plain, text=self._marked, tint=ground, edge=colours.number)

    def show_pieces(self, pieces: Pieces, before: str = "") -> None:
        """Show this side of a part, `before` it a mark such as "① "; the older setting stays until this is set."""
        text, found = before + "".join(piece.text for piece in pieces), before + marked(pieces)
        if (text, found) == (self._text, self._marked):
            return
        self._marked = found
        self.show_text(text, keep=True)
