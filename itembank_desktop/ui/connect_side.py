"""Everything of the window that leads to a shared bank: asks servers and keyring off its thread, fills the page."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.errors import ItemBankError
from itembank_desktop.core.shared import AccountReport, BankAddress
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.connect_page import ConnectPage
from itembank_desktop.ui.shared_desk import SharedDesk


@dataclass(frozen=True, slots=True)
class _Tested:
    """What a connection found; `open` says that the bank is to be opened now."""

    address: BankAddress
    report: AccountReport
    open: bool


class ConnectSide(QObject):
    """Belongs to the main thread."""

    page_asked = Signal()
    chosen = Signal(object)
    """The BankAddress to open; its password is known to the desk now."""
    crashed = Signal(object)

    def __init__(self, desk: SharedDesk, page: ConnectPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page = page
        self._server: LatestOnly[Callable[[], _Tested], _Tested] = LatestOnly(lambda work: work(), self)
        self._keyring: LatestOnly[Callable[[], bool], bool] = LatestOnly(lambda work: work(), self)
        page.tested.connect(lambda address, password: self._ask(address, password, then_open=False))
        page.connected.connect(lambda address, password: self._ask(address, password, then_open=True))
        page.changed.connect(self._server.forget)
        self._server.answered.connect(self._on_tested)
        self._server.failed.connect(page.show_problem)
        self._keyring.answered.connect(page.show_keyring)
        for lane in (self._server, self._keyring):
            lane.crashed.connect(self.crashed)

    def show_page(self) -> None:
        """The page, for another bank than before."""
        self._keyring.ask(self._desk.has_keyring)
        self.page_asked.emit()
        self._page.ask_new()

    def show_address(self, address: BankAddress) -> None:
        """The page, for a bank that could not be opened."""
        self.show_page()
        self._page.show_address(address)
        self._page.password.setFocus()

    def ask_password(self, address: BankAddress, problem: ItemBankError | None) -> None:
        """The page, for a bank whose password is not known here or was refused."""
        self._keyring.ask(self._desk.has_keyring)
        self.page_asked.emit()
        self._page.ask_password(address, problem)

    def close(self) -> None:
        """Stop; a server that is being asked is waited for."""
        self._server.close()
        self._keyring.close()

    def _ask(self, address: BankAddress, password: str, then_open: bool) -> None:
        desk = self._desk

        def work() -> _Tested:
            # An empty field means the password that is known already.
            report = desk.check(address, password or desk.password(address) or "")
            if then_open and password:
                desk.keep_password(address, password)
            return _Tested(address, report, then_open)

        self._page.show_busy()
        self._server.ask(work)

    def _on_tested(self, found: _Tested) -> None:
        self._page.show_report(found.report)
        if found.open:
            self.chosen.emit(found.address)
