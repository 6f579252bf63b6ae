"""A paragraph in, the spans of its sentences out.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or an ellipsis that goes on.
Written for running text in the six UN languages; headings, list items and contact entries never come here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.note_calls import SIGNS
from corpus.report import Span

# A stop, then whatever closes with it (quotation marks, French ones after a space, brackets, a footnote number), then
# a space.
_END = re.compile(
    r"""(?P<stop>(?<![.!?…])[.!?…]++|(?<![。！？])[。！？]++|[؟۔])"""
    rf"""(?P<closing>(?:[”’"'»)\]\u300d\u300f]|\s»)*(?:(?P<figure>\d{{1,3}})(?=\s)|[{SIGNS}]++(?:,[{SIGNS}]++)*)?)(?P<gap>\s+|$)"""
    rf"""|(?P<wide>[。！？]++[”’"'»)\]\u300d\u300f]*[{SIGNS}]*)"""
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof hon gen lt col maj capt sgt brig amb rev fr sr jr st messrs mme mlle m "
    "e.g i.e cf viz vs etc al ibid op cit ca approx a.i p.m a.m ed eds doc docs res inc ltd co corp dept div "
    "гг г им т.е т.д т.п стр ст п др".split()
)
# After these a new sentence may well begin: the abbreviation also ends one ("…, etc. The mission …").
_MAY_END = frozenset("etc al a.i p.m a.m inc ltd co corp г гг т.д т.п др".split())
# These stand before a number; before anything else they are words of their own ("The answer is no. Then …").
_BEFORE_NUMBER = frozenset(
    "no nos art arts para paras sect sects ch chap vol fig figs p pp "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_NUMBER = re.compile(r"\d|[IVXLC]{2,}\b|[VXL]\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
# Before a name they do not end a sentence ("the U.N. Secretariat"), before one of these words they do.
_NATIONS = frozenset({"u.n", "u.s", "u.k"})
_OPENING_WORD = re.compile(r"(?:The|A|An|It|Its|In|On|At|This|That|These|Those|He|She|They|We|But|However|As|For)\b")
_LONGEST_WORD = 80  # characters looked at before a stop: no abbreviation is as long
_AHEAD = 20  # characters looked at beyond a stop: opening marks and one word
_OPENERS = "“‘\"'«([\u300c\u300e¿¡"


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of `text[span]`, in order; white space between them belongs to none."""
    start, found = span.start, []
    for end in _ends(text, span):
        found.append(Span(start, end))
        start = end
        while start < span.end and text[start].isspace():
            start += 1
    if start < span.end:
        found.append(Span(start, span.end))
    return found


def _ends(text: str, span: Span) -> Iterator[int]:
    start = span.start
    for match in _END.finditer(text, span.start, span.end):
        if match["wide"]:
            if match.end() < span.end:
                yield match.end()
                start = match.end()
            continue
        after = match.end()
        if after >= span.end:
            return
        if _goes_on(text, start, match, after):
            continue
        end = match.end("closing")
        yield end
        start = after


def _goes_on(text: str, start: int, match: re.Match[str], after: int) -> bool:
    """Whether the sentence runs on past this stop."""
    ahead = text[after : after + _AHEAD].lstrip(_OPENERS)
    following = ahead[:1]
    if following.islower():
        return True
    if not match["stop"].endswith((".", "…")) or match["stop"] == "…":
        return False
    if len(match["stop"]) > 1:
        return False
    began = _word_before(text, start, match.start())
    before = text[began : match.start()]
    bare = before.lower().strip(".")
    if match["figure"] and before[-1:].isdigit() and not _YEAR.search(before):
        return True  # "2.1.6 Number of …", "by 2.5 Mr. …": a figure, and no note behind one
    if match["closing"]:
        return False
    if bare in _BEFORE_NUMBER:
        return bool(_NUMBER.match(ahead))
    if bare in _NATIONS:
        return not _OPENING_WORD.match(ahead)
    if bare in _ABBREVIATIONS:
        return bare not in _MAY_END or not following.isupper()
    if len(bare) == 1 and before.isupper() and before.isalpha():
        return True  # an initial: "Ralph H. Mamiya"
    # A paragraph's or a list's number at the very beginning: "12. The Secretary-General …".
    return began == start and bare.isdigit()


def _word_before(text: str, start: int, stop: int) -> int:
    """Where the word that ends at `stop` begins, full stops within it included; `stop` itself where there is none."""
    at = stop
    earliest = max(start, stop - _LONGEST_WORD)
    while at > earliest and (text[at - 1].isalnum() or text[at - 1] in "._"):
        at -= 1
    return at
