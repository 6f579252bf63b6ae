"""A question in, what it leaves out: "… except MINUSCA", "other than those on prisons", "nothing to do with COVID-19".

The words that leave something out are cut away, so that what they name is not looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.query.phrasebook import asked_with
from corpus.report import Span

# Where what is left out ends: at a stop, or where the question itself begins.
_ASKS = r"\b(?:which|what|where|who|when|how|did|do|does|list|show|give|please|pls|thanks|tell)\b"
_END = re.compile(rf"[,;:?!.()–]|\s-\s|{_ASKS}|$", re.IGNORECASE)
# "… take away police, military and the security sector": the list goes on.
_LIST_GOES_ON = re.compile(r"(?:,\s*[\w'’ -]{2,40})*,?\s+(?:and|or)\s+[^,;:?!.()]*", re.IGNORECASE)
# "… except what concerns elections".
_RELATIVE = re.compile(
    r"\s+(?:what(?:ever)?|(?:those|the ones?|anything|everything)\s+(?:that|which))\s+"
    r"(?:concerns?|is|are|was|were|deals?|relates?|has|have)\b",
    re.IGNORECASE,
)
# "Missions outside Africa with a head listed": a place ends where something is said of what is elsewhere.
_OF_THE_REST = re.compile(r"\s(?:with|that|which|who|where|having)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\bleav(?:e|ing)\s+(?P<what>(?:[\w'’-]+\s+){1,5}?)aside\b", re.IGNORECASE)
_END_OF_ANY = re.compile(r"[,;:?!.()–،؛؟，。？！]|$")
_CHINESE = re.compile(r"除了?(?P<what>[^，。？！]{1,20}?)(?:以外|之外|外)")


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Words of a question that leave something out. `span`: with the words that say so; `what`: what is named."""

    span: Span
    what: str


def left_out(text: str, language: str) -> tuple[LeavingOut, ...]:
    """All of them, in the order of the text."""
    if language == "zh" and (match := _CHINESE.search(text)):
        return (LeavingOut(Span(match.start(), match.end()), match["what"]),)
    out: list[LeavingOut] = []
    if language == "en":
        out = [LeavingOut(Span(match.start(), match.end()), match["what"]) for match in _ASIDE.finditer(text)]
    for cue in asked_with("except", language).finditer(text):
        if any(cue.start() < other.span.end and other.span.start < cue.end() for other in out):
            continue
        if cue.start() and cue[0].istitle() and text[cue.start() - 2 : cue.start() - 1].isalnum():
            continue  # "Reporters Without Borders"
        ends = _END if language == "en" else _END_OF_ANY
        relative = _RELATIVE.match(text, cue.end()) if language == "en" else None
        found = ends.search(text, relative.end() if relative else cue.end() + 1)
        end = found.start() if found else len(text)
        if language == "en" and text[end : end + 1] == "," and (more := _LIST_GOES_ON.match(text, end)):
            end = end if re.search(_ASKS, more[0], re.IGNORECASE) else more.end()
        if text[cue.end() : end].strip():
            out.append(LeavingOut(Span(cue.start(), end), text[cue.end() : end]))
    return tuple(out)


def up_to_what_is_elsewhere(found: LeavingOut, end: int) -> LeavingOut:
    """Of "outside Africa with a head listed", the place alone; `end`: where the place ends in what is named."""
    rest = _OF_THE_REST.search(found.what, end)
    if not rest:
        return found
    what = found.what[: rest.start()]
    return LeavingOut(Span(found.span.start, found.span.end - len(found.what) + len(what)), what)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked out, so that offsets stay."""
    for span in spans:
        text = text[: span.start] + "," + " " * (len(span) - 1) + text[span.end :]
    return text
