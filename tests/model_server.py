"""A server that speaks OpenAI's chat completions as far as a test says: what it replies, and what it heard."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Server:
    """An OpenAI-compatible server that replies what a test says."""

    url: str
    reply: Callable[[http.server.BaseHTTPRequestHandler], None]
    heard: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def says(self, content: object) -> None:
        """The reply's message; JSON of it where it is no text."""
        said = content if isinstance(content, str) else json.dumps(content)
        self.sends(json.dumps({"choices": [{"message": {"content": said}}]}).encode())

    def sends(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        def reply(to: http.server.BaseHTTPRequestHandler) -> None:
            to.send_response(status)
            for name, value in (headers or {"Content-Type": "application/json"}).items():
                to.send_header(name, value)
            to.end_headers()
            to.wfile.write(body)

        self.reply = reply


@contextmanager
def model_server() -> Iterator[Server]:
    """Listens until the block ends."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            running.paths.append(self.path)
            running.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            running.reply(self)

        def log_message(self, *_: object) -> None:
            pass

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = Server(f"http://127.0.0.1:{listening.server_port}/v1", lambda _to: None)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield running
    listening.shutdown()
    listening.server_close()
