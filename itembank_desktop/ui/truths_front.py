"""What a ground truth is made of: a way, what that way needs, and the file it is written to."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from itembank_desktop.core.evaluation import MAX_RELEVANCE
from itembank_desktop.core.grading import LEAST, MOST, GradeKind, Prices
from itembank_desktop.core.truth_wish import ALIKE, GradeWish, Sampling, TfidfWish, TwoTruths
from itembank_desktop.ui import theme
from itembank_desktop.ui.file_field import FileField
from itembank_desktop.ui.parts import inset, label, row, segment_button
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height, hold_least_width

MANY, SEEDS, DEAR = 100_000, 999_999, 1_000_000.0
_WORDS, _MODEL = TfidfWish(), GradeWish("", "")


class Way(Enum):
    """How a truth comes about; COMPARED makes none."""

    WORDS = 0
    MODEL = 1
    AGREED = 2
    FILE = 3
    COMPARED = 4


_DRAWN, _TWO = (Way.WORDS, Way.MODEL), (Way.AGREED, Way.COMPARED)
_MADE = tuple(way for way in Way if way is not Way.COMPARED)


class TruthsFront(Retold, QWidget):
    """Says what was asked for; what is missing for it keeps the button shut."""

    started = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running, self._way = False, Way.WORDS
        self._about = label("secondary", wrap=True)
        self.segments = [segment_button() for _ in Way]
        group = QButtonGroup(self)
        for way, segment in zip(Way, self.segments, strict=True):
            group.addButton(segment, way.value)
        group.idClicked.connect(lambda number: self.turn_to(Way(number)))
        self._make_fields()
        self.start = QPushButton()
        self.start.setObjectName("primary")
        self.start.clicked.connect(self.started)
        self._lay_out()
        self._name_things()
        self.turn_to(Way.WORDS)
        self._connect()

    @property
    def way(self) -> Way:
        """How the truth comes about."""
        return self._way

    @property
    def tfidf(self) -> TfidfWish:
        """What is asked of TF-IDF."""
        return TfidfWish(self.k.value(), self.cosine.value(), self._sampling)

    @property
    def grade(self) -> GradeWish:
        """What is asked of a language model, but for the key."""
        return GradeWish(
            self.address.text().strip().rstrip("/"), self.model.text().strip(),
            Prices(self.asked.value(), self.answered.value()), self.budget.value(),
            GradeKind(self.sees.currentData()), self.least.value(), self.candidates.value(), self._sampling,
        )  # fmt: skip

    @property
    def two(self) -> TwoTruths | None:
        """Two truths, each with the least grade that counts in it; None until both are chosen."""
        one, other = self.one.path, self.other.path
        return TwoTruths(one, other, self.least_one.value(), self.least_other.value()) if one and other else None

    @property
    def complete(self) -> bool:
        """Whether everything is there that this way needs."""
        needs = {
            Way.MODEL: self.address.text().strip() and self.model.text().strip(),
            Way.AGREED: self.two,
            Way.COMPARED: self.two,
            Way.FILE: self.source.path,
        }
        return bool(needs.get(self.way, True)) and (self.way is Way.COMPARED or self.output.path is not None)

    def turn_to(self, way: Way) -> None:
        """Ask for what this way needs."""
        self._way = way
        self.segments[way.value].setChecked(True)
        for line, ways in enumerate(self._ways):
            self._form.setRowVisible(line, way in ways)
        self._about.setText(self._said())
        self._on_changed()

    def allow(self, running: bool, begin: str = "") -> None:
        """Nothing is begun while something runs; `begin` says what the button does now, if not the usual."""
        self._running = running
        self.start.setText(begin or self._begin())
        self.start.setEnabled(self.complete and not running)
        for segment in self.segments:
            segment.setEnabled(not running)

    @property
    def _sampling(self) -> Sampling:
        return Sampling(self.drawn.value(), self.seed.value())

    def _make_fields(self) -> None:
        self.address, self.model, self.key = QLineEdit(), QLineEdit(), QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.sees = QComboBox()
        for kind in GradeKind:
            self.sees.addItem("", kind)
        self.k = QSpinBox(minimum=1, maximum=100, value=_WORDS.k)
        self.cosine = QDoubleSpinBox(minimum=0.01, maximum=0.99, decimals=2, singleStep=0.05, value=_WORDS.threshold)
        self.candidates = QSpinBox(minimum=1, maximum=100, value=_MODEL.candidates)
        self.least = QSpinBox(minimum=LEAST, maximum=MOST, value=_MODEL.threshold)
        self.drawn = QSpinBox(minimum=1, maximum=MANY, value=_WORDS.sampling.per_category)
        self.seed = QSpinBox(minimum=0, maximum=SEEDS, value=_WORDS.sampling.seed)
        self.asked, self.answered, self.budget = (QDoubleSpinBox(maximum=DEAR, decimals=2) for _ in range(3))
        self.least_one, self.least_other = (QSpinBox(minimum=1, maximum=MAX_RELEVANCE, value=ALIKE) for _ in range(2))
        # A field's title; of a file its button's.
        self._titled: dict[QWidget, QLabel] = {}
        self.one = FileField(self._ask_truth, self._word(self.least_one), self.least_one)
        self.other = FileField(self._ask_truth, self._word(self.least_other), self.least_other)
        self.source, self.output = FileField(self._ask_truth), FileField(self._ask_output)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setSpacing(theme.SMALL)
        self._ways: list[tuple[Way, ...]] = []
        word = self._word
        for line in (self.address, self.model, self.key):
            self._add((Way.MODEL,), line, line)
        self._add((Way.MODEL,), self.sees, self.sees, None)
        self._add((Way.WORDS,), self.k, self.k, word(self.cosine), self.cosine, None)
        self._add((Way.MODEL,), self.candidates, self.candidates, word(self.least), self.least, None)
        self._add(_DRAWN, self.drawn, self.drawn, word(self.seed), self.seed, None)
        self._add((Way.MODEL,), self.asked, self.asked, word(self.answered), self.answered, None)
        self._add((Way.MODEL,), self.budget, self.budget, None)
        for ways, file in ((_TWO, self.one), (_TWO, self.other), ((Way.FILE,), self.source), (_MADE, self.output)):
            self._add(ways, file.button, file)
        numbers = [field for field in self._titled if isinstance(field, QSpinBox | QDoubleSpinBox)]
        inset(*numbers)
        for sized in (*numbers, self.address, self.model, self.key, self.sees):
            hold_height(sized, theme.FIELD_HEIGHT)
        for wide in (self.address, self.model, self.key, self.sees):
            hold_least_width(wide, theme.COMPARISON_SIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.MEDIUM)
        bar = row(*self.segments, None)
        bar.setSpacing(theme.TIGHT)
        column.addLayout(bar)
        column.addWidget(self._about)
        column.addLayout(self._form)
        column.addLayout(row(self.start, None))

    def _word(self, field: QWidget) -> QLabel:
        """The title that stands before a field."""
        self._titled[field] = label()
        hold_height(self._titled[field], theme.FIELD_HEIGHT)
        return self._titled[field]

    def _add(self, ways: tuple[Way, ...], titled: QWidget, *fields: QWidget | None) -> None:
        """A line that is there for some of the ways."""
        self._form.addRow(self._word(titled), row(*fields))
        self._ways.append(ways)

    def _connect(self) -> None:
        for field in self._titled:
            if isinstance(field, QLineEdit) and field is not self.key:
                field.textChanged.connect(self._on_changed)
            elif isinstance(field, QAbstractSpinBox):
                field.valueChanged.connect(self._on_changed)  # type: ignore[attr-defined]
        self.sees.currentIndexChanged.connect(self._on_changed)
        for file in (self.one, self.other, self.source, self.output):
            file.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.allow(self._running)
        self.changed.emit()

    def _begin(self) -> str:
        words = {
            Way.MODEL: self.tr("Estimate the cost"),
            Way.FILE: self.tr("Bring it in"),
            Way.COMPARED: self.tr("Compare the two"),
        }
        return words.get(self.way, self.tr("Make the ground truth"))

    def _said(self) -> str:
        words = {
            Way.WORDS: self.tr(
                "The nearest items of drawn queries by TF-IDF. Such a truth favours finders that work by words:"
                " compare it with another one before you trust it."
            ),
            Way.MODEL: self.tr(
                "A language model grades pairs from 1 to 5: the first hits of every finder. You see what it costs"
                " before anything is sent to the address."
            ),
            Way.AGREED: self.tr("The pairs that both truths call alike, with the lower of both grades."),
            Way.FILE: self.tr("Reads TREC's form or this program's own, and keeps it as a ground truth."),
            Way.COMPARED: self.tr("How far two truths agree, and which pairs they call differently."),
        }
        return words[self.way]

    def _name_things(self) -> None:
        names = (
            self.tr("By words"), self.tr("By a language model"), self.tr("What two agree on"), self.tr("From a file"),
            self.tr("Compare two"),
        )  # fmt: skip
        for segment, name in zip(self.segments, names, strict=True):
            segment.setText(name)
        for field, title in self._titles().items():
            self._titled[field].setText(title)
            field.setAccessibleName(title)
        self.sees.setItemText(0, self.tr("Texts alone"))
        self.sees.setItemText(1, self.tr("Texts and figures"))
        self.address.setPlaceholderText("https://…/v1")
        self.key.setPlaceholderText(self.tr("kept in memory until the window closes, in no file"))
        self._about.setText(self._said())
        self.allow(self._running)

    def _titles(self) -> dict[QWidget, str]:
        alike = self.tr("Alike from grade")
        return {
            self.address: self.tr("Address"), self.model: self.tr("Model"), self.key: self.tr("Key"),
            self.sees: self.tr("What it sees"), self.k: self.tr("Items a query"), self.cosine: self.tr("Least cosine"),
            self.candidates: self.tr("Items graded a query"), self.least: alike, self.least_one: alike,
            self.least_other: alike, self.drawn: self.tr("Queries of each category"), self.seed: self.tr("Seed"),
            self.asked: self.tr("Price of a million tokens asked"), self.answered: self.tr("answered"),
            self.budget: self.tr("Budget"), self.one.button: self.tr("First ground truth"),
            self.other.button: self.tr("Second ground truth"), self.source.button: self.tr("File to read"),
            self.output.button: self.tr("Saved as"),
        }  # fmt: skip

    def _ask_truth(self, parent: QWidget) -> str:
        kinds = self.tr("Ground truths ({names})").format(names="*.json *.qrels *.txt")
        return QFileDialog.getOpenFileName(parent, self.tr("Choose a ground truth"), "", kinds)[0]

    def _ask_output(self, parent: QWidget) -> str:
        kinds = self.tr("Ground truths ({names})").format(names="*.json")
        chosen = QFileDialog.getSaveFileName(parent, self.tr("Save the ground truth as"), "truth.json", kinds)[0]
        return str(Path(chosen).with_suffix(".json")) if chosen and not Path(chosen).suffix else chosen
