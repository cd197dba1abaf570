"""Where the author writes: text with $LaTeX$ as it is typed, pictures between the words."""

import html
import re
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QPalette,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from itembank_desktop.core.errors import TextDamaged, TextTooLong, UnreadableFigure
from itembank_desktop.core.item import MAX_TEXT, Draft, Picture
from itembank_desktop.ui import theme
from itembank_desktop.ui.formula_tint import FormulaTint
from itembank_desktop.ui.inline_pictures import InlinePictures, decode_for_showing, image_format, sha256_of
from itembank_desktop.ui.pasted_text import clean_text
from itembank_desktop.ui.pasting import (
    OWN,
    OWN_TEXT,
    PictureCheck,
    can_read,
    in_one,
    read_clip,
    read_plain,
    too_long,
)
from itembank_desktop.ui.text_scale import factor

_OBJECT = "\ufffc"
_UNREADABLE = "\ufffd"
# Breaking a longer "word" at word boundaries takes Qt time that grows with its square: 200,000 letters
# without a space took 15 s, breaking them anywhere 0.2 s.
_LONG_WORD = re.compile(r"\S{2000}")


class DraftEditor(QTextEdit):
    """Edits one Draft; `draft_changed` tells it only when it is another than the last one told.

    Qt says `textChanged` at every step of composing a Hangul syllable, though the text stays the same until
    the syllable is committed; comparing drafts keeps those steps from asking, delaying or repeating a search.
    `check` refuses bytes that are no picture. Nothing refused changes the draft.
    """

    draft_changed = Signal(object)
    picture_added = Signal()
    picture_refused = Signal(object)
    text_refused = Signal(object)
    text_damaged = Signal(object)
    """Of a text that was taken: letters that no program could read stand as U+FFFD in it."""

    def __init__(self, check: PictureCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self._pictures: dict[str, Picture] = {}  # Kept for the editor's life: undo may bring any of them back.
        self._told = Draft()
        self._formula_colour: QColor | None = None
        self._painter = InlinePictures(self._pictures.get, self)
        self.document().documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self._painter)
        self.space_lines()
        self._tint = FormulaTint(self.document(), self._tint_colour())
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)  # Tab must not be a trap for the keyboard.
        self._translate()
        self.textChanged.connect(self._on_text_changed)

    def draft(self) -> Draft:
        """What is written now; a line that holds pictures and nothing else is no line of its text."""
        text = self.document().toPlainText()
        if _OBJECT not in text:
            return Draft(text)
        lines = [(line.replace(_OBJECT, ""), _OBJECT in line) for line in text.split("\n")]
        kept = [line for line, pictured in lines if line.strip() or not pictured]
        return Draft("\n".join(kept), tuple(self._pictures_in_order()))

    def set_draft(self, draft: Draft) -> None:
        """Replace everything, pictures below the text; undo brings the old draft back. Raises TextTooLong."""
        if len(draft.text) > MAX_TEXT:
            raise too_long(len(draft.text))
        QGuiApplication.inputMethod().commit()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        text = clean_text(draft.text)
        self._wrap_for(text, afresh=True)
        cursor.insertText(text)
        end_of_text = cursor.position()
        if draft.pictures and text:
            cursor.insertBlock()
        for picture in draft.pictures:
            self._insert(cursor, picture)
        cursor.endEditBlock()
        cursor.setPosition(end_of_text)
        self.setTextCursor(cursor)

    def insert_picture(self, picture: Picture) -> None:
        """Put a picture on a line of its own at the cursor, or say why not."""
        try:
            self._check(picture.data, picture.name)
        except UnreadableFigure as error:
            self.picture_refused.emit(error)
            return
        self._insert_parts((picture,))

    def exchange_pictures(self, old: Collection[str], pictures: Sequence[Picture]) -> None:
        """Take out the pictures of those SHA-256s and put others at the cursor, as one step of undo."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for place in range(self.document().characterCount() - 2, -1, -1):
            if self.document().characterAt(place) != _OBJECT:
                continue
            cursor.setPosition(place)
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
            if sha256_of(cursor.charFormat()) in old:
                cursor.removeSelectedText()
                if not cursor.block().text().strip():
                    cursor.deletePreviousChar()  # Its line was made for it.
        self._insert_parts(tuple(pictures))
        cursor.endEditBlock()

    def paste_plain(self) -> None:
        """Paste only the clipboard's text."""
        try:
            text = read_plain(QGuiApplication.clipboard().mimeData())
            self._make_room(len(text))
        except TextTooLong as error:
            self.text_refused.emit(error)
            return
        if text:
            self._insert_parts((text,))
            self._tell_lost((text,))

    def set_formula_colour(self, colour: QColor) -> None:
        """Tint formulas in this colour instead of the palette's link colour."""
        self._formula_colour = QColor(colour)
        self._tint.set_colour(self._tint_colour())

    def space_lines(self) -> None:
        """Let lines stand as far apart as in a textbook, for text as large as it is now.

        Every later block takes the format of the first. No Ctrl+Z takes this back: it belongs to the step before it.
        """
        apart = QTextBlockFormat()
        height = theme.ITEM_SIZE * theme.ITEM_LEADING * factor()
        apart.setLineHeight(height, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        cursor = QTextCursor(self.document())
        if cursor.blockFormat().lineHeight() == height:
            return
        if self.document().isEmpty() and not self.document().isUndoAvailable():
            self.document().setUndoRedoEnabled(False)
            cursor.setBlockFormat(apart)
            self.document().setUndoRedoEnabled(True)
            return
        QGuiApplication.inputMethod().commit()
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(apart)
        cursor.endEditBlock()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Whether text or pictures can be had; other files are left to the window."""
        return can_read(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: everything readable goes in as one step of undo, the rest is told."""
        try:
            pasted = read_clip(source, self._check, self._pictures)
            self._make_room(sum(len(part) for part in pasted.parts if isinstance(part, str)))
        except TextTooLong as error:
            self.text_refused.emit(error)
            return
        if pasted.parts:
            self._insert_parts(pasted.parts)
            if not source.hasFormat(OWN_TEXT):
                self._tell_lost(pasted.parts)
        if pasted.refused:
            self.picture_refused.emit(in_one(pasted.refused))

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection as text; with pictures, also as HTML that names them, and a single one as pixels."""
        mime = QMimeData()
        text = self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n").replace("\xa0", " ")
        mime.setText(text.replace(_OBJECT, ""))
        mime.setData(OWN_TEXT, b"1")
        if _OBJECT in text:
            chosen = self._pictures_in_order(self.textCursor())
            names = iter([f'<img src="{OWN}{picture.sha256}">' for picture in chosen])
            pieces = html.escape(text, quote=False).split(_OBJECT)
            mime.setHtml("<pre>" + pieces[0] + "".join(next(names, "") + piece for piece in pieces[1:]) + "</pre>")
            if len(chosen) == 1 and not text.replace(_OBJECT, "").strip():
                mime.setImageData(decode_for_showing(chosen[0].data))
        return mime

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Shift+V pastes plain text."""
        control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_V and event.modifiers() == control_shift:
            self.paste_plain()
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tint.set_colour(self._tint_colour())
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()

    def _translate(self) -> None:
        self.setAccessibleName(self.tr("Draft"))
        self.setPlaceholderText(self.tr("Type an item here"))

    def _tint_colour(self) -> QColor:
        return self._formula_colour or self.palette().color(QPalette.ColorRole.Link)

    def _on_text_changed(self) -> None:
        draft = self.draft()
        if draft != self._told:
            self._told = draft
            self.draft_changed.emit(draft)

    def _make_room(self, length: int) -> None:
        total = self.document().characterCount() - len(self.textCursor().selectedText()) + length - 1
        if total > MAX_TEXT:
            raise too_long(total)

    def _wrap_for(self, text: str, *, afresh: bool = False) -> None:
        if _LONG_WORD.search(text):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        elif afresh:
            self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def _insert_parts(self, parts: tuple[str | Picture, ...]) -> None:
        """Insert at the cursor as one step of undo; pictures alone get a line of their own.

        A syllable that is being composed is finished first: it would be gone.
        """
        QGuiApplication.inputMethod().commit()
        alone = all(isinstance(part, Picture) for part in parts)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if alone and not cursor.atBlockStart():
            cursor.insertBlock()
        for part in parts:
            if isinstance(part, Picture):
                self._insert(cursor, part)
            else:
                self._wrap_for(part)
                cursor.insertText(part)
        if alone:
            cursor.insertBlock()
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        if any(isinstance(part, Picture) for part in parts):
            self.picture_added.emit()

    def _tell_lost(self, parts: tuple[str | Picture, ...]) -> None:
        lost = sum(part.count(_UNREADABLE) for part in parts if isinstance(part, str))
        if lost:
            self.text_damaged.emit(TextDamaged(f"{lost:,}"))

    def _insert(self, cursor: QTextCursor, picture: Picture) -> None:
        self._pictures.setdefault(picture.sha256, picture)
        cursor.insertText(_OBJECT, image_format(picture.sha256))

    def _pictures_in_order(self, within: QTextCursor | None = None) -> list[Picture]:
        start, end = (
            (within.selectionStart(), within.selectionEnd()) if within else (0, self.document().characterCount())
        )
        found: list[Picture] = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            found += self._pictures_of(block, start, end)
            block = block.next()
        return found

    def _pictures_of(self, block: QTextBlock, start: int, end: int) -> list[Picture]:
        found: list[Picture] = []
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            form = fragment.charFormat()
            if form.isImageFormat():  # Equal pictures side by side are one fragment of several characters.
                first, last = fragment.position(), fragment.position() + fragment.length()
                found += [self._pictures[sha256_of(form)]] * max(0, min(last, end) - max(first, start))
            place += 1
        return found
