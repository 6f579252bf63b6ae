"""A question for people in, the contacts that it asks for out: those of a heading, of places, women or men, all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.answering.candidates import OF_PEOPLE, Asked, Holdings, Outcome
from assistant.answering.set_candidates import Membership
from assistant.messages import say, subject_of
from assistant.query.query import Query
from assistant.query.question_type import Manner, Wanted
from corpus.report import Kind

_MOST = 0.5  # of a question's concepts, that a heading and its contacts must say


class People:
    """Finds contacts among what the documents hold."""

    def __init__(self, held: Holdings, membership: Membership) -> None:
        self._held, self._by = held, membership

    def asks_for_several(self, asked: Asked) -> bool:
        """ "Who are the heads for Darfur and for South Sudan?", "how many of the heads are women?" """
        question = asked.question
        if not question.wants & OF_PEOPLE or asked.filter.person:
            return False
        missions = [mention for mention in question.mentions if mention.missions & asked.filter.missions]
        counted = Wanted.COUNT in question.wants and Manner.MEMBERS in question.manner
        return len(missions) > 1 or (counted and (self.stand_first(asked) or self._are_announced(asked)))

    def asks_for_the_caseless(self, asked: Asked) -> bool:
        """ "Which missions have a contact but no case study?": of those the documents hold the contact alone."""
        question = asked.question
        several = bool(question.wants & {Wanted.SET, Wanted.COUNT, Wanted.MISSIONS}) and not asked.filter.missions
        return several and Manner.CASELESS in question.manner

    def _are_announced(self, asked: Asked) -> bool:
        """Whether a heading over contacts, with them, says all that is asked: "how many heads of … are women?" """
        return bool(self._held.telling(asked.question)) and any(
            self._share_said(asked.question, (heading, *below)) == 1 for heading, below in self._groups(asked).items()
        )

    def stand_first(self, asked: Asked) -> bool:
        """Whether the best passage for the question is a contact or a heading over contacts."""
        best = self._held.best(asked, asked.allowed, 1)
        if not best:
            return False
        below = self._held.outline.below(best[0].place)
        return best[0].passage.kind is Kind.ENTRY or bool(below and self._held.filters.entries[list(below)].all())

    def contacts(self, asked: Asked) -> Outcome | None:
        """Contacts: those under the heading that is asked for, else all; of them those that say the words."""
        question, groups = asked.question, self._groups(asked)
        if not groups:
            return None
        heading = self._heading_named(asked, groups)
        under = groups[heading] if heading is not None else [place for members in groups.values() for place in members]
        if heading is None and Wanted.MISSIONS in question.wants:  # "the contacts of the missions"
            under = [place for place in under if self._held.filters.missions[place]] or under
        lacking = self.asks_for_the_caseless(asked)
        if lacking:
            under = [place for place in under if not self._has_cases(place)]
        title = self._held.texts[heading] if heading is not None else ""
        # What the heading says chose the heading; it chooses nothing among the contacts below it.
        chosen = self._by.chosen(replace(question, literally=False), under, besides=title)
        if chosen and not chosen.places:
            return self._by.unsaid(asked, chosen)
        if not chosen and heading is None and self._share_said(question, (*groups, *under)) < _MOST:
            return None  # "who won all the Oscars?"
        members = chosen.places if chosen else under
        if chosen:
            subject = subject_of(chosen.words, question.language)
            rule = say("rule_entries", question.language, count=len(members), whole=len(under), words=subject)
        elif heading is not None:
            rule = say("rule_under", question.language, heading=title, count=len(members))
        else:
            rule = say("rule_contacts", question.language, count=len(members))
        if lacking:
            rule = say("rule_lacking", question.language, rule=rule)
        return self._by.members(asked, members, self._by.less(asked, rule))

    def _has_cases(self, entry: int) -> bool:
        """Whether a case study stands under the mission of a contact; True of a contact of no mission."""
        own = self._held.filters.missions[entry]
        return not own or any(own & self._held.filters.missions[place] for place in self._held.outline.cases)

    def _groups(self, asked: Asked) -> dict[int, list[int]]:
        """Heading -> the contacts below it that may be shown."""
        groups: dict[int, list[int]] = {}
        fresh = self._held.filters.entries & asked.allowed & ~self._held.at(asked.question.pool.again)
        for place in map(int, np.flatnonzero(fresh)):
            if (heading := self._held.outline.heading_of(place)) is not None:
                groups.setdefault(heading, []).append(place)
        return groups

    def _heading_named(self, asked: Asked, groups: dict[int, list[int]]) -> int | None:
        """The heading over contacts that says more of the question than any other, alone or with what stands below it;
        None where none does."""
        if len(groups) == 1:
            return next(iter(groups))
        for places in ({heading: (heading,) for heading in groups}, {head: (head, *groups[head]) for head in groups}):
            said = {heading: self._share_said(asked.question, found) for heading, found in places.items()}
            best = max(said, key=lambda heading: said[heading])
            if asked.question.concepts and said[best] and list(said.values()).count(said[best]) == 1:
                return best
        return None

    def _share_said(self, question: Query, places: Sequence[int]) -> float:
        """Share of the question's concepts that any of the passages says."""
        said = frozenset().union(*(self._held.bags[place] for place in places))
        found = [concept.stands_in(said) for concept in self._held.telling(question)]
        return sum(found) / len(found) if found else 1.0
