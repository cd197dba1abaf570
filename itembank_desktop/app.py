"""Composition root: adapters, services, window; Qt start and stop.

The window stands before anything heavy is imported: stores, typesetting and picture decoding are loaded by the
threads that need them first.
"""

import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from itembank_desktop.adapters.passwords import Passwords
from itembank_desktop.core.errors import BadInput, BankOutdated, ItemBankError, ModelAway
from itembank_desktop.core.figures import FigurePair, Ink
from itembank_desktop.core.item import Content, Draft, Figure, Picture
from itembank_desktop.core.language import Language
from itembank_desktop.core.model import ModelChoice
from itembank_desktop.core.outbox import Collision, ItemSave, Written
from itembank_desktop.core.pages import PageImage
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.record import SearchRecord
from itembank_desktop.core.search import Answer, Query
from itembank_desktop.core.shared import AccountReport, BankAddress, address_of
from itembank_desktop.core.shelf import DraftShelf, ShelvedDraft
from itembank_desktop.core.space import Modality
from itembank_desktop.core.truth_wish import TwoTruths
from itembank_desktop.core.typeset import Sheet, Typeset, Typesetter
from itembank_desktop.services.import_items import ImportReport
from itembank_desktop.settings import COPY_FIGURES, SERVER_LIMIT, Settings, settings_file
from itembank_desktop.shared_opening import open_shared
from itembank_desktop.truth_opening import make_truth_desk, read_two
from itembank_desktop.ui import theme
from itembank_desktop.ui.crash_dialog import record_log, show_crash
from itembank_desktop.ui.desk import Desk, OpenBank, Place, Reading, Saving
from itembank_desktop.ui.evaluation_desk import Again, Compared, EvaluationDesk
from itembank_desktop.ui.freed_memory import forget_sources, use_few_heaps
from itembank_desktop.ui.live_search import Finder
from itembank_desktop.ui.model_desk import ModelDesk, ModelProcess, OnState
from itembank_desktop.ui.press import FigureSource
from itembank_desktop.ui.session import Session
from itembank_desktop.ui.shared_desk import SharedDesk

if TYPE_CHECKING:
    from itembank_desktop.adapters.embedders.live_model import LiveModel
    from itembank_desktop.adapters.embedders.model_shelf import ModelShelf
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.core.pilot import PilotFigures
    from itembank_desktop.core.ports import Bank
    from itembank_desktop.core.review import Review, Vote
    from itembank_desktop.services.compare_figures import CompareFigures
    from itembank_desktop.services.compare_finders import Rereader
    from itembank_desktop.services.embed_missing import EmbedReport

log = logging.getLogger(__name__)
NAME = "itembank-desktop"
LOOKED_INTO = 500
LOOK_AGAIN = 0.2
"""Seconds after which whoever waits for a model looks whether the author has stopped it."""
LONG_ENOUGH = 60
"""Letters of an item's stem that the bench has enough to type of."""
# Beside the package in a checkout, unpacked beside it by a frozen program.
RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def main(bank: Path | str | None) -> int:
    """Show the window until it is closed; `bank`, a folder or a URL, is opened instead of the last one."""
    from platformdirs import user_data_path

    if not has_display():
        raise BadInput("the window", "there is no display here; itembank-desktop tour works without one")
    record_log()
    app = start_qt()
    settings = Settings(settings_file())
    models = os.environ.get("ITEMBANK_MODELS")
    passwords = Passwords()
    place = _wanted(bank, passwords)
    session = make_session(user_data_path(NAME), settings, Path(models).expanduser() if models else None, passwords)
    session.window.show()
    session.begin(place)
    return app.exec()


def _wanted(bank: Path | str | None, passwords: Passwords) -> Place | None:
    """What was asked for; a password in the URL holds until the program ends."""
    if not isinstance(bank, str):
        return bank
    address, password = address_of(bank)
    if password:
        passwords.hold(address, password)
    return address


