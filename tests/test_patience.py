"""Connections that say nothing, or say it a letter at a time, make way; what is answered takes its time."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from assistant.screens import patience

_HEAD = b"POST / HTTP/1.1\r\nHost: a\r\n"


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Says how much came, a second after all of it has."""
    if scope["type"] != "http":
        return
    come, more = 0, True
    while more:
        message = await receive()
        come += len(message.get("body", b""))
        more = message.get("more_body", False)
    await asyncio.sleep(1)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"6")]})
    await send({"type": "http.response.body", "body": f"{come:6}".encode()})


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a server that waits half a second, and three connections of one machine."""
    monkeypatch.setattr(patience.Patient, "grace", 0.5)
    monkeypatch.setattr(patience.Patient, "glance", 0.05)
    monkeypatch.setattr(patience, "_SHARE", 3)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(_answer, http=patience.Patient, ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    assert not patience.Patient._open


def _sent(port: int, *parts: bytes, every: float = 0.0) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), 10)
    for part in parts:
        connection.sendall(part)
        time.sleep(every)
    return connection


def _said(connection: socket.socket) -> bytes:
    """All that comes until the server ends it; b"" where it ends it at once."""
    said = b""
    try:
        while not said.endswith(b" 2000") and (part := connection.recv(4096)):
            said += part
    except ConnectionError:
        pass
    return said


@pytest.mark.server
@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HT", _HEAD, _HEAD + b"Content-Length: 9\r\n\r\nabc", _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"],
)
def test_a_request_that_is_begun_and_never_ended_makes_way(port: int, begun: bytes) -> None:
    with _sent(port, begun) as connection:
        assert _said(connection) == b""


@pytest.mark.server
def test_a_slow_line_has_the_time_that_its_bytes_earn_and_an_answer_takes_its_own(port: int) -> None:
    head = _HEAD + b"Content-Length: 2000\r\n\r\n"
    with _sent(port, head, *[b"a" * 250] * 8, every=0.2) as connection:
        assert _said(connection).endswith(b"  2000")
        connection.sendall(head + b"a" * 2000)  # on the same connection, whose time begins anew
        assert _said(connection).endswith(b"  2000")


@pytest.mark.server
def test_beyond_one_machines_share_its_oldest_that_has_not_asked_makes_way(port: int) -> None:
    asked = _HEAD + b"Content-Length: 2000\r\n\r\n" + b"a" * 2000
    answered = [_sent(port, asked) for _ in range(2)]
    held = _sent(port, b"GET")
    time.sleep(0.1)
    answered.append(_sent(port, asked))
    assert _said(held) == b""
    assert _said(_sent(port, asked)) == b""  # the three are being answered
    assert [_said(connection)[-6:] for connection in answered] == [b"  2000"] * 3
