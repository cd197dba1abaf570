"""The worker as a process: started in its own Python environment, spoken to without ever blocking, ended for sure."""

import os
import queue
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, BinaryIO, cast

from itembank_desktop.adapters.embedders import protocol
from itembank_desktop.adapters.embedders.protocol import Message

PACKAGE = Path(__file__).resolve().parents[2]
# The package is handed over by its folder: putting that folder's parent on the path of another environment would hand
# over everything installed beside it too, built for this Python.
_BOOT = """
import sys
from importlib.util import module_from_spec, spec_from_file_location as spec_of
folder = sys.argv[1]
spec = spec_of("itembank_desktop", folder + "/__init__.py", submodule_search_locations=[folder])
sys.modules["itembank_desktop"] = package = module_from_spec(spec)
spec.loader.exec_module(package)
from itembank_desktop.model_worker import main
main()
"""
_QUIET = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "TOKENIZERS_PARALLELISM": "false"}


def worker_command(interpreter: str) -> list[str]:
    """The command line of a worker in another Python environment, which needs no copy of this package."""
    return [interpreter, "-c", _BOOT, str(PACKAGE)]


def _environment() -> Mapping[str, str]:
    found = {**os.environ, **_QUIET}
    if "LD_LIBRARY_PATH_ORIG" in found:  # A frozen window's libraries are not for the worker's interpreter.
        found["LD_LIBRARY_PATH"] = found["LD_LIBRARY_PATH_ORIG"]
    return found


class WorkerProcess:
    """A running worker. `send` may be called from any thread and never waits; one thread reads `messages`."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; OSError when there is no such interpreter."""
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `end`
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._said.close()
            raise
        self._unsent: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        # A worker that hangs fills its pipe; only this thread would wait for it.
        self._writer = Thread(target=self._write, name="model-worker-writer", daemon=True)
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def gave_up(self) -> bool:
        """Whether it has ended by itself, with an error."""
        return (self._process.returncode or 0) > 0

    def send(self, message: Message) -> None:
        """Queue a message; one to a worker that is gone is dropped, which `messages` ending tells."""
        self._unsent.put(message)

    def messages(self) -> Iterator[Message]:
        """What the worker says, until it is gone; ProtocolBroken when it speaks another language."""
        return protocol.read_messages(_stream(self._process.stdout))

    def close(self) -> None:
        """Ask it to leave."""
        self._unsent.put(None)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def end(self, grace: float) -> str:
        """Wait `grace` seconds for it to leave, then kill it; returns how it ended, in a few words."""
        self.close()
        try:
            self._process.wait(grace)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._writer.join()
        _stream(self._process.stdout).close()
        with self._said:
            return self._last_words()

    def _write(self) -> None:
        stream = _stream(self._process.stdin)
        with suppress(OSError, ValueError):
            while (message := self._unsent.get()) is not None:
                protocol.write_message(stream, message)
        with suppress(OSError):
            stream.close()

    def _last_words(self) -> str:
        code = self._process.returncode
        if code < 0:
            with suppress(ValueError):
                return f"it was ended by {signal.Signals(-code).name}"
        self._said.seek(max(0, self._said.seek(0, os.SEEK_END) - 4096))
        lines = self._said.read().decode("utf-8", "replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f"it ended with code {code}" + (f" ({last[-200:]})" if last and code else "")


def _stream(pipe: IO[bytes] | None) -> BinaryIO:
    assert pipe is not None
    return cast("BinaryIO", pipe)


def this_interpreter() -> str:
    """The Python that runs this program."""
    return sys.executable
