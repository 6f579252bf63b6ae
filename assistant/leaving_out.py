"""A question in, what it leaves out: "… except MINUSCA", "other than those on prisons", "nothing to do with COVID-19".

The words that leave something out are cut away, so that what they name is not looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.knowledge import asked_with
from corpus.report import Span

# Where what is left out ends: at a stop, or where the question itself begins.
_ASKS = r"\b(?:which|what|where|who|when|how|did|do|does|list|show|give|please|pls|thanks|tell)\b"
_END = re.compile(rf"[,;:?!.()–]|\s-\s|{_ASKS}|$", re.IGNORECASE)
# "… take away police, military and the security sector": the list goes on.
_LIST_GOES_ON = re.compile(r"(?:,\s*[\w'’ -]{2,40})*,?\s+(?:and|or)\s+[^,;:?!.()]*", re.IGNORECASE)
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
        if cue.start() and cue[0][0].isupper() and text[cue.start() - 2 : cue.start() - 1].isalnum():
            continue  # "Reporters Without Borders"
        ends = _END if language == "en" else _END_OF_ANY
        found = ends.search(text, cue.end() + 1)
        end = found.start() if found else len(text)
        if language == "en" and text[end : end + 1] == "," and (more := _LIST_GOES_ON.match(text, end)):
            end = end if re.search(_ASKS, more[0], re.IGNORECASE) else more.end()
        if text[cue.end() : end].strip():
            out.append(LeavingOut(Span(cue.start(), end), text[cue.end() : end]))
    return tuple(out)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked out, so that offsets stay."""
    for span in spans:
        text = text[: span.start] + "," + " " * (len(span) - 1) + text[span.end :]
    return text
