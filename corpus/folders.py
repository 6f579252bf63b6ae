"""Where the program keeps things for the user that it runs for, and how two programs take turns at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

_AT_ONCE = 0.1  # seconds within which a lock that nobody holds is taken


def cache_root() -> Path:
    """What may be deleted at any time and is made again."""
    return Path(platformdirs.user_cache_dir("further", appauthor=False))


def data_root() -> Path:
    """What stays until the user removes it."""
    return Path(platformdirs.user_data_dir("further", appauthor=False))


@contextmanager
def in_turn(lock: Path, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Nobody else holds the file `lock` until the block ends; where a program is killed the system lets go of it.
    `waits` is called where another program holds it. Raises OSError.

    The file stays where the system does not take it away: one that waits holds the file that was there when it came,
    and who comes after it was unlinked would hold another. Not every release of filelock that we take looks whether its
    file still has a name, and on a network drive that cannot be told.
    """
    from filelock import FileLock, Timeout  # who only asks never takes a lock

    held = FileLock(lock)
    try:
        held.acquire(timeout=_AT_ONCE)
    except Timeout:
        waits()
        held.acquire()
    try:
        yield
    finally:
        held.release()
