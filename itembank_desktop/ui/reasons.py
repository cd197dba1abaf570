"""One plain sentence that says why an item was found: what is alike, then what differs.

Made from the evidence and the verdict that was drawn from it. A duplicate's words and figure may have little in
common with the draft's: then they are called reworded and redrawn, for "differs" would contradict the badge.
"""

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.search import Hit
from itembank_desktop.ui.templates import QT_TRANSLATE_NOOP

# Where a measure in 0..1 begins to be called the same, nearly the same, alike.
_SAME, _NEARLY, _ALIKE = 0.985, 0.7, 0.4


class Fact(Enum):
    """What can be said of a pair."""

    TEXT_SAME = auto()
    TEXT_BUT_NUMBERS = auto()
    TEXT_NEARLY = auto()
    TEXT_ALIKE = auto()
    TEXT_REWORDED = auto()
    TEXT_OTHER = auto()
    FIGURE_SAME = auto()
    FIGURE_NEARLY = auto()
    FIGURE_ALIKE = auto()
    FIGURE_REDRAWN = auto()
    FIGURE_OTHER = auto()
    NUMBERS_SAME = auto()
    NUMBERS_SOME = auto()
    NUMBERS_OTHER = auto()
    ANSWER_SAME = auto()
    MEANING_NEAREST = auto()


_DIFFERENCES = {Fact.TEXT_OTHER, Fact.TEXT_REWORDED, Fact.FIGURE_OTHER, Fact.FIGURE_REDRAWN}
_DIFFERENCES |= {Fact.NUMBERS_SOME, Fact.NUMBERS_OTHER}
_NOTHING_ALIKE = {Fact.TEXT_OTHER, Fact.FIGURE_OTHER, Fact.NUMBERS_OTHER}
_OF_THE_SAME_ITEM = {Fact.TEXT_OTHER: Fact.TEXT_REWORDED, Fact.FIGURE_OTHER: Fact.FIGURE_REDRAWN}


# Korean joins clauses by their verbs, so each has a form that goes on and one that ends.
_CLAUSES = {
    Fact.TEXT_SAME: (
        QT_TRANSLATE_NOOP("Reasons", "the wording is the same,"),
        QT_TRANSLATE_NOOP("Reasons", "the wording is the same."),
    ),
    Fact.TEXT_BUT_NUMBERS: (
        QT_TRANSLATE_NOOP("Reasons", "the wording is the same apart from numbers,"),
        QT_TRANSLATE_NOOP("Reasons", "the wording is the same apart from numbers."),
    ),
    Fact.TEXT_NEARLY: (
        QT_TRANSLATE_NOOP("Reasons", "the wording is nearly the same,"),
        QT_TRANSLATE_NOOP("Reasons", "the wording is nearly the same."),
    ),
    Fact.TEXT_ALIKE: (
        QT_TRANSLATE_NOOP("Reasons", "the wording is alike,"),
        QT_TRANSLATE_NOOP("Reasons", "the wording is alike."),
    ),
    Fact.TEXT_OTHER: (
        QT_TRANSLATE_NOOP("Reasons", "the wording differs,"),
        QT_TRANSLATE_NOOP("Reasons", "the wording differs."),
    ),
    Fact.TEXT_REWORDED: (
        QT_TRANSLATE_NOOP("Reasons", "the text is reworded,"),
        QT_TRANSLATE_NOOP("Reasons", "the text is reworded."),
    ),
    Fact.FIGURE_REDRAWN: (
        QT_TRANSLATE_NOOP("Reasons", "the figure is redrawn,"),
        QT_TRANSLATE_NOOP("Reasons", "the figure is redrawn."),
    ),
    Fact.FIGURE_SAME: (
        QT_TRANSLATE_NOOP("Reasons", "the figure is the same,"),
        QT_TRANSLATE_NOOP("Reasons", "the figure is the same."),
    ),
    Fact.FIGURE_NEARLY: (
        QT_TRANSLATE_NOOP("Reasons", "the figure is nearly the same,"),
        QT_TRANSLATE_NOOP("Reasons", "the figure is nearly the same."),
    ),
    Fact.FIGURE_ALIKE: (
        QT_TRANSLATE_NOOP("Reasons", "the figure is alike,"),
        QT_TRANSLATE_NOOP("Reasons", "the figure is alike."),
    ),
    Fact.FIGURE_OTHER: (
        QT_TRANSLATE_NOOP("Reasons", "the figure differs,"),
        QT_TRANSLATE_NOOP("Reasons", "the figure differs."),
    ),
    Fact.NUMBERS_SAME: (
        QT_TRANSLATE_NOOP("Reasons", "the numbers are the same,"),
        QT_TRANSLATE_NOOP("Reasons", "the numbers are the same."),
    ),
    Fact.NUMBERS_SOME: (
        QT_TRANSLATE_NOOP("Reasons", "some numbers differ,"),
        QT_TRANSLATE_NOOP("Reasons", "some numbers differ."),
    ),
    Fact.NUMBERS_OTHER: (
        QT_TRANSLATE_NOOP("Reasons", "the numbers differ,"),
        QT_TRANSLATE_NOOP("Reasons", "the numbers differ."),
    ),
    Fact.ANSWER_SAME: (
        QT_TRANSLATE_NOOP("Reasons", "the answer is the same,"),
        QT_TRANSLATE_NOOP("Reasons", "the answer is the same."),
    ),
    Fact.MEANING_NEAREST: (
        QT_TRANSLATE_NOOP("Reasons", "the meaning is among the closest,"),
        QT_TRANSLATE_NOOP("Reasons", "the meaning is among the closest."),
    ),
}


