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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest

from corpus.report import BY_MACHINE, Quote, Report, Span

_FORM = re.compile(r"([0-9a-f]{8})\.(\d{1,9})-(\d{1,9})\.([0-9a-f]{8})\.([0-9a-f]{4})\.([0-9a-f]{4})")
_IN_REFERENCE = re.compile(rf"\[further:({_FORM.pattern})\]\s*$")
_NEIGHBOURS = 32  # characters of context on each side, as the W3C selector's examples use
MOST_COMPARED = 400_000_000  # characters where an anchor's words have moved: a second
_LOOK = 600  # characters that could be compared in the time in which one place is gone to
_MOST_PLACES = 1000  # among which the neighbours choose
_MOST_DASHES = 20  # of a reference behind its words: in a title, in headings, in a table's row


def anchor(report: Report, span: Span) -> str:
    """The anchor of the words at `span`, e.g. `1f0c9a2b.120-183.9c1e44d0.77aa.03fe` (URL-safe, 30 to 50 characters)."""
    text = report.text
    return (
        f"{report.sha256[:8]}.{span.start}-{span.end}.{_digest(text[span.start : span.end], 8)}"
        f".{_digest(_before(text, span.start), 4)}.{_digest(_after(text, span.end), 4)}"
    )


def find_anchor(report: Report, written: str, most: int = MOST_COMPARED) -> Span | None:
    """Where the anchor's words stand in `report`, or None: not an anchor, or words that this text does not hold.

    In another edition places of the same length are tried, the nearest first, until as many characters were compared as
    `most` says: more than a long report's quotes need.
    """
    match = _FORM.fullmatch(written.strip())
    if not match:
        return None
    sought = _Sought.by(match)
    return sought.at_home(report) or sought.nearest(report.text, _places(report.text, sought, most))


def find_words(report: Report, words: str, written: str) -> Span | None:
    """The same for words that are known: they are looked for as they are, which takes a long report no time."""
    match = _FORM.fullmatch(written.strip())
    sought = _Sought.by(match) if match else None
    if not sought or sought.length != len(words) or not words or _digest(words, 8) != sought.words:
        return None
    return sought.at_home(report) or sought.nearest(report.text, _places_of(report.text, words))


@dataclass(frozen=True, slots=True)
class _Sought:
    """What an anchor says: of which text, where in it, and the digests of the words and of their neighbours."""

    text: str
    here: int
    length: int
    words: str
    before: str
    after: str

    @classmethod
    def by(cls, match: re.Match[str]) -> _Sought:
        text, start, end, words, before, after = match.groups()
        return cls(text, int(start), int(end) - int(start), words, before, after)

    def at_home(self, report: Report) -> Span | None:
        text, end = report.text, self.here + self.length
        if self.length <= 0 or end > len(text) or _digest(text[self.here : end], 8) != self.words:
            return None
        home = report.sha256.startswith(self.text) or _digest(_before(text, self.here), 4) == self.before
        return Span(self.here, end) if home else None

    def nearest(self, text: str, places: Iterable[int]) -> Span | None:
        def agreement(at: int) -> tuple[int, int]:
            same = (_digest(_before(text, at), 4) == self.before) + (
                _digest(_after(text, at + self.length), 4) == self.after
            )
            return same, -abs(at - self.here)

        at = max(islice(places, _MOST_PLACES), key=agreement, default=None)
        return None if at is None else Span(at, at + self.length)


def _places(text: str, sought: _Sought, most: int) -> Iterator[int]:
    """Where words with that digest begin, the nearest first."""
    last = len(text) - sought.length
    if sought.length <= 0 or last < 0:
        return
    here = min(sought.here, last)
    for at in chain.from_iterable(zip_longest(range(here, last + 1), range(here - 1, -1, -1))):
        if at is None or not _begins_word(text, at):
            continue
        most -= sought.length + _LOOK
        if most < 0:
            return
        if _digest(text[at : at + sought.length], 8) == sought.words:
            yield at


def _places_of(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        if _begins_word(text, at):
            yield at
        at = text.find(words, at + 1)


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


def find_reference(report: Report, written: str, most: int = MOST_COMPARED) -> Span | None:
    """Where the words of a reference (or of an anchor alone) stand in `report`; None where it does not hold them.

    Where the anchor fails, as in an edition that moved and changed the neighbours, the words themselves are looked for.
    """
    found = anchor_in(written)
    if found is None:
        return None
    if span := find_anchor(report, found, most):
        return span
    if "[further:" not in written:
        return None
    end = len(written)
    for _ in range(_MOST_DASHES):
        end = written.rfind(" – ", 0, end)
        if end < 0:
            return None
        words = written[:end].strip()
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
