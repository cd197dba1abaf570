"""Everything slow to draw, typeset texts and figures, is made here off the window's thread and kept."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap

from itembank_desktop.core.errors import UnreadableFigure
from itembank_desktop.core.item import Picture
from itembank_desktop.core.typeset import Sheet, Spot, Typesetter
from itembank_desktop.ui.background import LatestOnly

# A card takes about 4.5 ms to set: a batch of four keeps the lane ready for a newer wish.
BATCH = 4
_SCREENS = 2
_LEAST_BYTES = 8 << 20


def _two_screens() -> int:
    """Bytes for what fits twice on the screen: less, and what is in sight would push itself out."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size() * screen.devicePixelRatio()
    return max(_LEAST_BYTES, _SCREENS * size.width() * size.height() * 4)


@dataclass(frozen=True, slots=True)
class Print:
    """A figure fitted into `width` x `height` logical pixels, `scale` device pixels each."""

    sha256: str
    width: int
    height: int
    scale: float


Order = Sheet | Print
FigureSource = Callable[[str], bytes]
Thumbnailer = Callable[[bytes, str, int, int], bytes]
"""(encoded picture, name, greatest width, greatest height in device pixels) to PNG; raises UnreadableFigure."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of an order: an image at its scale, or the reason why there is none."""

    order: Order
    image: QImage | None
    problem: str = ""
    cut: bool = False
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Batch:
    orders: tuple[Order, ...]
    figure: FigureSource
    lent: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished order, ready to paint; `pixmap` is None when a figure could not be read.

    `spots` say where a sheet keeps room for its figures, in the order that the sheet names them.
    """

    pixmap: QPixmap | None
    problem: str = ""
    cut: bool = False
    spots: tuple[Spot, ...] = ()

    @property
    def bytes(self) -> int:
        """What it costs to keep."""
        return 256 if self.pixmap is None else self.pixmap.width() * self.pixmap.height() * 4


class Press(QObject):
    """Sets what its clients want, in the clients' order of urgency; keeps `keep_bytes` of it, or two screens.

    `pressed` carries the orders that were finished, a frozenset.
    """

    pressed = Signal(object)
    crashed = Signal(object)

    def __init__(
        self,
        typeset: Typesetter,
        thumbnail: Thumbnailer,
        urgency: Sequence[Hashable] = (),
        keep_bytes: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._typeset = typeset
        self._thumbnail = thumbnail
        self._keep_bytes = keep_bytes or _two_screens()
        self._figure: FigureSource = _no_figures
        self._lent: Mapping[str, bytes] = {}
        self._wanted: dict[Hashable, list[Order]] = {client: [] for client in urgency}
        self._kept: OrderedDict[Order, Pressed] = OrderedDict()
        self._kept_bytes = 0
        self._batch: _Batch | None = None
        self._lane: LatestOnly[_Batch, list[Proof]] = LatestOnly(self._work, self)
        self._lane.answered.connect(self._on_answered)
        self._lane.crashed.connect(self._on_crashed)

    def read_figures_from(self, figure: FigureSource) -> None:
        """Take figures from another bank from now on; what is kept stays true, figures go by their hash."""
        self._figure = figure

    def lend_figures(self, pictures: Sequence[Picture]) -> None:
        """Print these pictures too, which are in no bank: those of the draft as it is now."""
        self._lent = {picture.sha256: picture.data for picture in pictures}

    def get(self, order: Order) -> Pressed | None:
        """What was made of `order`, if it is made and still kept."""
        made = self._kept.get(order)
        if made is not None:
            self._kept.move_to_end(order)
        return made

    def want(self, client: Hashable, orders: Sequence[Order]) -> None:
        """Replace what `client` still waits for, most urgent first.

        What it wants and is made already counts as used, so that it is not pushed out by the rest of the same wish.
        """
        self._wanted[client] = [order for order in orders if self.get(order) is None]
        self._next()

    @property
    def is_idle(self) -> bool:
        """Whether everything that was wanted is made."""
        return self._batch is None

    def close(self) -> None:
        """Stop the lane; call once, before the application quits."""
        self._wanted = {client: [] for client in self._wanted}
        self._lane.close()

    def _next(self) -> None:
        if self._batch is not None:
            return
        # One client at a time: the preview must not wait for the cards that would be set with it.
        waiting = next((orders for orders in self._wanted.values() if orders), [])
        orders = tuple(dict.fromkeys(waiting))[:BATCH]
        if orders:
            self._batch = _Batch(orders, self._figure, self._lent)
            self._lane.ask(self._batch)

    def _work(self, batch: _Batch) -> list[Proof]:
        """Off the window's thread."""
        sheets = [order for order in batch.orders if isinstance(order, Sheet)]
        proofs = [
            Proof(sheet, _image(typeset.png, sheet.scale), cut=typeset.cut, spots=typeset.spots)
            for sheet, typeset in zip(sheets, self._typeset(sheets) if sheets else [], strict=True)
        ]
        return proofs + [self._print(order, batch) for order in batch.orders if isinstance(order, Print)]

    def _print(self, order: Print, batch: _Batch) -> Proof:
        width, height = round(order.width * order.scale), round(order.height * order.scale)
        try:
            data = batch.lent.get(order.sha256) or batch.figure(order.sha256)
            png = self._thumbnail(data, order.sha256[:8], width, height)
        except UnreadableFigure as problem:
            return Proof(order, None, str(problem))
        return Proof(order, _image(png, order.scale))

    def _on_answered(self, proofs: list[Proof]) -> None:
        self._batch = None
        for proof in proofs:
            self._keep(proof)
        done = frozenset(proof.order for proof in proofs)
        self._strike(done)
        self.pressed.emit(done)
        self._next()

    def _on_crashed(self, problem: Exception) -> None:
        """Report the bug once and stop asking for what caused it; a bank closed meanwhile is none."""
        batch, self._batch = self._batch, None
        if batch is not None and batch.figure is self._figure:
            self._strike(frozenset(batch.orders))
            self.crashed.emit(problem)
        self._next()

    def _strike(self, done: Set[Order]) -> None:
        for client, waiting in self._wanted.items():
            self._wanted[client] = [order for order in waiting if order not in done]

    def _keep(self, proof: Proof) -> None:
        pixmap = None if proof.image is None else QPixmap.fromImage(proof.image)
        made = Pressed(pixmap, proof.problem, proof.cut, proof.spots)
        self._kept[proof.order] = made
        self._kept_bytes += made.bytes
        while self._kept_bytes > self._keep_bytes and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= dropped.bytes


def _image(png: bytes, scale: float) -> QImage:
    # As a pixmap holds it: the window's thread has nothing left to convert.
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    return image


def _no_figures(sha256: str) -> bytes:
    raise UnreadableFigure(sha256[:8], "no bank is open")
