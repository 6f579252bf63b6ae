"""How often Python looks for objects that refer to each other and to nothing else."""

from __future__ import annotations

import gc

_OBJECTS = 50_000  # made between two looks, instead of 700: a document makes thousands, and nearly all stay


def look_seldom() -> None:
    """For this process, from now on."""
    gc.set_threshold(_OBJECTS)
