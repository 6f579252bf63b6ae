"""A web application in, a server out that runs until it is told to stop; leaves what it serves to `page`.

The socket is bound before the application is built: a taken port is known at once, and a browser that comes early
waits in the socket's queue instead of being turned away. Gradio's own `launch` is not used: it asks itself over HTTP
whether it is reachable (through a proxy, where one is set), and its stop waits for every open page.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from assistant.screens import scratch
from corpus.errors import WorldFailure

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

_PATIENCE = 1  # seconds that open pages have to go before they are cut off


class PortTaken(WorldFailure):
    """Nothing can be served there, mostly because another program does; says why and what to do, in one line."""


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises PortTaken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise PortTaken(f"There is no address {host}. Use 127.0.0.1 to serve this computer alone.") from error
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name != "nt":  # on Windows this would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(
                f"Port {port} of {host} is taken by another program. Stop that one, or choose another port."
            ) from error
        reason = (error.strerror or str(error)).lower()
        raise PortTaken(f"Cannot serve at {host}, port {port} ({reason}). Choose another.") from error
    return listener


def address_of(listener: socket.socket) -> str:
    """What a person types into the browser."""
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if listener.family == socket.AF_INET6 else host
    return f"http://{shown}:{port}/"


def leave_when_told() -> None:
    """Ctrl-C and SIGTERM end the program at once: for the seconds before `run`, when there is nothing to put away."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        leave_at_once()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)


def leave_at_once() -> None:
    """Ends the program with status 0 without waiting for threads, such as one deep in an import."""
    scratch.wipe()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def run(
    app: ASGIApp,
    listener: socket.socket,
    listening: Callable[[], None],
    stop: Callable[[], None],
    *,
    behind_proxy: bool = False,
) -> None:
    """Serves until Ctrl-C or SIGTERM, then returns. Calls `listening` when requests are answered, `stop` at the end.
    `behind_proxy`: as `configured` takes it."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            listening()

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 (uvicorn's names)
            # uvicorn's own would raise the signal again after the shutdown, and the exit status would not be 0.
            if self.should_exit:
                self.force_exit = True
            self.should_exit = True
            # What it says of answers that were cut off is no news to the person who stopped it.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
            stop()

    server: uvicorn.Server = Server(configured(app, behind_proxy=behind_proxy))
    server.run(sockets=[listener])


def configured(app: ASGIApp, *, behind_proxy: bool) -> uvicorn.Config:
    """`behind_proxy`: who asks is the address that a proxy on this machine names; else no header says it."""
    import uvicorn

    from assistant.screens.patience import Patient

    return uvicorn.Config(
        app,
        loop="asyncio",
        http=Patient,
        ws="none",
        log_level="warning",
        access_log=False,
        proxy_headers=behind_proxy,
        timeout_graceful_shutdown=_PATIENCE,
    )
