"""How a file is opened: the password that it asks for, the part that is wanted, whether scanned pages are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.errors import Misuse

_RANGE = re.compile(r"([1-9]\d{0,5})(?:\s*[-–]\s*([1-9]\d{0,5})?)?")

SCANNED = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Opening:
    """`first`, `last`: pages of the file, counted from 1 whatever is printed on them; `last` is None for its last.
    `scans`: the language (ISO 639-1) in which pages without text are read by OCR; "" where they are not.

    The password stands in no representation of the value, and so in no traceback.
    """

    password: str = field(default="", repr=False)
    first: int = 1
    last: int | None = None
    scans: str = ""

    @property
    def is_whole(self) -> bool:
        return self.first == 1 and self.last is None

    @property
    def pages(self) -> str:
        """The part as `opening` takes it: "10-40", "10-", "" for all."""
        return "" if self.is_whole else f"{self.first}-{self.last or ''}"


WHOLE = Opening()  # what needs no password, from its first page to its last


def opening(password: str | None, pages: str | None, scans: str | None = None) -> Opening:
    """`pages`: "10-40", "10-" or "10". Raises Misuse where it is none of these, or ends before it begins, and where
    scans are to be read in a language that is none of SCANNED."""
    if scans and scans not in SCANNED:
        raise Misuse(f"--ocr takes the language of the scan: one of {', '.join(SCANNED)}.")
    if not pages:
        return Opening(password or "", scans=scans or "")
    found = _RANGE.fullmatch(pages.strip())
    first = int(found[1]) if found else 0
    last = None if pages.strip()[-1:] in "-–" else int((found and (found[2] or found[1])) or 0)
    if not found or (last is not None and last < first):
        raise Misuse("--pages takes a range of the file's pages, such as 10-40, 10- or 10.")
    return Opening(password or "", first, last, scans or "")
