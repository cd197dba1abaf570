"""Drafts into the bank and items into the editor: asks the form, writes in turn, says what became of it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from itembank_desktop.core.errors import BadInput, ItemBankError
from itembank_desktop.core.item import Item, ItemId
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.core.saving import Editable, Edits, Form, draft_of, form_for, is_published, item_from
from itembank_desktop.core.search import content_of
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.conflict_page import ConflictPage
from itembank_desktop.ui.desk import OpenBank, text_of
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.particles import resolved
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.right_side import RightSide
from itembank_desktop.ui.save_page import SavePage
from itembank_desktop.ui.shelf import Shelf


class SavingSide(QObject):
    """Belongs to the main thread."""

    saved = Signal()
    """The bank has an item, or a version of one, that it had not."""

    def __init__(
        self,
        page: SavePage,
        conflicts: ConflictPage,
        right: RightSide,
        results: ResultsPane,
        shelf: Shelf,
        live: LiveSearch,
        turn: InTurn,
        author: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._conflicts = conflicts
        self._right = right
        self._results = results
        self._shelf = shelf
        self._live = live
        self._turn = turn
        self._author = author
        self._bank: OpenBank | None = None
        self._name = ""
        self._collision: Collision | None = None
        self._drafts: dict[str, str] = {}
        """Names of the drafts that saves of this session were made from, by the saves' ids."""
        page.asked.connect(self._on_asked)
        page.closed.connect(right.back_to_list)
        conflicts.settled.connect(self._on_settled)
        shelf.renamed.connect(lambda _: self._leave_out())

    def show_bank(self, bank: OpenBank, name: str) -> None:
        """Save into another bank from now on; what waits for the one before was written first."""
        self._turn.finish()
        self._bank, self._name, self._collision = bank, name, None
        self._leave_out()
        if self._right.currentWidget() is self._page:
            self._right.turn_to(self._results)

    # A draft becomes an item

    def ask(self) -> None:
        """The form for the draft as it stands."""
        QGuiApplication.inputMethod().commit()  # A syllable that is being composed belongs to the item.
        draft, bank = self._shelf.draft, self._bank
        if bank is None:
            return
        if draft.is_empty:
            self._results.banner.tell(self.tr("Write an item first, then save it."), news=True)
            return
        base = self._base
        if base is not None and is_published(base):
            base = None
        self._page.show_form(
            form_for(draft, base, self._author(), datetime.now()),
            content_of(draft),
            base,
            self._name,
            self._duplicates(),
            lambda: form_for(draft, None, self._author(), datetime.now()).id,
        )
        self._right.setCurrentWidget(self._page)

    @property
    def _base(self) -> Item | None:
        """What the draft is a version of, if that is in this bank."""
        edits, bank = self._shelf.edits, self._bank
        return edits.item if edits is not None and bank is not None and edits.bank == text_of(bank.place) else None

    def _duplicates(self) -> int:
        return sum(hit.verdict is Resemblance.DUPLICATE for hit in self._results.hits.hits)

    def _on_asked(self, form: Form, as_version: bool) -> None:
        edits = self._shelf.edits if as_version else None
        base = edits.item if edits is not None else None
        try:
            item, pictures = item_from(self._shelf.draft, form, base, self._author())
        except BadInput as problem:
            self._page.show_problem(problem)
            return
        self._page.show_busy()
        self._write(ItemSave(item, edits.revision if edits is not None else 0, pictures), base, self._shelf.name)

    def _write(self, save: ItemSave, before: Item | None, draft: str) -> None:
        """`draft` is what it was made from: another one may stand in the editor by now."""
        bank = self._bank
        if bank is None:
            return
        self._drafts[save.id] = draft

        def written(result: Written | Collision | None) -> None:
            if bank is self._bank:
                self._on_written(bank, draft, save, before, result)

        self._turn.do(lambda: bank.saving.write(save), written, self._show_unwritten)

    def _show_unwritten(self, problem: ItemBankError) -> None:
        """On the form, while that is open; what was undone or chosen has none."""
        if self._right.currentWidget() is self._page:
            self._page.show_problem(problem)
        else:
            self._say(problem)

    def _on_written(
        self, bank: OpenBank, draft: str, save: ItemSave, before: Item | None, result: Written | Collision | None
    ) -> None:
        if isinstance(result, Collision):
            self._on_collision(bank, draft, result)
            return
        if result is None:
            said = self.tr("The server does not answer. {item} is kept here and sent when it is back.")
            self._results.banner.tell(resolved(said.format(item=save.item.id)), news=True)
            revision = save.base
        else:
            revision = result.revision
            self.saved.emit()
            said = self.tr("{item} is saved in the bank.") if before is None else self.tr("{item} is changed.")
            sentence, undo = resolved(said.format(item=save.item.id)), self.tr("Undo")
            self._results.banner.tell(sentence, undo, lambda: self._undo(save, before, draft, result), news=True)
        self._shelf.note_edits(draft, Edits(save.item, revision, text_of(bank.place)))
        self._back()

    def _undo(self, save: ItemSave, before: Item | None, draft: str, written: Written) -> None:
        """As it was: the version before, or nothing; somebody's change since then stays."""
        bank = self._bank
        if bank is None:
            return
        if before is not None:
            self._write(ItemSave(before, written.revision), save.item, draft)
            return

        def removed(done: bool) -> None:
            gone = self.tr("{item} is taken out of the bank again.")
            kept = self.tr("{item} was changed by somebody since. It stays.")
            self._results.banner.tell(resolved((gone if done else kept).format(item=save.item.id)), news=True)
            if done:
                self._shelf.note_edits(draft, None)
            self._back()

        self._turn.do(lambda: bank.saving.remove(save.item.id, written.revision), removed, self._say)

    def _back(self) -> None:
        """The list again, asked anew: the bank is another than before."""
        if self._right.currentWidget() is self._page:
            self._right.turn_to(self._results)
        self._leave_out()
        self._live.ask_now()

    def _leave_out(self) -> None:
        base = self._base
        self._live.exclude = base.id if base is not None else None

    # A collision

    def _on_collision(self, bank: OpenBank, draft: str, collision: Collision) -> None:
        """Both versions; the draft is of neither until one is chosen."""
        self._shelf.note_edits(draft, None)
        self._leave_out()
        self._collision = collision if bank.shared is None else None
        self._conflicts.show_waiting((collision,))
        self._right.setCurrentWidget(self._conflicts)
        self._conflicts.focus_choice()

    def _on_settled(self, collision: Collision, mine: bool) -> None:
        """Of a bank without a server; a shared bank's outbox settles its own, and `show_chosen` is told."""
        if self._collision is None or collision.mine.id != self._collision.mine.id:
            return
        self._collision = None
        self._conflicts.show_waiting(())
        self._right.turn_to(self._results)
        if mine:
            self._replace_theirs(collision)
        else:
            self._say_kept(collision)

    def show_chosen(self, collision: Collision, mine: bool, revision: int) -> None:
        """A shared bank's: what the author chose, and which revision mine became; 0 while the bank has not got it."""
        bank = self._bank
        if bank is None or bank.shared is None:
            return
        if not mine:
            self._say_kept(collision)
        elif revision or not bank.shared.line.up:
            written = Written(collision.mine.item.id, revision) if revision else None
            self._on_written(bank, self._draft_of(collision), collision.mine, collision.theirs, written)

    def _replace_theirs(self, collision: Collision) -> None:
        mine = collision.mine
        self._write(ItemSave(mine.item, collision.revision, mine.pictures), collision.theirs, self._draft_of(collision))

    def _draft_of(self, collision: Collision) -> str:
        """Empty where another session saved it."""
        return self._drafts.get(collision.mine.id, "")

    def _say_kept(self, collision: Collision) -> None:
        """Mine can still be had: in the bank after all, or as a new item where theirs is in print."""
        mine, theirs = collision.mine, collision.theirs
        said = resolved(self.tr("{item} stays as it is in the bank.").format(item=mine.item.id))
        banner, draft = self._results.banner, draft_of(mine.item, mine.pictures)
        if theirs is None or not is_published(theirs):
            banner.tell(said, self.tr("Undo"), lambda: self._replace_theirs(collision), news=True)
        elif draft is not None:
            banner.tell(said, self.tr("Mine as a new draft"), lambda: self._shelf.open_item(draft, None), news=True)
        else:
            banner.tell(said, news=True)

    # An item becomes a draft

    def edit(self, item: Item | None) -> None:
        """Put an item of the bank into the editor; the draft there goes to the shelf."""
        bank = self._bank
        if bank is None or item is None:
            return
        if is_published(item):
            self._say_published(item)
            return
        id = ItemId(item.id)
        self._turn.do(lambda: bank.saving.edit(id), lambda read: self._on_read(bank, read), self._say)

    def _on_read(self, bank: OpenBank, read: Editable) -> None:
        if bank is not self._bank:
            return
        item, draft = read.item, draft_of(read.item, read.pictures)
        if is_published(item):  # Since it was found.
            self._say_published(item)
            return
        if draft is None:
            said = self.tr("{item} is written in a way that this editor would read otherwise. It stays as it is.")
            self._results.banner.tell(resolved(said.format(item=item.id)))
            return
        aside = not self._shelf.draft.is_empty
        self._shelf.open_item(draft, Edits(item, read.revision, text_of(bank.place)))
        self._right.leave_item()
        said = self.tr("{item} is in the editor. Ctrl+S saves a new version.")
        shelved = self.tr("Your draft is on the shelf.")
        said += f" {shelved}" if aside else ""
        self._results.banner.tell(resolved(said.format(item=item.id)), news=True)

    def _say_published(self, item: Item) -> None:
        said = self.tr("{item} is published and cannot be changed.")
        self._results.banner.tell(resolved(said.format(item=item.id)), news=True)

    def _say(self, problem: ItemBankError) -> None:
        self._results.banner.tell(explain(problem).sentence)
