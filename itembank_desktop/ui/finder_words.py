"""What a comparison of finders found, in words and in the cells of tables."""

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.comparison_of_finders import CHANCE, Interval, TruthResult
from itembank_desktop.core.runs import Category

MOST_NAMED = 4


def interval_words(interval: Interval) -> str:
    """A mean with its 95 % interval."""
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def summary(result: TruthResult, measure: str) -> str:
    """What won, by how much, and whether that is more than chance."""
    translate = QCoreApplication.translate
    best = result.scores[0]
    told = [
        translate("Finders", "Best under {truth}: {finder}, {measure} {value} over {count} queries.").format(
            truth=result.qrels.name, finder=best.report.run, measure=measure,
            value=interval_words(best.intervals[measure]), count=result.queries,
        )
    ]  # fmt: skip
    alike = [one for one in result.differences if one.corrected >= CHANCE]
    apart = [one for one in result.differences if one.corrected < CHANCE]
    if alike:
        names = "  ·  ".join(one.run for one in alike[:MOST_NAMED]) + (" …" if len(alike) > MOST_NAMED else "")
        told.append(
            translate("Finders", "With these queries it cannot be told apart from {count} others: {names}.").format(
                count=len(alike), names=names
            )
        )
    if apart:
        told.append(
            translate(
                "Finders",
                "It beats {count} of {all} others by more than chance explains; the nearest is {finder},"
                " {behind} behind (p {p}).",
            ).format(
                count=len(apart), all=len(result.scores) - 1, finder=apart[0].run,
                behind=f"{-apart[0].difference:.3f}", p=f"{apart[0].corrected:.3f}",
            )
        )  # fmt: skip
    if result.missing:
        told.append(
            translate("Finders", "{count} queries are not in the bank and count as 0.").format(
                count=len(result.missing)
            )
        )
    return " ".join(told)


def category_word(category: Category) -> str:
    """What the queries of a category consist of."""
    translate = QCoreApplication.translate
    words = {
        Category.IMAGE: translate("Finders", "with figures"),
        Category.LATEX: translate("Finders", "with formulas"),
        Category.TEXT: translate("Finders", "text alone"),
    }
    return words[category]
