"""What `bench bank` says of the copy: how fast it is pulled, and how soon it answers when the server dies."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from itembank_desktop.cli.spread import Spread
from itembank_desktop.cli.sync import follower
from itembank_desktop.core.ports import JobControl
from itembank_desktop.core.search import Query
from itembank_desktop.services.ask_either import LIMIT_SECONDS, AskEither
from itembank_desktop.services.line import Line

if TYPE_CHECKING:
    from itembank_desktop.adapters.stores.local import LocalBank
    from itembank_desktop.adapters.stores.shared.bank import SharedBank
    from itembank_desktop.adapters.stores.shared.own_server import OwnServer
    from itembank_desktop.services.follow_bank import FollowBank

_RESTART_SECONDS = 60.0


def measure_sync(server: "OwnServer | None", shared: "SharedBank", queries: Sequence[Query]) -> dict[str, object]:
    """Pull `shared`, which holds real items, into new copies; then take its server away from questions.

    A server of our own is killed at the end, and started again; nobody else's is touched.
    """
    from itembank_desktop.adapters.stores.local import LocalBank

    line = Line()
    with tempfile.TemporaryDirectory(prefix="itembank-bench-") as folder:
        with LocalBank.create(Path(folder) / "plain") as plain:
            result = _pulled(follower(shared, plain, vectors=False), "first sync without vectors")
        with LocalBank.create(Path(folder) / "whole") as local:
            follow = follower(shared, local, line=line)
            result |= _pulled(follow, "first sync with vectors")
            began = time.perf_counter()
            follow.turn(JobControl())
            result["sync with nothing new, ms"] = round((time.perf_counter() - began) * 1000, 1)
            return result if server is None else result | _failover(server, shared, local, line, queries)


def _pulled(follow: "FollowBank", name: str) -> dict[str, object]:
    turn = follow.turn(JobControl())
    if turn.problem:
        raise turn.problem
    assert turn.pulled is not None
    report = turn.pulled
    return {
        f"{name}, items/s": round(report.items / report.seconds),
        f"{name}, MB/s": round(report.size / report.seconds / 1e6, 1),
    }


def _failover(
    server: "OwnServer", shared: "SharedBank", local: "LocalBank", line: Line, queries: Sequence[Query]
) -> dict[str, object]:
    from itembank_desktop.wiring import finder

    find_shared, find_local = finder(shared), finder(local)
    find_shared.warm_up()
    find_local.warm_up()
    ask = AskEither(find_shared, find_local, shared, line, lambda: (None, local.revision()))
    measured: dict[str, object] = {"answers from the copy, ms": Spread.of([_seconds(find_local, q) for q in queries])}
    if hasattr(signal, "SIGSTOP"):
        silent = []
        for query in queries:
            ask(query)
            with _silence(shared):
                silent.append(_seconds(ask, query) - LIMIT_SECONDS)
            line.back()
        measured[f"server silent in mid-question: answer after the limit of {LIMIT_SECONDS:g} s, ms"] = Spread.of(
            silent
        )
    ask(queries[0])
    server.kill()
    measured["server killed: first answer, ms"] = round(_seconds(ask, queries[0]) * 1000, 1)
    server.start()
    measured["server started: asked again after, s"] = round(_return(shared, local, line), 2)
    return measured


def _seconds(ask: object, query: Query) -> float:
    began = time.perf_counter()
    ask(query)  # type: ignore[operator]
    return time.perf_counter() - began


@contextmanager
def _silence(shared: "SharedBank") -> Iterator[None]:
    """Every connection to this bank holds still, as behind a cable that was pulled out."""
    connections = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"
    with shared.server.lent() as connection:
        pids = [pid for (pid,) in connection.execute(connections)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def _return(shared: "SharedBank", local: "LocalBank", line: Line) -> float:
    """Seconds until the background has found the server again."""
    began = time.perf_counter()
    follow = follower(shared, local, line=line)
    while not line.up and time.perf_counter() - began < _RESTART_SECONDS:
        if not line.wait:
            follow.turn(JobControl())
        time.sleep(0.01)
    return time.perf_counter() - began
