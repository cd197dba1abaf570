"""Words that several screens share."""

import re

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.saving import NEW, PUBLISHED

_LONG_RUN = re.compile(r"\S{24,}")
_PIECE = re.compile(r"(\S{12})(?=\S)")


def finder_name(finder: str) -> str:
    """What the author reads for the finder of an answer."""
    names = {"fingerprints": QCoreApplication.translate("Finder", "Fingerprint search")}
    return names[finder]


def seconds(duration: float) -> str:
    """A search time as the header shows it, rounded up where it would be nothing: 0.00 looks like an error."""
    return QCoreApplication.translate("Finder", "{seconds} s").format(seconds=f"{max(duration, 0.01):.2f}")


def fact_name(key: str) -> str:
    """What the author reads for a metadata field; an unknown one keeps its own name."""
    translate = QCoreApplication.translate
    known = {
        "subject": translate("Facts", "Subject"),
        "level": translate("Facts", "Level"),
        "grade": translate("Facts", "Grade"),
        "school": translate("Facts", "School"),
        "unit": translate("Facts", "Unit"),
        "difficulty": translate("Facts", "Difficulty"),
        "year": translate("Facts", "Year"),
        "exam": translate("Facts", "Exam"),
        "source": translate("Facts", "Source"),
        "author": translate("Facts", "Author"),
        "status": translate("Facts", "Status"),
        "paper": translate("Facts", "Paper"),
        "family": translate("Facts", "Family"),
    }
    return known.get(key, key)


def fact_value(key: str, value: object) -> str:
    """What the author reads for a metadata value: words that this program wrote itself, in the window's language."""
    translate = QCoreApplication.translate
    known = {
        ("status", NEW): translate("Facts", "draft"),
        ("status", PUBLISHED): translate("Facts", "published"),
    }
    return known.get((key, str(value)), str(value))


def breakable(text: str) -> str:
    """The text with places where a line may end inside an address: a label is as wide as its longest word."""
    return _LONG_RUN.sub(lambda run: _PIECE.sub("\\1\u200b", run[0]), text)
