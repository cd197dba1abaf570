"""Why was one missed: a query in the draft's place, beside what should have been found and what stands above it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.misses import Miss
from itembank_desktop.core.search import Hit, Query
from itembank_desktop.services.rankers import content_of_item
from itembank_desktop.ui import theme
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.desk import Desk, OpenBank
from itembank_desktop.ui.finder_words import run_word
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import icon_button, label, segment_button
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold


@dataclass(frozen=True, slots=True)
class _Asked:
    bank: OpenBank
    miss: Miss


@dataclass(frozen=True, slots=True)
class _Answered:
    """The query as a draft, and what the program's finder says of both items; None for a query that the bank lacks."""

    content: Content | None
    hits: Mapping[ItemId, Hit]


class MissedPage(Retold, QWidget):
    """`closed` (Esc) goes back to the queries, `stepped` (↑ and ↓) asks for a neighbour of this one."""

    closed = Signal()
    stepped = Signal(int)
    failed = Signal(object)
    crashed = Signal(object)

    def __init__(
        self, desk: Desk, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._bank: OpenBank | None = None
        self._miss: Miss | None = None
        self._run = ""
        self._found = _Answered(None, {})
        # A main window compares figures too, in a thread of its own.
        own = replace(desk, compare_figures=desk.evaluation.compare_figures)
        self.pane = ComparisonPane(own, press, look, icons)
        self._back, self._previous, self._next = icon_button(worded=True), icon_button(), icon_button()
        self._back.setObjectName("flush")
        self._told, self._lack = label(wrap=True), label("empty", wrap=True)
        self.sides = segment_button(), segment_button()
        group = QButtonGroup(self)
        for number, side in enumerate(self.sides):
            group.addButton(side, number)
        group.idClicked.connect(self._show_side)
        self._lane: LatestOnly[_Asked, _Answered] = LatestOnly(_read, self)
        self._lay_out()
        self._connect(look)
        self._paint_icons()
        self._name_things()

    @property
    def text(self) -> str:
        """What is said of the pair."""
        return f"{self._told.text()} {self._lack.text()}".strip()

    @property
    def shown(self) -> ItemId | None:
        """The item that is compared with the query; None until it is read."""
        return self.pane.item.id if self.pane.item is not None else None

    def show_miss(self, bank: OpenBank | None, miss: Miss, run: str) -> None:
        """Show this query of this finder."""
        self._bank, self._miss, self._run = bank, miss, run
        self._found = _Answered(None, {})
        self.pane.leave()
        self._lack.clear()
        self.sides[0].setChecked(True)
        self._name_things()
        if bank is not None:
            self.pane.read_figures_from(bank.figure)
            self._lane.ask(_Asked(bank, miss))

    def forget(self) -> None:
        """Nothing is shown any more, as when another bank is opened."""
        self._lane.forget()
        self.pane.leave()
        self._miss = None

    def close_lanes(self) -> None:
        """Stop every thread; call once."""
        self._lane.close()
        self.pane.close_lanes()

    def _on_answered(self, found: _Answered) -> None:
        self._found = found
        self._show_side(0)

    def _show_side(self, side: int) -> None:
        miss, content = self._miss, self._found.content
        if miss is None:
            return
        item = miss.above if side == 1 else miss.relevant
        hit = self._found.hits.get(item) if item is not None else None
        lacking = miss.query if content is None else item if hit is None else None
        self._lack.setText(
            self.tr("{item} is not in the open bank. Open the bank that was compared.").format(item=lacking)
            if lacking
            else ""
        )
        self._lack.setVisible(bool(lacking))
        self.pane.setVisible(not lacking)
        if hit is not None and content is not None:
            self.pane.show_hit(hit, 0, content)
            self.pane.setFocus()

    def _connect(self, look: theme.Theme) -> None:
        self._lane.answered.connect(self._on_answered)
        self._lane.failed.connect(self.failed)
        self._lane.crashed.connect(self.crashed)
        self.pane.comparer.crashed.connect(self.crashed)
        self.pane.closed.connect(self.closed)
        self.pane.stepped.connect(self.stepped)
        self._back.clicked.connect(self.closed)
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        look.changed.connect(self._paint_icons)

    def _lay_out(self) -> None:
        head, sides = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self._back)
        head.addSpacing(theme.SMALL)
        head.addWidget(self._told, 1)
        head.addWidget(self._previous)
        head.addWidget(self._next)
        sides.setSpacing(theme.TIGHT)
        for side in self.sides:
            sides.addWidget(side)
        sides.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE - theme.TIGHT, theme.TIGHT, 0, 0)
        column.setSpacing(theme.TIGHT)
        for line in (head, sides):
            line.setContentsMargins(theme.TIGHT, 0, theme.LARGE, 0)
            column.addLayout(line)
        column.addWidget(self._lack)
        column.addWidget(self.pane, 1)
        self._lack.hide()
        self.setFocusProxy(self.pane)

    def _paint_icons(self) -> None:
        for button, name in ((self._back, "left"), (self._previous, "up"), (self._next, "down")):
            button.setIcon(self._icons(name))

    def _name_things(self) -> None:
        self._back.setText(self.tr("Back to the queries"))
        self._back.setToolTip(self.tr("Back to the queries (Esc)"))
        self._previous.setToolTip(self.tr("Previous query (↑)"))
        self._previous.setAccessibleName(self.tr("Previous query"))
        self._next.setToolTip(self.tr("Next query (↓)"))
        self._next.setAccessibleName(self.tr("Next query"))
        self.setAccessibleName(self.tr("A query and what it should have found"))
        miss = self._miss
        known = (miss.relevant, miss.above or "") if miss else ("", "")
        self.sides[0].setText(self.tr("Should be found: {item}").format(item=known[0]))
        self.sides[1].setText(self.tr("Stands above it: {item}").format(item=known[1]))
        self.sides[1].setVisible(bool(known[1]))
        if miss is None:
            return
        told = (
            self.tr("{finder}: {item} is not listed for the query {query}.")
            if miss.rank is None
            else self.tr("{finder}: {item} is at place {rank} for the query {query}.")
        )
        places = {"query": miss.query, "item": miss.relevant, "finder": run_word(self._run), "rank": miss.rank}
        self._told.setText(told.format(**places))
        self.pane.stand_for(self.tr("Query {query}").format(query=miss.query))


def _read(asked: _Asked) -> _Answered:
    """Off the window's thread."""
    miss = asked.miss
    query = asked.bank.items_of([miss.query]).get(miss.query)
    if query is None:
        return _Answered(None, {})
    content = content_of_item(asked.bank.figure, query)
    beside = tuple(one for one in (miss.relevant, miss.above) if one is not None)
    answer = asked.bank.find(Query(content, 1, miss.query, beside=beside))
    return _Answered(content, {hit.item.id: hit for hit in answer.beside})
