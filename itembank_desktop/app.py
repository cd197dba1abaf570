"""Composition root: adapters, services, window; Qt start and stop.

The window stands before anything heavy is imported: stores, typesetting and picture decoding are loaded by the
threads that need them first.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from itembank_desktop.adapters.passwords import Passwords
from itembank_desktop.adapters.shipped import RESOURCES
from itembank_desktop.core.errors import BadInput
from itembank_desktop.core.item import Draft, Picture
from itembank_desktop.core.search import Answer
from itembank_desktop.core.shared import BankAddress, address_of
from itembank_desktop.opening.evaluation import make_evaluation_desk
from itembank_desktop.opening.late import (
    LateFigures,
    LateShelf,
    LateTypesetter,
    check_picture,
    read_page,
    thumbnail,
    write_record,
)
from itembank_desktop.opening.local import import_items, open_bank
from itembank_desktop.opening.model import make_model_desk
from itembank_desktop.opening.shared import make_shared_desk, open_shared
from itembank_desktop.settings import COPY_FIGURES, SERVER_LIMIT, Settings, settings_file
from itembank_desktop.ui import theme
from itembank_desktop.ui.crash_dialog import record_log, show_crash
from itembank_desktop.ui.desk import Desk, OpenBank, Place
from itembank_desktop.ui.freed_memory import forget_sources, use_few_heaps
from itembank_desktop.ui.session import Session

NAME = "itembank-desktop"
LONG_ENOUGH = 60
"""Letters of an item's stem that the bench has enough to type of."""


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
            return open_shared(place, password, copies, limit(), figures())
        return open_bank(place)

    return Desk(
        open_bank=open_place,
        import_items=import_items,
        typeset=LateTypesetter(),
        thumbnail=thumbnail,
        compare_figures=LateFigures(),
        read_page=read_page,
        resources=RESOURCES,
        sample_source=RESOURCES / "sample_bank",
        sample_bank=data / "sample_bank",
        banks_folder=data / "banks",
        models=make_model_desk(models or data / "models"),
        shared=make_shared_desk(passwords),
        evaluation=make_evaluation_desk(models or data / "models"),
        shelf=LateShelf(data / "drafts"),
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
