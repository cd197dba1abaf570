"""What the program's other layers say in English, found again by its template and said in the window's language."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(_context: str, source: str) -> str:
    """Mark a string for lupdate, which looks for this name; Qt's own has no type."""
    return source


class Templates:
    """Sentences of one context; {} stands for what is filled in."""

    def __init__(self, context: str, sentences: Sequence[str]) -> None:
        self._context = context
        self._sentences = sentences

    def said(self, sentence: str, part: Callable[[str], str] = str) -> str | None:
        """The sentence in the window's language, what was filled in by way of `part`; None when it is not known."""
        for pattern, template in self._patterns:
            if found := pattern.fullmatch(sentence):
                filled = [part(one) for one in found.groups()]
                return QCoreApplication.translate(self._context, template).format(*filled)
        return None

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Made when something first goes wrong: the window is painted sooner without a hundred of them."""
        return [(re.compile(re.escape(one).replace(r"\{\}", "(.+?)")), one) for one in self._sentences]
