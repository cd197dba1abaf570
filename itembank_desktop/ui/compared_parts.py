"""The aligned parts of a pair on one page: titles, stems, choices row by row, answers, figures, explanation."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from itembank_desktop.core.comparison import MARKS, Comparison, Row
from itembank_desktop.core.item import Item
from itembank_desktop.core.search import Hit
from itembank_desktop.core.typeset import Sheet
from itembank_desktop.ui import theme
from itembank_desktop.ui.compared_sheet import ComparedSheet
from itembank_desktop.ui.detail_pane import BadgeLabel
from itembank_desktop.ui.figure_comparison import FigureComparison
from itembank_desktop.ui.hit_model import mark
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import label, strong_label
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.sheet_view import SheetView
from itembank_desktop.ui.words import breakable, fact_name, fact_value

_MOST_ROWS = 20
_STEM, _CHOICES, _ANSWER = 2, 4, 4 + _MOST_ROWS + 1


class ComparedParts(Retold, QWidget):
    """Two columns with one scroll; `reordered` says that sheets need setting."""

    reordered = Signal()

    def __init__(self, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._look = look
        self._hit: Hit | None = None
        self._comparison: Comparison | None = None
        self._has_figures = False
        self._named = ""
        self._mine, self._id = strong_label(), label("strong", wrap=True)
        self._id.setMinimumWidth(theme.HAIR)  # A long name must not take the draft's column.
        self._id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._id.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._badge, self._score, self._facts = BadgeLabel(look), strong_label(), label("secondary", wrap=True)
        self._stem = self._sheets()
        self._facts.setContentsMargins(0, 0, 0, theme.SMALL)
        self._no_stem = label("secondary", wrap=True)
        self._choice_title, self._answer_title, self._explanation_title = (label("secondary") for _ in range(3))
        self._rows: list[tuple[ComparedSheet, ComparedSheet]] = []
        self._answer = self._sheets()
        self._no_answer = label("secondary"), label("secondary")
        self._no_choices = label("secondary"), label("secondary")
        self.figures = FigureComparison(look, icons)
        self._explanation = SheetView(press, look)
        self._explanation.reordered.connect(self.reordered)
        self._no_explanation = label("secondary", wrap=True)
        self._grid = QGridLayout(self)
        self._lay_out()
        self._say()

    def show_hit(self, hit: Hit) -> None:
        """Name the item and what is known of it."""
        self._hit = hit
        self._badge.show_verdict(hit.verdict)
        self._score.setText(mark(hit))
        self._id.setText(str(hit.item.id))
        self._facts.setText(_facts(hit.item))

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the aligned texts."""
        self._comparison = comparison
        self._stem[0].show_pieces(comparison.stem.one)
        self._stem[1].show_pieces(comparison.stem.other)
        self._show_choices(comparison.choices)
        self._answer[0].show_pieces(comparison.answer.one)
        self._answer[1].show_pieces(comparison.answer.other)
        self._explanation.show_text(comparison.explanation, keep=True)
        self._show_parts()
        self._say()

    def show_has_figures(self, has: bool) -> None:
        """Whether either side has a figure."""
        self._has_figures = has
        self._show_parts()

    def name_mine(self, name: str) -> None:
        """What stands in the draft's place, where it is no draft."""
        self._named = name
        self._say()

    def enlarge(self, height: int | None) -> None:
        """Leave only the figures, that high; None brings the rest back."""
        for at in range(self._grid.count()):
            item = self._grid.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.figures:
                widget.setVisible(height is None)
        if height is None:
            self._show_parts()

    def settle(self) -> None:
        """Take the room that is needed now, before the page is scrolled."""
        self._grid.activate()
        self.resize(self.width(), self._grid.sizeHint().height())

    @property
    def orders(self) -> list[Sheet]:
        """What the press must set, the stems first."""
        views: list[SheetView] = [*self._stem, *(view for row in self._rows for view in row), *self._answer]
        return [order for view in (*views, self._explanation) if view.isVisible() and (order := view.order) is not None]

    @property
    def text(self) -> str:
        """What both columns say, for tests and readers."""
        return " ".join(found.text() for found in self.findChildren(QLabel) if found.isVisible())

    def _retell(self) -> None:
        self._say()
        if self._hit is not None:
            self.show_hit(self._hit)

    def _sheets(self) -> tuple[ComparedSheet, ComparedSheet]:
        made = ComparedSheet(self._press, self._look, True), ComparedSheet(self._press, self._look, False)
        for sheet in made:
            sheet.reordered.connect(self.reordered)
        return made

    def _lay_out(self) -> None:
        grid = self._grid
        grid.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        grid.setHorizontalSpacing(theme.WIDE)
        grid.setVerticalSpacing(theme.TIGHT)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        for widget in (self._badge, self._score):
            head.addWidget(widget)
        head.addWidget(self._id, 1)
        title = QWidget()
        title.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._mine, 0, 0, top)
        grid.addWidget(title, 0, 1, top)
        grid.addWidget(self._facts, 1, 1, top)
        for column, sheet in enumerate(self._stem):
            grid.addWidget(sheet, _STEM, column, top)
        grid.addWidget(self._no_stem, _STEM, 0, top)
        for column, words in enumerate(self._no_choices):
            grid.addWidget(words, _CHOICES, column, top)
        below = _ANSWER + 1
        for at, one in ((_CHOICES - 1, self._choice_title), (_ANSWER, self._answer_title)):
            self._put_title(one, at)
        for column in (0, 1):
            grid.addWidget(self._answer[column], below, column, top)
            grid.addWidget(self._no_answer[column], below, column, top)
        grid.addWidget(self.figures, below + 1, 0, 1, 2)
        self._put_title(self._explanation_title, below + 2)
        grid.addWidget(self._no_explanation, below + 3, 0, top)
        grid.addWidget(self._explanation, below + 3, 1, top)
        grid.setRowStretch(below + 4, 1)

    def _put_title(self, title: QLabel, at: int) -> None:
        title.setContentsMargins(0, theme.MEDIUM, 0, 0)
        self._grid.addWidget(title, at, 0, 1, 2)

    def _show_choices(self, rows: Sequence[Row]) -> None:
        while len(self._rows) < min(len(rows), _MOST_ROWS):
            pair = self._sheets()
            for column, sheet in enumerate(pair):
                self._grid.addWidget(sheet, _CHOICES + len(self._rows), column, Qt.AlignmentFlag.AlignTop)
            self._rows.append(pair)
        for at, (mine, yours) in enumerate(self._rows):
            row = rows[at] if at < len(rows) else None
            mine.show_pieces(row.part.one if row else (), _numbered(row.here if row else None))
            yours.show_pieces(row.part.other if row else (), _numbered(row.there if row else None))

    def _show_parts(self) -> None:
        """Only what there is; a side that lacks a part says so."""
        found = self._comparison
        if found is None:
            return
        stem = bool(found.stem.one)
        self._stem[0].setVisible(stem)
        self._no_stem.setVisible(not stem)
        self._choice_title.setVisible(bool(found.choices))
        for at, pair in enumerate(self._rows):
            row = found.choices[at] if at < len(found.choices) else None
            for column, sheet in enumerate(pair):
                sheet.setVisible(row is not None and (row.there if column else row.here) is not None)
        has = any(row.here is not None for row in found.choices), any(row.there is not None for row in found.choices)
        for column in (0, 1):
            self._no_choices[column].setVisible(any(has) and not has[column])
        answers = [
            bool("".join(piece.text for piece in side).strip()) for side in (found.answer.one, found.answer.other)
        ]
        self._answer_title.setVisible(any(answers))
        for column in (0, 1):
            self._answer[column].setVisible(answers[column])
            self._no_answer[column].setVisible(any(answers) and not answers[column])
        self.figures.setVisible(self._has_figures)
        explained = bool(found.explanation.strip())
        for widget in (self._explanation_title, self._explanation, self._no_explanation):
            widget.setVisible(explained)

    def _say(self) -> None:
        self._mine.setText(self._named or self.tr("My draft"))
        self._no_stem.setText(self.tr("The draft has no text."))
        order = self._comparison is not None and self._comparison.reordered
        self._choice_title.setText(self.tr("Choices, in another order") if order else self.tr("Choices"))
        self._answer_title.setText(self.tr("Answer"))
        for words in self._no_choices:
            words.setText(self.tr("none"))
        for words in self._no_answer:
            words.setText(self.tr("not given"))
        self._explanation_title.setText(self.tr("Explanation"))
        self._no_explanation.setText(self.tr("That of a draft is not compared."))


def _numbered(place: int | None) -> str:
    return "" if place is None or place >= len(MARKS) else f"{MARKS[place]} "


def _facts(item: Item) -> str:
    """Subject and metadata in one line."""
    return "  ·  ".join(_told({"subject": item.subject, **item.metadata}))


def _told(facts: dict[str, object]) -> Iterator[str]:
    for key, value in facts.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "":
            yield breakable(f"{fact_name(key)} {fact_value(key, value)}")
