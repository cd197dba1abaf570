"""What remains of a word once particles, endings and synonyms are taken care of; rules, no dictionary of morphemes."""

import re
import unicodedata

from itembank_desktop.core.lexicon import ENDINGS, PARTICLES, SHORT_TERMS, STOP_WORDS, TERMS

_TERM = re.compile("|".join(sorted(map(re.escape, TERMS), key=lambda term: (-len(term), term))))
_ALL_ENDING = frozenset(PARTICLES)  # what is left of "$x$에서", "$3$이다"


def korean_stems(run: str) -> tuple[str, ...]:
    """Concepts and stems of a run of Hangul."""
    if run in STOP_WORDS or run in _ALL_ENDING or SHORT_TERMS.get(run) == "":
        return ()
    found, at = [], 0
    for term in _TERM.finditer(run):
        found += _stems(run[at : term.start()], after_term=at > 0)
        if concept := TERMS[term[0]]:
            found.append(concept)
        at = term.end()
    return (*found, *_stems(run[at:], after_term=at > 0))


def _stems(piece: str, after_term: bool) -> list[str]:
    """The stem of what terms leave over; nothing where that is only particles and endings."""
    if not piece or piece in STOP_WORDS:
        return []
    if piece == "분의":
        return [piece]
    stem = _without_ending(piece, 0 if after_term else 1)
    if len(stem) <= 1:
        short = SHORT_TERMS.get(stem, "" if after_term else stem)
        return [short] if short else []
    return [] if stem in STOP_WORDS else [stem]


def _without_ending(word: str, at_least: int) -> str:
    """The word without one particle and up to two verb endings, keeping `at_least` syllables."""
    for particle in PARTICLES if word.endswith(PARTICLES) else ():
        if word.endswith(particle) and len(word) - len(particle) >= at_least:
            word = word[: len(word) - len(particle)]
            break
    for _ in range(2):
        if len(word) < 2 + at_least:
            break
        spelt = unicodedata.normalize("NFD", word)
        for ending in _SPELT_ENDINGS if spelt.endswith(_SPELT_ENDINGS) else ():
            if spelt.endswith(ending) and len(spelt) > len(ending) + 2 * at_least:
                spelt = spelt[: len(spelt) - len(ending)]
                break
        else:
            break
        word = unicodedata.normalize("NFC", spelt)
    return word


def _spelt(ending: str) -> str:
    """An ending in conjoining jamo, a leading single consonant as the last consonant of the syllable before."""
    finals = {"ㄴ": "\u11ab", "ㄹ": "\u11af", "ㅁ": "\u11b7", "ㅂ": "\u11b8", "ㅆ": "\u11bb"}
    return finals.get(ending[0], unicodedata.normalize("NFD", ending[0])) + unicodedata.normalize("NFD", ending[1:])


_SPELT_ENDINGS = tuple(_spelt(ending) for ending in ENDINGS)


def english_stem(word: str) -> str:
    """An English word without its plural or participle ending."""
    for ending in ("ies", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + ("y" if ending == "ies" else "")
    return word
