"""The left side: the draft's editor and, folded or not, how it will be printed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from itembank_desktop.core.item import Draft
from itembank_desktop.core.search import content_of, explanation_of
from itembank_desktop.ui import theme
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.parts import YieldingLabel, fill, icon_button, label, scrolling
from itembank_desktop.ui.press import Press
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.sheet_view import Numbered, SheetView
from itembank_desktop.ui.shelf_menu import ShelfButton
from itembank_desktop.ui.text_scale import hold_height

_UNBOUND = 16_777_215
"""Qt's own word for no greatest size."""


class DraftPane(Retold, QWidget):
    """Owns the editor; never changes the draft but by Ctrl+N, which can be undone."""

    folded = Signal(bool)
    save_asked = Signal()

    def __init__(
        self, editor: DraftEditor, press: Press, look: theme.Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("left")
        self.editor = editor
        self.preview = DraftPreview(press, look)
        self._look = look
        self._icons = icons
        self._title = YieldingLabel("title")
        self.shelf = ShelfButton()
        self._save = icon_button(worded=True)
        self._save.clicked.connect(self.save_asked)
        self._new = icon_button()
        self._new.clicked.connect(self.start_anew)
        self._fold = icon_button(worded=True)
        self._fold.setObjectName("flush")
        self._fold.clicked.connect(lambda: self.fold(not self.preview.isHidden()))
        editor.setObjectName("draft")
        editor.draft_changed.connect(self.preview.on_draft_changed)
        look.changed.connect(self._paint_icons)
        look.changed.connect(self._follow_text)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(theme.SMALL)
        self._lay_out()
        self._name_things()
        self._paint_icons()

    def fold(self, folded: bool) -> None:
        """Hide or show the preview; the editor takes the room of a hidden one."""
        if folded and not self.preview.isHidden():
            self._heights = self._split.sizes()
        self.preview.setVisible(not folded)
        self._below.setMaximumHeight(self._fold.sizeHint().height() if folded else _UNBOUND)
        self._split.setSizes([sum(self._heights), 0] if folded else self._heights)
        self._paint_icons()
        self._name_things()
        self.folded.emit(folded)

    def start_anew(self) -> None:
        """Empty the draft in one step that Ctrl+Z takes back."""
        cursor = self.editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self.editor.setTextCursor(cursor)
        self.editor.setFocus()

    def _follow_text(self) -> None:
        """Text may have another size now."""
        self.editor.space_lines()
        if self.preview.isHidden():
            self._below.setMaximumHeight(self._fold.sizeHint().height())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.HAIR, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._save)
        head.addWidget(self.shelf)
        head.addWidget(self._new)
        bar = QWidget()
        hold_height(bar, theme.PANE_HEADER_HEIGHT)
        bar.setLayout(head)
        self.editor.setMinimumHeight(theme.THUMB_HEIGHT)
        self._split.addWidget(self.editor)
        self._below = self._lower()
        self._split.addWidget(self._below)
        self._heights = [theme.PREVIEW_START * 2, theme.PREVIEW_START]
        self._split.setSizes(self._heights)
        self._split.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LARGE, theme.TIGHT, theme.TIGHT, theme.MEDIUM)
        column.setSpacing(theme.TIGHT)
        column.addWidget(bar)
        column.addWidget(self._split)

    def _lower(self) -> QWidget:
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.preview, 1)
        return lower

    def _paint_icons(self) -> None:
        self._new.setIcon(self._icons("new"))
        self._fold.setIcon(self._icons("right" if self.preview.isHidden() else "down"))

    def _name_things(self) -> None:
        self._title.setText(self.tr("Draft"))
        self._save.setText(self.tr("Save"))
        self._save.setToolTip(self.tr("Save the draft as an item of the bank (Ctrl+S)"))
        self._save.setAccessibleName(self.tr("Save to the bank"))
        self._new.setToolTip(self.tr("New draft (Ctrl+N)"))
        self._new.setAccessibleName(self.tr("New draft"))
        self._fold.setText(self.tr("Typeset preview"))
        self._fold.setAccessibleName(
            self.tr("Unfold the preview") if self.preview.isHidden() else self.tr("Fold the preview")
        )


class DraftPreview(Retold, QFrame):
    """The draft as a textbook prints it; follows every letter, as fast as the press sets it."""

    def __init__(self, press: Press, look: theme.Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setMinimumHeight(theme.PREVIEW_LEAST)
        self._press = press
        self._draft = Draft()
        # The letter first: what one event of the keyboard changes is set once, after the editor has painted it.
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self._on_pause)
        self._words = SheetView(press, look, enlarges=False)
        self._answer = SheetView(press, look)
        self._explanation = SheetView(press, look)
        for view in self._views:
            view.reordered.connect(self._order)
        self._hint = label("secondary", wrap=True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.MEDIUM)
        for view in self._views:
            column.addWidget(view)
        column.addWidget(self._hint)
        column.addStretch(1)
        fill(self, scrolling(page), theme.HAIR)
        self._name_things()

    def on_draft_changed(self, draft: Draft) -> None:
        """Take the newest draft; an emptied one clears the page at once."""
        self._draft = draft
        if not draft.is_empty:
            self._pause.start()
        else:
            self._pause.stop()
            self._on_pause()

    @property
    def _views(self) -> tuple[SheetView, ...]:
        return self._words, self._answer, self._explanation

    @property
    def follows(self) -> bool:
        """Whether the newest draft is in sight."""
        return not self._pause.isActive() and (self._words.is_set or self._draft.is_empty)

    def close_timer(self) -> None:
        """Stop waiting; call once, when the window closes."""
        self._pause.stop()

    def _name_things(self) -> None:
        self._hint.setText(self.tr("The typeset draft appears here."))
        self._on_pause()

    def _on_pause(self) -> None:
        content = content_of(self._draft)
        self._press.lend_figures(content.pictures)
        figures = [Numbered(number, picture.figure) for number, picture in enumerate(content.pictures, 1)]
        self._words.show_text(content.stem, content.choices, keep=True, figures=figures)
        answer = self.tr("Answer {answer}").format(answer=content.answer) if content.answer else ""
        self._answer.show_text(answer, keep=True)
        self._answer.setVisible(bool(answer))
        said = explanation_of(self._draft)
        explanation = self.tr("Explanation {explanation}").format(explanation=said) if said else ""
        self._explanation.show_text(explanation, keep=True)
        self._explanation.setVisible(bool(explanation))
        self._hint.setVisible(not content.stem and not content.choices and not figures)
        self._order()

    def _order(self) -> None:
        orders = [order for view in self._views for order in view.orders]
        self._press.want("preview", orders if self.isVisible() else [])

    def showEvent(self, event: object) -> None:
        """Catch up with what was typed while folded."""
        self._order()
