"""A TCP proxy on loopback that fails as networks do: it refuses, falls silent, delays, cuts, and cuts in mid-answer."""

import contextlib
import selectors
import socket
import threading
import time
from dataclasses import dataclass, replace

from itembank_desktop.core.shared import BankAddress

_BLOCK = 65536


@dataclass
class Faults:
    """What goes wrong from now on, in every connection; times in seconds, sizes in bytes of answers."""

    silent: bool = False
    """Nothing is passed on, and nobody is told: a cable pulled out."""
    delay: float = 0.0
    """Every answer comes so much later."""
    cut_after: int | None = None
    """Connections are reset when so many more bytes of answers have passed."""
    refused: bool = False
    """New connections are reset at once."""


class FaultProxy:
    """Passes on between whoever connects to `port` and a server; one thread, ended by leaving the context."""

    def __init__(self, port: int) -> None:
        self.faults = Faults()
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._answers: set[socket.socket] = set()
        self._ended = False
        self._guard = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="fault-proxy")

    def __enter__(self) -> "FaultProxy":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self._thread.join()
        self.cut()
        self._listener.close()

    def address(self, behind: BankAddress) -> BankAddress:
        """The server's address by way of this proxy."""
        return replace(behind, host="127.0.0.1", port=self.port)

    def cut(self) -> None:
        """Reset every connection now."""
        with self._guard:
            for one in list(self._pairs):
                self._reset(one)

    def heal(self) -> None:
        """Nothing goes wrong any more; what was held back is passed on."""
        self.faults = Faults()

    def _run(self) -> None:
        while not self._ended:
            with selectors.DefaultSelector() as selector, self._guard:
                selector.register(self._listener, selectors.EVENT_READ)
                if not self.faults.silent:
                    for one in self._pairs:
                        selector.register(one, selectors.EVENT_READ)
                ready = [key.fileobj for key, _ in selector.select(0.005)]
                for one in ready:
                    self._accept() if one is self._listener else self._pass_on(one)
            time.sleep(0)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        if self.faults.refused:
            _hang_up(client)
            return
        try:
            server = socket.create_connection(self._target, timeout=5)
        except OSError:
            _hang_up(client)
            return
        for one, other in ((client, server), (server, client)):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._pairs[one] = other
        self._answers.add(server)

    def _pass_on(self, one: socket.socket) -> None:
        if one not in self._pairs:
            return
        try:
            data = one.recv(_BLOCK)
        except OSError:
            data = b""
        if not data:
            self._reset(one)
            return
        faults = self.faults
        if one in self._answers:
            time.sleep(faults.delay)
            if faults.cut_after is not None:
                data, faults.cut_after = data[: faults.cut_after], faults.cut_after - len(data)
        with contextlib.suppress(OSError):
            self._pairs[one].sendall(data)
        if one in self._answers and faults.cut_after is not None and faults.cut_after <= 0:
            self._reset(one)

    def _reset(self, one: socket.socket) -> None:
        other = self._pairs.pop(one, None)
        for end in (one, other):
            if end is not None:
                self._pairs.pop(end, None)
                self._answers.discard(end)
                _hang_up(end)


def _hang_up(one: socket.socket) -> None:
    """With a reset, as a crashed computer's router does, not with a polite end."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    one.close()
