"""How a file is opened: the password that it asks for, and the part of it that is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.errors import Misuse

_RANGE = re.compile(r"([1-9]\d{0,5})(?:\s*[-–]\s*([1-9]\d{0,5})?)?")


@dataclass(frozen=True, slots=True)
class Opening:
    """`first`, `last`: pages of the file, counted from 1 whatever is printed on them; `last` is None for its last.

    The password stands in no representation of the value, and so in no traceback.
    """

    password: str = field(default="", repr=False)
    first: int = 1
    last: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.first == 1 and self.last is None


WHOLE = Opening()  # what needs no password, from its first page to its last


def opening(password: str | None, pages: str | None) -> Opening:
    """`pages`: "10-40", "10-" or "10". Raises Misuse where it is none of these, or ends before it begins."""
    if not pages:
        return Opening(password or "")
    found = _RANGE.fullmatch(pages.strip())
    first = int(found[1]) if found else 0
    last = None if pages.strip()[-1:] in "-–" else int((found and (found[2] or found[1])) or 0)
    if not found or (last is not None and last < first):
        raise Misuse("--pages takes a range of the file's pages, such as 10-40, 10- or 10.")
    return Opening(password or "", first, last)
