"""A hub on loopback: the routes huggingface_hub asks, weights behind a redirect to another host, and faults on demand."""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    server: str
    method: str
    path: str
    range: str
    authorization: str

    @property
    def file(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass
class HubLookAlike:
    """What the hub holds, how it misbehaves, and what it was asked."""

    hub_id: str
    files: dict[str, bytes]
    sends: dict[str, bytes] = field(default_factory=dict)
    """Other bytes than those it describes."""
    breaks_off: dict[str, list[int]] = field(default_factory=dict)
    """After how many bytes each next answer for a file ends."""
    hangs_after: dict[str, int] = field(default_factory=dict)
    """After how many bytes the next answer for a file falls silent until `go_on` is set."""
    ignores_ranges: bool = False
    refuses: int = 0
    asked: list[Asked] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    go_on: threading.Event = field(default_factory=threading.Event)
    url: str = ""
    store: str = ""

    def requests_for(self, name: str) -> list[Asked]:
        """The requests that carried bytes of a file."""
        carried = [asked for asked in self.asked if asked.method == "GET" and asked.file == name]
        return [asked for asked in carried if asked.server == "store" or not is_large(name)]

    def description(self) -> dict[str, object]:
        siblings = []
        for name, data in self.files.items():
            git = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
            one: dict[str, object] = {"rfilename": name, "size": len(data), "blobId": git}
            if is_large(name):
                one["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 135}
            siblings.append(one)
        return {"id": self.hub_id, "sha": COMMIT, "siblings": siblings}


def is_large(name: str) -> bool:
    return name.endswith(".safetensors")


def _handler(hub: HubLookAlike, server: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_HEAD(self):
            self.answer(with_body=False)

        def do_GET(self):
            self.answer(with_body=True)

        def answer(self, with_body):
            path = unquote(urlsplit(self.path).path)
            headers = self.headers
            hub.asked.append(
                Asked(server, self.command, path, headers.get("Range", ""), headers.get("Authorization", ""))
            )
            resolved = re.fullmatch(rf"/{re.escape(hub.hub_id)}/resolve/{COMMIT}/(.+)", path)
            if hub.refuses:
                self.send(hub.refuses, b"{}")
            elif path in (f"/api/models/{hub.hub_id}", f"/api/models/{hub.hub_id}/revision/main"):
                self.send(200, json.dumps(hub.description()).encode())
            elif server == "store" and path[1:] in hub.files:
                self.send_file(path[1:], with_body)
            elif resolved and resolved[1] in hub.files:
                if is_large(resolved[1]):
                    self.send(302, b"", Location=f"{hub.store}/{resolved[1]}", X_Repo_Commit=COMMIT)
                else:
                    self.send_file(resolved[1], with_body)
            else:
                self.send(404, b"{}", X_Error_Code="RepoNotFound" if path.startswith("/api") else "EntryNotFound")

        def send(self, status, body, **headers):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def send_file(self, name, with_body):
            data = hub.sends.get(name, hub.files[name])
            start = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            begin = int(start[1]) if start and not hub.ignores_ranges else 0
            self.send_response(206 if begin else 200)
            self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - begin))
            self.end_headers()
            if with_body:
                self.send_bytes(name, data[begin:])

        def send_bytes(self, name, data):
            breaks = hub.breaks_off.get(name)
            if breaks:
                data = data[: breaks.pop(0)]
            pause = hub.hangs_after.pop(name, len(data))
            hub.sent[name] = hub.sent.get(name, 0) + len(data)
            try:
                self.wfile.write(data[:pause])
                self.wfile.flush()
                if data[pause:]:
                    hub.go_on.wait(60)
                    self.wfile.write(data[pause:])
            except OSError:
                self.close_connection = True

    return Handler


@contextmanager
def hub_look_alike(hub_id: str, files: dict[str, bytes]) -> Iterator[HubLookAlike]:
    """A hub with one model, until the block ends; its large files come from a second host."""
    hub = HubLookAlike(hub_id, files)
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub, name)) for name in ("hub", "store")]
    hub.url, hub.store = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield hub
    finally:
        hub.go_on.set()
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            thread.join()
            server.server_close()
