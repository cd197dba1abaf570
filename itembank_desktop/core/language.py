"""The languages that the program speaks to people."""

from enum import StrEnum


class Language(StrEnum):
    """What a report is written in."""

    EN = "en"
    KO = "ko"
