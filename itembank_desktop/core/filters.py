"""Which items of a bank a search looks at, by what their source says of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from itembank_desktop.core.item import Item

TRAITS = ("unit", "grade", "year", "status", "author")
"""Keys of `Item.metadata` that can be filtered by, besides the subject."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Values that are let through, any of several; an empty tuple lets all through, and so does None."""

    subject: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    with_figure: bool | None = None

    def __bool__(self) -> bool:
        """Whether it keeps anything out."""
        return self.with_figure is not None or bool(self.wanted())

    def wanted(self) -> dict[str, tuple[str, ...]]:
        """What was chosen, by "subject" and TRAITS."""
        chosen = {name: getattr(self, name) for name in ("subject", *TRAITS)}
        return {name: values for name, values in chosen.items() if values}

    def matches(self, item: Item) -> bool:
        """Whether it lets an item through."""
        if self.with_figure is not None and self.with_figure != bool(item.figures):
            return False
        return all(trait(item, name) in values for name, values in self.wanted().items())


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Traits:
    """What the items of a bank say under "subject" and each of TRAITS, and how many say so.

    Only texts and numbers; empty ones, and traits of which no item says anything, are left out.
    """

    values: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def trait(item: Item, name: str) -> str | None:
    """What an item says under "subject" or one of TRAITS, as text; None where it says nothing."""
    if name == "subject":
        return item.subject
    return trait_of(item.metadata, name)


def trait_of(metadata: Mapping[str, object], name: str) -> str | None:
    """As PostgreSQL's ->> gives it: text as it is, anything else as JSON."""
    value = metadata.get(name)
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
