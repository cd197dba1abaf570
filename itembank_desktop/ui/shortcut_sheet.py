"""The sheet at F1: every key by the work it is for; stands beside the work and closes with Esc."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from itembank_desktop.ui import theme
from itembank_desktop.ui.parts import fill, label, scrolling, strong_label
from itembank_desktop.ui.retold import Retold
from itembank_desktop.ui.shortcuts import Group, Shortcut, shortcuts


class ShortcutSheet(Retold, QDialog):
    """Does not hold up the window behind it, and speaks the language chosen now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self._area = scrolling(QWidget())
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # The arrows scroll.
        fill(self, self._area)
        self.resize(theme.KEYS_WIDTH, theme.KEYS_HEIGHT)
        self._list()

    def _retell(self) -> None:
        self._list()

    def _list(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._area.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._area.setWidget(_page(shortcuts()))  # The old page goes with this.


def open_sheet(window: QWidget) -> ShortcutSheet:
    """Show the sheet of `window`, the one it has or a new one."""
    sheet = window.findChild(ShortcutSheet, options=Qt.FindChildOption.FindDirectChildrenOnly) or ShortcutSheet(window)
    sheet.show()
    sheet.raise_()
    sheet.activateWindow()
    return sheet


def _page(groups: tuple[Group, ...]) -> QWidget:
    """Two columns of nearly equal height, read down the left one first."""
    page = QWidget()
    columns = QHBoxLayout(page)
    columns.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
    columns.setSpacing(theme.VAST)
    half = sum(map(_height, groups)) / 2
    tall = 0
    left, right = QVBoxLayout(), QVBoxLayout()
    for group in groups:
        (left if tall + _height(group) / 2 <= half else right).addWidget(_block(group))
        tall += _height(group)
    for column in (left, right):
        column.setSpacing(theme.WIDE)
        column.addStretch(1)
        columns.addLayout(column, 1)
    return page


def _height(group: Group) -> int:
    return len(group.shortcuts) + 2  # Its title and the gap below it count like rows.


def _block(group: Group) -> QWidget:
    block = QWidget()
    rows = QGridLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setHorizontalSpacing(theme.MEDIUM)
    rows.setVerticalSpacing(theme.TIGHT + theme.HAIR)
    rows.setColumnStretch(1, 1)
    rows.setColumnMinimumWidth(0, theme.KEYS_COLUMN)
    title = strong_label()
    title.setText(group.title)
    rows.addWidget(title, 0, 0, 1, 2)
    for number, shortcut in enumerate(group.shortcuts, start=1):
        what = label(wrap=True)
        what.setText(shortcut.what)
        rows.addWidget(_keys(shortcut), number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        rows.addWidget(what, number, 1)
    return block


def _keys(shortcut: Shortcut) -> QLabel:
    keys = label("keycap")
    keys.setText(shortcut.text)
    keys.setAccessibleName(f"{shortcut.text}: {shortcut.what}")
    return keys