def has_display() -> bool:
    """Whether a window can be shown; Qt itself would abort the process where it finds none."""
    if sys.platform in ("win32", "darwin") or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def tour(screenshot: Path) -> Answer:
    """The main job without a user: the sample bank, a shipped draft with a figure, its hits and a picture of them."""
    from itembank_desktop.ui.rehearsal import Rehearsal

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start_qt()
    with tempfile.TemporaryDirectory(prefix="itembank-tour-", ignore_cleanup_errors=True) as folder:
        session = make_session(Path(folder), Settings(None, {}, {"language": "ko", "theme": "light", "model": "off"}))
        try:
            session.window.show()
            session.begin(None)
            rehearsal = Rehearsal(session)
            rehearsal.wait_for_bank()
            answer, _ = rehearsal.ask(shipped_drafts()["circle"])
            rehearsal.settle()
            screenshot.parent.mkdir(parents=True, exist_ok=True)
            if not session.window.grab().save(str(screenshot), "PNG"):
                raise BadInput(str(screenshot), "the screenshot cannot be written there")
        finally:
            session.end()
    return answer


def bench_window(bank: Path, model: Path | None = None, answers: int = 0) -> int:
    """What only the window's own process can tell, as one line of JSON; `cli.bench` and `cli.bench_window` read it.

    With the folder of a `model`: the stalls while it loads, reads the bank and gives some answers.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start_qt()
    chosen = {"language": "ko", "theme": "light", "model": str(model or "off")}
    with tempfile.TemporaryDirectory(prefix="itembank-bench-", ignore_cleanup_errors=True) as folder:
        session = make_session(Path(folder), Settings(None, {}, chosen))
        try:
            session.window.show()
            session.window.repaint()
            measured: dict[str, object] = {"first_window": _age()}
            from itembank_desktop.ui.comparison_bench import ComparisonBench
            from itembank_desktop.ui.screen_bench import ScreenBench
            from itembank_desktop.ui.window_bench import WindowBench

            session.begin(bank)
            bench = WindowBench(session)
            drafts = list(shipped_drafts().values())
            bench.first_hits(drafts[0])
            measured["first_hits"] = _age()
            if model is None:
                measured["typing"] = bench.typing([Draft(draft.text) for draft in drafts])
                # Drafts that find something, in whatever bank: its own items.
                known = _known_drafts(bank) or drafts
                measured["typing_known"] = bench.typing(known)
                bench.rest()
                measured["resident_typing"] = _resident()
                measured |= ScreenBench(session, bench.rehearsal).measure(known[0])
                measured |= ComparisonBench(session, bench.rehearsal).measure(known)
            else:
                measured["with_model"] = bench.with_model(drafts, answers)
            measured["resident"] = _resident()
        finally:
            session.end()
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


def _known_drafts(folder: Path) -> list[Draft]:
    """Three items of the bank with figures and three without, for an author who writes what is there already."""
    from itembank_desktop.adapters.stores.local import LocalBank

    with LocalBank.open(folder) as bank:
        keys = range(1, bank.count() + 1, max(1, bank.count() // 200))
        items = [item for item in bank.get(keys) if len(item.stem) > LONG_ENOUGH]
        chosen = [*[item for item in items if item.figures][-3:], *[item for item in items if not item.figures][-3:]]
        return [
            Draft(item.stem, tuple(Picture(bank.figure(figure.sha256), figure.name) for figure in item.figures[:1]))
            for item in chosen
        ]


def shipped_drafts() -> dict[str, Draft]:
    """The drafts that come with the program, by name."""
    drafts = {}
    for path in sorted((RESOURCES / "drafts").glob("*.json")):
        fields = json.loads(path.read_text(encoding="utf-8"))
        pictures = tuple(Picture((path.parent / name).read_bytes(), name) for name in fields["images"])
        drafts[path.stem] = Draft(fields["text"], pictures)
    return drafts


def _age() -> float:
    """Seconds since this process was started."""
    proc = Path("/proc/self/stat")
    if proc.exists():
        ticks = float(proc.read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    import psutil  # type: ignore[import-untyped]

    return time.time() - float(psutil.Process().create_time())


def _resident() -> int:
    """Bytes of memory that this process holds."""
    proc = Path("/proc/self/statm")
    if proc.exists():
        return int(proc.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import psutil

    return int(psutil.Process().memory_info().rss)


def start_qt() -> QApplication:
    """The application with our style and fonts; the one of this process if there is one already."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        use_few_heaps()
        forget_sources()
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("Itembank Desktop")
    app.setStyle("Fusion")
    theme.load_fonts(RESOURCES / "fonts")
    theme.load_marks(RESOURCES / "icons")
    app.setFont(theme.font())
    app.setWindowIcon(QIcon(str(RESOURCES / "icons" / "app.png")))
    return app


