"""Rooms that a sheet keeps free for its figures: where the text names them, in the choices, or below the stem."""

import re
from collections.abc import Iterator
from dataclasses import replace

from itembank_desktop.adapters.typesetting.markup import PLACEHOLDER
from itembank_desktop.core.item import Place
from itembank_desktop.core.typeset import Inset, Sheet

# Noncharacters, as the marks of core.typeset are: one for each figure.
_FIRST = 0xFDD8
MOST = 24
MARK = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + MOST - 1)}]")
_NUMBER = re.compile(r"\d+")


def placed(sheet: Sheet) -> Sheet:
    """The sheet with a mark in its text or choices where each figure belongs; every figure has one mark."""
    if not sheet.figures:
        return sheet
    sheet = replace(sheet, text=MARK.sub("", sheet.text), figures=sheet.figures[:MOST])
    marks = {figure.number: chr(_FIRST + at) for at, figure in enumerate(sheet.figures)}
    left = dict(marks)

    def named(found: re.Match[str]) -> str:
        number = _NUMBER.search(found[0])
        mark = left.pop(int(number[0]) if number else min(left, default=0), "")
        return found[0][0] + mark if mark and found[0][0].isspace() else mark

    text = PLACEHOLDER.sub(named, sheet.text)
    choices = tuple(PLACEHOLDER.sub(named, choice) for choice in sheet.choices)
    of_choices = [figure.number for figure in sheet.figures if figure.place is Place.CHOICE and figure.number in left]
    if of_choices and len(of_choices) == (len(choices) or len(of_choices)):
        choices = tuple(
            f"{choice} {left.pop(number)}".strip()
            for choice, number in zip(choices or ("",) * len(of_choices), of_choices, strict=True)
        )
    row = " ".join(left.values())
    return replace(sheet, text=f"{text}\n\n{row}" if row else text, choices=choices)


def is_row(text: str) -> bool:
    """Whether a line holds figures and nothing else."""
    return bool(MARK.search(text)) and not MARK.sub("", text).strip()


def split(text: str) -> Iterator[str | int]:
    """The words of a text and, between them, the figures by their place in the sheet's order."""
    start = 0
    for found in MARK.finditer(text):
        if found.start() > start:
            yield text[start : found.start()]
        yield ord(found[0]) - _FIRST
        start = found.end()
    if start < len(text):
        yield text[start:]


def fitted(figure: Inset, width: int) -> tuple[float, float]:
    """The size of a figure's room: the figure's own, or smaller where the sheet is narrower."""
    scale = min(1.0, width / max(figure.width, 1))
    return figure.width * scale, figure.height * scale
