"""The settings that a person may change: what each is called, one plain sentence, and what can be chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QCoreApplication

from itembank_desktop import settings as keys
from itembank_desktop.settings import Setting
from itembank_desktop.ui import text_scale, theme

Speaker = Callable[[str, str], str]
"""(context, English) to a sentence in some language."""
AnySetting = Setting[Any]
LANGUAGES = ("system", "ko", "en")
NOT_BY_HAND = (keys.BANK, keys.SAMPLE, keys.GEOMETRY, keys.PANES)
"""What the program remembers of its own accord: the open bank, what was imported, how the window stands."""


class Kind(Enum):
    """How a setting is changed; LINK leads to the page where it is."""

    CHOICE = auto()
    SWITCH = auto()
    TEXT = auto()
    SECONDS = auto()
    LINK = auto()
    LIST = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the page. `choices` are (value, word); `link` names another page, `act` the button that leads there."""

    setting: AnySetting
    name: str
    sentence: str
    kind: Kind
    choices: tuple[tuple[str, str], ...] = ()
    link: str = ""
    act: str = ""


def entries(translate: Speaker = QCoreApplication.translate) -> tuple[Entry, ...]:
    """All of them, in the order in which an author meets them."""
    return (*_looks(translate), *_work(translate), *_model(translate), *_targets(translate), *_hints(translate))


def _looks(translate: Speaker) -> tuple[Entry, ...]:
    system = translate("Settings", "As the system")
    colours = ((str(theme.Choice.SYSTEM), system), (str(theme.Choice.LIGHT), translate("Settings", "Light")),
               (str(theme.Choice.DARK), translate("Settings", "Dark")))  # fmt: skip
    sizes = tuple((str(step), f"{step} %") for step in text_scale.STEPS)
    return (
        Entry(keys.TEXT_SIZE, translate("Settings", "Size of text"),
              translate("Settings", "The window's words, typeset cards and the preview. "
                        "Ctrl++ and Ctrl+- change it too."), Kind.CHOICE, sizes),
        Entry(keys.THEME, translate("Settings", "Colours"),
              translate("Settings", "Light, dark, or as the system has them."), Kind.CHOICE, colours),
        Entry(keys.LANGUAGE, translate("Settings", "Language"),
              translate("Settings", "The language of the window. Items stay as they are written."), Kind.CHOICE,
              (("system", system), ("ko", "한국어"), ("en", "English"))),
        Entry(keys.PREVIEW, translate("Settings", "Typeset preview"),
              translate("Settings", "Shows the draft below the editor as a textbook prints it."), Kind.SWITCH),
    )  # fmt: skip


def _work(translate: Speaker) -> tuple[Entry, ...]:
    return (
        Entry(keys.AUTHOR, translate("Settings", "Name on verdicts"),
              translate("Settings", "Your verdicts carry this name. Empty: the name you are logged in by."), Kind.TEXT),
        Entry(keys.FILTER, translate("Settings", "Items searched from the start"),
              translate("Settings", "The filter that is in force when the program starts."), Kind.LINK,
              link="filter", act=translate("Settings", "Open the filter")),
        Entry(keys.CAPTURE_KEY, translate("Settings", "Capture from any program"),
              translate("Settings", "Ctrl+Alt+S finds by a part of the screen, whatever program is in front."),
              Kind.SWITCH),
        Entry(keys.RECENT, translate("Settings", "Recent banks"),
              translate("Settings", "The banks that the bank menu offers. To empty the list deletes no bank."),
              Kind.LIST,
              act=translate("Settings", "Empty the list")),
        Entry(keys.SERVER_LIMIT, translate("Settings", "Patience with a server"),
              translate("Settings", "Seconds until the copy answers in place of a shared bank's server. "
                        "It holds for banks that are opened from now on."), Kind.SECONDS,
              link="connect", act=translate("Settings", "Connect to a shared bank…")),
        Entry(keys.COPY_FIGURES, translate("Settings", "Figures on this computer"),
              translate("Settings", "How much room the figures of a shared bank may take here. "
                        "It holds for banks that are opened from now on."), Kind.CHOICE,
              (*((str(size * 1024), f"{size} GB") for size in (1, 4, 16, 64)), ("0", translate("Settings", "All")))),
    )  # fmt: skip


def _model(translate: Speaker) -> tuple[Entry, ...]:
    page = translate("Settings", "Open the model's page")
    return (
        Entry(keys.MODEL, translate("Settings", "Model"),
              translate("Settings", "Searches by meaning. Without one, fingerprints search."), Kind.LINK,
              link="model", act=page),
        Entry(keys.MODEL_DEVICE, translate("Settings", "Device of the model"),
              translate("Settings", "The processor or graphics card that the model runs on."), Kind.LINK,
              link="model", act=page),
        Entry(keys.MODEL_IDLE, translate("Settings", "Memory of the model"),
              translate("Settings", "Minutes without a question until the model leaves the memory. 0: never."),
              Kind.LINK,
              link="model", act=page),
        Entry(keys.MODEL_PYTHON, translate("Settings", "Python of the model"),
              translate("Settings", "The Python that has torch. Empty: the program's own."), Kind.LINK,
              link="model", act=page),
        Entry(keys.RERANK, translate("Settings", "Reranker"),
              translate("Settings", "Another model puts the first hits in its own order. Off unless you choose one."),
              Kind.LINK,
              link="model", act=page),
    )  # fmt: skip


def _targets(translate: Speaker) -> tuple[Entry, ...]:
    where = translate("Settings", "The performance page of the evaluation window says whether it is reached.")
    return (
        Entry(keys.TARGET_MS, translate("Settings", "Target: time"),
              translate("Settings", "95 of 100 questions take no longer.") + " " + where, Kind.CHOICE,
              tuple((step, f"{step} ms") for step in ("50", "100", "200", "500", "1000"))),
        Entry(keys.TARGET_GB, translate("Settings", "Target: memory"),
              translate("Settings", "A search takes no more.") + " " + where, Kind.CHOICE,
              tuple((step, f"{step} GB") for step in ("1", "4", "8", "16", "24"))),
        Entry(keys.TARGET_ANSWERED, translate("Settings", "Target: answers"),
              translate("Settings", "So many questions have an answer.") + " " + where, Kind.CHOICE,
              tuple((step, f"{step} %") for step in ("95", "99", "99.9", "100"))),
    )  # fmt: skip


def _hints(translate: Speaker) -> tuple[Entry, ...]:
    return (
        Entry(keys.MODEL_HINT, translate("Settings", "Hint about models"),
              translate("Settings", "A line above the list says that a model can be had, while there is none."),
              Kind.SWITCH),
        Entry(keys.FIRST_START, translate("Settings", "Ways to begin"),
              translate("Settings", "Shows the ways to begin once more, at the next start on the sample bank."),
              Kind.SWITCH),
    )  # fmt: skip


def found(entry: Entry, korean: Entry, english: Entry, asked: str) -> bool:
    """Whether every word that was asked for stands in the row, in today's language or in either of both."""
    rows = (entry, korean, english)
    told = (text for one in rows for text in (one.name, one.sentence, *(word for _, word in one.choices)))
    whole = " ".join(told).casefold()
    return all(word in whole for word in asked.casefold().split())
