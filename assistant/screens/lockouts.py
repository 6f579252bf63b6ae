"""Who tries passwords is stopped: after so many failures a name, and an address, may try no more for a while.

Counted before a password is compared, so that a hundred tries at once are a hundred tries. A name is counted whether or
not anybody goes by it.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

_MOST = {"name": 10, "address": 30}  # failures; an office shares an address
_WHILE = 900  # seconds
_REMEMBERED = 10_000  # names and addresses at once


class LockedOut(Exception):
    """`minutes`: until another try is looked at."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class Lockouts:
    """`now`: seconds of a clock that nobody can set back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failed: dict[tuple[str, str], tuple[int, float]] = {}  # how often, and when last
        self._lock = threading.Lock()

    def begin(self, name: str, address: str) -> None:
        """Counts a try as failed until `succeeded` is told. Raises LockedOut, and then counts nothing."""
        keys = (("name", name), ("address", address))
        with self._lock:
            now = self._now()
            waits = [self._left(key, now) for key in keys]
            if max(waits) > 0:
                raise LockedOut(math.ceil(max(waits) / 60))
            for key in keys:
                self._failed[key] = (self._count(key, now) + 1, now)
            while len(self._failed) > _REMEMBERED:
                del self._failed[next(iter(self._failed))]

    def succeeded(self, name: str, address: str) -> None:
        """The try that was begun was right: the name begins anew, the address has one failure less."""
        with self._lock:
            self._failed.pop(("name", name), None)
            count, when = self._failed.pop(("address", address), (0, 0.0))
            if count > 1:
                self._failed["address", address] = (count - 1, when)

    def _count(self, key: tuple[str, str], now: float) -> int:
        count, when = self._failed.pop(key, (0, now))
        return count if now - when < _WHILE else 0

    def _left(self, key: tuple[str, str], now: float) -> float:
        """Seconds for which it is locked out."""
        count, when = self._failed.get(key, (0, now))
        return _WHILE - (now - when) if count >= _MOST[key[0]] else 0.0
