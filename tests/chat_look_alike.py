"""A chat endpoint on loopback, for what a language model is asked."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ChatLookAlike(ThreadingHTTPServer):
    """Answers in turn, the last one again and again (an int is a status); keeps what it was asked.

    While `speaks` is cleared it takes questions and says nothing.
    """

    def __init__(self, answers) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = list(answers)
        self.asked: list[dict] = []
        self.keys: list[str] = []
        self.speaks = threading.Event()
        self.speaks.set()

    def handle_error(self, *_: object) -> None:
        """Who asked may have hung up meanwhile."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        server.keys.append(self.headers["Authorization"])
        server.speaks.wait()
        answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        if isinstance(answer, int):
            self.send_response(answer)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
            return
        message = {"role": "assistant", "content": answer}
        usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
        body = json.dumps({
            "id": "1", "object": "chat.completion", "created": 1, "model": "m", "usage": usage,
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        }).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be silent."""


@contextmanager
def chatting(answers):
    """Such an endpoint while the block runs."""
    server = ChatLookAlike(answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.speaks.set()
        server.shutdown()
        server.server_close()
        thread.join()
