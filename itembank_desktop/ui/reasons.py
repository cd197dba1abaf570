"""One plain sentence that says why an item was found: what is alike, then what differs.

Made from the channels' scores and the evidence alone; it describes and never judges.
"""

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.search import Hit

# Where a channel's score, 0 to 1, begins to be called the same, nearly the same, alike.
_SAME, _NEARLY, _ALIKE = 0.97, 0.75, 0.45


def reason(hit: Hit) -> str:
    """Why this item was found, in the window's language."""
    text, figure, numbers = (hit.channels.get(name) for name in ("text", "figure", "numbers"))
    parts = [part for part in (_of_text(text), _of_figure(figure), _of_numbers(numbers)) if part]
    if not parts:
        return QCoreApplication.translate("Reasons", "Only a few traits are alike.")
    return " ".join(parts)


def _of_text(score: float | None) -> str:
    translate = QCoreApplication.translate
    if score is None or score < _ALIKE:
        return ""
    if score >= _SAME:
        return translate("Reasons", "The wording is the same.")
    if score >= _NEARLY:
        return translate("Reasons", "The wording is nearly the same.")
    return translate("Reasons", "The wording is alike.")


def _of_figure(score: float | None) -> str:
    translate = QCoreApplication.translate
    if score is None:
        return ""
    if score >= _SAME:
        return translate("Reasons", "The figure is the same.")
    if score >= _NEARLY:
        return translate("Reasons", "The figure is nearly the same.")
    if score >= _ALIKE:
        return translate("Reasons", "The figure is alike.")
    return translate("Reasons", "The figure is another one.")


def _of_numbers(score: float | None) -> str:
    translate = QCoreApplication.translate
    if score is None:
        return ""
    if score >= _SAME:
        return translate("Reasons", "The numbers are the same.")
    if score >= _ALIKE:
        return translate("Reasons", "Some numbers differ.")
    return translate("Reasons", "The numbers differ.")
