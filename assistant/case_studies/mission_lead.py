"""The headings above a quote in, the mission that it stands under out: what a reader wants to see first.

The words are the report's heading as printed; which mission they mean, and where it is, our table says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.missions import mentions, missions

_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN = frozenset({"and", "et", "y", "и"})  # words that join two missions in one heading


@dataclass(frozen=True, slots=True)
class Lead:
    """`words`: as printed. `missions`: acronyms, in the order of the heading; `countries`: ISO 3166 codes."""

    words: str
    missions: tuple[str, ...]
    countries: tuple[str, ...]


def mission_lead(headings: Sequence[str]) -> Lead | None:
    """The innermost heading, where it is nothing but the name of a mission, or of several."""
    words = headings[-1].strip().rstrip(":") if headings else ""
    found = [mention for mention in mentions(words) if mention.direct]
    rest = list(words)
    for mention in found:
        rest[mention.span.start : mention.span.end] = " " * len(mention.span)
    if not found or {word.casefold() for word in _LETTERS.findall("".join(rest))} - _BETWEEN:
        return None
    acronyms = tuple(dict.fromkeys(acronym for mention in found for acronym in sorted(mention.missions)))
    countries = tuple(dict.fromkeys(iso for acronym in acronyms for iso in missions()[acronym].countries))
    return Lead(words, acronyms, countries)
