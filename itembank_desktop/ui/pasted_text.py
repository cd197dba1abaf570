"""A text from a clipboard without what its program put in: HWP's notes, a messenger's heads, a PDF's line ends."""

import re
import unicodedata
from itertools import pairwise

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffc\ufdd0\ufdd1\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_SIZE = r"원본 그림의 크기: ?가로 ?[\d.,]+ ?(?:mm|pixel), ?세로 ?[\d.,]+ ?(?:mm|pixel)"
# What HWP says of each picture, on lines of its own or run together on one.
_HWP_NOTE = re.compile(
    r"^[ \t]*그림입니다\.[ \t]*원본 그림의 이름 ?:[^\n]*?" + _SIZE + r"[ \t]*(?:\n|\Z)"
    r"|^[ \t]*(?:그림입니다\.|원본 그림의 이름 ?:.*|" + _SIZE + r".*)[ \t]*(?:\n|\Z)"
    r"(?:[ \t]*(?:사진 찍은 날짜|EXIF 버전|프로그램 이름|색 대표|카메라 제조 업체|카메라 모델) ?:.*(?:\n|\Z))*",
    re.MULTILINE,
)
_HWP_INLINE = re.compile(r"[ \t]?그림입니다\.\s{0,3}원본 그림의 이름 ?:[^\n]{0,200}?\s?" + _SIZE)
_LETTERLESS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]")
"""What is not seen and parts words for a search: zero widths, directions, forms of emoji."""
_SOFT_HYPHEN = re.compile("\xad\n?")
_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
# "[김교사] [오후 3:12] ..." before each message, and a rule with the day between them.
_MESSAGE_HEAD = re.compile(
    r"^\[[^\]\n]{1,40}\] \[(?:오전|오후) \d{1,2}:\d{2}\] ?(?:(?:사진|이모티콘)[ \t]*(?:\n|\Z))?", re.MULTILINE
)
_MESSAGE_DAY = re.compile(r"^-{5,} \d{4}년 \d{1,2}월 \d{1,2}일 \S요일 -{5,}[ \t]*(?:\n|\Z)", re.MULTILINE)

_MARGIN, _FULL = 40, 0.8
"""Columns (a Hangul letter takes two) from which a line may have been broken by a margin, and how full it is then."""
_ENDS = re.compile(r"(?:[.?!。:;…]|\[\d+점\]|\(\d+점\)|[>〉》】\]])[ \t]*$")
# A choice, a point of a list, a condition, a box: not "다." alone, where a page broke the word "한다.".
_BEGINS = re.compile(
    r"[ \t]*(?:[①-⑳❶-❿㉠-㉻㈀-㈜○●◦•▪■□※★☆–—*<〈《【\[]|- |단,"
    r"|(?:정답|답|해설|풀이)[ \t]*[:：)]"
    r"|\d{1,2}[.)](?!\d)|[ㄱ-ㅎ][.)]|[(（](?:\d{1,2}|[가나다라마바사아자차카타파하ㄱ-ㅎa-z]|[ivx]{1,4})[)）])"
)
_FORMULA_LINES = ("$$", "\\begin", "\\[", "\\\\", "\t")


def clean_text(text: str) -> str:
    """Text as the editor keeps it: plain line ends and spaces, nothing unseen, none of a program's notes."""
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    text = _SOFT_HYPHEN.sub("", _LETTERLESS.sub("", _CONTROL.sub("", text)))
    text = _HWP_INLINE.sub("", _HWP_NOTE.sub("", text))
    return _MESSAGE_HEAD.sub("", _MESSAGE_DAY.sub("", text))


def whole_sentences(text: str) -> str:
    """Lines that a page's margin broke inside a sentence put together; paragraphs, choices and short lines stay.

    A viewer of PDFs gives each printed line as a line. Where it keeps the space between two words at the end of a line,
    a line without one was broken inside a word; where it keeps none, a space stands between.
    """
    lines = text.split("\n")
    longest = max(map(_columns, lines))
    if longest < _MARGIN or any(mark in text for mark in _FORMULA_LINES):
        return text
    keeps_spaces = any(line.endswith(" ") for line in lines[:-1] if line.strip())
    made = [lines[0]]
    for before, line in pairwise(lines):
        if _columns(before) >= _FULL * longest and _goes_on(before, line):
            made[-1] = _joined(made[-1], line.lstrip(), keeps_spaces)
        else:
            made.append(line)
    return "\n".join(made)


def _goes_on(line: str, following: str) -> bool:
    return bool(following.strip()) and not _ENDS.search(line) and not _BEGINS.match(following)


def _joined(before: str, line: str, keeps_spaces: bool) -> str:
    if re.search(r"[a-z]-$", before) and line[:1].islower():
        return before[:-1] + line
    return before.rstrip() + ("" if keeps_spaces and not before.endswith(" ") else " ") + line


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line.rstrip())
