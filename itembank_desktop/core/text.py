"""The one place where a text is normalised: Korean, English, LaTeX and Unicode become one stream of tokens.

`\\overline{AB}=\\frac{1}{2}`, "선분 AB의 길이가 1/2" and "AB = ½" give the same tokens but for the sign "=".
Everything here is linear in the length of the text and reads no more than LIMIT characters of it. The reader itself
is core/notation.py, what it is handed core/plain.py, the stems are core/stems.py, the words core/lexicon.py.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from itembank_desktop.core.lexicon import FUNCTIONS, POINT_ROLES, UNITS
from itembank_desktop.core.notation import LETTERS, NUMBER, SHORT, SIGN, WORD, Kind, Token, tokens
from itembank_desktop.core.plain import LIMIT, plain

__all__ = [
    "LETTERS",
    "LIMIT",
    "NUMBER",
    "SHORT",
    "SIGN",
    "WORD",
    "Kind",
    "Number",
    "Token",
    "canonical",
    "masked",
    "masked_letters",
    "numbers",
    "numbers_of",
    "plain",
    "renamed_letters",
    "tokens",
]


def masked_letters(stream: Iterable[Token]) -> list[str]:
    """Token texts with points as P (PPP for three) and variables as x."""
    return [
        ("P" * min(len(token.text), 6) if token.text.isascii() and token.text.isupper() else "x")
        if token.kind is LETTERS
        else token.text
        for token in stream
    ]


def renamed_letters(stream: Iterable[Token]) -> list[str]:
    """Token texts with each letter named by the order of its first appearance, points and variables apart."""
    points: dict[str, str] = {}
    variables: dict[str, str] = {}
    texts = []
    for token in stream:
        if token.kind is LETTERS:
            texts.append(
                "".join(
                    points.setdefault(letter, f"P{len(points)}")
                    if letter.isascii() and letter.isupper()
                    else variables.setdefault(letter, f"x{len(variables)}")
                    for letter in token.text
                )
            )
        else:
            texts.append(token.text)
    return texts


def canonical(text: str) -> str:
    """The tokens of a text with one space between: for reading, comparing and showing differences."""
    return " ".join(token.text for token in tokens(text))


def masked(text: str) -> str:
    """The canonical text with letters and numbers masked: equal for the same item with other numbers."""
    stream = tokens(text)
    shown = masked_letters(stream)
    return " ".join("#" if token.kind is NUMBER else shown[at] for at, token in enumerate(stream))


class Number(NamedTuple):
    """A number as it stands in a text: signed value, what it belongs to (°, cm, 선분), whether it is a power."""

    value: str
    context: str = ""
    power: bool = False


_NEGATIVE_AFTER = frozenset("=<>≤≥≠±^+-/÷√|→")


def numbers_of(stream: tuple[Token, ...]) -> list[Number]:
    """Every number of a token stream in order, each with its context."""
    found = []
    for at, token in enumerate(stream):
        if token.kind is not NUMBER:
            continue
        before = stream[at - 1] if at else None
        minus = before is not None and before.text == "-"
        ahead_of_minus = stream[at - 2] if minus and at > 1 else None
        negative = minus and (
            ahead_of_minus is None or ahead_of_minus.kind is WORD or ahead_of_minus.text in _NEGATIVE_AFTER
        )
        power = before is not None and (before.text == "^" or (negative and at > 1 and stream[at - 2].text == "^"))
        value = _value(token.text)
        found.append(Number(f"-{value}" if negative and value != "0" else value, _context(stream, at), power))
    return found


def _value(number: str) -> str:
    """A decimal as the fraction it equals: 3.5 and 7/2 are one value."""
    return str(Fraction(number)) if "." in number and len(number) <= 12 else number


def _context(stream: tuple[Token, ...], at: int) -> str:
    """The unit after the number at `at`, the arrow before it with its side, or a role within four tokens before."""
    if at + 1 < len(stream) and (stream[at + 1].text in UNITS or stream[at + 1].text in {"°", "%"}):
        return stream[at + 1].text
    if at and stream[at - 1].text == "→":
        return "→" + _side(stream[at + 1 : at + 3])
    for token in reversed(stream[max(0, at - 4) : at]):
        if token.kind is NUMBER:
            return ""
        if token.text in POINT_ROLES or token.text in FUNCTIONS:
            return token.text
    return ""


def _side(ahead: tuple[Token, ...]) -> str:
    """From where a number is approached: "+" of 1+ and 1^{+}, "-" of 1-, else ""."""
    said = [token.text for token in ahead if token.text != "^"][:1]
    return said[0] if said and said[0] in {"+", "-"} else ""


def numbers(text: str) -> tuple[str, ...]:
    """The canonical numbers of a text, a sorted multiset with powers, decimals as fractions: "-3", "1/2", "1200"."""
    return tuple(sorted(number.value for number in numbers_of(tokens(text))))
