"""The draft shelf: what is typed saves itself, drafts are parked and come back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Draft
from itembank_desktop.core.saving import Edits
from itembank_desktop.core.shelf import DraftShelf, ShelvedDraft, new_name
from itembank_desktop.core.verdict import now
from itembank_desktop.ui.background import InTurn
from itembank_desktop.ui.draft_editor import DraftEditor

Found = Callable[[], tuple[str, Sequence[Mapping[str, object]]]]
"""The bank that was searched, and what stands for the hits: what is kept with a draft."""


class Shelf(QObject):
    """Names the draft in the editor and keeps it; an emptied editor begins another draft.

    `renamed` carries the name of the draft that stands in the editor from now on, `listed` says that the drafts on the
    shelf are others, `parked` and `discarded` carry what can be undone, `failed` an ItemBankError.
    """

    renamed = Signal(str)
    listed = Signal()
    parked = Signal(object)
    discarded = Signal(object)
    failed = Signal(object)

    def __init__(
        self, shelf: DraftShelf, editor: DraftEditor, turn: InTurn, found: Found, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._editor = editor
        self._turn = turn
        self._found = found
        self._now = ShelvedDraft(new_name(), Draft())
        self._left: ShelvedDraft | None = None
        self._saved: tuple[str, Draft] | None = None
        self._saving = False
        self.drafts: tuple[ShelvedDraft, ...] = ()
        editor.draft_changed.connect(self._on_draft_changed)

    @property
    def name(self) -> str:
        """What the draft in the editor is known by."""
        return self._now.name

    @property
    def draft(self) -> Draft:
        """What stands in the editor."""
        return self._now.draft

    @property
    def edits(self) -> Edits | None:
        """The item that the draft in the editor is a version of."""
        return self._now.edits

    def note_edits(self, name: str, edits: Edits | None) -> None:
        """The draft of that name is a version of this item from now on; one that left the editor meanwhile is not."""
        if name == self.name:
            self._now, self._saved = replace(self._now, edits=edits), None
            self.save()

    @property
    def others(self) -> tuple[ShelvedDraft, ...]:
        """Drafts on the shelf besides the one in the editor, the last saved first."""
        return tuple(one for one in self.drafts if one.name != self.name)

    def begin(self) -> None:
        """Read the shelf; what stood in the window when the program ended stands there again."""
        self._turn.do(self._shelf.drafts, self._on_begun, self.failed.emit)

    def save(self) -> None:
        """Write the draft as it stands, if that is not done; one write at a time, the newest draft wins."""
        if self._saving or self._now.draft.is_empty or self._saved == (self.name, self._now.draft):
            return
        self._saving, self._saved = True, (self.name, self._now.draft)
        self._put(self._as_found(current=True), self._on_saved)

    def note_decision(self) -> None:
        """What stands for the hits has changed: it is kept with the draft too."""
        self._saved = None
        self.save()

    def park(self) -> None:
        """Put the draft aside with its hits and begin another one; an empty one stays."""
        if self._now.draft.is_empty:
            return
        parked = replace(self._as_found(current=False), parked=True)
        self._put(parked, lambda: self.parked.emit(parked))
        self._now = replace(self._now, draft=Draft())
        self._clear_editor()
        self._left = parked

    def reopen(self, name: str) -> None:
        """Put a draft of the shelf into the editor; the one that stands there goes to the shelf."""
        draft = next((one for one in self.drafts if one.name == name), None)
        if draft is None:
            return
        self._leave()
        self._take(draft)
        self._editor.set_draft(draft.draft)
        self._editor.setFocus()

    def open_item(self, draft: Draft, edits: Edits | None) -> None:
        """Put an item into the editor to be changed; the draft that stands there goes to the shelf.

        Without `edits` it becomes a new item.
        """
        self._leave()
        self._take(ShelvedDraft(new_name(), Draft(), edits=edits))
        self._editor.set_draft(draft)
        self._editor.setFocus()

    def discard(self, name: str) -> None:
        """Take a draft off the shelf; `discarded` offers to bring it back."""
        draft = next((one for one in self.drafts if one.name == name), None)
        if draft is not None:
            self._turn.do(lambda: self._shelf.discard(name), lambda _: self.discarded.emit(draft), self.failed.emit)
            self._list()

    def put_back(self, draft: ShelvedDraft) -> None:
        """A discarded draft is on the shelf again."""
        self._put(draft)

    def close(self) -> None:
        """Save what is not saved; call once, before the turn is closed."""
        self._saving = False
        self.save()

    def _on_draft_changed(self, draft: Draft) -> None:
        if draft.is_empty:
            self._leave()
            self._begin_another()
            return
        left = self._left
        if left is not None and left.draft == draft and self._now.draft.is_empty:
            self._take(left)  # An undo: it is the same draft again.
        self._now = replace(self._now, draft=draft)

    def _leave(self) -> None:
        """The draft in the editor stands there no longer."""
        if not self._now.draft.is_empty:
            self._left = self._as_found(current=False)
            self._put(self._left)

    def _begin_another(self) -> None:
        self._take(ShelvedDraft(new_name(), Draft()))

    def _take(self, draft: ShelvedDraft) -> None:
        self._now, self._saved = draft, None
        self.renamed.emit(draft.name)
        self.listed.emit()

    def _clear_editor(self) -> None:
        self._editor.selectAll()
        self._editor.textCursor().removeSelectedText()
        self._editor.setFocus()

    def _as_found(self, current: bool) -> ShelvedDraft:
        bank, found = self._found()
        return replace(self._now, saved=now(), current=current, bank=bank, found=tuple(found))

    def _on_saved(self) -> None:
        self._saving = False
        self.save()  # What was typed meanwhile.

    def _put(self, draft: ShelvedDraft, then: Callable[[], object] = lambda: None) -> None:
        def failed(problem: ItemBankError) -> None:
            self._saving = False
            self.failed.emit(problem)

        self._turn.do(lambda: self._shelf.save(draft), lambda _: then(), failed)
        if not draft.current:
            self._list()

    def _list(self) -> None:
        self._turn.do(self._shelf.drafts, self._on_listed, self.failed.emit)

    def _on_listed(self, drafts: list[ShelvedDraft]) -> None:
        self.drafts = tuple(drafts)
        self.listed.emit()

    def _on_begun(self, drafts: list[ShelvedDraft]) -> None:
        self._on_listed(drafts)
        last = next((one for one in drafts if one.current), None)
        if last is not None and self._editor.draft().is_empty and self._now.draft.is_empty:
            self._take(last)
            self._editor.set_draft(last.draft)
