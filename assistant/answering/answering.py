"""A `Query` in, what to quote for it out: definition, set, or the one passage that answers; else silence.

Downhill, in this order: what the question names must be in the documents; an acronym is answered where it is spelled
out; a set by every member; anything else by the passage that stands highest, if the confidence in it is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.answer import Reason
from assistant.answering.candidates import NEAREST, SURE, Asked, Holdings, Outcome, off_topic
from assistant.answering.document_answer import of_itself
from assistant.answering.filters import Filter, Mask
from assistant.answering.likelihood import signs_of_a_list
from assistant.answering.passage_answer import narrowed, one_passage, said_by
from assistant.answering.set_answer import titled, whole_set
from assistant.knowledge import acronym_forms, acronyms
from assistant.query.context import how_it_goes_on
from assistant.query.fitted import speaks_for_list, tells_lists
from assistant.query.parsing import parse
from assistant.query.phrasebook.language import is_readable
from assistant.query.query import Query
from assistant.query.question_type import Manner, Wanted
from assistant.wording.sentences import names_of, say
from corpus.particulars import spells_out
from index.encoder import Matrix
from index.evidence import Evidence
from index.fusion import gone_on, standing
from index.passage_index import PassageIndex
from index.tokens import stem, stems

_NO_LIST = frozenset({Wanted.CONTACT, Wanted.LENGTH, Wanted.REMAINDER, Wanted.MORE})


class Finder:
    """Finds over one index; works out once what its documents hold."""

    def __init__(self, index: PassageIndex) -> None:
        self.held = Holdings(index)

    def outcome(self, question: Query) -> Outcome:
        if Manner.SMALL_TALK in question.manner or not is_readable(question.text):
            return off_topic(self.held, question, 0.01)
        if not self.held.index.passages:  # a document of one figure
            return Outcome((), 0.01, Reason.NOT_SAID, say("not_said", question.language))
        asked = self.asked(question)
        answers = (_closed, of_itself, _definition, _quotation, whole_set, titled, one_passage)
        return next(found for answer in answers if (found := answer(asked)))

    def asked(self, question: Query) -> Asked:
        """The question with its gate and the evidence for each passage."""
        gate = self.held.filters.filter(question)
        allowed = self._of_the_pool(question, gate)
        if question.quoted:
            printing = allowed & self.held.printing(question.quoted)
            if printing.any():
                allowed = printing
            else:
                question = replace(question, quoted=())
        cited = np.flatnonzero(self.held.at(question.pool.near))
        around = self.held.outline.reached(cited)
        evidence, scores = self._searched(question, gate.missions, allowed, around)
        if question.pool.near:
            follow_up = parse(question.follow_up, language=question.language)
            _, alone = self._searched(follow_up, gate.missions, allowed, around)
            near = self.held.outline.around(cited)
            put = how_it_goes_on(question.follow_up, question.language)
            scores = gone_on({"talk": scores, "alone": alone}, put, near)
        return self._for_several(Asked(self.held, question, gate, allowed, evidence, scores))

    def _for_several(self, asked: Asked) -> Asked:
        """Whether several things are asked for, of documents whose questions nobody has written down: told by the
        words, by their meaning and by what is found. "How many …?" asks for a number, perhaps for what it counts."""
        question, index = asked.question, self.held.index
        if self.held.outline.cases or question.language != "en" or question.wants & _NO_LIST:
            return asked
        counted = Wanted.COUNT in question.wants
        if counted and question.follow_up:
            return asked
        text = question.follow_up or question.text
        meaning = index.meaning(text) if tells_lists(index.encoder.weights_sha256) else None
        if meaning is None:
            return asked
        # What is found behind another question is what the talk was about.
        found = None if question.follow_up else signs_of_a_list(asked, narrowed(asked))
        several = speaks_for_list(text, meaning, found)
        if not counted:
            wants = question.wants - {Wanted.SET} | ({Wanted.SET} if several > 0 else set())
            asked = replace(asked, question=replace(question, wants=wants))
        return asked if found is None else replace(asked, several=several)

    def _searched(
        self, question: Query, besides: frozenset[str], allowed: Mask, around: Sequence[int]
    ) -> tuple[Evidence, Matrix]:
        """The evidence for each passage and its score. The stems of its concepts' synonyms are looked for too, for
        less; `besides`: missions behind a gate, whose names every passage there could say: they choose nothing;
        `around`: places that are looked at closely beside those `allowed`."""
        searched = said = self._spelled_out(question.text)
        for mention in reversed(question.mentions):
            if mention.missions & besides:
                said = said[: mention.span.start] + " " + said[mention.span.end :]
        weights = dict.fromkeys(stems(said), 1.0)
        for concept in question.concepts:
            for form in concept.forms[1:]:
                for part in form:
                    weights.setdefault(part, 0.4 / len(form))
        evidence = self.held.index.evidence(searched, weights, allowed, around)
        return evidence, standing(evidence, english=question.language == "en")

    def _of_the_pool(self, question: Query, gate: Filter) -> Mask:
        """The passages that may answer: those behind the gate that the conversation, or the person, left."""
        pool = question.pool
        allowed = np.ones(len(self.held.bags), dtype=bool) if gate.allowed is None else gate.allowed.copy()
        if pool.under:
            allowed = self.held.at((pool.under,))
            for place in np.flatnonzero(allowed):
                allowed[list(self.held.outline.below(int(place)))] = True
        if pool.within:
            allowed &= self.held.at(pool.within)
        if pool.beyond:
            allowed &= ~self.held.filters.of_missions(pool.beyond)
        if pool.theme:
            allowed &= self.held.of_theme(pool.theme)
        return allowed

    def _spelled_out(self, text: str) -> str:
        """The text with what its acronyms stand for, where the documents use the words and not the acronym."""
        for word in dict.fromkeys(re.findall(r"(?<![\w@.])[A-Za-z][A-Za-z0-9-]{2,}(?![\w@])", text)):
            form = acronym_forms().get(word.lower(), ())
            unsaid = len(form) > 1 and not self.held.bags.say(stem(word.lower()))
            if unsaid and any(set(form) <= bag for bag in self.held.bags):
                text = f"{text} ({acronyms()[word.lower()][0]})"
        return text


def _closed(asked: Asked) -> Outcome | None:
    """Silence before anything is searched."""
    gate, language = asked.filter, asked.question.language
    if gate.absent and not asked.allowed.any():
        message = asked.say("mission_absent", names=names_of(gate.absent, language))
        return asked.silence(Reason.MISSION_ABSENT, 0.02, message, np.ones_like(asked.allowed))
    if gate.contact_only:
        message = asked.say("mission_contact_only", names=names_of(asked.question.mentions, language))
        return asked.silence(Reason.MISSION_CONTACT_ONLY, 0.05, message)
    return None


def _definition(asked: Asked) -> Outcome | None:
    """Where an acronym is spelled out; else what it stands for, in words of ours, and where it is used."""
    if not asked.question.acronyms:
        return None
    acronym, index = asked.question.acronyms[0], asked.held.index
    for place, text in enumerate(asked.held.texts):
        if spells_out(acronym, text):
            return Outcome((index.hit(place, 1.0),), SURE)
    others = {one.word for one in asked.telling} - set(asked.question.acronyms)
    if not asked.held.outline.cases and len(others) > 1:  # "define" is one
        return None  # "by what type of system are IP and AM defined?"
    full = " / ".join(acronyms().get(acronym.lower(), ()))
    known = asked.say("spelled_out", acronym=acronym, full=full) if full else ""
    found = asked.silence(Reason.NOT_SAID, 0.05, f"{asked.say('not_said')} {known}".strip())
    uses = re.compile(rf"\b{re.escape(acronym)}\b")
    used = [index.hit(place, 0.0) for place, text in enumerate(asked.held.texts) if uses.search(text)]
    return replace(found, hits=tuple(used[:NEAREST]) or found.hits)


def _quotation(asked: Asked) -> Outcome | None:
    """The exact words of a person whose words are printed as a quotation."""
    if Wanted.VERBATIM not in asked.question.wants or not asked.filter.person:
        return None
    hits = tuple(said_by(asked, hit) for hit in asked.best(asked.allowed & asked.held.quotations, 1))
    return Outcome(hits, SURE) if hits else None
