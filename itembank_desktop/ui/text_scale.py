"""How large text stands: one factor for words, cards and preview, changed while the window lives.

Figures, spaces and edges keep their size. What is as high as a line of text is held here, so that it grows with it.
"""

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QWidget

STEPS = (100, 110, 125, 150, 175, 200)
"""Sizes of text in percent."""
_factor = 1.0


def factor() -> float:
    """1 for the size that the program is drawn in, 2 for twice as large."""
    return _factor


def percent() -> int:
    """The factor as people say it."""
    return round(100 * _factor)


def scaled(length: float) -> int:
    """A length in logical pixels that goes with the text."""
    return round(length * _factor)


def nearest(said: str) -> int:
    """The step that a setting means; 100 for what is no number."""
    try:
        wanted = float(said)
    except ValueError:
        return STEPS[0]
    return min(STEPS, key=lambda step: abs(step - wanted))


def beside(step: int, by: int) -> int:
    """The next larger step for 1, the next smaller one for -1; the last ones stay."""
    return STEPS[max(0, min(len(STEPS) - 1, STEPS.index(nearest(str(step))) + by))]


def hold_height(widget: QWidget, length: int) -> None:
    """Exactly so high."""
    _hold(widget, "setFixedHeight", length)


def hold_size(widget: QWidget, width: int, height: int) -> None:
    """Exactly so wide and so high."""
    _hold(widget, "setFixedSize", width, height)


def hold_width(widget: QWidget, length: int) -> None:
    """Exactly so wide."""
    _hold(widget, "setFixedWidth", length)


def hold_least_height(widget: QWidget, length: int) -> None:
    """At least so high."""
    _hold(widget, "setMinimumHeight", length)


def hold_least_width(widget: QWidget, length: int) -> None:
    """At least so wide."""
    _hold(widget, "setMinimumWidth", length)


def hold_most_width(widget: QWidget, length: int) -> None:
    """At most so wide."""
    _hold(widget, "setMaximumWidth", length)


def hold_rows(header: QHeaderView, length: int) -> None:
    """Rows of a table so high."""
    _hold(header, "setDefaultSectionSize", length)


def hold_icon(button: QAbstractButton, length: int) -> None:
    """A square icon of that side."""
    _hold(button, _ICON, length)


def rescale(said: int) -> None:
    """Let all text stand at so many percent, and everything that is held with it."""
    global _factor
    _factor = said / 100
    _news.rescaled.emit()


_ICON = "setIconSize"


class _News(QObject):
    rescaled = Signal()


_news = _News()


class _Held(QObject):
    """Goes with its widget, and hears until then.

    It asks for its parent each time: to keep it would tie both in a ring, and rings are ended by the collector, on
    whichever thread that runs.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._lengths: dict[str, tuple[float, ...]] = {}
        _news.rescaled.connect(self._on_rescaled)

    def hold(self, how: str, lengths: tuple[float, ...]) -> None:
        """From now on."""
        self._lengths[how] = lengths
        self._apply(how, lengths)

    def _on_rescaled(self) -> None:
        for how, lengths in self._lengths.items():
            self._apply(how, lengths)

    def _apply(self, how: str, lengths: tuple[float, ...]) -> None:
        sizes = [scaled(length) for length in lengths]
        widget = self.parent()
        if how == _ICON:
            assert isinstance(widget, QAbstractButton)
            widget.setIconSize(QSize(sizes[0], sizes[0]))
        else:
            getattr(widget, how)(*sizes)


def _hold(widget: QWidget, how: str, *lengths: float) -> None:
    held = widget.findChild(_Held, options=Qt.FindChildOption.FindDirectChildrenOnly) or _Held(widget)
    assert isinstance(held, _Held)
    held.hold(how, lengths)