def make_session(
    data: Path, settings: Settings, models: Path | None = None, passwords: Passwords | None = None
) -> Session:
    """The window on real stores under `data`; `models` is the folder of the models, if it is another one."""
    desk = make_desk(
        data,
        models,
        passwords or Passwords(),
        limit=lambda: _seconds(settings.get(SERVER_LIMIT)),
        figures=lambda: _budget(settings.get(COPY_FIGURES)),
    )
    return Session(desk, check_picture, settings, show_crash)


def make_desk(
    data: Path,
    models: Path | None,
    passwords: Passwords,
    limit: Callable[[], float],
    figures: Callable[[], int | None] = lambda: None,
) -> Desk:
    """Everything the window works with; adapters are imported when they are first used.

    For each shared bank that is opened `limit` tells how many seconds its server may take for a question, `figures`
    how many bytes of figures its copy may hold.
    """

    def open_place(place: Place) -> OpenBank:
        if isinstance(place, BankAddress):
            password, copies = passwords.get(place) or "", data / "shared"
            return open_shared(place, password, copies, _finder_with_model, _reading, limit(), figures())
        return open_bank(place)

    return Desk(
        open_bank=open_place,
        import_items=import_items,
        typeset=_LateTypesetter(),
        thumbnail=_thumbnail,
        compare_figures=_LateFigures(),
        read_page=_read_page,
        resources=RESOURCES,
        sample_source=RESOURCES / "sample_bank",
        sample_bank=data / "sample_bank",
        banks_folder=data / "banks",
        models=make_model_desk(models or data / "models"),
        shared=make_shared_desk(passwords),
        evaluation=make_evaluation_desk(models or data / "models"),
        shelf=_LateShelf(data / "drafts"),
        write_record=write_record,
    )


def _seconds(text: str) -> float:
    """As the setting says; its default where that is no number of seconds."""
    try:
        said = float(text)
    except ValueError:
        said = 0.0
    return said if 0.0 < said < float("inf") else float(SERVER_LIMIT.default)


def _budget(text: str) -> int | None:
    """Bytes, as the setting says in megabytes; its default where that is no number, None for no limit."""
    try:
        said = float(text)
    except ValueError:
        said = -1.0
    megabytes = said if 0.0 <= said < float("inf") else float(COPY_FIGURES.default)
    return int(megabytes * 1_000_000) or None


def make_shared_desk(passwords: Passwords) -> SharedDesk:
    """The way to shared banks; the driver is imported by the thread that asks one first."""

    def check(address: BankAddress, password: str) -> AccountReport:
        from itembank_desktop.adapters.stores.shared.account import check_account

        return check_account(address, password)

    return SharedDesk(check, passwords.has_keyring, passwords.get, passwords.keep)


def make_evaluation_desk(root: Path) -> EvaluationDesk:
    """Reviews and comparisons of finders, with models below `root`; callables import what they need when called."""

    def require() -> None:
        from itembank_desktop.wiring import require_evaluation

        require_evaluation()

    return EvaluationDesk(
        require,
        _make_review,
        _read_review,
        _add_vote,
        _export_review,
        _LateTypesetter(),
        _bench_history,
        _LateFigures(),
        partial(_compare_finders, root),
        make_truth_desk(),
    )


def _make_review(folder: Path, file: Path, count: int, two: TwoTruths | None, control: JobControl) -> "Review | None":
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.make_truths import compare_truths
    from itembank_desktop.wiring import new_review

    disputed = compare_truths(*read_two(two), two.least_one, two.least_other).disputed if two else ()
    with LocalBank.open(folder) as bank:
        return new_review(bank, file, count, disputed=disputed, control=control)


