"""Bytes and a path in, a whole file out or none: written aside, then renamed."""

from __future__ import annotations

import os
from pathlib import Path


class Unsaved(Exception):
    """The file could not be written. One line, shown as it is; nothing half-written is left."""


def save(path: Path, content: bytes) -> None:
    """Raises Unsaved: no such folder, a folder of that name, no right to write, no space."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise Unsaved(f"{path} cannot be written ({reason}). Name a file in a folder that you may write to.") from error
