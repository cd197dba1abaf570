"""A page to cut questions and figures out of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PageImage:
    """Page `number` (from 1) of `count` as pixels: `rgb` has three bytes a pixel, rows follow without a gap."""

    number: int
    count: int
    width: int
    height: int
    rgb: bytes = field(repr=False)


PageReader = Callable[[Path, int], PageImage]
"""Draws one page of a PDF, or a picture as its only page; raises UnreadablePages. Belongs to one thread at a time."""
