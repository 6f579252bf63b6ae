"""A question in, what it leaves out: "… except MINUSCA", "other than those on prisons", "nothing to do with COVID-19".

The words that leave something out are cut away, so that what they name is not looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.query.phrasebook import asked_with
from corpus.report import Span

# Where what is left out ends: at a stop, or where the question itself begins ("except.end").
_STOP = re.compile(r"[,;:?!.()–،؛؟，。？！]|\s-\s|$")
# "… take away police, military and the security sector": the list goes on.
_LIST_GOES_ON = re.compile(r"(?:,\s*[\w'’-][\w'’ -]{0,39})*,?\s+(?:and|or)\s+[^,;:?!.()]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Words of a question that leave something out. `span`: with the words that say so; `what`: what is named,
    with the words around it where they stand on both sides."""

    span: Span
    what: str


def left_out(text: str, language: str, *, of_a_list: bool = False) -> tuple[LeavingOut, ...]:
    """All of them, in the order of the text. `of_a_list`: a list was given, so that "strike …" leaves out, too."""
    around = asked_with("except.around", language).finditer(text)  # "leaving Mali aside", "除马里以外"
    out = [LeavingOut(Span(match.start(), match.end()), match[0]) for match in around]
    strikes = asked_with("follow_up.strike", language).match(text) if of_a_list else None
    for cue in (*filter(None, [strikes]), *asked_with("except", language).finditer(text)):
        end = _end(text, cue.end(), language)
        within = any(Span(cue.start(), cue.end()).meets(other.span) for other in out)
        named = cue[0].istitle() and text[: cue.start()][-2:-1].isalnum()  # "Reporters Without Borders"
        if not within and not named and text[cue.end() : end].strip():
            out.append(LeavingOut(Span(cue.start(), end), text[cue.end() : end]))
    return tuple(out)


def _end(text: str, start: int, language: str) -> int:
    """Where what is left out ends that begins at `start`."""
    asks = asked_with("except.end", language)
    relative = asked_with("except.relative", language).match(text, start + 1)  # "… except what concerns elections"
    begun = relative.end() if relative else start + 1
    found = [match.start() for pattern in (_STOP, asks) if (match := pattern.search(text, begun))]
    end = min(found, default=len(text))
    more = _LIST_GOES_ON.match(text, end)
    return more.end() if more and text[end] == "," and not asks.search(more[0]) else end


def without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with the spans blanked out, so that offsets stay."""
    for span in spans:
        text = text[: span.start] + "," + " " * (len(span) - 1) + text[span.end :]
    return text
