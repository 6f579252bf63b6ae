"""A question in, what both encoders make of it out: once, in however many indexes it is looked for."""

from __future__ import annotations

from functools import lru_cache

from index.encoder import Across, Encoded, Encoder
from index.multilingual import Multilingual

_KEPT = 8  # questions: those of one answer, in which a document may spell an acronym out that others do not


class QuestionVectors:
    """Shared by indexes that are asked together.

    One encoder after the other: on threads beside each other they wait for Python's lock at every layer, and a question
    takes longer."""

    def __init__(self, encoder: Encoder, second: Multilingual | None) -> None:
        self._first = lru_cache(_KEPT)(encoder.encode_question)
        self._second = lru_cache(_KEPT)(second.question) if second else None

    def of(self, question: str) -> Encoded:
        """Under the first encoder."""
        return self._first(question)

    def across(self, question: str) -> Across | None:
        """Under the second; None without one."""
        return self._second(question) if self._second else None
