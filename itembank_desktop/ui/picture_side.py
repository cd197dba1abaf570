"""Searching by picture: files, pages, the clipboard and the screen, all on their way into the draft."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.core.pages import PageReader
from itembank_desktop.ui import theme
from itembank_desktop.ui.capture import Grab, ScreenCapture, grab_screens
from itembank_desktop.ui.draft_editor import DraftEditor
from itembank_desktop.ui.drops import is_page, page_source
from itembank_desktop.ui.icons import Icons
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.page_picker import PagePicker
from itembank_desktop.ui.pasting import is_picture_file, png_of
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.right_side import RightSide

_FILES = "*.png *.jpg *.jpeg *.gif *.bmp *.webp *.tif *.tiff *.pdf"


class PictureSide(QObject):
    """Whatever brings a picture ends in the draft, where it is searched like any other."""

    crashed = Signal(object)

    def __init__(
        self,
        read_page: PageReader,
        look: theme.Theme,
        icons: Icons,
        editor: DraftEditor,
        live: LiveSearch,
        results: ResultsPane,
        right: RightSide,
        window: QWidget,
        grab: Grab = grab_screens,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._live = live
        self._results = results
        self._right = right
        self._cut: tuple[str, ...] = ()
        self._told = ""
        self.picker = PagePicker(read_page, look, icons)
        self.capture = ScreenCapture(window, look, grab)
        right.addWidget(self.picker)
        self.picker.picked.connect(self._on_picked)
        self.picker.closed.connect(lambda: right.turn_to(results))
        self.picker.failed.connect(self._on_page_failed)
        self.picker.crashed.connect(self.crashed)
        self.capture.captured.connect(self._on_captured)
        self.capture.refused.connect(right.show_problem)
        editor.draft_changed.connect(self._on_draft_changed)
        results.options.changed.connect(live.set_wish)

    def choose(self) -> None:
        """Ask for a file."""
        title = self.tr("Find by picture")
        names = self.tr("Pictures and pages ({names})").format(names=_FILES)
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", names)
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """A picture goes into the draft as if it had been dropped there, a page is shown to be cut."""
        if is_page(path):
            self.show_page(path)
            return
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        self._editor.insertFromMimeData(mime)
        self._editor.setFocus()

    def drop(self, mime: QMimeData) -> bool:
        """Take a dropped page; False when it is none."""
        path = page_source(mime)
        if path is not None:
            self.show_page(path)
        return path is not None

    def paste(self) -> None:
        """Paste a picture from anywhere in the window; words are pasted only where the cursor is."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime.hasImage() or any(is_picture_file(url) for url in mime.urls()):
            self._editor.insertFromMimeData(mime)
            self._editor.setFocus()

    def show_page(self, path: Path) -> None:
        """Show a PDF or a scan to be cut."""
        self.picker.open(path)
        self._right.setCurrentWidget(self.picker)
        self.picker.setFocus()

    def close(self) -> None:
        """Stop every thread and timer; call once, when the window closes."""
        self.capture.close()
        self.picker.close_lane()
        self._results.options.close_timer()

    def _on_picked(self, pictures: tuple[Picture, ...]) -> None:
        """What was cut before from a page makes room for what is cut now."""
        self._right.turn_to(self._results)
        before, self._cut = self._cut, tuple(picture.sha256 for picture in pictures)
        self._editor.exchange_pictures(before, pictures)
        self._told = self.tr("What you marked on the page is in the draft.")
        self._results.banner.tell(self._told, self.tr("Mark something else"), self._show_page_again, news=True)

    def _show_page_again(self) -> None:
        self._right.setCurrentWidget(self.picker)
        self.picker.setFocus()

    def _on_page_failed(self, problem: ItemBankError) -> None:
        self._right.turn_to(self._results)
        sentence, action = explain(problem)
        self._results.banner.tell(sentence, action or "", self.choose, passing=True)

    def _on_captured(self, piece: QImage) -> None:
        self._right.turn_to(self._results)
        self._editor.insert_picture(Picture(png_of(piece), self.tr("Screen capture")))
        self._editor.setFocus()

    def _on_draft_changed(self, draft: Draft) -> None:
        self._results.options.show_for(len(draft.pictures), bool(draft.text.strip()))
        if self._told and not any(picture.sha256 in self._cut for picture in draft.pictures):
            if self._results.banner.sentence == self._told:
                self._results.banner.dismiss()
            self._told = ""
