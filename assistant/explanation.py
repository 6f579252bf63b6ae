"""An answer and one of its citations in, the evidence for that passage out: why these words and no others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from corpus.missions import missions_named
from index.fusion import standing
from index.tokens import STOP_WORDS, stem, words


@dataclass(frozen=True, slots=True)
class Reasons:
    """`words`: of the question that the passage says, as the passage has them. `missions`: that it belongs to.
    `meaning`: 0 to 1, likeness under the encoder that reads the question's language.
    `rank`: from 1, among `count` passages, by all witnesses together.
    `confidence`: of the whole answer."""

    words: tuple[str, ...]
    missions: tuple[str, ...]
    meaning: float
    rank: int
    count: int
    confidence: float


def reasons(assistant: Assistant, answer: Answer, citation: Citation) -> Reasons | None:
    """None where the citation is of no passage of its document. What is said of it is what was judged by: each document
    is searched by itself."""
    asked = (one for one in assistant.sources if one.report.name == citation.document)
    index = next((one.finder.held.index for one in asked), assistant.index)
    place = next(
        (
            place
            for place, (passage, report) in enumerate(zip(index.passages, index.report_of, strict=True))
            if passage.span == citation.quote.span and report.name == citation.document
        ),
        None,
    )
    if place is None:
        return None
    evidence = index.evidence(answer.query.text, besides=(place,))
    scores = standing(evidence, english=answer.language == "en")
    # MiniLM reads English; what a question in another language means is the second encoder's to say, where it is there.
    likeness = evidence.late if answer.language == "en" or index.second is None else evidence.across
    return Reasons(
        words=_shared(answer.query.text, citation),
        missions=_missions(citation),
        meaning=float(np.clip(likeness[place], 0.0, 1.0)),
        rank=int((scores > scores[place]).sum()) + 1,
        count=len(index.passages),
        confidence=next((one.confidence for one in answer.by_source if citation in one.citations), answer.confidence),
    )


def _shared(question: str, citation: Citation) -> tuple[str, ...]:
    """The passage's and its last headings' words whose stems the question has, in their order."""
    asked = {stem(word) for word in words(question) if word not in STOP_WORDS}
    said = words(" ".join((*citation.headings[-2:], citation.quote.text)))
    shared = dict.fromkeys(word for word in said if stem(word) in asked and word not in STOP_WORDS)
    parts = {part for word in shared if "-" in word for part in word.split("-")}  # of "covid-19", which says them
    return tuple(word for word in shared if word not in parts)


def _missions(citation: Citation) -> tuple[str, ...]:
    return tuple(sorted(missions_named((*citation.headings, citation.quote.text))))
