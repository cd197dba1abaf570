"""Korean particles that depend on how the word before them ends."""

import re

_CHOICE = re.compile(r"(\S)\[([가-힣]+)/([가-힣]+)\]")
_DIGITS_WITH_STOP = frozenset("013678LMNRlmnr")  # read aloud they end in a consonant


def resolved(text: str) -> str:
    """The text with every "[이/가]" settled: the first after a consonant, the second after a vowel."""
    return _CHOICE.sub(lambda found: found[1] + (found[2] if _has_stop(found[1]) else found[3]), text)


def _has_stop(letter: str) -> bool:
    if "가" <= letter <= "힣":
        return (ord(letter) - ord("가")) % 28 > 0
    return letter in _DIGITS_WITH_STOP
