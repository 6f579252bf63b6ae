"""What the finder's rooms hand to each other: what the documents hold, a question on its way over it, an outcome."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answer import Reason
from assistant.answering.filters import Filter, Filters, Mask
from assistant.answering.set_filter import Chosen, choose, is_common, left_out
from assistant.knowledge import theme_pattern
from assistant.query.query import Query, Shown
from assistant.query.question_type import Manner, Wanted
from assistant.query.subject import Concept
from assistant.wording.sentences import names_of, say, subject_of
from corpus.report import Kind
from index.bags import Bags
from index.encoder import Matrix
from index.evidence import Evidence
from index.passage_index import Hit, PassageIndex
from index.tokens import all_stems, in_order

SURE = 0.97  # confidence in what a rule chose; rules err too
HARDLY = 0.05  # confidence where a rule found that there is no answer
NEAREST = 3  # passages shown, folded, where there is no answer
_A_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is made of. `hits` answer where `reason` is None, else they are the nearest; `further` are nearly
    as likely to answer."""

    hits: tuple[Hit, ...]
    confidence: float
    reason: Reason | None = None
    message: str = ""
    complete: bool | None = None
    count: int | None = None
    rule: str | None = None
    further: tuple[Hit, ...] = ()


class Holdings:
    """What the document of an index holds, worked out once. Places are those of the index's passages."""

    def __init__(self, index: PassageIndex) -> None:
        self.index = index
        self.filters = Filters(index)
        self.outline = index.outline
        self.texts = tuple(passage.quote.text for passage in index.passages)
        self.bags = Bags(map(frozenset, index.stems))
        self.said_by_cases = self.said(self.outline.cases)
        self._spans = np.array([(one.span.start, one.span.end) for one in index.passages]).reshape(-1, 2)
        self.headings = np.array([passage.kind is Kind.HEADING for passage in index.passages], dtype=bool)
        # A row of figures that has lost its table says nothing to a reader.
        self.figures_alone = np.array([not _A_WORD.search(text) for text in self.texts], dtype=bool)
        self.quotations = np.array([text[:1] in '“«"' for text in self.texts], dtype=bool)
        self.led_to: Mask = np.array([self.outline.is_led_to(place) for place in range(len(self.texts))], dtype=bool)

    def said(self, places: Sequence[int]) -> frozenset[str]:
        """The stems of all words of the passages."""
        return frozenset().union(*(self.bags[place] for place in places))

    def at(self, shown: Sequence[Shown]) -> Mask:
        """Shape (passages,): the passages that were shown; several sentences may stand in one quote."""
        out: Mask = np.zeros(len(self.texts), dtype=bool)
        for one in shown:
            if one.document == self.index.reports[0].name:
                out |= (self._spans[:, 0] >= one.span.start) & (self._spans[:, 1] <= one.span.end)
        return out

    def printing(self, quoted: Sequence[str]) -> Mask:
        """Shape (passages,): those that print what is quoted, or are part of it."""
        asked = [in_order(one) for one in quoted]
        said = map(in_order, self.texts)
        return np.array([any(one in text or text in one for one in asked) for text in said], dtype=bool)

    def chosen(self, question: Query, places: Sequence[int], besides: str = "") -> Chosen | None:
        """Those of the places that say what the question names, leaving out the words of `besides`."""
        common = self.outline.common | all_stems(besides)
        found = choose(question, [self.texts[place] for place in places], common, self.said_by_cases)
        return replace(found, places=tuple(places[place] for place in found.places)) if found else None

    def of_theme(self, key: str) -> Mask:
        """Shape (passages,): those that speak of a theme of ours, themselves or in a heading above them."""
        speaks = theme_pattern(key).search
        return np.array(
            [any(map(speaks, (passage.quote.text, *passage.headings))) for passage in self.index.passages], dtype=bool
        )


