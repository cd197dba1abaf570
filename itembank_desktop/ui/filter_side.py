"""Carries the author's wish to the search and to the header, and what a bank holds to the bar."""

from PySide6.QtCore import QObject, Signal

from itembank_desktop.core.filters import Traits
from itembank_desktop.ui.background import LatestOnly
from itembank_desktop.ui.banner import Banner
from itembank_desktop.ui.desk import OpenBank
from itembank_desktop.ui.filter_bar import FilterBar
from itembank_desktop.ui.filter_wish import Wish
from itembank_desktop.ui.header_bar import HeaderBar
from itembank_desktop.ui.live_search import LiveSearch


class FilterSide(QObject):
    """Belongs to the main thread. A bank is searched without a filter until it has said what it holds."""

    saved = Signal(object)
    """The Wish to keep as the default."""
    crashed = Signal(object)

    def __init__(
        self, bar: FilterBar, header: HeaderBar, live: LiveSearch, banner: Banner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._header = header
        self._live = live
        self._banner = banner
        self._traits = Traits()
        self._look: LatestOnly[OpenBank, Traits] = LatestOnly(lambda bank: bank.traits(), self)
        self._look.answered.connect(self._on_traits)
        # A bank that cannot say what it holds is searched whole, and the search itself says what is wrong.
        self._look.failed.connect(lambda _: self._on_traits(Traits()))
        self._look.crashed.connect(self.crashed)
        bar.changed.connect(lambda _: self._apply())
        bar.saved.connect(self.saved)
        bar.cleared.connect(self._on_cleared)
        bar.replaced.connect(self._on_replaced)
        header.filter_asked.connect(self.toggle)
        bar.hide()

    def begin(self, default: Wish) -> None:
        """Wish what was kept last time."""
        self._bar.show_wish(default, default)

    def wish(self, default: Wish) -> None:
        """Wish this now, and at every start."""
        self.begin(default)
        self._apply()

    def show_bank(self, bank: OpenBank) -> None:
        """Another bank, or other items in it."""
        self._look.ask(bank)

    def toggle(self) -> None:
        """Fold the bar out or away."""
        self._bar.setVisible(self._bar.isHidden())
        self._header.show_filter(self._bar.words, not self._bar.isHidden())

    def close(self) -> None:
        """Stop; call once."""
        self._look.close()

    def _on_traits(self, traits: Traits) -> None:
        self._traits = traits
        self._bar.offer(traits)
        self._apply()

    def _on_cleared(self, before: Wish) -> None:
        said = self.tr("The filter was dropped.")
        self._banner.tell(said, self.tr("Undo"), lambda: self._bar.wish_again(before), news=True)

    def _on_replaced(self, before: Wish) -> None:
        said = self.tr("The filter is kept for every start.")
        self._banner.tell(said, self.tr("Undo"), lambda: self._bar.keep(before), news=True)

    def _apply(self) -> None:
        self._header.show_filter(self._bar.words, not self._bar.isHidden())
        self._live.set_filter(self._bar.wish.filter(self._traits))
