"""A key that is heard whatever program has the focus, where the system lends one: X11 and Windows."""

import ctypes
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSocketNotifier, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

NAME = "Ctrl+Alt+S"
_LETTER = "s"
_WM_HOTKEY, _MOD_ALT, _MOD_CONTROL, _MOD_NOREPEAT = 0x0312, 0x1, 0x2, 0x4000
_XCB_CONTROL, _XCB_ALT = 0x4, 0x8
_XCB_LOCKS = (0, 0x2, 0x10, 0x12)
"""A grab holds for exactly these modifiers: without and with Caps Lock and Num Lock."""
_XCB_KEY_PRESS, _XCB_SENT, _XCB_ASYNC = 2, 0x80, 1


class GlobalKey(QObject):
    """One key of the whole screen; `take` before it is heard, `leave` when it shall go to other programs again."""

    pressed = Signal()

    def take(self) -> bool:
        """Whether the system lends it; False where another program has it."""
        raise NotImplementedError

    def leave(self) -> None:
        """Give it back; harmless when it was never taken."""
        raise NotImplementedError


def make_global_key(parent: QObject | None = None) -> GlobalKey | None:
    """The key as this system lends it; None where it lends none to programs, as Wayland and macOS."""
    platform = QGuiApplication.platformName()
    if platform == "xcb":
        try:
            return _X11Key(parent)
        except OSError:  # Without libxcb's keysyms the window has no such key, and the settings say so.
            return None
    return _WindowsKey(parent) if platform == "windows" else None


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("root", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class _X11Key(GlobalKey):
    """By libxcb, which Qt's X11 plugin needs too: a connection of its own, whose errors come back as answers.

    Source: X Window System Protocol, "GrabKey".
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._xcb, self._symbols, self._free = _libraries()
        self._connection: int | None = None
        self._heard: QSocketNotifier | None = None

    def take(self) -> bool:
        if self._connection is not None:
            return True
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection) or not self._grab_all():
            self.leave()
            return False
        descriptor = self._xcb.xcb_get_file_descriptor(self._connection)
        self._heard = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._heard.activated.connect(self._on_heard)
        return True

    def leave(self) -> None:
        """A connection takes its grabs with it."""
        if self._heard is not None:
            self._heard.setEnabled(False)
            self._heard.deleteLater()
            self._heard = None
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _grab_all(self) -> bool:
        return all(self._grab(locks) for locks in _XCB_LOCKS)

    def _grab(self, locks: int) -> bool:
        xcb, connection = self._xcb, self._connection
        root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).root[0]
        code = self._keycode()
        asked = xcb.xcb_grab_key_checked(
            connection, 0, root, _XCB_CONTROL | _XCB_ALT | locks, code, _XCB_ASYNC, _XCB_ASYNC
        )
        refused = xcb.xcb_request_check(connection, asked)
        self._free(refused)
        return code != 0 and not refused

    def _keycode(self) -> int:
        """Where the letter stands on this keyboard; 0 when nowhere."""
        table = self._symbols.xcb_key_symbols_alloc(self._connection)
        codes = self._symbols.xcb_key_symbols_get_keycode(table, ord(_LETTER))
        code = codes[0] if codes else 0
        self._free(codes)
        self._symbols.xcb_key_symbols_free(table)
        return int(code)

    def _on_heard(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind = ctypes.cast(event, ctypes.POINTER(ctypes.c_uint8))[0] & ~_XCB_SENT
            self._free(event)
            if kind == _XCB_KEY_PRESS:
                self.pressed.emit()


def _libraries() -> tuple[Any, Any, Any]:
    """libxcb, its keysyms and the C library's `free`, with their types."""
    xcb, symbols, free = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-keysyms.so.1"), ctypes.CDLL(None).free
    pointer, code = ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint8)
    small, plain, wide = ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    types: tuple[tuple[Any, ...], ...] = (
        (xcb.xcb_connect, pointer, pointer, pointer),
        (xcb.xcb_connection_has_error, ctypes.c_int, pointer),
        (xcb.xcb_get_setup, pointer, pointer),
        (xcb.xcb_setup_roots_iterator, _Screens, pointer),
        (xcb.xcb_get_file_descriptor, ctypes.c_int, pointer),
        (xcb.xcb_grab_key_checked, _Cookie, pointer, small, wide, plain, small, small, small),
        (xcb.xcb_request_check, pointer, pointer, _Cookie),
        (xcb.xcb_poll_for_event, pointer, pointer),
        (xcb.xcb_disconnect, None, pointer),
        (symbols.xcb_key_symbols_alloc, pointer, pointer),
        (symbols.xcb_key_symbols_get_keycode, code, pointer, wide),
        (symbols.xcb_key_symbols_free, None, pointer),
        (free, None, pointer),
    )
    for function, result, *asked in types:
        function.restype, function.argtypes = result, asked
    return xcb, symbols, free


class _WindowsKey(GlobalKey):
    """By RegisterHotKey, for a window that nobody sees: only its own messages pass through Python.

    Source: Windows API reference, "RegisterHotKey function".
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = _HeardWindow(self)
        self._taken = False

    def take(self) -> bool:
        if not self._taken:
            letter, keys = ord(_LETTER.upper()), _MOD_CONTROL | _MOD_ALT | _MOD_NOREPEAT
            self._taken = bool(_user32().RegisterHotKey(wintypes.HWND(self._window.winId()), 1, keys, letter))
        return self._taken

    def leave(self) -> None:
        if self._taken:
            _user32().UnregisterHotKey(wintypes.HWND(self._window.winId()), 1)
        self._taken = False


class _HeardWindow(QWidget):
    def __init__(self, key: GlobalKey) -> None:
        super().__init__()
        self._key = key

    def nativeEvent(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if wintypes.MSG.from_address(int(message)).message == _WM_HOTKEY:
            self._key.pressed.emit()
            return True, 0
        return super().nativeEvent(kind, message)


def _user32() -> Any:
    return ctypes.windll.user32  # type: ignore[attr-defined,unused-ignore]
