"""Quotes of a pack in, questions for a newcomer out: words taken out of a quote, or the mission it is printed under.

The answers are the quotes themselves. A question stands without quotation marks, since words are missing in it. Asked
for is what is worth knowing by heart: figures, bodies, which mission it was; not an acronym, nor the country that the
mission's name says already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.briefing.pack import Quoted
from corpus.missions import mentions

MOST = 5
_BLANK = "______"
_NUMBER = re.compile(r"(?<![\w.,/-])\d[\d,]*(?![\w/-])%?")
_NAME = re.compile(r"(?<!^)(?<!“)(?<![.!?“] )\b[A-Z][\w’'-]+(?: (?:(?:of|the|and|for) )*[A-Z][\w’'-]+)*")
_GIVEN = ("United Nations", "UN")  # what nobody who joins a mission has to be asked


@dataclass(frozen=True, slots=True)
class Asked:
    """`words`: what is asked, the quote's words with a blank; of a mission the whole title. `answer`: what was taken
    out, cut from the quote. `quoted`: the quote that answers."""

    words: str
    answer: str
    quoted: Quoted
    of_mission: bool = False


def questions(quotes: Sequence[Quoted]) -> tuple[Asked, ...]:
    """At most MOST, of as many kinds as there are, in the order of the pack; none twice about the same words."""
    kinds = [list(kind(quotes)) for kind in (_numbers, _missions, _names)]
    taken: list[Asked] = []
    while len(taken) < MOST and any(kinds):
        for kind in kinds:
            while kind:
                asked = kind.pop(0)
                if len(taken) < MOST and not any(asked.quoted.text == other.quoted.text for other in taken):
                    taken.append(asked)
                    break
    return tuple(sorted(taken, key=lambda asked: _place(quotes, asked)))


def _place(quotes: Sequence[Quoted], asked: Asked) -> int:
    return next(place for place, quoted in enumerate(quotes) if quoted is asked.quoted)


def _numbers(quotes: Sequence[Quoted]) -> Iterator[Asked]:
    for quoted in quotes:
        if match := _NUMBER.search(quoted.text):
            yield _without(quoted, match.start(), match.end())


def _names(quotes: Sequence[Quoted]) -> Iterator[Asked]:
    """A name within a title: "Joint Mission Analysis Centre"."""
    for quoted in quotes:
        if quoted.strong:
            continue
        found = [match for match in _NAME.finditer(quoted.text) if match[0] not in _GIVEN and not match[0].isupper()]
        if names := [match for match in found if " " in match[0] and not mentions(match[0])]:
            longest = max(names, key=lambda match: len(match[0]))
            yield _without(quoted, longest.start(), longest.end())


def _missions(quotes: Sequence[Quoted]) -> Iterator[Asked]:
    for quoted in quotes:
        if quoted.under and not mentions(quoted.text):
            yield Asked(quoted.text, quoted.under, quoted, of_mission=True)


def _without(quoted: Quoted, start: int, end: int) -> Asked:
    text = quoted.text
    return Asked(f"{text[:start]}{_BLANK}{text[end:]}", text[start:end], quoted)
