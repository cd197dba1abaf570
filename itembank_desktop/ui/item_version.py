"""One version of an item in a column, with the parts marked that another version has otherwise."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from itembank_desktop.core.item import Item
from itembank_desktop.ui import theme
from itembank_desktop.ui.figure_view import FigureView, ZoomedFigure
from itembank_desktop.ui.parts import label, strong_label
from itembank_desktop.ui.press import Order, Press, Print
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.sheet_view import SheetView
from itembank_desktop.ui.words import breakable, fact_name, fact_value

_ZOOM_DETAIL = 3.0
PARTS = ("stem", "answer", "explanation", "figures", "facts")


def differing(one: Item, other: Item) -> frozenset[str]:
    """Which of PARTS are not the same in both; choices count as the stem's."""
    return frozenset(
        part
        for part, same in (
            ("stem", (one.stem, one.choices) == (other.stem, other.choices)),
            ("answer", one.answer == other.answer),
            ("explanation", one.explanation == other.explanation),
            ("figures", [figure.sha256 for figure in one.figures] == [figure.sha256 for figure in other.figures]),
            ("facts", (one.subject, dict(one.metadata)) == (other.subject, dict(other.metadata))),
        )
        if not same
    )


def align(one: "ItemVersion", other: "ItemVersion") -> None:
    """Every part of two versions begins at the same height, whatever stands before it."""
    for part in PARTS:
        pair = (one.blocks[part], other.blocks[part])
        height = max(block.sizeHint().height() for block in pair)
        for block in pair:
            block.setMinimumHeight(height)
            block.setVisible(height > 0)


class ItemVersion(Retold, QWidget):
    """Says so where there is no such version any more."""

    reordered = Signal()

    def __init__(self, press: Press, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._look = look
        self._item: Item | None = None
        self._changed: frozenset[str] = frozenset()
        self._figures: list[tuple[FigureView, Print]] = []
        self._name, self._gone, self._facts = strong_label(), label("secondary", wrap=True), label(wrap=True)
        self._heads = {part: label("secondary", wrap=True) for part in PARTS}
        self._sheets = {part: SheetView(press, look) for part in ("stem", "answer", "explanation")}
        self._pictures = QVBoxLayout()
        self.blocks = {part: QWidget() for part in PARTS}
        """Each with a part and its head."""
        for sheet in self._sheets.values():
            sheet.reordered.connect(self.reordered)
        self._lay_out()

    @property
    def orders(self) -> list[Order]:
        """What the press must make."""
        sheets: list[Order] = [sheet.order for sheet in self._sheets.values() if sheet.order is not None]
        return sheets + [order for _, order in self._figures]

    @property
    def marked(self) -> list[str]:
        """The names of the parts that are said to differ."""
        return [head.text() for part, head in self._heads.items() if part in self._changed and not head.isHidden()]

    def show_name(self, name: str) -> None:
        """Whose version it is."""
        self._name.setText(name)
        self.setAccessibleName(name)

    def show_item(self, item: Item | None, changed: frozenset[str]) -> None:
        """The version; None where it was deleted."""
        self._item, self._changed = item, changed
        texts = {
            "stem": item.stem if item else "",
            "answer": item.answer if item else "",
            "explanation": item.explanation if item else "",
        }
        for part, sheet in self._sheets.items():
            sheet.show_text(texts[part], item.choices if item and part == "stem" else ())
            sheet.setVisible(bool(texts[part].strip()))
        self._show_figures(item)
        self._name_things()

    def take_figures(self) -> None:
        """Those that are made by now."""
        for view, order in self._figures:
            made = self._press.get(order)
            if made is not None:
                view.show_figure(made.pixmap, made.problem)

    def _show_figures(self, item: Item | None) -> None:
        for view, _ in self._figures:
            view.setParent(None)
            view.deleteLater()
        self._figures = []
        for figure in item.figures if item else ():
            order = Print(figure.sha256, theme.THUMB_WIDTH, theme.THUMB_HEIGHT, self.devicePixelRatioF())
            view = FigureView(self._look)
            view.zoom_asked.connect(partial(self._zoom, order))
            self._pictures.addWidget(view, 0, Qt.AlignmentFlag.AlignLeft)
            self._figures.append((view, order))

    def _zoom(self, order: Print) -> None:
        """Show the figure large, finer as soon as that is made."""
        made = self._press.get(order)
        if made is None or made.pixmap is None:
            return
        room = self.window().size()
        zoomed = ZoomedFigure(made.pixmap, self._look, self)
        finer = Print(order.sha256, room.width(), room.height(), self.devicePixelRatioF() * _ZOOM_DETAIL)
        zoomed.sharpen(self._press, finer)
        zoomed.open()

    def _name_things(self) -> None:
        item = self._item
        names = {
            "stem": self.tr("Question"),
            "answer": self.tr("Answer"),
            "explanation": self.tr("Explanation"),
            "figures": self.tr("Figures"),
            "facts": self.tr("Details"),
        }
        self._gone.setText(self.tr("It was deleted."))
        self._gone.setVisible(item is None)
        # A server keeps metadata in an order of its own: sorted, the same fact stands in the same line of both.
        facts = {"subject": item.subject, **item.metadata} if item else {}
        told = (f"{fact_name(name)} {fact_value(name, value)}" for name, value in sorted(facts.items()) if value)
        self._facts.setText(breakable("\n".join(told)))
        full = {
            "figures": bool(item and item.figures),
            "facts": bool(self._facts.text()),
            **{part: not sheet.isHidden() for part, sheet in self._sheets.items()},
        }
        for part, head in self._heads.items():
            name, changed = names[part], part in self._changed
            head.setText(self.tr("{part} · differs").format(part=name) if changed else name)
            head.setProperty("differs", changed)
            head.style().unpolish(head)
            head.style().polish(head)
            head.setVisible(item is not None and (full[part] or changed))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self._name)
        column.addWidget(self._gone)
        for part, block in self.blocks.items():
            inside = QVBoxLayout(block)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(theme.SMALL)
            inside.addWidget(self._heads[part])
            if part == "figures":
                inside.addLayout(self._pictures)
            else:
                inside.addWidget(self._sheets.get(part, self._facts))
            inside.addStretch(1)
            column.addWidget(block)
        column.addStretch(1)
