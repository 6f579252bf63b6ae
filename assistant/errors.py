"""The errors that the package raises for a person: `FurtherError`, and the two kinds it has."""

from __future__ import annotations

from corpus.errors import FurtherError, Misuse, WorldFailure

__all__ = ["FurtherError", "Misuse", "WorldFailure"]
