"""What all spaces say of one content, wherever that is worked out."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Content
from itembank_desktop.core.ports import Space

Described: TypeAlias = list[tuple[bytes, ...]] | UnreadableFigure
"""The payloads in every space, in their order; or why a figure keeps a space from saying anything."""
Describe: TypeAlias = Callable[[Sequence[Content]], Iterator[Described]]
"""What the spaces say of each content, in order; the work may go on while the caller does something else."""


def described(spaces: Sequence[Space], content: Content) -> Described:
    """Here and now."""
    try:
        return [space.describe(content) for space in spaces]
    except UnreadableFigure as problem:
        return problem
