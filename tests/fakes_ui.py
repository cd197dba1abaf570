"""Small real things at the window's ports: a typesetter that draws blocks, a bank that answers from a list."""

import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from itembank_desktop.adapters.draft_files import DraftFiles
from itembank_desktop.core.errors import (
    AccountRefused,
    BadInput,
    ItemBankError,
    ModelAway,
    UnreadableFigure,
    UnreadablePages,
)
from itembank_desktop.core.figures import FigureMatch, FigurePair, Turn
from itembank_desktop.core.filters import Traits
from itembank_desktop.core.item import Item, Picture
from itembank_desktop.core.model import Announcement, Cut, ModelChoice, ModelPhase, ModelState, PairScores, ShelfModel
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.pages import PageImage
from itembank_desktop.core.ports import JobControl, Progress, Rejected
from itembank_desktop.core.resemblance import Evidence, Resemblance
from itembank_desktop.core.saving import Editable
from itembank_desktop.core.search import Answer, Hit, Query
from itembank_desktop.core.shared import AccountReport, BankAddress, Certificate
from itembank_desktop.core.typeset import Sheet, Typeset
from itembank_desktop.core.verdict import Verdict
from itembank_desktop.opening.evaluation import make_evaluation_desk
from itembank_desktop.services.embed_missing import EmbedReport, Shortened
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.ui.desk import Desk, OpenBank, Reading, Saving
from itembank_desktop.ui.model_desk import ModelDesk
from itembank_desktop.ui.shared_desk import SharedDesk
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


def side_by_side(ours, theirs, figure) -> tuple[FigurePair, ...]:
    """Figures in order, each laid over itself."""
    pairs = []
    for one, other in zip_longest((one.data for one in ours), (figure(other.sha256) for other in theirs)):
        match = FigureMatch(Turn.MIRRORED, 0.9, False, one, other, other) if one and other else None
        pairs.append(FigurePair(one, other, match))
    return tuple(pairs)