def _read_review(file: Path) -> "Review":
    from itembank_desktop.adapters.reports.review_file import ReviewFile

    return ReviewFile(file).read()


def _add_vote(file: Path, vote: "Vote") -> "Review":
    from itembank_desktop.adapters.reports.review_file import ReviewFile

    ReviewFile(file).add(vote)
    return _read_review(file)


def _export_review(review: "Review", file: Path) -> int:
    from itembank_desktop.adapters.reports.truth_files import write_qrels

    truth = review.qrels()
    write_qrels(file, truth)
    return len(truth.pairs)


def _bench_history(bank: Path) -> "Sequence[PilotFigures]":
    from itembank_desktop.adapters.reports.pilot_history import history_file, read_history

    return read_history(history_file(bank))


def _compare_finders(
    root: Path,
    folder: Path,
    truths: Sequence[Path],
    least: int,
    report: Path,
    again: Again | None,
    language: Language,
    control: JobControl,
) -> Compared | None:
    """Every finder that needs no model's process, and every embedding space that the bank has vectors in."""
    from itembank_desktop.adapters.reports.truth_files import read_truth
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import finders_compared

    began = time.time()
    read = [(read_truth(path), least) for path in truths]
    with LocalBank.open(folder) as bank, _ranked_again(root, bank, again) as rereaders:
        found = finders_compared(bank, read, report, again=rereaders, language=language, control=control)
    # The folder may hold plots of truths that were asked about another time.
    plots = sorted(plot for plot in (report / "plots").glob("*.png") if plot.stat().st_mtime >= began - 1)
    return Compared(found, report, tuple(plots)) if found is not None else None


@contextmanager
def _ranked_again(root: Path, bank: "Bank", again: Again | None) -> "Iterator[list[Rereader]]":
    """The reranker in a process of its own, while finders are compared; none where none is wished."""
    from itembank_desktop.adapters.embedders.live_model import LiveModel
    from itembank_desktop.services.rerank import RerankSettings
    from itembank_desktop.wiring import ranked_again

    if again is None:
        yield []
        return
    wish = again.wish
    with closing(LiveModel(root, again.model, lambda _: None)) as model:
        settings = RerankSettings(
            f"{model.name} {model.revision}", wish.top, wish.instruction, wish.threshold, (wish.share,)
        )
        yield [ranked_again(bank, model.embedder.score, settings, again.of)]


def make_model_desk(root: Path) -> ModelDesk:
    """The models below `root`; each callable imports what it needs on the thread that calls it."""

    def shelf() -> "ModelShelf":
        from itembank_desktop.adapters.embedders.model_shelf import ModelShelf

        return ModelShelf(root)

    def connect(choice: ModelChoice, on_state: OnState) -> ModelProcess:
        from itembank_desktop.adapters.embedders.live_model import LiveModel

        return LiveModel(root, choice, on_state)

    return ModelDesk(
        list=lambda: shelf().list(),
        fetch=lambda name, control: shelf().fetch(name, control),
        add=lambda folder, control: shelf().add(folder, control),
        verify=lambda name, control: shelf().verify(name, control),
        connect=connect,
    )


