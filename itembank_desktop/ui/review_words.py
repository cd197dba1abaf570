"""How a vote, a choice of pairs and an agreement are said."""

import re

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.review import Vote
from itembank_desktop.core.verdict import Mark
from itembank_desktop.services.agreement import Agreement
from itembank_desktop.services.choose_pairs import HOW
from itembank_desktop.ui.ballot import Ask
from itembank_desktop.ui.finder_words import run_word


def verdict_word(mark: Mark) -> str:
    """A verdict as the buttons say it."""
    translate = QCoreApplication.translate
    words = {
        Mark.DUPLICATE: translate("Review", "Duplicate"),
        Mark.VARIANT: translate("Review", "Other numbers"),
        Mark.RELATED: translate("Review", "Related"),
        Mark.DIFFERENT: translate("Review", "Unrelated"),
    }
    return words[mark]


def question(ask: Ask) -> str:
    """What the reviewer is asked."""
    translate = QCoreApplication.translate
    words = {
        Ask.VERDICT: translate("Review", "What are these two items to each other?"),
        Ask.CONCEPT: translate("Review", "How alike is what they ask for?"),
        Ask.FIGURE: translate("Review", "How alike are their figures?"),
        Ask.OVERALL: translate("Review", "How alike are they on the whole?"),
    }
    return words[ask]


def short(ask: Ask) -> str:
    """A graded side in one word."""
    translate = QCoreApplication.translate
    words = {
        Ask.CONCEPT: translate("Review", "Concept"),
        Ask.FIGURE: translate("Review", "Figure"),
        Ask.OVERALL: translate("Review", "Overall"),
        Ask.VERDICT: translate("Review", "Verdict"),
    }
    return words[ask]


def vote_words(vote: Vote) -> str:
    """A vote in a few words, with its note."""
    grades = {Ask.CONCEPT: vote.concept, Ask.FIGURE: vote.figure, Ask.OVERALL: vote.overall}
    told = [verdict_word(vote.verdict)] if vote.verdict else []
    told += [f"{short(ask)} {grade}" for ask, grade in grades.items() if grade is not None]
    return ", ".join(told) + (f' "{vote.note}"' if vote.note else "")


def agreement_words(found: Agreement) -> str:
    """Agreement in sentences, a line each."""
    translate = QCoreApplication.translate

    def shown(value: float | None) -> str:
        return translate("Review", "not defined") if value is None else f"{value:.3f}"

    kappas = [
        translate("Review", "{one} and {other}: weighted kappa {kappa}").format(
            one=one, other=other, kappa=shown(kappa)
        )
        for one, other, kappa in found.kappas
    ]
    alpha = translate("Review", "Krippendorff's alpha of all: {alpha}").format(alpha=shown(found.alpha))
    disputes = translate("Review", "Pairs in dispute: {count}").format(count=found.disputed)
    scale = translate("Review", "1 is full agreement, 0 is what chance alone gives.")
    return "\n".join([*kappas, alpha, scale, disputes])


def how_words(how: str) -> str:
    """How a review's pairs were chosen; words of another program are shown as they come."""
    ours, mark, seed = how.partition("; seed ")
    known = QCoreApplication.translate(
        "Review",
        "Pairs in dispute between truths, pairs at a badge's edge, pairs that finders rank apart, and pairs by chance,"
        " in turn; drawn with seed {seed}.",
    )
    return known.format(seed=seed) if mark and ours == HOW else how


def why_words(why: str) -> str:
    """Why one pair was chosen; words of another program are shown as they come."""
    translate = QCoreApplication.translate
    known = (
        ("two truths disagree", translate("Review", "two truths disagree")),
        ("drawn by chance among the hits", translate("Review", "drawn by chance among the hits")),
        (
            r"close to a badge's edge: called (\S+), score (\S+)",
            translate("Review", "close to a badge's edge, score {1}"),
        ),
        (
            "first for the program, not listed by (.+)",
            translate("Review", "first for the program, not listed by {0}"),
        ),
        (
            "first for (.+), not listed by the program",
            translate("Review", "first for {0}, not listed by the program"),
        ),
    )
    for pattern, said in known:
        if found := re.fullmatch(pattern, why):
            return said.format(*map(run_word, found.groups()))
    return why
