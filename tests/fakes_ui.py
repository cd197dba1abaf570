"""Small real things at the window's ports: a typesetter that draws blocks, a bank that answers from a list."""

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Item
from itembank_desktop.core.ports import JobControl, Progress, Rejected
from itembank_desktop.core.resemblance import Evidence, Resemblance
from itembank_desktop.core.search import Answer, Hit, Query
from itembank_desktop.core.typeset import Sheet, Typeset
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.desk import Desk, OpenBank
from tests.builders import an_item, png_bytes

ROOT = Path(__file__).resolve().parent.parent
LINE = 24


def a_hit(number: int = 1, verdict: Resemblance = Resemblance.DUPLICATE, item: Item | None = None, **channels) -> Hit:
    """The hit at rank `number`."""
    found = item or an_item(f"함수 $f(x)=x^{number}$의 값을 구하시오. " * 2, f"q{number}", subject="함수")
    known = {"text": 0.9, "figure": None, "numbers": 0.5} | channels
    return Hit(found, number, max(0.0, 0.97 - 0.04 * number), verdict, known, Evidence({}))


def an_answer(*hits: Hit, query: Query | None = None, searched: int = 131) -> Answer:
    """An answer of the fingerprint finder."""
    from itembank_desktop.core.item import Content

    return Answer(query or Query(Content("삼각형의 넓이")), hits, searched, "fingerprints", 0.061)


class BlockTypesetter:
    """Sets every sheet as a block, one line per 30 letters; waits while `gate` is closed."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.set: list[Sheet] = []

    def __call__(self, sheets: Sequence[Sheet]) -> list[Typeset]:
        assert self.gate.wait(5)
        self.set += sheets
        return [self._block(sheet) for sheet in sheets]

    def _block(self, sheet: Sheet) -> Typeset:
        lines = 1 + len(sheet.text) // 30
        cut = sheet.max_lines is not None and lines > sheet.max_lines
        lines = min(lines, sheet.max_lines or lines)
        image = QImage(round(sheet.width * sheet.scale), round(lines * LINE * sheet.scale), QImage.Format.Format_ARGB32)
        image.fill(QColor(sheet.ink))
        return Typeset(_png(image), image.width(), image.height(), cut=cut)


def thumbnail(data: bytes, name: str, width: int, height: int) -> bytes:
    """A fitting thumbnail; b"broken" cannot be read."""
    image = QImage.fromData(data)
    if image.isNull():
        raise UnreadableFigure(name, "the file is damaged")
    from PySide6.QtCore import Qt

    return _png(image.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio))


class ListFinder:
    """Answers every question with the same hits; raises `problem` instead when there is one."""

    def __init__(self, *hits: Hit) -> None:
        self.hits = hits
        self.asked: list[Query] = []
        self.problem: Exception | None = None

    def __call__(self, query: Query) -> Answer:
        self.asked.append(query)
        if self.problem is not None:
            raise self.problem
        return an_answer(*self.hits, query=query)


class FakeBanks:
    """Opens `finder` at every folder, or raises; imports three rows, one of them rejected, asking at each."""

    def __init__(self, finder: ListFinder) -> None:
        self.finder = finder
        self.problem: Exception | None = None
        self.opened: list[Path] = []
        self.closed: list[Path] = []
        self.imported: list[tuple[Path, Path]] = []
        self.gate = threading.Event()
        self.gate.set()

    def open(self, folder: Path) -> OpenBank:
        if self.problem is not None:
            raise self.problem
        self.opened.append(folder)
        return OpenBank(folder, 131, self.finder, lambda _: png_bytes(1), lambda: self.closed.append(folder))

    def import_items(self, source: Path, folder: Path, control: JobControl) -> ImportReport:
        if self.problem is not None:
            raise self.problem
        self.imported.append((source, folder))
        for done in range(3):
            control.progress(Progress(done, 3))
            while not control.cancelled() and not self.gate.wait(0.01):
                pass
            if control.cancelled():
                return ImportReport(added=done, cancelled=True)
        return ImportReport(added=2, rejected=(Rejected(2, "the picture a.png is missing", "q2"),), seconds=0.1)


def a_desk(folder: Path, banks: FakeBanks, typeset: BlockTypesetter | None = None) -> Desk:
    """Everything the window needs, small and quick."""
    return Desk(
        open_bank=banks.open,
        import_items=banks.import_items,
        typeset=typeset or BlockTypesetter(),
        thumbnail=thumbnail,
        resources=ROOT / "resources",
        sample_source=ROOT / "resources" / "sample_bank",
        sample_bank=folder / "sample_bank",
        banks_folder=folder / "banks",
    )


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())
