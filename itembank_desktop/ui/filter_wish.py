"""What an author wants to see of any bank: chosen values, a range of years, with a figure or without."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.filters import Filter, Traits

translate = QCoreApplication.translate
CHOSEN = ("subject", "unit", "grade", "status", "author")
"""Traits of which single values are chosen; of years a range is."""
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Wish:
    """Stays the same from bank to bank; `in_bank` is what of it has a meaning in one."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    with_figure: bool | None = None

    def __bool__(self) -> bool:
        """Whether anything is wished."""
        return any(self.chosen.values()) or (self.first, self.last, self.with_figure) != (None, None, None)

    def in_bank(self, traits: Traits) -> "Wish":
        """Without values that no item of the bank has: they could only hide everything."""
        chosen = {
            name: kept
            for name, values in self.chosen.items()
            if (kept := tuple(value for value in values if value in traits.values.get(name, {})))
        }
        years = years_of(traits)
        first = self.first if years and self.first is not None and self.first > min(years) else None
        last = self.last if years and self.last is not None and self.last < max(years) else None
        return Wish(chosen, first, last, self.with_figure)

    def filter(self, traits: Traits) -> Filter:
        """As a bank with these traits is asked."""
        wish = self.in_bank(traits)
        years: tuple[str, ...] = ()
        if wish.first is not None or wish.last is not None:
            low, high = wish.first or 0, wish.last or 9999
            years = tuple(text for text in traits.values["year"] if (year := year_of(text)) and low <= year <= high)
            # An empty tuple would let everything through.
            years = years or (f"{low}-{high}",)
        return Filter(**dict(wish.chosen), year=years, with_figure=wish.with_figure)

    @property
    def words(self) -> str:
        """In short, for a button; empty for no wish."""
        told = [value for name in CHOSEN for value in self.chosen.get(name, ())]
        if self.first is not None or self.last is not None:
            told.append(f"{self.first or ''}–{self.last or ''}" if self.first != self.last else str(self.first))
        if self.with_figure is not None:
            told.append(figure_word(self.with_figure))
        return " · ".join(told)

    def to_json(self) -> str:
        """For the settings."""
        fields = {"chosen": dict(self.chosen), "first": self.first, "last": self.last, "with_figure": self.with_figure}
        return json.dumps(fields, ensure_ascii=False) if self else ""


def wish_from_json(text: str) -> Wish:
    """What `to_json` wrote; no wish for anything else, since settings are no user data."""
    try:
        fields = json.loads(text) if text else {}
        chosen = {name: tuple(map(str, fields["chosen"][name])) for name in CHOSEN if fields["chosen"].get(name)}
        first, last = (None if fields[name] is None else int(fields[name]) for name in ("first", "last"))
        return Wish(chosen, first, last, None if fields["with_figure"] is None else bool(fields["with_figure"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Wish()


def year_of(text: str) -> int | None:
    """The first year in a text such as "2023", "2023학년도" or "2023-06"."""
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def years_of(traits: Traits) -> list[int]:
    """The years that a bank's items name, oldest first."""
    return sorted({year for text in traits.values.get("year", {}) if (year := year_of(text)) is not None})


def figure_word(with_figure: bool) -> str:
    """Items with a figure, or without one."""
    return translate("Facts", "with a figure") if with_figure else translate("Facts", "without a figure")
