"""Words in, every place where the report says exactly them out; what differs in shape alone is named.

Forgiven are the differences that `folding` folds away, and words left out where the quotation says so: `[…]` within
one section with at least three words on each side. Everything else is another wording, and not found here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.checking.folding import ALL, DASHES, MARKS, Kind, fold, plain
from corpus import report as reports
from corpus.report import Report, Span

LEFT_OUT = "words left out at […]"
CLOSING = "closing punctuation"

_DOTS = r"(?:…|\.\s?\.\s?\.)"
# Drafts write it with and without brackets.
_ELLIPSIS = re.compile(rf"\s*(?:\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})\s*")
_ELLIPSIS_AT_AN_END = re.compile(rf"^{_ELLIPSIS.pattern}|{_ELLIPSIS.pattern}$")
_EDGES = re.compile(rf"^[\s{MARKS}]+|[\s{MARKS}]+$")
_LINE_END_IN_A_WORD = re.compile(rf"(?<=\w)[{DASHES}][ \t]*\n\s*(?=\w)")
# American typesetting puts the sentence's own comma or full stop before the closing mark.
_CLOSING = re.compile(r"(?<=\w)[.,;]$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FEWEST_WORDS = 3  # on each side of words left out


@dataclass(frozen=True, slots=True)
class Exact:
    """A place, and the names of what differs there in shape."""

    span: Span
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read a quotation, and what had to be set aside to read it so."""

    words: str
    aside: tuple[str, ...] = ()


class Verbatim:
    """A report ready to be searched for exact words; a second for two million characters."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._folded = fold(report.text)
        self._starts = [block.span.start for block in report.blocks]

    def places(self, words: str) -> tuple[Exact, ...]:
        """Every place, in the order of the text; none where the report does not say exactly this."""
        readings = _readings(words)
        for reading in readings:
            wanted = plain(reading.words)
            if spans := [self._span(*place) for place in self._found(wanted)]:
                return tuple(Exact(span, self._differences(reading, span)) for span in spans)
        for reading in readings:
            if found := tuple(self._with_words_left_out(reading)):
                return found
        return ()

    def _found(self, wanted: str, begin: int = 0) -> Iterator[tuple[int, int]]:
        """(start, end) in the folded text, from `begin` on; no place begins or ends within a word or a figure."""
        text = self._folded.text
        at = text.find(wanted, begin) if any(map(str.isalnum, wanted)) else -1
        while at >= 0:
            end = at + len(wanted)
            if not _within_word(text, at) and not _within_word(text, end):
                yield at, end
            at = text.find(wanted, at + 1)

    def _span(self, start: int, end: int) -> Span:
        return Span(self._folded.starts[start], self._folded.ends[end - 1])

    def _differences(self, reading: _Reading, span: Span) -> tuple[str, ...]:
        words, printed = reading.words, self.report.text[span.start : span.end]
        if words == printed:
            return reading.aside
        shapes = [kind.value for kind in Kind if fold(words, ALL - {kind}).text != fold(printed, ALL - {kind}).text]
        return (*shapes, *reading.aside)

    def _with_words_left_out(self, reading: _Reading) -> Iterator[Exact]:
        pieces = [piece for piece in _ELLIPSIS.split(reading.words) if piece]
        if len(pieces) < 2 or any(len(_WORD.findall(piece)) < _FEWEST_WORDS for piece in pieces):
            return
        wanted = [plain(piece) for piece in pieces]
        for first in self._found(wanted[0]):
            found = [first]
            for piece in wanted[1:]:
                following = next(self._found(piece, found[-1][1]), None)
                if following is None:
                    return
                found.append(following)
            spans = [self._span(*place) for place in found]
            if all(self._in_one_section(before, after) for before, after in pairwise(spans)):
                named = [
                    difference
                    for piece, span in zip(pieces, spans, strict=True)
                    for difference in self._differences(_Reading(piece), span)
                ]
                whole = Span(spans[0].start, spans[-1].end)
                yield Exact(whole, tuple(dict.fromkeys((*named, *reading.aside, LEFT_OUT))))

    def _in_one_section(self, before: Span, after: Span) -> bool:
        first, last = self._block_at(before.end - 1), self._block_at(after.start)
        return not any(block.kind is reports.Kind.HEADING for block in self.report.blocks[first + 1 : last + 1])

    def _block_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def bare(words: str) -> str:
    """The words without the quotation marks and the white space around them."""
    return _EDGES.sub("", words)


def _readings(words: str) -> list[_Reading]:
    """The ways to read a quotation, the most literal first."""
    as_given = [words.strip()]
    if _LINE_END_IN_A_WORD.search(words):
        as_given.append(_LINE_END_IN_A_WORD.sub("", words.strip()))
    readings: list[_Reading] = []
    for given in as_given:
        unmarked = bare(given)
        inner = bare(_ELLIPSIS_AT_AN_END.sub("", unmarked))
        dots = (LEFT_OUT,) if inner != unmarked and _ELLIPSIS_AT_AN_END.search(unmarked) else ()
        readings += [_Reading(given), _Reading(unmarked), _Reading(inner, dots)]
        if _CLOSING.search(inner):
            readings.append(_Reading(_CLOSING.sub("", inner), (*dots, CLOSING)))
    return [reading for reading in dict.fromkeys(readings) if reading.words]


def _within_word(text: str, at: int) -> bool:
    """Whether a cut at `at` goes through a word or a figure ("31" of "131", "12" of "12,000")."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return not (_is_ideograph(before) or _is_ideograph(after))
    if before in ".,":
        return after.isdigit() and text[at - 2 : at - 1].isdigit()
    return after in ".," and before.isdigit() and text[at + 1 : at + 2].isdigit()


def _is_ideograph(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"
