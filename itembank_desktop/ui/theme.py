"""Every colour, size and duration of the window, and the palette and style sheet made of them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle

from itembank_desktop.core.resemblance import Resemblance
from itembank_desktop.ui.text_scale import rescale, scaled

# Space comes in steps of 4 px.
HAIR, TIGHT, SMALL, MEDIUM, LARGE, WIDE, VAST = 1, 4, 8, 12, 16, 24, 32
CARD_RADIUS, CONTROL_RADIUS, FOCUS_RING = 8, 6, 2
HEADER_HEIGHT, PANE_HEADER_HEIGHT, STATUS_HEIGHT, BADGE_HEIGHT, FIELD_HEIGHT = 48, 40, 28, 22, 30
ICON = 18
MARK, BOX = 12, 16
"""Arrows of lists and number fields; the square of a check box."""
MARKS = "marks"
"""The search path of what the style sheet draws, see `load_marks`."""
THUMB_WIDTH, THUMB_HEIGHT = 160, 120
DETAIL_FIGURE_WIDTH, DETAIL_FIGURE_HEIGHT = 420, 320
STEM_LINES = 5
WINDOW_WIDTH, WINDOW_HEIGHT, LEAST_WIDTH, LEAST_HEIGHT = 1280, 800, 960, 640
LEFT_LEAST, RIGHT_LEAST, LEFT_START, RIGHT_START = 340, 440, 500, 780
PREVIEW_LEAST, PREVIEW_START = 96, 220
PORT_WIDTH, CHOICE_WIDTH, PUSH_LEAST, SETTING_WIDTH = 72, 240, 100, 180
KEYS_WIDTH, KEYS_HEIGHT, KEYS_COLUMN = 860, 720, 132
FIRST_WIDTH = 560

CONTROL_SIZE, SECONDARY_SIZE, HEADER_SIZE, ITEM_SIZE = 13, 12, 15, 15.0
ITEM_LEADING = 1.6
DRAFT_FIGURE_HEIGHT = 240

LINE_AFTER_MS, DIM_AFTER_MS, FADE_MS, LINE_STEP_MS, PATIENCE_MS = 120, 400, 80, 16, 150
DIMMED = 0.45


# What is not cut out of a screen or a page lies under this.
VEIL = "#80101418"
CUT_STEP, CUT_LEAST, PAGE_LEAST, POINTS_WIDTH = 8, 8, 320, 48
# Ink of figures laid over each other: on white in every theme.
BOTH_INK, OUR_INK, THEIR_INK = "#A7AEB8", "#C2410C", "#1D4ED8"
COMPARISON_SIDE, COMPARISON_STRIP, CANVAS_HEIGHT, BLINK_MS = 208, 700, 300, 700
COMPARISON_LEAST = 900
"""The comparison asks for so much of the window, as far as the draft's least width leaves it."""


class Choice(StrEnum):
    """What the user asked for; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class BadgeColours:
    """Word and shape on their ground."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours as "#rrggbb"."""

    window: str
    surface: str
    raised: str
    hover: str
    text: str
    secondary: str
    hairline: str
    control_edge: str
    accent: str
    on_accent: str
    selection: str
    problem: BadgeColours
    news: BadgeColours
    badges: tuple[tuple[Resemblance, BadgeColours], ...]
    ours: BadgeColours
    """A comparison's draft: the edge of what differs, and the ground it is tinted with."""
    theirs: BadgeColours
    number: str
    """The box around a changed number."""
    paper: str = "#FFFFFF"
    paper_edge: str = "#C3C9D2"
    paper_ink: str = "#16191F"

    def badge(self, verdict: Resemblance) -> BadgeColours:
        """The colours of a verdict's badge."""
        return dict(self.badges)[verdict]

    @property
    def is_dark(self) -> bool:
        """Whether light ink stands on a dark ground."""
        return contrast(self.text, "#000000") > contrast(self.text, "#FFFFFF")


