"""Bytes and a path in, a whole file out or none: written aside, then renamed."""

from __future__ import annotations

import os
from pathlib import Path

_LONGEST_KEPT = 40  # characters of the file's name in that of the one written aside


class Unsaved(Exception):
    """The file could not be written. One line, shown as it is; nothing half-written is left."""


def save(path: Path, content: bytes) -> None:
    """Raises Unsaved: no such folder, a folder of that name, no right to write, no space."""
    try:
        aside = path.with_name(f".{path.name[:_LONGEST_KEPT]}.{os.getpid()}.part")
        _write(aside, path, content)
    except (OSError, ValueError) as error:  # ValueError: no name at all, a NUL in it
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise Unsaved(f"{path} cannot be written ({reason}). Name a file in a folder that you may write to.") from error


def _write(aside: Path, path: Path, content: bytes) -> None:
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
