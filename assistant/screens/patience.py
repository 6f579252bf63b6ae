"""Bytes on a connection in, requests out, as uvicorn reads them; a connection that brings none does not stay.

A server can hold so many connections open and no more. Who opens them and says nothing, or says it a letter at a time,
would keep everybody else out: what is asked has to come as fast as the slowest line brings it. One machine has its
share, beyond which its oldest that has not asked yet makes way.
"""

from __future__ import annotations

import asyncio
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
    _open: ClassVar[dict[str, dict[Patient, None]]] = {}  # by the machine that they come from, the oldest first

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._machine = self.client[0] if self.client else ""
        self._begun, self._come = self.loop.time(), 0
        self._looking = self.loop.call_later(self.glance, self._look)
        others = self._open.setdefault(self._machine, {})
        others[self] = None
        if len(others) > _share():
            next((one for one in others if one.waits), self).leave()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.leave()

    @property
    def waits(self) -> bool:
        """Whether what is asked has not come yet; else it is answered, which takes its time."""
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def leave(self) -> None:
        self._looking.cancel()
        others = self._open.get(self._machine, {})
        others.pop(self, None)
        if not others:
            self._open.pop(self._machine, None)
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        self._come += len(data)
        super().data_received(data)

    def on_response_complete(self) -> None:
        self._begun, self._come = self.loop.time(), 0
        super().on_response_complete()

    def _look(self) -> None:
        if self.waits and self.loop.time() - self._begun > self.grace + self._come / _SLOWEST:
            self.leave()
        else:
            self._looking = self.loop.call_later(self.glance, self._look)


def _share() -> int:
    """Half of what the system lets the program hold, where that is less."""
    with suppress(ImportError):  # Windows
        import resource

        most: Any = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        return min(_SHARE, most // 2) if most != resource.RLIM_INFINITY else _SHARE
    return _SHARE
