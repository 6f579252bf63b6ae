"""How often one address may ask: so many at once, and then so many a second.

An office shares an address, so the rates are those of fifty people, and of no program.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

_ADDRESSES = 10_000  # remembered at once


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst`: at once; `second`: each second after that."""

    burst: float
    second: float


class Rates:
    """Counts by address and kind of request."""

    def __init__(self) -> None:
        self._left: dict[tuple[str, str], tuple[float, float]] = {}  # how many are left, and when that was so
        self._lock = threading.Lock()

    def allow(self, address: str, kind: str, rate: Rate, now: float | None = None) -> bool:
        """Whether one more may come now; it is counted if so. `now`: monotonic seconds."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, then = self._left.pop((address, kind), (rate.burst, now))
            left = min(rate.burst, left + (now - then) * rate.second)
            allowed = left >= 1
            self._left[address, kind] = (left - allowed, now)
            while len(self._left) > _ADDRESSES:
                del self._left[next(iter(self._left))]
        return allowed
