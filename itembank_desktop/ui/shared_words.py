"""How the window speaks of a shared bank and its copy: in the status line, above the list, in the banner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.feed import SyncProgress
from itembank_desktop.core.search import Source
from itembank_desktop.core.space import EmbeddingSpace
from itembank_desktop.ui.model_words import gigabytes, short_name

translate = QCoreApplication.translate
REVISION_LETTERS = 7


@dataclass(frozen=True, slots=True)
class CopyStanding:
    """How far the copy has come: items on the server and here, when it last held everything, vectors, what waits.

    `absent` figures are on the server alone.
    """

    up: bool = True
    server: int = 0
    local: int = 0
    synced: datetime | None = None
    spaces: tuple[EmbeddingSpace, ...] = ()
    waiting: int = 0
    paused: bool = False
    absent: int = 0


def ago(when: datetime | None, now: datetime | None = None) -> str:
    """How long ago, as people say it."""
    if when is None:
        return translate("Shared", "not complete yet")
    minutes = int(((now or datetime.now(UTC)) - when).total_seconds() // 60)
    # A clock that was set back makes no copy of the future.
    if minutes < 1:
        return translate("Shared", "just now")
    if minutes < 60:
        return translate("Shared", "{n} min ago").format(n=minutes)
    if minutes < 48 * 60:
        return translate("Shared", "{n} h ago").format(n=minutes // 60)
    return translate("Shared", "{n} days ago").format(n=minutes // (24 * 60))


def where(source: Source | None) -> str:
    """Which of the two answered; empty where there is only one."""
    if source is None:
        return ""
    return translate("Shared", "server") if source.shared else copy_name(source.copied)


def copy_name(synced: datetime | None) -> str:
    """The copy, and how old it is."""
    return translate("Shared", "offline copy ({ago})").format(ago=ago(synced))


def copy_line(standing: CopyStanding) -> str:
    """Server, copy, age, and the vectors that came along."""
    parts = [
        translate("Shared", "Server {count}").format(count=f"{standing.server:,}")
        if standing.up
        else translate("Shared", "Server does not answer"),
        translate("Shared", "local {count}").format(count=f"{standing.local:,}"),
        ago(standing.synced),
        *space_lines(standing.spaces),
    ]
    if standing.absent:
        parts.append(translate("Shared", "{count} figures only on the server").format(count=f"{standing.absent:,}"))
    if standing.waiting:
        parts.append(translate("Shared", "{count} waiting to be sent").format(count=f"{standing.waiting:,}"))
    if standing.paused:
        parts.append(translate("Shared", "copying paused"))
    return " · ".join(parts)


def space_lines(spaces: Sequence[EmbeddingSpace]) -> list[str]:
    """Each model once: what it reads and how, and its revision."""
    ways: dict[tuple[str, str], list[str]] = {}
    for space in spaces:
        ways.setdefault((space.model, space.revision), []).append(f"{space.modality.value}/{space.pooling.value}")
    return [
        f"{short_name(model)} {', '.join(sorted(read))} rev {revision[:REVISION_LETTERS]}"
        for (model, revision), read in ways.items()
    ]


def sync_line(progress: SyncProgress) -> str:
    """What was pulled so far, and how fast."""
    told = [
        translate("Shared", "{count} items").format(count=f"{progress.items:,}"),
        gigabytes(progress.size),
    ]
    if progress.seconds > 0:
        rate = progress.items / progress.seconds
        told.append(translate("Shared", "{rate} items a second").format(rate=f"{rate:,.0f}"))
    return " · ".join(told)


def copy_sentence(synced: datetime | None) -> str:
    """What goes on meanwhile."""
    return translate("Shared", "Your offline copy ({ago}) is searched.").format(ago=ago(synced))


def offline_sentence(synced: datetime | None) -> str:
    """Above the list while the copy answers."""
    return translate("Shared", "The server does not answer. Your offline copy ({ago}) is searched.").format(
        ago=ago(synced)
    )
