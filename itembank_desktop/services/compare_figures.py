"""The figures of a draft and of an item, each beside the one that is most like it."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.figures import AlignFigures, FigureMatch, FigurePair, Ink
from itembank_desktop.core.item import Figure, Picture

KEPT = 24
MOST = 4
"""So many figures of a side are tried with each of the other; the rest are taken in order."""

FigureSource = Callable[[str], bytes]


class CompareFigures:
    """Belongs to one thread; keeps the newest matches, because an author types on under the same figures."""

    def __init__(self, align: AlignFigures, ink: Ink) -> None:
        self._align = align
        self._ink = ink
        self._kept: OrderedDict[tuple[str, str], FigureMatch | str] = OrderedDict()

    def __call__(
        self, ours: Sequence[Picture], theirs: Sequence[Figure], figure: FigureSource
    ) -> tuple[FigurePair, ...]:
        """A pair for every figure of either side: the draft's in their order, then what the item has more."""
        found = [_Found(one.sha256, *_loaded(one.sha256, figure)) for one in theirs]
        partners = self._partners(ours, found)
        pairs = [self._pair(one, found[partners[at]] if at in partners else None) for at, one in enumerate(ours)]
        left = [one for at, one in enumerate(found) if at not in partners.values()]
        return (*pairs, *(FigurePair(None, one.data, problem=one.problem) for one in left))

    def _pair(self, picture: Picture, other: "_Found | None") -> FigurePair:
        if other is None:
            return FigurePair(picture.data, None)
        if other.data is None:
            return FigurePair(picture.data, None, problem=other.problem)
        match = self._match(picture, other)
        if isinstance(match, str):
            return FigurePair(picture.data, other.data, problem=match)
        return FigurePair(picture.data, other.data, match)

    def _partners(self, ours: Sequence[Picture], theirs: "Sequence[_Found]") -> dict[int, int]:
        """Identical figures first, then the most alike, then whatever is left, in order."""
        partners: dict[int, int] = {}
        scored = sorted(
            (
                (-self._likeness(one, other), here, there)
                for here, one in enumerate(ours)
                for there, other in enumerate(theirs)
            ),
        )
        for _, here, there in scored:
            if here not in partners and there not in partners.values():
                partners[here] = there
        return partners

    def _likeness(self, picture: Picture, other: "_Found") -> float:
        if picture.sha256 == other.sha256:
            return 2.0
        match = self._match(picture, other)
        return 0.0 if isinstance(match, str) else match.likeness

    def _match(self, picture: Picture, other: "_Found") -> FigureMatch | str:
        """The match, or why there is none."""
        if other.data is None:
            return other.problem
        key = (picture.sha256, other.sha256)
        if key not in self._kept:
            try:
                self._kept[key] = self._align(picture.data, other.data, self._ink)
            except UnreadableFigure as problem:
                self._kept[key] = str(problem)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


class _Found:
    """A figure of the item, or why it cannot be read."""

    def __init__(self, sha256: str, data: bytes | None, problem: str) -> None:
        self.sha256 = sha256
        self.data = data
        self.problem = problem


def _loaded(sha256: str, figure: FigureSource) -> tuple[bytes | None, str]:
    try:
        return figure(sha256), ""
    except UnreadableFigure as problem:
        return None, str(problem)
