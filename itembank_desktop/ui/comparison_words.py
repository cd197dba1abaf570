"""One plain sentence that says what of a pair is the same and what differs, from the differences themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.comparison import Axis, Comparison, Part
from itembank_desktop.core.figures import FigurePair, Turn
from itembank_desktop.ui.particles import resolved

translate = QCoreApplication.translate
_FEW = 3
"""So many changed words are counted; more are called another wording."""


@dataclass(frozen=True, slots=True)
class _Noun:
    text: str
    plural: bool = False


def sentence(comparison: Comparison, figures: Sequence[FigurePair] | None) -> str:
    """The sentence; `figures` is None while they are not compared yet."""
    same, different = _told(comparison)
    more = ""
    if figures:
        told = _of_figures(figures, same, different)
        more = f" {told}" if told else ""
    if not same and not different:
        return more.strip() or translate("Comparison", "There is nothing to compare yet.")
    if not different:
        return (
            _filled(same, translate("Comparison", "{} is the same."), translate("Comparison", "{} are the same."))
            + more
        )
    ending = _filled(different, translate("Comparison", "{} differs."), translate("Comparison", "{} differ."))
    if same:
        start = _filled(same, translate("Comparison", "{} is the same;"), translate("Comparison", "{} are the same;"))
        ending = f"{start} {ending[:1].lower()}{ending[1:]}"
    return ending + more


def turn_words(turn: Turn) -> str:
    """How the item's figure stands to the draft's."""
    return {
        Turn.NONE: "",
        Turn.QUARTER: translate("Comparison", "Figure turned right by 90°"),
        Turn.HALF: translate("Comparison", "Figure turned by 180°"),
        Turn.THREE_QUARTERS: translate("Comparison", "Figure turned left by 90°"),
        Turn.MIRRORED: translate("Comparison", "Figure mirrored left to right"),
        Turn.FLIPPED: translate("Comparison", "Figure mirrored top to bottom"),
        Turn.DIAGONAL: translate("Comparison", "Figure mirrored and turned right by 90°"),
        Turn.ANTIDIAGONAL: translate("Comparison", "Figure mirrored and turned left by 90°"),
    }[turn]


def axis_name(axis: Axis) -> str:
    """What the author reads for an axis."""
    return {
        Axis.TEXT: translate("Comparison", "Text"),
        Axis.FIGURE: translate("Comparison", "Figure"),
        Axis.NUMBERS: translate("Comparison", "Numbers"),
        Axis.ANSWER: translate("Comparison", "Answer"),
        Axis.MEANING: translate("Comparison", "Meaning"),
    }[axis]


def _told(comparison: Comparison) -> tuple[list[_Noun], list[_Noun]]:
    same: list[_Noun] = []
    different: list[_Noun] = []
    if _on_both(comparison.stem):
        _of_stem(comparison, same, different)
    if any(row.here is not None for row in comparison.choices) and any(
        row.there is not None for row in comparison.choices
    ):
        alike = all(row.part.is_same for row in comparison.choices)
        if alike and comparison.reordered:
            different.append(_Noun(translate("Comparison", "the order of the choices")))
        else:
            (same if alike else different).append(_Noun(translate("Comparison", "the choices"), True))
    if comparison.answer_same is not None:
        (same if comparison.answer_same else different).append(_Noun(translate("Comparison", "the answer")))
    return same, different


def _of_stem(comparison: Comparison, same: list[_Noun], different: list[_Noun]) -> None:
    found = comparison.in_stem
    if not found.words and not found.formulas:
        same.append(_Noun(translate("Comparison", "the wording")))
    elif found.words > _FEW:
        different.append(_Noun(translate("Comparison", "the wording")))
    elif found.words:
        different.append(_counted(found.words, translate("Comparison", "1 word"), translate("Comparison", "{} words")))
    if found.formulas:
        different.append(
            _counted(found.formulas, translate("Comparison", "1 formula"), translate("Comparison", "{} formulas"))
        )
    if found.numbers:
        different.append(
            _counted(found.numbers, translate("Comparison", "1 number"), translate("Comparison", "{} numbers"))
        )


def _of_figures(figures: Sequence[FigurePair], same: list[_Noun], different: list[_Noun]) -> str:
    """Adds the figures to what is the same or differs; a sentence of its own for what neither says."""
    pairs = [pair for pair in figures if pair.one is not None and pair.other is not None]
    if any(pair.problem for pair in figures):
        return ""
    if not pairs:
        mine = any(pair.one is not None for pair in figures)
        return (
            translate("Comparison", "Only the draft has a figure.")
            if mine
            else translate("Comparison", "Only the item has a figure.")
        )
    matches = [pair.match for pair in pairs if pair.match is not None]
    alike = len(matches) == len(figures) and all(match.same for match in matches)
    noun = (
        _Noun(translate("Comparison", "the figure"))
        if len(figures) == 1
        else _Noun(translate("Comparison", "the figures"), True)
    )
    (same if alike else different).append(noun)
    turns = {match.turn for match in matches} - {Turn.NONE}
    return translate("Comparison", "{turned}.").format(turned=turn_words(turns.pop())) if len(turns) == 1 else ""


def _on_both(part: Part) -> bool:
    return all("".join(piece.text for piece in side).strip() for side in (part.one, part.other))


def _counted(count: int, one: str, many: str) -> _Noun:
    return _Noun(one) if count == 1 else _Noun(many.format(count), True)


def _filled(nouns: list[_Noun], one: str, many: str) -> str:
    names = [noun.text for noun in nouns]
    joined = names[0]
    if len(names) > 1:
        joined = translate("Comparison", "{} and {}").format(", ".join(names[:-1]), names[-1])
    text = resolved((many if len(nouns) > 1 or nouns[0].plural else one).format(joined))
    return text[:1].upper() + text[1:]
