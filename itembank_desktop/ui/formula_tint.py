"""A light tint on $formulas$ in the draft, so that a missing dollar sign is seen at once."""

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

_LONGEST = 10_000
"""Lines longer than this are no item and not worth the time at every key."""
_TOKEN = re.compile(r"(?<!\\)(\${1,2})")
_TEXT, _DISPLAY = -1, 1


def formula_spans(line: str, inside_display: bool) -> tuple[list[tuple[int, int]], bool]:
    """Start and end of every formula on a line, and whether a $$ formula goes on below.

    A single $ without its partner on the line opens nothing.
    """
    spans: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = (0, "$$") if inside_display else None
    for token in _TOKEN.finditer(line):
        mark = token[1]
        if opened is None:
            opened = (token.start(), mark)
        elif opened[1] == mark:
            spans.append((opened[0], token.end()))
            opened = None
    if opened is not None and opened[1] == "$$":
        return [*spans, (opened[0], len(line))], True
    return spans, False


class FormulaTint(QSyntaxHighlighter):
    """Colours formulas; changes no text and adds nothing to the undo history."""

    def __init__(self, document: QTextDocument, colour: QColor) -> None:
        super().__init__(document)
        self._form = QTextCharFormat()
        self._form.setForeground(colour)

    def set_colour(self, colour: QColor) -> None:
        """Use another colour, as when the theme changes."""
        if colour != self._form.foreground().color():
            self._form.setForeground(colour)
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Tint one line."""
        if len(text) > _LONGEST:
            self.setCurrentBlockState(_TEXT)
            return
        # Qt counts UTF-16 units; Python counts characters.
        spans, below = formula_spans(text, self.previousBlockState() == _DISPLAY)
        wide = not text.isascii() and max(text) > "\uffff"
        for start, end in spans:
            if wide:
                start, end = (len(text[:place].encode("utf-16-le")) // 2 for place in (start, end))
            self.setFormat(start, end - start, self._form)
        self.setCurrentBlockState(_DISPLAY if below else _TEXT)
