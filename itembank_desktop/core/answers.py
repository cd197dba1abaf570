"""Answers as they are compared: by value, whatever the notation, the unit and the letters; and how telling one is."""

import math
import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from itembank_desktop.core.lexicon import UNITS
from itembank_desktop.core.text import LETTERS, NUMBER, SHORT, SIGN, WORD, Token, numbers_of, tokens

_CIRCLED = {sign: at for at, sign in enumerate("①②③④⑤⑥⑦⑧⑨")}
_NTH = re.compile(r"\(?([1-9])(?:\)|번)?")
_UNITS = UNITS | {"°", "%"}
_VALUES = frozenset({"√", "π", "∞"})
_OPERATORS = frozenset("+-*/<>≤≥")
MOST_BITS = 10.0
"""Surprise beyond this tells no more: an answer like 7/36 is hardly met twice by chance."""


class Value(NamedTuple):
    """What an answer says.

    `key` is equal for equal answers: 2a+b and 2m+n, a = 10 and 10, 18 and 18가지. `numbers` is the sorted multiset
    where the answer is nothing but numbers, else empty. `bits` is how surprising it is that two answers are the same,
    0 to MOST_BITS: hardly for 4, "None" or ②, much for 7/36 or 4x+6.
    """

    key: str
    numbers: str
    bits: float


NOTHING = Value("", "", 0.0)


def answer_of(choices: tuple[str, ...], answer: str) -> str:
    """The answer itself: the choice meant where the answer is a mark such as ③ or 3번; "" for a mark of none."""
    answer = answer.strip()
    if answer in _CIRCLED:
        place = _CIRCLED[answer]
    elif (nth := _NTH.fullmatch(answer)) and answer not in {choice.strip(" $") for choice in choices}:
        place = int(nth[1]) - 1
    else:
        return answer
    return choices[place] if place < len(choices) else ("" if answer in _CIRCLED else answer)


def value_of(text: str) -> Value:
    """An answer or a choice as a value; NOTHING where it says nothing."""
    return _short_value(text) if len(text) <= SHORT else _value(text)


@lru_cache(maxsize=2048)
def _short_value(text: str) -> Value:
    return _value(text)


def _value(text: str) -> Value:
    stream = _bare(tokens(text))
    said = tuple(token for token in stream if token.kind is not WORD)
    if not any(token.kind is NUMBER or token.text in _VALUES for token in said):
        said = stream
    # Letters alone name a choice or points, and other letters are others.
    mere = all(token.kind in {LETTERS, WORD} for token in said)
    parts = [token.text for token in said] if mere else _renamed(said)
    if not parts:
        return NOTHING
    pure = all(token.kind is NUMBER or token.text == "-" for token in said)
    values = sorted(number.value for number in numbers_of(stream)) if pure else []
    bits = sum(map(_bits, said))
    return Value(" ".join(parts), " ".join(values), min(MOST_BITS, bits))


def _bare(stream: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without "x =" before a value and without units, which become words."""
    left: list[Token] = []
    for at, token in enumerate(stream):
        after = stream[at + 1 : at + 2]
        if token.text == "=":
            while left and (left[-1].kind is LETTERS or left[-1].text in {"선분", "각"}):
                left.pop()
        elif token.kind is SIGN and token.text in _UNITS:
            # The reader takes the m of "2m + n" for a metre.
            letter = len(token.text) == 1 and token.text.isalpha() and after and after[0].text in _OPERATORS
            left.append(Token(LETTERS if letter else WORD, token.text))
        elif len(left) > 1 and left[-1].text == "^" and left[-2].kind is WORD:
            left.pop()  # the power of a unit
        else:
            left.append(token)
    return tuple(left)


def _renamed(said: tuple[Token, ...]) -> list[str]:
    """Texts with letters named by their first appearance and decimals as fractions."""
    names: dict[str, str] = {}
    parts = []
    for token in said:
        if token.kind is LETTERS:
            parts += [names.setdefault(letter, f"x{len(names)}") for letter in token.text]
        elif token.kind is NUMBER:
            short = len(token.text) <= 12
            parts.append(str(Fraction(token.text)) if "." in token.text and short else token.text)
        else:
            parts.append(token.text)
    return parts


def _bits(token: Token) -> float:
    """Small whole numbers are the answer to everything; digits, fractions, roots and letters make one rare."""
    if token.kind is NUMBER:
        return sum(math.log2(2 + min(float(part), 1e6)) for part in re.split("[/.]", token.text))
    return 1.5 if token.kind is LETTERS else 1.0