def a_page(path: Path, number: int) -> PageImage:
    """One page of three, nowhere like itself; any file named broken.pdf cannot be opened."""
    if path.name == "broken.pdf":
        raise UnreadablePages(path.name, "a password locks it")
    return PageImage(number, 3, 210, 297, bytes((number + n // 7) % 251 for n in range(210 * 297 * 3)))


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
        self.report = ImportReport(added=2, rejected=(Rejected(2, "the picture a.png is missing", "q2"),), seconds=0.1)
        self.imported: list[tuple[Path, Path]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.reading = Reading(262, 0)
        self.shortened: tuple[Shortened, ...] = ()
        self.traits = Traits()
        self.given: list[Verdict] = []
        self.saving = FakeSaving()

    def open(self, folder: Path) -> OpenBank:
        if self.problem is not None:
            raise self.problem
        self.opened.append(folder)
        return OpenBank(
            folder, 131, self.finder, lambda _: png_bytes(1), lambda: self.closed.append(folder),
            find_with=lambda model: FakeFinderWithModel(self.finder, model),
            reading=lambda model: self.reading,
            embed=self._embed,
            traits=lambda: self.traits,
            items_of=lambda ids: {id: an_item(f"함수 $f(x)$의 값. {id}", id) for id in ids},
            record=self.given.extend,
            verdicts=lambda: list(self.given),
            cached=lambda: (3, 4),
            saving=self.saving.desk(),
        )  # fmt: skip

    def _embed(self, model, control: JobControl):
        total, done = self.reading.lacking, 0
        while done < total and not control.cancelled():
            control.progress(Progress(done, total, "9.0 items/s, 3 min left"))
            if control.paused() or not self.gate.wait(0.01):
                continue
            done += 1
        self.reading = Reading(self.reading.made + done, total - done)
        return EmbedReport({"text": done}, shortened=self.shortened, cancelled=control.cancelled())

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
        return self.report


class FakeSaving:
    """One bank's items in a dictionary, with revisions; `away` keeps what is saved, `problem` refuses it."""

    def __init__(self) -> None:
        self.items: dict[str, tuple[Item, int]] = {}
        self.waiting: list[ItemSave] = []
        self.away = False
        self.problem: ItemBankError | None = None

    def desk(self) -> Saving:
        return Saving(self._edit, self._write, self._remove)

    def put(self, item: Item) -> int:
        """As somebody else: the revision it got."""
        self.items[item.id] = (item, max((number for _, number in self.items.values()), default=0) + 1)
        return self.items[item.id][1]

    def _edit(self, id) -> Editable:
        if id not in self.items:
            raise BadInput(id, "the bank does not hold it any more")
        return Editable(*self.items[id], tuple(Picture(png_bytes(1), one.name) for one in self.items[id][0].figures))

    def _write(self, save: ItemSave) -> Written | Collision | None:
        if self.problem is not None:
            raise self.problem
        if self.away:
            self.waiting.append(save)
            return None
        theirs, revision = self.items.get(save.item.id, (None, 0))
        if revision != save.base:
            return Collision(save, theirs, revision)
        return Written(save.item.id, self.put(save.item))

    def _remove(self, id, revision) -> bool:
        if self.items.get(id, (None, 0))[1] != revision:
            return False
        del self.items[id]
        return True


class FakeFinderWithModel:
    """Asks the finder; the model takes part while its phase answers and nothing is its `problem`."""

    def __init__(self, finder: ListFinder, model: "FakeModel") -> None:
        self._finder = finder
        self._model = model

    def __call__(self, query: Query) -> Answer:
        answer = self._finder(query)
        if self._model.problem is not None:
            return replace(answer, without_model=self._model.problem)
        if not self._model.state.phase.answers:
            return replace(answer, without_model=ModelAway("the model", "is loading"))
        hits = tuple(replace(hit, calibrated=False, nearest=hit.rank == 1) for hit in answer.hits)
        told = {"finder": "ensemble", "model": self._model.name, "calibrated": False, "cut": self._model.cut}
        return replace(answer, hits=hits, **told)


class FakeModel:
    """A model's process without one: tells the states that the test names."""

    def __init__(self, choice: ModelChoice, on_state) -> None:
        self.choice = choice
        self.name = choice.model
        self.state = ModelState()
        self.problem: ItemBankError | None = None
        self.cut: Cut | None = None
        self.calls: list[tuple] = []
        self._on_state = on_state

    def tell(self, phase: ModelPhase, reason: ItemBankError | None = None, **announced) -> None:
        """Enter a state, as if the process had said so."""
        known = Announcement(self.name, "r1", "cuda:0", "bfloat16", 64, 4_300_000_000, 8_000_000_000)
        self.state = ModelState(phase, reason, replace(known, **announced) if phase.answers else None)
        self._on_state(self.state)

    def start(self) -> None:
        self.calls.append(("start",))
        self.tell(ModelPhase.STARTING)

    def unload(self) -> None:
        self.calls.append(("unload",))
        self.tell(ModelPhase.UNLOADED)

    def score(self, query, documents, instruction) -> PairScores:
        self.calls.append(("score", len(documents), instruction))
        if not self.state.phase.answers:
            raise ModelAway(self.name, f"is {self.state.phase}")
        return PairScores(np.arange(len(documents), dtype=np.float32) / 100)

    def prefill(self, draft: str, content) -> None:
        self.calls.append(("prefill", draft, content))

    def close_draft(self, draft: str) -> None:
        self.calls.append(("close_draft", draft))

    def close(self) -> None:
        self.calls.append(("close",))


class FakeModels:
    """The models of a computer: a list that the test sets, work that goes on while `gate` is open."""

    def __init__(self, *models: ShelfModel) -> None:
        self.models = models
        self.problem: ItemBankError | None = None
        self.connected: list[FakeModel] = []
        self.gate = threading.Event()
        self.gate.set()

    def desk(self) -> ModelDesk:
        """As the window takes it."""
        return ModelDesk(lambda: self.models, self._fetch, self._add, self._fetch, self._connect)

    def _connect(self, choice: ModelChoice, on_state) -> FakeModel:
        if self.problem is not None:
            raise self.problem
        self.connected.append(FakeModel(choice, on_state))
        return self.connected[-1]

    def _add(self, folder: Path, control: JobControl) -> str | None:
        return self._fetch(folder.name, control)

    def _fetch(self, name: str, control: JobControl) -> str | None:
        if self.problem is not None:
            raise self.problem
        for done in range(0, 4_300_000_001, 430_000_000):
            control.progress(Progress(done, 4_300_000_000, "model.safetensors"))
            while not control.cancelled() and not self.gate.wait(0.01):
                pass
            if control.cancelled():
                return None
        self.models = (ShelfModel(name, 4_300_000_000, installed=True),)
        return name


def a_report(**others) -> AccountReport:
    """What an author's account finds."""
    certificate = Certificate("bank.example.org", "Example School CA", datetime(2027, 3, 1, tzinfo=UTC))
    known = AccountReport("16.14", "0.8.5", 1, certificate, True, True, True, False, 10952, "TLSv1.3")
    return replace(known, **others)


class FakeShared:
    """A server that lets in whoever has the password, and a computer with or without a keyring."""

    def __init__(self, password: str = "비밀") -> None:
        self.password = password
        self.problem: ItemBankError | None = None
        self.keyring = True
        self.kept: dict[BankAddress, str] = {}
        self.report = a_report()
        self.checked: list[BankAddress] = []
        self.gate = threading.Event()
        self.gate.set()

    def desk(self) -> SharedDesk:
        """As the window takes it."""
        return SharedDesk(self._check, lambda: self.keyring, self.kept.get, self._keep)

    def _check(self, address: BankAddress, password: str) -> AccountReport:
        self.checked.append(address)
        assert self.gate.wait(5)
        if self.problem is not None:
            raise self.problem
        if password != self.password:
            raise AccountRefused(address.user, "password authentication failed")
        return self.report

    def _keep(self, address: BankAddress, password: str) -> bool:
        self.kept[address] = password
        return self.keyring


def a_desk(
    folder: Path,
    banks: FakeBanks,
    typeset: BlockTypesetter | None = None,
    models: FakeModels | None = None,
    shared: FakeShared | None = None,
) -> Desk:
    """Everything the window needs, small and quick."""
    return Desk(
        open_bank=banks.open,
        import_items=banks.import_items,
        typeset=typeset or BlockTypesetter(),
        thumbnail=thumbnail,
        compare_figures=side_by_side,
        read_page=a_page,
        resources=ROOT / "resources",
        sample_source=ROOT / "resources" / "sample_bank",
        sample_bank=folder / "sample_bank",
        banks_folder=folder / "banks",
        models=(models or FakeModels()).desk(),
        shared=(shared or FakeShared()).desk(),
        evaluation=replace(make_evaluation_desk(folder / "models"), typeset=BlockTypesetter()),
        shelf=DraftFiles(folder / "drafts"),
        write_record=lambda record, path: path.write_text(json.dumps(record.to_json())),
    )


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())
