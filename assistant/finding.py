"""A question as meant in, what to quote for it out: definition, set, or the one passage that answers; else silence.

Downhill, in this order: what the question names must be in the documents; an acronym is answered where it is spelled
out; a set by every member; anything else by the passage that stands highest, if the confidence in it is enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from assistant.answer import Reason
from assistant.asked import NEAREST, OF_PEOPLE, SURE, Asked, Holdings, Outcome
from assistant.choosing import chosen_by
from assistant.confidence import Judged, judged, threshold
from assistant.gates import Mask
from assistant.knowledge import acronym_forms, acronyms, of_persons, usual_words
from assistant.language import language_of
from assistant.meant import Meant
from assistant.members import coverage
from assistant.membership import Membership
from assistant.question import Question, acronyms_asked, is_small_talk, understood
from assistant.sets import Sets
from assistant.signs import lacks_beside, signs
from assistant.spelling import Spelling
from assistant.wanted import Wanted
from assistant.wording import names_of, say
from corpus.missions import mentions, single_names
from corpus.report import Kind
from index.passage_index import Hit, PassageIndex
from index.ranking import standing
from index.words import stem, stems

_NEXT_BEST = 4  # passages that are tried where the best one lacks what is asked for
_SAID = re.compile(
    r"\b(?:said|says|say|call(?:ed|s)?|described?|praised?|wrote|words?|quot\w+|statement|spoke)\b", re.IGNORECASE
)


class Finder:
    """Finds over one index; works out once what its documents hold."""

    def __init__(self, index: PassageIndex) -> None:
        self.held = Holdings(index)
        self._membership = Membership(self.held)
        self._sets = Sets(self.held, self._membership)
        self._vocabulary = frozenset().union(*self.held.bags)
        self._spelling = Spelling(
            (report.text for report in index.reports), single_names(), index.encoder.knows, usual_words()
        )

    def mended(self, question: str) -> str:
        """The question with slips of the keyboard mended."""
        spans = [place.span for place in mentions(question)]
        right = frozenset(word for span in spans for word in question[span.start : span.end].split())
        return self._spelling.mended(question, english=language_of(question) == "en", right=right)

    def outcome(self, meant: Meant) -> Outcome:
        asked = self._asked(meant)
        for answer in (self._closed, self._definition, self._quotation, self._sets.whole, self._sets.titled):
            if found := answer(asked):
                return found
        return self._single(asked)

    def _asked(self, meant: Meant, without: Sequence[int] = ()) -> Asked:
        """`without`: readers' questions left out, for fitting."""
        question = understood(self._spelled_out(meant.text), less=meant.less)
        if meant.chooses:
            question = chosen_by(question, self._spelled_out(meant.chooses), within=bool(meant.within))
        gate = self.held.gates.gate(question)
        allowed = np.ones(len(self.held.bags), dtype=bool) if gate.allowed is None else gate.allowed.copy()
        if meant.under:
            allowed = self.held.at((meant.under,))
            below = self.held.structure.below(int(np.flatnonzero(allowed)[0])) if allowed.any() else ()
            if below and meant.more:
                allowed[:] = False  # the heading was shown; what stands below it is more
            allowed[list(below)] = True
        if meant.within:
            allowed &= self.held.at(meant.within)
        if meant.beyond:
            allowed &= ~self.held.gates.of_missions(meant.beyond)
        evidence = self.held.index.evidence(question.text, _weights(question, besides=gate.missions), without)
        scores = standing(evidence, english=question.language == "en")
        return Asked(question, meant, gate, allowed, evidence, scores, tuple(without))

    # Silence before anything is searched

    def _closed(self, asked: Asked) -> Outcome | None:
        gate, language = asked.gate, asked.question.language
        if is_small_talk(asked.question.text):
            return Outcome(language, (), 0.01, Reason.OFF_TOPIC, say("off_topic", language))
        if gate.absent and not asked.allowed.any():
            nearest = self.held.best(asked, np.ones_like(asked.allowed), NEAREST)
            message = say("mission_absent", language, names=names_of(gate.absent, language))
            return Outcome(language, nearest, 0.02, Reason.MISSION_ABSENT, message)
        if gate.contact_only:
            nearest = self.held.best(asked, asked.allowed, NEAREST)
            names = names_of(asked.question.mentions, language)
            message = say("mission_contact_only", language, names=names)
            return Outcome(language, nearest, 0.05, Reason.MISSION_CONTACT_ONLY, message)
        return None

    # What an acronym stands for

    def _definition(self, asked: Asked) -> Outcome | None:
        question = asked.question
        for acronym, known in acronyms_asked(question).items():
            place = next((place for place, text in enumerate(self.held.texts) if _spells_out(acronym, text)), None)
            if place is not None:
                return Outcome(question.language, (self.held.index.hit(place, 1.0),), SURE)
            used = [
                place for place, text in enumerate(self.held.texts) if re.search(rf"\b{re.escape(acronym)}\b", text)
            ]
            message = say("not_said", question.language)
            if known:
                full = " / ".join(known)
                message += " " + say("spelled_out", question.language, acronym=acronym, full=full)
            nearest = [self.held.index.hit(place, 0.0) for place in used[:NEAREST]] or self.held.best(
                asked, asked.allowed, NEAREST
            )
            return Outcome(question.language, tuple(nearest), 0.05, Reason.NOT_SAID, message)
        return None

    # Somebody's words

    def _quotation(self, asked: Asked) -> Outcome | None:
        """The exact words of a person whose words are printed as a quotation."""
        if Wanted.VERBATIM not in asked.question.wants or not asked.gate.person:
            return None
        quotations = asked.allowed & np.array([text[:1] in '“«"' for text in self.held.texts], dtype=bool)
        hits = tuple(self._said_by(asked, hit) for hit in self.held.best(asked, quotations, 1))
        return Outcome(asked.question.language, hits, SURE) if hits else None

    # One passage

    def _single(self, asked: Asked) -> Outcome:
        question = asked.question
        allowed = self._narrowed(asked)
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
        }
        told = judged(found, **kind)
        if self._asks_for_somebody_else(asked, hit):
            told = replace(told, answered=0.0)
        sure = SURE if self._is_pointed_at(asked, hit, found) else told.confidence
        if sure < threshold(**kind):
            return self._silence(asked, allowed, told)
        hits = self._twins(asked, hit)
        return Outcome(question.language, hits, sure, message=self.held.remarks(asked, hits))

    def _meeting(self, asked: Asked, allowed: Mask, best: Hit) -> tuple[Hit, dict[str, float]]:
        """The best passage and its signs; where it surely lacks what is asked for, such as a number, the next best of
        its paragraph that does not, else, where the paragraph lacks it too, the next best at all. Who said a quotation
        is told by the line below it, and the signs are the quotation's."""
        hit = self._better_than_heading(asked, allowed, best)
        found = self._signs(asked, hit.place, allowed)
        if not lacks_beside(asked.question, hit.passage.quote.text):
            return self._said_by(asked, hit), found
        others = self.held.best(asked, allowed & ~self.held.headings, _NEXT_BEST)[1:]
        holding = [other for other in others if not lacks_beside(asked.question, other.passage.quote.text)]
        beside = [other for other in holding if other.passage.block == hit.passage.block and other.report is hit.report]
        if not found["surely_unmet"]:
            return (beside[0], found) if beside else (hit, found)
        for other in (*holding, *others):
            signs_of_other = self._signs(asked, other.place, allowed)
            if not signs_of_other["surely_unmet"]:
                return other, signs_of_other
        return hit, found

    def _narrowed(self, asked: Asked) -> Mask:
        """The passages that can answer at all: contacts where one is asked for and else none, nothing that was just
        shown."""
        question, gate = asked.question, asked.gate
        allowed = asked.allowed & ~self.held.at(asked.meant.again)
        entries = allowed & self.held.gates.entries
        others: Mask = allowed & ~self.held.gates.entries
        if asked.names_somebody and entries.any() and self._asks_for_contact(question, others):
            contacts: Mask = entries
            return contacts
        if gate.missions and question.concepts and not question.wants & OF_PEOPLE and not gate.person and others.any():
            return others
        rest: Mask = allowed if allowed.any() else asked.allowed
        return rest

    def _asks_for_contact(self, question: Question, others: Mask) -> bool:
        """Whether it is a contact that is asked for: "who leads UNAMA's team?", not "who were the members of UNIOGBIS's
        network?", which another passage speaks of."""
        if Wanted.CONTACT in question.wants:
            return True
        if Wanted.WHO not in question.wants:
            return False
        said = frozenset().union(*(self.held.bags[place] for place in self.held.structure.cases if others[place]))
        return not any(
            any(part in said for part in form) for concept in question.concepts for form in concept.forms[:1]
        )

    def _is_pointed_at(self, asked: Asked, hit: Hit, found: dict[str, float]) -> bool:
        """Whether there is no doubt: "tell me more about the second one", or the address of somebody who is named."""
        if asked.meant.more:
            return True
        if found["surely_unmet"]:
            return False
        contact = bool(asked.question.wants & OF_PEOPLE) and hit.passage.kind is Kind.ENTRY
        return contact and asked.gate.person is not None and not self._asks_for_somebody_else(asked, hit)

    def _asks_for_somebody_else(self, asked: Asked, hit: Hit) -> bool:
        """ "Who is the deputy of Ms. Bell?": what neither the contact nor a heading above it says of a person."""
        if asked.gate.person is None or hit.passage.kind is not Kind.ENTRY:
            return False
        around = frozenset(stems(" ".join((*hit.passage.headings, hit.passage.quote.text))))
        return any(
            concept.literal in of_persons() and not concept.stands_in(around) for concept in asked.question.concepts
        )

    def _asks_for_section(self, asked: Asked, hit: Hit) -> bool:
        """ "What are the success factors?": the heading found announces a set, and says most of what was asked."""
        if (
            hit.passage.block.level <= 1
            or not self.held.structure.children(hit.place)
            or Wanted.WHY in asked.question.wants
        ):
            return False
        if asked.gate.missions:
            return False
        return coverage(asked.question, hit.passage.quote.text, self.held.bags) >= _HALF

    def _better_than_heading(self, asked: Asked, allowed: Mask, hit: Hit) -> Hit:
        """A heading alone answers no question about one thing: the best of what stands under it does."""
        if hit.passage.kind is not Kind.HEADING:
            return hit
        below = np.zeros_like(allowed)
        below[list(self.held.structure.below(hit.place))] = True
        for chance in (below & allowed & ~self.held.headings, allowed & ~self.held.headings):
            if chance.any():
                return self.held.best(asked, chance, 1)[0]
        return hit

    def _said_by(self, asked: Asked, hit: Hit) -> Hit:
        """Who said it, and when, stands in the line after the quotation."""
        following = hit.place + 1
        if (
            asked.question.wants & {Wanted.WHO, Wanted.WHEN}
            and _SAID.search(asked.question.text)
            and hit.passage.quote.text[:1] in '“«"'
            and following < len(self.held.bags)
            and self.held.index.passages[following].kind is Kind.LINE
        ):
            return self.held.index.hit(following, hit.score)
        return hit

    def _twins(self, asked: Asked, hit: Hit) -> tuple[Hit, ...]:
        """A case study together with the others that say the same of what was asked."""
        if hit.place not in self.held.structure.cases:
            return (hit,)
        candidates = [place for place in self.held.structure.cases if asked.allowed[place]]
        question = asked.question
        if question.themes:
            question = replace(question, terms=())  # what a term narrows may be one of two subjects
        literal = question if asked.gate.missions else replace(question, literally=True)
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

    # Helpers

    def _signs(self, asked: Asked, place: int, allowed: Mask) -> dict[str, float]:
        passage = self.held.index.passages[place]
        block = passage.block.span
        around = " ".join((*passage.headings, self.held.index.report_of[place].text[block.start : block.end]))
        scores = np.where(allowed, asked.scores, -np.inf)
        return signs(
            asked.question,
            asked.evidence,
            self.held.index.met(asked.evidence, place, asked.without),
            scores,
            place,
            passage.quote.text,
            around,
            self.held.bags,
            gated=asked.names_somebody,
            across=self._has_fitted_second(),
            contact=passage.kind is Kind.ENTRY and bool(asked.question.wants & OF_PEOPLE),
        )

    def _spelled_out(self, text: str) -> str:
        """The text with what its acronyms stand for, where the documents use the words and not the acronym."""
        for word in dict.fromkeys(re.findall(r"(?<![\w@.])[A-Za-z][A-Za-z0-9-]{2,}(?![\w@])", text)):
            form = acronym_forms().get(word.lower())
            if not form or len(form) < 2 or stem(word.lower()) in self._vocabulary:
                continue
            if any(set(form) <= bag for bag in self.held.bags):
                text = f"{text} ({acronyms()[word.lower()][0]})"
        return text

    def _has_fitted_second(self) -> bool:
        return self.held.index.second is not None and self.held.index.second.fitted


_HALF = 0.5  # of a question's subject, said by a heading


def _weights(question: Question, besides: Collection[str]) -> dict[str, float]:
    """Stems to look for: the question's own, and its synonyms for less. `besides`: missions behind a gate, whose names
    every passage there could say: they choose nothing."""
    text = question.text
    for mention in reversed(question.mentions):
        if mention.missions & frozenset(besides):
            text = text[: mention.span.start] + " " + text[mention.span.end :]
    weights = dict.fromkeys(stems(text), 1.0)
    for concept in question.concepts:
        for form in concept.forms[1:]:
            for part in form:
                weights.setdefault(part, 0.4 / len(form))
    return weights


def _spells_out(acronym: str, text: str) -> bool:
    """Whether `text` gives the acronym in brackets behind words whose initials make it."""
    for match in re.finditer(rf"\(({re.escape(acronym)})s?\)", text):
        before = re.findall(r"\w+", text[: match.start()])[-12:]
        # "UN Country Team" makes UNCT: a short word in capitals counts with all its letters.
        initials = "".join(word if word.isupper() and len(word) < 5 else word[0] for word in before).lower()
        letters = iter(initials)
        if all(letter in letters for letter in acronym.lower() if letter.isalpha()):
            return True
    return False
