"""Which pairs people should look at: those that teach most, and some by chance so that the rest can be judged too."""

import random
from collections.abc import Callable, Mapping, Sequence

from itembank_desktop.core.item import ItemId
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.resemblance import LEVELS
from itembank_desktop.core.review import ReviewPair
from itembank_desktop.core.runs import Scored
from itembank_desktop.core.search import Hit

COUNT = 50
EDGES = LEVELS[:3]
"""Duplicate, variant, similar: the least sure of each are looked at in turn, for most hits lie about the last."""
DEEP = 20
"""A finder that ranks an item first while another does not list it among so many disagrees with it."""
HOW = (
    "pairs in dispute between truths, pairs at a badge's edge, pairs that finders rank apart, and pairs by chance, "
    "in turn"
)
"""How pairs are chosen, for the head of a review."""

Finder = Callable[[ItemId], Sequence[tuple[Hit, Sequence[float]]]]
"""The program's own hits for an item of the bank, best first, each with its distance from the edge of every badge."""
Other = Callable[[ItemId], Scored]
"""Another finder's answer for the same item."""


def choose_pairs(
    queries: Sequence[ItemId],
    find: Finder,
    others: Mapping[str, Other],
    count: int = COUNT,
    seed: int = 1,
    disputed: Sequence[tuple[ItemId, ItemId]] = (),
    control: JobControl | None = None,
) -> list[ReviewPair]:
    """At most `count` pairs, each once, from four sources in turn, and why each was chosen.

    Pairs that truths dispute; pairs between two badges, where one verdict moves the calibration most; pairs that one
    finder ranks first and another does not list; and pairs drawn among all hits, which tell how good the rest is.
    """
    control = control or JobControl()
    rng = random.Random(seed)
    near: list[list[tuple[float, ReviewPair]]] = [[] for _ in EDGES]
    apart: list[ReviewPair] = []
    any_hit: list[ReviewPair] = []
    for done, query in enumerate(queries):
        found = find(query)[:DEEP]
        hits = [hit for hit, _ in found]
        for edge, close in enumerate(near):
            close += [(margins[edge], ReviewPair(query, hit.item.id, _near(hit))) for hit, margins in found]
        any_hit += [ReviewPair(query, hit.item.id, "drawn by chance among the hits") for hit in hits]
        listed = {hit.item.id for hit in hits}
        for name, other in others.items():
            apart += _disagreements(query, hits, listed, name, other(query))
        control.progress(Progress(done + 1, len(queries)))
        if control.cancelled():
            break
    for close in near:
        close.sort(key=lambda one: one[0])
    for drawn in (apart, any_hit):
        rng.shuffle(drawn)
    sources = [
        [ReviewPair(a, b, "two truths disagree") for a, b in disputed],
        _in_turn([[pair for _, pair in close] for close in near], 3 * count),
        apart,
        any_hit,
    ]
    chosen = _in_turn(sources, count)
    rng.shuffle(chosen)  # The order must not tell where a pair comes from.
    return chosen


def _in_turn(sources: Sequence[list[ReviewPair]], count: int) -> list[ReviewPair]:
    """One from each source round by round, no pair twice, whichever way round."""
    chosen: dict[tuple[ItemId, ItemId], ReviewPair] = {}
    deepest = max(map(len, sources), default=0)
    for place in range(deepest):
        for source in sources:
            if place < len(source) and len(chosen) < count:
                pair = source[place]
                chosen.setdefault((min(pair.a, pair.b), max(pair.a, pair.b)), pair)
    return list(chosen.values())


def _near(hit: Hit) -> str:
    return f"close to a badge's edge: called {hit.verdict}, score {hit.score:.2f}"


def _disagreements(
    query: ItemId, hits: Sequence[Hit], listed: set[ItemId], name: str, answer: Scored
) -> list[ReviewPair]:
    found = []
    if answer and answer[0][0] not in listed:
        found.append(ReviewPair(query, answer[0][0], f"first for {name}, not listed by the program"))
    theirs = {item for item, _ in answer[:DEEP]}
    if hits and hits[0].item.id not in theirs:
        found.append(ReviewPair(query, hits[0].item.id, f"first for the program, not listed by {name}"))
    return found
