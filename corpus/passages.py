"""`Report` in, its passages out: the units that are found and quoted.

A passage is a whole sentence, list item, heading, contact entry or standing line, together with the headings above it;
it never crosses a block. A long sentence that enumerates is cut into its members and what leads into them. A paragraph
that is one quotation from its first mark to its last stays whole: somebody's exact words are not cut in the middle. An
entry of a contents list says where words stand and is none itself; figures without a word or without what stands over
them, as a table leaves them whose rows cannot be told, and a UN document's job number say nothing that could answer.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus import totals
from corpus.enumerations import Enumeration, enumeration
from corpus.note_calls import SIGNS
from corpus.report import Block, Kind, Quote, Report, Span
from corpus.sentences import sentences

RULES = 5  # raise when other passages come out of the same text: saved indexes are then rebuilt

_QUOTATION_MARKS = {"“": "”", "«": "»", "„": "“", "\u300c": "\u300d", '"': '"'}
_LONGEST_QUOTATION = 700
# "II. Mandate performance … 6": a row of dots, then the page.
_CONTENTS_ENTRY = re.compile(r"(?:…|(?<!\.)\.{4,}+) ?(?:\d{1,4}|[ivxlc]{1,7})$")

# One of a row's figures, "12 325.2 (2 820.9) – 1 [3]"; a telephone's number is none.
_FIGURE = re.compile(rf"[(+−–-]?(?:US)?\$?\d++(?:[,.]\d+)*+%?\)?[a-z*{SIGNS}]?|\[\d+\]|[–—-]|\.{{2,3}}|…|n/a")
_TELEPHONE = re.compile(r"\+\d|\b(?:t[eé]l|fax|phone|mobile|тел|факс)", re.IGNORECASE)

_THOUSANDS = re.compile(r"\D{0,3}\d{1,3} \d{3}\D{0,3}(?:\.\d+\D{0,2})?")
_JOB_NUMBER = re.compile(r"\d{2}-\d{5}\*? ?\([A-Z]\)(?: +\d{6})*")  # of a UN document: "26-04100 (E) 230426"


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotable unit. `headings`: the texts above it, outermost first; `block` is where it was cut from. `sentence`:
    the one that enumerates it among others, None for any other passage."""

    quote: Quote
    headings: tuple[str, ...]
    kind: Kind
    block: Block
    sentence: Span | None = None

    @property
    def span(self) -> Span:
        return self.quote.span

    @property
    def beside(self) -> tuple[str, ...]:
        """The document's words that a reader takes with these: over a table's row its title, unit and heads, before a
        lettered point what leads into it. None of them are in the quote; headings stand in `headings`."""
        row, lead_in = self.quote.row, self.quote.lead_in
        return (*(row.over if row else ()), *((lead_in.text,) if lead_in else ()))


def passages(report: Report) -> list[Passage]:
    """All passages, in the order of the text; cut once a report."""
    return list(report.once("passages", lambda: tuple(_cut(report))))


def _cut(report: Report) -> Iterator[Passage]:
    for block in report.blocks:
        yield from _of_block(report, block)


def _of_block(report: Report, block: Block) -> Iterator[Passage]:
    headings = report.words_of(block.headings)
    for span in _units(report.text, block):
        found = enumeration(report.text, span) if block.kind is Kind.PARAGRAPH else None
        if not found:
            yield Passage(report.quote(span), headings, block.kind, block)
            continue
        if found.lead_in:
            yield Passage(report.quote(found.lead_in), headings, block.kind, block)
        for member in found.members:
            yield Passage(_led(report, member, found), headings, block.kind, block, span)


def quote_of(report: Report, span: Span) -> Quote:
    """The words at `span`, and what leads into them, where they are of a list or of a sentence that enumerates."""
    block = report.block_at(span.start)
    if block and block.kind is Kind.PARAGRAPH:
        # A paragraph may be as long as its document, and be cited from a hundred times.
        cut = report.once(("sentences", block.span), lambda: sentences(report.text, block.span))
        sentence = cut[max(0, bisect_right(cut, span.start, key=lambda one: one.start) - 1)]
        if sentence.holds(span) and sentence != span:
            found = report.once(("enumeration", sentence), lambda: enumeration(report.text, sentence))
            return _led(report, span, found) if found else report.quote(span)
    return report.quote(span)


def _led(report: Report, span: Span, enumerated: Enumeration) -> Quote:
    """With what leads into the members, where the words are of these."""
    quote, lead_in = report.quote(span), enumerated.lead_in
    return replace(quote, lead_in=report.quote(lead_in)) if lead_in and lead_in.end <= span.start else quote


def _units(text: str, block: Block) -> list[Span]:
    if block.kind is Kind.LINE and _CONTENTS_ENTRY.search(text, block.span.start, block.span.end):
        return []
    if block.kind is Kind.LINE and not any(map(str.isalpha, text[block.span.start : block.span.end])):
        return []
    if block.kind is Kind.LINE and not block.row and _is_row(text[block.span.start : block.span.end]):
        return []
    if block.kind is Kind.LINE and _JOB_NUMBER.fullmatch(text, block.span.start, block.span.end):
        return []
    if block.kind is not Kind.PARAGRAPH or _is_one_quotation(text[block.span.start : block.span.end]):
        return [block.span]
    return sentences(text, block.span)


def _is_row(words: str) -> bool:
    """True for a row whose heads are not known, a bare total among them: nobody can tell what its figures say."""
    last = words.rsplit(" ", 2)[1:]
    figures = (len(last) > 1 and all(map(_FIGURE.fullmatch, last))) or _has_figures_side_by_side(words)
    return totals.is_bare(words) or (figures and not _TELEPHONE.search(words))


def _has_figures_side_by_side(words: str) -> bool:
    """True for "Boats 12 14 Two of them are new", a row whose last column holds words; "4 200" is one figure, and what
    a line begins with is what it is about."""
    return any(
        _FIGURE.fullmatch(first) and _FIGURE.fullmatch(second) and not _THOUSANDS.fullmatch(f"{first} {second}")
        for first, second in pairwise(words.split()[1:])
        if any(map(str.isdigit, first)) and any(map(str.isdigit, second))
    )


def _is_one_quotation(words: str) -> bool:
    closing = _QUOTATION_MARKS.get(words[0])
    if closing is None or len(words) > _LONGEST_QUOTATION:
        return False
    return words.rstrip(".").endswith(closing) and words.count(closing) == (2 if closing == words[0] else 1)
