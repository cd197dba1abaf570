"""What a comparison of finders found, in words and in the cells of tables."""

import re

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.comparison_of_finders import CHANCE, Interval, TruthResult
from itembank_desktop.core.language import Language
from itembank_desktop.core.runs import Category

MOST_NAMED = 4
_AGAIN = re.compile(r"(.+) \+ (\S+)(?: \S+)? ([\d.]+)")
_TWO = re.compile(r"(.+?) (with|beside) (.+?)(?: @([\d.]+))?")
_SPACE = re.compile(r"space (.+) (text|multimodal|figure)-(mean|last|own)")


def language_in_force() -> Language:
    """What the window speaks now, for what is written on its behalf."""
    return Language(QCoreApplication.translate("Finders", "en"))


def interval_words(interval: Interval) -> str:
    """A mean with its 95 % interval."""
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def summary(result: TruthResult, measure: str) -> str:
    """What won, by how much, and whether that is more than chance."""
    translate = QCoreApplication.translate
    best = result.scores[0]
    told = [
        translate("Finders", "Best under {truth}: {finder}, {measure} {value} over {count} queries.").format(
            truth=result.qrels.name, finder=run_word(best.report.run), measure=measure,
            value=interval_words(best.intervals[measure]), count=result.queries,
        )
    ]  # fmt: skip
    alike = [one for one in result.differences if one.corrected >= CHANCE]
    apart = [one for one in result.differences if one.corrected < CHANCE]
    if alike:
        more = [f"+{len(alike) - MOST_NAMED}"] if len(alike) > MOST_NAMED else []
        names = "  ·  ".join([*(run_word(one.run) for one in alike[:MOST_NAMED]), *more])
        told.append(
            translate("Finders", "With these queries it cannot be told apart from {count} others: {names}.").format(
                count=len(alike), names=names
            )
        )
    if apart:
        some = translate(
            "Finders",
            "It beats {count} of {all} others by more than chance explains; the nearest is {finder},"
            " {behind} behind (p {p}).",
        )
        every = translate(
            "Finders",
            "It beats all {all} others by more than chance explains; the nearest is {finder}, {behind} behind (p {p}).",
        )
        told.append(
            (some if alike else every).format(
                count=len(apart), all=len(result.scores) - 1, finder=run_word(apart[0].run),
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


def run_word(name: str) -> str:
    """A finder by its run's name, as reports have it; a name that is not ours is shown as it comes."""
    translate = QCoreApplication.translate
    if again := _AGAIN.fullmatch(name):
        told = translate("Finders", "{finder}, again by {model} ({share})")
        return told.format(finder=run_word(again[1]), model=again[2], share=again[3])
    if two := _TWO.fullmatch(name):
        shares = (two[4], f"{1 - float(two[4]):g}") if two[4] else ("", "")
        told = (
            translate("Finders", "{one} + {other}")
            if two[2] == "with"
            else translate("Finders", "{one} and {other} in one vector")
        )
        one, other = (
            f"{run_word(part)} {share}".rstrip() for part, share in zip((two[1], two[3]), shares, strict=True)
        )
        return told.format(one=one, other=other)
    if space := _SPACE.fullmatch(name):
        return _space_word(*space.groups())
    words = {
        "fingerprints": translate("Finders", "Fingerprints"),
        "fingerprints, text only": translate("Finders", "Fingerprints without figures"),
        "channel text": translate("Finders", "Text fingerprint alone"),
        "channel figure": translate("Finders", "Figure fingerprint alone"),
        "channel numbers": translate("Finders", "Numbers fingerprint alone"),
        "bm25": "BM25",
        "tfidf": "TF-IDF",
    }
    return words.get(name, name)


def _space_word(model: str, modality: str, pooling: str) -> str:
    translate = QCoreApplication.translate
    seen = {
        "text": translate("Finders", "text"),
        "multimodal": translate("Finders", "text and figures"),
        "figure": translate("Finders", "figures"),
    }
    pooled = {"mean": translate("Finders", "mean"), "last": translate("Finders", "last token"), "own": ""}
    return f"{model} ({', '.join(part for part in (seen[modality], pooled[pooling]) if part)})"


def category_word(category: Category) -> str:
    """What the queries of a category consist of."""
    translate = QCoreApplication.translate
    words = {
        Category.IMAGE: translate("Finders", "with figures"),
        Category.LATEX: translate("Finders", "with formulas"),
        Category.TEXT: translate("Finders", "text alone"),
    }
    return words[category]
