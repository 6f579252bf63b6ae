"""A PDF's page asked for in, its picture out: drawn in a process of its own, and kept while its document is open.

One page at a time for all who ask, since drawing takes a core. Whose documents these are is `page_calls.py`'s to know.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from assistant.screens.scratch import scratch
from corpus.apart import read_apart
from corpus.opening import WHOLE, Opening
from corpus.pdf_pictures import DrawnPage, draw_page

_SECONDS = 15  # a page with a map takes two; only files made to do harm take longer
_ROOM = 8  # drawn pages of one document: some 12 MB with the places of their letters


def _by_somebody() -> None:
    """Whoever serves a file wants its pages for as long as it is served."""


@dataclass
class Original:
    """A PDF as it came. Either `path`, where it lies, or `content`, its bytes: on the disk only while a page is drawn.

    `wanted` raises where nobody waits for its pages any more. `drawn`: those asked for last, by number.
    """

    opening: Opening = WHOLE
    path: Path | None = None
    content: bytes = field(default=b"", repr=False)
    wanted: Callable[[], None] = _by_somebody
    drawn: dict[int, DrawnPage] = field(default_factory=dict, repr=False)


class PagePictures:
    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()

    async def page(self, original: Original, number: int) -> DrawnPage:
        """Page `number` of the file, from 1. Raises UnreadableReport, and what `original.wanted` does."""
        async with self._one_at_a_time:
            found = original.drawn.pop(number, None)
            if found is None:
                found = await asyncio.to_thread(_drawn, original, number)
            original.drawn[number] = found  # the last that was asked for is the last to go
            for oldest in list(original.drawn)[:-_ROOM]:
                del original.drawn[oldest]
            return found


def _drawn(original: Original, number: int) -> DrawnPage:
    draw = partial(draw_page, number=number, password=original.opening.password)
    if original.path:
        return read_apart(draw, original.path, lambda *_: None, original.wanted, _SECONDS)
    with scratch() as folder:
        path = folder / "document.pdf"
        path.write_bytes(original.content)
        return read_apart(draw, path, lambda *_: None, original.wanted, _SECONDS)
