"""Every two finders against each other, or one of them against all others."""

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from itembank_desktop.core.comparison_of_finders import CHANCE, Difference, TruthResult
from itembank_desktop.ui import theme
from itembank_desktop.ui.finder_words import run_word
from itembank_desktop.ui.parts import label, row
from itembank_desktop.ui.result_tables import ResultTable
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height


class PairedFinders(Retold, QWidget):
    """Paired permutation tests with Holm's correction, in a sentence and a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: TruthResult | None = None
        self._measure = ""
        self.finder = QComboBox()
        self.finder.currentIndexChanged.connect(self._show)
        hold_height(self.finder, theme.FIELD_HEIGHT)
        self._told, self.table = label("secondary", wrap=True), ResultTable()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addLayout(row(self.finder, None))
        column.addWidget(self._told)
        column.addWidget(self.table, 1)
        self._name_things()

    @property
    def text(self) -> str:
        """What is said of the rows that are shown."""
        return self._told.text()

    def show_result(self, result: TruthResult, measure: str) -> None:
        """The pairs under another truth; the finder that was chosen stays so where it is among them."""
        self._result, self._measure = result, measure
        chosen = self.finder.currentData()
        names = dict.fromkeys(name for one in result.pairs for name in (one.best, one.run))
        self.finder.blockSignals(True)
        self.finder.clear()
        self.finder.addItem("", None)
        for name in names:
            self.finder.addItem(run_word(name), name)
        self.finder.setCurrentIndex(max(0, self.finder.findData(chosen)))
        self.finder.blockSignals(False)
        self._name_things()

    def _show(self) -> None:
        result, chosen = self._result, self.finder.currentData()
        if result is None:
            return
        pairs = [_seen_by(one, chosen) for one in result.pairs if chosen in (None, one.run, one.best)]
        self._told.setText(self._summary(pairs, chosen, result))
        head = [
            self.tr("Finder"), self.tr("Against"), self.tr("Difference in {measure}").format(measure=self._measure),
            self.tr("p, corrected"), self.tr("What that says"),
        ]  # fmt: skip
        rows = [
            [
                *((run_word(name), run_word(name)) for name in (one.run, one.best)),
                (f"{one.difference:+.3f}", one.difference), (f"{one.corrected:.3f}", one.corrected),
                (self._verdict(one), self._verdict(one)),
            ]
            for one in pairs
        ]  # fmt: skip
        self.table.show_rows(head, rows)

    def _summary(self, pairs: list[Difference], chosen: str | None, result: TruthResult) -> str:
        apart = [one for one in pairs if one.corrected < CHANCE]
        if not pairs:
            return self.tr("There are no two finders to compare.")
        if chosen is None:
            told = [
                self.tr("{apart} of {count} pairs differ by more than chance explains. The better one stands first.")
                .format(apart=len(apart), count=len(pairs))
            ]  # fmt: skip
        else:
            better = sum(one.difference > 0 for one in apart)
            told = [
                self.tr("{finder}, by more than chance: better than {better}, worse than {worse}.").format(
                    finder=run_word(chosen), better=better, worse=len(apart) - better
                )
            ]
            if alike := len(pairs) - len(apart):
                told.append(self.tr("It cannot be told apart from {alike}.").format(alike=alike))
        compared = self.finder.count() - 1
        if compared < len(result.scores):
            told.append(self.tr("The best {count} finders are compared in twos.").format(count=compared))
        return " ".join(told)

    def _verdict(self, one: Difference) -> str:
        if one.corrected >= CHANCE:
            return self.tr("cannot be told apart")
        return self.tr("better, more than chance") if one.difference > 0 else self.tr("worse, more than chance")

    def _name_things(self) -> None:
        if self.finder.count():
            self.finder.setItemText(0, self.tr("All finders"))
            for place in range(1, self.finder.count()):
                self.finder.setItemText(place, run_word(str(self.finder.itemData(place))))
        self.finder.setAccessibleName(self.tr("Finder to compare with all others"))
        self.table.setAccessibleName(self.tr("Every two finders"))
        self._show()


def _seen_by(one: Difference, finder: str | None) -> Difference:
    """The same test told of `finder`, or of the better one."""
    if finder in (None, one.best):
        return Difference(one.best, one.run, one.measure, -one.difference, one.p, one.corrected)
    return one