def open_bank(folder: Path) -> OpenBank:
    """The bank in `folder` with its finder, warm."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.describe_items import DescribeItems, LostFigure
    from itembank_desktop.services.judge_pairs import JudgePairs
    from itembank_desktop.wiring import finder, fingerprint_spaces

    bank = LocalBank.open(folder)
    find = finder(bank)
    lost: tuple[LostFigure, ...] = ()
    try:
        find.warm_up()
    except BankOutdated:
        # An update changed what a space keeps: the window makes the descriptions anew while it says "opening".
        lost = DescribeItems(bank, fingerprint_spaces())().lost
        for figure in lost:
            log.error("%s is described without a figure: %s", figure.id, figure.reason)
        find.warm_up()

    def found(query: Query) -> Answer:
        return find(replace(query, worthwhile=True))

    def judged(finder: Finder) -> Finder:
        return JudgePairs(finder, bank, bank.revision)

    return OpenBank(
        folder,
        bank.count(),
        judged(found),
        bank.figure,
        bank.close,
        find_with=lambda model: judged(_finder_with_model(bank, folder, found, model)),
        reading=lambda model: _reading(bank, model),
        embed=lambda model, control: _embed(folder, _live(model), control),
        traits=bank.traits,
        items_of=lambda ids: {item.id: item for item in bank.get(list(bank.find(ids).values()))},
        record=bank.record,
        verdicts=bank.verdicts,
        cached=bank.cached,
        saving=saving_local(bank),
        lost=tuple(dict.fromkeys(figure.id for figure in lost)),
    )


def saving_local(bank: "LocalBank") -> Saving:
    """How an author's items get into a bank of his own."""
    from itembank_desktop.services.edit_item import edit_item
    from itembank_desktop.services.write_shared import WriteShared
    from itembank_desktop.wiring import fingerprint_spaces

    spaces = fingerprint_spaces()
    write_whole = WriteShared(bank, spaces)

    def fitted() -> None:
        for space in spaces:
            if bank.needs_refit(space):
                bank.refit(space)

    def write(save: ItemSave) -> Written | Collision:
        bank.own()  # A copy takes no items, and its statistics are not ours to fit.
        fitted()
        written = write_whole.write(save)
        fitted()
        return written

    return Saving(lambda id: edit_item(bank, id), write, bank.delete_item)


def _live(model: ModelProcess) -> "LiveModel":
    """The window hands back what `connect` gave it."""
    from itembank_desktop.adapters.embedders.live_model import LiveModel

    assert isinstance(model, LiveModel)
    return model


def _finder_with_model(bank: "Bank", folder: Path, plain: Finder, model: ModelProcess) -> Finder:
    return _FinderWithModel(bank, folder, plain, _live(model))


class _FinderWithModel:
    """A bank's finder with what a model has read of it; put together by the thread that asks first.

    And put together anew when a command has read the bank into another space or calibrated it meanwhile.
    """

    def __init__(self, bank: "Bank", folder: Path, plain: Finder, model: "LiveModel") -> None:
        """`folder` holds the bank's calibrations."""
        self._bank = bank
        self._folder = folder
        self._plain = plain
        self._model = model
        self._find: Finder | None = None
        self._known: object = None

    def __call__(self, query: Query) -> Answer:
        """The answer; by fingerprints, saying so, when what the model knows of this bank cannot be used."""
        from itembank_desktop.wiring import calibrations_at

        try:
            known = (calibrations_at(self._folder), self._bank.spaces())
            if self._find is None or known != self._known:
                self._known, self._find = known, None
                self._find = self._made()
        except ItemBankError as error:
            return replace(self._plain(query), without_model=error)
        answer = self._find(replace(query, worthwhile=True))
        return replace(answer, model_revision=self._model.revision if answer.model else "")

    def _made(self) -> Finder:
        from itembank_desktop.core.space import Pooling
        from itembank_desktop.wiring import finder, neural, vector_spaces

        model = self._model
        spaces = vector_spaces(self._bank, model.ask, model.revision)
        chosen = [one for one in spaces if one.space.pooling is Pooling.MEAN] or spaces
        find = finder(self._bank, neural(self._folder, model.name, chosen) if chosen else None)
        find.warm_up()
        return find


def _reading(bank: "Bank", model: ModelProcess) -> Reading:
    """What the model has read of the bank; items that hold nothing for it do not count as lacking."""
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace

    made = lacking = 0
    for space in map(VectorSpace, _live(model).spaces()):
        missing = bank.missing(space.name)
        made += bank.count() - len(missing)
        # Thousands of unread items need not be looked into to know that there are some.
        lacking += len(missing) if len(missing) > LOOKED_INTO else _readable(bank, space, missing)
    return Reading(made, lacking)


def _readable(bank: "Bank", space: "VectorSpace", keys: Sequence[int]) -> int:
    sees = space.space.modality is not Modality.TEXT
    return sum(
        space.reads(Content(item.stem, item.choices)) or (sees and bool(item.figures)) for item in bank.get(keys)
    )


