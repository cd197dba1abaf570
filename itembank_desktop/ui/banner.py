"""One line of news above the list, with at most one action: never a box in the way of typing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import icon_button, label
from itembank_desktop.ui.retold import Retold


class Banner(Retold, QFrame):
    """Hidden until there is something to say."""

    dismissed = Signal()

    def __init__(self, look: theme.Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._look = look
        self._icons = icons
        self._news = False
        self._passing = False
        self._act: Callable[[], object] | None = None
        self._icon = QLabel()
        self._sentence = label(wrap=True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QToolButton()
        self._action.clicked.connect(self.act)
        self._dismiss = icon_button()
        self._dismiss.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        row.setSpacing(theme.SMALL)
        for widget in (self._icon, self._sentence, self._action, self._dismiss):
            row.addWidget(widget)
        look.changed.connect(self._paint_icons)
        self._name_things()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now; empty while hidden."""
        return "" if self.isHidden() else self._sentence.text()

    @property
    def is_news(self) -> bool:
        """Whether what is said is no problem: it stays until it is read."""
        return self._news and not self.isHidden()

    def tell(
        self,
        sentence: str,
        action: str = "",
        act: Callable[[], object] | None = None,
        news: bool = False,
        passing: bool = False,
    ) -> None:
        """Say one sentence in place of the last; `act` runs when its button is pressed. `news` is no problem.

        What is `passing` is over with the next answer; a deed that was refused stays until it is read.
        """
        self._news = news
        self._passing = passing
        self._act = act
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action and act))
        self.setProperty("news", news)
        for widget in (self, self._sentence, self._action):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self._paint_icons()
        self.setAccessibleName(sentence)
        self.show()

    def _name_things(self) -> None:
        self._dismiss.setToolTip(self.tr("Dismiss"))
        self._dismiss.setAccessibleName(self.tr("Dismiss"))

    def _paint_icons(self) -> None:
        colours = self._look.colours
        ink = (colours.news if self._news else colours.problem).ink
        shown = self._icons.pixmap("info" if self._news else "alert", ink, self.devicePixelRatioF())
        self._icon.setPixmap(shown)
        self._dismiss.setIcon(self._icons("close", ink))

    def end_passing(self) -> None:
        """A question was answered: what kept others from it is over."""
        if self._passing:
            self.hide()

    def dismiss(self) -> None:
        """Say no more."""
        self.hide()
        self.dismissed.emit()

    def act(self) -> None:
        """Press the button."""
        act = self._act
        self.hide()
        if act is not None:
            act()
