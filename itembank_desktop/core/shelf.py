"""Drafts put aside: what the shelf keeps of one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from itembank_desktop.core.item import Draft
from itembank_desktop.core.saving import Edits
from itembank_desktop.core.verdict import now

TITLE_LENGTH = 40


def new_name() -> str:
    """A name that no other draft has, on any computer."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class ShelvedDraft:
    """A draft with what was found for it when it was saved.

    `parked` drafts stay until they are discarded; others were saved by themselves and make room for newer ones.
    `current` says that it stood in the window when it was saved, and comes back there after a crash. `found` holds
    {"item", "rank", "score", "verdict", "decided"} for each hit; `bank` is the folder it was searched in. `edits` is
    the item that it is a version of, None for a new one.
    """

    name: str
    draft: Draft
    saved: datetime = field(default_factory=now)
    parked: bool = False
    current: bool = False
    bank: str = ""
    found: tuple[Mapping[str, object], ...] = field(default=(), hash=False)
    edits: Edits | None = None

    @property
    def title(self) -> str:
        """The first line that says something; empty for pictures alone."""
        lines = (" ".join(line.split()) for line in self.draft.text.splitlines())
        return next((line for line in lines if line), "")[:TITLE_LENGTH]


class DraftShelf(Protocol):
    """Where drafts are kept, on this computer."""

    def drafts(self) -> list[ShelvedDraft]:
        """All that can be read, the last saved first; a damaged file is left out and left alone."""
        ...

    def save(self, draft: ShelvedDraft) -> None:
        """Write it whole or not at all, in place of the one of that name; ShelfUnusable when it cannot be written."""
        ...

    def discard(self, name: str) -> None:
        """Take a draft off the shelf; one that is not there is no mistake."""
        ...
