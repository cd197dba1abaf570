"""What the author reads of decisions: their names, who gave them, and what has changed since."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.judgement import Judged, Part, Reviewed
from itembank_desktop.core.verdict import Mark, Verdict
from itembank_desktop.ui.particles import resolved


def word(mark: Mark) -> str:
    """The name of a verdict."""
    translate = QCoreApplication.translate
    return {
        Mark.DUPLICATE: translate("Verdict", "Duplicate"),
        Mark.VARIANT: translate("Verdict", "Variant"),
        Mark.RELATED: translate("Verdict", "Related"),
        Mark.DIFFERENT: translate("Verdict", "Unrelated"),
        Mark.WITHDRAWN: translate("Verdict", "Taken back"),
        Mark.ENEMY: translate("Verdict", "Enemy"),
        Mark.NO_ENEMY: translate("Verdict", "No enemy"),
    }[mark]


def explanation(mark: Mark) -> str:
    """What a verdict means, for its button's tooltip."""
    translate = QCoreApplication.translate
    return {
        Mark.DUPLICATE: translate("Verdict", "The same item"),
        Mark.VARIANT: translate("Verdict", "The same item with other numbers"),
        Mark.RELATED: translate("Verdict", "Of the same kind, both may stand"),
        Mark.DIFFERENT: translate("Verdict", "Nothing in common: not shown again until one of the two changes"),
        Mark.ENEMY: translate("Verdict", "Must not meet in one paper"),
    }[mark]


def moment(at: datetime) -> str:
    """A time of day here, as every language reads it."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def signed(verdict: Verdict) -> str:
    """The verdict, by whom and when, and why."""
    parts = [word(verdict.mark), verdict.by, moment(verdict.at), verdict.why]
    return " · ".join(part for part in parts if part)


def standing_lines(judged: Judged) -> str:
    """What stands for a pair, and what stood before it changed, a line each."""
    lines = [signed(one) for one in (judged.verdict, judged.enemy) if one is not None]
    if judged.before is not None:
        lines.append(QCoreApplication.translate("Verdict", "Before: {verdict}").format(verdict=signed(judged.before)))
    return "\n".join(lines)


def history(judged: Judged) -> str:
    """The same with the reason why a pair is open again, for a card's tooltip."""
    return "\n".join(line for line in (changes(judged), standing_lines(judged)) if line)


def changes(judged: Judged) -> str:
    """Why a pair that was decided is open again; empty when it is not."""
    if judged.before is None:
        return ""
    translate = QCoreApplication.translate
    said = []
    if judged.ours:
        said.append(translate("Verdict", "The draft's {parts} changed.").format(parts=_parts(judged.ours)))
    if judged.theirs:
        said.append(translate("Verdict", "The item's {parts} changed.").format(parts=_parts(judged.theirs)))
    return resolved(" ".join([translate("Verdict", "Decided before and open again."), *said]))


def chips(judged: Judged) -> list[tuple[str, str]]:
    """Short marks for a card: (kind, words); kinds are "verdict", "enemy" and "again"."""
    found = []
    if judged.verdict is not None:
        found.append(("verdict", f"✓ {word(judged.verdict.mark)}"))
    if judged.before is not None:
        changed = tuple(dict.fromkeys((*judged.ours, *judged.theirs)))
        again = QCoreApplication.translate("Verdict", "Again: {parts} changed").format(parts=_parts(changed))
        found.append(("again", again))
    if judged.enemy is not None:
        found.append(("enemy", word(Mark.ENEMY)))
    return found


def reviewed(found: Reviewed | None) -> str:
    """What reviewers called pairs of about this score; empty while too few were judged."""
    if found is None:
        return ""
    say = QCoreApplication.translate("Verdict", "Reviewers called {duplicates} of {pairs} such pairs duplicates.")
    return say.format(duplicates=found.duplicates, pairs=found.pairs)


def _parts(parts: tuple[Part, ...]) -> str:
    translate = QCoreApplication.translate
    names = {
        Part.STEM: translate("Verdict", "stem"),
        Part.CHOICES: translate("Verdict", "choices"),
        Part.NUMBERS: translate("Verdict", "numbers"),
        Part.ANSWER: translate("Verdict", "answer"),
        Part.FIGURES: translate("Verdict", "figures"),
    }
    return ", ".join(names[part] for part in parts)
