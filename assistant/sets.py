"""A question that asks for a set in, every member and nothing else out, with the rule that chose them in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from assistant.asked import SURE, Asked, Holdings, Outcome
from assistant.members import Chosen, choose, is_common
from assistant.question import Question, Wanted, asks_for_missions, asks_for_one_fact
from assistant.wording import say, subject_of
from corpus.report import Kind
from index.words import words

_MOST = 0.5  # of a question's concepts, that a heading and its contacts must say
_HEADING_REACH = 1.0  # of a score, below the best passage, within which a heading must stand whose set is asked for


class Sets:
    """Finds sets over what the documents hold."""

    def __init__(self, held: Holdings) -> None:
        self._held = held

    def whole(self, asked: Asked) -> Outcome | None:
        """Every member of the set that is asked for; None where none is, or none that a rule could choose."""
        question, meant = asked.question, asked.meant
        if meant.counts:
            members = [int(place) for place in np.flatnonzero(asked.allowed)]
            return self._members(asked, members, str(len(members)))
        counted = Wanted.COUNT in question.wants and question.wants & {Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES}
        whole = self._asks_for_all_of_a_mission(asked)
        if not (Wanted.SET in question.wants or counted or meant.within or whole):
            return None
        about_people = Wanted.CONTACT in question.wants or (not asked.gate.missions and self._heads_entries(asked))
        if about_people and not question.wants & {Wanted.CASES}:
            return self._entries(asked)
        if found := self._missions(asked) or self._cases(asked):
            return found
        if Wanted.SET not in question.wants or question.wants & {Wanted.CASES} or asked.names_somebody:
            return None
        return self._everything_on(asked) or self._announced(asked)

    def _missions(self, asked: Asked) -> Outcome | None:
        """ "Which missions are there?": the headings that case studies stand under."""
        question = asked.question
        if asked.gate.missions or asked.meant.within or not asks_for_missions(question.text):
            return None
        if not self._names_nothing(question):
            return None
        headings = (self._held.structure.heading_of(place) for place in self._held.structure.cases)
        members = [place for place in dict.fromkeys(headings) if place is not None and asked.allowed[place]]
        rule = say("rule_missions", question.language, count=len(members))
        return self._members(asked, members, rule) if members else None

    def _everything_on(self, asked: Asked) -> Outcome | None:
        """ "Give me everything on Ebola": the case studies, where they speak of all that is asked about."""
        question, cases = asked.question, self._held.structure.cases
        said = frozenset().union(*(self._held.bags[place] for place in cases))
        if not question.concepts or not all(concept.stands_in(said) for concept in question.concepts):
            return None
        candidates = [place for place in cases if asked.allowed[place]]
        chosen = self.chosen(question, candidates)
        return self._members(asked, chosen.places, self._case_rule(asked, chosen.places, chosen)) if chosen else None

    def _cases(self, asked: Asked) -> Outcome | None:
        """Case studies, or whatever the last list held: all that are under the missions named and say the words."""
        question, gate = asked.question, asked.gate
        if not (question.wants & {Wanted.CASES, Wanted.MISSIONS} or gate.missions or asked.meant.within):
            return None
        fresh = asked.allowed & ~self._held.at(asked.meant.again)
        candidates = [place for place in self._held.structure.cases if fresh[place]]
        if asked.meant.within:
            candidates = [int(place) for place in np.flatnonzero(asked.allowed)]
        if not candidates:
            return None
        chosen = self.chosen(question, candidates)
        if chosen:
            members = list(chosen.places)
        elif (self._names_nothing(question) or self._foreign_set(question) or (question.aside and gate.missions)) and (
            gate.missions or question.wants & {Wanted.CASES}
        ):
            members = candidates
        else:
            return None
        return self._members(asked, members, self._case_rule(asked, members, chosen))

    def _asks_for_all_of_a_mission(self, asked: Asked) -> bool:
        """ "What's in it about Mali?": a mission and nothing else."""
        question = asked.question
        other = {Wanted.CONTACT, Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.DEFINITION, Wanted.COUNT}
        return bool(
            asked.gate.missions
            and not asked.gate.person
            and not question.wants & other
            and self._names_nothing(question)
        )

    def _case_rule(self, asked: Asked, members: Sequence[int], chosen: Chosen | None) -> str:
        language = asked.question.language
        parts = {
            "count": len(members),
            "whole": len(asked.meant.within) or len(self._held.structure.cases),
            "names": ", ".join(sorted(self._printed_missions(members))),
            "words": subject_of(chosen.words, language) if chosen else "",
        }
        gated = bool(asked.gate.missions)
        key = ("rule_both" if gated else "rule_words") if chosen else ("rule_mission" if gated else "rule_all")
        return say(key, language, **parts)

    def _announced(self, asked: Asked) -> Outcome | None:
        """The set that a heading announces: "name all the success factors" """
        headings = [
            place
            for place in map(int, np.flatnonzero(self._held.headings & asked.allowed))
            if self._held.index.passages[place].block.level > 1 and self._held.structure.children(place)
        ]
        if not headings:
            return None
        chosen = self.chosen(asked.question, headings)
        heading = max(chosen.places if chosen else headings, key=lambda place: float(asked.scores[place]))
        behind = float(asked.scores[asked.allowed].max() - asked.scores[heading])
        return self.under(asked, heading) if chosen or behind <= _HEADING_REACH else None

    def under(self, asked: Asked, heading: int) -> Outcome:
        """What stands directly under a heading."""
        members = self._held.structure.children(heading)
        title = self._held.texts[heading].rstrip(":")
        rule = say("rule_under", asked.question.language, heading=title, count=len(members))
        return self._members(asked, members, rule)

    def _entries(self, asked: Asked) -> Outcome | None:
        """Contacts: those under the heading that is asked for, of them those that say the words."""
        question, structure = asked.question, self._held.structure
        groups: dict[int, list[int]] = {}
        for place in map(int, np.flatnonzero(self._held.gates.entries & asked.allowed)):
            if (heading := structure.heading_of(place)) is not None:
                groups.setdefault(heading, []).append(place)
        if not groups:
            return None
        if question.language == "en" and not question.concepts and not asked.names_somebody:
            every = [place for members in groups.values() for place in members]
            return self._members(asked, every, say("rule_contacts", question.language, count=len(every)))
        said = {heading: self._share_said(question, (heading, *members)) for heading, members in groups.items()}
        heading = max(groups, key=lambda place: (said[place], asked.scores[place]))
        if question.concepts and said[heading] < _MOST:
            return None  # "who won all the Oscars?"
        under = groups[heading]
        title = self._held.texts[heading]
        # What the heading says chose the heading; it chooses nothing among the contacts below it.
        chosen = self.chosen(question, under, besides=title)
        members = chosen.places if chosen else under
        rule = say("rule_under", question.language, heading=title, count=len(members))
        if chosen:
            subject = subject_of(chosen.words, question.language)
            rule = say("rule_entries", question.language, count=len(members), whole=len(under), words=subject)
        return self._members(asked, members, rule)

    def _share_said(self, question: Question, places: Sequence[int]) -> float:
        """Share of the question's concepts that any of the passages says."""
        said = frozenset().union(*(self._held.bags[place] for place in places))
        found = [concept.stands_in(said) for concept in question.concepts]
        return sum(found) / len(found) if found else 0.0

    def _members(self, asked: Asked, members: Sequence[int], rule: str) -> Outcome:
        hits = self._held.hits(asked, members)
        return Outcome(
            asked.question.language,
            hits,
            SURE,
            message=self._held.remarks(asked, hits),
            complete=True,
            count=len(members),
            rule=rule,
        )

    def titled(self, asked: Asked) -> Outcome | None:
        """ "What did UNAMI do about detention?": the mission's case studies whose titles say all that is asked."""
        question = asked.question
        closed = {Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.COUNT, Wanted.CONTACT, Wanted.DEFINITION, Wanted.VERBATIM}
        if not asked.gate.missions or asked.gate.person or not question.concepts or question.wants & closed:
            return None
        if asked.meant.under or asks_for_one_fact(question.text):
            return None
        fresh = asked.allowed & ~self._held.at(asked.meant.again)
        members = [
            place
            for place in self._held.structure.cases
            if fresh[place] and all(concept.stands_in(self._held.bags[place]) for concept in question.concepts)
        ]
        if not members:
            return None
        # "Army" is first of all the army, then the military.
        members.sort(key=lambda place: not all(one.literally_in(self._held.bags[place]) for one in question.concepts))
        hits = self._held.hits(asked, members)
        return Outcome(question.language, hits, SURE, message=self._held.remarks(asked, hits))

    def _heads_entries(self, asked: Asked) -> bool:
        """Whether the best passage for the question is a contact or a heading over contacts."""
        best = self._held.best(asked, asked.allowed, 1)
        if not best:
            return False
        below = self._held.structure.below(best[0].place)
        return best[0].passage.kind is Kind.ENTRY or bool(below and self._held.gates.entries[list(below)].all())

    def chosen(self, question: Question, places: Sequence[int], besides: str = "") -> Chosen | None:
        """Those of the places that say what the question names, leaving out the words of `besides`; its `places` are
        the index's."""
        texts = [self._held.texts[place] for place in places]
        found = choose(question, texts, self._held.structure.common | frozenset(words(besides)))
        return replace(found, places=tuple(places[place] for place in found.places)) if found else None

    def _foreign_set(self, question: Question) -> bool:
        """A set asked for in another language whose subject is no theme that we know: all that its mission has."""
        return question.language != "en" and Wanted.SET in question.wants and not question.themes

    def _names_nothing(self, question: Question) -> bool:
        """Whether nothing but a mission and a frame ("all cases of …") was asked."""
        if question.language != "en":
            return question.empty
        return all(is_common(concept, self._held.structure.common) for concept in question.concepts)

    def _printed_missions(self, members: Iterable[int]) -> set[str]:
        return {self._held.index.passages[place].headings[-1].rstrip(":") for place in members}
