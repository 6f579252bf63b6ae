"""A short string that finds a quote again: after the index was rebuilt, under another model, in another edition.

An anchor holds the text's digest, the offsets, and digests of the words and of those before and after them. In the
same text the offsets decide; in another, the words are looked for, and the neighbours choose among several places.
It holds no words, so it can stand in a link; a reference is a line for a person, with the words, the place and the
anchor, which any other Further opens. Method: the text-position and text-quote selectors of the W3C Web
Annotation Data Model, with digests in place of the words.
"""

from __future__ import annotations

import hashlib
import re

from corpus.report import BY_MACHINE, Quote, Report, Span

_FORM = re.compile(r"([0-9a-f]{8})\.(\d{1,9})-(\d{1,9})\.([0-9a-f]{8})\.([0-9a-f]{4})\.([0-9a-f]{4})")
_IN_REFERENCE = re.compile(rf"\[further:({_FORM.pattern})\]\s*$")
_NEIGHBOURS = 32  # characters of context on each side, as the W3C selector's examples use


def anchor(report: Report, span: Span) -> str:
    """The anchor of the words at `span`, e.g. `1f0c9a2b.120-183.9c1e44d0.77aa.03fe` (URL-safe, 30 to 50 characters)."""
    text = report.text
    return (
        f"{report.sha256[:8]}.{span.start}-{span.end}.{_digest(text[span.start : span.end], 8)}"
        f".{_digest(_before(text, span.start), 4)}.{_digest(_after(text, span.end), 4)}"
    )


def find_anchor(report: Report, written: str) -> Span | None:
    """Where the anchor's words stand in `report`, or None: not an anchor, or words that this text does not hold.

    In another edition every place of the same length is tried, so a long report takes some tenths of a second.
    """
    match = _FORM.fullmatch(written.strip())
    if not match:
        return None
    _, start, end, words, before, after = match.groups()
    here, length, text = int(start), int(end) - int(start), report.text
    if length <= 0:
        return None
    if here + length <= len(text) and _digest(text[here : here + length], 8) == words:
        at_home = Span(here, here + length)
        if _digest(_before(text, at_home.start), 4) == before or report.sha256.startswith(match[1]):
            return at_home
    places = [
        Span(at, at + length)
        for at in range(len(text) - length + 1)
        if _begins_word(text, at) and _digest(text[at : at + length], 8) == words
    ]
    if not places:
        return None

    def agreement(span: Span) -> tuple[int, int]:
        same = (_digest(_before(text, span.start), 4) == before) + (_digest(_after(text, span.end), 4) == after)
        return same, -abs(span.start - here)

    return max(places, key=agreement)


def reference(report: Report, span: Span) -> str:
    """The words, where they stand, and the anchor, e.g. `“…” – Title › Heading, page 3 [further:1f0c…]`."""
    quote = report.quote(span)
    path = [heading.strip().rstrip(":") for heading in report.headings_at(span.start)]
    place = " › ".join([report.title, *(heading for heading in path if heading != report.title)])
    page = f", page{'' if quote.last_page is None else 's'} {quote.pages}" if quote.page is not None else ""
    page += f", {quote.numbered}" if quote.numbered else ""
    page += f", {BY_MACHINE}" if quote.by_machine else ""
    page += f", {row_said(quote)}" if quote.row else ""
    return f"{quoted(quote.text)} – {place}{page} [further:{anchor(report, span)}]"


def row_said(quote: Quote) -> str:
    """What stands over a table's row that is cited, where its words are figures alone; "" of what is no such row."""
    return f"row: {quote.row.in_its_table}" if quote.row else ""


def quoted(words: str) -> str:
    """The words in quotation marks; those that the report prints around them already are enough."""
    return words if words[:1] in "“«" and words[-1:] in "”»" else f"“{words}”"


def anchor_in(written: str) -> str | None:
    """The anchor that a line is or ends with: a reference, or an anchor alone. None where it is something else."""
    match = _IN_REFERENCE.search(written) or re.fullmatch(rf"\s*({_FORM.pattern})\s*", written)
    return match[1] if match else None


def find_reference(report: Report, written: str) -> Span | None:
    """Where the words of a reference (or of an anchor alone) stand in `report`; None where it does not hold them.

    Where the anchor fails, as in an edition that moved and changed the neighbours, the words themselves are looked for.
    """
    found = anchor_in(written)
    if found is None:
        return None
    if span := find_anchor(report, found):
        return span
    if "[further:" not in written:
        return None
    parts = written.split(" – ")  # a title or a table's row may hold a dash, too
    for behind in range(1, len(parts)):
        words = " – ".join(parts[:-behind]).strip()
        for wanted in (words, words[1:-1]):
            if len(wanted) > 1 and (at := report.text.find(wanted)) >= 0:
                return Span(at, at + len(wanted))
    return None


def _digest(words: str, digits: int) -> str:
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()[:digits]


def _before(text: str, start: int) -> str:
    return text[max(0, start - _NEIGHBOURS) : start]


def _after(text: str, end: int) -> str:
    return text[end : end + _NEIGHBOURS]


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at].isalnum() or not text[at - 1].isalnum()
