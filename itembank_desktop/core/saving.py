"""A draft as an item of a bank, and an item as a draft: what an author saves, and what he saved over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Draft, Figure, Item, ItemId, Picture, Place
from itembank_desktop.core.search import content_of, explanation_of

FACTS = ("unit", "grade", "year")
"""Metadata that is asked for beside the draft's text."""
PUBLISHED = "published"
NEW = "draft"
_CHOICES = "①②③④⑤⑥⑦⑧⑨"
_ID_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Editable:
    """An item as it was read to be changed: its revision, and the pictures of its question."""

    item: Item
    revision: int
    pictures: tuple[Picture, ...] = field(default=(), repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Edits:
    """What a draft is a version of: the item as it was read or saved last, at that revision of the bank at `bank`."""

    item: Item
    revision: int
    bank: str


@dataclass(frozen=True, slots=True)
class Form:
    """What an author says of a draft besides its text; `facts` by the names in FACTS, empty for nothing."""

    id: str
    subject: str = ""
    answer: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


def is_published(item: Item) -> bool:
    """Whether an item is in print: nobody changes it here."""
    return item.metadata.get("status") == PUBLISHED


def draft_of(item: Item, pictures: Sequence[Picture]) -> Draft | None:
    """The item's question and answer as an author types them; None where they would be read otherwise."""
    parts = [item.stem]
    parts += [f"{mark} {choice}" for mark, choice in zip(_CHOICES, item.choices, strict=False)]
    parts += [f"정답: {item.answer}"] if item.answer else []
    draft = Draft("\n".join(parts), tuple(pictures))
    said = content_of(draft)
    same = (said.stem, said.choices, said.answer) == (
        item.stem.strip(),
        tuple(choice.strip() for choice in item.choices),
        item.answer.strip(),
    )
    return draft if same else None


def form_for(draft: Draft, base: Item | None, author: str, now: datetime) -> Form:
    """What can be filled in without asking."""
    answer = content_of(draft).answer
    if base is None:
        return Form(f"{author or 'item'}-{now:%y%m%d-%H%M%S}", answer=answer)
    facts = {name: str(base.metadata[name]) for name in FACTS if base.metadata.get(name) not in (None, "")}
    return Form(base.id, base.subject, answer or base.answer, facts)


def item_from(draft: Draft, form: Form, base: Item | None, author: str) -> tuple[Item, tuple[Picture, ...]]:
    """The item, and those of its pictures that the bank may not have yet; BadInput for what is no item.

    What neither form nor draft says stays as it was in `base`: the explanation with its figures, other metadata.
    """
    content = content_of(draft)
    id = form.id.strip()
    if not id or len(id) > _ID_LENGTH:
        raise BadInput(id, "it is empty" if not id else f"more than {_ID_LENGTH} characters")
    before = base or Item(ItemId(id), metadata={"author": author, "status": NEW} if author else {"status": NEW})
    known = {figure.sha256: figure for figure in before.figures}
    shown = tuple(known.get(one.sha256) or Figure(one.sha256, one.name, one.place) for one in draft.pictures)
    item = replace(
        before,
        id=ItemId(id),
        subject=form.subject.strip(),
        stem=content.stem,
        choices=content.choices,
        answer=form.answer.strip(),
        explanation=explanation_of(draft) or before.explanation,
        figures=(*shown, *(one for one in before.figures if one.place is Place.EXPLANATION and one not in shown)),
        metadata=_metadata(before.metadata, form.facts),
    )
    return item, tuple(picture for picture in draft.pictures if picture.sha256 not in known)


def _metadata(before: Mapping[str, object], facts: Mapping[str, str]) -> dict[str, object]:
    """What was said before keeps its kind: a year that was a number is one still."""
    kept = dict(before)
    for name in FACTS:
        said = facts.get(name, "").strip()
        if not said:
            kept.pop(name, None)
        elif str(before.get(name)) != said:
            kept[name] = int(said) if name == "year" and said.isascii() and said.isdigit() else said
    return kept
