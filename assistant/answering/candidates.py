"""What the finder's rooms hand to each other: a question on its way, what the documents hold, and an outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Reason
from assistant.answering.filters import Filter, Filters, Mask
from assistant.answering.outline import Outline
from assistant.answering.set_filter import is_common
from assistant.knowledge import theme_pattern
from assistant.messages import names_of, say
from assistant.query.query import Query, Shown
from assistant.query.question_type import Manner, Wanted
from assistant.query.subject import Concept
from corpus.report import Kind
from index.evidence import Evidence
from index.passage_index import Hit, PassageIndex
from index.tokens import stems

SURE = 0.97  # confidence in what a rule chose; rules err too
NEAREST = 3  # passages shown, folded, where there is no answer
OF_PEOPLE = frozenset({Wanted.CONTACT, Wanted.WHO})
_REACH = 10  # passages on either side of what was shown
_NEAR, _SAME_HEADING = 2.0, 0.5  # of a score
_A_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer is made of. `hits` answer where `reason` is None, else they are the nearest; `further` are nearly
    as likely to answer."""

    language: str
    hits: tuple[Hit, ...]
    confidence: float
    reason: Reason | None = None
    message: str = ""
    complete: bool | None = None
    count: int | None = None
    rule: str | None = None
    further: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way: as analysed, its gate, the passages it may see, shape (passages,), and the evidence for
    each with its score. `without`: readers' questions left out."""

    question: Query
    filter: Filter
    allowed: Mask
    evidence: Evidence
    scores: NDArray[np.float32]
    without: tuple[int, ...] = ()

    @property
    def names_somebody(self) -> bool:
        """Whether the question names a mission or a person that the documents know."""
        return bool(self.filter.missions or self.filter.person)


class Holdings:
    """What the documents of an index hold, worked out once. Places are those of the index's passages."""

    def __init__(self, index: PassageIndex) -> None:
        self.index = index
        self.filters = Filters(index)
        self.outline = Outline(index)
        self.texts = tuple(passage.quote.text for passage in index.passages)
        self.bags = [frozenset(stems(text)) for text in self.texts]
        self.headings = np.array([passage.kind is Kind.HEADING for passage in index.passages], dtype=bool)
        # A row of figures that has lost its table says nothing to a reader.
        self.figures_alone = np.array([not _A_WORD.search(text) for text in self.texts], dtype=bool)
        self._places = {
            Shown(report.name, passage.span): place
            for place, (passage, report) in enumerate(zip(index.passages, index.report_of, strict=True))
        }

    def at(self, shown: Sequence[Shown]) -> Mask:
        """Shape (passages,): the passages that were shown."""
        out: Mask = np.zeros(len(self.texts), dtype=bool)
        for one in shown:
            if (place := self._places.get(one)) is not None:
                out[place] = True
            else:  # several sentences in one quote
                out |= self._within(one)
        return out

    def _within(self, shown: Shown) -> Mask:
        pairs = zip(self.index.passages, self.index.report_of, strict=True)
        return np.array(
            [report.name == shown.document and shown.span.holds(passage.span) for passage, report in pairs], dtype=bool
        )

    def nearness(self, shown: Sequence[Shown]) -> NDArray[np.float32]:
        """Shape (passages,): what it adds to a score to stand close to what was shown, or under its heading."""
        out = np.zeros(len(self.texts), dtype=np.float32)
        for place in map(int, np.flatnonzero(self.at(shown))):
            heading = self.index.passages[place].block.headings[-1:]
            for other in range(max(0, place - _REACH), min(len(out), place + _REACH + 1)):
                if self.index.report_of[other] is not self.index.report_of[place]:
                    continue
                close = 1 - abs(other - place) / (_REACH + 1) if other != place else 0.0
                same = self.index.passages[other].block.headings[-1:] == heading
                out[other] = max(out[other], _NEAR * close + _SAME_HEADING * same)
        return out

    def of_theme(self, key: str) -> Mask:
        """Shape (passages,): those that speak of a theme of ours, themselves or in a heading above them."""
        speaks = theme_pattern(key).search
        return np.array(
            [any(map(speaks, (passage.quote.text, *passage.headings))) for passage in self.index.passages], dtype=bool
        )

    def best(self, asked: Asked, allowed: Mask, count: int) -> tuple[Hit, ...]:
        return tuple(self.index.ranked(asked.scores, count, allowed))

    def hits(self, asked: Asked, places: Sequence[int]) -> tuple[Hit, ...]:
        return tuple(self.index.hit(place, float(asked.scores[place])) for place in places)

    def telling(self, question: Query) -> list[Concept]:
        """The question's concepts without those of the documents' own titles, which name the whole."""
        return [concept for concept in question.concepts if not is_common(concept, self.outline.common)]

    def is_named(self, question: Query, heading: int) -> bool:
        """Whether a heading says all that a question asks about."""
        telling = self.telling(question)
        return bool(telling) and all(concept.stands_in(self.bags[heading]) for concept in telling)

    def remarks(self, asked: Asked, hits: Sequence[Hit]) -> str:
        """What a reader should know beside the quotes."""
        language, remarks = asked.question.language, []
        if asked.filter.absent:
            remarks.append(say("partly_absent", language, names=names_of(asked.filter.absent, language)))
        if any(hit.passage.kind is Kind.ENTRY for hit in hits):
            remarks.append(say("contact", language))
        asks_how = Manner.HOW in asked.question.manner and Wanted.COUNT not in asked.question.wants
        if asks_how and hits and hits[0].place in self.outline.cases:
            remarks.append(say("title_only", language))
        if self.index.by_words:
            remarks.append(say("by_words", language))
        return " ".join(remarks)
