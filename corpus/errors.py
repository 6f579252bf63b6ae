"""The tree of errors that are told to a person: what was found, where, what to do next, in one line.

`str(error)` is that line; page, command and callers of the package show it as it is. What is our own fault is none of
these and breaks loudly.
"""

from __future__ import annotations


class FurtherError(Exception):
    """Something to tell the person. `status`: the exit status of the command."""

    status = 1


class Misuse(FurtherError):
    """What was asked for cannot be done as it was said: a question, a name, an option."""

    status = 2


class WorldFailure(FurtherError):
    """The world failed: a file, a folder, a port, a model that is damaged."""