def reason(hit: Hit) -> str:
    """Why this item was found, in the window's language."""
    known = facts(hit)
    if _NOTHING_ALIKE.issuperset(known):  # That all differs would be no reason to show it.
        return QCoreApplication.translate("Reasons", "Only a few traits are alike.")
    said = [_clause(fact, last=False) for fact in known[:-1]] + [_clause(known[-1], last=True)]
    sentence = " ".join(said)
    return sentence[:1].upper() + sentence[1:]


def facts(hit: Hit) -> list[Fact]:
    """At most one fact each of text, figure, numbers, answer and meaning, where known; what is alike first."""
    known = {**hit.channels, **hit.evidence.measures}
    text = known.get("text")
    found = [
        _of_text(text, known.get("text_literal"), known.get("text_masked"), known.get("numbers_equal")),
        _of_figure(known.get("figure"), known.get("figure_identical")),
        _of_numbers(known.get("numbers"), known.get("numbers_equal")) if text is not None else None,
        Fact.ANSWER_SAME if known.get("answer") == 1.0 else None,
        Fact.MEANING_NEAREST if hit.nearest else None,
    ]
    known_facts = [fact for fact in found if fact is not None]
    if hit.verdict is Resemblance.DUPLICATE:
        # The same numbers may be written as words or stand in a formula here and in a sentence there.
        known_facts = [fact for fact in known_facts if fact not in (Fact.NUMBERS_SOME, Fact.NUMBERS_OTHER)]
    if hit.verdict in (Resemblance.DUPLICATE, Resemblance.VARIANT):
        known_facts = [_OF_THE_SAME_ITEM.get(fact, fact) for fact in known_facts]
    return sorted(known_facts, key=lambda fact: fact in _DIFFERENCES)


def _of_text(text: float | None, literal: float | None, masked: float | None, equal: float | None) -> Fact | None:
    if text is None:
        return None
    if literal is not None and literal >= _SAME:
        return Fact.TEXT_SAME
    if masked is not None and masked >= _SAME and equal is not None and equal < 1.0:
        return Fact.TEXT_BUT_NUMBERS
    if text >= _NEARLY:
        return Fact.TEXT_NEARLY
    return Fact.TEXT_ALIKE if text >= _ALIKE else Fact.TEXT_OTHER


def _of_figure(figure: float | None, identical: float | None) -> Fact | None:
    if figure is None:
        return None
    if identical == 1.0 or (identical is None and figure >= _SAME):
        return Fact.FIGURE_SAME
    if figure >= _NEARLY:
        return Fact.FIGURE_NEARLY
    return Fact.FIGURE_ALIKE if figure >= _ALIKE else Fact.FIGURE_OTHER


def _of_numbers(numbers: float | None, equal: float | None) -> Fact | None:
    if numbers is None:
        return None
    if equal == 1.0 or (equal is None and numbers >= _SAME):
        return Fact.NUMBERS_SAME
    return Fact.NUMBERS_SOME if numbers >= _ALIKE else Fact.NUMBERS_OTHER


def _clause(fact: Fact, last: bool) -> str:
    going_on, ending = _CLAUSES[fact]
    return QCoreApplication.translate("Reasons", ending if last else going_on)