def _embed(folder: Path, model: "LiveModel", control: JobControl) -> "EmbedReport":
    """Let the model read what it has not read of the bank; with a connection of its own, for this takes long."""
    from itembank_desktop.adapters.embedders.vector_space import VectorSpace
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.services.embed_missing import EmbedMissing, EmbedReport

    while not control.cancelled() and model.state.announced is None:
        with suppress(ModelAway):  # It is loading; what cannot be loaded raises another error.
            model.embedder.announced(LOOK_AGAIN)
    if control.cancelled():
        return EmbedReport({}, cancelled=True)
    spaces = [VectorSpace(space) for space in model.spaces()]
    with LocalBank.open(folder) as bank:
        return EmbedMissing(bank, model.embedder)(spaces, control)


def import_items(source: Path, folder: Path, control: JobControl) -> ImportReport:
    """Import a bank folder into the bank at `folder`, creating it when it is absent."""
    from itembank_desktop.adapters.importers.json_bank import require_rows
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.wiring import item_import

    require_rows(source)
    with LocalBank.open(folder, create=True) as bank:
        return item_import(bank)(source, control)


def check_picture(data: bytes, name: str) -> object:
    """Decode a picture that goes into the draft; raises UnreadableFigure."""
    from itembank_desktop.adapters.images import check_picture

    return check_picture(data, name)


def write_record(record: SearchRecord, path: Path) -> None:
    """The record as PDF and JSON; with a typesetter of its own, which belongs to the thread that uses it."""
    from itembank_desktop.adapters.typesetting.record_pdf import RecordWriter

    RecordWriter(_LateTypesetter(), _thumbnail, RESOURCES / "fonts")(record, path)


class _LateShelf:
    """The draft shelf, its adapter loaded by the thread that asks it first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _files(self) -> DraftShelf:
        from itembank_desktop.adapters.draft_files import DraftFiles

        return DraftFiles(self._folder)

    def drafts(self) -> list[ShelvedDraft]:
        """The last saved first."""
        return self._files().drafts()

    def save(self, draft: ShelvedDraft) -> None:
        """Whole or not at all."""
        self._files().save(draft)

    def discard(self, name: str) -> None:
        """Take it off the shelf."""
        self._files().discard(name)


class _LateTypesetter:
    """The typesetter, made by the thread that sets the first sheet: Typst and KaTeX take a while to load."""

    def __init__(self) -> None:
        self._typesetter: Typesetter | None = None

    def __call__(self, sheets: Sequence[Sheet]) -> list[Typeset]:
        """One picture a sheet, in order."""
        if self._typesetter is None:
            from itembank_desktop.adapters.typesetting.typesetter import TypstTypesetter
            from itembank_desktop.ui.katex import Katex

            katex = Katex(RESOURCES / "katex" / "katex.js")
            self._typesetter = TypstTypesetter(katex.tex_to_mathml, RESOURCES / "fonts")
        return self._typesetter(sheets)


class _LateFigures:
    """Figures laid over each other; OpenCV is loaded by the thread that compares the first."""

    def __init__(self) -> None:
        self._compare: CompareFigures | None = None

    def __call__(
        self, ours: Sequence[Picture], theirs: Sequence[Figure], figure: FigureSource
    ) -> tuple[FigurePair, ...]:
        """A pair for every figure of either side."""
        if self._compare is None:
            from itembank_desktop.adapters.figure_alignment import align
            from itembank_desktop.services.compare_figures import CompareFigures

            self._compare = CompareFigures(align, Ink(theme.BOTH_INK, theme.OUR_INK, theme.THEIR_INK))
        return self._compare(ours, theirs, figure)


def _read_page(path: Path, number: int) -> PageImage:
    from itembank_desktop.adapters.pages import read_page

    return read_page(path, number)


def _thumbnail(data: bytes, name: str, width: int, height: int) -> bytes:
    from itembank_desktop.adapters.images import thumbnail_png

    return thumbnail_png(data, name, width, height)
