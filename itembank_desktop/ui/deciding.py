"""Where decisions are made: keys and buttons at the list and the comparison, and what the list shows after them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from itembank_desktop.core.arrangement import Arrangement, arrange, family_of
from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Content, ItemId
from itembank_desktop.core.judgement import Judged
from itembank_desktop.core.search import Answer, Hit
from itembank_desktop.core.verdict import Mark, Verdict
from itembank_desktop.ui.comparison_pane import ComparisonPane
from itembank_desktop.ui.hit_model import Standings
from itembank_desktop.ui.judging import Judging
from itembank_desktop.ui.judging_panel import KEYS, TAKE_BACK, JudgingPanel
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.particles import resolved
from itembank_desktop.ui.parts import fill
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.verdict_words import word

Pair = tuple[Content, Hit]


class Deciding(QObject):
    """`arranged` carries the answer as the list shows it now, whenever a decision has changed it."""

    arranged = Signal(object)

    def __init__(
        self, judging: Judging, results: ResultsPane, comparison: ComparisonPane, compared: Callable[[], bool],
        parent: QWidget,
    ) -> None:  # fmt: skip
        """`compared` says whether the comparison, or the whole item behind it, is what the author looks at."""
        super().__init__(parent)
        self.judging = judging
        self.panel = JudgingPanel()
        self._results = results
        self._comparison = comparison
        self._compared = compared
        self._answer: Answer | None = None
        self._arrangement = Arrangement()
        self._pair: Pair | None = None
        self._with_hidden = False
        self._told_hidden: tuple[str, ItemId] | None = None
        self._unfolded: frozenset[str] = frozenset()
        fill(comparison.judging, self.panel)
        comparison.paired.connect(self._on_paired)
        results.hidden_asked.connect(self._on_hidden_asked)
        results.hits.family_asked.connect(self._on_family_asked)
        self.panel.marked.connect(self._on_marked)
        self.panel.taken_back.connect(self._on_taken_back)
        judging.changed.connect(self._on_changed)
        judging.given.connect(self._on_given)
        self._make_shortcuts(parent)

    def take(self, answer: Answer) -> Answer:
        """The answer as the list shows it: dismissed pairs left out, families folded, places from 1."""
        self._answer = answer
        self.judging.take(answer)
        return self._arranged()

    def refresh(self) -> None:
        """Show what is to be shown now, as after another item was opened."""
        if self._answer is None:
            return
        if not self._compared():
            self._move_on()
        before = self._arrangement
        answer = self._arranged()
        if self._arrangement != before:
            self._results.show_answer(answer)
            self.arranged.emit(answer)

    def forget(self) -> None:
        """There is no answer any more, as when another bank is open that has not been asked yet."""
        self._answer = None

    @property
    def answer(self) -> Answer | None:
        """The newest answer with all its hits, dismissed ones too."""
        return self._answer

    def judged(self, hit: Hit) -> Judged:
        """How things stand between the newest answer's draft and a hit."""
        return self.judging.judged(self._answer.query.content if self._answer else Content(), hit)

    def _arranged(self) -> Answer:
        answer = self._answer
        assert answer is not None
        judged = self.judging.all_judged(answer.query.content, answer.hits)
        item = self._comparison.item
        made = arrange(
            answer.hits, judged, answer.query.limit, self.judging.author,
            item.id if item is not None and self._compared() else None, self._with_hidden, self._unfolded,
        )  # fmt: skip
        self._arrangement = made
        reviewed = {hit.item.id: self.judging.reviewed(hit) for hit in made.hits}
        self._results.hits.show_standings(Standings(judged, made.folded, made.unfolded, reviewed))
        self._results.show_hidden(made.hidden)
        self._drop_what_is_over(judged)
        return replace(answer, hits=made.hits)

    def _drop_what_is_over(self, judged: Mapping[ItemId, Judged]) -> None:
        """A changed draft brings a hidden item back: the banner must not go on calling it hidden."""
        if self._told_hidden is None:
            return
        sentence, item = self._told_hidden
        if item in judged and not judged[item].is_dismissed:
            self._told_hidden = None
            if self._results.banner.sentence == sentence:
                self._results.banner.dismiss()

    def _make_shortcuts(self, window: QWidget) -> None:
        for mark, keys in KEYS.items():
            QShortcut(QKeySequence(keys), window).activated.connect(lambda mark=mark: self._on_marked(mark))
        QShortcut(QKeySequence(TAKE_BACK), window).activated.connect(self._on_taken_back)
        for place in (self._results.hits, self._comparison):
            gone = QShortcut(QKeySequence("Delete"), place)
            gone.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            gone.activated.connect(lambda: self._on_marked(Mark.DIFFERENT))

    def _chosen(self) -> Pair | None:
        """What a key decides about: the pair on the page, else the selected hit and the draft it was found for.

        Nothing that is out of sight, as behind the page of an import.
        """
        if self._compared():
            return self._pair if self._answer is not None else None
        if self._results.isHidden():
            return None
        hit = self._results.hits.current_hit
        return (self._answer.query.content, hit) if hit is not None and self._answer is not None else None

    def _on_marked(self, mark: Mark) -> None:
        pair = self._chosen()
        if pair is None:
            self._results.banner.tell(self.tr("Select an item first, then decide about it."), news=True)
        elif mark is Mark.ENEMY:
            self.judging.toggle_enemy(*pair, self._why)
        else:
            self.judging.give(*pair, mark, self._why)

    @property
    def _why(self) -> str:
        return self.panel.why if self._compared() else ""

    def _on_taken_back(self) -> None:
        pair = self._chosen()
        if pair is not None:
            self.judging.take_back(*pair)

    def _on_given(self, verdict: Verdict, before: Judged) -> None:
        self.panel.clear_why()
        item = verdict.other.item or verdict.one.item
        if verdict.mark in (Mark.WITHDRAWN, Mark.NO_ENEMY):
            said = self.tr("Nothing is decided about {item} any more.")
        elif verdict.mark is Mark.DIFFERENT:
            said = self.tr("{item} is unrelated and hidden until one of the two changes.")
        elif verdict.mark is Mark.ENEMY:
            said = self.tr("{item} must not meet the draft in one paper.")
        else:
            said = self.tr("{item}: {verdict}.")
        sentence = resolved(said.format(item=item, verdict=word(verdict.mark)))
        self._told_hidden = (sentence, ItemId(item)) if item and verdict.mark is Mark.DIFFERENT else None
        self._results.banner.tell(sentence, self.tr("Undo"), lambda: self.judging.undo(verdict, before), news=True)

    def _on_changed(self) -> None:
        self.refresh()
        self._show_pair(fresh=False)

    def _move_on(self) -> None:
        """The selection leaves a hit that goes out of sight, so that the next one can be decided."""
        hits = self._results.hits
        hit = hits.current_hit
        if hit is not None and self.judged(hit).is_dismissed and not self._with_hidden:
            hits.step(-1 if hits.hits[-1] == hit else 1)

    def _on_paired(self, pair: Pair) -> None:
        fresh = self._pair is None or self._pair[1].item.id != pair[1].item.id
        self._pair = pair
        self._show_pair(fresh)

    def _show_pair(self, fresh: bool) -> None:
        if self._pair is None:
            return
        content, hit = self._pair
        published = hit.item.metadata.get("status") == "published"
        self.panel.show_judged(self.judging.judged(content, hit), self.judging.reviewed(hit), published, fresh)

    def _on_hidden_asked(self, shown: bool) -> None:
        self._with_hidden = shown
        self.refresh()

    def _on_family_asked(self, hit: Hit) -> None:
        self._unfolded ^= {family_of(hit.item, self.judging.author)}
        self.refresh()

    def show_problem(self, problem: ItemBankError) -> None:
        """A decision could not be kept: nothing is shown as given."""
        sentence, _ = explain(problem)
        self.panel.show_problem(sentence)
        self._results.banner.tell(sentence)