def off_topic(held: Holdings, question: Query, confidence: float) -> Outcome:
    """Silence, where the question is about something else; what can be asked instead is told of case studies alone."""
    message = say("off_topic" if held.outline.cases else "off_topic_document", question.language)
    return Outcome((), confidence, Reason.OFF_TOPIC, message)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way over what the documents hold: as analysed, its gate, the passages it may see, shape
    (passages,), and the evidence for each with its score. `several`: how much speaks for several things as what it asks
    for, log-odds; -inf where that is not told."""

    held: Holdings
    question: Query
    filter: Filter
    allowed: Mask
    evidence: Evidence
    scores: Matrix
    several: float = -math.inf

    @property
    def names_somebody(self) -> bool:
        """Whether the question names a mission or a person that the documents know."""
        return bool(self.filter.missions) or self.filter.person

    @property
    def fresh(self) -> Mask:
        """The passages it may see that were not shown yet, or only because another led to them: "yes to what?"."""
        fresh: Mask = self.allowed & (~self.held.at(self.question.pool.again) | self.held.led_to)
        return fresh

    @property
    def telling(self) -> list[Concept]:
        """The question's concepts without those of the documents' own titles, which name the whole."""
        return [concept for concept in self.question.concepts if not is_common(concept, self.held.outline.common)]

    @property
    def names_nothing(self) -> bool:
        """Whether nothing but a mission and a frame ("all cases of …") was asked."""
        return not self.telling if self.question.language == "en" else self.question.empty

    def best(self, allowed: Mask, count: int) -> tuple[Hit, ...]:
        return tuple(self.held.index.ranked(self.scores, count, allowed))

    def hits(self, places: Sequence[int]) -> tuple[Hit, ...]:
        return tuple(self.held.index.hit(place, float(self.scores[place])) for place in places)

    def say(self, key: str, **parts: object) -> str:
        return say(key, self.question.language, **parts)

    def answer(self, hits: tuple[Hit, ...], confidence: float = SURE, further: tuple[Hit, ...] = ()) -> Outcome:
        return Outcome(hits, confidence, message=self.remarks(hits), further=further)

    def members(self, members: Sequence[int], rule: str, chosen: Chosen | None = None) -> Outcome:
        """An answer of all members. `chosen`: by which words, to tell of which others the candidates say nothing."""
        found = self.answer(self.hits(members))
        if chosen and chosen.unsaid:
            unsaid = self.say("partly_unsaid", words=", ".join(chosen.unsaid))
            found = replace(found, message=f"{unsaid} {found.message}".strip())
        return replace(found, complete=True, count=len(members), rule=rule)

    def not_left_out(self, candidates: Sequence[int]) -> list[int]:
        """The candidates without those that the question leaves out by their subject."""
        out = left_out(self.question.excluded, [self.held.texts[place] for place in candidates])
        return [place for number, place in enumerate(candidates) if number not in out]

    def less(self, rule: str) -> str:
        """The rule with what the question leaves out."""
        out, language = self.question.excluded, self.question.language
        subjects = [" ".join(concept.word for concept in clause if not concept.borrowed) for clause in out.clauses]
        named = [names_of(out.mentions, language), subject_of((*subjects, *out.themes), language)]
        return self.say("rule_without", rule=rule, words=", ".join(filter(None, named))) if out else rule

    def unsaid(self, chosen: Chosen) -> Outcome | None:
        """Silence, where a set is asked for by a subject that nothing in the documents speaks of."""
        concepts = [concept for concept in self.question.concepts if concept.word in chosen.unsaid]
        said = any(concept.stands_in(bag) for concept in concepts for bag in self.held.bags)
        if said and not self.names_somebody:
            return None  # something else than a case study speaks of it
        return self.silence(Reason.NOT_SAID, HARDLY)

    def silence(self, reason: Reason, confidence: float, message: str = "", nearest: Mask | None = None) -> Outcome:
        """`nearest`: among which what stands nearest is looked for, else among all that may be seen."""
        hits = self.best(self.allowed if nearest is None else nearest, NEAREST)
        return Outcome(hits, confidence, reason, message or self.say("not_said"))

    def remarks(self, hits: Sequence[Hit]) -> str:
        """What a reader should know beside the quotes."""
        remarks = []
        if self.filter.absent:
            remarks.append(self.say("partly_absent", names=names_of(self.filter.absent, self.question.language)))
        if any(hit.passage.kind is Kind.ENTRY for hit in hits):
            remarks.append(self.say("contact"))
        asks_how = Manner.HOW in self.question.manner and Wanted.COUNT not in self.question.wants
        if asks_how and hits and hits[0].place in self.held.outline.cases:
            remarks.append(self.say("title_only"))
        if self.held.index.by_words:
            remarks.append(self.say("by_words"))
        return " ".join(remarks)
