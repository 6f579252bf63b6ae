"""A question in, what both encoders make of it out: once, in however many indexes it is looked for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from index.encoder import Across, Encoded, Encoder
from index.multilingual import Multilingual

_KEPT = 8  # questions: those of one answer, in which a document may spell an acronym out that others do not


class QuestionVectors:
    """Shared by indexes that are asked together."""

    def __init__(self, encoder: Encoder, second: Multilingual | None) -> None:
        self._first = lru_cache(_KEPT)(encoder.encode_question)
        self._second = lru_cache(_KEPT)(second.question) if second else None
        self._beside = ThreadPoolExecutor(1, "second encoder")

    def of(self, question: str) -> Encoded:
        """Under the first encoder alone."""
        return self._first(question)

    def of_both(self, question: str) -> tuple[Encoded, Callable[[], Across | None]]:
        """Under the first, and what waits for the second, which works beside it: their layers leave Python's lock."""
        seen = self._beside.submit(self._second, question) if self._second else None
        return self._first(question), lambda: seen.result() if seen else None
