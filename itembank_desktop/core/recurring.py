"""Recurring decimals as the fractions they equal: 0.272727…, $0.\\dot{2}\\dot{7}$ and 0.2̇7̇ are all 3/11."""

import re
from fractions import Fraction

_DOT = "\u0307"
_MARKED = re.compile(
    r"(?P<whole>\d{1,9})\.(?P<start>\d{0,9}?)"
    r"(?:\\dot\s?\{?(?P<first>\d)\}?(?:(?P<middle>\d{0,6})\\dot\s?\{?(?P<last>\d)\}?)?"
    rf"|(?P<one>\d){_DOT}(?:(?P<between>\d{{0,6}}?)(?P<end>\d){_DOT})?"
    r"|\\(?:dot|overline)\s?\{(?P<all>\d{1,9})\})"
)
_TRAILING = re.compile(r"(?P<whole>\d{1,9})\.(?P<digits>\d{3,24})\s?(?:…|⋯|\.\.\.|\\[cl]?dots(?![a-z]))")
_LEAST = 3
"""Digits of a repetition before one believes that it goes on."""


def without_recurring(text: str) -> str:
    """The text with every recurring decimal as a fraction; other decimals that go on stay as they are."""
    if "dot" in text or "overline" in text or _DOT in text:
        text = _MARKED.sub(_marked, text)
    if "…" in text or "⋯" in text or "..." in text or "dots" in text:
        text = _TRAILING.sub(_trailing, text)
    return text


def _marked(found: re.Match[str]) -> str:
    part = found.groupdict("")
    if part["all"]:
        period = part["all"]
    elif part["first"]:
        period = part["first"] + part["middle"] + part["last"]
    else:
        period = part["one"] + part["between"] + part["end"]
    return _fraction(part["whole"], part["start"], period)


def _trailing(found: re.Match[str]) -> str:
    digits = found["digits"]
    for start in range(len(digits) - _LEAST + 1):
        for length in range(1, (len(digits) - start) // 2 + 1):
            period, run = digits[start : start + length], digits[start:]
            if len(run) >= _LEAST and period.strip("0") and run == (period * len(run))[: len(run)]:
                return _fraction(found["whole"], digits[:start], period)
    return found[0]


def _fraction(whole: str, start: str, period: str) -> str:
    """The value with spaces around, so that no digit before or behind joins it."""
    scale = 10 ** len(start)
    value = Fraction(int(whole + start), scale) + Fraction(int(period), scale * (10 ** len(period) - 1))
    return f" {value.numerator}/{value.denominator} " if value.denominator > 1 else f" {value.numerator} "
