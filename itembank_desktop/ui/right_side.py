"""The right side's pages: hits, a comparison, an open item, an import, the model; the keyboard goes along."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Content
from itembank_desktop.core.search import Answer
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.detail_pane import DetailPane
from itembank_desktop.ui.import_screen import ImportScreen
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_page import ModelPage
from itembank_desktop.ui.results_pane import ResultsPane


class RightSide(QStackedWidget):
    """One page at a time; `editor` takes the keyboard when the page that had it can not."""

    stepped = Signal(object)
    """The hit that is selected now, after a step from anywhere."""

    def __init__(
        self,
        results: ResultsPane,
        comparison: ComparisonPane,
        detail: DetailPane,
        imports: ImportScreen,
        model_page: ModelPage,
        editor: QWidget,
        more: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`more` are pages that others show and leave."""
        super().__init__(parent)
        self.setObjectName("right")
        self._results = results
        self._comparison = comparison
        self._detail = detail
        self._imports = imports
        self._editor = editor
        self._answered: Content | None = None
        self._refusal = ""
        pages: tuple[QWidget, ...] = (results, comparison, detail, imports, model_page, *more)
        for page in pages:
            self.addWidget(page)
        detail.stepped.connect(self.step)
        imports.closed.connect(lambda: self.turn_to(results))
        model_page.closed.connect(lambda: self.setCurrentWidget(results))

    @property
    def answered(self) -> Content | None:
        """What the hits in sight were found for."""
        return self._answered

    def show_answer(self, answer: Answer) -> None:
        """Show what was found; an item that is being read stays open."""
        if self.currentWidget() is self._detail and not self._is_being_read(answer):
            self.turn_to(self._comparison)
        self._answered = answer.query.content
        self._results.banner.end_passing()
        self._results.show_answer(answer)

    def show_problem(self, problem: ItemBankError) -> None:
        """Say above the list what was refused; a running import stays within reach."""
        self._refusal, _ = explain(problem)
        if self.currentWidget() is self._imports:
            self._results.banner.tell(self._refusal, self.tr("Show the import"), self.show_imports)
        else:
            self._results.banner.tell(self._refusal)
        self.turn_to(self._results)

    def end_problem(self) -> None:
        """What was refused is made good, or its draft is gone."""
        if self._refusal and self._results.banner.sentence == self._refusal:
            self._results.banner.dismiss()

    def show_imports(self) -> None:
        """The import's page."""
        self.turn_to(self._imports)

    def step(self, by: int) -> None:
        """Move among the hits from anywhere; an open item follows."""
        hits = self._results.hits
        hits.step(by)
        if hits.current_hit is None:
            return
        if self.currentWidget() is self._detail:
            self._detail.show_hit(hits.current_hit, len(hits.hits))
        self.stepped.emit(hits.current_hit)

    def leave_item(self) -> None:
        """Back to the list if an item is open, compared or whole."""
        if self.currentWidget() in (self._detail, self._comparison):
            self.turn_to(self._results)

    def turn_to(self, page: QWidget) -> None:
        """Show a page; the keyboard goes along only if it was on this side, and never gets lost."""
        held = holds_focus(self)
        self.setCurrentWidget(page)
        if held:
            inner: dict[QWidget, QWidget] = {
                self._results: self._results.hits,
                self._imports: self._imports.close_button,
            }
            inside = inner.get(page, page)
            (inside if inside.isVisible() else self._editor).setFocus()

    def back_to_list(self) -> None:
        """The list, with the keyboard."""
        self.setCurrentWidget(self._results)
        self._results.hits.setFocus()

    def _is_being_read(self, answer: Answer) -> bool:
        """Whether the open item is still a hit, and has the keyboard or answers the same draft as before.

        An import that ends, or a model that is back, must not shut it.
        """
        item = self._detail.item
        found = item is not None and any(hit.item.id == item.id for hit in answer.hits)
        return found and (answer.query.content == self._answered or holds_focus(self._detail))


def holds_focus(part: QWidget) -> bool:
    """Whether the keyboard is with this part of its window or with something inside it."""
    focused = part.window().focusWidget()
    return focused is not None and (focused is part or part.isAncestorOf(focused))
