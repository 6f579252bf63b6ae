"""A sentence that enumerates in, what leads into its members and the members out.

"The increase is due to: (a) …; (b) …; and (c) …" is a list that is printed as a sentence. A reader cannot take in a
long one at a glance, and whoever asks for one member wants that one: it is cut into its members, by letters or figures
in brackets that follow each other, else by semicolons outside brackets and quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.report import Span

_LONG = 280  # characters from which a sentence is cut
_FEWEST, _FEWEST_LED = 3, 2  # members that make an enumeration, and that do behind a colon
_SHORTEST = 12  # characters of a member: less is no statement
_MARK = re.compile(r"(?<![\w.)\]])\((?:(?P<letter>[a-z])|(?P<figure>\d{1,2}))\)\s")
_MARKED = ("letter", "figure")
_STOPS = ";；؛"
_OPENING = dict(zip("([“«", ")]”»", strict=True))
_JOINING = "and|or|et|ou|y|o|и|или|و|أو"
_BEFORE = re.compile(rf"\s*+(?:(?:{_JOINING})\s++)?")  # a member, behind a stop
_BEHIND = re.compile(rf"(?<!\s)\s++(?:{_JOINING})$")  # a member, before the next mark
_LEADS_IN = re.compile(r"[:：]\s")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """`lead_in`: what stands before the first member, None where nothing does."""

    lead_in: Span | None
    members: tuple[Span, ...]


def enumeration(text: str, sentence: Span) -> Enumeration | None:
    """None where the sentence is short, or enumerates nothing."""
    if len(sentence) < _LONG:
        return None
    found = _marked(text, sentence) or _stopped(text, sentence)
    return found if found and all(len(one) >= _SHORTEST for one in found.members) else None


def _marked(text: str, sentence: Span) -> Enumeration | None:
    """By "(a)", "(b)", "(c)", or "(1)", "(2)", "(3)"."""
    marks = list(_MARK.finditer(text, sentence.start, sentence.end))
    for kind in _MARKED:
        starts: list[int] = []
        for mark in marks:
            following = chr(ord("a") + len(starts)) if kind == "letter" else str(len(starts) + 1)
            if mark[kind] == following:
                starts.append(mark.start())
        led = bool(starts) and text[sentence.start : starts[0]].rstrip().endswith((":", "："))
        if len(starts) >= (_FEWEST_LED if led else _FEWEST):
            ends = [*starts[1:], sentence.end]
            members = [_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True)]
            return Enumeration(_before(text, sentence.start, starts[0]), tuple(members))
    return None


def _stopped(text: str, sentence: Span) -> Enumeration | None:
    """By semicolons; what stands before a colon in the first part leads into them."""
    closing: list[str] = []
    starts, ends = [sentence.start], []
    for place in range(sentence.start, sentence.end):
        sign = text[place]
        if closing and sign == closing[-1]:
            closing.pop()
        elif sign in _OPENING:
            closing.append(_OPENING[sign])
        elif sign in _STOPS and not closing:
            ends.append(place)
            starts.append(_behind(text, place + 1, sentence.end))
    if len(starts) < _FEWEST or starts[-1] >= sentence.end:
        return None
    leading = None
    for colon in _LEADS_IN.finditer(text, sentence.start, ends[0]):
        leading = colon
    lead_in = _before(text, sentence.start, leading.start() + 1) if leading else None
    if leading:
        starts[0] = _behind(text, leading.end(), ends[0])
    members = list(zip(starts, [*ends, sentence.end], strict=True))
    if any(start >= end for start, end in members):
        return None  # two stops with nothing between them
    return Enumeration(lead_in, tuple(Span(*member) for member in members))


def _before(text: str, start: int, end: int) -> Span | None:
    """What leads in, without the blanks at its end."""
    length = len(text[start:end].rstrip())
    return Span(start, start + length) if length else None


def _trimmed(text: str, start: int, end: int) -> Span:
    """A member without the stop behind it and the word that joins the next."""
    words = _BEHIND.sub("", text[start:end].rstrip())
    return Span(start, start + len(words.rstrip(f"{_STOPS}, ")))


def _behind(text: str, start: int, end: int) -> int:
    """Where a member begins: behind blanks and the word that joins it to the one before."""
    found = _BEFORE.match(text, start, end)
    return found.end() if found else start
