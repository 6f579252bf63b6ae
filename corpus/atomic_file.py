"""Bytes and a path in, a whole file out or none: written aside, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

from corpus.errors import WorldFailure

_ABANDONED = 3600  # seconds


class Unsaved(WorldFailure):
    """The file could not be written. One line, shown as it is; nothing half-written is left."""


def save(path: Path, content: bytes) -> None:
    """For a person. Raises Unsaved: no such folder, a folder of that name, no right to write, no space."""
    try:
        write_whole(path, content)
    except (OSError, ValueError) as error:  # ValueError: no name at all, a NUL in it
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise Unsaved(f"{path} cannot be written ({reason}). Name a file in a folder that you may write to.") from error


def write_whole(path: Path, content: bytes, *, rights: int | None = None) -> None:
    """Raises OSError, ValueError (no name); what lay there before is then untouched. `rights`: who may read and write
    it, as of a file that is simply opened where nothing is said."""
    path.with_name(path.name)  # a path without a name is refused before anything is written
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).chmod(_RIGHTS if rights is None else rights)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> int:
    """Removes what a program that was ended in the middle left aside in the folder; how many files that were.

    What is younger than an hour may still be written by another program.
    """
    return sum(remove_abandoned(left) for left in folder.glob(".*.part"))


def remove_abandoned(path: Path) -> bool:
    """Whether the file was removed: one that nobody has written to for an hour."""
    with contextlib.suppress(OSError):
        # Either way: a clock that was set back leaves files of days to come.
        if abs(time.time() - path.lstat().st_mtime) > _ABANDONED:
            path.unlink()
            return True
    return False


def _usual_rights() -> int:
    """Those of a file that is simply opened; `mkstemp` keeps its own from everybody else."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


_RIGHTS = _usual_rights()  # once, when imported: reading the mask means setting it, which threads share
