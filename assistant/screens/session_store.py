"""Things that people leave with the server for a while, each under a key that only its browser knows.

Where people sign in, a key opens nothing in another one's session. What nobody asks for any more is let go; where room
is counted, the longest unheard of among those of who brings one more makes way too, else among all.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from assistant.screens.sessions import address, owner

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
        self._owners: dict[str, tuple[str, str]] = {}  # and the machines that they sit at
        self._lock = threading.Lock()

    def put(self, item: Item) -> str:
        """The key under which `of` finds it."""
        key = secrets.token_urlsafe(18)
        with self._lock:
            self._let_go(1)
            self._items[key] = item
            self._owners[key] = (owner.get(), address.get())
        return key

    def of(self, key: object) -> Item | None:
        """None where there is none (any more)."""
        with self._lock:
            self._let_go()
            item = self._items.get(key) if isinstance(key, str) and self._is_own(key) else None
            if item:
                item.heard = time.monotonic()
            return item

    def mine(self) -> dict[str, Item]:
        """What is there of who asks, by key."""
        with self._lock:
            return {key: item for key, item in self._items.items() if self._is_own(key)}

    def all(self) -> list[Item]:
        with self._lock:
            return list(self._items.values())

    def close(self, key: object) -> None:
        with self._lock:
            if isinstance(key, str) and self._is_own(key):
                self._drop(key)

    def forget(self, whose: str) -> None:
        """Lets go of what an owner left: the session is over."""
        with self._lock:
            for key in [key for key, (one, _) in self._owners.items() if one == whose]:
                self._drop(key)

    def _is_own(self, key: str) -> bool:
        return key in self._owners and self._owners[key][0] == owner.get()

    def _drop(self, key: str) -> None:
        self._owners.pop(key, None)
        if item := self._items.pop(key, None):
            item.cancelled = True
            self._gone(key)

    def _let_go(self, more: int = 0) -> None:
        """What nobody asks for, and what leaves no room for `more`."""
        now, mine = time.monotonic(), (owner.get(), address.get())
        for key in [key for key, item in self._items.items() if now - item.heard > _FORGOTTEN]:
            self._drop(key)
        while self._room is not None and len(self._items) + more > self._room:
            self._drop(min(self._items, key=lambda key: (self._owners[key] != mine, self._items[key].heard)))
