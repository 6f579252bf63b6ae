"""Things that people leave with the server for a while, each under a key that only its browser knows.

What nobody asks for any more is let go, and the longest unheard of where there are more than the machine has room for.
"""

from __future__ import annotations

import secrets
import threading
import time
from typing import Generic, Protocol, TypeVar

_FORGOTTEN = 600  # seconds after which a browser that says nothing has gone; pages say something every few seconds


class Keepable(Protocol):
    """`heard`: when it was last asked for, in monotonic seconds; `cancelled` tells its work to end."""

    heard: float
    cancelled: bool


Item = TypeVar("Item", bound=Keepable)


class Kept(Generic[Item]):
    """`room`: how many at once."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._items: dict[str, Item] = {}
        self._lock = threading.Lock()

    def put(self, item: Item) -> str:
        """The key under which `of` finds it."""
        key = secrets.token_urlsafe(18)
        with self._lock:
            self._let_go()
            self._items[key] = item
        return key

    def of(self, key: object) -> Item | None:
        """None where there is none (any more)."""
        with self._lock:
            self._let_go()
            item = self._items.get(key) if isinstance(key, str) else None
            if item:
                item.heard = time.monotonic()
            return item

    def close(self, key: object) -> None:
        with self._lock:
            if isinstance(key, str) and (item := self._items.pop(key, None)):
                item.cancelled = True

    def _let_go(self) -> None:
        now = time.monotonic()
        for key, item in sorted(self._items.items(), key=lambda pair: pair[1].heard):
            if now - item.heard > _FORGOTTEN or len(self._items) >= self._room + 1:
                item.cancelled = True
                del self._items[key]
