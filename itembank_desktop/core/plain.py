"""A text as it is read: composed, without what only surrounds the question; see core/text.py."""

import re
import unicodedata
from functools import lru_cache

from itembank_desktop.core.item import MAX_TEXT
from itembank_desktop.core.recurring import without_recurring

LIMIT = MAX_TEXT
"""Characters read of a text; longer ones are refused before they come here."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ", "0123456789+-nx")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ]+")
_SUBSCRIPT = re.compile("[₀-₉]+")
_VULGAR = re.compile("[¼-¾⅐-⅞]")
_SQUARE_UNITS = str.maketrans(
    {"㎠": "cm^2", "㎡": "m^2", "㎢": "km^2", "㎣": "mm^3", "㎤": "cm^3", "㎥": "m^3", "㎟": "mm^2"}
)
_KEPT = str.maketrans({"´": "'", "′": "'", "…": " ", "⋯": " ", "º": "°", "˚": "°", "²": "^2"})
_ODD = re.compile(f"[¼-¾⅐-⅞₀-₉{''.join(map(chr, _SUPERSCRIPTS | _SQUARE_UNITS | _KEPT))}]")
"""Without one of these a text needs none of the rules above."""
_NOISE = re.compile(
    r"<\s*/?(?:image|img|br|p|div|span|b|i|u)\b[^<>]{0,200}>|<image\d{1,3}>"  # placeholders and markup
    r"|[\[(<〔【]\s*(?:배점\s*[:：]?\s*)?\d{1,2}(?:\.\d)?\s*점\s*[\])>〕】]"  # marks: [4점]
    r"|(?m:^[ \t]*\d{1,3}[.)](?=\s))|(?<![^\s])\(\d{1,2}\)(?=\s)"  # numbering: 1. 2) (3)
    r"|[①-⑳❶-❿]|[\u00ad\u200b-\u200f\u2060\ufeff]"
)
_ENVIRONMENTS = re.compile(r"\\(?:begin|end)\s{0,3}\{[a-z*]{1,20}\}(?:\{[lcr|]{1,20}\})?")


def plain(text: str) -> str:
    """The text composed (NFC and NFKC), without placeholders, marks and numbering; superscripts become ^."""
    return _plain(text[:LIMIT])


@lru_cache(maxsize=8)  # a stem is read for its words, and once more for what it asks
def _plain(text: str) -> str:
    text = without_recurring(unicodedata.normalize("NFC", text))
    odd = _ODD.search(text) is not None
    if odd:
        text = _VULGAR.sub(lambda sign: f" {unicodedata.normalize('NFKC', sign[0])} ", text)
        text = _SUPERSCRIPT.sub(lambda run: "^{" + run[0].translate(_SUPERSCRIPTS) + "}", text)
        text = _SUBSCRIPT.sub(lambda run: f"_{{{unicodedata.normalize('NFKC', run[0])}}}", text)
    text = _NOISE.sub(" ", text)
    if odd:
        text = text.translate(_SQUARE_UNITS).translate(_KEPT)
    text = unicodedata.normalize("NFKC", text)
    return _ENVIRONMENTS.sub(" ", text.replace("{,}", ","))
