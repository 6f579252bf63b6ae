"""What the page's script may ask of a document's pages as they look: a place in, the picture and the marks on it out.

A document of one's own is found by its key alone, as for every other call: without the key there is no picture of it.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.screens.calls import PageCall
from assistant.screens.own_documents import Cancelled
from assistant.screens.page_pictures import Original, PagePictures
from assistant.screens.reader_calls import Reply, ServerCall, Service, callable_whole
from assistant.screens.reading_pane import page_words
from corpus.opening import WHOLE, Opening
from corpus.page_marks import Box, marks, on_page, pages_of
from corpus.pdf_pictures import DrawnPage
from corpus.report import Report, Span
from corpus.unreadable import UnreadableReport

_MISSING: Reply = {"failure": {"say": "picture_missing", "parts": {}}}


class Leaves:
    """Answers the script, over the documents of the desk that calls."""

    def __init__(
        self,
        service: Service,
        served: Sequence[Report],
        opening: Opening = WHOLE,
        files: Mapping[str, Path] | None = None,
    ) -> None:
        """`served`: read from the paths that are their names, or from `files`, by their names; `opening`: how these
        files were opened."""
        lie = files or {}
        self._desk, self._own_holding = service.desk, service.own_holding
        self._served = {
            report.name: Original(opening, lie.get(report.name, Path(report.name))) for report in served if report.pages
        }
        self._pictures = PagePictures()

    def calls(self) -> list[ServerCall]:
        """What the script may call, by name."""
        return [callable_whole(self.page_picture, PageCall)]

    async def page_picture(self, sent: PageCall) -> Reply:
        """The page, drawn; what it is called, the first and last page that may be asked for, boxes around the words.

        `told`: a key of the wording where the words are of this page and could not be marked, else None.
        """
        reports, _ = self._desk(sent)
        if not reports:
            return {"gone": True}
        report = reports[sent.report] if sent.report < len(reports) else None
        original = self._original(sent, report) if report else None
        if not report or not original:
            return _MISSING
        span = Span(sent.start, sent.end) if sent.start < sent.end <= len(report.text) else None
        pages = pages_of(report, span) if span else ()
        number = sent.page or (pages[0] if pages else report.pages[0].number)
        first, last = original.opening.first, original.opening.last
        named = _named(report, number) | {"first": first, "last": last or report.pages[-1].number}
        if not first <= number <= (last or number):
            return named | _MISSING
        try:
            page = await self._pictures.page(original, number)
        except UnreadableReport:
            return named | _MISSING
        except Cancelled:
            return {"gone": True}
        boxes = await asyncio.to_thread(_boxes, report, span, number, page) if span else []
        return named | {
            "last": min(last or page.count, page.count),
            "image": f"data:image/jpeg;base64,{b64encode(page.image).decode()}",
            "width": page.width,
            "height": page.height,
            "boxes": boxes,
            "told": "picture_unmarked" if number in pages and not boxes else None,
        }

    def _original(self, sent: PageCall, report: Report) -> Original | None:
        own = self._own_holding(sent, report)
        return own.original if own else self._served.get(report.name)


def _named(report: Report, number: int) -> Reply:
    label = next((page.label for page in report.pages if page.number == number), None)
    key, parts = page_words(number, label)
    return {"page": number, "label": label or str(number), "title": report.title, "say": key, "parts": parts}


def _boxes(report: Report, span: Span, number: int, page: DrawnPage) -> list[list[float]]:
    """Left, top, width and height of each, in hundredths of the picture's."""
    sought = on_page(report, span, number)
    return [_measured(box) for box in marks(page.letters, sought)] if sought else []


def _measured(box: Box) -> list[float]:
    return [round(100 * share, 3) for share in (box.left, box.top, box.right - box.left, box.height)]
