"""A short text is encoded on one thread: several wait for each other, 500 ms on a busy laptop against 22."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

_counting = threading.Lock()
_users: list[object] = []  # who is inside
_limits: list[Any] = []  # the one that is set, for as long as somebody is


@contextmanager
def one_thread() -> Iterator[None]:
    """For what numpy computes inside it. The limit is the whole process's: whoever comes first sets it, whoever leaves
    last lifts it, so that two encoders at work side by side do not leave it set."""
    mine = object()
    with _counting:
        if not _users:
            _limits.append(_threads().limit(limits=1, user_api="blas"))
        _users.append(mine)
    try:
        yield
    finally:
        with _counting:
            _users.remove(mine)
            if not _users:
                _limits.pop().restore_original_limits()


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
