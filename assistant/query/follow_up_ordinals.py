"""Follow-ups that name a member of the last list by its place: "the second one", "the last", "number 3".

In: a question beside what it may lean on. Out of each edit: its Query, None where the edit says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.query.context import Leaning, missions_cited, shown_in
from assistant.query.parsing import parse
from assistant.query.phrasebook import frame
from assistant.query.query import Pool, Query
from assistant.query.question_type import Wanted
from assistant.query.rewriting import at_missions, ended, gone_on, own_words
from index.tokens import stem, words

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "6th": 5, "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "last": -1, "latter": -1, "former": 0,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?P<which>{'|'.join(_ORDINALS)})"
    r"(?:\s+(?:one|point|factor|item|case|asset|example|of\s+(?:them|these|those)))?\b"
    r"|\b(?:number|no\.?|point|item|case)\s+(?P<number>\d{1,2})\b|#(?P<hash>\d{1,2})\b",
    re.IGNORECASE,
)
_LONGEST_BARE = 7  # words
_POINTING = frozenset(
    stem(word) for word in words("more number one point item case second please about further")
) | frame("light")


def ordinal(now: Leaning) -> Query | None:
    """ "say more about the last one", "the second one, what does it say about reporting?" """
    text, last = now.text, now.listed
    match = _ORDINAL.search(text)
    if not match or len(last.citations) < 2 or now.question.mentions:
        return None
    lone = match["which"] and not re.search(r"\b(?:one|of)\b", match[0]) and len(text.split()) > _LONGEST_BARE
    if lone:
        return None
    number = match["number"] or match["hash"]
    place = int(number) - 1 if number else _ORDINALS[match["which"].lower()]
    if number == "0" or not -len(last.citations) <= place < len(last.citations):
        return None
    cited = last.citations[place]
    if now.asks_for_people and (missions := missions_cited(cited)):  # "who heads the first one?"
        return at_missions(parse(f"{text[: match.start()]}{text[match.end() :]}"), missions)
    named = f"{cited.quote.text} ({cited.headings[-1].rstrip(':')})" if cited.headings else cited.quote.text
    if not own_words(text[: match.start()] + text[match.end() :], _POINTING):
        query = parse(text)
        query = replace(query, text=named, understood_as=f"{ended(text)} – {named}", wants=query.wants | {Wanted.MORE})
    else:
        query = gone_on(parse(text), named)
    return replace(query, pool=Pool(under=cited.shown))


def named_by_place(text: str, members: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The members of a list that a text names in words, in its order: the first of "the first I know"."""
    named = [_ORDINALS[found["which"].lower()] for found in _ORDINAL.finditer(text) if found["which"]]
    return tuple(members[place] for place in named if -len(members) <= place < len(members))


def without(now: Leaning, listed: Answer, out: Iterable[Citation]) -> Query:
    """A list without some of its members, for the follow-up that says so."""
    left_out = frozenset(citation.shown for citation in out)
    again = tuple(shown for shown in shown_in(listed) if shown in left_out)
    return remainder(listed, now.text, Pool(within=shown_in(listed), again=again))


def remainder(listed: Answer, text: str, pool: Pool) -> Query:
    """What is left of a list."""
    query = gone_on(listed.query, text)
    return replace(query, wants=query.wants | {Wanted.REMAINDER}, pool=pool)