LIGHT = Colours(
    window="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EEF1F5",
    text="#16191F",
    secondary="#5B6472",
    hairline="#E1E5EB",
    control_edge="#868E9B",
    accent="#2457D6",
    on_accent="#FFFFFF",
    selection="#CFDCFB",
    problem=BadgeColours("#8C1D18", "#FCE8E6"),
    news=BadgeColours("#173A8F", "#E6EDFD"),
    badges=(
        (Resemblance.DUPLICATE, BadgeColours("#B3261E", "#FCE8E6")),
        (Resemblance.VARIANT, BadgeColours("#8A4B00", "#FFF1D6")),
        (Resemblance.SIMILAR, BadgeColours("#0B5E73", "#DDF3F8")),
        (Resemblance.RELATED, BadgeColours("#4B5563", "#EEF1F5")),
    ),
    ours=BadgeColours("#8A4B00", "#FFE7BF"),
    theirs=BadgeColours("#1D4FA8", "#D5E5FF"),
    number="#A3195B",
)
DARK = Colours(
    window="#14171C",
    surface="#1C2027",
    raised="#232832",
    hover="#2B313C",
    text="#E8EBF0",
    secondary="#A0A9B8",
    hairline="#323945",
    control_edge="#767F8E",
    accent="#7FA2FF",
    on_accent="#10141B",
    selection="#2C4173",
    problem=BadgeColours("#FFB4AB", "#4A1512"),
    news=BadgeColours("#B9CCFF", "#1D2A4A"),
    badges=(
        (Resemblance.DUPLICATE, BadgeColours("#FFB4AB", "#4A1512")),
        (Resemblance.VARIANT, BadgeColours("#FFCF8A", "#40290A")),
        (Resemblance.SIMILAR, BadgeColours("#8FDDEF", "#0B323C")),
        (Resemblance.RELATED, BadgeColours("#B6BECC", "#2A303A")),
    ),
    ours=BadgeColours("#FFCF8A", "#55390F"),
    theirs=BadgeColours("#A9C4FF", "#21407A"),
    number="#FF9EC8",
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#rrggbb" colours, 1 to 21 (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Theme(QObject):
    """The colours in force; `changed` says that they are others now."""

    changed = Signal()

    def __init__(self, choice: Choice = Choice.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def choice(self) -> Choice:
        """What the user asked for."""
        return self._choice

    @property
    def colours(self) -> Colours:
        """The colours to paint with now."""
        if self._choice is Choice.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._choice is Choice.DARK else LIGHT

    def choose(self, choice: Choice | str) -> None:
        """Use `choice` from now on."""
        self._choice = Choice(choice)
        self.apply()

    def scale_text(self, percent: int, paint: bool = True) -> None:
        """Let all text stand at so many percent from now on; `paint` where anything is in sight already."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        rescale(percent)
        app.setFont(font())
        if paint:
            self.apply()

    def apply(self) -> None:
        """Put palette and style sheet in force and tell everybody who paints."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette_of(self.colours))
        app.setStyleSheet(style_sheet(self.colours))
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._choice is Choice.SYSTEM:
            self.apply()


def load_marks(folder: Path) -> None:
    """Let style sheets find arrows and check marks in this folder of icons."""
    QDir.setSearchPaths(MARKS, [str(folder)])


def load_fonts(folder: Path) -> list[str]:
    """Make the shipped interface fonts known to Qt; returns the families that were loaded."""
    families: list[str] = []
    for path in sorted(folder.glob("Pretendard*.otf")):
        loaded = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
    return families


def font(size: float = CONTROL_SIZE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font in `size` logical pixels, or as many more as text is scaled by."""
    face = QFont("Pretendard")
    face.setPixelSize(scaled(size))
    face.setWeight(weight)
    return face


def still() -> bool:
    """Whether the desktop asks for no motion."""
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def palette_of(colours: Colours) -> QPalette:
    """The palette that Fusion paints with."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.problem.ink,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.secondary,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.Mid: colours.hairline,
        role.Light: colours.raised,
        role.Midlight: colours.hover,
        role.Dark: colours.hairline,
        role.Shadow: colours.control_edge,
    }
    for key, colour in pairs.items():
        palette.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(colours.control_edge))
    return palette


def style_sheet(colours: Colours) -> str:
    """The little that Fusion and a palette cannot say."""
    c = colours
    kind, mark, box = "dark" if c.is_dark else "light", scaled(MARK), scaled(BOX)
    secondary, header, item = scaled(SECONDARY_SIZE), scaled(HEADER_SIZE), scaled(ITEM_SIZE)
    return f"""
    QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.control_edge}; padding: {TIGHT}px; }}
    QMainWindow, #right, #left {{ background: {c.window}; }}
    #header {{ background: {c.surface}; border-bottom: 1px solid {c.hairline}; }}
    #status {{ background: {c.surface}; border-top: 1px solid {c.hairline}; }}
    #status QLabel, #secondary {{ color: {c.secondary}; font-size: {secondary}px; }}
    #title {{ font-size: {header}px; font-weight: 600; }}
    #empty {{ color: {c.text}; font-size: {header}px; font-weight: 600; }}
    QDialog#keys {{ background: {c.window}; }}
    #keycap {{ background: {c.raised}; border: 1px solid {c.control_edge}; border-radius: {TIGHT}px;
        padding: 1px {TIGHT + 2}px; font-size: {secondary}px; }}
    #rule {{ background: {c.hairline}; }}
    #paper {{ background: {c.surface}; border: 1px solid {c.hairline}; border-radius: {CARD_RADIUS}px; }}
    #strong, #header #bank {{ font-weight: 600; }}
    #draft {{ background: {c.surface}; border: 1px solid {c.control_edge}; border-radius: {CARD_RADIUS}px;
              font-size: {item}px; padding: {SMALL}px;
              selection-background-color: {c.selection}; selection-color: {c.text}; }}
    #draft:focus {{ border: {FOCUS_RING}px solid {c.accent}; padding: {SMALL - 1}px; }}
    QListView#hits, QScrollArea#scroll, #scroll > QWidget > QWidget {{ background: {c.window}; border: none; }}
    #paper QScrollArea, #paper QScrollArea > QWidget > QWidget {{ background: {c.surface}; border: none; }}
    QToolButton, QPushButton {{ background: transparent; border: 1px solid transparent; color: {c.text};
        border-radius: {CONTROL_RADIUS}px; padding: {TIGHT + 1}px {SMALL}px; }}
    QPushButton {{ background: {c.raised}; border-color: {c.control_edge}; padding: {TIGHT + 2}px {MEDIUM}px; }}
    QToolButton:hover, QPushButton:hover {{ background: {c.hover}; }}
    QToolButton:pressed, QPushButton:pressed {{ background: {c.hairline}; }}
    QToolButton:focus, QPushButton:focus {{ border: {FOCUS_RING}px solid {c.accent};
        padding: {TIGHT}px {SMALL - 1}px; }}
    QPushButton:focus {{ padding: {TIGHT + 1}px {MEDIUM - 1}px; }}
    QToolButton:disabled, QPushButton:disabled {{ color: {c.control_edge}; }}
    QToolButton#flush {{ padding-left: 0; }}
    #pill {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.control_edge};
        border-radius: {CONTROL_RADIUS}px; padding: {SMALL}px {MEDIUM}px; }}
    QToolButton#segment:checked {{ background: {c.selection}; color: {c.text}; font-weight: 600; }}
    QToolButton#answer {{ border-color: {c.control_edge}; background: {c.raised}; }}
    QToolButton#answer:checked {{ background: {c.selection}; color: {c.text}; font-weight: 600; }}
    QToolButton#answer:focus {{ border-color: {c.accent}; }}
    QToolButton#answer:disabled {{ border-color: {c.hairline}; }}
    #reason {{ background: {c.surface}; border: 1px solid {c.control_edge}; border-radius: {CONTROL_RADIUS}px;
        padding: 0 {TIGHT}px; selection-background-color: {c.selection}; selection-color: {c.text}; }}
    #reason:focus {{ border: {FOCUS_RING}px solid {c.accent}; padding: 0 {TIGHT - 1}px; }}
    #verdict {{ padding: {TIGHT}px {SMALL}px; border-color: {c.hairline}; text-align: left; }}
    #verdict:checked {{ background: {c.selection}; border-color: {c.accent}; font-weight: 600; }}
    #meter {{ background: {c.surface}; border-bottom: 1px solid {c.hairline}; }}
    #field {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.control_edge};
        border-radius: {CONTROL_RADIUS}px; padding: 0 {TIGHT}px; selection-background-color: {c.selection};
        selection-color: {c.text}; }}
    #field:focus {{ border: {FOCUS_RING}px solid {c.accent}; padding: 0 {TIGHT - 1}px; }}
    #field:disabled {{ color: {c.control_edge}; border-color: {c.hairline}; }}
    QToolButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600; }}
    QPushButton#primary:focus {{ border-color: {c.text}; }}
    QPushButton#primary:disabled {{ background: {c.hairline}; color: {c.secondary}; border-color: {c.hairline}; }}
    #paper[focused="true"] {{ border-color: {c.accent}; }}
    QLineEdit {{ background: {c.surface}; border: 1px solid {c.control_edge}; padding: 0 {TIGHT + 2}px;
        border-radius: {CONTROL_RADIUS}px; selection-background-color: {c.selection}; selection-color: {c.text}; }}
    QLineEdit:focus {{ border: {FOCUS_RING}px solid {c.accent}; padding: 0 {TIGHT + 1}px; }}
    QToolButton#choice {{ background: {c.raised}; border: 1px solid {c.control_edge}; text-align: left; }}
    QToolButton#choice[on="true"] {{ border-color: {c.accent}; color: {c.accent}; font-weight: 600; }}
    #header QToolButton[on="true"] {{ color: {c.accent}; font-weight: 600; }}
    QListWidget {{ background: {c.surface}; color: {c.text}; }}
    QListWidget::item {{ padding: {TIGHT}px; }}
    QComboBox, QAbstractSpinBox {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.control_edge};
        border-radius: {CONTROL_RADIUS}px; padding: 0 {TIGHT + 2}px; selection-background-color: {c.selection};
        selection-color: {c.text}; }}
    QComboBox:focus, QAbstractSpinBox:focus {{ border: {FOCUS_RING}px solid {c.accent}; padding: 0 {TIGHT + 1}px; }}
    QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {c.control_edge}; border-color: {c.hairline}; }}
    QComboBox::drop-down, QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none;
        width: {mark + TIGHT}px; }}
    QComboBox::down-arrow, QAbstractSpinBox::down-arrow {{ image: url({MARKS}:down-{kind}.svg);
        width: {mark}px; height: {mark}px; }}
    QAbstractSpinBox::up-arrow {{ image: url({MARKS}:up-{kind}.svg); width: {mark}px; height: {mark}px; }}
    QComboBox QAbstractItemView {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.control_edge};
        selection-background-color: {c.selection}; selection-color: {c.text}; outline: none; }}
    QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QAbstractSpinBox QLineEdit {{ padding-left: {TIGHT}px; }}
    QCheckBox::indicator {{ width: {box}px; height: {box}px; border: 1px solid {c.control_edge};
        border-radius: {TIGHT}px; background: {c.surface}; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url({MARKS}:check-{kind}.svg); }}
    QCheckBox::indicator:focus {{ border: {FOCUS_RING}px solid {c.accent}; }}
    QCheckBox::indicator:checked:focus {{ border-color: {c.text}; }}
    QLabel#secondary[differs="true"] {{ color: {c.badge(Resemblance.VARIANT).ink}; font-weight: 600; }}
    #found {{ background: {c.surface}; border: 1px solid {c.hairline}; border-radius: {CARD_RADIUS}px; }}
    #found[problem="true"] {{ background: {c.problem.ground}; border-color: {c.problem.ground}; }}
    #found[problem="true"] QLabel {{ color: {c.problem.ink}; }}
    #banner {{ background: {c.problem.ground}; border-radius: {CONTROL_RADIUS}px; }}
    #banner[news="true"] {{ background: {c.news.ground}; }}
    #banner QLabel {{ color: {c.problem.ink}; }}
    #banner[news="true"] QLabel {{ color: {c.news.ink}; }}
    #banner QToolButton {{ color: {c.problem.ink}; font-weight: 600; }}
    #banner[news="true"] QToolButton {{ color: {c.news.ink}; }}
    QMenu {{ background: {c.raised}; border: 1px solid {c.hairline}; padding: {TIGHT}px; }}
    QMenu::item {{ padding: {TIGHT + 2}px {WIDE}px {TIGHT + 2}px {WIDE}px; border-radius: {TIGHT}px; }}
    QMenu::item:selected {{ background: {c.hover}; color: {c.text}; }}
    QMenu::item:disabled {{ color: {c.control_edge}; }}
    QMenu::separator {{ height: 1px; background: {c.hairline}; margin: {TIGHT}px {SMALL}px; }}
    QSplitter::handle {{ background: transparent; }}
    QSplitter::handle:hover {{ background: {c.hairline}; }}
    QProgressBar {{ background: {c.hairline}; border: none; border-radius: {TIGHT}px; max-height: {SMALL}px;
        min-height: {SMALL}px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: {TIGHT}px; }}
    QTableView {{ background: {c.surface}; border: 1px solid {c.hairline}; border-radius: {CONTROL_RADIUS}px;
        gridline-color: {c.hairline}; selection-background-color: {c.selection}; selection-color: {c.text}; }}
    QTableView::item {{ padding-left: {TIGHT + 1}px; }}
    QHeaderView::section {{ background: {c.surface}; color: {c.secondary}; border: none;
        border-bottom: 1px solid {c.hairline}; padding: {TIGHT + 2}px {SMALL}px; }}
    QScrollBar:vertical {{ background: transparent; width: {MEDIUM}px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: {MEDIUM}px; margin: 2px; }}
    QScrollBar::handle {{ background: {c.control_edge}; border-radius: {TIGHT}px; min-height: {VAST}px;
        min-width: {VAST}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """
