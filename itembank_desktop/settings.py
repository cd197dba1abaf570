"""Every setting, once: file < environment < command line."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

V = TypeVar("V", str, bool, list[str])


@dataclass(frozen=True, slots=True)
class Setting(Generic[V]):
    """A name, what holds when nobody says otherwise, and a sentence for people."""

    name: str
    default: V
    sentence: str

    @property
    def variable(self) -> str:
        """The environment variable that overrides the file."""
        return f"ITEMBANK_{self.name.upper()}"


BANK = Setting("bank", "", "Folder of the bank that the window opens; empty for the sample bank.")
RECENT: Setting[list[str]] = Setting("recent", [], "Folders of the banks opened last, newest first.")
SAMPLE = Setting("sample", "", "Which sample bank has been imported completely; changes with its content.")
THEME = Setting("theme", "system", "Colours of the window: system, light or dark.")
TEXT_SIZE = Setting("text_size", "100", "Size of words, cards and preview in percent: 100, 110, 125, 150, 175, 200.")
LANGUAGE = Setting("language", "system", "Language of the window: system, ko or en.")
GEOMETRY = Setting("geometry", "", "Size and place of the window, as Qt writes it, in base64.")
PANES = Setting("panes", "", "How the window is divided, as Qt writes it, in base64.")
PREVIEW = Setting("preview", True, "Whether the typeset preview under the draft is unfolded.")
FILTER = Setting("filter", "", "Which items are looked at from the start, as JSON; empty for all.")
MODEL = Setting("model", "", "Model to search with, by name or folder; empty for an installed one, off for none.")
MODEL_PYTHON = Setting("model_python", "", "Python that has torch and runs the model; empty for the program's own.")
MODEL_DEVICE = Setting("model_device", "auto", "Where the model runs: auto, cpu, cuda, cuda:1.")
MODEL_IDLE = Setting(
    "model_idle", "30", "Minutes without a question after which the model leaves the memory; 0: never."
)
MODEL_HINT = Setting("model_hint", True, "Whether the line that a model can be had may still be shown.")
RERANK = Setting("rerank", "", "How another model ranks the first hits again, as JSON; empty for not at all.")
FIRST_START = Setting("first_start", True, "Whether the ways to begin may still be shown on the empty side.")
SERVER_LIMIT = Setting(
    "server_limit", "1.5", "Seconds that the server of a shared bank may take for a question before its copy answers."
)
COPY_FIGURES = Setting(
    "copy_figures", "4096", "Megabytes of figures that the copy of a shared bank may hold on this computer; 0: all."
)
CAPTURE_KEY = Setting("capture_key", True, "Whether Ctrl+Alt+S captures the screen from any program.")
AUTHOR = Setting("author", "", "Name that your verdicts carry; empty for the name you are logged in by.")
TARGET_MS = Setting(
    "target_ms", "200", "Milliseconds that 95 of 100 questions may take at most; measured, not enforced."
)
TARGET_GB = Setting("target_gb", "8", "Gigabytes of memory that a search may take at most; measured, not enforced.")
TARGET_ANSWERED = Setting("target_answered", "100", "Per cent of questions that must be answered; measured.")
SETTINGS: tuple[Setting[str] | Setting[bool] | Setting[list[str]], ...] = (
    BANK,
    RECENT,
    SAMPLE,
    THEME,
    TEXT_SIZE,
    LANGUAGE,
    GEOMETRY,
    PANES,
    PREVIEW,
    FILTER,
    MODEL,
    MODEL_PYTHON,
    MODEL_DEVICE,
    MODEL_IDLE,
    MODEL_HINT,
    RERANK,
    FIRST_START,
    SERVER_LIMIT,
    COPY_FIGURES,
    CAPTURE_KEY,
    AUTHOR,
    TARGET_MS,
    TARGET_GB,
    TARGET_ANSWERED,
)


def settings_file() -> Path:
    """Where the window keeps what its user chose."""
    from platformdirs import user_config_path

    return user_config_path("itembank-desktop") / "settings.json"


class Settings:
    """Values in force. `put` remembers in memory, `save` writes the file; overrides are never written."""

    def __init__(
        self,
        path: Path | None = None,
        environment: Mapping[str, str] | None = None,
        overrides: Mapping[str, str] | None = None,
    ) -> None:
        self._path = path
        self._stored = _read(path) if path is not None else {}
        spoken = os.environ if environment is None else environment
        self._overrides = {s.name: spoken[s.variable] for s in SETTINGS if s.variable in spoken} | dict(overrides or {})

    def get(self, setting: Setting[V]) -> V:
        """The value in force; one of a wrong type counts as absent."""
        if setting.name in self._overrides:
            return _parsed(setting, self._overrides[setting.name])
        value = self._stored.get(setting.name, setting.default)
        return value if isinstance(value, type(setting.default)) else setting.default

    def put(self, setting: Setting[V], value: V) -> None:
        """Remember a value; what the user chooses now wins over an override."""
        self._overrides.pop(setting.name, None)
        self._stored[setting.name] = value

    def save(self) -> None:
        """Write the file whole or not at all; OSError when it cannot be written."""
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._stored, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        fresh.replace(self._path)


def _read(path: Path) -> dict[str, object]:
    """What the file says; a missing or broken file says nothing, for settings are no user data."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _parsed(setting: Setting[V], text: str) -> V:
    kind = type(setting.default)
    if kind is bool:
        return kind(text.lower() in ("1", "true", "yes", "on"))
    if kind is list:
        return kind(part for part in text.split(os.pathsep) if part)
    return kind(text)
