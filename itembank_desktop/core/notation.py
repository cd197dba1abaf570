"""Reads Korean, English, LaTeX and Unicode mathematics into one stream of canonical tokens; see core/text.py."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from itembank_desktop.core.lexicon import (
    CLASSIFIERS,
    COMMANDS,
    COUNT_WORDS,
    ENGLISH_NUMBERS,
    FUNCTIONS,
    POINT_ROLES,
    SIGNS,
    STOP_WORDS,
    UNITS,
)
from itembank_desktop.core.plain import LIMIT, plain
from itembank_desktop.core.stems import english_stem, korean_stems

SHORT = 24
"""A text up to here, a choice such as "$12$", stands in many items of a bank: what it says is remembered."""


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    """A stem or concept of Korean, a concept named by a sign (선분, 각), or an English word."""
    NUMBER = "number"
    """A decimal or fraction in lowest terms: 3, 0.5, 1/2."""
    LETTERS = "letters"
    """A variable (x), a point (A), or a group of points (ABC)."""
    SIGN = "sign"
    """An operator, relation, function or unit."""


# Of the module's own: Python 3.11 takes a tenth of a microsecond to find a member in its enum, and a stem has hundreds.
WORD, NUMBER, LETTERS, SIGN = Kind


class Token(NamedTuple):
    """A canonical token."""

    kind: Kind
    text: str


_LEXEMES = re.compile(
    r"\\(?:mathrm|text|textrm|rm)\s{0,2}\{\s{0,2}(?P<upright>[aghlLmst])\s{0,2}\}"
    r"|(?P<moment>(?<![A-Za-z\\])[EVP]|\\sigma)(?=\}?\s?\([^()]{0,12}[A-Z])"
    r"|(?<=\)\s)(?P<behind>[ghlLmst])(?![A-Za-z(])"
    r"|\\(?P<command>[A-Za-z]+|[^\s])"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?![\d,])|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<hangul>[가-힣]{1,64})|(?P<jamo>[ㄱ-ㅎ])|(?P<latin>[A-Za-z]{1,64})|(?P<other>\S)"
)
_MOMENTS = {"E": "기댓값", "V": "분산", "P": "확률", "\\sigma": "표준편차"}
_GREEK = re.compile("[α-ωΑ-Ω]")
_CAPITALS = re.compile(r"[A-Z]+")
_COUNT = re.compile(
    f"(?<![가-힣])({'|'.join(sorted(COUNT_WORDS, key=lambda word: (-len(word), word)))})"
    f"\\s{{0,2}}(?={'|'.join(CLASSIFIERS)})"
)
# How many letters a formula has is no datum.
_LETTERS_COUNTED = re.compile(r"(?<![가-힣])[두세네]\s{1,2}(?=(?:[양음]의\s{1,2})?(?:상수|미지수|변수))")
_ENGLISH_COUNT = re.compile(
    f"(?<![A-Za-z\\\\$])({'|'.join(sorted(ENGLISH_NUMBERS, key=lambda word: (-len(word), word)))})(?![A-Za-z])",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?:가장|제일)\s{1,3}(?=[큰작긴짧많적])|(?:경우|방법)의\s{1,3}수|보다\s{1,3}(?=크|큰|작)|몇\s{1,3}가지|가짓\s{1,3}수"
    r"|(?:반으로|둘로|똑같이)\s{1,3}(?=나누|나눈|둘로)|한\s{1,3}줄|\s{1,3}제곱\s{1,3}미터|둘러\s{1,3}앉"
)
_TAKES_PLACE = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_KOREAN = re.compile("[가-힣]")
_ARTICLE = re.compile(r"(?<![A-Za-z\\$])[aAI](?=\s{1,3}[A-Za-z]{2})")


def tokens(text: str) -> tuple[Token, ...]:
    """The canonical tokens of a text, in order."""
    return _short_tokens(text) if len(text) <= SHORT else _long_tokens(text[:LIMIT])


@lru_cache(maxsize=2048)
def _short_tokens(text: str) -> tuple[Token, ...]:
    return _tokens(text)


@lru_cache(maxsize=8)  # several spaces describe the same stem one after the other
def _long_tokens(text: str) -> tuple[Token, ...]:
    return _tokens(text)


def _tokens(text: str) -> tuple[Token, ...]:
    text = plain(text)
    if _KOREAN.search(text):
        text = _PHRASE.sub(lambda phrase: "".join(phrase[0].split()), text)
        text = _LETTERS_COUNTED.sub("", text)
        text = _COUNT.sub(lambda count: f" {COUNT_WORDS[count[1]]} ", text)
    else:
        text = _ARTICLE.sub(" ", text)
        text = _ENGLISH_COUNT.sub(lambda count: ENGLISH_NUMBERS[count[1].lower()], text)
    return tuple(_folded(_Reader(text).read()))


def _tokens_of(kind: Kind) -> Callable[[str], Token]:
    """The token of that kind for a text, the same object for texts met often."""

    @lru_cache(maxsize=4096)
    def made(text: str) -> Token:
        return Token(kind, text)

    return made


_word, _group, _mark = map(_tokens_of, (WORD, LETTERS, SIGN))


@lru_cache(maxsize=20_000)
def _korean(run: str) -> tuple[Token, ...]:
    return tuple(map(_word, korean_stems(run)))


@lru_cache(maxsize=4096)
def _english(run: str) -> tuple[Token, ...]:
    word = run.lower()
    return () if word in STOP_WORDS else (_word(english_stem(word)),)


@lru_cache(maxsize=4096)
def _numeral(digits: str) -> Token:
    return Token(NUMBER, canonical_number(digits))


class _Reader:
    """Turns lexemes into raw tokens, keeping count of formulas and of the arguments of fractions."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._korean = _KOREAN.search(text) is not None
        self._formula = False
        self._out: list[Token] = []
        self._awaiting = 0  # arguments of the innermost fraction still to come
        self._open: list[int] = []  # for each open brace, the arguments its fraction still awaits after it

    def read(self) -> list[Token]:
        out = self._out
        for lexeme in _LEXEMES.finditer(self._text):
            kind, text = lexeme.lastgroup, lexeme[0]
            if kind == "hangul":
                out += _korean(text)
            elif kind == "other":
                self._other(text)
            elif kind == "latin":
                self._latin(text)
            elif kind == "number":
                self._number(text)
            elif kind == "command":
                self._command(text[1:])
            elif kind == "upright":
                self._upright(lexeme["upright"])
            elif kind == "behind":
                self._behind(text)
            elif kind == "moment":
                out.append(_word(_MOMENTS[text]))
            else:
                self._put(_mark(text))
        return out

    def _put(self, token: Token) -> None:
        self._out.append(token)
        if self._awaiting:
            self._argument_ends(self._awaiting - 1)

    def _argument_ends(self, awaited: int) -> None:
        self._awaiting = awaited
        if awaited == 1:
            self._out.append(_mark("/"))

    def _brace(self, brace: str) -> None:
        """Parentheses around an argument only tell `_folded` what is divided."""
        if brace == "{":
            if self._awaiting:
                self._out.append(_mark("("))
            self._open.append(self._awaiting)
            self._awaiting = 0
        elif self._open:
            awaited = self._open.pop()
            self._awaiting = 0
            if awaited:
                self._out.append(_mark(")"))
                self._argument_ends(awaited - 1)

    def _command(self, name: str) -> None:
        if name in _TAKES_PLACE:
            self._awaiting = 2
        elif name in FUNCTIONS:
            self._put(_mark(name))
        elif sign := COMMANDS.get(name):
            self._sign(sign)

    def _sign(self, sign: str) -> None:
        if _KOREAN.match(sign):
            self._out.append(_word(sign))
        elif _GREEK.match(sign) and sign != "π":
            self._put(_group(sign))
        elif sign == "√":
            self._out.append(_mark(sign))
        else:
            self._put(_mark(sign))

    def _number(self, digits: str) -> None:
        if self._awaiting and len(digits) > 1 and digits.isdigit():
            self._short_fraction(digits)
        else:
            self._put(_numeral(digits) if len(digits) <= SHORT else Token(NUMBER, canonical_number(digits)))

    def _short_fraction(self, digits: str) -> None:
        """Arguments without braces are one digit each: \\frac12."""
        taken = min(self._awaiting, len(digits))
        for digit in digits[:taken]:
            self._put(Token(NUMBER, digit))
        if rest := digits[taken:]:
            self._put(Token(NUMBER, rest))

    def _latin(self, run: str) -> None:
        after_number = bool(self._out) and self._out[-1].kind is NUMBER
        unit = run in UNITS and (run in _SURE_UNITS or (after_number and not self._formula))
        if unit or run in FUNCTIONS:
            self._put(_mark(run))
        elif len(run) == 1 or _CAPITALS.fullmatch(run):
            self._letters(run)
        elif self._formula or (self._korean and len(run) <= 3):
            for letter in run:
                self._letters(letter)
        else:
            self._out += _english(run)

    def _upright(self, letter: str) -> None:
        """An upright letter behind a number is a unit; else a point, or a variable in a sentence."""
        if self._out and (self._out[-1].kind is NUMBER or self._out[-1].text in _ENDS_A_VALUE):
            self._put(_mark(letter))
        else:
            self._letters(letter)

    def _behind(self, letter: str) -> None:
        """A letter a space behind a parenthesis: a unit in a sentence, a factor in a formula."""
        if self._formula:
            self._letters(letter)
        else:
            self._put(_mark(letter))

    def _letters(self, run: str) -> None:
        if len(run) == 2 and _CAPITALS.fullmatch(run):
            before = self._out[-1] if self._out else None
            if not (before and before.text in POINT_ROLES):
                self._out.append(_word("선분"))
        self._put(_group(run))

    def _other(self, sign: str) -> None:
        if sign == "$":
            self._formula = not self._formula
        elif sign in "{}":
            self._brace(sign)
        elif sign in "()":
            self._out.append(_mark(sign))
        elif canonical := SIGNS.get(sign):
            self._sign(canonical)
        elif _GREEK.match(sign):
            self._put(_group(sign))


