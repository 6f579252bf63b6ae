"""A question that asks for one thing in, the passage that answers it out, with its twins; else silence.

The passage that stands highest answers, if the confidence in it is enough: one that lacks what is surely asked for
gives way to the next, a heading to what stands below it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assistant.answer import Reason
from assistant.answering.answerability import Judged, judged, threshold
from assistant.answering.answerability_features import lacks_beside, signs
from assistant.answering.candidates import NEAREST, OF_PEOPLE, SURE, Asked, Holdings, Outcome
from assistant.answering.filters import Mask
from assistant.answering.likelihood import further_passages, likeliest_list, likely_sentences, widened
from assistant.answering.set_answer import Sets
from assistant.answering.set_candidates import Membership
from assistant.answering.set_filter import coverage
from assistant.knowledge import of_persons
from assistant.messages import say
from assistant.query.query import Query
from assistant.query.question_type import Manner, Wanted
from corpus.report import Kind
from index.passage_index import Hit
from index.tokens import stems

_NEXT_BEST = 4  # passages that are tried where the best one lacks what is asked for
_FEWEST_SENTENCES = 2  # of a paragraph that answer together
_HALF = 0.5  # of a question's subject, said by a heading


class OnePassage:
    """Finds over what the documents hold."""

    def __init__(self, held: Holdings, membership: Membership, sets: Sets) -> None:
        self.held, self._membership, self._sets = held, membership, sets

    def answer(self, asked: Asked) -> Outcome:
        """The passage that stands highest, or silence where the confidence in it is not enough."""
        question = asked.question
        allowed = self.narrowed(asked)
        best = self.held.best(asked, allowed, 1)
        if not best:
            best = self.held.best(asked, np.ones_like(allowed), 1)
        if self._asks_for_section(asked, best[0]):
            return self._sets.under(asked, best[0].place)
        hit, found = self._meeting(asked, allowed, best[0])
        kind = {
            "asked": self.held.index.has_readers_questions,
            "english": question.language == "en",
            "across": self._has_fitted_second(),
            "words": self.held.index.by_words,
        }
        told = judged(found, **kind)
        if self._asks_for_somebody_else(asked, hit):
            told = replace(told, answered=0.0, share=0.0)
        sure = SURE if self._is_pointed_at(asked, hit, found) else told.confidence
        unsure = sure < threshold(**kind)
        if unsure or Wanted.SAID_OF in question.wants:
            if speaking := self._speaking_of(asked, allowed):
                hit, sure = speaking, SURE
            elif unsure:
                return self._silence(asked, allowed, told)
        if whole := self._whole_list(asked, allowed, hit, sure):
            return whole
        hits = self._twins(asked, hit)
        if len(hits) > 1:
            return Outcome(question.language, hits, sure, message=self.held.remarks(asked, hits))
        if not self.held.index.has_readers_questions and hit.passage.kind is Kind.PARAGRAPH:
            hits = (widened(self.held, asked, allowed, hits[0]),)
        further = further_passages(self.held, asked, allowed, hits[0])
        return Outcome(question.language, hits, sure, message=self.held.remarks(asked, hits), further=further)

    def _whole_list(self, asked: Asked, allowed: Mask, hit: Hit, sure: float) -> Outcome | None:
        """All points of the likeliest list where a set is asked for; of the one that the passage leads into always,
        since half a sentence tells nothing."""
        question = asked.question
        if hit.place in self.held.outline.cases:
            return None
        if Wanted.SET in question.wants:
            if points := likeliest_list(self.held, asked, allowed):
                rule = say("rule_list", question.language, count=len(points))
                return replace(self._membership.members(asked, points, rule), confidence=sure)
            points = likely_sentences(self.held, asked, allowed, hit)
            if len(points) < _FEWEST_SENTENCES or self.held.index.has_readers_questions:
                return None
            rule = say("rule_sentences", question.language, count=len(points))
            return replace(self._membership.members(asked, points, rule), confidence=sure, complete=False)
        points = [place for place in self.held.outline.list_around(hit.place) if asked.allowed[place]]
        if not points or hit.place in points:
            return None
        hits = self.held.hits(asked, [hit.place, *points])
        return Outcome(question.language, hits, sure, message=self.held.remarks(asked, hits))

    def _meeting(self, asked: Asked, allowed: Mask, best: Hit) -> tuple[Hit, dict[str, float]]:
        """The best passage and its signs; where it surely lacks what is asked for, such as a number, the next best of
        its paragraph that does not, else, where the paragraph lacks it too, the next best at all. Who said a quotation
        is told by the line below it, and the signs are the quotation's."""
        hit = self.better_than_heading(asked, allowed, best)
        found = self.signs_of(asked, hit.place, allowed)
        if not lacks_beside(asked.question, hit.passage.quote.text):
            return self.said_by(asked, hit), found
        others = self.held.best(asked, allowed & ~self.held.headings, _NEXT_BEST)[1:]
        holding = [other for other in others if not lacks_beside(asked.question, other.passage.quote.text)]
        beside = [other for other in holding if other.passage.block == hit.passage.block and other.report is hit.report]
        if not found["surely_unmet"]:
            return (beside[0], found) if beside else (hit, found)
        for other in (*holding, *others):
            signs_of_other = self.signs_of(asked, other.place, allowed)
            if not signs_of_other["surely_unmet"]:
                return other, signs_of_other
        return hit, found

    def narrowed(self, asked: Asked) -> Mask:
        """The passages that can answer at all: contacts where one is asked for and else none, nothing that was just
        shown."""
        question, gate = asked.question, asked.filter
        allowed = asked.allowed & ~self.held.at(asked.question.pool.again) & ~self.held.figures_alone
        entries = allowed & self.held.filters.entries
        others: Mask = allowed & ~self.held.filters.entries
        if asked.names_somebody and entries.any() and self._asks_for_contact(question, others):
            contacts: Mask = entries
            return contacts
        if gate.missions and question.concepts and not question.wants & OF_PEOPLE and not gate.person and others.any():
            return others
        rest: Mask = allowed if allowed.any() else asked.allowed
        return rest

    def _asks_for_contact(self, question: Query, others: Mask) -> bool:
        """Whether it is a contact that is asked for: "who leads UNAMA's team?", not "who were the members of UNIOGBIS's
        network?", which another passage speaks of."""
        if Wanted.CONTACT in question.wants:
            return True
        if Wanted.WHO not in question.wants:
            return False
        said = frozenset().union(*(self.held.bags[place] for place in self.held.outline.cases if others[place]))
        return not any(
            any(part in said for part in form) for concept in question.concepts for form in concept.forms[:1]
        )

    def _is_pointed_at(self, asked: Asked, hit: Hit, found: dict[str, float]) -> bool:
        """Whether there is no doubt: "tell me more about the second one", or the address of somebody who is named."""
        if Wanted.MORE in asked.question.wants:
            return True
        if found["surely_unmet"] or found["unmet"]:
            return False
        if asked.question.pool.under:
            return True  # what stands there was chosen, and the question asks about it
        contact = bool(asked.question.wants & OF_PEOPLE) and hit.passage.kind is Kind.ENTRY
        return contact and asked.filter.person is not None and not self._asks_for_somebody_else(asked, hit)

    def _speaking_of(self, asked: Asked, allowed: Mask) -> Hit | None:
        """ "What does it say about leadership?": the best passage that says it all, itself or in the heading above it;
        "what are networks?": in the heading above it."""
        telling = self.held.telling(asked.question)
        itself = Wanted.SAID_OF in asked.question.wants
        if not telling or not (itself or Manner.WHAT_IS in asked.question.manner):
            return None
        chance = allowed & ~self.held.headings
        for place in map(int, np.flatnonzero(chance)):
            said = frozenset(stems(" ".join(self.held.index.passages[place].headings[-1:])))
            said |= self.held.bags[place] if itself else frozenset()
            chance[place] = all(one.stands_in(said) for one in telling)
        return next(iter(self.held.best(asked, chance, 1)), None)

    def _asks_for_somebody_else(self, asked: Asked, hit: Hit) -> bool:
        """ "Who is the deputy of Ms. Bell?": what neither the contact nor a heading above it says of a person."""
        if asked.filter.person is None or hit.passage.kind is not Kind.ENTRY:
            return False
        around = frozenset(stems(" ".join((*hit.passage.headings, hit.passage.quote.text))))
        return any(
            concept.literal in of_persons() and not concept.stands_in(around) for concept in asked.question.concepts
        )

    def _asks_for_section(self, asked: Asked, hit: Hit) -> bool:
        """ "What are the success factors?": the heading found announces a set, and says most of what was asked."""
        if (
            hit.passage.block.level <= 1
            or not self.held.outline.children(hit.place)
            or Wanted.WHY in asked.question.wants
        ):
            return False
        if asked.filter.missions:
            return False
        if not self.held.outline.cases:
            return Wanted.SET in asked.question.wants and self.held.is_named(asked.question, hit.place)
        return coverage(asked.question, hit.passage.quote.text, self.held.bags) >= _HALF

    def better_than_heading(self, asked: Asked, allowed: Mask, hit: Hit) -> Hit:
        """A heading alone answers no question about one thing: the best of what stands under it does."""
        if hit.passage.kind is not Kind.HEADING:
            return hit
        below = np.zeros_like(allowed)
        below[list(self.held.outline.below(hit.place))] = True
        for chance in (below & allowed & ~self.held.headings, allowed & ~self.held.headings):
            if chance.any():
                return self.held.best(asked, chance, 1)[0]
        return hit

    def said_by(self, asked: Asked, hit: Hit, *, always: bool = False) -> Hit:
        """Who said it, and when, stands in the line after the quotation. `always`: that is what is asked for."""
        following = hit.place + 1
        if (
            (always or (asked.question.wants & {Wanted.WHO, Wanted.WHEN} and Manner.SPOKEN in asked.question.manner))
            and hit.passage.quote.text[:1] in '“«"'
            and following < len(self.held.bags)
            and self.held.index.passages[following].kind is Kind.LINE
        ):
            return self.held.index.hit(following, hit.score)
        return hit

    def _twins(self, asked: Asked, hit: Hit) -> tuple[Hit, ...]:
        """A case study together with the others that say the same of what was asked."""
        if hit.place not in self.held.outline.cases:
            return (hit,)
        candidates = [place for place in self.held.outline.cases if asked.allowed[place]]
        question = asked.question
        if question.themes:
            question = replace(question, terms=())  # what a term narrows may be one of two subjects
        literal = question if asked.filter.missions else replace(question, literally=True)
        chosen = self._membership.chosen(literal, candidates)
        if not chosen or hit.place not in chosen.places:
            # "Jails" for "prisons", where all of it is said.
            other = self._membership.chosen(question, candidates)
            chosen = chosen if not other or other.passed_over or other.unsaid else other
        # Two themes in a question of another language narrow each other; together they would choose too much.
        one_subject = question.language == "en" or bool(chosen and len(chosen.words) == 1)
        members = list(chosen.places) if chosen and one_subject else []
        if hit.place not in members:
            members = [place for place in candidates if self.held.texts[place] == hit.passage.quote.text]
        members.sort(key=lambda place: (place != hit.place, -asked.scores[place]))
        return self.held.hits(asked, members)

    def _silence(self, asked: Asked, allowed: Mask, told: Judged) -> Outcome:
        language = asked.question.language
        if told.far and not asked.names_somebody:
            return Outcome(language, (), told.confidence, Reason.OFF_TOPIC, say("off_topic", language))
        nearest = self.held.best(asked, allowed, NEAREST)
        return Outcome(language, nearest, told.confidence, Reason.NOT_SAID, say("not_said", language))

    def signs_of(self, asked: Asked, place: int, allowed: Mask) -> dict[str, float]:
        """What the confidence in the passage at `place` is judged by."""
        passage = self.held.index.passages[place]
        block = passage.block.span
        paragraph = self.held.index.report_of[place].text[block.start : block.end]
        scores = np.where(allowed, asked.scores, -np.inf)
        return signs(
            asked.question,
            asked.evidence,
            self.held.index.met(asked.evidence, place, asked.without),
            scores,
            place,
            passage.quote.text,
            paragraph,
            " ".join(passage.headings),
            self.held.bags,
            gated=asked.names_somebody,
            across=self._has_fitted_second(),
            contact=passage.kind is Kind.ENTRY and bool(asked.question.wants & OF_PEOPLE),
        )

    def _has_fitted_second(self) -> bool:
        return self.held.index.second is not None and self.held.index.second.fitted
