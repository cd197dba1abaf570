"""`sync`: the copy of a shared bank on this computer, brought up to date or kept so."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from itembank_desktop.cli.places import asked_password
from itembank_desktop.cli.progress import progress_line
from itembank_desktop.core.feed import SyncProgress
from itembank_desktop.core.outbox import Collision
from itembank_desktop.core.ports import JobControl, Progress, Space
from itembank_desktop.core.shared import without_user
from itembank_desktop.services.sync_bank import SyncReport

if TYPE_CHECKING:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.services.follow_bank import FollowBank, Round
    from itembank_desktop.services.line import Line


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Where from, and how."""
    command.add_argument("--from", dest="shared", required=True, metavar="URL", help="postgresql://user@host/database")
    command.add_argument("--follow", action="store_true", help="go on until Ctrl+C, whatever becomes of the server")
    command.add_argument("--no-vectors", action="store_true", help="leave out the vectors of models (4 KB an item)")

    command.add_argument(
        "--figures",
        type=_megabytes,
        default=None,
        metavar="MB",
        help="of figures at most; the others stay on the server",
    )


def _megabytes(text: str) -> int:
    """In bytes."""
    size = int(float(text) * 1_000_000)
    if size <= 0:
        raise ValueError(f"{text} is no size")
    return size


def sync(asked: argparse.Namespace) -> int:
    """Progress on standard error, a summary on standard output."""
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.adapters.stores.shared.connect import Server
    from itembank_desktop.wiring import with_password

    address, password = with_password(asked.shared, asked_password)
    with (
        LocalBank.open(asked.bank, create=True) as local,
        SharedBank(Server(address, password, at_once=not asked.follow)) as shared,
        progress_line("changes") as control,
    ):
        local.copy.limit(asked.figures)
        local.copy.make_room()
        turns = follower(shared, local, vectors=not asked.no_vectors)
        if asked.follow:
            turns(_with_notes(control), _tell)
            return 0
        turn = turns.turn(_with_notes(control))
        if turn.problem and turn.pulled is None:
            raise turn.problem
        _tell(turn)
        _list(local.outbox.collisions())
    return 1 if turn.problem or (turn.pulled and turn.pulled.cancelled) else 0


def follower(
    shared: "SharedBank", local: "LocalBank", vectors: bool = True, line: "Line | None" = None
) -> "FollowBank":
    """What pulls from one into the other and sends what waits there."""
    from itembank_desktop.adapters.stores.shared.feed import SharedFeed
    from itembank_desktop.services.follow_bank import FollowBank
    from itembank_desktop.services.line import Line
    from itembank_desktop.services.sync_bank import SyncBank
    from itembank_desktop.services.write_either import ReplayOutbox
    from itembank_desktop.services.write_shared import WriteShared
    from itembank_desktop.wiring import fingerprint_spaces, known_space

    spaces = fingerprint_spaces()
    plain = {space.name for space in spaces}

    def space_of(name: str, statistics: bytes) -> Space | None:
        return known_space(name, statistics) if vectors or name in plain else None

    feed = SharedFeed(shared.server)
    pull = SyncBank(feed, local.copy, without_user(shared.address).url, space_of)
    return FollowBank(feed, local.copy, pull, ReplayOutbox(WriteShared(shared, spaces), local.outbox), line or Line())


def _with_notes(control: JobControl) -> JobControl:
    def note(progress: Progress) -> None:
        if isinstance(progress, SyncProgress):
            rate = progress.items / progress.seconds if progress.seconds else 0.0
            told = f"{progress.items:,} items, {progress.size / 1e6:.1f} MB, {rate:,.0f} items/s"
            progress = replace(progress, note=told)
        control.progress(progress)

    return JobControl(note, control.cancelled, control.paused)


def _tell(turn: "Round") -> None:
    if turn.sent and (turn.sent.sent or turn.sent.collided):
        print(f"{turn.sent.sent} sent, {turn.sent.collided} in conflict")
    for entry, problem in turn.sent.refused if turn.sent else ():
        print(f"not sent: {entry.id}: {problem}", file=sys.stderr)
    if turn.pulled:
        print(_summary(turn.pulled), flush=True)
    if turn.problem:
        print(f"itembank-desktop: {turn.problem}", file=sys.stderr, flush=True)


def _summary(report: SyncReport) -> str:
    rate = f" ({report.items / report.seconds:,.0f} items/s)" if report.items and report.seconds else ""
    left = f" ({report.left:,} stay on the server)" if report.left else ""
    stopped = ", stopped; the same command goes on" if report.cancelled else ""
    return (
        f"{report.items:,} items, {report.gone:,} gone, {report.verdicts:,} verdicts, "
        f"{report.figures:,} figures{left}, {report.size / 1e6:.1f} MB in {report.seconds:.1f} s{rate}{stopped}"
    )


def _list(collisions: list[Collision]) -> None:
    """Both versions of each, so that nothing is lost where there is no window."""
    for one in collisions:
        theirs = one.theirs.stem if one.theirs else "(deleted)"
        print(f"in conflict: {one.mine.item.id}\n  here:  {one.mine.item.stem}\n  there: {theirs}", file=sys.stderr)
