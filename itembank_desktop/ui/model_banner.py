"""One line above the list while the model is not what it could be; goes away by itself when it is."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.model import Cut, ModelPhase
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.messages import explain, reason_of
from itembank_desktop.ui.model_words import Standing, short_name


@dataclass(frozen=True, slots=True)
class News:
    """What the line is made of: how the model stands, why it did not answer, whether one is here, whether it reads.

    `cut` is what it was not shown of the draft.
    """

    standing: Standing
    problem: ItemBankError | None
    has_model: bool
    reading: bool
    cut: Cut | None = None


class ModelBanner(QObject):
    """Decides what is said; what the author closed is not said again."""

    page_asked = Signal()
    reading_asked = Signal()
    restart_asked = Signal()
    hint_dismissed = Signal()

    def __init__(self, banner: Banner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banner = banner
        self._hint = False
        self._told: tuple[str, str] | None = None
        self._closed: set[tuple[str, str]] = set()
        banner.dismissed.connect(self._on_dismissed)

    def allow_hint(self, allowed: bool) -> None:
        """Whether to say that a model can be had."""
        self._hint = allowed

    def show(self, news: News) -> None:
        """Say what is to be said now, or nothing."""
        standing = news.standing
        state = standing.state
        if state.phase.answers:
            # What has mended is told anew when it happens again.
            kept = ("hint", "unread", "answer" if news.problem else "", "cut" if news.cut else "")
            self._closed = {key for key in self._closed if key[0] in kept}
        if state.phase is ModelPhase.FAILED and state.reason is not None:
            self._tell_problem("failed", state.reason)
        elif state.phase is ModelPhase.STARTING and state.reason is not None:
            self._tell_lost(state.reason)
        elif news.problem is not None:
            self._tell_problem("answer", news.problem)
        elif news.cut is not None and state.phase.answers:
            self._tell_cut(news.cut)
        elif not standing.name and not news.has_model and self._hint:
            self._tell_hint()
        elif state.phase.answers and standing.lacking and not news.reading:
            self._tell_unread(standing)
        else:
            self._told = None
            self._banner.hide()

    def _tell_problem(self, kind: str, problem: ItemBankError) -> None:
        message = explain(problem)
        meanwhile, action = self.tr("Fingerprints go on searching."), message.next_step or self.tr("Model settings")
        self._say((kind, str(problem)), f"{message.sentence} {meanwhile}", action)

    def _tell_lost(self, reason: ItemBankError) -> None:
        why = f" ({reason_of(reason.detail)})" if reason.detail else ""
        sentence = self.tr(
            "The model's process ended{why} and is started again. Until then fingerprints search."
        ).replace("{why}", why)
        self._say(("lost", str(reason)), sentence, self.tr("Restart now"))

    def _tell_cut(self, cut: Cut) -> None:
        sentence = self.tr(
            "The draft is too long for the model: {read} tokens were read, {cut} at the end were left out. "
            "Fingerprints read all of it."
        )
        self._say(("cut", ""), sentence.format(read=f"{cut.read:,}", cut=f"{cut.left_out:,}"), "", news=True)

    def _tell_hint(self) -> None:
        sentence = self.tr(
            "There is no model, so fingerprints search. Items that mean the same in other words may be missed."
        )
        self._say(("hint", ""), sentence, self.tr("Get a model"), news=True)

    def _tell_unread(self, standing: Standing) -> None:
        sentence = self.tr("{model} has not read all of this bank yet. What it has not read is found by fingerprints.")
        sentence = sentence.format(model=short_name(standing.name))
        self._say(("unread", standing.name), sentence, self.tr("Let it read"), news=True)

    def _say(self, key: tuple[str, str], sentence: str, action: str, news: bool = False) -> None:
        if key in self._closed:
            self._told = None
            self._banner.hide()
            return
        if key == self._told and self._banner.sentence == sentence:
            return
        self._told = key
        self._banner.tell(sentence, action, self._on_acted, news)

    def _on_acted(self) -> None:
        key = self._told
        if key is not None and key[0] == "lost":
            self._told = None  # Not closed: should it be lost again, that is said again.
            self.restart_asked.emit()
            return
        self._on_dismissed()
        if key is not None and key[0] == "unread":
            self.reading_asked.emit()
        else:
            self.page_asked.emit()

    def _on_dismissed(self) -> None:
        if self._told is None:
            return
        self._closed.add(self._told)
        if self._told[0] == "hint":
            self._hint = False
            self.hint_dismissed.emit()
        self._told = None
