"""How a search with pictures is narrowed: pictures alone, a range of scores, words that push."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from itembank_desktop.core.search import ALL_SCORES, PictureWish
from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import label
from itembank_desktop.ui.points_field import PointsField
from itembank_desktop.ui.rearranged import Rearranged
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.text_scale import hold_height, scaled

PAUSE_MS = 250


class PictureOptions(Rearranged, Retold, QWidget):
    """One line above the hits while the draft holds a picture; keeps what was chosen as long as the window lives."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = PictureWish()
        self._both, self._alone = _way(), _way()
        self._both.setChecked(True)
        self._score = label("secondary")
        self.least, self.most = PointsField(ALL_SCORES[0]), PointsField(ALL_SCORES[1])
        self._dash = label("secondary")
        self._dash.setText("–")
        self.push = QLineEdit(maxLength=200, clearButtonEnabled=True)
        self.push.setObjectName("field")
        hold_height(self.push, theme.FIELD_HEIGHT)
        self.push.setAcceptDrops(False)  # A picture dropped on it is for the draft.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._lay_out()
        self._both.clicked.connect(lambda: self.choose(pictures_only=False))
        self._alone.clicked.connect(lambda: self.choose(pictures_only=True))
        self.least.changed.connect(self._on_range)
        self.most.changed.connect(self._on_range)
        self.push.textChanged.connect(lambda: self._pause.start())
        self._name_things()
        self.hide()

    @property
    def wish(self) -> PictureWish:
        """What is chosen now."""
        return PictureWish(
            self._alone.isChecked(), (self.least.value, self.most.value), " ".join(self.push.text().split())
        )

    def choose(self, pictures_only: bool) -> None:
        """Pictures alone, or with the draft's words."""
        self._both.setChecked(not pictures_only)
        self._alone.setChecked(pictures_only)
        self._tell()

    def show_for(self, pictures: int, has_text: bool) -> None:
        """Show what a draft with so many pictures can choose."""
        self.setVisible(bool(pictures))
        for button in (self._both, self._alone):
            button.setVisible(has_text)

    def show_calibrated(self, calibrated: bool) -> None:
        """A score that stands for a rank has no range."""
        for box in (self.least, self.most):
            box.setEnabled(calibrated)

    def close_timer(self) -> None:
        """Stop waiting; call once, when the window closes."""
        self._pause.stop()

    def _on_range(self) -> None:
        """The least never passes the most."""
        self.least.bound(ALL_SCORES[0], self.most.value)
        self.most.bound(self.least.value, ALL_SCORES[1])
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        if self.wish != self._told:
            self._told = self.wish
            self.changed.emit(self._told)

    def _lay_out(self) -> None:
        self._ways, self._range = QWidget(), QWidget()
        ways = self._both, self._alone
        range_ = self._score, self.least, self._dash, self.most
        for part, widgets in ((self._ways, ways), (self._range, range_)):
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.TIGHT)
            for widget in widgets:
                line.addWidget(widget)
        self.push.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lines = QHBoxLayout(), QHBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.HAIR, 0, theme.MEDIUM + theme.HAIR, theme.TIGHT)
        whole.setSpacing(theme.SMALL)
        for line in self._lines:
            line.setSpacing(theme.SMALL)
            whole.addLayout(line)
        self._fill_lines(1)

    def _arrange(self) -> None:
        """All in one line, or the words that push below, or the range with them."""
        ways, range_ = (part.sizeHint().width() + theme.SMALL for part in (self._ways, self._range))
        room = self.width() - theme.MEDIUM
        first = 3 if ways + range_ + scaled(theme.PUSH_LEAST) <= room else 2 if ways + range_ <= room else 1
        if first != self._first:
            self._fill_lines(first)

    def _fill_lines(self, first: int) -> None:
        """So many parts stand in the first line."""
        self._first = first
        for line in self._lines:
            while line.takeAt(0) is not None:
                pass
        for number, part in enumerate((self._ways, self._range, self.push)):
            self._lines[0 if number < first else 1].addWidget(part, 1 if part is self.push else 0)
        if first < 3:
            self._lines[0].addStretch(1)

    def _name_things(self) -> None:
        self._both.setText(self.tr("Picture and text"))
        self._alone.setText(self.tr("Picture alone"))
        self._both.setAccessibleName(self.tr("Search with pictures and text"))
        self._alone.setAccessibleName(self.tr("Search with pictures alone"))
        self._score.setText(self.tr("Score"))
        self.least.setAccessibleName(self.tr("Least score"))
        self.most.setAccessibleName(self.tr("Greatest score"))
        tip = self.tr("Show only items between these scores. Lower the second number to leave out exact hits.")
        self.least.setToolTip(tip)
        self.most.setToolTip(tip)
        self.push.setPlaceholderText(self.tr("− words"))
        self.push.setAccessibleName(self.tr("Words that push items down"))
        self.push.setToolTip(self.tr("Items that resemble these words stand lower. Their scores stay."))


def _way() -> QToolButton:
    button = QToolButton()
    button.setObjectName("segment")
    button.setCheckable(True)
    return button
