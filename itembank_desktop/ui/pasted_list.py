"""Numbers of a pasted list: HTML leaves counting to whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
Attributes = Mapping[str, str | None]


@dataclass(slots=True)
class _List:
    kind: str
    """As the attribute "type" has it: 1, a, A, i or I; "" for a list without numbers."""
    next: int = 1


class PastedLists:
    """The lists that are open where the reader stands, the innermost last."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def begin(self, tag: str, attributes: Attributes) -> None:
        """An "ol" or a "ul"."""
        kind = attributes.get("type") or "1"
        self._open.append(_List(kind if tag == "ol" else "", _whole(attributes.get("start"), 1)))

    def end(self) -> None:
        """The innermost one; a stray end tag ends nothing."""
        if self._open:
            self._open.pop()

    def mark(self, attributes: Attributes) -> str:
        """What stands before the next item: its number with a parenthesis, as choices are written; "" without one."""
        if not self._open or not self._open[-1].kind:
            return ""
        inner = self._open[-1]
        number = _whole(attributes.get("value"), inner.next)
        inner.next = number + 1
        return f"{_written(number, inner.kind)}) "


def _whole(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default


def _written(number: int, kind: str) -> str:
    if kind in ("a", "A") and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in ("i", "I") and 1 <= number < 4000:
        roman = ""
        for worth, letters in _ROMAN:
            count, number = divmod(number, worth)
            roman += letters * count
        return roman if kind == "i" else roman.upper()
    return str(number)
