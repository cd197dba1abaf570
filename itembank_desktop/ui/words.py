"""Words that several screens share."""

from PySide6.QtCore import QCoreApplication


def finder_name(finder: str) -> str:
    """What the author reads for the finder of an answer."""
    names = {"fingerprints": QCoreApplication.translate("Finder", "Fingerprint search")}
    return names[finder]


def seconds(duration: float) -> str:
    """A search time as the header shows it."""
    return QCoreApplication.translate("Finder", "{seconds} s").format(seconds=f"{duration:.2f}")
