"""For bugs: a quiet notice, and behind it a report to copy that holds no text of the author without consent."""

import logging
import platform
import sys
import traceback
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from itembank_desktop import __version__

log = logging.getLogger(__name__)
_WITHHELD = "(message withheld)"
_MARGIN = 40
"""Keeps the notice above the status line, in pixels."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log: `template` as the program writes it, `message` with the values filled in."""

    when: str
    level: str
    logger: str
    template: str
    message: str


class LogTail(logging.Handler):
    """The newest lines of the log, kept in memory for a report."""

    def __init__(self, capacity: int = 200) -> None:
        super().__init__(logging.INFO)
        self._lines: deque[LogLine] = deque(maxlen=capacity)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        when = datetime.fromtimestamp(record.created).isoformat(" ", "milliseconds")
        template = record.msg if isinstance(record.msg, str) else _WITHHELD
        self._lines.append(LogLine(when, record.levelname, record.name, template, record.getMessage()))

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """Oldest first."""
        return tuple(self._lines.copy())  # One call: other threads may be logging.


def report_of(error: BaseException, lines: tuple[LogLine, ...], *, with_messages: bool) -> str:
    """What happened, where, in which version, and the log before it.

    Without `with_messages` every text that may quote the author stays out: messages of exceptions and the
    values in log lines. File names are cut to what lies inside the program.
    """
    head = f"Itembank Desktop {__version__}, Python {platform.python_version()}, {platform.platform()}"
    said = [
        f"{line.when} {line.level} {line.logger}: {line.message if with_messages else line.template}" for line in lines
    ]
    return "\n".join([head, "", *_trace(error, with_messages), "", "Log:", *said])


def _trace(error: BaseException, with_messages: bool) -> list[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    told = [*_trace(before, with_messages), "", "then:"] if before is not None else []
    for frame in traceback.extract_tb(error.__traceback__):
        place = "/".join(PurePath(frame.filename).parts[-3:])
        told.append(f"  {place}:{frame.lineno} in {frame.name}: {frame.line or ''}".rstrip(": "))
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return [*told, f"{kind}: {error if with_messages else _WITHHELD}"]


class CrashDialog(QDialog):
    """The report as it would be copied, with the author's consent asked for in place."""

    def __init__(self, error: BaseException, lines: tuple[LogLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = error
        self._lines = lines
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report of a fault"))
        note = QLabel(
            self.tr(
                "Nothing is sent. Copy this report and pass it on to your support."
                " It holds none of your text unless you tick the box."
            )
        )
        note.setWordWrap(True)
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Report"))
        self.text.setTabChangesFocus(True)
        self.consent = QCheckBox(self.tr("Add messages as they were written (they may quote your text)"))
        self.consent.toggled.connect(self._fill)
        buttons = QDialogButtonBox()
        self.copy = QPushButton(self.tr("Copy report"))
        self.copy.clicked.connect(self._on_copy)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        for widget in (note, self.text, self.consent, buttons):
            column.addWidget(widget)
        self.resize(720, 480)
        self._fill()

    def _fill(self) -> None:
        self.text.setPlainText(report_of(self._error, self._lines, with_messages=self.consent.isChecked()))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self.tr("Copied"))


class CrashNotice(QFrame):
    """A line in the corner of the window that takes no focus and waits to be read; later faults are counted in it."""

    def __init__(self, window: QWidget, tail: LogTail | None) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("crashNotice")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._tail = tail
        self._count = 0
        self._error: BaseException | None = None
        self._lines: tuple[LogLine, ...] = ()
        self.sentence = QLabel()
        self.details = QToolButton()
        self.details.setText(self.tr("Details"))
        self.details.clicked.connect(self._on_details)
        self.dismiss = QToolButton()
        self.dismiss.setText(self.tr("Close"))
        self.dismiss.clicked.connect(self._on_dismissed)
        row = QHBoxLayout(self)
        for widget in (self.sentence, self.details, self.dismiss):
            row.addWidget(widget)
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus if widget is not self.sentence else Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)

    def tell(self, error: BaseException) -> None:
        """Show this fault, the newest of those not dismissed yet."""
        self._count += 1
        self._error = error
        self._lines = self._tail.lines if self._tail else ()
        one = self.tr("A fault inside the program was recorded. Your draft is unchanged; you can go on.")
        many = self.tr("{} faults inside the program were recorded. Your draft is unchanged; you can go on.")
        self.sentence.setText(one if self._count == 1 else many.format(self._count))
        self.setAccessibleName(self.sentence.text())
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window is resized."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        right, bottom = self._window.width() - 12, self._window.height() - _MARGIN
        self.move(max(0, right - self.width()), max(0, bottom - self.height()))

    def _on_details(self) -> None:
        if self._error is not None:
            CrashDialog(self._error, self._lines, self._window).show()

    def _on_dismissed(self) -> None:
        self._count = 0
        self.hide()


def record_log() -> LogTail:
    """Keep the log's tail from now on, and show errors that nobody caught; call once, when the window starts."""
    tail = LogTail()
    root = logging.getLogger()
    root.addHandler(tail)
    if root.level > logging.INFO:
        root.setLevel(logging.INFO)
    sys.excepthook = _on_uncaught
    return tail


def show_crash(error: BaseException) -> None:
    """Tell of a bug without a box in the way: a notice in the window, or the report itself where there is no window."""
    log.error("a fault inside the program", exc_info=error)
    tail = next((handler for handler in logging.getLogger().handlers if isinstance(handler, LogTail)), None)
    window = next(
        (top for top in QApplication.topLevelWidgets() if isinstance(top, QMainWindow) and top.isVisible()), None
    )
    if window is None:
        dialog = CrashDialog(error, tail.lines if tail else ())
        dialog.finished.connect(lambda _: dialog)  # Without a parent, only this keeps it from being collected.
        dialog.show()
        return
    notice = window.findChild(CrashNotice, "crashNotice") or CrashNotice(window, tail)
    notice.tell(error)


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.__excepthook__(kind, error, trace)
    application = QApplication.instance()
    if application is not None and not issubclass(kind, KeyboardInterrupt):
        QTimer.singleShot(0, application, lambda: show_crash(error))  # In the window's thread, whoever failed.
