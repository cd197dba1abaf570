"""Every key of the program, once: what the sheet at F1 lists, and what a test compares with the windows."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from itembank_desktop.core.verdict import Mark
from itembank_desktop.ui.judging_panel import KEYS, TAKE_BACK

translate = QCoreApplication.translate
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys as Qt writes them and what they do; `here` where only the control with the focus hears them."""

    keys: tuple[str, ...]
    what: str
    here: bool = False

    @property
    def text(self) -> str:
        """The keys as they stand on a keyboard of this system."""
        return " · ".join(_shown(keys) for keys in self.keys)


@dataclass(frozen=True, slots=True)
class Group:
    """Keys that belong to one kind of work."""

    title: str
    shortcuts: tuple[Shortcut, ...]


def shortcuts() -> tuple[Group, ...]:
    """All of them in today's language, in the order in which an author meets them."""
    return (_writing(), _pictures(), _hits(), _comparison(), _verdicts(), _window(), _cutting(), _review())


def global_keys() -> list[str]:
    """The keys that the main window hears wherever the focus is, a list so that a doubled one shows."""
    return [keys for group in shortcuts() for one in group.shortcuts if not one.here for keys in one.keys]


def _writing() -> Group:
    return Group(
        translate("Shortcuts", "Writing"),
        (
            Shortcut(("Ctrl+N",), translate("Shortcuts", "New draft")),
            Shortcut(("Ctrl+Return",), translate("Shortcuts", "Search now")),
            Shortcut(("Ctrl+Shift+V",), translate("Shortcuts", "Paste as plain text"), here=True),
            Shortcut(("Ctrl+Shift+D",), translate("Shortcuts", "Put the draft aside")),
            Shortcut(("Ctrl+S",), translate("Shortcuts", "Save the draft to the bank")),
        ),
    )


def _pictures() -> Group:
    return Group(
        translate("Shortcuts", "Searching by picture"),
        (
            Shortcut(("Ctrl+Shift+F",), translate("Shortcuts", "Choose a picture or a PDF")),
            Shortcut(("Ctrl+Shift+S",), translate("Shortcuts", "Capture a part of the screen")),
            Shortcut(("Ctrl+V",), translate("Shortcuts", "Search by the copied picture")),
        ),
    )


def _hits() -> Group:
    return Group(
        translate("Shortcuts", "Similar items"),
        (
            Shortcut(("Alt+Up", "Alt+Down"), translate("Shortcuts", "Step through the hits from anywhere")),
            Shortcut(("Up", "Down"), translate("Shortcuts", "Step through the hits in the list"), here=True),
            Shortcut(("Return",), translate("Shortcuts", "Compare with the draft"), here=True),
            Shortcut(("Right", "Left"), translate("Shortcuts", "Unfold and fold a family"), here=True),
            Shortcut(("F2",), translate("Shortcuts", "Change the item in the editor")),
            Shortcut(("Ctrl+Shift+R",), translate("Shortcuts", "Keep a record of the search")),
        ),
    )


def _comparison() -> Group:
    return Group(
        translate("Shortcuts", "Comparing"),
        (
            Shortcut(("Up", "Down"), translate("Shortcuts", "Previous and next hit"), here=True),
            Shortcut(("Space",), translate("Shortcuts", "Enlarge the figures"), here=True),
            Shortcut(("Left", "Right"), translate("Shortcuts", "Another way to compare the figures"), here=True),
            Shortcut(("+", "-"), translate("Shortcuts", "Zoom the enlarged figures"), here=True),
            Shortcut(("Return",), translate("Shortcuts", "Read the whole item"), here=True),
            Shortcut(("Ctrl+P",), translate("Shortcuts", "Pin the item and measure the distance")),
            Shortcut(("Esc",), translate("Shortcuts", "Back to the list"), here=True),
        ),
    )


def _verdicts() -> Group:
    return Group(
        translate("Shortcuts", "Deciding"),
        (
            Shortcut((KEYS[Mark.DUPLICATE],), translate("Shortcuts", "Duplicate")),
            Shortcut((KEYS[Mark.VARIANT],), translate("Shortcuts", "Variant: only the numbers differ")),
            Shortcut((KEYS[Mark.RELATED],), translate("Shortcuts", "Related")),
            Shortcut((KEYS[Mark.DIFFERENT],), translate("Shortcuts", "Unrelated: not shown again")),
            Shortcut(("Del",), translate("Shortcuts", "Unrelated, in the list and the comparison"), here=True),
            Shortcut((KEYS[Mark.ENEMY],), translate("Shortcuts", "Enemy: not in one paper")),
            Shortcut((TAKE_BACK,), translate("Shortcuts", "Take the verdict back")),
        ),
    )


def _window() -> Group:
    return Group(
        translate("Shortcuts", "Bank and window"),
        (
            Shortcut(("Ctrl+O",), translate("Shortcuts", "Open a bank folder")),
            Shortcut(("Ctrl+I",), translate("Shortcuts", "Import items")),
            Shortcut(("Ctrl++", "Ctrl+="), translate("Shortcuts", "Larger text")),
            Shortcut(("Ctrl+-",), translate("Shortcuts", "Smaller text")),
            Shortcut(("Ctrl+Alt+0",), translate("Shortcuts", "Text of the usual size")),
            Shortcut(("F6",), translate("Shortcuts", "Next part of the window")),
            Shortcut(("Ctrl+,",), translate("Shortcuts", "All settings")),
            Shortcut(("F1",), translate("Shortcuts", "This sheet")),
        ),
    )


def _cutting() -> Group:
    return Group(
        translate("Shortcuts", "Cutting out of a page or the screen"),
        (
            Shortcut(("Up", "Down", "Left", "Right"), translate("Shortcuts", "Move the frame"), here=True),
            Shortcut(("Shift+Right", "Shift+Down"), translate("Shortcuts", "Size the frame"), here=True),
            Shortcut(("Space",), translate("Shortcuts", "Keep the frame and begin another, on a page"), here=True),
            Shortcut(("Del",), translate("Shortcuts", "Remove the last frame"), here=True),
            Shortcut(("Ctrl+Z",), translate("Shortcuts", "Bring the removed frame back"), here=True),
            Shortcut(("PgUp", "PgDown"), translate("Shortcuts", "Turn the pages"), here=True),
            Shortcut(("Return",), translate("Shortcuts", "Search by what is framed"), here=True),
            Shortcut(("Esc",), translate("Shortcuts", "Leave without a search"), here=True),
        ),
    )


def _review() -> Group:
    return Group(
        translate("Shortcuts", "Reviewing pairs"),
        (
            Shortcut(("1", "2", "3", "4", "5"), translate("Shortcuts", "Answer"), here=True),
            Shortcut(("Left", "Right"), translate("Shortcuts", "Previous and next pair"), here=True),
            Shortcut(("Up", "Down"), translate("Shortcuts", "Scroll both items"), here=True),
            Shortcut(("Space",), translate("Shortcuts", "Enlarge the first figure"), here=True),
            Shortcut(("N",), translate("Shortcuts", "Write a note"), here=True),
            Shortcut(("Ctrl+Z",), translate("Shortcuts", "Take the last answer back"), here=True),
            Shortcut(("Esc",), translate("Shortcuts", "Back to the list of reviews"), here=True),
        ),
    )


def _shown(keys: str) -> str:
    last = keys.split("+")[-1]
    return _native(keys).removesuffix(_native(last)) + _ARROWS[last] if last in _ARROWS else _native(keys)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
