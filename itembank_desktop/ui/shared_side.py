"""The shared bank in the window: connecting, following its copy, saves that collided, and what screens say of it."""

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.errors import AccountRefused, BankAway, BankBusy, ItemBankError
from itembank_desktop.core.outbox import Collision
from itembank_desktop.core.shared import BankAddress
from itembank_desktop.ui.bank_side import BankSide
from itembank_desktop.ui.conflict_page import ConflictPage
from itembank_desktop.ui.connect_page import ConnectPage
from itembank_desktop.ui.connect_side import ConnectSide
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.filter_side import FilterSide
from itembank_desktop.ui.follow_side import FollowSide
from itembank_desktop.ui.header_bar import HeaderBar
from itembank_desktop.ui.messages import explain
from itembank_desktop.ui.results_pane import ResultsPane
from itembank_desktop.ui.right_side import RightSide
from itembank_desktop.ui.shared_words import CopyStanding
from itembank_desktop.ui.status_bar import StatusBar


class SharedSide(QObject):
    """Carries the news of the server and of the copy to the header, the list, the connect page and the status."""

    crashed = Signal(object)

    def __init__(
        self,
        header: HeaderBar,
        right: RightSide,
        results: ResultsPane,
        status: StatusBar,
        connect_page: ConnectPage,
        conflicts: ConflictPage,
        connecting: ConnectSide,
        following: FollowSide,
        filtering: FilterSide,
        banks: BankSide,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._header = header
        self._right = right
        self._results = results
        self._status = status
        self._page = connect_page
        self._conflicts = conflicts
        self._connecting = connecting
        self._following = following
        self._filtering = filtering
        self._banks = banks
        self._connect()

    def show_bank(self, bank: OpenBank) -> None:
        """Another bank is open."""
        if self._right.currentWidget() is self._page:
            self._right.turn_to(self._results)
        self._following.show_bank(bank)
        self._filtering.show_bank(bank)

    def close(self) -> None:
        """Stop every thread."""
        self._connecting.close()
        self._following.close()
        self._filtering.close()

    @property
    def away(self) -> bool:
        """Whether the server of the open bank does not answer."""
        standing = self._following.standing
        return standing is not None and not standing.up

    def _connect(self) -> None:
        self._header.connect_asked.connect(self._on_connect_asked)
        self._connecting.page_asked.connect(lambda: self._right.setCurrentWidget(self._page))
        self._connecting.chosen.connect(self._banks.open)
        self._page.closed.connect(self._right.back_to_list)
        self._page.copy_work.paused.connect(self._following.pause)
        self._following.account_asked.connect(self._connecting.ask_password)
        self._following.standing_changed.connect(self._on_standing)
        self._following.progressed.connect(self._on_copying)
        self._following.items_changed.connect(self._on_copy_changed)
        self._following.collided.connect(self._on_collided)
        self._conflicts.settled.connect(self._following.settle)
        self._conflicts.closed.connect(self._right.back_to_list)
        self._banks.shared_failed.connect(self._on_failed)
        for side in (self._connecting, self._filtering, self._following):
            side.crashed.connect(self.crashed)

    def _on_connect_asked(self) -> None:
        """The page knows the shared bank that is open."""
        bank = self._banks.keeper.bank
        if bank is not None and bank.shared is not None:
            self._connecting.show_address(bank.shared.address)
        else:
            self._connecting.show_page()

    def _on_failed(self, place: BankAddress, problem: ItemBankError) -> None:
        """A shared bank could not be opened: said where the author pressed, with the next step."""
        sentence, next_step = explain(problem)
        if isinstance(problem, AccountRefused):
            self._connecting.ask_password(place, problem)
        elif self._right.currentWidget() is self._page:
            self._page.show_problem(problem)
        elif isinstance(problem, BankBusy | BankAway):
            self._results.banner.tell(sentence, next_step or "", lambda: self._banks.open(place), passing=True)
        else:
            self._results.banner.tell(
                sentence, next_step or "", lambda: self._connecting.show_address(place), passing=True
            )

    def _on_standing(self, standing: CopyStanding | None) -> None:
        self._status.show_copy(standing)
        self._header.show_offline(standing is not None and not standing.up)
        self._page.show_copy(standing)

    def _on_copying(self, told: str) -> None:
        self._status.show_work(self.tr("Copying: {counts}").format(counts=told) if told else "")
        self._page.show_copying(told)

    def _on_copy_changed(self) -> None:
        if self._banks.keeper.bank is not None:
            self._filtering.show_bank(self._banks.keeper.bank)

    def _on_collided(self, collisions: tuple[Collision, ...]) -> None:
        """Said above the list; the page opens when the author asks for it."""
        self._conflicts.show_waiting(collisions)
        if self._right.currentWidget() is self._conflicts:
            if not collisions:
                self._right.turn_to(self._results)
        elif collisions:
            one = self.tr("An item that you saved was changed by somebody else meanwhile.")
            many = self.tr("{count} items that you saved were changed by others meanwhile.")
            sentence = many.format(count=len(collisions)) if len(collisions) > 1 else one
            self._results.banner.tell(sentence, self.tr("Compare"), self._show_conflicts, news=True)

    def _show_conflicts(self) -> None:
        self._right.setCurrentWidget(self._conflicts)
        self._conflicts.focus_choice()
