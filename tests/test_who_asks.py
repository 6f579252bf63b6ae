"""The address that rates, shares and lock-outs count by: whose it is."""

from __future__ import annotations

import http.client
import socket
import threading

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from assistant.screens.server import configured


async def _who(scope: Scope, receive: Receive, send: Send) -> None:
    """Says who asks."""
    if scope["type"] == "http":
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["client"][0].encode()})


@pytest.mark.parametrize(
    ("behind_proxy", "counted"),
    [(False, "127.0.0.1"), (True, "10.1.2.3")],
    ids=["alone: no header says it", "behind a proxy on this machine: the one that it names"],
)
def test_who_asks_is(behind_proxy: bool, counted: str) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(configured(_who, behind_proxy=behind_proxy))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    connection = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=10)
    connection.request("GET", "/", headers={"X-Forwarded-For": "10.1.2.3"})
    assert connection.getresponse().read().decode() == counted
    connection.close()
    server.should_exit = True
    thread.join(10)
