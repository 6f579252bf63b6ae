"""A question in, the passages that may answer it out: entities are gates, not hints.

A passage belongs to a mission when a heading above it or its own paragraph names that mission; to a country likewise.
A question that names a mission, a country or a person sees only passages that belong to it. Where no document names a
mission there is no such gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.query.query import Query
from assistant.query.question_type import OF_PEOPLE, OF_SEVERAL, Wanted
from corpus.addresses import ADDRESS
from corpus.missions import Mention, mentions, missions_named
from corpus.persons import WORD, folded, people_in
from corpus.report import Kind
from index.passage_index import PassageIndex

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filter:
    """`allowed`: shape (passages,), or None where all may answer. `missions`: those of the question that documents
    name. `absent`: missions named in the question that no document names; `contact_only`: the documents hold nothing of
    the missions but contacts. `person`: whether the question names somebody."""

    allowed: Mask | None
    missions: frozenset[str] = frozenset()
    absent: tuple[Mention, ...] = ()
    contact_only: bool = False
    person: bool = False


class Filters:
    """What each passage belongs to, worked out once for an index."""

    def __init__(self, index: PassageIndex) -> None:
        self._index = index
        self.missions: list[frozenset[str]] = []
        self._countries: list[frozenset[str]] = []
        named, placed = cache(_named_in), cache(_countries_in)  # the same headings stand over many passages
        for passage, report in zip(index.passages, index.report_of, strict=True):
            texts = *passage.headings, *report.words_of((passage.block.span,))
            self.missions.append(frozenset().union(*map(named, texts)))
            self._countries.append(frozenset().union(*map(placed, texts)))
        self._named = frozenset().union(*self.missions)
        self.entries = np.array([passage.kind is Kind.ENTRY for passage in index.passages], dtype=bool)
        self._people = people_in(index.passages)

    def of_missions(self, acronyms: frozenset[str]) -> Mask:
        """Which passages belong to any of these missions."""
        return np.array([bool(named & acronyms) for named in self.missions], dtype=bool)

    def filter(self, question: Query) -> Filter:
        allowed: Mask | None = None
        found: frozenset[str] = frozenset()
        absent: list[Mention] = []
        for mention in _own(question.mentions) if self._named else ():
            if mention.region and not question.wants & (OF_SEVERAL | {Wanted.COUNT}):
                continue  # for one fact a region is where the asker is: "I work in Africa. Who was interviewed?"
            mask = self._belonging(mention)
            if mask.any():
                found |= mention.missions & self._named
                allowed = mask if allowed is None else allowed | mask
            else:
                absent.append(mention)
        for mention in question.excluded.mentions if self._named else ():
            allowed = ~self._belonging(mention) & (True if allowed is None else allowed)
        if absent and allowed is None:
            return Filter(np.zeros(len(self.missions), dtype=bool), absent=tuple(absent))
        mask = self._of_somebody(question)
        person = bool(mask.any())
        # Somebody of another mission than the one named: the mission decides.
        if person and (allowed is None or (allowed & mask).any()):
            allowed = mask if allowed is None else allowed & mask
        only = allowed is not None and not person and bool(found) and not (allowed & ~self.entries).any()
        return Filter(allowed, found, tuple(absent), only and not question.wants & OF_PEOPLE, person)

    def _belonging(self, mention: Mention) -> Mask:
        """Which passages belong to what is mentioned."""
        mask = self.of_missions(mention.missions & self._named)
        if mention.country:
            mask |= np.array([mention.country in countries for countries in self._countries], dtype=bool)
        return mask

    def _of_somebody(self, question: Query) -> Mask:
        """The passages that hold the address that a question names, else the name. "bell" may be a bell: an ordinary
        word is a name when written like one, or when somebody is asked for."""
        places = set[int]()
        if address := ADDRESS.search(question.text):
            texts = enumerate(passage.quote.text.lower() for passage in self._index.passages)
            places = {place for place, text in texts if address[0].lower() in text}
        for word in () if address else WORD.findall(question.text):
            name = folded(word.removesuffix("'s").removesuffix("’s"))
            if word[0].isupper() or question.wants & OF_PEOPLE or not self._index.encoder.knows(name):
                found = self._people.get(name, set())
                places = found & places or places or found
        mask: Mask = np.zeros(len(self.missions), dtype=bool)
        mask[list(places)] = True
        return mask


def _named_in(text: str) -> frozenset[str]:
    return missions_named([text])


def _countries_in(text: str) -> frozenset[str]:
    return frozenset(mention.country for mention in mentions(text) if mention.country)


def _own(found: tuple[Mention, ...]) -> list[Mention]:
    """Mentions that choose: a country beside one of its own missions only says where that mission is."""
    missions = frozenset().union(*(mention.missions for mention in found if mention.direct))
    return [mention for mention in found if mention.direct or not mention.missions & missions]