_SURE_UNITS = frozenset(unit for unit in UNITS if len(unit) == 2 and unit != "ha")
_ENDS_A_VALUE = frozenset(")π")
_DROPPED_SIGNS = frozenset("'_:…()")
_DEGREE, _CLOSED = [_mark("°")], _mark(")")


def _folded(raw: list[Token]) -> Iterator[Token]:
    """The tokens with numbers divided by numbers made one, 도 and 분의 understood, and mere marks left out."""
    raw = _bared(raw)
    past = 0
    for at, token in enumerate(raw):
        kind, text = token
        if at < past:
            continue
        if kind is NUMBER and (quotient := _divided(raw, at)):
            yield Token(NUMBER, quotient)
            past = at + 3
        elif not (kind is SIGN and (text in _DROPPED_SIGNS or (text == "^" and raw[at + 1 : at + 2] == _DEGREE))):
            yield token


def _divided(raw: list[Token], at: int) -> str | None:
    """The quotient of the number at `at` and the one after next, where they are divided."""
    if at + 2 >= len(raw) or raw[at + 2].kind is not NUMBER:
        return None
    between = raw[at + 1].text
    if between == "/" and not (at and raw[at - 1].text in {"^", "√"}):  # x^2/3 and √2/3 divide the power, the root
        return _quotient(raw[at].text, raw[at + 2].text)
    return _quotient(raw[at + 2].text, raw[at].text) if between == "분의" else None


def _bared(raw: list[Token]) -> list[Token]:
    """The tokens with parentheses around a single number taken off."""
    if _CLOSED not in raw:
        return raw
    bare: list[Token] = []
    for token in raw:
        if token.text == ")" and len(bare) > 1 and bare[-1].kind is NUMBER and bare[-2].text == "(":
            bare[-2:] = bare[-1:]
        else:
            bare.append(token)
    return bare


def canonical_number(digits: str) -> str:
    """Digits without separators of thousands and idle zeros: "1,200" is "1200", ".50" is "0.5"."""
    whole, _, decimals = digits.replace(",", "").partition(".")
    whole = "".join(str(unicodedata.digit(digit, 0)) for digit in whole).lstrip("0") or "0"
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _quotient(above: str, below: str) -> str | None:
    """The fraction in lowest terms; None where it is none worth folding (a date, a division by zero)."""
    if "/" in above or "/" in below or len(above) > 12 or len(below) > 12 or not Fraction(below):
        return None
    return str(Fraction(above) / Fraction(below))
