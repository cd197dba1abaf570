"""Why a row was not imported, in the window's language."""

from itembank_desktop.ui.messages import reason_of
from itembank_desktop.ui.templates import QT_TRANSLATE_NOOP, Templates

# As the importers say it; {} stands for what they fill in. A reason that is not here is shown as it comes.
_REASONS = (
    QT_TRANSLATE_NOOP("Rows", 'the figure "{}" cannot be used: {}'),
    QT_TRANSLATE_NOOP("Rows", "the file is missing"),
    QT_TRANSLATE_NOOP("Rows", "it lies outside the folder of the import"),
    QT_TRANSLATE_NOOP("Rows", "it is no file"),
    QT_TRANSLATE_NOOP("Rows", "it has neither text nor figure"),
    QT_TRANSLATE_NOOP("Rows", "it has no id"),
    QT_TRANSLATE_NOOP("Rows", 'the id "{}" is already on line {}'),
    QT_TRANSLATE_NOOP("Rows", "it is no JSON object"),
    QT_TRANSLATE_NOOP("Rows", "it is no valid JSON ({})"),
    QT_TRANSLATE_NOOP("Rows", "it is no valid JSON at character {} ({})"),
    QT_TRANSLATE_NOOP("Rows", "it is not UTF-8 at byte {}"),
    QT_TRANSLATE_NOOP("Rows", "it has {} characters, more than {}"),
    QT_TRANSLATE_NOOP("Rows", "the line is longer than {} MB"),
    QT_TRANSLATE_NOOP("Rows", "{} is no text"),
    QT_TRANSLATE_NOOP("Rows", "{} is no list"),
    QT_TRANSLATE_NOOP("Rows", "it is nested too deeply"),
    QT_TRANSLATE_NOOP("Rows", "it holds half a character (a lone surrogate) or a NUL"),
    QT_TRANSLATE_NOOP("Rows", "it holds a number too large"),
    QT_TRANSLATE_NOOP("Rows", "the path cannot be followed"),
    QT_TRANSLATE_NOOP("Rows", 'an entry of "images" is no path'),
)
_KNOWN = Templates("Rows", _REASONS)


def row_reason(reason: str) -> str:
    """The reason translated as far as it is known; what an importer fills in is translated too."""
    return _KNOWN.said(reason, row_reason) or reason_of(reason)
