"""Things that people leave with the server for a while, each under a key that only its browser knows.

What nobody asks for any more is let go; where room is counted, the longest unheard of makes way too.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

_FORGOTTEN = 600  # seconds after which a browser that says nothing has gone; pages say something every few seconds


class Keepable(Protocol):
    """`heard`: when it was last asked for, in monotonic seconds; `cancelled` tells its work to end."""

    heard: float
    cancelled: bool


Item = TypeVar("Item", bound=Keepable)


class Kept(Generic[Item]):
    """`room`: how many at once, None for any number. `gone` hears the key of each that was let go."""

    def __init__(self, room: int | None, gone: Callable[[str], None] = lambda _: None) -> None:
        self._room, self._gone = room, gone
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

    def all(self) -> list[Item]:
        with self._lock:
            return list(self._items.values())

    def close(self, key: object) -> None:
        with self._lock:
            item = self._items.pop(key, None) if isinstance(key, str) else None
        if item:
            item.cancelled = True
            self._gone(str(key))

    def _let_go(self) -> None:
        now = time.monotonic()
        for key, item in sorted(self._items.items(), key=lambda pair: pair[1].heard):
            crowded = self._room is not None and len(self._items) >= self._room + 1
            if now - item.heard > _FORGOTTEN or crowded:
                item.cancelled = True
                del self._items[key]
                self._gone(key)
