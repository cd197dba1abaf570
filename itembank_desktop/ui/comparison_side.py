"""The comparison on the right side: opening, stepping, pinning, and the room that it takes from the draft."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter

from itembank_desktop.core.item import Content
from itembank_desktop.core.search import Answer, Hit
from itembank_desktop.ui import theme
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.detail_pane import DetailPane
from itembank_desktop.ui.distance_meter import DistanceMeter
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.right_side import RightSide


class ComparisonSide(QObject):
    """Enter on a hit opens it beside the draft; the whole item, with its explanation, is one page further."""

    crashed = Signal(object)
    moved = Signal()
    """Another item is compared, or none any more."""

    def __init__(
        self,
        right: RightSide,
        results: ResultsPane,
        comparison: ComparisonPane,
        detail: DetailPane,
        meter: DistanceMeter,
        live: LiveSearch,
        panes: QSplitter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._right = right
        self._results = results
        self._comparison = comparison
        self._detail = detail
        self._meter = meter
        self._live = live
        self._panes = panes
        self._before: list[int] = []
        self._grown: list[int] = []
        self._connect()

    def _connect(self) -> None:
        self._live.asked.connect(lambda query: self._comparison.show_draft(query.content))
        self._results.hits.opened.connect(self.open)
        self._right.stepped.connect(self._on_stepped)
        self._right.currentChanged.connect(self._on_page_changed)
        self._comparison.closed.connect(self._right.back_to_list)
        self._comparison.stepped.connect(self._right.step)
        self._comparison.whole_asked.connect(self._on_whole_asked)
        self._comparison.pin_asked.connect(self.pin)
        self._comparison.comparer.crashed.connect(self.crashed)
        self._detail.closed.connect(self.back)
        self._meter.opened.connect(self._on_pinned_opened)
        self._meter.released.connect(self.release_pin)

    @property
    def is_open(self) -> bool:
        """Whether an item is compared, or the whole item behind a comparison is read."""
        return self._right.currentWidget() in (self._comparison, self._detail)

    def open(self, hit: Hit, count: int | None = None) -> None:
        """Compare a hit with the draft; `count` is 0 for an item that is in no list."""
        self._results.hits.select(hit.item.id)
        self.give_room(True)
        self._right.setCurrentWidget(self._comparison)
        shown = len(self._results.hits.hits) if count is None else count
        self._comparison.show_hit(hit, shown, self._right.answered or Content())
        self._name_beside()
        self._comparison.setFocus()

    def pin(self) -> None:
        """Pin what is compared, else the selected hit; or let go of it."""
        compared = self._right.currentWidget() is self._comparison
        hit = self._comparison.hit if compared else self._results.hits.current_hit
        if self._meter.pinned is not None and (hit is None or hit.item.id == self._meter.pinned):
            self.release_pin()
        elif hit is not None:
            self._meter.pin(hit)
            self._name_beside()

    def release_pin(self) -> None:
        """Let go of the pinned item."""
        self._meter.release()
        self._name_beside()

    def give_room(self, room: bool) -> None:
        """The right side grows for a comparison, and takes its former width again unless somebody has moved it."""
        if room and not self._before:
            left, right = self._panes.sizes()
            wanted = min(max(right, theme.COMPARISON_LEAST), left + right - theme.LEFT_LEAST)
            self._before = [left, right]
            self._panes.setSizes([left + right - wanted, wanted])
            self._grown = self._panes.sizes()
        elif not room and self._before:
            if self._panes.sizes() == self._grown:
                self._panes.setSizes(self._before)
            self._before = []

    def score_again(self, answer: Answer) -> None:
        """What the finder says now of the compared item and of the pinned one; who left the bank is let go."""
        known = {hit.item.id: hit for hit in (*answer.beside, *answer.hits)}
        item = self._comparison.item
        if item is not None and item.id in known:
            listed = any(hit.item.id == item.id for hit in answer.hits)
            hit = known[item.id]
            place = f"{hit.rank} / {len(answer.hits)}" if listed else self.tr("no longer in the list")
            self._comparison.show_scores(hit, place)
        elif item is not None and item.id in answer.query.beside:
            self._right.leave_item()
        pinned = self._meter.pinned
        if pinned is not None and pinned in known:
            self._meter.show_hit(known[pinned])
        elif pinned is not None and pinned in answer.query.beside:
            self.release_pin()

    def _on_whole_asked(self) -> None:
        hit = self._comparison.hit
        if hit is not None:
            self._detail.show_hit(hit, len(self._results.hits.hits))
            self._right.setCurrentWidget(self._detail)
            self._detail.setFocus()

    def back(self) -> None:
        """From the whole item to its comparison."""
        self._right.setCurrentWidget(self._comparison)
        self._comparison.setFocus()

    def _on_stepped(self, hit: Hit) -> None:
        """An open item follows."""
        count = len(self._results.hits.hits)
        if self._right.currentWidget() in (self._detail, self._comparison):
            self._comparison.show_hit(hit, count, self._right.answered or Content())
            self._name_beside()
            self.moved.emit()

    def _on_pinned_opened(self) -> None:
        hit = self._meter.hit
        if hit is not None:
            listed = any(one.item.id == hit.item.id for one in self._results.hits.hits)
            self.open(hit, None if listed else 0)

    def _name_beside(self) -> None:
        """Whatever is compared or pinned is scored at every pause, however far it is."""
        item = self._comparison.item
        named = (item.id if item else None, self._meter.pinned)
        self._live.beside = tuple(dict.fromkeys(one for one in named if one is not None))
        self._comparison.show_pinned(item is not None and item.id == self._meter.pinned)

    def _on_page_changed(self) -> None:
        """Whichever way it was left, a comparison out of sight is over; the whole item belongs to it."""
        shown = self._right.currentWidget()
        if self._comparison.item is not None and shown not in (self._comparison, self._detail):
            self._comparison.leave()
            self._name_beside()
            self.give_room(False)
            self.moved.emit()
