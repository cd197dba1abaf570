"""Everything of the window that knows the model: carries its news to the list, the status line, a banner and a page."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from itembank_desktop.core.errors import ItemBankError, ModelAway
from itembank_desktop.core.model import ModelChoice, ModelState, ShelfModel
from itembank_desktop.core.ports import JobControl, Progress
from itembank_desktop.core.rerank import RerankWish
from itembank_desktop.core.search import Answer
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.desk import OpenBank, Reading
from itembank_desktop.ui.lane import Lane
from itembank_desktop.ui.live_search import LiveSearch
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.model_banner import ModelBanner, News
from itembank_desktop.ui.model_desk import ModelDesk, ModelProcess
from itembank_desktop.ui.model_keeper import ModelKeeper
from itembank_desktop.ui.model_page import ModelPage
from itembank_desktop.ui.model_words import Standing, gigabytes, pace, status_line, time_left
from itembank_desktop.ui.rerank_side import RerankSide
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.status_bar import StatusBar

if TYPE_CHECKING:
    from itembank_desktop.services.embed_missing import EmbedReport

OFF = "off"
"""The choice of an author who wants no model."""
DRAFT = "draft"
"""What the model calls the window's draft."""
MOST_LISTED = 12
AGAIN = 3


class ModelSide(QObject):
    """Belongs to the main thread. `begin` starts the model's process; the window must be painted by then."""

    page_asked = Signal()
    chosen = Signal(object)
    """The ModelChoice to remember."""
    hint_dismissed = Signal()
    crashed = Signal(object)

    def __init__(
        self,
        desk: ModelDesk,
        live: LiveSearch,
        results: ResultsPane,
        status: StatusBar,
        page: ModelPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._live = live
        self._results = results
        self._status = status
        self._page = page
        self._bank: OpenBank | None = None
        self._answer: Answer | None = None
        self._asked_again = 0
        self._reads_itself = False
        self._saved = False
        self._place = ModelChoice("")
        self._models: tuple[ShelfModel, ...] = ()
        self._found: Reading | None = None
        self._shelf_began = (0.0, 0)
        self.keeper = ModelKeeper(desk, self)
        self.rerank = RerankSide(desk, self)
        self.shelf, self.reading, self.listing = Lane(self), Lane(self), Lane(self)
        self._count: LatestOnly[tuple[OpenBank, ModelProcess], Reading] = LatestOnly(
            lambda asked: asked[0].reading(asked[1]), self
        )
        self._banner = ModelBanner(results.model_banner, self)
        self._connect()
        self._tell()

    @property
    def standing(self) -> Standing:
        """How matters stand now."""
        choice, found = self.keeper.choice, self._found
        name = self.keeper.model.name if self.keeper.model else Path(choice.model).name if choice else ""
        lacking, made = (found.lacking, found.made > 0) if found else (None, True)
        return Standing(name, self.keeper.state, lacking, made, self._place)

    # What the window asks for

    def begin(self, choice: ModelChoice, hint: bool, wish: RerankWish | None = None) -> None:
        """Start the chosen model; without a name whichever is on this computer, and with `hint` say when none is."""
        self._place = replace(choice, model="")
        self._page.rerank.show_wish(wish or RerankWish())
        self.rerank.begin(wish or RerankWish(), self._place)
        self._page.show_place(choice)
        self._banner.allow_hint(hint and not choice.model)
        if choice.model and choice.model != OFF:
            self.keeper.choose(choice)
        self._list(choose=not choice.model)

    def show_bank(self, bank: OpenBank) -> None:
        """Search in this bank from now on, with the model where there is one."""
        if self._bank is not None and self._bank.folder != bank.folder:
            self.reading.cancel()
        self._bank, self._found, self._saved = bank, None, False
        self._search_anew()
        self._look_at_bank()
        self._tell()

    def show_page(self) -> None:
        """The page, with what is on the disk now."""
        self._list()
        self.page_asked.emit()

    def close(self) -> None:
        """End the model's process and every job; call once, before the live search is closed."""
        self.reading.close()
        self.shelf.close()
        self.listing.close()
        self.keeper.close()
        self.rerank.close()
        self._count.close()

    # Putting together

    def _connect(self) -> None:
        page, keeper = self._page, self.keeper
        keeper.connected.connect(self._on_connected)
        keeper.changed.connect(self._on_state)
        for part in (keeper, self.rerank, self.shelf, self.reading, self.listing, self._count):
            part.crashed.connect(self.crashed)
        self._live.ahead.connect(lambda content: keeper.prefill(DRAFT, content))
        self._live.answered.connect(self._on_answered)
        self._live.emptied.connect(self._on_emptied)
        self._live.too_short.connect(self._forget_answer)
        self._count.answered.connect(self._on_counted)
        self._banner.page_asked.connect(self.show_page)
        self._banner.reading_asked.connect(self._on_reading_offered)
        self._banner.restart_asked.connect(self.keeper.load)
        self._banner.hint_dismissed.connect(self.hint_dismissed)
        page.rows.used.connect(self._use)
        page.rows.fetched.connect(self._on_fetch)
        page.rows.verified.connect(self._on_verify)
        page.rows.reading.connect(self.read_bank_with)
        page.ranked.connect(self.rerank.choose)
        self.rerank.changed.connect(self._search_anew)
        self.rerank.keeper.changed.connect(self._tell)
        page.adding.connect(self._on_adding)
        page.switched_off.connect(self._on_switched_off)
        page.loading.connect(keeper.load)
        page.unloading.connect(self._on_unloading)
        page.placed.connect(self._on_placed)
        page.reading.connect(self.read_bank)
        page.shelf_work.stopped.connect(self.shelf.cancel)
        page.reading_work.stopped.connect(self.reading.cancel)
        page.reading_work.paused.connect(self.reading.pause)
        self.shelf.progressed.connect(self._on_shelf_progressed)
        self.shelf.finished.connect(self._on_shelf_finished)
        self.shelf.failed.connect(self._on_shelf_failed)
        self.listing.finished.connect(self._on_listed)
        self.listing.failed.connect(lambda _, problem: page.shelf_work.rest(explain(problem).sentence))
        self.reading.progressed.connect(self._on_reading_progressed)
        self.reading.finished.connect(self._on_read)
        self.reading.failed.connect(self._on_reading_failed)

    def _tell(self) -> None:
        standing = self.standing
        self._results.show_model(standing)
        self._status.show_model(standing)
        self._page.show_standing(standing)
        self._page.rerank.tell(self._told_of_reranker())
        self._page.rows.allow_reading(self._bank is not None and not self.reading.running)
        self._banner.show(self._news())

    def _told_of_reranker(self) -> str:
        keeper = self.rerank.keeper
        if keeper.choice is None:
            return ""
        told = status_line(Standing(keeper.choice.model, keeper.state))
        return told if keeper.state.reason is None else f"{told}\n{explain(keeper.state.reason).sentence}"

    def _news(self) -> News:
        answer = self._answer
        problem = answer.without_model if answer and not isinstance(answer.without_model, ModelAway) else None
        usable = any(model.usable for model in self._models)
        has_model, cut = usable or self.keeper.choice is not None, answer.cut if answer else None
        return News(self.standing, problem, has_model, bool(self.reading.running), cut)

    # The model

    def _use(self, name: str) -> None:
        choice = replace(self._place, model=name)
        self._found = None
        self.keeper.choose(choice)
        self.chosen.emit(choice)

    def _on_switched_off(self) -> None:
        self._found = None
        self.keeper.choose(None)
        self.chosen.emit(replace(self._place, model=OFF))

    def _on_unloading(self) -> None:
        """The reading rests: its next batch would load the model again."""
        if self.reading.running and self._reads_itself:
            self._page.reading_work.pause_work()
        self.keeper.unload()

    def _on_placed(self, place: ModelChoice) -> None:
        self._place = place
        self.rerank.move(place)
        choice = self.keeper.choice
        if choice is not None:
            self._use(choice.model)
        else:
            self.chosen.emit(place)

    def _on_connected(self) -> None:
        self._search_anew()
        self._tell()

    def _on_state(self, state: ModelState) -> None:
        if state.phase.answers:
            if self._found is None or self._saved:
                self._look_at_bank()
            if self._answer is not None and isinstance(self._answer.without_model, ModelAway):
                self._ask_again()
        self._tell()

    def _on_answered(self, answer: Answer) -> None:
        self._answer = answer
        if answer.model:
            self._asked_again = 0
        elif isinstance(answer.without_model, ModelAway) and self._is_back():
            # It came back while the fingerprints were answering.
            self._ask_again()
        self._tell()

    def _is_back(self) -> bool:
        return self.keeper.model is not None and self.keeper.model.state.phase.answers

    def _ask_again(self) -> None:
        """The pending draft, now that the model is there; a few times at most without an answer of the model."""
        if self._asked_again < AGAIN:
            self._asked_again += 1
            self._live.ask_now()

    def _on_emptied(self) -> None:
        self._forget_answer()
        self.keeper.close_draft(DRAFT)

    def _forget_answer(self) -> None:
        self._answer = None

    # The bank

    def _search_anew(self) -> None:
        """With another finder; the draft as it stands is asked again."""
        self._asked_again = 0
        if self._bank is not None:
            model = self.keeper.model
            find = self._bank.find_with(model) if model else self._bank.find
            self._live.set_finder(self.rerank.around(find, self._bank.figure))

    def _look_at_bank(self) -> None:
        if self._bank is not None and self.keeper.model is not None and self.keeper.state.phase.answers:
            self._count.ask((self._bank, self.keeper.model))

    def _on_counted(self, found: Reading) -> None:
        self._found = found
        if self._saved and found.lacking and not self.reading.running:
            self._saved = False
            self.read_bank()
        self._tell()

    def read_saved(self) -> None:
        """Let the model read an item just saved, from scratch; a bank that it has not read whole is left as it is."""
        if self._found is not None and self._found.made and not self._found.lacking:
            self._saved = True
            self._look_at_bank()

    def read_bank(self) -> None:
        """Let the model read what it has not read of the open bank."""
        bank, model = self._bank, self.keeper.model
        if bank is not None and model is not None:

            def work(control: JobControl) -> object:
                return bank.embed(model, control)

            if self.reading.run(bank.folder.name, work):
                self._reads_itself = True
                self._page.reading_work.begin(self.tr("The model begins to read. You can go on writing."))
                self._tell()

    def read_bank_with(self, name: str) -> None:
        """Let another model on this computer read the open bank, in a process of its own that ends with that."""
        bank, choice = self._bank, replace(self._place, model=name)
        if self.keeper.model is not None and self.keeper.model.name == name:
            self.read_bank()
        elif bank is not None:

            def work(control: JobControl) -> object:
                model = self._desk.connect(choice, lambda _: None)
                try:
                    model.start()
                    return bank.embed(model, control)
                finally:
                    model.close()

            if self.reading.run(bank.folder.name, work):
                self._reads_itself = False
                begun = self.tr("{model} is loaded and begins to read. You can go on writing.")
                self._page.reading_work.begin(begun.format(model=name))
                self._tell()

    def _on_reading_offered(self) -> None:
        self.read_bank()
        self.show_page()

    def _on_reading_progressed(self, bank: str, progress: Progress) -> None:
        counts = f"{progress.done:,} / {progress.total:,}"
        told = [
            counts,
            *([self.tr("paused")] if self.reading.paused else [pace(progress.note)] if progress.note else []),
        ]
        self._page.reading_work.go(progress.done, progress.total, " · ".join(told))
        if self.reading.paused:
            counts = " · ".join((counts, self.tr("paused")))
        self._status.show_work(self.tr("The model reads {bank}: {counts}").format(bank=bank, counts=counts))

    def _on_read(self, _: str, report: "EmbedReport") -> None:
        made = sum(report.embedded.values())
        told = [self.tr("{count} readings made.").format(count=f"{made:,}")]
        if report.cancelled:
            told.append(self.tr("Stopped; it goes on from here next time."))
        lines = [" ".join(told)]
        if report.skipped:
            lines.append(self.tr("{count} could not be read:").format(count=len(report.skipped)))
            lines += [f"{one.id}: {one.reason}" for one in report.skipped[:MOST_LISTED]]
        if report.shortened:
            lines.append(self.tr("{count} items were too long and read in part:").format(count=len(report.shortened)))
            part = self.tr("{item}: {read} tokens read, {cut} at the end left out")
            lines += [
                part.format(item=one.id, read=f"{one.tokens:,}", cut=f"{one.cut:,}")
                for one in report.shortened[:MOST_LISTED]
            ]
        self._end_reading("\n".join(lines))

    def _on_reading_failed(self, _: str, problem: ItemBankError) -> None:
        self._end_reading(explain(problem).sentence)

    def _end_reading(self, sentence: str) -> None:
        self._page.reading_work.rest(sentence)
        self._status.show_work("")
        self._found = None
        self._search_anew()
        self._look_at_bank()
        self._tell()

    # The models on this computer

    def _list(self, choose: bool = False) -> None:
        """Look again; `choose` one that is here. A look under way sees nearly the same."""
        self.listing.run("choose" if choose else "list", lambda _: self._desk.list())

    def _on_fetch(self, name: str) -> None:
        self._work_on_shelf("fetch", self.tr("Asking for {name}…").format(name=name), name)

    def _on_verify(self, name: str) -> None:
        self._work_on_shelf("verify", self.tr("Checking {name}…").format(name=name), name)

    def _on_adding(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._page, self.tr("Choose a model's folder"))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> None:
        """Install a copy of a model's folder, without a network."""
        self._work_on_shelf("add", self.tr("Adding {name}…").format(name=folder.name), folder)

    def _work_on_shelf(self, kind: str, sentence: str, subject: str | Path) -> None:
        desk = self._desk

        def work(control: JobControl) -> object:
            if isinstance(subject, Path):
                return desk.add(subject, control)
            return (desk.fetch if kind == "fetch" else desk.verify)(subject, control)

        if self.shelf.run(kind, work):
            self._shelf_began = (0.0, 0)
            self._page.shelf_work.begin(sentence)
            self._page.rows.allow(False)

    def _on_shelf_progressed(self, _: str, progress: Progress) -> None:
        since, before = self._shelf_began
        if not since:
            since, before = self._shelf_began = (time.monotonic(), progress.done)
        told = [f"{gigabytes(progress.done)} / {gigabytes(progress.total)}", progress.note]
        rate = (progress.done - before) / max(1e-3, time.monotonic() - since)
        if rate > 0 and time.monotonic() - since > 1:
            told += [f"{gigabytes(rate)}/s", time_left((progress.total - progress.done) / rate)]
        self._page.shelf_work.go(progress.done, progress.total, " · ".join(filter(None, told)))

    def _on_shelf_finished(self, kind: str, result: object) -> None:
        self._page.rows.allow(True)
        if result is None:
            self._page.shelf_work.rest(self.tr("Stopped. Start it again to go on."))
        elif kind == "verify":
            self._page.shelf_work.rest(self.tr("{name}: every file is as it was installed.").format(name=result))
        else:
            self._page.shelf_work.rest(self.tr("{name} is here and is being started.").format(name=result))
            self._use(str(result))
        self._list()

    def _on_listed(self, kind: str, models: tuple[ShelfModel, ...]) -> None:
        self._models = models
        self._page.show_models(models)
        usable = next((model.name for model in models if model.usable), "")
        if kind == "choose" and usable and self.keeper.choice is None:
            self.keeper.choose(replace(self._place, model=usable))
        self._tell()

    def _on_shelf_failed(self, _: str, problem: ItemBankError) -> None:
        self._page.rows.allow(True)
        self._page.shelf_work.rest(explain(problem).sentence)
        self._list()
