"""A question in, what both encoders make of it out: once, in however many indexes it is looked for."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from index.encoder import Across, Encoded, Encoder
from index.multilingual import Multilingual

_KEPT = 8  # questions: those of one answer, in which a document may spell an acronym out that others do not


class QuestionVectors:
    """Shared by indexes that are asked together."""

    def __init__(self, encoder: Encoder, second: Multilingual | None) -> None:
        # The second encoder works while the words are looked up: it leaves Python's lock while it computes.
        beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="second-encoder")

        def begun(question: str) -> Future[Across] | None:
            return beside.submit(second.question, question) if second else None

        self._first = lru_cache(_KEPT)(encoder.encode_question)
        self._second = lru_cache(_KEPT)(begun)

    def begin(self, question: str) -> Future[Across] | None:
        """What the second encoder sees, as it is being made; None without one."""
        return self._second(question)

    def of(self, question: str) -> Encoded:
        """Under the first encoder."""
        return self._first(question)
