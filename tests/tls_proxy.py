"""TLS before a PostgreSQL that was built without it: answers the SSLRequest, then passes on what it deciphers."""

import contextlib
import selectors
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest

_SSL_REQUEST = b"\0\0\0\x08\x04\xd2\x16\x2f"
_BLOCK = 65536


class Authority:
    """A certificate authority of the test's own, made with the openssl command."""

    def __init__(self, folder: Path, name: str = "Example School CA") -> None:
        if shutil.which("openssl") is None:
            pytest.skip("NO OPENSSL HERE, encrypted lines to a shared bank are not tested")
        self._folder = folder
        folder.mkdir()
        self.file = folder / "ca.pem"
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}",
                      "-keyout", "ca.key", "-out", "ca.pem")  # fmt: skip

    def server(self, host: str, days: int = 30) -> Path:
        """A file with a server's key and the certificate that this authority gave it; expired for negative `days`."""
        (self._folder / "names").write_text(f"subjectAltName={'IP' if host[0].isdigit() else 'DNS'}:{host}\n")
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", "key", "-out", "csr")
        self._openssl("x509", "-req", "-in", "csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                      "-extfile", "names", "-days", str(days), "-out", "cert")  # fmt: skip
        both = self._folder / f"{host}.pem"
        both.write_bytes((self._folder / "key").read_bytes() + (self._folder / "cert").read_bytes())
        return both

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)


class TlsProxy:
    """Listens on `port` of 127.0.0.1 with one certificate; every connection has a thread, ended with the context."""

    def __init__(self, port: int, certificate: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._target = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.deciphered = 0
        """Bytes of questions that came over encrypted lines."""
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._accept, name="tls-proxy")]

    def __enter__(self) -> "TlsProxy":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        self._listener.settimeout(0.02)
        while not self._ended.is_set():
            with contextlib.suppress(TimeoutError):
                client, _ = self._listener.accept()
                thread = threading.Thread(target=self._serve, args=(client,), name="tls-line")
                self._threads.append(thread)
                thread.start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(5)
        with client, contextlib.suppress(OSError):  # A client that does not trust us hangs up.
            if client.recv(8) != _SSL_REQUEST:
                return
            client.sendall(b"S")
            with (
                self._context.wrap_socket(client, server_side=True) as safe,
                socket.create_connection(self._target, timeout=5) as server,
            ):
                self._pass_on(safe, server)

    def _pass_on(self, safe: ssl.SSLSocket, server: socket.socket) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(safe, selectors.EVENT_READ)
            selector.register(server, selectors.EVENT_READ)
            while not self._ended.is_set():
                ready = {key.fileobj for key, _ in selector.select(0.02)}
                if safe in ready or safe.pending():
                    asked = safe.recv(_BLOCK)
                    if not asked:
                        return
                    self.deciphered += len(asked)
                    server.sendall(asked)
                if server in ready:
                    answer = server.recv(_BLOCK)
                    if not answer:
                        return
                    safe.sendall(answer)
