"""A question that asks for a set in, every member and nothing else out, with the rule that chose them in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from assistant.answering.candidates import SURE, Asked, Holdings, Outcome
from assistant.answering.contact_answer import People
from assistant.answering.set_candidates import Membership
from assistant.answering.set_filter import Chosen, is_common
from assistant.knowledge import theme_pattern
from assistant.messages import say, subject_of
from assistant.query.query import Query
from assistant.query.question_type import Manner, Wanted
from assistant.query.subject import says_one_of

_LISTED = frozenset({Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES, Wanted.CONTACT})
_HEADING_REACH = 1.0  # of a score, below the best passage, within which a heading must stand whose set is asked for


class Sets:
    """Finds sets over what the documents hold."""

    def __init__(self, held: Holdings, membership: Membership) -> None:
        self._held, self._by = held, membership
        self._people = People(held, membership)

    def whole(self, asked: Asked) -> Outcome | None:
        """Every member of the set that is asked for; None where none is, or none that a rule could choose."""
        question, pool = asked.question, asked.question.pool
        if Wanted.LENGTH in question.wants:
            members = [int(place) for place in np.flatnonzero(asked.allowed)]
            return self._by.members(asked, members, str(len(members)))
        if Wanted.REMAINDER in question.wants:
            kept = asked.allowed & ~self._held.at(pool.again)
            members = self._by.not_left_out(question, [int(place) for place in np.flatnonzero(kept)])
            rule = say("rule_last", question.language, count=len(members), whole=len(pool.within))
            return self._by.members(asked, members, self._by.less(asked, rule)) if members else None
        numbered = question.per_mission is not None
        counted = Wanted.COUNT in question.wants and question.wants & {Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES}
        whole = self._asks_for_all_of_a_mission(asked) or (
            question.aside and bool(asked.filter.missions) and Wanted.CASES in question.wants
        )
        if self._people.asks_for_several(asked) or self._people.asks_for_the_caseless(asked):
            return self._people.contacts(asked)
        if Wanted.PASSAGES in question.wants and not question.wants & _LISTED and (found := self._passages(asked)):
            return found
        if Wanted.ANYTHING in question.wants and not asked.filter.missions and (found := self._everything_on(asked)):
            return found
        if not (question.wants & {Wanted.SET, Wanted.WHEREVER} or counted or numbered or pool.within or whole):
            return None
        if Wanted.WHEN in question.wants and not question.wants & _LISTED:
            return None  # "by what year should all tasks have been handed over?"
        wherever = Wanted.WHEREVER in question.wants and not asked.filter.missions
        if wherever and (found := self._wherever(asked)):
            return found
        about_people = Wanted.CONTACT in question.wants or (
            not asked.filter.missions and self._people.stand_first(asked)
        )
        if about_people and not question.wants & {Wanted.CASES}:
            return self._people.contacts(asked)
        if wherever and Wanted.SET not in question.wants:
            return None
        if found := self._by_number(asked) or self._missions(asked) or self._cases(asked):
            return found
        if Wanted.SET not in question.wants or question.wants & {Wanted.CASES} or asked.names_somebody:
            return None
        return self._everything_on(asked) or self._announced(asked)

    def _missions(self, asked: Asked) -> Outcome | None:
        """ "Which missions are there?": the headings that case studies stand under."""
        question = asked.question
        if asked.filter.missions or asked.question.pool.within or Manner.MISSIONS not in question.manner:
            return None
        if not self._names_nothing(question):
            return None
        headings = (self._held.outline.heading_of(place) for place in self._held.outline.cases)
        members = [place for place in dict.fromkeys(headings) if place is not None and asked.allowed[place]]
        rule = say("rule_missions", question.language, count=len(members))
        return self._by.members(asked, members, rule) if members else None

    def _by_number(self, asked: Asked) -> Outcome | None:
        """ "Which missions have just one case study?", "which has the most?": the case studies under headings that hold
        so many."""
        number = asked.question.per_mission
        if number is None or asked.filter.missions or asked.question.pool.within:
            return None
        under: dict[int | None, list[int]] = {}
        for place in self._held.outline.cases:
            under.setdefault(self._held.outline.heading_of(place), []).append(place)
        counts = [len(places) for places in under.values()]
        if counts and not isinstance(number, int):
            number = max(counts) if number == "most" else min(counts)
        members = [place for places in under.values() if len(places) == number for place in places]
        if not members:
            return None
        rule = say("rule_number", asked.question.language, number=number, count=len(members))
        return self._by.members(asked, members, rule)

    def _everything_on(self, asked: Asked) -> Outcome | None:
        """ "Give me everything on Ebola": the case studies, where they speak of all that is asked about."""
        question, cases = asked.question, self._held.outline.cases
        said = frozenset().union(*(self._held.bags[place] for place in cases))
        if not question.concepts or not all(concept.stands_in(said) for concept in question.concepts):
            return None
        chosen = self._of_all_cases(asked)
        return self._chosen_cases(asked, chosen) if chosen else None

    def _wherever(self, asked: Asked) -> Outcome | None:
        """ "Where did missions back the good offices?": all case studies that say all of it, if any does."""
        chosen = self._of_all_cases(asked)
        return self._chosen_cases(asked, chosen) if chosen and not chosen.unsaid and not chosen.passed_over else None

    def _of_all_cases(self, asked: Asked) -> Chosen | None:
        """The case studies that may be shown and say what is asked about; None where none does."""
        places = [place for place in self._held.outline.cases if asked.allowed[place]]
        chosen = self._by.chosen(asked.question, self._by.not_left_out(asked.question, places))
        return chosen if chosen and chosen.places else None

    def _chosen_cases(self, asked: Asked, chosen: Chosen) -> Outcome:
        return self._by.members(asked, chosen.places, self._case_rule(asked, chosen.places, chosen))

    def _passages(self, asked: Asked) -> Outcome | None:
        """ "Where does the report speak of UNDP?": all passages that say an alternative, in the text's order."""
        question, common = asked.question, self._held.outline.common
        clauses = [[one for one in clause if not one.borrowed] for clause in question.clauses]
        if not clauses or self._names_nothing(question):
            return None
        members = [
            int(place)
            for place in np.flatnonzero(asked.allowed & ~self._held.headings)
            if any(all(one.is_printed_in(self._held.texts[place]) for one in clause) for clause in clauses)
        ]
        words = tuple(" ".join(one.word for one in clause if not is_common(one, common)) for clause in clauses)
        subject = subject_of(tuple(filter(None, words)), question.language)
        rule = say("rule_passages", question.language, count=len(members), words=subject)
        return self._by.members(asked, members, rule) if members else None

    def _cases(self, asked: Asked) -> Outcome | None:
        """Case studies, or whatever the last list held: all that are under the missions named and say the words."""
        question, gate = asked.question, asked.filter
        if not (question.wants & {Wanted.CASES, Wanted.MISSIONS} or gate.missions or asked.question.pool.within):
            return None
        if question.language == "en" and Manner.ONE_FACT in question.manner and not asked.question.pool.within:
            return None  # "which resolution set up MINUSCA?"
        fresh = asked.allowed & ~self._held.at(asked.question.pool.again)
        candidates = [place for place in self._held.outline.cases if fresh[place]]
        if asked.question.pool.within:
            candidates = [int(place) for place in np.flatnonzero(asked.allowed)]
        candidates = self._by.not_left_out(question, candidates)
        if not candidates:
            return None
        chosen = self._by.chosen(question, candidates)
        if chosen and not chosen.places:
            return self._by.unsaid(asked, chosen)
        if chosen:
            members = list(chosen.places)
        elif (question.personal or self._names_nothing(question)) and (
            gate.missions or question.wants & {Wanted.CASES}
        ):
            members = candidates
        elif question.language == "en" and (
            (gate.missions and (question.aside or question.wants & {Wanted.CASES, Wanted.ENTRIES}))
            or (question.aside and Wanted.CASES in question.wants)
        ):
            members = candidates  # what else was said is the asker's manner of speaking: nothing of it is a subject
        elif self._foreign_set(question) and gate.missions:
            members = candidates
        else:
            return None
        return self._by.members(asked, members, self._case_rule(asked, members, chosen), chosen)

    def _asks_for_all_of_a_mission(self, asked: Asked) -> bool:
        """ "What's in it about Mali?": a mission and nothing else."""
        question = asked.question
        other = {Wanted.CONTACT, Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.DEFINITION, Wanted.COUNT}
        return bool(
            asked.filter.missions
            and not asked.filter.person
            and not question.wants & other
            and (question.personal or self._names_nothing(question))
        )

    def _case_rule(self, asked: Asked, members: Sequence[int], chosen: Chosen | None) -> str:
        language = asked.question.language
        parts = {
            "count": len(members),
            "whole": len(asked.question.pool.within) or len(self._held.outline.cases),
            "names": ", ".join(sorted(self._printed_missions(members))),
            "words": subject_of(chosen.words, language) if chosen else "",
        }
        gated = bool(asked.filter.missions)
        key = ("rule_both" if gated else "rule_words") if chosen else ("rule_mission" if gated else "rule_all")
        return self._by.less(asked, say(key, language, **parts))

    def _announced(self, asked: Asked) -> Outcome | None:
        """The set that a heading announces: "name all the success factors" """
        headings = [
            place
            for place in map(int, np.flatnonzero(self._held.headings & asked.allowed))
            if self._held.index.passages[place].block.level > 1 and self._held.outline.children(place)
        ]
        if not headings:
            return None
        chosen = self._by.chosen(asked.question, headings)
        if chosen and not chosen.places:
            return None
        named = chosen.places if chosen else ()
        if not self._held.outline.cases:
            # A document of many headings has one that is near to anything: only the one that is asked for announces.
            headings = [place for place in headings if self._held.is_named(asked.question, place)]
            named = tuple(headings)
            if not headings:
                return None
        heading = max(named or headings, key=lambda place: float(asked.scores[place]))
        if self._held.filters.entries[list(self._held.outline.children(heading))].all():
            return self._people.contacts(asked)
        behind = float(asked.scores[asked.allowed].max() - asked.scores[heading])
        return self.under(asked, heading) if named or behind <= _HEADING_REACH else None

    def under(self, asked: Asked, heading: int) -> Outcome:
        """What stands directly under a heading."""
        shown = self._held.at(asked.question.pool.again)
        members = [place for place in self._held.outline.children(heading) if not shown[place]]
        title = self._held.texts[heading].rstrip(":")
        rule = say("rule_under", asked.question.language, heading=title, count=len(members))
        return self._by.members(asked, members, rule)

    def titled(self, asked: Asked) -> Outcome | None:
        """ "What did UNAMI do about detention?": the mission's case studies whose titles say all that is asked."""
        question = asked.question
        closed = {Wanted.WHO, Wanted.WHEN, Wanted.WHY, Wanted.COUNT, Wanted.CONTACT, Wanted.DEFINITION, Wanted.VERBATIM}
        named = question.concepts or question.themes or question.terms
        wants = question.wants - {Wanted.WHO} if question.whom else question.wants
        if not asked.filter.missions or asked.filter.person or not named or wants & closed:
            return None
        if asked.question.pool.under or Manner.ONE_FACT in question.manner:
            return None
        fresh = asked.allowed & ~self._held.at(asked.question.pool.again)
        cases = [place for place in self._held.outline.cases if fresh[place]]
        if question.whom:
            cases = [place for place in cases if f" {question.whom} " in self._held.texts[place]]
        members = [
            place
            for place in cases
            if all(concept.stands_in(self._held.bags[place]) for concept in question.concepts)
            and all(term.stands_in(self._held.bags[place]) for term in question.terms)
            and (question.terms or all(theme_pattern(key).search(self._held.texts[place]) for key in question.themes))
        ] or [place for place in cases if self._says_an_alternative(question, place)]
        if not members:
            return None
        # "Army" is first of all the army, then the military.
        members.sort(key=lambda place: not all(one.literally_in(self._held.bags[place]) for one in question.concepts))
        hits = self._held.hits(asked, members)
        return Outcome(question.language, hits, SURE, message=self._held.remarks(asked, hits))

    def _says_an_alternative(self, question: Query, place: int) -> bool:
        """Whether a passage says all of one of several subjects: "soldiers, be it the army or the blue helmets"."""
        if len(question.clauses) < 2 or not all(one.is_subject for clause in question.clauses for one in clause):
            return False
        return says_one_of(question.clauses, self._held.bags[place])

    def _foreign_set(self, question: Query) -> bool:
        """A set asked for in another language whose subject is no theme that we know: all that its mission has."""
        return question.language != "en" and Wanted.SET in question.wants and not (question.themes or question.terms)

    def _names_nothing(self, question: Query) -> bool:
        """Whether nothing but a mission and a frame ("all cases of …") was asked."""
        if question.language != "en":
            return question.empty
        return all(is_common(concept, self._held.outline.common) for concept in question.concepts)

    def _printed_missions(self, members: Iterable[int]) -> set[str]:
        return {self._held.index.passages[place].headings[-1].rstrip(":") for place in members}
