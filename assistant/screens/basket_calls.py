"""What the page's script may call for the basket: pinned quotes in, proved and drawn out; and files to take along.

The browser keeps the basket; the server believes none of its words: each quote is cut anew (`briefing.basket`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.briefing.basket import Pin, Pinned, basket_pack, basket_references, cited_in, proved
from assistant.citation import cite
from assistant.knowledge import LANGUAGES
from assistant.screens.basket_view import basket_quote
from assistant.screens.calls import BasketCall, PlaceCall
from assistant.screens.chips import Chips
from assistant.screens.deadline import in_thread
from assistant.screens.reader_calls import Reply, ServerCall, Service, callable_whole
from corpus.passages import passages
from corpus.report import Report, Span

FILES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}
_FORMS = {"bib": "bibtex", "ris": "ris"}


class Baskets:
    """Answers the script, over the documents of the desk that calls."""

    def __init__(self, service: Service) -> None:
        self._desk, self._facts = service.desk, service.facts

    def calls(self) -> list[ServerCall]:
        """What the script may call, by name."""
        return [callable_whole(self.basket, BasketCall), callable_whole(self.pinnable, PlaceCall)]

    async def basket(self, sent: BasketCall) -> Reply:
        """For each quote, in order: its HTML, None where no document on the desk holds these very words."""
        reports, _ = self._desk(sent)
        return await in_thread(self._drawn, sent, reports) if reports else {"gone": True}

    async def pinnable(self, sent: PlaceCall) -> Reply:
        """What can be pinned of a place in the report: of each block in it the words, cut at whole words; with `whole`
        the passage around it. Each as its anchor and its words."""
        reports, _ = self._desk(sent)
        if sent.report >= len(reports):
            return {"quotes": []}
        report = reports[sent.report]
        if not sent.start < sent.end <= len(report.text):
            return {"quotes": []}
        return {"quotes": await in_thread(_pinnable, report, Span(sent.start, sent.end), sent.whole)}

    def saved(self, sent: BasketCall, kind: str) -> bytes | None:
        """The basket as a file of `kind`, one of FILES; None where none of its quotes can be proved here."""
        from assistant.briefing.files import pack_file

        reports, _ = self._desk(sent)
        basket = _pinned(sent)
        citations = cited_in(basket, reports)
        if not citations:
            return None
        language = sent.language if sent.language in LANGUAGES else "en"
        pack = basket_pack(basket, reports, self._facts(sent), language, sent.title)
        if kind in _FORMS:
            return basket_references(citations, pack, _FORMS[kind]).encode("utf-8", "replace")
        return pack_file(pack, kind)

    def _drawn(self, sent: BasketCall, reports: tuple[Report, ...]) -> Reply:
        from assistant.citing.citation_styles import short, warned

        facts = self._facts(sent)
        chips = Chips(reports, facts)
        found, number = list[str | None](), 0
        for one in _pinned(sent):
            if one.kind is not Pin.QUOTE:
                continue
            citation = proved(one, reports)
            if not citation:
                found.append(None)
                continue
            number += 1
            note = warned(f"{short(citation, facts[citation.document])}.", citation)
            found.append(basket_quote(replace(citation, number=number), chips, note))
        return {"quotes": found}


def _pinned(sent: BasketCall) -> list[Pinned]:
    return [Pinned(Pin(one.kind), one.text, one.anchor) for one in sent.items]


def _pinnable(report: Report, chosen: Span, whole: bool) -> list[Reply]:
    spans = _around(report, chosen.start) if whole else _whole_words(report, chosen)
    found = [cite(report, span) for span in spans]
    return [{"anchor": one.anchor, "text": one.quote.text} for one in found]


def _around(report: Report, at: int) -> list[Span]:
    """The passage in which the place lies; nothing where none does."""
    return [passage.span for passage in passages(report) if passage.span.start <= at < passage.span.end][:1]


def _whole_words(report: Report, chosen: Span) -> Iterator[Span]:
    """What was chosen of each block: a paragraph's number is no word of it, and no quote goes over two blocks."""
    text = report.text
    for block in report.blocks:
        start, end = max(block.span.start, chosen.start), min(block.span.end, chosen.end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        while start > block.span.start and text[start].isalnum() and text[start - 1].isalnum():
            start -= 1
        while end < block.span.end and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        yield Span(start, end)
