"""Bytes on a connection in, requests out, as uvicorn reads them; a connection that brings none does not stay.

A server can hold so many connections open and no more. Who opens them and says nothing, or says it a letter at a time,
would keep everybody else out: what is asked has to come as fast as the slowest line brings it, and one machine has its
share.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_GRACE = 30.0  # seconds for whatever is asked
_SLOWEST = 1000.0  # bytes a second that earn more time
_GLANCE = 5.0  # seconds between two looks
_SHARE = 400  # connections of one machine at once: fifty people behind one address, eight of each


class Patient(H11Protocol):
    """uvicorn makes one for each connection."""

    grace = _GRACE
    glance = _GLANCE
    _open: ClassVar[Counter[str]] = Counter()  # connections, by the machine that they come from

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._machine = self.client[0] if self.client else ""
        self._begun, self._come = self.loop.time(), 0
        self._open[self._machine] += 1
        if self._open[self._machine] > _share():
            transport.abort()
            return
        self._looking = self.loop.call_later(self.glance, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._open[self._machine] -= 1
        if not self._open[self._machine]:
            del self._open[self._machine]
        if hasattr(self, "_looking"):
            self._looking.cancel()

    def data_received(self, data: bytes) -> None:
        self._come += len(data)
        super().data_received(data)

    def on_response_complete(self) -> None:
        self._begun, self._come = self.loop.time(), 0
        super().on_response_complete()

    def _look(self) -> None:
        """Ends the connection where what is asked has not come in time; one that is answered takes its time."""
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and (
            self.loop.time() - self._begun > self.grace + self._come / _SLOWEST
        ):
            self.transport.abort()
            return
        self._looking = self.loop.call_later(self.glance, self._look)


def _share() -> int:
    """Half of what the system lets the program hold, where that is less."""
    with suppress(ImportError):  # Windows
        import resource

        most: Any = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        return min(_SHARE, most // 2) if most != resource.RLIM_INFINITY else _SHARE
    return _SHARE
