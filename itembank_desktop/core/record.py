"""The record of a search: what was asked of which bank by what, what it found, and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from itembank_desktop.core.item import Picture
from itembank_desktop.core.judgement import Judged
from itembank_desktop.core.search import Answer, Hit
from itembank_desktop.core.verdict import Verdict

FORMAT = "itembank-desktop/search-record/1"


@dataclass(frozen=True, slots=True)
class Place:
    """One hit of a record: what was decided about it, and the pictures of its question."""

    hit: Hit
    judged: Judged
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """An answer as it is kept: `bank` is its name, `labels` the words of the printed page by their English names."""

    answer: Answer
    bank: str
    by: str
    at: datetime
    program: str
    places: tuple[Place, ...]
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, object]:
        """The whole record; hits as they stood, dismissed ones too."""
        answer, content = self.answer, self.answer.query.content
        draft = {
            "stem": content.stem,
            "choices": list(content.choices),
            "answer": content.answer,
            "pictures": [picture.sha256 for picture in content.pictures],
            "name": answer.query.shelf,
        }
        finder = {"name": answer.finder, "model": answer.model, "model_revision": answer.model_revision}
        return {
            "format": FORMAT,
            "program": self.program,
            "at": self.at.isoformat(),
            "by": self.by,
            "bank": {"name": self.bank, "items": answer.searched, "revision": answer.bank_revision},
            "finder": finder | {"calibrated": answer.calibrated, "seconds": round(answer.seconds, 4)},
            "draft": draft,
            "hits": [_hit(place) for place in self.places],
        }


def found(places: Sequence[Place]) -> list[dict[str, object]]:
    """Hits in short, as the shelf keeps them with a draft."""
    return [
        {
            "item": place.hit.item.id,
            "rank": place.hit.rank,
            "score": round(place.hit.score, 4),
            "verdict": place.hit.verdict.value,
            "decided": [one.mark.value for one in (place.judged.verdict, place.judged.enemy) if one is not None],
        }
        for place in places
    ]


def _hit(place: Place) -> dict[str, object]:
    hit, judged = place.hit, place.judged
    return {
        "rank": hit.rank,
        "item": hit.item.id,
        "score": round(hit.score, 6),
        "verdict": hit.verdict.value,
        "channels": {name: value for name, value in hit.channels.items() if value is not None},
        "stem": hit.item.stem,
        "decided": [_verdict(one) for one in (judged.verdict, judged.enemy) if one is not None],
        "decided_before": [_verdict(judged.before)] if judged.before is not None else [],
        "changed_since": {"draft": [*judged.ours], "item": [*judged.theirs]},
    }


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {"mark": verdict.mark.value, "by": verdict.by, "at": verdict.at.isoformat(), "why": verdict.why}
