"""Folders in which what a person brought lies while it is read; none of them outlives the program.

Each goes with its `with`. A program that is stopped at once wipes them first; what one leaves that was killed is swept
when it starts again.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "further-"
_ABANDONED = 3600  # seconds: longer than any file is read
_open: set[Path] = set()
_lock = threading.Lock()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of one's own, readable by nobody else, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    with _lock:
        _open.add(folder)
    try:
        yield folder
    finally:
        _wipe(folder)


def wipe() -> None:
    """Removes all that are open: the program stops, and nobody comes back to them."""
    with _lock:
        left = list(_open)
    for folder in left:
        _wipe(folder)


def sweep() -> int:
    """Removes those that a program left that was killed; how many these were."""
    removed = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            age = abs(time.time() - folder.lstat().st_mtime)  # a clock that was set back leaves folders of days to come
            if folder.is_dir() and not folder.is_symlink() and age > _ABANDONED:
                shutil.rmtree(folder)
                removed += 1
    return removed


def _wipe(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with _lock:
        _open.discard(folder)
