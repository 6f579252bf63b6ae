"""What earlier runs left half-written beside saved indexes, found and removed."""

from __future__ import annotations

import contextlib
from pathlib import Path

from corpus.atomic_file import sweep


def sweep_indexes(root: Path | None = None) -> int:
    """How many files were removed. `root`: where indexes are saved, None for the usual place."""
    from index import storage  # numpy comes with it, and the page is there before

    removed = 0
    with contextlib.suppress(OSError):
        root = root or storage.saved_root()
        for folder in root.iterdir() if root.is_dir() else ():
            removed += sweep(folder) + storage.sweep(folder) if folder.is_dir() else 0
    return removed
