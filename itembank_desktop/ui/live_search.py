"""From a changing draft to an answer: pause, question, answer; no widgets inside."""

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from itembank_desktop.core.filters import EVERYTHING, Filter
from itembank_desktop.core.item import Content, Draft, ItemId
from itembank_desktop.core.search import Answer, PictureWish, Query, content_of
from itembank_desktop.ui.background import LatestOnly

Finder = Callable[[Query], Answer]
PAUSE_MS = 250
AHEAD_MS = 80
"""A rest this long in typing lets the model read what will probably be asked when the pause is over."""
ENOUGH = 8

_FORMULA_EDGE = re.compile(r"(?<!\\)\${1,2}|\\[()\[\]]")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_MARKUP = re.compile(r"[\s{}^_&\\]")


def weight_of(text: str) -> int:
    """How much a text says: 1 for a letter or digit of prose, 2 for each symbol of a formula.

    Spaces, punctuation and markup say nothing. A formula's symbols count double because they are dense:
    "$x^2+1$" can be looked for, "$x+1$" and "다음 값" cannot.
    """
    parts: list[str] = _FORMULA_EDGE.split(text)
    prose = sum(character.isalnum() for part in parts[::2] for character in part)
    symbols = sum(len(_MARKUP.sub("", _COMMAND.sub("x", part))) for part in parts[1::2])
    return prose + 2 * symbols


class LiveSearch(QObject):
    """Asks the newest draft after a pause in typing, at once when a picture was added.

    `asked` carries the Query, `answered` the Answer, `failed` an ItemBankError, `crashed` any other error.
    A draft that asks nothing new is not asked again. `rested` says that typing rests, bank or no bank. `ahead` carries
    the content that will be asked if the draft stays as it is.
    """

    rested = Signal()
    ahead = Signal(object)
    asked = Signal(object)
    answered = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    too_short = Signal()
    emptied = Signal()

    def __init__(
        self,
        finder: Finder | None,
        *,
        pause_ms: int = PAUSE_MS,
        limit: int = 20,
        name: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`name` is what the model knows the draft by."""
        super().__init__(parent)
        self._finder = finder
        self._name = name
        self._limit = limit
        self._draft = Draft()
        self._filter = EVERYTHING
        self._question: Query | None = None
        self._wish = PictureWish()
        self.beside: tuple[ItemId, ...] = ()
        """Items that are compared with every further question, however far they are."""
        self.shelf = ""
        """The draft's name on the shelf, for every further question."""
        self.exclude: ItemId | None = None
        """The item that the draft is a version of: it would find itself."""
        self._timer = QTimer(self, singleShot=True, interval=pause_ms)
        self._timer.timeout.connect(self._on_pause)
        self._rest = QTimer(self, singleShot=True, interval=AHEAD_MS)
        self._rest.timeout.connect(self._look_ahead)
        # The finder travels with the question: the thread must not read what the window may exchange.
        self._lane: LatestOnly[tuple[Finder, Query], Answer] = LatestOnly(lambda asked: asked[0](asked[1]), self)
        self._lane.answered.connect(self.answered)
        self._lane.failed.connect(self._on_failed)
        self._lane.crashed.connect(self._on_crashed)

    @property
    def content(self) -> Content:
        """What the draft asks as it stands."""
        return content_of(self._draft)

    def set_pause(self, milliseconds: int) -> None:
        """How long typing must rest before a question is asked."""
        self._timer.setInterval(milliseconds)

    def set_wish(self, wish: PictureWish) -> None:
        """How pictures are searched from now on; a draft that has some is asked again."""
        self._wish = wish
        if self._draft.pictures:
            self._timer.stop()
            self._on_pause()

    def set_finder(self, finder: Finder | None) -> None:
        """Search with another finder (another bank) from now on, and ask it the draft as it stands.

        With None (no bank is open) nothing is asked until there is one.
        """
        self._finder = finder
        self._forget()
        self.ask_now()

    def set_filter(self, wanted: Filter) -> None:
        """Look only at these items from now on; a draft that stands is asked again."""
        if wanted == self._filter:
            return
        self._filter = wanted
        if self._finder is not None and not self._draft.is_empty:
            self.ask_now()

    def on_draft_changed(self, draft: Draft) -> None:
        """Take the newest draft; the same one again changes nothing, not even the pause."""
        if draft == self._draft:
            return
        known = {picture.sha256 for picture in self._draft.pictures}
        added = any(picture.sha256 not in known for picture in draft.pictures)
        self._draft = draft
        self._rest.stop()
        if draft.is_empty or added:
            # The model begins to look at the picture while the fingerprints are made.
            self._look_ahead()
            self._timer.stop()
            self._on_pause()
        else:
            self._timer.start()
            if self._timer.interval() > AHEAD_MS:
                self._rest.start()

    def ask_now(self) -> None:
        """Ask the draft as it stands without waiting, even if it was asked before."""
        self._timer.stop()
        self._question = None
        self._on_pause()

    def close(self) -> None:
        """Stop the timers and the thread; nothing is emitted afterwards."""
        self._timer.stop()
        self._rest.stop()
        self._lane.close()

    def _on_pause(self) -> None:
        self.rested.emit()
        if self._draft.is_empty:
            self._forget()
            self.emptied.emit()
        elif not self._is_enough():
            self._forget()
            self.too_short.emit()
        else:
            self._ask(self._query())

    def _is_enough(self) -> bool:
        return bool(self._draft.pictures) or weight_of(self._draft.text) >= ENOUGH

    def _look_ahead(self) -> None:
        if not self._draft.is_empty and self._is_enough():
            self.ahead.emit(self._query().asked)

    def _query(self) -> Query:
        query = Query(content_of(self._draft), self._limit, draft=self._name, filter=self._filter)
        query = replace(query, beside=self.beside, shelf=self.shelf, exclude=self.exclude)
        if not self._draft.pictures:
            return query
        wish = self._wish
        return replace(query, pictures_only=wish.pictures_only, scores=wish.scores, push=wish.push)

    def _ask(self, question: Query) -> None:
        asked_before = self._question is not None and replace(question, beside=self._question.beside) == self._question
        if asked_before or self._finder is None:
            return
        self._question = question
        self._lane.ask((self._finder, question))
        self.asked.emit(question)

    def _forget(self) -> None:
        self._question = None
        self._lane.forget()

    def _on_failed(self, error: object) -> None:
        self._question = None  # The same draft may be asked again: the world may have mended.
        self.failed.emit(error)

    def _on_crashed(self, error: object) -> None:
        self._question = None
        self.crashed.emit(error)
