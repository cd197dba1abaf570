"""Decisions about a draft and the items found for it: given, taken back, and told with every answer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.judgement import Judged, how_it_stands
from itembank_desktop.core.ports import VerdictStore
from itembank_desktop.core.search import Answer, Hit, Query
from itembank_desktop.core.verdict import Mark, Verdict, now, side_of_content, side_of_item


class JudgePairs:
    """A finder that also tells what was decided about its hits, and where decisions are written."""

    def __init__(self, find: Callable[[Query], Answer], store: VerdictStore, revision: Callable[[], int]) -> None:
        """`revision` is the bank's, which every answer tells."""
        self._find = find
        self._store = store
        self._revision = revision

    def __call__(self, query: Query) -> Answer:
        """The answer with all that was decided about this draft; dismissed pairs come on top of the query's limit."""
        verdicts = known_verdicts(self._store, query.content, query.shelf)
        ours = side_of_content(query.content).fingerprint
        dismissed = {one.pair for one in verdicts if one.mark is Mark.DIFFERENT and ours in one.pair}
        answer = self._find(replace(query, limit=query.limit + len(dismissed)))
        return replace(answer, query=query, verdicts=tuple(verdicts), bank_revision=self._revision())


def known_verdicts(store: VerdictStore, content: Content, draft: str) -> list[Verdict]:
    """All decisions about this content, and about earlier states of the draft of that name."""
    now_known = store.verdicts([side_of_content(content).fingerprint])
    earlier = store.verdicts_on([], [draft]) if draft else []
    return list({one.id: one for one in (*earlier, *now_known)}.values())


def decide(content: Content, draft: str, hit: Hit, mark: Mark, by: str, why: str = "", finder: str = "") -> Verdict:
    """A verdict on the draft as it reads now and the item, with what the program said of them."""
    context = {
        "score": round(hit.score, 6),
        "calibrated": hit.calibrated,
        "verdict": hit.verdict.value,
        "rank": hit.rank,
        "finder": finder,
        "measures": {name: value for name, value in hit.channels.items() if value is not None},
    }
    sides = side_of_content(content, draft), side_of_item(hit.item)
    return Verdict(*sides, mark, by, now(), why.strip(), context=context)


def taken_back(given: Verdict, before: Judged, by: str) -> Verdict:
    """What makes the pair stand again as it stood `before` the verdict was given."""
    stood = before.enemy if given.mark.kind == "enemy" else before.verdict
    withdrawn = Mark.NO_ENEMY if given.mark.kind == "enemy" else Mark.WITHDRAWN
    mark, why = (stood.mark, stood.why) if stood is not None else (withdrawn, "")
    return Verdict(given.one, given.other, mark, by, now(), why, context=given.context)


def judged(verdicts: Iterable[Verdict], content: Content, draft: str, hits: Sequence[Hit]) -> dict[ItemId, Judged]:
    """How things stand between the draft and each hit."""
    by_name: dict[str, dict[str, Verdict]] = {}
    for one in verdicts:
        for name in {one.one.fingerprint, one.other.fingerprint, one.one.item, one.other.item} - {""}:
            by_name.setdefault(name, {})[one.id] = one
    ours, stand = side_of_content(content, draft), {}
    for hit in hits:
        theirs = side_of_item(hit.item)
        known = by_name.get(theirs.item, {}) | by_name.get(theirs.fingerprint, {})
        stand[hit.item.id] = how_it_stands(known.values(), ours, theirs)
    return stand
