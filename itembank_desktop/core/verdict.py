"""What people decided about two contents, for good and for the whole team.

A verdict belongs to the pair of contents it was given on, named by their fingerprints, and not to the items: when one
of the two is rewritten the pair is a new one and may come back. Verdicts are only ever added; the newest of a pair
and kind counts, so two stores are brought together by handing each what it lacks, in any order.
"""

import hashlib
import json
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from itembank_desktop.core.item import Content, Item, ItemId, Place


class Mark(StrEnum):
    """What was decided. A `WITHDRAWN` verdict, and `NO_ENEMY`, take back what stood before."""

    DUPLICATE = "duplicate"
    VARIANT = "variant"
    """The same item with other numbers."""
    RELATED = "related"
    DIFFERENT = "different"
    """Nothing to do with each other: the pair is dismissed."""
    WITHDRAWN = "withdrawn"
    ENEMY = "enemy"
    """Must not meet in one paper."""
    NO_ENEMY = "no-enemy"

    @property
    def kind(self) -> str:
        """ "enemy" or "verdict": a pair has at most one of each."""
        return "enemy" if self in (Mark.ENEMY, Mark.NO_ENEMY) else "verdict"


VERDICTS = (Mark.DUPLICATE, Mark.VARIANT, Mark.RELATED, Mark.DIFFERENT)
"""In the order of their keys, Ctrl+1 to Ctrl+4."""


@dataclass(frozen=True, slots=True)
class Side:
    """One content of a pair as it was judged: its fingerprint, and the item or the draft that it was.

    `seen` is what the judge saw, so that a later change can be told: {"stem", "choices", "answer", "figures"}.
    """

    fingerprint: str
    item: ItemId | str = ""
    draft: str = ""
    seen: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision about a pair, by whom, when (UTC), and why.

    `id` is the decision's own, so that saving it twice changes nothing. `context` is what the program said at that
    moment ({"score", "verdict", "measures", "finder", ...}), for whoever calibrates from verdicts.
    """

    one: Side
    other: Side
    mark: Mark
    by: str
    at: datetime
    why: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    context: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False)

    @property
    def pair(self) -> tuple[str, str]:
        """Both fingerprints, in an order that does not depend on who asked."""
        a, b = sorted((self.one.fingerprint, self.other.fingerprint))
        return a, b

    def side_of(self, fingerprint: str) -> tuple[Side, Side]:
        """(the side with that fingerprint, the other one); ValueError when it has neither."""
        if fingerprint == self.one.fingerprint:
            return self.one, self.other
        if fingerprint == self.other.fingerprint:
            return self.other, self.one
        raise ValueError(f"{fingerprint} is not of this pair")


def standing(verdicts: Iterable[Verdict]) -> dict[tuple[str, str, str], Verdict]:
    """What counts now, by (fingerprint, fingerprint, kind): the newest of each pair, unless it takes back."""
    newest: dict[tuple[str, str, str], Verdict] = {}
    for verdict in sorted(verdicts, key=lambda one: (one.at, one.id)):
        newest[*verdict.pair, verdict.mark.kind] = verdict
    return {key: one for key, one in newest.items() if one.mark not in (Mark.WITHDRAWN, Mark.NO_ENEMY)}


def now() -> datetime:
    """The moment, as verdicts keep it."""
    return datetime.now(UTC)


def side_of_item(item: Item) -> Side:
    """An item of a bank as one side of a pair; figures of the explanation are no part of the question."""
    figures = [figure.sha256 for figure in item.figures if figure.place is not Place.EXPLANATION]
    return _side(item.stem, item.choices, item.answer, figures, item.id, "")


def side_of_content(content: Content, draft: str = "") -> Side:
    """A draft as one side of a pair; `draft` is its name on the shelf."""
    figures = [picture.sha256 for picture in content.pictures if picture.place is not Place.EXPLANATION]
    return _side(content.stem, content.choices, content.answer, figures, ItemId(""), draft)


def _side(stem: str, choices: Sequence[str], answer: str, figures: Sequence[str], item: ItemId, draft: str) -> Side:
    seen = {"stem": stem, "choices": list(choices), "answer": answer, "figures": list(figures)}
    return Side(content_fingerprint(stem, choices, answer, figures), item, draft, seen)


def content_fingerprint(stem: str, choices: Sequence[str], answer: str, figures: Sequence[str]) -> str:
    """Hash of what makes a question; `figures` are the SHA-256 of their bytes.

    Unlike core.item.fingerprint it leaves out subject, explanation and metadata: publishing an item reopens no pair.
    Composed and decomposed Hangul and runs of spaces count as the same.
    """

    def plain(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).split())

    parts = [plain(stem), [plain(choice) for choice in choices], plain(answer), list(figures)]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def verdict_to_json(verdict: Verdict) -> dict[str, object]:
    """What `verdict_from_json` reads, and stores keep."""

    def side(one: Side) -> dict[str, object]:
        return {"fingerprint": one.fingerprint, "item": one.item, "draft": one.draft, "seen": dict(one.seen)}

    return {
        "id": verdict.id,
        "one": side(verdict.one),
        "other": side(verdict.other),
        "mark": verdict.mark.value,
        "by": verdict.by,
        "at": verdict.at.astimezone(UTC).isoformat(),
        "why": verdict.why,
        "context": dict(verdict.context),
    }


def verdict_from_json(document: Mapping[str, object]) -> Verdict:
    """A verdict from what `verdict_to_json` wrote; KeyError, TypeError or ValueError for anything else."""

    def side(fields: Mapping[str, object]) -> Side:
        seen = fields["seen"]
        if not isinstance(seen, Mapping):
            raise TypeError("what a judge saw is no object")
        return Side(str(fields["fingerprint"]), ItemId(str(fields["item"])), str(fields["draft"]), seen)

    context = document["context"]
    if not isinstance(context, Mapping):
        raise TypeError("a verdict's context is no object")
    return Verdict(
        side(document["one"]),  # type: ignore[arg-type]
        side(document["other"]),  # type: ignore[arg-type]
        Mark(str(document["mark"])),
        str(document["by"]),
        datetime.fromisoformat(str(document["at"])),
        str(document["why"]),
        str(document["id"]),
        context,
    )
