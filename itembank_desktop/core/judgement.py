"""How things stand between a draft and an item, from all that was ever decided about them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from itembank_desktop.core.verdict import Mark, Side, Verdict, standing

RELEVANCE = {Mark.DUPLICATE: 3, Mark.VARIANT: 2, Mark.RELATED: 1, Mark.DIFFERENT: 0}
"""What a verdict is worth as a judgement of relevance."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Part(StrEnum):
    """What of a content has changed since it was judged; NUMBERS: its words are the same but for numbers."""

    STEM = "stem"
    CHOICES = "choices"
    NUMBERS = "numbers"
    ANSWER = "answer"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict and the enemy mark that stand for a pair.

    `before` is the last verdict on an earlier state of the pair, when none is on the present one; `ours` and `theirs`
    are the parts of the draft and of the item that have changed since.
    """

    verdict: Verdict | None = None
    enemy: Verdict | None = None
    before: Verdict | None = None
    ours: tuple[Part, ...] = ()
    theirs: tuple[Part, ...] = ()

    @property
    def is_dismissed(self) -> bool:
        """Whether the pair is out of everybody's way."""
        return self.verdict is not None and self.verdict.mark is Mark.DIFFERENT


def how_it_stands(verdicts: Iterable[Verdict], ours: Side, theirs: Side) -> Judged:
    """What counts for the draft and the item as they are now.

    An enemy mark follows both through their changes until it is taken back: a forgotten one would do harm in a paper.
    """
    known = sorted((one for one in verdicts if _is_about(one, ours, theirs)), key=lambda one: (one.at, one.id))
    enemies = [one for one in known if one.mark.kind == "enemy"]
    enemy = enemies[-1] if enemies and enemies[-1].mark is Mark.ENEMY else None
    decided = [one for one in known if one.mark.kind == "verdict"]
    exact = [one for one in decided if set(one.pair) == {ours.fingerprint, theirs.fingerprint}]
    if exact or not decided:
        given = exact[-1] if exact and exact[-1].mark is not Mark.WITHDRAWN else None
        return Judged(given, enemy)
    before = decided[-1]
    if before.mark is Mark.WITHDRAWN:
        return Judged(None, enemy)
    own, other = _sides(before, theirs)
    return Judged(None, enemy, before, changed_parts(own.seen, ours.seen), changed_parts(other.seen, theirs.seen))


def _is_about(verdict: Verdict, ours: Side, theirs: Side) -> bool:
    own, other = _sides(verdict, theirs)
    return _is_same(own, ours) and _is_same(other, theirs)


def _is_same(then: Side, now: Side) -> bool:
    """The same content, or the same item or draft in another state."""
    if then.fingerprint == now.fingerprint:
        return True
    return bool(now.item and then.item == now.item) or bool(now.draft and then.draft == now.draft)


def _sides(verdict: Verdict, theirs: Side) -> tuple[Side, Side]:
    """(the draft's side, the item's)."""
    if _is_same(verdict.one, theirs) and not _is_same(verdict.other, theirs):
        return verdict.other, verdict.one
    return verdict.one, verdict.other


def changed_parts(then: Mapping[str, object], now: Mapping[str, object]) -> tuple[Part, ...]:
    """Which parts are others now; both as `Side.seen` keeps them."""
    changed = [part for part in (Part.STEM, Part.CHOICES, Part.ANSWER) if _text(then, part) != _text(now, part)]
    words = [part for part in changed if part is not Part.ANSWER]
    if words and all(_NUMBER.sub("0", _text(then, part)) == _NUMBER.sub("0", _text(now, part)) for part in words):
        changed = [Part.NUMBERS, *(part for part in changed if part is Part.ANSWER)]
    if list(_listed(then, Part.FIGURES)) != list(_listed(now, Part.FIGURES)):
        changed.append(Part.FIGURES)
    return tuple(changed)


def _text(seen: Mapping[str, object], part: Part) -> str:
    return " ".join("\n".join(_listed(seen, part)).split())


def _listed(seen: Mapping[str, object], part: Part) -> Sequence[str]:
    value = seen.get(part.value, ())
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Of `pairs` that the program scored like this one, reviewers called so many duplicates."""

    duplicates: int
    pairs: int


LEAST_REVIEWED, NEIGHBOURHOOD = 20, 0.05


def scored(verdicts: Iterable[Verdict]) -> tuple[tuple[float, bool], ...]:
    """(the calibrated score that the program gave the pair, whether it was called a duplicate), as verdicts stand."""
    return tuple(
        (float(said), one.mark is Mark.DUPLICATE)
        for one in standing(verdicts).values()
        if one.mark in RELEVANCE
        and one.context.get("calibrated") is True
        and isinstance(said := one.context.get("score"), int | float)
    )


def reviewed_like(score: float, judged: Iterable[tuple[float, bool]]) -> Reviewed | None:
    """What reviewers said of pairs with about this score (see `scored`); None while they are too few."""
    near = [duplicate for said, duplicate in judged if abs(said - score) <= NEIGHBOURHOOD]
    return Reviewed(sum(near), len(near)) if len(near) >= LEAST_REVIEWED else None
