"""Tells a person at a terminal how far the work is, line by line; what the work is, its callers say."""

from __future__ import annotations

import re
from typing import TextIO


class Progress:
    """Called with each line. A file gets each line that differs from the last in more than its figures.

    On a terminal each line takes the place of the last, and "" leaves none; where lines stay (`stays`), only one that
    differs from the last in its figures alone takes its place.
    """

    def __init__(self, stream: TextIO, *, stays: bool = False) -> None:
        self._stream, self._stays = stream, stays
        self._kind = ""  # the last line, its figures left out

    def __call__(self, line: str) -> None:
        kind = re.sub(r"\d+", "#", line)
        if not self._stream.isatty():
            written = f"{line}\n" if line and kind != self._kind else ""
        elif self._stays:
            over = "\033[1A\r\033[K" if kind == self._kind else ""  # one line up, and over it
            written = f"{over}{line}\n"
        else:
            written = f"\r\033[K{line}"
        self._kind = kind
        self._stream.write(written)
        self._stream.flush()
